// Every sentence that a script says stands in the page, in its reader's language.
const phrases = document.getElementById("phrases").dataset;

export const say = (name, values = {}) =>
  (phrases[name] ?? "").replace(/%(\w+)/g, (whole, key) => values[key] ?? whole);

// A copy of the first element of a <template>.
export const copy = (id) =>
  document.getElementById(id).content.firstElementChild.cloneNode(true);

// A note at the top of the page, said once however often it is asked for.
export function note(id, text, link) {
  if (document.getElementById(`note-${id}`)) return;
  const box = copy("t-note");
  box.id = `note-${id}`;
  box.querySelector("p").textContent = text;
  if (link) {
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: link.url, textContent: link.text, target: "_blank" });
    box.querySelector("p").append(" ", anchor);
  }
  document.getElementById("notes").append(box);
}

export const unsay = (id) => document.getElementById(`note-${id}`)?.remove();
