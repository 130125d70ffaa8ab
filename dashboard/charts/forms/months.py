"""Monthly series: lines that break where a month was not reported, named at their end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard import texts
from dashboard.charts.forms import base
from dashboard.charts.measure import text_width
from dashboard.charts.native import Native
from dashboard.charts.native import Series as Line
from dashboard.charts.visual import Figure
from dashboard.texts import Language


@dataclass(frozen=True)
class Series:
    """`values` by month (year × 100 + month); a month that is absent was not reported.

    `partial` months hold a total that lacks someone’s report: their circle is hollow.
    """

    label: str
    values: Mapping[int, float]
    paint: str
    partial: frozenset[int] = frozenset()


def calendar(first: int, last: int) -> list[int]:
    """Every month from `first` to `last`, both included."""
    months, month = [], first
    while month <= last:
        months.append(month)
        month = month + 1 if month % 100 < 12 else month + 89
    return months


def draw(
    series: Sequence[Series], months: Sequence[int], language: Language, *, gap_word: str
) -> Callable[[int], Figure]:
    """`gap_word` is written in the band of a month nobody reported, inside the span of the data."""
    return lambda width: _figure(series, list(months), language, gap_word, width)


def native(series: Sequence[Series], months: Sequence[int], language: Language, *, name: str, gap_word: str) -> Native:
    """`name` is for a line that the picture leaves unnamed; a month nobody reported has `gap_word` under it."""
    lines = tuple(_native_line(one, months, language, name) for one in series)
    names = (texts.month(month, language, "short") for month in months)
    told = (any(month in one.values for one in series) for month in months)
    return Native(
        "line", tuple(n if known else f"{n}\n{gap_word}" for n, known in zip(names, told, strict=True)), lines
    )


def _native_line(one: Series, months: Sequence[int], language: Language, name: str) -> Line:
    last = max(one.values, default=None)
    labels = tuple(_end_label(one, language).strip() if month == last else "" for month in months)
    hollow = frozenset(place for place, month in enumerate(months) if month in one.partial)
    values = tuple(one.values.get(month) for month in months)
    return Line(one.label or name, values, one.paint, labels=labels, hollow=hollow)


def _figure(series: Sequence[Series], months: list[int], language: Language, gap_word: str, width: int) -> Figure:
    narrow = width < base.NARROW
    ends = [_end_label(one, language) for one in series]
    right = max((text_width(words, base.TEXT, bold=True) for words in ends), default=0) + 18
    ticks = base.nice_ticks(max((v for one in series for v in one.values.values()), default=1), 4)
    tick_words = [(value, texts.number(value, language)) for value in ticks]
    left = max(text_width(words, base.TEXT) for _, words in tick_words) + 10
    height = 250 if narrow else 300
    places = range(len(months))
    data = []
    for one in series:
        values = [one.values.get(month) for month in months]
        data.append(base.line(places, values, one.paint))
        data.append(base.dots(places, values, one.paint, size=6 if len(months) <= 14 else 4,
                              symbol=["circle-open" if month in one.partial else "circle" for month in months],
                              hover=[_hover(one, month, language) for month in months]))  # fmt: skip
    gaps = [i for i, month in enumerate(months) if all(month not in one.values for one in series)]
    plot_height = height - 42
    return base.figure(
        width, height, base.Margin(left=left, right=right, top=12, bottom=30),
        base.axis(-0.3, len(months) - 0.7 if len(months) > 1 else 0.3,
                  _month_ticks(months, language, width - left - right)),
        base.axis(ticks[-1] * -base.EDGE, ticks[-1] * (1 + base.EDGE), tick_words, grid=True),
        data,
        shapes=[base.rect(i - 0.45, i + 0.45, 0, ticks[-1], "track") for i in gaps],
        notes=[
            *(base.note(gap_word, i, ticks[-1] / 2, name="muted", size=11, anchor="center", angle=-90) for i in gaps),
            *_end_notes(series, months, ends, ticks[-1], plot_height),
        ],
    )  # fmt: skip


def _end_label(one: Series, language: Language) -> str:
    if not one.values:
        return one.label
    return f"{one.label} {texts.number(one.values[max(one.values)], language)}"


def _hover(one: Series, month: int, language: Language) -> str:
    value = one.values.get(month)
    words = "" if value is None else texts.number(value, language)
    return f"{one.label} · {texts.month(month, language)}\n{words}"


def _month_ticks(months: list[int], language: Language, room: float) -> list[tuple[float, str]]:
    """Each month's name where there is room; over more than fourteen months, each January's year."""
    if len(months) <= 14:
        every = 1 if room / len(months) > 34 else 2 if room / len(months) > 17 else 3
        return [
            (i, texts.month(month, language, "name"))
            for i, month in enumerate(months)
            if (len(months) - 1 - i) % every == 0
        ]
    every = 6 if room / len(months) > 12 else 12
    return [
        (i, texts.month(month, language, "short")) for i, month in enumerate(months) if (month % 100 - 1) % every == 0
    ]


def _end_notes(
    series: Sequence[Series], months: list[int], ends: list[str], highest: float, plot_height: float
) -> list[dict[str, object]]:
    """The name and last value of each line at its end, pushed apart where they would touch."""
    apart = 17 * highest / plot_height
    last = {one.label: max(one.values) for one in series if one.values}
    wanted = sorted(
        ((one.values[last[one.label]], one, words) for one, words in zip(series, ends, strict=True) if one.values),
        key=lambda item: item[0],
    )
    notes, floor = [], -apart / 2  # a name at zero stays above the months
    for value, one, words in wanted:
        at = max(value, floor + apart)
        floor = at
        ink = "gold_ink" if one.paint == "gold" else one.paint
        notes.append(base.note(words, months.index(last[one.label]), at, name=ink, bold=True, dx=9))
    return notes
