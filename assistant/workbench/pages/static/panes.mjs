/** The panes on the right: loaded when first opened, and again after each decision. */

import { warnOf } from "./announce.mjs";
import { at, fragment, pack } from "./api.mjs";
import { mark, tabs } from "./tabs.mjs";

const list = document.querySelector(".pane-tabs");
const panes = new Map([...document.querySelectorAll(".pane")].map((pane) => [pane.dataset.name, pane]));
const loading = new Map();

/** The pane that is shown. */
export const current = () => [...panes.values()].find((pane) => !pane.hidden);
/** @param {string} name */
export const paneOf = (name) => panes.get(name);

/** What the focus is on, so that it can be found in the pane's next edition. */
function focusIn(pane) {
  const on = document.activeElement;
  if (!pane.contains(on) || on === pane) return null;
  const item = on.closest("[data-key]");
  const group = item?.closest(".group") ?? pane;
  return { key: item?.dataset.key, group: group.getAttribute("aria-label"), number: itemsIn(group).indexOf(item) };
}

const itemsIn = (part) => [...part.querySelectorAll("[data-key]")].filter((each) => !each.hidden);

/** The item the focus was on; where it went to another group, or away, the next of its old one. */
function successor(pane, { key, group, number }) {
  const own = [...pane.querySelectorAll(".group")].find((each) => each.getAttribute("aria-label") === group);
  const near = itemsIn(own ?? pane);
  const same = itemsIn(pane).find((each) => each.dataset.key === key);
  return same && (near.includes(same) || !near.length) ? same : near[Math.min(number, near.length - 1)];
}

function focusAgain(pane, focus) {
  if (!focus) return;
  const item = successor(pane, focus);
  const target = item?.querySelector(".choose, .value, button:not([hidden]), a") ?? pane;
  target.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

async function fetchInto(name) {
  const pane = panes.get(name);
  const html = await fragment(`/packs/${pack}/panes/${name}`);
  const [focus, top] = [focusIn(pane), pane.scrollTop];
  pane.innerHTML = html;
  pane.dataset.loaded = "";
  pane.dispatchEvent(new CustomEvent("filled", { bubbles: true, detail: name }));
  pane.scrollTop = top;
  focusAgain(pane, focus);
}

/** Load a pane unless it is there; `fresh` loads it anew. @param {string} name */
export function load(name, fresh = false) {
  const pane = panes.get(name);
  if ("loaded" in pane.dataset && !fresh) return loading.get(name) ?? Promise.resolve();
  if (!fresh && loading.has(name)) return loading.get(name);
  const done = fetchInto(name).finally(() => {
    if (loading.get(name) === done) loading.delete(name);
  });
  loading.set(name, done);
  return done;
}

async function show(name) {
  mark(list, list.querySelector(`[data-pane="${name}"]`));
  for (const [each, pane] of panes) pane.hidden = each !== name;
  await load(name);
}

/** Show a pane; the browser's back button leads to the one before. @param {string} name */
export async function open(name) {
  const address = `?pane=${name}${at ? `&at=${at}` : ""}`;
  if (current().dataset.name !== name) history.pushState(null, "", address);
  await show(name);
}

/** The pane that the address names; the first where it names none. */
const addressed = () => new URLSearchParams(location.search).get("pane") ?? panes.keys().next().value;

/** Load the pane that is shown anew now, the others when they are opened. */
export async function refresh() {
  const shown = current();
  for (const pane of panes.values()) if (pane !== shown) delete pane.dataset.loaded;
  await load(shown.dataset.name, true);
}

/** Let panes be chosen by their tabs, and by the browser's back and forward. */
export function watchTabs() {
  const shown = (done) => done.catch(warnOf);
  tabs(list, (tab) => shown(open(tab.dataset.pane)));
  addEventListener("popstate", () => shown(show(addressed())));
}
