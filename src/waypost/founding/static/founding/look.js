// Shows colors on this page before they are saved: the page's own stylesheet of the brand is
// exchanged for one made from what stands in the fields.

const form = document.querySelector("[data-look]");
const hex = /^#[0-9a-f]{6}$/i;
let waiting;

function link() {
  const found = document.querySelector("link[data-tried]");
  if (found) return found;
  const made = document.createElement("link");
  made.rel = "stylesheet";
  made.dataset.tried = "";
  document.head.append(made);
  return made;
}

function wear() {
  const brand = form.elements.brand.value.trim();
  const accent = form.elements.accent.value.trim();
  if (!hex.test(brand) || (accent && !hex.test(accent))) return;
  link().href = `${form.dataset.look}?${new URLSearchParams({ brand, accent })}`;
}

form.addEventListener("input", (event) => {
  if (!["brand", "accent"].includes(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(wear, 150);
});
