"""What a form asks, as it was typed: strings until an act reads them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from dashboard.actors import Actor
from dashboard.errors import EntryRefused
from dashboard.texts import Language

Fields = Mapping[str, str]
ABOUT: Final = ("report", "activity", "review", "login", "key", "draft", "batch")
NUMBER: Final = re.compile(r"-?\d{1,12}([.,]\d{1,6})?")
WHOLE: Final = re.compile(r"-?\d{1,12}")


@dataclass(frozen=True)
class Asked:
    """`request` is the key of the form (`updates.once`); `rows` are those of a form with a table, as far as filled."""

    actor: Actor
    language: Language
    request: str
    fields: Fields
    rows: tuple[Fields, ...] = ()

    @property
    def about(self) -> str | None:
        """What the event of a refusal names: the first of these fields that the form has."""
        return next((self.fields[name][:60] for name in ABOUT if self.fields.get(name)), None)

    @property
    def is_sure(self) -> bool:
        """Whether its author was asked about a doubt, and said yes."""
        return self.fields.get("sure") == "yes"


@dataclass(frozen=True)
class Done:
    """What is told when it is done; `then` is the link to follow, the page itself without one.

    `afterwards` is begun once what was written is kept: by another thread, as a rule.
    """

    sentence: str
    then: str = ""
    afterwards: Callable[[], object] | None = None


Act = Callable[[Connection, Asked], Done]


def day(fields: Fields, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(fields.get(name, ""))
    except ValueError:
        raise EntryRefused("Choose a day.", field=name) from None


def number(fields: Fields, name: str) -> float:
    """With a comma or a point, a percent sign or spaces around it."""
    typed = re.sub(r"[\s%]", "", fields.get(name, ""))
    if not NUMBER.fullmatch(typed):
        raise EntryRefused("Write a number.", field=name)
    return float(typed.replace(",", "."))


def whole(fields: Fields, name: str) -> int:
    typed = re.sub(r"\s", "", fields.get(name, ""))
    if not WHOLE.fullmatch(typed):
        raise EntryRefused("Write a whole number.", field=name)
    return int(typed)


def maybe_whole(fields: Fields, name: str) -> int | None:
    """Nothing where nothing was typed."""
    return whole(fields, name) if fields.get(name, "").strip() else None


def one_of(fields: Fields, name: str, known: Collection[str]) -> str:
    typed = fields.get(name, "")
    if typed not in known:
        raise EntryRefused("Choose one of those offered.", field=name)
    return typed
