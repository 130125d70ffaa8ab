// Forms of views/forms.py: sent as JSON to /desk/<act>, and kept in this browser until the act is acknowledged.
//
// What is sent has a key of its own (`request`): sent again after a lost answer, it is done once. `version`, a hidden
// field, is kept with what was typed, so that a form put back after a restart is still compared with what it was
// filled from.

const RETRY_SECONDS = [3, 5, 10];
const RESUMED_MS = 10 * 60 * 1000; // a send cut off by a reload goes on by itself if it is this young
const KEPT_DAYS = 30;
const TIMEOUT_MS = 20000;
const NEVER_SHOWN = new Set(["version", "request"]);

export default function (section) {
  const words = JSON.parse(section.dataset.words);
  tell(section.querySelector("[data-said]"), store(sessionStorage, "said"));
  store(sessionStorage, "said", null);
  sweep();
  for (const form of section.querySelectorAll("form[data-act]")) begin(form, section, words);
}

window.addEventListener("online", () => document.querySelectorAll("form[data-act]").forEach((form) => form.dispatchEvent(new Event("dashboard:online"))));

// ------------------------------------------------------------------ what is kept
function store(place, key, value) {
  try {
    if (value === undefined) return JSON.parse(place.getItem(key));
    if (value === null) place.removeItem(key);
    else place.setItem(key, JSON.stringify(value));
  } catch { /* storage is closed to us, or full: the page itself still holds what is typed */ }
  return null;
}

function sweep() {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("draft:"))) {
      if (Date.now() - (store(localStorage, key)?.at ?? 0) > KEPT_DAYS * 86400000) localStorage.removeItem(key);
    }
  } catch { /* as above */ }
}

// ------------------------------------------------------------------ reading and filling a form
const controls = (part) => [...part.querySelectorAll("input[name], select[name], textarea[name]")].filter((control) => !control.closest(".conflict"));
const own = (form) => controls(form).filter((control) => !control.closest("[data-row]"));
const isTick = (control) => control.type === "checkbox" || control.type === "radio";

function read(list) {
  const found = {};
  for (const control of list) {
    const value = isTick(control) ? (control.checked ? control.value : "") : control.value;
    found[control.name] = isTick(control) && found[control.name] ? [found[control.name], value].filter(Boolean).join(",") : value;
  }
  return found;
}

function fill(list, values) {
  for (const control of list) {
    if (!(control.name in values) || "fresh" in control.dataset) continue; // of a fresh one, what the page says counts
    const value = values[control.name];
    if (isTick(control)) control.checked = value.split(",").includes(control.value);
    else if (control.matches("select") && ![...control.options].some((option) => option.value === value)) continue;
    else control.value = value;
  }
}

const isTyped = (row) => controls(row).some((control) => control.type !== "hidden" && (isTick(control) ? control.checked : control.value.trim() !== ""));
const typedRows = (form) => [...form.querySelectorAll("[data-row]")].filter(isTyped);
const rowsOf = (form) => Object.fromEntries(typedRows(form).map((row) => [row.dataset.row, read(controls(row))]));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ------------------------------------------------------------------ one form
function begin(form, section, words) {
  const key = `draft:${section.dataset.account}:${form.dataset.key}`;
  const told = form.querySelector("[data-told]");
  const button = form.querySelector(".form-end button");
  const served = controls(form).filter((control) => control.type === "hidden").map((control) => [control, control.value]);
  const asServed = { values: read(own(form)), rows: rowsOf(form) };
  let base = asServed.values; // what its author began from: what they left alone, they do not defend
  let pending = null; // what was sent and not answered, with its key
  let isSending = false;
  let timer;

  const now = () => ({ values: read(own(form)), rows: rowsOf(form) });

  function keep() {
    const state = now();
    store(localStorage, key, same(state, asServed) && !pending ? null : { ...state, base, pending, at: Date.now() });
  }

  function putBack() {
    const draft = store(localStorage, key);
    if (!draft) return;
    fill(own(form), draft.values);
    for (const row of form.querySelectorAll("[data-row]")) if (draft.rows[row.dataset.row]) fill(controls(row), draft.rows[row.dataset.row]);
    pending = draft.pending;
    base = draft.base ?? base;
    const line = form.querySelector("[data-restored]");
    line.replaceChildren(words.restored, " ", action(words.drop, drop));
    line.hidden = false;
    form.closest("details")?.setAttribute("open", "");
    if (pending && Date.now() - draft.at < RESUMED_MS) later(0);
  }

  function drop() {
    clearTimeout(timer);
    pending = null;
    store(localStorage, key, null);
    form.reset();
    for (const [control, value] of served) control.value = value; // a hidden field has no other value to go back to
    form.querySelector("[data-restored]").hidden = true;
    clear();
    button.focus();
  }

  // ---------------------------------------------------------------- sending
  async function send(more = {}) {
    if (isSending) return;
    clearTimeout(timer);
    clear();
    const rows = typedRows(form);
    const content = { fields: { ...read(own(form)), ...more }, rows: rows.map((row) => read(controls(row))) };
    if (pending && !same(pending.content, content) && !(await settled())) return;
    pending ??= { request: fresh(), content };
    keep();
    busy(true);
    const { status, answer } = await post(pending);
    busy(false);
    if (!form.isConnected && status === 200) return store(localStorage, key, null);
    handle(status, answer, rows);
  }

  const again = () => send(pending?.content.fields.sure ? { sure: "yes" } : {});

  // Changed after an answer was lost: what was sent first is settled first.
  async function settled() {
    busy(true);
    const { status, answer } = await post(pending);
    busy(false);
    if (isUnknown(status)) return lost(answer), false;
    pending = null;
    keep();
    if (status !== 200) return true;
    tell(told, answer.said, words.earlier);
    told.append(" ", look(words.look));
    return false;
  }

  async function post({ request, content }) {
    const body = JSON.stringify({ language: section.dataset.language, page: location.pathname + location.search, request, ...content });
    const headers = { "content-type": "application/json" };
    try {
      const reply = await fetch(`/desk/${form.dataset.act}`, { method: "POST", headers, body, signal: AbortSignal.timeout(form.dataset.patience * 1000 || TIMEOUT_MS) });
      return { status: reply.status, answer: await reply.json().catch(() => ({})) };
    } catch {
      return { status: 0, answer: {} };
    }
  }

  const isUnknown = (status) => status === 0 || status === 429 || status >= 500;

  function handle(status, answer, rows) {
    if (isUnknown(status)) return lost(answer, status);
    pending = null;
    if (status === 200) return done(answer);
    keep();
    if (status === 428) return ask(words, answer.fault).then((isSure) => (isSure ? send({ sure: "yes" }) : mark(form, answer)));
    tell(told, answer.fault ?? String(status));
    if (answer.sign_in) told.append(" ", Object.assign(document.createElement("a"), { href: answer.sign_in, textContent: words.signIn }));
    if (answer.conflict) return compare(form, answer, told);
    for (const [place, fault] of Object.entries(answer.rows ?? {})) markRow(rows[place], fault);
    if (answer.field) mark(form, answer);
    form.querySelector('[aria-invalid="true"]')?.focus();
  }

  function done({ said, then }) {
    store(localStorage, key, null);
    form.closest("details[data-close]")?.removeAttribute("open");
    store(sessionStorage, "said", said);
    tell(told, said);
    go(then || form.dataset.after || location.pathname + location.search);
  }

  function lost(answer, status = 0) {
    keep();
    tell(told, answer.fault ?? words.lost);
    told.append(" ", action(words.again, again));
    if ([0, 429, 502, 503, 504].includes(status)) later();
  }

  let tries = 0;
  function later(seconds = RETRY_SECONDS[Math.min(tries++, RETRY_SECONDS.length - 1)]) {
    clearTimeout(timer);
    timer = setTimeout(() => { if (form.isConnected && pending) again(); }, seconds * 1000);
  }

  function busy(is) {
    isSending = is;
    form.ariaBusy = is ? "true" : null;
    button.disabled = is;
    if (is) tell(told, form.dataset.patience ? words.sendingMuch : words.sending);
  }

  // ---------------------------------------------------------------- what is told
  function clear() {
    tell(told, "");
    form.querySelectorAll(".conflict, .row-told").forEach((part) => part.remove());
    form.querySelectorAll('[aria-invalid="true"]').forEach((control) => control.removeAttribute("aria-invalid"));
    form.querySelectorAll(".fault").forEach((line) => { line.hidden = true; });
  }

  function mark(part, { field, fault }) {
    const control = own(part).find((each) => each.name === field && each.type !== "hidden");
    if (!control) return tell(told, fault);
    control.setAttribute("aria-invalid", "true");
    const line = document.getElementById(`${(control.closest("fieldset.pick") ?? control).id}-fault`);
    if (line) { line.textContent = fault; line.hidden = false; }
    tell(told, line ? "" : fault);
    control.focus();
    return control;
  }

  function markRow(row, fault) {
    if (!row) return;
    const line = document.createElement("tr");
    line.className = "row-told";
    const place = line.appendChild(Object.assign(document.createElement("td"), { colSpan: row.cells.length }));
    place.append(Object.assign(document.createElement("p"), { className: "fault", textContent: fault.fault, role: "alert" }));
    row.after(line);
    const control = controls(row).find((each) => each.name === fault.field) ?? controls(row).find((each) => each.type !== "hidden");
    control?.setAttribute("aria-invalid", "true");
    if (fault.conflict?.version) compareIn(row, place, fault.conflict, words.useThis, () => line.remove());
  }

  function compare(part, { conflict, fault }, place) {
    if (!conflict.version) return place.append(" ", look(words.look), " ", copier());
    tell(place, "");
    const panel = form.insertBefore(document.createElement("div"), form.querySelector(".form-end"));
    panel.className = "conflict";
    panel.append(Object.assign(document.createElement("p"), { textContent: fault, role: "alert" }));
    compareIn(part, panel, conflict, words.choose, () => send());
    panel.querySelector("input, button, a")?.focus();
  }

  // Field by field, as far as the two differ; the choice is written into the form with the version it was made on.
  function compareIn(part, place, conflict, submit, then) {
    const list = part === form ? own(form) : controls(part);
    const differing = conflict.fields.flatMap(({ name, theirs }) => {
      const control = list.find((each) => each.name === name && each.type !== "hidden" && !NEVER_SHOWN.has(name));
      return control && control.value.trim() !== theirs ? [{ control, theirs }] : [];
    });
    const table = place.appendChild(document.createElement("table"));
    table.append(line("th", "", words.mine, [words.theirs, conflict.by].filter(Boolean).join(" – ")));
    const choices = differing.map(({ control, theirs }) => {
      const name = `choice-${fresh().slice(0, 8)}`;
      const isMine = part !== form || control.value !== base[control.name];
      const [mine, other] = [[control.value, words.keepMine], [theirs, words.takeTheirs]].map(([value, label], index) => radio(name, shown(control, value), label, index === (isMine ? 0 : 1)));
      table.append(line("td", labelOf(control), mine, other));
      return { control, theirs, take: other.querySelector("input") };
    });
    if (!differing.length) table.remove();
    place.append(action(submit, () => {
      for (const { control, theirs, take } of choices) if (take.checked) control.value = theirs;
      const version = list.find((each) => each.name === "version");
      if (version) version.value = conflict.version;
      if (part === form) base = { ...base, ...Object.fromEntries(choices.map(({ control, theirs }) => [control.name, theirs])) };
      place.closest(".conflict")?.remove();
      keep();
      then();
    }, "action main"), " ", look(words.look));
  }

  function copier() {
    const typed = own(form).filter((control) => control.type !== "hidden").map((control) => `${labelOf(control)} ${control.value}`).join("\n");
    const button = action(words.copy, () => {});
    Object.assign(button.dataset, { copy: typed, done: words.copied });
    return button;
  }

  form.addEventListener("input", () => { clearTimeout(timer); keep(); });
  form.addEventListener("change", keep);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    if (form.dataset.confirm && !(await ask(words, form.dataset.confirm))) return;
    again();
  });
  form.addEventListener("keydown", move);
  form.addEventListener("dashboard:online", () => { if (pending) later(0); });
  putBack();
}

// In a table Enter and the arrows go up and down a column, as in a spreadsheet; the button sends.
function move(event) {
  const row = event.target.closest?.("[data-row]");
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!row || !step || event.isComposing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const rows = [...row.parentElement.querySelectorAll("[data-row]")];
  const next = rows[rows.indexOf(row) + (event.shiftKey ? -step : step)];
  if (next) controls(next).find((control) => control.name === event.target.name)?.focus();
  else if (event.key === "Enter") row.closest("form").querySelector(".form-end button").focus();
}

// ------------------------------------------------------------------ small pieces
function tell(place, ...sentences) {
  if (place) place.textContent = sentences.filter(Boolean).join(" ");
}

function action(label, work, css = "action") {
  const button = Object.assign(document.createElement("button"), { type: "button", className: css, textContent: label });
  button.addEventListener("click", work);
  return button;
}

function look(label) {
  const link = Object.assign(document.createElement("a"), { href: location.pathname + location.search, textContent: label });
  link.dataset.go = "";
  return link;
}

// The host follows links of the page; where the page is not alive, the browser does.
function go(href) {
  const link = Object.assign(document.createElement("a"), { href });
  link.dataset.go = "";
  document.querySelector("section.desk")?.append(link);
  link.click();
  link.remove();
}

function line(kind, first, ...cells) {
  const row = document.createElement("tr");
  row.append(Object.assign(document.createElement("th"), { scope: "row", textContent: first }));
  for (const content of cells) {
    const cell = row.appendChild(document.createElement(kind));
    cell.append(content);
    cell.scope = kind === "th" ? "col" : "";
  }
  return row;
}

function radio(name, value, label, isChosen) {
  const choice = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "radio", name, defaultChecked: isChosen });
  choice.append(box, Object.assign(document.createElement("b"), { textContent: label }), Object.assign(document.createElement("span"), { textContent: value }));
  return choice;
}

function shown(control, value) {
  const option = control.matches("select") && [...control.options].find((each) => each.value === value);
  return (option ? option.textContent : value) || "–";
}

function labelOf(control) {
  return control.closest("fieldset.pick")?.querySelector("legend").textContent ?? control.labels?.[0]?.textContent ?? control.closest("td")?.dataset.label ?? control.ariaLabel ?? "";
}

// One plain question, asked once.
function ask(words, question) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "question";
    dialog.append(Object.assign(document.createElement("p"), { textContent: question }));
    const end = (answer) => () => { dialog.close(); dialog.remove(); resolve(answer); };
    const yes = action(words.yes, end(true), "action main");
    dialog.append(yes, " ", action(words.no, end(false)));
    dialog.addEventListener("cancel", end(false));
    (document.querySelector(".place:has(section.desk)") ?? document.body).append(dialog);
    dialog.showModal();
    yes.blur();
  });
}
