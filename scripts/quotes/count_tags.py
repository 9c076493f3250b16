#!/usr/bin/env python3
"""Count part-of-speech tags and join word clusters for data/quotes: words.tsv, suffixes.tsv, transitions.tsv.

    count_tags.py SHARED DATA

SHARED holds eval/polnear_train*.jsonl(.gz), eval/clusters.tsv and gazetteer/pos/ (GUM, MASC). Only counts leave the corpora, no text.
The counts are those of the tables as they stand: run it again after a change of cues.tsv.
"""
import collections
import gzip
import json
import math
import re
import sys
import zipfile
from pathlib import Path

shared, data = Path(sys.argv[1]), Path(sys.argv[2])
MIN_COUNT, MIN_SHARE = 3, 0.015
PUNCT = re.compile(r"^[^\w]+$")
KEEP = set("CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB".split())


def tag_of(word, tag):
    """punctuation gets one tag of its own: the sign decides, not the corpus' conventions"""
    if PUNCT.match(word) and tag != "POS":
        return "PUNCT"
    return tag if tag in KEEP else None


def polnear():
    texts = {}
    for line in open(shared / "eval/polnear_train.jsonl", encoding="utf-8"):
        d = json.loads(line)
        texts[d["id"]] = d["text"]
    for line in gzip.open(shared / "eval/polnear_train_pos.jsonl.gz", "rt", encoding="utf-8"):
        d = json.loads(line)
        text = texts[d["id"]]
        for s in d["sentences"]:
            yield [(text[a:b], t) for a, b, t in s]


def gum():
    sentence = []
    for line in open(shared / "gazetteer/pos/gum_permissive.conllu", encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if sentence:
                yield sentence
            sentence = []
        elif line[0] != "#":
            f = line.split("\t")
            if f[0].isdigit():
                sentence.append((f[1], f[4]))
    if sentence:
        yield sentence


def masc():
    z = zipfile.ZipFile(shared / "gazetteer/pos/masc_tagged.zip")
    for name in sorted(z.namelist()):
        if not name.endswith(".txt"):
            continue
        for line in z.read(name).decode("utf-8", "replace").splitlines():
            words = [w.rsplit("_", 1) for w in line.split() if "_" in w]
            words = [(w, t) for w, t in words if w and t]
            if words:
                yield words


def main():
    lower = collections.defaultdict(collections.Counter)
    upper = collections.defaultdict(collections.Counter)
    pairs = collections.defaultdict(collections.Counter)
    for source in (polnear(), gum(), masc()):
        for sentence in source:
            if sum(w.isupper() for w, _ in sentence) > len(sentence) / 2:
                continue
            before, before2 = "START", "START"
            for i, (word, tag) in enumerate(sentence):
                word = word.replace("’", "'")
                tag = tag_of(word, tag)
                if tag is None:
                    before, before2 = "START", "START"
                    continue
                pairs[before][tag] += 1
                before = tag
                if tag == "PUNCT" or not re.search(r"[^\W\d_]", word):
                    continue
                capital = word[0].isupper()
                if capital and i == 0 and not tag.startswith("NNP"):
                    lower[word.lower()][tag] += 1
                elif capital:
                    upper[word.lower()][tag] += 1
                else:
                    lower[word.lower()][tag] += 1
    forms = sorted(f for f in set(lower) | set(upper) if sum(lower[f].values()) + sum(upper[f].values()) >= MIN_COUNT)

    def cell(counter):
        total = sum(counter.values())
        kept = [(t, c) for t, c in counter.most_common(6) if c / total >= MIN_SHARE]
        return " ".join(f"{t}:{c}" for t, c in sorted(kept, key=lambda x: (-x[1], x[0])))

    clusters = {}
    for line in open(shared / "eval/clusters.tsv", encoding="utf-8"):
        word, c64, c512 = line.rstrip("\n").split("\t")
        if word != "word":
            clusters[word] = f"{c64}/{c512}"
    # every word that can be a cue has its cluster, however rare in the tagged texts
    cue_forms = set()
    for line in open(data / "cues.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 4 and cells[0] != "lemma" and cells[1] != "phrase":
            cue_forms.update(f for slot in cells[3].split(" ") for f in slot.split("|"))
    forms = sorted(set(forms) | {f for f in cue_forms if f in clusters})

    with open(data / "words.tsv", "w", encoding="utf-8") as f:
        f.write("# Part-of-speech counts of word forms; made by scripts/quotes/count_tags.py, see data/README.md\n")
        f.write("form\tlower\tcapital\tclusters\n")
        for form in forms:
            f.write(f"{form}\t{cell(lower[form]) if lower[form] else ''}\t{cell(upper[form]) if upper[form] else ''}\t{clusters.get(form, '')}\n")
    # words seen once or twice stand for the words never seen
    suffix = collections.defaultdict(collections.Counter)
    for form, counter in lower.items():
        if sum(counter.values()) <= 4:
            for tag, c in counter.items():
                if tag in ("NNP", "NNPS", "POS", "FW"):
                    continue
                for k in range(0, 5):
                    if k < len(form):
                        suffix[form[len(form) - k:]][tag] += c
    with open(data / "suffixes.tsv", "w", encoding="utf-8") as f:
        f.write("# Part-of-speech counts of the endings of rare words; made by scripts/quotes/count_tags.py\n")
        f.write("suffix\tcounts\n")
        for s in sorted(suffix):
            if sum(suffix[s].values()) >= 10:
                f.write(f"-{s}\t{cell(suffix[s])}\n")
    tags = sorted(KEEP | {"PUNCT"})
    total = collections.Counter()
    for row in pairs.values():
        total.update(row)
    n = sum(total.values())
    with open(data / "transitions.tsv", "w", encoding="utf-8") as f:
        f.write("# Counts of neighbouring tags (row: tag before); made by scripts/quotes/count_tags.py\n")
        f.write("before\t" + "\t".join(tags) + "\n")
        for b in ["START"] + tags:
            f.write(b + "\t" + "\t".join(str(pairs[b][t]) for t in tags) + "\n")
    print(len(forms), "forms", len(suffix), "suffixes", n, "tokens")


main()
