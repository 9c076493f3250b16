#!/usr/bin/env bash
# Builds the release program of the last commit twice, in folders of different
# names and depths, and compares the two by their hashes.
#
#     scripts/reproducible.sh
#
# The folders of the sources and of Cargo are replaced in what the compiler
# writes down (panics, lines for debuggers), and the C code of the allocator,
# which holds the time of its compilation, takes that of the commit. Whoever
# wants to check a program that somebody else built needs the same commit,
# compiler, C compiler and flags; the flags are printed. Both builds lie in
# target/reproducible and are deleted at the end; if the two differ, the
# programs stay there to be compared. Takes as long as two builds from nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work="$root/target/reproducible"
cargo_home=${CARGO_HOME:-$HOME/.cargo}
trap 'rm -rf "$work"' EXIT
rm -rf "$work"
mkdir -p "$work"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

# build FOLDER PROGRAM: the hash of the program that is built there and copied to PROGRAM
build() {
    mkdir -p "$1"
    git archive HEAD | tar --extract --directory "$1"
    local flags="--remap-path-prefix=$1=/inquit --remap-path-prefix=$cargo_home=/cargo"
    echo "reproducible: SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH RUSTFLAGS=$flags" >&2
    (
        cd "$1"
        # Files of C are compiled too, and name the folder they lie in.
        export CFLAGS="-ffile-prefix-map=$1=/inquit -ffile-prefix-map=$cargo_home=/cargo"
        RUSTFLAGS="$flags" CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$1/target" cargo build --quiet --release --locked -p inquit
    )
    sha256sum "$1/target/release/inquit" | cut -d ' ' -f 1
    cp "$1/target/release/inquit" "$2"
    rm -rf "$1"
}

first=$(build "$work/one" "$work/first")
second=$(build "$work/deeper/folder/two" "$work/second")
echo "reproducible: $first"
echo "reproducible: $second"
if [ "$first" != "$second" ]; then
    echo "reproducible: the two differ; the first places:" >&2
    trap - EXIT
    cmp -l "$work/first" "$work/second" | head -n 20 >&2 || true
    exit 1
fi
echo "reproducible: two builds, one program, $(stat --format=%s "$work/first") bytes"
