"""Opens the pages of `inquit view` and `inquit stats` in headless Chromium and
does what people do with them. Usage: run.py INQUIT FOLDER [--picture FILE]

FOLDER gets the pages, what they export, and pictures to look at; with --picture,
FILE gets the picture of the README as well. Ends with 1 if a check fails."""

import csv
import subprocess
import sys
import time
import traceback
from pathlib import Path

from PIL import Image

import articles
import correcting
import reading
from browser import Browser

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


class Pages:
    """The pages, made by the program."""

    def __init__(self, inquit: Path, folder: Path):
        self.inquit, self.folder, self.source = inquit, folder, SAMPLES
        hostile = articles.write(folder, "hostile.jsonl", articles.HOSTILE)
        emoji = articles.write(folder, "emoji.jsonl", articles.EMOJI)
        large = articles.write(folder, "large.jsonl", articles.corpus(1000, 20))
        self.samples = self.view("samples", SAMPLES)
        self.plain = self.view("plain", SAMPLES, "--evidence", "never", "--types", "direct,mixed")
        self.hostile = self.view("hostile", hostile, "--evidence", "always")
        self.emoji = self.view("emoji", emoji)
        self.large = self.view("large", large)
        table = folder / "samples.csv"
        subprocess.run([inquit, "extract", "-q", "-o", table, SAMPLES], check=True)
        self.stats = self.charts("stats", table)
        # What the table has, the page must have: all, and of the first document.
        everything = folder / "everything.csv"
        subprocess.run([inquit, "extract", "-q", "--class", "all", "-o", everything, SAMPLES], check=True)
        with open(everything, encoding="utf-8", newline="") as rows:
            documents = [row["doc_id"] for row in csv.DictReader(rows)]
        self.total, self.of_first = len(documents), documents.count(documents[0])
        self.hostile_stats = self.charts("hostile_stats", articles.write(folder, "hostile_rows.jsonl", articles.HOSTILE_ROWS))

    def view(self, name, *arguments):
        page = self.folder / f"{name}.html"
        subprocess.run([self.inquit, "view", "-q", "-o", page, *arguments], check=True)
        return page

    def charts(self, name, table):
        page = self.folder / f"{name}.html"
        subprocess.run([self.inquit, "stats", "--html", page, table], check=True, stdout=subprocess.DEVNULL)
        return page


def pictures(browser, pages):
    """What a person should look at before a release."""
    folder = pages.folder
    browser.open(pages.samples)
    browser.js("localStorage.clear()")
    for scheme in ["light", "dark"]:
        browser.media("screen", scheme)
        browser.size(1500, 950)
        browser.open(pages.samples, "#01_wire_report.txt%2310")
        time.sleep(0.3)
        browser.picture(folder / f"view_{scheme}.png")
        browser.open(pages.stats)
        browser.picture(folder / f"stats_{scheme}.png")
    browser.media("screen")
    browser.open(pages.samples, "#01_wire_report.txt%232")
    browser.js("document.querySelector(\"mark[data-row='1']\").focus()")
    browser.picture(folder / "view_card.png")
    browser.press("?")
    browser.picture(folder / "view_help.png")
    browser.open(pages.samples, "#01_wire_report.txt%237")
    browser.size(1050, 900)
    time.sleep(0.3)
    browser.picture(folder / "view_middle.png")
    browser.size(420, 2600)
    time.sleep(0.3)
    browser.picture(folder / "view_narrow.png")
    browser.size(420, 900)
    overflow = browser.js("return document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"a narrow page is {overflow} pixels too wide"
    browser.size(800, 1100)
    browser.media("print")
    time.sleep(0.3)
    browser.picture(folder / "view_print.png")
    browser.pdf(folder / "view_print.pdf")
    assert not browser.find("#rows-pane").is_displayed() and browser.find("#print-rows").is_displayed()
    browser.media("screen")


def readme_picture(browser, pages, path):
    browser.media("screen")
    browser.size(1400, 760)
    browser.open(pages.samples, "#01_wire_report.txt%235")
    time.sleep(0.3)
    browser.picture(path)
    # Few colours are enough, and make a small file.
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)


def main():
    inquit, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("downloads/*"):
        old.unlink()
    pages = Pages(inquit, folder)
    browser = Browser(folder / "downloads")
    failed = 0
    try:
        for check in [*reading.CHECKS, *correcting.CHECKS, pictures]:
            start = time.monotonic()
            try:
                browser.media("screen")
                browser.size(1500, 950)
                check(browser, pages)
                complaints = browser.complaints()
                assert not complaints, complaints
                print(f"ok {check.__name__} ({time.monotonic() - start:.1f} s)", flush=True)
            except Exception:
                failed += 1
                traceback.print_exc()
                print(f"FAILED {check.__name__}", flush=True)
                browser.picture(folder / f"failed_{check.__name__}.png")
                browser.complaints()
        if "--picture" in sys.argv:
            readme_picture(browser, pages, Path(sys.argv[sys.argv.index("--picture") + 1]))
    finally:
        browser.close()
    print(f"browser: {failed} failed, pictures in {folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
