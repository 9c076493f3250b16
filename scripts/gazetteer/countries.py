"""countries.tsv: ISO 3166-1 and Kosovo, then other territories."""

import re

from tables import fold, join, read, unmark, values

COLUMNS = ["id", "name", "prior", "aliases", "acronyms", "demonyms", "metonyms", "category", "countries", "codes", "source"]

# Words that an English long or former name is made of, beside the country's own.
FORMAL = set("""
a and arab autonomous bolivarian colony commonwealth confederation cooperative co operative democratic duchy east eastern
emirates empire federal federated federation former grand great hellenic independent islamic island islands kingdom
mandatory north northern of oriental people peoples plurinational principality province region republic s saint sar
socialist south southern soviet special administrative state states sultanate territory the two union united upper
western west french british german belgian spanish portuguese dutch danish italian swiss lebanese argentine
""".split())


def english(alias, own):
    """Whether an alias is made of the country's own words and formal English ones."""
    words = fold(alias).split()
    return bool(words) and any(word in own for word in words) and all(word in own or word in FORMAL for word in words)


def own_words(row):
    text = " ".join([row["name"], row["adjective"].replace("|", " "), row["demonyms"].replace("|", " ")])
    return {word for word in fold(text).split() if word not in FORMAL}


def pick(patch, raw):
    """The hand-written cell; the raw one where it is empty; nothing where it is `-`."""
    return [] if patch == "-" else values(patch) or raw


def build(raw, hand):
    patches = {row["iso2"]: row for row in read(hand / "countries.tsv")}
    rows = []
    for row in read(raw / "countries.tsv"):
        patch = patches.pop(row["iso2"], {})
        own = own_words(row)
        aliases = values(patch.get("aliases", ""))
        name = patch.get("name") or row["name"]
        given = {fold(unmark(alias)) for alias in aliases} | {fold(name)}
        for alias in values(row["aliases"]):
            if english(alias, own) and alias.isascii() and re.fullmatch(r"[A-Za-z' .-]+", alias) and fold(alias) not in given:
                aliases.append(alias)
                given.add(fold(alias))
        acronyms = [unmark(a) for a in values(patch.get("acronyms", ""))]
        demonyms = pick(patch.get("demonyms", ""), [d for d in values(row["adjective"]) + values(row["demonyms"]) if "/" not in d])
        demonyms = [d for d in demonyms if fold(d) != fold(name)]
        metonyms = pick(patch.get("metonyms", ""), values(row["capital"]))
        rows.append({
            "id": row["qid"], "name": name, "category": "country", "countries": row["iso2"], "codes": row["iso3"],
            "prior": patch.get("prior") or "45",
            "aliases": join(a for a in aliases if a not in acronyms), "acronyms": patch.get("acronyms", ""),
            "demonyms": join(demonyms), "metonyms": join(metonyms), "source": row["source"] + ("|manual" if patch else ""),
        })
    if patches:
        raise SystemExit(f"by_hand/countries.tsv: unknown codes {sorted(patches)}")
    for row in read(hand / "territories.tsv"):
        rows.append({**row, "codes": "", "prior": row["prior"] or "20", "source": "manual"})
    return rows
