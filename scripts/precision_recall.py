#!/usr/bin/env python3
"""Draw how precision and recall change with the least confidence asked for.

    precision_recall.py SCORER.py GOLD.jsonl PREDICTIONS.jsonl OUT.svg

A row is right when the scorer pairs it with an annotated attribution at half of
the words or more and its mention is right ("joint"). For every least
confidence, precision is the share of right rows among those left, recall the
share of annotated attributions that a right row is left for. Prints precision
of all types where recall first reaches one half.
"""
import sys

from calibration import judged, load_scorer

# Colours of Okabe and Ito, which people with any colour vision can tell apart.
LINES = {"all": "#000000", "direct": "#0072b2", "mixed": "#d55e00", "indirect": "#009e73"}
# Least confidences that are marked on the lines.
MARKS = (0.5, 0.7, 0.9)
WIDTH, HEIGHT, LEFT, TOP, SIDE = 560, 440, 56, 24, 360


def curve(rows, annotated, kind):
    """(least confidence, recall, precision), percent, from the most to the least confident row.

    `annotated` has the type of every annotated attribution.
    """
    is_kind = lambda other: other is not None and kind in ("all", other)
    total = sum(map(is_kind, annotated))
    events = [(confidence, True, right is not None) for confidence, own, right in rows if is_kind(own)]
    events += [(confidence, False, True) for confidence, _, right in rows if is_kind(right)]
    events.sort(key=lambda event: -event[0])
    out, kept, right, found = [], 0, 0, 0
    for n, (confidence, is_row, good) in enumerate(events):
        if is_row:
            kept += 1
            right += good
        else:
            found += 1
        last_of_equals = n + 1 == len(events) or events[n + 1][0] != confidence
        if last_of_equals and kept:
            out.append((confidence, 100 * found / total, 100 * right / kept))
    return out


def place(recall, precision):
    """Points of the picture; precision is drawn from 40 to 100."""
    return LEFT + recall / 100 * SIDE, TOP + (100 - precision) / 60 * SIDE


def picture(curves):
    """The curves as an SVG image."""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
        ' font-family="sans-serif" font-size="12">',
        "<title>Precision and recall of attributions by least confidence, polnear_dev</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for value in range(0, 101, 20):
        x, _ = place(value, 100)
        out.append(f'<path d="M{x:.1f} {TOP}v{SIDE}" stroke="#dddddd"/>')
        out.append(f'<text x="{x:.1f}" y="{TOP + SIDE + 18}" text-anchor="middle">{value}</text>')
    for value in range(40, 101, 10):
        _, y = place(0, value)
        out.append(f'<path d="M{LEFT} {y:.1f}h{SIDE}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value}</text>')
    out.append(f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 38}" text-anchor="middle">recall, percent</text>')
    out.append(f'<text x="16" y="{TOP + SIDE / 2}" transform="rotate(-90 16 {TOP + SIDE / 2})" text-anchor="middle">precision, percent</text>')
    for n, (kind, points) in enumerate(curves.items()):
        colour = LINES[kind]
        # The first few rows say little: a line begins at two percent of recall.
        drawn = thinned([point for point in points if point[1] >= 2])
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(recall, precision) for _, recall, precision in drawn))
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for mark in MARKS:
            _, recall, precision = [point for point in points if point[0] >= mark][-1]
            x, y = place(recall, precision)
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
            out.append(f'<text x="{x + 6:.1f}" y="{y - 5:.1f}" fill="{colour}" font-size="10">{mark}</text>')
        y = TOP + 16 + 20 * n
        out.append(f'<path d="M{LEFT + SIDE + 16} {y}h22" stroke="{colour}" stroke-width="2"/>')
        out.append(f'<text x="{LEFT + SIDE + 44}" y="{y + 4}">{kind}</text>')
    out.append(f'<text x="{LEFT + SIDE + 16}" y="{TOP + 112}" font-size="10">dots: rows of at</text>')
    out.append(f'<text x="{LEFT + SIDE + 16}" y="{TOP + 126}" font-size="10">least this confidence</text>')
    return "\n".join([*out, "</svg>", ""])


def thinned(points):
    """Points at steps of half a percent of recall, and the last."""
    out, last = [], -1.0
    for point in points:
        if point[1] >= last + 0.5:
            out.append(point)
            last = point[1]
    return out + points[-1:]


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__.strip())
    scorer = load_scorer(sys.argv[1])
    golds = scorer.load(sys.argv[2])
    predictions = {line["id"]: line["quotes"] for line in scorer.load(sys.argv[3])}
    rows = judged(scorer, golds, predictions)
    annotated = [attribution["type"] for gold in golds for attribution in gold["attributions"]]
    curves = {kind: curve(rows, annotated, kind) for kind in LINES}
    with open(sys.argv[4], "w", encoding="utf-8") as out:
        out.write(picture(curves))
    half = [(confidence, precision) for confidence, recall, precision in curves["all"] if recall >= 50]
    if half:
        print(f"precision where recall reaches 50 percent: {half[0][1]:.1f} (least confidence {half[0][0]:.2f}); drawn in {sys.argv[4]}")


if __name__ == "__main__":
    main()
