#!/usr/bin/env bash
# Runs every fuzz target, or those named, each on a core of its own.
#
#     tests/fuzz/run.sh SECONDS [TARGET...]
#
# Stable Rust is enough: nothing of ours is unsafe, so no sanitizer is used,
# and coverage comes from flags that are stable. What is found stays in
# target/fuzz/corpus, what crashes in target/fuzz/artifacts. A crash ends its
# target; the others go on, and the code at the end is not 0. FUZZ_SEED=1 makes
# a run begin with the same inputs as the last one with that seed.
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

run() {
    local target=$1 length=2000 code=0
    mkdir -p "target/fuzz/corpus/$target" "target/fuzz/artifacts/$target"
    # Small models have 10,000 bytes, small texts need fewer.
    case "$target" in models | parquet) length=12000 ;; esac
    "$programs/$target" -dict=tests/fuzz/news.dict -max_len=$length -timeout=10 -rss_limit_mb=2000 -len_control=20 \
        -max_total_time="$seconds" -seed="${FUZZ_SEED:-0}" -print_final_stats=1 -artifact_prefix="target/fuzz/artifacts/$target/" \
        "target/fuzz/corpus/$target" "tests/fuzz/seeds/$target" > "target/fuzz/$target.log" 2>&1 || code=$?
    echo "fuzz: $target for $seconds s, code $code"
    grep -v "^#" "target/fuzz/$target.log" || true
    return "$code"
}
export -f run
export programs seconds
printf '%s\n' "$@" | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" bash -c 'run "$1"' run
