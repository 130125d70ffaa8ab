"""The sizes of a card: its page, its margins and how large its words are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

SizeName = Literal["16x9", "1x1", "4x5", "9x16", "a4", "a4-landscape", "transparent"]
SIZES: Final[tuple[SizeName, ...]] = get_args(SizeName)


@dataclass(frozen=True)
class Size:
    """Lengths are px of social sizes, points of printed ones. `height` None: as much as the picture takes.

    `title`, `subtitle` and `small` are sizes of words; those of the picture stand between `least` and `most`.
    """

    width: float
    height: float | None
    side: float
    top: float
    bottom: float
    title: float
    subtitle: float
    small: float
    least: float
    most: float
    ppi: float = 72
    is_bare: bool = False
    is_print: bool = False

    @property
    def is_landscape(self) -> bool:
        return self.height is not None and self.width > 1.2 * self.height

    @property
    def bar(self) -> float:
        """Height of the band of brand colour at the top."""
        return 0 if self.is_bare else round(self.small * 0.5)

    def denser(self) -> Size:
        """Smaller margins and title, for a picture that needs the room."""
        return replace(
            self, top=self.top * 0.72, bottom=self.bottom * 0.78, side=self.side * 0.86, title=self.title * 0.8,
            subtitle=max(self.small, self.subtitle * 0.86),
        )  # fmt: skip


A4: Final = (595.28, 841.89)
OF: Final[dict[SizeName, Size]] = {
    "16x9": Size(1920, 1080, 88, 64, 52, 60, 34, 26, 26, 36),
    "1x1": Size(1080, 1080, 60, 48, 44, 52, 30, 24, 24, 34),
    "4x5": Size(1080, 1350, 64, 60, 52, 58, 32, 24, 24, 34),
    "9x16": Size(1080, 1920, 72, 132, 128, 66, 36, 26, 25, 40),
    "a4": Size(A4[0], A4[1], 48, 40, 36, 25, 13.5, 9.5, 9, 15, ppi=200, is_print=True),
    "a4-landscape": Size(A4[1], A4[0], 46, 34, 28, 25, 13.5, 9.5, 9, 15, ppi=200, is_print=True),
    "transparent": Size(1200, None, 4, 4, 4, 44, 26, 20, 20, 24, ppi=144, is_bare=True),
}


def pixels(size: SizeName) -> tuple[int, int] | None:
    """Width and height of the PNG; None where the picture decides."""
    found = OF[size]
    if found.height is None:
        return None
    return round(found.width * found.ppi / 72), round(found.height * found.ppi / 72)
