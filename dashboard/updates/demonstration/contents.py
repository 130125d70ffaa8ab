"""The words and weights of the demonstration set, as `data/demonstration/*.toml` give them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.texts import french_typography

FOLDER = Path(__file__).parents[3] / "data" / "demonstration"
SIDES = {"mmeia": "ministry", "iom": "iom"}


@dataclass(frozen=True)
class Step:
    """A milestone: its due day, its share of the plan, its two titles."""

    due: int
    weight: int
    title_fr: str
    title_en: str


@dataclass(frozen=True)
class Plan:
    """A fictitious activity and the course it took (the head of activities.toml explains each field)."""

    key: str
    priority: int
    title_fr: str
    title_en: str
    deliverable_fr: str
    deliverable_en: str
    owner: str
    partners: list[str]
    starts: int
    due: int
    weight: float
    serves: list[str]
    steps: list[Step]
    territory: str | None = None
    accepted: int | None = None
    last: int | None = None
    pending: int | None = None
    returned: bool = False
    corrected: bool = False
    postponed: list[int] = field(default_factory=list)

    @property
    def side(self) -> str:
        return SIDES[self.owner]

    @property
    def is_behind(self) -> bool:
        """Whether the last accepted percent is below what the steps due by today weigh together."""
        return (self.accepted or 0) < sum(step.weight for step in self.steps if step.due <= 0)


@dataclass(frozen=True)
class Decided:
    """A fictitious decision; without an outcome it is still open."""

    priority: int
    owner: str
    due: int
    fr: str
    en: str
    outcome: str | None = None
    followed: int = 0
    note_fr: str | None = None
    note_en: str | None = None


@dataclass(frozen=True)
class Session:
    """A fictitious joint review; one without decisions is only planned."""

    day: int
    title_fr: str
    title_en: str
    summary_fr: str | None = None
    summary_en: str | None = None
    decisions: list[Decided] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)


@cache
def plans() -> tuple[Plan, ...]:
    return tuple(
        Plan(**{**row, "steps": [Step(*step) for step in row["steps"]]}) for row in _read("activities")["activity"]
    )


@cache
def sessions() -> tuple[Session, ...]:
    def decided(row: dict[str, Any]) -> Decided:
        return Decided(**{**row, "fr": f"{row['fr']} {marker_fr}", "en": f"{row['en']} {marker_en}"})

    read = _read("reviews")
    marker_fr, marker_en = read["marker_fr"], read["marker_en"]
    return tuple(
        Session(**{**row, "decisions": [decided(decision) for decision in row.get("decisions", [])]})
        for row in read["review"]
    )


@cache
def signatories() -> tuple[dict[str, str], ...]:
    return tuple(_read("reviews")["signatory"])


@cache
def participants() -> tuple[dict[str, str], ...]:
    return tuple(_read("reviews")["participant"])


@cache
def agenda_words() -> dict[str, str]:
    """The columns of a point of an agenda of the past."""
    read = _read("reviews")
    return {"text_fr": read["agenda_fr"], "text_en": read["agenda_en"]}


@cache
def words() -> dict[str, Any]:
    """Source, partners, comments and reasons."""
    return _read("words")


@cache
def registers() -> dict[str, Any]:
    """Weights from which the people of the registers are drawn."""
    return _read("registers")


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = _set_in_french(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    return content


def _set_in_french(content: Any) -> Any:
    """Every text with « » or French punctuation gets its no-break spaces, as in the catalogues."""
    if isinstance(content, dict):
        return {key: _set_in_french(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_set_in_french(value) for value in content]
    return french_typography(content) if isinstance(content, str) else content
