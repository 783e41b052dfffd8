/** A pack that is being read: how far it is, and on to the workbench when it is done. */

import { tellKept, warnOf } from "./announce.mjs";
import { call, pack } from "./api.mjs";
import { moreFiles, readAgain } from "./files.mjs";
import { watchJob } from "./job.mjs";

const card = document.getElementById("reading");
const part = (name) => card.querySelector(`[data-${name}]`);

function show(progress) {
  const bar = card.querySelector("progress");
  if (progress.total) Object.assign(bar, { max: progress.total, value: progress.done });
  const count = progress.total ? `（${progress.done}/${progress.total}）` : "";
  part("job-words").textContent = `${progress.line || "正在读取"}${count}`;
  part("job-errors").replaceChildren(...progress.errors.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
}

async function follow() {
  const last = await watchJob(show);
  if (last.state === "failed" || last.state === "idle") {
    part("job").hidden = true;
    part("again").hidden = false;
    part("job-why").textContent = last.line;
    document.getElementById("reading-title").textContent = "没有读成";
  } else location.reload();
}

tellKept(true);
moreFiles(() => { part("again").hidden = false; });
part("read").addEventListener("click", () => readAgain().catch(warnOf));
part("cancel").addEventListener("click", () => call("POST", `/packs/${pack}/read/cancel`).catch(warnOf));
if (card.dataset.state === "reading") follow().catch(warnOf);
document.documentElement.dataset.ready = "";
