"""The first screen, as HTML made on the server: the page and its first paint show the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboard.charts import returns as returns_charts
from dashboard.charts import roadmap as roadmap_charts
from dashboard.provenance import Reading, Sourced
from dashboard.queries import figures, returns, reviews, roadmap
from dashboard.texts import Language, date, number, percent, said, signed, text
from dashboard.views.activities import known_as
from dashboard.views.fetch import drawn, fetch, kept
from dashboard.views.figure_cards import figure_cards
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.picture import Card

CARDS = ("S001", "S003", "S006", "S007", "S005", "S008")
ROADMAP_YEAR = 2026
SHOWN_LATE = 4


@dataclass(frozen=True)
class Summary:
    """What the page says and shows; `is_demonstration` when any row of it is."""

    sentence: str
    lead: str
    parts: tuple[Card | str, ...]
    is_demonstration: bool


def summary(carried: Carried) -> Summary:
    """Everything the first screen holds, for a language and a reading; page and first paint share it."""
    return kept(_summary, fetch(roadmap.priorities, reading=carried.reading), carried)


def _summary(priorities: Sourced, carried: Carried) -> Summary:
    language, reading = carried.language, carried.reading
    activities: Sourced = fetch(roadmap.activities, reading=reading)
    held: Sourced = fetch(reviews.reviews, reading=reading)
    side = (
        _late(activities, carried)
        + _since_last_review(activities, held, carried)
        + _next_review(held, language, reading)
    )
    bars = drawn(roadmap_charts.by_priority, priorities, language, slot="main", interactive=False,
                 over=_rows_to_roadmap(priorities, carried))  # fmt: skip
    progress = f'<div class="main-and-side"><div>{bars.html}</div><aside>{side}</aside></div>'
    against: Sourced = fetch(returns.against_reintegration, reading=reading)
    stated: Sourced = fetch(figures.figures, reading=reading, keys=CARDS)
    parts: list[Card | str] = [progress, _cards(stated, language)]
    if not against.is_empty:
        parts.append(drawn(returns_charts.against_reintegration, against, language, interactive=False))
    return Summary(
        roadmap_charts.finding(priorities, language),
        _lead(activities, reading.day, language),
        tuple(parts),
        any(data.is_demonstration for data in (priorities, activities, held, against)),
    )


def _lead(activities: Sourced, day: dt.date, language: Language) -> str:
    if activities.is_empty:
        sentence = (
            "The public texts announce nine priorities for 2026; they give no target, owner, date or budget. "
            "Activities will appear here once both sides have entered them."
        )
        return text(sentence, language)
    elapsed = min(max((day - dt.date(ROADMAP_YEAR, 1, 1)).days + 1, 0) / 365, 1)
    accepted = sum(row.actual_pct is not None for row in activities.rows.itertuples())
    return text(
        "{elapsed} of 2026 has elapsed; {accepted} of {all} activities have progress accepted by both sides.",
        language, elapsed=percent(100 * elapsed, language), accepted=accepted, all=len(activities.rows),
    )  # fmt: skip


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
    """What is late, by name: the longest overdue first, with owner and days."""
    language = carried.language
    late = [row for row in activities.rows.itertuples() if row.status == "late" or row.days_late]
    late.sort(key=lambda row: (-(row.days_late or 0), (row.actual_pct or 0) - row.planned_pct))
    title = f"<h2>{esc(text('What is late', language))}</h2>"
    if activities.is_empty:
        return ""
    if not late:
        nothing = text("No activity is past its date or far behind its plan.", language)
        return f'<section class="side-block">{title}<p>{esc(nothing)}</p></section>'
    items = "".join(_late_item(row, carried) for row in late[:SHOWN_LATE])
    more = len(late) - SHOWN_LATE
    others = text("and {count} other", "and {count} others", language=language, count=more)
    rest = f"<p>{go(link('roadmap', carried.query()), others)}</p>" if more > 0 else ""
    return f'<section class="side-block">{title}<ul class="late">{items}</ul>{rest}</section>'


def _late_item(row: Any, carried: Carried) -> str:
    language = carried.language
    name = said(row, "title", language)
    owner = known_as((row.owner_acronym, row.owner_fr, row.owner_en), language)
    under = text("Priority {number} · {owner}", language, number=row.priority_number, owner=owner)
    if row.status == "not_reported":
        under += " · " + text("past its date, not reported", language)
    if row.days_late:
        much = text("{count} day", "{count} days", language=language, count=row.days_late)
    else:
        much = text("{points} points", language, points=signed(round(row.actual_pct - row.planned_pct), language))
    address = link("roadmap", carried.query(priority=row.priority_number))
    return f"<li><span>{go(address, name)}<small>{esc(under)}</small></span><b>{esc(much)}</b></li>"


def _since_last_review(activities: Sourced, held: Sourced, carried: Carried) -> str:
    """What moved since the last review: mean progress, activities done, decisions kept."""
    language, reading = carried.language, carried.reading
    past = [row for row in held.rows.itertuples() if row.held_on <= reading.day and row.status != "planned"]
    if not past:
        return ""
    last = past[-1]
    before: Sourced = fetch(roadmap.activities, reading=Reading(last.held_on, reading.scope))
    decided: Sourced = fetch(reviews.decisions, reading=reading)
    of_last = [row for row in decided.rows.itertuples() if row.review_number == last.number]
    kept = sum(row.outcome == "kept" for row in of_last)
    done = _done(activities) - _done(before)
    moved = round(_mean(activities) - _mean(before))
    overdue = sum(row.is_overdue for row in decided.rows.itertuples())
    pairs = [
        (text("Average progress", language), text("{points} points", language, points=signed(moved, language))),
        (text("Activities done", language), signed(done, language)),
        (text("Decisions carried out", language), text("{kept} of {all}", language, kept=kept, all=len(of_last))),
        (text("Decisions overdue, all reviews", language), number(overdue, language)),
    ]
    rows = "".join(f"<li><span>{esc(words)}</span><b>{esc(value)}</b></li>" for words, value in pairs)
    title = text("Since the review of {day}", language, day=date(last.held_on, language))
    return f'<section class="side-block"><h2>{esc(title)}</h2><ul class="changes">{rows}</ul></section>'


def _mean(activities: Sourced) -> float:
    rows = [row for row in activities.rows.itertuples() if row.actual_pct is not None]
    weight = sum(row.weight for row in rows)
    return sum(row.weight * row.actual_pct for row in rows) / weight if weight else 0.0


def _done(activities: Sourced) -> int:
    return sum(row.status == "done" for row in activities.rows.itertuples())


def _next_review(held: Sourced, language: Language, reading: Reading) -> str:
    ahead = [row for row in held.rows.itertuples() if row.held_on > reading.day]
    if not ahead:
        words = text("No date is set for the next joint review.", language)
        return f'<section class="side-block next-review"><p>{esc(words)}</p></section>'
    first = ahead[0]
    return (
        f'<section class="side-block next-review"><h2>{esc(text("Next joint review", language))}</h2>'
        f"<p>{esc(date(first.held_on, language, 'weekday'))}, {esc(first.place)}</p></section>"
    )


def _cards(stated: Sourced, language: Language) -> str:
    """Six figures with their qualifier, the words as printed, and the source one tap away."""
    if stated.is_empty:
        return ""
    title = text("2025 results", language)
    lead = text("stated by IOM Mali at the review of 12 February 2026, in the words that L’Essor printed", language)
    return (
        f'<section class="stated"><h2>{esc(title)} <small>{esc(lead)}</small></h2>'
        f"{figure_cards(stated, language)}</section>"
    )
