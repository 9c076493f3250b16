#!/usr/bin/env bash
# Builds the wheel and tests it. Usage: run.sh python|cluster; PROFILE=dev builds
# faster and runs slower.
#
# What is needed and missing comes from Debian's packages (python3-venv, and Java
# for the cluster) and from PyPI, into folders below target/python.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
target="$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")"
python=${PYTHON:-python3}
what=$1

packages=()
"$python" -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
if [ "$what" = cluster ]; then
    command -v java >/dev/null || packages+=(default-jre-headless)
fi
if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "run.sh: packages are missing; as root: apt-get install ${packages[*]}" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# Makes environment $1 with the requirements of file $2 unless it has them.
environment() {
    if ! cmp -s "$2" "$1/requirements.txt"; then
        rm -rf "$1"
        "$python" -m venv "$1"
        "$1/bin/pip" install --quiet --disable-pip-version-check -r "$2"
        # Last, so that an environment that was cut short is made again.
        cp "$2" "$1/requirements.txt"
    fi
}

environment "$target/python/build" "$here/requirements.txt"
rm -rf "$target/python/wheels"
(cd "$here" && "$target/python/build/bin/maturin" build --quiet --profile "${PROFILE:-release}" --target-dir "$target" --out "$target/python/wheels")

case $what in
    python)
        tests=("$here/tests")
        # Fresh each time: what a user gets who installs the wheel.
        rm -rf "$target/python/fresh"
        environment "$target/python/fresh" "$here/tests/requirements.txt"
        in="$target/python/fresh"
        ;;
    cluster)
        tests=("$here/tests/cluster")
        environment "$target/python/cluster" "$here/tests/cluster/requirements.txt"
        in="$target/python/cluster"
        ;;
    *)
        echo "run.sh: python or cluster" >&2
        exit 2
        ;;
esac
"$in/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps "$target"/python/wheels/*.whl
export INQUIT="${INQUIT:-$target/debug/inquit}"
cd "$target/python"
"$in/bin/python" -m pytest -q -p no:cacheprovider --rootdir "${tests[0]}" "${tests[@]}"
