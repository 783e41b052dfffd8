/** The pane 数据: every value beside its source; an edit keeps the original. */

import { tell, warnOf } from "./announce.mjs";
import { isComposing } from "./composing.mjs";
import { Filter } from "./filters.mjs";
import { once } from "./forms.mjs";
import { open, paneOf } from "./panes.mjs";
import { decide } from "./saving.mjs";

const pane = paneOf("fields");
const filter = new Filter(pane, "field", {});
const template = document.getElementById("field-editor");

/** Open the pane at the field that stands in a spot; false where none does. @param {string} spot */
export async function revealSpot(spot) {
  await open("fields");
  const label = pane.querySelector(`.field-label[data-spot="${CSS.escape(spot)}"]`);
  if (!label) return false;
  const item = label.closest(".field");
  filter.reveal(item);
  item.scrollIntoView({ block: "center" });
  label.focus({ preventScroll: true });
  return true;
}

/** Open the pane at the values that want to be looked at: doubtful ones, else those edited. */
export async function look() {
  await open("fields");
  const doubtful = filter.items.some((item) => item.dataset.state.includes("doubtful"));
  filter.narrow({ state: doubtful ? "doubtful" : "edited" });
}

function close(item) {
  const form = item.querySelector(".field-edit");
  if (!form) return;
  form.remove();
  const value = item.querySelector(".value");
  value.hidden = false;
  value.focus();
}

function edit(item) {
  for (const other of pane.querySelectorAll(".field-edit")) close(other.closest(".field"));
  const form = template.content.firstElementChild.cloneNode(true);
  const value = item.querySelector(".value");
  const input = form.elements.after;
  input.value = item.dataset.raw;
  input.setAttribute("aria-label", `${item.querySelector(".field-label").textContent}，新的值`);
  value.hidden = true;
  value.after(form);
  input.focus();
  input.select();
}

async function save(form) {
  const item = form.closest(".field");
  const after = form.elements.after.value;
  const { key: place, raw: before } = item.dataset;
  if (after === before) {
    close(item);
    return;
  }
  await once(form, () => decide({ kind: "field_fixed", place, before, after }));
}

async function press(button) {
  const item = button.closest(".field");
  if ("edit" in button.dataset) edit(item);
  else if ("cancel" in button.dataset) close(item);
  else if ("confirm" in button.dataset) {
    const saved = await decide({ kind: "field_confirmed", place: item.dataset.key });
    if (saved) tell(`已保存：${saved.line.words}`);
  }
}

/** Let the pane be used. */
export function fields() {
  pane.addEventListener("filled", () => filter.apply());
  pane.addEventListener("click", (event) => {
    const button = event.target.closest(".field button:not([data-jump]):not([type=submit])");
    if (button) press(button).catch(warnOf);
  });
  pane.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.target).catch(warnOf);
  });
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isComposing(event)) return;
    const form = event.target.closest(".field-edit");
    if (form) close(form.closest(".field"));
  });
}
