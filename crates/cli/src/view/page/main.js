// What happens when: the parts of the page know nothing of each other but here.

let chosen = null;

/** Shows a document. */
function open(current) {
  if (!current || current === article.current) return;
  card.hide();
  article.show(current);
  menu.show(current);
  inspector.take(null);
  byId("article-pane").scrollTop = 0;
  document.title = `${current.name} – Quotations`;
}

/** Shows a row everywhere; `from` is where it was chosen and need not scroll. */
function choose(row, from = "table") {
  chosen = row;
  if (row) open(row.article);
  article.select(row, from !== "article");
  // First what takes room from the table, then what scrolls it.
  inspector.show(row);
  table.show(row, article.current);
  address(row ? row.id : article.current.id);
}

/** Shows a document with none of its rows chosen. */
function chooseArticle(current) {
  if (!current) return;
  open(current);
  choose(null);
}

/** Puts a row or document into the address of the page, without a step of history for each. */
function address(id) {
  try {
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  } catch {
    // Some browsers allow it only so many times a second; the address is then an old one.
  }
}

/** Shows what the address of the page names. */
function follow() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    // Not ours.
  }
  const row = id && allRows().find((own) => own.id === id);
  if (row) choose(row);
  else chooseArticle(articles.find((own) => own.id === id) ?? article.current ?? articles[0]);
}

function filterBySpeaker(speaker) {
  byId("speaker").value = byId("speaker").value === speaker ? "" : speaker;
  table.filter();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const writes = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    card.hide();
    if (writes?.type === "search" && writes.value === "") byId("table").focus();
    return;
  }
  if (writes || byId("help").open) return;
  const reads = event.target.closest("#table, #article");
  const actions = {
    "/": () => byId("search").focus(),
    "?": () => byId("help").showModal(),
    "[": () => chooseArticle(menu.beside(-1)),
    "]": () => chooseArticle(menu.beside(1)),
    r: () => reads && chosen && store.judge(chosen, "right"),
    w: () => reads && chosen && store.judge(chosen, "wrong"),
  };
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
  if (!action) return;
  event.preventDefault();
  action();
}

/** Draws again what a change shows in, and leaves the focus where it was. */
function redraw(current, row, words) {
  const focused = document.activeElement;
  const [id, inArticle] = [focused?.id, byId("article").contains(focused)];
  const pane = byId("article-pane").scrollTop;
  if (current === article.current) article.show(current);
  // What filters may choose from changes with words and names alone.
  if (words) table.refill();
  else table.filter();
  menu.list.draw(true);
  if (chosen) {
    article.select(chosen, false);
    table.show(chosen, current);
  }
  byId("article-pane").scrollTop = pane;
  if (row === chosen) inspector.show(chosen);
  if (inArticle && chosen) article.focus(chosen);
  else if (id && document.activeElement !== byId(id)) byId(id)?.focus();
  drawExport();
}

function start() {
  store.load();
  const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
  const rows = allRows();
  byId("summary").textContent = `${many(rows.length, "quotation")} in ${many(articles.length, "document")}`;
  byId("help-kept").textContent = store.works ? "" : ": but not this one, so export before you close the page";
  if (articles.length === 0) {
    byId("article").append(element("p", { class: "quiet" }, "This page holds no documents."));
    document.querySelector(".columns").classList.add("nothing");
    return;
  }
  menu.start(chooseArticle);
  card.start();
  article.start((row) => choose(row, "article"), () => byId("table").focus(), card);
  inspector.start((row) => choose(row, "article"));
  article.current = null;
  table.start(choose, (row) => article.focus(row));
  store.onChange(redraw);
  byId("export").addEventListener("click", download);
  byId("help-button").addEventListener("click", () => byId("help").showModal());
  addEventListener("keydown", keys);
  addEventListener("hashchange", follow);
  byId("here").addEventListener("change", () => table.show(chosen, article.current));
  follow();
  drawExport();
}

start();
