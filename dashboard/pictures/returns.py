"""Pictures of returns: one register at a time, over months, of people."""

from __future__ import annotations

from dashboard.charts import return_ages, return_routes
from dashboard.charts import returns as charts
from dashboard.charts.returns import CATEGORY_NAMES
from dashboard.pictures.entry import NOT_REPORTED, ZERO, Ask, Drawing, Entry, nothing
from dashboard.pictures.filters import Filter, Link, period
from dashboard.pictures.registers import CATEGORY, PEOPLE, PERIOD, Choice, OfRegister, Subject, people
from dashboard.provenance import Reading
from dashboard.queries import registers
from dashboard.queries import returns as queries
from dashboard.texts import Language, text

FORMS = {"avr": "Assisted voluntary return", "vhr": "Voluntary humanitarian return"}
ASSISTED = "returns_assisted"


def offer(ask: Ask, reading: Reading, language: Language, link: Link) -> tuple[Filter, ...]:
    """The register, the months, who and where; nothing before any register came."""
    calendar = ask(registers.calendar, reading=reading, indicators=queries.CATEGORIES)
    if not calendar:
        return ()
    known = ask(registers.choices, reading=reading, indicators=queries.CATEGORIES)
    names = {key: text(name, language) for key, name in CATEGORY_NAMES.items()}
    category = Filter(CATEGORY, text("Register", language), names, default=ASSISTED)
    forms = FORMS if category.value(link) == ASSISTED else {}
    return (category, *period(calendar, language, link), *people(known, language, forms=forms))


def missing(name: str, ask: Ask, reading: Reading, choice: Choice) -> str:
    """Months of zero are drawn as months; nothing else is drawn of nobody."""
    total = charts.total(ask(queries.by_month, reading=reading, **choice.query))
    if total is None:
        return NOT_REPORTED
    return "" if total or name == "by_month" else ZERO


SUBJECT = Subject(
    "returns", (CATEGORY, *PERIOD, *PEOPLE), offer,
    {
        "by_month": OfRegister("Returns by month", charts.by_month, queries.by_month),
        "by_country": OfRegister(
            "Returns by country of departure", charts.by_country, queries.by_country, repeats=("country",)
        ),
        "by_age_and_sex": OfRegister("Returns by age and sex", return_ages.by_age_and_sex, queries.by_age_and_sex),
        "by_region": OfRegister("Returns by region", charts.by_region, queries.by_region, repeats=("region",)),
        "routes": OfRegister(
            "Routes, from country of departure to region", return_routes.routes, queries.routes,
            repeats=("country", "region"),
        ),
    },
    missing,
)  # fmt: skip


def routes_map(ask: Ask, reading: Reading, language: Language, link: Link) -> Drawing:
    choice = SUBJECT.choice(ask, reading, language, link)
    if choice is None:
        return nothing(return_routes.routes_map, reading, NOT_REPORTED)
    data = ask(queries.routes, reading=reading, **choice.query)
    return Drawing(
        return_routes.routes_map, data, {"chosen": choice.told(language)}, missing("routes", ask, reading, choice)
    )


ROUTES_MAP = Entry(
    "returns.routes_map", "returns", "Routes of return, on a map", routes_map,
    tuple(name for name in SUBJECT.filters if name not in SUBJECT.pictures["routes"].repeats), offer,
)  # fmt: skip
