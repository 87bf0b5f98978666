// A letter is as tall as what is written in it; without this its frame scrolls.
const frame = document.querySelector("[data-letter]");

function fit() {
  const page = frame?.contentDocument?.documentElement;
  if (!page || !frame.contentDocument.body.childElementCount) return;
  frame.style.height = "auto";
  frame.style.height = `${page.scrollHeight + 2}px`;
}

frame?.addEventListener("load", fit);
addEventListener("resize", fit);
if (frame) fit();
