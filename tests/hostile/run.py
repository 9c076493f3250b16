#!/usr/bin/env python3
"""Files made to break a reader, each given to the program within bounds of time and memory.

    tests/hostile/run.py PROGRAM [--full] [--only WORDS] [--folder DIR]

Every case is made here, by number and not by chance. The program may refuse a
file (exit code 1, a message that names it); it may not crash, hang, be ended,
use more memory than its bound, or take more than five times as long a megabyte
as news does. --full makes the cases large: a text of 100 MB without a space, a
folder of 100,000 files.
"""

import argparse
import bz2
import gzip
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from pathlib import Path

GOLD = Path(__file__).resolve().parent.parent / "gold"
MEGABYTE = 1_000_000
# Seconds that any case may take besides: start, and a busy machine.
SLACK = 3.0
TIMES_NEWS = 5.0


class Case:
    """One trouble: how its files are made, how the program is called."""

    def __init__(self, name, make, flags=(), codes=(0, 1), memory=600, megabytes=None, during=None, rows=None, says=None):
        self.name, self.make, self.flags, self.codes = name, make, flags, codes
        self.memory, self.megabytes, self.during, self.rows, self.says = memory, megabytes, during, rows, says


def news(megabytes):
    """The gold articles as JSONL, again and again."""
    articles = [tomllib.loads(path.read_text("utf-8"))["text"] for path in sorted(GOLD.glob("*.toml"))]
    lines, size, number = [], 0, 0
    while size < megabytes * MEGABYTE:
        text = articles[number % len(articles)]
        number += 1
        size += len(text.encode())
        lines.append(json.dumps({"id": str(number), "text": text}, ensure_ascii=False))
    return "\n".join(lines).encode()


def write(name, content):
    def make(folder):
        data = content() if callable(content) else content
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return [name]

    return make


def zeros(megabytes, compress):
    """So many megabytes of nothing, in members of 64."""
    member = compress(b"\0" * (64 * MEGABYTE))
    return member * (megabytes // 64 + 1)


def zstd(data):
    return subprocess.run(["zstd", "-q", "-3", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


def damaged(kind, count):
    """Copies of a good file, each cut off or with bytes changed."""

    def make(folder):
        good = GOOD[kind]()
        chance = random.Random(7)
        names = []
        for number in range(count):
            data = bytearray(good)
            if number % 3 == 0:
                del data[chance.randrange(len(data)) :]
            else:
                for _ in range(chance.randrange(1, 20)):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            name = f"{number:04}.{kind}"
            (folder / name).write_bytes(data)
            names.append(name)
        return names

    return make


SENTENCE = "Anna Berg, the mayor of Holany, said it rained. “It will rain again,” she said.\n"


def record(text):
    data = text.encode()
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data + b"\r\n\r\n"


GOOD = {
    "jsonl": lambda: b"".join(json.dumps({"id": n, "text": SENTENCE}).encode() + b"\n" for n in range(20)),
    "json": lambda: json.dumps([{"id": n, "text": SENTENCE} for n in range(20)]).encode(),
    "csv": lambda: b"id,text\n" + b"".join(f'{n},"{SENTENCE}"\n'.encode() for n in range(20)),
    "html": lambda: f"<html><head><title>Rain</title></head><body>{f'<p>{SENTENCE}</p>' * 20}</body></html>".encode(),
    "warc": lambda: b"".join(record(SENTENCE * 3) for _ in range(10)),
    "jsonl.gz": lambda: gzip.compress(GOOD["jsonl"](), mtime=0),
    "jsonl.bz2": lambda: bz2.compress(GOOD["jsonl"]()),
    "jsonl.zst": lambda: zstd(GOOD["jsonl"]()),
    "parquet": lambda: made_by_program("parquet"),
    "xlsx": lambda: made_by_program("xlsx"),
}


def made_by_program(kind):
    """A table that the program wrote; with a text column where it is read again."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "n.jsonl"), Path(folder, f"o.{kind}")
        source.write_bytes(GOOD["jsonl"]())
        subprocess.run([PROGRAM, "extract", source, "-o", out, "-q"], check=True)
        return out.read_bytes()


def many_files(count):
    def make(folder):
        for number in range(count):
            (folder / "n" / f"{number // 1000:03}").mkdir(parents=True, exist_ok=True)
            (folder / "n" / f"{number // 1000:03}" / f"{number}.txt").write_text(SENTENCE)
        return ["n"]

    return make


def odd_folder(folder):
    """Links in circles, a pipe that nobody writes to, names that are no text."""
    inner = folder / "n" / "inner"
    inner.mkdir(parents=True)
    (folder / "n" / "good.txt").write_text(SENTENCE)
    os.symlink("..", inner / "up")
    os.symlink("round", folder / "n" / "round")
    os.symlink("nowhere", folder / "n" / "dangling.txt")
    os.symlink("/dev/zero", folder / "n" / "zero.txt")
    os.mkfifo(folder / "n" / "pipe.txt")
    Path(os.fsdecode(os.fsencode(folder) + b"/n/\xff\xfe\x80.txt")).write_text(SENTENCE)
    (folder / "n" / "line\nend.txt").write_text(SENTENCE)
    (folder / "n" / "\x1b[31mred.txt").write_text(SENTENCE)
    (folder / "n" / ("x" * 250 + ".txt")).write_text(SENTENCE)
    return ["n"]


def vanishing(folder):
    (folder / "n").mkdir()
    for number in range(3000):
        (folder / "n" / f"{number:04}.txt").write_text(SENTENCE * 20)
    return ["n"]


def delete_some(folder):
    for number in range(2999, 500, -2):
        (folder / "n" / f"{number:04}.txt").unlink(missing_ok=True)


def cases(full):
    big = 100 if full else 10
    repeat = lambda piece, megabytes=big: piece * (megabytes * MEGABYTE // len(piece.encode()))
    text = lambda name, content, **more: Case(name, write("n.txt", content), **more)
    line = lambda name, content, **more: Case(name, write("n.jsonl", content), **more)
    yield text("a million marks in a line", '"' * MEGABYTE, codes=(0,))
    yield text("no space", lambda: repeat("a"), codes=(0,), memory=1500)
    yield text("one long quotation", lambda: "“" + repeat("It rained. ", big // 5), codes=(0,), memory=1500)
    yield text("zero bytes", lambda: b"\0" * (big * MEGABYTE), codes=(0, 1), memory=1500)
    yield text("marks of byte order in the middle", lambda: repeat("\ufeffShe said so. \ufeff", 2), codes=(0,))
    yield text("half a character", SENTENCE.encode()[:-3] + b"\xe2\x80", codes=(0,))
    yield text("UTF-16 cut in a pair", SENTENCE.encode("utf-16")[:-3] + b"\xd8", codes=(0, 1))
    yield line("lone surrogates", '{"text":"\\ud800 she said so \\udc00. \\ud83d"}\n{"text":"She said so."}\n', rows=1)
    yield line("numbers without end", '{"text":"She said so.","id":1e999999}\n{"id":' + "9" * MEGABYTE + ',"text":"a"}\n')
    yield line("deep lists", '{"text":' + "[" * MEGABYTE + "\n" + '{"text":"She said so."}\n', codes=(1,), rows=1)
    yield line("deep objects", '{"a":' * 200_000 + "\n" + '{"text":"She said so."}\n', codes=(1,), rows=1)
    yield line("one line", lambda: '{"text":"' + repeat("It rained. ", big) + '"}', flags=("--max-document-bytes", "5M"), codes=(1,), memory=200)
    yield line("a million empty lines", "\n" * MEGABYTE, codes=(0,))
    yield line("a thousand keys", '{"text":"She said so.",' + ",".join(f'"k{n}":{n}' for n in range(100_000)) + "}\n", codes=(0,), rows=1)
    yield Case("deep JSON", write("n.json", "[" * (2 * MEGABYTE)), codes=(1,))
    yield Case("JSON that is not closed", write("n.json", '[{"text":"She said so."},' * 1000), codes=(0, 1))
    yield Case("a million columns", write("n.csv", "text," + ",".join(f"c{n}" for n in range(MEGABYTE // 8)) + "\nShe said so.\n"), codes=(0, 1))
    yield Case("a field that is not closed", write("n.csv", lambda: 'text\n"' + repeat("It rained.\n", big)), flags=("--max-document-bytes", "1M"), codes=(1,), memory=200)
    yield Case("marks in fields", write("n.csv", lambda: "text\n" + repeat('"a""b"c"\n', 2)), codes=(0, 1))
    for where, file in ("page", "n.html"), ("Markdown", "n.md"):
        page = lambda name, content, **more: Case(f"{name} ({where})", write(file, content), **more)
        yield page("nested divisions", "<div>" * 200_000 + "She said so." + "</div>" * 200_000)
        yield page("nested tables", "<table><tr><td>" * 50_000 + "She said so.")
        yield page("bold without end", "<b>" * 200_000 + "<p>She said so.</p>")
        yield page("paragraphs", lambda: "<p>She said so." * 100_000, memory=1500)
        yield page("entities", lambda: repeat("&amp;&lt;&#x110000;&bogus;&", 2), memory=1500)
        yield page("one attribute", lambda: '<p class="' + repeat("x ", 5) + '">She said so.</p>', memory=1500)
        yield page("brackets", lambda: "<" * (2 * MEGABYTE), memory=1500)
        yield page("a comment without end", lambda: "<p>She said so.</p><!--" + repeat("- ", 5), memory=1500)
        yield page("attributes", lambda: "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">She said so.</p>", codes=(1,), memory=1500)
    for name, compress in [("gz", gzip.compress), ("zst", zstd), ("bz2", bz2.compress)]:
        size = 10_000 if full else 640
        yield Case(f"bomb of {name}", write(f"n.txt.{name}", lambda compress=compress, size=size: zeros(size, compress)), codes=(1,), memory=800, megabytes=256, says="--max-")
    for kind in GOOD:
        yield Case(f"damaged {kind}", damaged(kind, 400 if full else 60), memory=300)
    yield Case("many files", many_files(100_000 if full else 10_000), codes=(0,), rows=200_000 if full else 20_000)
    yield Case("an odd folder", odd_folder, memory=600, megabytes=1)
    yield Case("files that vanish", vanishing, during=delete_some)
    yield Case("a device without end", lambda folder: ["/dev/zero"], codes=(1,), memory=800, megabytes=256, says="--max-document-bytes")
    yield Case("a folder as a file list", lambda folder: ["--files-from", "."], codes=(1, 2))
    if full:
        # read whole, and all of it quotations: some 80 bytes for each byte
        yield line("a document of 200 MB", lambda: json.dumps({"text": (SENTENCE * (200 * MEGABYTE // len(SENTENCE.encode()) + 1))}), codes=(0,), memory=18000)


def most_memory(process, most):
    """Keeps the most memory that a process has had. What the system tells at
    its end counts this script's own, which it was born with."""
    status = Path(f"/proc/{process.pid}/status")
    while process.returncode is None:
        try:
            lines = [row for row in status.read_text().splitlines() if row.startswith("VmHWM:")]
            most.append(int(lines[0].split()[1]) * 1.024 / 1000)
        except (OSError, IndexError):
            pass
        time.sleep(0.01)


def run(program, case, folder, seconds_per_megabyte):
    """None, or what is wrong."""
    inputs = case.make(folder)
    size = case.megabytes or sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / MEGABYTE
    limit = SLACK + size * seconds_per_megabyte * TIMES_NEWS
    out = folder / "out.csv"
    command = [program, "extract", *inputs, *case.flags, "-o", str(out), "--threads", "2", "-q"]
    errors = folder / "errors"
    start = time.monotonic()
    with open(errors, "wb") as stderr:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr)
        most = [0.0]
        threading.Thread(target=most_memory, args=(process, most), daemon=True).start()
        if case.during:
            threading.Thread(target=case.during, args=(folder,), daemon=True).start()
        ender = threading.Timer(2 * limit + 60, process.kill)
        ender.start()
        process.wait()
        ender.cancel()
    taken = time.monotonic() - start
    said = errors.read_text("utf-8", "replace")
    memory = max(most)
    rows = sum(1 for _ in open(out, "rb")) - 1 if out.exists() else 0
    print(f"{case.name:36} {size:8.2f} MB {taken:7.2f} s (at most {limit:6.1f}) {memory:6.0f} MB memory, exit {process.returncode}, {rows} lines", flush=True)
    wrong = []
    if process.returncode not in case.codes:
        wrong.append(f"exit code {process.returncode}")
    if "panicked" in said or "this is a bug" in said:
        wrong.append("it crashed")
    if taken > limit:
        wrong.append(f"{taken:.1f} s are more than {limit:.1f}")
    if memory > case.memory:
        wrong.append(f"{memory:.0f} MB are more than {case.memory}")
    if case.rows is not None and rows < case.rows:
        wrong.append(f"{rows} lines are fewer than {case.rows}")
    if case.says and case.says not in said:
        wrong.append(f"it does not say {case.says}")
    if any(ord(c) < 32 and c not in "\n\t" for c in said):
        wrong.append("control characters on the terminal")
    return f"{case.name}: {'; '.join(wrong)}\n{said[:600]}" if wrong else None


def main():
    global PROGRAM
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--full", action="store_true", help="large cases, which take minutes")
    parser.add_argument("--only", help="cases whose name holds these words")
    parser.add_argument("--folder", help="where files are made [a temporary folder]")
    arguments = parser.parse_args()
    PROGRAM = str(Path(arguments.program).resolve())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    base = Path(tempfile.mkdtemp(dir=arguments.folder))
    try:
        measure = Case("news", write("n.jsonl", news(5)), codes=(0,))
        (base / "news").mkdir()
        start = time.monotonic()
        failure = run(PROGRAM, measure, base / "news", 100)
        per_megabyte = (time.monotonic() - start) / 5
        failures = [failure] if failure else []
        for number, case in enumerate(cases(arguments.full)):
            if arguments.only and arguments.only not in case.name:
                continue
            folder = base / str(number)
            folder.mkdir()
            failure = run(PROGRAM, case, folder, per_megabyte)
            if failure:
                failures.append(failure)
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    for failure in failures:
        print(f"\nWRONG {failure}", file=sys.stderr)
    print("every case held" if not failures else f"{len(failures)} cases did not hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
