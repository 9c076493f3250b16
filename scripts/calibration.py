#!/usr/bin/env python3
"""How well confidence says what is right.

    calibration.py SCORER.py GOLD.jsonl PREDICTIONS.jsonl [--bins]

A prediction is right when the scorer pairs it with a gold attribution at half
of the words or more and its mention is right ("joint"). Predictions fall into
ten bins by confidence; the expected calibration error is the mean distance of
a bin's average confidence from its share of right predictions, weighted by
the number of predictions. --bins prints the bins too.
"""
import importlib.util
import os
import sys

BINS = 10


def load_scorer(path):
    """The scorer as a module; its own folder holds what it imports."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location("shared_scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(scorer, golds, predictions):
    """(confidence, type, type of the annotation that it gets right, if any) of every prediction that is scored."""
    out = []
    for gold in golds:
        doc = scorer.Doc(gold["text"])
        wanted = [{"t": doc.content(a["content"]), "source": a["source"], "type": a["type"]} for a in gold["attributions"]]
        wanted = [item for item in wanted if item["t"]]
        found = [{"t": doc.content(q["content"]), "q": q} for q in predictions.get(gold["id"], []) if not q.get("nested")]
        found = [item for item in found if item["t"]]
        right = {}
        for i, j, jaccard in scorer.match(wanted, found):
            strict, _ = scorer.speaker_ok(doc, wanted[i]["source"], found[j]["q"].get("speaker"))
            if jaccard >= 0.5 and strict:
                right[j] = wanted[i]["type"]
        for j, item in enumerate(found):
            confidence = item["q"].get("confidence")
            if confidence is None:
                sys.exit(f"{gold['id']}: a prediction without confidence")
            out.append((confidence, item["q"]["type"], right.get(j)))
    return out


def calibration(pairs):
    """Expected calibration error in percent, and the bins: count, mean confidence, share right."""
    bins = [[] for _ in range(BINS)]
    for confidence, right in pairs:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    rows = [(len(b), sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b)) if b else (0, 0.0, 0.0) for b in bins]
    total = sum(count for count, _, _ in rows)
    error = sum(count * abs(mean - share) for count, mean, share in rows) / total if total else 0.0
    return 100 * error, rows


def main():
    arguments = [a for a in sys.argv[1:] if a != "--bins"]
    if len(arguments) != 3:
        sys.exit(__doc__)
    scorer = load_scorer(arguments[0])
    golds = scorer.load(arguments[1])
    predictions = {d["id"]: d["quotes"] for d in scorer.load(arguments[2])}
    pairs = [(confidence, right is not None) for confidence, _, right in judged(scorer, golds, predictions)]
    error, rows = calibration(pairs)
    count = len(pairs) or 1
    mean, right = sum(c for c, _ in pairs) / count, sum(r for _, r in pairs) / count
    print(f"calibration: expected error {error:.1f} points over {len(pairs)} predictions (mean confidence {100 * mean:.1f}, right {100 * right:.1f})")
    if "--bins" in sys.argv:
        for k, (n, m, share) in enumerate(rows):
            print(f"  {k / BINS:.1f}-{(k + 1) / BINS:.1f} {n:6} predictions, confidence {100 * m:5.1f}, right {100 * share:5.1f}")


if __name__ == "__main__":
    main()
