"""Pictures of territories: one measure at a time; the first one, which has published numbers, without a choice."""

from __future__ import annotations

from dashboard.charts import territories as charts
from dashboard.charts.territories import NAMES, Measure
from dashboard.pictures.entry import Ask, Drawing, Entry, of_rows
from dashboard.pictures.filters import Filter, Link
from dashboard.provenance import Reading
from dashboard.queries import territories as queries
from dashboard.texts import Language, text

MEASURE = "measure"
FIRST = next(iter(NAMES))


def offer(_ask: Ask, _reading: Reading, language: Language, _link: Link) -> tuple[Filter, ...]:
    names: dict[str, str] = {key: text(name, language) for key, name in NAMES.items()}
    return (Filter(MEASURE, text("Measure", language), names, default=FIRST),)


def measure(link: Link) -> Measure:
    """The one the link asks for."""
    asked = link.get(MEASURE)
    return next((key for key in NAMES if key == asked), FIRST)


def by_region(ask: Ask, reading: Reading, _language: Language, link: Link) -> Drawing:
    shown = measure(link)
    return of_rows(charts.by_region, ask(queries.by_region, reading=reading, measure=shown), measure=shown)


def map(ask: Ask, reading: Reading, _language: Language, link: Link) -> Drawing:
    older, centres = (ask(query, reading=reading) for query in (queries.older_regions, queries.centres))
    shown = measure(link)
    regions = ask(queries.by_region, reading=reading, measure=shown)
    return of_rows(charts.map, regions, measure=shown, older=older, centres=centres)


ENTRIES = (
    Entry("territories.by_region", "territories", "One measure, by region", by_region, (MEASURE,), offer),
    Entry("territories.map", "territories", "One measure, on the map of Mali", map, (MEASURE,), offer),
)
