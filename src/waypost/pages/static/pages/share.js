// Copying what a badge's earner takes along, each by a button of its own.
const said = document.querySelector("[data-copied]");

const write = (button) => {
  const { copy, copyFrom, copyRich } = button.dataset;
  if (!copyRich) return navigator.clipboard.writeText(copy ?? document.getElementById(copyFrom).value);
  // As a mail program takes it, and as plain words for one that takes no more.
  const html = document.getElementById(copyRich).value;
  const words = new DOMParser().parseFromString(html, "text/html");
  const link = words.querySelector("a");
  const kinds = { "text/html": html, "text/plain": `${link.textContent}\n${link.href}` };
  const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from], [data-copy-rich]");
  if (!button) return;
  const words = button.querySelector("span");
  const before = words.textContent;
  said.textContent = "";
  // A page that is not served over https may not copy, and says so.
  let done = said.dataset.copied;
  try { await write(button); } catch { done = said.dataset.notCopied; }
  said.textContent = words.textContent = done;
  setTimeout(() => { words.textContent = before; said.textContent = ""; }, 4000);
});
