"""Colours by name, each with its light and dark value, and what each status looks like.

Figures carry the light value; the browser and the dark exports swap it for the dark one by this table.
Contrasts: every ink ≥ 4.5:1 on its paper, every mark ≥ 3:1.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.status import Status
from dashboard.texts import Language, text

PALETTE: dict[str, tuple[str, str]] = {
    "paper": ("#FFFFFF", "#0E1526"),
    "ink": ("#14213D", "#E9EEF8"),
    "muted": ("#545F75", "#A7B3C9"),
    "grid": ("#E4E9F2", "#2B3750"),
    "track": ("#ECF0F8", "#222D44"),
    "axis": ("#8793A8", "#66758F"),
    "brand": ("#0033A0", "#82B1FF"),
    "sky": ("#5B93D6", "#5B8FD0"),
    "gold": ("#C77700", "#F2B155"),
    "gold_ink": ("#855100", "#F3BC6B"),
    "teal": ("#0B7A75", "#45BDB4"),
    "crimson": ("#A61C3C", "#FF8FA3"),
    "violet": ("#6B4E9B", "#B59AE6"),
    "slate": ("#5B6475", "#97A3B8"),
    "navy": ("#004D71", "#6FB6DA"),
    "land": ("#EEF1F6", "#1A2334"),
    "border": ("#AEB9CB", "#46536C"),
    "unknown": ("#CFD4DC", "#4A4F59"),
    "shade_a": ("#9DB0D9", "#3D5379"),
    "shade_b": ("#728EC9", "#506D9E"),
    "shade_c": ("#476CBA", "#6386C2"),
    "shade_d": ("#1D4AAA", "#76A0E7"),
}
LIGHT = {name: values[0] for name, values in PALETTE.items()}
NAME_OF = {values[0]: name for name, values in PALETTE.items()}
TRANSPARENT = "rgba(0,0,0,0)"
FONT = "'Source Sans', 'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
"""Quoted: a bare name with a digit makes browsers drop the whole list."""
CANVAS_FONT = '"Source Sans", sans-serif'
"""For words on maps: a canvas refuses the whole list when one of its names holds a digit or a space out of place."""


@dataclass(frozen=True)
class StatusLook:
    """A status is told three ways: word, mark and colour."""

    fill: str
    ink: str
    mark: str
    word: str


STATUS: dict[Status, StatusLook] = {
    "done": StatusLook("teal", "teal", "✓", "Done"),
    "on_track": StatusLook("teal", "teal", "●", "On track"),
    "watch": StatusLook("gold", "gold_ink", "▲", "To watch"),
    "late": StatusLook("crimson", "crimson", "■", "Late"),
    "not_started": StatusLook("slate", "muted", "○", "Not started"),
    "not_reported": StatusLook("slate", "muted", "○", "Not reported"),
}


def status_word(status: Status, language: Language) -> str:
    return text(STATUS[status].word, language)


def colour(name: str) -> str:
    """The light value of a named colour."""
    return LIGHT[name]
