"""The pages of the dashboard, in the order of the menu: address, title, question, section."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dashboard.actors import Role
from dashboard.texts import Language, text


@dataclass(frozen=True)
class SitePage:
    """`key` is file name, address and subject; titles are English keys of the catalogue.

    A page with `roles` exists only for accounts that have one of them: for anybody else its address is as unknown as
    any other.
    """

    key: str
    title: str
    section: str
    icon: str
    roles: frozenset[Role] = frozenset()
    is_personal: bool = False
    """Whether it says more to an account than to anybody."""

    def is_open_to(self, roles: Collection[Role]) -> bool:
        return not self.roles or not self.roles.isdisjoint(roles)

    def named(self, language: Language) -> str:
        return text(self.title, language)


EDITORS: frozenset[Role] = frozenset({"ministry_editor", "iom_editor"})
ADMINISTRATORS: frozenset[Role] = frozenset({"administrator"})
FOLLOW, TOGETHER, PUBLISH, CHECK, MANAGE = "Follow", "Work together", "Publish", "Check", "Manage"
PAGES = (
    SitePage("summary", "Summary", FOLLOW, "home"),
    SitePage("roadmap", "Roadmap", FOLLOW, "flag"),
    SitePage("assistance", "2025 results", FOLLOW, "summarize"),
    SitePage("returns", "Returns", FOLLOW, "flight_land"),
    SitePage("reintegration", "Reintegration", FOLLOW, "handshake"),
    SitePage("territories", "Territories", FOLLOW, "map"),
    SitePage("frameworks", "Frameworks and agreements", FOLLOW, "account_tree"),
    SitePage("review", "Joint review", TOGETHER, "groups", is_personal=True),
    SitePage("entry", "Declare", TOGETHER, "edit_note", EDITORS),
    SitePage("studio", "Visual studio", PUBLISH, "palette"),
    SitePage("sources", "Sources and method", CHECK, "fact_check"),
    SitePage("administration", "Administration", MANAGE, "admin_panel_settings", ADMINISTRATORS),
)
BY_KEY = {page.key: page for page in PAGES}
HOME = PAGES[0].key


def sections(roles: Collection[Role] = ()) -> dict[str, list[SitePage]]:
    """Section title (English key) → its pages that exist for somebody with these roles."""
    found: dict[str, list[SitePage]] = {}
    for page in filter(lambda page: page.is_open_to(roles), PAGES):
        found.setdefault(page.section, []).append(page)
    return found
