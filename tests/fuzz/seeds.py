#!/usr/bin/env python3
"""Writes the seeds of tests/fuzz/seeds that are bytes: small models, compiled gazetteers, input of every reader, rows
for every writer. The others are written by hand.

    tests/fuzz/seeds.py PROGRAM

PROGRAM is inquit, which compiles the tables and writes Parquet. The text seeds
of `gazetteer` are joined here from a table and a text.
"""

import bz2
import gzip
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


NEWS = "“The harbour is closed,” said Ilse Varga. Élan & Söhne agreed.\n\nHart: “No.”"
LINES = """{"id":"a","text":"“No,” said Ilse Varga.","title":"T","date":"2024-05-01","url":"https://news.example/a","section":"port"}

{"id":7,"body":"Hart \\ud83c\\udf89 \\ud800 agreed.","section":["a",{"b":1.5e3}],"title":null}
{"text":"first","text":"last"} {
{"text":3}
"""
ARRAY = """[{"id":"a","text":"“No,” she said.","section":{"x":[1,2]}},
 {"content":"two\\nlines","url":"u"} , {"id":"","text":""}]
"""
TABLE = """id,text,title,section,date
a,"“No,” said ""Ilse"" Varga.
Then she left.","=1+1",port,2024-05-01
b,plain,,,
,'quoted',x,y,z,more
c,"unclosed
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Port &amp; sea | The Holany Post</title>
<meta property="og:title" content="Port"><meta property="article:published_time" content="2024-05-01T10:00:00Z">
<link rel="canonical" href="https://news.example/a"><script>var a = "<p>";</script><style>p{}</style></head>
<body><nav><a href="/">Home</a></nav><article><h1>Port closed</h1><p>“The harbour is closed,” said <b>Ilse</b>&nbsp;Varga.<br>
Nobody&#39;s ship left.</p><table><tr><td>1<td>2</table><ul><li>one<li>two</ul><pre> a  b </pre><p>Hart agreed that it would stay closed for
a week, and the port authority of Holany said so too on Monday.</article><footer>©</footer></body></html>
"""
MARKDOWN = """---
title: "Port closed"
date: 2024-05-01
---
# Port

“The *harbour* is [closed](https://news.example 'x'),” said **Ilse** Varga.  
> Hart: \\"No.\\"

1. one
   - two `code`

| a | b |
|---|---|
| 1 | 2 |

<div>html</div> &amp; ![picture](p.png)

```
fence
```
"""


def warc():
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    html = PAGE.encode()
    page += b"%x\r\n%s\r\n0\r\n\r\n" % (len(html), html)
    text = NEWS.encode()
    records = [("warcinfo", "application/warc-fields", b"software: x\r\n"), ("response", "application/http; msgtype=response", page)]
    records.append(("conversion", "text/plain", text))
    head = "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://news.example/a\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
    head += "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    return b"".join((head % (kind, of, len(body))).encode() + body + b"\r\n\r\n" for kind, of, body in records)


def readers(program):
    """Formats are numbered as in tests/src/promises/readers.rs."""
    for form, (name, text) in enumerate([("lines.jsonl", LINES), ("array.json", ARRAY), ("table.csv", TABLE), ("table.tsv", TABLE.replace(",", "\t"))]):
        write("records", name, bytes([form + 16]) + text.encode())
    write("records", "found.json", bytes([4 + 8]) + ARRAY.encode())
    write("records", "objects.json", b"\1" + LINES.encode())
    write("pages", "page.html", b"\0" + PAGE.encode())
    write("pages", "page.md", b"\1" + MARKDOWN.encode())
    write("pages", "pages.warc", b"\2" + warc())
    write("pages", "page.txt", b"\3" + NEWS.encode())
    write("pages", "auto.warc", b"\4" + warc())
    write("encodings", "latin", b"\0\0" + NEWS.encode("cp1252"))
    write("encodings", "marked16", b"\0\0" + NEWS.encode("utf-16"))
    write("encodings", "lines16", b"\1\5" + LINES.encode("utf-16le"))
    write("encodings", "table", b"\2\3" + TABLE.encode("cp1252"))
    write("encodings", "page", b"\3\0" + PAGE.replace("utf-8", "shift_jis").encode("shift_jis", "ignore"))
    write("encodings", "japanese", b"\0\7" + "港は閉鎖された、と彼女は言った。".encode("shift_jis"))
    write("encodings", "escapes", b"\0\x09" + "港は閉鎖された".encode("iso2022_jp"))
    write("encodings", "broken", b"\1\0" + LINES.encode().replace("“".encode(), b"\xe2\x80"))
    write("compressed", "plain.txt", b"\0" + NEWS.encode())
    write("compressed", "lines.gz", b"\1" + gzip.compress(LINES.encode(), mtime=0) + gzip.compress(b'{"text":"more"}\n', mtime=0))
    write("compressed", "table.bz2", b"\2" + bz2.compress(TABLE.encode()))
    write("compressed", "lines.jsonl", b"\1" + LINES.encode())
    write("compressed", "pages.warc.gz", b"\3" + gzip.compress(warc(), mtime=0))
    # A frame of zstd by hand: its size in a byte, one last block of bytes as they are.
    text = NEWS.encode()
    write("compressed", "frame.zst", b"\0\x28\xb5\x2f\xfd\x20" + bytes([len(text)]) + struct.pack("<I", 1 | len(text) << 3)[:3] + text)
    with tempfile.TemporaryDirectory() as folder:
        article, table = Path(folder, "a.txt"), Path(folder, "t.parquet")
        article.write_text(NEWS, "utf-8")
        columns = ["--columns", "quote_id,text,speaker,confidence,start"]
        subprocess.run([program, "extract", "--quiet", article, *columns, "-o", table], check=True)
        write("parquet", "rows.parquet", table.read_bytes())


def writers():
    """Cells and quotations as in tests/src/promises/writers/case.rs; format by format."""
    plain = ["a.txt", "“No,” said Ilse Varga.\nHart agreed.", "Port", "2024-05-01", "https://news.example/a", "port", "Ilse Varga", "Hart"]
    wild = ["../a\r\n#1", "“=1+1,\t\"x\"”\r\n said <b>&amp;\x1b[31m\u0085é🎉\n \n'end'\r", "=cmd|' /C'!A0", "@d", "javascript:\"<", "'-x_x0041_", "A; B", "+C;"]
    spans = [[0, 60, 70, 100, 96, 1, 0, 200], [20, 90, 0, 130, 65, 2, 5, 90], [10, 20, 200, 0, 38, 3, 1, 255], [120, 60, 0, 0, 128, 0, 0, 0], [0, 255, 9, 9, 111, 4, 3, 1]]
    for form, name in enumerate(["csv", "tsv", "jsonl", "parquet", "xlsx", "tei", "jsonld", "predictions", "brat"]):
        for kind, cells in [("plain", plain), ("wild", wild)]:
            rows = b"\0".join(cell.encode() for cell in cells) + b"\0" + bytes(sum(spans, []))
            write("writers", f"{kind}.{name}", bytes([form]) + rows)
    write("writers", "safe.csv", bytes([128]) + b"\0".join(cell.encode() for cell in wild) + b"\0" + bytes(sum(spans, [])))


if __name__ == "__main__":
    gazetteers(sys.argv[1])
    models()
    readers(sys.argv[1])
    writers()
