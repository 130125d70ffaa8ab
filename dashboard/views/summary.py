"""The first screen, as HTML made on the server: the page and its first paint show the same."""

from __future__ import annotations

from dashboard.charts import headlines
from dashboard.charts import roadmap as roadmap_charts
from dashboard.charts.headlines import Late
from dashboard.pictures import summary as pictures
from dashboard.provenance import Reading, Sourced
from dashboard.queries import figures, reviews, roadmap
from dashboard.texts import Language, date, said, text
from dashboard.views.fetch import card_of, fetch, kept
from dashboard.views.figure_cards import figure_cards
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link, nothing_recorded
from dashboard.views.picture import Card, Slot
from dashboard.views.shown import Query, Shown

SHOWN_LATE = 4


def page(carried: Carried, _query: Query) -> Shown:
    """Everything the first screen holds, for a language and a reading."""
    return kept(_summary, fetch(roadmap.priorities, reading=carried.reading), carried)


def _summary(priorities: Sourced, carried: Carried) -> Shown:
    language, reading = carried.language, carried.reading
    activities: Sourced = fetch(roadmap.activities, reading=reading)
    held: Sourced = fetch(reviews.reviews, reading=reading)
    progress = _progress(priorities, activities, held, carried)
    against = pictures.against_reintegration(fetch, reading, language, {})
    stated: Sourced = fetch(figures.figures, reading=reading, keys=headlines.STATED)
    parts: list[Card | str] = [progress, _cards(stated, language)]
    if activities.is_empty:
        parts.reverse()  # the only numbers there are come first
    if not against.missing:
        parts.append(card_of(against, language, interactive=False))
    return Shown(
        roadmap_charts.finding(priorities, language),
        headlines.lead(activities, language),
        tuple(parts),
        any(data.is_demonstration for data in (priorities, activities, held, against.data)),
    )


def _progress(priorities: Sourced, activities: Sourced, held: Sourced, carried: Carried) -> str:
    """The nine bars with what a reader must know beside them; across the page while there is nothing but a date."""
    told = _late(activities, carried) + _since_last_review(activities, held, carried)
    review = _next_review(held, carried.language)
    if not told:
        return f"{_bars(priorities, carried, 'full').html}{review}"
    bars = _bars(priorities, carried, "main").html
    return f'<div class="main-and-side"><div>{bars}</div><aside>{told}{review}</aside></div>'


def _bars(priorities: Sourced, carried: Carried, slot: Slot) -> Card:
    """The nine bars, each a link to its priority."""
    language, reading = carried.language, carried.reading
    if priorities.is_empty:
        return Card(nothing_recorded(reading.day, language))
    drawing, over = pictures.by_priority(fetch, reading, language, {}), _rows_to_roadmap(priorities, carried)
    return card_of(drawing, language, slot=slot, interactive=False, over=over)


def _rows_to_roadmap(priorities: Sourced, carried: Carried) -> str:
    """A link over each row of the picture, for finger, keyboard and screen reader alike."""
    language = carried.language
    links = "".join(
        f'<li><a data-go href="{esc(link("roadmap", carried.query(priority=row.number)))}"'
        f' aria-label="{row.number}. {esc(said(row, "name", language))}"></a></li>'
        for row in priorities.rows.itertuples()
    )
    return f'<nav class="row-links" aria-label="{esc(text("Open a priority", language))}"><ul>{links}</ul></nav>'


def _late(activities: Sourced, carried: Carried) -> str:
    """What is late, by name, with owner and days."""
    language = carried.language
    late = headlines.late(activities, language)
    title = f"<h2>{esc(text('What is late', language))}</h2>"
    if activities.is_empty:
        return ""
    if not late:
        return f'<section class="side-block">{title}<p>{esc(headlines.none_late(language))}</p></section>'
    items = "".join(_late_item(one, carried) for one in late[:SHOWN_LATE])
    more = len(late) - SHOWN_LATE
    others = text("and {count} other", "and {count} others", language=language, count=more)
    rest = f"<p>{go(link('roadmap', carried.query()), others)}</p>" if more > 0 else ""
    return f'<section class="side-block">{title}<ul class="late">{items}</ul>{rest}</section>'


def _late_item(one: Late, carried: Carried) -> str:
    address = link("roadmap", carried.query(priority=one.priority))
    return f"<li><span>{go(address, one.name)}<small>{esc(one.under)}</small></span><b>{esc(one.much)}</b></li>"


def _since_last_review(activities: Sourced, held: Sourced, carried: Carried) -> str:
    """What moved since the last review: mean progress, activities done, decisions kept."""
    language, reading = carried.language, carried.reading
    last = headlines.last_review(held)
    if last is None:
        return ""
    before: Sourced = fetch(roadmap.activities, reading=Reading(last.held_on, reading.scope))
    decided: Sourced = fetch(reviews.decisions, reading=reading)
    pairs = headlines.changes(activities, before, decided, last.number, language)
    rows = "".join(f"<li><span>{esc(words)}</span><b>{esc(value)}</b></li>" for words, value in pairs[:-1])
    overdue, count = pairs[-1]
    rows += f"<li><span>{go(link('review', carried.query()), overdue)}</span><b>{esc(count)}</b></li>"
    title = text("Since the review of {day}", language, day=date(last.held_on, language))
    return f'<section class="side-block"><h2>{esc(title)}</h2><ul class="changes">{rows}</ul></section>'


def _next_review(held: Sourced, language: Language) -> str:
    when = headlines.next_review(held, language)
    if not when:
        words = headlines.no_next_review(language)
        return f'<section class="side-block next-review"><p>{esc(words)}</p></section>'
    return (
        f'<section class="side-block next-review"><h2>{esc(text("Next joint review", language))}</h2>'
        f"<p>{esc(when)}</p></section>"
    )


def _cards(stated: Sourced, language: Language) -> str:
    """Six figures with their qualifier, the words as printed, and the source one tap away."""
    if stated.is_empty:
        return ""
    title = text("2025 results", language)
    return (
        f'<section class="stated"><h2>{esc(title)} <small>{esc(headlines.who_stated(language))}</small></h2>'
        f"{figure_cards(stated, language)}</section>"
    )
