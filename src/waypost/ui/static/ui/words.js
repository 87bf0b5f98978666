// What is typed is kept: on this device at once, on the server soon after. Nothing is overwritten:
// when somebody else saved first, both versions are shown. A page brings one line that says where
// the words are with its icons (t-icons), and what else it uses: its sentences (#phrases), its
// templates (t-note, t-conflict), and a form that is given to `keepWords`.
const phrases = document.getElementById("phrases")?.dataset ?? {};

// Every sentence that a script says stands in the page, in its reader's language.
export const say = (name, values = {}) =>
  (phrases[name] ?? "").replace(/%(\w+)/g, (whole, key) => values[key] ?? whole);

// A copy of the first element of a <template>.
export const copy = (id) =>
  document.getElementById(id).content.firstElementChild.cloneNode(true);

// A note at the top of the page, said once however often it is asked for.
export function note(id, text, link) {
  if (document.getElementById(`note-${id}`)) return;
  const box = copy("t-note");
  box.id = `note-${id}`;
  box.querySelector("p").textContent = text;
  if (link) {
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: link.url, textContent: link.text, target: "_blank" });
    box.querySelector("p").append(" ", anchor);
  }
  document.getElementById("notes").append(box);
}

export const unsay = (id) => document.getElementById(`note-${id}`)?.remove();

// From the cookie, because signing in again in another tab makes a new one.
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

// The answer's status and JSON; status 0 when nobody could be reached.
export async function send(url, { method = "POST", data, keepalive = false } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method,
      keepalive,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "X-CSRFToken": token(),
        ...(data ? { "Content-Type": "application/json" } : {}),
        ...(method === "DELETE" ? { "Tus-Resumable": "1.0.0" } : {}),
      },
      body: data && JSON.stringify(data),
    });
  } catch {
    return { status: 0, data: {} };
  }
  let answer = {};
  try { answer = await response.json(); } catch { /* no JSON: the status says enough */ }
  return { status: response.status, data: answer };
}

// The same, and a note at the top of the page for whoever is signed out by now.
export async function ask(url, options) {
  const answer = await send(url, options);
  signedIn(answer.status);
  return answer;
}

export function signedIn(status) {
  if (status === 401) {
    note("signed-out", say("signedOut"), { url: say("signInUrl"), text: say("signIn") });
  } else if (status >= 200 && status < 300) {
    unsay("signed-out");
  }
}

const PAUSE = 1000;
const AGAIN = [2000, 5000, 10000, 20000, 30000];

// Everything on this page that is sent by itself.
export const savers = new Set();
export const flush = (options) => Promise.all([...savers].map((saver) => saver.save(options)));
export const unsaved = () => [...savers].some((saver) => saver.dirty);

// One thing that is sent a moment after it changed, one request at a time, until it has arrived.
// What extends it knows whether it is `dirty`, how to `send`, and when it `waits` for somebody.
export class Saver {
  state = "saved";
  words = "";
  #timer;
  #running;
  #failures = 0;

  constructor() { savers.add(this); }

  // Until somebody chooses, nothing is sent by itself.
  get waits() { return this.state === "conflict"; }

  changed(pause) {
    if (this.state === "saved") this.show("saving");
    this.later(pause);
  }

  later(pause = PAUSE) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  // Resolves when the server has it, or could not be reached. Somebody who is `leaving` does not
  // wait for the request before.
  save({ keepalive = false, leaving = false } = {}) {
    clearTimeout(this.#timer);
    if (this.waits) return Promise.resolve();
    if (this.#running && !leaving) return this.#running.then(() => this.save());
    if (!this.dirty) {
      if (this.state !== "saved") this.settle();
      return Promise.resolve();
    }
    const running = this.send(keepalive || leaving).finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  // The server has what was sent; is there more by now?
  arrived() {
    this.#failures = 0;
    if (this.dirty) this.later();
    else this.settle();
  }

  // What stands here is what the server has.
  settle() {
    clearTimeout(this.#timer);
    this.show("saved");
  }

  again(status, state, words) {
    // Somebody else is signed in here now; what was typed waits for its writer.
    if (status === 404) note("not-yours", say("notYours"));
    this.show(state, words);
    this.later(AGAIN[Math.min(this.#failures++, AGAIN.length - 1)]);
  }

  // `words` are said in the place of the state's own.
  show(state, words = "") {
    this.state = state;
    this.words = words;
    showLine();
  }
}

// One line for all of them, about the worst: where what was typed is. Over is what is not this
// writer's any more.
export const ORDER = ["over", "conflict", "refused", "failed", "offline", "saving", "saved"];
const ICONS = { saved: "saved", saving: "saved", offline: "offline" };
const line = document.querySelector("[data-saved-line]");

function showLine() {
  const place = line.querySelector("[data-saved]");
  const text = place.querySelector("span");
  const { state, words } = ORDER.flatMap((one) => [...savers].filter((saver) => saver.state === one))[0];
  const look = state === "over" ? "failed" : state;
  const said = words || place.dataset[`${look}Text`];
  line.hidden = false;
  if (place.dataset.state === look && text.textContent === said) return;
  place.dataset.state = look;
  text.textContent = said;
  const icon = document.getElementById("t-icons").content.querySelector(`.i-${ICONS[state] ?? "failed"}`);
  place.querySelector("svg").replaceWith(icon.cloneNode(true));
}

for (const name of ["online", "focus"]) addEventListener(name, () => flush());
addEventListener("pagehide", () => flush({ leaving: true }));
document.addEventListener("visibilitychange", () => {
  flush({ keepalive: document.visibilityState === "hidden" });
});

// What is typed, on this device until the server has it. The key names the person, so that a
// shared laptop shows nothing to the next one, and this very page, so that two tabs keep both
// versions.
const here = Math.random().toString(36).slice(2);

export class Shelf {
  #prefix;

  constructor(prefix) { this.#prefix = prefix; }

  #own(field) { return `${this.#prefix}${field}:${here}`; }

  keep(field, entry) {
    try { localStorage.setItem(this.#own(field), JSON.stringify({ ...entry, at: Date.now() })); }
    catch { /* storage is full or off: the server is still tried */ }
  }

  forget(field, key = this.#own(field)) {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  }

  // Copies that earlier pages left behind, newest first.
  left(field) {
    const found = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(`${this.#prefix}${field}:`)) continue;
        try { found.push({ key, ...JSON.parse(localStorage.getItem(key)) }); } catch { this.forget(field, key); }
      }
    } catch { /* storage is off */ }
    return found.sort((a, b) => b.at - a.at);
  }
}

// One text area. `revision` is the one that its words stand on: only a choice moves undecided words
// to a newer one.
class Words extends Saver {
  #undecided = [];

  constructor(area, url, sends, shelf) {
    super();
    this.shelf = shelf;
    this.area = area;
    this.url = url;
    this.sends = sends;
    // A number or a mark: whatever its server knows the saved words by.
    this.revision = area.dataset.revision;
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
    this.shelf.keep(this.id, { text: this.area.value, revision: this.revision });
    if (this.state !== "conflict") this.changed();
  }

  // What closed tabs or a lost connection left on this device and stands nowhere else.
  #collect() {
    const texts = new Set([this.area.value, ...this.#undecided.map(({ text }) => text)]);
    for (const one of this.shelf.left(this.id)) {
      if (texts.has(one.text)) this.shelf.forget(this.id, one.key);
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
    if (String(revision) !== String(this.revision)) {
      this.#undecided.unshift({ text: this.saved, revision: this.revision });
      this.revision = revision;
    }
    this.area.value = text;
    this.shelf.forget(this.id, key);
    this.#say(say("putBack"));
  }

  async send(keepalive) {
    const text = this.area.value;
    this.show("saving");
    const { status, data } = await ask(this.url, {
      keepalive,
      data: this.sends(this.area, text, this.revision),
    });
    if (status === 200) this.#kept(text, data.revision);
    else if (status === 409 && data.error === "overwritten") this.#overwritten(data);
    else if (status === 409 || status === 422) this.#refused(data.message);
    else this.again(status, status === 0 ? "offline" : "failed");
  }

  #kept(text, revision) {
    const filled = Boolean(this.saved?.trim());
    this.saved = text;
    if (text.trim()) this.#clearError();
    this.#know(revision);
    this.arrived();
    const turned = !this.dirty && filled !== Boolean(text.trim());
    this.#tell("kept", { settled: Boolean(text.trim()), turned });
  }

  // For the page around it: its list of errors, its drawing of what is done.
  #tell(name, detail) {
    this.area.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { id: this.id, ...detail } }));
  }

  settle() {
    this.shelf.forget(this.id);
    this.#say("");
    super.settle();
  }

  #know(revision) {
    this.revision = revision;
    const { form } = this.area;
    form.elements[`revision-${this.id}`].value = revision;
    const was = form.elements[`was-${this.id}`];
    if (was) was.value = "";
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
    this.#undecided = [{ text, revision: box.querySelector("input[type=hidden]").value }];
    this.#offer(box);
  }

  // The writer chooses; until then nothing of this field is sent.
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
    this.#tell("kept", { settled: true, turned: false });
    this.area.focus();
    if (!key) {
      this.saved = text;
      this.#know(revision);
    }
    if (this.#undecided.length) this.#decide();
    else this.show("saving");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    if (key) this.shelf.forget(this.id, key);
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

// Every text area and input of `form` that `selector` finds. `key` names the person and the thing
// written; `sends` is what a field's request holds beside its revision.
export function keepWords(form, { selector, key, url, sends }) {
  const shelf = new Shelf(`waypost:draft:${key}:`);
  return [...form.querySelectorAll(selector)].map((area) => new Words(area, url, sends, shelf));
}

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
