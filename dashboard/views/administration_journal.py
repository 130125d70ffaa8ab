"""The audit log: what happened, newest first, by filters that stand in the link; it is read, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from dashboard import database
from dashboard.actors import Actor
from dashboard.exports.journal import FORMS
from dashboard.queries import events
from dashboard.queries.events import Happened, Wanted
from dashboard.texts import Language, number, sides, text
from dashboard.views.administration_accounts import moment
from dashboard.views.journal_words import action_words, field_words, key_words, kind_words, value_words
from dashboard.views.link_values import LANGUAGE, Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Query

ADDRESS: Final = "/desk/journal"
FILTERS: Final = ("who", "side", "act", "about", "from", "until")
BELOW: Final = "below"
LONGEST: Final = 120


def wanted_of(query: Mapping[str, str]) -> tuple[Wanted, tuple[str, ...]]:
    """The filters of a link, and the names of those that mean nothing."""
    days = {name: _day(query.get(name, "")) for name in ("from", "until")}
    side = query.get("side", "") if query.get("side") in sides.TO_CHOOSE else ""
    words = {name: query.get(name, "").replace("\0", "")[:LONGEST] for name in ("who", "act", "about")}
    dropped = [name for name, day in days.items() if query.get(name) and day is None]
    dropped += ["side"] if query.get("side") and not side else []
    found = Wanted(words["who"], side, words["act"], words["about"], days["from"], days["until"])
    return found, tuple(dropped)


def told(reader: Actor, carried: Carried, query: Query) -> tuple[str, str, str, tuple[str, ...]]:
    wanted, dropped = wanted_of(query)
    below = query.get(BELOW, "")
    number_below = int(below) if below.isascii() and below.isdigit() and len(below) < 10 else None
    with database.reading() as connection:
        rows = events.journal(connection, reader, wanted, below=number_below)
        count, offered = events.count(connection, reader, wanted), events.offered(connection, reader)
    language = carried.language
    sentence = text("{count} event", "{count} events", count=count, language=language)
    lead = text("Who did what, when, and what stood before and after; nobody can change it.", language)
    html = _filters(query, offered, carried) + _files(query, language) + _table(rows, language)
    if below and number_below is None:
        dropped = (*dropped, BELOW)
    return sentence, lead, html + _pages(rows, query, number_below, carried), dropped


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        return None


def _chosen(query: Mapping[str, str]) -> dict[str, str]:
    return {name: query[name] for name in FILTERS if query.get(name)}


def _filters(query: Query, offered: tuple[list[str], list[str]], carried: Carried) -> str:
    """A form that only reads: it works without a script, and with one it follows its link without a reload."""
    language, (logins, actions) = carried.language, offered
    acts = sorted(((action, action_words(action, language)) for action in actions), key=lambda each: each[1])
    both = [(key, sides.side_choice(key, language)) for key in sides.TO_CHOOSE]
    hidden = {**carried.query(), "part": "journal"}
    fields = (
        _select("who", text("Account", language), [(login, login) for login in logins], query, language),
        _select("side", text("Side", language), both, query, language),
        _select("act", text("Act", language), acts, query, language),
        _typed("about", text("Object", language), query, "search"),
        _typed("from", text("From", language), query, "date"),
        _typed("until", text("Until", language), query, "date"),
    )
    kept = "".join(f'<input type="hidden" name="{esc(name)}" value="{esc(value)}">' for name, value in hidden.items())
    return (
        f'<form class="form filtering" method="get" action="{link("administration")}" data-filters>{kept}'
        f'<div class="form-row">{"".join(fields)}</div><div class="form-end">'
        f'<button class="action main">{esc(text("Filter", language))}</button> {_without(query, carried)}</div></form>'
    )


def _without(query: Query, carried: Carried) -> str:
    if not _chosen(query):
        return ""
    return go(link("administration", carried.query(part="journal")), text("Without filters", carried.language))


def _select(name: str, label: str, options: Sequence[tuple[str, str]], query: Query, language: Language) -> str:
    drawn = "".join(
        f'<option value="{esc(key)}"{" selected" if query.get(name) == key else ""}>{esc(words)}</option>'
        for key, words in [("", text("All", language)), *options]
    )
    return (
        f'<div class="field"><label for="log-{name}">{esc(label)}</label>'
        f'<select id="log-{name}" name="{name}">{drawn}</select></div>'
    )


def _typed(name: str, label: str, query: Query, kind: str) -> str:
    value = esc(query.get(name, ""))
    return (
        f'<div class="field"><label for="log-{name}">{esc(label)}</label>'
        f'<input id="log-{name}" name="{name}" type="{kind}" value="{value}" maxlength="{LONGEST}"></div>'
    )


def _files(query: Query, language: Language) -> str:
    """The whole of what the filters find, whatever page is shown."""
    asked = urlencode({**_chosen(query), LANGUAGE: language})
    links = " ".join(f'<a data-file href="{ADDRESS}.{form}?{esc(asked)}">{form.upper()}</a>' for form in FORMS)
    return f'<p class="journal-files">{esc(text("Everything found, as a file", language))} {links}</p>'


def _table(rows: Sequence[Happened], language: Language) -> str:
    if not rows:
        return f'<p class="notice">{esc(text("No event is like this.", language))}</p>'
    titles = (text("When (UTC)", language), text("Who", language), text("What", language), text("Change", language))
    head = "".join(f'<th scope="col">{esc(title)}</th>' for title in titles)
    body = "".join(_row(row, language) for row in rows)
    caption = esc(text("Audit log", language))
    return (
        f'<table class="journal"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(row: Happened, language: Language) -> str:
    place = text("no. {number}", language, number=number(row.number, language))
    side = f"<small>{esc(sides.side_choice(row.side, language))}</small>" if row.side in sides.TO_CHOOSE else ""
    about = " ".join(filter(None, (kind_words(row.kind, language), key_words(row.kind, row.key, language))))
    reason = f'<p class="reason">{esc(row.reason)}</p>' if row.reason else ""
    return (
        f'<tr><th scope="row">{esc(moment(row.at, language))}<small>{esc(place)}</small></th>'
        f"<td>{esc(row.login or _nobody(row, language))}{side}</td>"
        f"<td><b>{esc(action_words(row.action, language))}</b><small>{esc(about)}</small>{reason}</td>"
        f"<td>{_change(row.before, row.after, language)}</td></tr>"
    )


def _nobody(row: Happened, language: Language) -> str:
    """Whoever is refused at the door is nobody yet; else a command was typed, or an account was taken out since."""
    is_stranger = row.action == "sign_in_refused"
    return text("nobody known", language) if is_stranger else text("by command, on the server", language)


def _change(before: Any, after: Any, language: Language) -> str:
    """Field by field, as far as the two differ; what is long stands folded."""
    lines = [_line(name, old, new, language) for name, old, new in _differing(before, after)]
    if len(lines) <= 4:
        return "".join(lines)
    words = text("{count} fields", language=language, count=len(lines))
    return f"<details><summary>{esc(words)}</summary>{''.join(lines)}</details>"


def _differing(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    if before is None and after is None:
        return []
    if not isinstance(before or {}, Mapping) or not isinstance(after or {}, Mapping):
        return [("", before, after)]
    old, new = before or {}, after or {}
    return [(name, old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)]


def _line(name: str, old: Any, new: Any, language: Language) -> str:
    title = f"<i>{esc(field_words(name, language))}</i> " if name else ""
    was = f"<del>{esc(_plain(old, language))}</del> → " if old not in (None, "", []) else ""
    return f'<p class="moved">{title}{was}<ins>{esc(_plain(new, language))}</ins></p>'


def _plain(value: Any, language: Language) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(each, language) for each in value) or "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(each, language)}" for name, each in value.items())
    return value_words(value, language)


def _pages(rows: Sequence[Happened], query: Query, below: int | None, carried: Carried) -> str:
    language, links = carried.language, []
    same = carried.query(part="journal", **_chosen(query))
    if below is not None:
        links.append(go(link("administration", same), text("The latest", language)))
    if len(rows) == events.PAGE:
        links.append(go(link("administration", {**same, BELOW: rows[-1].number}), text("Earlier events", language)))
    return f'<p class="pages">{" ".join(links)}</p>' if links else ""
