"""`python -m dashboard …`: what an administrator or a scheduled job does without a browser.

Each command gives back the lines it says; `main` prints them, and turns every error into one sentence.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from dashboard import (
    account_commands,
    exchange_commands,
    file_commands,
    import_commands,
    progress_commands,
    quality_commands,
    review_commands,
)
from dashboard.errors import DashboardError
from dashboard.texts import LANGUAGES, NO_BREAK, Language, as_language, text

PROGRAM = "python -m dashboard"
LOG_FILE = Path(__file__).parents[1] / "data" / "local" / "command.log"

Choices = argparse.Namespace
Lines = Iterable[str]
Command = Callable[[Choices, Language], Lines]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 refused or failed, 2 (from argparse) not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words)
    choices = parser(language).parse_args(words)
    try:
        for line in choices.run(choices, language):
            print(line, flush=True)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if choices.debug:
            raise
        print(sentence(error, language), file=sys.stderr)
        return 1
    return 0


def language_of(words: Sequence[str]) -> Language:
    """`--language`, else an English locale of the terminal, else French."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--language")
    try:
        asked = early.parse_known_args(words)[0].language
    except argparse.ArgumentError:
        asked = None
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return as_language((asked or locale[:2]).partition(",")[0])


def sentence(error: Exception, language: Language) -> str:
    """What to tell the person who typed the command; the rest goes to the log, under a code."""
    if isinstance(error, DashboardError):
        return error.message(language)
    if isinstance(error, OSError) and error.filename:
        words = "“{file}” cannot be read or written: check that the folder exists and that you may use it."
        return text(words, language, file=error.filename)
    code = note_incident(error)
    words = "The command failed. Reference {code}, in {file}; --debug shows the details."
    return text(words, language, code=code, file=LOG_FILE)


def note_incident(error: Exception) -> str:
    """Write the whole error into the log file; the code finds it again."""
    from dashboard.door.panel import new_code

    code = new_code()
    LOG_FILE.parent.mkdir(parents=True, exist_ok=True)
    with LOG_FILE.open("a", encoding="utf-8") as log:
        log.write(f"{dt.datetime.now(dt.UTC).isoformat(timespec='seconds')} {code}\n")
        log.writelines(traceback.format_exception(error))
    return code


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


def serve(choices: Choices, _language: Language) -> Lines:
    from dashboard import serving

    serving.serve(choices.host, choices.port)
    return ()


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
    from dashboard.updates import tallies

    with database.sketching() as connection:  # reads longer than pages may; nobody who writes waits for it
        differing = len(tallies.check_sums(connection))
    if differing:
        raise DashboardError("{count} sums differ from their rows: run “database sums rebuild”.", count=differing)
    yield text("Every sum agrees with its rows.", language)


def rebuild_sums(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import tallies

    with database.writing() as connection:
        tallies.rebuild_sums(connection)
    yield text("The sums are made again from their rows.", language)


def list_visuals(choices: Choices, language: Language) -> Lines:
    from dashboard import pictures

    found = pictures.entries()
    if choices.json:
        yield json.dumps([_described(entry) for entry in found], ensure_ascii=False, indent=2)
        return
    yield from (f"{entry.key:32} {entry.page:16} {entry.titled(language)}" for entry in found)


def _described(entry: Any) -> dict[str, Any]:
    from dashboard.exports.sizes import SIZES

    return {
        "key": entry.key, "page": entry.page, "title_fr": entry.titled("fr"), "title_en": entry.titled("en"),
        "filters": entry.filters, "sizes": SIZES,
    }  # fmt: skip


class Words(argparse.HelpFormatter):
    """Help in the reader's language, argparse's own word included."""

    language: Language = "fr"

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, text("Usage: ", self.language) if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """French puts a space before the colon that argparse adds."""
        super().start_section(f"{heading}{NO_BREAK}" if heading and self.language == "fr" else heading)


class EnglishWords(Words):
    language: Language = "en"


class Parser(argparse.ArgumentParser):
    """A parser that speaks one language; a mistake is answered with one sentence and where to look."""

    def __init__(self, *, language: Language, **settings: Any) -> None:
        formatter = EnglishWords if language == "en" else Words
        super().__init__(**settings, add_help=False, formatter_class=formatter, allow_abbrev=False)
        self.language = language
        self.options = self.add_argument_group(text("Options", language))
        self.options.add_argument("-h", "--help", action="help", help=text("show this help", language))
        self.spoken = self.options.add_argument(
            "--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=text("language of the messages", language)
        )
        self.options.add_argument(
            "--debug",
            action="store_true",
            default=argparse.SUPPRESS,
            help=text("show the details of an error", language),
        )

    def error(self, message: str) -> NoReturn:
        words = "This command is incomplete or not understood. “{help}” shows what exists."
        self.exit(2, text(words, self.language, help=f"{self.prog} --help") + "\n")

    def subcommands(self) -> Callable[..., Parser]:
        """Adds a command under this one: its name, what it does, what runs it."""
        group = self.add_subparsers(
            title=text("Commands", self.language), metavar=text("COMMAND", self.language), required=True
        )

        def add(name: str, help_key: str, run: Command | None = None) -> Parser:
            words = text(help_key, self.language)
            under = group.add_parser(name, help=words, description=words, language=self.language)
            under.set_defaults(**({"run": run} if run else {}))
            return under

        return add


def parser(language: Language) -> Parser:
    top = Parser(
        prog=PROGRAM, language=language, description=text("The dashboard of the IOM–MMEIA dialogue.", language)
    )
    top.set_defaults(debug=False)
    add = top.subcommands()
    database_commands(add("database", "make, fill, check and save the database").subcommands())
    visuals = add("visuals", "list every picture: key, page, title", list_visuals)
    visuals.options.add_argument(
        "--json", action="store_true", help=text("as JSON: titles in both languages, filters and sizes", language)
    )
    file_commands.add(add)
    account_commands.add(add)
    exchange_commands.add(add)
    progress_commands.add(add)
    review_commands.add(add)
    import_commands.add(add)
    quality_commands.add(add)
    server = add("serve", "serve the dashboard until it is stopped", serve)
    server.options.add_argument("--host", default="127.0.0.1", help=text("address to listen on", language))
    server.options.add_argument("--port", type=int, default=8501, help=text("port to listen on", language))
    return top


def database_commands(add: Callable[..., Parser]) -> None:
    add("prepare", "make the embedded database ready at its first start; only check a configured one", prepare)
    add("init", "make the tables of a new database", initialise)
    add("upgrade", "bring an older database to the tables this program needs", upgrade)
    add("status", "say which database is used and whether this program can work with it", status)
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
    backup = add("backup", "save the whole database into a file", back_up)
    backup.options.add_argument(
        "file", metavar="FILE", type=Path, help=text("a file that does not exist yet", language)
    )
    restored = add("restore", "put a copy back in the place of the whole database, which is kept aside", restore)
    restored.options.add_argument("file", metavar="FILE", type=Path, help=text("a copy that “backup” made", language))
    restored.options.add_argument(
        "--identity", metavar="FILE", type=Path, help=text("the secret key of an encrypted copy", language)
    )
    restored.options.add_argument("--yes", action="store_true", help=text("do not ask", language))
    sums = add("sums", "the summary tables that pages read").subcommands()
    sums("check", "prove that they agree with the rows they sum", check_sums)
    sums("rebuild", "make them again from the rows", rebuild_sums)
