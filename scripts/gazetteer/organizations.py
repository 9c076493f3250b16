"""organizations.tsv: written by hand first, then what is safe of the raw table."""

from tables import fold, join, read, slug, unmark, values

COLUMNS = ["id", "name", "prior", "aliases", "acronyms", "category", "countries", "source"]


def build(raw, hand, lands):
    rows = []
    taken = set()
    for row in read(hand / "organizations_added.tsv"):
        rows.append({
            "id": row["id"] or slug(row["name"]), "name": row["name"], "category": row["category"],
            "countries": row["countries"], "prior": "50", "aliases": row["aliases"], "acronyms": row["acronyms"],
            "source": "manual",
        })
        for name in [row["name"], *values(row["aliases"]), *values(row["acronyms"])]:
            taken.add(fold(unmark(name)))
    return rows
