// Shows the note and the pieces to hide in the letter while they are chosen, and keeps a
// half-written note on this device: settled.js removes it once it is sent.
const form = document.querySelector("[data-draft]");
const note = form.elements.note;
const said = form.querySelector("[data-note]");
const hidden = form.querySelector("[data-hidden]");
const boxes = [...form.querySelectorAll("input[name=hide]")];
const before = form.dataset.hiddenBefore;

function read() {
  if (!said) return;
  said.textContent = note.value.trim();
  said.hidden = !said.textContent;
  if (!hidden) return;
  const names = boxes.filter((box) => box.checked).map((box) => box.dataset.name);
  hidden.querySelector("span").textContent = [before, ...names].filter(Boolean).join(", ");
  hidden.hidden = !before && !names.length;
}

try {
  if (!note.value) note.value = localStorage.getItem(form.dataset.draft) ?? "";
  note.addEventListener("input", () => localStorage.setItem(form.dataset.draft, note.value));
} catch { /* storage is off: the page keeps the note */ }
form.addEventListener("input", read);
read();
