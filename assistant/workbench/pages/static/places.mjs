/** A place in the source, as a button of the page names it. */

/**
 * @typedef {object} Place
 * @property {string} file @property {string} spot
 * @property {number | null} start @property {number | null} end
 * @property {number | null} page @property {number[][]} boxes left, top, right, bottom in points
 */

const number = (words) => (words === undefined ? null : Number(words));

/** Return the place that a button leads to. @param {HTMLElement} button @returns {Place} */
export function placeOf(button) {
  const { file, spot, start, end, page, boxes = "" } = button.dataset;
  return {
    file, spot, start: number(start), end: number(end), page: number(page),
    boxes: boxes.split(";").filter(Boolean).map((box) => box.split(" ").map(Number)),
  };
}

/** Whether two places are one paragraph or cell. */
export const same = (one, other) => one.file === other.file && one.spot === other.spot;
