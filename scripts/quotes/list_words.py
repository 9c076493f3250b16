#!/usr/bin/env python3
"""List common word forms with their clusters for data/quotes: words.tsv.

    list_words.py SHARED DATA

SHARED holds eval/polnear_train*.jsonl(.gz), eval/clusters.tsv and gazetteer/pos/ (GUM, MASC). Only forms leave the corpora, no text.
The forms are those of the table as it stands: run it again after a change of cues.tsv.
"""
import collections
import gzip
import json
import re
import sys
import zipfile
from pathlib import Path

shared, data = Path(sys.argv[1]), Path(sys.argv[2])
MIN_COUNT = 3
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
    counts = collections.Counter()
    for source in (polnear(), gum(), masc()):
        for sentence in source:
            if sum(w.isupper() for w, _ in sentence) > len(sentence) / 2:
                continue
            for word, tag in sentence:
                tag = tag_of(word, tag)
                if tag not in (None, "PUNCT") and re.search(r"[^\W\d_]", word):
                    counts[word.replace("’", "'").lower()] += 1

    clusters = {}
    for line in open(shared / "eval/clusters.tsv", encoding="utf-8"):
        word, c64, c512 = line.rstrip("\n").split("\t")
        if word != "word":
            clusters[word] = f"{c64}/{c512}"
    # every word that can be a cue has its cluster, however rare in the tagged texts
    cue_forms = set()
    for line in open(data / "cues.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 4 and cells[0] != "lemma" and cells[1] != "phrase":
            cue_forms.update(f for slot in cells[3].split(" ") for f in slot.split("|"))
    # frequent forms first: the program has them side by side, which keeps them in the processor's cache
    forms = {f for f in counts if counts[f] >= MIN_COUNT} | {f for f in cue_forms if f in clusters}
    forms = sorted(forms, key=lambda form: (-counts[form], form))

    with open(data / "words.tsv", "w", encoding="utf-8") as f:
        f.write("# Word forms seen three times or more in the tagged corpora, frequent ones first, and forms of cues, with their clusters; ")
        f.write("made by scripts/quotes/list_words.py, see data/README.md\n")
        f.write("form\tclusters\n")
        for form in forms:
            f.write(f"{form}\t{clusters.get(form, '')}\n")
    print(len(forms), "forms")


main()
