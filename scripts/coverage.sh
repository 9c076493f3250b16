#!/usr/bin/env bash
# Measures which lines of crates/ the tests reach, and fails below 90 %.
#
#     scripts/coverage.sh
#
# The worst files and the total are printed, all of it lies in
# target/coverage.json. Not measured: crates/python, whose tests are in Python.
# A line of a test inside of a file counts as one of the file.
# llvm-cov and llvm-profdata come with `rustup component add llvm-tools`.
# Elsewhere any of the LLVM that `rustc -vV` names does, or of a later one:
#
#     apt-get install llvm-22
#     LLVM_COV=/usr/bin/llvm-cov-22 LLVM_PROFDATA=/usr/bin/llvm-profdata-22 make coverage
#
# A run takes as long as two of `make test`; what it builds is deleted.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/target/tools/bin:$PATH"
least=90
built="$PWD/target/llvm-cov-target"
trap 'rm -rf "$built"' EXIT
# Lines are all that is wanted of what debuggers need.
export CARGO_INCREMENTAL=0 INSTA_UPDATE=no CARGO_LLVM_COV_TARGET_DIR="$built"
outside='/(tests|benches|examples)/|/crates/python/|/\.cargo/|/rustc/'

# A test that fails is told, and what it reached counts all the same.
# Programs that are killed leave broken profiles; those do not spoil the others.
cargo llvm-cov test --workspace --exclude inquit-python --all-features --ignore-run-fail \
    --failure-mode all --ignore-filename-regex "$outside" --json --summary-only --output-path target/coverage.json
python3 - target/coverage.json "$least" <<'END'
import json
import sys

data = json.load(open(sys.argv[1], encoding="utf-8"))["data"][0]
files = [(entry["summary"]["lines"], entry["filename"].split("/crates/")[-1]) for entry in data["files"]]
files.sort(key=lambda entry: entry[0]["count"] - entry[0]["covered"], reverse=True)
print("coverage: the files with the most lines that no test reaches")
for lines, name in files[:25]:
    print(f"{lines['count'] - lines['covered']:6} of {lines['count']:5}  {lines['percent']:5.1f} %  {name}")
total = data["totals"]["lines"]
print(f"coverage: {total['covered']} of {total['count']} lines, {total['percent']:.1f} %, at least {sys.argv[2]} % wanted")
sys.exit(total["percent"] < float(sys.argv[2]))
END
