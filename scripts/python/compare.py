"""Speed of `extract_table` beside the command's on the same texts, one thread
and two.

    python scripts/python/compare.py target/release/inquit [--input news.jsonl] [--megabytes 20] [--runs 3]

Run by a Python in which the wheel of `make python` is installed. Without
--input, the texts are the articles of tests/gold, over and over. Each run is a
process of its own; the two take turns, and the median counts.

  command     inquit extract texts.jsonl -o quotes.parquet, all of the process
  whole       a process that does the same by Python: reads the JSONL,
              extract_table, writes Parquet
  table       extract_table alone, texts in memory, in a process that has begun
"""

import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]

WHOLE = """
import sys, time
import pyarrow.json, pyarrow.parquet
import inquit
source, output, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
articles = pyarrow.json.read_json(source, read_options=pyarrow.json.ReadOptions(block_size=64 << 20))
began = time.perf_counter(), time.process_time()
table = inquit.Extractor().extract_table(articles["text"], articles["id"], threads=threads)
print(time.perf_counter() - began[0], time.process_time() - began[1])
pyarrow.parquet.write_table(table, output, compression="zstd")
"""


def write_texts(path: pathlib.Path, megabytes: float) -> None:
    """The articles of the gold corpus, over and over."""
    texts = [tomllib.loads(file.read_text(encoding="utf-8"))["text"] for file in sorted((ROOT / "tests" / "gold").glob("*.toml"))]
    with path.open("w", encoding="utf-8") as out:
        count = 0
        while out.tell() < megabytes * 1e6:
            for text in texts:
                out.write(json.dumps({"id": f"a{count}", "text": text}, ensure_ascii=False) + "\n")
                count += 1


def timed(arguments: list[str]) -> tuple[float, float, str]:
    """Seconds of clock and of processor that a process takes, and what it says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    said = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True).stdout
    clock = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the release build of inquit")
    parser.add_argument("--input", type=pathlib.Path, help="JSON Lines with id and text")
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source = args.input or folder / "texts.jsonl"
        if not args.input:
            write_texts(source, args.megabytes)
        with source.open(encoding="utf-8") as lines:
            characters = sum(len(json.loads(line)["text"]) for line in lines)
        print(f"{characters / 1e6:.1f} M characters; medians of {args.runs}; M characters a second")
        print("threads  what     clock  per s  ratio   processor  per s  ratio")
        for threads in (1, 2):
            command = [args.program, "extract", "--quiet", "--threads", str(threads), str(source), "-o", str(folder / "theirs.parquet")]
            python = [sys.executable, "-c", WHOLE, str(source), str(folder / "ours.parquet"), str(threads)]
            found: dict[str, list[tuple[float, float]]] = {"command": [], "whole": [], "table": []}
            for _ in range(args.runs):
                found["command"].append(timed(command)[:2])
                clock, processor, said = timed(python)
                found["whole"].append((clock, processor))
                clock, processor = map(float, said.split())
                found["table"].append((clock, processor))
            check_equal(folder)
            medians = {what: [statistics.median(run[place] for run in runs) for place in (0, 1)] for what, runs in found.items()}
            for what, (clock, processor) in medians.items():
                base = medians["command"]
                print(
                    f"{threads:7}  {what:7}  {clock:5.2f}  {characters / 1e6 / clock:5.2f}  {base[0] / clock:5.2f}"
                    f"   {processor:9.2f}  {characters / 1e6 / processor:5.2f}  {base[1] / processor:5.2f}"
                )


def check_equal(folder: pathlib.Path) -> None:
    import pyarrow.parquet as pq

    if not pq.read_table(folder / "ours.parquet").equals(pq.read_table(folder / "theirs.parquet")):
        sys.exit("compare.py: the two tables differ")


if __name__ == "__main__":
    main()
