// A file brought in: sent as it is to /entry/files with how far it is, then followed while the server reads it.
//
// The chosen file stays in the page until the server has acknowledged it: a lost line or a database that is away sends
// it again by itself, under the same key, so that it is one file there.

const EVERY_MS = 600;
const OVER_MS = 3000;
const RETRY_SECONDS = [3, 5, 10];

export default function (part) {
  if (part.querySelector("input[type=file]")) receive(part);
  if (part.dataset.watch) watch(part);
}

// ------------------------------------------------------------------ sending
function receive(part) {
  const field = part.querySelector("input[type=file]");
  const zone = part.querySelector(".drop");
  const { busy, bar, stop, say } = pieces(part);
  const word = (name, holes = {}) => Object.entries(holes).reduce((said, [hole, value]) => said.replace(`{${hole}}`, value), part.getAttribute(`data-word-${name}`) ?? "");
  let sending = null; // { file, key, request, timer }
  let tries = 0;

  function take(files) {
    if (sending || !files.length) return;
    const [file] = files;
    const kind = part.dataset.texts.split(",").some((ending) => file.name.toLowerCase().endsWith(ending)) ? "text" : "workbook";
    if (file.size > Number(part.dataset[kind])) return refuse(word(`large-${kind}`));
    if (!file.size) return refuse(word("empty"));
    sending = { file, key: fresh(), note: files.length > 1 ? word("many") : "" };
    tries = 0;
    send();
  }

  function refuse(sentence) {
    field.value = "";
    busy(false);
    sending = null;
    say(sentence);
    part.dataset.state = "refused";
  }

  function send() {
    clearTimeout(sending.timer);
    const { file, key } = sending;
    const request = new XMLHttpRequest();
    sending.request = request;
    request.open("POST", `/entry/files?language=${part.dataset.language}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.slice(-200)));
    request.setRequestHeader("x-request", key);
    request.upload.addEventListener("progress", ({ loaded, total }) => show(total ? Math.round((100 * loaded) / total) : 0));
    request.upload.addEventListener("load", () => { bar.removeAttribute("value"); say(word("sent"), sending?.note); });
    request.addEventListener("load", () => answered(request));
    request.addEventListener("error", () => lost());
    part.dataset.state = "sending";
    busy(true);
    show(0);
    request.send(file);
  }

  function show(percent) {
    bar.value = percent;
    const written = new Intl.NumberFormat(part.dataset.language === "en" ? "en-GB" : "fr", { style: "percent" }).format(percent / 100);
    say(word("sending", { file: sending.file.name, percent: written }), sending.note);
  }

  function answered(request) {
    const answer = parsed(request.responseText);
    if (request.status === 201) return go(answer.then);
    if ([0, 429, 502, 503, 504].includes(request.status)) return lost(answer.fault);
    refuse(answer.fault ?? String(request.status));
    if (answer.sign_in) part.querySelector("[data-told]").append(" ", Object.assign(document.createElement("a"), { href: answer.sign_in, textContent: word("sign-in") }));
  }

  function lost(fault) {
    if (!sending) return;
    bar.removeAttribute("value");
    say(fault ?? "", word("lost"));
    const again = Object.assign(document.createElement("button"), { type: "button", className: "action", textContent: word("again") });
    again.addEventListener("click", () => sending && send());
    part.querySelector("[data-told]").append(" ", again);
    sending.timer = setTimeout(() => sending && part.isConnected && send(), 1000 * RETRY_SECONDS[Math.min(tries++, RETRY_SECONDS.length - 1)]);
  }

  stop.addEventListener("click", () => {
    if (!sending) return;
    clearTimeout(sending.timer);
    const { request } = sending;
    refuse(word("stopped"));
    request?.abort();
    field.focus();
  });
  field.addEventListener("change", () => take(field.files));
  for (const kind of ["dragenter", "dragover"]) {
    part.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) part.addEventListener(kind, (event) => { if (kind === "drop" || !part.contains(event.relatedTarget)) zone.classList.remove("over"); });
  part.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
  take(field.files); // chosen before this script was there
}

// A file dropped beside the zone would otherwise take the browser away from the page.
for (const kind of ["dragover", "drop"]) {
  window.addEventListener(kind, (event) => {
    if (document.querySelector(".bringing") && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}

// ------------------------------------------------------------------ being read
async function watch(part) {
  const { busy, bar, stop, say } = pieces(part);
  let isStopped = false;
  stop.addEventListener("click", async () => {
    isStopped = true;
    stop.disabled = true;
    const answer = await asked(part.dataset.cancel, "POST");
    if (answer?.then) return go(answer.then);
    isStopped = stop.disabled = false;
    watch(part);
  });
  busy(true);
  while (part.isConnected && !isStopped) {
    const state = await asked(part.dataset.watch);
    if (isStopped || !part.isConnected) return;
    if (state?.over) go(location.pathname + location.search); // asked again as long as the page says the same
    else if (state) show(state);
    else say(part.dataset.wordLost);
    await new Promise((resolve) => setTimeout(resolve, state?.over ? OVER_MS : EVERY_MS));
  }

  function show({ percent, said }) {
    if (percent === null || percent === undefined) bar.removeAttribute("value");
    else bar.value = percent;
    say(said);
  }
}

const asked = (address, method = "GET") => fetch(address, { method, headers: method === "POST" ? { "content-type": "application/json" } : {} }).then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);

// ------------------------------------------------------------------ small pieces
function pieces(part) {
  const [line, bar, stop, told] = ["[data-busy]", "progress", "[data-stop]", "[data-told]"].map((name) => part.querySelector(name));
  return { bar, stop, busy: (is) => { line.hidden = !is; }, say: (...sentences) => { const said = sentences.filter(Boolean).join(" "); if (told.textContent !== said) told.textContent = said; } };
}

function parsed(words) {
  try {
    return JSON.parse(words);
  } catch {
    return {};
  }
}

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function go(href) {
  const link = Object.assign(document.createElement("a"), { href });
  link.dataset.go = "";
  document.querySelector("section.desk")?.append(link);
  link.click();
  link.remove();
}
