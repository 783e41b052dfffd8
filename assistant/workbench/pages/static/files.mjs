/** The files of a pack: more can be added, one can be taken out; then it is read again. */

import { warnOf } from "./announce.mjs";
import { base, call, pack } from "./api.mjs";
import { upload } from "./upload.mjs";

/** Read the pack and show how far it is: the page of a pack that is being read does both. */
export async function readAgain() {
  await call("POST", `/packs/${pack}/read`);
  location.assign(`${base}/packs/${pack}`);
}

async function remove(button) {
  await call("DELETE", `/packs/${pack}/files/${button.dataset.remove}`);
  location.reload();
}

/** Let files be removed, and more be added with the form `more-files`. */
export function moreFiles() {
  document.getElementById("files")?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (button) remove(button).catch(warnOf);
  });
  const form = document.getElementById("more-files");
  if (form) upload(form, () => pack, readAgain);
}

/** Let the dialog of files be used. */
export function filesDialog() {
  moreFiles();
  document.getElementById("files-open").addEventListener("click", () => document.getElementById("files-dialog").showModal());
  document.getElementById("read-again")?.addEventListener("click", () => readAgain().catch(warnOf));
}
