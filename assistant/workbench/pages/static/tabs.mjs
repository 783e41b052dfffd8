/** Tabs by the ARIA pattern: arrows move between them, only the chosen one is in the tab order. */

/** Mark one tab as chosen. @param {HTMLElement} list @param {HTMLElement} chosen */
export function mark(list, chosen) {
  for (const tab of list.querySelectorAll("[role=tab]")) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function next(tabs, from, key) {
  if (key === "Home") return tabs[0];
  if (key === "End") return tabs.at(-1);
  return STEPS[key] && tabs.at((tabs.indexOf(from) + STEPS[key]) % tabs.length);
}

/** Let a list of tabs be used. @param {HTMLElement} list @param {(tab: HTMLElement) => void} choose */
export function tabs(list, choose) {
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    const to = next([...list.querySelectorAll("[role=tab]")], event.target, event.key);
    if (!to) return;
    event.preventDefault();
    to.focus();
    choose(to);
  });
}
