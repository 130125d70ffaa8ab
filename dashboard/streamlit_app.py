"""The product as an ASGI app: `python -m dashboard serve`, any ASGI server, or `streamlit run dashboard`.

The pages are not beside this file: beside it, Streamlit's automatic menu would open some of them without the frame.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:  # `streamlit run dashboard` knows this folder only, not the one it lies in
    sys.path.insert(0, str(HERE.parent))

import streamlit as st  # noqa: E402

from dashboard import door  # noqa: E402
from dashboard.door import options  # noqa: E402

app = st.App(HERE / "frame_script.py", **door.around())
options.apply()
