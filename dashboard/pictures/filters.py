"""Link values read without a page: which ones are known, in which words, and what stands where none is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.texts import Language, month, text

Link = Mapping[str, str]
LATEST_MONTHS = 12


@dataclass(frozen=True)
class Filter:
    """One link value. `options` are its known values with their words; `everything` words no choice at all.

    A value that is not known, or not there, is the `default`; an empty one means everything.
    """

    name: str
    label: str
    options: Mapping[str, str]
    default: str = ""
    everything: str = ""

    def value(self, link: Link) -> str:
        asked = link.get(self.name) or self.default
        return asked if asked in self.options else self.default

    def told(self, link: Link) -> str:
        """The words of the value in force, nothing for everything."""
        return self.options.get(self.value(link), "")


def values(filters: Sequence[Filter], link: Link) -> dict[str, str]:
    """Every filter's value in force."""
    return {one.name: one.value(link) for one in filters}


def unknown(filters: Sequence[Filter], link: Link, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Which link values mean nothing here: not an option, or, among `names`, of a filter not offered now."""
    options = {one.name: one.options for one in filters}
    every = dict.fromkeys((*names, *options))
    return tuple(name for name in every if link.get(name) and link[name] not in options.get(name, ()))


def period(calendar: Sequence[int], language: Language, link: Link) -> tuple[Filter, Filter]:
    """`from` and `to`, months as a link writes them (2025-03), both included.

    Without a choice they are the latest twelve months. `from` offers the months up to `to`; when `to` is before those
    twelve, its default is twelve months that end there.
    """
    named = {written(value): month(value, language) for value in calendar}
    last = Filter("to", text("Last month", language), named, default=[*named][-1])
    until = {key: words for key, words in named.items() if key <= last.value(link)}
    start = [*named][-LATEST_MONTHS:][0]
    default = start if start in until else [*until][-LATEST_MONTHS:][0]
    return Filter("from", text("First month", language), until, default=default), last


def written(value: int) -> str:
    """A month as a link writes it: `2025-03`."""
    return f"{value // 100}-{value % 100:02d}"


def month_written(words: str) -> int:
    """The month that `written` wrote."""
    return int(words.replace("-", ""))
