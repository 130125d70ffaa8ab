"""Words of headers, in French and English: names of columns, and the values that stand in headers of wide tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.imports import dates
from dashboard.imports.cells import Fault, folded
from dashboard.imports.header_words import ANYWHERE, BY_LOADS, DETAILS, MEASURES, REGISTERS, SMALL, STATED, TOTALS
from dashboard.imports.known import Known
from dashboard.imports.places import Countries, Territories
from dashboard.imports.understood import Field, Loads
from dashboard.imports.words import CHILDREN, SEXES, age_group

LOADS: Final[tuple[Loads, ...]] = ("cells", "figures", "progress", "activities")
UNITS: Final = re.compile(
    r"[(\[](?:en |in )?(?:personnes?|people|persons|individus|individuals|nombre|nb|number|no|n|%|en %|fcfa|xof|f cfa"
    r"|jj/mm/aaaa|mm/aaaa|aaaa-mm(?:-jj)?|dd/mm/yyyy|mm/yyyy|yyyy-mm(?:-dd)?|f/m|h/f|m/f)[)\]]|\*+$"
)

LANGUAGE: Final = re.compile(r"(?i)[\s_,(\[-]+(?:en |in )?(fr|en|francais|français|french|anglais|english)[)\]]?\s*$")
"""The language of the words in a column, at the end of its header."""

MARKS: Final[dict[Loads, tuple[frozenset[Field], ...]]] = {
    "progress": (frozenset({"activity", "percent"}), frozenset({"title", "percent"})),
    "activities": (
        frozenset({"priority", "title"}), frozenset({"title", "due_on", "owner"}), frozenset({"title", "deliverable"}),
    ),
    "figures": (
        frozenset({"value", "quote"}), frozenset({"value", "qualifier"}), frozenset({"value", "period_start"}),
        frozenset({"value", "value_low"}),
    ),
    "cells": (),
}  # fmt: skip
"""Columns that tell what a table loads; whatever has none of them holds cells of a register."""

YOUNG: Final = {
    "fille": "f", "filles": "f", "girl": "f", "girls": "f", "garcon": "m", "garcons": "m", "boy": "m", "boys": "m",
}  # fmt: skip
PUBLISHED: Final = frozenset(
    [
        "adminlevel",
        "numpresentidpind",
        "reportingdate",
        "iso3coo",
        "iso3coa",
        "ref",
        "idp",
        "asy",
        "iso3",
        "individuals",
    ]
)
"""Columns of published forms, which nobody else names so."""
LONGEST, MOST_WORDS, KEPT = 120, 7, 10_000
FIELD: Final = "field"


def plain(words: str) -> str:
    """Words of a header without case, accents, signs and units."""
    return " ".join(re.sub(r"[^a-z0-9%+<>≥≤°]+", " ", UNITS.sub(" ", folded(words))).split())


def listed(words: str) -> Iterator[str]:
    """The words that are written with semicolons between them."""
    return (plain(each) for each in words.split(";"))


def _table(fields: Mapping[Field, str]) -> dict[str, Field]:
    return {each: name for name, words in fields.items() for each in listed(words) if each}


FIELDS: Final[dict[Loads, dict[str, Field]]] = {
    loads: {
        **{plain(name): name for name in (*ANYWHERE, *BY_LOADS[loads]) if name != "ignored"},
        **_table(ANYWHERE),
        **_table(BY_LOADS[loads]),
    }
    for loads in LOADS
}
TOTAL_WORDS: Final = frozenset(listed(TOTALS))
MEASURE_WORDS: Final = frozenset(listed(MEASURES))
SMALL_WORDS: Final = frozenset(SMALL.split("; "))


@dataclass(frozen=True)
class Said:
    """What the words of a header say of every number under them: `month`, `sex`, `indicator`…; nothing is not enough.

    `is_measure`: they name what is counted (`Nombre`, `Total`), `is_total` that it is all of them together; `faults`
    are parts that a register cannot hold, such as a quarter.
    """

    fixed: Mapping[str, str] = field(default_factory=dict)
    is_measure: bool = False
    is_total: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass
class Lexicon:
    """What headers may name here: columns, and values, indicators and details by their names.

    `own_details`: in a column of details their names mean nothing else, even those that indicators share.
    """

    territories: Territories
    countries: Countries
    indicators: Mapping[str, str]
    details: Mapping[str, str]
    own_details: Mapping[str, str]
    said: dict[str, Said | None] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def field_of(self, words: str, loads: Loads) -> Field | None:
        """By the words as they are, then without what stands in brackets or after a slash of the other language."""
        found = FIELDS[loads].get(plain(words))
        if found:
            return found
        shorter = [
            LANGUAGE.sub(" ", words),
            re.sub(r"[(\[].*?[)\]]", " ", words),
            *re.split(r"\s*[/|\n]\s*|\s+-\s+", words),
        ]
        named = {FIELDS[loads][plain(each)] for each in shorter if plain(each) in FIELDS[loads]}
        return named.pop() if len(named) == 1 else None

    def kind(self, words: str) -> str:
        """`field` when some table may have a column of this name, else what kind of value it is, else nothing."""
        if words not in self.kinds:
            if len(self.kinds) > KEPT:
                self.kinds.clear()
            self.kinds[words] = self._kind(words)
        return self.kinds[words]

    def _kind(self, words: str) -> str:
        if not words or len(words) > LONGEST:
            return ""
        if plain(words) in PUBLISHED or any(self.field_of(words, loads) for loads in LOADS):
            return FIELD
        told = self.told(words)
        if told is None:
            return ""
        return "+".join(sorted(told.fixed)) or "measure"

    def told(self, words: str) -> Said | None:
        """What a header says, when every one of its words is understood."""
        if words not in self.said:
            if len(self.said) > KEPT:
                self.said.clear()
            self.said[words] = self._told(words) if len(words) <= LONGEST else None
        return self.said[words]

    def _told(self, words: str) -> Said | None:
        whole = self._piece(words)
        if whole:
            return _together([whole])
        signs = [sign for sign in re.split(r"[\s(),;:|/]+", folded(words)) if sign.strip("-–—.*")]
        found: list[tuple[str, str | Fault]] = []
        place = 0
        while place < len(signs):
            ends = range(min(len(signs), place + MOST_WORDS), place, -1)
            end = next((end for end in ends if self._piece(" ".join(signs[place:end]))), None)
            if end is None and signs[place] not in SMALL_WORDS:
                return None
            if end is not None:
                found.append(self._piece(" ".join(signs[place:end])) or ("", ""))
            place = end or place + 1
        return _together(found) if found else None

    def _piece(self, words: str) -> tuple[str, str | Fault] | None:
        """One thing that a header may say, and its value."""
        short = plain(words)
        if short in TOTAL_WORDS:
            return "total", ""
        if short in MEASURE_WORDS:
            return "measure", ""
        return _person(folded(words), short) or _time(words) or self._name(words, short)

    def _name(self, words: str, short: str) -> tuple[str, str] | None:
        if short in self.indicators:
            return "indicator", self.indicators[short]
        if short in self.details:
            return "detail", self.details[short]
        for kind, names in (("territory", self.territories), ("country", self.countries)):
            found = names.read(words) if len(short) > 2 else None
            if isinstance(found, str):
                return kind, found
        return None


def _person(words: str, short: str) -> tuple[str, str | Fault] | None:
    if short in YOUNG:
        return "young", YOUNG[short]
    if short in SEXES and (len(short) > 1 or short in {"f", "h", "m"}):
        return "sex", SEXES[short]
    found = age_group(words) if re.search(r"\d", short) or short in CHILDREN else None
    if isinstance(found, Fault):
        return ("fault", found) if found.code == "word.age_other" else None
    return ("age_group", found) if isinstance(found, str) and found != "unknown" else None


def _time(words: str) -> tuple[str, str | Fault] | None:
    if folded(words).rstrip(".") in dates.MONTH_OF:
        return "month_number", str(dates.MONTH_OF[folded(words).rstrip(".")])
    if not re.search(r"\d{2}", words) or re.fullmatch(r"\d{5,}", words):
        return None
    found = dates.span(words)
    if not isinstance(found, dates.Span) or found.length == "day":
        return None
    if found.length == "year":
        return "year", str(found.first.year)
    if found.length == "month":
        return "month", f"{found.first:%Y%m}"
    fault = dates.month(words)
    return ("fault", fault) if isinstance(fault, Fault) else None


def _together(pieces: list[tuple[str, str | Fault]]) -> Said | None:
    """The pieces of one header; nothing when two of them say different things of one kind."""
    fixed: dict[str, str] = {}
    for kind, value in pieces:
        each = {"sex": value, "age_group": "0-17"} if kind == "young" else {kind: value}
        for name, said in each.items():
            if isinstance(said, str) and name not in {"total", "measure"} and fixed.setdefault(name, said) != said:
                return None
    kinds = {kind for kind, _ in pieces}
    faults = tuple(value for kind, value in pieces if isinstance(value, Fault))
    return Said(fixed, bool(kinds & {"total", "measure"}), "total" in kinds, faults)


def language_of(words: str) -> str:
    """`fr` or `en` when a header says in which language its column is written."""
    found = LANGUAGE.search(words)
    return ("en" if found[1].casefold().startswith(("en", "an")) else "fr") if found else ""


def made_for(known: Known) -> Lexicon:
    """The words of the indicators that this installation knows."""
    keys = {indicator.key for indicator in known.indicators}
    names = {plain(name): each.key for each in known.indicators for name in (each.key, *each.names)}
    for key in keys & set(REGISTERS):
        names.update((words, key) for words in listed(REGISTERS[key]))
    details = {plain(name): key for each in known.indicators for key, named in each.details.items()
               for name in (key, *named) if key not in {"all", ""}}  # fmt: skip
    for key in set(details.values()) & set(DETAILS):
        details.update((words, key) for words in listed(DETAILS[key]))
    for key in keys & set(STATED):
        names.update((words, key) for words in listed(STATED[key]))
    apart = {words: key for words, key in details.items() if words not in names}
    return Lexicon(Territories(known.territories), Countries(known.countries), names, apart, details)
