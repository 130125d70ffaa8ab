"""What is asked for: one file, by everything that makes it differ from another. Light: pages and the door read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args

from dashboard import pictures
from dashboard.exports.sizes import SIZES as SIZES
from dashboard.exports.sizes import SizeName
from dashboard.provenance import Reading
from dashboard.texts import Language

Drawn = Literal["png", "svg", "pdf"]
Form = Literal["png", "svg", "pdf", "pptx", "xlsx", "csv", "json"]
Size = SizeName
Theme = Literal["light", "dark"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
DRAWN: Final[tuple[Drawn, ...]] = get_args(Drawn)
"""The forms that have a size; an office program decides on its own."""
THEMED: Final[tuple[Form, ...]] = (*DRAWN, "pptx")
TAGGED: Final[tuple[Form, ...]] = ("xlsx", "csv")
"""The forms that may carry a row of HXL tags."""

BULLETIN: Final = "bulletin"
SLIDES: Final = "slides"
WHOLE: Final[dict[str, Form]] = {BULLETIN: "pdf", SLIDES: "pptx"}
"""What is not one picture, and the only form it has."""
WHOLE_TITLES: Final = {BULLETIN: "State of the dialogue", SLIDES: "State of the dialogue, slides"}


@dataclass(frozen=True)
class Order:
    """One file asked for: `key` is a picture, `bulletin` or `slides`. `is_thumbnail`: a small one, for a gallery."""

    key: str
    form: Form
    language: Language
    reading: Reading
    size: Size = "16x9"
    theme: Theme = "light"
    filters: tuple[tuple[str, str], ...] = ()
    hxl: bool = False
    is_thumbnail: bool = False

    def told(self) -> Order:
        """The same without what its form does not have, so that equal files are equal orders."""
        is_picture = self.key not in WHOLE
        plain = self if is_picture and self.form in DRAWN else replace(self, size=SIZES[0])
        plain = plain if is_picture and self.form in THEMED else replace(plain, theme=THEMES[0])
        return replace(plain, hxl=self.hxl and self.form in TAGGED, filters=tuple(sorted(self.filters)))


def orders_of(
    keys: Iterable[str], *, like: Order, forms: Sequence[Form], sizes: Sequence[Size], languages: Sequence[Language]
) -> list[Order]:
    """Every combination once: forms without a size come once, and a CSV brings its description."""
    wanted = {*forms, *(["json"] if "csv" in forms else [])}
    combined = (
        replace(like, key=key, form=form, size=size, language=language, filters=_filters(key, like)).told()
        for language in languages
        for key in keys
        for form in ([WHOLE[key]] if key in WHOLE else [form for form in FORMS if form in wanted])
        for size in sizes
    )
    return list(dict.fromkeys(combined))


def _filters(key: str, like: Order) -> tuple[tuple[str, str], ...]:
    """Those of the filters that this picture has; a key that names no picture is refused."""
    return () if key in WHOLE else tuple(pictures.filters_of(key, dict(like.filters)).items())


def written(order: Order) -> dict[str, Any]:
    """An order as JSON carries it to another process."""
    words = {name: getattr(order, name) for name in ("key", "form", "language", "size", "theme", "hxl", "is_thumbnail")}
    day = order.reading.as_of.isoformat() if order.reading.as_of else None
    return words | {"as_of": day, "scope": order.reading.scope, "filters": [list(pair) for pair in order.filters]}


def read(words: Mapping[str, Any]) -> Order:
    """The order that `written` wrote."""
    fields = dict(words)
    day, scope = fields.pop("as_of"), fields.pop("scope")
    filters = tuple((name, value) for name, value in fields.pop("filters"))
    return Order(reading=Reading(dt.date.fromisoformat(day) if day else None, scope), filters=filters, **fields)
