#!/usr/bin/env python3
"""Streams made-up articles through standard input and watches the memory of the program.

    scripts/soak.py PROGRAM [SIZE [FLAG...]]

SIZE is that of the stream, as 500M or 10G, by default 1G; flags, as --fast, are
given to `extract`. An article is one of tests/articles with paragraphs between
its own whose names, numbers and ids never repeat, so that it reads like news
and whatever is kept for each name, id or document grows. Memory is read from
/proc once a second. Exits with 1 if the most memory after the first minute is
5 % over the most within it, or the program fails or leaves an article out.
The medians of minutes decide nothing; they help who looks into a failure.

Moments swing with the articles on their way: over 45 minutes of 10 GB the most
of a minute was 106 to 114 MB, in no order, and after eight of them the rest
would have failed. A run whose first minute happens to lie low fails though
nothing grows; whether anything does, the medians tell. Run it alone.
"""

import json
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

FIRST = "Ilse Tomas Mara Jonas Vera Emil Rosa Anton Lena Karel Nadia Oskar Petra Silas Wanda Yannis".split()
LAST = "Varga Hart Lindqvist Okafor Moreau Santos Keller Novak Adeyemi Brandt Castellan Duarte Eriksen Fontaine".split()
PLACES = "Holany Port-Saul Grenmark Velden Ostra Karrow Millhaven Sarn".split()
SPEECH = "The harbour will stay closed until the pumps are mended|Nobody asked the crews what they had seen|We have found cracks in both walls|It costs too much and comes too late|There was no vote and there will be none".split("|")
PLAIN = "Ships waited outside the breakwater for the third day. The council met behind closed doors, and papers were handed out late. Prices rose at both markets.".split(". ")
NEWS = Path(__file__).parent.parent / "tests/articles"
GROWTH = 0.05
WARM = 60


def size(text):
    units = {"K": 10, "M": 20, "G": 30}
    return int(text[:-1]) << units[text[-1]] if text[-1] in units else int(text)


def invented(chance, people):
    who, what, place = chance.choice(people), chance.choice(SPEECH), chance.choice(PLACES)
    return chance.choice([
        f"“{what},” said {who}, the mayor of {place}. “{chance.choice(SPEECH)}.”",
        f"{who} told reporters in {place} that {what[0].lower()}{what[1:]}.",
        f"{chance.choice(PLAIN)}. {chance.choice(PLAIN)}, case {chance.randrange(10**9)}.",
        f"According to {who.split()[-1]}, {what[0].lower()}{what[1:]}.",
    ])


def article(chance, number, news):
    people = [f"{chance.choice(FIRST)} {chance.choice(LAST)}-{chance.choice(LAST)}{chance.randrange(10**6)}" for _ in range(3)]
    paragraphs = list(chance.choice(news))
    for _ in range(chance.choice([1, 2, 4])):
        paragraphs.insert(chance.randrange(len(paragraphs) + 1), invented(chance, people))
    row = {"id": f"article-{number}", "title": f"News of {chance.choice(PLACES)} {number}", "text": "\n\n".join(paragraphs)}
    return (json.dumps(row, ensure_ascii=number % 2 == 0) + "\n").encode()


def watch(process, samples, begun):
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
            samples.append((time.monotonic() - begun, int(fields["VmRSS"].split()[0]) * 1024))
        except (OSError, KeyError):
            return
        time.sleep(1)


def main(program, wanted, flags):
    process = subprocess.Popen(
        [program, "extract", "--quiet", "--input-format", "jsonl", "-", "--format", "csv", *flags],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )
    begun, samples = time.monotonic(), []
    watcher = threading.Thread(target=watch, args=(process, samples, begun))
    watcher.start()
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read().decode(errors="replace")))
    reader.start()
    news = [path.read_text(encoding="utf-8").split("\n\n") for path in sorted(NEWS.glob("*.txt"))]
    chance, sent, number = random.Random(8), 0, 0
    try:
        while sent < wanted:
            lines = b"".join(article(chance, number + more, news) for more in range(64))
            process.stdin.write(lines)
            sent, number = sent + len(lines), number + 64
        process.stdin.close()
    except BrokenPipeError:
        print("soak: the program stopped reading", file=sys.stderr)
    code = process.wait()
    watcher.join()
    reader.join()
    seconds = time.monotonic() - begun
    before = max((memory for at, memory in samples if at <= WARM), default=0)
    after = max((memory for at, memory in samples if at > WARM), default=before)
    last = samples[-1][1] if samples else 0
    growth = after / before - 1 if before else 0.0
    print(f"soak: {sent / 2**20:.0f} MB, {number} articles in {seconds:.0f} s, exit code {code}")
    print(f"soak: most memory in the first minute {before / 2**20:.1f} MB, after it {after / 2**20:.1f} MB ({growth:+.1%}), at the end {last / 2**20:.1f} MB")
    minutes = {}
    for at, memory in samples:
        minutes.setdefault(int(at // WARM), []).append(memory / 2**20)
    print("soak: medians of its minutes in MB: " + " ".join(f"{statistics.median(minute):.0f}" for minute in minutes.values()))
    if errors and errors[0].strip():
        print(errors[0][:2000], file=sys.stderr)
    if seconds <= 2 * WARM:
        print(f"soak: {seconds:.0f} s are too few to say much; give a larger size", file=sys.stderr)
    return 1 if code != 0 or growth >= GROWTH or (errors and errors[0].strip()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], size(sys.argv[2] if len(sys.argv) > 2 else "1G"), sys.argv[3:]))
