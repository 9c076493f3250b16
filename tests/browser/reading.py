"""Checks of what a reader does: look, click, filter, sort, use the keyboard."""

import time

from browser import Keys

# Milliseconds from the key to the picture of the first filter result.
FILTER_LIMIT = 1000
# Milliseconds until the page shows its first document, and until another one is shown.
OPEN_LIMIT = 5000
SWITCH_LIMIT = 500


def page_is_whole(browser, pages):
    browser.open(pages.samples)
    assert browser.text("#summary").startswith(f"{pages.total} quotations in 11 documents"), browser.text("#summary")
    assert browser.js("return performance.getEntriesByType('resource').length") == 0, "the page loads nothing"
    assert browser.nameless() == [], browser.nameless()
    text = (pages.source / "01_wire_report.txt").read_text(encoding="utf-8")
    shown = browser.js("return [...document.querySelectorAll('#article p')].map((line) => line.textContent).join('\\n')")
    assert shown == text, "the article is shown as it is"


def clicks_go_both_ways(browser, pages):
    browser.open(pages.samples)
    browser.all("tr.row")[4].click()
    selected = browser.js("return [...document.querySelectorAll('mark.selected')].map((mark) => mark.textContent).join('')")
    words = browser.text("tr.row[aria-selected=true] div.words")
    assert selected == words, (selected, words)
    assert browser.js("return location.hash") == "#01_wire_report.txt%235"
    mark = browser.find("mark[data-row='9']")
    mark.click()
    assert browser.text("tr.row[aria-selected=true] div.words").startswith(mark.text), mark.text
    assert is_seen(browser), "the row of the words is scrolled to"
    browser.open(pages.samples, "#02_scraped_page.txt%234")
    assert is_seen(browser), "the row of the address is scrolled to"


def is_seen(browser):
    """Whether the chosen row lies in the part of the table that is seen."""
    return browser.js(
        "const [row, pane] = [document.querySelector('tr[aria-selected=true]'), document.getElementById('scroller')].map((e) => e.getBoundingClientRect());"
        "return row.top >= pane.top && row.bottom <= pane.bottom + 1"
    )


def evidence_is_shown(browser, pages):
    browser.open(pages.samples)
    mark = browser.find("mark[data-row='1']")
    browser.js("arguments[0].focus()", mark)
    card = browser.text("#card")
    for word in ["Harald Brandl", "person", "direct, speech", "tagged, confidence 0.97", "Strongest evidence", "told (tell)"]:
        assert word in card, (word, card)
    assert mark.get_attribute("aria-describedby") == "card"
    browser.press(Keys.ESCAPE)
    assert not browser.find("#card").is_displayed()
    browser.hover("mark[data-row='4']")
    assert browser.find("#card").is_displayed() and "It" in browser.text("#card") and "denied (deny)" in browser.text("#card")
    browser.hover("h1")
    time.sleep(0.4)
    assert not browser.find("#card").is_displayed()
    browser.open(pages.plain)
    browser.js("document.querySelector('mark').focus()")
    assert "Strongest evidence" not in browser.text("#card"), "left out with --evidence never"


def filters_and_order(browser, pages):
    browser.open(pages.samples)
    browser.find("#search").send_keys("ferry Brandl")
    assert all("Brandl" in speaker or "Brandl" in words for speaker, words in browser.rows()), browser.rows()
    shown = browser.text("#count")
    assert shown == f"{len(browser.rows())} of {pages.total} quotations", shown
    browser.click("#filters button[type=reset]")
    time.sleep(0.05)
    assert browser.text("#count") == f"{pages.total} quotations"
    browser.find("#speaker").send_keys("Jana Koubek")
    assert {speaker for speaker, _ in browser.rows()} == {"Jana Koubek"}
    assert browser.all("mark.faded"), "other quotations fade"
    browser.click("#filters button[type=reset]")
    for field, value in [("type", "mixed"), ("class", "thought"), ("method", "label")]:
        browser.js("const own = document.getElementById(arguments[0]); own.value = arguments[1]; own.dispatchEvent(new Event('input', {bubbles: true}))", field, value)
        cells = browser.js("return [...document.querySelectorAll('tr.row div.' + arguments[0])].map((cell) => cell.textContent)", field)
        assert cells and set(cells) == {value}, (field, cells)
        browser.click("#filters button[type=reset]")
        time.sleep(0.05)
    browser.js("const own = document.getElementById('confidence'); own.value = 0.95; own.dispatchEvent(new Event('input', {bubbles: true}))")
    sure = browser.js("return [...document.querySelectorAll('tr.row div.confidence')].map((cell) => Number(cell.textContent))")
    assert sure and min(sure) >= 0.95, sure
    browser.click("#filters button[type=reset]")
    browser.click("button[data-key=confidence]")
    sure = browser.js("return [...document.querySelectorAll('tr.row div.confidence')].map((cell) => Number(cell.textContent))")
    assert sure == sorted(sure, reverse=True), sure
    browser.click("button[data-key=speaker]")
    names = [speaker for speaker, _ in browser.rows()]
    assert browser.find("th.speaker").get_attribute("aria-sort") == "ascending" and names[0] == "(unknown)", names
    browser.click("button[data-key=speaker]")
    browser.click("button[data-key=speaker]")
    assert browser.find("th.speaker").get_attribute("aria-sort") == "none"
    browser.click("#here")
    assert browser.text("#count") == f"{pages.of_first} of {pages.total} quotations", browser.text("#count")


def keyboard_alone(browser, pages):
    browser.open(pages.samples)
    browser.press("?")
    assert browser.find("#help").is_displayed()
    browser.press(Keys.ESCAPE)
    assert not browser.find("#help").is_displayed()
    browser.press("/")
    assert browser.focused() == "search"
    browser.press("receipts", Keys.ENTER)
    assert browser.focused() == "table"
    assert "receipts" in browser.text("tr[aria-selected=true]")
    active = browser.find("#table").get_attribute("aria-activedescendant")
    assert browser.find(f"#{active}").get_attribute("aria-selected") == "true"
    browser.press(Keys.ENTER)
    assert browser.focused() == "mark" and "receipts" in browser.js("return document.activeElement.textContent")
    before = browser.js("return location.hash")
    browser.press(Keys.ARROW_RIGHT)
    assert browser.focused() == "mark" and browser.js("return location.hash") != before
    browser.press("r")
    assert browser.find("[data-verdict=right]").get_attribute("aria-pressed") == "true"
    assert browser.focused() == "mark", "the focus stays"
    browser.press("r", "w", "w", Keys.ENTER)
    assert browser.focused() == "table"
    browser.press("/")
    browser.js("document.activeElement.select()")
    browser.press(Keys.DELETE, Keys.ENTER, Keys.END)
    assert browser.find("#scroller").get_property("scrollTop") > 1000
    assert browser.text("tr[aria-selected=true] div.words") == browser.rows()[-1][1]
    browser.press("[")
    assert "Goalkeeper" in browser.text("#article-head h2"), browser.text("#article-head h2")
    browser.js("document.getElementById('menu-list').focus()")
    browser.press(Keys.HOME, Keys.ARROW_DOWN)
    assert browser.text("#article-head h2") == "02_scraped_page.txt"


def addresses_lead_to_quotations(browser, pages):
    browser.open(pages.samples, "#03_interview.txt%232")
    assert browser.text("tr[aria-selected=true] div.document") == "03_interview.txt"
    assert browser.find("mark.selected").is_displayed()
    browser.open(pages.samples, "#07_speech.txt")
    assert browser.text("#article-head h2") == "07_speech.txt"
    browser.open(pages.samples, "#%E0%A4%A")
    assert browser.text("#article-head h2") == "01_wire_report.txt"


def many_documents_are_quick(browser, pages):
    browser.open(pages.large)
    loaded = browser.js("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    count = browser.text("#count")
    assert int(count.split()[0].replace(",", "")) >= 20_000, count
    assert browser.js("return document.querySelectorAll('tr.row').length") < 100, "only what is seen is drawn"
    browser.js(
        """
        window.times = [];
        document.addEventListener("input", (event) => {
          // The key was pressed before the event came to us.
          const start = event.timeStamp;
          requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - start)));
        }, true);
        """
    )
    browser.find("#search").send_keys("lighthouse")
    time.sleep(0.5)
    times = browser.js("return times")
    assert len(times) == len("lighthouse"), times
    assert browser.rows() and all("lighthouse" in words for _, words in browser.rows())
    switch = browser.js(
        "const start = performance.now(); location.hash = '#town-977'; return new Promise((done) => "
        "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))))"
    )
    assert browser.text("#article-head h2").startswith("Town 977"), browser.text("#article-head h2")
    sort = browser.js(
        "const start = performance.now(); document.getElementById('search').value = ''; document.querySelector('[data-key=words]').click();"
        "return performance.now() - start"
    )
    browser.find("#menu-search").send_keys("town-97")
    assert browser.text("#menu-count").startswith("11 of 1,000"), browser.text("#menu-count")
    size = pages.large.stat().st_size / 1e6
    print(f"    {count}, {size:.1f} MB: opened in {loaded:.0f} ms, first filter result after {times[0]:.0f} ms, "
          f"others up to {max(times[1:]):.0f} ms, other document {switch:.0f} ms, all sorted by words {sort:.0f} ms")
    assert times[0] < FILTER_LIMIT and loaded < OPEN_LIMIT and switch < SWITCH_LIMIT


CHECKS = [
    page_is_whole,
    clicks_go_both_ways,
    evidence_is_shown,
    filters_and_order,
    keyboard_alone,
    addresses_lead_to_quotations,
    many_documents_are_quick,
]
