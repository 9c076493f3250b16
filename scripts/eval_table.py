#!/usr/bin/env python3
"""Print the scores of several sets side by side, with the level of two people.

    eval_table.py SET=SCORES.json ...

SCORES.json is what the shared scorer prints with --json. Figures are F1 in
percent; "speaker" and "resolved" are shares. The column "people" is the
agreement of two annotators (on other documents of the same corpus).
"""
import json
import sys

PEOPLE = {
    ("all", "exact"): 69.1, ("all", "iou50"): 79.6, ("all", "joint"): 75.4,
    ("direct", "exact"): 95.2, ("direct", "joint"): 97.7,
    ("mixed", "exact"): 78.2, ("mixed", "joint"): 89.5,
    ("indirect", "exact"): 60.6, ("indirect", "joint"): 67.1,
    ("direct_view", "span"): 99.3, ("direct_view", "spk"): 99.1, ("direct_view", "joint"): 98.3,
}
LABELS = {"iou50": "overlap", "spk": "speaker", "direct_view": "direct-only view"}
ROWS = [(part, figure) for part in ("all", "direct", "mixed", "indirect") for figure in ("exact", "iou50", "joint")]
ROWS += [("direct_view", figure) for figure in ("span", "spk", "joint")]


def f1(value):
    return value["F"] if isinstance(value, dict) else value


def rows_of(scores):
    """Figures by (part, figure)."""
    rows = {(part, figure): f1(scores[part][figure]) for part, figure in ROWS}
    resolved = scores.get("resolved")
    if resolved:
        if "all" in resolved["by"]:
            rows["resolved", "right"] = resolved["by"]["all"]["ok"]
        rows["resolved", "entity"] = f1(resolved["entity"])
    return rows


def cell(value):
    return f"{value:14.1f}" if value is not None else f"{'-':>14}"


def main():
    if len(sys.argv) < 2 or any("=" not in argument for argument in sys.argv[1:]):
        sys.exit(__doc__)
    sets = {}
    for argument in sys.argv[1:]:
        name, path = argument.split("=", 1)
        with open(path, encoding="utf-8") as file:
            sets[name] = json.load(file)
    columns = {name: rows_of(scores) for name, scores in sets.items()}
    print(f"{'F1 (percent)':28}" + "".join(f"{name:>14}" for name in columns) + f"{'people':>14}")
    for row in ROWS + [("resolved", "right"), ("resolved", "entity")]:
        label = " ".join(LABELS.get(word, word) for word in row)
        print(f"{label:28}" + "".join(cell(rows.get(row)) for rows in columns.values()) + cell(PEOPLE.get(row)))
    for key, label in (("gold", "attributions, gold"), ("pred", "attributions, predicted")):
        print(f"{label:28}" + "".join(f"{scores['all']['joint'][key]:14}" for scores in sets.values()))


if __name__ == "__main__":
    main()
