// Browser side of dashboard/views/element.py: sets server-made HTML, makes its links, popovers and pictures live.

const NARROW = 440; // px, as in product.css
const places = new WeakMap();
const roots = new Set();

export default function ({ data, parentElement, setTriggerValue }) {
  const place = places.get(parentElement) ?? open(parentElement);
  place.go = (href) => setTriggerValue("go", href);
  const themeChanged = followTheme(parentElement);
  const text = new TextDecoder().decode(data);
  if (text !== place.text) show(place, text);
  else if (themeChanged) roots.forEach((root) => root.place.figures && redraw(root.place));
  return () => close(place, parentElement);
}

function open(parent) {
  const root = document.createElement("div");
  root.className = "place";
  parent.append(root);
  const place = { root, text: null, figures: null, live: new Map(), go: null };
  root.place = place;
  places.set(parent, place);
  roots.add(root);
  return place;
}

function close(place, parent) {
  forget(place);
  places.delete(parent);
  roots.delete(place.root);
  place.root.remove();
}

function show(place, text) {
  const block = JSON.parse(text);
  place.text = text;
  forget(place);
  if (block.paint) {
    const painted = document.querySelector(`#first-paint [data-paint="${block.paint}"]`);
    // The session began without a paint, or the data moved since it was made: ask for the page itself.
    if (!painted) return setTimeout(() => place.go(location.pathname + location.search));
    block.nodes = painted.cloneNode(true).childNodes; // a copy: the paint stays until everything stands under it
  }
  if (block.nodes || block.html !== place.html) {
    const opened = openDetails(place.root);
    const focused = place.root.contains(document.activeElement) ? document.activeElement.id : "";
    if (block.nodes) place.root.replaceChildren(...block.nodes);
    else place.root.innerHTML = block.html;
    place.html = block.html;
    opened.forEach((key) => reopen(place.root, key));
    if (focused) document.getElementById(focused)?.focus();
    for (const part of place.root.querySelectorAll("[data-script]")) {
      import(part.dataset.script).then((script) => part.isConnected && script.default(part));
    }
  }
  Object.assign(place, { figures: block.figures, dark: block.dark, plotly: block.plotly });
  if (block.figures) whenIdle(() => watch(place, text));
  shownAt = location.pathname;
  document.documentElement.lang = new URLSearchParams(location.search).get("language") === "en" ? "en" : "fr";
  requestAnimationFrame(() => window.dispatchEvent(new Event("dashboard:placed")));
}

// ------------------------------------------------------------------ details that stay open
const detailsKey = (details, index) => details.id || `#${index}`;

function openDetails(root) {
  return [...root.querySelectorAll("details")].flatMap((d, i) => (d.open && !d.matches(".source:not([data-stays])") ? [detailsKey(d, i)] : []));
}

function reopen(root, key) {
  const found = [...root.querySelectorAll("details")].find((d, i) => detailsKey(d, i) === key);
  if (found) found.open = true;
}

// ------------------------------------------------------------------ theme
function followTheme(element) {
  if (element.closest('[data-testid="stSidebar"]')) return false; // dark in both themes
  const [r, g, b] = rgb(getComputedStyle(element).getPropertyValue("--st-background-color").trim());
  if (Number.isNaN(r)) return false;
  const theme = 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
  const changed = document.documentElement.dataset.theme !== theme;
  document.documentElement.dataset.theme = theme;
  return changed;
}

function rgb(colour) {
  const hex = colour.match(/^#([0-9a-f]{3,8})$/i)?.[1];
  if (!hex) return (colour.match(/[\d.]+/g) ?? [NaN]).slice(0, 3).map(Number);
  const digits = hex.length < 6 ? [...hex].map((d) => d + d).join("") : hex;
  return [0, 2, 4].map((i) => parseInt(digits.slice(i, i + 2), 16));
}

// ------------------------------------------------------------------ pictures that become interactive
let library;

function loadPlotly(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { library = undefined; script.remove(); reject(new Error(address)); };
    document.head.append(script);
  });
  return library;
}

const whenIdle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 200));

const nearby = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    const place = target.closest(".place")?.place;
    if (!isIntersecting || !place) continue;
    nearby.unobserve(target);
    loadPlotly(place.plotly).then((plotly) => whenIdle(() => draw(plotly, place, target)), () => {});
  }
}, { rootMargin: "300px" });

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = target.closest(".place")?.place.live.get(target);
    if (!chart || Math.abs(chart.width - target.clientWidth) < 2) continue;
    clearTimeout(chart.timer);
    chart.timer = setTimeout(() => target.isConnected && loadPlotly().then((plotly) => fill(plotly, chart, target)), 150);
  }
});

function watch(place, text) {
  if (place.text !== text) return;
  for (const holder of place.root.querySelectorAll("[data-figure]")) {
    if (place.figures[holder.dataset.figure]) nearby.observe(holder);
  }
}

async function draw(plotly, place, holder) {
  const figure = place.figures?.[holder.dataset.figure];
  if (!figure || !holder.isConnected || place.live.has(holder)) return;
  const node = document.createElement("div");
  const chart = { node, figure, place };
  node.className = "plot";
  nameLike(node, holder.querySelector("svg"));
  place.live.set(holder, chart);
  holder.append(node);
  try {
    await fill(plotly, chart, holder);
    holder.dataset.live = "";
    resized.observe(holder);
  } catch {
    place.live.delete(holder);
    node.remove();
  }
}

// Without these paddings of Plotly's own, its words stand where those of the drawing stood.
const IN_PLACE = { layout: {
  annotationdefaults: { borderpad: 0, borderwidth: 0 },
  xaxis: { ticklabelstandoff: 2 }, yaxis: { ticklabelstandoff: 7 },
} };
const DASH = "5px,4px"; // as in the drawing

// The chart is made at the drawing's own size and scaled like it, so that nothing moves when it takes over.
function fill(plotly, chart, holder) {
  chart.width = holder.clientWidth;
  const chosen = chart.figure[chart.width < NARROW ? "narrow" : "wide"] ?? chart.figure.wide ?? chart.figure;
  const { data, layout } = recoloured(chosen, chart.place.dark);
  const width = layout.width ?? chart.width;
  const scale = chart.width / width;
  chart.node.style.transform = `scale(${scale})`;
  if (layout.height) holder.style.height = `${layout.height * scale}px`;
  return plotly.react(chart.node, data, { ...layout, template: IN_PLACE, width, autosize: false }, { displayModeBar: false, responsive: false, showTips: false });
}

function recoloured({ data, layout = {} }, table = {}) {
  const isDark = document.documentElement.dataset.theme === "dark";
  const colours = isDark ? Object.entries(table).map(([colour, other]) => [colour.toLowerCase(), other]) : [];
  const swaps = new Map([["dash", DASH], ...colours]);
  const swap = (_, value) => (typeof value === "string" ? swaps.get(value.toLowerCase()) ?? value : value);
  return JSON.parse(JSON.stringify({ data, layout }), swap);
}

function nameLike(node, picture) {
  node.setAttribute("role", "img");
  const name = picture?.getAttribute("aria-label") ?? picture?.querySelector("title")?.textContent;
  if (name) node.setAttribute("aria-label", name);
}

function redraw(place) {
  for (const [holder, chart] of place.live) loadPlotly(place.plotly).then((plotly) => fill(plotly, chart, holder));
}

function forget(place) {
  for (const holder of place.root.querySelectorAll("[data-figure]")) {
    nearby.unobserve(holder);
    resized.unobserve(holder);
    delete holder.dataset.live;
    holder.style.height = "";
  }
  for (const { node, timer } of place.live.values()) {
    clearTimeout(timer);
    window.Plotly?.purge(node);
    node.remove();
  }
  place.live.clear();
}

// ------------------------------------------------------------------ links, popovers, buttons
const alive = () => document.querySelector('[data-test-connection-state="CONNECTED"]') !== null;

const isPlain = (event) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

function follow(event, link) {
  const plain = isPlain(event);
  const place = link.closest(".place")?.place;
  if (!plain || event.defaultPrevented || !place?.go || !alive()) return;
  event.preventDefault();
  place.go(link.getAttribute("href"));
}

// Back to other values of the same page: Streamlit sees a change of page only.
let shownAt;
window.addEventListener("popstate", () => location.pathname === shownAt && location.reload());

// A choice that lives in the link: the rest of the link stays as it is.
function choose(control) {
  const query = new URLSearchParams(location.search);
  query.set(control.dataset.goParam, control.type === "checkbox" ? control.dataset[control.checked ? "on" : "off"] : control.value);
  const place = control.closest(".place")?.place;
  const href = `${location.pathname}?${query}`;
  if (place?.go && alive()) place.go(href);
  else location.assign(href);
}

let typing;

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.(":is(input, select)[data-go-param]")) return;
  clearTimeout(typing);
  const isWhole = target.value && target.checkValidity(); // a year being typed is not yet a day
  if (target.type === "checkbox" || target.matches("select")) choose(target);
  else if (isWhole) typing = setTimeout(() => target.isConnected && choose(target), 500);
});

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(text); // the clipboard needs https; the ministry's own network may serve plain http
  }
  const { done } = button.dataset;
  if (!done || button.dataset.before) return;
  button.dataset.before = button.textContent;
  button.textContent = done;
  setTimeout(() => { button.textContent = button.dataset.before; delete button.dataset.before; }, 2000);
}

function copyByHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// Files: fetched, so that a refusal is read here and not on another page.
async function save(event, link) {
  if (!isPlain(event) || link.ariaBusy === "true") return;
  event.preventDefault();
  link.ariaBusy = "true";
  const answer = await fetch(link.href).catch(() => null);
  link.ariaBusy = null;
  if (!answer) return location.assign(link.href);
  const told = link.parentElement.querySelector("[role=status]") ?? link.parentElement.appendChild(document.createElement("span"));
  told.role = "status";
  told.textContent = answer.ok ? "" : await answer.text();
  if (answer.ok) offer(await answer.blob(), /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))?.[1]);
}

function offer(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name ?? "" });
  link.click();
  setTimeout(URL.revokeObjectURL, 60000, link.href);
}

// The filters in force are those of the page's link.
function complete(menu) {
  for (const link of menu.querySelectorAll("a[href]")) {
    const address = new URL(link.href);
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (!address.searchParams.has(name)) address.searchParams.set(name, value);
    }
    link.setAttribute("href", address.pathname + address.search);
  }
}

const openSources = () => document.querySelectorAll("details.source[open]");

document.addEventListener("click", (event) => {
  const target = event.target;
  openSources().forEach((details) => { if (!details.contains(target)) details.open = false; });
  const link = target.closest("a[data-go]");
  if (link) return follow(event, link);
  const file = target.closest("a[data-file]");
  if (file) return save(event, file);
  if (target.closest("[data-print]")) return window.print();
  const control = target.closest("button[data-go-param]");
  if (control) return choose(control);
  const button = target.closest("[data-copy]");
  if (button) copy(button);
});

// Whoever leaves by choice leaves nothing typed behind (forms.js keeps it); a session that ends keeps it.
document.addEventListener("submit", (event) => {
  const { target } = event;
  if (target.matches("form[data-act]")) event.preventDefault(); // forms.js may still be on its way
  if (target.getAttribute("action") !== "/sign-out") return;
  try {
    Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
  } catch { /* storage is closed to us: nothing was kept */ }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openSources().forEach((details) => {
    const inside = details.contains(document.activeElement);
    details.open = false;
    if (inside) details.querySelector("summary")?.focus();
  });
});

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details.source[open]")) return;
  openSources().forEach((details) => { if (details !== target) details.open = false; });
  if (target.matches(".files")) complete(target);
}, true);
