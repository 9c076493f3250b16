#!/usr/bin/env bash
# Writes every format with the program and opens each with the real readers.
# $1: the program. The readers live in an environment below target/, made anew
# when requirements.txt changes.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
program="$(realpath "$1")"
environment="$here/../../target/readers"

if ! command -v soffice >/dev/null; then
    echo "readers: soffice is missing, so that nothing shows what LibreOffice makes of CSV and XLSX;" >&2
    echo "readers: install it with tests/readers/install.sh" >&2
    exit 1
fi
if ! cmp -s "$here/requirements.txt" "$environment/requirements.txt"; then
    "${PYTHON:-python3}" -m venv --clear "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$environment/"
fi
exec "$environment/bin/python" "$here/compare.py" "$program"
