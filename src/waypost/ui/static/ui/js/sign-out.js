// What was kept on this device for one person leaves with that person.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.action.includes("/logout")) return;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("waypost:") || key.startsWith("tus::")) localStorage.removeItem(key);
    }
  } catch { /* storage is off: nothing was kept */ }
});
