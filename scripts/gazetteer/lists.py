"""first_names.tsv, honorifics.tsv, nicknames.tsv, particles.tsv, spellings.tsv, blocked.tsv,
common_words.tsv."""

from organizations import small_words
from tables import fold, read, write
from templates import STATES

LIMIT = 12_000
# A word that stands so often in small letters in the part-of-speech corpora is an everyday one.
COMMON = 10


def build(raw, hand, out):
    words = sorted(word for word, count in small_words(raw).items() if count >= COMMON and len(word) > 1 and word.isascii())
    write(out / "common_words.tsv", ["word"], [{"word": word} for word in words])
    write(out / "first_names.tsv", ["name", "male_share"], first_names(raw))
    for name in ("honorifics", "nicknames", "particles", "spellings", "blocked"):
        rows = read(hand / f"{name}.tsv")
        if name == "blocked":
            rows += contests({row["phrase"] for row in rows})
        write(out / f"{name}.tsv", list(rows[0]), rows)


def contests(taken):
    """A "Maryland Senate race" is about a seat in the Senate of the country, and no chamber of Maryland."""
    words = ("race", "races", "candidate", "candidates", "seat", "seats", "bid", "primary", "campaign", "contest", "election", "hopeful", "nominee")
    phrases = [f"{state} Senate {word}" for state in STATES for word in words]
    return [{"phrase": phrase, "reason": "election"} for phrase in phrases if phrase not in taken]


def first_names(raw):
    """The most frequent names: US births weigh little beside people in office, whose names come from everywhere."""
    rows = {}
    for row in read(raw / "first_names.tsv"):
        office = int(row["ep_m"]) + int(row["ep_f"])
        births = int(row["ssa_m"]) + int(row["ssa_f"])
        weight = office * 2_000 + births
        if len(row["name"]) < 2 or (office < 2 and births < 2_000):
            continue
        key = fold(row["name"])
        if key not in rows or weight > rows[key][0]:
            rows[key] = (weight, row["name"], round(float(row["male_share"]) * 100))
    best = sorted(rows.values(), key=lambda row: (-row[0], row[1]))[:LIMIT]
    return [{"name": name, "male_share": share} for _, name, share in best]
