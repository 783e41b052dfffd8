/** On a narrow screen one side is shown at a time. */

const columns = document.getElementById("columns");
const buttons = [...document.querySelectorAll(".switch [data-side]")];

/** Show one side; on a wide screen both are there. @param {"source" | "work"} name */
export function side(name) {
  columns.dataset.side = name;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.side === name));
}

/** Let the switch be used. */
export function sides() {
  for (const button of buttons) button.addEventListener("click", () => side(button.dataset.side));
}
