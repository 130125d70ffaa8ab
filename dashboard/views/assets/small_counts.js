// Small counts: asked for by a click, shown to that person only, and gone with the page that asked.

export default function (section) {
  const [look, hide, told, counts] = ["look", "hide", "told", "counts"].map((name) => section.querySelector(`[data-${name}]`));
  const words = JSON.parse(section.dataset.words);

  function clear() {
    counts.replaceChildren();
    told.textContent = "";
    hide.hidden = true;
  }

  async function ask() {
    clear();
    look.disabled = true;
    const reply = await fetch("/desk/small-counts", {
      method: "POST", headers: { "content-type": "application/json" }, body: section.dataset.asked, cache: "no-store",
    }).catch(() => null);
    const answer = await reply?.json().catch(() => null);
    look.disabled = false;
    if (!reply?.ok || !answer?.html) return (told.textContent = answer?.fault ?? words.lost);
    counts.innerHTML = answer.html;
    hide.hidden = false;
  }

  look.addEventListener("click", ask);
  hide.addEventListener("click", () => { clear(); look.focus(); });
  section.querySelector("details").addEventListener("toggle", (event) => event.target.open || clear());
  window.addEventListener("pagehide", clear); // a browser that keeps the page to come back to keeps no count
}
