// Saves what is typed: on this device at once, on the server soon after. Nothing is overwritten:
// when another tab saved first, both versions are shown.
import { Saver, ask, copy, flush, refresh, say, settled, unsaved } from "./page.js";

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

// One text area. `revision` is the one that its words stand on: only a choice moves undecided words
// to a newer one.
class Words extends Saver {
  #undecided = [];

  constructor(area, url) {
    super();
    this.area = area;
    this.url = url;
    this.revision = Number(area.dataset.revision);
    // As it was sent: a browser that comes back puts old words into the fields of a new page.
    area.value = area.defaultValue;
    this.saved = area.hasAttribute("data-unsaved") ? null : area.value;
    area.addEventListener("input", () => this.#typed());
    const shown = area.closest("[data-field]").querySelector(".conflict");
    if (shown) this.#shown(shown);
    this.#collect();
    if (!shown) this.#putBack();
    if (!this.dirty) return;
    this.#typed();
    this.later(0);
  }

  get id() { return this.area.id; }
  get dirty() { return this.area.value !== this.saved; }

  #typed() {
    if (!this.dirty && this.state !== "conflict") { this.settle(); return; }
    keep(this.id, this.area.value, this.revision);
    if (this.state !== "conflict") this.changed();
  }

  // What closed tabs or a lost connection left on this device and stands nowhere else.
  #collect() {
    const texts = new Set([this.area.value, ...this.#undecided.map(({ text }) => text)]);
    for (const one of left(this.id)) {
      if (texts.has(one.text)) forget(this.id, one.key);
      else this.#undecided.push(one);
      texts.add(one.text);
    }
  }

  // The newest words stand in the area, and each other version is shown beside them in its turn.
  #putBack() {
    if (this.saved !== null && this.#undecided.length) this.#takeBack(this.#undecided.shift());
    if (this.#undecided.length) this.#decide();
  }

  #takeBack({ key, text, revision }) {
    if (revision !== this.revision) {
      this.#undecided.unshift({ text: this.saved, revision: this.revision });
      this.revision = revision;
    }
    this.area.value = text;
    forget(this.id, key);
    this.#say(say("putBack"));
  }

  async send(keepalive) {
    const text = this.area.value;
    const { piece, prompt } = this.area.dataset;
    this.show("saving");
    const { status, data } = await ask(this.url, {
      keepalive,
      data: { piece: Number(piece), prompt: Number(prompt), text, revision: this.revision },
    });
    if (status === 200) this.#kept(text, data.revision);
    else if (status === 409 && data.error === "overwritten") this.#overwritten(data);
    else if (status === 409 || status === 422) this.#refused(data.message);
    else this.again(status, status === 0 ? "offline" : "failed");
  }

  #kept(text, revision) {
    const filled = Boolean(this.saved?.trim());
    this.saved = text;
    if (text.trim()) { this.#clearError(); settled(this.id); }
    this.#know(revision);
    this.arrived();
    if (!this.dirty && filled !== Boolean(text.trim())) refresh("state");
  }

  settle() {
    forget(this.id);
    this.#say("");
    super.settle();
  }

  #know(revision) {
    this.revision = revision;
    const { form } = this.area;
    form.elements[`revision-${this.id}`].value = revision;
    form.elements[`was-${this.id}`].value = "";
  }

  #refused(message) {
    this.#say(message, true);
    this.show("refused");
  }

  #overwritten({ text, revision }) {
    if (text === this.area.value) { this.#kept(text, revision); return; }
    this.#undecided.push({ text, revision });
    this.#decide();
  }

  // The first of the versions that nobody has chosen about yet.
  #decide() {
    const box = copy("t-conflict");
    for (const part of [box, ...box.querySelectorAll("[name]")]) {
      for (const name of ["name", "data-conflict"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace("ID", this.id));
      }
    }
    box.querySelector("textarea").value = this.#undecided[0].text;
    this.area.closest("[data-field]").append(box);
    this.#offer(box);
  }

  // The server drew both versions; on which revision the words above stand, it did not say.
  #shown(box) {
    this.revision = undefined;
    const { value: text } = box.querySelector("textarea");
    this.#undecided = [{ text, revision: Number(box.querySelector("input[type=hidden]").value) }];
    this.#offer(box);
  }

  // The teacher chooses; until then nothing of this field is sent.
  #offer(box) {
    this.show("conflict");
    box.querySelector("[data-choose]").addEventListener("click", () => {
      const chosen = box.querySelector(":checked")?.value;
      if (!chosen) { box.querySelector("[type=radio]").focus(); return; }
      box.remove();
      this.#chosen(chosen, this.#undecided.shift());
    });
  }

  // A version with a key was left on this device; the other one is the server's.
  #chosen(chosen, { key, text, revision }) {
    if (chosen === "theirs") this.area.value = text;
    if (chosen === "both") this.area.value = `${this.area.value.trimEnd()}\n\n${text}`;
    this.#clearError();
    settled(this.id);
    this.area.focus();
    if (!key) {
      this.saved = text;
      this.#know(revision);
    }
    if (this.#undecided.length) this.#decide();
    else this.show("saving");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    if (key) forget(this.id, key);
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
}

export const fields = [...form.querySelectorAll("textarea[data-piece]")].map(
  (area) => new Words(area, form.dataset.words),
);

// Words that have not arrived yet would leave this device with their writer.
document.addEventListener("submit", async (event) => {
  const leaving = event.target;
  if (!leaving.action.includes("/logout") || leaving.dataset.flushed) return;
  if (!unsaved()) return;
  event.preventDefault();
  leaving.dataset.flushed = "yes";
  await flush();
  setTimeout(() => leaving.requestSubmit());
}, { capture: true });
