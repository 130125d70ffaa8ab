"""Pictures of monthly registers: the part of the registers that a link asks for, in words, and what is drawn of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboard.charts import registers as words
from dashboard.charts.registers import AGE_NAMES, SEX_NAMES
from dashboard.pictures.entry import NOT_REPORTED, Ask, Chart, Drawing, Entry, Offer, nothing
from dashboard.pictures.filters import Filter, Link, month_written, values
from dashboard.provenance import Reading, Sourced
from dashboard.queries.registers import NO_COUNTRY, NO_REGION, Part
from dashboard.texts import Language, said, text

CATEGORY, PERIOD, PEOPLE = "category", ("from", "to"), ("country", "region", "sex", "age", "form")


@dataclass(frozen=True)
class Choice:
    """The register and the part of it asked for, and what a reader is told it is."""

    part: Part
    people: str
    category: str = ""
    subject: str = ""

    @property
    def query(self) -> dict[str, Hashable]:
        """The arguments that the subject’s queries take."""
        return {"part": self.part, **({"category": self.category} if self.category else {})}

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The filters that leave one value only."""
        part = self.part
        chosen = (part.country, part.region, part.sex, part.age_group, part.detail)
        return tuple(name for name, value in zip(PEOPLE, chosen, strict=True) if value)

    def when(self, language: Language) -> str:
        """`entre novembre 2025 et octobre 2026`."""
        return words.between(self.part.first_month, self.part.last_month, language)

    def told(self, language: Language) -> str:
        """What stands under each picture’s title: subject, months, people."""
        months = words.period(self.part.first_month, self.part.last_month, language)
        return " · ".join(part for part in (self.subject, months, self.people) if part)


@dataclass(frozen=True)
class OfRegister:
    """A picture of a register: `repeats` names the filters that would leave it one bar, or the bars of another."""

    title: str
    chart: Chart
    query: Callable[..., Sourced]
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A page of registers: what may be chosen on it, its pictures in its order, and which of them stay undrawn.

    `missing(name, ask, reading, choice)` says why a picture has nothing to draw; it is empty when it has.
    """

    page: str
    filters: tuple[str, ...]
    offer: Offer
    pictures: Mapping[str, OfRegister]
    missing: Callable[[str, Ask, Reading, Choice], str]

    def choice(self, ask: Ask, reading: Reading, language: Language, link: Link) -> Choice | None:
        """What the link asks for; None before any register came."""
        offered = self.offer(ask, reading, language, link)
        return chosen(offered, link) if offered else None

    def shown(self, choice: Choice) -> tuple[str, ...]:
        """The pictures that the page shows for a choice, by name."""
        return tuple(name for name, one in self.pictures.items() if not set(one.repeats) & set(choice.narrowed))

    def drawing(self, name: str, ask: Ask, reading: Reading, language: Language, choice: Choice) -> Drawing:
        one = self.pictures[name]
        missing = self.missing(name, ask, reading, choice)
        data = ask(one.query, reading=reading, **choice.query)
        return Drawing(one.chart, data, {"chosen": choice.told(language)}, missing)

    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entry(name, one) for name, one in self.pictures.items())

    def _entry(self, name: str, one: OfRegister) -> Entry:
        filters = tuple(known for known in self.filters if known not in one.repeats)
        return Entry(f"{self.page}.{name}", self.page, one.title, partial(self._draw, name), filters, self.offer)

    def _draw(self, name: str, ask: Ask, reading: Reading, language: Language, link: Link) -> Drawing:
        choice = self.choice(ask, reading, language, link)
        if choice is None:
            return nothing(self.pictures[name].chart, reading, NOT_REPORTED)
        return self.drawing(name, ask, reading, language, choice)


def chosen(offered: tuple[Filter, ...], link: Link) -> Choice:
    """The choice that a link makes among the filters offered."""
    found = values(offered, link)
    told = {one.name: one.told(link) for one in offered}
    country, region, sex, age, form = (found.get(name) or None for name in PEOPLE)
    first, last = (month_written(found[name]) for name in PERIOD)
    return Choice(
        Part(first, last, country, region, sex, age, form),
        " · ".join(told[name] for name in PEOPLE if told.get(name)), found.get(CATEGORY, ""), told.get(CATEGORY, ""),
    )  # fmt: skip


def people(
    known: Mapping[str, Mapping[str, Any]], language: Language, *, forms: Mapping[str, str] | None = None
) -> tuple[Filter, ...]:
    """Who and where. `known` is what `queries.registers.choices` gives; `forms` are those of the register, if any."""
    options = _options(known, language, forms or {})
    labels = (
        ("country", "Country of departure", "All countries"), ("region", "Region of return", "All regions"),
        ("sex", "Sex", "Everyone"), ("age", "Age", "All ages"), ("form", "Form of return", "All forms"),
    )  # fmt: skip
    return tuple(
        Filter(name, text(label, language), options[name], everything=text(everything, language))
        for name, label, everything in labels if options[name]
    )  # fmt: skip


def _options(
    known: Mapping[str, Mapping[str, Any]], language: Language, forms: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    unknown = {"unknown": text("Age not specified", language)}
    return {
        "country": _by_name({key: said(row, "name", language) for key, row in known["country"].items()}),
        "region": _by_name({key: said(row, "name", language) for key, row in known["region"].items()}),
        "sex": {key: text(name, language) for key, name in SEX_NAMES.items()},
        "age": {key: text(name, language) for key, name in AGE_NAMES.items()} | unknown,
        "form": {key: text(name, language) for key, name in forms.items()},
    }


def _by_name(names: dict[str, str]) -> dict[str, str]:
    """In alphabetical order, accents apart; the unspecified one last."""
    unknown = {NO_COUNTRY, NO_REGION}
    return dict(sorted(names.items(), key=lambda item: (item[0] in unknown, words.alphabetical(item[1]))))
