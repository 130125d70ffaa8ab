"""The reintegration page’s own pieces: what is chosen, and what stands in before any register came."""

from __future__ import annotations

import streamlit as st

from dashboard.provenance import Reading
from dashboard.queries import figures, registers
from dashboard.queries import reintegration as queries
from dashboard.queries.registers import Part
from dashboard.texts import Language, text
from dashboard.views import register_filters
from dashboard.views.fetch import fetch
from dashboard.views.figure_cards import figure_cards
from dashboard.views.markup import esc
from dashboard.views.register_filters import Choice

STATED = ("S007", "S006")


def choose(calendar: tuple[int, ...], reading: Reading, language: Language) -> Choice:
    """One line of filters: the months, and behind a button who and where."""
    left, right = st.columns([12, 3], vertical_alignment="bottom", gap="small")
    with left:
        first, last = register_filters.months("reintegration", calendar, language)
    with right:
        known = fetch(registers.choices, reading=reading, indicators=queries.STAGES)
        chosen, people = register_filters.people("reintegration", known, language)
    return Choice(Part(first, last, chosen["country"], chosen["region"], chosen["sex"], chosen["age"]), people)


def no_register(language: Language) -> tuple[str, str]:
    """The page’s sentence and lead before any register came."""
    return (
        text("No register of reintegration has been loaded yet", language),
        text(
            "Eligibility, starts and completions are not published. Here is what the 2025 results say, in their own "
            "words; the two numbers may speak of different people, so neither is a share of the other.", language,
        ),
    )  # fmt: skip


def stated_instead(reading: Reading, language: Language) -> str:
    """What sources stated about reintegration, when no register was loaded."""
    stated = fetch(figures.figures, reading=reading, keys=STATED)
    if stated.is_empty:
        return ""
    title = esc(text("What was stated for 2025", language))
    return f'<section class="stated"><h2>{title}</h2>{figure_cards(stated, language, dated=True)}</section>'
