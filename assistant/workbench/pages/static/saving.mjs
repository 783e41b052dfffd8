/** Decisions go to the server one after another, each with the version it was made on. */

import { call, pack, Refused } from "./api.mjs";
import { settleConflict } from "./conflict.mjs";
import { renew } from "./renewing.mjs";

let version = Number(document.documentElement.dataset.version);
let line = Promise.resolve();
const PAUSES = [300, 1000, 3000];

const wait = (time) => new Promise((done) => { setTimeout(done, time); });

/** Put a task behind those that are still under way. @template T @param {() => Promise<T>} task */
function inTurn(task) {
  const done = line.then(task);
  line = done.catch(() => {});
  return done;
}

/** Send again while nobody answers: the id makes it one event however often it arrives. */
async function surely(path, body) {
  for (const pause of PAUSES) {
    try {
      return await call("POST", path, body);
    } catch (error) {
      if (error.status !== 0) throw error;
      await wait(pause);
    }
  }
  return call("POST", path, body);
}

/** Take over what a write gave, and let the page follow. */
export function follow(saved) {
  version = saved.version;
  document.dispatchEvent(new CustomEvent("saved", { detail: saved }));
  return saved;
}

async function write(path, body) {
  try {
    return follow(await surely(path, { ...body, expected: version }));
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409 || !error.problem.conflict) throw error;
    const { conflict } = error.problem;
    version = conflict.version;
    if (await settleConflict(conflict)) return write(path, body);
    await renew();
    return null;
  }
}

/**
 * Store a decision. Returns what was saved, or null where a person let another's stand.
 * @param {object} data the event, with its `kind` @param {string} reason
 */
export function decide(data, reason = "") {
  const id = crypto.randomUUID();
  return inTurn(() => write(`/packs/${pack}/events`, { id, reason, data }));
}

/** Take back the last decision, or do it again. @param {"undo" | "redo"} step */
export function stepBack(step) {
  const id = crypto.randomUUID();
  return inTurn(() => write(`/packs/${pack}/${step}`, { id }));
}

/** The version that the page shows. */
export const seen = () => version;

/** Say that the pack has moved on without a decision of ours. @param {number} now */
export function movedTo(now) {
  version = Math.max(version, now);
}
