"""The door before a script of a few lines, so that its tests do not depend on any page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dashboard import door
from dashboard.door import options

PAINTED = """
<aside class="fp-side"></aside>
<main class="fp-main"><p id="painted">Première image</p><p style="height: 3000px"></p></main>
"""


def paint(path: str, _query: Mapping[str, str], _known: bool) -> str | None:
    return PAINTED if path in {"/", "/plain"} else None


app = st.App(Path(__file__).parent / "stand_in_script.py", **door.around(paint))
options.apply()
