// What is done leaves the list of things to fix, and the list leaves with the last of them.
export function settled(target) {
  const list = document.querySelector(".errors");
  list?.querySelector(`a[href="#${target}"]`)?.closest("li").remove();
  if (list && !list.querySelector("li")) list.remove();
}

// Pieces that the server now calls done have nothing left to fix.
export function settlePieces() {
  for (const done of document.querySelectorAll("#outline .done a")) {
    const piece = document.getElementById(done.getAttribute("href").slice(1));
    const { piece: number } = piece.dataset;
    document.getElementById(`${piece.id}-add-error`)?.remove();
    settled(`file-${number}`);
    settled(`link-${number}`);
    for (const area of piece.querySelectorAll("textarea[data-piece]")) settled(area.id);
  }
}
