// What the scripts of the working page share: its sentences, its server, its newest drawing, and
// the tools that most visits never need.
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
// `kind` is "state" (what is done) or "all" (the files as well).
export async function refresh(kind = "all") {
  try {
    const response = await fetch(location.pathname, { credentials: "same-origin" });
    return swap(await response.text(), kind);
  } catch {
    return false;
  }
}

// Sends what a button would have sent, without leaving the page.
export async function send(url, data) {
  data.set("csrfmiddlewaretoken", token());
  try {
    const response = await fetch(url, { method: "POST", body: data, credentials: "same-origin" });
    return swap(await response.text(), "all");
  } catch {
    return false;
  }
}

function swap(html, kind) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (!fresh.getElementById("work")) {
    if (fresh.querySelector("[name=login], [name=password]")) signedIn(401);
    else note("moved-on", say("movedOn"));
    return false;
  }
  for (const old of document.querySelectorAll("[data-swap]")) {
    if (kind === "state" && old.dataset.swap !== "state") continue;
    const next = fresh.getElementById(old.id);
    if (next && next.outerHTML !== old.outerHTML) replace(old, next);
  }
  settlePieces();
  return true;
}

function replace(old, next) {
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const typed = new Map();
  for (const input of old.querySelectorAll("input[id]:not([type=file])")) {
    if (input.value !== input.defaultValue) typed.set(input.id, input.value);
  }
  old.replaceWith(next);
  for (const [id, value] of typed) {
    const input = document.getElementById(id);
    if (input && !input.name.startsWith("link-")) input.value = value;
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
