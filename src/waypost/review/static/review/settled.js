// Forgets what this device kept for reviews that are over.
const { viewer, open } = document.querySelector("[data-open]").dataset;
const still = new Set(open.split(" "));
try {
  for (const key of Object.keys(localStorage)) {
    const [kind, person, review] = key.split(":");
    if ((kind === "review" || kind === "decide") && person === viewer && review && !still.has(review)) {
      localStorage.removeItem(key);
    }
  }
} catch { /* storage is off: nothing was kept */ }
