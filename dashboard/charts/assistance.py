"""Pictures of stated figures: the 2025 results, and what other sources print that may stand beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.charts import telling
from dashboard.charts.forms import base, moments, statements
from dashboard.charts.forms.statements import Kind, Stated
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Source, Sourced
from dashboard.texts import Language, date, join, month, month_of, number, said, sentence_case, text
from dashboard.texts.periods import period
from dashboard.texts.quantity import amount, brief, qualifier, spoken, unit

PART_OF = {"trafficking_victims_protected": "vulnerable_migrants_protected"}
"""Indicator → the one it is a part of, by the words of the sentence that prints both (« dont »)."""
KINDS: dict[str, Kind] = {"at_least": "at_least", "almost": "almost"}
STOCK_SCALE = range(300_000, 450_001, 50_000)
BILLIONS = range(0, 1001, 200)
DIGITS = "0123456789,.\u202f"
READINGS = (
    "≥: “more than”, the true number is higher. Hatched, then dashed outline: to be confirmed, between the readings "
    "that the printed words allow. Where the article says “thousands”, it prints no number."
)
COUNTS = (
    "Bars from zero, one a count. The sources do not count alike: the bars make no trend. ≥: “more than”, the true "
    "number is higher."
)


def people(data: Sourced, language: Language) -> Visual:
    """People assisted, returned and reintegrated in 2025, on one scale; victims of trafficking inside “thousands”."""
    title = "{number} people assisted; nothing says whether the other numbers are part of them"
    caveat = (
        "Arrow: “more than”, the true number is higher. Hatched and dashed: to be confirmed, between the readings that "
        "the printed words allow. Dotted, without an end: the article says “thousands” and prints no number."
    )
    return _to_scale(
        "assistance.people", data, language,
        title=text(title, language, number=_first(data, language)),
        subtitle=text("people in 2025, one scale for all four lines", language),
        caveat=text(caveat, language), note=text(READINGS, language),
    )  # fmt: skip


def trained(data: Sourced, language: Language) -> Visual:
    """The two small numbers of 2025, on a scale of their own."""
    found = join([spoken(row, language) for row in data.rows.itertuples()], language)
    return _to_scale(
        "assistance.trained", data, language,
        title=text("People trained: {numbers}", language, numbers=found),
        subtitle=text("people in 2025, on a scale of their own", language),
        caveat=text("Tapering end: “close to”, a little under the number.", language),
        note=text("“Close to”: a little under the number.", language),
    )  # fmt: skip


def stock(data: Sourced, language: Language) -> Visual:
    """The displaced persons tracked: alone, since a stock has no place on the scale of flows."""
    caveat = (
        "A stock counts who is displaced at a date; the other numbers count what happened during the year. On one "
        "scale they would invite a comparison, or a sum, that means nothing."
    )
    return _to_scale(
        "assistance.stock", data, language,
        title=text("{number} displaced persons tracked", language, number=_first(data, language)),
        subtitle=text("people tracked in 2025: a stock", language),
        caveat=text(caveat, language),
    )  # fmt: skip


def repatriations(data: Sourced, language: Language) -> Visual:
    """Each statement on the repatriations of one year, over the period it speaks of, in the order of its end."""
    subtitle = "Malian migrants repatriated or assisted, people, by the end of the period each source speaks of"
    caveat = (
        "Every period starts on 1 January: a later number should hold the earlier ones; where it does not, the sources "
        "contradict each other. The widest one counts the State and IOM together. None is added to another."
    )
    rows = sorted(data.rows.itertuples(), key=lambda row: (row.period_end, row.value))
    items = [_until(row, data.sources, language) for row in rows]
    year = rows[-1].period_end.year
    return visual(
        "assistance.repatriations", _in_words(data, language), language,
        title=_repatriations_title(rows, language),
        subtitle=text(subtitle, language),
        draw=statements.over_periods(
            items, _ticks(items, language), _quarters(year, language),
            (text("period covered, {year}", language, year=str(year)), text("people", language)),
        ),
        native=statements.native(items, language, None),
        columns=_columns(language), alt=_alt(items, language), caveats=(text(caveat, language),),
    )  # fmt: skip


def displaced(data: Sourced, language: Language) -> Visual:
    """Counts of displaced persons at their dates; not joined, since each source counts in its own way."""
    caveat = (
        "The scale starts at {start}: dots, not bars. Points are not joined, because the sources do not count alike. "
        "Arrow: “more than”. Horizontal line: the whole period that the number speaks of."
    )
    rows = sorted(data.rows.itertuples(), key=lambda row: (row.period_end, row.value))
    items = [_moment(row, data.sources, language) for row in rows]
    said_in_turn = telling.listed((telling.item(one.said, one.words, language) for one in items), language)
    ends = [(one.said, one.value, one.words) for one in items]
    return visual(
        "assistance.displaced", _in_words(data, language), language,
        title=_displaced_title(rows, language),
        subtitle=text(
            "internally displaced persons in Mali, at the date or over the period that each source gives", language
        ),
        draw=moments.draw(items, _years(rows), [(value, number(value, language)) for value in STOCK_SCALE]),
        native=moments.native(items, text("People", language), text(COUNTS, language)),
        columns=_columns(language),
        alt=" ".join((text("Dots on a line of time, not joined.", language), f"{said_in_turn}.",
                      telling.extremes(ends, language))).strip(),
        caveats=(text(caveat, language, start=STOCK_SCALE.start),),
    )  # fmt: skip


def remittances(data: Sourced, language: Language) -> Visual:
    """What each source prints for the money sent home, by year, side by side."""
    caveat = (
        "Balance-of-payments flows, an estimate and a survey of 200 households do not measure the same thing: no "
        "average is drawn. Other shade: another year, or none given."
    )
    rows = sorted(data.rows.itertuples(), key=lambda row: (row.period_start is None, row.period_end, row.value))
    items = [_by_measurer(row, data.sources, language, rows[0].period_end.year) for row in rows]
    return visual(
        "assistance.remittances", _in_words(data, language), language,
        title=_remittances_title(rows, language),
        subtitle=text("billion CFA francs a year", language),
        draw=statements.to_scale(items, [(value * 1e9, number(value, language)) for value in BILLIONS]),
        native=statements.native(items, language, None),
        columns=_columns(language), alt=_alt(items, language), caveats=(text(caveat, language),),
    )  # fmt: skip


def _to_scale(
    key: str, data: Sourced, language: Language, *, title: str, subtitle: str, caveat: str, note: str | None = None
) -> Visual:
    """`note` is the caveat of an office chart where it differs from that of the picture."""
    items = _items(data, language)
    return visual(
        key, _in_words(data, language), language, title=title, subtitle=subtitle,
        draw=statements.to_scale(items, _ticks(items, language)),
        native=statements.native(items, language, note), columns=_columns(language), alt=_alt(items, language),
        caveats=(caveat,),
    )  # fmt: skip


def _items(data: Sourced, language: Language) -> list[Stated]:
    """A bar a row; a part whose whole is there too is drawn inside it."""
    rows = {row.indicator_key: row for row in data.rows.itertuples()}
    inside = {whole: rows[part] for part, whole in PART_OF.items() if part in rows and whole in rows}
    drawn_inside = {row.indicator_key for row in inside.values()}
    return [
        _within(row, inside[key], language) if key in inside else _stated(row, data.sources, language)
        for key, row in rows.items() if key not in drawn_inside
    ]  # fmt: skip


def _ticks(items: Sequence[Stated], language: Language) -> list[tuple[float, str]]:
    highest = max((item.high or 0 for item in items), default=0)
    return [(value, number(value, language)) for value in base.nice_ticks(highest)]


def _quarters(year: int, language: Language) -> list[tuple[dt.date, str]]:
    months = (1, 4, 7, 10)
    starts = [(dt.date(year, first, 1), month(year * 100 + first, language, "name")) for first in months]
    return [*starts, (dt.date(year + 1, 1, 1), "")]


def _years(rows: Sequence[Any]) -> list[tuple[dt.date, str]]:
    """Each January of the years counted, and the end of the last one."""
    years = range(rows[0].period_end.year, rows[-1].period_end.year + 1)
    return [*((dt.date(year, 1, 1), str(year)) for year in years), (dt.date(years[-1] + 1, 1, 1), "")]


def _in_words(data: Sourced, language: Language) -> Sourced:
    """The rows with what the table behind the picture says: number with its qualifier, period, who printed it."""
    rows = list(data.rows.itertuples())
    words = {
        "number_words": [brief(row, language) or text("no number", language) for row in rows],
        "period_words": [period(row.period_start, row.period_end, language) for row in rows],
        "publisher": [_publisher(row, data.sources) for row in rows],
        **{name: [_unsettled(row)[end] for row in rows] for end, name in enumerate(("lowest", "highest"))},
        "qualifier_words": [qualifier(row, language) for row in rows],
        "doubt_words": ["" if row.is_confirmed else text("to be confirmed", language) for row in rows],
        "unit_words": [unit(row, language) for row in rows],
    }
    return data.with_rows(data.rows.assign(**words))


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column("figure_key", text("Ref.", language)),
        Column(f"indicator_{language}", text("What is counted", language)),
        Column("number_words", text("Number", language)), Column("quote", text("As printed", language)),
        Column("period_words", text("Period", language)), Column("publisher", text("Printed by", language)),
        *(Column(name, text(title, language), is_for_files=True) for name, title in FILE_COLUMNS.items()),
        Column(f"said_by_{language}", text("Attributed to", language), is_for_files=True),
        Column(f"note_{language}", text("Note", language), is_for_files=True),
    )  # fmt: skip


FILE_COLUMNS = {
    "qualifier_words": "Qualifier", "doubt_words": "Doubt", "value": "Value", "lowest": "Lowest reading",
    "highest": "Highest reading", "unit_words": "Unit", "period_start": "First day", "period_end": "Last day",
    "source_key": "Key of the source",
}  # fmt: skip


def _unsettled(row: Any) -> tuple[float | None, float | None]:
    """The ends of what the printed words allow, where they settle no number."""
    return bounds(row) if row.value is None else (None, None)


def kind(row: Any) -> Kind:
    """How far the number of a figure row is known, for the bar that draws it."""
    if row.value is None and bounds(row)[1] is None:
        return "uncounted"
    if row.value is None or not row.is_confirmed:
        return "unsettled"
    return KINDS.get(row.qualifier, "exact")


def bounds(row: Any) -> tuple[float | None, float | None]:
    """Lowest and highest value that the printed words allow; of a floor, its value twice: the arrow says the rest."""
    if row.value is not None:
        return row.value, row.value
    found = [value for value, is_plausible, *_ in row.readings if is_plausible]
    found = found or [value for value in (row.value_low, row.value_high) if value is not None]
    return (min(found), max(found)) if found else (None, None)


def _stated(row: Any, sources: Sequence[Source], language: Language) -> Stated:
    low, high = bounds(row)
    name, quote = said(row, "indicator", language), f"« {row.quote} »"
    doubt = "" if row.is_confirmed else text("to be confirmed", language)
    hover = f"{name}\n{quote}\n{_publisher(row, sources)}"
    days = (row.period_start, row.period_end)
    return Stated(name, quote, kind(row), low, high, brief(row, language), doubt, hover, *days)


def _within(whole: Any, part: Any, language: Language) -> Stated:
    """A whole that has no number, with the one of its parts that has."""
    name, quote = said(whole, "indicator", language), f"« {whole.quote}, {part.quote} »"
    words = text("including {number}; no total is printed", language, number=brief(part, language))
    return Stated(name, quote, "uncounted", part.value, part.value, words, hover=f"{name}\n{quote}")


def _until(row: Any, sources: Sequence[Source], language: Language) -> Stated:
    """Named by who printed it; under it the end of the period and who said it."""
    until = text("until {day}", language, day=date(row.period_end, language))
    under = " · ".join(words for words in (until, said(row, "said_by", language)) if words)
    return replace(_stated(row, sources, language), label=_publisher(row, sources), said=under)


def _by_measurer(row: Any, sources: Sequence[Source], language: Language, year: int) -> Stated:
    """Named by who measured, as the source quotes it; other years than `year` are paler."""
    label = sentence_case(said(row, "said_by", language)) or _publisher(row, sources)
    same_year = _year(row) == year
    under = str(_year(row)) if row.period_start else text("year not given", language)
    item = _stated(row, sources, language)
    return replace(item, label=label, said=under, paint="brand" if same_year else "sky")


def _moment(row: Any, sources: Sequence[Source], language: Language) -> moments.Moment:
    start = row.period_start or row.period_end
    is_long = (row.period_end - start).days > 31
    when = period(start, row.period_end, language) if is_long else month(month_of(row.period_end), language, "short")
    where = f"{_publisher(row, sources)}, {when}"
    return moments.Moment(
        row.value, start, row.period_end, brief(row, language), where,
        "gold_ink" if row.indicator_key == "displaced_persons_tracked" else "brand", row.qualifier == "at_least",
        f"« {row.quote} »\n{where}",
    )  # fmt: skip


def _publisher(row: Any, sources: Sequence[Source]) -> str:
    return next(source.publisher for source in sources if source.key == row.source_key)


def _year(row: Any) -> int | None:
    return row.period_end.year if row.period_start else None


def _first(data: Sourced, language: Language) -> str:
    return sentence_case(next((spoken(row, language) for row in data.rows.itertuples()), ""))


def _repatriations_title(rows: Sequence[Any], language: Language) -> str:
    if len(rows) < 2:
        return text("Repatriations, statement by statement", language)
    title = "Repatriations of {year}: from {low} to {high}, depending on source, period and scope"
    return text(title, language, year=str(rows[-1].period_end.year), **_ends(rows, "people", language))


def _displaced_title(rows: Sequence[Any], language: Language) -> str:
    if len(rows) < 2:
        return text("Displaced persons, count by count", language)
    first, last = str(rows[0].period_end.year), str(rows[-1].period_end.year)
    title = "Displaced persons: from {low} to {high} depending on the count, between {first} and {last}"
    return text(title, language, first=first, last=last, **_ends(rows, "people", language))


def _remittances_title(rows: Sequence[Any], language: Language) -> str:
    year = rows[0].period_end.year
    of_year = [row for row in rows if _year(row) == year]
    if len(of_year) < 2:
        return text("Remittances, source by source", language)
    title = "Remittances of {year}: from {low} to {high}, depending on who measures"
    return text(title, language, year=str(year), **_ends(of_year, "xof", language))


def _ends(rows: Sequence[Any], unit: str, language: Language) -> dict[str, str]:
    """Both in one unit, which is said once: `583,5`, `793 milliards de FCFA`."""
    values = [row.value for row in rows]
    low, high = (amount(end(values), unit, language) for end in (min, max))
    return {"low": low.removesuffix(high.lstrip(DIGITS)), "high": high}


def _alt(items: Sequence[Stated], language: Language) -> str:
    """Every line in words: the drawing says nothing more."""
    lines = ((telling.item(item.label, item.words, language), item.doubt, item.said) for item in items)
    told = telling.listed((", ".join(words for words in line if words) for line in lines), language)
    return f"{text('Bars of stated figures.', language)} {told}."
