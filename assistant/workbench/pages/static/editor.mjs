/** Free editing of a text: checked by the server as one types, never while an input method composes. */

import { call, pack } from "./api.mjs";
import { warnOf } from "./announce.mjs";

const DELAY = 250;
const template = document.getElementById("editor");
const oneMark = document.getElementById("mark-item");

export class Editor {
  /**
   * @param {string} place the slot @param {string} text its paragraphs, one a line
   * @param {Map<string, string>} kept reasons by figure, from an earlier version
   */
  constructor(place, text, kept) {
    this.place = place;
    this.before = text;
    this.form = template.content.firstElementChild.cloneNode(true);
    this.area = this.form.querySelector("textarea");
    this.behind = this.form.querySelector(".behind");
    this.list = this.form.querySelector("[data-marks]");
    this.line = this.form.querySelector("[data-checked]");
    this.reasons = new Map(kept);
    this.marks = [];
    this.composing = false;
    this.area.value = text;
    this.#listen();
    this.#paint();
    this.verify().catch(warnOf);
  }

  get paragraphs() {
    return this.area.value.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  #listen() {
    this.area.addEventListener("compositionstart", () => { this.composing = true; clearTimeout(this.timer); });
    this.area.addEventListener("compositionend", () => { this.composing = false; this.#changed(); });
    this.area.addEventListener("input", () => this.#changed());
    this.list.addEventListener("input", (event) => {
      const { figure } = event.target.closest("li").dataset;
      this.reasons.set(figure, event.target.value.trim());
    });
  }

  #changed() {
    this.marks = [];
    this.#paint();
    if (this.composing) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.verify().catch(warnOf), DELAY);
  }

  /** Ask the server which figures the pack does not bear out. */
  async verify() {
    const asked = this.area.value;
    const { marks } = await call("POST", `/packs/${pack}/drafts/verify`, { place: this.place, paragraphs: this.paragraphs });
    if (asked !== this.area.value || this.composing) return;
    this.show(marks);
  }

  /** Show marks: in the text, and as a list with room for a reason. */
  show(marks) {
    this.marks = marks;
    this.#paint();
    const had = document.activeElement?.closest("li")?.dataset.figure;
    this.list.replaceChildren(...this.#figures().map((mark) => this.#item(mark)));
    if (had) this.list.querySelector(`[data-figure="${CSS.escape(had)}"] input`)?.focus();
    this.line.textContent = marks.length
      ? `有 ${marks.length} 个数字与材料对不上：改正，或写明保留的理由。` : "文中数字都有依据。";
    this.line.classList.toggle("bad", marks.length > 0);
  }

  /** Each marked figure once. */
  #figures() {
    return [...new Map(this.marks.map((mark) => [mark.text, mark])).values()];
  }

  #item(mark) {
    const item = oneMark.content.firstElementChild.cloneNode(true);
    item.className = mark.kind;
    item.dataset.figure = mark.text;
    item.querySelector("q").textContent = mark.text;
    item.querySelector("span").textContent = mark.message;
    item.querySelector("input").value = this.reasons.get(mark.text) ?? "";
    return item;
  }

  /** Write the same words behind the field, the marked figures tinted and underlined. */
  #paint() {
    const rows = this.area.value.split("\n");
    const numbers = rows.flatMap((row, at) => (row.trim() ? [at] : []));
    const parts = rows.map((row, at) => this.#row(row, this.marks.filter((mark) => numbers[mark.paragraph] === at)));
    this.behind.replaceChildren(...parts.flatMap((part) => [...part, "\n"]));
  }

  #row(row, marks) {
    const skipped = row.length - row.trimStart().length;
    const parts = [];
    let done = 0;
    for (const { start, end, kind } of [...marks].sort((one, other) => one.start - other.start)) {
      if (start + skipped < done) continue;
      const figure = document.createElement("mark");
      figure.className = kind;
      figure.textContent = row.slice(start + skipped, end + skipped);
      parts.push(row.slice(done, start + skipped), figure);
      done = end + skipped;
    }
    return [...parts, row.slice(done)];
  }

  /** The figures that are kept, or null where one has no reason yet: it gets the focus. */
  kept() {
    const open = this.#figures().find((mark) => !this.reasons.get(mark.text));
    if (open) {
      this.list.querySelector(`[data-figure="${CSS.escape(open.text)}"] input`)?.focus();
      return null;
    }
    return this.#figures().map((mark) => ({ text: mark.text, reason: this.reasons.get(mark.text) }));
  }
}
