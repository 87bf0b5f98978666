// The working page: autosave, files, and a submit that waits for both.
import { settled } from "./errors.js";
import { note, say, unsay } from "./phrases.js";
import { offerRecorders } from "./recorder.js";
import { watch } from "./savebar.js";
import { ask, token } from "./server.js";
import { refresh, send } from "./swap.js";
import { Uploads } from "./uploads.js";
import { Words } from "./words.js";

const form = document.getElementById("work");
const fields = [...form.querySelectorAll("textarea[data-piece]")].map(
  (area) => new Words(area, form.dataset.words),
);
const uploads = new Uploads(form);

watch(fields);
offerRecorders(form, uploads);

const flush = (options) => Promise.all(fields.map((field) => field.save(options)));

for (const field of fields) field.addEventListener("filled", () => refresh("state"));
for (const name of ["online", "focus"]) addEventListener(name, () => flush());
addEventListener("pagehide", () => flush({ keepalive: true }));
document.addEventListener("visibilitychange", () => {
  flush({ keepalive: document.visibilityState === "hidden" });
});
addEventListener("pageshow", (event) => {
  delete form.dataset.go;
  // The back button shows the page as it was left; the work may have moved on.
  if (event.persisted) location.reload();
});

form.addEventListener("submit", async (event) => {
  if (form.dataset.go) return;
  event.preventDefault();
  const button = event.submitter;
  if (button?.getAttribute("formaction")) {
    await busy(button, () => send(button.formAction, new FormData()));
  } else if (button?.value === "submit") {
    await handIn(button);
  } else {
    await flush();
    await busy(button, () => send(form.action, withoutWords(button)));
  }
});

// Words go their own way, and files theirs; what is left are links, captions and choices.
function withoutWords(button) {
  const data = new FormData(form, button);
  for (const name of [...data.keys()]) {
    if (/^(words|revision|was|file)-/.test(name)) data.delete(name);
  }
  return data;
}

async function busy(button, work) {
  button?.setAttribute("aria-busy", "true");
  const piece = button?.closest("[data-piece]")?.id;
  if (!(await work())) note("later", say("unsaved"));
  else unsay("later");
  if (button?.isConnected) button.removeAttribute("aria-busy");
  const wrong = piece && document.getElementById(piece).querySelector("[aria-invalid=true]");
  wrong?.focus();
}

async function handIn(button) {
  for (const id of ["wait", "choose", "later"]) unsay(id);
  button.setAttribute("aria-busy", "true");
  await flush();
  // A form that is still telling of its first submit ignores a second one.
  await new Promise((resolve) => { setTimeout(resolve); });
  button.removeAttribute("aria-busy");
  const conflict = fields.find((field) => field.state === "conflict");
  if (conflict) {
    note("choose", say("choose"));
    conflict.area.closest("[data-field]").querySelector(".conflict input[type=radio]").focus();
  } else if (uploads.busy) note("wait", say("wait"));
  else if (fields.some((field) => field.dirty)) note("later", say("unsaved"));
  else {
    form.elements.csrfmiddlewaretoken.value = token();
    form.dataset.go = "yes";
    form.requestSubmit(button);
  }
}

// Students and captions of a file are kept as they are chosen or typed.
let telling;
form.addEventListener("input", ({ target }) => {
  if (!target.dataset.tells) return;
  clearTimeout(telling);
  telling = setTimeout(() => tell(target), target.type === "radio" ? 0 : 1000);
});
async function tell(target) {
  const item = target.closest(".item");
  const { status } = await ask(target.dataset.tells, {
    data: {
      students: item.querySelector(".students :checked")?.value ?? "",
      caption: item.querySelector("[name^=caption-]").value,
    },
  });
  if (status !== 200) { note("later", say("unsaved")); return; }
  unsay("later");
  if (target.type !== "radio") return;
  item.classList.remove("wrong");
  item.querySelector(".students .error")?.remove();
  settled(item.querySelector(".students").id);
  await refresh("state");
}

const leaves = (other) => other.action.includes("/logout") && !other.dataset.flushed;

// Removing asks in a dialog; an upload that is under way goes on meanwhile.
document.addEventListener("submit", async (event) => {
  const dialog = event.target.closest("#removals dialog");
  if (dialog) {
    event.preventDefault();
    const piece = document.getElementById(dialog.id.replace("remove-", "item-"))?.closest("section");
    dialog.close();
    await send(event.target.action, new FormData(event.target));
    piece?.querySelector("h2").focus();
  } else if (leaves(event.target) && fields.some((field) => field.dirty)) {
    event.preventDefault();
    event.target.dataset.flushed = "yes";
    await flush();
    setTimeout(() => event.target.requestSubmit());
  }
}, { capture: true });
