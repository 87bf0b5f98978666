// Says how many words there are, once typing has stopped, in the sentences its markup brings.
const show = (area) => {
  const out = document.getElementById(`${area.id}-count`);
  if (!out) return;
  const goal = Number(area.dataset.count);
  const count = area.value.match(/\S+/gu)?.length ?? 0;
  const sentence = count === 0 ? out.dataset.none
    : count < goal ? out.dataset.some : out.dataset.enough;
  out.textContent = sentence.replace("%n", count).replace("%m", goal - count).replace("%g", goal);
};
const timers = new WeakMap();
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("textarea[data-count]")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(show, 400, target));
});
document.querySelectorAll("textarea[data-count]").forEach(show);
