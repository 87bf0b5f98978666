// "Opened" means that somebody saw it: this page, in sight, for three seconds. Mail servers that
// follow a letter's links mostly run no scripts and look at nothing for that long.
const form = document.querySelector("[data-opened]");
const LONG_ENOUGH = 3000;
let timer = 0;

const tell = () => {
  document.removeEventListener("visibilitychange", watch);
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {
    // Not noted, then: what a button says is noted with it.
  });
};

const watch = () => {
  clearTimeout(timer);
  if (document.visibilityState === "visible" && !document.prerendering) {
    timer = setTimeout(tell, LONG_ENOUGH);
  }
};

if (form) {
  document.addEventListener("visibilitychange", watch);
  document.addEventListener("prerenderingchange", watch);
  watch();
}
