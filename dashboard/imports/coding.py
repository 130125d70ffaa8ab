"""A register cell as one whole number, so that a million of them are compared and kept in little memory."""

from __future__ import annotations

from typing import Final, NamedTuple

DIMENSIONS: Final = ("indicator", "territory", "country", "sex", "age_group", "detail")
RADIX: Final = {"indicator": 1 << 8, "territory": 1 << 8, "country": 1 << 9, "sex": 4, "age_group": 8, "detail": 1 << 6}
MONTHS: Final = 1 << 12
FIRST_YEAR: Final = 1900
ROWS: Final = 32


class Cell(NamedTuple):
    month: int
    indicator: str
    territory: str
    country: str
    sex: str
    age_group: str
    detail: str


class Codes:
    """The numbers of the words met. The month is the last part, so that the months of a series follow each other."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] = {name: [] for name in DIMENSIONS}
        self._numbers: dict[str, dict[str, int]] = {name: {} for name in DIMENSIONS}
        self._weights: dict[str, int] = {}
        weight = MONTHS
        for name in reversed(DIMENSIONS):
            self._weights[name] = weight
            weight *= RADIX[name]

    def part(self, name: str, word: str) -> int:
        """What a word adds to the number of its cell."""
        held = self._numbers[name]
        if word not in held:
            held[word] = len(held)
            self._words[name].append(word)
        if held[word] >= RADIX[name]:
            raise OverflowError(name)
        return held[word] * self._weights[name]

    @staticmethod
    def month(month: int) -> int:
        """What a month, year × 100 + month, adds to the number of its cell."""
        return (month // 100 - FIRST_YEAR) * 12 + month % 100 - 1

    def cell(self, number: int) -> Cell:
        return Cell(month_of(number), *(self.word(number, name) for name in DIMENSIONS))

    def word(self, number: int, name: str) -> str:
        return self._words[name][number // self._weights[name] % RADIX[name]]

    def alone(self, number: int, name: str) -> int:
        """What one dimension adds to the number of a cell."""
        return number // self._weights[name] % RADIX[name] * self._weights[name]


def month_of(number: int) -> int:
    years, month = divmod(number % MONTHS, 12)
    return (FIRST_YEAR + years) * 100 + month + 1


def packed(row: int, count: int) -> int:
    return row << ROWS | count


def unpacked(value: int) -> tuple[int, int]:
    return value >> ROWS, value & ((1 << ROWS) - 1)
