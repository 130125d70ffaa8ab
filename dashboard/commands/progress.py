"""`python -m dashboard progress …`: what the entry page does, for whoever runs commands on the server.

`--as` names the account whose side and roles count, as they are in the database; events tell that it was by command.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from dashboard.commands.parser import Choices, Lines
from dashboard.errors import Conflict, NotAllowed
from dashboard.texts import LANGUAGES, Language, date, percent, text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.actors import Actor, Side
    from dashboard.updates.declared import Declared

DECLARED_BY = {"ministry": "declared by the ministry", "iom": "declared by IOM"}


def add(command: Callable[..., Any]) -> None:
    """The commands under `progress`."""
    progress = command("progress", "declare, answer and correct progress in the name of a side").subcommands()
    pending = progress("pending", "list the reports that wait for an answer", list_pending)
    pending.options.add_argument(
        "--side", choices=tuple(DECLARED_BY), help=text("only those that this side has to answer", pending.language)
    )
    declare = _write(progress("declare", "declare progress on an activity of the account’s side", declare_progress))
    declare.options.add_argument(
        "activity", metavar="ACTIVITY", help=text("key of the activity, as in exports", declare.language)
    )
    _typed(declare, percent_is_required=True)
    _report(_write(progress("accept", "accept a report of the other side", accept_report)))
    _reason(_report(_write(progress("return", "return a report to the other side, with a reason", return_report))))
    correct = _reason(_report(_write(progress("correct", "correct a report of the account’s side", correct_report))))
    _typed(correct, percent_is_required=False)


def list_pending(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.queries import entry

    sides = [cast("Side", choices.side)] if choices.side else list[Any](DECLARED_BY)
    with database.reading() as connection:
        rows = [row for side in sides for row in entry.waiting(connection, side=side).rows.itertuples()]
    for row in rows:
        said = [percent(row.percent, language), text(DECLARED_BY[row.side], language), date(row.declared_on, language)]
        yield f"{row.report}  {row.activity_key}  {' · '.join(said)}"
    if not rows:
        yield text("No report waits for an answer.", language)


def declare_progress(choices: Choices, language: Language) -> Lines:
    from dashboard.updates import progress

    with _writing(choices, "progress_declared", choices.activity) as (connection, actor):
        typed = _declared(connection, choices, language)
        number = progress.declare(connection, actor, typed, request=_request(choices), by_command=True)
    yield text("Report {number} is recorded: it counts once the other side accepts it.", language, number=str(number))


def accept_report(choices: Choices, language: Language) -> Lines:
    from dashboard.updates import progress

    with _writing(choices, "progress_accepted", choices.report) as (connection, actor):
        progress.accept(connection, actor, choices.report, request=_request(choices), by_command=True)
    yield text("Report {number} is accepted: it counts from now on.", language, number=str(choices.report))


def return_report(choices: Choices, language: Language) -> Lines:
    from dashboard.updates import progress

    with _writing(choices, "progress_returned", choices.report) as (connection, actor):
        progress.give_back(
            connection, actor, choices.report, choices.reason, request=_request(choices), by_command=True
        )
    yield text("Report {number} is returned to the other side, with your reason.", language, number=str(choices.report))


def correct_report(choices: Choices, language: Language) -> Lines:
    """What is not given stays as it was declared."""
    from dashboard.updates import progress

    with _writing(choices, "progress_corrected", choices.report) as (connection, actor):
        typed = _corrected(connection, choices, language)
        number = progress.correct(
            connection, actor, choices.report, typed, choices.reason, request=_request(choices), by_command=True
        )
    yield text("Report {number} corrects report {old}: it counts once the other side accepts it.", language,
               number=str(number), old=str(choices.report))  # fmt: skip


@contextmanager
def _writing(choices: Choices, action: str, about: object) -> Iterator[tuple[Connection, Actor]]:
    """One transaction, in the name of the account; a refusal is kept as an event."""
    from dashboard import database
    from dashboard.updates import refusals

    actor = _account(choices.account)
    with refusals.noted(actor, action, about), database.writing() as connection:
        yield connection, actor


def _account(login: str) -> Actor:
    from dashboard import database
    from dashboard.queries import accounts

    with database.reading() as connection:
        actor = accounts.by_login(connection, login)
    if actor is None:
        raise NotAllowed("There is no open account “{login}”.", login=login)
    return actor


def _request(choices: Choices) -> str:
    """A scheduled job names its request, so that a second run of the same job records nothing more."""
    return choices.request or str(uuid.uuid4())


def _declared(connection: Connection, choices: Choices, language: Language) -> Declared:
    """Based on what stands now: whoever types a command has no older page open."""
    from dashboard.queries import entry
    from dashboard.updates.declared import Declared

    version = entry.versions(connection).get(choices.activity, "")
    today = dt.datetime.now(dt.UTC).date()
    stands = Declared(choices.activity, version, today, choices.percent)
    return replace(stands, **_given(choices, language))


def _corrected(connection: Connection, choices: Choices, language: Language) -> Declared:
    """The report as it stands, but for what was given."""
    from dashboard.queries import entry
    from dashboard.updates import progress
    from dashboard.updates.declared import Declared

    old = entry.report(connection, choices.report)
    if old is None:
        raise Conflict(progress.NO_REPORT)
    spoken: Language = "fr" if old["comment_fr"] or not old["comment_en"] else "en"
    said, shown = old[f"comment_{spoken}"] or "", old["evidence"] or ""
    of = (old["activity_key"], old["version"], old["declared_on"])
    stands = Declared(*of, old["percent"], said, spoken, old["milestone_number"], shown)
    return replace(stands, **_given(choices, language))


def _given(choices: Choices, language: Language) -> dict[str, Any]:
    """Fields of a declaration that the command names; a comment without its language has that of the messages."""
    fields = ("declared_on", "percent", "milestone_number", "evidence", "comment")
    given = {name: getattr(choices, name) for name in fields if getattr(choices, name) is not None}
    return given | ({"language": choices.spoken or language} if "comment" in given else {})


def _write(command: Any) -> Any:
    language = command.language
    adding = command.options.add_argument
    adding(
        "--as",
        dest="account",
        required=True,
        metavar="LOGIN",
        help=text("account that does it: its side and roles count", language),
    )
    words = "name of this request: the same one again records nothing more"
    adding("--request", metavar="NAME", help=text(words, language))
    return command


def _report(command: Any) -> Any:
    words = text("number of the report, as “progress pending” lists it", command.language)
    command.options.add_argument("report", type=int, metavar="REPORT", help=words)
    return command


def _reason(command: Any) -> Any:
    words = text("why: the other side reads it", command.language)
    command.options.add_argument("--reason", required=True, metavar="TEXT", help=words)
    return command


def _typed(command: Any, *, percent_is_required: bool) -> None:
    language = command.language
    adding = command.options.add_argument
    adding("--percent", type=float, required=percent_is_required, metavar="0–100",
           help=text("share of the activity that is done", language))  # fmt: skip
    adding(
        "--on",
        dest="declared_on",
        type=dt.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=text("day it speaks of; today, or the day of the report, without it", language),
    )
    adding(
        "--milestone",
        dest="milestone_number",
        type=int,
        metavar="N",
        help=text("number of the milestone that is reached", language),
    )
    adding("--comment", metavar="TEXT", help=text("what was done, for both sides to read", language))
    adding(
        "--comment-language",
        dest="spoken",
        choices=LANGUAGES,
        help=text("language of the comment; that of the messages without it", language),
    )
    adding("--evidence", metavar="URL", help=text("address of a page or document that shows it", language))
