"""One text: quotations as objects."""

import json
import pickle
import threading
import time

import inquit
import pytest

TEXT = "Café 🎉 news. “The bridge is safe,” said Zoë Varga, the mayor, “and it is dry.” She warned that it would close at night."


def test_offsets_cut_the_words():
    quotes = inquit.extract(TEXT)
    assert [quote.type for quote in quotes] == ["direct", "indirect"]
    for quote in quotes:
        assert " … ".join(TEXT[piece.start : piece.end] for piece in quote.content) == quote.text
        assert all(TEXT[piece.start : piece.end] == piece.text for piece in quote.content)
        assert (quote.start, quote.end) == (quote.content[0].start, quote.content[-1].end)
        assert TEXT[quote.cue.start : quote.cue.end] == quote.cue.text
        assert TEXT[quote.mention.start : quote.mention.end] == quote.mention.text
    first, second = quotes
    assert (first.speaker, first.speaker_kind, first.cue.lemma, len(first.content)) == ("Zoë Varga", "person", "say", 2)
    assert (second.speaker, second.mention.text, second.mention.kind) == ("Zoë Varga", "She", "pronoun")
    assert second.speakers[0].chain[0].mention == "She"
    assert 0 < first.confidence <= 1
    assert (first.quote_id, second.quote_id, first.doc_id) == ("0#1", "0#2", "0")


def test_objects_say_what_the_command_says(command, tmp_path, samples):
    for name, text in samples.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        lines = command("extract", path, "--format", "jsonl").splitlines()
        assert [quote.to_json() for quote in inquit.extract(text, id=name)] == lines
        assert [quote.to_dict() for quote in inquit.extract(text, id=name)] == [json.loads(line) for line in lines]


def test_rows_are_those_of_the_table(samples):
    text = samples["01_wire_report.txt"]
    table = inquit.extract_table([text], ["a"]).to_pylist()
    assert [quote.to_row() for quote in inquit.extract(text, id="a")] == table
    quote = next(quote for quote in inquit.extract(text) if quote.entities)
    assert quote.to_row()["speaker_id"] == quote.speaker_id
    assert quote.entities[0].kind in ("person", "organization", "country")


def test_what_is_taken(samples):
    text = "\n".join(samples.values())
    everything = inquit.Extractor(classes="all").extract(text)
    assert {quote.class_ for quote in everything} > {"speech"}
    direct = inquit.Extractor(types="direct").extract(text)
    assert {quote.type for quote in direct} == {"direct"}
    some = inquit.Extractor(types=["direct", "mixed"], min_confidence=0.8).extract(text)
    assert {quote.type for quote in some} <= {"direct", "mixed"}
    assert all(quote.confidence >= 0.799 for quote in some)
    assert 0 < len(some) < len(everything)
    assert inquit.Extractor(fast=True).extract(text) != inquit.extract(text)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"types": "spoken"}, ValueError, "invalid value 'spoken' for types [possible values: direct, mixed, indirect]"),
        ({"classes": ["speech", "deed"]}, ValueError, "possible values: speech, thought, attitude, act"),
        ({"types": []}, ValueError, "types is empty"),
        ({"min_confidence": 1.5}, ValueError, "expected a number from 0 to 1"),
        ({"min_confidence": float("nan")}, ValueError, "expected a number from 0 to 1"),
        ({"model": "no/such.model"}, FileNotFoundError, "cannot read the model no/such.model: "),
        ({"gazetteer": "no/such.tsv"}, FileNotFoundError, "no/such.tsv: cannot read: "),
        ({"gazetteer": 7}, TypeError, ""),
    ],
)
def test_arguments_that_are_wrong(arguments, error, words):
    with pytest.raises(error) as caught:
        inquit.Extractor(**arguments)
    assert words in str(caught.value)


def test_a_foreign_model_is_refused_in_the_words_of_the_command(command, tmp_path):
    path = tmp_path / "our.model"
    path.write_text("no model")
    with pytest.raises(ValueError) as caught:
        inquit.Extractor(model=path)
    (tmp_path / "a.txt").write_text("“Go,” she said.")
    told = command("extract", tmp_path / "a.txt", "--model", path, code=2)
    assert told.strip() == f"error: {caught.value}"


def test_strange_texts():
    assert inquit.extract("") == []
    with pytest.raises(TypeError):
        inquit.extract(b"bytes")
    for strange in ["\0" * 10, "“" * 500, "\u202e“x,” she said.\x1b[31m", "a" * 100_000, "“\U0010ffff,” she said."]:
        for quote in inquit.extract(strange):
            assert all(strange[piece.start : piece.end] == piece.text for piece in quote.content)


def test_half_a_pair_of_utf_16_keeps_its_place():
    text = "\ud83d\ude00\udfff\n“The bridge \ud800 is safe,” said Marta Olsen."
    (quote,) = inquit.extract(text)
    assert quote.text == "“The bridge \ufffd is safe,”"
    assert text[quote.start : quote.end] == "“The bridge \ud800 is safe,”"
    assert inquit.extract_table([text])["start"].to_pylist() == [quote.start]


def test_an_extractor_goes_to_other_processes(tmp_path, samples):
    text = samples["01_wire_report.txt"]
    table = tmp_path / "town.tsv"
    table.write_text("id\tname\tkind\nx:1\tIlse Varga\tperson\n")
    extractor = inquit.Extractor(gazetteer=table, types=["indirect", "direct"], min_confidence=0.4, fast=True)
    again = pickle.loads(pickle.dumps(extractor))
    table.unlink()
    assert repr(again) == repr(extractor)
    assert again.extract(text) == extractor.extract(text)
    assert pickle.loads(pickle.dumps(extractor)) is again, "one for a process"
    (quote,) = again.extract("“It is open,” said Ilse Varga.")
    assert quote.speaker_id == "x:1"


def test_the_lock_of_python_is_free(samples):
    text = "\n\n".join(samples.values()) * 60
    ticks = []
    done = threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.perf_counter()
    inquit.extract(text)
    ended = time.perf_counter()
    done.set()
    thread.join()
    during = sum(began < moment < ended for moment in ticks)
    assert ended - began > 0.05 and during > (ended - began) * 100, (during, ended - began)


def test_it_shows_and_documents_itself():
    (quote, _) = inquit.extract(TEXT)
    assert "direct" in repr(quote) and "Zoë Varga" in repr(quote)
    assert "\x1b" not in repr(inquit.extract("“\x1b[31mStop,” said Ada Low.")[0])
    assert "code points" in inquit.Quote.start.__doc__
    for name in inquit.__all__:
        thing = getattr(inquit, name)
        assert isinstance(thing, str) or thing.__doc__, name
