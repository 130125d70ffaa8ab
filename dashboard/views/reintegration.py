"""The reintegration page’s own pieces: its sentence, and what stands in before any register came."""

from __future__ import annotations

from dashboard.charts import reintegration as charts
from dashboard.pictures.registers import Choice
from dashboard.pictures.reintegration import SUBJECT
from dashboard.provenance import Reading, Sourced
from dashboard.queries import figures
from dashboard.queries import reintegration as queries
from dashboard.texts import Language, text
from dashboard.views.fetch import fetch
from dashboard.views.figure_cards import figure_cards
from dashboard.views.markup import esc
from dashboard.views.register_page import RegisterPage
from dashboard.views.shown import Shown

STATED = ("S007", "S006")


def finding(choice: Choice, reading: Reading, language: Language) -> Shown:
    """How many people started, for how many found eligible."""
    stages: Sourced = fetch(queries.funnel, reading=reading, **choice.query)
    sentence, lead = charts.finding(stages, language, when=choice.when(language), people=choice.people)
    return Shown(sentence, lead, (), stages.is_demonstration)


def without(reading: Reading, language: Language) -> Shown:
    """The page before any register came."""
    lead = text(
        "Eligibility, starts and completions are not published. Here is what the 2025 results say, in their own "
        "words; the two numbers may speak of different people, so neither is a share of the other.", language,
    )  # fmt: skip
    sentence = text("No register of reintegration has been loaded yet", language)
    return Shown(sentence, lead, (stated_instead(reading, language),), is_demonstration=False)


def stated_instead(reading: Reading, language: Language) -> str:
    """What sources stated about reintegration, when no register was loaded."""
    stated = fetch(figures.figures, reading=reading, keys=STATED)
    if stated.is_empty:
        return ""
    title = esc(text("What was stated for 2025", language))
    return f'<section class="stated"><h2>{title}</h2>{figure_cards(stated, language, dated=True)}</section>'


page = RegisterPage(SUBJECT, finding, without).page
