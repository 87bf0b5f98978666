// What the working page shares: its server's newest drawing, and the tools that most visits never
// need.
import { note, say, signedIn, token, unsay } from "../../ui/words.js";

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
