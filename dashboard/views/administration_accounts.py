"""Every account: who, for which side, with which roles, when last seen; and the form that makes another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, get_args

from dashboard import database, providers
from dashboard.actors import Actor, Role, Side
from dashboard.desk.administration import FIRST_BY_COMMAND
from dashboard.queries import accounts
from dashboard.queries.accounts import Listed
from dashboard.texts import Language, date, sides, text
from dashboard.views import forms
from dashboard.views.forms import Part
from dashboard.views.identity import role_words
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Query

ROLE_HELP: Final[dict[Role, str]] = {
    "reader": "Reads the pages when they need an account.",
    "ministry_editor": "Declares, answers and signs for the ministry.",
    "iom_editor": "Declares, answers and signs for IOM.",
    "communications": "Prepares visuals and files.",
    "protection": "May see small counts of protected people.",
    "administrator": "Accounts, settings, copies and audit log: this page.",
}


def told(reader: Actor, carried: Carried, _query: Query) -> tuple[str, str, str, tuple[str, ...]]:
    with database.reading() as connection:
        accounts.allowed(connection, reader, "administrator")
        found = accounts.listed(connection)
    language = carried.language
    adding = _first(language) if reader.is_fictitious else _adding(carried)
    return _sentence(found, language), _lead(language), _list(found, carried) + adding, ()


def _sentence(found: Sequence[Listed], language: Language) -> str:
    count = sum(account.is_active for account in found)
    return text("{count} account is open", "{count} accounts are open", count=count, language=language)


def _lead(language: Language) -> str:
    return text(
        "An account has one side and one or more roles. It is closed, never deleted: what it did stays.", language
    )


def _list(found: Sequence[Listed], carried: Carried) -> str:
    rows = "".join(_row(account, carried) for account in found)
    language = carried.language
    titles = (text("Account", language), text("Side", language), text("Roles", language), text("Last seen", language))
    head = "".join(f'<th scope="col">{esc(title)}</th>' for title in titles)
    caption = esc(text("Accounts", language))
    return (
        f'<table class="account-list"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(account: Listed, carried: Carried) -> str:
    language = carried.language
    address = link("administration", carried.query(account=account.login))
    marks = "".join(f" <small>{esc(mark)}</small>" for mark in marks_of(account, language))
    css = "" if account.is_active else ' class="closed"'
    return (
        f'<tr{css}><th scope="row">{go(address, account.name)}{marks}<small>{esc(account.login)}</small></th>'
        f"<td>{esc(sides.side_choice(account.side, language))}</td>"
        f"<td>{esc(roles_words(account.roles, language))}</td><td>{esc(seen_words(account, language))}</td></tr>"
    )


def marks_of(account: Listed, language: Language) -> list[str]:
    """What sets an account apart."""
    found = []
    if not account.is_active:
        found.append(text("closed", language))
    if account.is_demonstration:
        found.append(text("fictitious, demonstration", language))
    if account.must_change_password:
        found.append(text("has yet to choose a password", language))
    return found


def roles_words(roles: Sequence[Role], language: Language) -> str:
    return ", ".join(role_words(role, language) for role in get_args(Role) if role in roles)


def seen_words(account: Listed, language: Language) -> str:
    if account.seen_at is None:
        return text("not seen for a month", language)
    when = moment(account.seen_at, language)
    if not account.sessions:
        return when
    return text("{when}, {count} open session", "{when}, {count} open sessions", count=account.sessions, when=when,
                language=language)  # fmt: skip


def moment(at: dt.datetime, language: Language) -> str:
    """Bamako keeps UTC all year."""
    return f"{date(at.date(), language, 'short')}, {at:%H:%M}"


def side_choice(language: Language, side: Side | None = None) -> Part:
    options = [(key, sides.side_choice(key, language)) for key in ("", *sides.TO_CHOOSE)]
    return forms.side_by_side(forms.choice("side", text("Side", language), options, value=side or "", css="short"))


def role_ticks(language: Language, roles: Sequence[Role] = ()) -> Part:
    ticks = [
        forms.tick("roles", role_words(role, language), value=role, is_on=role in roles,
                   help=text(ROLE_HELP[role], language))
        for role in get_args(Role)
    ]  # fmt: skip
    return forms.group(text("Roles", language), *ticks)


def _first(language: Language) -> str:
    command = "python -m dashboard account add LOGIN --name NAME --role administrator"
    words = esc(text(FIRST_BY_COMMAND, language))
    return f'<p class="first-account">{words}</p><p><code class="reference">{command}</code></p>'


def _adding(carried: Carried) -> str:
    language = carried.language
    help = text("3 to 120 letters without accents, digits and . _ @ + -; typed to sign in.", language)
    form = forms.form(
        "account.add",
        forms.side_by_side(
            forms.line("login", text("Login", language), help=help, longest=120, css="grow"),
            forms.line("name", text("Name that others see: a function, not a person", language), longest=120,
                       css="grow"),
        ),
        side_choice(language),
        role_ticks(language),
        *_password(language),
        key="account.add", submit=text("Make the account", language), css="entering",
    )  # fmt: skip
    title = esc(text("Make an account", language))
    return f'<details class="change" id="new-account" data-close><summary>{title}</summary>{form}</details>'


def _password(language: Language) -> list[Part]:
    if providers.configured():
        told = text("Its person signs in through the provider: bind the account afterwards.", language)
        return [forms.hidden("without_password", "yes"), f"<small>{esc(told)}</small>"]
    told = text("A password is made up and shown once; its owner chooses another at the first sign-in.", language)
    return [f"<small>{esc(told)}</small>"]
