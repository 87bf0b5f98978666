// A link with data-opens shows its dialog instead of the page that asks the same question.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal) {
    event.preventDefault();
    opener.closest("[popover]")?.hidePopover?.();
    dialog.showModal();
    return;
  }
  event.target.closest?.("[data-dismiss]")?.closest("dialog")?.close();
});
