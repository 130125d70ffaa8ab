// Runs before anything else: theme of the first paint, and its removal once the live page stands under it.
"use strict";

// deck.gl compiles a mesh decoder, which we never use, as soon as it loads; the CSP refuses that with an error.
// Where WebAssembly is absent it stands aside.
delete window.WebAssembly;
window.prerenderReady = false;

(function () {
  const root = document.documentElement;
  try {
    const kept = localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith(`stActiveTheme-${location.pathname}`)) ?? "");
    const theme = /Dark/.test(kept) ? "dark" : /Light/.test(kept) ? "light" : "";
    if (theme) root.dataset.theme = theme;
  } catch { /* storage is closed to us: the system's preference stands */ }

  let gone = false;
  function remove() {
    const paint = document.getElementById("first-paint");
    if (gone || !paint) return;
    gone = true;
    const main = document.querySelector('[data-testid="stMain"]');
    if (main) main.scrollTop = paint.querySelector(".fp-main")?.scrollTop ?? 0;
    paint.remove();
    clearInterval(timer);
  }

  // Pages that place nothing: their script has ended and elements are there.
  const idle = () => document.querySelector('[data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]')
    && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]');
  const timer = setInterval(() => { if (idle()) setTimeout(remove, 600); }, 400);
  window.addEventListener("dashboard:placed", () => requestAnimationFrame(remove));
})();
