"""What the cells of a table should be, worked out from the JSONL of the same rows."""

import json
import re

INTEGERS = {"start", "end", "mention_start", "mention_end", "cue_start", "cue_end", "paragraph", "sentence"}
UNITS = 32767
MARK = " … [cut]"


def lines(path):
    """The rows of a JSONL file."""
    with open(path, encoding="utf-8", newline="") as file:
        return [json.loads(line) for line in file.read().split("\n") if line]


def row(line):
    """A row of JSONL as the cells of a table, None for an empty one."""
    speakers, mention, cue = line["speakers"], line["mention"] or {}, line["cue"] or {}
    kinds = {speaker["kind"] for speaker in speakers}
    names = lambda kind: "; ".join(e["name"] for e in line["entities"] if e["kind"] == kind) or None
    cells = {name: line[name] for name in ("doc_id", "quote_id", "type", "class", "text")}
    cells["speaker"] = "; ".join(speaker["name"] for speaker in speakers) or None
    ids = [speaker["id"] for speaker in speakers]
    cells["speaker_id"] = "; ".join(id or "" for id in ids) if any(ids) else None
    cells["speaker_kind"] = None if not kinds else kinds.pop() if len(kinds) == 1 else "group"
    cells["mention"], cells["mention_kind"] = mention.get("text"), mention.get("kind", "none")
    cells["cue"], cells["cue_lemma"] = cue.get("text"), cue.get("lemma")
    cells["method"], cells["confidence"] = line["method"], line["confidence"]
    cells["start"] = min(piece["start"] for piece in line["content"])
    cells["end"] = max(piece["end"] for piece in line["content"])
    for name, place in (("mention", mention), ("cue", cue)):
        cells[name + "_start"], cells[name + "_end"] = place.get("start"), place.get("end")
    cells["nested_in"], cells["paragraph"], cells["sentence"] = line["nested_in"], line["paragraph"], line["sentence"]
    cells["people"], cells["organizations"], cells["countries"] = names("person"), names("organization"), names("country")
    for name in ("title", "date", "url", "context_before", "context_after"):
        cells[name] = line[name] or None
    return cells


def as_csv(cells, spreadsheet=False):
    """The cells as the words of a CSV table."""

    def word(name, value):
        if value is None:
            return ""
        if name == "confidence":
            return f"{value:.2f}"
        if spreadsheet and str(value).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")):
            return "'" + value
        return str(value)

    return {name: word(name, value) for name, value in cells.items()}


def readable(text):
    """Text as XML can hold it: a space for a form feed or vertical tab, a sign for what else it has no place for."""
    text = re.sub("[\x0b\x0c]", " ", text)
    return re.sub("[\0-\x08\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def as_excel(cells):
    """The cells as a workbook holds them: line feeds, no control characters, cut at the limit."""

    def value(value):
        if not isinstance(value, str):
            return value
        value = readable(re.sub("\r\n?", "\n", value))
        if len(value.encode("utf-16-le")) // 2 > UNITS:
            value = value.encode("utf-16-le")[: 2 * (UNITS - len(MARK))].decode("utf-16-le", "ignore") + MARK
        return value or None

    return {name: value(cell) for name, cell in cells.items()}


def check(what, found, expected):
    """Fails at the first difference; says how many cells were compared."""
    assert len(found) == len(expected), f"{what}: {len(found)} rows instead of {len(expected)}"
    cells = 0
    for number, (one, other) in enumerate(zip(found, expected), 1):
        assert list(one) == list(other), f"{what}: columns {list(one)}"
        for name in other:
            same = one[name] == other[name] and isinstance(one[name], bool) == isinstance(other[name], bool)
            assert same, f"{what}: row {number}, {name}: {one[name]!r:.200} instead of {other[name]!r:.200}"
            cells += 1
    print(f"readers: {what}: {len(expected)} rows, {cells} cells as they should be", flush=True)
