"""Pictures of the roadmap: where the nine priorities stand, and the calendar and course of one of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from dashboard.charts import registers, telling
from dashboard.charts.forms import paths, progress
from dashboard.charts.forms import timeline as timeline_form
from dashboard.charts.theme import status_word
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import Language, date, join, month_of, number, percent, said, sentence_case, text

NUMBER_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
OVER_TIME_CAVEAT = (
    "Accepted progress is placed on the day it was declared; "
    "before its first accepted report, an activity counts for 0."
)


def by_priority(data: Sourced, language: Language) -> Visual:
    """Nine bars against the mark of the calendar, in the order of the roadmap."""
    absent = _unreported(language)
    rows = [_row(row, language) for row in data.rows.itertuples()]
    reported = sum(row.reported for row in data.rows.itertuples())
    caveats = []
    if any(row.planned_pct is not None for row in data.rows.itertuples()):
        caveats.append(text("Vertical line: progress planned by this day, over the same activities.", language))
    if any((row.declared_pct or 0) > (row.actual_pct or 0) for row in data.rows.itertuples()):
        caveats.append(text("Hatched: declared by one side, awaiting the other side’s acceptance.", language))
    if any(row.grouping_status == "provisional" for row in data.rows.itertuples()):
        caveats.append(text("Grouping of the eleven printed phrases into nine priorities: provisional.", language))
    return visual(
        "roadmap.by_priority", _with_status_words(data, language), language,
        title=text("Progress of the nine priorities", language),
        subtitle=text("% done and accepted by both sides · activities reported", language),
        draw=progress.draw(rows, language),
        native=progress.native(rows, language),
        columns=(
            Column("number", text("No.", language)), Column(f"name_{language}", text("Priority", language)),
            Column("actual_pct", text("Accepted progress", language), "%", absent=absent),
            Column("declared_pct", text("Declared progress", language), "%", absent=absent),
            Column("planned_pct", text("Planned progress", language), "%", absent=absent),
            Column("reported", text("Activities reported", language)),
            Column("activities", text("Activities", language)),
            Column("status_word", text("Status", language)),
        ),
        alt=_alt(data, language, reported),
        caveats=(" ".join(caveats),),
    )  # fmt: skip


def _unreported(language: Language) -> str:
    """The word of the status stands where nothing was accepted, beside that very status."""
    return status_word("not_reported", language).lower()


def _with_status_words(data: Sourced, language: Language) -> Sourced:
    return data.with_rows(data.rows.assign(status_word=[status_word(one, language) for one in data.rows["status"]]))


def _row(row: Any, language: Language) -> progress.Row:
    name = said(row, "name", language)
    return progress.Row(
        str(row.number), name, row.status, row.actual_pct, row.declared_pct, row.planned_pct,
        f"{row.reported}/{row.activities}" if row.activities else "", _hover(row, name, language),
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
    rows = list(data.rows.itertuples())
    parts = [telling.item(f"{row.number}. {said(row, 'name', language)}", _progress_words(row, language), language)
             for row in rows]  # fmt: skip
    ends = [(said(row, "name", language), row.actual_pct, percent(row.actual_pct or 0, language)) for row in rows]
    sentence = "Bars of accepted progress for nine priorities; {count} activities have reported."
    opening = text(sentence, language, count=reported)
    return f"{opening} {telling.listed(parts, language)}. {telling.extremes(ends, language)}".strip()


def _progress_words(row: Any, language: Language) -> str:
    """`56 % réalisés, 72 % prévus, à surveiller`; the status alone where nothing was accepted."""
    word = status_word(row.status, language).lower()
    if row.actual_pct is None:
        return word
    done, planned = percent(row.actual_pct, language), percent(row.planned_pct, language)
    return text("{done} done, {planned} planned, {status}", language, done=done, planned=planned, status=word)


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
        "{good} of {all} priorities is on track", "{good} of {all} priorities are on track", language=language,
        count=good, good=counted(good, language), all=counted(len(states), language),
    )  # fmt: skip
    rest = [
        text("{n} is late", "{n} are late", language=language, count=late, n=counted(late, language)) if late else "",
        text("{n} needs watching", "{n} need watching", language=language, count=watch,
             n=counted(watch, language)) if watch else "",
    ]  # fmt: skip
    tail = join([words for words in rest if words], language)
    return sentence_case(f"{opening}{text('; ', language)}{tail}." if tail else f"{opening}.")


def timeline(data: Sourced, language: Language, *, steps: Sourced, chosen: str) -> Visual:
    """The activities of one priority on the calendar; `steps` are its milestones (`queries.roadmap.milestones`).

    `chosen` names the priority.
    """
    day = data.reading.day
    by_activity: dict[str, list[timeline_form.Step]] = defaultdict(list)
    for step in steps.rows.itertuples():
        by_activity[step.activity_key].append(_step(step, day, language))
    bars = [_bar(row, tuple(by_activity[row.activity_key]), language) for row in data.rows.itertuples()]
    return visual(
        "roadmap.timeline", _with_status_words(data, language), language,
        title=_timeline_title(data, language),
        subtitle=text(
            "{chosen} · bar: agreed period, filled as far as progress is accepted by both sides", language,
            chosen=chosen,
        ),
        draw=timeline_form.draw(bars, day, language, today_words=date(day, language, "short")),
        columns=_timeline_columns(language), alt=_timeline_alt(data, steps, language),
        caveats=(_timeline_key(data, steps, language),),
    )  # fmt: skip


def _named(row: Any, language: Language, name: str = "title") -> str:
    return str(getattr(row, f"{name}_{language}"))


def _step(row: Any, day: dt.date, language: Language) -> timeline_form.Step:
    state: timeline_form.StepState = "reached" if row.is_reached else "missed" if row.due_on < day else "ahead"
    words = {"reached": "reached", "missed": "date passed, not reached", "ahead": "ahead"}[state]
    when = f"{date(row.due_on, language, 'short')} · {text(words, language)}"
    return timeline_form.Step(row.due_on, state, f"{_named(row, language)}\n{when}")


def _bar(row: Any, steps: tuple[timeline_form.Step, ...], language: Language) -> timeline_form.Bar:
    words = progress.DASH if row.actual_pct is None else percent(row.actual_pct, language)
    period = f"{date(row.starts_on, language, 'short')} – {date(row.due_on, language, 'short')}"
    hover = f"{_named(row, language)}\n{period}\n{words} · {status_word(row.status, language)}"
    return timeline_form.Bar(
        _named(row, language), row.starts_on, row.due_on, row.status, row.actual_pct, row.declared_pct, words, hover,
        steps,
    )  # fmt: skip


def _timeline_title(data: Sourced, language: Language) -> str:
    late = sum(1 for row in data.rows.itertuples() if row.status == "late" or row.days_late)
    return text(
        "{late} of {all} activities late or past its date", "{late} of {all} activities late or past their date",
        language=language, count=late, late=late, all=len(data.rows),
    ) if late else text("No activity is late", language)  # fmt: skip


def _timeline_columns(language: Language) -> tuple[Column, ...]:
    absent = _unreported(language)
    return (
        Column(f"title_{language}", text("Activity", language)), Column(f"owner_{language}", text("Owner", language)),
        Column("starts_on", text("Start", language)), Column("due_on", text("Due date", language)),
        Column("planned_pct", text("Planned progress", language), "%", absent=absent),
        Column("actual_pct", text("Accepted progress", language), "%", absent=absent),
        Column("reported_on", text("Last accepted report", language), absent=absent),
        Column("declared_pct", text("Awaiting acceptance", language), "%", absent=text("nothing pending", language)),
        Column("status_word", text("Status", language)),
        Column("activity_key", text("Key of the activity", language), is_for_files=True),
    )  # fmt: skip


def _timeline_key(data: Sourced, steps: Sourced, language: Language) -> str:
    """What the marks mean, only those that are there."""
    found = {_step(row, data.reading.day, language).state for row in steps.rows.itertuples()}
    marks = {"reached": "filled: reached", "ahead": "hollow: ahead", "missed": "square: date passed, not reached"}
    words = [text(marks[state], language) for state in marks if state in found]
    parts = [text("Dashed line: {day}.", language, day=data.reading.day)]
    if words:
        parts.append(text("Milestones – {marks}.", language, marks=", ".join(words)))
    if any((row.declared_pct or 0) > (row.actual_pct or 0) for row in data.rows.itertuples()):
        parts.append(text("Hatched: declared by one side, awaiting the other side’s acceptance.", language))
    return " ".join(parts)


def _timeline_alt(data: Sourced, steps: Sourced, language: Language) -> str:
    reached = sum(bool(row.is_reached) for row in steps.rows.itertuples())
    opening = text(
        "Calendar of {count} activity; {reached} of {all} milestones are reached.",
        "Calendar of {count} activities; {reached} of {all} milestones are reached.",
        language=language, count=len(data.rows), reached=reached, all=len(steps.rows),
    )  # fmt: skip
    parts = [
        text("{title}: due on {day}, {status}", language, title=_named(row, language), day=row.due_on,
             status=status_word(row.status, language).lower())
        for row in data.rows.itertuples()
    ]  # fmt: skip
    return f"{opening} {telling.listed(parts, language)}."


def activities(data: Sourced, language: Language, *, chosen: str, step: float = 44) -> Visual:
    """The activities of one priority, each against the mark of its plan; `chosen` names the priority.

    `step` is the height of a row: a projector has more of it than a page.
    """
    rows = [_activity_row(row, language) for row in data.rows.itertuples()]
    return visual(
        "roadmap.activities", _with_status_words(data, language), language,
        title=_timeline_title(data, language),
        subtitle=text("{chosen} · % done and accepted by both sides", language, chosen=chosen),
        draw=progress.under_names(rows, language, step=step),
        native=progress.native(rows, language),
        columns=_timeline_columns(language), alt=_activities_alt(data, language),
        caveats=(marks_words(data, language),),
    )  # fmt: skip


def _activity_row(row: Any, language: Language) -> progress.Row:
    name = _named(row, language)
    words = progress.DASH if row.actual_pct is None else percent(row.actual_pct, language)
    hover = f"{name}\n{words} · {status_word(row.status, language)} · {date(row.due_on, language, 'short')}"
    return progress.Row(
        "", name, row.status, row.actual_pct, row.declared_pct, row.planned_pct, "", hover
    )  # fmt: skip


def marks_words(data: Sourced, language: Language) -> str:
    """What stands beside the bars of activities, only what is there."""
    parts = [text("Vertical line: progress planned by {day}.", language, day=data.reading.day)]
    if any((row.declared_pct or 0) > (row.actual_pct or 0) for row in data.rows.itertuples()):
        parts.append(text("Hatched: declared by one side, awaiting the other side’s acceptance.", language))
    return " ".join(parts)


def _activities_alt(data: Sourced, language: Language) -> str:
    opening = text(
        "Bars of accepted progress for {count} activity.", "Bars of accepted progress for {count} activities.",
        language=language, count=len(data.rows),
    )  # fmt: skip
    parts = [telling.item(_named(row, language), _progress_words(row, language), language)
             for row in data.rows.itertuples()]  # fmt: skip
    return f"{opening} {telling.listed(parts, language)}."


def over_time(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Accepted progress of one priority against its plan, day by day: two step lines; `data` has rows.

    `chosen` names the priority.
    """
    rows = list(data.rows.itertuples())
    planned = tuple((row.day, row.planned_pct) for row in rows)
    actual = tuple((row.day, row.actual_pct) for row in rows)
    lines = (
        paths.Path(text("Planned", language), "muted", planned, "dash"),
        paths.Path(text("Accepted", language), "brand", actual),
    )
    return visual(
        "roadmap.over_time", data, language,
        title=_gap_title(rows[-1], language),
        subtitle=text(
            "{chosen} · weighted progress of the activities reported so far, in %, {period}", language, chosen=chosen,
            period=registers.period(month_of(rows[0].day), month_of(rows[-1].day), language),
        ),
        draw=paths.draw(lines, language),
        native=paths.native(lines, language),
        columns=(
            Column("day", text("Day", language)), Column("planned_pct", text("Planned progress", language), "%"),
            Column("actual_pct", text("Accepted progress", language), "%"),
        ),
        alt=_over_time_alt(rows, language),
        caveats=(text(OVER_TIME_CAVEAT, language),),
    )  # fmt: skip


def _gap_title(last: Any, language: Language) -> str:
    gap = round(last.actual_pct) - round(last.planned_pct)
    if gap == 0:
        return text("Progress is where it was planned", language)
    if gap > 0:
        return text("{count} point ahead of plan", "{count} points ahead of plan", language=language, count=gap)
    return text("{count} point behind plan", "{count} points behind plan", language=language, count=-gap)


def _over_time_alt(rows: list[Any], language: Language) -> str:
    last = rows[-1]
    return text(
        "Two step lines from {first} to {last}: accepted progress goes from {start} to {actual}, the plan from "
        "{before} to {planned}.", language,
        first=rows[0].day, last=last.day, start=percent(rows[0].actual_pct, language),
        actual=percent(last.actual_pct, language), before=percent(rows[0].planned_pct, language),
        planned=percent(last.planned_pct, language),
    )  # fmt: skip
