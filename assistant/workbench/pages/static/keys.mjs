/** Single keys for what is done a hundred times; never while words are being typed. */

import { isComposing, takesWords } from "./composing.mjs";

const KEY = "jixiao-single-keys";

/** Whether single keys are wanted; a person may turn them off. */
const wanted = () => localStorage.getItem(KEY) !== "no";

const free = (event) =>
  !event.defaultPrevented && !isComposing(event) && !takesWords(event.target) &&
  !document.querySelector("dialog[open], [popover]:popover-open");

/**
 * @param {Record<string, () => unknown>} single actions by key
 * @param {Record<string, () => unknown>} withControl actions by key pressed with Control
 */
export function keys(single, withControl) {
  document.addEventListener("keydown", (event) => {
    if (!free(event) || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    const name = control ? `${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}` : event.key;
    const action = control ? withControl[name] : wanted() && single[name];
    if (!action) return;
    event.preventDefault();
    action();
  });
  const box = document.getElementById("single-keys");
  box.checked = wanted();
  box.addEventListener("change", () => localStorage.setItem(KEY, box.checked ? "yes" : "no"));
}
