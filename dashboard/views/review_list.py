"""Every joint review that a reader may open, newest first, and the decisions that are still to be followed up."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dashboard.actors import Actor
from dashboard.charts import headlines
from dashboard.charts.headlines import STATES, Decided, State
from dashboard.provenance import Sourced
from dashboard.queries import reviews
from dashboard.texts import Language, date, said, text
from dashboard.texts.organisations import known_as
from dashboard.views.fetch import fetch
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, table
from dashboard.views.review_seen import address
from dashboard.views.shown import Shown

Row = Any
PAINTS: dict[State, str] = {
    "kept": "teal", "missed": "crimson", "changed": "gold_ink", "overdue": "crimson", "open": "muted",
}  # fmt: skip
MARKS: dict[State, str] = {"kept": "●", "missed": "✕", "changed": "◆", "overdue": "▲", "open": "○"}


def page(held: Sourced, _reader: Actor | None, carried: Carried, dropped: tuple[str, ...]) -> Shown:
    language = carried.language
    decided: Sourced = fetch(reviews.decisions, reading=carried.reading)
    signed = [row for row in held.rows.itertuples() if row.status == "signed"]
    parts = (_signed(signed, decided, carried), follow_up(decided, language))
    is_demonstration = held.is_demonstration or decided.is_demonstration
    return Shown(_sentence(signed, language), _lead(held, language), parts, is_demonstration, dropped)


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
    before: list[Row | None] = [None, *signed[:-1]]
    items = "".join(
        _item(row, earlier, decided, carried) for row, earlier in reversed(list(zip(signed, before, strict=True)))
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


def outcomes(decided: list[Decided], language: Language) -> str:
    """`4 décisions : exécutée 3, en retard 1`, each with its mark."""
    if not decided:
        return ""
    counts = Counter(one.state for one in decided)
    total = text("{count} decision", "{count} decisions", language=language, count=len(decided))
    told = "".join(
        f'<span class="t-{PAINTS[state]}">{MARKS[state]} {esc(headlines.state_word(state, language))}'
        f"{esc(text(': ', language))}{counts[state]}</span>"
        for state in STATES
        if counts[state]
    )
    return f'<p class="outcomes"><span>{esc(total)}</span>{told}</p>'


def follow_up(decided: Sourced, language: Language) -> str:
    """What no review has told the outcome of, the longest overdue first."""
    waiting = [row for row in decided.rows.itertuples() if row.outcome is None]
    waiting.sort(key=lambda row: (row.due_on, row.review_number, row.number))
    title = text("Decisions to follow up", language)
    if not waiting:
        nothing = text("No decision is waiting to be carried out.", language)
        return f'<section class="written" id="follow-up"><h2>{esc(title)}</h2><p>{esc(nothing)}</p></section>'
    head = [text(words, language) for words in ("No.", "Decision", "Owner", "Due date", "Follow-up")]
    rows = [_waiting(row, language) for row in waiting]
    return (
        f'<section class="written" id="follow-up"><h2>{esc(title)}</h2>'
        f"{table(head, rows, caption=title, language=language)}</section>"
    )


def _waiting(row: Row, language: Language) -> tuple[str, ...]:
    state: State = "overdue" if row.is_overdue else "open"
    owner = known_as((row.owner_acronym, row.owner_fr, row.owner_en), language)
    return (
        f"{row.review_number}.{row.number}", said(row, "text", language), owner, date(row.due_on, language, "short"),
        f"{MARKS[state]} {headlines.state_word(state, language)}",
    )  # fmt: skip
