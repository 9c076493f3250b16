// The menu of documents.

const menu = {
  shown: [],
  current: null,

  start(choose) {
    this.choose = choose;
    const scroller = byId("menu-list");
    this.list = new VirtualList({
      scroller, body: scroller, height: 52,
      make: (at) => this.item(this.shown[at], at),
      spacer: () => element("div", { role: "presentation" }),
    });
    byId("menu").hidden = articles.length < 2;
    byId("menu-search").addEventListener("input", () => this.filter());
    byId("menu-search").addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") scroller.focus();
      else if (event.key === "Enter" && this.shown.length > 0) choose(this.shown[0]);
    });
    scroller.addEventListener("keydown", (event) => {
      const at = moved(event.key, this.shown.indexOf(this.current), this.shown.length, this.list.page);
      if (at === null) return;
      event.preventDefault();
      choose(this.shown[at]);
    });
    scroller.addEventListener("click", (event) => {
      const item = event.target.closest("[data-at]");
      if (item) choose(this.shown[item.dataset.at]);
    });
    this.filter();
  },

  item(article, at) {
    const selected = article === this.current;
    const rows = article.rows.length;
    const facts = [article.reviewed && "✓ reviewed", article.date && foreign(article.date), `${rows} quotation${rows === 1 ? "" : "s"}`];
    return element(
      "div",
      {
        role: "option", id: `menu-${article.index}`, class: "item", "data-at": at, "aria-selected": selected,
        "aria-setsize": this.shown.length, "aria-posinset": at + 1,
      },
      element("span", { class: "name", dir: "auto" }, article.name),
      element("span", { class: "quiet" }, ...separated(facts.filter(Boolean), " · ")),
    );
  },

  filter() {
    const terms = byId("menu-search").value.toLowerCase().split(/\s+/).filter((term) => term !== "");
    const holds = ({ id, title, date }) => {
      const text = `${id}\n${title ?? ""}\n${date ?? ""}`.toLowerCase();
      return terms.every((term) => text.includes(term));
    };
    this.shown = terms.length > 0 ? articles.filter(holds) : articles;
    const many = articles.length.toLocaleString("en");
    byId("menu-count").textContent = terms.length > 0 ? `${this.shown.length.toLocaleString("en")} of ${many} documents` : `${many} documents`;
    this.list.setCount(this.shown.length);
  },

  show(article) {
    this.current = article;
    const at = this.shown.indexOf(article);
    byId("menu-list").setAttribute("aria-activedescendant", at < 0 ? "" : `menu-${article.index}`);
    this.list.reveal(at);
    this.list.draw(true);
  },

  /** The document before or after the current one, of those shown. */
  beside(step) {
    return this.shown[this.shown.indexOf(this.current) + step];
  },
};
