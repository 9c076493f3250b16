"""The component for spaCy."""

import pytest

import inquit

spacy = pytest.importorskip("spacy")

TEXT = "Café 🎉 news. “The bridge is safe,” said Zoë Varga, the mayor, “and it is dry.” She warned that it would close at night."


@pytest.fixture
def nlp():
    import inquit.spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("inquit")
    return nlp


def test_spans_are_pieces(nlp):
    doc = nlp(TEXT)
    quotes = inquit.extract(TEXT)
    spans = doc.spans["quotes"]
    pieces = [(quote, piece) for quote in quotes for piece in quote.content]
    assert len(spans) == len(pieces) == 3
    for span, (quote, piece) in zip(spans, pieces):
        assert (span.text, span.start_char, span.end_char) == (piece.text, piece.start, piece.end)
        assert (span.label_, span.id_) == (quote.type, quote.quote_id)
        assert span._.quote == quote.to_dict()
    assert spans[0]._.quote["speakers"][0]["name"] == "Zoë Varga"


def test_documents_travel(nlp):
    doc = nlp("“The talks go on,” Angela Merkel said.")
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.spans["quotes"][0]._.quote["cue"]["lemma"] == "say"
    assert again.spans["quotes"][0].kb_id_ == inquit.extract(doc.text)[0].speaker_id != ""


def test_settings_and_pipes(nlp):
    other = spacy.blank("en")
    other.add_pipe("inquit", config={"types": ["indirect"], "fast": True, "spans_key": "reported"})
    docs = list(other.pipe([TEXT, "", "No news."]))
    assert {span.label_ for span in docs[0].spans["reported"]} == {"indirect"}
    assert [len(doc.spans["reported"]) for doc in docs[1:]] == [0, 0]
    assert nlp("Nobody spoke.")[0]._.has("quote") is False
    with pytest.raises(ValueError, match="possible values"):
        spacy.blank("en").add_pipe("inquit", config={"types": ["spoken"]})
    again = spacy.blank("en").from_config(other.config)
    doc = again(TEXT)
    assert [span.text for span in doc.spans["reported"]] == [span.text for span in docs[0].spans["reported"]]
