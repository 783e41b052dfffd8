/** The pane 文字: read, edit, compare, write again, take or refuse a text for each slot. */

import { tell, warn } from "./announce.mjs";
import { call, pack } from "./api.mjs";
import { Editor } from "./editor.mjs";
import { fold, once, typed, unfold } from "./forms.mjs";
import { formsIn } from "./forms_in.mjs";
import { watchJob } from "./job.mjs";
import { paneOf } from "./panes.mjs";
import { renew } from "./renewing.mjs";
import { decide } from "./saving.mjs";

const pane = paneOf("drafts");
/** @type {Map<string, Editor>} the texts that are being written, by place */
const editors = new Map();
/** The slots whose versions stand side by side, by place. */
const compared = new Set();

const shownVersion = (slot) => slot.querySelector(".version:not([hidden])");
const seqOf = (version) => (version?.dataset.seq ? Number(version.dataset.seq) : null);
const textOf = (version) => version?.querySelector("[data-text]").content.textContent ?? "";

function pick(slot, number) {
  compared.delete(slot.dataset.key);
  slot.classList.remove("compare");
  slot.querySelectorAll(".version").forEach((version, at) => { version.hidden = at !== number; });
  for (const button of slot.querySelectorAll(".versions-bar button")) {
    button.setAttribute("aria-pressed", String(button.dataset.version === String(number)));
  }
}

function compare(slot) {
  compared.add(slot.dataset.key);
  slot.classList.add("compare");
  for (const version of slot.querySelectorAll(".version")) version.hidden = false;
  for (const each of slot.querySelectorAll(".versions-bar button")) {
    each.setAttribute("aria-pressed", String("compare" in each.dataset));
  }
}

function toggleCompare(slot) {
  if (slot.classList.contains("compare")) pick(slot, slot.querySelectorAll(".version").length - 1);
  else compare(slot);
}

function edit(slot, version) {
  const kept = [...(version?.querySelectorAll("[data-kept]") ?? [])].map((each) => [each.dataset.kept, each.dataset.why]);
  const editor = new Editor(slot.dataset.key, textOf(version), new Map(kept));
  editors.set(slot.dataset.key, editor);
  mount(slot, editor);
  editor.area.focus();
}

function mount(slot, editor) {
  slot.classList.add("editing");
  slot.querySelector(".versions").after(editor.form);
}

function leave(slot) {
  const editor = editors.get(slot.dataset.key);
  editors.delete(slot.dataset.key);
  editor?.form.remove();
  slot.classList.remove("editing");
  slot.querySelector("[data-act=edit]")?.focus();
}

async function saveText(slot, editor) {
  await editor.verify();
  const kept = editor.kept();
  if (!kept) {
    warn("有数字与材料对不上，没有保存：请改正，或写明保留的理由。");
    return;
  }
  const before = editor.before.split("\n").filter(Boolean);
  const data = { kind: "draft_edited", place: slot.dataset.key, before, after: editor.paragraphs, kept };
  try {
    const saved = await once(editor.form, () => decide(data));
    if (!saved) return;
    editors.delete(slot.dataset.key);
    tell(`已保存：${saved.line.words}`);
  } catch (error) {
    if (!error.problem?.marks?.length) throw error;
    editor.show(error.problem.marks);
    warn(error.message);
  }
}

const slotAt = (place) => [...pane.querySelectorAll(".slot")].find((each) => each.dataset.key === place);
const count = (slot) => slot?.querySelectorAll(".version").length ?? 0;

async function again(slot, hint) {
  const place = slot.dataset.key;
  await once(slot, async () => {
    await call("POST", `/packs/${pack}/drafts/write`, { place, hint });
    const last = await watchJob((progress) => tell(progress.line || "正在写"));
    await renew();
    // A new text is worth reading only beside the one that was there.
    if (count(slotAt(place)) > count(slot)) compare(slotAt(place));
    (last.state === "failed" || last.errors.length ? warn : tell)([last.line, ...last.errors].join("\n"));
  });
}

async function refuse(slot, form) {
  const reason = typed(form.elements.reason, "请写明理由");
  if (!reason) return;
  const saved = await once(form, () => decide({ kind: "draft_refused", place: slot.dataset.key }, reason));
  if (saved) tell(`已保存：${saved.line.words}`);
}

async function take(slot, version) {
  const saved = await decide({ kind: "draft_accepted", place: slot.dataset.key, version: seqOf(version) });
  if (saved) tell(`已保存：${saved.line.words}`);
}

async function press(button) {
  const slot = button.closest(".slot");
  const version = button.closest(".version") ?? shownVersion(slot);
  const { act } = button.dataset;
  if ("version" in button.dataset) pick(slot, Number(button.dataset.version));
  else if ("compare" in button.dataset) toggleCompare(slot);
  else if (act === "take") await take(slot, version);
  else if (act === "edit") edit(slot, version);
  else if (act === "rewrite") await again(slot, "");
  else if (act) unfold(slot, act);
  else if ("cancel" in button.dataset) (button.closest(".editor") ? leave : fold)(slot);
}

async function submit(form) {
  const slot = form.closest(".slot");
  if (form.matches(".editor")) await saveText(slot, editors.get(slot.dataset.key));
  else if (form.dataset.form === "again") await again(slot, form.elements.hint.value.trim());
  else if (form.dataset.form === "refuse") await refuse(slot, form);
}

/** Whether words are being written that are not saved yet. */
export const unsaved = () => [...editors.values()].some((editor) => editor.area.value !== editor.before);

/** Let the pane be used. */
export function drafts() {
  pane.addEventListener("filled", () => {
    for (const slot of pane.querySelectorAll(".slot")) {
      const editor = editors.get(slot.dataset.key);
      if (editor) mount(slot, editor);
      if (compared.has(slot.dataset.key)) compare(slot);
    }
  });
  formsIn(pane, ".slot", { buttons: "button:not([data-jump]):not([popovertarget]):not([type=submit])", press, submit, fold });
}
