// The working page: what is chosen, recorded and said about files, and a submit that waits for all.
import { Saver, ask, copy, flush, keepWords, note, say, token, unsay } from "../../ui/words.js";
import { Outdated, refresh, send, settled, tool } from "./page.js";

const AGAIN = 4000;
const VOICES = ["audio/mp4", "audio/webm;codecs=opus", "audio/webm", "audio/ogg"];
const form = document.getElementById("work");

form.addEventListener("kept", ({ detail }) => {
  if (detail.settled) settled(detail.id);
  if (detail.turned) refresh("state");
});
const fields = keepWords(form, {
  selector: "textarea[data-piece]",
  key: `${form.dataset.person}:${form.dataset.work}`,
  url: form.dataset.words,
  sends: ({ dataset }, text, revision) => ({
    piece: Number(dataset.piece), prompt: Number(dataset.prompt), text, revision: Number(revision),
  }),
});

// Sending files takes a tool that most visits never need.
let uploads;
async function sending() {
  const { Uploads } = await tool("uploads");
  return uploads ??= new Uploads(form);
}

// Fetched while somebody is still choosing, so that it is there when they have chosen.
function warm() {
  for (const name of ["uploads", "tus"]) tool(name).catch(() => { /* asked again in time */ });
}

// What was chosen before the tool could come: it waits in sight, and goes on by itself.
const held = new Set();
const recording = new Set();
const busy = () => held.size > 0 || recording.size > 0 || Boolean(uploads?.busy);

async function take(piece, files, input) {
  const box = hold(piece, files);
  const ready = await untilHere(box);
  if (!ready) return;
  letGo(box);
  ready.add(piece, files, input);
}

// The tool, however long the connection is away; none when it is gone, or the files are.
async function untilHere(box) {
  const text = box.querySelector("[role=status]");
  while (held.has(box)) {
    try {
      const ready = await sending();
      return held.has(box) ? ready : undefined;
    } catch (error) {
      if (error instanceof Outdated) {
        held.delete(box);
        box.dataset.state = "failed";
        box.classList.add("wrong");
        text.classList.add("error");
        text.textContent = say("outdated");
      } else {
        text.textContent = say("offlineFile");
        await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
      }
    }
  }
  return undefined;
}

function hold(piece, files) {
  const place = form.querySelector(`[data-piece="${piece}"] [data-arriving]`);
  const box = copy("t-upload");
  box.querySelector(".name").textContent = files.map((file) => file.name).join(", ");
  box.querySelector("[role=status]").textContent = say("starting");
  box.querySelector("[data-drop]").addEventListener("click", () => {
    letGo(box);
    place.closest("section").querySelector("h2").focus();
  });
  place.hidden = false;
  place.append(box);
  held.add(box);
  return box;
}

function letGo(box) {
  held.delete(box);
  box.remove();
}

const chooses = ({ target }) => target.type === "file" && target.name.startsWith("file-");
for (const sign of ["click", "dragover"]) {
  form.addEventListener(sign, (event) => { if (chooses(event)) warm(); });
}
form.addEventListener("change", (event) => {
  if (!chooses(event)) return;
  const { target } = event;
  const files = [...target.files];
  target.value = "";
  if (files.length) take(Number(target.name.slice(5)), files, target);
});
addEventListener("beforeunload", (event) => {
  // What is told about files is on no device; the form itself brings it along.
  const stuck = !form.dataset.go && [...told.values()].some((one) => one.state === "failed");
  if (busy() || stuck) event.preventDefault();
});

// What an earlier page left unfinished is drawn by the server; its button waits for the tool.
form.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-url] [data-drop]");
  if (!button || uploads) return;
  try {
    await sending();
    button.click();
  } catch (error) {
    const text = button.closest("[data-url]").querySelector("[role=status]");
    text.textContent = say(error instanceof Outdated ? "outdated" : "offlineTool");
  }
});

async function watch() {
  try { await sending(); } catch { setTimeout(watch, AGAIN); }
}
if (form.querySelector("[data-url][data-state=checking]")) watch();

// A voice note, where the browser has a microphone.
const voice = navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder
  && VOICES.find((type) => MediaRecorder.isTypeSupported(type));
for (const place of voice ? form.querySelectorAll("[data-recorder]") : []) {
  place.hidden = false;
  place.append(copy("t-recorder"));
  const button = place.querySelector("[data-record]");
  const clock = place.querySelector("[data-clock]");
  const piece = Number(place.closest("[data-piece]").dataset.piece);
  let recorder;
  const done = (file) => {
    recording.delete(piece);
    button.removeAttribute("aria-busy");
    button.querySelector("span").textContent = say("record");
    clock.textContent = "";
    take(piece, [file]);
  };
  const begin = async () => {
    try {
      // With everything that will send it, so that nothing recorded is left without a way.
      const [{ record }] = await Promise.all(["recorder", "uploads", "tus"].map(tool));
      recorder = await record(voice, clock, done);
    } catch (error) {
      clock.textContent = say(error instanceof Outdated ? "outdated" : "offlineTool");
      return;
    }
    if (!recorder) return;
    recording.add(piece);
    button.querySelector("span").textContent = say("stop");
  };
  button.addEventListener("click", async () => {
    // A second tap, while the microphone is asked for or the last sound is written down.
    if (button.hasAttribute("aria-busy")) return;
    if (recorder?.state === "recording") {
      button.setAttribute("aria-busy", "true");
      recorder.stop();
      return;
    }
    // Said before somebody speaks for minutes, not after.
    if (!document.getElementById(`file-${piece}`).matches("input")) {
      clock.textContent = say("full");
      return;
    }
    button.setAttribute("aria-busy", "true");
    await begin();
    button.removeAttribute("aria-busy");
  });
}

addEventListener("pageshow", (event) => {
  delete form.dataset.go;
  // The back button shows the page as it was left; the work may have moved on.
  if (event.persisted) location.reload();
});

form.addEventListener("submit", async (event) => {
  if (form.dataset.go) return;
  event.preventDefault();
  const button = event.submitter;
  if (button?.hasAttribute("aria-busy")) return;
  if (button?.getAttribute("formaction")) {
    await sendBy(button, () => send(button.formAction, new FormData()));
  } else if (button?.value === "submit") {
    await handIn(button);
  } else {
    await sendBy(button, async () => {
      await flush();
      await send(form.action, withoutWords(button));
    });
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

async function sendBy(button, work) {
  button?.setAttribute("aria-busy", "true");
  const piece = button?.closest("[data-piece]")?.id;
  await work();
  if (button?.isConnected) button.removeAttribute("aria-busy");
  const wrong = piece && document.getElementById(piece).querySelector("[aria-invalid=true]");
  wrong?.focus();
}

async function handIn(button) {
  for (const id of ["wait", "choose", "later", "not-arrived"]) unsay(id);
  button.setAttribute("aria-busy", "true");
  await flush();
  // A form that is still telling of its first submit ignores a second one.
  await new Promise((resolve) => { setTimeout(resolve); });
  button.removeAttribute("aria-busy");
  const [conflict, refused] = ["conflict", "refused"].map(
    (state) => fields.find((field) => field.state === state),
  );
  if (conflict) {
    note("choose", say("choose"));
    conflict.area.closest("[data-field]").querySelector(".conflict input[type=radio]").focus();
  } else if (recording.size) note("wait", say("stillRecording"));
  else if (busy()) note("wait", say("wait"));
  else if (refused) refused.area.focus();
  else if (fields.some((field) => field.dirty)) note("later", say("unsaved"));
  else {
    form.elements.csrfmiddlewaretoken.value = token();
    form.dataset.go = "yes";
    form.requestSubmit(button);
  }
}

// What is told about one file or link: whether students are in it, and what to look at. The newest
// drawing of the page may have put another box in its place, so it is looked for each time.
class Told extends Saver {
  #saved;
  #students;

  constructor(url) {
    super();
    this.url = url;
  }

  get box() { return form.querySelector(`[data-tells="${this.url}"]`)?.closest(".item"); }
  get values() {
    const { box } = this;
    return box && JSON.stringify({
      students: box.querySelector(".students :checked")?.value ?? "",
      caption: box.querySelector("[name^=caption-]").value,
    });
  }
  get dirty() { return this.values !== undefined && this.values !== this.#saved; }

  async send() {
    const { values } = this;
    this.show("saving");
    // It is small and on no device: each request outlives the page.
    const { status } = await ask(this.url, { data: JSON.parse(values), keepalive: true });
    if (status === 200) this.#kept(values);
    else if (status === 409) {
      note("moved-on", say("movedOn"));
      this.show("refused");
    } else this.again(status, "failed");
  }

  #kept(values) {
    this.#saved = values;
    this.arrived();
    const { students } = JSON.parse(values);
    if (!students || students === this.#students) return;
    this.#students = students;
    this.box?.classList.remove("wrong");
    this.box?.querySelector(".students .error")?.remove();
    settled(this.box?.querySelector(".students").id);
    refresh("state");
  }
}

const told = new Map();
form.addEventListener("input", ({ target }) => {
  const url = target.dataset.tells;
  if (!url) return;
  if (!told.has(url)) told.set(url, new Told(url));
  told.get(url).changed(target.type === "radio" ? 0 : undefined);
});

// Removing asks in a dialog; an upload that is under way goes on meanwhile.
document.addEventListener("submit", async (event) => {
  const dialog = event.target.closest("#removals dialog");
  if (!dialog) return;
  event.preventDefault();
  const piece = document.getElementById(dialog.id.replace("remove-", "item-"))?.closest("section");
  dialog.close();
  await send(event.target.action, new FormData(event.target));
  piece?.querySelector("h2").focus();
}, { capture: true });
