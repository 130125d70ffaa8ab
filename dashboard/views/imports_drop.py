"""Where a file is dropped: what is accepted, the templates, the side's own files under way, what came in lately."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.actors import Side
from dashboard.queries.batches import Accepted
from dashboard.queries.drafts import Draft, Status
from dashboard.sheets.limits import Limits
from dashboard.texts import LANGUAGES, Language, date, number, text
from dashboard.texts.sides import OTHER, side_name
from dashboard.views import imports_words
from dashboard.views.assets import url
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link

TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt", ".xml")
WORKBOOK_ENDINGS: Final = (".xlsx", ".xls", ".ods")
TEMPLATES: Final = {
    "progress": "Progress of activities",
    "returns": "Returns",
    "reintegration": "Reintegration",
    "figures": "Figures stated by a source",
    "activities": "Activities of the roadmap",
}
LANGUAGE_NAMES: Final = {"fr": "en français", "en": "in English"}
STATUSES: Final[dict[Status, str]] = {
    "reading": "being read",
    "questions": "questions to answer",
    "faulty": "errors found",
    "ready": "checked, to be accepted",
    "proposed": "proposed, awaiting {other}",
    "returned": "returned by {other}",
    "interrupted": "reading interrupted, nothing recorded",
    "refused": "refused",
    "accepted": "accepted",
    "abandoned": "abandoned",
}


def zone(limits: Limits, language: Language) -> str:
    """A real file field, large enough to drop on; `imports.js` sends what it is given."""
    title, choose = text("Drop your file here", language), text("Choose a file on this device", language)
    endings = ",".join((*WORKBOOK_ENDINGS, *TEXT_ENDINGS))
    return (
        f'<section class="bringing" data-script="{url("imports.js")}" data-language="{language}"'
        f' data-text="{limits.text_file}" data-workbook="{limits.workbook}"'
        f' data-texts="{",".join(TEXT_ENDINGS)}" {_words(limits, language)}>'
        f'<label class="drop"><b>{esc(title)}</b><span>{esc(text("or", language))}</span>'
        f'<span class="action main">{esc(choose)}</span>'
        f'<input type="file" name="file" accept="{endings}" data-file></label>'
        f"{under_way(language)}{_accepted(limits, language)}</section>"
    )


def under_way(language: Language, percent: int | None = None) -> str:
    """Room for what is being sent or read, with its end in words and a way to stop it."""
    value = "" if percent is None else f' value="{percent}"'
    name, stop = text("How far it is", language), text("Cancel", language)
    return (
        f'<p class="sending" data-busy hidden><progress max="100"{value} aria-label="{esc(name)}"></progress>'
        f'<button type="button" class="chip" data-stop>{esc(stop)}</button></p>'
        '<p class="told" role="status" data-told></p>'
    )


def _words(limits: Limits, language: Language) -> str:
    """What the browser says by itself."""
    too_large = text("This file is larger than the limit of {limit} for its kind: nothing was sent.", language,
                     limit="{limit}")  # fmt: skip
    told = {
        "sending": text("Sending “{file}”: {percent}", language, file="{file}", percent="{percent}"),
        "sent": text("Received. It is being looked at.", language),
        "stopped": text("Cancelled: nothing of it is kept.", language),
        "lost": text("No answer came. The file is still chosen and is sent again by itself.", language),
        "again": text("Send again now", language),
        "many": text("One file at a time: the first one was taken.", language),
        "empty": text("This file is empty.", language),
        "large-text": too_large.replace("{limit}", imports_words.size(limits.text_file, language)),
        "large-workbook": too_large.replace("{limit}", imports_words.size(limits.workbook, language)),
        "sign-in": text("Sign in", language),
    }
    return " ".join(f'data-word-{name}="{esc(words)}"' for name, words in told.items())


def _accepted(limits: Limits, language: Language) -> str:
    text_size, book_size = (imports_words.size(octets, language) for octets in (limits.text_file, limits.workbook))
    kinds = (
        text("Excel and LibreOffice workbooks (XLSX, XLS, ODS): up to {size} and {rows} rows.", language,
             size=book_size, rows=number(limits.workbook_rows, language)),
        text("Text with separators (CSV, TSV), any usual encoding: up to {size} and {rows} rows.", language,
             size=text_size, rows=number(limits.text_rows, language)),
        text("DTM exports, files with HXL tags, UNHCR tables and IATI results (XML) are recognised.", language),
        text("Counts only, no person: a file with names or telephone numbers is refused and not kept.", language),
    )  # fmt: skip
    return f'<ul class="told-list">{"".join(f"<li>{esc(words)}</li>" for words in kinds)}</ul>'


def templates(language: Language) -> str:
    note = text("With lists to choose from, notes and an example; they come back without one question.", language)
    items = "".join(
        f"<li><span>{esc(text(words, language))}</span>{''.join(_template(key, each) for each in LANGUAGES)}</li>"
        for key, words in TEMPLATES.items()
    )
    return imports_words.block(text("Templates to fill in", language), f'<ul class="plain-rows">{items}</ul>',
                               note=note, css="templates")  # fmt: skip


def _template(key: str, language: Language) -> str:
    address = f"/files/templates/{key}.xlsx?language={language}"
    return f' <a data-file lang="{language}" href="{esc(address)}">XLSX {esc(LANGUAGE_NAMES[language])}</a>'


def drafts(known: Sequence[Draft], carried: Carried, title: str) -> str:
    if not known:
        return ""
    items = "".join(_draft(row, carried) for row in known)
    return imports_words.block(title, f'<ul class="plain-rows">{items}</ul>')


def _draft(row: Draft, carried: Carried) -> str:
    language = carried.language
    address = link("entry", carried.query(draft=row.number))
    told = f"{date(row.dropped_at.date(), language, 'short')} · {imports_words.size(row.size, language)}"
    by = f" · {row.by}" if row.by else ""
    return (
        f"<li><span>{go(address, row.file_name)} <small>{esc(told + by)}</small></span>"
        f'<b class="t-{_ink(row.status)}">{esc(status_words(row.status, row.side, language))}</b></li>'
    )


def status_words(status: Status, side: Side, language: Language) -> str:
    other = side_name(OTHER[side], language)
    return text(STATUSES[status], language, **({"other": other} if "{other}" in STATUSES[status] else {}))


def _ink(status: Status) -> str:
    return {"ready": "teal", "accepted": "teal", "questions": "gold_ink", "proposed": "gold_ink"}.get(
        status, "muted" if status in {"reading", "abandoned"} else "crimson"
    )


def batches(rows: Sequence[Accepted], carried: Carried, title: str) -> str:
    if not rows:
        return ""
    items = "".join(_batch(row, carried) for row in rows)
    return imports_words.block(title, f'<ul class="plain-rows">{items}</ul>')


def _batch(row: Accepted, carried: Carried) -> str:
    language = carried.language
    address = link("entry", carried.query(batch=row.number))
    told = f"{date(row.recorded_at.date(), language, 'short')} · {side_name(row.side, language)}"
    gone = f'<b class="t-crimson">{esc(text("withdrawn", language))}</b>' if row.withdrawn_at else ""
    count = imports_words.rows(row.row_count, language)
    return (
        f"<li><span>{go(address, row.file_name)} <small>{esc(told)}</small></span>{gone or f'<b>{esc(count)}</b>'}</li>"
    )
