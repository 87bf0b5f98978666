// Of reviews that are over, this device forgets what was sent with their decision, and shows what
// may never have been saved, until somebody has read it.
const place = document.querySelector("[data-left]");
const { viewer, open, decided } = place.dataset;
const [still, sent] = [new Set(open.split(" ")), new Set(decided.split(" "))];

// The words under one key, or none where they were sent.
function words(key, kind, review) {
  const kept = localStorage.getItem(key);
  if (kind === "decide") return sent.has(review) ? "" : kept;
  try { return JSON.parse(kept).comment ?? ""; } catch { return ""; }
}

try {
  const shown = new Map();
  for (const key of Object.keys(localStorage)) {
    const [whose, kind, person, review] = key.split(":");
    if (whose !== "waypost" || !["review", "decide"].includes(kind)) continue;
    if (person !== viewer || still.has(review)) continue;
    const text = words(key, kind, review).trim();
    if (text) shown.set(key, text);
    else localStorage.removeItem(key);
  }
  const blank = place.querySelector("template").content.firstElementChild;
  for (const text of new Set(shown.values())) {
    const area = blank.cloneNode();
    area.value = text;
    place.querySelector("[data-words]").append(area);
  }
  place.hidden = !shown.size;
  place.querySelector("button").addEventListener("click", () => {
    for (const key of shown.keys()) localStorage.removeItem(key);
    place.remove();
    document.getElementById("main").focus();
  });
} catch { /* storage is off: nothing was kept */ }
