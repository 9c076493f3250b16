// A long list of which only what is seen is in the page.

/** Rows made beyond the edge of what is seen. */
const BEYOND = 8;

class VirtualList {
  /**
   * @param scroller what scrolls
   * @param body what holds the items
   * @param height of an item, in pixels
   * @param make an element for the item at a place
   * @param spacer an empty element for the items that are not there
   * @param head height in the scroller of what stays above the items
   */
  constructor({ scroller, body, height, make, spacer, head = 0 }) {
    Object.assign(this, { scroller, body, height, make, head });
    this.count = 0;
    this.above = spacer();
    this.below = spacer();
    this.first = this.last = -1;
    scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(scroller);
  }

  setCount(count) {
    this.count = count;
    this.draw(true);
  }

  /** Makes what is seen; all of it again if something changed. */
  draw(again = false) {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / this.height) - BEYOND);
    const last = Math.min(this.count, Math.ceil((scrollTop + clientHeight) / this.height) + BEYOND);
    if (!again && first === this.first && last === this.last) return;
    [this.first, this.last] = [first, last];
    this.above.style.height = `${first * this.height}px`;
    this.below.style.height = `${Math.max(0, this.count - last) * this.height}px`;
    const items = [];
    for (let at = first; at < last; at += 1) items.push(this.make(at));
    this.body.replaceChildren(this.above, ...items, this.below);
  }

  /** Scrolls so that the item at a place is seen, no further than needed. */
  reveal(at) {
    if (at < 0) return;
    const { scrollTop, clientHeight } = this.scroller;
    const [top, bottom] = [at * this.height, (at + 1) * this.height + this.head];
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.scroller.scrollTop = bottom - clientHeight;
    this.draw();
  }

  /** How many items fit into what is seen. */
  get page() {
    return Math.max(1, Math.floor((this.scroller.clientHeight - this.head) / this.height) - 1);
  }
}

/** The place that a key moves to in a list, or null if it moves nowhere. */
function moved(key, at, count, page) {
  const places = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 };
  if (!(key in places) || count === 0) return null;
  return Math.min(count - 1, Math.max(0, places[key]));
}
