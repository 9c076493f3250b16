// The article: its text, cut where a quotation, a cue or a mention begins or ends.

/** Colours and kinds of line in page.css; speakers beyond that share a colour with another line. */
const HUES = 8;
const LINES = 4;
/** Longest stretch between cue and mention that is underlined with them. */
const CLAUSE = 60;

const article = {
  current: null,
  marks: new Map(), // the elements of each row

  start(choose, enter, card) {
    const body = byId("article");
    const rowAt = (target) => {
      const mark = target.closest?.("mark");
      return mark ? this.current.rows[mark.dataset.row] : null;
    };
    body.addEventListener("click", (event) => {
      // Words that are being selected are not clicked.
      const row = rowAt(event.target);
      if (row && document.getSelection().isCollapsed) choose(row);
    });
    body.addEventListener("keydown", (event) => {
      const row = rowAt(event.target);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === "Enter" && row) enter(row);
      if (!row || !step) return;
      const order = this.inOrder();
      const next = order[order.indexOf(row) + step];
      event.preventDefault();
      if (next) {
        choose(next);
        this.focus(next);
      }
    });
    body.addEventListener("pointerover", (event) => card.show(rowAt(event.target), event.target));
    body.addEventListener("pointerout", () => card.hideSoon());
    body.addEventListener("focusin", (event) => card.show(rowAt(event.target), event.target));
    body.addEventListener("focusout", () => card.hide());
  },

  inOrder() {
    return [...this.current.rows].sort((a, b) => a.start - b.start || b.length - a.length);
  },

  /** Draws a document. */
  show(current) {
    this.current = current;
    this.marks = new Map();
    this.styles = speakerStyles(this.inOrder());
    this.clauses = current.rows.map((row) => clauses(row, current.text));
    this.head();
    this.legend();
    const body = byId("article");
    const paragraphs = [];
    let start = 0;
    for (const line of current.text.split("\n")) {
      const end = start + line.length;
      paragraphs.push(this.paragraph(start, end));
      start = end + 1;
    }
    body.replaceChildren(...paragraphs);
    this.tabStop(this.inOrder()[0]);
    this.dim(this.kept);
    byId("print-rows").replaceChildren(...printed(current));
  },

  head() {
    const { title, id, date, url } = this.current;
    const web = /^https?:\/\//i.test(url ?? "");
    const link = web ? element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, url) : url;
    const facts = [title ? id : null, date, link].filter((fact) => fact).map(foreign);
    const line = element("p", { class: "quiet facts" }, ...separated(facts, " · "));
    byId("article-head").replaceChildren(element("h2", { dir: "auto" }, title || id), line, reviewBox(this.current));
  },

  legend() {
    const counts = new Map();
    for (const row of this.inOrder()) counts.set(row.speaker, (counts.get(row.speaker) ?? 0) + 1);
    const chip = ([speaker, count]) =>
      element(
        "button",
        { type: "button", class: `chip ${this.styles.get(speaker)}`, title: "Filter the table by this speaker", onclick: () => filterBySpeaker(speaker) },
        element("span", { class: "swatch", "aria-hidden": "true" }),
        element("span", { dir: "auto" }, speaker || "(unknown)"),
        element("span", { class: "quiet" }, ` ${count}`),
      );
    byId("legend").replaceChildren(...[...counts].map(chip));
  },

  paragraph(start, end) {
    const { rows } = this.current;
    const touches = ([from, to]) => from < end && to > start;
    const near = rows.filter((row, at) => row.content.some(touches) || this.clauses[at].some(({ span }) => touches(span)));
    const bounds = new Set([start, end]);
    for (const row of near) {
      for (const [from, to] of [...row.content, ...this.clauses[row.index].map(({ span }) => span)]) {
        for (const at of [from, to]) if (at > start && at < end) bounds.add(at);
      }
    }
    const sorted = [...bounds].sort((a, b) => a - b);
    const pieces = sorted.slice(1).map((to, at) => this.piece(sorted[at], to, near));
    return element("p", { dir: "auto" }, ...pieces);
  },

  piece(from, to, near) {
    const { text } = this.current;
    const inside = ([start, end]) => start <= from && to <= end;
    // The outermost first; the innermost is what the words belong to.
    const said = near.filter((row) => row.content.some(inside)).sort((a, b) => b.length - a.length);
    const kinds = new Set(near.flatMap((row) => this.clauses[row.index].filter(({ span }) => inside(span)).map(({ kind }) => kind)));
    const classes = [...kinds];
    const own = said.at(-1);
    if (!own) return element("span", { class: classes.join(" "), "data-start": from }, text.slice(from, to));
    classes.push("said", this.styles.get(own.speaker));
    if (said.length > 1) classes.push("inner");
    if (own.verdict === "wrong") classes.push("wrong");
    const begins = said.filter((row) => row.start === from).map((row) => row.found.number);
    const first = !this.marks.has(own);
    const mark = element(
      "mark",
      { class: classes.join(" "), "data-start": from, "data-row": own.index, "data-number": begins.length > 0 ? begins.join(" ") : null, tabindex: first ? -1 : null },
      text.slice(from, to),
    );
    for (const row of said) this.marks.set(row, [...(this.marks.get(row) ?? []), mark]);
    return mark;
  },

  /** Of the quotations, one can be reached with the tabulator. */
  tabStop(row) {
    for (const mark of byId("article").querySelectorAll("mark[tabindex='0']")) mark.tabIndex = -1;
    const first = this.firstOf(row);
    if (first) first.tabIndex = 0;
  },

  /** The first element of a row that can take the focus. */
  firstOf(row) {
    const marks = this.marks.get(row) ?? [];
    return marks.find((mark) => mark.tabIndex >= -1 && mark.hasAttribute("tabindex") && mark.dataset.row === String(row.index)) ?? marks[0];
  },

  select(row, scroll) {
    for (const mark of byId("article").querySelectorAll(".selected")) mark.classList.remove("selected");
    const marks = this.marks.get(row) ?? [];
    for (const mark of marks) mark.classList.add("selected");
    this.tabStop(row);
    if (scroll && marks[0]) marks[0].scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  },

  focus(row) {
    const first = this.firstOf(row);
    if (!first) return;
    if (!first.hasAttribute("tabindex")) first.tabIndex = -1;
    first.focus({ preventScroll: true });
  },

  /** Fades quotations that the filter leaves out; null fades none. */
  dim(kept) {
    this.kept = kept;
    for (const mark of byId("article").querySelectorAll("mark")) {
      mark.classList.toggle("faded", kept !== null && kept !== undefined && !kept.has(this.current.rows[mark.dataset.row]));
    }
  },

  /** What is selected in the text, without space around it, or null. */
  selection() {
    const selected = document.getSelection();
    if (!selected || selected.isCollapsed || selected.rangeCount === 0) return null;
    const range = selected.getRangeAt(0);
    const body = byId("article");
    if (!body.contains(range.startContainer) || !body.contains(range.endContainer)) return null;
    let [start, end] = [this.offset(range.startContainer, range.startOffset), this.offset(range.endContainer, range.endOffset)];
    const { text } = this.current;
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    // Half of a character is all of it.
    if (/[\udc00-\udfff]/.test(text[start] ?? "") && start > 0) start -= 1;
    if (/[\udc00-\udfff]/.test(text[end] ?? "")) end += 1;
    return start < end ? [start, end] : null;
  },

  /** The place in the text of a place in the page. */
  offset(node, at) {
    if (node.nodeType === Node.TEXT_NODE) return Number(node.parentElement.dataset.start) + at;
    const pieces = [...byId("article").querySelectorAll("[data-start]")];
    const after = node.childNodes[at];
    const next = pieces.find((piece) => (after ? piece === after || after.contains(piece) || isBefore(after, piece) : isBehind(node, piece)));
    return next ? Number(next.dataset.start) : this.current.text.length;
  },
};

const isBefore = (one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
const isBehind = (node, piece) => isBefore(node, piece) && !node.contains(piece);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** A colour and a kind of line for each speaker, in the order in which they begin to speak. */
function speakerStyles(rows) {
  const styles = new Map([["", "nobody"]]);
  for (const row of rows) {
    const at = styles.size - 1;
    if (!styles.has(row.speaker)) styles.set(row.speaker, `hue${at % HUES} line${(at + Math.floor(at / HUES)) % LINES}`);
  }
  return styles;
}

/** The words that report and those that name the speaker; what stands between belongs to them if it is short. */
function clauses(row, text) {
  const found = [];
  if (row.mention) found.push({ kind: "mention", span: row.mention });
  if (row.cue) found.push({ kind: "clause", span: row.cue });
  if (row.mention && row.cue) {
    const from = Math.min(row.mention[1], row.cue[1]);
    const to = Math.max(row.mention[0], row.cue[0]);
    const between = text.slice(from, to);
    const said = row.content.some(([start, end]) => start < to && end > from);
    if (from < to && to - from <= CLAUSE && !between.includes("\n") && !said) found.push({ kind: "clause", span: [from, to] });
    found.push({ kind: "clause", span: row.mention });
  }
  return found;
}

/** The rows of a document as a table, for paper. */
function printed(current) {
  const line = (row) =>
    element(
      "tr", {},
      element("td", {}, `${row.found.number}`),
      element("td", {}, row.speaker || "(unknown)"),
      element("td", {}, row.words),
      element("td", {}, row.type ?? "by its marks"),
      element("td", {}, row.found.confidence.toFixed(2)),
      element("td", {}, verdictMark(row)),
    );
  const heads = ["", "Speaker", "Words", "Type", "Conf.", ""].map((name) => element("th", {}, name));
  return [element("h3", {}, "Quotations"), element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...current.rows.map(line)))];
}
