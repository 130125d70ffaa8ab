"""The door before a script of a few lines, so that its tests do not depend on any page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import door
from dashboard.door import options

app = st.App(Path(__file__).parent / "stand_in_script.py", **door.around())
options.apply()
