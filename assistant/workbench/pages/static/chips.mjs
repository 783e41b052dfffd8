/** The card of a figure opens below its button, within the window. */

const GAP = 6;

function place(card) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(card.id)}"]`);
  if (!button) return;
  const at = button.getClientRects()[0];
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(at.left, innerWidth - width - GAP));
  const below = at.bottom + GAP;
  const top = below + height > innerHeight ? Math.max(GAP, at.top - height - GAP) : below;
  card.style.setProperty("left", `${left}px`);
  card.style.setProperty("top", `${top}px`);
}

/** Let cards and menus open where their button is. */
export function chips() {
  document.addEventListener("toggle", (event) => {
    if (event.newState === "open" && event.target.matches("[popover]")) place(event.target);
  }, true);
}
