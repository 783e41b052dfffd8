"use strict";
(() => {
  const filter = document.getElementById("filter");
  const status = document.getElementById("filtered");
  const findings = [...document.querySelectorAll(".finding")];
  const wanted = { severity: "" };

  function has(finding, name, value) {
    return value === "" || finding.dataset[name].split(" ").includes(value);
  }

  // Whether a finding fits the filters; one of them may be left out, to count its choices.
  function fits(finding, but) {
    return Object.entries(wanted).every(
      ([name, value]) => name === but || has(finding, name, value),
    );
  }

  function count(name, value) {
    return findings.filter((each) => fits(each, name) && has(each, name, value)).length;
  }

  function tell() {
    for (const button of filter.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === wanted.severity));
      button.querySelector(".n").textContent = count("severity", button.dataset.show);
    }
    for (const option of filter.querySelectorAll("option[data-name]")) {
      const number = count(option.closest("select").dataset.filter, option.value);
      option.textContent = `${option.dataset.name}（${number}）`;
    }
  }

  function apply() {
    for (const finding of findings) finding.hidden = !fits(finding);
    for (const group of document.querySelectorAll(".group")) {
      const shown = group.querySelectorAll(".finding:not([hidden])").length;
      group.hidden = !shown;
      group.querySelector("h3 .n").textContent = shown;
    }
    tell();
    const shown = findings.filter((each) => !each.hidden).length;
    const hidden = findings.length - shown;
    status.textContent = hidden ? `已筛选：显示 ${shown} 项，另有 ${hidden} 项未显示。` : "";
  }

  function clear() {
    for (const name of Object.keys(wanted)) wanted[name] = "";
    for (const select of filter.querySelectorAll("select")) select.value = "";
    apply();
  }

  function unfold(button) {
    const open = button.getAttribute("aria-pressed") !== "true";
    for (const each of document.querySelectorAll("details.places")) each.open = open;
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "收起全部原文" : "展开全部原文";
  }

  // Single keys act only while a finding, or something in it, has the focus.
  function step(event) {
    const finding = event.target.closest(".finding");
    if (!finding || event.ctrlKey || event.altKey || event.metaKey) return;
    const visible = findings.filter((each) => !each.hidden);
    const next = visible[visible.indexOf(finding) + { j: 1, k: -1 }[event.key]];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "o") {
      const places = finding.querySelector("details.places");
      if (places) places.open = !places.open;
    }
  }

  if (filter) {
    filter.hidden = false;
    filter.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button && button.id === "unfold") unfold(button);
      else if (button) {
        wanted.severity = button.dataset.show;
        apply();
      }
    });
    filter.addEventListener("change", (event) => {
      wanted[event.target.dataset.filter] = event.target.value;
      apply();
    });
    document.getElementById("findings").addEventListener("keydown", step);
    // A link to a finding that the filter hides shows everything again.
    const reveal = () => {
      const target = /^#finding-\d+$/.test(location.hash) && document.querySelector(location.hash);
      if (target && target.hidden) {
        clear();
        target.scrollIntoView();
      }
    };
    window.addEventListener("hashchange", reveal);
    reveal();
  }

  // A tooltip opens below its figure and stays inside its paragraph.
  function place(figure) {
    const tip = figure.querySelector(".tip");
    const paragraph = figure.closest("p");
    figure.classList.remove("closed");
    const start = figure.getClientRects()[0].left - paragraph.getBoundingClientRect().left;
    const room = paragraph.clientWidth - tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(start, room))}px`;
  }
  for (const figure of document.querySelectorAll(".fig")) {
    figure.addEventListener("mouseenter", () => place(figure));
    figure.addEventListener("focus", () => place(figure));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const figure of document.querySelectorAll(".fig:hover, .fig:focus")) {
      figure.classList.add("closed");
    }
  });

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const each of opened) each.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
})();
