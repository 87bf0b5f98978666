// Files on their way: in parts that stop and go on (tus 1.0), with progress, pause and time left.
// Only somebody with a file needs it.
import { ask, copy, say, signedIn, token } from "../../ui/words.js";
import { Outdated, refresh, tool } from "./page.js";

const MB = 1024 * 1024;
// On a slow connection a part takes one of the server's places for long: small ones take turns.
const PART = 2 * MB;
const AT_ONCE = 2;
const AGAIN = 4000;
// Asking again at once would bring the same answer.
const FINAL = [401, 403, 404, 410, 422, 507];

export class Uploads {
  #rows = new Set();

  // What an earlier page or another device began stands in the page already.
  constructor(form) {
    this.form = form;
    addEventListener("online", () => this.next());
    for (const box of form.querySelectorAll("[data-arriving] [data-url]")) {
      const row = this.#row(Number(box.closest("[data-piece]").dataset.piece), null, box);
      if (row.state === "checking") row.check();
    }
  }

  get busy() { return [...this.#rows].some((row) => row.active); }

  // `input` knows how large and how many; a voice note comes without one.
  add(piece, files, input = document.getElementById(`file-${piece}`)) {
    const section = this.form.querySelector(`[data-piece="${piece}"]`);
    const there = section.querySelectorAll(".files .item").length;
    const coming = [...this.#rows].filter((row) => row.piece === piece && row.active).length;
    const most = Number(input?.dataset.most ?? 1);
    files.forEach((file, index) => {
      const row = this.#row(piece, file);
      const place = section.querySelector("[data-arriving]");
      place.hidden = false;
      place.append(row.box);
      const limit = Number(input?.dataset.limit ?? Infinity);
      if (there + coming + index >= most) row.fail(say("many", { most }));
      else if (!file.size) row.fail(say("empty"));
      else if (file.size > limit) {
        row.fail(say("large", { size: Math.ceil(file.size / MB), most: Math.floor(limit / MB) }));
      }
    });
    this.next();
  }

  #row(piece, file, box) {
    const row = new Row(this, piece, file, box);
    this.#rows.add(row);
    return row;
  }

  forget(row) {
    this.#rows.delete(row);
    row.box.remove();
    this.next();
  }

  // The same upload, known from an earlier page: this row goes on with it.
  replaces(url, row) {
    for (const other of this.#rows) {
      if (other !== row && other.url === url) this.forget(other);
    }
  }

  next() {
    const running = [...this.#rows].filter((row) => row.state === "uploading").length;
    const waiting = [...this.#rows].filter((row) => row.state === "waiting");
    for (const row of waiting.slice(0, Math.max(0, AT_ONCE - running))) row.start();
  }
}

class Row {
  state = "waiting";
  #upload;
  #began;
  #from = 0;

  constructor(owner, piece, file, box = copy("t-upload")) {
    const { url, size } = box.dataset;
    Object.assign(this, { owner, piece, file, box, url, size: file?.size ?? Number(size) });
    this.text = box.querySelector("[role=status]");
    this.bar = box.querySelector(".thread .f");
    this.toggle = box.querySelector("[data-pause]");
    this.toggle.addEventListener("click", () => (this.state === "uploading" ? this.pause() : this.start()));
    box.querySelector("[data-drop]").addEventListener("click", () => this.drop());
    if (!file) { this.state = box.dataset.state; return; }
    // The name stays on this page: the server is never told it.
    box.querySelector(".name").textContent = file.name;
    this.#show("waiting", say("starting"), 0);
  }

  get active() { return ["waiting", "uploading", "checking", "paused"].includes(this.state); }

  #amount(phrase, done, left) {
    return say(phrase, { done: Math.floor(done / MB), size: Math.ceil(this.size / MB), left });
  }

  #show(state, text, part) {
    this.state = state;
    this.box.dataset.state = state;
    this.box.classList.toggle("wrong", state === "failed");
    this.text.textContent = text;
    this.text.classList.toggle("error", state === "failed");
    if (part !== undefined) this.bar.setAttribute("width", `${Math.round(part * 1000) / 10}%`);
    this.toggle.hidden = !["uploading", "paused"].includes(state);
    this.toggle.textContent = say({ paused: "resume", failed: "again" }[state] ?? "pause");
  }

  async start() {
    this.#show("uploading", say("starting"));
    try {
      await tool("tus");
      this.#upload ??= await this.#prepare();
    } catch (error) {
      if (error instanceof Outdated) this.fail(say("outdated"));
      else this.#later();
      return;
    }
    if (this.state !== "uploading") return;
    this.#began = undefined;
    this.#upload.start();
  }

  async #prepare() {
    const { person, work, uploads } = this.owner.form.dataset;
    const { size, type, lastModified } = this.file;
    const upload = new globalThis.tus.Upload(this.file, {
      endpoint: uploads,
      chunkSize: PART,
      retryDelays: [0, 1000, 3000, 6000],
      metadata: { piece: String(this.piece) },
      fingerprint: () => Promise.resolve(["tus", person, work, this.piece, size, type, lastModified].join("-")),
      removeFingerprintOnSuccess: true,
      headers: { Accept: "application/json" },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", token()),
      onShouldRetry: (error) => this.#mayRetry(error.originalResponse?.getStatus() ?? 0),
      onUploadUrlAvailable: () => {
        this.url = new URL(upload.url, location.href).pathname;
        this.owner.replaces(this.url, this);
      },
      onProgress: (sent) => this.#progress(sent),
      onSuccess: () => this.check(),
      onError: (error) => this.#wrong(error),
    });
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    return upload;
  }

  #progress(sent) {
    if (this.state !== "uploading") return;
    const now = Date.now();
    if (this.#began === undefined) { this.#began = now; this.#from = sent; }
    const speed = (sent - this.#from) / Math.max(1, now - this.#began);
    const minutes = speed > 0 ? (this.size - sent) / speed / 60000 : Infinity;
    const left = minutes > 1.5 ? say("minutes", { n: Math.round(minutes) })
      : minutes > 0.75 ? say("minute") : say("seconds");
    const known = now - this.#began > 1500;
    this.#show("uploading", this.#amount(known ? "progress" : "arrived", sent, left), sent / this.size);
  }

  #mayRetry(status) {
    if (FINAL.includes(status)) return false;
    this.#stops(status);
    return true;
  }

  #wrong(error) {
    const response = error.originalResponse;
    const status = response?.getStatus() ?? 0;
    if ([410, 422, 507].includes(status)) {
      let message = "";
      try { message = JSON.parse(response.getBody()).message; } catch { /* no words came */ }
      this.fail(message || say("failed"));
      // The disk will have room again; what was recorded here is nowhere else.
      this.toggle.hidden = status !== 507;
    } else {
      signedIn(status);
      this.#later(status);
    }
  }

  // A server that answers is no missing connection, whatever else it lacks.
  #stops(status) {
    const answered = status && status !== 401;
    if (this.state === "uploading") this.#show("uploading", say(answered ? "laterFile" : "offlineFile"));
  }

  // No connection, signed out, or a server in trouble: it goes on by itself.
  #later(status = 0) {
    if (this.state !== "uploading") return;
    this.#stops(status);
    setTimeout(() => { if (this.state === "uploading") this.start(); }, AGAIN);
  }

  pause() {
    this.#upload?.abort();
    this.#show("paused", say("pausedFile"));
    this.owner.next();
  }

  // All bytes are there; is it an artifact, or why not? A killed server may have to begin again.
  async check() {
    this.#show("checking", say("checking"), 1);
    const { status, data } = await ask(this.url, { method: "GET" });
    if (status === 200 && data.state === "refused") this.fail(data.message);
    // Its row stays until the page shows what it became.
    else if (((status === 200 && data.state === "done") || status === 404) && await refresh()) {
      this.owner.forget(this);
    } else setTimeout(() => this.check(), 2000);
  }

  fail(message) {
    this.#show("failed", message, 0);
    this.owner.next();
  }

  async drop() {
    this.state = "dropped";
    this.#upload?.abort();
    if (this.url) await ask(this.url, { method: "DELETE" });
    try { await this.#upload?.abort(true); } catch { /* it was gone already */ }
    const section = this.box.closest("section");
    this.owner.forget(this);
    section.querySelector("h2").focus();
  }
}
