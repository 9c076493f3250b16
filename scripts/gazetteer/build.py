#!/usr/bin/env python3
"""Builds data/gazetteer/*.tsv from the raw fact tables and the files written by hand.

usage: build.py RAW_FOLDER DATA_FOLDER [OUT_FOLDER]

RAW_FOLDER holds people.tsv, countries.tsv ... as described in its README; DATA_FOLDER is
data/gazetteer, whose by_hand/ is read; the tables are written to OUT_FOLDER, by default
DATA_FOLDER. The same input gives the same bytes.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import countries
import lists
import organizations
import people
from tables import write


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    raw, data = Path(sys.argv[1]), Path(sys.argv[2])
    out = Path(sys.argv[3]) if len(sys.argv) == 4 else data
    hand = data / "by_hand"
    for needed in (raw / "people.tsv", hand / "people_added.tsv"):
        if not needed.is_file():
            sys.exit(f"{needed}: not found")
    out.mkdir(parents=True, exist_ok=True)
    lands = countries.build(raw, hand)
    write(out / "countries.tsv", countries.COLUMNS, lands)
    write(out / "organizations.tsv", organizations.COLUMNS, organizations.build(raw, hand, lands))
    write(out / "people.tsv", people.COLUMNS, people.build(raw, hand))
    lists.build(raw, hand, out)


if __name__ == "__main__":
    main()
