"""Articles that the pages are made of: all events and people are invented."""

import json
from pathlib import Path

# What a hostile article tries. Each would set `window.hacked` if it ran.
ATTACKS = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 2</script>",
    "<!--<script>",
    "<img src=x onerror=window.hacked=3>",
    "<svg onload=window.hacked=4>",
    "\"><iframe srcdoc='<script>top.hacked=5</script>'></iframe>",
    "' onmouseover='window.hacked=6",
    "{script}{settings}{evidence}{documents}{policy}{style}",
    "\u2028\u2029\u202ewindow.hacked = 7//",
    "${window.hacked = 8}",
]

HOSTILE = [
    {
        "id": f"{attack}#1",
        "title": f"Mayor {attack} speaks",
        "url": "javascript:window.hacked=9",
        "date": attack,
        "text": f"“The bridge {attack} is safe,” said Marta Olsen {attack}.\n"
        f"{attack}: We will open it again.\n“It will close,” Olsen {attack} told reporters, according to {attack}.",
    }
    for attack in ATTACKS
]

# Rows as `inquit extract` might write them of such articles.
HOSTILE_ROWS = [
    {
        "doc_id": attack, "type": attack, "class": attack, "method": attack, "confidence": 0.5, "mention": None,
        "speakers": [{"name": attack, "id": attack, "kind": "person"}],
        "entities": [{"name": attack, "id": None, "kind": kind} for kind in ["organization", "country"]],
        "date": "2024-05-03", "url": f"https://{attack}",
    }
    for attack in ATTACKS
]

# Characters of two UTF-16 units and combining ones in front of and inside the quotations.
EMOJI = [
    {
        "id": "fair",
        "title": "🎡 Fair opens",
        "date": "2024-05-03",
        "url": "https://harbour-post.example/fair",
        "text": "🎡🎠 The fair opened on Friday 🎉.\n“We sold 3,000 tickets 🎟️ in a day,” said Noé Ilves, who runs it. "
        "“Nobody 👩‍🚀 was turned away.”\nCafé owner Zoë Brandt said 🍩 that the queue reached the harbour.",
    },
    {"id": "quiet", "text": "It rained all day."},
]

NAMES = ["Marta Olsen", "Ilse Varga", "Tom Hart", "Rosa Quill", "Noé Ilves", "Ada Brandt", "Jon Weir", "Lea Moss", "Ben Osk", "Eva Lind"]
VERBS = ["said", "added", "told reporters", "insisted", "explained"]
THINGS = ["bridge", "harbour", "school", "museum", "ferry", "market", "orchard", "lighthouse", "railway", "library"]


def corpus(documents, rows):
    """Lines of JSONL: so many documents with so many quotations each, no two the same."""
    for number in range(documents):
        town = f"Town {number}"
        lines = []
        for row in range(rows):
            thing = THINGS[(number + row) % len(THINGS)]
            name = NAMES[(number * 3 + row * 7) % len(NAMES)]
            verb = VERBS[(number + row) % len(VERBS)]
            lines.append(f"“We will repair the {thing} of {town} before the year {2000 + row} ends,” {name} {verb}.")
        date = f"20{10 + number % 14}-{1 + number % 12:02}-11"
        document = {"id": f"town-{number}", "title": f"{town} has plans", "date": date, "text": "\n".join(lines)}
        yield json.dumps(document, ensure_ascii=False)


def write(folder: Path, name: str, documents) -> Path:
    """A file of JSONL."""
    path = folder / name
    lines = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in documents)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
