"""Where people are: one measure over the regions of 2023, and its sums inside the older outlines that maps have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

from dashboard import geography
from dashboard.charts import mali, telling
from dashboard.charts.forms import ranking, territory
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced, frame, merge_sources
from dashboard.texts import NO_BREAK, Language, join, month, month_of, number, percent, said, text

Measure = Literal["returns", "reintegration", "displaced"]
NAMES: dict[Measure, str] = {
    "displaced": "Displaced persons", "returns": "IOM-assisted returns", "reintegration": "Reintegrations started",
}  # fmt: skip
TAGS: dict[Measure, str] = {
    "displaced": "#affected+idps+ind", "returns": "#affected+returnees+ind",
    "reintegration": "#reached+returnees+started+ind",
}  # fmt: skip
UNSPECIFIED = "not_specified"
MALI = territory.Box(-15.9, 8.0, 7.7, 25.4)
NAMED_AT = {
    "bamako": (-11.9, 10.4), "gao": (4.9, 14.0), "kayes": (-12.9, 17.2), "kidal": (4.9, 21.6),
    "koulikoro": (-8.7, 18.2), "mopti": (0.2, 12.4), "segou": (-2.7, 10.2), "sikasso": (-6.5, 8.9),
    "tombouctou": (-9.4, 21.6),
}  # fmt: skip
"""Where the name of each older region stands: outside Mali, where no shade is behind it."""
LED_TO = {"gao": (1.7, 15.45), "kayes": (-10.7, 15.2)}
"""Where the line from a name ends, when the middle of the region is taken by the words of a centre."""
SHADES_ARE_SUMS = (
    "Shades are sums of the regions of 2023 inside the outlines of 1991, the only open ones: Ménaka lies in "
    "the former region of Gao, Taoudénit in that of Timbuktu."
)
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
        native=ranking.native(items, text("People", language)),
        columns=(
            Column(f"name_{language}", text("Region", language)),
            Column("people", text("People", language), hxl=TAGS[measure], absent=_absent(rows, language)),
            *_months_column(rows, language),
            Column("region_key", text("Key of the region", language), is_for_files=True),
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


def key_of_shades(sums: Sourced, language: Language) -> tuple[tuple[str, str], ...]:
    """(colour, words) of each class, palest first, then of land without a number, where there is any."""
    bounds = mali.classes(sums)
    shades = [
        (mali.shade(place, len(bounds)), f"{number(low, language)}–{number(high, language)}")
        for place, (low, high) in enumerate(bounds)
    ]
    unknown = [row.is_stock for row in sums.rows.itertuples() if row.people is None]
    return (*shades, *([(mali.UNKNOWN, absent(language, is_stock=unknown[0]))] if unknown else []))


def map_words(sums: Sourced, language: Language) -> str:
    """Every number of the map, for those who do not see it."""
    found = [(said(row, "name", language), row.people, people(row, language)) for row in sums.rows.itertuples()]
    told = telling.listed((telling.item(name, words, language) for name, _, words in found), language)
    sentence = text("Map of Mali, older regions: {regions}.", language, regions=told)
    return f"{sentence} {telling.extremes(found, language)}".strip()


def map(data: Sourced, language: Language, *, measure: Measure, older: Sourced, centres: Sourced) -> Visual:
    """The older outlines shaded by the sums inside them; reception centres with what is known of them.

    `older` are the regions that have an outline (`queries.territories.older_regions`).
    """
    sums = older_sums(data, older)
    sources = merge_sources(data.sources, centres.sources)
    return visual(
        "territories.map", replace(sums, sources=sources), language,
        title=finding(data, language, measure=measure).removesuffix("."),
        subtitle=text("{measure}: people, {period}, in the outlines of 1991", language,
                      measure=text(NAMES[measure], language), period=when(data, language)),
        draw=territory.draw(_contents(sums, centres, language), MALI),
        columns=(
            Column(f"name_{language}", text("Former region", language)),
            Column("people", text("People", language), hxl=TAGS[measure],
                   absent=_absent(list(data.rows.itertuples()), language)),
            Column(f"inside_{language}", text("Combines the regions of 2023", language)),
            Column(f"missing_{language}", text("Without a number", language)),
            Column("region_key", text("Key of the region", language), is_for_files=True),
        ),
        alt=f"{map_words(sums, language)} {_centre_words(centres, language)}".strip(),
        caveats=(text(SHADES_ARE_SUMS, language), geography.map_note(language)),
        legend=(*key_of_shades(sums, language), ("crimson", text("square: reception centre for migrants", language))),
    )  # fmt: skip


def _contents(sums: Sourced, centres: Sourced, language: Language) -> territory.Contents:
    land = [territory.Area(territory.rings_of(one), "land", "border") for one in mali.around()]
    return territory.Contents(
        areas=(*land, *_regions(sums, language)),
        marks=tuple(_centre(row, language) for row in centres.rows.itertuples()),
        names=tuple(
            territory.Name(said(row, "name", language), people(row, language), NAMED_AT[row.region_key],
                           LED_TO.get(row.region_key, mali.middles()[row.region_key]))
            for row in sums.rows.itertuples()
        ),
    )  # fmt: skip


def _regions(sums: Sourced, language: Language) -> Iterator[territory.Area]:
    bounds = mali.classes(sums)
    rows = {row.region_key: row for row in sums.rows.itertuples()}
    for feature in geography.regions_1991()["features"]:
        row = rows[feature["properties"]["key"]]
        hover = f"{said(row, 'name', language)}\n{people(row, language)}"
        yield territory.Area(territory.rings_of(feature), mali.paint(row.people, bounds), "paper", hover)


def _centre(row: Any, language: Language) -> territory.Mark:
    """A full square when said to be operational, a hollow one when not confirmed."""
    is_open = row.status == "operational"
    words = text("said to be operational", language) if is_open else text("not confirmed", language)
    hover = f"{said(row, 'name', language)}\n{said(row, 'status', language)}"
    symbol = "square" if is_open else "square-open"
    return territory.Mark((row.longitude, row.latitude), symbol, "crimson", words, hover=hover)


def _centre_words(centres: Sourced, language: Language) -> str:
    return " ".join(
        telling.item(said(row, "name", language), said(row, "status", language), language)
        for row in centres.rows.itertuples()
    )


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
    title = text("Months reported of {months}", language, months=_months(rows[0]))
    return (Column("months_reported", title, absent=text("not applicable", language)),)


def _absent(rows: Sequence[Any], language: Language) -> str:
    """Why a region has no number."""
    return absent(language, is_stock=all(row.starts == row.ends for row in rows))


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
    told = (telling.item(one.label, f"{one.words} {one.note}".strip(), language) for one in items)
    ends = [(one.label, one.value, one.words) for one in items if one.paint != "slate"]
    opening = text("Bars by region, longest first.", language)
    return f"{opening} {telling.listed(told, language)}. {telling.extremes(ends, language)}".strip()
