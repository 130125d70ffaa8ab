// The projector of a joint review, and its remote on the recorder's page: each shows what the other was turned to.
// A tab asks again and again where the projector stands and whether anything was written; a turn is shown at once here
// and told to the server, which follows whoever turned first.

const EVERY = 600; // ms
const EVERY_HIDDEN = 10000;
const SLOWEST = 5000;
const PATIENCE = 8000; // for one answer
const LOST_AFTER = 2; // answers missing in a row
const REST = 15000; // after which whoever stands in a field is no longer writing
const ASK_AGAIN = 4000;

// Of the review in this tab; it outlives the page, which is drawn again whenever something was written.
// `at` and `version`: what the server said last; `shown`: what stands here; `wanted`: a turn it has not confirmed yet.
let state = null;
let stirred = 0; // when somebody last did something in a field

export default function (part) {
  const { review, held, order, data, at, version } = part.dataset;
  if (state?.review !== review) {
    clearTimeout(state?.timer);
    state = { review, version: -1, shown: "", wanted: "", missed: 0, newer: "", askedFor: "", askedAt: 0, sending: false, round: 0 };
  }
  Object.assign(state, { part, held: held === "1", order: order.split(" "), data, newer: "" });
  stand(Number(version), at);
  show(state.shown || at, { quietly: true });
  part.addEventListener("click", clicked);
  part.querySelector("[data-jump]")?.addEventListener("change", ({ target }) => turn(target.value));
  poll();
}

const isProjector = () => state?.part.isConnected && "projector" in state.part.dataset;

function stand(version, at) {
  if (version <= state.version) return;
  Object.assign(state, { version, at, shown: at, wanted: "" });
}

// ------------------------------------------------------------------ showing
function show(key, { quietly = false } = {}) {
  const { part, order } = state;
  if (!order.includes(key)) return;
  state.shown = key;
  for (const screen of part.querySelectorAll("[data-screen]")) screen.hidden = screen.dataset.screen !== key;
  for (const dot of part.querySelectorAll("[data-turn]")) mark(dot, dot.dataset.turn === key);
  const place = order.indexOf(key);
  for (const button of part.querySelectorAll("[data-move]")) button.disabled = !order[place + Number(button.dataset.move)];
  const jump = part.querySelector("[data-jump]");
  if (jump) {
    jump.value = key;
    write(part.querySelector("[data-shown]"), jump.selectedOptions[0]?.textContent ?? "");
  }
  if (quietly || !isProjector()) return;
  part.scrollTop = 0;
  write(part.querySelector("[data-announced]"), titleOf(key));
}

const titleOf = (key) => state.part.querySelector(`[data-screen="${key}"]`).dataset.title;

function mark(dot, isCurrent) {
  if (isCurrent) dot.setAttribute("aria-current", "true");
  else dot.removeAttribute("aria-current");
}

function write(node, words) {
  if (node && node.textContent !== words) node.textContent = words;
}

function tell(name) {
  const line = state.part.querySelector("[data-line]");
  if (!line || (line.dataset.name ?? "") === name) return;
  line.dataset.name = name;
  line.hidden = !name;
  line.textContent = name ? state.part.dataset[name] : "";
  if (name === "ended") {
    line.replaceChildren(Object.assign(document.createElement("a"), { href: state.part.dataset.signIn, textContent: line.textContent }));
  }
}

// ------------------------------------------------------------------ turning
function turn(key) {
  if (!state.order.includes(key) || key === state.shown) return;
  show(key);
  if (!state.held) return;
  state.wanted = key;
  send();
}

function step(by) {
  const { order, shown } = state;
  turn(order[Math.max(0, Math.min(order.length - 1, order.indexOf(shown) + by))]);
}

// Turns that come while one is under way become one: only the last is of interest.
async function send() {
  const mine = state;
  if (mine.sending) return;
  mine.sending = true;
  mine.round += 1; // an answer asked for earlier tells of an earlier moment
  while (mine.wanted && mine.wanted !== mine.at) {
    const { wanted, version } = mine;
    const answer = await ask("/desk/review.show", posted({ review: mine.review, screen: wanted, version: String(version) }));
    if (answer?.ok) Object.assign(mine, { version: version + 1, at: wanted });
    else if (answer && answer.status < 500) mine.wanted = ""; // somebody turned first, or this is not ours to turn
    else break; // nobody answered: told again when somebody does
  }
  if (mine.wanted === mine.at) mine.wanted = "";
  mine.sending = false;
  if (state === mine) poll();
}

function posted(fields) {
  const { language } = state.part.dataset;
  const body = JSON.stringify({ language, request: "", page: location.pathname + location.search, fields });
  return { method: "POST", headers: { "content-type": "application/json" }, body };
}

function ask(address, options) {
  return fetch(address, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE), ...options }).catch(() => null);
}

// ------------------------------------------------------------------ following
async function poll() {
  const mine = state;
  clearTimeout(mine.timer);
  if (!mine.part.isConnected || mine.sending) return;
  const round = (mine.round += 1);
  const headers = { "if-none-match": `"${mine.version}.${mine.data}"` };
  const answer = await ask(`/desk/review/${mine.review}/position`, { headers });
  const found = answer?.status === 200 ? await answer.json().catch(() => null) : null;
  if (state !== mine || mine.round !== round || !mine.part.isConnected) return;
  mine.missed = answer && answer.status < 500 ? 0 : mine.missed + 1;
  if (answer?.status === 304) mine.newer = "";
  if (found) heard(found);
  if (mine.held && !mine.missed && !mine.wanted && mine.shown !== mine.at) show(mine.at); // our turn was refused
  const problem = problemOf(answer);
  tell(problem || (mine.newer && !again() ? "waiting" : ""));
  mine.timer = setTimeout(poll, pause(problem));
  if (!mine.missed && mine.wanted) send();
}

function heard({ version, screen, data }) {
  const before = state.shown;
  stand(version, screen);
  if (state.shown !== before) show(state.shown);
  state.newer = String(data) === state.data ? "" : String(data);
}

function problemOf(answer) {
  if (answer?.status === 401) return "ended";
  if (answer?.status === 403 || answer?.status === 404) return "gone";
  return state.missed >= LOST_AFTER ? "lost" : "";
}

function pause(problem) {
  if (document.hidden || problem === "ended" || problem === "gone") return EVERY_HIDDEN;
  return Math.min(SLOWEST, EVERY * 2 ** Math.min(state.missed, 3));
}

// Something was written: the page is asked for again, but not under the hands of whoever writes in it.
function again() {
  if (isWriting()) return false;
  const place = state.part.closest(".place")?.place;
  const isAlive = document.querySelector('[data-test-connection-state="CONNECTED"]');
  const isAsked = state.askedFor === state.newer && Date.now() - state.askedAt < ASK_AGAIN;
  if (!place?.go || !isAlive || isAsked) return true;
  Object.assign(state, { askedFor: state.newer, askedAt: Date.now() });
  place.go(location.pathname + location.search);
  return true;
}

// A form on its way, or a choice between two versions, is not taken away either.
function isWriting() {
  if (document.querySelector('dialog[open], form[aria-busy="true"], .conflict')) return true;
  const field = document.activeElement;
  const isField = field?.matches("input, textarea, select, form[data-act] button") && !state.part.contains(field);
  return isField && Date.now() - stirred < REST;
}

for (const kind of ["input", "focusin", "keydown"]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.matches?.("input, textarea, select")) stirred = Date.now();
  });
}
document.addEventListener("focusout", () => state?.newer && setTimeout(() => state.part.isConnected && state.newer && again()));
document.addEventListener("visibilitychange", () => !document.hidden && state?.part.isConnected && poll());

// ------------------------------------------------------------------ buttons and keys
function clicked({ target }) {
  const button = target.closest("button");
  if (!button) return;
  const { move, turn: key, full } = button.dataset;
  if (move) step(Number(move));
  if (key) turn(key);
  if (full !== undefined) fillScreen();
}

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

const leave = () => state.part.querySelector("[data-leave]").click();

const KEYS = {
  ArrowRight: () => step(1), ArrowDown: () => step(1), PageDown: () => step(1), " ": () => step(1),
  ArrowLeft: () => step(-1), ArrowUp: () => step(-1), PageUp: () => step(-1),
  Home: () => turn(state.order[0]), End: () => turn(state.order.at(-1)),
  f: fillScreen, F: fillScreen, Escape: leave,
};

document.addEventListener("keydown", (event) => {
  if (!isProjector() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select") || (event.key === " " && event.target.closest?.("button, a"))) return;
  const act = /^[1-9]$/.test(event.key) ? () => turn(`priority-${event.key}`) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}, true); // before Streamlit, whose message of a lost connection would keep Escape for itself
