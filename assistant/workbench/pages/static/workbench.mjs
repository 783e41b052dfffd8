/** The workbench: its parts, and how they hear of one another. */

import { tell, tellKept, warnOf } from "./announce.mjs";
import { call, pack } from "./api.mjs";
import { chips } from "./chips.mjs";
import { download } from "./download.mjs";
import * as drafts from "./drafts.mjs";
import * as fields from "./fields.mjs";
import { filesDialog, readAgain } from "./files.mjs";
import * as findings from "./findings.mjs";
import { keys } from "./keys.mjs";
import * as panes from "./panes.mjs";
import { placeOf } from "./places.mjs";
import { returned } from "./returned.mjs";
import { renew, renewBy } from "./renewing.mjs";
import { movedTo, stepBack } from "./saving.mjs";
import { side, sides } from "./sides.mjs";
import * as source from "./source.mjs";
import { split } from "./split.mjs";

const byId = (id) => document.getElementById(id);

function counts(card) {
  for (const name of ["errors", "warnings", "notices", "open"]) {
    for (const each of document.querySelectorAll(`[data-count="${name}"]`)) each.textContent = String(card[name]);
  }
  document.querySelector('[data-count="open"]').setAttribute("aria-label", `待处理 ${card.open} 项`);
  const parts = byId("counts").children;
  ["errors", "warnings", "notices"].forEach((name, at) => {
    parts[at].className = card[name] ? name.slice(0, -1).replace("notice", "info") : "none";
  });
}

function steps({ undo, redo }) {
  for (const [id, words] of Object.entries({ undo, redo })) {
    byId(id).disabled = !words;
    byId(id).title = words;
  }
}

async function tintAgain() {
  await panes.load("findings");
  source.tint(findings.gravest());
}

/** Everything that shows the pack follows what was decided. */
async function everything() {
  await Promise.all([panes.refresh(), source.refresh()]);
  await tintAgain();
}

/** What a fix did to the findings, in words. */
function difference(before, card) {
  const fewer = before - card.open;
  const gone = fewer > 0 ? `待处理的问题少了 ${fewer} 项，` : fewer < 0 ? `待处理的问题多了 ${-fewer} 项，` : "";
  return `${gone}还有 ${card.open} 项待处理。`;
}

/** The pack's card once its check is done: a long check goes on while the page is told. */
async function checked(card) {
  let now = card;
  while (now.checking) {
    await new Promise((done) => { setTimeout(done, 150); });
    now = await call("GET", `/packs/${pack}`);
  }
  return now;
}

/** Whether an undo or redo went over what files are, so that the pack has to be read again. */
const unread = ({ card, line }) => ["undone", "redone"].includes(line.kind) && card.stale && !byId("read-again");

async function follow(saved) {
  if (unread(saved)) return readAgain();
  const before = Number(document.querySelector('[data-count="open"]').textContent);
  steps(saved);
  // The pane waits for the check, so what is told and what is shown are of one version.
  await everything();
  const card = await checked(saved.card);
  counts(card);
  if (!card.stale && byId("read-again")) location.reload();
  if (saved.line.kind === "field_fixed") tell(`已保存并重新核对。${difference(before, card)}`);
}

function listen() {
  document.addEventListener("saved", ({ detail: saved }) => {
    follow(saved).catch(warnOf);
  });
  renewBy(async () => {
    const overview = await call("GET", `/packs/${pack}/overview`);
    movedTo(overview.card.version);
    steps(overview);
    await everything();
    counts(await checked(overview.card));
  });
  document.addEventListener("opened", () => source.tint(findings.gravest()));
}

/** Where the lines of 还要做的 lead. */
const WAYS = {
  findings: (severity) => findings.narrow(severity),
  fields: () => fields.look(),
  drafts: () => panes.open("drafts"),
  overview: () => byId("read-again")?.focus(),
};

/** Buttons anywhere that lead to a place in the source, or to another pane. */
function jumps() {
  document.addEventListener("click", (event) => {
    const jump = event.target.closest("[data-jump]");
    if (jump) {
      const item = jump.closest(".issue");
      const all = item ? [...item.querySelectorAll(".side[data-jump]")] : [jump];
      const places = [jump, ...all.filter((each) => each !== jump)].map(placeOf);
      jump.closest("[popover]")?.hidePopover();
      side("source");
      source.show(places).catch(warnOf);
    }
    const link = event.target.closest("[data-go]");
    if (link) {
      event.preventDefault();
      Promise.resolve(WAYS[link.dataset.go](link.dataset.anchor)).catch(warnOf);
    }
    event.target.closest("[data-close]")?.closest("dialog").close();
  });
}

/** A spot of the source was picked: its findings, else its value. */
async function picked(spot) {
  const [finding] = panes.current() === panes.paneOf("findings") ? findings.about(spot) : [];
  side("work");
  if (finding) await findings.reveal(finding.dataset.key);
  else if (!(await fields.revealSpot(spot))) tell("这一处没有提取出数据。");
}

function undo(step) {
  if (byId(step).disabled) return;
  const words = byId(step).title;
  stepBack(step).then((saved) => {
    if (saved) tell(`${step === "undo" ? "已撤销" : "已重做"}：${words}`);
  }).catch(warnOf);
}

/** Run an action on the chosen finding, where that pane is shown. */
const onFinding = (act) => () => {
  if (panes.current() === panes.paneOf("findings")) findings.act(act);
};

const stepTo = (way) => async () => {
  await panes.open("findings");
  findings.step(way);
};

async function toSource() {
  side("source");
  if (!(await source.enter())) tell("先选一个问题或一项数据，再到原文。");
}

function keyboard() {
  const opened = Object.fromEntries(["overview", "findings", "fields", "drafts", "history"].map((name, number) =>
    [String(number + 1), () => panes.open(name).then(() => panes.current().focus()).catch(warnOf)]));
  keys({
    ...opened,
    j: stepTo(1), k: stepTo(-1), f: onFinding("fix"), a: onFinding("accept"), q: onFinding("ask"),
    s: toSource, u: () => undo("undo"), "?": () => byId("help").showModal(),
  }, { z: () => undo("undo"), y: () => undo("redo"), "shift+z": () => undo("redo") });
}

function buttons() {
  byId("undo").addEventListener("click", () => undo("undo"));
  byId("redo").addEventListener("click", () => undo("redo"));
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("export-menu").addEventListener("click", (event) => {
    const button = event.target.closest("[data-export]");
    if (!button) return;
    byId("export-menu").hidePopover();
    download(button.dataset.export).then(renew).catch(warnOf);
  });
  addEventListener("beforeunload", (event) => { if (drafts.unsaved() || findings.unsaved()) event.preventDefault(); });
}

split(byId("columns"), byId("divider"));
sides();
source.source((spot) => picked(spot).catch(warnOf));
panes.watchTabs();
findings.findings();
fields.fields();
drafts.drafts();
chips();
returned();
filesDialog();
listen();
jumps();
keyboard();
buttons();
tintAgain().catch(warnOf);
tellKept();
document.documentElement.dataset.ready = "";
