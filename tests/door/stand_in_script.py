"""Pages that try each thing the door and the host element promise."""

from __future__ import annotations

import pydeck
import streamlit as st

from dashboard.errors import DatabaseUnreachable
from dashboard.views import element

PICTURE = (
    '<svg viewBox="0 0 600 300" width="100%" role="img" aria-label="Deux barres"><rect width="90" height="200"/></svg>'
)
BARS = {
    "data": [{"type": "bar", "x": ["a", "b"], "y": [1, 2], "marker": {"color": "#0033A0"}}],
    "layout": {"height": 300},
}
HTML = f"""
<p id="seen">Les données disent</p>
<a data-go id="go" href="/second?priority=3&amp;language=fr">Priorité 3</a>
<details id="kept"><summary>Détail</summary>ouvert</details>
<details class="source"><summary>Source A</summary>article</details>
<details class="source"><summary>Source B</summary>article</details>
<button data-copy="copié" data-done="Fait" id="copy">Copier</button>
<div data-figure="bars">{PICTURE}</div>
"""


def first() -> None:
    figures = {"bars": {"wide": BARS, "narrow": {**BARS, "layout": {"height": 420}}}}
    element.place(element.block(HTML, figures=figures, dark={"#0033a0": "#7FB2FF"}), key="first")
    st.button("Encore", key="again")


def second() -> None:
    element.place(f"<p id='second'>priorité {int(st.query_params.get('priority', 0))}</p>", key="second")


def fragment() -> None:
    @st.fragment
    def part() -> None:
        element.place('<a data-go id="out" href="/second?priority=7">Sept</a>', key="part")

    part()


def widgets() -> None:
    layer = pydeck.Layer("ScatterplotLayer", [{"at": [-4, 17]}], get_position="at", get_radius=90000)
    view = pydeck.ViewState(latitude=17, longitude=-4, zoom=4)
    st.pydeck_chart(pydeck.Deck(map_provider=None, initial_view_state=view, layers=[layer]))
    st.selectbox("Choix", ["a", "b"])
    st.dataframe({"a": [1, 2]})
    st.download_button("Fichier", b"x", "x.txt")
    st.date_input("Jour")
    st.segmented_control("Langue", ["FR", "EN"])
    st.markdown("**gras** :material/home:")
    st.plotly_chart({"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {}})


def broken() -> None:
    raise ValueError("secret /etc/passwd SELECT * FROM account")


def unreachable() -> None:
    raise DatabaseUnreachable("The database cannot be reached; it is tried again in {seconds} s.", seconds=10)


def plain() -> None:
    st.write("Rien de placé")


def main() -> None:
    pages = [first, second, fragment, widgets, broken, unreachable, plain]
    known = {page.__name__: st.Page(page, url_path=page.__name__, default=page is first) for page in pages}
    current = st.navigation(list(known.values()))
    go = element.take_go()
    if go and go.page in known:
        st.switch_page(known[go.page], query_params=go.query)
    current.run()


main()
