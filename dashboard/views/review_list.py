"""Every joint review that a reader may open, newest first, and the decisions that are still to be followed up."""

from __future__ import annotations

from typing import Any

from dashboard.actors import Actor
from dashboard.charts import headlines
from dashboard.charts.headlines import State
from dashboard.exports.document import Table
from dashboard.provenance import Sourced
from dashboard.queries import reviews
from dashboard.texts import Language, date, said, text
from dashboard.texts.organisations import known_as
from dashboard.views import document, forms, review_entering
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go
from dashboard.views.review_outcomes import MARKS, outcomes
from dashboard.views.review_seen import address, is_editor
from dashboard.views.shown import Shown

Row = Any


def page(held: Sourced, reader: Actor | None, carried: Carried, dropped: tuple[str, ...]) -> Shown:
    language, edits = carried.language, is_editor(reader) and carried.reading.as_of is None
    signed = [row for row in held.rows.itertuples() if row.status == "signed"]
    opened = {row.number for row in held.rows.itertuples() if row.status == "signed" or edits}
    decided = _of(fetch(reviews.decisions, reading=carried.reading), opened)
    own = _under_way(held, carried) if edits else ""
    waiting, past = follow_up(decided, language), _signed(signed, decided, carried)
    is_pressing = any(row.is_overdue for row in decided.rows.itertuples())
    parts = (own, waiting, past) if is_pressing else (own, past, waiting)
    is_demonstration = held.is_demonstration or decided.is_demonstration
    told = _sentence(signed, language), _lead(held, language)
    return Shown(*told, parts, is_demonstration, dropped, is_personal=edits)


def _under_way(held: Sourced, carried: Carried) -> str:
    """For editors: reviews that are prepared or held, and the form that announces another."""
    language = carried.language
    rows = [row for row in held.rows.itertuples() if row.status != "signed"]
    items = "".join(_open_item(row, carried) for row in rows)
    title = text("Announce a review", language)
    form = (
        f'<details class="change" id="new-review" data-close><summary>{esc(title)}</summary>'
        f"{review_entering.announcing(carried)}</details>"
    )
    head = esc(text("In preparation or being held", language))
    inside = f'<h2>{head}</h2><ol class="reviews">{items}</ol>{form}'
    return forms.section(language, f'<section class="under-way">{inside}</section>')


def _open_item(row: Row, carried: Carried) -> str:
    language, is_held = carried.language, row.status == "held"
    words = text("Write down and sign", language) if is_held else text("Prepare it", language)
    state = text("being held", language) if is_held else text("planned", language)
    return (
        f'<li class="review-item"><p class="when"><b>{esc(date(row.held_on, language))}</b> {esc(row.place)}</p>'
        f"<div><h3>{go(address(carried, row.number), said(row, 'title', language))} <small>{esc(state)}</small></h3>"
        f'<p class="ways">{go(address(carried, row.number), words)}</p></div></li>'
    )


def _of(decided: Sourced, opened: set[int]) -> Sourced:
    """What a review decides that is not signed yet is for those who may open it."""
    rows = decided.rows
    return decided.with_rows(rows[rows["review_number"].isin(opened)])


def _sentence(signed: list[Row], language: Language) -> str:
    if not signed:
        return text("No joint review is signed yet", language)
    one, many = "{count} joint review signed by both sides", "{count} joint reviews signed by both sides"
    return text(one, many, language=language, count=len(signed))


def _lead(held: Sourced, language: Language) -> str:
    ahead = headlines.next_review(held, language)
    if not ahead:
        return headlines.no_next_review(language)
    return text("Next joint review: {when}.", language, when=ahead)


def _signed(signed: list[Row], decided: Sourced, carried: Carried) -> str:
    """Newest first, each with the one before it."""
    before: list[Row | None] = [None, *signed]
    items = "".join(
        _item(row, earlier, decided, carried) for row, earlier in reversed(list(zip(signed, before, strict=False)))
    )
    return f'<ol class="reviews">{items}</ol>' if items else ""


def _item(row: Row, earlier: Row | None, decided: Sourced, carried: Carried) -> str:
    language = carried.language
    links = [go(address(carried, row.number), text("Open as it was signed", language))]
    if earlier is not None:
        words = text("What changed since the review of {day}", language, day=earlier.held_on)
        links.append(go(address(carried, row.number, since=earlier.number), words))
    summary = said(row, "summary", language)
    return (
        f'<li class="review-item"><p class="when"><b>{esc(date(row.held_on, language))}</b> {esc(row.place)}</p>'
        f"<div><h2>{go(address(carried, row.number), said(row, 'title', language))}</h2>"
        f"{f'<p>{esc(summary)}</p>' if summary else ''}"
        f"{outcomes(headlines.decided(decided, row.number, language), language)}"
        f'<p class="ways">{"".join(links)}</p></div></li>'
    )


def follow_up(decided: Sourced, language: Language) -> str:
    """What no review has told the outcome of, the longest overdue first."""
    waiting = [row for row in decided.rows.itertuples() if row.outcome is None]
    waiting.sort(key=lambda row: (row.due_on, row.review_number, row.number))
    title = text("Decisions to follow up", language)
    if not waiting:
        nothing = text("No decision is waiting to be carried out.", language)
        return f'<section class="written" id="follow-up"><h2>{esc(title)}</h2><p>{esc(nothing)}</p></section>'
    head = tuple(text(words, language) for words in ("No.", "Decision", "Owner", "Due date", "Follow-up"))
    block = Table(head, tuple(_waiting(row, language) for row in waiting), (8, 46, 14, 14, 18))
    told = document.table(block, title, language)
    return f'<section class="written" id="follow-up"><h2>{esc(title)}</h2>{told}</section>'


def _waiting(row: Row, language: Language) -> tuple[str, ...]:
    state: State = "overdue" if row.is_overdue else "open"
    owner = known_as((row.owner_acronym, row.owner_fr, row.owner_en), language)
    return (
        f"{row.review_number}.{row.number}", said(row, "text", language), owner, date(row.due_on, language, "short"),
        f"{MARKS[state]} {headlines.state_word(state, language)}",
    )  # fmt: skip
