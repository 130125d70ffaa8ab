"""Write the advance widths of Streamlit's bundled text font, so that labels are measured without the font.

Run after a change of Streamlit's version: `python scripts/font_widths.py`.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import streamlit.file_util
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x254,
    0x25B,
    0x272,
    0x14B,
    *range(0x2010, 0x2040),
    0x202F,
    0x2192,
    0x2212,
    0x2248,
    0x2264,
    0x2265,
]
TARGET = Path(__file__).parent.parent / "data" / "fonts" / "source-sans-widths.json"


def widths(font_file: Path, weight: int) -> dict[str, int]:
    """Thousandths of the font size for each character at a weight."""
    font = instancer.instantiateVariableFont(TTFont(font_file), {"wght": weight})
    buffer = io.BytesIO()
    font.flavor = None
    font.save(buffer)
    font = TTFont(io.BytesIO(buffer.getvalue()))
    names, metrics, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return {chr(c): round(metrics[names[c]][0] * 1000 / unit) for c in CHARACTERS if c in names}


if __name__ == "__main__":
    media = Path(streamlit.file_util.get_static_dir()) / "static" / "media"
    font_file = next(media.glob("SourceSansVF-Upright.*.woff2"))
    TARGET.write_text(
        json.dumps({str(w): widths(font_file, w) for w in (400, 600)}, ensure_ascii=True, indent=0) + "\n"
    )
    print(TARGET)
