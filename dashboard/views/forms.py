"""Forms that people write in: plain HTML with labels, help and room for faults; `assets/forms.js` sends and keeps them.

    forms.section(language, forms.form("progress.accept", forms.hidden("report", 12), key="accept.12", submit="Accept"))

Each form names its act (`dashboard.desk`), and a key of its own: what is typed is kept in the browser under the account
and that key until the act is done. `version` is what the form was filled from; it travels with what was typed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.texts import Language, text
from dashboard.views import identity
from dashboard.views.assets import url
from dashboard.views.markup import esc

Part = str | Callable[[str], str]
"""Ready HTML, or what makes it for a form's key."""

WORDS: Final = {
    "restored": "What you had typed is back: it has not been recorded.",
    "drop": "Discard it",
    "sending": "Recording…",
    "sendingMuch": "Recording… A large file takes some minutes; others’ forms wait, and are recorded after it.",
    "lost": "No answer came. What you typed stays here and is sent again by itself; it is recorded once.",
    "again": "Send again now",
    "earlier": "What you sent before was recorded: load the page to read it. What you changed since is kept here.",
    "signIn": "Sign in",
    "mine": "Yours",
    "theirs": "Recorded meanwhile",
    "keepMine": "Keep mine",
    "takeTheirs": "Take this one",
    "choose": "Send my choice",
    "useThis": "Write this into the row",
    "look": "Show what stands now",
    "copy": "Copy what I typed",
    "copied": "Copied",
    "yes": "Yes",
    "no": "No, go back",
}


@dataclass(frozen=True)
class Row:
    """One line of a table: `key` names it among those kept, `head` and `note` are plain words."""

    key: str
    head: str
    cells: Sequence[Part]
    hidden: Sequence[Part] = ()
    note: str = ""


def section(language: Language, *parts: str, css: str = "") -> str:
    """Around every form of a page; where something is told once the page was drawn again."""
    reader = identity.actor()
    words = json.dumps({name: text(key, language) for name, key in WORDS.items()}, ensure_ascii=False)
    return (
        f'<section class="desk {esc(css)}" data-script="{url("forms.js")}" data-language="{language}"'
        f' data-account="{reader.account_id if reader else 0}" data-words="{esc(words)}">'
        f'<p class="said" role="status" data-said></p>{"".join(parts)}</section>'
    )


def form(
    act: str, *parts: Part, key: str, submit: str, version: str = "", confirm: str = "", after: str = "",
    css: str = "", is_main: bool = True, patience: int = 0,
) -> str:  # fmt: skip
    """`confirm` is asked once before it is sent; `after` is the link to follow when it is done.

    `patience`: seconds that the answer may take, where they are more than usual.
    """
    based = hidden("version", version) if version else ""
    body = "".join(part if isinstance(part, str) else part(_slug(key)) for part in (based, *parts))
    asked = f' data-confirm="{esc(confirm)}"' if confirm else ""
    then = f' data-after="{esc(after)}"' if after else ""
    then += f' data-patience="{patience}"' if patience else ""
    return (
        f'<form class="form {esc(css)}" data-act="{esc(act)}" data-key="{esc(key)}"{asked}{then} novalidate'
        f' autocomplete="off"><div class="restored" data-restored hidden></div>{body}<div class="form-end">'
        f'<button class="action{" main" if is_main else ""}">{esc(submit)}</button>'
        '<p class="told" role="status" data-told></p></div></form>'
    )


def group(title: str, *parts: Part) -> Part:
    """Fields that belong together, under a legend."""
    return lambda key: f"<fieldset><legend>{esc(title)}</legend>{_drawn(parts, key)}</fieldset>"


def side_by_side(*parts: Part) -> Part:
    return lambda key: f'<div class="form-row">{_drawn(parts, key)}</div>'


def hidden(name: str, value: object, *, is_fresh: bool = False) -> str:
    """`is_fresh`: always what the page says now, never what a draft was typed under."""
    return f'<input type="hidden" name="{esc(name)}" value="{esc(value)}"{" data-fresh" if is_fresh else ""}>'


def line(
    name: str, label: str, *, value: str = "", help: str = "", longest: int = 500, kind: str = "text", css: str = ""
) -> Part:
    return _field(
        name, label, help, css, lambda more: f'<input type="{kind}" value="{esc(value)}" maxlength="{longest}"{more}>'
    )


def area(name: str, label: str, *, value: str = "", help: str = "", longest: int = 2000, rows: int = 4) -> Part:
    def control(more: str) -> str:
        return f'<textarea rows="{rows}" maxlength="{longest}"{more}>\n{esc(value)}</textarea>'

    return _field(name, label, help, "wide", control)


def choice(
    name: str, label: str, options: Iterable[tuple[str, str]], *, value: str = "", help: str = "", css: str = ""
) -> Part:
    """`options` are key and words."""
    drawn = _options(options, value)
    return _field(name, label, help, css, lambda more: f"<select{more}>{drawn}</select>")


def choice_by_group(
    name: str, label: str, groups: Iterable[tuple[str, Iterable[tuple[str, str]]]], *, value: str = ""
) -> Part:  # fmt: skip
    """Options under headings; those of an empty heading stand free."""
    drawn = "".join(
        f'<optgroup label="{esc(heading)}">{_options(options, value)}</optgroup>' if heading
        else _options(options, value)
        for heading, options in groups
    )  # fmt: skip
    return _field(name, label, "", "", lambda more: f"<select{more}>{drawn}</select>")


def _options(options: Iterable[tuple[str, str]], value: str) -> str:
    return "".join(
        f'<option value="{esc(key)}"{" selected" if key == value else ""}>{esc(words)}</option>'
        for key, words in options
    )


def pick(name: str, label: str, options: Sequence[tuple[str, str]], *, value: str = "") -> Part:
    """One of a few, all of them seen; `options` are key and words, and without a `value` none stands chosen."""

    def drawn(key: str) -> str:
        own = _own(key, name)
        ways = "".join(_way(own, name, option, is_on=option[0] == value) for option in options)
        return (
            f'<fieldset class="field pick" id="{own}" data-field="{esc(name)}"><legend>{esc(label)}</legend>{ways}'
            f'<p class="fault" id="{own}-fault" hidden></p></fieldset>'
        )

    return drawn


def date(
    name: str, label: str, *, value: dt.date | None = None, earliest: dt.date | None = None,
    latest: dt.date | None = None, help: str = "",
) -> Part:  # fmt: skip
    limits = "".join(f' {word}="{day}"' for word, day in (("min", earliest), ("max", latest)) if day)
    return _field(name, label, help, "short", lambda more: f'<input type="date" value="{value or ""}"{limits}{more}>')


def number(name: str, label: str, *, value: float | None = None, unit: str = "", help: str = "") -> Part:
    """Typed as people write it: the desk reads a comma or a point."""
    known = "" if value is None else f' value="{value:g}"'
    after = f"<i>{esc(unit)}</i>" if unit else ""
    return _field(
        name, label, help, "short",
        lambda more: f'<span class="with-unit"><input inputmode="decimal" size="6"{known}{more}>{after}</span>',
    )  # fmt: skip


def tick(name: str, label: str, *, is_on: bool = False, value: str = "yes", help: str = "") -> Part:
    """Sends `value` when it is ticked; several may share a name: the desk gets those ticked, with commas."""
    checked = " checked" if is_on else ""
    told = f"<small>{esc(help)}</small>" if help else ""
    return (
        f'<label class="tick"><input type="checkbox" name="{esc(name)}" value="{esc(value)}"{checked}>'
        f"<span>{esc(label)} {told}</span></label>"
    )


def table(head: Sequence[str], rows: Iterable[Row], *, caption: str) -> Part:
    """One form line by line: those with something typed are sent as `rows`; a fault stands under its own."""
    titles = "".join(f'<th scope="col">{esc(title)}</th>' for title in head)
    known = tuple(rows)
    return lambda key: (
        f'<table class="form-table"><caption>{esc(caption)}</caption><thead><tr>{titles}</tr></thead>'
        f"<tbody>{''.join(_row(row, head, key) for row in known)}</tbody></table>"
    )


def cell(name: str, label: str, *, kind: str = "text", longest: int = 500, inputmode: str = "") -> Part:
    """A field of a table: its label is that of column and row together."""
    mode = f' inputmode="{inputmode}"' if inputmode else ""
    return f'<input type="{kind}" name="{esc(name)}" aria-label="{esc(label)}" maxlength="{longest}"{mode} value="">'


def _row(row: Row, head: Sequence[str], key: str) -> str:
    cells = "".join(
        f'<td data-label="{esc(title)}">{_drawn((part,), key)}</td>'
        for title, part in zip(head[1:], row.cells, strict=True)
    )
    title = esc(row.head) + (f"<small>{esc(row.note)}</small>" if row.note else "")
    return f'<tr data-row="{esc(row.key)}"><th scope="row">{title}{_drawn(row.hidden, key)}</th>{cells}</tr>'


def _way(own: str, name: str, option: tuple[str, str], *, is_on: bool) -> str:
    key, words = option
    checked = " checked" if is_on else ""
    return (
        f'<label class="tick"><input type="radio" name="{esc(name)}" value="{esc(key)}"'
        f' aria-describedby="{own}-fault"{checked}><span>{esc(words)}</span></label>'
    )


def _field(name: str, label: str, help: str, css: str, control: Callable[[str], str]) -> Part:
    def drawn(key: str) -> str:
        own = _own(key, name)
        about = f"{own}-help {own}-fault" if help else f"{own}-fault"
        told = f'<small id="{own}-help">{esc(help)}</small>' if help else ""
        return (
            f'<div class="field {css}" data-field="{esc(name)}"><label for="{own}">{esc(label)}</label>'
            + control(f' id="{own}" name="{esc(name)}" aria-describedby="{about}"')
            + f'{told}<p class="fault" id="{own}-fault" hidden></p></div>'
        )

    return drawn


def _drawn(parts: Iterable[Part], key: str) -> str:
    return "".join(part if isinstance(part, str) else part(key) for part in parts)


def _own(key: str, name: str) -> str:
    """What names a field in its page: two names that differ by a sign only are two fields."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name)
    return f"{key}-{plain}" if plain == name else f"{key}-{plain}-{zlib.crc32(name.encode()):x}"


def _slug(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.lower())
