"""Checks of corrections: what is marked, edited and added is kept and exported,
and the program reads it."""

import json
import subprocess

from articles import ATTACKS
from browser import Keys


def judge_all(browser, key):
    """Presses a key on every row of the table."""
    browser.js("document.getElementById('table').focus()")
    total = int(browser.text("#count").split()[0])
    browser.press(Keys.END, Keys.HOME)
    for _ in range(total):
        browser.press(key, Keys.ARROW_DOWN)
    return total


def review_all(browser):
    """Marks every document as reviewed."""
    browser.js("document.getElementById('menu-list').focus()")
    browser.press(Keys.HOME)
    while True:
        browser.js("document.getElementById('reviewed').click()")
        before = browser.text("#article-head h2")
        browser.press("]")
        if browser.text("#article-head h2") == before:
            return


def export(browser):
    browser.click("#export")
    return browser.downloaded("corrections.jsonl")


def evaluate(pages, gold):
    """Exact, overlap, and joint precision, recall and F1 of the line `all`."""
    path = pages.folder / "corrections.jsonl"
    path.write_text(gold, encoding="utf-8")
    run = subprocess.run([pages.inquit, "eval", "--gold", path], capture_output=True, text=True, check=True)
    line = next(line for line in run.stdout.splitlines() if line.split()[:1] == ["all"])
    return [float(figure) for figure in line.split()[3:]]


def all_right_scores_100(browser, pages):
    for page in [pages.samples, pages.emoji]:
        browser.open(page)
        browser.js("localStorage.clear()")
        browser.open(page)
        total = judge_all(browser, "r")
        assert browser.js("return document.querySelector('#verdict').value") == ""
        browser.js("const own = document.getElementById('verdict'); own.value = 'right'; own.dispatchEvent(new Event('input', {bubbles: true}))")
        count = browser.text("#count")
        assert count.split()[0] == str(total), count
        assert not browser.find("#export").is_enabled(), "nothing is reviewed yet"
        review_all(browser)
        gold = export(browser)
        figures = evaluate(pages, gold)
        assert figures == [100.0] * 5, figures
        print(f"    {total} rows marked right in {len(gold.splitlines())} documents: {figures}")


def corrections_are_exported(browser, pages):
    browser.open(pages.emoji)
    browser.js("localStorage.clear()")
    browser.open(pages.emoji)
    text = browser.js("return JSON.parse(document.getElementById('documents').textContent)[0].text")
    # The first is wrong.
    browser.all("tr.row")[0].click()
    browser.click("[data-verdict=wrong]")
    assert browser.all("mark.wrong") and "wrong" in browser.find("tr.row").get_attribute("class")
    # The last gets another speaker, content and cue.
    browser.js("[...document.querySelectorAll('mark')].at(-1).click()")
    before = browser.text("tr[aria-selected=true] div.words")
    browser.write("#edit-speaker", "Zoë 🍩 Brandt")
    browser.select("the queue reached the harbour")
    assert "the queue reached" in browser.text("#selected-words")
    browser.click("#set-content")
    assert browser.text("tr[aria-selected=true] div.words") == "the queue reached the harbour"
    assert browser.text("tr[aria-selected=true] div.type") == "by its marks"
    browser.select("said 🍩")
    browser.click("#set-cue")
    browser.click("#no-mention")
    # One is added.
    browser.select("The fair opened on Friday 🎉")
    browser.click("#add")
    assert browser.focused() == "edit-speaker"
    browser.press("the 🎠 owner", Keys.TAB)
    browser.select("🎡🎠")
    browser.click("#set-mention")
    browser.click("#reviewed")
    # A reload brings all of it back.
    browser.open(pages.emoji)
    assert browser.find("#reviewed").is_selected() and browser.all("mark.wrong")
    gold = export(browser)
    document, = [json.loads(line) for line in gold.splitlines()]
    assert (document["id"], document["text"]) == ("fair", text)
    words = lambda spans: [text[start:end] for start, end in spans]
    added, *others, edited = document["attributions"]
    assert words(added["content"]) == ["The fair opened on Friday 🎉"] and words(added["source"]) == ["🎡🎠"], added
    assert added["speaker"] == "the 🎠 owner" and added["cue"] == [] and "type" not in added
    assert words(edited["content"]) == ["the queue reached the harbour"] and words(edited["cue"]) == ["said 🍩"], edited
    assert edited["speaker"] == "Zoë 🍩 Brandt" and edited["source"] == []
    rows = browser.js("return JSON.parse(document.getElementById('documents').textContent)[0].rows.length")
    assert len(others) == rows - 2, document
    figures = evaluate(pages, gold)
    assert figures[2] < 100, figures
    # Words that are dragged over with the mouse are selected, and not clicked.
    count = browser.text("#count")
    browser.drag("#article p:nth-child(2) mark, #article p:nth-child(2) span", 150)
    assert browser.text("#selected-words").startswith("Selected: “"), browser.text("#selected-words")
    browser.click("#add")
    assert browser.text("#count") != count
    browser.click("#remove")
    assert browser.text("#count") == count
    # What was edited can be undone, what was added removed.
    browser.js("[...document.querySelectorAll('mark')].at(-1).click()")
    browser.click("#restore")
    assert browser.text("tr[aria-selected=true] div.words") == before
    browser.js("document.querySelector('mark').click()")
    browser.click("#remove")
    browser.open(pages.emoji)
    assert browser.text("#count") == f"{rows} quotations", browser.text("#count")


def judged_rows_leave_in_turn(browser, pages):
    """With a filter of what is not judged, a judgement takes the row away and the next is at hand."""
    browser.open(pages.samples)
    browser.js("localStorage.clear()")
    browser.open(pages.samples)
    words = [words for _, words in browser.rows()[:6]]
    browser.js("const own = document.getElementById('verdict'); own.value = 'none'; own.dispatchEvent(new Event('input', {bubbles: true}))")
    browser.all("tr.row")[2].click()
    browser.js("document.getElementById('table').focus()")
    browser.press("w", Keys.ARROW_DOWN)
    assert browser.text("tr[aria-selected=true] div.words") == words[3]
    browser.press("r", Keys.ARROW_UP)
    assert browser.text("tr[aria-selected=true] div.words") == words[1]
    assert browser.text("#count") == f"{pages.total - 2} of {pages.total} quotations", browser.text("#count")
    assert browser.text("#judged").strip().startswith(f"2 of {pages.of_first} judged"), browser.text("#judged")


def a_model_is_trained(browser, pages):
    gold = (pages.folder / "corrections.jsonl").read_text(encoding="utf-8")
    path, model = pages.folder / "train.jsonl", pages.folder / "our.model"
    copies = [json.loads(gold) | {"id": f"fair-{number}"} for number in range(4)]
    path.write_text("".join(json.dumps(copy) + "\n" for copy in copies), encoding="utf-8")
    subprocess.run([pages.inquit, "train", "--gold", path, "--folds", "2", "-q", "-o", model], check=True)
    assert model.stat().st_size > 0


def nothing_is_lost_without_storage(browser, pages):
    script = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    added = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    browser.open(pages.emoji)
    browser.click("#reviewed")
    assert "keeps nothing" in browser.text("#kept"), browser.text("#kept")
    assert json.loads(export(browser))["id"] == "fair"
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": added["identifier"]})


def partial_pages_warn(browser, pages):
    browser.open(pages.plain)
    browser.js("localStorage.clear()")
    browser.open(pages.plain)
    browser.click("#reviewed")
    assert "leaves quotations out" in browser.text("#kept"), browser.text("#kept")


def hostile_articles_run_nothing(browser, pages):
    for page in [pages.hostile, pages.hostile_stats]:
        for fragment in ["", "#<img src=x onerror=window.hacked=10>", "#%3Cscript%3Ewindow.hacked=11%3C/script%3E"]:
            browser.open(page, fragment)
            assert_harmless(browser)
    browser.open(pages.hostile)
    # Marks of direction reverse nothing but their own words: the count stands right of the date.
    turned = next(number for number, attack in enumerate(ATTACKS) if "\u202e" in attack)
    own = browser.js(
        "const line = document.querySelector(`[data-at='${arguments[0]}'] .quiet`);"
        "const [date, count] = [line.querySelector('bdi'), document.createRange()]; count.selectNode(line.lastChild);"
        "return [date.getBoundingClientRect().right, count.getBoundingClientRect().left]",
        turned,
    )
    assert own[0] <= own[1], own
    for number in range(len(ATTACKS)):
        for mark in browser.all("mark")[:3]:
            browser.js("arguments[0].focus(); arguments[0].click()", mark)
        assert browser.all("#article-head a") == [], "an address that is none of the web is no link"
        shown = browser.js("return [...document.querySelectorAll('#article p')].map((line) => line.textContent).join('\\n')")
        text = browser.js("return JSON.parse(document.getElementById('documents').textContent)[arguments[0]].text", number)
        assert shown == text, shown
        # A speaker that a person types is no less hostile.
        if browser.all("#edit-speaker"):
            browser.write("#edit-speaker", ATTACKS[number].replace("\u2028", "").replace("\u2029", ""))
        browser.js("document.querySelector('.chip').click()")
        assert_harmless(browser)
        browser.click("#filters button[type=reset]")
        browser.press("]")
    assert browser.js("return JSON.parse(document.getElementById('documents').textContent).map((own) => own.id)") == [f"{attack}#1" for attack in ATTACKS]
    browser.open(pages.hostile)
    assert_harmless(browser)


def assert_harmless(browser):
    assert browser.js("return typeof window.hacked") == "undefined", browser.js("return window.hacked")
    foreign = browser.js("return document.querySelectorAll('img, iframe, object, embed, base, link, svg[onload], [onerror], [onmouseover]').length")
    scripts = browser.js("return [...document.scripts].filter((script) => script.type !== 'application/json').length")
    assert foreign == 0 and scripts <= 1, (foreign, scripts)


CHECKS = [
    all_right_scores_100,
    corrections_are_exported,
    a_model_is_trained,
    judged_rows_leave_in_turn,
    nothing_is_lost_without_storage,
    partial_pages_warn,
    hostile_articles_run_nothing,
]
