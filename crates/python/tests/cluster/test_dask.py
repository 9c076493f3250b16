"""The example for Dask gives the rows of the command."""

import json
import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
from session import HERE


def test_the_example_job(articles_file, tmp_path):
    lines = articles_file.read_text(encoding="utf-8").splitlines()[:400]
    (tmp_path / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "articles").mkdir()
    for part in range(4):
        rows = [json.loads(line) for line in lines[part * 100 : part * 100 + 100]]
        table = pa.table({"url": [row["id"] for row in rows], "body": [row["text"] for row in rows]})
        pq.write_table(table, tmp_path / "articles" / f"{part}.parquet")
    job = HERE.parents[1] / "examples" / "dask_job.py"
    subprocess.run([sys.executable, job, tmp_path / "articles", tmp_path / "rows", "--text", "body", "--id", "url"], check=True)
    subprocess.run([os.environ["INQUIT"], "extract", "--quiet", tmp_path / "some.jsonl", "-o", tmp_path / "quotes.parquet"], check=True)
    found, expected = pq.read_table(tmp_path / "rows"), pq.read_table(tmp_path / "quotes.parquet")
    assert found["error"].null_count == found.num_rows == expected.num_rows
    names = [name for name in expected.column_names if name not in ("title", "date", "url")]
    assert found.select(names).cast(expected.select(names).schema).equals(expected.select(names))
