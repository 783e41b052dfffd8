/** The list of packs: a new one begins with its files. */

import { base, call } from "./api.mjs";
import { upload } from "./upload.mjs";

const form = document.getElementById("new-pack");
let made = "";

/** Make the pack once, however often the upload has to be tried. */
async function packOf() {
  const title = form.elements.title.value.trim();
  made ||= (await call("POST", "/packs", title ? { title } : {})).pack_id;
  return made;
}

upload(form, packOf, async (pack) => {
  await call("POST", `/packs/${pack}/read`);
  location.assign(`${base}/packs/${pack}`);
});
document.documentElement.dataset.ready = "";
