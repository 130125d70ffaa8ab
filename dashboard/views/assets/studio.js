// The studio: a search over the gallery, a PDF shown as itself, and packs that are asked for, watched and stopped.

export default function (part) {
  const search = part.querySelector("[data-search]");
  const form = part.querySelector("form[data-pack]");
  if (search) search.addEventListener("input", () => find(part, search));
  if (form) pack(form);
  const preview = part.querySelector("[data-pdf]");
  if (preview) open(preview, part.querySelector("[data-shown]"));
}

// The picture of the page lies under the file until that is there; where the browser has no reader for it, it stays.
function open(preview, told) {
  const { pdf, title } = preview.dataset;
  const isShown = navigator.pdfViewerEnabled;
  if (isShown) preview.append(Object.assign(document.createElement("iframe"), { src: `${pdf}#view=Fit&toolbar=0&navpanes=0`, title }));
  told.textContent = told.dataset[isShown ? "whole" : "picture"];
}

const bare = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function find(part, search) {
  const asked = bare(search.value).split(/\s+/).filter(Boolean);
  const entries = [...part.querySelectorAll("[data-words]")];
  for (const entry of entries) entry.hidden = !asked.every((word) => bare(entry.dataset.words).includes(word));
  part.querySelector("[data-none]").hidden = entries.some((entry) => !entry.hidden);
}

function pack(form) {
  const words = form.dataset;
  const told = form.querySelector("[data-told]");
  const bar = form.querySelector("progress");
  const [start, stop, ready] = ["start", "stop", "ready"].map((name) => form.querySelector(`[data-${name}]`));
  let token = "";

  const chosen = (name) => form.querySelectorAll(`[name="${name}"]:checked`).length;
  function count() {
    const drawn = [...form.querySelectorAll('[name="format"]:checked')].filter((box) => box.dataset.sized !== undefined).length;
    const files = chosen("picture") * chosen("in") * (drawn * chosen("size") + chosen("format") - drawn);
    say(files ? words.count.replace("{count}", files) : words.nothing);
    start.disabled = files === 0 || token !== "";
  }

  function say(sentence) { told.textContent = sentence; }

  function show(isBusy) {
    bar.hidden = stop.hidden = !isBusy;
    start.disabled = isBusy;
  }

  function end(sentence) {
    token = remembered("");
    show(false);
    say(sentence);
  }

  async function watch(current) {
    if (token !== current) return;
    const state = await fetch(`/files/packs/${current}?language=${document.documentElement.lang}`).then((answer) => answer.json()).catch(() => null);
    if (token !== current) return;
    if (!state) return end(words.lost);
    if (state.error) return end(state.error);
    bar.value = state.done;
    bar.max = state.of;
    say(state.waiting ? words.waiting : words.progress.replace("{done}", state.done).replace("{of}", state.of));
    if (!state.ready) return setTimeout(watch, 400, current);
    end(words.done);
    ready.href = `/files/packs/${current}.zip`;
    ready.hidden = false;
    ready.focus();
  }

  form.addEventListener("change", count);
  form.addEventListener("click", ({ target }) => {
    const { all } = target.dataset;
    if (!all) return;
    const boxes = [...form.querySelectorAll(`[name="${all}"]`)];
    const some = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = some;
    count();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    ready.hidden = true;
    show(true);
    bar.removeAttribute("value");
    say(words.waiting);
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch("/files/packs", { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return end(answer ? await answer.text() : words.lost);
    token = remembered((await answer.json()).token);
    watch(token);
  });
  stop.addEventListener("click", () => {
    fetch(`/files/packs/${token}`, { method: "DELETE" }).catch(() => {});
    end(words.stopped);
    start.focus();
  });
  token = remembered();
  if (token) {
    show(true);
    watch(token);
  } else count();
}

// A pack goes on while its reader is on another page.
function remembered(token) {
  try {
    if (token !== undefined) sessionStorage.setItem("pack", token);
    return sessionStorage.getItem("pack") ?? "";
  } catch {
    return token ?? "";
  }
}
