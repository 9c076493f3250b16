#!/usr/bin/env python3
"""How time and memory grow with the input, for 1 to N threads: `scaling.py PROGRAM OUT.svg [--largest MEGABYTES]`.

The input is the gold corpus again and again as JSONL, from 1 megabyte to the
largest in steps of ten, read with --fast and with everything on. Prints a table and draws it:
megabytes a second on the left, memory on the right.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

GOLD = Path(__file__).resolve().parent.parent.parent / "tests" / "gold"
# Colours of Okabe and Ito, which people with any colour vision can tell apart.
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
SIDE, TOP, LEFT, GAP = 260, 44, 60, 90


def lines():
    texts = [tomllib.loads(path.read_text("utf-8"))["text"] for path in sorted(GOLD.glob("*.toml"))]
    return [json.dumps({"id": str(number), "text": text}, ensure_ascii=False).encode() + b"\n" for number, text in enumerate(texts)]


def fill(path, megabytes):
    """Writes articles until there are enough; the bytes written."""
    articles, size = b"".join(lines()), 0
    with open(path, "wb") as out:
        while size < megabytes * 1_000_000:
            out.write(articles)
            size += len(articles)
    return size


def run(program, source, threads, flags):
    """Seconds by the clock, and megabytes of memory."""
    command = [program, "extract", source, "-o", str(source) + ".csv", "--threads", str(threads), "-q", *flags]
    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(map(str, command))} failed")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def panel(out, left, title, unit, series, sizes, value):
    """One picture: a line for each series over the logarithm of the size."""
    top_value = max(value(point) for points in series.values() for point in points) * 1.1
    x = lambda number: left + SIDE * number / max(len(sizes) - 1, 1)
    y = lambda amount: TOP + SIDE - SIDE * amount / top_value
    out.append(f'<text x="{left + SIDE / 2}" y="{TOP - 16}" text-anchor="middle" font-weight="bold">{title}</text>')
    for number, size in enumerate(sizes):
        name = f"{size:g} MB" if size < 1000 else f"{size / 1000:g} GB"
        out.append(f'<path d="M{x(number):.1f} {TOP}v{SIDE}" stroke="#dddddd"/>')
        out.append(f'<text x="{x(number):.1f}" y="{TOP + SIDE + 18}" text-anchor="middle">{name}</text>')
    for step in range(5):
        amount = top_value / 1.1 * step / 4
        out.append(f'<path d="M{left} {y(amount):.1f}h{SIDE}" stroke="#dddddd"/>')
        out.append(f'<text x="{left - 6}" y="{y(amount) + 4:.1f}" text-anchor="end">{amount:.0f}</text>')
    out.append(f'<text x="{left - 40}" y="{TOP + SIDE / 2}" transform="rotate(-90 {left - 40} {TOP + SIDE / 2})" text-anchor="middle">{unit}</text>')
    for colour, (name, points) in zip(COLOURS, series.items()):
        path = " ".join(f"{x(number):.1f},{y(value(point)):.1f}" for number, point in enumerate(points))
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for number, point in enumerate(points):
            out.append(f'<circle cx="{x(number):.1f}" cy="{y(value(point)):.1f}" r="3" fill="{colour}"><title>{name}: {value(point):.1f} {unit}</title></circle>')


def picture(series, sizes):
    width = LEFT + 2 * SIDE + GAP + 150
    height = TOP + SIDE + 40
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" font-family="sans-serif" font-size="12">',
        "<title>Megabytes a second and memory by size of the input and number of threads</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    panel(out, LEFT, "speed", "MB a second", series, sizes, lambda point: point[0])
    panel(out, LEFT + SIDE + GAP, "memory", "MB", series, sizes, lambda point: point[1])
    for number, (colour, name) in enumerate(zip(COLOURS, series)):
        left, y = LEFT + 2 * SIDE + GAP + 16, TOP + 12 + 20 * number
        out.append(f'<path d="M{left} {y}h18" stroke="{colour}" stroke-width="2"/>')
        out.append(f'<text x="{left + 24}" y="{y + 4}">{name}</text>')
    return "\n".join([*out, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("out")
    parser.add_argument("--largest", type=int, default=1000, help="megabytes of the largest input [1000]")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="most threads [those of the machine]")
    arguments = parser.parse_args()
    sizes = [size for size in (1, 10, 100, 1000, 10_000) if size <= arguments.largest]
    ways = [(f"{name}{threads} thread{'s' * (threads > 1)}", threads, flags) for name, flags in [("", []), ("--fast, ", ["--fast"])] for threads in range(1, arguments.threads + 1)]
    series = {name: [] for name, _, _ in ways}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            source = Path(folder, "articles.jsonl")
            written = fill(source, size)
            for name, threads, flags in ways:
                seconds, memory = run(arguments.program, source, threads, flags)
                series[name].append((written / 1e6 / seconds, memory))
                print(f"{size:6} MB, {name:20} {seconds:8.2f} s, {written / 1e6 / seconds:6.2f} MB a second, {memory:5.0f} MB memory", flush=True)
    Path(arguments.out).write_text(picture(series, sizes), "utf-8")
    for flags in ("", "--fast, "):
        one, most = series[f"{flags}1 thread"][-1][0], series[f"{flags}{arguments.threads} thread{'s' * (arguments.threads > 1)}"][-1][0]
        print(f"{flags or 'everything on, '}{arguments.threads} threads over one: {most / one:.2f}")


if __name__ == "__main__":
    main()
