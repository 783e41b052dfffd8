/** Files out of a drop: a folder is walked, its files keep their path in it. */

/** @typedef {{file: File, path: string}} Found */

const fileOf = (entry) => new Promise((done, failed) => { entry.file(done, failed); });
const some = (reader) => new Promise((done, failed) => { reader.readEntries(done, failed); });

/** @param {FileSystemEntry} entry @returns {AsyncGenerator<Found>} */
async function* walk(entry) {
  if (entry.isFile) {
    yield { file: await fileOf(entry), path: entry.fullPath.replace(/^\//, "") };
    return;
  }
  const reader = entry.createReader();
  // A folder hands over its entries in portions; an empty one is the end.
  for (let portion = await some(reader); portion.length; portion = await some(reader)) {
    for (const each of portion) yield* walk(each);
  }
}

/** Return all files of a drop. @param {DataTransfer} data @returns {Promise<Found[]>} */
export async function dropped(data) {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...data.files].map((file) => ({ file, path: file.name }));
  const found = [];
  for (const entry of entries) for await (const each of walk(entry)) found.push(each);
  return found;
}
