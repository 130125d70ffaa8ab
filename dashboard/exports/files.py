"""A picture in a form → one sound file with its name; the same for the page, the command and the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard import pictures
from dashboard.charts.visual import Visual
from dashboard.errors import FileRefused
from dashboard.exports import bulletin, cards, limits, names, powerpoint, slides, soundness, tables, workbook
from dashboard.exports.orders import (
    BULLETIN,
    DRAWN,
    FORMS,
    SIZES,
    SLIDES,
    THEMED,
    THEMES,
    WHOLE_TITLES,
    Form,
    Order,
    Size,
    Theme,
)
from dashboard.pictures import Ask
from dashboard.texts import text

OFFICE: Final = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Final[dict[Form, str]] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
PLAIN: Final[Mapping[str, str]] = {}
THUMBNAIL: Final = 1 / 4
"""480 pixels wide: sharp in a gallery, and light on a slow line."""


@dataclass(frozen=True, eq=False)
class File:
    """Bytes that were read back, under a name that stays in its folder."""

    name: str
    media_type: str
    content: bytes


def export(
    visual: Visual,
    form: Form,
    *,
    size: Size = "16x9",
    theme: Theme = "light",
    hxl: bool = False,
    filters: Mapping[str, str] = PLAIN,
    share: float = 1,
) -> File:
    """The file of `visual`; its name tells it from those of other filters, sizes and themes. `share`: see `cards`."""
    refuse_unknown(form, size, theme)
    limits.refuse_too_large(visual)
    if form == "png" or form == "svg" or form == "pdf":
        content = cards.card(visual, form=form, size=size, theme=theme, share=share)
    else:
        content = _data(visual, form, theme, hxl)
    apart = [*filters.values(), *_unusual(form, size, theme)]
    return _sound(name_of(visual, form, apart), form, content)


def make(order: Order, ask: Ask) -> File:
    """The file of an order, over what `ask` reads."""
    if order.key == BULLETIN:
        return _whole(order, bulletin.bulletin(ask, reading=order.reading, language=order.language))
    if order.key == SLIDES:
        return _whole(order, slides.slides(ask, reading=order.reading, language=order.language))
    return of_visual(visual_of(order, ask), order)


def visual_of(order: Order, ask: Ask) -> Visual:
    return pictures.picture(order.key, ask, reading=order.reading, language=order.language, filters=dict(order.filters))


def of_visual(visual: Visual, order: Order) -> File:
    """The file of an order whose picture is there already."""
    return export(
        visual,
        order.form,
        size=order.size,
        theme=order.theme,
        hxl=order.hxl,
        filters=dict(order.filters),
        share=THUMBNAIL if order.is_thumbnail else 1,
    )


def name_of(visual: Visual, form: str, apart: list[str]) -> str:
    """Named after the picture, not after what it finds today: the next one has the same name but for the day."""
    return names.file_name(subject(visual), visual.language, visual.day, form, apart=apart)


def subject(visual: Visual) -> str:
    """The picture's name in the list, in its language."""
    listed = (one.titled(visual.language) for one in pictures.entries() if one.key == visual.key)
    return next(listed, visual.title)


def refuse_unknown(form: str, size: str, theme: str) -> None:
    for asked, known in ((form, FORMS), (size, SIZES), (theme, THEMES)):
        if asked not in known:
            raise FileRefused("“{asked}” does not exist; there are: {known}.", asked=asked, known=", ".join(known))


def _data(visual: Visual, form: Form, theme: Theme, hxl: bool) -> bytes:
    if form == "pptx":
        return powerpoint.presentation((visual,), theme=theme)
    if form == "xlsx":
        return workbook.workbook(visual, hxl=hxl)
    if form == "csv":
        return tables.csv(visual, hxl=hxl)
    return tables.metadata_file(visual)


def _unusual(form: Form, size: Size, theme: Theme) -> list[str]:
    """What differs from the usual file of this form."""
    looks = ((size, SIZES[0], DRAWN), (theme, THEMES[0], THEMED))
    return [word for word, usual, having in looks if word != usual and form in having]


def _whole(order: Order, content: bytes) -> File:
    title = text(WHOLE_TITLES[order.key], order.language)
    return _sound(names.file_name(title, order.language, order.reading.day, order.form), order.form, content)


def _sound(name: str, form: Form, content: bytes) -> File:
    soundness.refuse_broken(content, form)
    return File(name, MEDIA_TYPES[form], content)
