"""Protected registers on the pages of returns and reintegration.

Everybody reads the rounded tables. Whoever may see small counts finds under them a closed section whose button asks the
door for the true ones (`door/small_counts.py`): they are in no paint, no cache and no message of Streamlit's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from dashboard.actors import Actor
from dashboard.charts.registers import SEX_NAMES, period
from dashboard.pictures import reintegration, returns
from dashboard.pictures.registers import Choice, Subject
from dashboard.queries import small_counts, tallies
from dashboard.queries.small_counts import Line, Table
from dashboard.texts import Language, date, number, said, text
from dashboard.views import citing, frame, identity
from dashboard.views.assets import url
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, table, titled
from dashboard.views.shown import Query

ADDRESS: Final = "/desk/small-counts"
SUBJECTS: Final[Mapping[str, Subject]] = {subject.page: subject for subject in (returns.SUBJECT, reintegration.SUBJECT)}
MARK: Final = "•"
"""Beside a true count that readers are not told."""
FORBIDDEN: Final = (
    "For the work of protection only. These counts may let a person be recognised: do not copy, photograph, forward or "
    "publish them."
)
KEPT: Final = "Each look is recorded: your account, the time and the filters."


def rounded(page: str, carried: Carried) -> str:
    """What everybody reads of the protected registers of a page; nothing where none was reported."""
    found: tuple[Table, ...] = fetch(small_counts.rounded, reading=carried.reading, page=page)
    return "".join(_rounded(one, carried.language) for one in found)


def on_demand(page: str, carried: Carried, query: Query) -> None:
    """The section of whoever may see small counts, where readers are told rounded ones."""
    if may_ask(identity.actor(), page, carried):
        frame.show(section(page, carried, query), key=f"{page}.small_counts")


def may_ask(reader: Actor | None, page: str, carried: Carried) -> bool:
    """What the page goes by; whoever reads the counts asks again (`queries.tallies.small_counts`)."""
    if reader is None or not reader.may("protection"):
        return False
    found: tuple[Table, ...] = fetch(small_counts.rounded, reading=carried.reading, page=page)
    return any(one.is_demonstration or not reader.is_fictitious for one in found)


def section(page: str, carried: Carried, query: Query) -> str:
    """Closed, and without any count."""
    language, asked = carried.language, {"page": page, "query": {**query, **carried.query()}}
    words = {"lost": text("No answer came: try again.", language)}
    warning = "".join(f"<p>{esc(text(sentence, language))}</p>" for sentence in (FORBIDDEN, KEPT))
    return (
        f'<section class="small-counts" data-script="{url("small_counts.js")}" data-asked="{esc(json.dumps(asked))}"'
        f' data-words="{esc(json.dumps(words))}"><details id="small-counts" data-stays>'
        f"<summary>{esc(text('Small counts', language))}</summary>"
        f'<div class="notice">{warning}</div><p class="form-end">'
        f'<button type="button" class="action" data-look>{esc(text("Show the true counts", language))}</button> '
        f'<button type="button" class="action" data-hide hidden>{esc(text("Hide them", language))}</button></p>'
        '<p role="status" data-told></p><div data-counts></div></details></section>'
    )


def choice(page: str, carried: Carried, query: Query) -> Choice | None:
    """The filters in force, whose words leave out the register that the page shows beside; None without filters."""
    found = SUBJECTS[page].choice(fetch, carried.reading, carried.language, query)
    return replace(found, subject="") if found else None


def counted(found: Iterable[Table], told: str, language: Language) -> str:
    """The true counts as HTML, for the one who asked."""
    return "".join(_counted(one, told, language) for one in found)


def _rounded(one: Table, language: Language) -> str:
    words = text(
        "These people are protected: counts under {least}, zero included, are not told; the others are rounded to ten, "
        "each on its own ({least} reads {read}). The whole register without filters, as it was known at the end of a "
        "quarter.", language, least=one.least, read=tallies.rounded(one.least, one.least),
    )  # fmt: skip
    others = text("Every other region: under {least}, or nothing reported.", language, least=one.least)
    hidden = f"<\u202f{one.least}"
    lines = [_words(line, language, hidden) for line in (*one.lines, _whole(one, language))]
    return (
        f'<section class="protected"><div class="card-head">{_head(one, language)}</div>'
        f'<p class="register-note">{esc(words)}</p>{_table(one, lines, language)}'
        f'<p class="register-note">{esc(others)}</p>{_foot(one, language)}</section>'
    )


def _counted(one: Table, told: str, language: Language) -> str:
    name = f"{_head(one, language, level=3)}<p>{esc(told)}</p>"
    if not one.lines:
        nothing = text("Nobody reported this register for these filters: unknown, not zero.", language)
        return f"<section>{name}<p>{esc(nothing)}</p></section>"
    lines = [_marked(line, one.least, language) for line in (*one.lines, _whole(one, language))]
    legend = text("{mark} under {least}: readers are not told", language, mark=MARK, least=one.least)
    return (
        f"<section>{name}{_table(one, lines, language)}"
        f'<p class="register-note">{esc(legend)}</p>{_foot(one, language)}</section>'
    )


def _table(one: Table, lines: Iterable[Iterable[str]], language: Language) -> str:
    sexes = [text(SEX_NAMES[sex], language) for sex in one.sexes]
    together = [text("Everyone", language)] if len(sexes) > 1 else []
    head = [text("Region of return", language), *sexes, *together]
    return table(head, lines, caption=said(one, "name", language), language=language, numeric=range(1, len(head)))


def _whole(one: Table, language: Language) -> Line:
    everywhere = text("All regions", language)
    return Line(everywhere, everywhere, one.whole)


def _words(line: Line, language: Language, hidden: str) -> list[str]:
    counts = [hidden if count is None else number(count, language) for count in line.counts]
    return [said(line, "region", language), *counts]


def _marked(line: Line, least: int, language: Language) -> list[str]:
    counts = [count or 0 for count in line.counts]
    told = [f"{MARK} {number(count, language)}" if count < least else number(count, language) for count in counts]
    return [said(line, "region", language), *told]


def _head(one: Table, language: Language, *, level: int = 2) -> str:
    """What is counted, and when the whole register begins and ends."""
    span = text("people · whole register: {period}", language, period=period(*one.months, language))
    return titled(said(one, "name", language), span, language, is_demonstration=one.is_demonstration, level=level)


def _foot(one: Table, language: Language) -> str:
    as_of = text("As of {day}", language, day=date(one.day, language))
    return f'<div class="card-foot">{citing.button(one.sources, language)}<span>{esc(as_of)}</span></div>'
