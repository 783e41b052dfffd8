"use strict";
(() => {
  const names = { error: "错误", warning: "警告", info: "提示" };
  const filter = document.getElementById("filter");
  const status = document.getElementById("filtered");

  function show(severity) {
    let hidden = 0;
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = severity !== "" && group.dataset.severity !== severity;
      if (group.hidden) hidden += group.querySelectorAll(".finding").length;
    }
    for (const button of filter.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === severity));
    }
    status.textContent = hidden ? `当前只显示“${names[severity]}”，另有 ${hidden} 项未显示。` : "";
  }

  if (filter) {
    filter.hidden = false;
    filter.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) show(button.dataset.show);
    });
    // A link to a finding that the filter hides shows everything again.
    const reveal = () => {
      const target = /^#finding-\d+$/.test(location.hash) && document.querySelector(location.hash);
      if (target && target.closest(".group").hidden) {
        show("");
        target.scrollIntoView();
      }
    };
    window.addEventListener("hashchange", reveal);
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
