// All that is known of a quotation: in a card beside the words, and below the table with the means to correct it.

/** Milliseconds for which the card stays, so that the pointer can get to it. */
const LINGER = 200;

/** What was found and how, as a list of terms. */
function facts(row) {
  const { found } = row;
  const speakers = found.speakers.map((one) => [one.name, one.kind, one.id].filter((part) => part).join(", ")).join("; ");
  const cue = row.cut(row.cue);
  const lines = [
    ["Speaker", row.change.speaker !== undefined ? `${row.speaker || "(unknown)"} (was: ${speakers || "unknown"})` : speakers || "(unknown)"],
    ["Mention", row.cut(row.mention) || "(none)"],
    ["Cue", cue && found.lemma && found.lemma !== cue.toLowerCase() ? `${cue} (${found.lemma})` : cue || "(none)"],
    ["Kind", [row.type ?? "type by its marks", found.class, found.nested ? `within ${found.nested}` : ""].filter((part) => part).join(", ")],
    ["Method", `${found.method}, confidence ${found.confidence.toFixed(2)}`],
  ];
  const list = lines.flatMap(([name, value]) => [element("dt", {}, name), element("dd", { dir: "auto" }, value)]);
  return element("dl", { class: "facts" }, ...list);
}

/** The features that told most, for and against; nothing on a page without them. */
function evidenceOf(row) {
  const features = row.evidence ?? [];
  if (features.length === 0) return null;
  const most = Math.max(...features.map(([, weight]) => Math.abs(weight)));
  const line = ([feature, weight]) => {
    const bar = element("span", { class: weight < 0 ? "weight against" : "weight", "aria-hidden": "true" });
    bar.style.width = `${(Math.abs(weight) / most) * 3}rem`;
    return element(
      "tr", {},
      element("td", { class: "number" }, `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(2)}`),
      element("td", { class: "bar" }, bar),
      element("th", { scope: "row" }, feature),
    );
  };
  return element("table", { class: "evidence" }, element("caption", {}, "Strongest evidence"), element("tbody", {}, ...features.map(line)));
}

const card = {
  timer: 0,

  start() {
    byId("card").addEventListener("pointerenter", () => clearTimeout(this.timer));
    byId("card").addEventListener("pointerleave", () => this.hide());
  },

  show(row, target) {
    if (!row) return;
    clearTimeout(this.timer);
    const own = byId("card");
    const title = element("p", { class: "title" }, `${row.found.number} · `, foreign(row.speaker || "(unknown)"));
    own.replaceChildren(title, facts(row), ...[evidenceOf(row)].filter(Boolean));
    own.hidden = false;
    if (this.target && this.target !== target) this.target.removeAttribute("aria-describedby");
    this.target = target;
    target.setAttribute("aria-describedby", "card");
    const lines = target.getClientRects();
    const place = lines[0] ?? target.getBoundingClientRect();
    const last = lines[lines.length - 1] ?? place;
    const left = Math.max(8, Math.min(place.left, innerWidth - own.offsetWidth - 8));
    const below = last.bottom + 6;
    const above = place.top - own.offsetHeight - 6;
    own.style.left = `${left}px`;
    own.style.top = `${below + own.offsetHeight > innerHeight && above > 0 ? above : Math.min(below, Math.max(8, innerHeight - own.offsetHeight - 8))}px`;
  },

  hideSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), LINGER);
  },

  hide() {
    byId("card").hidden = true;
    this.target?.removeAttribute("aria-describedby");
  },
};

/** The mark that a document is reviewed, with what that means. */
function reviewBox(current) {
  const judged = current.rows.filter((row) => row.verdict !== "" || row.edited || row.found.added).length;
  const box = element("input", { type: "checkbox", id: "reviewed", onchange: (event) => store.review(current, event.target.checked) });
  box.checked = current.reviewed;
  const rest = current.rows.length - judged;
  const note = `${judged} of ${current.rows.length} judged${rest > 0 ? "; the rest counts as right" : ""}`;
  return element("p", { class: "review" }, element("label", {}, box, " Reviewed: export this document"), element("span", { class: "quiet", id: "judged" }, ` ${note}`));
}

const inspector = {
  row: null,
  selected: null,

  start(choose) {
    this.choose = choose;
    document.addEventListener("selectionchange", () => {
      const selected = article.selection();
      // A press on a button may take the selection away: the last one counts.
      if (selected || byId("article").contains(document.getSelection()?.anchorNode)) this.take(selected);
    });
    this.show(null);
  },

  take(selected) {
    this.selected = selected;
    const text = selected ? article.current.text.slice(...selected) : "";
    const line = byId("selected-words");
    if (line) line.textContent = text ? `Selected: “${text.length > 60 ? `${text.slice(0, 60)}…` : text}”` : "Select words in the article to use these:";
    for (const button of byId("inspector").querySelectorAll("[data-needs-words]")) button.disabled = !selected;
  },

  show(row) {
    this.row = row;
    const parts = row ? [this.head(row), this.verdicts(row), this.speaker(row), this.spans(row), this.missed(), evidenceOf(row)] : [
      element("p", { class: "quiet" }, "Choose a quotation in the table or in the article to see why it is there, and to correct it."),
      element("p", { class: "quiet", id: "selected-words" }),
      this.missed(),
    ];
    byId("inspector").replaceChildren(...parts.filter(Boolean));
    this.take(article.current ? article.selection() : null);
  },

  head(row) {
    const link = element("a", { href: `#${encodeURIComponent(row.id)}`, class: "link" }, foreign(row.id));
    const kind = [row.type ?? "type by its marks", row.found.class, row.found.method, row.found.confidence.toFixed(2)].join(" · ");
    return element("p", { class: "head" }, element("strong", {}, `${row.found.number} · `, foreign(row.speaker || "(unknown)")), element("span", { class: "quiet" }, ` · ${kind} · `), link);
  },

  verdicts(row) {
    const button = (verdict, label) =>
      element("button", { type: "button", class: `verdict ${verdict}`, "data-verdict": verdict, "aria-pressed": row.verdict === verdict, onclick: () => store.judge(row, verdict) }, label);
    const back = row.found.added
      ? element("button", { type: "button", id: "remove", onclick: () => this.remove(row) }, "Remove")
      : element("button", { type: "button", id: "restore", disabled: !row.edited, onclick: () => this.restore(row) }, "Undo edits");
    return element("div", { class: "buttons", role: "group", "aria-label": "Judgement" }, button("right", "✓ Right"), button("wrong", "✗ Wrong"), back);
  },

  speaker(row) {
    const input = element("input", { id: "edit-speaker", type: "text", list: "speakers", value: row.speaker, placeholder: "(unknown)", autocomplete: "off", spellcheck: "false" });
    input.addEventListener("change", () => {
      const found = row.found.speakers.map((one) => one.name).join("; ");
      const name = input.value.trim();
      store.change(row, { speaker: name === found ? undefined : name });
    });
    return element("label", { class: "edit" }, element("span", {}, "Speaker"), input);
  },

  spans(row) {
    const words = (label, text, ...buttons) =>
      element("div", { class: "span" }, element("span", { class: "name" }, label), element("span", { class: "words", dir: "auto" }, text || "(none)"), ...buttons);
    const use = (id, label, change) => element("button", { type: "button", id, "data-needs-words": true, onclick: () => this.selected && change(this.selected) }, label);
    const none = (key) => element("button", { type: "button", id: `no-${key}`, disabled: !row[key], onclick: () => store.change(row, { [key]: null }) }, "None");
    const joined = (span) => [...row.content, span].sort((a, b) => a[0] - b[0]);
    return element(
      "div",
      { class: "spans" },
      element("p", { class: "quiet", id: "selected-words" }),
      words("Content", row.words, use("set-content", "Set", (span) => store.change(row, { content: [span] })), use("add-content", "Add", (span) => store.change(row, { content: merged(joined(span)) }))),
      words("Cue", row.cut(row.cue), use("set-cue", "Set", (cue) => store.change(row, { cue })), none("cue")),
      words("Mention", row.cut(row.mention), use("set-mention", "Set", (mention) => store.change(row, { mention })), none("mention")),
    );
  },

  missed() {
    return element(
      "p", { class: "missed" },
      element("button", { type: "button", id: "add", "data-needs-words": true, onclick: () => this.selected && this.add(this.selected) }, "Add a quotation of the selected words"),
    );
  },

  add(content) {
    const row = addedRow(article.current, [content]);
    store.changed(row.article);
    this.choose(row);
    byId("edit-speaker")?.focus();
  },

  remove(row) {
    const { rows } = row.article;
    rows.splice(rows.indexOf(row), 1);
    rows.forEach((own, at) => (own.index = at));
    store.changed(row.article);
    this.choose(null);
  },

  restore(row) {
    store.change(row, { content: undefined, mention: undefined, cue: undefined, speaker: undefined });
  },
};

/** Spans in order, those that touch or overlap made one. */
function merged(spans) {
  const out = [];
  for (const [start, end] of spans) {
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}
