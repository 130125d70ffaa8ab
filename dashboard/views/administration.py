"""Administration: accounts, settings, copies of the database, the audit log; for administrators, as things are now.

Nothing of it is kept between two clicks: what nobody else may read stands in no cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dashboard.actors import Actor
from dashboard.errors import NotAllowed
from dashboard.texts import text
from dashboard.views import (
    administration_account,
    administration_accounts,
    administration_copies,
    administration_journal,
    administration_settings,
    forms,
    identity,
)
from dashboard.views.assets import url
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Query, Shown, chosen, unknown

PAGE, PART, ACCOUNT = "administration", "part", "account"
ACCOUNTS, SETTINGS, COPIES, JOURNAL = "accounts", "settings", "copies", "journal"
TITLES: Final = {
    ACCOUNTS: "Accounts",
    SETTINGS: "Settings",
    COPIES: "Copies of the database",
    JOURNAL: "Audit log",
}
Told = tuple[str, str, str, tuple[str, ...]]
"""The sentence, the line under it, the HTML, and the link values that meant nothing."""
PARTS: Final[Mapping[str, Callable[[Actor, Carried, Query], Told]]] = {
    ACCOUNTS: administration_accounts.told,
    SETTINGS: administration_settings.told,
    COPIES: administration_copies.told,
    JOURNAL: administration_journal.told,
}


def page(carried: Carried, query: Query) -> Shown:
    """One part at a time, or one account."""
    reader, part = _administrator(), chosen(query, PART, PARTS) or ACCOUNTS
    found = administration_account.told(reader, carried, query) if part == ACCOUNTS and query.get(ACCOUNT) else None
    sentence, lead, html, dropped = found or PARTS[part](reader, carried, query)
    lost = (ACCOUNT,) if part == ACCOUNTS and query.get(ACCOUNT) and found is None else ()
    body = forms.section(carried.language, _parts(part, carried), html, css="administration")
    dropped = (*unknown(query, {PART: PARTS}), *lost, *dropped)
    return Shown(sentence, lead, (_scripted(body),), False, dropped, is_personal=True)


def _administrator() -> Actor:
    """Refused here too, whatever menu and address let through."""
    reader = identity.actor()
    if reader is None:
        raise NotAllowed("Your account does not have the right to do this: ask the administrator.")
    reader.require("administrator")
    return reader


def _parts(here: str, carried: Carried) -> str:
    items = "".join(f"<li>{_way(part, part == here, carried)}</li>" for part in PARTS)
    return f'<nav class="parts" aria-label="{esc(text("Parts of the page", carried.language))}"><ul>{items}</ul></nav>'


def _way(part: str, is_here: bool, carried: Carried) -> str:
    address = link(PAGE, carried.query(part="" if part == ACCOUNTS else part))
    return go(address, text(TITLES[part], carried.language), css="chip", is_here=is_here)


def _scripted(body: str) -> str:
    return f'<div data-script="{url("administration.js")}">{body}</div>'
