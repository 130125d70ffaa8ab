"""Progress against the calendar: a bar for what is accepted, hatching for what awaits it, a mark for the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import shorten, text_width, wrap
from dashboard.charts.native import APART, Native, Series, some
from dashboard.charts.theme import STATUS, status_word
from dashboard.charts.visual import Figure
from dashboard.status import Status
from dashboard.texts import Language, percent, text

DASH = "—"


@dataclass(frozen=True)
class Row:
    """Percentages 0–100; None is not reported. `share` says how much of it is reported ("5/6")."""

    number: str
    label: str
    status: Status
    actual_pct: float | None
    declared_pct: float | None
    planned_pct: float | None
    share: str
    hover: str


def draw(rows: Sequence[Row], language: Language) -> Callable[[int], Figure]:
    return lambda width: _phone(rows, language, width) if width < base.NARROW else _wide(rows, language, width)


def native(rows: Sequence[Row], language: Language) -> Native:
    """The bed of every bar carries value, status and share: an absent value has its words there too."""
    paints = tuple(STATUS[row.status].fill for row in rows)
    labels = tuple(APART.join(words for words in _told(row, language) if words) for row in rows)
    inks = tuple(STATUS[row.status].ink for row in rows)
    series = some(
        Series(text("Scale", language), (100.0,) * len(rows), "track", look="track", labels=labels, inks=inks),
        Series(text("Declared", language), tuple(_waiting(row) for row in rows), "slate", paints, "hatched"),
        Series(text("Accepted", language), tuple(row.actual_pct for row in rows), "teal", paints),
        Series(text("Planned", language), tuple(row.planned_pct for row in rows), "ink", look="mark"),
    )
    names = tuple(f"{row.number}. {row.label}" if row.number else row.label for row in rows)
    return Native("bar", names, series, unit="%", highest=100)


def _told(row: Row, language: Language) -> tuple[str, str, str]:
    return _value(row, language), _word(row, language), row.share


def _waiting(row: Row) -> float | None:
    """What is declared, where it goes beyond what is accepted."""
    return row.declared_pct if (row.declared_pct or 0) > (row.actual_pct or 0) else None


def _wide(rows: Sequence[Row], language: Language, width: int) -> Figure:
    step, status_room = 40, max(text_width(_word(row, language), base.TEXT, bold=True) for row in rows) + 14
    share_room = max(text_width(row.share, 12) for row in rows) + 8
    right = 62 + status_room + share_room
    left = min(width * 0.4, 300)
    notes = []
    for place, row in enumerate(rows):
        notes.append(
            base.note(row.number, 0, place, xref="paper", anchor="left", dx=-left, name="brand", bold=True, size=14)
        )
        notes.append(base.note(wrap(row.label, left - 34, base.TEXT, most=2), 0, place, xref="paper", dx=24 - left))
        notes.append(
            base.note(
                _value(row, language),
                1,
                place,
                xref="paper",
                anchor="right",
                dx=56,
                bold=True,
                size=15,
                name="ink" if row.actual_pct is not None else "muted",
            )
        )
        notes.append(
            base.note(_word(row, language), 1, place, xref="paper", dx=68, bold=True, name=STATUS[row.status].ink)
        )
        notes.append(base.note(row.share, 1, place, xref="paper", anchor="right", dx=right, size=12, name="muted"))
    return base.figure(
        width,
        step * len(rows),
        base.Margin(left=left, right=right),
        base.axis(0, 100),
        base.axis(len(rows) - 0.5, -0.5),
        _marks(rows, 18 / step, 0),
        shapes=[
            *_tracks(rows, 18 / step, 0),
            *(
                base.rule(
                    -left / (width - left - right),
                    1 + right / (width - left - right),
                    place + 0.5,
                    place + 0.5,
                    "grid",
                    xref="paper",
                    layer="below",
                )
                for place in range(len(rows) - 1)
            ),
            *_plan(rows, 26 / step, 0),
        ],
        notes=notes,
    )


def _phone(rows: Sequence[Row], language: Language, width: int) -> Figure:
    """Name above the bar, status and value under the eye of the thumb: nothing beside the bar."""
    step, bar = 64, 0.14
    notes = []
    for place, row in enumerate(rows):
        label = wrap(f"{row.number}  {row.label}", width - 4, base.TEXT, bold=True, most=1)
        notes.append(base.note(label, 0, place - 0.3, xref="paper", bold=True))
        value = _value(row, language)
        notes.append(
            base.note(
                value,
                0,
                place - 0.02,
                xref="paper",
                bold=True,
                size=14,
                name="ink" if row.actual_pct is not None else "muted",
            )
        )
        notes.append(
            base.note(
                _word(row, language),
                0,
                place - 0.02,
                xref="paper",
                bold=True,
                name=STATUS[row.status].ink,
                dx=text_width(value, 14, bold=True) + 12,
            )
        )
        notes.append(base.note(row.share, 1, place - 0.02, xref="paper", anchor="right", name="muted", size=12))
    return base.figure(
        width,
        step * len(rows),
        base.Margin(),
        base.axis(0, 100),
        base.axis(len(rows) - 0.5, -0.5),
        _marks(rows, bar, 0.28),
        shapes=[*_tracks(rows, bar, 0.28), *_plan(rows, bar * 1.7, 0.28)],
        notes=notes,
    )


def under_names(rows: Sequence[Row], language: Language, *, step: float) -> Callable[[int], Figure]:
    """At every width the name and status over the bar, its value after it: what is read from far away."""
    return lambda width: _under_names(rows, language, width, step)


def _under_names(rows: Sequence[Row], language: Language, width: int, step: float) -> Figure:
    right = max((text_width(_value(row, language), 15, bold=True) for row in rows), default=0) + 14
    bar = min(step - 28, 16)
    thick, offset = bar / step, (20 + bar / 2) / step - 0.5
    notes = [
        note for place, row in enumerate(rows) for note in _named(row, language, place + 9 / step - 0.5, width, right)
    ]
    values = [
        base.note(_value(row, language), 1, place + offset, xref="paper", anchor="right", dx=right, bold=True, size=15,
                  name="muted" if row.actual_pct is None else "ink")
        for place, row in enumerate(rows)
    ]  # fmt: skip
    return base.figure(
        width, step * len(rows), base.Margin(right=right), base.axis(0, 100), base.axis(len(rows) - 0.5, -0.5),
        _marks(rows, thick, offset), shapes=[*_tracks(rows, thick, offset), *_plan(rows, thick * 1.5, offset)],
        notes=[*notes, *values],
    )  # fmt: skip


def _named(row: Row, language: Language, y: float, width: int, right: float) -> list[dict[str, Any]]:
    word = _word(row, language)
    room = width - text_width(word, base.TEXT, bold=True) - 16
    return [
        base.note(shorten(row.label, room, base.TEXT), 0, y, xref="paper"),
        base.note(word, 1, y, xref="paper", anchor="right", dx=right, bold=True,
                  name=STATUS[row.status].ink),
    ]  # fmt: skip


def _value(row: Row, language: Language) -> str:
    return DASH if row.actual_pct is None else percent(row.actual_pct, language)


def _word(row: Row, language: Language) -> str:
    return f"{STATUS[row.status].mark} {status_word(row.status, language)}"


def _marks(rows: Sequence[Row], thick: float, offset: float) -> list[dict[str, Any]]:
    """Solid bars, one trace, and the hatched part, one trace a colour."""
    places = [place + offset for place in range(len(rows))]
    marks = [
        base.bars(
            [row.actual_pct for row in rows],
            places,
            [STATUS[row.status].fill for row in rows],
            thick=thick,
            hover=[row.hover for row in rows],
        )
    ]
    for fill in dict.fromkeys(STATUS[row.status].fill for row in rows):
        waiting = [
            (place, row)
            for place, row in zip(places, rows, strict=True)
            if STATUS[row.status].fill == fill and (row.declared_pct or 0) > (row.actual_pct or 0)
        ]
        if waiting:
            marks.append(
                base.bars(
                    [(r.declared_pct or 0) - (r.actual_pct or 0) for _, r in waiting],
                    [p for p, _ in waiting],
                    fill,
                    base=[r.actual_pct or 0 for _, r in waiting],
                    thick=thick,
                    hatched=True,
                    hover=[r.hover for _, r in waiting],
                )
            )
    return marks


def _tracks(rows: Sequence[Row], thick: float, offset: float) -> list[dict[str, Any]]:
    return [base.rect(0, 100, p + offset - thick / 2, p + offset + thick / 2, "track") for p in range(len(rows))]


def _plan(rows: Sequence[Row], tall: float, offset: float) -> list[dict[str, Any]]:
    return [
        base.rule(row.planned_pct, row.planned_pct, p + offset - tall / 2, p + offset + tall / 2, "ink", width=2.5)
        for p, row in enumerate(rows)
        if row.planned_pct is not None
    ]
