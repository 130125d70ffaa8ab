"""`python -m dashboard review …`: what the review page shows and saves, without a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dashboard.commands.files import listed, whole_or_nothing
from dashboard.commands.parser import Choices, Lines
from dashboard.errors import DashboardError, FileRefused
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language, date, text
from dashboard.texts.sides import institution

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.exports.papers import End, What
    from dashboard.queries.packs import Signed, Verified
    from dashboard.queries.review_room import Room

STATUSES = {"planned": "planned", "held": "held, not signed by both sides", "signed": "signed by both sides"}


def add(command: Callable[..., Any]) -> None:
    """The commands under `review`."""
    review = command("review", "list, read, verify and compare joint reviews; save their minutes").subcommands()
    review("list", "list every joint review", list_reviews)
    _of_one(review("show", "show one review: who sat there, what was decided, who signed", show_review))
    _of_one(review("verify", "prove that what both sides signed is what is stored", verify_review))
    minutes = _of_one(review("minutes", "save the minutes of a review", save_minutes))
    _files(minutes, "docx,pdf")
    slides = _of_one(review("slides", "save the slides of the day of a review", save_slides))
    _files(slides, "pptx")
    bulletin = _of_one(review("bulletin", "save the bulletin of the day of a review", save_bulletin))
    _files(bulletin, "pdf")
    changes = review("changes", "say what changed between two reviews or days", save_changes)
    for name, help_key in (("since", "the earlier review or day"), ("until", "the later review or day")):
        changes.options.add_argument(name, metavar="N|YYYY-MM-DD", help=text(help_key, changes.language))
    _files(changes, None)


def list_reviews(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.queries import reviews

    with database.reading() as connection:
        rows = reviews.reviews(connection, reading=Reading()).rows
    for row in rows.itertuples():
        yield f"{row.number:>5}  {row.held_on}  {row.place}  {text(STATUSES[row.status], language)}"


def show_review(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.queries import review_room

    with database.reading() as connection:
        room = review_room.room(connection, reading=Reading(), number=choices.number)
    yield str(getattr(room.review, f"title_{language}"))
    yield f"{date(room.review.held_on, language, 'weekday')}, {room.review.place}"
    yield text(STATUSES[room.review.status], language)
    yield from _told(room, language)


def _told(room: Room, language: Language) -> Lines:
    seats = [f"{row.owner_acronym}  {_words(row, language)}" for row in room.participants]
    points = [f"{row.priority_number or '–'}  {_words(row, language)}" for row in room.agenda]
    remarks = [f"{institution(row.side, language)}  {_words(row, language)}" for row in room.remarks]
    decisions = [f"{row.number}. {_words(row, language)} ({row.owner_acronym}, {row.due_on})" for row in room.decisions]
    for title, lines in (("Participants", seats), ("Agenda", points), ("Remarks", remarks)):
        yield from _titled(text(title, language), lines)
    yield from _titled(text("Decisions taken", language), decisions)
    if room.pack:
        told = [_signed(one, language) for one in room.pack.signatures]
        yield from _titled(text("Signatures", language), [*told, f"SHA-256  {room.pack.sha256}"])


def _words(row: Any, language: Language) -> str:
    return str(getattr(row, f"text_{language}"))


def _signed(one: Signed, language: Language) -> str:
    return f"{institution(one.side, language)}  {one.signed_at:%Y-%m-%d %H:%M} UTC"


def _titled(title: str, lines: list[str]) -> Lines:
    if lines:
        yield title
        yield from (f"  {line}" for line in lines)


def verify_review(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.queries import packs

    with database.reading() as connection:
        found = packs.verify(connection, number=choices.number)
    if found.pack is None:
        raise DashboardError("Nothing was frozen for this review.")
    yield f"SHA-256  {found.recomputed}"
    yield from (text(fault, language) for fault in found.faults)
    if not found.holds:
        raise DashboardError(
            "What is stored of review {review} is not what both sides signed.", review=str(found.number)
        )
    yield from _holds(found, language)


def _holds(found: Verified, language: Language) -> Lines:
    assert found.pack
    yield from (_signed(one, language) for one in found.pack.signatures)
    yield text("Review {review}: both sides signed exactly what is stored.", language, review=str(found.number))


def save_minutes(choices: Choices, _language: Language) -> Lines:
    return _papers("minutes", choices)


def save_slides(choices: Choices, _language: Language) -> Lines:
    return _papers("slides", choices)


def save_bulletin(choices: Choices, _language: Language) -> Lines:
    return _papers("bulletin", choices)


def _papers(what: What, choices: Choices) -> Lines:
    from dashboard import database
    from dashboard.exports import papers

    forms = listed(choices.format, papers.FORMS[what])
    with database.reading() as connection:
        for spoken in _languages(choices):
            for form in forms:
                paper = papers.Paper(what, choices.number, form, spoken)
                yield _saved(choices.out, *papers.make(connection, paper))


def save_changes(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.exports import comparison, papers

    with database.reading() as connection:
        found = papers.compared(connection, *(_end(connection, words) for words in (choices.since, choices.until)))
    if choices.format is None:
        nothing = [text("Nothing changed between these two moments.", language)]
        yield from comparison.lines(found.found, language) or nothing
        return
    forms = listed(choices.format, papers.FORMS["changes"])
    for spoken in _languages(choices):
        for form in forms:
            yield _saved(choices.out, *papers.compared_file(found, spoken, form))


def _end(connection: Connection, words: str) -> End:
    from dashboard.exports import papers

    if words.isdecimal():
        return papers.end_of(connection, int(words))
    try:
        return papers.End(dt.date.fromisoformat(words))
    except ValueError:
        raise FileRefused("“{asked}” is neither the number of a review nor a day (YYYY-MM-DD).", asked=words) from None


def _saved(folder: Path, name: str, content: bytes) -> str:
    with whole_or_nothing(folder / name) as path:
        path.write_bytes(content)
    return str(folder / name)


def _languages(choices: Choices) -> list[Language]:
    return cast("list[Language]", listed(choices.files_language, LANGUAGES))


def _of_one(command: Any) -> Any:
    command.options.add_argument(
        "number", type=int, metavar="N", help=text("number of the review, as in “review list”", command.language)
    )
    return command


def _files(command: Any, forms: str | None) -> None:
    """`--language` is that of the files; messages are in the first."""
    language = command.language
    command.spoken.choices, command.spoken.dest = None, "files_language"
    command.spoken.metavar, command.spoken.default = "fr,en", "fr"
    command.spoken.help = text("languages of the files; messages are in the first", language)
    adding = command.options.add_argument
    known = "csv,json,pdf" if forms is None else forms
    adding("--format", default=forms, metavar=known, help=text("forms of the files", language))
    adding("--out", type=Path, default=Path(), metavar="DIR", help=text("folder to save into", language))
