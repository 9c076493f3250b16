#!/usr/bin/env python3
"""Writes the seeds of tests/fuzz/seeds that are bytes: small models and compiled gazetteers. The others are written by hand.

    tests/fuzz/seeds.py PROGRAM

PROGRAM is inquit, which compiles the tables. The text seeds of `gazetteer` are
joined here from a table and a text.
"""

import struct
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEEDS = HERE / "seeds"
MODELS = HERE.parent.parent / "data" / "models"

TEXT = "Ilse Varga and the Port Authority of Holany met Sen. Hart. VARGA's plan, said Ilse D. Varga, is Holany's. The P.A.H. & Co. agreed."
TSV = """id	name	kind	gender	countries	offices	prior	aliases	acronyms	demonyms	metonyms	nicknames
x:1	Ilse Varga	person	f		minister @2014..2019	40	Ilse D. Varga|~Varga				
x:2	Port Authority of Holany	organization				30	^Port Authority	P.A.H.|PAH			
x:3	Holany	country		HO		90			Holanian	Port Saul	
x:4	Tomas O'Hart-Li	person	m			10	Sen. Hart				Tom
"""
CSV = 'id,name,kind,aliases\nx:1,"Varga, Ilse",person,Ilse Varga|~Varga\nx:2,"The ""Port"" & Co.",organization,P.A.H.\n'
JSONL = """{"id":"x:1","name":"Ilse Varga","kind":"person","names":[{"text":"Varga","class":"alias","weak":true}],"prior":40}
{"id":"x:3","name":"Holany","kind":"country","countries":["HO"]}
"""


def write(target, name, content):
    (SEEDS / target).mkdir(parents=True, exist_ok=True)
    (SEEDS / target / name).write_bytes(content)


def gazetteers(program):
    for form, (name, table) in enumerate([("table.tsv", TSV), ("table.csv", CSV), ("lines.jsonl", JSONL)]):
        write("gazetteer", name, bytes([form]) + table.encode() + b"\0" + TEXT.encode())
    with tempfile.TemporaryDirectory() as folder:
        table, compiled = Path(folder, "t.tsv"), Path(folder, "t.gaz")
        table.write_text("".join(TSV.splitlines(keepends=True)[:3]), "utf-8")
        subprocess.run([program, "gazetteer", "build", table, "-o", compiled], check=True, stdout=subprocess.DEVNULL)
        data = compiled.read_bytes()
        write("gazetteer", "compiled.gaz", b"\3" + data + b"\0" + TEXT.encode())
        write("gazetteer", "forged.gaz", b"\4" + data[:-8] + b"\0" + TEXT.encode())


def models():
    tags = (MODELS / "tags.bin").read_bytes()
    version, classes = struct.unpack_from("<I", tags, 8)[0], bytes([0, 3, 255])
    slots = struct.pack("<4I", 0, 0x1201, 0, 0)
    rows = bytes((n * 7) % 256 for n in range(32 << 2))
    write("models", "tags", b"\0" + tags[:8] + struct.pack("<4I", version, 2, 2, len(classes)) + classes + slots + rows)
    tagger = (MODELS / "tagger.bin").read_bytes()
    steps = 18 * 12 * 11 * 4
    head = tagger[:9] + b"\x08" + tagger[10 : 14 + steps] + struct.pack("<I", 1) + tagger[18 + steps : 30 + steps]
    row = struct.pack("<Hbb", 0b10000010, 40, -90)
    write("models", "tagger", b"\1" + head + (row + b"\0\0") * 128)
    tables = b"feature\tweight\nbias\t1.5\n\0feature\tweight\nbias\t-2e9\n"
    write("models", "evidence", b"\3" + tables)
    write("models", "joined", b"\4" + tables)


if __name__ == "__main__":
    gazetteers(sys.argv[1])
    models()
