// Runs in every page before its own scripts: notes when what is waited for was painted, in ms since the navigation or
// since the press or the choice on the page. It looks once a frame, before the frame is painted, and reads the clock after it.
"use strict";

window.bench = (() => {
  const shown = (node) => !!node && node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden";
  const drawing = (holder) => [...holder.querySelectorAll("svg.picture, .plot .main-svg")].find(shown);
  const picture = {
    ours: (name, root) => [...root.querySelectorAll(`[data-figure$=".${name}"]`)].find(drawing),
    dash: (name, root) => [...root.querySelectorAll(`#returns-${name}`)].find((node) => shown(node.querySelector(".cartesianlayer .trace"))),
  };
  const words = { ours: (node) => node.querySelector("svg.picture.wide").textContent, dash: (node) => node.querySelector(".js-plotly-plot").textContent };
  const connected = () => document.querySelector('[data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]');

  let site, names, before, start = 0, marks = {};

  const live = () => (site === "ours" ? document.querySelector('[data-testid="stMain"]') : document.body);
  const every = (root) => root && names.every((name) => picture[site](name, root));
  const greeting = () => [...document.querySelectorAll('[data-testid="stMarkdown"] p')].some((node) => shown(node) && node.textContent === "Bonjour");
  const changed = (name) => { const found = picture[site](name, live()); return found && words[site](found) !== before[name]; };

  const wanted = {
    painted: () => (before ? names.every(changed) : site === "bare" ? greeting() : every(site === "ours" && !start ? document : live())),
    alive: () => marks.painted && (site === "dash" || connected()) && (site !== "ours" || (!document.getElementById("first-paint") && every(live()))),
    interactive: () => marks.alive && (site !== "ours" || document.querySelector("[data-live] .plot .main-svg")),
  };

  function look() {
    const now = document.body && names ? Object.keys(wanted).filter((mark) => !(mark in marks) && wanted[mark]()) : [];
    if (now.length) after(() => now.forEach((mark) => { marks[mark] ??= performance.now() - start; }));
    requestAnimationFrame(look);
  }

  function after(work) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(0);
  }

  requestAnimationFrame(look);
  return {
    marks: () => marks,
    expect(where, pictures) { [site, names] = [where, pictures]; },
    onPress(pictures, { changing = false } = {}) {
      [names, before] = [pictures, changing ? Object.fromEntries(pictures.map((name) => [name, words[site](picture[site](name, live()))])) : null];
      const pressed = new AbortController();
      const begin = (event) => { start = event.timeStamp; marks = {}; pressed.abort(); };
      for (const kind of ["pointerdown", "change"]) addEventListener(kind, begin, { capture: true, signal: pressed.signal });
      marks = { painted: 0, alive: 0, interactive: 0 };
    },
  };
})();
