"""Quotations on Apache Spark: a DataFrame of articles in, of quotations out.

    from inquit.spark import extract
    quotes = extract(spark.read.parquet("articles"), text_col="body", id_col="url")
    quotes.write.partitionBy("type").parquet("quotes")

The package must be installed on every worker; nothing else is: an extractor
carries model and gazetteer along.
"""

from __future__ import annotations

import typing as _t

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as f
from pyspark.sql import types as t

from . import Extractor, batches

__all__ = ["SCHEMA", "extract"]

_KINDS = {pa.string(): t.StringType(), pa.int64(): t.LongType(), pa.float64(): t.DoubleType()}

SCHEMA = t.StructType([t.StructField(field.name, _KINDS[field.type], True) for field in batches.schema(errors="column")])
"""The columns of `extract`: those of the table (`inquit schema --format
parquet`) and `error`."""


def extract(
    df: DataFrame,
    text_col: str = "text",
    id_col: str = "id",
    *,
    title_col: str | None = None,
    date_col: str | None = None,
    url_col: str | None = None,
    extractor: Extractor | None = None,
) -> DataFrame:
    """A row for each attributed quotation of the articles of `df`.

    Lazy, and without a shuffle: each partition gives its own rows. A worker
    process makes its extractor once and uses one thread; Spark gives each core
    a process. Rows depend on the article alone, so that a task that is run
    again gives the same ones.

    A row whose text or id is null, whose text is not UTF-8 (a binary column)
    or no string (a column of another type, or such a value in a variant) gives
    one row that has `doc_id` and `error` alone. For quotations `error` is null.

    Args:
        df: articles.
        text_col: the column of their texts.
        id_col: the column of their ids, of any type that is a string to Spark.
        title_col, date_col, url_col: columns to carry over.
        extractor: what finds quotations; `Extractor()` if not given.

    Returns:
        A DataFrame of `SCHEMA`. Offsets are in code points.

    Raises:
        ValueError: there is no such column.
    """
    chosen = {"text": text_col, "id": id_col, "title": title_col, "date": date_col, "url": url_col}
    for argument, name in chosen.items():
        if name is not None and name not in df.columns:
            raise ValueError(f"{argument}_col: there is no column {name!r}; there are {', '.join(df.columns)}")
    columns = [_column(df, name, role) for role, name in chosen.items() if name is not None]
    columns.extend(_foreign(df, text_col))
    return df.select(*columns).mapInArrow(_Rows(extractor or Extractor()), SCHEMA)


_FOREIGN = "__inquit_foreign"


def _is_variant(df: DataFrame, name: str) -> bool:
    return df.schema[name].dataType.typeName() == "variant"


def _named(df: DataFrame, name: str) -> Column:
    # A point in a name is no field of it.
    return df["`" + name.replace("`", "``") + "`"]


def _column(df: DataFrame, name: str, role: str) -> Column:
    """The column of a role, as the strings or bytes that are read."""
    column, kind = _named(df, name), df.schema[name].dataType
    if _is_variant(df, name):
        return f.try_variant_get(column, "$", "string").alias(role)
    if isinstance(kind, t.StringType) or (role == "text" and isinstance(kind, t.BinaryType)):
        return column.alias(role)
    if role == "text":
        return f.lit(None).cast("string").alias(role)
    return column.cast("string").alias(role)


def _foreign(df: DataFrame, name: str) -> list[Column]:
    """What the text is where it is no text; nothing where that cannot be."""
    column, kind = _named(df, name), df.schema[name].dataType
    if isinstance(kind, (t.StringType, t.BinaryType)):
        return []
    if _is_variant(df, name):
        found = f.lower(f.schema_of_variant(column))
        return [f.when(found.isin("string", "void"), None).otherwise(found).alias(_FOREIGN)]
    return [f.when(column.isNotNull(), f.lit(kind.simpleString())).alias(_FOREIGN)]


class _Rows:
    """What a worker does with the batches of a partition."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor

    def __call__(self, given: _t.Iterator[pa.RecordBatch]) -> _t.Iterator[pa.RecordBatch]:
        for batch in given:
            table = pa.Table.from_batches([batch])
            if _FOREIGN in table.column_names:
                yield from self._errors(table)
                table = table.filter(table[_FOREIGN].is_null())
            # One thread: Spark has a process for each core.
            yield from batches.extract(table, extractor=self.extractor, errors="column", threads=1)

    @staticmethod
    def _errors(table: pa.Table) -> list[pa.RecordBatch]:
        table = table.filter(table[_FOREIGN].is_valid())
        schema = batches.schema(errors="column")
        rows = {field.name: pa.nulls(len(table), field.type) for field in schema}
        rows["doc_id"] = table["id"].cast(pa.string())
        rows["error"] = pa.array([f"the text is {kind}, not a string" for kind in table[_FOREIGN].to_pylist()], pa.string())
        return pa.table(rows, schema=schema).to_batches()
