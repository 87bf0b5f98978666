// How far a list is, without anybody asking: the card is fetched anew while it is under way. Once
// it is not, the whole page is, because its lines have their outcomes then.
const EVERY = 3000;
const MOST = 30000;
let wait = EVERY;

const look = async () => {
  const here = document.getElementById("standing");
  if (!here) return;
  if (document.visibilityState === "visible" && !here.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("standing");
      if (!next) throw new Error("no card");
      if (next.dataset.state !== here.dataset.state) { location.reload(); return; }
      const [said, bar] = [next.querySelector("[aria-live]"), next.querySelector(".thread")];
      // Only what changes is replaced: a live region that is new itself says nothing.
      here.querySelector("[aria-live]").replaceChildren(...said.childNodes);
      here.querySelector(".thread").replaceWith(bar);
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, MOST);
    }
  }
  setTimeout(look, wait);
};

setTimeout(look, EVERY);
