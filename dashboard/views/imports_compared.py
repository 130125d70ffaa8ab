"""What would change if a file were accepted: rows, totals by indicator and year, doubts, and pictures that move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.imports.understood import Loads
from dashboard.pictures import moved
from dashboard.pictures.moved import Moved
from dashboard.pictures.roadmap import PRIORITY
from dashboard.queries.import_changes import Change, Comparison, YearTotal
from dashboard.queries.import_moves import Touched
from dashboard.texts import Language, number, said, signed, text
from dashboard.views import imports_words
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.site_map import BY_KEY

WOULD_MOVE: Final[dict[Loads, str]] = {
    "cells": "Pictures that would move", "figures": "Pictures that would move",
    "activities": "Pictures that would move",
    "progress": "Pictures that would move once the other side accepts these reports",
}  # fmt: skip
MOVED: Final[dict[Loads, str]] = {
    "cells": "Pictures that moved", "figures": "Pictures that moved", "activities": "Pictures that moved",
    "progress": "Pictures that move with each of these reports that the other side accepts",
}  # fmt: skip
UNDRAWN: Final = "No picture draws these figures: they stand word for word on the page “{page}”."


def section(compared: Comparison, carried: Carried) -> str:
    language = carried.language
    return imports_words.block(
        text("What would change", language),
        *(imports_words.notice(fault.message(language), css="refusal") for fault in compared.faults),
        counts(compared, language),
        *(imports_words.notice(doubt.message(language), css="warning") for doubt in compared.notices),
        totals(compared.totals, language),
        _replaced(compared, language),
        moving(text(WOULD_MOVE[compared.loads], language), moved.by(compared.touched), carried),
        undrawn(compared.loads, compared.touched, language),
        css="compared-with",
    )


def counts(compared: Comparison, language: Language) -> str:
    told = (
        (text("added", language), compared.added),
        (text("replaced by another value", language), compared.superseded),
        (text("unchanged: there with the same value", language), compared.unchanged),
    )
    return imports_words.counted(told, language)


def totals(rows: Sequence[YearTotal], language: Language) -> str:
    """One line an indicator and year; a year that was unknown is not zero."""
    if not rows:
        return ""
    caption = text("Totals before and after, by indicator and year", language)
    head = [text("Indicator", language), text("Year", language), text("Before", language), text("After", language),
            text("Difference", language)]  # fmt: skip
    lines = "".join(_total(row, head, language) for row in rows)
    return imports_words.table(caption, head, lines, css="totals", numeric=(1, 2, 3, 4))


def _total(row: YearTotal, head: Sequence[str], language: Language) -> str:
    told = (str(row.year), _count(row, row.before, language), _count(row, row.after, language), _gap(row, language))
    cells = "".join(
        f'<td class="num" data-label="{esc(label)}">{esc(words)}</td>'
        for label, words in zip(head[1:], told, strict=True)
    )
    instead = text("takes the place of the demonstration on every page", language)
    note = f" <small>{esc(instead)}</small>" if row.replaces_demonstration else ""
    return f'<tr><th scope="row">{esc(said(row, "name", language))}{note}</th>{cells}</tr>'


def _count(row: YearTotal, value: int | None, language: Language) -> str:
    if value is not None:
        return number(value, language)
    return text("too few to be told", language) if row.is_rounded else text("not reported", language)


def _gap(row: YearTotal, language: Language) -> str:
    """Of a protected indicator nothing: the difference of two rounded totals tells nothing true."""
    return "–" if row.is_rounded else signed((row.after or 0) - (row.before or 0), language)


def _replaced(compared: Comparison, language: Language) -> str:
    """The first values that another one would replace: seen before it is agreed to."""
    if not compared.changes:
        return ""
    caption = text("Values that would be replaced", language)
    head = [text("Indicator", language), text("What it is about", language), text("Before", language),
            text("After", language)]  # fmt: skip
    rows = "".join(_change(change, head, language) for change in compared.changes)
    more = compared.superseded - len(compared.changes)
    told = text("and {count} more", "and {count} more", count=more, language=language) if more > 0 else ""
    return (
        f'<details class="fault-group" id="replaced"><summary>{esc(caption)}</summary>'
        f"{imports_words.table(caption, head, rows, numeric=(2, 3))}<p>{esc(told)}</p></details>"
    )


def _change(change: Change, head: Sequence[str], language: Language) -> str:
    values = "".join(
        f'<td class="num" data-label="{esc(label)}">{esc(words)}</td>'
        for label, words in zip(head[2:], (change.before, change.after), strict=True)
    )
    return (
        f'<tr><th scope="row">{esc(said(change, "name", language))}</th>'
        f'<td data-label="{esc(head[1])}">{esc(said(change, "about", language))}</td>{values}</tr>'
    )


def moving(title: str, found: Sequence[Moved], carried: Carried) -> str:
    """Links to the pictures, by page."""
    by_page: dict[str, list[Moved]] = {}
    for one in found:
        by_page.setdefault(one.entry.page, []).append(one)
    items = "".join(
        f"<li><b>{esc(BY_KEY[page].named(carried.language))}</b> {_links(ones, carried)}</li>"
        for page, ones in by_page.items()
    )
    return f'<h3>{esc(title)}</h3><ul class="moving">{items}</ul>' if items else ""


def undrawn(loads: Loads, touched: Touched, language: Language) -> str:
    """Figures that no picture draws stand on a page all the same."""
    if loads != "figures" or not touched.is_nothing:
        return ""
    page = BY_KEY["sources"].named(language)
    return imports_words.notice(text(UNDRAWN, language, page=page))


def _links(ones: Sequence[Moved], carried: Carried) -> str:
    return ", ".join(go(link(one.entry.page, carried.query(**one.query)), named(one, carried.language)) for one in ones)


def named(one: Moved, language: Language) -> str:
    """Its title, and the priority that it is about where it shows one."""
    title = one.entry.titled(language)
    if PRIORITY not in one.query:
        return title
    return text("{picture}: priority {number}", language, picture=title, number=one.query[PRIORITY])
