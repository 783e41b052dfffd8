/** One look at one file: loads it, finds spots in it, brings them to the middle and marks them. */

import { fragment, pack } from "./api.mjs";
import { paint, rangeIn } from "./ranges.mjs";

const SVG = "http://www.w3.org/2000/svg";
const NAMES = [..."甲乙丙丁戊己庚辛壬癸"];

function drawn(kind, places, words = "") {
  const made = document.createElementNS(SVG, kind);
  made.setAttribute("class", "exact");
  for (const [name, value] of Object.entries(places)) made.setAttribute(name, String(value));
  made.textContent = words;
  return made;
}

export class View {
  /** @param {HTMLElement} box the scrolling element @param {string} name of its highlights */
  constructor(box, name) {
    this.box = box;
    this.name = name;
    this.file = box.dataset.file ?? "";
  }

  /** Show a file; `fresh` loads it anew and keeps the place it is scrolled to. */
  async open(file, fresh = false) {
    const pictures = this.box.querySelector(".page");
    // Pictures of pages never change; loading them anew would only flicker.
    if (file === this.file && (!fresh || pictures)) return;
    const top = file === this.file ? this.box.scrollTop : 0;
    const html = await fragment(`/packs/${pack}/files/${file}/view`);
    this.box.innerHTML = html;
    if (this.name !== "a") this.#secondIds();
    this.file = file;
    this.box.dataset.file = file;
    this.box.scrollTop = top;
    this.box.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
  }

  /** A second look at a file may not repeat its ids. */
  #secondIds() {
    for (const each of this.box.querySelectorAll("[id]")) {
      each.dataset.at = each.id;
      each.removeAttribute("id");
    }
  }

  /** @param {string} spot @returns {Element | null} */
  find(spot) {
    const id = CSS.escape(spot);
    return this.box.querySelector(`[id="${id}"],[data-at="${id}"]`);
  }

  /** Take all marks away. */
  clear() {
    for (const each of this.box.querySelectorAll("[data-hit]")) delete each.dataset.hit;
    for (const each of this.box.querySelectorAll(".exact")) each.remove();
    paint(`words-${this.name}`, []);
  }

  /** Mark those of some places that lie in this file; their order gives them their names. */
  mark(places) {
    this.clear();
    const ranges = [];
    places.forEach((place, number) => {
      const spot = place.file === this.file && this.find(place.spot);
      if (!spot) return;
      spot.dataset.hit = places.length > 1 ? NAMES[number] ?? String(number + 1) : "";
      if (spot.ownerSVGElement) this.#frame(spot, place, spot.dataset.hit);
      else if (place.start !== null && place.end !== null) ranges.push(rangeIn(spot, place.start, place.end));
    });
    paint(`words-${this.name}`, ranges.filter(Boolean));
  }

  /** Draw the very boxes of a place on its page's picture, and its name beside the first. */
  #frame(spot, place, name) {
    for (const [left, top, right, bottom] of place.boxes) {
      spot.after(drawn("rect", { x: left, y: top, width: right - left, height: bottom - top }));
    }
    const [left, top, width] = ["x", "y", "width"].map((side) => Number(spot.getAttribute(side)));
    const corner = { x: left + width - 3, y: top + 10, "text-anchor": "end" };
    if (name) spot.after(drawn("text", { ...corner, "data-name": name }, name));
  }

  /** Where some spots lie within all that can be scrolled: their top and bottom. */
  extent(spots) {
    const from = this.box.getBoundingClientRect().top - this.box.scrollTop;
    const rects = spots.map((spot) => spot.getBoundingClientRect());
    return {
      top: Math.min(...rects.map((rect) => rect.top)) - from,
      bottom: Math.max(...rects.map((rect) => rect.bottom)) - from,
    };
  }

  /** Whether some spots can be seen at the same time. */
  holds(spots) {
    const { top, bottom } = this.extent(spots);
    return bottom - top < this.box.clientHeight * 0.9;
  }

  /** Bring spots to the middle, a wide form's columns too. */
  centre(spots) {
    if (!spots.length) return;
    // Pictures above that are not loaded yet have their size already, so this holds.
    const { top, bottom } = this.extent(spots);
    this.box.scrollTop = (top + bottom - this.box.clientHeight) / 2;
    for (const spot of spots) {
      const wide = spot.closest(".form-scroll") ?? this.box;
      const cell = spot.getBoundingClientRect();
      const frame = wide.getBoundingClientRect();
      if (cell.left < frame.left || cell.right > frame.right) {
        wide.scrollLeft += (cell.left + cell.right - frame.left - frame.right) / 2;
      }
    }
  }
}
