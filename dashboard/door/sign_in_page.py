"""The HTML of the sign-in and password pages, in our look; every word typed or kept is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.actors import Actor
from dashboard.errors import DashboardError
from dashboard.texts import Language, text
from dashboard.updates.passwords import LONGEST, SHORTEST
from dashboard.views.assets import url
from dashboard.views.identity import NEXT, PASSWORD, SIGN_IN, SIGN_OUT, role_words, sign_in_address
from dashboard.views.link_values import LANGUAGE
from dashboard.views.markup import esc


def sign_in(
    language: Language, *, back: str, login: str, error: DashboardError | None, reader: Actor | None,
    fictitious: Sequence[Actor],
) -> str:  # fmt: skip
    hidden = _hidden(language, back)
    form = (
        f'<form method="post" action="{SIGN_IN}">{hidden}'
        f"{_field('login', text('Login', language), 'text', 'username', login)}"
        f"{_field('password', text('Password', language), 'password', 'current-password')}"
        f"<button>{esc(text('Sign in', language))}</button></form>"
    )
    parts = [_present(reader, language), _said(error, language), form, _click_to_enter(fictitious, language, hidden)]
    return _document(
        text("Sign in", language), "".join(parts), language, sign_in_address(back or "/", _other(language))
    )


def password(language: Language, reader: Actor, error: DashboardError | None) -> str:
    rule = text("From {low} to {high} characters; a sentence is fine.", language, low=SHORTEST, high=LONGEST)
    form = (
        f'<form method="post" action="{PASSWORD}">{_hidden(language, "")}'
        f'<input type="hidden" name="login" autocomplete="username" value="{esc(reader.login)}">'
        f"{_field('password', text('Present password', language), 'password', 'current-password')}"
        f"{_field('new', text('New password', language), 'password', 'new-password')}"
        f"{_field('again', text('New password, once more', language), 'password', 'new-password')}"
        f"<p>{esc(rule)}</p><button>{esc(text('Change the password', language))}</button></form>"
    )
    title = text("Change the password", language)
    other = f"{PASSWORD}?{LANGUAGE}={_other(language)}"
    return _document(title, _said(error, language) + form, language, other)


def _document(title: str, body: str, language: Language, other_address: str) -> str:
    other = _other(language)
    name = {"fr": "Français", "en": "English"}[other]
    product, back = text("IOM–MMEIA dashboard", language), text("Back to the dashboard", language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{esc(title)} – {esc(product)}</title><link rel="icon" href="/favicon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{url("product.css")}"></head><body class="entrance"><main class="place">'
        f'<p class="kicker">{esc(product)}</p><h1>{esc(title)}</h1>{body}'
        f'<p class="elsewhere"><a href="/?{LANGUAGE}={language}">{esc(back)}</a>'
        f'<a href="{esc(other_address)}" lang="{other}" hreflang="{other}">{name}</a></p></main></body></html>'
    )


def _hidden(language: Language, back: str) -> str:
    values = {LANGUAGE: language, NEXT: back}
    return "".join(f'<input type="hidden" name="{name}" value="{esc(value)}">' for name, value in values.items())


def _field(name: str, label: str, kind: str, autocomplete: str, value: str = "") -> str:
    filled = f' value="{esc(value)}"' if value else ""
    return (
        f'<label>{esc(label)}<input name="{name}" type="{kind}" autocomplete="{autocomplete}" required'
        f' maxlength="{LONGEST}" autocapitalize="none" spellcheck="false"{filled}></label>'
    )


def _said(error: DashboardError | None, language: Language) -> str:
    return f'<p class="notice" role="alert">{esc(error.message(language))}</p>' if error else ""


def _present(reader: Actor | None, language: Language) -> str:
    """Somebody is signed in already: who, and how to leave."""
    if reader is None:
        return ""
    sentence, leave = text("You are signed in: {name}.", language, name=reader.name), text("Sign out", language)
    return (
        f'<form class="notice" method="post" action="{SIGN_OUT}">{_hidden(language, "")}<span>{esc(sentence)}</span> '
        f'<button class="plain">{esc(leave)}</button></form>'
    )


def _click_to_enter(fictitious: Sequence[Actor], language: Language, hidden: str) -> str:
    if not fictitious:
        return ""
    title = text("Demonstration – fictitious accounts", language)
    note = text("One click, on this machine only, until there is a real account.", language)
    buttons = "".join(
        f'<button class="plain" name="demonstration" value="{esc(actor.login)}">{esc(_roles(actor, language))}</button>'
        for actor in fictitious
    )
    return (
        f'<section aria-label="{esc(title)}"><h2>{esc(title)}</h2><p>{esc(note)}</p>'
        f'<form method="post" action="{SIGN_IN}">{hidden}{buttons}</form></section>'
    )


def _roles(actor: Actor, language: Language) -> str:
    return ", ".join(sorted(role_words(role, language) for role in actor.roles))


def _other(language: Language) -> Language:
    return "en" if language == "fr" else "fr"
