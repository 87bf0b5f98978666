// What every page can do. One small script for all of it, and not a module: it runs before the
// first paint, so that a chosen theme never flashes. Each part only listens to the document, so
// what a later script puts into the page needs no word to it.
"use strict";
{
  // Light or dark, as somebody chose on this device.
  const root = document.documentElement;
  root.dataset.js = "";
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch { /* storage is off: follow the system */ }
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-toggle]")) return;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* for this page only */ }
  });
}
{
  // What this device keeps for one person leaves with them: once they have signed out, which the
  // page after it shows, and not while words of theirs are nowhere else. An error page does not
  // know who is signed in, so nothing is taken as a sign-out there.
  const WORDS = ["waypost:draft:", "review:", "decide:"];
  const LEAVING = "leaving";
  const here = document.documentElement.dataset.person;
  const keys = (person, starts) => {
    try {
      return Object.keys(localStorage).filter((key) => starts.some((one) => key.startsWith(one + person)));
    } catch { return []; }
  };
  const left = () => {
    try {
      const person = sessionStorage.getItem(LEAVING);
      if (!person || here === undefined) return;
      sessionStorage.removeItem(LEAVING);
      if (here === person) return;
      for (const key of keys(person, [...WORDS, "tus::tus-"])) localStorage.removeItem(key);
    } catch { /* storage is off: nothing was kept */ }
  };
  left();
  addEventListener("pageshow", left);

  const lines = () => [...document.querySelectorAll("[data-saved]")].filter((line) => !line.closest("[hidden]"));
  const unsaved = () => keys(here, WORDS).length || lines().some((line) => line.dataset.state !== "saved");
  // What was typed a moment ago is about to be saved.
  const settle = async (form) => {
    for (let n = 0; n < 20 && lines().some((line) => line.dataset.state === "saving"); n++) {
      await new Promise((resolve) => { setTimeout(resolve, 150); });
    }
    if (!unsaved()) { form.requestSubmit(); return; }
    for (const part of form.querySelectorAll("[data-held]")) part.hidden = false;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-sign-out]")) return;
    if (here && unsaved() && event.submitter?.value !== "anyway") {
      event.preventDefault();
      settle(form);
      return;
    }
    try { sessionStorage.setItem(LEAVING, here ?? ""); } catch { /* nothing was kept */ }
  });
}
{
  // A second click on the same button does not send the form twice.
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelector("[type=submit][aria-busy]")?.removeAttribute("aria-busy");
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    // The answer may be a file, which leaves this page as it is: let it send once more.
    setTimeout(release, 8000, form);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}
{
  // A link with data-opens shows its dialog instead of the page that asks the same question.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog?.showModal) {
      event.preventDefault();
      opener.closest("[popover]")?.hidePopover?.();
      dialog.showModal();
      return;
    }
    event.target.closest?.("[data-dismiss]")?.closest("dialog")?.close();
  });
}
{
  // Closes a toast, and moves focus on so that a keyboard is never left nowhere.
  document.addEventListener("click", (event) => {
    const toast = event.target.closest?.("[data-close]")?.closest(".toast");
    if (!toast) return;
    const next = toast.nextElementSibling?.querySelector("[data-close]") ?? document.getElementById("main");
    toast.remove();
    next?.focus();
  });
}
{
  // Shows that a file may be let go here, and which was; the file input under it does the rest.
  let over = null;
  const mark = (zone) => {
    if (zone === over) return;
    over?.classList.remove("over");
    over = zone;
    over?.classList.add("over");
  };
  document.addEventListener("dragover", (event) => mark(event.target.closest?.(".drop") ?? null));
  document.addEventListener("drop", () => mark(null));
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(null); });
  document.addEventListener("change", ({ target }) => {
    const said = target.closest?.(".drop")?.querySelector("[data-chosen]");
    if (said) said.textContent = [...target.files].map((file) => file.name).join(", ");
  });
}
{
  // Says how many words there are, once typing has stopped, in the sentences its markup brings.
  const show = (area) => {
    const out = document.getElementById(`${area.id}-count`);
    if (!out) return;
    const goal = Number(area.dataset.count);
    const count = area.value.match(/\S+/gu)?.length ?? 0;
    const sentence = count === 0 ? out.dataset.none
      : count < goal ? out.dataset.some : out.dataset.enough;
    out.textContent = sentence.replace("%n", count).replace("%m", goal - count).replace("%g", goal);
  };
  const timers = new WeakMap();
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("textarea[data-count]")) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(show, 400, target));
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("textarea[data-count]").forEach(show);
  });
}
