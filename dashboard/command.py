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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.commands import accounts, database, exchange, files, imports, progress, quality, reviews
from dashboard.commands.parser import PROGRAM, Choices, Lines, Parser
from dashboard.errors import DashboardError
from dashboard.texts import Language, as_language, text

LOG_FILE = Path(__file__).parents[1] / "data" / "local" / "command.log"


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


def serve(choices: Choices, _language: Language) -> Lines:
    from dashboard import serving

    serving.serve(choices.host, choices.port)
    return ()


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


def parser(language: Language) -> Parser:
    top = Parser(
        prog=PROGRAM, language=language, description=text("The dashboard of the IOM–MMEIA dialogue.", language)
    )
    top.set_defaults(debug=False)
    add = top.subcommands()
    database.add(add)
    visuals = add("visuals", "list every picture: key, page, title", list_visuals)
    visuals.options.add_argument(
        "--json", action="store_true", help=text("as JSON: titles in both languages, filters and sizes", language)
    )
    files.add(add)
    accounts.add(add)
    exchange.add(add)
    progress.add(add)
    reviews.add(add)
    imports.add(add)
    quality.add(add)
    server = add("serve", "serve the dashboard until it is stopped", serve)
    server.options.add_argument("--host", default="127.0.0.1", help=text("address to listen on", language))
    server.options.add_argument("--port", type=int, default=8501, help=text("port to listen on", language))
    return top
