"""The HTML of the sign-in and password pages, in our look; every word typed or kept is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlencode

from dashboard.actors import Actor
from dashboard.door import assets
from dashboard.errors import DashboardError
from dashboard.providers import Provider, by_key, configured
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


def through_providers(
    language: Language, *, back: str, told: Mapping[str, str], error: DashboardError | None, reader: Actor | None
) -> str:
    """One way in for each provider; above it, what became of the last attempt."""
    parts = [_present(reader, language), _said(error, language), _told(told, language)]
    parts += [_way_in(provider, language, back) for provider in configured()]
    title = text("Sign in", language)
    return _document(title, "".join(parts), language, sign_in_address(back or "/", _other(language)))


def farewell(address: str, language: Language) -> str:
    """Between our sign-out and the provider's; the link is for browsers that do not go on by themselves."""
    title, words = text("Session ended", language), text("Sign out of the identity provider too", language)
    body = f'<p><a class="button" href="{esc(address)}">{esc(words)}</a></p>'
    on = f'<meta http-equiv="refresh" content="0; url={esc(address)}">'
    return _document(title, body, language, f"/?{LANGUAGE}={_other(language)}", on)


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
    return _document(title, _given(reader, language) + _said(error, language) + form, language, other)


def _document(title: str, body: str, language: Language, other_address: str, head: str = "") -> str:
    other = _other(language)
    name = {"fr": "Français", "en": "English"}[other]
    product, back = text("IOM–MMEIA dashboard", language), text("Back to the dashboard", language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{esc(title)} – {esc(product)}</title><link rel="icon" href="/favicon.svg" type="image/svg+xml">'
        f'{_font()}<link rel="stylesheet" href="{url("product.css")}">{head}</head>'
        '<body class="entrance"><main class="place">'
        f'<p class="kicker">{esc(product)}</p><h1>{esc(title)}</h1>{body}'
        f'<p class="elsewhere"><a href="/?{LANGUAGE}={language}">{esc(back)}</a>'
        f'<a href="{esc(other_address)}" lang="{other}" hreflang="{other}">{name}</a></p></main></body></html>'
    )


@cache
def _font() -> str:
    """The text font of every page; Streamlit's style sheet, which names it for those, is not needed here."""
    found = next(assets.BUNDLE.glob(assets.TEXT_FONT), None)
    if found is None:
        return ""
    address = f"/{found.relative_to(assets.BUNDLE).as_posix()}"
    face = f'font-family:"Source Sans";font-weight:200 900;font-display:swap;src:url("{address}") format("woff2")'
    return (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{address}">'
        f"<style>@font-face{{{face}}}</style>"
    )


def _way_in(provider: Provider, language: Language, back: str) -> str:
    query = {"provider": provider.key, LANGUAGE: language} | ({NEXT: back} if back else {})
    words = text("Sign in with {name}", language, name=provider.name)
    return f'<p><a class="button" href="{esc(f"{SIGN_IN}/with?{urlencode(query)}")}">{esc(words)}</a></p>'


def _told(told: Mapping[str, str], language: Language) -> str:
    if not told:
        return ""
    provider = by_key(told.get("provider", ""))
    name = provider.name if provider else text("the provider", language)
    if "subject" not in told:
        sentence = text("The sign-in with {name} did not succeed: start again.", language, name=name)
        return f'<p class="notice" role="alert">{esc(sentence)}</p>'
    sentence = text("{name} knows you, but no open account here is bound to you.", language, name=name)
    ask = text("Give the administrator this reference, word for word:", language)
    return (
        f'<div class="notice" role="alert"><p>{esc(sentence)}</p><p>{esc(ask)}</p>'
        f'<p><code class="reference">{esc(told["subject"])}</code></p></div>'
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


def _given(reader: Actor, language: Language) -> str:
    if not reader.must_change_password:
        return ""
    sentence = text("Choose a password of your own first: nothing can be done with the one you were given.", language)
    return f'<p class="notice">{esc(sentence)}</p>'


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
