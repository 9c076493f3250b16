"""A component for pipelines of spaCy that writes `doc.spans["quotes"]`.

    import spacy, inquit.spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("inquit")
    doc = nlp("“The bridge is safe,” said Marta Olsen, the mayor.")
    for span in doc.spans["quotes"]:
        print(span.text, span.label_, span._.quote["speakers"][0]["name"])

A piece of content is a span: a quotation that its reporting clause interrupts
has two, with the same `span.id_`, the `quote_id`. `label_` is the type,
`kb_id_` the id of the speaker in the gazetteer, and `span._.quote` all that is
known: the object that the command writes as a line of JSONL.
"""

from __future__ import annotations

import typing as _t

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError as error:
    raise ImportError("this needs spaCy: pip install inquit[spacy]") from error

from . import Extractor

__all__ = ["Quotations"]

_KEY = "inquit"


def _quote(span: Span) -> dict[str, _t.Any] | None:
    return span.doc.user_data.get(_KEY, {}).get(span.id_)


class Quotations:
    """Writes the quotations of a `Doc` into it.

    Tokens that a piece of content cuts belong to it; offsets in
    `span._.quote` are those of the text, in code points.
    """

    def __init__(self, extractor: Extractor, spans_key: str = "quotes") -> None:
        self.extractor = extractor
        self.spans_key = spans_key
        if not Span.has_extension("quote"):
            Span.set_extension("quote", getter=_quote)

    def __call__(self, doc: Doc) -> Doc:
        quotes = self.extractor.extract(doc.text)
        # Values that go wherever the document goes, by to_bytes too.
        doc.user_data[_KEY] = {quote.quote_id: quote.to_dict() for quote in quotes}
        doc.spans[self.spans_key] = [
            doc.char_span(
                piece.start,
                piece.end,
                label=quote.type,
                kb_id=next((speaker.id for speaker in quote.speakers if speaker.id), ""),
                span_id=quote.quote_id,
                alignment_mode="expand",
            )
            for quote in quotes
            for piece in quote.content
        ]
        return doc


@Language.factory(
    "inquit",
    assigns=["doc.spans"],
    default_config={
        "model": None, "gazetteer": None, "types": None, "classes": None, "min_confidence": 0.0, "fast": False,
        "spans_key": "quotes",
    },
)  # fmt: skip
def _component(
    nlp: Language,
    name: str,
    model: _t.Optional[str],
    gazetteer: _t.Optional[str],
    types: _t.Optional[_t.List[str]],
    classes: _t.Optional[_t.List[str]],
    min_confidence: float,
    fast: bool,
    spans_key: str,
) -> Quotations:
    extractor = Extractor(
        model=model, gazetteer=gazetteer, types=types, classes=classes, min_confidence=min_confidence, fast=fast
    )
    return Quotations(extractor, spans_key)
