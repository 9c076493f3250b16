#!/usr/bin/env bash
# Installs what tests/readers/run.sh needs and the machine lacks: LibreOffice's
# calc, and venv for Python, by the package manager of Debian and Ubuntu.
set -euo pipefail

packages=()
command -v soffice >/dev/null || packages+=(libreoffice-calc-nogui)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
if [ ${#packages[@]} -eq 0 ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "readers: install ${packages[*]} by the package manager of this system" >&2
    exit 1
fi
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
echo "readers: installing ${packages[*]}"
"${root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
