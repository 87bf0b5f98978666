// SPDX-License-Identifier: Apache-2.0
// Keeps a half-written note on this device until it is sent: settled.js removes it then.
const form = document.querySelector("[data-draft]");
const note = form.elements.note;
try {
  if (!note.value) note.value = localStorage.getItem(form.dataset.draft) ?? "";
  note.addEventListener("input", () => localStorage.setItem(form.dataset.draft, note.value));
} catch { /* storage is off: the page keeps the note */ }
