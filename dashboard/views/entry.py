"""The entry page: what waits for this side's answer, what it declared and was returned or waits, what it may declare.

It speaks of now whatever day the other pages speak of: nothing is declared or answered in the past.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.actors import Side
from dashboard.provenance import Reading, Sourced
from dashboard.queries import entry
from dashboard.texts import Language, date, percent, said, text
from dashboard.texts.sides import OTHER, side_name
from dashboard.views import entry_report, entry_sheet, entry_table, forms, identity, imports
from dashboard.views.activities import state
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Query, Shown, chosen, unknown

ACTIVITY, REPORT, FORM = "activity", "report", "form"


def page(carried: Carried, query: Query) -> Shown:
    """Everything, or one activity, or the table, as the link says."""
    reader, language = identity.actor(), carried.language
    if reader is None or reader.side is None:
        sentence = "Progress is declared and answered in the name of a side: your account has none."
        return Shown(text(sentence, language), "", (), False, is_personal=True)
    found = _page(reader.side, carried, query)
    if carried.reading.as_of is None:
        return found
    sentence = "The other pages show an earlier day; this one always speaks of today."
    return replace(found, parts=(f'<p class="notice">{esc(text(sentence, language))}</p>', *found.parts))


def _page(side: Side, carried: Carried, query: Query) -> Shown:
    brought = imports.page(side, carried, query)
    if brought:
        return brought
    reading = Reading(None, carried.reading.scope)
    mine: Sourced = fetch(entry.activities, reading=reading, side=side)
    theirs: Sourced = fetch(entry.activities, reading=reading, side=OTHER[side])
    known = _by_key(theirs) | _by_key(mine)
    key = chosen(query, ACTIVITY, known)
    dropped = unknown(query, {ACTIVITY: known, FORM: (entry_table.TABLE,)})
    if key:
        is_fictitious = mine.is_demonstration or theirs.is_demonstration
        return _one(known[key], side, carried, query.get(REPORT), is_mine=key in _by_key(mine), dropped=dropped,
                    is_demonstration=is_fictitious)  # fmt: skip
    if query.get(FORM) == entry_table.TABLE:
        return _many(mine, carried)
    return _all(side, mine, known, carried, dropped)


def _by_key(data: Sourced) -> dict[str, Any]:
    return {row.activity_key: row for row in data.rows.itertuples(index=False)}


def _one(
    row: Any, side: Side, carried: Carried, report: str | None, *, is_mine: bool, dropped: tuple[str, ...],
    is_demonstration: bool,
) -> Shown:  # fmt: skip
    language = carried.language
    lead = text("Priority {number}", language, number=row.priority_number)
    body = forms.section(language, entry_sheet.sheet(row, side, carried, report, is_mine=is_mine))
    return Shown(said(row, "title", language), lead, (body,), is_demonstration, dropped, is_personal=True)


def _many(mine: Sourced, carried: Carried) -> Shown:
    language = carried.language
    lead = text("One row an activity: Enter goes to the next one. All rows are recorded, or none.", language)
    back = go(link("entry", carried.query()), text("All entries", language))
    table = entry_table.fast_table(list(mine.rows.itertuples(index=False)), carried)
    warning = f'<p class="notice">{esc(text(entry_sheet.WARNING, language))}</p>'
    body = forms.section(language, f'<p class="sheet-head">{back}</p>', warning, table)
    title = text("Declare progress on many activities at once", language)
    return Shown(title, lead, (body,), mine.is_demonstration, is_personal=True)


def _all(side: Side, mine: Sourced, known: dict[str, Any], carried: Carried, dropped: tuple[str, ...]) -> Shown:
    language, reading = carried.language, Reading(None, carried.reading.scope)
    waiting: Sourced = fetch(entry.waiting, reading=reading, side=side)
    own: Sourced = fetch(entry.unsettled, reading=reading, side=side)
    lead = text("You declare for {side}; what {other} accepts counts, and nothing else.", language,
                side=side_name(side, language), other=side_name(OTHER[side], language))  # fmt: skip
    body = forms.section(
        language, imports.waiting(side, carried), _to_answer(waiting, known, carried), _unsettled(own, carried),
        _declarable(mine, carried),
    )  # fmt: skip
    is_fictitious = any(data.is_demonstration for data in (mine, waiting, own))
    return Shown(_finding(len(waiting.rows), language), lead, (body,), is_fictitious, dropped, is_personal=True)


def _finding(count: int, language: Language) -> str:
    if not count:
        return text("No report waits for your answer", language)
    return text(
        "{count} report waits for your answer", "{count} reports wait for your answer", language=language, count=count
    )


def _to_answer(waiting: Sourced, known: dict[str, Any], carried: Carried) -> str:
    if waiting.is_empty:
        return ""
    items = "".join(
        entry_report.to_answer(row, _stands(known.get(row.activity_key), carried.language), carried)
        for row in waiting.rows.itertuples(index=False)
    )
    return f'<section class="ruled"><h2>{esc(text("To accept or to return", carried.language))}</h2>{items}</section>'


def _stands(row: Any | None, language: Language) -> str:
    return entry_sheet.standing(row, language) if row is not None else ""


def _unsettled(own: Sourced, carried: Carried) -> str:
    """Returned ones first: they wait for this side."""
    language = carried.language
    rows = sorted(own.rows.itertuples(index=False), key=lambda row: row.outcome is None)
    if not rows:
        return ""
    items = "".join(_open_report(row, carried) for row in rows)
    title = text("Returned to you, or awaiting an answer", language)
    return f'<section class="ruled history unsettled"><h2>{esc(title)}</h2><ol>{items}</ol></section>'


def _open_report(row: Any, carried: Carried) -> str:
    language = carried.language
    sheet = link("entry", carried.query(activity=row.activity_key))
    correct = link("entry", carried.query(activity=row.activity_key, report=row.report))
    return (
        f'<li class="{esc(row.outcome or "pending")}"><b>{esc(percent(row.percent, language))} · '
        f"{go(sheet, said(row, 'title', language))}</b>{entry_report.words(row, language)}"
        f"{go(correct, text('Correct this report', language))}</li>"
    )


def _declarable(mine: Sourced, carried: Carried) -> str:
    language = carried.language
    title = text("What your side declares", language)
    if mine.is_empty:
        told = text("No activity of your side is in force.", language)
        return f'<section class="ruled"><h2>{esc(title)}</h2><p>{esc(told)}</p></section>'
    table = link("entry", carried.query(form=entry_table.TABLE))
    items = "".join(_activity(row, carried) for row in mine.rows.itertuples(index=False))
    return (
        f'<section class="ruled declarable"><h2>{esc(title)}</h2>'
        f"<p>{go(table, text('Declare many at once', language), css='action')}</p><ul>{items}</ul></section>"
    )


def _activity(row: Any, carried: Carried) -> str:
    language = carried.language
    address = link("entry", carried.query(activity=row.activity_key))
    told = entry_table.note(row, carried)
    if row.reported_on:
        day = date(row.reported_on, language, "short")
        told += f" · {text('last accepted report: {day}', language, day=day)}"
    return f"<li>{go(address, said(row, 'title', language))} {state(row, language)}<small>{esc(told)}</small></li>"
