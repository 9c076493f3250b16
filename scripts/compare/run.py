#!/usr/bin/env python3
"""inquit beside textacy on the same files: `run.py PROGRAM PYTHON [ARTICLES.jsonl] [--documents N]`.

PROGRAM is inquit, PYTHON one in whose environment textacy is installed. The
articles are the gold corpus again and again, unless a file of JSONL is named.
Each tool is one process on one core at a time; seconds are those of the
processor, start-up included, and memory is the most that was resident. The
table is in the form that the README shows.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import tempfile
import tomllib
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent.parent / "tests" / "gold"


def gold(count):
    texts = [tomllib.loads(path.read_text("utf-8"))["text"] for path in sorted(GOLD.glob("*.toml"))]
    return [{"id": str(number), "text": texts[number % len(texts)]} for number in range(count)]


def measured(command):
    """What a command prints, its seconds of processor time and megabytes of memory."""
    with tempfile.TemporaryFile("w+") as out:
        environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status):
            raise SystemExit(f"{command[0]} failed with exit code {os.waitstatus_to_exitcode(status)}")
        out.seek(0)
        return out.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(path):
    return sum(1 for _ in open(path, "rb"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("python")
    parser.add_argument("articles", nargs="?")
    parser.add_argument("--documents", type=int, default=500, help="articles to read [500]")
    parser.add_argument("--rounds", type=int, default=3, help="runs of inquit, of which the median counts [3]")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        if arguments.articles:
            lines = [json.loads(line) for line in open(arguments.articles, encoding="utf-8")][: arguments.documents]
            documents = [{"id": str(number), "text": document["text"]} for number, document in enumerate(lines)]
        else:
            documents = gold(arguments.documents)
        source.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")
        characters = sum(len(document["text"]) for document in documents)
        printed, seconds, memory = measured([arguments.python, HERE / "textacy_quotes.py", source, Path(folder, "textacy.jsonl")])
        counts = json.loads(printed)
        results = [("textacy 0.13, paragraph by paragraph", counts["quotations"], counts["failed"], seconds, memory)]
        for name, flags in [("inquit", []), ("inquit --fast", ["--fast"]), ("inquit --fast --types direct", ["--fast", "--types", "direct"])]:
            out = Path(folder, "out.csv")
            command = [arguments.program, "extract", source, "-o", out, "--threads", "1", "-q", *flags]
            runs = sorted(measured(command)[1:] for _ in range(arguments.rounds))
            run = runs[len(runs) // 2]
            results.append((name, rows(out) - 1, 0, *run))
    print(f"{len(documents)} articles, {characters / 1e6:.2f} million characters, one core, {platform.machine()}, {date.today()}\n")
    print("| | quotations | documents with errors | processor seconds | characters a second | times textacy | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for name, found, failed, taken, memory in results:
        print(f"| {name} | {found} | {failed} | {taken:.2f} | {characters / taken:,.0f} | {seconds / taken:,.0f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
