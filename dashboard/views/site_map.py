"""The pages of the dashboard, in the order of the menu: address, title, question, section."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.texts import Language, text


@dataclass(frozen=True)
class SitePage:
    """`key` is file name, address and subject; titles are English keys of the catalogue."""

    key: str
    title: str
    section: str
    icon: str

    def named(self, language: Language) -> str:
        return text(self.title, language)


FOLLOW, PUBLISH, CHECK = "Follow", "Publish", "Check"
PAGES = (
    SitePage("summary", "Summary", FOLLOW, "home"),
    SitePage("roadmap", "Roadmap", FOLLOW, "flag"),
    SitePage("assistance", "2025 results", FOLLOW, "summarize"),
    SitePage("returns", "Returns", FOLLOW, "flight_land"),
    SitePage("reintegration", "Reintegration", FOLLOW, "handshake"),
    SitePage("territories", "Territories", FOLLOW, "map"),
    SitePage("frameworks", "Frameworks and agreements", FOLLOW, "account_tree"),
    SitePage("studio", "Visual studio", PUBLISH, "palette"),
    SitePage("sources", "Sources and method", CHECK, "fact_check"),
)
BY_KEY = {page.key: page for page in PAGES}
HOME = PAGES[0].key


def sections() -> dict[str, list[SitePage]]:
    """Section title (English key) → its pages."""
    found: dict[str, list[SitePage]] = {}
    for page in PAGES:
        found.setdefault(page.section, []).append(page)
    return found
