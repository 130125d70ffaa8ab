"""Pictures of reintegration: stages over months, of people."""

from __future__ import annotations

from dashboard.charts import reintegration as charts
from dashboard.pictures.entry import NOT_REPORTED, ZERO, Ask
from dashboard.pictures.filters import Filter, Link, period
from dashboard.pictures.registers import PEOPLE, PERIOD, Choice, OfRegister, Subject, people
from dashboard.provenance import Reading
from dashboard.queries import registers
from dashboard.queries import reintegration as queries
from dashboard.texts import Language

ALWAYS = ("funnel", "by_month")
"""Drawn even of nobody: they say which stages and months were reported."""


def offer(ask: Ask, reading: Reading, language: Language, link: Link) -> tuple[Filter, ...]:
    """The months, who and where; nothing before any register came."""
    calendar = ask(registers.calendar, reading=reading, indicators=queries.STAGES)
    if not calendar:
        return ()
    known = ask(registers.choices, reading=reading, indicators=queries.STAGES)
    return (*period(calendar, language, link), *people(known, language))


def missing(name: str, ask: Ask, reading: Reading, choice: Choice) -> str:
    stages = ask(queries.funnel, reading=reading, **choice.query)
    if name in ALWAYS or charts.is_somebody(stages):
        return ""
    is_reported = any(row.people is not None for row in stages.rows.itertuples())
    return ZERO if is_reported else NOT_REPORTED


SUBJECT = Subject(
    "reintegration", (*PERIOD, *(name for name in PEOPLE if name != "form")), offer,
    {
        "funnel": OfRegister("From eligible to completed", charts.funnel, queries.funnel),
        "by_month": OfRegister("Reintegration started and completed, by month", charts.by_month, queries.by_month),
        "lag": OfRegister("Time between return and support", charts.lag, queries.lag),
        "by_form": OfRegister("Reintegration by form of support", charts.by_form, queries.by_form),
        "by_region": OfRegister("Reintegration by region", charts.by_region, queries.by_region, repeats=("region",)),
    },
    missing,
)  # fmt: skip
