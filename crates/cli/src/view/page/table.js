// The table of quotations: filters, order, what is seen of it.

/** Pixels of a row and of the header; page.css gives their content no more. */
const ROW = 46;
/** Speakers that the filter proposes. */
const PROPOSED = 500;
const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

const VERDICTS = { "": "not judged", right: "right", wrong: "wrong" };

/** What rows are sorted by and show, by column; a cell has a line for each. */
const COLUMNS = [
  [{ key: "verdict", name: "✓ ✗", title: "review", of: (row) => row.verdict, show: (row) => verdictMark(row) }],
  [
    { key: "speaker", name: "Speaker", title: "speaker", of: (row) => row.speaker, show: (row) => row.speaker || "(unknown)" },
    { key: "document", name: "Document", title: "document", of: (row) => row.article.index, show: (row) => row.article.name },
  ],
  [{ key: "words", name: "Words", title: "words", of: (row) => row.words, show: (row) => row.words }],
  [
    { key: "type", name: "Type", title: "type", of: (row) => row.type ?? "", show: (row) => row.type ?? "by its marks" },
    { key: "class", name: "Class", title: "class", of: (row) => row.found.class, show: (row) => row.found.class },
  ],
  [
    { key: "confidence", name: "Conf.", title: "confidence", of: (row) => row.found.confidence, show: (row) => row.found.confidence.toFixed(2) },
    { key: "method", name: "Method", title: "method", of: (row) => row.found.method, show: (row) => row.found.method },
  ],
];

function verdictMark(row) {
  const mark = { right: "✓", wrong: "✗" }[row.verdict] ?? "";
  return mark + (row.edited ? "✎" : "") + (row.found.added ? "+" : "");
}

function verdictWords(row) {
  const words = [VERDICTS[row.verdict], row.edited ? "edited" : "", row.found.added ? "added" : ""];
  return words.filter((word) => word !== "").join(", ");
}

const table = {
  all: [],
  shown: [],
  current: null,
  at: 0, // the last place of a chosen row, which a filter may have taken away since
  order: { key: null, down: false },

  start(choose, enter) {
    this.choose = choose;
    this.columns = articles.length > 1 ? COLUMNS : COLUMNS.map((parts) => parts.filter(({ key }) => key !== "document"));
    this.heads();
    this.list = new VirtualList({
      scroller: byId("scroller"), body: byId("table-rows"), height: ROW, head: ROW,
      make: (at) => this.line(this.shown[at], at),
      spacer: () => element("tr", { class: "spacer", "aria-hidden": "true" }, element("td", { colspan: this.columns.length })),
    });
    byId("table").addEventListener("keydown", (event) => this.key(event, enter));
    byId("table-rows").addEventListener("click", (event) => {
      const line = event.target.closest("[data-at]");
      if (line) choose(this.shown[line.dataset.at]);
    });
    byId("filters").addEventListener("input", () => this.filter());
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    byId("filters").addEventListener("reset", () => setTimeout(() => this.filter()));
    byId("search").addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        byId("table").focus();
        if (this.shown.length > 0 && !this.shown.includes(this.current)) choose(this.shown[0]);
      }
    });
    if (articles.length < 2) byId("here").closest("label").hidden = true;
    this.refill();
  },

  heads() {
    const button = ({ key, name, title }) =>
      element("button", { type: "button", "data-key": key, title: `Sort by ${title}`, "aria-label": `Sort by ${title}`, onclick: () => this.sortBy(key) }, name);
    const head = (parts) => element("th", { scope: "col", class: parts[0].key, "aria-sort": "none" }, ...parts.map(button));
    byId("table-head").replaceChildren(element("tr", { "aria-rowindex": 1 }, ...this.columns.map(head)));
    byId("table").setAttribute("aria-colcount", this.columns.length);
  },

  line(row, at) {
    const selected = row === this.current;
    const part = ({ key, show }) => {
      const label = key === "verdict" ? verdictWords(row) : null;
      return element("div", { class: key, dir: "auto", "aria-label": label, role: label ? "img" : null }, show(row));
    };
    const cell = (parts) => element("td", { class: parts[0].key }, ...parts.map(part));
    const judged = row.verdict ? ` ${row.verdict}` : "";
    return element(
      "tr",
      { id: `row-${at}`, class: `row${judged}`, "data-at": at, "aria-rowindex": at + 2, "aria-selected": selected },
      ...this.columns.map(cell),
    );
  },

  /** Takes the rows anew from the documents, and what filters may choose from. */
  refill() {
    this.all = allRows();
    const counts = (of) => {
      const found = new Map();
      for (const row of this.all) found.set(of(row), (found.get(of(row)) ?? 0) + 1);
      found.delete("");
      return [...found].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
    };
    const fill = (id, options) => {
      const select = byId(id);
      const value = select.value;
      select.replaceChildren(element("option", { value: "" }, "Any"), ...options.map(([own, label]) => element("option", { value: own }, label)));
      select.value = value;
      if (select.selectedIndex < 0) select.value = "";
    };
    const numbered = (of) => counts(of).map(([value, count]) => [value, `${value} (${count})`]);
    fill("type", numbered((row) => row.type ?? ""));
    fill("class", numbered((row) => row.found.class));
    fill("method", numbered((row) => row.found.method));
    fill("verdict", [["none", "not judged"], ["right", "right"], ["wrong", "wrong"], ["edited", "edited or added"]]);
    const speakers = counts((row) => row.speaker).slice(0, PROPOSED);
    byId("speakers").replaceChildren(...speakers.map(([value, count]) => element("option", { value }, `${count}`)));
    this.known = new Set(speakers.map(([value]) => value.toLowerCase()));
    this.filter();
  },

  /** Whether a filter leaves rows out. */
  get filtered() {
    return this.shown.length < this.all.length;
  },

  filter() {
    const value = (id) => byId(id).value.trim();
    const terms = value("search").toLowerCase().split(/\s+/).filter((term) => term !== "");
    const speaker = value("speaker").toLowerCase();
    const whole = this.known.has(speaker);
    const [type, kind, method, verdict, least] = [value("type"), value("class"), value("method"), value("verdict"), Number(value("confidence"))];
    const here = byId("here").checked && menu.current;
    byId("least").textContent = least.toFixed(2);
    const speaks = (row) => (whole ? row.speaker.toLowerCase() === speaker : row.speaker.toLowerCase().includes(speaker));
    const judged = (row) =>
      verdict === "none" ? row.verdict === "" : verdict === "edited" ? row.edited || row.found.added : row.verdict === verdict;
    this.shown = this.all.filter(
      (row) =>
        row.found.confidence >= least &&
        (type === "" || row.type === type) &&
        (kind === "" || row.found.class === kind) &&
        (method === "" || row.found.method === method) &&
        (verdict === "" || judged(row)) &&
        (!here || row.article === here) &&
        (speaker === "" || speaks(row)) &&
        (terms.length === 0 || row.matches(terms)),
    );
    this.sort();
    const number = (count) => count.toLocaleString("en");
    const noun = this.all.length === 1 ? "quotation" : "quotations";
    byId("count").textContent = this.filtered ? `${number(this.shown.length)} of ${number(this.all.length)} ${noun}` : `${number(this.all.length)} ${noun}`;
    byId("table").setAttribute("aria-rowcount", this.shown.length + 1);
    byId("scroller").classList.toggle("empty", this.shown.length === 0);
    this.list.setCount(this.shown.length);
    this.mark();
    article.dim(this.filtered ? new Set(this.shown) : null);
  },

  sort() {
    const part = this.columns.flat().find(({ key }) => key === this.order.key);
    if (!part) return;
    const keyed = this.shown.map((row) => [part.of(row), row]);
    const compare = typeof keyed[0]?.[0] === "number" ? (a, b) => a[0] - b[0] : (a, b) => collator.compare(a[0], b[0]);
    // A stable sort keeps the order of the text among equals.
    keyed.sort(this.order.down ? (a, b) => compare(b, a) : compare);
    this.shown = keyed.map(([, row]) => row);
  },

  /** Up, down, and as in the text again. */
  sortBy(key) {
    if (this.order.key !== key) this.order = { key, down: key === "confidence" };
    else if (this.order.down === (key === "confidence")) this.order.down = !this.order.down;
    else this.order = { key: null, down: false };
    const sorted = this.order.down ? "descending" : "ascending";
    for (const button of byId("table-head").querySelectorAll("button")) {
      const own = button.dataset.key === this.order.key;
      button.classList.toggle("ascending", own && !this.order.down);
      button.classList.toggle("descending", own && this.order.down);
    }
    for (const head of byId("table-head").querySelectorAll("th")) {
      head.setAttribute("aria-sort", head.querySelector(".ascending, .descending") ? sorted : "none");
    }
    this.filter();
  },

  /** Shows which row is chosen; without one, the first of a document. */
  show(row, current) {
    this.current = row;
    if (byId("here").checked) this.filter();
    const at = row ? this.shown.indexOf(row) : this.shown.findIndex((own) => own.article === current);
    if (row && at >= 0) this.at = at;
    if (row || !this.order.key) this.list.reveal(at);
    this.list.draw(true);
    this.mark();
  },

  mark() {
    const at = this.shown.indexOf(this.current);
    if (at < 0) byId("table").removeAttribute("aria-activedescendant");
    else byId("table").setAttribute("aria-activedescendant", `row-${at}`);
  },

  key(event, enter) {
    if (event.target !== byId("table")) return;
    if (event.key === "Enter") {
      if (this.current) enter(this.current);
      return;
    }
    const own = this.shown.indexOf(this.current);
    // Where the chosen row is gone, the one behind it has its place.
    const from = own >= 0 ? own : event.key === "ArrowDown" ? this.at - 1 : this.at;
    const at = moved(event.key, from, this.shown.length, this.list.page);
    if (at === null) return;
    event.preventDefault();
    this.choose(this.shown[at]);
  },
};
