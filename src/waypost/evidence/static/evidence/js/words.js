// Saves what is typed: on this device at once, on the server soon after. Nothing is overwritten:
// when another tab saved first, both versions are shown.
import { ask, copy, note, refresh, say, settled } from "./page.js";

const PAUSE = 1000;
const AGAIN = [2000, 5000, 10000, 20000, 30000];
const form = document.getElementById("work");

// Words on this device until the server has them. The key names the person, so that a shared
// laptop shows nothing to the next one, and this very page, so that two tabs keep both versions.
const prefix = `waypost:draft:${form.dataset.person}:${form.dataset.work}:`;
const here = Math.random().toString(36).slice(2);

function keep(field, text, revision) {
  try {
    localStorage.setItem(`${prefix}${field}:${here}`, JSON.stringify({ text, revision, at: Date.now() }));
  } catch { /* storage is full or off: the server is still tried */ }
}

function forget(field, key = `${prefix}${field}:${here}`) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

// Copies that earlier pages left behind, newest first.
function left(field) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${prefix}${field}:`)) continue;
      try { found.push({ key, ...JSON.parse(localStorage.getItem(key)) }); } catch { forget(field, key); }
    }
  } catch { /* storage is off */ }
  return found.sort((a, b) => b.at - a.at);
}

// One text area.
class Words extends EventTarget {
  state = "saved";
  #timer;
  #running;
  #failures = 0;

  constructor(area, url) {
    super();
    this.area = area;
    this.url = url;
    this.revision = Number(area.dataset.revision);
    this.saved = area.hasAttribute("data-unsaved") ? null : area.value;
    area.addEventListener("input", () => this.#typed());
    const shown = area.closest("[data-field]").querySelector(".conflict");
    if (shown) this.#offer(shown);
    else this.#putBack();
  }

  get id() { return this.area.id; }
  get dirty() { return this.area.value !== this.saved; }

  #typed() {
    if (!this.dirty && this.state !== "conflict") { this.#settle(); return; }
    keep(this.id, this.area.value, this.revision);
    if (this.state === "conflict") return;
    this.#show(this.state === "saved" ? "saving" : this.state);
    this.#later(PAUSE);
  }

  #later(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  // What a closed tab or a lost connection left on this device.
  #putBack() {
    const [newest, ...older] = left(this.id);
    if (this.saved === null) {
      this.#later(0);
    } else if (newest && newest.text !== this.area.value) {
      this.#say(say("putBack"));
      if (newest.revision === this.revision) {
        this.area.value = newest.text;
        this.area.dispatchEvent(new Event("input", { bubbles: true }));
        this.#later(0);
      } else {
        const now = { text: this.area.value, revision: this.revision };
        this.area.value = newest.text;
        this.#conflict(now);
      }
      keep(this.id, this.area.value, this.revision);
      const other = older.find((copy) => copy.text !== newest.text);
      if (other) this.#conflict({ text: other.text, revision: this.revision });
    }
    for (const { key } of [newest, ...older].filter(Boolean)) {
      if (newest.text === this.area.value) forget(this.id, key);
    }
    if (this.dirty) keep(this.id, this.area.value, this.revision);
  }

  // Resolves when the server has it, or could not be reached.
  save({ keepalive = false } = {}) {
    clearTimeout(this.#timer);
    if (!this.dirty || this.state === "conflict") return this.#running ?? Promise.resolve();
    if (this.#running) return this.#running.then(() => this.save());
    this.#running = this.#send(keepalive).finally(() => { this.#running = undefined; });
    return this.#running;
  }

  async #send(keepalive) {
    const text = this.area.value;
    const { piece, prompt } = this.area.dataset;
    this.#show("saving");
    const { status, data } = await ask(this.url, {
      keepalive,
      data: { piece: Number(piece), prompt: Number(prompt), text, revision: this.revision },
    });
    if (status === 200) this.#kept(text, data.revision);
    else if (status === 409 && data.error === "overwritten") this.#overwritten(text, data);
    else if (status === 409 || status === 422) this.#refused(data.message);
    else this.#retry(status);
  }

  #kept(text, revision) {
    const filled = Boolean(this.saved?.trim());
    this.saved = text;
    this.#failures = 0;
    if (text.trim()) { this.#clearError(); settled(this.id); }
    this.#know(revision);
    if (this.dirty) { this.#later(PAUSE); return; }
    this.#settle();
    if (filled !== Boolean(text.trim())) this.dispatchEvent(new Event("filled"));
  }

  // What stands here is what the server has.
  #settle() {
    clearTimeout(this.#timer);
    forget(this.id);
    this.#say("");
    this.#show("saved");
  }

  #know(revision) {
    this.revision = revision;
    const { form } = this.area;
    form.elements[`revision-${this.id}`].value = revision;
    form.elements[`was-${this.id}`].value = "";
  }

  #retry(status) {
    // Somebody else is signed in here now; these words wait for their writer.
    if (status === 404) note("not-yours", say("notYours"));
    this.#show(status === 0 ? "offline" : "failed");
    this.#later(AGAIN[Math.min(this.#failures++, AGAIN.length - 1)]);
  }

  #refused(message) {
    this.#say(message, true);
    this.#show("refused");
  }

  #overwritten(text, data) {
    if (data.text === this.area.value) { this.#kept(data.text, data.revision); return; }
    this.#conflict(data);
  }

  #conflict({ text, revision }) {
    const box = copy("t-conflict");
    for (const part of [box, ...box.querySelectorAll("[name]")]) {
      for (const name of ["name", "data-conflict"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace("ID", this.id));
      }
    }
    box.querySelector("textarea").value = text;
    box.querySelector("input[type=hidden]").value = revision;
    this.area.closest("[data-field]").append(box);
    this.#offer(box);
  }

  // The teacher chooses; until then nothing of this field is sent.
  #offer(box) {
    this.#show("conflict");
    const theirs = box.querySelector("textarea").value;
    const revision = Number(box.querySelector("input[type=hidden]").value);
    box.querySelector("[data-choose]").addEventListener("click", () => {
      const chosen = box.querySelector(":checked")?.value;
      if (!chosen) { box.querySelector("[type=radio]").focus(); return; }
      if (chosen === "theirs") this.area.value = theirs;
      if (chosen === "both") this.area.value = `${this.area.value.trimEnd()}\n\n${theirs}`;
      this.saved = theirs;
      this.#know(revision);
      box.remove();
      this.#clearError();
      this.area.focus();
      this.#show("saving");
      if (this.dirty) this.#typed();
      else this.#kept(theirs, revision);
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  #clearError() {
    const field = this.area.closest("[data-field]");
    field.classList.remove("wrong");
    document.getElementById(`${this.id}-error`)?.remove();
    this.area.removeAttribute("aria-invalid");
  }

  #say(text, wrong = false) {
    const place = document.getElementById(`${this.id}-state`);
    place.className = wrong ? "error" : "meta";
    place.setAttribute("role", "status");
    place.textContent = text;
  }

  #show(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

// One line for all of them: where the typed words are.
const ORDER = ["conflict", "refused", "failed", "offline", "saving", "saved"];
const ICONS = { saved: "saved", saving: "saved", offline: "offline" };

function watch() {
  const line = document.querySelector("[data-saved-line]");
  const place = line.querySelector("[data-saved]");
  const text = place.querySelector("span");
  const show = () => {
    const state = ORDER.find((one) => fields.some((field) => field.state === one));
    line.hidden = false;
    if (place.dataset.state === state && text.textContent === place.dataset[`${state}Text`]) return;
    place.dataset.state = state;
    text.textContent = place.dataset[`${state}Text`];
    const icon = document.querySelector(`#t-icons`).content.querySelector(`.i-${ICONS[state] ?? "failed"}`);
    place.querySelector("svg").replaceWith(icon.cloneNode(true));
  };
  for (const field of fields) field.addEventListener("state", show);
  if (fields.some((field) => field.state !== "saved")) show();
}

export const fields = [...form.querySelectorAll("textarea[data-piece]")].map(
  (area) => new Words(area, form.dataset.words),
);
export const flush = (options) => Promise.all(fields.map((field) => field.save(options)));

watch();
for (const field of fields) field.addEventListener("filled", () => refresh("state"));
for (const name of ["online", "focus"]) addEventListener(name, () => flush());
addEventListener("pagehide", () => flush({ keepalive: true }));
document.addEventListener("visibilitychange", () => {
  flush({ keepalive: document.visibilityState === "hidden" });
});

// Words that have not arrived yet would leave this device with their writer.
document.addEventListener("submit", async (event) => {
  const leaving = event.target;
  if (!leaving.action.includes("/logout") || leaving.dataset.flushed) return;
  if (!fields.some((field) => field.dirty)) return;
  event.preventDefault();
  leaving.dataset.flushed = "yes";
  await flush();
  setTimeout(() => leaving.requestSubmit());
}, { capture: true });
