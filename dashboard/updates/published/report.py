"""What a run of the loader did, table by table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.texts import Language, text


@dataclass(frozen=True)
class Counts:
    """Lines of one file that were added, changed, or left as they were."""

    added: int = 0
    changed: int = 0
    left: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.added + other.added, self.changed + other.changed, self.left + other.left)


@dataclass(frozen=True)
class Report:
    """The counts of each file, by its table."""

    tables: Mapping[str, Counts]

    @property
    def total(self) -> Counts:
        return sum(self.tables.values(), Counts())

    @property
    def is_change(self) -> bool:
        return self.total.added + self.total.changed > 0

    def sentence(self, language: Language) -> str:
        return text("Published files: {counts}.", language, counts=_in_words(self.total, language))

    def lines(self, language: Language) -> list[str]:
        """One line a file, for whoever wants the detail."""
        return [
            text("{file}: {counts}", language, file=f"{name}.csv", counts=_in_words(counts, language))
            for name, counts in self.tables.items()
        ]


def _in_words(counts: Counts, language: Language) -> str:
    return text(
        "lines added: {added}; changed: {changed}; left as they were: {left}",
        language,
        added=counts.added,
        changed=counts.changed,
        left=counts.left,
    )
