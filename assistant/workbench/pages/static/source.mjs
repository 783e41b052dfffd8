/** The left column: files as tabs, their outline, and the places that the right side speaks of. */

import { same } from "./places.mjs";
import { mark, tabs } from "./tabs.mjs";
import { View } from "./view.mjs";

const views = document.getElementById("views");
const first = new View(document.getElementById("view-a"), "a");
const second = new View(document.getElementById("view-b"), "b");
const list = document.querySelector(".file-tabs");
const outline = document.getElementById("outline");
let marked = [];
let turn = 0;
let showing = Promise.resolve();

/** Whether a place is in one of the files that are shown. */
const known = (place) => place.spot && list.querySelector(`[data-open-file="${CSS.escape(place.file)}"]`);

function tabOf(file) {
  return list.querySelector(`[data-open-file="${CSS.escape(file)}"]`);
}

function fillOutline() {
  const data = first.box.querySelector("[data-outline]")?.dataset.outline;
  const entries = data ? JSON.parse(data) : pages();
  outline.replaceChildren(new Option("目录", ""), ...entries.map(([spot, words]) => new Option(words, spot)));
  outline.disabled = !entries.length;
}

function pages() {
  return [...first.box.querySelectorAll(".page")].map((page) => [`page:${page.dataset.page}`, `第 ${page.dataset.page} 页`]);
}

async function openFirst(file, fresh = false) {
  await first.open(file, fresh);
  const tab = tabOf(file);
  if (tab) mark(list, tab);
  first.box.setAttribute("aria-label", tab?.textContent ?? "材料原文");
  fillOutline();
}

/** Close the second look. */
export function unsplit() {
  views.classList.remove("two");
  second.box.hidden = true;
  document.getElementById("between").hidden = true;
}

async function openSecond(place) {
  views.classList.add("two");
  second.box.hidden = false;
  document.getElementById("between").hidden = false;
  await second.open(place.file);
  document.getElementById("between-name").textContent = tabOf(place.file)?.title ?? "";
}

/**
 * Mark places and bring the first two to the middle: in one look where they fit, else in two.
 * @param {import("./places.mjs").Place[]} places
 */
export function show(places) {
  showing = bring(places);
  return showing;
}

async function bring(places) {
  const mine = ++turn;
  marked = places.filter(known);
  if (!marked.length) return;
  const [one, other] = marked.filter((place, at) => at === 0 || !same(place, marked[0]));
  unsplit();
  await openFirst(one.file);
  if (mine !== turn) return;
  const together = [one, other].filter((place) => place?.file === first.file).map((place) => first.find(place.spot));
  const spots = together.filter(Boolean);
  if (other && (other.file !== first.file || !first.holds(spots))) {
    await openSecond(other);
    if (mine !== turn) return;
    second.mark(marked);
    second.centre([second.find(other.spot)].filter(Boolean));
    spots.length = Math.min(spots.length, 1);
  }
  first.mark(marked);
  first.centre(spots);
}

/** What a file is, where it isn't this year's: 上年, 总结, 决算. @param {string} file */
export const kindOf = (file) => tabOf(file)?.querySelector(".tag")?.textContent ?? "";

/** Bring the cursor to the place that is marked; false where none is. */
export async function enter() {
  await showing;
  const spot = marked[0] && first.find(marked[0].spot);
  spot?.focus({ preventScroll: true });
  return Boolean(spot);
}

/** Load what is shown anew: its words have changed. */
export async function refresh() {
  await Promise.all([first, second].filter((each) => each.file && !each.box.hidden).map((each) => each.open(each.file, true)));
  fillOutline();
  first.mark(marked);
  if (!second.box.hidden) second.mark(marked);
  else second.file = "";
}

/** Tint the spots that findings speak of. @param {Map<string, string>} gravest severity by spot */
export function tint(gravest) {
  for (const view of [first, second]) {
    for (const [spot, severity] of gravest) view.find(spot)?.setAttribute("data-about", severity);
  }
}

/** Let arrows walk from spot to spot, and Enter or a click lead to what the right side says. */
function walk(box, chosen) {
  box.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-spot]");
    if (spot && document.getSelection().isCollapsed) chosen(spot.id || spot.dataset.at);
  });
  box.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-spot]")) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      const spots = [...box.querySelectorAll("[data-spot]")];
      const next = spots[spots.indexOf(event.target) + step];
      next?.focus();
      event.preventDefault();
    } else if (event.key === "Enter") {
      chosen(event.target.id || event.target.dataset.at);
    }
  });
}

function zoom(step) {
  const now = Number(views.dataset.zoom ?? 100) + step * 15;
  views.dataset.zoom = String(Math.min(220, Math.max(55, now)));
  views.style.setProperty("--zoom", String(views.dataset.zoom / 100));
}

/** @param {(spot: string) => void} chosen what to do with a spot that a person picks */
export function source(chosen) {
  tabs(list, async (tab) => {
    unsplit();
    await openFirst(tab.dataset.openFile);
    first.mark(marked);
  });
  outline.addEventListener("change", () => {
    const [kind, page] = outline.value.split(":");
    const to = kind === "page" ? first.box.querySelector(`.page[data-page="${page}"]`) : first.find(outline.value);
    to?.scrollIntoView({ block: "start" });
    outline.value = "";
  });
  document.getElementById("unsplit").addEventListener("click", unsplit);
  for (const button of document.querySelectorAll(".zoom button")) {
    button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  }
  for (const view of [first, second]) walk(view.box, chosen);
  fillOutline();
}
