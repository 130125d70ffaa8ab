// Runs before anything else: theme of the first paint, and its removal once the live page stands under it.
"use strict";

// deck.gl compiles a mesh decoder, which we never use, as soon as it loads; the CSP refuses that with an error.
// Where WebAssembly is absent it stands aside.
delete window.WebAssembly;
window.prerenderReady = false;

// Streamlit would look for its server under the page's own address first, then ask it for this before it connects.
window.__streamlit = {
  BACKEND_BASE_URL: location.origin,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};

(function () {
  const root = document.documentElement;
  try {
    const kept = localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith(`stActiveTheme-${location.pathname}`)) ?? "");
    const theme = /Dark/.test(kept) ? "dark" : /Light/.test(kept) ? "light" : "";
    if (theme) root.dataset.theme = theme;
  } catch { /* storage is closed to us: the system's preference stands */ }

  // The paint leaves when everything under it stands: the script has ended and every element has shown its HTML.
  const APP = '[data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]';
  const count = (selector) => document.querySelectorAll(selector).length;
  let since = 0;

  function look() {
    if (!document.getElementById("first-paint")) return document.readyState === "loading" || clearInterval(timer);
    if (!count(APP) || !count('[data-testid="stMain"] [data-testid="stElementContainer"]')) return undefined;
    const hosts = count(".stBidiComponent");
    if (hosts && count(".stBidiComponent .place") >= hosts) return remove();
    since ||= performance.now();
    const patience = hosts ? 5000 : 800; // a page of plain widgets places nothing
    return performance.now() - since > patience ? remove() : undefined;
  }

  function remove() {
    clearInterval(timer);
    const paint = document.getElementById("first-paint");
    const main = document.querySelector('[data-testid="stMain"]');
    if (main) main.scrollTop = paint.querySelector(".fp-main")?.scrollTop ?? 0;
    paint.remove();
  }

  const timer = setInterval(look, 20);
  window.addEventListener("dashboard:placed", look);
})();
