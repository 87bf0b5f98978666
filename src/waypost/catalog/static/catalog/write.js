// Writing: words are kept as they are typed, choices at once, and what is said of both is drawn
// anew. Whatever moves, adds or takes out is a form, once everything has arrived.
import { Saver, ask, flush, keepWords, note, say, savers, token } from "../ui/words.js";

const form = document.getElementById("write");
const url = form.dataset.keep;

keepWords(form, {
  selector: "[data-words]",
  key: `${form.dataset.person}:${form.dataset.manuscript}`,
  url,
  sends: ({ name }, value, revision) => ({ field: name, value, revision }),
});

// A list of boxes, a choice, a single box: saved a moment after it was touched.
class Pick extends Saver {
  #saved;

  constructor(name) {
    super();
    this.name = name;
    this.revision = form.elements[`revision-${name}`];
    this.#saved = this.value;
  }

  get inputs() { return [...form.elements].filter((input) => input.name === this.name); }
  get values() {
    return this.inputs.filter((input) => input.checked ?? true).map((input) => input.value);
  }
  get value() { return JSON.stringify(this.values); }
  get dirty() { return this.value !== this.#saved; }

  async send(keepalive) {
    const { value, values } = this;
    const many = this.inputs.length && this.inputs[0].closest("[data-field]").querySelector(".ways");
    this.show("saving");
    const { status, data } = await ask(url, {
      keepalive,
      data: { field: this.name, value: many ? values : values[0] ?? "", revision: this.revision.value },
    });
    if (status === 200) {
      this.#saved = value;
      this.revision.value = data.revision;
      this.arrived();
      redraw();
    } else if (status === 409 || status === 422 || status === 400) {
      note("elsewhere", say("elsewhere"));
      this.show("conflict");
    } else this.again(status, status === 0 ? "offline" : "failed");
  }
}

const picks = new Map();
for (const { name } of form.querySelectorAll("select, input[type=radio], input[type=checkbox]")) {
  if (form.elements[`revision-${name}`] && !picks.has(name)) picks.set(name, new Pick(name));
}
form.addEventListener("change", ({ target }) => picks.get(target.name)?.changed(0));

// What is said of the fields, the outline and the patch, as the server draws them now; the fields
// themselves stay as they are.
let timer;
function redraw() {
  clearTimeout(timer);
  timer = setTimeout(draw, 300);
}
async function draw() {
  let html;
  try {
    html = await (await fetch(location.href, { credentials: "same-origin" })).text();
  } catch { return; }
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (!fresh.getElementById("write")) return;
  for (const old of document.querySelectorAll("[data-swap]")) {
    const next = fresh.getElementById(old.id);
    if (next && next.outerHTML !== old.outerHTML) old.replaceWith(next);
  }
}
form.addEventListener("kept", redraw);

// A button leaves the page only when everything that was typed has arrived.
let going = false;
form.addEventListener("submit", async (event) => {
  if (going) return;
  event.preventDefault();
  const button = event.submitter;
  button?.setAttribute("aria-busy", "true");
  await flush();
  button?.removeAttribute("aria-busy");
  const stuck = [...savers].find((saver) => saver.dirty || saver.state === "conflict");
  if (stuck) {
    note("stuck", say(stuck.state === "conflict" ? "choose" : "unsaved"));
    document.querySelector(".conflict [type=radio]")?.focus();
    return;
  }
  going = true;
  form.elements.csrfmiddlewaretoken.value = token();
  // A form that is still telling of its first submit ignores a second one.
  setTimeout(() => form.requestSubmit(button));
}, { capture: true });
addEventListener("pageshow", (event) => {
  going = false;
  if (event.persisted) location.reload();
});
