// The administration page: its filters follow their link without a reload, and a copy that is being made is followed.

const EVERY_MS = 1000;

export default function (section) {
  for (const form of section.querySelectorAll("form[data-filters]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const query = [...new FormData(form)].filter(([, value]) => value !== "");
      go(`${form.getAttribute("action")}?${new URLSearchParams(query)}`);
    });
  }
  const copying = section.querySelector("[data-copying]");
  if (copying) follow(copying);
}

async function follow(line) {
  while (line.isConnected) {
    const state = await fetch(line.dataset.copying).then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);
    if (state?.over) return line.isConnected && go(location.pathname + location.search);
    if (state) show(line, state);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

function show(line, { percent, size }) {
  const bar = line.querySelector("progress");
  if (percent === null) bar.removeAttribute("value");
  else bar.value = percent;
  line.querySelector("[data-done]").textContent = size;
}

function go(href) {
  const link = Object.assign(document.createElement("a"), { href });
  link.dataset.go = "";
  document.querySelector("section.desk")?.append(link);
  link.click();
  link.remove();
}
