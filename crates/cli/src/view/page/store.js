// Corrections, kept by the browser where it can.

const storeKey = `inquit view ${settings.fingerprint}`;
const listeners = [];

const store = {
  /** Whether the browser keeps what is saved. */
  works: true,
  unsaved: false,

  /** Puts back what was kept. */
  load() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(storeKey));
      localStorage.setItem(`${storeKey} test`, "1");
      localStorage.removeItem(`${storeKey} test`);
    } catch {
      this.works = false;
    }
    for (const [index, own] of Object.entries(kept ?? {})) {
      const article = articles[index];
      if (!article) continue;
      article.reviewed = own.reviewed === true;
      for (const found of own.added ?? []) addedRow(article, found.content);
      for (const [at, change] of Object.entries(own.changes ?? {})) {
        if (article.rows[at]) article.rows[at].change = change;
      }
    }
  },

  save() {
    const kept = {};
    for (const article of articles) {
      const changed = article.rows.filter((row) => Object.keys(row.change).length > 0);
      const added = article.rows.filter((row) => row.found.added).map((row) => ({ content: row.found.content }));
      if (article.reviewed || changed.length > 0 || added.length > 0) {
        const changes = Object.fromEntries(changed.map((row) => [row.index, row.change]));
        kept[article.index] = { reviewed: article.reviewed, added, changes };
      }
    }
    this.unsaved = true;
    if (this.works) {
      try {
        localStorage.setItem(storeKey, JSON.stringify(kept));
        this.unsaved = false;
      } catch {
        this.works = false;
      }
    }
  },

  /** Runs after every change, with the document, the row if it was one, and whether words or names changed. */
  onChange(listener) {
    listeners.push(listener);
  },

  changed(article, row = null, words = true) {
    if (row) row.searchable = null;
    this.save();
    for (const listener of listeners) listener(article, row, words);
  },

  /** Changes fields of a row; `undefined` takes a change back. */
  change(row, fields) {
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined) delete row.change[key];
      else row.change[key] = value;
    }
    this.changed(row.article, row, Object.keys(fields).some((key) => key !== "verdict"));
  },

  judge(row, verdict) {
    this.change(row, { verdict: row.verdict === verdict ? undefined : verdict });
  },

  review(article, reviewed) {
    article.reviewed = reviewed;
    this.changed(article, null, false);
  },
};

// Where the browser keeps nothing, leaving the page would lose the work.
addEventListener("beforeunload", (event) => {
  if (store.unsaved) event.preventDefault();
});
