#!/usr/bin/env bash
# Runs every fuzz target, or those named, one after the other.
#
#     tests/fuzz/run.sh SECONDS [TARGET...]
#
# Stable Rust is enough: nothing of ours is unsafe, so no sanitizer is used,
# and coverage comes from flags that are stable. What is found stays in
# target/fuzz/corpus, what crashes in target/fuzz/artifacts; the first crash
# ends the run with a code that is not 0.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
shift || true
[ $# -gt 0 ] || set -- analyze marks gazetteer models records pages encodings compressed parquet writers

PATH="$PWD/target/tools/bin:$PATH"
# Writers write files, thousands in a second: in memory, where there is such a place.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
cargo fuzz build --fuzz-dir tests/fuzz --sanitizer none --target-dir target/fuzz
programs=$(echo target/fuzz/*/release)
for target in "$@"; do
    mkdir -p "target/fuzz/corpus/$target" "target/fuzz/artifacts/$target"
    # Small models have 10,000 bytes, small texts need fewer.
    length=2000
    case "$target" in models | parquet) length=12000 ;; esac
    echo "fuzz: $target for $seconds s"
    "$programs/$target" -dict=tests/fuzz/news.dict -max_len=$length -timeout=10 -rss_limit_mb=2000 -len_control=20 \
        -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="target/fuzz/artifacts/$target/" \
        "target/fuzz/corpus/$target" "tests/fuzz/seeds/$target" 2>&1 | { grep -v "^#" || true; }
done
