/** Forms that open below a row of buttons: fix, accept, ask, write again. */

/** The open form of an item goes; its button gets the focus back where the form had it. */
export function fold(item) {
  for (const form of item.querySelectorAll("[data-form]:not([hidden])")) {
    const button = item.querySelector(`[data-act="${form.dataset.form}"]:not([hidden])`);
    const had = form.contains(document.activeElement);
    form.hidden = true;
    button?.setAttribute("aria-expanded", "false");
    if (had) button?.focus();
  }
}

/** Open an item's form, or close it where it is open. @param {HTMLElement} item @param {string} name */
export function unfold(item, name) {
  const form = item.querySelector(`[data-form="${name}"]`);
  if (!form) return false;
  const wasOpen = !form.hidden;
  fold(item);
  if (wasOpen) return true;
  form.hidden = false;
  for (const button of item.querySelectorAll(`[data-act="${name}"]`)) button.setAttribute("aria-expanded", "true");
  const input = form.querySelector("input, textarea");
  input?.focus();
  input?.select();
  form.scrollIntoView({ block: "nearest" });
  return true;
}

/** Return what was typed; where it may not be blank and is, say so and return null. */
export function typed(input, missing) {
  const words = input.value.trim();
  input.setCustomValidity(words ? "" : missing);
  if (words) return words;
  input.reportValidity();
  input.addEventListener("input", () => input.setCustomValidity(""), { once: true });
  return null;
}

/** Send a form once: its buttons rest while the server answers. */
export async function once(form, task) {
  const buttons = [...form.querySelectorAll("button:not(.chip)")].filter((button) => !button.disabled);
  for (const button of buttons) button.disabled = true;
  try {
    return await task();
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}
