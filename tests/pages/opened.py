"""A page opened from the frame, as a reader's link opens it, and the words it shows."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

from streamlit.testing.v1 import AppTest

FRAME = Path(__file__).parents[2] / "dashboard" / "frame_script.py"


@dataclass(frozen=True)
class Opened:
    """`markup` is the server-made HTML of the page."""

    markup: str

    @property
    def notices(self) -> str:
        """What the page says about itself: values dropped from the link, nothing recorded."""
        return " ".join(re.findall(r'<p class="notice"[^>]*>(.*?)</p>', self.markup))

    @property
    def words(self) -> str:
        bare = html.unescape(re.sub(r"<[^>]+>", " ", self.markup))
        return re.sub(r"\s+", " ", bare)

    @property
    def title(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.markup)
        assert found, "the page has no heading"
        return re.sub(r"\s", " ", html.unescape(found[1]))


def opened(page: str, **query: str) -> Opened:
    """The page after the frame has run it; an exception of the page fails here."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.run()
    app.switch_page(f"../pages/{page}.py")
    for name, value in query.items():
        app.query_params[name.replace("_", "-")] = value
    app.run()
    assert not app.exception, app.exception
    blocks = [json.loads(element.proto.bytes) for element in app.main if element.type == "bidi_component"]
    return Opened("".join(block["html"] for block in blocks))
