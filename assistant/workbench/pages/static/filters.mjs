/** Narrow a list on the page by its items' data; what was chosen outlives a fresh edition. */

/** @typedef {{find: string, values: Record<string, string>}} Wanted */

/** Whether an item has one of the wanted values; both may be several words. */
function has(item, name, wanted) {
  if (!wanted) return true;
  const own = item.dataset[name] ?? "";
  return own === wanted || (name === "state" || name === "status") && wanted.split(" ").some((each) => own.split(" ").includes(each));
}

/** @param {string} kind `finding` or `field` */
export class Filter {
  /** @param {HTMLElement} pane @param {string} kind @param {Record<string, string>} begin */
  constructor(pane, kind, begin) {
    this.pane = pane;
    this.kind = kind;
    this.values = { ...begin };
    this.words = "";
    pane.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-filter]");
      if (button) this.set(button.dataset.filter, button.dataset.value);
    });
    pane.addEventListener("change", (event) => {
      if (event.target.matches("select[data-filter]")) this.set(event.target.dataset.filter, event.target.value);
    });
    pane.addEventListener("input", (event) => {
      if (!event.target.matches("[data-find]") || event.isComposing) return;
      this.words = event.target.value.trim();
      this.apply();
    });
    pane.addEventListener("compositionend", (event) => {
      if (event.target.matches("[data-find]")) event.target.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  set(name, value) {
    this.values[name] = value;
    this.apply();
  }

  get items() {
    return [...this.pane.querySelectorAll(`[data-${this.kind}]`)];
  }

  fits(item) {
    return Object.entries(this.values).every(([name, value]) => has(item, name, value)) &&
      (!this.words || item.textContent.includes(this.words));
  }

  /** Let an item be seen though the filters would hide it: someone asked for it. */
  reveal(item) {
    if (item.hidden) this.narrow({});
  }

  /** Show what has these values and nothing else. @param {Record<string, string>} values */
  narrow(values) {
    this.values = values;
    this.words = "";
    const find = this.pane.querySelector("[data-find]");
    if (find) find.value = "";
    this.apply();
  }

  apply() {
    const { items } = this;
    for (const item of items) item.hidden = !this.fits(item);
    for (const group of this.pane.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(`[data-${this.kind}]:not([hidden])`);
    }
    this.#show(items.filter((item) => !item.hidden).length, items.length);
  }

  #show(shown, all) {
    for (const button of this.pane.querySelectorAll("button[data-filter]")) {
      button.setAttribute("aria-pressed", String((this.values[button.dataset.filter] ?? "") === button.dataset.value));
    }
    for (const select of this.pane.querySelectorAll("select[data-filter]")) select.value = this.values[select.dataset.filter] ?? "";
    const line = this.pane.querySelector("[data-filtered]");
    if (line) line.textContent = shown === all ? "" : `显示 ${shown} 项，另有 ${all - shown} 项未显示`;
    const none = this.pane.querySelector("[data-none]");
    if (none) none.hidden = shown > 0 || all === 0;
  }
}
