/** What a pane of items with forms listens to: its buttons, its forms, and Escape that folds one. */

import { warnOf } from "./announce.mjs";
import { isComposing } from "./composing.mjs";

/**
 * @param {HTMLElement} pane
 * @param {string} item selector of one item
 * @param {{buttons: string, press: (button: HTMLElement) => Promise<unknown>,
 *   submit: (form: HTMLFormElement) => Promise<unknown>, fold: (item: HTMLElement) => void}} does
 *   `buttons`: selector of an item's own buttons
 */
export function formsIn(pane, item, { buttons, press, submit, fold }) {
  pane.addEventListener("click", (event) => {
    const button = event.target.closest(`${item} ${buttons}`);
    if (button) press(button).catch(warnOf);
  });
  pane.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target).catch(warnOf);
  });
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isComposing(event)) return;
    const form = event.target.closest("[data-form]");
    if (form) fold(form.closest(item));
  });
}
