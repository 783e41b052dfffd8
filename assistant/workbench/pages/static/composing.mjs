/**
 * Whether a key belongs to an input method that is choosing a word.
 * Some browsers give only the old key code 229 for the key that ends a composition.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Whether an element takes typed words.
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
export function takesWords(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
