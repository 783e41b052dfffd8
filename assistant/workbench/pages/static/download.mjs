/** Save what the server made under the name that it gave. */

import { tell } from "./announce.mjs";
import { pack, send } from "./api.mjs";

/** @param {string} disposition by RFC 5987 */
function nameIn(disposition) {
  const long = /filename\*=UTF-8''([^;]+)/i.exec(disposition);
  if (long) return decodeURIComponent(long[1]);
  return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? "导出";
}

/** Make a file of one form and save it. @param {string} form */
export async function download(form) {
  tell("正在生成文件……");
  const answer = await send("POST", `/api/packs/${pack}/exports`, { form });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = nameIn(answer.headers.get("content-disposition") ?? "");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  const lines = decodeURIComponent(answer.headers.get("x-jixiao-told") ?? "");
  tell([`已生成：${link.download}`, lines].filter(Boolean).join("\n"));
}
