// Shows one piece of evidence at a time; without it they stand one below the other.
const pane = document.querySelector("[data-evidence]");
const pieces = [...pane.querySelectorAll("[data-piece]")];
const links = [...document.querySelectorAll('a[href^="#piece-"], a[href="#earlier"]')];
const tabs = links.filter((link) => link.closest(".evtabs"));
const narrow = matchMedia("(max-width: 61.99rem)");

function show(id) {
  const chosen = pieces.find((piece) => piece.id === id) ?? pieces[0];
  for (const piece of pieces) piece.hidden = piece !== chosen;
  pane.dataset.chosen = "";
  for (const tab of tabs) {
    if (tab.hash === `#${chosen.id}`) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  // A film that is out of sight does not go on talking.
  for (const media of pane.querySelectorAll("video, audio")) {
    if (!chosen.contains(media)) media.pause();
  }
}

if (pieces.length) {
  const asked = () => {
    show(location.hash.slice(1));
    // The tabs stay in sight, wherever the address led.
    if (!narrow.matches) requestAnimationFrame(() => pane.scrollTo({ top: 0 }));
  };
  asked();
  addEventListener("hashchange", asked);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.hash.slice(1));
      pane.scrollTo({ top: 0 });
      if (narrow.matches && !link.closest(".evtabs")) pane.scrollIntoView();
      tabs.find((tab) => tab.hash === link.hash)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }
}
