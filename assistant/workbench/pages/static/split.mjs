/** The line between source and work: dragged, or moved by arrow keys; its place is remembered. */

const KEY = "jixiao-divider";
const STEPS = { ArrowLeft: -2, ArrowRight: 2, PageUp: -10, PageDown: 10 };

/** @param {HTMLElement} columns @param {HTMLElement} divider */
export function split(columns, divider) {
  const least = Number(divider.getAttribute("aria-valuemin"));
  const most = Number(divider.getAttribute("aria-valuemax"));

  function place(percent) {
    const now = Math.round(Math.min(most, Math.max(least, percent)));
    columns.style.setProperty("--left", `${now}%`);
    divider.setAttribute("aria-valuenow", String(now));
    localStorage.setItem(KEY, String(now));
  }

  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    event.preventDefault();
    divider.focus();
  });
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = columns.getBoundingClientRect();
    place(((event.clientX - left) / width) * 100);
  });
  divider.addEventListener("dblclick", () => place(48));
  divider.addEventListener("keydown", (event) => {
    const now = Number(divider.getAttribute("aria-valuenow"));
    const to = { Home: least, End: most }[event.key] ?? (STEPS[event.key] && now + STEPS[event.key]);
    if (to === undefined) return;
    event.preventDefault();
    place(to);
  });
  place(Number(localStorage.getItem(KEY)) || Number(divider.getAttribute("aria-valuenow")));
}
