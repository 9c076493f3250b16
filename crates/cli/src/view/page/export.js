// Corrections as annotated documents: one JSON object a line, positions in code points.

/** A function from positions in UTF-16 to positions in code points. */
function codePoints(text) {
  const pairs = [];
  for (const { index } of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs.push(index);
  return (at) => {
    let [low, high] = [0, pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[middle] < at) low = middle + 1;
      else high = middle;
    }
    return at - low;
  };
}

/** Whether a row stands within another of `kept`, which the annotations leave out. */
function isNested(row, kept) {
  const fresh = (one) => one.found.added || one.change.content !== undefined;
  const byNumber = new Map(row.article.rows.map((own) => [own.found.number, own]));
  const around = new Set();
  for (let outer = row.found.nested; outer && !around.has(outer); outer = byNumber.get(outer)?.found.nested) around.add(outer);
  return kept.some((other) => other !== row && (fresh(row) || fresh(other) ? other.holds(row) : around.has(other.found.number)));
}

/** A document as `inquit eval --gold` reads it. */
function gold(current) {
  const at = codePoints(current.text);
  const span = ([start, end]) => [at(start), at(end)];
  const kept = current.rows.filter((row) => row.verdict !== "wrong");
  const attributions = kept
    .filter((row) => !isNested(row, kept))
    .sort((a, b) => a.start - b.start)
    .map((row) => {
      const kind = row.change.speaker === undefined ? row.found.speakers[0]?.kind : undefined;
      return {
        content: row.content.map(span),
        source: row.mention ? [span(row.mention)] : [],
        cue: row.cue ? [span(row.cue)] : [],
        // Where the words changed, the type is read from the text again.
        ...(row.type ? { type: row.type } : {}),
        speaker: row.speaker || null,
        ...(kind ? { kind } : {}),
      };
    });
  return { id: current.id, text: current.text, attributions };
}

/** All reviewed documents, a line each. */
const exported = () => articles.filter((own) => own.reviewed).map((own) => `${JSON.stringify(gold(own))}\n`).join("");

/** Hands the file to the browser. */
function download() {
  const address = URL.createObjectURL(new Blob([exported()], { type: "application/x-ndjson" }));
  const link = element("a", { href: address, download: "corrections.jsonl" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  store.unsaved = false;
  drawExport();
}

function drawExport() {
  const count = articles.filter((own) => own.reviewed).length;
  const button = byId("export");
  button.disabled = count === 0;
  button.textContent = count === 0 ? "Export corrections" : `Export ${count} reviewed document${count === 1 ? "" : "s"}`;
  button.title = count === 0 ? "Mark a document as reviewed first" : "For inquit eval --gold and inquit train --gold";
  const touched = articles.some((own) => own.reviewed || own.rows.some((row) => row.found.added || row.verdict || row.edited));
  const lost = !store.works && touched ? "This browser keeps nothing: export before you close the page." : "";
  const partial = !settings.complete && touched ? "This page leaves quotations out, which an export takes for not there." : "";
  byId("kept").textContent = [lost, partial].filter((text) => text !== "").join(" ");
}
