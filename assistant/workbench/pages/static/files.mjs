/** The files of a pack: added, taken out, counted as another kind of paper; then it is read again. */

import { tell, warnOf } from "./announce.mjs";
import { base, call, pack } from "./api.mjs";
import { decide } from "./saving.mjs";
import { upload } from "./upload.mjs";

let due = false;

/** Read the pack and show how far it is: the page of a pack that is being read does both. */
export async function readAgain() {
  await call("POST", `/packs/${pack}/read`);
  location.assign(`${base}/packs/${pack}`);
}

async function remove(button) {
  await call("DELETE", `/packs/${pack}/files/${button.dataset.remove}`);
  location.reload();
}

/** Let a file be of another kind; the reading waits until all are as they should be. */
async function fileAs(select) {
  try {
    const saved = await decide({ kind: "file_filed", file_id: select.dataset.role, role: select.value });
    if (!saved) return location.reload();
    select.dataset.was = select.value;
    due = [...document.querySelectorAll("#files [data-role]")].some((each) => !each.selectedOptions[0].defaultSelected);
    tell(`已保存：${saved.line.words}。`);
  } catch (error) {
    select.value = select.dataset.was;
    throw error;
  }
}

/**
 * Let files be removed or be of another kind, and more be added with the form `more-files`.
 * @param {() => void} filed called after a file became of another kind
 */
export function moreFiles(filed) {
  const list = document.getElementById("files");
  list?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (button) remove(button).catch(warnOf);
  });
  list?.addEventListener("change", (event) => {
    if (event.target.matches("[data-role]")) fileAs(event.target).then(filed).catch(warnOf);
  });
  const form = document.getElementById("more-files");
  if (form) upload(form, () => pack, readAgain);
}

/** Let the dialog of files be used. */
export function filesDialog() {
  const dialog = document.getElementById("files-dialog");
  moreFiles(() => { dialog.querySelector("[data-due]").hidden = !due; });
  document.getElementById("files-open").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => { if (due) readAgain().catch(warnOf); });
  document.getElementById("read-again")?.addEventListener("click", () => readAgain().catch(warnOf));
}
