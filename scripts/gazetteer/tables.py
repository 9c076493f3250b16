"""Reading and writing of tab-separated tables, and how names are compared."""

import re
import sys
import unicodedata

PLAIN = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
    "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ə": "a", "Ə": "a", "ŋ": "n",
})


def read(path):
    """Rows of a table as dictionaries; lines that start with # are comments."""
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = [line.rstrip("\n") for line in file]
    lines = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    header = lines[0][1].split("\t")
    rows = []
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            sys.exit(f"{path}, line {number}: {len(cells)} cells under {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        rows.append(dict(zip(header, cells)))
    return rows


def write(path, columns, rows):
    """Writes rows sorted by their first column: Wikidata ids by number, then the rest."""
    rows = sorted(rows, key=lambda row: id_key(row[columns[0]]))
    for one, other in zip(rows, rows[1:]):
        if one[columns[0]] == other[columns[0]]:
            sys.exit(f"{path}: `{one[columns[0]]}` stands twice: {one} {other}")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(columns) + "\n")
        for row in rows:
            cells = [unicodedata.normalize("NFC", str(row.get(column, ""))) for column in columns]
            if any("\t" in cell or "\n" in cell for cell in cells):
                sys.exit(f"{path}: tab or line break in {cells}")
            file.write("\t".join(cells) + "\n")


def id_key(name):
    match = re.fullmatch(r"Q(\d+)", name)
    return (0, int(match[1]), "") if match else (1, 0, name)


def values(cell):
    return [value for value in cell.split("|") if value]


def join(items):
    """Items once each, in order of first appearance."""
    return "|".join(dict.fromkeys(item for item in items if item))


def fold(name):
    """A name as the matcher compares it: lower case, no diacritics, words split at spaces and hyphens."""
    name = name.lstrip("~^").translate(PLAIN)
    name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).lower()
    name = re.sub(r"['’‘`ʻʼʿʾ´]", "", name.replace("&", " and "))
    name = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name)
    return " ".join(re.findall(r"\w+", name))


def slug(name):
    """The id of an entity that has no Wikidata id here."""
    return "x:" + "-".join(re.findall(r"[a-z0-9]+", fold(name)))


def unmark(name):
    return name.lstrip("~^")
