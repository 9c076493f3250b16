"""Articles that a careless writer or reader of tables would spoil. Invented, as are their people."""

import json

# Cells that readers and spreadsheets take for something else.
CELLS = [
    '=HYPERLINK("http://x.example","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\ttab first",
    "\rreturn first",
    "'quoted",
    'say "hi", and; go',
    '"',
    '""',
    "two\nlines",
    "two\r\nlines",
    "old\rbreak",
    "a\ttab",
    "bell\x07 escape\x1b[31m form\x0c",
    "_x0041_ and _x000D_",
    "👩‍🚀🎉 é e\u0301 ﷽",
    "‏שלום‏ مرحبا \u202eevil\u202c",
    " spaces around ",
    "007",
    "1e5",
    "2024-05-01",
    "TRUE",
    "NA",
    "null",
    "None",
    "#N/A",
    "a,b;c|d",
    "back\\slash \\n \\",
    "https://example.org/?a=1&b=<2>",
    "<script>alert(1)</script> & ]]>",
    "\u2028line\u2029paragraph\u0085next",
    "\ufeffmark",
    "x" * 31000,
    "long " * 8000,
]


def articles():
    """Lines of JSONL: each cell as title, date, url and id, and inside quotations."""
    for number, cell in enumerate(CELLS):
        words = cell.replace('"', "”").strip() or "nothing"
        text = (
            f"“{words} is what we know,” said Marta Olsen.\n\n"
            f"{words}\n\nThe mayor, Tom Hart, said the harbour {words} would close. "
            f"“It is {words},” Ilse Varga and Tom Hart said, “and\r\n{words} it stays.”"
        )
        yield json.dumps({"id": f"{number} {cell[:60]}", "text": text, "title": cell, "date": cell, "url": cell})
    yield json.dumps({"id": "empty", "text": "", "title": ""})


def write(path):
    """Writes them to `path`."""
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in articles())
