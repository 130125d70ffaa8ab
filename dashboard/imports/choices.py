"""What a file may count and the places it may be about, as they are offered.

Registers come first; what sources state, where the file is of that kind.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dashboard.imports.known import Known, KnownIndicator, names_of
from dashboard.imports.understood import Answers, Loads, Option
from dashboard.sheets.book import Remark

STATED: Final = "stated"
"""The answer that asks for the longer list."""
MONTHLY: Final = Remark("Counted month by month")
BY_SOURCES: Final = Remark("Stated by a source")
OTHERWISE: Final = Option(STATED, Remark("Something else, which a source states: choose it in the next list"))


def indicators(known: Known, loads: Loads, answers: Answers, near: Collection[str] = ()) -> tuple[Option, ...]:
    """`near`: those that the words around the table name."""
    registers = [each for each in known.indicators if each.is_register]
    others = [each for each in known.indicators if not each.is_register]
    if loads != "cells" or answers.get("indicator") == STATED:
        return (*_options(others, BY_SOURCES), *_options(registers, MONTHLY))
    named = [each for each in others if each.key in near]
    return (*_options(registers, MONTHLY), *_options(named, BY_SOURCES), OTHERWISE)


def registers(known: Known) -> tuple[Option, ...]:
    return _options([each for each in known.indicators if each.is_register], MONTHLY)


def territories(known: Known) -> tuple[Option, ...]:
    return tuple(Option(each.key, names_of(each.names)) for each in known.regions)


def countries(known: Known) -> tuple[Option, ...]:
    return tuple(Option(each.code, names_of(each.names)) for each in known.abroad)


def _options(indicators: Collection[KnownIndicator], group: Remark) -> tuple[Option, ...]:
    return tuple(Option(each.key, names_of(each.names), group) for each in indicators)
