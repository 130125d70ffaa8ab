"""The slide template: its layouts, the places on them, and which colour of ours is which of an office theme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from dashboard.charts.theme import PALETTE
from dashboard.exports.drawing import Theme

TEMPLATE = Path(__file__).parents[2] / "data" / "slides" / "template.pptx"
POINT = 12700
"""One typographic point in the unit of slides."""
WIDTH, HEIGHT = 960, 540
SIDE = 44
LayoutName = Literal["title", "chart", "picture", "table", "text"]
NAMES: Final[dict[LayoutName, str]] = {
    "title": "Titre – Title", "chart": "Graphique – Chart", "picture": "Image – Picture", "table": "Tableau – Table",
    "text": "Texte – Text",
}  # fmt: skip
TITLE, DAY, FOOTER, NUMBER = 0, 10, 11, 12
ABOUT, SUBTITLE, LEGEND, CONTENT, SOURCE = 13, 14, 15, 16, 17
"""Numbers of the placeholders, alike in every layout."""
THEME_COLOURS: Final = {
    "dk1": "ink", "lt1": "paper", "dk2": "muted", "lt2": "track", "accent1": "brand", "accent2": "gold",
    "accent3": "teal", "accent4": "crimson", "accent5": "sky", "accent6": "violet", "hlink": "navy",
    "folHlink": "slate",
}  # fmt: skip
FONT = "Source Sans 3"
PANOSE = "020B0503030403020204"
"""By which a machine without the font finds one of its kind."""


@dataclass(frozen=True)
class Place:
    """A rectangle of a slide, in points."""

    x: float
    y: float
    width: float
    height: float


PLACES: Final[dict[int, Place]] = {
    ABOUT: Place(SIDE, 22, 640, 20),
    TITLE: Place(SIDE, 44, WIDTH - 2 * SIDE, 68),
    SUBTITLE: Place(SIDE, 114, WIDTH - 2 * SIDE, 22),
    LEGEND: Place(SIDE, 140, WIDTH - 2 * SIDE, 20),
    CONTENT: Place(SIDE, 166, WIDTH - 2 * SIDE, 280),
    SOURCE: Place(SIDE, 450, WIDTH - 2 * SIDE, 46),
    FOOTER: Place(SIDE, 508, 480, 20),
    DAY: Place(SIDE + 490, 508, 346, 20),
    NUMBER: Place(WIDTH - SIDE - 32, 508, 32, 20),
}
TITLE_PLACES: Final[dict[int, Place]] = {
    TITLE: Place(SIDE + 28, 150, 760, 130),
    SUBTITLE: Place(SIDE + 28, 292, 760, 80),
    SOURCE: Place(SIDE + 28, 400, 760, 60),
}
RULE_Y = 503


def painted(theme_xml: bytes, theme: Theme) -> bytes:
    """An office theme in our colours of this theme."""
    found = theme_xml.decode()
    for slot, name in THEME_COLOURS.items():
        colour = f'<a:{slot}><a:srgbClr val="{PALETTE[name][theme == "dark"].removeprefix("#")}"/></a:{slot}>'
        found = re.sub(rf"<a:{slot}>.*?</a:{slot}>", colour, found, flags=re.DOTALL)
    return found.encode()
