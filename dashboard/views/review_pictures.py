"""The pictures of a signed review as they were frozen: their words and their rows, whatever the data have become."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from dashboard.queries.packs import Content
from dashboard.texts import Language, date, number, text
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, table
from dashboard.views.review_seen import address
from dashboard.views.shown import Shown

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def index(content: Content, carried: Carried) -> str:
    """Every frozen picture by its title of that day; nothing where the pack was frozen without."""
    language, review = carried.language, content["review"]["number"]
    told = {key: found for key, found in content["pictures"].items() if language in found}
    if not told:
        return ""
    items = "".join(
        f"<li>{go(address(carried, review, picture=key), found[language]['title'])}</li>" for key, found in told.items()
    )
    title = text("Pictures frozen that day", language)
    lead = text("{count} picture with its data, as signed.", "{count} pictures with their data, as signed.",
                language=language, count=len(told))  # fmt: skip
    return (
        f'<section class="written frozen"><details id="frozen"><summary><h2>{esc(title)}</h2></summary>'
        f'<p class="muted">{esc(lead)}</p><ul class="told-list">{items}</ul></details></section>'
    )


def page(content: Content, key: str, carried: Carried) -> Shown:
    language, review = carried.language, content["review"]
    found = content["pictures"][key]
    back = go(address(carried, review["number"]), f"‹ {review[f'title_{language}']}")
    ways = f'<p class="ways">{back}</p>'
    if language not in found:
        return Shown(found["missing"][language], "", (ways,), content["is_demonstration"])
    told = found[language]
    caveats = "".join(f'<p class="muted">{esc(words)}</p>' for words in (*told["caveats"], told["source"]))
    as_of = text("As of {day}", language, day=dt.date.fromisoformat(found["day"]))
    html = (
        f'{ways}<section class="written"><p>{esc(told["alt"])}</p>{_rows(found, told, language)}{caveats}'
        f'<p class="muted">{esc(as_of)}</p></section>'
    )
    return Shown(told["title"], told["subtitle"], (html,), found["is_demonstration"])


def _rows(found: Content, told: Content, language: Language) -> str:
    places = [found["columns"].index(name) for name, _, _ in told["columns"] if name in found["columns"]]
    head = [f"{title} ({unit})" if unit else title for name, title, unit in told["columns"] if name in found["columns"]]
    rows = [[_cell(row[place], language) for place in places] for row in found["rows"]]
    numeric = [turn for turn, place in enumerate(places) if any(_is_number(row[place]) for row in found["rows"])]
    return table(head, rows, caption=told["title"], language=language, numeric=numeric)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _cell(value: Any, language: Language) -> str:
    if value is None:
        return text("not reported", language)
    if isinstance(value, bool):
        return text("yes", language) if value else text("no", language)
    if _is_number(value):
        return number(value, language, 0 if float(value).is_integer() or abs(value) >= 10 else 1)
    if isinstance(value, str) and DAY.fullmatch(value):
        return date(dt.date.fromisoformat(value), language, "short")
    return str(value)
