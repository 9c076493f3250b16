import os
from collections.abc import Iterable, Iterator
from typing import Any, Literal, final

import pyarrow

__version__: str
__all__: list[str]

def _schema(errors: bool) -> pyarrow.Schema: ...

@final
class Quote:
    """One attributed quotation. Offsets count code points of the text, from 0,
    the end exclusive."""

    @property
    def doc_id(self) -> str:
        """The document."""
    @property
    def quote_id(self) -> str:
        """The document and the number of the quotation in it, from 1; stable
        for the same input and version."""
    @property
    def type(self) -> Literal["direct", "mixed", "indirect"]:
        """How much of the content stands between quotation marks."""
    @property
    def class_(self) -> Literal["speech", "thought", "attitude", "act"]:
        """What the cue reports."""
    @property
    def text(self) -> str:
        """The content verbatim, pieces joined by " … "."""
    @property
    def content(self) -> list[Piece]:
        """The pieces of the content, in text order."""
    @property
    def speakers(self) -> list[Speaker]:
        """Who speaks: none if unknown, several for a joint statement."""
    @property
    def speaker(self) -> str | None:
        """Resolved names, joined by "; "."""
    @property
    def speaker_id(self) -> str | None:
        """Their ids in the gazetteer, joined by "; ", an empty place for one without."""
    @property
    def speaker_kind(self) -> Literal["person", "organization", "country", "group", "unknown"] | None:
        """What all of them are; group where they differ."""
    @property
    def mention(self) -> Mention | None:
        """The words that name the speaker."""
    @property
    def cue(self) -> Cue | None:
        """The words that report."""
    @property
    def method(self) -> str:
        """The rule that found the quotation."""
    @property
    def confidence(self) -> float:
        """Probability, 0 to 1, that content and mention are both right."""
    @property
    def start(self) -> int:
        """Where the content begins, in code points."""
    @property
    def end(self) -> int:
        """Where the content ends, in code points, exclusive."""
    @property
    def nested_in(self) -> str | None:
        """`quote_id` of the quotation that holds this one."""
    @property
    def paragraph(self) -> int:
        """The paragraph where the content begins, from 0."""
    @property
    def sentence(self) -> int:
        """The sentence of the document where the content begins, from 0."""
    @property
    def entities(self) -> list[Entity]:
        """What the gazetteer knows of the content, in text order."""
    def to_row(self) -> dict[str, str | int | float | None]:
        """The row of the table: columns and values, in their order."""
    def to_json(self) -> str:
        """The line of JSONL that the command writes."""
    def to_dict(self) -> dict[str, Any]:
        """That line as a dict."""

@final
class Piece:
    """A stretch of content; offsets in code points."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...

@final
class Mention:
    """The words that name the speaker; offsets in code points."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> Literal["name", "role", "pronoun", "organization", "country", "group"]: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...

@final
class Cue:
    """The words that report; offsets in code points."""

    @property
    def text(self) -> str: ...
    @property
    def lemma(self) -> str:
        """Their base form."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...

@final
class Speaker:
    """Who speaks, and how we know."""

    @property
    def name(self) -> str:
        """The resolved name."""
    @property
    def id(self) -> str | None:
        """The id in the gazetteer."""
    @property
    def kind(self) -> Literal["person", "organization", "country", "group", "unknown"]: ...
    @property
    def local_id(self) -> str | None:
        """Of a person without an id: who this is in the document."""
    @property
    def other_ids(self) -> list[str]:
        """Others of the name in the gazetteer, best known first."""
    @property
    def chain(self) -> list[Step]:
        """The way from the mention to the speaker: words first, then the id."""

@final
class Step:
    """Words (mention, start, end) or an id, and the rule that led on."""

    @property
    def mention(self) -> str | None: ...
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def rule(self) -> str: ...

@final
class Quotes(Iterator[list[Quote]]):
    """The quotations of one text after another."""

    def __iter__(self) -> Quotes: ...
    def __next__(self) -> list[Quote]: ...

@final
class Entity:
    """A person, organization or country."""

    @property
    def id(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> Literal["person", "organization", "country"]: ...

@final
class Match:
    """A name that stands in a text; offsets in code points."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def name_class(
        self,
    ) -> Literal["official", "alias", "acronym", "demonym", "metonym", "surname", "nickname"]:
        """How the name stands for the first entity."""
    @property
    def entities(self) -> list[Entity]:
        """What it may stand for, best first."""

@final
class Gazetteer:
    """Entities and their names. Immutable; goes to other processes by pickle."""

    def __new__(cls) -> Gazetteer:
        """The built-in one."""
    @staticmethod
    def open(path: str | os.PathLike[str]) -> Gazetteer:
        """A table (.tsv, .csv, .jsonl) or compiled file, without the built-in data.

        Raises OSError if it cannot be read, ValueError with file and line if it is wrong."""
    @staticmethod
    def build(*paths: str | os.PathLike[str], built_in: bool = True) -> Gazetteer:
        """Tables together, with the built-in data unless `built_in` is False. Raises as `open`."""
    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes a compiled file, for `open` and for `inquit extract --gazetteer`."""
    def find(self, text: str) -> list[Match]:
        """The names that stand in `text`."""
    def lookup(self, name: str) -> list[Entity]:
        """The meanings of a name, best first."""
    def get(self, id: str) -> Entity | None:
        """The entity of an id."""
    def __len__(self) -> int:
        """Number of entities."""

@final
class Extractor:
    def __new__(
        cls,
        *,
        model: str | os.PathLike[str] | None = None,
        gazetteer: Gazetteer | str | os.PathLike[str] | None = None,
        types: str | Iterable[str] | None = None,
        classes: str | Iterable[str] | None = None,
        min_confidence: float = 0.0,
        fast: bool = False,
    ) -> Extractor: ...
    @staticmethod
    def _from_state(
        model: bytes | None,
        gazetteer: bytes | None,
        types: Iterable[str],
        classes: Iterable[str],
        min_confidence: float,
        fast: bool,
    ) -> Extractor: ...
    def _state(self) -> tuple[bytes | None, bytes | None, tuple[str, ...], tuple[str, ...], float, bool]: ...
    def extract(self, text: str, *, id: str | None = None) -> list[Quote]: ...
    def extract_many(
        self, texts: Iterable[str] | Iterable[tuple[str, str]], *, threads: int | None = None
    ) -> Quotes: ...
    def _batches(self, batches: Any, errors: bool, threads: int | None) -> pyarrow.RecordBatchReader: ...
