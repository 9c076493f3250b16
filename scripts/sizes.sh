#!/usr/bin/env bash
# Holds the sizes of a release program and of its data to the ceilings of
# tests/sizes.tsv. Nothing is built; scripts/eval.sh runs it on what it built.
#
#     scripts/sizes.sh PROGRAM
#
# Exits with 1 if one is above its ceiling. One that is 5 % below it is told:
# the ceiling can be lowered.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
table=tests/sizes.tsv

# size WHAT: bytes of it
size() {
    case "$1" in
        program) stat --format=%s "$program" ;;
        stripped)
            local copy
            copy=$(mktemp)
            strip -o "$copy" "$program"
            stat --format=%s "$copy"
            rm -f "$copy"
            ;;
        models) cat data/models/*.bin data/models/evidence*.tsv | wc -c ;;
        names) cat data/gazetteer/*.tsv | wc -c ;;
        *)
            echo "sizes: $table names $1, which nothing measures" >&2
            return 1
            ;;
    esac
}

failed=0
while IFS=$'\t' read -r what ceiling; do
    case "$what" in '#'* | what | '') continue ;; esac
    bytes=$(size "$what")
    echo "size: $what $bytes of $ceiling bytes"
    if [ "$bytes" -gt "$ceiling" ]; then
        echo "size: $what is above its ceiling; make it smaller, or raise the ceiling in $table and say why in the commit" >&2
        failed=1
    elif [ $((bytes * 100)) -lt $((ceiling * 95)) ]; then
        echo "size: the ceiling of $what can be lowered in $table" >&2
    fi
done <"$table"
exit $failed
