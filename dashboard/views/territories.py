"""The words of the territories page: which measure, what the map adds, what is measured of each form of mobility."""

from __future__ import annotations

from typing import Any

from dashboard.charts import territories as charts
from dashboard.charts.territories import NAMES, Measure
from dashboard.pictures import territories as pictures
from dashboard.provenance import Reading, Sourced
from dashboard.queries import frameworks
from dashboard.queries import territories as queries
from dashboard.texts import Language, said, text
from dashboard.views import citing, territory_map
from dashboard.views.fetch import card_of, fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, link, table, titled
from dashboard.views.picture import Card, foot, side_by_side
from dashboard.views.shown import Query, Shown, unknown

MECHANISM = "gao_mechanism"


def page(carried: Carried, query: Query) -> Shown:
    """The page before it is alive: a drawing stands where its live map will."""
    language, reading = carried.language, carried.reading
    measure = pictures.measure(query)
    regions, centres = (
        fetch(queries.by_region, reading=reading, measure=measure), fetch(queries.centres, reading=reading),
    )  # fmt: skip
    return Shown(
        charts.finding(regions, language, measure=measure),
        lead(measure, language),
        (
            choice(measure, carried),
            none_reported(measure, language) if regions.is_empty else _drawn(regions, carried, query),
            mobility(reading, language),
            centre_lines(centres, language),
        ),
        regions.is_demonstration,
        dropped(query),
    )


def dropped(query: Query) -> tuple[str, ...]:
    return unknown(query, {pictures.MEASURE: NAMES})


def _drawn(regions: Sourced, carried: Carried, query: Query) -> Card:
    language, reading = carried.language, carried.reading
    drawings = (draw(fetch, reading, language, query) for draw in (pictures.by_region, pictures.map))
    both = side_by_side(*(card_of(drawing, language, slot="half") for drawing in drawings))
    sums = charts.older_sums(regions, fetch(queries.older_regions, reading=reading))
    return Card(both.html + older_table(sums, language), both.figures)


def choice(shown: Measure, carried: Carried) -> str:
    """One measure at a time, each a link."""
    language = carried.language
    links = "".join(
        f'<a data-go class="chip" href="{esc(link("territories", carried.query(measure=key)))}"'
        f"{' aria-current=true' if key == shown else ''}>{esc(text(name, language))}</a>"
        for key, name in NAMES.items()
    )
    return f'<nav class="measures" aria-label="{esc(text("Measure", language))}">{links}</nav>'


def lead(shown: Measure, language: Language) -> str:
    leads: dict[Measure, str] = {
        "displaced": "A stock, counted on one day; the latest count that is given by region (2023 division).",
        "returns": "IOM-assisted voluntary returns by region of return, over the last twelve months reported. Neither "
        "repatriations by the State nor expulsions are in it.",
        "reintegration": "People whose reintegration assistance started, by region, over the last twelve months "
        "reported.",
    }
    return text(leads[shown], language)


def none_reported(shown: Measure, language: Language) -> str:
    """What stands in the place of the pictures."""
    words = "No register has been reported by region for “{measure}” in this scope: that is unknown, not zero."
    return f'<p class="none">{esc(text(words, language, measure=text(NAMES[shown], language)))}</p>'


def key_of_map(sums: Sourced, language: Language) -> str:
    """Shades, circles and marks in words."""
    shades = "".join(
        f'<li><span class="swatch b-{paint}"></span>{esc(words)}</li>'
        for paint, words in charts.key_of_shades(sums, language)
    )
    marks = (
        (territory_map.SQUARE, "reception centre said to be operational (Gao)"),
        (territory_map.HOLLOW, "reception centre not confirmed (Kayes)"),
        (territory_map.DIAMOND, "regional consultation framework (Gao)"),
    )
    items = "".join(f'<li><b class="map-mark">{mark}</b>{esc(text(words, language))}</li>' for mark, words in marks)
    region = text("region of 2023, at its capital; area in proportion", language)
    circle = f'<li><span class="map-circle"></span>{esc(region)}</li>'
    return f'<ul class="map-key">{shades}{circle}{items}</ul>'


def map_head(data: Sourced, shown: Measure, language: Language) -> str:
    """What the live map counts, under the rule that the bars beside it have too."""
    title = text("{measure} on the map of Mali", language, measure=text(NAMES[shown], language))
    subtitle = f"{text('people', language)}, {charts.when(data, language)}"
    return f'<div class="card-head">{titled(title, subtitle, language, is_demonstration=data.is_demonstration)}</div>'


def map_foot(reading: Reading, language: Language, query: Query) -> str:
    """The caveats, sources and files of the map, as under every picture."""
    return foot(pictures.map(fetch, reading, language, query).visual(language))


def older_table(sums: Sourced, language: Language) -> str:
    """The numbers of the map."""
    rows = sorted(sums.rows.itertuples(), key=lambda row: -(row.people if row.people is not None else -1))
    names = ("Former region", "People", "Combines the regions of 2023", "Without a number")
    head = [text(words, language) for words in names]
    cells = (
        (said(row, "name", language), charts.people(row, language), said(row, "inside", language),
         _missing(row, language))
        for row in rows
    )  # fmt: skip
    caption = text("The numbers of the map", language)
    body = table(head, cells, caption=caption, language=language, numeric=(1,))
    return f'<section class="ruled"><h2>{esc(caption)}</h2>{body}</section>'


def _missing(row: Any, language: Language) -> str:
    if row.people is None:
        return text("all", language)
    return said(row, "missing", language) or "–"


def centre_lines(centres: Sourced, language: Language) -> str:
    """Each reception centre with what is known of it, and from whom."""
    by_key = {source.key: source for source in centres.sources}
    items = "".join(
        f'<li><b><span class="map-mark">{_mark(row.status)}</span> {esc(said(row, "name", language))}</b>'
        f"<p>{esc(said(row, 'status', language))}</p>"
        f"{citing.button([by_key[row.source_key]], language, inside=_quoted(row.quote))}</li>"
        for row in centres.rows.itertuples()
    )
    title = esc(text("Reception centres", language))
    return f'<section class="ruled"><h2>{title}</h2><ul class="plain-lines">{items}</ul></section>'


def _mark(status: str) -> str:
    return territory_map.SQUARE if status == "operational" else territory_map.HOLLOW


def _quoted(words: str) -> str:
    return f'<blockquote lang="fr">«&nbsp;{esc(words)}&nbsp;»</blockquote>'


def mobility(reading: Reading, language: Language) -> str:
    """The forms of mobility that the Gao meeting names: which are measured here, which are not."""
    items: Sourced = fetch(frameworks.items, reading=reading)
    forms = [row for row in items.rows.itertuples() if row.framework_key == MECHANISM]
    if not forms:
        return ""
    sources = [source for source in items.sources if source.key in {row.source_key for row in forms}]
    lines = "".join(
        f"<li><b>{esc(said(row, 'name', language))}</b><p>{esc(said(row, 'note', language))}</p></li>" for row in forms
    )
    title = text("What is measured of each form of mobility, and what is not", language)
    lead = text("The meeting of the regional consultation framework in Gao names six forms of mobility.", language)
    return (
        f'<section class="ruled"><h2>{esc(title)}</h2><p>{esc(lead)}</p><ul class="plain-lines">{lines}</ul>'
        f"{citing.button(sources, language)}</section>"
    )
