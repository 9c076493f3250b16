"""Attributed quotations in English text, mostly news: what was said, who said
it, how we know.

    >>> import inquit
    >>> text = "“The bridge is safe,” said Marta Olsen, the mayor."
    >>> quote = inquit.extract(text)[0]
    >>> quote.speaker, quote.cue.lemma, text[quote.start:quote.end]
    ('Marta Olsen', 'say', '“The bridge is safe,”')

`extract` reads one text, `extract_many` many, lazily; `extract_table` gives a
`pyarrow.Table` with the rows and columns that the command `inquit extract`
writes. `Extractor` chooses model, gazetteer and what is taken; the functions
of this module are those of `Extractor()`, made once. `Gazetteer` is the
dictionary of people, organizations and countries by itself.

All offsets count code points, as Python does, from 0, the end exclusive:
`text[quote.start:quote.end]`. Python's lock is free while texts are analysed.

`inquit.spark`, `inquit.spacy` and `inquit.batches` are for clusters, pipelines
of spaCy, and streams of Arrow batches.
"""

from __future__ import annotations

import functools
import typing as _t

from . import _inquit
from ._inquit import Cue, Entity, Gazetteer, Match, Mention, Piece, Quote, Quotes, Speaker, Step, __version__

if _t.TYPE_CHECKING:
    import os

    import pyarrow

__all__ = [
    "Cue", "Entity", "Extractor", "Gazetteer", "Match", "Mention", "Piece", "Quote", "Quotes", "Speaker", "Step",
    "__version__", "extract", "extract_many", "extract_table",
]  # fmt: skip


class Extractor:
    """Finds the quotations of texts.

    Cheap to use from many threads; goes to other processes by pickle, with
    what is in its files, so that these need not be there.

    Args:
        model: a file that `inquit train` made; else the built-in model.
        gazetteer: a `Gazetteer`, or a table or compiled file of one, to be
            used instead of the built-in one.
        types: of "direct", "mixed", "indirect" those to take; else all.
        classes: of "speech", "thought", "attitude", "act" those to take, or
            "all"; else speech and thought.
        min_confidence: leaves out quotations less certain than this, 0 to 1.
        fast: without the tagger: faster, finds less.

    Raises:
        OSError: a file cannot be read (FileNotFoundError: is not there).
        ValueError: a file or argument is not what it should be.
    """

    __slots__ = ("_inner",)

    def __init__(
        self,
        *,
        model: str | os.PathLike[str] | None = None,
        gazetteer: Gazetteer | str | os.PathLike[str] | None = None,
        types: str | _t.Iterable[str] | None = None,
        classes: str | _t.Iterable[str] | None = None,
        min_confidence: float = 0.0,
        fast: bool = False,
    ) -> None:
        self._inner = _inquit.Extractor(
            model=model, gazetteer=gazetteer, types=types, classes=classes, min_confidence=min_confidence, fast=fast
        )

    def extract(self, text: str, *, id: str | None = None) -> list[Quote]:
        """The quotations of `text`, in the order of their content.

        Args:
            text: an article; a line of it is a paragraph.
            id: what `doc_id` and `quote_id` are made of; "0" if there is none.
        """
        return self._inner.extract(text, id=id)

    def extract_many(
        self, texts: _t.Iterable[str] | _t.Iterable[tuple[str, str]], *, threads: int | None = None
    ) -> _t.Iterator[list[Quote]]:
        """The quotations of each text, in the order of the texts.

        Lazy: some texts for each thread (or 8 MB of them) are on their way at
        a time, however many there are.

        Args:
            texts: texts, whose ids are "0", "1" …, or pairs of id and text.
            threads: that analyse, 1 to 1024; one for each core if not given.

        Raises:
            TypeError: a text is no str; what came before it is given first.
        """
        return self._inner.extract_many(texts, threads=threads)

    def extract_table(
        self,
        texts: _t.Any,
        ids: _t.Any = None,
        *,
        titles: _t.Any = None,
        dates: _t.Any = None,
        urls: _t.Any = None,
        threads: int | None = None,
    ) -> pyarrow.Table:
        """The quotations of all texts as a table: a row each, with the columns
        and types of the Parquet that the command writes (`inquit schema
        --format parquet`).

        No row becomes objects of Python. `pandas.Series`, `polars.Series` and
        what else speaks Arrow is read as it is.

        Args:
            texts: a list of str, or a Series or array of strings.
            ids: as many ids, strings or numbers; "0", "1" … if not given.
            titles, dates, urls: as many values to carry over, or None.
            threads: that analyse, 1 to 1024; one for each core if not given.
                The table is the same for any number.

        Raises:
            TypeError: a text is null or no string, with its place.
            ValueError: there are more or fewer ids than texts.
            ImportError: pyarrow is not installed (`pip install inquit[arrow]`).
        """
        from . import batches

        documents = batches.documents(texts, ids, titles=titles, dates=dates, urls=urls)
        return batches.extract(documents, extractor=self, threads=threads).read_all()

    def __repr__(self) -> str:
        return repr(self._inner)

    def __reduce__(self) -> tuple[_t.Any, ...]:
        return _rebuilt, self._inner._state()


@functools.lru_cache(maxsize=4)
def _rebuilt(*state: _t.Any) -> Extractor:
    """The extractor of a pickle: one for a process, however many tasks it gets."""
    model, gazetteer, types, classes, min_confidence, fast = state
    extractor = Extractor.__new__(Extractor)
    extractor._inner = _inquit.Extractor._from_state(model, gazetteer, types, classes, min_confidence, fast)
    return extractor


@functools.lru_cache(maxsize=1)
def _usual() -> Extractor:
    return Extractor()


def extract(text: str, *, id: str | None = None) -> list[Quote]:
    """The quotations of `text`: `Extractor.extract` with the built-in data."""
    return _usual().extract(text, id=id)


def extract_many(
    texts: _t.Iterable[str] | _t.Iterable[tuple[str, str]], *, threads: int | None = None
) -> _t.Iterator[list[Quote]]:
    """The quotations of each text, lazily and in order: `Extractor.extract_many`
    with the built-in data."""
    return _usual().extract_many(texts, threads=threads)


def extract_table(
    texts: _t.Any,
    ids: _t.Any = None,
    *,
    titles: _t.Any = None,
    dates: _t.Any = None,
    urls: _t.Any = None,
    threads: int | None = None,
) -> pyarrow.Table:
    """The quotations of all texts as a `pyarrow.Table`: `Extractor.extract_table`
    with the built-in data."""
    return _usual().extract_table(texts, ids, titles=titles, dates=dates, urls=urls, threads=threads)
