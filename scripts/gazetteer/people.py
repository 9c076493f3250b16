"""people.tsv: written by hand first, then office holders and national legislators."""

import collections
import re

from tables import fold, join, read, slug, unmark, values
from templates import STATES

COLUMNS = ["id", "name", "prior", "aliases", "gender", "birth", "death", "countries", "offices", "source"]

# Countries whose news the world reads most; they lift a prior.
WEIGHT = {"US": 25, "GB": 18, "RU": 18, "CN": 16, "FR": 16, "DE": 16, "IR": 16, "IL": 15, "UA": 15, "TR": 14, "SA": 14,
          "SY": 12, "IQ": 12, "IN": 14, "PK": 12, "JP": 12, "KR": 12, "KP": 12, "CA": 12, "AU": 12, "EG": 11, "PS": 12,
          "VE": 10, "BR": 10, "MX": 10, "IT": 11, "ES": 10, "PL": 9, "AF": 10, "YE": 8, "LB": 9, "QA": 8, "AE": 8, "ZA": 9}

RANKS = [
    (55, r"^(president|acting president|prime minister|chancellor|king|queen|emperor|pope|supreme leader|emir|sultan|taoiseach)( of .*)?$"
         r"|^(secretary[- ]general of the united nations)"),
    (40, r"^(vice president|deputy prime minister|first vice president|crown prince|first lady)|minister (of|for) (foreign|external)|foreign minister"
         r"|secretary of state|^speaker|^president of the (senate|national assembly|chamber|house|european)"),
    (30, r"minister|secretary of (defen[cs]e|the treasury|homeland)|attorney general|chief justice|governor of the central bank|spokes"
         r"|chief of (the )?general staff|united states senator|director of the (central|federal)|ambassador to the united nations|permanent representative to the united"),
    (20, r"united states representative|u\.s\. representative|congress|knesset|house of commons|justice|governor"),
]


# Offices of states and provinces whose titles sound like those of countries.
REGIONAL = ("^secretary of state of (" + "|".join(state.lower() for state in STATES) + ")"
            "|^speaker of the (legislative assembly|house of assembly|parliament) of (new brunswick|nova scotia|ontario|alberta|manitoba|quebec|"
            "saskatchewan|british columbia|prince edward|newfoundland|queensland|victoria|new south wales|western australia|south australia|tasmania)")


def rank(offices):
    best = 10
    for office in offices:
        title = office.split("@")[0].lower()
        if re.search(REGIONAL, title):
            continue
        for prior, pattern in RANKS:
            if prior > best and re.search(pattern, title):
                best = prior
    return best


def usable(name):
    """Two words or more, each but particles with a capital, no digits, titles or brackets."""
    words = name.split()
    if len(words) < 2 or not words[-1][:1].isupper() and "-" not in words[-1]:
        return False
    if re.search(r"[0-9()\[\],;:/\"“”«»]", name):
        return False
    capitals = [word for word in words if word[:1].isupper() or not word[:1].islower()]
    if len(capitals) < 2 and "-" not in name:
        return False
    # An initial and a surname say too little; nor do bare initials.
    return sum(len(word.strip(".")) > 1 for word in words) >= 2


def offices_of(row):
    kept = []
    for office in values(row["positions"]):
        title = office.split("@")[0].strip()
        if title:
            kept.append(office if "@" in office else title)
    return kept[:4]


def build(raw, hand):
    known = [row for row in read(raw / "people.tsv") if row["qid"] and row["level"] != "regional"]
    surnames = common_surnames(known)
    written = [by_hand(row) for row in read(hand / "people_added.tsv")]
    joined = join_hand_rows(written, known)
    extra = {row["id"]: row for row in read(hand / "people_aliases.tsv")}
    rows = list(written)
    for row in known:
        if row["qid"] in joined or not usable(row["name"]):
            continue
        offices = offices_of(row)
        prior = rank(offices)
        weight = weight_of(row)
        if not prominent(row, offices, prior, weight) or (prior + weight < 45 and common(row["name"], surnames)):
            continue
        aliases = [alias for alias in values(row["aliases"]) if usable(alias) and fold(alias) != fold(row["name"])]
        patch = extra.pop(row["qid"], None)
        if patch:
            aliases = values(patch["aliases"]) + aliases
            prior = int(patch["prior"] or prior)
        rows.append({
            "id": row["qid"], "name": row["name"], "gender": row["gender"], "birth": row["birth"], "death": row["death"],
            "countries": row["countries"], "offices": join(offices), "prior": str(min(90, prior + weight)),
            "aliases": join(aliases), "source": row["source"],
        })
    if extra:
        raise SystemExit(f"by_hand/people_aliases.tsv: not in people.tsv: {sorted(extra)}")
    return rows


def prominent(row, offices, prior, weight):
    """Whether the news of 2005 and later may quote the person."""
    if row["level"] == "legislator":
        return weight >= 12 or prior >= 30
    if offices and all("mbassador" in office and "United Nations" not in office for office in offices):
        return False
    ends = [office.partition("..")[2] if ".." in office else "9" for office in offices] or ["9"]
    last = max(end or "9" for end in ends)
    return last >= "2014" or last >= "2005" and prior >= 30 or prior >= 55


# Given names so frequent in English that a private person of the same name is likely.
ENGLISH = {"US", "GB", "CA", "AU", "NZ", "IE", "JM", "TT", "BS", "BB", "GH", "NG", "KE", "ZA", "ZW", "LR", "SL", "UG", "ZM", "BM",
           "GG", "JE", "IM", "GI", "FK", "KY", "TC", "VG", "AI", "MS", "LC", "VC", "GD", "DM", "KN", "AG", "BZ", "GY", "FJ", "PG"}


def common_surnames(rows):
    counts = collections.Counter(fold(row["name"]).split()[-1] for row in rows if set(values(row["countries"])) & ENGLISH and row["name"].split())
    return {surname for surname, count in counts.items() if count >= 6}


def common(name, surnames):
    """A given name and a family name that are both frequent where English is spoken: James Brown."""
    words = fold(name).split()
    return len(words) == 2 and words[1] in surnames


def weight_of(row):
    return max([WEIGHT.get(country, 0) for country in values(row["countries"])], default=0)


def by_hand(row):
    return {
        "id": row["id"], "name": row["name"], "gender": row["gender"], "birth": "", "death": "",
        "countries": row["countries"], "offices": row["offices"], "prior": row["prior"] or "60",
        "aliases": row["aliases"], "source": "manual",
    }


def join_hand_rows(written, known):
    """Gives hand-written rows the id and dates of the raw row of the same name and country; returns those ids."""
    explicit = {row["id"] for row in written}
    by_name = {}
    for row in written:
        for name in [row["name"], *(alias for alias in values(row["aliases"]) if alias == unmark(alias))]:
            by_name.setdefault(fold(unmark(name)), []).append(row)
    best = {}
    for row in known:
        for name in [row["name"], *values(row["aliases"])]:
            for entry in by_name.get(fold(name), []):
                if entry["id"]:
                    matches = entry["id"] == row["qid"]
                elif row["qid"] in explicit:
                    matches = False
                else:
                    matches = not row["countries"] or set(values(entry["countries"])) & set(values(row["countries"]))
                score = (fold(row["name"]) == fold(entry["name"]), rank(offices_of(row)), row["birth"])
                if matches and score > best.get(id(entry), ((),))[0]:
                    best[id(entry)] = (score, entry, row)
    joined = set()
    for _, entry, row in sorted(best.values(), key=lambda found: found[1]["name"]):
        if row["qid"] in joined:
            continue
        joined.add(row["qid"])
        aliases = [alias for alias in [row["name"], *values(row["aliases"])] if usable(alias)]
        taken = {fold(unmark(name)) for name in [entry["name"], *values(entry["aliases"])]}
        entry.update({
            "id": row["qid"], "birth": row["birth"], "death": row["death"], "gender": entry["gender"] or row["gender"],
            "offices": entry["offices"] if "@" in entry["offices"] else join(offices_of(row)) or entry["offices"],
            "prior": str(max(int(entry["prior"]), min(90, rank(offices_of(row)) + weight_of(row)))),
            "aliases": join(values(entry["aliases"]) + [alias for alias in aliases if fold(alias) not in taken]),
            "source": "manual|" + row["source"],
        })
    for entry in written:
        entry["id"] = entry["id"] or slug(entry["name"])
    return joined
