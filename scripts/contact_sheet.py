"""Every picture as a card, many on one sheet, to be judged by eye: sizes × themes × languages.

make contact-sheet OUT=/tmp/sheets ARGS="--sizes 9x16 --languages fr --themes dark --keys returns.by_month"
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from dashboard import database, pictures
from dashboard.charts.visual import Visual
from dashboard.errors import NothingToDraw
from dashboard.exports.cards import card
from dashboard.exports.drawing import Theme
from dashboard.exports.sizes import SIZES, SizeName
from dashboard.exports.typesetting import FONTS
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language

THEMES: tuple[Theme, ...] = ("light", "dark")
ACROSS = {"16x9": 3, "a4-landscape": 3, "transparent": 3}
OTHERS_ACROSS = 5
SHEET, GAP, LABEL = 2400, 24, 30
GROUND = {"light": "#C9CED8", "dark": "#3A404C"}


def drawn(language: Language, keys: list[str], filters: Mapping[str, str]) -> Iterator[Visual]:
    """The pictures asked for that the database can fill."""
    with database.reading() as connection:
        ask = pictures.direct(connection)
        for key in keys or [entry.key for entry in pictures.entries()]:
            try:
                yield pictures.picture(key, ask, reading=Reading(), language=language, filters=filters)
            except NothingToDraw as error:
                print(key, error.message(language), flush=True)


def sheet(visuals: list[Visual], size: SizeName, theme: Theme) -> Image.Image:
    """Cards in rows, each under its key."""
    across = min(ACROSS.get(size, OTHERS_ACROSS), len(visuals))
    wide = (SHEET - GAP) // across - GAP
    cards = [_small(card(visual, form="png", size=size, theme=theme), wide) for visual in visuals]
    rows = [range(start, min(start + across, len(cards))) for start in range(0, len(cards), across)]
    heights = [LABEL + max(cards[place].height for place in row) + GAP for row in rows]
    found = Image.new("RGB", (across * (wide + GAP) + GAP, sum(heights) + GAP), GROUND[theme])
    write = ImageDraw.Draw(found)
    font = ImageFont.truetype(str(FONTS / "SourceSans3-Regular.ttf"), 20)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, place in enumerate(row):
            left = GAP + column * (wide + GAP)
            write.text((left, top), visuals[place].key, fill="#808896", font=font)
            found.paste(cards[place], (left, top + LABEL), cards[place])
        top += height
    return found


def _small(content: bytes, wide: int) -> Image.Image:
    whole = Image.open(io.BytesIO(content)).convert("RGBA")
    return whole.resize((wide, round(whole.height * wide / whole.width)), Image.Resampling.LANCZOS)


def read_choices() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Contact sheets of every picture, as its files will be.")
    parser.add_argument("--out", type=Path, default=Path("/tmp/sheets"))
    parser.add_argument("--keys", nargs="+", default=[], metavar="KEY")
    parser.add_argument("--sizes", nargs="+", default=SIZES, choices=SIZES)
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--themes", nargs="+", default=THEMES, choices=THEMES)
    parser.add_argument("--filter", nargs="+", default=[], metavar="NAME=VALUE", dest="filters")
    parser.add_argument("--apart", action="store_true", help="one file a card, in its own size, instead of sheets")
    return parser.parse_args()


def main() -> None:
    choices = read_choices()
    choices.out.mkdir(parents=True, exist_ok=True)
    filters = dict(one.split("=", 1) for one in choices.filters)
    for language in choices.languages:
        visuals = list(drawn(language, choices.keys, filters))
        for theme in choices.themes:
            for size in choices.sizes:
                _write(visuals, size, theme, language, choices)


def _write(
    visuals: list[Visual], size: SizeName, theme: Theme, language: Language, choices: argparse.Namespace
) -> None:
    end = f"{size}_{language}_{theme}.png"
    if not choices.apart:
        sheet(visuals, size, theme).save(choices.out / end)
        print(choices.out / end, flush=True)
        return
    for visual in visuals:
        (choices.out / f"{visual.key}_{end}").write_bytes(card(visual, form="png", size=size, theme=theme))


if __name__ == "__main__":
    main()
