"""Every picture by key, with the page that shows it and a title that does not depend on the data."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.texts import text

TITLES = {
    "roadmap.by_priority": ("summary", "Progress of the nine priorities"),
    "returns.against_reintegration": ("summary", "Returns and reintegration started, by month"),
    "roadmap.timeline": ("roadmap", "Activities and milestones of a priority"),
    "roadmap.over_time": ("roadmap", "Progress of a priority against its plan"),
    "assistance.people": ("assistance", "People assisted in 2025, to scale"),
    "assistance.trained": ("assistance", "People trained in 2025, to scale"),
    "assistance.stock": ("assistance", "Displaced persons tracked in 2025"),
    "assistance.repatriations": ("assistance", "Repatriations of 2024 as each source states them"),
    "assistance.displaced": ("assistance", "Displaced persons, by source and date"),
    "assistance.remittances": ("assistance", "Diaspora remittances as each source states them"),
    "returns.by_month": ("returns", "Returns by month"),
    "returns.by_country": ("returns", "Returns by country of departure"),
    "returns.by_region": ("returns", "Returns by region"),
    "returns.by_age_and_sex": ("returns", "Returns by age and sex"),
    "returns.routes": ("returns", "Routes, from country of departure to region"),
    "reintegration.funnel": ("reintegration", "From eligible to completed"),
    "reintegration.by_month": ("reintegration", "Reintegration started and completed, by month"),
    "reintegration.by_region": ("reintegration", "Reintegration by region"),
    "reintegration.by_form": ("reintegration", "Reintegration by form of support"),
    "reintegration.lag": ("reintegration", "Time between return and support"),
    "territories.by_region": ("territories", "One measure, by region"),
    "territories.map": ("territories", "One measure, on the map of Mali"),
    "frameworks.matrix": ("frameworks", "Activities by priority and commitment"),
    "sources.status_rule": ("sources", "The status rule, drawn"),
}


@dataclass(frozen=True)
class Picture:
    """A picture as a list shows it; `page` is the first page on which it stands."""

    key: str
    page: str
    title_fr: str
    title_en: str


def pictures() -> tuple[Picture, ...]:
    """All pictures, in the order of the pages."""
    return tuple(Picture(key, page, text(title, "fr"), text(title, "en")) for key, (page, title) in TITLES.items())
