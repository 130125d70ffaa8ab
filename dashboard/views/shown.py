"""What a page says and shows for a link: the page's script places it, the first paint of its address writes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dashboard.pictures.filters import Link as Query
from dashboard.views.picture import Card

__all__ = ["Query", "Shown", "chosen", "unknown"]


@dataclass(frozen=True)
class Shown:
    """`sentence` is what the data say; `dropped` names the link values that meant nothing to the page.

    `is_personal`: made for who is signed in, so that the first paint of the address, which is anybody's, is another.
    """

    sentence: str
    lead: str
    parts: tuple[Card | str, ...]
    is_demonstration: bool
    dropped: tuple[str, ...] = ()
    is_personal: bool = False

    @property
    def html(self) -> str:
        return "".join(part.html if isinstance(part, Card) else part for part in self.parts)


def chosen(query: Query, name: str, known: Collection[str]) -> str | None:
    """The value of the link if it is known."""
    asked = query.get(name)
    return asked if asked in known else None


def unknown(query: Query, known: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The names in the link whose value is none of those known."""
    return tuple(name for name, values in known.items() if query.get(name) and query[name] not in values)
