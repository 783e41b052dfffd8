/** Choose or drop files, say what they are, send them with a bar and words. */

import { tellLater, warnOf } from "./announce.mjs";
import { base, Refused } from "./api.mjs";
import { dropped } from "./dropped.mjs";

const words = (size) => (size < 1048576 ? `${size && Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1048576).toFixed(1)} MB`);
/** Names that systems put into folders by themselves. */
const NOISE = /(^|\/)(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/** Whether a file was chosen twice; last year's may bear this year's name. */
const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

/** Send a form and tell how far it is; `fetch` can't do that. */
function post(path, body, onPart) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", base + path);
    request.upload.addEventListener("progress", (event) => onPart(event.loaded, event.total));
    request.addEventListener("load", () => {
      if (request.status < 300) return done(JSON.parse(request.responseText));
      const json = (request.getResponseHeader("content-type") ?? "").includes("json");
      return failed(new Refused(request.status, json ? JSON.parse(request.responseText) : { message: request.responseText }));
    });
    request.addEventListener("error", () => failed(new Refused(0, { message: "连不上本机的服务，文件没有传完。" })));
    request.send(body);
  });
}

class Upload {
  constructor(form, packOf, done) {
    Object.assign(this, { form, packOf, done, chosen: [] });
    this.list = form.querySelector("[data-to-send]");
    this.one = form.querySelector("[data-one]");
    this.button = form.querySelector("[type=submit]");
    this.#pickers();
    this.#drops();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send().catch((error) => { this.#sending(false); warnOf(error); });
    });
  }

  get role() {
    return this.form.querySelector("[name=role]:checked").value;
  }

  add(found) {
    for (const { file, path } of found) {
      if (!NOISE.test(path) && !this.chosen.some((each) => same(each.file, file))) this.chosen.push({ file, path, role: this.role });
    }
    this.#show();
  }

  #pickers() {
    for (const [kind, data] of [["files", "[data-files]"], ["folder", "[data-folder]"]]) {
      const input = this.form.querySelector(data);
      this.form.querySelector(`[data-pick=${kind}]`).addEventListener("click", () => input.click());
      input.addEventListener("change", () => {
        this.add([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
        input.value = "";
      });
    }
  }

  #drops() {
    const zone = this.form.querySelector("[data-drop]");
    const over = (on) => zone.classList.toggle("over", on);
    zone.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
    zone.addEventListener("dragleave", () => over(false));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      dropped(event.dataTransfer).then((found) => this.add(found)).catch(warnOf);
    });
  }

  #show() {
    this.list.hidden = !this.chosen.length;
    this.button.disabled = !this.chosen.length;
    this.list.replaceChildren(...this.chosen.map((each) => this.#item(each)));
  }

  #item(each) {
    const item = this.one.content.firstElementChild.cloneNode(true);
    item.querySelector(".name").textContent = each.path;
    item.querySelector(".size").textContent = words(each.file.size);
    const role = item.querySelector("select");
    role.value = each.role;
    role.addEventListener("change", () => { each.role = role.value; });
    item.querySelector("button").addEventListener("click", () => {
      this.chosen = this.chosen.filter((other) => other !== each);
      this.#show();
      (this.list.querySelector("button") ?? this.form.querySelector("[data-pick]")).focus();
    });
    return item;
  }

  #sending(on, part = 0, line = "") {
    const box = this.form.querySelector("[data-sending]");
    box.hidden = !on;
    box.querySelector("progress").value = part;
    box.querySelector("[data-sending-words]").textContent = line;
    this.button.disabled = on || !this.chosen.length;
  }

  /** One request for each role, as its files are named together. */
  async #send() {
    this.#sending(true, 0, "正在准备");
    const pack = await this.packOf();
    const all = this.chosen.reduce((sum, each) => sum + each.file.size, 0) || 1;
    const lines = [];
    let sent = 0;
    for (const role of new Set(this.chosen.map((each) => each.role))) {
      const group = this.chosen.filter((each) => each.role === role);
      const body = new FormData();
      body.append("role", role);
      for (const { file, path } of group) {
        body.append("file", file, file.name);
        body.append("path", path);
      }
      const { told } = await post(`/api/packs/${pack}/files`, body, (loaded) => {
        const now = Math.min(all, sent + loaded);
        this.#sending(true, (100 * now) / all, `正在上传：${words(now)} / ${words(all)}`);
      });
      lines.push(...told);
      sent += group.reduce((sum, each) => sum + each.file.size, 0);
    }
    if (lines.length) tellLater(lines.join("\n"));
    this.#sending(true, 100, "已上传，开始读取");
    await this.done(pack);
  }
}

/**
 * Let a form send files.
 * @param {HTMLFormElement} form @param {() => string | Promise<string>} packOf the pack's id
 * @param {(pack: string) => unknown} done called when all have arrived
 */
export function upload(form, packOf, done) {
  return new Upload(form, packOf, done);
}
