/** What just happened, said to everyone: a short line that stands for a while and is read out. */

const shown = new Map();

/** @param {string} id @param {string} words @param {number} stay milliseconds */
function say(id, words, stay) {
  const line = document.getElementById(id);
  clearTimeout(shown.get(id));
  line.hidden = false;
  // Emptied first: the same words said again are a new message to a screen reader.
  line.textContent = "";
  requestAnimationFrame(() => { line.textContent = words; });
  shown.set(id, setTimeout(() => { line.hidden = true; }, stay));
}

/** Tell of a result. @param {string} words */
export function tell(words) {
  document.getElementById("warned").hidden = true;
  say("told", words, 6000);
}

/** Tell of something that did not work. @param {string} words */
export function warn(words) {
  document.getElementById("told").hidden = true;
  say("warned", words, 15000);
}

const LATER = "jixiao-told";

/** Tell of something on the page that comes next. @param {string} words */
export function tellLater(words) {
  sessionStorage.setItem(LATER, words);
}

/** Tell what the page before had to say; `keep` it where this page soon goes on to the next. */
export function tellKept(keep = false) {
  const words = sessionStorage.getItem(LATER);
  if (!keep) sessionStorage.removeItem(LATER);
  if (words) warn(words);
}

/** Tell of an error that a call threw. @param {unknown} error */
export function warnOf(error) {
  if (!(error instanceof Error)) throw error;
  warn(error.message);
  if (error.name !== "Refused") throw error;
}
