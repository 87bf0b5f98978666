// Each row is kept on this device at once and on the server a moment later. What the server has
// not taken stays on the device, under the reviewer's and the review's own key.
const form = document.querySelector("[data-score]");
const rows = [...form.querySelectorAll("[data-row]")];
const status = form.querySelector("[data-saved]");
const KEY = form.dataset.key;
const WAIT = 700;
const AGAIN = 8000;
const timers = new Map();
const busy = new Map();
let over = false;
let leaving = false;

const device = {
  read() { try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; } },
  write(all) {
    try {
      if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
      else localStorage.removeItem(KEY);
    } catch { /* storage is off or full: the server still has it a moment later */ }
  },
  put(id, entry) { this.write({ ...this.read(), [id]: entry }); },
  drop(id) { const all = this.read(); delete all[id]; this.write(all); },
};

const field = (row, name) => row.querySelector(`[name="${name}-${row.dataset.row}"]`);
const values = (row) => ({
  level: row.querySelector("input[type=radio]:checked")?.value ?? "",
  comment: field(row, "comment").value,
  revision: Number(field(row, "revision").value),
});
const same = (a, b) => a.level === b.level && a.comment === b.comment;
// The token of a sign-in that happened in another tab is in the cookie, not in this page.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
  ?? form.querySelector("[name=csrfmiddlewaretoken]").value;

// Until something was saved, nothing is said about it.
const line = form.querySelector("[data-saved-line]");
function say(state, words) {
  line.hidden = false;
  status.dataset.state = state;
  status.lastElementChild.textContent = words ?? status.dataset[`${state}Text`];
}
function settle() {
  if (over || line.hidden) return;
  const waiting = Object.keys(device.read()).length || timers.size || busy.size;
  if (!waiting && status.dataset.state === "saving") say("saved");
}
function count() {
  const done = rows.filter((row) => row.querySelector("input[type=radio]:checked")).length;
  form.querySelector("[data-count]").textContent =
    form.dataset.left.replace("%n", done).replace("%m", rows.length);
}

function later(row, wait = WAIT) {
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(() => { timers.delete(row); save(row); }, wait));
}

async function save(row, keepalive = false) {
  clearTimeout(timers.get(row));
  timers.delete(row);
  if (over || !row.querySelector("[data-conflict]").hidden) return false;
  if (busy.has(row)) { await busy.get(row); return save(row, keepalive); }
  const sent = values(row);
  const work = send(row, sent, keepalive);
  busy.set(row, work);
  try { return await work; } finally { busy.delete(row); settle(); }
}

async function send(row, sent, keepalive) {
  say("saving");
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      keepalive,
      headers: { "Accept": "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ row: row.dataset.row, ...sent }),
    });
  } catch {
    say("offline");
    later(row, AGAIN);
    return false;
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) {
    field(row, "revision").value = told.revision;
    if (same(values(row), sent)) device.drop(row.dataset.row);
    else later(row, 0);
    return true;
  }
  return refused(row, answer.status, told);
}

function refused(row, code, told) {
  if (code === 409) conflict(row, told);
  else if (code === 410 || code === 404) { over = true; say("failed", form.dataset.over); }
  else if (code === 400) say("failed", told.message);
  else {
    say(code === 401 || code === 403 ? "offline" : "failed", code === 401 || code === 403 ? form.dataset.signedOut : undefined);
    later(row, AGAIN);
  }
  return false;
}

function conflict(row, theirs) {
  say("conflict");
  const note = row.querySelector("[data-conflict]");
  const radio = row.querySelector(`input[value="${theirs.level}"]`);
  const label = radio?.parentElement.querySelector("b").firstChild.textContent.trim() ?? "";
  note.querySelector("[data-theirs]").textContent = [label, theirs.comment].filter(Boolean).join(": ");
  note.hidden = false;
  note.onclick = (event) => {
    const take = event.target.dataset.take;
    if (!take) return;
    field(row, "revision").value = theirs.revision;
    if (take === "theirs") fill(row, theirs);
    note.hidden = true;
    changed(row);
    save(row);
    radio?.focus();
  };
}

function fill(row, entry) {
  for (const radio of row.querySelectorAll("input[type=radio]")) radio.checked = radio.value === entry.level;
  field(row, "comment").value = entry.comment;
  if (entry.comment) row.querySelector(".say").open = true;
  count();
}

function changed(row) {
  device.put(row.dataset.row, values(row));
  say("saving");
}

form.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row) return;
  changed(row);
  later(row);
});
form.addEventListener("change", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || event.target.type !== "radio") return;
  if (event.target.value === "not_yet") row.querySelector(".say").open = true;
  changed(row);
  count();
  later(row, 0);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  event.preventDefault();
  const area = document.getElementById(button.dataset.insert);
  area.value = [area.value.trimEnd(), button.textContent].filter(Boolean).join("\n");
  button.closest("[popover]").hidePopover?.();
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
});

const unsaved = () => rows.filter((row) => row.dataset.row in device.read() || timers.has(row));
async function flush() {
  const kept = await Promise.all(unsaved().map((row) => save(row)));
  return kept.every(Boolean);
}

// Leaving by a button: first everything is safe, then the page goes on.
form.addEventListener("submit", async (event) => {
  if (leaving) return;
  const button = event.submitter;
  if (!unsaved().length) { leaving = true; return; }
  event.preventDefault();
  if (await flush()) {
    leaving = true;
    form.requestSubmit(button);
  } else if (!over) {
    say(status.dataset.state === "conflict" ? "conflict" : "failed", status.dataset.state === "conflict" ? undefined : form.dataset.stays);
  }
}, { capture: true });
addEventListener("pagehide", () => { for (const row of unsaved()) save(row, true); });
addEventListener("online", () => flush());
addEventListener("pageshow", (event) => {
  leaving = false;
  // The page as it was before a decision was sent: ask the server what is true now.
  if (event.persisted) location.reload();
});

// What a closed tab, an expired sign-in or a lost connection left on this device.
for (const [id, entry] of Object.entries(device.read())) {
  const row = rows.find((one) => one.dataset.row === id);
  if (!row) { device.drop(id); continue; }
  if (same(entry, values(row))) { device.drop(id); continue; }
  fill(row, entry);
  field(row, "revision").value = entry.revision;
  save(row);
}
count();
