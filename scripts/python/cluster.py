"""A million short articles through Spark, a worker killed on the way, and the
rows compared with the command's; articles for each core and hour.

    python scripts/python/cluster.py target/release/inquit [--articles 1000000] [--cores 2]

Run by a Python in which pyspark and the wheel are installed (`make spark`
leaves one in target/python/cluster). Executors are processes of their own with
one core each. Articles have 360 characters and 3 quotations; --long takes those
of tests/gold, of 1,350 characters and 12 quotations.
"""

import argparse
import multiprocessing
import os
import pathlib
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTS = ROOT / "crates" / "python" / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "cluster"), str(pathlib.Path(__file__).parent)]

PARTS = 64


def write_part(job: tuple[str, int, int, bool]) -> int:
    """Some of the articles as a file of Parquet; their characters."""
    import tomllib

    import articles
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder, part, count, is_long = job
    numbers = range(part * count // PARTS, (part + 1) * count // PARTS)
    if is_long:
        texts = [tomllib.loads(file.read_text(encoding="utf-8"))["text"] for file in sorted((ROOT / "tests" / "gold").glob("*.toml"))]
        rows = [{"id": f"{number:07}", "text": texts[number % len(texts)]} for number in numbers]
    else:
        rows = [articles.article(number) for number in numbers]
    pq.write_table(pa.Table.from_pylist(rows), f"{folder}/{part:03}.parquet")
    return sum(len(row["text"]) for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the release build of inquit")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--keep-workers", action="store_true", help="kill no worker")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(args, pathlib.Path(name))


def measure(args: argparse.Namespace, folder: pathlib.Path) -> None:
    (folder / "articles").mkdir()
    with multiprocessing.Pool(args.cores) as pool:
        jobs = [(str(folder / "articles"), part, args.articles, args.long) for part in range(PARTS)]
        characters = sum(pool.map(write_part, jobs, chunksize=1))
    print(f"{args.articles:,} articles, {characters / 1e6:,.0f} M characters", flush=True)

    import inquit.spark
    import session

    spark = session.cluster(folder, args.cores)
    articles = spark.read.parquet(str(folder / "articles"))
    # Executors, workers and their extractors begin before the clock.
    inquit.spark.extract(articles.limit(100)).count()
    killed, ended = [], threading.Event()
    words = "pyspark.daemon"
    killer = threading.Thread(target=session.kill_one, args=(words, session.processes(words), killed, ended))
    began, worked = time.perf_counter(), processor(session)
    if not args.keep_workers:
        killer.start()
    inquit.spark.extract(articles).write.parquet(str(folder / "rows"))
    clock, worked = time.perf_counter() - began, processor(session) - worked
    ended.set()
    failures = session.failures(spark)
    spark.stop()
    print(f"Spark: {clock:.0f} s on {args.cores} cores, {worked:.0f} s of processor time in all its processes", flush=True)
    print(f"{len(killed)} worker killed, {failures} tasks run again", flush=True)
    for what, hours in (("clock", clock * args.cores / 3600), ("processor", worked / 3600)):
        print(f"by {what}: {args.articles / hours:,.0f} articles for each core and hour", flush=True)
        print(f"by {what}: 200 million take {200e6 * hours / args.articles:,.1f} core-hours", flush=True)

    began = time.perf_counter()
    os.system(f"{args.program} extract --quiet {folder}/articles -o {folder}/quotes.parquet")
    print(f"command: {time.perf_counter() - began:.0f} s", flush=True)
    compare(folder)


def processor(session) -> float:
    """Seconds that the processes of the cluster, and those that they lost, have worked."""
    seconds = 0.0
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if session.belongs(int(fields[1])):
                seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            continue
    return seconds


def compare(folder: pathlib.Path) -> None:
    import pyarrow.parquet as pq
    from session import ORDER

    ours, theirs = pq.read_table(folder / "rows"), pq.read_table(folder / "quotes.parquet")
    assert ours["error"].null_count == ours.num_rows
    ours, theirs = ours.drop(["error"]).sort_by(ORDER), theirs.sort_by(ORDER)
    names = [name for name in theirs.column_names if name not in ("title", "date", "url")]
    if not ours.select(names).cast(theirs.select(names).schema).equals(theirs.select(names)):
        sys.exit("cluster.py: the rows differ")
    print(f"{theirs.num_rows:,} rows, identical")


if __name__ == "__main__":
    main()
