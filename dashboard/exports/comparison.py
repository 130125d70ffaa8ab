"""What changed between two joint reviews, or two days, as a file: CSV and JSON for programs, PDF for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.exports import change_words, document, words
from dashboard.exports.change_words import Change
from dashboard.exports.document import Block, Document, Paragraph
from dashboard.exports.frozen import plain
from dashboard.provenance import Sourced
from dashboard.texts import Language, sentence_case, text

Form = Literal["csv", "json", "pdf"]
FORMS: tuple[Form, ...] = ("csv", "json", "pdf")
COLUMNS = ("kind", "priority_number", "key", "about", "what", "subject", "before", "after")


@dataclass(frozen=True)
class Ends:
    """What is compared, in words: `revue no 903, 18 juin 2026`."""

    since: str
    until: str


def comparison(found: Sourced, ends: Ends, *, language: Language, form: Form) -> bytes:
    if form == "csv":
        return _csv(found, language)
    if form == "json":
        return _json(found, ends, language)
    return document.pdf(written(found, ends, language))


def changes(found: Sourced) -> list[Change]:
    columns = list(found.rows.columns)
    return [dict(zip(columns, row, strict=True)) for row in found.rows.itertuples(index=False, name=None)]


def lines(found: Sourced, language: Language) -> list[str]:
    """One sentence a change, as the terminal shows them."""
    return [change_words.sentence(change, language) for change in changes(found)]


def title(language: Language) -> str:
    return text("What changed between two joint reviews", language)


def written(found: Sourced, ends: Ends, language: Language) -> Document:
    """A table for each kind of thing that changed."""
    subtitle = text("From {since} to {until}", language, since=ends.since, until=ends.until)
    badge = (text("Demonstration – fictitious data", language),) if found.is_demonstration else ()
    nothing = Paragraph(text("Nothing changed between these two moments.", language))
    blocks = tuple(_blocks(found, language)) if not found.is_empty else (nothing,)
    return Document(language, title(language), subtitle, found.reading.day, badge, blocks)


def _blocks(found: Sourced, language: Language) -> Iterator[Block]:
    every = changes(found)
    head = [text(words, language) for words in ("About", "What changed", "Before", "After")]
    for kind, name in change_words.KINDS.items():
        rows = [_told(change, language) for change in every if change["kind"] == kind]
        yield from document.section(text(name, language), document.table(head, rows, (43, 19, 19, 19)))
    told = [sentence_case(words.reference(source, language)) for source in found.sources]
    yield from document.section(text("Sources", language), document.bullets(told))


def _told(change: Change, language: Language) -> tuple[str, str, str, str]:
    return (change_words.name(change, language), change_words.subject(change, language),
            change_words.before(change, language), change_words.after(change, language))  # fmt: skip


def _csv(found: Sourced, language: Language) -> bytes:
    """Values as programs read them, beside their words; the last column warns of what is fictitious."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([*COLUMNS, "remark"])
    remark = text("Demonstration – fictitious data", language) if found.is_demonstration else ""
    for change in changes(found):
        row = _row(change, language)
        writer.writerow([words.safe_cell(_cell(row[column])) for column in COLUMNS] + [remark])
    return written.getvalue().encode("utf-8-sig")


def _row(change: Change, language: Language) -> dict[str, Any]:
    told = {"about": change_words.name(change, language), "subject": change_words.subject(change, language)}
    return {column: plain(change[column]) for column in COLUMNS if column in change} | told


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _json(found: Sourced, ends: Ends, language: Language) -> bytes:
    content = {
        "title": title(language), "since": ends.since, "until": ends.until, "language": language,
        "is_demonstration": found.is_demonstration, "changes": [_row(change, language) for change in changes(found)],
        "sources": [words.reference(source, language) for source in found.sources],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
