"""The frameworks page: the matrix as links, the activities behind a cell, and one card a system."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dashboard.charts import frameworks as charts
from dashboard.charts.forms import matrix as matrix_form
from dashboard.charts.frameworks import before_colon, short_name
from dashboard.provenance import Source, Sourced
from dashboard.queries import frameworks as queries
from dashboard.texts import Language, join, number, said, sentence_case, text
from dashboard.views import citing
from dashboard.views.activities import state
from dashboard.views.fetch import drawn, fetch, kept
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.picture import Card
from dashboard.views.shown import Query, Shown, chosen, unknown

KINDS = {
    "roadmap": "Roadmap", "plan": "Plan", "mechanism": "Coordination mechanism", "convention": "Agreement",
    "policy": "Policy", "programme": "Programme", "institution": "Institution", "international": "International text",
}  # fmt: skip
FOLDED = ("international",)
"""Kinds whose items are many and known elsewhere: the served ones are shown, the others open on demand."""
SHOWN = 6


def page(carried: Carried, query: Query) -> Shown:
    """The matrix, what the link opens of it, then a card for each text and mechanism."""
    language, reading = carried.language, carried.reading
    systems, cells, items, served = (
        fetch(ask, reading=reading) for ask in (queries.frameworks, queries.matrix, queries.items, queries.served)
    )
    known = {
        "priority": {str(number) for number in cells.rows["priority_number"]},
        "framework": set(systems.rows["framework_key"]),
    }
    priority, framework = (chosen(query, name, values) for name, values in known.items())
    return Shown(
        sentence(items, language),
        lead(systems, cells, language),
        (commitments(cells, systems, served, carried, priority, framework), kept(cards, systems, carried)),
        cells.is_demonstration,
        unknown(query, known),
    )


def sentence(items: Sourced, language: Language) -> str:
    """How many commitments are served by at least one activity."""
    served = sum(count > 0 for count in items.rows["activities"])
    if not served:
        return text("No activity is linked to a commitment yet", language) + "."
    words = "{served} of the {all} axes, aims and steps have at least one activity."
    return text(words, language, served=served, all=len(items.rows))


def lead(systems: Sourced, cells: Sourced, language: Language) -> str:
    words = text("{count} texts and mechanisms that the founding articles name.", language, count=len(systems.rows))
    if not any(cells.rows["activities"]):
        later = "Below, what each text commits to. Activities will be linked once both sides have entered them."
        return f"{words} {text(later, language)}"
    unserved = _never_served(cells, language)
    return f"{words} {text('Served by none: {names}.', language, names=unserved)}" if unserved else words


def _never_served(cells: Sourced, language: Language) -> str:
    totals: dict[str, int] = defaultdict(int)
    for name, count in zip(cells.rows[f"framework_{language}"], cells.rows["activities"], strict=True):
        totals[before_colon(name)] += count or 0
    return join([name for name, total in totals.items() if not total], language)


def commitments(
    cells: Sourced, systems: Sourced, served: Sourced, carried: Carried, priority: str | None, framework: str | None
) -> str:
    """The matrix and what the link opens of it: under the drawing, and before the list on a phone."""
    here = f'href="{esc(link("frameworks", carried.query(priority=priority, framework=framework)))}"'
    html = kept(matrix, cells, carried).html.replace(f"<a data-go {here}", f'<a data-go aria-current="true" {here}')
    body = opened(served, systems, cells, carried, priority, framework)
    return f'<div class="commitments">{html}{body}</div>'


def matrix(cells: Sourced, carried: Carried) -> Card:
    """The drawing with a link over each square; on a phone, the same as a list. Nothing when nothing is linked."""
    if not any(cells.rows["activities"]):
        return Card("")
    over = cell_links(cells, carried)
    drawing = drawn(charts.matrix, cells, carried.language, interactive=False, over=over)
    return Card(f'<div class="matrix">{drawing.html}{cell_list(cells, carried)}</div>')


def cell_links(cells: Sourced, carried: Carried) -> str:
    """Links laid over the squares, in shares of the wide drawing so that they follow it as it is scaled."""
    rows = list(cells.rows.itertuples())
    columns = list(dict.fromkeys(row.framework_key for row in rows))
    numbers = list(dict.fromkeys(row.priority_number for row in rows))
    items = "".join(
        f'<li style="{_box(place % len(columns), place // len(columns), len(columns), len(numbers))}">'
        f"{_cell_link(row, carried)}</li>"
        for place, row in enumerate(rows)
        if row.activities
    )
    name = text("Activities of a cell", carried.language)
    return f'<nav class="cell-links" aria-label="{esc(name)}"><ul>{items}</ul></nav>'


def _box(column: int, row: int, columns: int, rows: int) -> str:
    left, each = 100 * matrix_form.LABEL_SHARE, 100 * (1 - matrix_form.LABEL_SHARE) / columns
    height = matrix_form.HEAD + matrix_form.STEP * rows
    top, tall = 100 * matrix_form.HEAD / height, 100 * matrix_form.STEP / height
    return f"left:{left + column * each:.2f}%;top:{top + row * tall:.2f}%;width:{each:.2f}%;height:{tall:.2f}%"


def _cell_link(row: Any, carried: Carried) -> str:
    language = carried.language
    words = _cell_words(row, language)
    address = link("frameworks", carried.query(priority=row.priority_number, framework=row.framework_key))
    return f'<a data-go href="{esc(address)}" aria-label="{esc(words)}" title="{esc(words)}"></a>'


def _cell_words(row: Any, language: Language) -> str:
    many = text("{count} activity", "{count} activities", language=language, count=row.activities)
    name = f"{row.priority_number}. {said(row, 'priority', language)}"
    return f"{name} – {short_name(row, language)}{text(': ', language)}{many}"


def cell_list(cells: Sourced, carried: Carried) -> str:
    """The same cells for a phone: priorities, each with what it serves."""
    language = carried.language
    by_priority: dict[int, list[Any]] = defaultdict(list)
    for cell in cells.rows.itertuples():
        by_priority[cell.priority_number].append(cell)
    items = "".join(_priority_cells(found, carried) for found in by_priority.values())
    name = text("Commitments served, by priority", language)
    return f'<nav class="cell-list" aria-label="{esc(name)}"><ul>{items}</ul></nav>'


def _priority_cells(cells: list[Any], carried: Carried) -> str:
    language, first = carried.language, cells[0]
    rows = "".join(_listed_cell(cell, carried) for cell in cells if cell.activities)
    nothing = text("no activity on record" if first.activities is None else "serves none of them", language)
    body = rows or f"<small>{esc(nothing)}</small>"
    return f"<li><b>{first.priority_number}. {esc(said(first, 'priority', language))}</b><div>{body}</div></li>"


def _listed_cell(cell: Any, carried: Carried) -> str:
    address = link("frameworks", carried.query(priority=cell.priority_number, framework=cell.framework_key))
    name = short_name(cell, carried.language)
    return f'<a data-go href="{esc(address)}"><span>{esc(name)}</span><b>{cell.activities}</b></a>'


def opened(
    served: Sourced, systems: Sourced, cells: Sourced, carried: Carried, priority: str | None, framework: str | None
) -> str:
    """The activities of the cell, row or column that the link names; each once, with the items it serves."""
    if priority is None and framework is None:
        return ""
    language = carried.language
    found: dict[str, list[Any]] = {}
    for row in served.rows.itertuples():
        if priority in (None, str(row.priority_number)) and framework in (None, row.framework_key):
            found.setdefault(row.activity_key, []).append(row)
    items = "".join(_opened_item(rows, carried, with_framework=framework is None) for rows in found.values())
    many = text("{count} activity", "{count} activities", language=language, count=len(found))
    close = go(link("frameworks", carried.query()), text("Close", language), css="chip")
    body = f"<ul>{items}</ul>" if found else f"<p>{esc(text('No activity serves it.', language))}</p>"
    title = _opened_title(systems, cells, language, priority, framework)
    return (
        f'<section class="opened" id="opened"><div class="opened-head"><h2>{esc(title)} <small>{esc(many)}</small></h2>'
        f"{close}</div>{body}</section>"
    )


def _opened_title(
    systems: Sourced, cells: Sourced, language: Language, priority: str | None, framework: str | None
) -> str:
    rows = {str(row.priority_number): row for row in cells.rows.itertuples()}
    names = {row.framework_key: before_colon(said(row, "name", language)) for row in systems.rows.itertuples()}
    parts = [f"{priority}. {said(rows[priority], 'priority', language)}"] if priority else []
    return " → ".join([*parts, names[framework]] if framework else parts)


def _opened_item(rows: list[Any], carried: Carried, *, with_framework: bool) -> str:
    language, first = carried.language, rows[0]
    by_framework: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_framework[before_colon(said(row, "framework", language))].append(before_colon(said(row, "item", language)))
    names = [
        (f"{name} ({', '.join(items)})" if with_framework else ", ".join(items)) for name, items in by_framework.items()
    ]
    address = link("roadmap", carried.query(priority=first.priority_number))
    under = text("Priority {number} · {items}", language, number=first.priority_number, items=", ".join(names))
    return (
        f"<li><span>{go(address, said(first, 'title', language))}<small>{esc(under)}</small></span>"
        f"{state(first, language)}</li>"
    )


def cards(systems: Sourced, carried: Carried) -> Card:
    """One card for each system that the texts name, after an index of their names."""
    language, reading = carried.language, carried.reading
    items, served, indicators = (
        fetch(ask, reading=reading) for ask in (queries.items, queries.served, queries.indicators)
    )
    by_key = {source.key: source for source in (*systems.sources, *items.sources)}
    of_items, of_served, of_indicators = (_by_framework(data) for data in (items, served, indicators))
    body = "".join(
        _card(row, of_items[row.framework_key], of_served[row.framework_key], of_indicators[row.framework_key], by_key,
              carried)
        for row in systems.rows.itertuples()
    )  # fmt: skip
    title = text("What each text is, and what it commits to", language)
    index = "".join(
        f'<li><a href="#{esc(row.framework_key)}">{esc(before_colon(said(row, "name", language)))}</a></li>'
        for row in systems.rows.itertuples()
    )
    head = f'<h2>{esc(title)}</h2><nav class="index" aria-label="{esc(title)}"><ul>{index}</ul></nav>'
    return Card(f'<section class="systems">{head}<div class="system-cards">{body}</div></section>')


def _by_framework(data: Sourced) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in data.rows.itertuples():
        rows[row.framework_key].append(row)
    return rows


def _card(
    row: Any, items: list[Any], served: list[Any], indicators: list[Any], sources: dict[str, Source], carried: Carried
) -> str:
    language = carried.language
    quote = f'<blockquote lang="fr">«&nbsp;{esc(row.quote)}&nbsp;»</blockquote>' if row.quote else ""
    used = [sources[key] for key in dict.fromkeys([row.source_key, *(item.source_key for item in items)])]
    return (
        f'<article class="system" id="{esc(row.framework_key)}">{_name(row, language)}{_date(row, language)}'
        f"<p>{esc(said(row, 'what', language))}</p>"
        f"{_labelled('Commits to', said(row, 'commits', language), language)}{_items(row, items, carried)}"
        f"{_serving(row, served, carried)}{_indicators(indicators, carried)}"
        f"{_labelled('Not known', said(row, 'unknown', language), language, css='unknown')}"
        f"{citing.button(used, language, inside=quote)}</article>"
    )


def _name(row: Any, language: Language) -> str:
    """The acronym is shown in French, the language that printed it, unless the name already holds it."""
    name = said(row, "name", language)
    acronym = f" ({row.acronym})" if language == "fr" and row.acronym and row.acronym not in name else ""
    return f'<p class="kicker">{esc(text(KINDS[row.kind], language))}</p><h3>{esc(name + acronym)}</h3>'


def _date(row: Any, language: Language) -> str:
    words = said(row, "date", language)
    doubt = "" if row.date_status == "printed" else " doubt"
    return f'<p class="dated{doubt}">{esc(words)}</p>' if words else ""


def _labelled(label: str, words: str, language: Language, *, css: str = "") -> str:
    if not words:
        return ""
    named = text(label, language) + text(": ", language)
    return f'<p class="labelled {css}"><b>{esc(named)}</b>{esc(sentence_case(words))}</p>'


def _items(row: Any, items: list[Any], carried: Carried) -> str:
    """The axes, aims or steps; of the long international lists, those served by their number, the rest on demand."""
    if not items:
        return ""
    language = carried.language
    if row.kind not in FOLDED:
        return f'<ul class="items">{"".join(_item(item, language) for item in items)}</ul>'
    served = [item for item in items if item.activities]
    summary = text("The whole list ({count})", language, count=len(items))
    chips = "".join(f"<li>{esc(_counted_item(item, language))}</li>" for item in served)
    unit = text("Activities", language) + text(": ", language)
    shown = f'<ul class="counted"><li><b>{esc(unit)}</b></li>{chips}</ul>' if served else ""
    every = "".join(_item(item, language) for item in items)
    return (
        f'{shown}<details id="items-{esc(row.framework_key)}"><summary>{esc(summary)}</summary>'
        f'<ul class="items">{every}</ul></details>'
    )


def _counted_item(item: Any, language: Language) -> str:
    return f"{before_colon(said(item, 'name', language))} ({number(item.activities, language)})"


def _item(item: Any, language: Language) -> str:
    note = said(item, "note", language)
    many = text("{count} activity", "{count} activities", language=language, count=item.activities)
    count = f" <b>{esc(many)}</b>" if item.activities else ""
    return f"<li>{esc(said(item, 'name', language))}{count}{f'<small>{esc(note)}</small>' if note else ''}</li>"


def _serving(row: Any, served: list[Any], carried: Carried) -> str:
    """The activities that serve the system, as links; many open on demand. The roadmap is its own activities."""
    language = carried.language
    if row.kind == "roadmap":
        return f"<p>{go(link('roadmap', carried.query()), text('All the activities of the roadmap', language))}</p>"
    titles = {link_.activity_key: link_ for link_ in served}
    if not titles:
        return _labelled("Served by", text("no activity linked so far.", language), language)
    entries = [
        f"<li>{go(link('roadmap', carried.query(priority=each.priority_number)), said(each, 'title', language))}</li>"
        for each in titles.values()
    ]
    words = text("Served by {count} activity", "Served by {count} activities", language=language, count=len(entries))
    if len(entries) <= SHOWN:
        return f'<p class="labelled"><b>{esc(words)}</b></p><ul class="serving">{"".join(entries)}</ul>'
    return (
        f'<details id="serving-{esc(row.framework_key)}"><summary>{esc(words)}</summary>'
        f'<ul class="serving">{"".join(entries)}</ul></details>'
    )


def _indicators(indicators: list[Any], carried: Carried) -> str:
    if not indicators:
        return ""
    language = carried.language
    names = [said(row, "name", language) for row in indicators]
    address = link("sources", carried.query())
    entries = "".join(f"<li>{go(address, name)}</li>" for name in names)
    summary = text("{count} indicator", "{count} indicators", language=language, count=len(names))
    return (
        f'<details id="indicators-{esc(indicators[0].framework_key)}"><summary>{esc(summary)}</summary>'
        f'<ul class="serving">{entries}</ul></details>'
    )
