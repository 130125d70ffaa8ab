"""Activities on the calendar: a bar from start to due date, filled as far as progress is accepted, and its milestones.

Filled up to the line of the day is on time; what is filled less than that is behind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from dashboard import texts
from dashboard.charts.forms import base
from dashboard.charts.measure import text_width, wrap
from dashboard.charts.theme import STATUS, colour, status_word
from dashboard.charts.visual import Figure
from dashboard.status import Status
from dashboard.texts import Language

StepState = Literal["reached", "ahead", "missed"]
SYMBOL: dict[StepState, str] = {"reached": "diamond", "ahead": "diamond", "missed": "square"}
FILL: dict[StepState, str] = {"reached": "ink", "ahead": "paper", "missed": "crimson"}
EDGE: dict[StepState, str] = {"reached": "paper", "ahead": "ink", "missed": "paper"}
LABEL_SHARE, TOP = 0.32, 44


@dataclass(frozen=True)
class Step:
    day: dt.date
    state: StepState
    hover: str


@dataclass(frozen=True)
class Bar:
    """Percentages 0–100; None is not reported. `words` stand beside the status ("75 %")."""

    label: str
    starts_on: dt.date
    due_on: dt.date
    status: Status
    actual_pct: float | None
    declared_pct: float | None
    words: str
    hover: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Span:
    """Whole months around every bar and the day of the page."""

    first: dt.date
    last: dt.date

    @property
    def months(self) -> list[dt.date]:
        """The first day of every month."""
        found, day = [], self.first
        while day <= self.last:
            found.append(day)
            day = _next_month(day)
        return found


@dataclass(frozen=True)
class Plan:
    """What is drawn, whatever the width; `today_words` name the line of the day."""

    bars: Sequence[Bar]
    today: dt.date
    today_words: str
    language: Language

    @property
    def span(self) -> Span:
        days = [self.today]
        for bar in self.bars:
            days += [bar.starts_on, bar.due_on, *(step.day for step in bar.steps)]
        return Span(min(days).replace(day=1), _next_month(max(days)) - dt.timedelta(days=1))


def draw(bars: Sequence[Bar], today: dt.date, language: Language, *, today_words: str) -> Callable[[int], Figure]:
    plan = Plan(bars, today, today_words, language)
    return lambda width: (_phone if width < base.NARROW else _wide)(plan, width)


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _wide(plan: Plan, width: int) -> Figure:
    step, left = 46, width * LABEL_SHARE
    values = max((text_width(bar.words, 14, bold=True) for bar in plan.bars), default=0)
    states = max((text_width(_state(bar, plan.language), base.TEXT, bold=True) for bar in plan.bars), default=0)
    notes = []
    for place, bar in enumerate(plan.bars):
        notes.append(base.note(wrap(bar.label, left - 18, base.TEXT, most=2), 0, place, xref="paper", dx=-left))
        notes.append(_value(bar, 1, place, dx=10 + values, anchor="right"))
        notes.append(_status(bar, plan.language, 1, place, dx=22 + values))
    margin = base.Margin(left, values + states + 34, TOP, 24)
    return _figure(plan, width, margin, step, notes, thick=16 / step, offset=0, bands=[(-0.5, len(plan.bars) - 0.5)])


def _phone(plan: Plan, width: int) -> Figure:
    """Name and status above the bar, which has the whole width."""
    step, notes = 88, []
    for place, bar in enumerate(plan.bars):
        rows = wrap(bar.label, width - 2, base.TEXT, bold=True, most=2)
        under = place - 0.1 if len(rows) == 1 else place + 0.06
        notes.append(base.note(rows, 0, place - 0.47, xref="paper", vertical="top", bold=True))
        notes.append(_value(bar, 0, under))
        beside = text_width(bar.words, 14, bold=True) + (10 if bar.words else 0)
        notes.append(_status(bar, plan.language, 0, under, dx=beside))
    bands = [(place + 0.14, place + 0.42) for place in range(len(plan.bars))]
    return _figure(plan, width, base.Margin(2, 8, TOP, 24), step, notes, thick=14 / step, offset=0.28, bands=bands)


def _value(bar: Bar, x: float, y: float, *, dx: float = 0, anchor: str = "left") -> dict[str, Any]:
    name = "muted" if bar.actual_pct is None else "ink"
    return base.note(bar.words, x, y, xref="paper", dx=dx, anchor=anchor, bold=True, size=14, name=name)


def _status(bar: Bar, language: Language, x: float, y: float, *, dx: float) -> dict[str, Any]:
    return base.note(_state(bar, language), x, y, xref="paper", dx=dx, bold=True, name=STATUS[bar.status].ink)


def _figure(
    plan: Plan, width: int, margin: base.Margin, step: float, notes: list[dict[str, Any]], *, thick: float,
    offset: float, bands: Sequence[tuple[float, float]],
) -> Figure:  # fmt: skip
    """`bands` are the stretches of the lines of months and of the day: names never stand on them."""
    bars, span = plan.bars, plan.span
    first, last = span.first.toordinal(), span.last.toordinal() + 1
    room = width - margin.left - margin.right
    places = [place + offset for place in range(len(bars))]
    at = plan.today.toordinal() + 0.5
    return base.figure(
        width, step * len(bars) + margin.top + margin.bottom, margin,
        base.axis(first, last, _month_ticks(span, plan.language, room)) | {"side": "top"},
        base.axis(len(bars) - 0.5, -0.5), [*_progress(bars, places, thick), *_diamonds(bars, places)],
        shapes=[
            *_month_rules(span, bands),
            *(_period(bar, place, thick) for bar, place in zip(bars, places, strict=True)),
            *(base.rule(at, at, *band, "ink", width=1.5, dash="dash") for band in bands),
        ],
        notes=[*notes, *_years(span), _today_note(plan.today_words, at, first, last, room, len(bars))],
    )  # fmt: skip


def _state(bar: Bar, language: Language) -> str:
    return f"{STATUS[bar.status].mark} {status_word(bar.status, language)}"


def _period(bar: Bar, place: float, thick: float) -> dict[str, Any]:
    """The agreed period, outlined so that it is seen even when nothing is reported."""
    first, last = bar.starts_on.toordinal(), bar.due_on.toordinal() + 1
    outline = {"line": {"color": colour("axis"), "width": 1}}
    return base.rect(first, last, place - thick / 2, place + thick / 2, "track") | outline


def _progress(bars: Sequence[Bar], places: Sequence[float], thick: float) -> list[dict[str, Any]]:
    """The accepted share of each period in the colour of its status, then what awaits acceptance, hatched."""
    lengths = [(bar.due_on - bar.starts_on).days + 1 for bar in bars]
    filled = [length * (bar.actual_pct or 0) / 100 for bar, length in zip(bars, lengths, strict=True)]
    starts = [bar.starts_on.toordinal() for bar in bars]
    paints = [STATUS[bar.status].fill for bar in bars]
    traces = [base.bars(filled, places, paints, base=starts, thick=thick, hover=[bar.hover for bar in bars])]
    for paint in dict.fromkeys(paints):
        waiting = [
            (length * ((bar.declared_pct or 0) - (bar.actual_pct or 0)) / 100, place, start + done, bar.hover)
            for bar, length, place, start, done, own in zip(bars, lengths, places, starts, filled, paints, strict=True)
            if own == paint and (bar.declared_pct or 0) > (bar.actual_pct or 0)
        ]
        if waiting:
            along, across, base_of, hover = zip(*waiting, strict=True)
            traces.append(base.bars(along, across, paint, base=base_of, thick=thick, hatched=True, hover=hover))
    return traces


def _diamonds(bars: Sequence[Bar], places: Sequence[float]) -> list[dict[str, Any]]:
    """One trace a state: filled when reached, hollow when ahead, a crimson square when missed."""
    steps = sorted(
        ((step, place) for bar, place in zip(bars, places, strict=True) for step in bar.steps), key=lambda s: s[0].state
    )
    traces = []
    for state, group in groupby(steps, key=lambda item: item[0].state):
        found = list(group)
        trace = base.dots([s.day.toordinal() + 0.5 for s, _ in found], [place for _, place in found], FILL[state],
                          size=9, symbol=SYMBOL[state], hover=[s.hover for s, _ in found])  # fmt: skip
        trace["marker"]["line"] = {"color": colour(EDGE[state]), "width": 1.5}
        traces.append(trace)
    return traces


def _month_rules(span: Span, bands: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    """A thin line at the first of each month, a stronger one at the new year."""
    return [
        base.rule(day.toordinal(), day.toordinal(), *band, _rule_paint(day), layer="below")
        for day in span.months
        for band in bands
    ]


def _rule_paint(day: dt.date) -> str:
    return "axis" if day.month == 1 else "grid"


def _month_ticks(span: Span, language: Language, room: float) -> list[tuple[float, str]]:
    """The names of months in their middle, or their initials where there is no room for names."""
    months = span.months
    each = room / len(months)
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60) if each * n > 38 or n == 60)
    initials = 13 < each <= 38
    style: Literal["initial", "name"] = "initial" if initials else "name"
    return [
        ((day.toordinal() + _next_month(day).toordinal()) / 2, texts.month(texts.month_of(day), language, style))
        for place, day in enumerate(months)
        if initials or place % every == 0
    ]


def _years(span: Span) -> list[dict[str, Any]]:
    """The year over its first month shown, unless the next one follows too closely."""
    months = span.months
    firsts = [day for place, day in enumerate(months) if day.month == 1 or (place == 0 and day.month <= 10)]
    return [
        base.note(str(day.year), day.toordinal(), -0.5, vertical="bottom", bold=True, name="muted", dx=2, dy=25)
        for day in firsts
    ]


def _today_note(words: str, at: float, first: float, last: float, room: float, count: int) -> dict[str, Any]:
    """Under the line of the day, kept inside the plot."""
    half = text_width(words, 12, bold=True) / 2
    place = (at - first) / (last - first) * room
    shift = max(half - place, 0) - max(place + half - room, 0)
    return base.note(words, at, count - 0.5, anchor="center", vertical="top", size=12, bold=True, dx=shift, dy=-4)
