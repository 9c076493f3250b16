"""Tables: the same rows as the command writes."""

import inquit
import inquit.batches
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest


def of(news, name):
    return [article[name] for article in news]


@pytest.fixture(scope="module")
def table(news):
    columns = {name + "s": of(news, name) for name in ("title", "date", "url")}
    return inquit.extract_table(of(news, "text"), of(news, "id"), **columns)


def test_the_table_is_that_of_the_command(command, news_file, table, tmp_path):
    command("extract", news_file, "-o", tmp_path / "quotes.parquet")
    theirs = pq.read_table(tmp_path / "quotes.parquet")
    assert table.schema.equals(theirs.schema), theirs.schema
    assert table.equals(theirs)
    assert table.num_rows > 800
    table.validate(full=True)


def test_samples_are_those_of_the_command(command, samples, tmp_path):
    for name, text in samples.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command("extract", tmp_path, "-o", tmp_path / "quotes.parquet", "--class", "all")
    table = inquit.Extractor(classes="all").extract_table(list(samples.values()), list(samples))
    assert table.equals(pq.read_table(tmp_path / "quotes.parquet"))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_make_no_difference(news, table, threads):
    many = inquit.extract_table(of(news, "text") * 20, threads=threads)
    assert many.num_rows == table.num_rows * 20
    assert many.slice(table.num_rows * 19).drop(["doc_id", "quote_id", "nested_in", "title", "date", "url"]).equals(
        table.drop(["doc_id", "quote_id", "nested_in", "title", "date", "url"])
    )
    assert [len(batch) for batch in many.to_batches()][0] >= 10_000


@pytest.mark.parametrize(
    "given",
    [
        lambda texts: pd.Series(texts),
        lambda texts: pd.Series(texts, dtype=object),
        lambda texts: pd.Series(texts, dtype="category"),
        lambda texts: pl.Series(texts),
        lambda texts: pa.array(texts),
        lambda texts: pa.array(texts, pa.large_string()),
        lambda texts: pa.array(texts, pa.string_view()),
        lambda texts: pa.chunked_array([texts[:7], [], texts[7:]]),
        lambda texts: pa.array(texts).dictionary_encode(),
        lambda texts: (text for text in texts),
        lambda texts: tuple(texts),
    ],
)
def test_texts_of_any_kind(news, table, given):
    found = inquit.extract_table(given(of(news, "text")), of(news, "id"))
    assert found["text"].equals(table["text"]) and found["doc_id"].equals(table["doc_id"])


def test_ids_of_any_kind():
    texts = ["“Go,” said Ada Low."] * 3
    assert inquit.extract_table(texts)["quote_id"].to_pylist() == ["0#1", "1#1", "2#1"]
    assert inquit.extract_table(texts, [7, 8, 9])["doc_id"].to_pylist() == ["7", "8", "9"]
    assert inquit.extract_table(pd.Series(texts), pd.Series([7, 8, 9]))["doc_id"].to_pylist() == ["7", "8", "9"]
    dates = pd.to_datetime(pd.Series(["2031-01-02", None, "2031-01-03"])).dt.date
    assert inquit.extract_table(texts, dates=dates)["date"].to_pylist() == ["2031-01-02", None, "2031-01-03"]


def test_pandas(news):
    frame = pd.DataFrame(news)
    quotes = inquit.extract_table(frame["text"], frame["id"]).to_pandas()
    sure = quotes[quotes["confidence"] > 0.8].groupby("speaker").size().sort_values(ascending=False)
    assert sure.index[0] and sure.iloc[0] > 10
    joined = quotes.merge(frame, left_on="doc_id", right_on="id", suffixes=("", "_of_article"))
    assert all(row.text_of_article[row.start : row.end].startswith(row.text[:5]) for row in joined.itertuples())


def test_polars(news):
    frame = pl.DataFrame(news)
    quotes = pl.from_arrow(inquit.extract_table(frame["text"], frame["id"]))
    counts = quotes.filter(pl.col("confidence") > 0.8).group_by("speaker").len().sort("len", descending=True)
    assert counts["len"][0] > 10
    assert quotes.schema["start"] == pl.Int64 and quotes.schema["confidence"] == pl.Float64


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["one text"], TypeError, "texts is one str; give a list of them"),
        ([["a", None]], TypeError, r"texts\[1\] is null"),
        ([["a", 7]], TypeError, r"texts\[1\] is int, not a str"),
        ([[1, 2]], TypeError, r"texts\[0\] is int, not a str"),
        ([pd.Series(["a", None])], TypeError, r"texts\[1\] is null"),
        ([pa.array([1, 2])], TypeError, "texts are int64, not strings"),
        ([["a", "b"], ["x"]], ValueError, "ids has 1 values and texts has 2"),
        ([["a", "b"], ["x", None]], TypeError, r"ids\[1\] is null"),
    ],
)
def test_what_is_wrong_is_named(arguments, error, words):
    with pytest.raises(error, match=words):
        inquit.extract_table(*arguments)


def test_nothing():
    assert inquit.extract_table([]).num_rows == 0
    assert inquit.extract_table([]).schema == inquit.batches.schema()
    assert inquit.extract_table([""] * 5).num_rows == 0


def test_errors_in_a_column():
    documents = pa.table({
        "id": pa.array(["a", "b", None, "d"]),
        "text": pa.array([b"\xe2\x80\x9cGo,\xe2\x80\x9d said Ada Low.", None, b"said", b"\xff\xfe"]),
    })  # fmt: skip
    rows = inquit.batches.extract(documents, errors="column").read_all()
    assert rows.schema == inquit.batches.schema(errors="column")
    found = [(row["doc_id"], row["speaker"], row["error"]) for row in rows.to_pylist()]
    assert found == [
        ("a", "Ada Low", None),
        ("b", None, "the text is null"),
        (None, None, "the id is null"),
        ("d", None, "the text is not UTF-8"),
    ]
    numbers = inquit.batches.extract(pa.table({"text": [1, None]}), errors="column").read_all()
    assert numbers["error"].to_pylist() == ["the text is Int64, not a string", "the text is null"]
    with pytest.raises(pa.ArrowInvalid, match=r'document 1 \("b"\): the text is null'):
        inquit.batches.extract(documents).read_all()
    with pytest.raises(ValueError, match="no column \"text\"; columns seen: body"):
        inquit.batches.extract(pa.table({"body": ["a"]}))
    with pytest.raises(ValueError, match="expected 'raise' or 'column'"):
        inquit.batches.extract(documents, errors="ignore")


def test_batches_are_read_as_they_are_needed(news):
    schema = pa.schema({"text": pa.string()})
    asked = 0

    def given():
        nonlocal asked
        for _ in range(500):
            asked += 1
            yield pa.record_batch([of(news, "text")], schema=schema)

    reader = inquit.batches.extract(pa.RecordBatchReader.from_batches(schema, given()), threads=2)
    assert asked == 0
    assert len(reader.read_next_batch()) >= 10_000
    assert asked < 100


def test_a_source_that_breaks_is_told(news):
    schema = pa.schema({"text": pa.string()})

    def given():
        yield pa.record_batch([of(news, "text")], schema=schema)
        raise RuntimeError("the disk is gone")

    for threads in (1, 2):
        reader = inquit.batches.extract(pa.RecordBatchReader.from_batches(schema, given()), threads=threads)
        with pytest.raises(Exception, match="the disk is gone"):
            reader.read_all()
