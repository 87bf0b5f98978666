// SPDX-License-Identifier: Apache-2.0
// Says how many words there are, once typing has stopped, in the sentences its markup brings.
for (const area of document.querySelectorAll("textarea[data-count]")) {
  const out = document.getElementById(`${area.id}-count`);
  if (!out) continue;
  const goal = Number(area.dataset.count);
  const show = () => {
    const count = area.value.match(/\S+/gu)?.length ?? 0;
    const sentence = count === 0 ? out.dataset.none
      : count < goal ? out.dataset.some : out.dataset.enough;
    out.textContent = sentence.replace("%n", count).replace("%m", goal - count).replace("%g", goal);
  };
  let timer;
  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 400); });
  show();
}
