"""One account: its rights, its password, its sessions, and its end."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import database, providers
from dashboard.actors import Actor
from dashboard.desk.administration import rights_version
from dashboard.queries import accounts
from dashboard.queries.accounts import Listed
from dashboard.texts import text
from dashboard.views import forms
from dashboard.views.administration_accounts import marks_of, role_ticks, seen_words, side_choice
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Query


def told(reader: Actor, carried: Carried, query: Query) -> tuple[str, str, str, tuple[str, ...]] | None:
    """Nothing when no account has this login."""
    with database.reading() as connection:
        accounts.allowed(connection, reader, "administrator")
        found = next((one for one in accounts.listed(connection) if one.login == query.get("account")), None)
    if found is None:
        return None
    language = carried.language
    seen = text("last seen: {when}", language, when=seen_words(found, language))
    lead = " · ".join((found.login, *marks_of(found, language), seen))
    back = go(link("administration", carried.query()), text("All accounts", language))
    return found.name, lead, f'<p class="sheet-head">{back}</p>' + "".join(_forms(found, carried)), ()


def _forms(account: Listed, carried: Carried) -> Iterator[str]:
    if not account.is_active:
        yield _section(text("Closed", carried.language), _opening(account, carried))
        return
    yield _section(text("Side and roles", carried.language), _rights(account, carried))
    if not account.is_demonstration:
        yield _section(text("Signing in", carried.language), _way_in(account, carried))
    yield _section(text("Leaving", carried.language), _signing_out(account, carried) + _closing(account, carried))


def _section(title: str, html: str) -> str:
    return f'<section class="ruled"><h2>{esc(title)}</h2>{html}</section>'


def _rights(account: Listed, carried: Carried) -> str:
    language = carried.language
    return forms.form(
        "account.rights",
        forms.hidden("login", account.login),
        side_choice(language, account.side),
        role_ticks(language, account.roles),
        key=f"account.rights.{account.login}",
        version=rights_version(account.side, account.roles),
        submit=text("Give these rights", language),
        confirm=text("Change what “{login}” may do, from now on?", language, login=account.login),
    )


def _way_in(account: Listed, carried: Carried) -> str:
    return _binding(account, carried) if providers.configured() else _password(account, carried)


def _password(account: Listed, carried: Carried) -> str:
    language = carried.language
    note = text("A password is made up and shown once; its owner chooses another at the first sign-in.", language)
    question = "Give “{login}” a new password? The old one no longer works, and its sessions end."
    form = _asked_once("password", account, text("Give a new password", language),
                       text(question, language, login=account.login), is_main=False)  # fmt: skip
    return f"<p>{esc(note)}</p>{form}"


def _binding(account: Listed, carried: Carried) -> str:
    language = carried.language
    help = text("What the sign-in page showed the person: issuer and subject. Empty: bound to nobody.", language)
    return forms.form(
        "account.bind",
        forms.hidden("login", account.login),
        forms.line("reference", text("Reference at the provider", language), value=account.subject or "", help=help,
                   longest=800, css="wide"),
        key=f"account.bind.{account.login}",
        submit=text("Bind", language),
        confirm=text("Let the person of this reference, and nobody else, into “{login}”?", language,
                     login=account.login),
    )  # fmt: skip


def _signing_out(account: Listed, carried: Carried) -> str:
    language = carried.language
    question = text("End every session of “{login}”? What is typed stays in its browsers.", language,
                    login=account.login)  # fmt: skip
    return _asked_once("sign_out", account, text("End its sessions", language), question, is_main=False, css="inline")


def _closing(account: Listed, carried: Carried) -> str:
    language = carried.language
    question = text("Close “{login}”? Nobody signs in with it any more; what it did stays.", language,
                    login=account.login)  # fmt: skip
    return _asked_once("close", account, text("Close the account", language), question, is_main=False, css="inline")


def _opening(account: Listed, carried: Carried) -> str:
    language = carried.language
    question = text("Open “{login}” again, with the rights and the password it had?", language, login=account.login)
    return _asked_once("open", account, text("Open the account again", language), question)


def _asked_once(act: str, account: Listed, submit: str, question: str, *, is_main: bool = True, css: str = "") -> str:
    """A button alone, which asks before it acts."""
    return forms.form(
        f"account.{act}", forms.hidden("login", account.login), key=f"account.{act}.{account.login}", submit=submit,
        confirm=question, is_main=is_main, css=css,
    )  # fmt: skip
