"""What an import may refer to, read from the database beforehand and handed over as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.texts import Language

EITHER: Final = "\u2009/\u2009"
"""Between the two names of one thing: signs that no file has there."""


@dataclass(frozen=True)
class KnownTerritory:
    """`codes` by scheme: `iso_3166_2`, `ocha_pcode_2021`, `geonames_admin1`, `law_number`."""

    key: str
    names: tuple[str, ...]  # both languages and every spelling met
    kind: str
    codes: dict[str, str]


@dataclass(frozen=True)
class KnownCountry:
    code: str
    alpha3: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class KnownIndicator:
    """`is_register`: its cells are counted by month; `details`: those its register knows, by key, with their names."""

    key: str
    names: tuple[str, ...]
    unit: str
    nature: str
    is_register: bool
    details: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class KnownActivity:
    """An activity whose side may be declared for by whoever imports."""

    key: str
    names: tuple[str, ...]
    milestones: tuple[int, ...]


@dataclass(frozen=True)
class Known:
    """`day` is that of the reading: what lies after it has not happened."""

    day: str
    territories: tuple[KnownTerritory, ...]
    countries: tuple[KnownCountry, ...]
    indicators: tuple[KnownIndicator, ...]
    organisations: dict[str, tuple[str, ...]]
    priorities: dict[int, tuple[str, ...]]
    activities: tuple[KnownActivity, ...]

    @property
    def regions(self) -> list[KnownTerritory]:
        """Every territory but Mali as a whole."""
        return [each for each in self.territories if each.kind != "country"]

    @property
    def abroad(self) -> list[KnownCountry]:
        return [each for each in self.countries if each.code != "ML"]


def names_of(names: tuple[str, ...]) -> str:
    """The French name and the English one, once where they are the same: `Libye / Libya`."""
    return EITHER.join(dict.fromkeys(names[:2]))


def name_in(words: str, language: Language) -> str:
    """The name in one language of what `names_of` wrote in both."""
    french, _, english = words.partition(EITHER)
    return english if english and language == "en" else french
