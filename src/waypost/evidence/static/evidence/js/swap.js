// Puts the server's newest drawing of a part into the page, and leaves what is typed alone.
import { settlePieces } from "./errors.js";
import { note, say } from "./phrases.js";
import { signedIn, token } from "./server.js";

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
