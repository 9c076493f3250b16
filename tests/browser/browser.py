"""Headless Chromium with a page in it, and what the checks ask of it."""

import base64
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

__all__ = ["Browser", "Keys"]


class Browser:
    """A browser with a profile of its own; what it downloads goes into a folder."""

    def __init__(self, downloads: Path):
        self.downloads = downloads
        downloads.mkdir(parents=True, exist_ok=True)
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        # Containers run as root and have a small /dev/shm.
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1", "--disable-lcd-text"]:
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(60)
        self.size(1500, 950)

    def open(self, page: Path, fragment=""):
        self.driver.get("about:blank")
        self.driver.get(page.resolve().as_uri() + fragment)

    def size(self, width, height):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        )

    def media(self, media="", scheme="light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def hover(self, selector):
        webdriver.ActionChains(self.driver).move_to_element(self.find(selector)).perform()

    def drag(self, selector, distance):
        """Drags with the mouse from the start of an element so many pixels to the right."""
        start = self.find(selector)
        left = -start.size["width"] // 2 + 2
        chain = webdriver.ActionChains(self.driver).move_to_element_with_offset(start, left, 0).click_and_hold()
        chain.move_by_offset(distance, 0).release().perform()

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.find(selector).click()

    def text(self, selector):
        return self.js("return document.querySelector(arguments[0])?.textContent ?? null", selector)

    def focused(self):
        """The id of what has the focus, or its name."""
        return self.js("return document.activeElement.id || document.activeElement.tagName.toLowerCase()")

    def press(self, *keys):
        """Keys to whatever has the focus."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def write(self, selector, text):
        """Writes into a field what it shall hold instead, and leaves it."""
        self.js("const own = document.querySelector(arguments[0]); own.focus(); own.select()", selector)
        self.press(text, Keys.TAB)

    def rows(self):
        """Speakers and words of the rows that are drawn."""
        return self.js(
            "return [...document.querySelectorAll('tr.row')].map((row) => "
            "[row.querySelector('div.speaker').textContent, row.querySelector('div.words').textContent])"
        )

    def select(self, words):
        """Selects the first place of words in the article, as dragging over them does."""
        self.js(
            """
            const walk = document.createTreeWalker(document.getElementById("article"), NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walk.nextNode()) nodes.push(walk.currentNode);
            const whole = nodes.map((node) => node.data).join("");
            const start = whole.indexOf(arguments[0]);
            if (start < 0) throw new Error("not in the article: " + arguments[0]);
            const at = (place, isEnd) => {
              for (const node of nodes) {
                if (isEnd ? place <= node.length : place < node.length) return [node, place];
                place -= node.length;
              }
            };
            const [from, to] = [at(start, false), at(start + arguments[0].length, true)];
            getSelection().setBaseAndExtent(...from, ...to);
            """,
            words,
        )
        time.sleep(0.05)  # selectionchange comes with the next task

    def picture(self, path: Path):
        path.write_bytes(base64.b64decode(self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]))

    def pdf(self, path: Path):
        path.write_bytes(base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]))

    def complaints(self):
        """What the console holds: errors of the script, refusals of the policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def nameless(self):
        """Controls that a screen reader could not name."""
        self.driver.execute_cdp_cmd("Accessibility.enable", {})
        nodes = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        roles = {"button", "textbox", "searchbox", "combobox", "slider", "checkbox", "link", "grid", "listbox", "option", "columnheader"}
        role = lambda node: node.get("role", {}).get("value")
        return [role(node) for node in nodes if not node.get("ignored") and role(node) in roles and not node.get("name", {}).get("value")]

    def downloaded(self, name, seconds=10):
        """The text of a download, once it is whole; the file is removed."""
        path = self.downloads / name
        until = time.monotonic() + seconds
        while not path.exists() or list(self.downloads.glob("*.crdownload")):
            assert time.monotonic() < until, f"no download of {name} after {seconds} s"
            time.sleep(0.05)
        text = path.read_text(encoding="utf-8")
        path.unlink()
        return text

    def close(self):
        self.driver.quit()
