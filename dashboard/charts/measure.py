"""How wide words will be, so that labels are wrapped and placed before anything is drawn."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

WIDTHS = Path(__file__).parents[2] / "data" / "fonts" / "source-sans-widths.json"


class Widths(dict[str, int]):
    """In thousandths of the font size; a character the font lacks counts as a wide one."""

    def __missing__(self, _character: str) -> int:
        return 600


@cache
def widths(bold: bool) -> Widths:
    table: dict[str, dict[str, int]] = json.loads(WIDTHS.read_text(encoding="utf-8"))
    return Widths(table["600" if bold else "400"])


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Width in px at a font size in px."""
    return sum(map(widths(bold).__getitem__, words)) * size / 1000


def wrap(words: str, width: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """Lines no wider than `width` where words allow it; the last of `most` lines ends with … when cut."""
    lines: list[str] = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size, bold=bold)]


def shorten(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """The words, cut with … when they are wider than `width`."""
    if text_width(words, size, bold=bold) <= width:
        return words
    room = width - text_width("…", size, bold=bold)
    return words[: fitting(words, room, size, bold=bold)].rstrip(" ,;:’'") + "…"


def fitting(words: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many of the first characters fit; one pass, however long the words."""
    table, left = widths(bold), width * 1000 / size + 1e-6
    for count, character in enumerate(words):
        left -= table[character]
        if left < 0:
            return count
    return len(words)
