// Scoring by touch, by Tab or by single keys. Each row is kept on this device at once and on the
// server a moment later; when another tab saved first, both versions are shown. A row is a level
// and a comment, which are typed, sent and chosen together.
import { ORDER, Saver, Shelf, flush, send } from "../ui/words.js";

const form = document.querySelector("[data-score]");
const shelf = new Shelf(`${form.dataset.key}:`);
const PAUSE = 700;
const same = (a, b) => a.level === b.level && a.comment === b.comment;

// The review is not with this reviewer any more: nothing is sent by itself from here on.
let over = false;

// One row of the rubric. `revision` is the one that its words stand on: only a choice moves them
// to a newer one.
class Row extends Saver {
  #undecided = [];

  constructor(element) {
    super();
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
  get waits() { return over || this.state === "refused" || super.waits; }

  // What a closed tab, an expired sign-in or a lost connection left on this device: the newest
  // stands in the row, and each other version is shown beside it in its turn.
  putBack() {
    const known = [this.values];
    let arrived = false;
    for (const copy of shelf.left(this.id)) {
      if (known.some((one) => same(one, copy))) {
        arrived ||= same(copy, this.values);
        shelf.forget(this.id, copy.key);
      } else this.#undecided.push(copy);
      known.push(copy);
    }
    const [newest] = this.#undecided;
    if (newest && this.saved) {
      this.#undecided.shift();
      if (newest.revision !== this.revision) this.#undecided.unshift({ ...this.saved, revision: this.revision });
      this.revision = newest.revision;
      this.#fill(newest);
      this.#keep();
      shelf.forget(this.id, newest.key);
    }
    if (this.#undecided.length) this.#ask();
    else if (newest) this.later(0);
    // It came through while the tab closed, which nobody was told.
    else if (arrived) this.show("saved");
  }

  #keep() { shelf.keep(this.id, { ...this.values, revision: this.revision }); }

  typed(pause = PAUSE) {
    this.#refuse("");
    if (!this.dirty && this.state !== "conflict") { this.settle(); return; }
    this.#keep();
    if (this.state === "conflict") return;
    this.show("saving");
    this.later(pause);
  }

  async send(keepalive) {
    const sent = this.values;
    this.show("saving");
    const { status, data } = await send(form.action, {
      keepalive,
      data: { row: this.id, ...sent, revision: this.revision },
    });
    if (status === 200) this.#kept(sent, data.revision);
    else if (status === 409) this.#overwritten(data);
    else if (status === 410 || status === 404) this.#ended();
    else if (status === 400) this.#refuse(data.message);
    else if (status === 401 || status === 403) this.again(status, "offline", form.dataset.signedOut);
    else this.again(status, status === 0 ? "offline" : "failed");
  }

  #kept(sent, revision) {
    this.saved = sent;
    this.#know(revision);
    this.arrived();
  }

  settle() {
    shelf.forget(this.id);
    super.settle();
  }

  #know(revision) {
    this.revision = revision;
    this.counter.value = revision;
  }

  // Said beside the words, and sent again once they are other ones.
  #refuse(message) {
    const place = this.element.querySelector("[data-refused]");
    place.hidden = !message;
    place.lastElementChild.textContent = message;
    if (message) this.comment.setAttribute("aria-invalid", "true");
    else this.comment.removeAttribute("aria-invalid");
    if (message) this.show("refused");
  }

  #ended() {
    over = true;
    this.show("over", form.dataset.over);
  }

  #overwritten({ level, comment, revision }) {
    if (same(this.values, { level, comment })) { this.#kept({ level, comment }, revision); return; }
    this.#undecided.push({ level, comment, revision });
    this.#ask();
  }

  // The first of the versions about which nobody has chosen yet; until then nothing is sent.
  #ask() {
    this.show("conflict");
    const [{ level, comment }] = this.#undecided;
    const label = this.radios.find((radio) => radio.value === level)?.dataset.label ?? "";
    this.note.querySelector("[data-theirs]").textContent = [label, comment].filter(Boolean).join(": ");
    this.note.hidden = false;
  }

  #choose(take) {
    if (!take) return;
    const { key, level, comment, revision } = this.#undecided.shift();
    if (take === "theirs") this.#fill({ level, comment });
    if (key) shelf.forget(this.id, key);
    else {
      this.saved = { level, comment };
      this.#know(revision);
    }
    this.note.hidden = true;
    this.show("saved");
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

  // Decide was pressed: where the row cannot be sent by itself, its reason is what is looked at.
  stays() {
    if (this.state === "refused") this.comment.focus();
    else if (this.state === "conflict") this.note.querySelector("button").focus();
    else this.show(this.state, this.words || form.dataset.stays);
  }
}

function count() {
  const all = [...form.querySelectorAll("[data-row]")];
  const done = all.filter((row) => row.querySelector("input[type=radio]:checked")).length;
  form.querySelector("[data-count]").textContent =
    form.dataset.left.replace("%n", done).replace("%m", all.length);
}

const rows = [...form.querySelectorAll("[data-row]")].map((element) => new Row(element));
const rowOf = (element) => {
  const found = element.closest("[data-row]");
  return found && rows.find((row) => row.element === found);
};
const dirty = () => rows.filter((row) => row.dirty);

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

addEventListener("pageshow", (event) => {
  leaving = false;
  // The page as it was before a decision was sent: ask the server what is true now.
  if (event.persisted) location.reload();
});
for (const row of rows) row.putBack();

// Single keys score and move. They can be switched off, which this device remembers (WCAG 2.1.4).
const places = rows.map(({ element }) => element);
const box = form.querySelector("[data-keys]");
const REMEMBERED = "review:keys";
let last = places.find((row) => !row.querySelector(":checked")) ?? places[0];

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
const beside = (row, step) => places[Math.min(Math.max(places.indexOf(row) + step, 0), places.length - 1)];

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
