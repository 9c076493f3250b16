#!/usr/bin/env python3
"""Measures the built-in gazetteer on annotated news: matches to judge by reading, and recall of named sources.

usage: measure.py INQUIT GOLD.jsonl [--sample N] [--seed N] [--sources N]

INQUIT is the program. Prints N matches with what stands around them, for a person to judge, then how many of the full-name
mentions of the most frequent named sources are found. A source counts if the gazetteer knows it, or if it stands in
JUDGED: names that a reader found to have an identity of their own. Nothing of the text is written to a file.
"""

import argparse
import bisect
import collections
import csv
import io
import json
import random
import re
import subprocess

# Sources that somebody else's encyclopaedia knows, and that the gazetteer may lack.
JUDGED = {"Daily News", "Daron Shaw", "Michael McDonald", "Brad Bannon", "Dante Scala", "Solomon Yue", "Bob Mulholland",
          "James Lewis", "Matt Bennett", "Mike Shields", "Kieran Suckling", "Bruce Ash", "Calvin Williams", "Green Party"}

WORD = r"(?:[A-Z][\w’'.-]*|de|la|van|von|der|al|el|bin|den|of|for|on|and)"
NAME = re.compile(rf"[A-Z][\w’'.-]*(?: {WORD})* [A-Z][\w’'-]+(?:,? (?:Jr|Sr)\.?)?|\b[A-Z]{{3,}}\b")
TITLES = set("""The A An President Vice Sen Sen. Senator Senators Rep Rep. Representative Gov Gov. Governor Mr Mr. Mrs Mrs. Ms Ms. Dr Dr.
Secretary Attorney General Justice Chief Judge Speaker Former Republican Republicans Democratic Democrat Democrats Prime Minister
Chancellor Mayor Lt Lt. Chairman Chairwoman Director Press Professor Prof Ambassador King Pope Ayatollah Deputy Majority Minority
Leader Chair Gen Gen. Sheikh Rev Rev. Spokesman Spokeswoman Admiral Pastor Congressman Commissioner Presumptive Rival Other Some
Many Most Several As In But And If When""".split())
SMALL = {"of", "for", "on", "and"}


def find(program, lines, *flags):
    """Rows of `inquit gazetteer find` for documents."""
    run = subprocess.run([program, "gazetteer", "find", "-", "--input-format", "jsonl", "--quiet", *flags], input="\n".join(lines),
                         capture_output=True, text=True, check=True)
    return list(csv.DictReader(io.StringIO(run.stdout)))


def sources(documents):
    """Names in the sources of attributions, without titles and middle initials, by frequency."""
    counts = collections.Counter()
    for document in documents:
        for attribution in document["attributions"]:
            text = " ".join(document["text"][start:end] for start, end in attribution["source"])
            for match in NAME.finditer(text):
                words = match.group().split()
                last = max((at for at, word in enumerate(words) if word in TITLES), default=-1)
                words = words[last + 1:] if not SMALL & set(words) else words
                while words and (words[0] in TITLES or words[0] in SMALL):
                    words = words[1:]
                name = re.sub(r"(?<=\w) [A-Z]\. ", " ", " ".join(words).replace("’", "'")).removesuffix("'s")
                if len(words) > 1 or name.isupper():
                    counts[name] += 1
    return [name for name, _ in counts.most_common()]


def known(program, names):
    """Those that the gazetteer knows as a whole."""
    rows = find(program, [json.dumps({"id": name, "text": name}) for name in names])
    return {row["doc_id"] for row in rows if row["start"] == "0" and int(row["end"]) == len(row["doc_id"])}


def recall(documents, found, names):
    total, missed = 0, collections.Counter()
    for document in documents:
        spans = found[document["id"]]
        for name in names:
            if name.split()[0].partition("'")[0] not in document["text"]:
                continue
            words = [re.escape(word).replace("'", "['’]") for word in name.split()]
            middle = r"(?: [A-Z]\.)?" if len(words) > 1 else ""
            for match in re.finditer(rf"(?<![\w@#/]){words[0]}{middle}{''.join(' ' + word for word in words[1:])}(?!\w)", document["text"]):
                total += 1
                last = bisect.bisect_right(spans, (match.end(), 0))
                if not any(start < match.end() and end > match.start() for start, end in spans[max(0, last - 4):last]):
                    missed[name] += 1
    return total, missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("gold")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--sources", type=int, default=300)
    args = parser.parse_args()
    with open(args.gold, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    rows = find(args.program, [json.dumps({"id": d["id"], "text": d["text"]}) for d in documents])
    texts = {document["id"]: document["text"] for document in documents}
    for row in random.Random(args.seed).sample(rows, min(args.sample, len(rows))):
        text, start, end = texts[row["doc_id"]], int(row["start"]), int(row["end"])
        around = f"{text[max(0, start - 60):start]}[[{row['text']}]]{text[end:end + 40]}".replace("\n", " ")
        print(f"{row['kind']}\t{row['class']}\t{row['name']}\t{around}")
    names = sources(documents)
    names = [name for name in names if name in JUDGED | known(args.program, names)][:args.sources]
    found = collections.defaultdict(list)
    for row in rows:
        found[row["doc_id"]].append((int(row["start"]), int(row["end"])))
    total, missed = recall(documents, found, names)
    print(f"{len(rows)} matches; {len(names)} sources, {total} mentions, {total - missed.total()} found ({1 - missed.total() / total:.1%})")
    print("missed:", ", ".join(f"{name} {count}" for name, count in missed.most_common(20)))


if __name__ == "__main__":
    main()
