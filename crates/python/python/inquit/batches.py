"""Streams of Arrow batches: documents in, rows out, in constant memory.

What tables, Spark and the examples for Dask and Ray share.
"""

from __future__ import annotations

import re
import typing as _t

from . import Extractor, _inquit, _usual

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError("tables need pyarrow: pip install inquit[arrow]") from error

__all__ = ["documents", "extract", "schema"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def extract(
    batches: _t.Any, *, extractor: Extractor | None = None, errors: str = "raise", threads: int | None = None
) -> pa.RecordBatchReader:
    """The rows of all documents of `batches`, in their order.

    Args:
        batches: a `pyarrow.RecordBatchReader`, `pyarrow.Table` or anything
            else with `__arrow_c_stream__`, with a column `text` and, as there
            are, `id`, `title`, `date` and `url`; other columns are left out.
        extractor: what finds quotations; `Extractor()` if not given.
        errors: "raise" ends with the first document that fails; "column" adds
            a column `error` and gives such a document one row of its `doc_id`
            and the error. In rows of quotations the error is null.
        threads: that analyse, 1 to 1024; one for each core if not given.

    Raises:
        ValueError: there is no column `text`, or `errors` is another word.
        pyarrow.ArrowInvalid: while reading, with "raise": a document failed.
    """
    return (extractor or _usual())._inner._batches(batches, _is_column(errors), threads)


def schema(*, errors: str = "raise") -> pa.Schema:
    """The schema of the rows that `extract` gives."""
    return _inquit._schema(_is_column(errors))


def _is_column(errors: str) -> bool:
    if errors not in ("raise", "column"):
        raise ValueError(f"errors: expected 'raise' or 'column', not {errors!r}")
    return errors == "column"


def documents(
    texts: _t.Any, ids: _t.Any = None, *, titles: _t.Any = None, dates: _t.Any = None, urls: _t.Any = None
) -> pa.Table:
    """Columns as the table of documents that `extract` reads.

    Raises:
        TypeError: a text is null or no string.
        ValueError: columns differ in length.
    """
    if isinstance(texts, (str, bytes)):
        raise TypeError(f"texts is one {type(texts).__name__}; give a list of them, or use extract")
    given = {"texts": texts, "ids": ids, "titles": titles, "dates": dates, "urls": urls}
    columns = {name: _column(name, values) for name, values in given.items() if values is not None}
    for name, column in columns.items():
        if len(column) != len(columns["texts"]):
            raise ValueError(f"{name} has {len(column)} values and texts has {len(columns['texts'])}; give one for each text")
    return pa.table({name.removesuffix("s"): column for name, column in columns.items()})


def _column(name: str, values: _t.Any) -> pa.ChunkedArray | pa.Array:
    """Values as a column of strings; of texts and ids, each must be there."""
    column = _array(name, values)
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    strings = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    if name == "texts" and not strings and not pa.types.is_null(kind):
        raise TypeError(f"texts are {column.type}, not strings; give a column of strings")
    if name in ("texts", "ids") and column.null_count:
        place = column.is_null().index(True).as_py()
        raise TypeError(f"{name}[{place}] is null; leave it out, or fill it in")
    # Numbers and dates are written as Arrow writes them.
    return column if strings else column.cast(pa.string())


def _array(name: str, values: _t.Any) -> pa.ChunkedArray | pa.Array:
    if isinstance(values, (pa.Array, pa.ChunkedArray)):
        return values
    if hasattr(values, "__arrow_c_stream__"):
        return pa.chunked_array(values)
    if hasattr(values, "__arrow_c_array__"):
        return pa.array(values)
    values = values if isinstance(values, (list, tuple)) or hasattr(values, "__array__") else list(values)
    try:
        # Of objects, one that is not like the others is found here. A column
        # of strings may be longer than the 2 GB of `pa.string()`.
        return pa.array(values, pa.large_string() if name == "texts" else None, from_pandas=True)
    except UnicodeEncodeError:
        return pa.array([_mended(value) for value in values], pa.large_string(), from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        for place, value in enumerate(values):
            if not isinstance(value, str):
                raise TypeError(f"{name}[{place}] is {type(value).__name__}, not a str; correct it or leave it out") from error
        raise


def _mended(value: _t.Any) -> _t.Any:
    """A str with U+FFFD for half a UTF-16 pair, which no UTF-8 can hold."""
    return _LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value
