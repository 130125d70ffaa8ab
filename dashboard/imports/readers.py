"""How the cells of each column are read, once it is known what the file means by a point, a date or a code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from dashboard.imports import amounts, dates, words
from dashboard.imports.cells import Absent, Fault, spaced
from dashboard.imports.columns import is_total
from dashboard.imports.known import Known, KnownIndicator
from dashboard.imports.lexicon import Lexicon, plain
from dashboard.imports.places import Scheme
from dashboard.imports.understood import Answers
from dashboard.sheets.book import Remark, Value

Read = Callable[[Value], object]


class Whole(Enum):
    """What a cell says of its whole row."""

    TOTAL = "total"
    OUT = "out"  # an answer leaves it out


@dataclass(frozen=True)
class Settled:
    """What holds for every cell of the file; nothing where it is not known yet."""

    separators: amounts.Separators = amounts.UNKNOWN
    order: dates.Order | None = None
    scheme: Scheme | None = None
    are_shares: bool | None = None
    answers: Answers = field(default_factory=dict)


UNKNOWN_INDICATOR: Final = "This is not something that is counted here. Write the name of one of the indicators."
UNKNOWN_DETAIL: Final = "This detail is not known for this indicator. Write one of: {known}."


@dataclass(frozen=True)
class Readers:
    """The readers of one file."""

    known: Known
    lexicon: Lexicon
    settled: Settled

    @property
    def until(self) -> dt.date:
        return dt.date.fromisoformat(self.known.day)

    def count(self, value: Value) -> object:
        return amounts.count(value, self.settled.separators)

    def month(self, value: Value) -> object:
        return Whole.TOTAL if is_total(value) else dates.month(value, self.settled.order, until=self.until)

    def month_or_number(self, value: Value) -> object:
        """A month with its year, or the number of a month (1 to 12) whose year stands elsewhere."""
        found = self.month(value)
        number = dates.month_number(value) if isinstance(found, Fault) and value is not None else found
        return found if isinstance(number, Fault) else number

    def year(self, value: Value) -> object:
        return Whole.TOTAL if is_total(value) else dates.year(value, until=self.until)

    def month_number(self, value: Value) -> object:
        return Whole.TOTAL if is_total(value) else dates.month_number(value)

    def territory(self, value: Value) -> object:
        """A region; Mali as a whole is the total of its regions, unless an answer says otherwise."""
        chosen = self._chosen("place", value)
        if chosen is not None:
            return chosen
        if is_total(value):
            return Whole.TOTAL
        found = self.lexicon.territories.read(value, self.settled.scheme)
        if found is Absent.NOT_REPORTED:
            return "not_specified"
        return Whole.TOTAL if found == "mali" else found

    def any_territory(self, value: Value) -> object:
        """A region or Mali as a whole, of which a figure may be stated too."""
        found = self.territory(value)
        return "mali" if found is Whole.TOTAL and not is_total(value) else found

    def country(self, value: Value) -> object:
        chosen = self._chosen("country", value)
        if chosen is not None:
            return chosen
        if is_total(value):
            return Whole.TOTAL
        found = self.lexicon.countries.read(value)
        return "ZZ" if found is Absent.NOT_REPORTED else found

    def sex(self, value: Value) -> object:
        chosen = self._chosen("sex", value)
        if chosen is not None:
            return chosen
        if is_total(value):
            return Whole.TOTAL
        found = words.sex(value)
        return "unknown" if isinstance(found, Absent) else found

    def age_group(self, value: Value) -> object:
        if is_total(value):
            return Whole.TOTAL
        found = words.age_group(value)
        return "unknown" if isinstance(found, Absent) else found

    def indicator(self, value: Value) -> object:
        chosen = self._chosen("indicator", value)
        if chosen is not None:
            return chosen
        if is_total(value):
            return Whole.TOTAL
        if value is None or not str(value).strip():
            return Absent.EMPTY
        found = self.lexicon.indicators.get(plain(str(value)))
        return found or Fault("indicator.unknown", Remark(UNKNOWN_INDICATOR))

    def detail(self, value: Value) -> object:
        """The key of a detail, of whichever indicator has one of this name; empty where there is none."""
        chosen = self._chosen("detail", value)
        if chosen is not None:
            return chosen
        if is_total(value) and plain(str(value)) != "all":
            return Whole.TOTAL
        if value is None or not str(value).strip():
            return "all"
        return self.lexicon.own_details.get(plain(str(value))) or plain(str(value))

    def _chosen(self, kind: str, value: Value) -> object:
        """What an answer says of these words: a key, or that their rows are left out."""
        if value is None:
            return None
        answer = self.settled.answers.get(f"{kind}:{spaced(str(value))}")
        return Whole.OUT if answer == "none" else answer

    def of(self, name: str) -> Read:
        readers: Mapping[str, Read] = {
            "month": self.month, "date": self.month, "year": self.year, "month_number": self.month_number,
            "territory": self.territory, "territory_code": self.territory, "country": self.country, "sex": self.sex,
            "age_group": self.age_group, "indicator": self.indicator, "detail": self.detail, "count": self.count,
        }  # fmt: skip
        return readers[name]


def indicator_of(known: Known, key: str) -> KnownIndicator | None:
    return next((each for each in known.indicators if each.key == key), None)
