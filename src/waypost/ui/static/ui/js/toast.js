// Closes a toast, and moves focus on so that a keyboard is never left nowhere.
document.addEventListener("click", (event) => {
  const toast = event.target.closest?.("[data-close]")?.closest(".toast");
  if (!toast) return;
  const next = toast.nextElementSibling?.querySelector("[data-close]") ?? document.getElementById("main");
  toast.remove();
  next?.focus();
});
