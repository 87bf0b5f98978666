// Each row is kept on this device at once and on the server a moment later. What the server has
// not taken stays on the device; when another tab saved first, both versions are shown.
const form = document.querySelector("[data-score]");
const PAUSE = 700;
const AGAIN = [2000, 4000, 8000, 16000, 30000];

// The key names the reviewer and the review, and this very page, so that two tabs keep both
// versions.
const PREFIX = `${form.dataset.key}:`;
const here = Math.random().toString(36).slice(2);
const ownKey = (id) => `${PREFIX}${id}:${here}`;

function keep(id, entry) {
  try { localStorage.setItem(ownKey(id), JSON.stringify({ ...entry, at: Date.now() })); }
  catch { /* storage is off or full: the server still has it a moment later */ }
}

function forget(id, key = ownKey(id)) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

// What earlier pages left behind for a row, newest first.
function left(id) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${PREFIX}${id}:`)) continue;
      try { found.push({ key, ...JSON.parse(localStorage.getItem(key)) }); } catch { forget(id, key); }
    }
  } catch { /* storage is off */ }
  return found.sort((a, b) => b.at - a.at);
}

// States that end when somebody chooses or writes something else: nothing is sent by itself.
const WAITS = new Set(["conflict", "refused"]);
const same = (a, b) => a.level === b.level && a.comment === b.comment;
// The token of a sign-in that happened in another tab is in the cookie, not in this page.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
  ?? form.querySelector("[name=csrfmiddlewaretoken]").value;

// The review is not with this reviewer any more: nothing is sent by itself from here on.
let over = false;

// One row of the rubric. `revision` is the one that its words stand on: only a choice moves them
// to a newer one.
class Row {
  state = "saved";
  words = "";
  #timer;
  #running;
  #failures = 0;
  #undecided = [];

  constructor(element) {
    this.element = element;
    this.id = element.dataset.row;
    this.radios = [...element.querySelectorAll("input[type=radio]")];
    this.comment = element.querySelector("textarea");
    this.note = element.querySelector("[data-conflict]");
    this.counter = element.querySelector("input[type=hidden]");
    this.revision = Number(this.counter.defaultValue);
    // As it was sent: a browser that comes back puts old words into the fields of a new page.
    const sent = {
      level: this.radios.find((radio) => radio.defaultChecked)?.value ?? "",
      comment: this.comment.defaultValue,
    };
    this.saved = element.hasAttribute("data-unsaved") ? null : sent;
    this.#fill(sent);
    this.note.addEventListener("click", (event) => this.#choose(event.target.dataset.take));
  }

  get values() {
    return {
      level: this.radios.find((radio) => radio.checked)?.value ?? "",
      comment: this.comment.value,
    };
  }
  get dirty() { return this.saved === null || !same(this.values, this.saved); }

  // What a closed tab, an expired sign-in or a lost connection left on this device: the newest
  // stands in the row, and each other version is shown beside it in its turn.
  putBack() {
    const known = [this.values];
    let arrived = false;
    for (const copy of left(this.id)) {
      if (known.some((one) => same(one, copy))) {
        arrived ||= same(copy, this.values);
        forget(this.id, copy.key);
      } else this.#undecided.push(copy);
      known.push(copy);
    }
    const [newest] = this.#undecided;
    if (newest && this.saved) {
      this.#undecided.shift();
      if (newest.revision !== this.revision) this.#undecided.unshift({ ...this.saved, revision: this.revision });
      this.revision = newest.revision;
      this.#fill(newest);
      keep(this.id, { ...this.values, revision: this.revision });
      forget(this.id, newest.key);
    }
    if (this.#undecided.length) this.#ask();
    else if (newest) this.later(0);
    // It came through while the tab closed, which nobody was told.
    else if (arrived) this.#show("saved");
  }

  typed(pause = PAUSE) {
    this.#refuse("");
    if (!this.dirty && this.state !== "conflict") { this.#settle(); return; }
    keep(this.id, { ...this.values, revision: this.revision });
    if (this.state === "conflict") return;
    this.#show("saving");
    this.later(pause);
  }

  later(pause = PAUSE) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  // Resolves when the server has it, or could not be reached. Somebody who is leaving does not
  // wait for the request before.
  save({ leaving = false } = {}) {
    clearTimeout(this.#timer);
    if (over || !this.dirty || WAITS.has(this.state)) return this.#running ?? Promise.resolve();
    if (this.#running && !leaving) return this.#running.then(() => this.save());
    const running = this.#send(leaving).finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  async #send(keepalive) {
    const sent = this.values;
    this.#show("saving");
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        keepalive,
        headers: { "Accept": "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ row: this.id, ...sent, revision: this.revision }),
      });
    } catch {
      this.#again("offline");
      return;
    }
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) this.#kept(sent, told.revision);
    else if (answer.status === 409) this.#overwritten(told);
    else if (answer.status === 410 || answer.status === 404) this.#ended();
    else if (answer.status === 400) this.#refuse(told.message);
    else if (answer.status === 401 || answer.status === 403) this.#again("offline", form.dataset.signedOut);
    else this.#again("failed");
  }

  #kept(sent, revision) {
    this.saved = sent;
    this.#failures = 0;
    this.#know(revision);
    if (this.dirty) this.later();
    else this.#settle();
  }

  // What stands here is what the server has.
  #settle() {
    clearTimeout(this.#timer);
    forget(this.id);
    this.#show("saved");
  }

  #know(revision) {
    this.revision = revision;
    this.counter.value = revision;
  }

  #again(state, words) {
    this.#show(state, words);
    this.later(AGAIN[Math.min(this.#failures++, AGAIN.length - 1)]);
  }

  // Said beside the words, and sent again once they are other ones.
  #refuse(message) {
    const place = this.element.querySelector("[data-refused]");
    place.hidden = !message;
    place.lastElementChild.textContent = message;
    if (message) this.comment.setAttribute("aria-invalid", "true");
    else this.comment.removeAttribute("aria-invalid");
    if (message) this.#show("refused");
  }

  #ended() {
    over = true;
    this.#show("over", form.dataset.over);
  }

  #overwritten({ level, comment, revision }) {
    if (same(this.values, { level, comment })) { this.#kept({ level, comment }, revision); return; }
    this.#undecided.push({ level, comment, revision });
    this.#ask();
  }

  // The first of the versions about which nobody has chosen yet; until then nothing is sent.
  #ask() {
    this.#show("conflict");
    const [{ level, comment }] = this.#undecided;
    const label = this.radios.find((radio) => radio.value === level)?.dataset.label ?? "";
    this.note.querySelector("[data-theirs]").textContent = [label, comment].filter(Boolean).join(": ");
    this.note.hidden = false;
  }

  #choose(take) {
    if (!take) return;
    const { key, level, comment, revision } = this.#undecided.shift();
    if (take === "theirs") this.#fill({ level, comment });
    if (key) forget(this.id, key);
    else {
      this.saved = { level, comment };
      this.#know(revision);
    }
    this.note.hidden = true;
    this.#show("saved");
    if (this.#undecided.length) this.#ask();
    this.typed(0);
    (this.radios.find((radio) => radio.checked) ?? this.radios[0]).focus();
  }

  #fill({ level, comment }) {
    for (const radio of this.radios) radio.checked = radio.value === level;
    this.comment.value = comment;
    if (comment || level === "not_yet") this.element.querySelector(".say").open = true;
    count();
  }

  #show(state, words = "") {
    this.state = state;
    this.words = words;
    showLine();
  }

  // Decide was pressed: where the row cannot be sent by itself, its reason is what is looked at.
  stays() {
    if (this.state === "refused") this.comment.focus();
    else if (this.state === "conflict") this.note.querySelector("button").focus();
    else {
      this.words ||= form.dataset.stays;
      showLine();
    }
  }
}

function count() {
  const all = [...form.querySelectorAll("[data-row]")];
  const done = all.filter((row) => row.querySelector("input[type=radio]:checked")).length;
  form.querySelector("[data-count]").textContent =
    form.dataset.left.replace("%n", done).replace("%m", all.length);
}

// One line for all rows, about the worst of them. Until something was saved, nothing is said.
const ORDER = ["over", "conflict", "refused", "failed", "offline", "saving", "saved"];
const ICONS = { saved: "saved", saving: "saved", offline: "offline" };
const line = form.querySelector("[data-saved-line]");
function showLine() {
  const place = line.querySelector("[data-saved]");
  const { state, words } = ORDER.flatMap((one) => rows.filter((row) => row.state === one))[0];
  const look = state === "over" ? "failed" : state;
  const text = words || place.dataset[`${state}Text`];
  line.hidden = false;
  if (place.dataset.state === look && place.lastElementChild.textContent === text) return;
  place.dataset.state = look;
  place.lastElementChild.textContent = text;
  const icons = form.querySelector("[data-icons]").content;
  place.querySelector("svg").replaceWith(icons.querySelector(`.i-${ICONS[state] ?? "failed"}`).cloneNode(true));
}

const rows = [...form.querySelectorAll("[data-row]")].map((element) => new Row(element));
const rowOf = (element) => {
  const found = element.closest("[data-row]");
  return found && rows.find((row) => row.element === found);
};
const dirty = () => rows.filter((row) => row.dirty);
const flush = (options) => Promise.all(dirty().map((row) => row.save(options)));

form.addEventListener("input", ({ target }) => {
  if (target.type !== "radio") rowOf(target)?.typed();
});
form.addEventListener("change", ({ target }) => {
  const row = rowOf(target);
  if (!row || target.type !== "radio") return;
  if (target.value === "not_yet") row.element.querySelector(".say").open = true;
  count();
  row.typed(0);
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

// Leaving by a button: first everything is safe, then the page goes on. Where it is over, the
// server has the last word, and gives these ones back.
let leaving = false;
form.addEventListener("submit", async (event) => {
  if (leaving || over || !dirty().length) { leaving = true; return; }
  event.preventDefault();
  const button = event.submitter;
  await flush();
  const stuck = over ? [] : dirty();
  if (stuck.length) {
    const worst = ORDER.find((state) => stuck.some((row) => row.state === state));
    stuck.find((row) => row.state === worst).stays();
    return;
  }
  leaving = true;
  form.requestSubmit(button);
}, { capture: true });

// Words that have not arrived yet would leave this device with their writer.
document.addEventListener("submit", async (event) => {
  const out = event.target;
  if (!out.action.includes("/logout") || out.dataset.flushed || !dirty().length) return;
  event.preventDefault();
  out.dataset.flushed = "yes";
  await flush();
  setTimeout(() => out.requestSubmit());
}, { capture: true });

for (const name of ["online", "focus"]) addEventListener(name, () => flush());
addEventListener("pagehide", () => flush({ leaving: true }));
addEventListener("pageshow", (event) => {
  leaving = false;
  // The page as it was before a decision was sent: ask the server what is true now.
  if (event.persisted) location.reload();
});
for (const row of rows) row.putBack();
