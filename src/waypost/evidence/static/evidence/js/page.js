// What the scripts of the working page share: its sentences, its server, its newest drawing, what
// is sent by itself, and the tools that most visits never need.
const phrases = document.getElementById("phrases").dataset;

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
export async function ask(url, { method = "POST", data, keepalive = false } = {}) {
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
  signedIn(response.status);
  let answer = {};
  try { answer = await response.json(); } catch { /* no JSON: the status says enough */ }
  return { status: response.status, data: answer };
}

export function signedIn(status) {
  if (status === 401) {
    note("signed-out", say("signedOut"), { url: say("signInUrl"), text: say("signIn") });
  } else if (status >= 200 && status < 300) {
    unsay("signed-out");
  }
}

// Puts the server's newest drawing of a part into the page, and leaves what is typed alone.
// `kind` is "state" (what is done) or "all" (the files as well). False: the page did not come.
export const refresh = (kind = "all") => draw(location.pathname, {}, kind);

// Sends what a button would have sent, without leaving the page.
export async function send(url, data) {
  data.set("csrfmiddlewaretoken", token());
  if (await draw(url, { method: "POST", body: data }, "all")) unsay("not-arrived");
  else note("not-arrived", say("notArrived"));
}

async function draw(url, options, kind) {
  let html;
  try {
    html = await (await fetch(url, { credentials: "same-origin", ...options })).text();
  } catch {
    return false;
  }
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (fresh.getElementById("work")) swap(fresh, kind);
  // Only this very page, without its form, says that the work was handed in.
  else if (fresh.getElementById("notes")) note("moved-on", say("movedOn"));
  else {
    if (fresh.querySelector("[name=login], [name=password]")) signedIn(401);
    return false;
  }
  return true;
}

function swap(fresh, kind) {
  for (const old of document.querySelectorAll("[data-swap]")) {
    if (kind === "state" && old.dataset.swap !== "state") continue;
    const next = fresh.getElementById(old.id);
    if (next && next.outerHTML !== old.outerHTML) replace(old, next);
  }
  settlePieces();
}

function replace(old, next) {
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const touched = [...old.querySelectorAll("input:not([type=file])")].filter(
    (input) => input.value !== input.defaultValue || input.checked !== input.defaultChecked,
  );
  old.replaceWith(next);
  for (const { name, type, value, checked } of touched) {
    if (name.startsWith("link-")) continue;
    for (const input of document.getElementsByName(name)) {
      input.closest("details")?.setAttribute("open", "");
      if (type !== "radio") input.value = value;
      else if (input.value === value) input.checked = checked;
    }
  }
  if (active?.id) document.getElementById(active.id)?.focus();
}

// What is done leaves the list of things to fix, and the list leaves with the last of them.
export function settled(target) {
  const list = document.querySelector(".errors");
  list?.querySelector(`a[href="#${target}"]`)?.closest("li").remove();
  if (list && !list.querySelector("li")) list.remove();
}

// Pieces that the server now calls done have nothing left to fix.
function settlePieces() {
  for (const done of document.querySelectorAll("#outline .done a")) {
    const piece = document.getElementById(done.getAttribute("href").slice(1));
    const { piece: number } = piece.dataset;
    document.getElementById(`${piece.id}-add-error`)?.remove();
    settled(`file-${number}`);
    settled(`link-${number}`);
    for (const area of piece.querySelectorAll("textarea[data-piece]")) settled(area.id);
  }
}

const PAUSE = 1000;
const AGAIN = [2000, 5000, 10000, 20000, 30000];

// Everything on this page that is sent by itself.
export const savers = new Set();
export const flush = (options) => Promise.all([...savers].map((saver) => saver.save(options)));
export const unsaved = () => [...savers].some((saver) => saver.dirty);

// One thing that is sent a moment after it changed, one request at a time, until it has arrived.
// What extends it knows whether it is `dirty`, and how to `send`.
export class Saver {
  state = "saved";
  #timer;
  #running;
  #failures = 0;

  constructor() { savers.add(this); }

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
    if (this.state === "conflict") return Promise.resolve();
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

  again(status, state) {
    // Somebody else is signed in here now; what was typed waits for its writer.
    if (status === 404) note("not-yours", say("notYours"));
    this.show(state);
    this.later(AGAIN[Math.min(this.#failures++, AGAIN.length - 1)]);
  }

  show(state) {
    this.state = state;
    showLine();
  }
}

// One line for all of them: where what was typed is.
const ORDER = ["conflict", "refused", "failed", "offline", "saving", "saved"];
const ICONS = { saved: "saved", saving: "saved", offline: "offline" };
const line = document.querySelector("[data-saved-line]");

function showLine() {
  const place = line.querySelector("[data-saved]");
  const text = place.querySelector("span");
  const state = ORDER.find((one) => [...savers].some((saver) => saver.state === one));
  line.hidden = false;
  if (place.dataset.state === state && text.textContent === place.dataset[`${state}Text`]) return;
  place.dataset.state = state;
  text.textContent = place.dataset[`${state}Text`];
  const icon = document.getElementById("t-icons").content.querySelector(`.i-${ICONS[state] ?? "failed"}`);
  place.querySelector("svg").replaceWith(icon.cloneNode(true));
}

for (const name of ["online", "focus"]) addEventListener(name, () => flush());
addEventListener("pagehide", () => flush({ leaving: true }));
document.addEventListener("visibilitychange", () => {
  flush({ keepalive: document.visibilityState === "hidden" });
});

// An update of Waypost has taken away what this page would fetch: only a fresh page knows more.
export class Outdated extends Error {}

const tools = new Map();
let failures = 0;

// A module that only some visits need, fetched when it is wanted.
export function tool(name) {
  if (!tools.has(name)) {
    const coming = bring(document.getElementById("tools").dataset[name]);
    coming.catch(() => tools.delete(name));
    tools.set(name, coming);
  }
  return tools.get(name);
}

async function bring(url) {
  try {
    // Browsers before 2026 remember a module that did not come as one that never will.
    return await import(failures ? `${url}?again=${failures}` : url);
  } catch (error) {
    failures += 1;
    const { status } = await fetch(url, { method: "HEAD" });
    throw status === 404 ? new Outdated() : error;
  }
}
