#!/usr/bin/env bash
# Changes the code that pairs marks, links quotations to speakers and resolves
# names, one place after the other, and sees whether the tests notice.
#
#     scripts/mutants.sh [SHARD/SHARDS] [FLAG of cargo-mutants…]
#
# A shard is every SHARDSth change, so that 0/40 is a sample of all files. What
# is to notice: the gold corpus, reports and fingerprints of articles, the unit
# tests of inquit-quotes and what readers found. Lists of what was caught, missed or did
# not end lie in target/mutants/mutants.out. What stays alive is listed with a
# reason in tests/mutants.md. The source is changed in place and put back: work
# on a clean tree. A change takes some twenty seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/target/tools/bin:$PATH"
shard=()
if [ $# -gt 0 ]; then
    shard=(--shard "$1" --sharding round-robin)
    shift
fi
if [ -n "$(git status --porcelain -- crates tests)" ]; then
    echo "mutants: crates or tests have changes that are not committed; commit or stash them first" >&2
    exit 1
fi
export CARGO_INCREMENTAL=1 INSTA_UPDATE=no
mkdir -p target/mutants
# What fails as it is would count every change as noticed.
cargo test --quiet --package inquit-quotes --package inquit-tests --no-default-features --profile mutants \
    --lib --test gold --test snapshots --test fingerprints --test readers
cargo mutants --package inquit-quotes \
    --file 'crates/quotes/src/marks*' --file 'crates/quotes/src/frames/*' --file 'crates/quotes/src/resolve/*' \
    --exclude '**/tests/*' --exclude '**/tests.rs' --exclude '**/gold*.rs' --exclude '**/trace.rs' \
    --test-package inquit-quotes,inquit-tests --baseline skip --no-default-features --profile mutants \
    --in-place --output target/mutants --timeout 120 "${shard[@]}" "$@" \
    -- --lib --test gold --test snapshots --test fingerprints --test readers
