"""Pictures of the roadmap: where the nine priorities stand."""

from __future__ import annotations

from typing import Any

from dashboard.charts.forms import progress
from dashboard.charts.theme import status_word
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import Language, join, number, percent, said, sentence_case, text

NUMBER_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BEHIND = ("late", "watch", "not_reported", "not_started")


def by_priority(data: Sourced, language: Language) -> Visual:
    """Nine bars against the mark of the calendar, in the order of the roadmap."""
    rows = [_row(row, language) for row in data.rows.itertuples()]
    reported = sum(row.reported for row in data.rows.itertuples())
    caveats = [text("Black line: progress planned by this day, over the same activities.", language)]
    if any((row.declared_pct or 0) > (row.actual_pct or 0) for row in data.rows.itertuples()):
        caveats.append(text("Hatched: declared by one side, awaiting the other side’s acceptance.", language))
    if any(row.grouping_status == "provisional" for row in data.rows.itertuples()):
        caveats.append(
            text("Grouping of the eleven printed phrases into nine priorities: provisional.", language)
        )
    return visual(
        "roadmap.by_priority", data, language,
        title=text("Progress of the nine priorities", language),
        subtitle=text("% done and accepted by both sides · activities reported", language),
        draw=progress.draw(rows, language),
        columns=(
            Column("number", text("No.", language)), Column(f"name_{language}", text("Priority", language)),
            Column("actual_pct", text("Accepted progress", language), "%"),
            Column("declared_pct", text("Declared progress", language), "%"),
            Column("planned_pct", text("Planned progress", language), "%"),
            Column("reported", text("Activities reported", language)), Column("activities", text("Activities", language)),
        ),
        alt=_alt(data, language, reported),
        caveats=(" ".join(caveats),),
    )  # fmt: skip


def _row(row: Any, language: Language) -> progress.Row:
    name = said(row, "name", language)
    return progress.Row(
        str(row.number), name, row.status, row.actual_pct, row.declared_pct, row.planned_pct,
        f"{row.reported}/{row.activities}", _hover(row, name, language),
    )  # fmt: skip


def _hover(row: Any, name: str, language: Language) -> str:
    if row.actual_pct is None:
        return f"{name}\n{status_word(row.status, language)}"
    sentence = "{actual} done and accepted, {planned} planned, {reported} of {activities} activities reported"
    return f"{name}\n" + text(
        sentence, language, actual=percent(row.actual_pct, language), planned=percent(row.planned_pct, language),
        reported=row.reported, activities=row.activities,
    )  # fmt: skip


def _alt(data: Sourced, language: Language, reported: int) -> str:
    parts = [
        f"{row.number}. {said(row, 'name', language)}: "
        + (percent(row.actual_pct, language) + ", " if row.actual_pct is not None else "")
        + status_word(row.status, language).lower()
        for row in data.rows.itertuples()
    ]
    opening = text("Bars of accepted progress for nine priorities; {count} activities have reported.", language, count=reported)
    return opening + " " + "; ".join(parts) + "."


def counted(count: int, language: Language) -> str:
    """Whole numbers up to nine in words, as a sentence wants them."""
    return text(NUMBER_WORDS[count], language) if count < len(NUMBER_WORDS) else number(count, language)


def finding(data: Sourced, language: Language) -> str:
    """`Cinq priorités sur neuf sont dans les temps ; deux sont en retard.`"""
    states = [row.status for row in data.rows.itertuples()]
    if all(state in ("not_reported", "not_started") for state in states):
        return text("No priority has reported progress yet.", language)
    good, late, watch = (sum(s in group for s in states) for group in (("on_track", "done"), ("late",), ("watch",)))
    opening = text("No priority is on track", language) if not good else text(
        "{good} priority of {all} is on track", "{good} priorities of {all} are on track", language=language, count=good,
        good=counted(good, language), all=counted(len(states), language),
    )  # fmt: skip
    rest = [
        text("{n} is late", "{n} are late", language=language, count=late, n=counted(late, language)) if late else "",
        text("{n} is to be watched", "{n} are to be watched", language=language, count=watch, n=counted(watch, language))
        if watch else "",
    ]  # fmt: skip
    tail = join([words for words in rest if words], language)
    return sentence_case(f"{opening}{text('; ', language)}{tail}." if tail else f"{opening}.")
