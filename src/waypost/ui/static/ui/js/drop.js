// Shows that a file may be let go here, and which was; the file input under it does the rest.
let over = null;
const mark = (zone) => {
  if (zone === over) return;
  over?.classList.remove("over");
  over = zone;
  over?.classList.add("over");
};
document.addEventListener("dragover", (event) => mark(event.target.closest?.(".drop") ?? null));
document.addEventListener("drop", () => mark(null));
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(null); });
document.addEventListener("change", ({ target }) => {
  const said = target.closest?.(".drop")?.querySelector("[data-chosen]");
  if (said) said.textContent = [...target.files].map((file) => file.name).join(", ");
});
