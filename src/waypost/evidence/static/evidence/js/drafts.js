// Words on this device until the server has them. The key names the person, so that a shared
// laptop shows nothing to the next one, and this very page, so that two tabs keep both versions.
const form = document.getElementById("work");
const prefix = `waypost:draft:${form.dataset.person}:${form.dataset.work}:`;
const here = Math.random().toString(36).slice(2);

export function keep(field, text, revision) {
  try {
    localStorage.setItem(`${prefix}${field}:${here}`, JSON.stringify({ text, revision, at: Date.now() }));
    return true;
  } catch {
    return false; // storage is full or off: the server is still tried
  }
}

export function forget(field, key = `${prefix}${field}:${here}`) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

// Copies that earlier pages left behind, newest first.
export function left(field) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${prefix}${field}:`)) continue;
      try { found.push({ key, ...JSON.parse(localStorage.getItem(key)) }); } catch { forget(field, key); }
    }
  } catch { /* storage is off */ }
  return found.sort((a, b) => b.at - a.at);
}
