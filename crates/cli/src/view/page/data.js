// The documents and their rows, as the page was given them and as people corrected them.
// All positions are UTF-16 code units, as strings count them; export.js turns them into code points.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const byId = (id) => document.getElementById(id);
const settings = read("settings");
const evidence = read("evidence");

/** An element; attributes that are null or false are left out, but for states that are told. Text is never read as markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else if (typeof value === "boolean" && key.startsWith("aria-")) {
      made.setAttribute(key, String(value));
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Words of an article among ours: marks of direction in them end with them, which a break between paragraphs would undo. */
const foreign = (text) => element("bdi", {}, typeof text === "string" ? text.replace(/[\u2028\u2029\u0085\r\n]/g, " ") : text);

/** Elements and texts with something between. */
const separated = (parts, between) => parts.flatMap((part, at) => (at > 0 ? [between, part] : [part]));

/** A quotation: what was found, and over it what people changed. */
class Row {
  constructor(article, found, index) {
    this.article = article;
    this.found = found;
    this.index = index; // in its document, also the key of its changes
    this.change = {};
    this.searchable = null;
  }

  get content() {
    return this.change.content ?? this.found.content;
  }

  get mention() {
    return this.change.mention !== undefined ? this.change.mention : this.found.mention;
  }

  get cue() {
    return this.change.cue !== undefined ? this.change.cue : this.found.cue;
  }

  /** The names, joined; empty if unknown. */
  get speaker() {
    return this.change.speaker ?? this.found.speakers.map((speaker) => speaker.name).join("; ");
  }

  /** Null where it is to be read from the text again. */
  get type() {
    return this.found.added || this.change.content ? null : this.found.type;
  }

  get verdict() {
    return this.change.verdict ?? "";
  }

  /** Whether anything but the verdict was changed. */
  get edited() {
    return ["content", "mention", "cue", "speaker"].some((key) => this.change[key] !== undefined);
  }

  get id() {
    return `${this.article.id}#${this.found.number}`;
  }

  get start() {
    return Math.min(...this.content.map(([start]) => start));
  }

  get length() {
    return this.content.reduce((sum, [start, end]) => sum + end - start, 0);
  }

  get words() {
    return this.content.map((piece) => this.cut(piece)).join(" … ");
  }

  get evidence() {
    return evidence?.[this.article.index]?.[this.index] ?? null;
  }

  cut(span) {
    return span ? this.article.text.slice(span[0], span[1]) : "";
  }

  /** Whether all of `other` stands within one piece of this row's content. */
  holds(other) {
    const inside = ([start, end]) => this.content.some((piece) => piece[0] <= start && end <= piece[1]);
    return this.length > other.length && other.content.every(inside);
  }

  /** Whether every word stands in the text that is searched. */
  matches(terms) {
    const { id, title } = this.article;
    this.searchable ??= [this.words, this.speaker, this.cut(this.cue), title ?? "", id].join("\n").toLowerCase();
    return terms.every((term) => this.searchable.includes(term));
  }
}

const articles = read("documents").map((found, index) => {
  const article = { ...found, index, name: found.title || found.id, reviewed: false };
  article.rows = found.rows.map((row, at) => new Row(article, row, at));
  return article;
});

/** Every row of every document, in order; added ones stand with those of their document. */
const allRows = () => articles.flatMap((article) => article.rows);

/** A row for words that were missed. */
function addedRow(article, content) {
  const number = article.rows.reduce((most, row) => Math.max(most, row.found.number), 0) + 1;
  const found = {
    number, added: true, type: "", class: "speech", content, speakers: [], mention: null, cue: null,
    lemma: null, method: "added", confidence: 1, nested: null,
  };
  const row = new Row(article, found, article.rows.length);
  article.rows.push(row);
  return row;
}
