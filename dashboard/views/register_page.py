"""A page of monthly registers: its filters, what they leave, its pictures, and what stands in before any came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dashboard.pictures.filters import unknown
from dashboard.pictures.registers import Choice, Subject, chosen
from dashboard.provenance import Reading
from dashboard.texts import Language
from dashboard.views import register_filters, small_counts
from dashboard.views.fetch import card_of, fetch
from dashboard.views.link_values import Carried
from dashboard.views.picture import Card, side_by_side, slots
from dashboard.views.shown import Query, Shown


@dataclass(frozen=True)
class RegisterPage:
    """`finding` is the top of the page and what stands above its pictures; `without` is the page before any register.

    `alone` counts the first pictures, which have the whole width; the others stand two by two.
    """

    subject: Subject
    finding: Callable[[Choice, Reading, Language], Shown]
    without: Callable[[Reading, Language], Shown]
    alone: int = 0

    def page(self, carried: Carried, query: Query) -> Shown:
        """What the page says and shows for the values of a link."""
        offered = self.subject.offer(fetch, carried.reading, carried.language, query)
        if not offered:
            return self.without(carried.reading, carried.language)
        dropped = unknown(offered, query, self.subject.filters)
        kept = {name: value for name, value in query.items() if name not in dropped}
        filters = register_filters.line(self.subject.page, offered, carried, kept)
        shown = _shown(self, chosen(offered, kept), carried)
        protected = small_counts.rounded(self.subject.page, carried)
        return replace(shown, parts=(filters, *shown.parts, protected), dropped=dropped)


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
