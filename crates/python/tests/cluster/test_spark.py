"""Spark gives the rows of the command, whatever happens to its workers."""

import os
import subprocess
import sys
import threading

import inquit
import inquit.spark
import pyarrow.parquet as pq
import pytest
from pyspark.sql import Row
from pyspark.sql import functions as f
from pyspark.sql import types as t
from session import HERE, ORDER, failures, kill_one, processes

@pytest.fixture(scope="session")
def expected(articles_file, tmp_path_factory):
    """What the command makes of the articles."""
    path = tmp_path_factory.mktemp("command") / "quotes.parquet"
    subprocess.run([os.environ["INQUIT"], "extract", "--quiet", articles_file, "-o", path], check=True)
    return pq.read_table(path).sort_by(ORDER)


def run(spark, articles_file, output):
    """Writes the rows of all articles; what Spark wrote, without errors."""
    articles = spark.read.json(str(articles_file)).repartition(16)
    rows = inquit.spark.extract(articles, title_col="title", date_col="date", url_col="url")
    rows.write.parquet(str(output))
    table = pq.read_table(output)
    assert table["error"].null_count == table.num_rows
    return table.drop(["error"]).sort_by(ORDER)


def test_rows_are_those_of_the_command(spark, articles_file, expected, tmp_path):
    found = run(spark, articles_file, tmp_path / "rows")
    assert found.num_rows == expected.num_rows > 0
    assert found.cast(expected.schema).equals(expected)


@pytest.mark.parametrize("words", ["pyspark.daemon", "CoarseGrainedExecutorBackend"], ids=["worker", "executor"])
def test_a_killed_process_changes_nothing(spark, articles_file, expected, tmp_path, words):
    killed, ended = [], threading.Event()
    there, before = processes(words), failures(spark)
    killer = threading.Thread(target=kill_one, args=(words, there, killed, ended))
    killer.start()
    try:
        found = run(spark, articles_file, tmp_path / "rows")
    finally:
        ended.set()
        killer.join()
    assert killed, "nothing was killed: the work was too short"
    now = processes(words)
    assert killed[0] not in now and set(now) - set(there), "nothing took its place"
    # Of an executor, what is lost may be output that is made again elsewhere.
    assert "daemon" not in words or failures(spark) > before, "Spark did not notice"
    assert found.cast(expected.schema).equals(expected)


def test_the_schema_is_fixed(spark):
    documented = [field.name for field in inquit.spark.SCHEMA]
    assert documented == [*inquit.extract("“Go,” said Ada Low.")[0].to_row(), "error"]
    empty = inquit.spark.extract(spark.createDataFrame([], "id string, text string"))
    assert empty.schema == inquit.spark.SCHEMA and empty.count() == 0


def told(rows):
    return sorted((row.doc_id or "", row.speaker, row.error) for row in rows.collect())


GOOD = "“Go,” said Ada Low."


def test_bad_rows_are_rows(spark):
    frame = spark.createDataFrame([("a", GOOD), ("b", None), (None, GOOD), ("d", "\x00\x1b[31m\u202e"), ("e", "")], "id string, text string")
    assert told(inquit.spark.extract(frame)) == [("", None, "the id is null"), ("a", "Ada Low", None), ("b", None, "the text is null")]
    numbers = spark.createDataFrame([(1, 10), (2, None)], "id long, text long")
    assert told(inquit.spark.extract(numbers)) == [("1", None, "the text is bigint, not a string"), ("2", None, "the text is null")]
    binary = spark.createDataFrame([("a", GOOD.encode()), ("b", b"\xff\xfe\x00")], "id string, text binary")
    assert told(inquit.spark.extract(binary)) == [("a", "Ada Low", None), ("b", None, "the text is not UTF-8")]
    lists = spark.createDataFrame([("a", [GOOD])], "id string, text array<string>")
    assert told(inquit.spark.extract(lists)) == [("a", None, "the text is array<string>, not a string")]


@pytest.mark.skipif(not hasattr(t, "VariantType"), reason="variants came with Spark 4")
def test_values_of_several_types(spark):
    lines = [{"id": 1, "body": f'"{GOOD}"'}, {"id": 2, "body": "17"}, {"id": 3, "body": "null"}, {"id": 4, "body": '["x"]'}]
    frame = spark.createDataFrame([Row(**line) for line in lines]).select("id", f.parse_json("body").alias("body.text"))
    found = told(inquit.spark.extract(frame, "body.text"))
    assert found == [
        ("1", "Ada Low", None),
        ("2", None, "the text is bigint, not a string"),
        ("3", None, "the text is null"),
        ("4", None, "the text is array<string>, not a string"),
    ]


def test_an_extractor_takes_its_files_along(spark, tmp_path):
    table = tmp_path / "town.tsv"
    table.write_text("id\tname\tkind\nx:1\tAda Low\tperson\n")
    extractor = inquit.Extractor(gazetteer=table, types="direct")
    table.unlink()
    frame = spark.createDataFrame([("a", GOOD)] * 4, "id string, text string")
    rows = inquit.spark.extract(frame.repartition(4), extractor=extractor).collect()
    assert [row.speaker_id for row in rows] == ["x:1"] * 4


def test_columns_that_are_not_there(spark):
    frame = spark.createDataFrame([("a", GOOD)], "id string, body string")
    with pytest.raises(ValueError, match="text_col: there is no column 'text'; there are id, body"):
        inquit.spark.extract(frame)
    assert inquit.spark.extract(frame, "body").count() == 1


def test_the_example_job(articles_file, expected, tmp_path):
    job = HERE.parents[1] / "examples" / "spark_job.py"
    lines = articles_file.read_text(encoding="utf-8").splitlines(keepends=True)[:200]
    articles = tmp_path / "some.jsonl"
    articles.write_text("".join(lines) + '{"id": "broken", "text": null}\n', encoding="utf-8")
    subprocess.run([sys.executable, job, articles, tmp_path / "out", "--partitions", "2", "--url", "url"], check=True)
    quotes = pq.read_table(tmp_path / "out" / "quotes")
    some = expected.filter([id < "0000200" for id in expected["doc_id"].to_pylist()])
    assert quotes.num_rows == some.num_rows
    folders = {path.name for path in (tmp_path / "out" / "quotes").glob("type=*")}
    assert folders == {f"type={value}" for value in some["type"].to_pylist()} >= {"type=direct", "type=indirect"}
    found, some = (table.select(["quote_id", "text"]).sort_by("quote_id") for table in (quotes, some))
    assert found.cast(some.schema).equals(some)
    assert pq.read_table(tmp_path / "out" / "errors").to_pylist() == [{"doc_id": "broken", "error": "the text is null"}]
