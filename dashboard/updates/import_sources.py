"""Who states what a file holds: one source for the same words, which remembers for ever that rows were left out."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update

from dashboard.actors import Side
from dashboard.model import Source
from dashboard.queries.drafts import Draft, SourceWords
from dashboard.queries.import_figures import same_source
from dashboard.texts import LANGUAGES, text

PREFIX: Final = "import-"
REGISTERS: Final[dict[Side, str]] = {
    "ministry": "Files brought by the ministry",
    "iom": "Files brought by IOM Mali",
}
PUBLISHERS: Final[dict[Side, str]] = {"ministry": "MMEIA", "iom": "OIM Mali"}


def source_of(connection: Connection, draft: Draft, moment: dt.datetime) -> int:
    """The number of the source of a draft, made when its words are new; its note tells what was left out."""
    words = draft.source if draft.source.is_complete else own(draft.side)
    number = _known(connection, words) or _made(connection, words)
    for name, sentence in notes(draft).items():
        if sentence:
            column = getattr(Source, name)
            longer = func.coalesce(column + " ", "") + sentence
            connection.execute(update(Source).where(Source.id == number).values({name: longer}))
    return number


def own(side: Side) -> SourceWords:
    """What has no source of its own is what its side brought."""
    title_fr, title_en = (text(REGISTERS[side], language) for language in ("fr", "en"))
    return SourceWords(title_fr, title_en, PUBLISHERS[side])


def notes(draft: Draft) -> dict[str, str | None]:
    """`note_fr` and `note_en` of a batch from which faulty rows were left out; nothing when none was."""
    left_out = draft.outcome.counts.faulty if draft.outcome and draft.is_valid_only else 0
    return {f"note_{language}": _left_out(draft, left_out, language) for language in LANGUAGES}


def _left_out(draft: Draft, count: int, language: Any) -> str | None:
    if not count:
        return None
    return text(
        "File “{file}”: only its valid rows were loaded, {count} faulty row was left out.",
        "File “{file}”: only its valid rows were loaded, {count} faulty rows were left out.",
        language=language, count=count, file=draft.file_name,
    )  # fmt: skip


def _known(connection: Connection, words: SourceWords) -> int | None:
    return connection.scalar(select(Source.id).where(same_source(words)).order_by(Source.id).limit(1))


def _made(connection: Connection, words: SourceWords) -> int:
    day = words.published_on
    row = {
        "key": f"{PREFIX}{_next(connection)}", "title_fr": words.title_fr or words.title_en,
        "title_en": words.title_en or words.title_fr, "publisher": words.publisher, "published_on": day,
        "date_printed": day.isoformat() if day else None, "date_status": "printed" if day else "not_printed",
        "kind": words.kind,
    }  # fmt: skip
    return int(connection.execute(insert(Source).values(row).returning(Source.id)).scalar_one())


def _next(connection: Connection) -> int:
    keys = connection.scalars(select(Source.key).where(Source.key.startswith(PREFIX)))
    numbers = (key.removeprefix(PREFIX) for key in keys)
    return max((int(number) for number in numbers if number.isdigit()), default=0) + 1
