/** A Word file that was edited elsewhere comes back: what it says is shown slot by slot. */

import { warn, warnOf } from "./announce.mjs";
import { call, pack } from "./api.mjs";
import { renew } from "./renewing.mjs";
import { movedTo, seen } from "./saving.mjs";

const dialog = document.getElementById("returned");
const form = dialog.querySelector("form");
const told = dialog.querySelector("[data-told]");

function element(name, words = "", children = []) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  made.append(...children);
  return made;
}

function table(head, rows) {
  const cells = (name, row) => element("tr", "", row.map((words) => element(name, words)));
  const made = element("table", "", [element("thead", "", [cells("th", head)]), element("tbody", "", rows.map((row) => cells("td", row)))]);
  made.className = "grid";
  return made;
}

function part(title, content) {
  return [element("h3", title), content];
}

const list = (lines) => element("ul", "", lines.map((line) => element("li", line)));

/** @param {object} result `Returned` of the API */
function parts(result) {
  const { changed, reworded, gone, new: fresh } = result;
  const outcomes = result.outcomes.filter((each) => each.outcome !== "unchanged");
  const still = result.outcomes.length - outcomes.length;
  return [
    ...(result.told.length ? [list(result.told)] : []),
    ...(outcomes.length ? part(`文字（${outcomes.length} 处）`, table(["位置", "结果", "现在的文字"], outcomes.map((each) => [each.title, each.outcome_name, each.text.join("\n")]))) : []),
    ...(changed.length ? part(`改动的数字（${changed.length} 处）`, table(["位置", "原来", "现在"], changed.map((each) => [each.label, each.before, each.after]))) : []),
    ...(reworded.length ? part(`改动的文字（${reworded.length} 处）`, table(["位置", "原来", "现在"], reworded.map((each) => [each.label, each.before, each.after]))) : []),
    ...(gone.length ? part(`已消除的问题（${gone.length} 项）`, list(gone)) : []),
    ...(fresh.length ? part(`新出现的问题（${fresh.length} 项）`, list(fresh)) : []),
    ...(!outcomes.length && !changed.length && !reworded.length ? [element("p", "没有改动的文字和数字。")] : []),
    ...(outcomes.length && still ? [element("p", `其余 ${still} 处文字未动。`)] : []),
  ];
}

function step(name) {
  for (const each of dialog.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== name;
}

async function submit() {
  const file = form.elements.file.files[0];
  if (!file) {
    warn("请先选择 Word 文件。");
    return;
  }
  const body = new FormData();
  body.append("file", file, file.name);
  body.append("expected", String(seen()));
  body.append("id", crypto.randomUUID());
  const progress = form.querySelector("progress");
  progress.hidden = false;
  try {
    const result = await call("POST", `/packs/${pack}/returned`, body);
    told.replaceChildren(...parts(result));
    step("told");
    dialog.querySelector("[data-step=told]").focus({ preventScroll: true });
    dialog.scrollTop = 0;
    movedTo(result.version);
    await renew();
  } finally {
    progress.hidden = true;
  }
}

/** Let the dialog be used. */
export function returned() {
  document.getElementById("returned-open").addEventListener("click", () => {
    form.reset();
    step("send");
    dialog.showModal();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit().catch(warnOf);
  });
}
