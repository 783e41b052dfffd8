/** The pane 问题: choose a finding, see both places, decide. */

import { tell, warnOf } from "./announce.mjs";
import { Filter } from "./filters.mjs";
import { fold, once, typed, unfold } from "./forms.mjs";
import { formsIn } from "./forms_in.mjs";
import { open, paneOf } from "./panes.mjs";
import { placeOf } from "./places.mjs";
import { decide } from "./saving.mjs";
import { kindOf, show } from "./source.mjs";

const pane = paneOf("findings");
const filter = new Filter(pane, "finding", { status: "open" });
let chosen = "";
/** Where the chosen finding stood: one that is settled goes, and the walk goes on from there. */
let stood = -1;

/** The finding that is chosen, null where none is shown. */
export const current = () => filter.items.find((each) => each.dataset.key === chosen && !each.hidden) ?? null;

function foldAll(but) {
  for (const item of pane.querySelectorAll(".issue.chosen")) {
    if (item === but) continue;
    item.classList.remove("chosen");
    item.querySelector(".choose").setAttribute("aria-expanded", "false");
    item.querySelector(".detail").hidden = true;
  }
}

function unfoldItem(item) {
  foldAll(item);
  chosen = item.dataset.key;
  stood = filter.items.indexOf(item);
  item.classList.add("chosen");
  item.querySelector(".choose").setAttribute("aria-expanded", "true");
  item.querySelector(".detail").hidden = false;
}

const sides = (item) => [...item.querySelectorAll(".side[data-jump]")].map(placeOf);

/** Open a finding and show its places. @param {HTMLElement} item */
export async function choose(item) {
  unfoldItem(item);
  item.querySelector(".choose").focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  await show(sides(item));
}

/** Go to the next or previous finding that is shown. @param {1 | -1} step */
export function step(step) {
  const { items } = filter;
  const known = items.findIndex((each) => each.dataset.key === chosen);
  const gone = step > 0 ? stood : stood - 1;
  const nowhere = step > 0 ? 0 : items.length - 1;
  const from = known >= 0 ? known + step : stood >= 0 ? gone : nowhere;
  const ahead = step > 0 ? items.slice(Math.max(0, from)) : items.slice(0, Math.max(0, from + 1)).reverse();
  const shown = (each) => !each.hidden;
  const to = ahead.find(shown) ?? current() ?? (step > 0 ? items.findLast(shown) : items.find(shown));
  if (to) choose(to).catch(warnOf);
}

/** Open one of the forms of the chosen finding. @param {string} act */
export function act(act) {
  const item = current();
  return item ? unfold(item, act) : false;
}

/** Open the pane at one finding. @param {string} key */
export async function reveal(key) {
  await open("findings");
  const item = filter.items.find((each) => each.dataset.key === key);
  if (!item) return;
  filter.reveal(item);
  await choose(item);
}

/** Open the pane at what is still open of one severity. @param {string} severity */
export async function narrow(severity) {
  await open("findings");
  filter.narrow({ status: "open", severity });
}

/** The gravest severity of what is still open, by spot. */
export function gravest() {
  const found = new Map();
  for (const level of ["info", "warning", "error"]) {
    for (const item of pane.querySelectorAll(`[data-severity=${level}][data-status=open]`)) {
      for (const side of sides(item)) found.set(side.spot, level);
    }
  }
  return found;
}

/** The findings that speak of a spot. */
export function about(spot) {
  return filter.items.filter((item) => sides(item).some((side) => side.spot === spot));
}

const SENT = {
  fix: (item, form) => {
    const after = form.elements.after.value;
    return [{ kind: "field_fixed", place: form.dataset.place, before: form.dataset.before, after }, ""];
  },
  accept: (item, form) => {
    const reason = typed(form.elements.reason, "请写明理由");
    const { key: fingerprint, rule, place } = item.dataset;
    return reason && [{ kind: "finding_accepted", fingerprint, rule, place }, reason];
  },
  ask: (item, form) => {
    const question = typed(form.elements.question, "请写明问什么");
    const { key: fingerprint, rule, place } = item.dataset;
    return question && [{ kind: "finding_asked", fingerprint, question, rule, place }, ""];
  },
};

async function submit(form) {
  const item = form.closest(".issue");
  const kind = form.closest("[data-form]").dataset.form;
  const made = SENT[kind](item, form);
  if (!made) return;
  const [data, reason] = made;
  if (kind === "fix" && data.after === data.before) {
    tell("值没有变，没有保存。");
    return;
  }
  const saved = await once(form, () => decide(data, reason));
  if (saved && kind !== "fix") tell(`已保存：${saved.line.words}`);
}

async function press(button) {
  const item = button.closest(".issue");
  if (button.matches(".choose")) {
    if (item.classList.contains("chosen")) foldAll(null);
    else await choose(item);
  } else if (button.dataset.act === "reopen") {
    const saved = await decide({ kind: "finding_reopened", fingerprint: item.dataset.key });
    if (saved) tell(`已保存：${saved.line.words}`);
  } else if ("use" in button.dataset) {
    const { after } = button.closest("form").elements;
    after.value = button.dataset.use;
    after.focus();
  } else if (button.dataset.act) {
    unfold(item, button.dataset.act);
  } else if ("cancel" in button.dataset) {
    fold(item);
  }
}

/** Say at each quote that isn't from this year's papers where it is from. */
function nameFiles() {
  for (const side of pane.querySelectorAll(".side[data-jump]")) {
    const kind = kindOf(side.dataset.file);
    if (!kind) continue;
    const tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = kind;
    side.querySelector(".side-label").append(" ", tag);
  }
}

/** Whether something is typed in an open form and not saved. */
export const unsaved = () => [...pane.querySelectorAll("[data-form]:not([hidden]) :is(input, textarea)")]
  .some((input) => input.value !== input.defaultValue);

/** Let the pane be used. */
export function findings() {
  pane.addEventListener("filled", () => {
    nameFiles();
    filter.apply();
    const item = current();
    if (item) unfoldItem(item);
  });
  formsIn(pane, ".issue", { buttons: "button:not([data-jump]):not([type=submit])", press, submit, fold });
  if ("loaded" in pane.dataset) {
    nameFiles();
    filter.apply();
  }
}
