"""organizations.tsv: written by hand first, then institutions made from templates, then what is safe of the raw tables.

A name that one reads in small letters elsewhere (Target, Visa, Front) is not a name to find: words are counted in the
part-of-speech corpora of the raw folder.
"""

import collections
import re
import zipfile

import templates
from tables import fold, join, read, slug, unmark, values

COLUMNS = ["id", "name", "prior", "aliases", "acronyms", "category", "countries", "source"]

# Words that say what kind of thing a name is, and so that it is a name.
NOUNS = set("""
academy agency alliance army assembly association authority bank battalion board brigade brigades bureau cell center centre
church coalition college commission committee community company confederation conference congress corporation council
court federation force forces forum foundation front fund group guard institute institution international jihad league
legion liberation militia mission movement network organisation organization party polytechnic programme program
project school service services society syndicate trust union university volunteers watch airlines airways bancorp
brands brewing broadcasting chemical communications electric electronics energy entertainment enterprises financial
foods gas healthcare holdings hotels industries insurance laboratories logistics mining motors oil partners petroleum
pharmaceuticals power press products properties resources semiconductor solutions steel stores systems technologies
telecom therapeutics times daily herald tribune gazette journal post news
""".split())

SUFFIX = re.compile(r",?\s+(?:inc|incorporated|corp|corporation|co|company|companies|plc|ltd|limited|llc|l\.?l\.?c|l\.?p|lp|n\.?v|s\.?a|ag|group|holdings?)\.?$", re.I)


def small_words(raw):
    """How often each word stands in small letters in running text."""
    counts = collections.Counter()
    with open(raw / "pos" / "gum_permissive.conllu", encoding="utf-8") as file:
        for line in file:
            cells = line.split("\t")
            if len(cells) > 3 and cells[1].isalpha() and cells[1].islower():
                counts[cells[1]] += 1
    with zipfile.ZipFile(raw / "pos" / "masc_tagged.zip") as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith("/"):
                for token in archive.read(name).decode("utf-8", "replace").split():
                    word = token.rsplit("_", 1)[0]
                    if word.isalpha() and word.islower():
                        counts[word] += 1
    return counts


def startable(name):
    """Whether the matcher finds the name by its capitals: in its first word, or right after a short one."""
    return re.match(r"\W*(?:[A-Z\u0080-\uffff]|[a-z0-9]{1,8}[ -][A-Z]|[a-z0-9]{1,7}[A-Z])", name) is not None


class Table:
    """Rows with names that no earlier row has."""

    def __init__(self, small, personal):
        self.rows = []
        self.personal = personal
        self.taken = set()
        self.ids = set()
        self.small = small

    def add(self, name, category, country, aliases=(), acronyms=(), prior=20, source="", identifier=""):
        if fold(unmark(name)) in self.taken or not startable(name):
            return
        aliases = [alias for alias in aliases if startable(alias)]
        aliases = [alias for alias in aliases if fold(unmark(alias)) not in self.taken or source == "manual"]
        acronyms = [acronym for acronym in acronyms if fold(unmark(acronym)) not in self.taken or source == "manual"]
        identifier = identifier or slug(name)
        if identifier in self.ids:
            identifier = f"{identifier}-{country.lower()}"
        if identifier in self.ids:
            return
        self.ids.add(identifier)
        for text in (name, *aliases, *acronyms):
            self.taken.add(fold(unmark(text)))
        self.rows.append({
            "id": identifier, "name": name, "prior": str(prior), "aliases": join(aliases), "acronyms": join(acronyms),
            "category": category, "countries": country, "source": source,
        })

    def telling(self, name):
        """Whether a name cannot be read as ordinary words."""
        words = fold(name).split()
        if len(name) < 4 or not re.match(r"\w", name):
            return False
        if len(words) == 1:
            return len(words[0]) >= 5 and self.small[words[0]] == 0 and name[:1].isupper() and words[0] not in self.personal
        if not (name[:1].isupper() or re.match(r"(?:al|as|ar|ad)-[A-Z]", name)):
            return False
        rare = [word for word in words if self.small[word] <= 2 and len(word) > 2]
        return bool(rare) or (len(words) >= 3 and bool(NOUNS & set(words)))


def build(raw, hand, lands):
    people = [fold(name) for row in read(raw / "people.tsv") for name in [row["name"], *values(row["aliases"])]]
    table = Table(small_words(raw), {word for name in people for word in name.split()})
    for row in read(hand / "organizations_added.tsv"):
        table.add(row["name"], row["category"], row["countries"], values(row["aliases"]), values(row["acronyms"]), 50, "manual", row["id"])
    for entry in templates.institutions(lands, read(hand / "institutions.tsv")):
        table.add(*entry)
    names_of_lands = {fold(unmark(name)) for row in lands for column in ("name", "aliases", "acronyms", "demonyms", "metonyms")
                      for name in values(row.get(column, ""))}
    rejected = {fold(row["name"]) for row in read(hand / "organizations_rejected.tsv")}
    table.taken |= set(people) | names_of_lands | rejected
    raw_rows = read(raw / "organizations_raw.tsv")
    counts = collections.Counter(fold(row["name"]) for row in raw_rows if row["kind"] == "party")
    for row in raw_rows:
        add_raw(table, row, counts)
    for row in read(raw / "universities.tsv"):
        add_university(table, row)
    return table.rows


def add_raw(table, row, party_counts):
    name, kind, country = row["name"].strip(), row["kind"], row["country"]
    if not re.fullmatch(r"[\w .,&'’/()-]+", name) or re.search(r"[()/\d]", name) or name.isupper() or not name[:1].isupper():
        return
    # Carter's may be what Carter has.
    if re.fullmatch(r"\w+['’]s?", SUFFIX.sub("", name)):
        return
    aliases, acronyms = [], []
    if kind == "company":
        short = SUFFIX.sub("", SUFFIX.sub("", name))
        # A bare word or place name stands for a company only where the company is large.
        large = "sp500" in row["source"] or re.search(r"[a-z][A-Z]", short) or NOUNS & set(fold(short).split())
        if short != name and large and table.telling(short) and len(short) > 4:
            aliases.append(short)
        if not (table.telling(name) and large or short != name and len(name.split()) > 1):
            return
    elif kind in ("party", "armed_group", "ngo"):
        words = fold(name).split()
        if party_counts[fold(name)] > 1 or len(words) < 2 or not table.telling(name):
            return
        # Two plain words and a noun make a party anywhere; a rare word or four words make it one.
        rare = [word for word in words if table.small[word] == 0 and len(word) > 3]
        if kind == "ngo" and not NOUNS & set(words) and len(words) < 4 or kind != "ngo" and not rare and len(words) < 4:
            return
        acronym = row["acronym"]
        if kind == "party" and re.fullmatch(r"[A-Z]{4,6}", acronym) and table.small[acronym.lower()] == 0:
            acronyms.append(acronym)
    elif kind in ("media", "agency", "igo"):
        if len(name.split()) < 2 or not table.telling(name):
            return
        if name.startswith("The ") and len(name.split()) > 2 and table.telling(name[4:]):
            aliases.append(name[4:])
    else:
        return
    for alias in values(row["aliases"]):
        words = fold(alias).split()
        if kind == "armed_group" and not NOUNS & set(words) and not re.search(r"\b(?:al|ul|as|ar|e|i)[- ]", alias):
            # "Supporters of Islam" may be anybody.
            continue
        if kind == "party" and not [word for word in words if table.small[word] == 0 and len(word) > 3] and len(words) < 4:
            # A "National Democratic Party" is to be had in many countries.
            continue
        if len(alias.split()) >= 2 and re.fullmatch(r"[\w .&'’-]+", alias) and not re.search(r"\d", alias) and table.telling(alias) and kind != "company":
            aliases.append(alias)
    if kind == "igo":
        kind = "international"
    table.add(name, kind, country, aliases, acronyms, 15, row["source"])


# Where universities are quoted under an English name.
QUOTED = {"US", "GB", "CA", "AU", "NZ", "IE", "IL", "ZA", "EG", "IR", "IQ", "LB", "SG", "HK"}


def add_university(table, row):
    name = row["name"].strip()
    words = fold(name).split()
    known = {"university", "college", "institute"} & set(words)
    if not known or not 2 <= len(words) <= 7 or not re.fullmatch(r"[\w .&'’-]+", name) or re.search(r"\d", name):
        return
    if row["country"] not in QUOTED or (row["country"] not in ("US", "GB") and "university" not in words):
        return
    own = [word for word in words if word not in {"university", "college", "institute", "of", "the", "and", "technology", "for", "school"}]
    if not any(table.small[word] == 0 and len(word) > 3 for word in own):
        return
    # "Washington University" is not the University of Washington, so no name is turned round.
    aliases = [name[4:]] if name.startswith("The ") else []
    table.add(name, "university", row["country"], aliases, (), 15, "hipo")
