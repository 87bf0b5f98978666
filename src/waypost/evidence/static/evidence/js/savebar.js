// One line for all text areas: where the typed words are.
const ORDER = ["conflict", "failed", "offline", "saving", "saved"];
const ICONS = { saved: "saved", saving: "saved", offline: "offline", failed: "failed", conflict: "failed" };

export function watch(fields) {
  const line = document.querySelector("[data-saved-line]");
  const place = line.querySelector("[data-saved]");
  const text = place.querySelector("span");
  const show = () => {
    const state = ORDER.find((one) => fields.some((field) => field.state === one));
    line.hidden = false;
    if (place.dataset.state === state && text.textContent === place.dataset[`${state}Text`]) return;
    place.dataset.state = state;
    text.textContent = place.dataset[`${state}Text`];
    const icon = document.querySelector(`#t-icons`).content.querySelector(`.i-${ICONS[state]}`);
    place.querySelector("svg").replaceWith(icon.cloneNode(true));
  };
  for (const field of fields) field.addEventListener("state", show);
  if (fields.some((field) => field.state !== "saved")) show();
}
