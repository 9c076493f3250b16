#!/usr/bin/env python3
"""Real faults while the program writes: kills, full disks, limits, closed pipes, damaged input.

    tests/faults/run.py PROGRAM

After each, a table is absent, or complete and the same bytes as an undisturbed
run's; --resume, or a new run of a format that is made in one go, gives these
bytes. Full disks are small tmpfs mounts: without the right to mount they are
skipped, loudly.
"""

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
FORMATS = ["csv", "jsonl", "tsv", "parquet", "xlsx"]
RESUMED = {"csv", "jsonl", "tsv"}
SENTENCE = "“The bridge is safe,” said Marta Olsen, the mayor. She warned that it would close at night. "

faults, wrong, bytes_of, full_time = 0, [], {}, {}


def run(arguments, folder, **more):
    return subprocess.run([PROGRAM, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, **more)


def check(name, right, told=b""):
    if not right:
        wrong.append(name)
        print(f"WRONG {name}: {told[-300:]!r}")


def whole_or_absent(name, table):
    """A table under its own name is the undisturbed one."""
    check(f"{name}: not complete", not table.exists() or table.read_bytes() == bytes_of[table.suffix[1:]])


def fault(name):
    global faults
    faults += 1
    return name


def articles(folder, count=700):
    lines = [json.dumps({"id": str(n), "text": f"Day {n}. {SENTENCE * 8}"}, ensure_ascii=False) for n in range(count)]
    (folder / "a.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def undisturbed(folder):
    for form in FORMATS:
        begin = time.monotonic()
        done = run(["extract", "a.jsonl", "-o", f"q.{form}", "--threads", "1"], folder)
        full_time[form] = time.monotonic() - begin
        assert done.returncode == 0, done.stderr
        bytes_of[form] = (folder / f"q.{form}").read_bytes()
        (folder / f"q.{form}").unlink()


def kills(folder):
    for form in FORMATS:
        table = folder / f"q.{form}"
        resume = ["--resume"] if form in RESUMED else []
        command = [PROGRAM, "extract", "a.jsonl", "-o", table.name, "--threads", "1", *resume]
        for part in range(1, 8):
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(full_time[form] * part / 9)
            if process.poll() is None:
                name = fault(f"kill -9 of {form} after {part}/9")
                process.send_signal(signal.SIGKILL)
                process.wait()
                whole_or_absent(name, table)
        done = run(command[1:], folder)
        check(f"{form} after kills", done.returncode == 0 and table.exists() and table.read_bytes() == bytes_of[form], done.stderr)
        table.unlink(missing_ok=True)
        left = [entry.name for entry in folder.iterdir() if "partial" in entry.name]
        check(f"{form} leaves {left}", not left)


def limits(folder):
    for form in FORMATS:
        for share in (0.1, 0.6):
            size = max(1, int(len(bytes_of[form]) * share))

            def small(size=size):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

            name = fault(f"{form} of at most {size} bytes")
            done = run(["extract", "a.jsonl", "-o", f"q.{form}", "--threads", "1"], folder, preexec_fn=small)
            check(name, done.returncode == 1 and b"cannot write q." in done.stderr and b"panicked" not in done.stderr, done.stderr)
            whole_or_absent(name, folder / f"q.{form}")
        for entry in folder.glob(f"q.{form}*"):
            entry.unlink()


def full_disks(folder):
    disk = folder / "disk"
    disk.mkdir()
    for form in FORMATS:
        size = len(bytes_of[form]) // 2 // 4096 * 4096 + 4096
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode != 0:
            print("SKIPPED: full disks; a tmpfs cannot be mounted here")
            return
        try:
            name = fault(f"full disk under {form}")
            done = run(["extract", "a.jsonl", "-o", f"disk/q.{form}", "--threads", "1"], folder)
            check(name, done.returncode == 1 and b"q." in done.stderr, done.stderr)
            whole_or_absent(name, disk / f"q.{form}")
        finally:
            subprocess.run(["umount", disk], check=True)


def closed_pipes(folder):
    for count in (0, 1, 100, 4096, 65536, 200_000):
        name = fault(f"pipe closed after {count} bytes")
        command = [PROGRAM, "extract", "a.jsonl", "--format", "csv", "--threads", "1"]
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        got = process.stdout.read(count)
        process.stdout.close()
        told = process.stderr.read()
        check(name, process.wait(60) == 0 and bytes_of["csv"].startswith(got), told)


def reads(folder):
    whole = gzip.compress((folder / "a.jsonl").read_bytes(), mtime=0)
    for share in (0.2, 0.5, 0.99):
        name = fault(f"gzip cut off at {share}")
        (folder / "cut.jsonl.gz").write_bytes(whole[: int(len(whole) * share)])
        done = run(["extract", "cut.jsonl.gz", "--format", "csv", "--threads", "1"], folder)
        check(name, done.returncode == 1 and b"cut.jsonl.gz" in done.stderr, done.stderr)
        rows = done.stdout.splitlines()
        check(f"{name}: other rows", len({*rows}) == len(rows) and len(rows) > 100, done.stderr)
    name = fault("a file whose reading fails")
    done = run(["extract", "/proc/self/mem", "a.jsonl", "--input-format", "jsonl", "-o", "q.csv"], folder)
    check(name, done.returncode == 1 and b"/proc/self/mem" in done.stderr, done.stderr)
    check(f"{name}: rows of the other file", (folder / "q.csv").exists() and (folder / "q.csv").read_bytes() == bytes_of["csv"])
    (folder / "q.csv").unlink(missing_ok=True)


def two_at_once(folder):
    for form in FORMATS:
        name = fault(f"two runs on one {form}")
        command = [PROGRAM, "extract", "a.jsonl", "-o", f"q.{form}", "--threads", "1"]
        first = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not list(folder.glob(f"q.{form}.partial")) and first.poll() is None:
            time.sleep(0.005)
        second = run(command[1:], folder)
        check(name, second.returncode == 2 and b"another run is writing it" in second.stderr, second.stderr)
        check(f"{name}: the first", first.wait(60) == 0)
        check(f"{name}: its table", (folder / f"q.{form}").read_bytes() == bytes_of[form])
        (folder / f"q.{form}").unlink()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        articles(folder)
        undisturbed(folder)
        for kind in (kills, limits, full_disks, closed_pipes, reads, two_at_once):
            before = faults
            kind(folder)
            print(f"{kind.__name__}: {faults - before} faults")
    print(f"{faults} faults, {len(wrong)} with another outcome than a table that is whole or absent")
    sys.exit(1 if wrong or faults < 50 else 0)
