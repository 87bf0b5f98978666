// Single keys score and move. They can be switched off, which this device remembers (WCAG 2.1.4).
const form = document.querySelector("[data-score]");
const rows = [...form.querySelectorAll("[data-row]")];
const box = form.querySelector("[data-keys]");
const REMEMBERED = "review:keys";
let last = rows.find((row) => !row.querySelector(":checked")) ?? rows[0];

try { box.checked = localStorage.getItem(REMEMBERED) !== "off"; } catch { /* on for this page */ }
box.addEventListener("change", () => {
  try { localStorage.setItem(REMEMBERED, box.checked ? "on" : "off"); } catch { /* this page only */ }
});
form.addEventListener("focusin", (event) => { last = event.target.closest("[data-row]") ?? last; });

const radio = (row) => row.querySelector("input:checked") ?? row.querySelector("input[type=radio]");
function go(row) {
  if (!row) return;
  last = row;
  radio(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
const beside = (row, step) => rows[Math.min(Math.max(rows.indexOf(row) + step, 0), rows.length - 1)];

function choose(value) {
  const chosen = last.querySelector(`input[value="${value}"]`);
  chosen.checked = true;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  go(beside(last, 1));
}
function write() {
  last.querySelector(".say").open = true;
  last.querySelector("textarea").focus();
}
const actions = {
  1: () => choose("not_yet"),
  2: () => choose("demonstrated"),
  j: () => go(beside(last, 1)),
  k: () => go(beside(last, -1)),
  c: write,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-decide]"));
    return;
  }
  if (event.key === "Escape" && event.target.matches?.("[data-row] textarea")) {
    go(event.target.closest("[data-row]"));
    return;
  }
  if (!box.checked || typing || event.ctrlKey || event.metaKey || event.altKey || !last) return;
  if (event.target.closest?.("video, audio, [popover]:popover-open, dialog")) return;
  const action = actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
});
// From here on a key does what it says, and not before.
form.querySelector("[data-keybar]").dataset.ready = "";
// Enter on a radio would send the form: it only means "this one".
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.type === "radio") event.preventDefault();
});
