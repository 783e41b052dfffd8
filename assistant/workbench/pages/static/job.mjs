/** Long work on the server: asked after until it is over. */

import { call, pack } from "./api.mjs";

const PAUSE = 400;

/**
 * Wait until no job runs; `show` gets each state on the way. Returns the last.
 * @param {(progress: {state: string, done: number, total: number, line: string, errors: string[]}) => void} show
 */
export async function watchJob(show) {
  for (;;) {
    const progress = await call("GET", `/packs/${pack}/progress`);
    show(progress);
    if (!["queued", "running"].includes(progress.state)) return progress;
    await new Promise((done) => { setTimeout(done, PAUSE); });
  }
}
