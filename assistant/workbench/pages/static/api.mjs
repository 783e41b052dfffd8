/** Calls to the server that this page came from. */

const root = document.documentElement.dataset;
/** The path that all addresses begin with. */
export const base = root.base;
/** The pack that the page shows, "" on the list. */
export const pack = root.pack ?? "";
/** The moment shown, "" for now. */
export const at = root.at ?? "";

const GONE = "连不上本机的服务。请看运行 jixiao review 的窗口是否还开着；已保存的内容不会丢。";

/** An answer that says no: `status`, and the server's `problem`. */
export class Refused extends Error {
  /** @param {number} status @param {{message?: string, advice?: string, details?: string[]}} problem */
  constructor(status, problem) {
    const { message, advice = "", details = [] } = problem;
    super([message ?? `服务没有完成这一步（${status}）。`, advice, ...details].filter(Boolean).join(" "));
    this.name = "Refused";
    this.status = status;
    this.problem = problem;
  }
}

/** @param {Response} answer */
async function problem(answer) {
  const words = await answer.text();
  if (!(answer.headers.get("content-type") ?? "").includes("json")) return { message: words.trim() };
  return JSON.parse(words);
}

/**
 * Send a request and return the answer; throws `Refused` where it is not a success.
 * @param {string} method @param {string} path below the prefix @param {BodyInit | object} [body]
 */
export async function send(method, path, body) {
  const json = body !== undefined && !(body instanceof FormData);
  let answer;
  try {
    answer = await fetch(base + path, {
      method,
      headers: json ? { "content-type": "application/json" } : {},
      body: json ? JSON.stringify(body) : body,
    });
  } catch {
    throw new Refused(0, { message: GONE });
  }
  if (!answer.ok) throw new Refused(answer.status, await problem(answer));
  return answer;
}

/** Send a request to the API and return its JSON. */
export async function call(method, path, body) {
  const answer = await send(method, `/api${path}`, body);
  return answer.status === 204 ? null : answer.json();
}

/** Return a fragment of a page as the server wrote it. @param {string} path */
export async function fragment(path) {
  const moment = at ? `${path.includes("?") ? "&" : "?"}at=${at}` : "";
  return (await send("GET", path + moment)).text();
}
