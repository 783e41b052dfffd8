/** Characters of a paragraph or cell as a range of the page. */

/** Yield the text nodes of a spot with where each begins; a line break counts as one character. */
function* pieces(spot) {
  let begin = 0;
  const walker = document.createTreeWalker(spot, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.nodeType === Node.ELEMENT_NODE && node.classList.contains("auto-number")
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeName === "BR") begin += 1;
    if (node.nodeType !== Node.TEXT_NODE) continue;
    yield { node, begin, end: begin + node.length };
    begin += node.length;
  }
}

/**
 * Return the range of characters `start` to `end` of a spot, null where it has no such.
 * @param {Element} spot @param {number} start @param {number} end
 */
export function rangeIn(spot, start, end) {
  const range = document.createRange();
  let begun = false;
  for (const piece of pieces(spot)) {
    if (!begun && start >= piece.begin && start <= piece.end) {
      range.setStart(piece.node, start - piece.begin);
      begun = true;
    }
    if (begun && end <= piece.end) {
      range.setEnd(piece.node, Math.max(0, end - piece.begin));
      return range;
    }
  }
  return null;
}

/** Mark ranges by name (`::highlight(name)` in the style sheet), where the browser can. */
export function paint(name, ranges) {
  if (!("highlights" in CSS)) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}
