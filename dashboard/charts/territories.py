"""Where people are: one measure over the regions of 2023, and its sums inside the older outlines that maps have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

from dashboard.charts.forms import ranking
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced, frame
from dashboard.texts import NO_BREAK, Language, join, month, month_of, number, percent, said, text

Measure = Literal["returns", "reintegration", "displaced"]
NAMES: dict[Measure, str] = {
    "displaced": "Displaced persons", "returns": "IOM-assisted returns", "reintegration": "Reintegrations started",
}  # fmt: skip
UNSPECIFIED = "not_specified"
OLDER_COLUMNS = (
    "region_key", "name_fr", "name_en", "people", "inside_fr", "inside_en", "missing_fr", "missing_en", "is_stock",
)  # fmt: skip


def by_region(data: Sourced, language: Language, *, measure: Measure) -> Visual:
    """Bars, longest first, one region each; those nobody reported are named under them, not drawn as zero."""
    rows = list(data.rows.itertuples())
    best = max((row.months_reported or 0 for row in rows), default=0)
    items = [_bar(row, best, language) for row in rows if row.people is not None]
    return visual(
        "territories.by_region", data, language,
        title=text("{measure} by region of the 2023 division", language, measure=text(NAMES[measure], language)),
        subtitle=f"{text('people', language)}, {when(data, language)}",
        draw=ranking.draw(items),
        columns=(
            Column(f"name_{language}", text("Region", language)), Column("people", text("People", language)),
            *_months_column(rows, language),
        ),
        alt=_alt(items, language),
        caveats=tuple(words for words in (
            _received(rows, best, language), _unreported(rows, language), _whole(rows, language)) if words),
    )  # fmt: skip


@lru_cache(maxsize=64)
def older_sums(data: Sourced, older: Sourced) -> Sourced:
    """One row per older outline: the sum of the regions of 2023 inside it that were reported, None when none was.

    `inside_…` names them all, `missing_…` those that were not reported: the sum is then a floor.
    """
    parts: dict[str, list[Any]] = defaultdict(list)
    for row in data.rows.itertuples():
        parts[row.older_key].append(row)
    rows = (_older(place, parts[place.region_key]) for place in older.rows.itertuples())
    return data.with_rows(frame(rows, OLDER_COLUMNS))


def _older(place: Any, parts: Sequence[Any]) -> tuple[object, ...]:
    counted = [row.people for row in parts if row.people is not None]
    missing = [row for row in parts if row.people is None]
    people = sum(counted) if counted else None
    return (
        place.region_key, place.name_fr, place.name_en, people, *_named(parts),
        *(_named(missing) if counted else ("", "")), all(row.starts == row.ends for row in parts),
    )  # fmt: skip


def _named(rows: Sequence[Any]) -> tuple[str, str]:
    return join([row.name_fr for row in rows], "fr"), join([row.name_en for row in rows], "en")


def people(row: Any, language: Language) -> str:
    """`1 599`, `≥ 144 492` when a part is missing, `non transmis`, `non indiqué`; `row` as `older_sums` gives."""
    if row.people is None:
        return absent(language, is_stock=row.is_stock)
    floor = f"≥{NO_BREAK}" if said(row, "missing", language) else ""
    return floor + number(row.people, language)


def absent(language: Language, *, is_stock: bool) -> str:
    """A register was not received; a published count does not give the region."""
    return text("not given", language) if is_stock else text("not reported", language)


def when(data: Sourced, language: Language) -> str:
    """`novembre 2025 – octobre 2026`, `30 septembre 2023`; nothing without rows."""
    if data.is_empty:
        return ""
    first = next(data.rows.itertuples())
    ends = month(month_of(first.ends), language)
    return ends if first.starts == first.ends else f"{month(month_of(first.starts), language)} – {ends}"


def finding(data: Sourced, language: Language, *, measure: Measure) -> str:
    """`Kayes accueille le plus de retours assistés : 1 599 sur 6 990 en douze mois.`"""
    told = [row for row in data.rows.itertuples() if row.people is not None and row.region_key != UNSPECIFIED]
    if not told:
        return text("No number is reported by region for this measure.", language)
    first = told[0]
    total = first.whole or sum(row.people for row in data.rows.itertuples() if row.people is not None)
    if not total:
        return text("Nobody was counted in the regions that reported.", language)
    sentences: dict[Measure, str] = {
        "displaced": "{region} had {people} of the {total} internally displaced persons ({share}) in {period}.",
        "returns": "{region} received the most assisted returns: {people} of {total} ({share}), {period}.",
        "reintegration": "{region} has the most reintegrations started: {people} of {total} ({share}), {period}.",
    }
    return text(
        sentences[measure], language, region=said(first, "name", language), people=number(first.people, language),
        total=number(total, language), share=percent(100 * first.people / total, language),
        period=when(data, language),
    )  # fmt: skip


def _bar(row: Any, best: int, language: Language) -> ranking.Bar:
    """A region that reported fewer months than the `best` says so beside its number."""
    name = said(row, "name", language)
    words, note = number(row.people, language), ""
    if row.months_reported is not None and row.months_reported < best:
        note = text("({reported} of {months} months)", language, reported=row.months_reported, months=_months(row))
    paint = "slate" if row.region_key == UNSPECIFIED else "brand"
    return ranking.Bar(name, row.people, words, paint, f"{name}\n{words} {note}".strip(), note)


def _months(row: Any) -> int:
    return (row.ends.year - row.starts.year) * 12 + row.ends.month - row.starts.month + 1


def _months_column(rows: Sequence[Any], language: Language) -> tuple[Column, ...]:
    """How many months were received; a count of one day has none."""
    if all(row.months_reported is None for row in rows):
        return ()
    return (Column("months_reported", text("Months reported of {months}", language, months=_months(rows[0]))),)


def _received(rows: Sequence[Any], best: int, language: Language) -> str:
    """That the last twelve months are not all there, even for those who reported the most."""
    if not best or best == _months(rows[0]):
        return ""
    words = "Of the {months} months, {reported} at most were reported."
    return text(words, language, months=_months(rows[0]), reported=best)


def _unreported(rows: Sequence[Any], language: Language) -> str:
    absent = [said(row, "name", language) for row in rows if row.people is None]
    if not absent:
        return ""
    return text("Not given by the source, which is not zero: {regions}.", language, regions=join(absent, language))


def _whole(rows: Sequence[Any], language: Language) -> str:
    """What the regions that were given leave of the national total."""
    whole = next((row.whole for row in rows), None)
    if not whole:
        return ""
    given = sum(row.people for row in rows if row.people is not None)
    return text(
        "The regions given make {given} of the {whole} counted; the other {rest} (computed) are not broken down.",
        language,
        given=number(given, language), whole=number(whole, language), rest=number(whole - given, language),
    )  # fmt: skip


def _alt(items: Sequence[ranking.Bar], language: Language) -> str:
    told = "; ".join(f"{item.label}: {item.words} {item.note}".strip() for item in items)
    return f"{text('Bars by region, longest first.', language)} {told}."
