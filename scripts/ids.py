#!/usr/bin/env python3
"""How many speakers of the gazetteer get their id, and which ids to doubt.

    ids.py SCORER.py GOLD.jsonl SPEAKERS.jsonl [--sample N]

Extracts GOLD with the release build. A pair is a predicted quotation that the
scorer pairs with a gold one at half of the words or more. *Given* counts the
pairs whose gold speaker is a name of the gazetteer: how many have an id. An id
is *another's* where the gold speaker has one and it is not this. --sample
prints N of the speakers that have an id, to be judged by eye.
"""
import collections
import json
import os
import random
import subprocess
import sys

from calibration import load_scorer

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TABLES = ("people", "organizations", "countries")


def plain(name):
    name = name.casefold()
    return name.removeprefix("the ")


def gazetteer():
    """The ids of every name that needs no other beside it."""
    ids = collections.defaultdict(set)
    for table in TABLES:
        with open(os.path.join(ROOT, "data", "gazetteer", table + ".tsv"), encoding="utf-8") as rows:
            rows = (row.rstrip("\n").split("\t") for row in rows if not row.startswith("#"))
            columns = next(rows)
            for row in rows:
                cells = dict(zip(columns, row))
                names = [cells["name"]] + [name for key in ("aliases", "acronyms") for name in cells.get(key, "").split("|")]
                for name in names:
                    if name and not name.startswith("~"):
                        ids[plain(name.lstrip("^"))].add(cells["id"])
    return ids


def rows_of(path):
    """The rows of every document, by its id."""
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    command = [os.path.join(target, "release", "inquit"), "extract", "--class", "all", "--format", "jsonl", path]
    documents = collections.defaultdict(list)
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        row = json.loads(line)
        documents[row["doc_id"]].append(row)
    return documents


def pairs(scorer, golds, speakers, documents):
    """The gold speaker and the row of every pair."""
    for gold in golds:
        doc = scorer.Doc(gold["text"])
        who = {speaker["i"]: speaker for speaker in speakers.get(gold["id"], [])}
        wanted = [{"t": doc.content(a["content"]), "who": who.get(i)} for i, a in enumerate(gold["attributions"])]
        wanted = [one for one in wanted if one["t"]]
        found = [{"t": doc.content([[c["start"], c["end"]] for c in row["content"]]), "row": row} for row in documents[gold["id"]]]
        found = [one for one in found if one["t"]]
        for i, j, overlap in scorer.match(wanted, found):
            name = (wanted[i]["who"] or {}).get("speaker")
            if overlap >= 0.5 and name and ";" not in name:
                yield gold["id"], name, found[j]["row"]


def main():
    arguments = sys.argv[1:]
    sample = int(arguments[arguments.index("--sample") + 1]) if "--sample" in arguments else 0
    scorer = load_scorer(arguments[0])
    golds = scorer.load(arguments[1])
    speakers = {row["id"]: row["speakers"] for row in scorer.load(arguments[2])}
    documents = rows_of(arguments[1])
    ids = gazetteer()
    known = given = another = 0
    for _, name, row in pairs(scorer, golds, speakers, documents):
        own = ids.get(plain(name))
        got = row["speakers"][0]["id"] if row["speakers"] else None
        known += bool(own)
        given += bool(own and got)
        another += bool(own and got and got not in own)
    share = lambda part, whole: 100 * part / max(whole, 1)
    print(f"ids: given {share(given, known):.1f} % of {known}; another's {share(another, given):.1f} % of {given}")
    if sample:
        with_id = [(doc, one["name"], one["id"]) for doc, rows in documents.items() for row in rows for one in row["speakers"] if one["id"]]
        chosen = collections.Counter(random.Random(7).sample(with_id, min(sample, len(with_id))))
        for (doc, name, identifier), count in sorted(chosen.items(), key=lambda item: item[0][1]):
            print(count, doc, name, identifier, sep="\t")


if __name__ == "__main__":
    main()
