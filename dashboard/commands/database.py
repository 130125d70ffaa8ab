"""`python -m dashboard database …`: the database is made, filled, checked, saved and put back."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.commands.parser import PROGRAM, Choices, Lines
from dashboard.errors import DashboardError
from dashboard.texts import Language, text


def add(command: Callable[..., Any]) -> None:
    under = command("database", "make, fill, check and save the database").subcommands()
    _tables(under)
    _rows(under)
    _copies(under)
    _sums(under)


def _tables(add: Callable[..., Any]) -> None:
    add("prepare", "make the embedded database ready at its first start; only check a configured one", prepare)
    add("init", "make the tables of a new database", initialise)
    add("upgrade", "bring an older database to the tables this program needs", upgrade)
    add("status", "say which database is used and whether this program can work with it", status)


def _rows(add: Callable[..., Any]) -> None:
    load = add("load", "bring rows in").subcommands()
    load("published", "the published figures, with their sources", load_published)
    demonstration = load(
        "demonstration", "the demonstration set: fictitious rows, laid out around a day", load_demonstration
    )
    language = demonstration.language
    demonstration.options.add_argument(
        "--today",
        type=dt.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=text("the day to lay it out around; today without it", language),
    )
    clear = add("clear", "take rows out").subcommands()
    clear("demonstration", "the demonstration set, signed reviews included", clear_demonstration)


def _copies(add: Callable[..., Any]) -> None:
    backup = add("backup", "save the whole database into a file", back_up)
    language = backup.language
    backup.options.add_argument(
        "file", metavar="FILE", type=Path, help=text("a file that does not exist yet", language)
    )
    restored = add("restore", "put a copy back in the place of the whole database, which is kept aside", restore)
    restored.options.add_argument("file", metavar="FILE", type=Path, help=text("a copy that “backup” made", language))
    restored.options.add_argument(
        "--identity", metavar="FILE", type=Path, help=text("the secret key of an encrypted copy", language)
    )
    restored.options.add_argument("--yes", action="store_true", help=text("do not ask", language))


def _sums(add: Callable[..., Any]) -> None:
    sums = add("sums", "the summary tables that pages read").subcommands()
    sums("check", "prove that they agree with the rows they sum", check_sums)
    sums("rebuild", "make them again from the rows", rebuild_sums)


def prepare(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.exports import frozen
    from dashboard.updates import first_start

    if first_start.ensure(frozen.freeze):
        sentence = "The database is ready, with the published figures and the demonstration set: {file}"
        yield text(sentence, language, file=database.embedded_path())
    database.check(database.url())


def initialise(_choices: Choices, language: Language) -> Lines:
    from dashboard import database

    database.initialise(database.url())
    yield text("The tables are made. Next: {command}", language, command=f"{PROGRAM} database load published")


def upgrade(_choices: Choices, language: Language) -> Lines:
    from dashboard import database

    steps = database.upgrade(database.url())
    if not steps:
        yield text("Nothing to do: the database is up to date.", language)
    for step in steps:
        yield text("Done: {step}", language, step=step)


def status(_choices: Choices, language: Language) -> Lines:
    from dashboard import database

    found = database.status(database.url())
    yield text("Database: {address}", language, address=found.address)
    revision = found.revision or text("none", language)
    yield text("Version: {found} (needed: {needed})", language, found=revision, needed=found.revision_needed)
    if found.changed_at:
        yield text("Last write: {moment} UTC", language, moment=f"{found.changed_at:%Y-%m-%d %H:%M:%S}")
    yield from (f"  {name}: {count}" for name, count in found.counts.items())
    if found.has_demonstration:
        yield text("It holds the demonstration set (fictitious data).", language)
    database.check(database.url())


def back_up(choices: Choices, language: Language) -> Lines:
    from dashboard.actors import MACHINE
    from dashboard.database import sealing
    from dashboard.updates import backups

    backups.make(MACHINE, choices.file)
    sentence = "Saved, encrypted: {file}" if sealing.is_wanted() else "Saved: {file}"
    yield text(sentence, language, file=choices.file)


def restore(choices: Choices, language: Language) -> Lines:
    from dashboard.database import sealing
    from dashboard.updates import backups

    with sealing.readable(choices.file, choices.identity) as copy:
        backups.refuse(copy)
        if not choices.yes:
            _ask_once(choices.file, language)
        aside = backups.restore(copy)
    yield text("Restored: {file}", language, file=choices.file)
    if aside:
        yield text("What stood before is kept: {file}", language, file=aside)


def _ask_once(file: Path, language: Language) -> None:
    """Without a terminal nobody can answer: such a job says so beforehand, with --yes."""
    question = text(
        "Everything in the database is replaced by what “{file}” holds; what stands now is kept aside. "
        "Go on? (yes/no) ",
        language, file=file.name,
    )  # fmt: skip
    if not sys.stdin.isatty():
        raise DashboardError("Nothing was restored: without a terminal to be asked on, add --yes.")
    if input(question).strip().casefold() not in {"yes", "y", "oui", "o"}:
        raise DashboardError("Nothing was restored.")


def load_published(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import published

    with database.writing() as connection:
        report = published.load(connection, now=dt.datetime.now(dt.UTC))
    yield from report.lines(language)
    yield report.sentence(language)


def load_demonstration(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.exports import frozen
    from dashboard.updates import demonstration

    day = choices.today or dt.datetime.now(dt.UTC).date()
    with database.writing() as connection:
        report = demonstration.load(connection, today=day, freeze=frozen.freeze)
    rows = sum(report.added.values())
    yield text("Demonstration set (fictitious data) laid out around {day}: {rows} rows.", language, day=day, rows=rows)


def clear_demonstration(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import demonstration

    with database.writing() as connection:
        report = demonstration.clear(connection)
    yield text("Demonstration set taken out: {rows} rows.", language, rows=sum(report.removed.values()))


def check_sums(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import tally_proof

    with database.sketching() as connection:  # reads longer than pages may; nobody who writes waits for it
        differing = len(tally_proof.check_sums(connection))
    if differing:
        raise DashboardError("{count} sums differ from their rows: run “database sums rebuild”.", count=differing)
    yield text("Every sum agrees with its rows.", language)


def rebuild_sums(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import tally_proof

    with database.writing() as connection:
        tally_proof.rebuild_sums(connection)
    yield text("The sums are made again from their rows.", language)
