#!/usr/bin/env bash
# Installs what the browser tests need and is not there: Debian's Chromium with
# its driver (as root), and the Python packages of requirements.txt in a virtual
# environment. Usage: install.sh FOLDER, the folder of the environment.
set -euo pipefail
environment=$1
here=$(cd "$(dirname "$0")" && pwd)

python=${PYTHON:-python3}
missing=()
if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
    # Without a font, pages have no words to look at.
    missing+=(chromium chromium-driver fonts-dejavu-core)
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing+=(python3-venv)
fi
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "install.sh: packages are missing; as root: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

if ! cmp -s "$here/requirements.txt" "$environment/requirements.txt"; then
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    # Last, so that an environment that was cut short is made again.
    cp "$here/requirements.txt" "$environment/requirements.txt"
fi
