"""Copies of the database: the one being made, those that are kept, and how one is put back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.actors import Actor
from dashboard.database import sealing
from dashboard.database.copies import Listed
from dashboard.texts import Language, number, text
from dashboard.updates import backups
from dashboard.views import forms
from dashboard.views.administration_accounts import moment
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc
from dashboard.views.shown import Query

ADDRESS = "/desk/copies"
OLD = dt.timedelta(days=7)


def told(reader: Actor, carried: Carried, _query: Query) -> tuple[str, str, str, tuple[str, ...]]:
    kept, language = backups.kept(reader), carried.language
    html = _making(language) + _list(kept, language) + _putting_back(kept, language)
    return _sentence(kept, language), _lead(language), html, ()


def _lead(language: Language) -> str:
    if sealing.is_wanted():
        return text("A copy holds everything; it is encrypted, and only the secret key opens it.", language)
    return text("A copy holds everything, protected counts included: keep it where nobody else can read it.", language)


def _sentence(kept: Sequence[Listed], language: Language) -> str:
    if not kept:
        return text("No copy of the database is kept", language)
    if dt.datetime.now(dt.UTC) - kept[0].made_at > OLD:
        return text("The last copy is more than a week old", language)
    return text("The last copy was made on {when}", language, when=moment(kept[0].made_at, language))


def _making(language: Language) -> str:
    lack, latest = backups.hindrance(), backups.latest()
    if latest and not latest.is_over:
        return _under_way(language)
    warning = f'<p class="notice" role="alert">{esc(lack.message(language))}</p>' if lack else ""
    form = forms.form("database.copy", key="database.copy", submit=text("Make a copy now", language))
    failed = latest.error if latest else None
    if failed and not lack:
        warning = f'<p class="notice" role="alert">{esc(failed.message(language))}</p>'
    return f"{warning}{'' if lack else form}"


def _under_way(language: Language) -> str:
    """`administration.js` follows it, and asks the page again when it is over."""
    words = esc(text("A copy is being made…", language))
    return (
        f'<p class="copying" data-copying="{ADDRESS}" role="status"><label>{words} '
        f'<progress max="100"></progress></label> <span data-done></span></p>'
    )


def _list(kept: Sequence[Listed], language: Language) -> str:
    if not kept:
        return ""
    titles = (text("Made on", language), text("Size", language), text("File", language))
    head = "".join(
        f'<th scope="col"{place}>{esc(title)}</th>'
        for title, place in zip(titles, ("", ' class="num"', ""), strict=True)
    )
    rows = "".join(_row(copy, language) for copy in kept)
    caption = esc(text("Copies that are kept", language))
    return (
        f'<table class="copy-list"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(copy: Listed, language: Language) -> str:
    shrunk = esc(text("less than half of the one before: check it", language)) if copy.has_shrunk else ""
    sealed = f" <small>{esc(text('encrypted', language))}</small>" if copy.is_sealed else ""
    return (
        f'<tr><th scope="row">{esc(moment(copy.made_at, language))}</th>'
        f'<td class="num">{esc(size(copy.size, language))}{f" <small>{shrunk}</small>" if shrunk else ""}</td>'
        f'<td><a href="{ADDRESS}/{esc(copy.name)}" download>{esc(copy.name)}</a>{sealed}</td></tr>'
    )


def size(octets: int, language: Language) -> str:
    if octets < 1_000_000:
        return text("{count} kB", language, count=number(max(octets / 1000, 1), language))
    return text("{count} MB", language, count=number(octets / 1_000_000, language, 1))


def _putting_back(kept: Sequence[Listed], language: Language) -> str:
    title = text("Put a copy back", language)
    note = text(
        "On the server, by command. It is checked first, what stands is kept aside, and all of the copy stands "
        "afterwards or nothing has changed. Everybody signs in again.",
        language,
    )
    key = f" --identity {text('SECRET-KEY', language)}" if any(copy.is_sealed for copy in kept) else ""
    command = f"python -m dashboard database restore {text('FILE', language)}{key}"
    return (
        f'<section class="ruled"><h2>{esc(title)}</h2><p>{esc(note)}</p>'
        f'<p><code class="reference">{esc(command)}</code></p></section>'
    )
