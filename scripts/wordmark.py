"""Draw the dashboard's name over the menu as outlines, so that it needs no font: `python scripts/wordmark.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit.file_util
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ASSETS = Path(__file__).parents[1] / "dashboard" / "views" / "assets"
LINES = {
    "fr": (("Dialogue institutionnel 2026", 13.6, 700, 15), ("MMEIA · OIM Mali", 12.5, 400, 34)),
    "en": (("Institutional dialogue 2026", 13.6, 700, 15), ("MMEIA · IOM Mali", 12.5, 400, 34)),
}


def outlined(words: str, size: float, weight: int, baseline: float) -> str:
    """The words as one path, from the left edge, on a baseline in px."""
    media = Path(streamlit.file_util.get_static_dir()) / "static" / "media"
    font = instancer.instantiateVariableFont(TTFont(next(media.glob("SourceSansVF-Upright.*.woff2"))), {"wght": weight})
    glyphs, names, scale, x = font.getGlyphSet(), font.getBestCmap(), size / font["head"].unitsPerEm, 0.0
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.1f}".removesuffix(".0"))
    for character in words:
        glyphs[names[ord(character)]].draw(TransformPen(pen, (scale, 0, 0, -scale, x, baseline)))
        x += glyphs[names[ord(character)]].width * scale
    return f'<path fill="#FFFFFF" d="{pen.getCommands()}"/>'


if __name__ == "__main__":
    for language, lines in LINES.items():
        body = "".join(outlined(*line) for line in lines)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 40" width="180" height="40">{body}</svg>\n'
        (ASSETS / f"wordmark-{language}.svg").write_text(svg, encoding="utf-8")
