#!/usr/bin/env bash
# Scores the release build on the annotated news outside the project.
#
#   scripts/eval.sh            reads $INQUIT_SHARED (default ../shared)
#
# Predictions and figures go to <target>/eval/: SET.pred.jsonl, SET.scores.json.
set -euo pipefail
cd "$(dirname "$0")/.."

shared="${INQUIT_SHARED:-../shared}"
target="${CARGO_TARGET_DIR:-target}"
out="$target/eval"
scorer="$shared/eval/score.py"
if [ ! -f "$scorer" ]; then
    echo "eval: no $scorer; set INQUIT_SHARED to the folder that holds eval/ and seeds/" >&2
    exit 1
fi
mkdir -p "$out"
cargo build --quiet --release -p inquit
scripts/sizes.sh "$target/release/inquit"
export PYTHONDONTWRITEBYTECODE=1

# evaluate SET GOLD FLAGS [scorer options]
evaluate() {
    local set="$1" gold="$2" flags="$3"
    shift 3
    echo "eval: $set: extracting and scoring" >&2
    # shellcheck disable=SC2086  # flags are words, or none
    "$target/release/inquit" extract $flags --format predictions "$gold" -o "$out/$set.pred.jsonl"
    python3 "$scorer" --json "$@" "$gold" "$out/$set.pred.jsonl" >"$out/$set.scores.json"
}

evaluate polnear_dev "$shared/eval/polnear_dev.jsonl" "" --speakers "$shared/eval/polnear_dev_speakers.jsonl"
evaluate polnear_fast "$shared/eval/polnear_dev.jsonl" --fast --speakers "$shared/eval/polnear_dev_speakers.jsonl"
evaluate seeds "$shared/seeds/gold.jsonl" ""
python3 scripts/eval_table.py polnear_dev="$out/polnear_dev.scores.json" polnear_fast="$out/polnear_fast.scores.json" seeds="$out/seeds.scores.json"
python3 scripts/calibration.py "$scorer" "$shared/eval/polnear_dev.jsonl" "$out/polnear_dev.pred.jsonl"
python3 scripts/precision_recall.py "$scorer" "$shared/eval/polnear_dev.jsonl" "$out/polnear_dev.pred.jsonl" data/models/precision_recall.svg
