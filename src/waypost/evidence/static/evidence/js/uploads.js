// Files on their way: in parts that stop and go on (tus 1.0), with progress, pause and time left.
import { copy, note, say } from "./phrases.js";
import { ask, signedIn, token } from "./server.js";
import { refresh } from "./swap.js";

const MB = 1024 * 1024;
const PART = 5 * MB;
const AT_ONCE = 2;
const AGAIN = 4000;
// Asking again at once would bring the same answer.
const FINAL = [401, 403, 404, 410, 422, 507];

let loading;
// 24 KB that only somebody with a file needs.
const library = () => loading ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  Object.assign(script, { src: say("tus"), onload: () => resolve(globalThis.tus), onerror: reject });
  document.head.append(script);
}).catch((error) => { loading = undefined; throw error; });

export class Uploads {
  #rows = new Set();

  constructor(form) {
    this.form = form;
    form.addEventListener("change", ({ target }) => {
      if (target.type !== "file" || !target.name.startsWith("file-")) return;
      const files = [...target.files];
      target.value = "";
      this.add(Number(target.name.slice(5)), files, target);
    });
    addEventListener("online", () => this.#next());
    addEventListener("beforeunload", (event) => { if (this.busy) event.preventDefault(); });
    this.#look();
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
      const limit = Number(input?.dataset.limit ?? Infinity);
      if (there + coming + index >= most) row.fail(say("many", { most }));
      else if (!file.size) row.fail(say("empty"));
      else if (file.size > limit) {
        row.fail(say("large", { size: Math.ceil(file.size / MB), most: Math.floor(limit / MB) }));
      }
    });
    this.#next();
  }

  #row(piece, file, known) {
    const row = new Row(this, piece, file, known);
    this.#rows.add(row);
    const place = this.form.querySelector(`[data-piece="${piece}"] [data-arriving]`);
    place.hidden = false;
    place.append(row.box);
    return row;
  }

  forget(row) {
    this.#rows.delete(row);
    row.box.remove();
    this.#next();
  }

  // The same upload, known from an earlier page: this row goes on with it.
  replaces(url, row) {
    for (const other of this.#rows) {
      if (other !== row && other.url === url) this.forget(other);
    }
  }

  #next() {
    const running = [...this.#rows].filter((row) => row.state === "uploading").length;
    const waiting = [...this.#rows].filter((row) => row.state === "waiting");
    for (const row of waiting.slice(0, Math.max(0, AT_ONCE - running))) row.start();
  }

  next() { this.#next(); }

  // What an earlier page or another device began.
  async #look() {
    const { status, data } = await ask(this.form.dataset.uploads, { method: "GET" });
    if (status !== 200) return;
    for (const known of data.uploads) {
      if (!this.form.querySelector(`[data-piece="${known.piece}"] [data-arriving]`)) continue;
      const row = this.#row(known.piece, null, known);
      if (known.state === "refused") row.fail(known.message);
      else if (known.state === "checking") row.check();
    }
  }
}

class Row {
  state = "waiting";
  #upload;
  #began;
  #from = 0;

  constructor(owner, piece, file, known) {
    Object.assign(this, { owner, piece, file, url: known?.url, size: file?.size ?? known.size });
    this.box = copy("t-upload");
    this.name = this.box.querySelector(".name");
    this.text = this.box.querySelector("[role=status]");
    this.bar = this.box.querySelector(".thread .f");
    this.toggle = this.box.querySelector("[data-pause]");
    this.toggle.addEventListener("click", () => (this.state === "paused" ? this.start() : this.pause()));
    this.box.querySelector("[data-drop]").addEventListener("click", () => this.drop());
    // The name stays on this page: the server is never told it.
    this.name.textContent = file?.name || say("unfinished");
    if (file) this.#show("waiting", say("starting"), 0);
    else this.#show("left", this.#amount("again", known.offset), known.offset / known.size);
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
    this.toggle.textContent = say(state === "paused" ? "resume" : "pause");
  }

  async start() {
    this.#show("uploading", say("starting"));
    try {
      const tus = await library();
      this.#upload ??= await this.#prepare(tus);
    } catch { this.#later(); return; }
    this.#began = undefined;
    this.#upload.start();
  }

  async #prepare(tus) {
    const { person, work, uploads } = this.owner.form.dataset;
    const { size, type, lastModified } = this.file;
    const upload = new tus.Upload(this.file, {
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
    if (this.state === "uploading") this.#show("uploading", say("offlineFile"));
    return true;
  }

  #wrong(error) {
    const response = error.originalResponse;
    const status = response?.getStatus() ?? 0;
    if ([410, 422, 507].includes(status)) {
      let message = "";
      try { message = JSON.parse(response.getBody()).message; } catch { /* no words came */ }
      this.fail(message || say("failed"));
    } else {
      signedIn(status);
      this.#later();
    }
  }

  // No connection, or signed out: it goes on by itself.
  #later() {
    this.#show("uploading", say("offlineFile"));
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
    else if ((status === 200 && data.state === "done") || status === 404) {
      await refresh();
      this.owner.forget(this);
    } else setTimeout(() => this.check(), 2000);
  }

  fail(message) {
    this.#show("failed", message, 0);
    this.owner.next();
  }

  async drop() {
    this.#upload?.abort();
    if (this.url) await ask(this.url, { method: "DELETE" });
    try { await this.#upload?.abort(true); } catch { /* it was gone already */ }
    const section = this.box.closest("section");
    this.owner.forget(this);
    section.querySelector("h2").focus();
  }
}
