// A second click on the same button does not send the form twice.
const release = (form) => {
  delete form.dataset.sent;
  form.querySelector("[type=submit][aria-busy]")?.removeAttribute("aria-busy");
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  // The answer may be a file, which leaves this page as it is: let it send once more.
  setTimeout(release, 8000, form);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
