"""The returns page’s own pieces: what is chosen, why registers are never summed, what stands in before any came."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.charts import returns as charts
from dashboard.charts.returns import CATEGORY_NAMES, category_name
from dashboard.charts.visual import Visual
from dashboard.provenance import Reading, Sourced
from dashboard.queries import figures, registers
from dashboard.queries import returns as queries
from dashboard.queries.registers import Part
from dashboard.texts import Language, text
from dashboard.views import filters, register_filters
from dashboard.views.fetch import fetch
from dashboard.views.figure_cards import figure_cards
from dashboard.views.markup import esc
from dashboard.views.register_filters import Choice

YEAR = 12
FORMS = {"avr": "Assisted voluntary return", "vhr": "Voluntary humanitarian return"}
STATED = (
    ("Returns supported by IOM", ("voluntary_returns_supported", "avr_from_niger", "iom_supported_returns_cumulative")),
    (
        "Repatriations, State and IOM together",
        ("malians_repatriated_or_assisted", "repatriated_women", "repatriated_men", "repatriated_children",
         "repatriated_by_country"),
    ),
    (
        "Expulsions and returns from neighbouring countries",
        ("malians_expelled_mauritania", "malians_returned_neighbours"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The register asked for and the part of it."""

    category: str
    choice: Choice

    @property
    def query(self) -> dict[str, Hashable]:
        return {"category": self.category, "part": self.choice.part}

    def told(self, language: Language) -> str:
        return self.choice.told(language)


def choose(calendar: tuple[int, ...], reading: Reading, language: Language) -> Asked:
    """One line of filters: the register, the months, and behind a button who and where."""
    left, middle, right = st.columns([5, 7, 3], vertical_alignment="bottom", gap="small")
    with left:
        names = {key: text(name, language) for key, name in CATEGORY_NAMES.items()}
        category = filters.one_of("returns", "category", text("Register", language), names)
    with middle:
        first, last = register_filters.months("returns", calendar, language)
    with right:
        known = fetch(registers.choices, reading=reading, indicators=queries.CATEGORIES)
        forms = FORMS if category == "returns_assisted" else {}
        chosen, people = register_filters.people("returns", known, language, forms=forms)
    part = Part(first, last, chosen["country"], chosen["region"], chosen["sex"], chosen["age"], chosen.get("form"))
    return Asked(category, Choice(part, people, category_name(category, language)))


def finding(months: Sourced, asked: Asked, reading: Reading, language: Language) -> tuple[str, str]:
    """The page’s sentence and the line under it."""
    overlaps = len(asked.choice.part.months) > YEAR
    before = None if overlaps else fetch(queries.against_year_before, reading=reading, **asked.query)
    return charts.finding(
        months, before, language, category=asked.category, when=asked.choice.when(language), people=asked.choice.people
    )


def no_register(language: Language) -> tuple[str, str]:
    """The page’s sentence and lead before any register came."""
    return (
        text("No monthly register of returns has been loaded yet", language),
        text(
            "Public sources give totals, without months, regions or ages. Here is what each one says, in its own "
            "words; they overlap and are never added.", language,
        ),
    )  # fmt: skip


def pictures(asked: Asked) -> list[tuple[Callable[..., Visual], Callable[..., Sourced]]]:
    """Charts and their queries, those left out that would have one bar, or the same bars as another."""
    part = asked.choice.part
    shown = [
        (part.country is None, charts.by_country, queries.by_country),
        (True, charts.by_age_and_sex, queries.by_age_and_sex),
        (part.region is None, charts.by_region, queries.by_region),
        (part.country is None and part.region is None, charts.routes, queries.routes),
    ]
    return [(chart, query) for is_shown, chart, query in shown if is_shown]


def never_summed(language: Language) -> str:
    """Why the page shows one register at a time."""
    words = text(
        "Three separate registers: one operation may be in two of them, and a person expelled may then be assisted. "
        "Their numbers are read one at a time and never added.", language,
    )  # fmt: skip
    return f'<p class="register-note">{esc(words)}</p>'


def stated_instead(reading: Reading, language: Language) -> str:
    """What sources stated about returns, by population, when no register was loaded; the latest first."""
    sections = []
    for title, indicators in STATED:
        stated = fetch(figures.figures, reading=reading, indicators=indicators)
        if not stated.is_empty:
            latest = stated.with_rows(_latest_first(stated.rows, indicators))
            cards = figure_cards(latest, language, dated=True)
            sections.append(f'<section class="stated"><h2>{esc(text(title, language))}</h2>{cards}</section>')
    return "".join(sections)


def _latest_first(rows: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    """By indicator in the order given, then by the end of the period, latest first."""
    order = [(indicators.index(row.indicator_key), -row.period_end.toordinal()) for row in rows.itertuples()]
    return rows.iloc[sorted(range(len(order)), key=order.__getitem__)]
