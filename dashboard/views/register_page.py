"""A page of monthly registers: its filters, what they leave, its pictures, and what stands in before any came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.pictures.filters import unknown
from dashboard.pictures.registers import Choice, Subject, chosen
from dashboard.provenance import Reading
from dashboard.texts import Language
from dashboard.views import frame, identity, register_filters
from dashboard.views.fetch import card_of, fetch, refresh
from dashboard.views.link_values import Carried
from dashboard.views.picture import Card, side_by_side, slots
from dashboard.views.shown import Query, Shown


@dataclass(frozen=True)
class RegisterPage:
    """`finding` is the top of the page and what stands above its pictures; `without` is the page before any register.

    `alone` counts the first pictures, which have the whole width; the others stand two by two. `below` draws what
    needs widgets.
    """

    subject: Subject
    finding: Callable[[Choice, Reading, Language], Shown]
    without: Callable[[Reading, Language], Shown]
    alone: int = 0
    below: Callable[[Choice, Reading, Language], None] | None = None


def show(page: RegisterPage, carried: Carried) -> None:
    """The whole page, filters included."""
    if page.subject.offer(fetch, carried.reading, carried.language, {}):
        _answer(page, carried)
    else:
        frame.whole(page.subject.page, page.without(carried.reading, carried.language))


def read(page: RegisterPage, carried: Carried, query: Query) -> Shown:
    """What the page says and shows for the values of a link, without its filters."""
    offered = page.subject.offer(fetch, carried.reading, carried.language, query)
    if not offered:
        return page.without(carried.reading, carried.language)
    dropped = unknown(offered, query, page.subject.filters)
    return replace(_shown(page, chosen(offered, query), carried), dropped=dropped)


@st.fragment
def _answer(page: RegisterPage, carried: Carried) -> None:
    """The page for the filters in force; a filter runs this alone."""
    refresh()  # so that what the other side wrote is seen at the next click
    identity.check_again()
    top = st.container()
    choice = register_filters.choose(page.subject, carried.reading, carried.language)
    if choice is None:  # the registers were taken out since the page was opened
        st.rerun()
    shown = _shown(page, choice, carried)
    with top:
        _title(page, shown)
    frame.show(*shown.parts, key=f"{page.subject.page}.pictures")
    if page.below:
        page.below(choice, carried.reading, carried.language)


def _shown(page: RegisterPage, choice: Choice, carried: Carried) -> Shown:
    top = page.finding(choice, carried.reading, carried.language)
    return replace(top, parts=(*top.parts, *_cards(page, choice, carried)))


def _cards(page: RegisterPage, choice: Choice, carried: Carried) -> Iterator[Card]:
    """Those of the page’s pictures of which the choice leaves something to draw."""
    subject, language = page.subject, carried.language
    every = (subject.drawing(name, fetch, carried.reading, language, choice) for name in subject.shown(choice))
    drawings = [drawing for drawing in every if not drawing.missing]
    yield from (card_of(drawing, language) for drawing in drawings[: page.alone])
    rest = drawings[page.alone :]
    halves = [card_of(drawing, language, slot=slot) for drawing, slot in zip(rest, slots(len(rest)), strict=True)]
    yield from (side_by_side(*halves[place : place + 2]) for place in range(0, len(halves), 2))


def _title(page: RegisterPage, shown: Shown) -> None:
    frame.title(page.subject.page, shown.sentence, shown.lead, demonstration=shown.is_demonstration)
