"""How a command line is understood, and its help said, in one language; every command is added to such a parser."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from dashboard.texts import LANGUAGES, NO_BREAK, Language, text

PROGRAM = "python -m dashboard"

Choices = argparse.Namespace
Lines = Iterable[str]
Command = Callable[[Choices, Language], Lines]


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
