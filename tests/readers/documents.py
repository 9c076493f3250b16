"""Formats that hold documents: TEI by lxml, Web Annotations, brat."""

import json
import os
import re

from lxml import etree

from expected import check, readable

XML = "{http://www.w3.org/XML/1998/namespace}"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def bare(text):
    """Text without line breaks, which elements do not hold."""
    return re.sub("[\r\n]", "", readable(text))


def tei(path, lines, texts):
    """Every `said` has the words, the speakers and the type of its row; paragraphs have the lines of the text."""
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, huge_tree=True))
    ids = {element.get(XML + "id"): element for element in tree.iter() if element.get(XML + "id")}
    assert len(ids) == len(tree.xpath("//@xml:id")), "ids are unique"
    assert all(pointer[1:] in ids for name in ("who", "ana", "next", "prev") for pointers in tree.xpath(f"//@{name}") for pointer in pointers.split())
    pieces, by_id = {}, {readable(doc_id): text for doc_id, text in texts.items()}
    for document in tree.xpath("/t:teiCorpus/t:TEI", namespaces=TEI):
        doc_id = document.xpath("string(.//t:bibl/t:idno)", namespaces=TEI)
        for said in document.xpath(".//t:said", namespaces=TEI):
            pieces.setdefault((doc_id, said.get("n")), []).append(said)
        found = [re.sub("\r", "", "".join(p.itertext())) for p in document.xpath(".//t:body/t:p", namespaces=TEI)]
        expected = [line.replace("\r", "") for line in re.split("\n", readable(by_id[doc_id])) if line.strip()]
        assert [line for line in found if line] == expected, f"text of {doc_id}"
    found = []
    for chain in pieces.values():
        first = chain[0]
        for one, other in zip(chain, chain[1:]):
            assert one.get("next") == "#" + other.get(XML + "id") and other.get("prev") == "#" + one.get(XML + "id")
        assert first.get("prev") is None and chain[-1].get("next") is None
        names = [ids[pointer[1:]][0].text for pointer in (first.get("who") or "").split()]
        words = "".join(bare("".join(said.itertext())) for said in chain)
        found.append({"id": first.get("n"), "words": words, "who": names, "direct": first.get("direct"), "cert": float(first.get("cert"))})
    expected = [
        {
            "id": readable(line["quote_id"]),
            "words": "".join(bare(piece["text"]) for piece in line["content"]),
            "who": [readable(speaker["name"]) for speaker in line["speakers"]],
            "direct": "true" if line["type"] == "direct" else "false",
            "cert": line["confidence"],
        }
        for line in lines
    ]
    key = lambda row: row["id"]
    check("TEI by lxml", sorted(found, key=key), sorted(expected, key=key))


def annotations(path, lines, texts):
    """Every selector finds its words in the text, by position and by what is around them."""
    with open(path, encoding="utf-8") as file:
        graph = json.load(file)["@graph"]
    found, expected = [], []
    for annotation, line in zip(graph, lines, strict=True):
        text = texts[line["doc_id"]]
        targets = list(annotation["target"]) + [annotation[name] for name in ("cue", "mention") if name in annotation]
        for target in targets:
            position, words = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == words["exact"]
            assert text[max(0, start - 32) : start] == words["prefix"] and text[end : end + 32] == words["suffix"]
        ranges = lambda targets: [[target["selector"][0]["start"], target["selector"][0]["end"]] for target in targets]
        found.append({"id": annotation["quotationId"], "content": ranges(annotation["target"]), "who": [body["name"] for body in annotation["body"]]})
        content = [[piece["start"], piece["end"]] for piece in line["content"]]
        expected.append({"id": line["quote_id"], "content": content, "who": [speaker["name"] for speaker in line["speakers"]]})
    check("Web Annotations", found, expected)


def brat(folder, lines, texts):
    """Every entity has the words of its place; contents, cues and sources are those of the rows."""
    by_text = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".ann"):
            with open(os.path.join(folder, name[:-4] + ".txt"), encoding="utf-8", newline="") as file:
                text = file.read()
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                by_text.setdefault(text, []).append(file.read())
    assert sum(map(len, by_text.values())) == len(texts), "a file for each document"
    found, expected = [], []
    for doc_id, text in texts.items():
        entities, joined = {}, []
        for line in by_text[text].pop(0).split("\n")[:-1]:
            fields = line.split("\t")
            if fields[0].startswith("T"):
                kind, places = fields[1].split(" ", 1)
                pieces = [[int(bound) for bound in piece.split(" ")] for piece in places.split(";")]
                assert re.sub(r"\s", "", "".join(text[s:e] for s, e in pieces)) == re.sub(r"\s", "", fields[2]), line
                entities[fields[0]] = (kind, "".join(bare(text[s:e]) for s, e in pieces))
            elif fields[0].startswith("R"):
                joined.append([argument.split(":")[1] for argument in fields[1].split(" ")[1:]])
        for name, (kind, words) in entities.items():
            nested = "Nested" if kind.startswith("Nested") else ""
            if kind == nested + "Content":
                near = {one for pair in joined if name in pair for one in pair} - {name}
                far = near | {one for pair in joined if near & set(pair) for one in pair} if near else near
                of = lambda kind: sorted(entities[one][1] for one in far if entities[one][0] == kind)
                # A source may say the cues of other contents as well.
                cues = [entities[one][1] for one in near if entities[one][0] == nested + "Cue"]
                found.append({"id": doc_id, "nested": bool(nested), "content": words, "cue": cues, "source": of(nested + "Source")})
        for line in (line for line in lines if line["doc_id"] == doc_id):
            words = lambda part: [bare(line[part]["text"])] if line[part] else []
            content = "".join(bare(piece["text"]) for piece in line["content"])
            expected.append({"id": doc_id, "nested": line["nested_in"] is not None, "content": content, "cue": words("cue"), "source": words("mention")})
    check("brat", found, expected)
