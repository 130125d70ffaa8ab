"""What the bulletin and slides of a day are told from: each answer of the database, frozen with the pack of a review.

Asked again, an answer is the one that was frozen, whatever the database says since; what an older pack does not hold is
asked of the database as of the day of the review.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict, astuple
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

from dashboard.exports import story
from dashboard.exports.story import AGAINST, BY_COUNTRY, BY_MONTH, BY_REGION, FUNNEL, MAP, PROGRESS, STATED
from dashboard.pictures import Ask
from dashboard.provenance import Reading, Source, Sourced, frame
from dashboard.status import Rule
from dashboard.texts import LANGUAGES

Answers = dict[str, Any]
KEYS: Final = (PROGRESS, AGAINST, BY_MONTH, BY_COUNTRY, BY_REGION, FUNNEL, MAP, *STATED)
"""The pictures of either; what sources stated stands in where the shorter of the two finds no register."""
DECIMALS: Final = 6


def answers(ask: Ask, reading: Reading) -> Answers:
    """Everything that bulletin and slides ask for a reading, as JSON holds it."""
    found: Answers = {}

    def asked(query: Callable[..., Any], *, reading: Reading, **arguments: Hashable) -> Any:
        answer = ask(query, reading=reading, **arguments)
        found[_question(query, reading, arguments)] = written(answer)
        return answer

    story.story(asked, reading=reading, language=LANGUAGES[0], keys=KEYS)
    return found


def replay(known: Mapping[str, Any], ask: Ask) -> Ask:
    """Answers as they were frozen; `ask` is for what was not."""

    def asked(query: Callable[..., Any], *, reading: Reading, **arguments: Hashable) -> Any:
        question = _question(query, reading, arguments)
        return read(known[question]) if question in known else ask(query, reading=reading, **arguments)

    return asked


def written(answer: Any) -> Any:
    """An answer as JSON: a list is a tuple, what JSON does not know says what it is."""
    if isinstance(answer, Sourced):
        return {"sourced": _sourced(answer)}
    if isinstance(answer, Rule):
        return {"rule": list(astuple(answer))}
    if isinstance(answer, Mapping):
        return {"map": [[key, written(answer[key])] for key in sorted(answer)]}
    if hasattr(answer, "_asdict"):
        return {"row": [[name, written(value)] for name, value in answer._asdict().items()]}
    return _of_values(answer)


def read(words: Any) -> Any:
    """The answer that `written` wrote."""
    if isinstance(words, list):
        return tuple(read(one) for one in words)
    if not isinstance(words, dict):
        return words
    ((kind, held),) = words.items()
    return READERS[kind](held)


def number(value: Any) -> int | float:
    """A number that both engines compute alike."""
    rounded = round(float(value), DECIMALS) if not isinstance(value, int) or isinstance(value, Decimal) else value
    return int(rounded) if rounded == int(rounded) else rounded


def _question(query: Callable[..., Any], reading: Reading, arguments: Mapping[str, Hashable]) -> str:
    """`returns.by_month {…}`: the query, and everything that its answer depends on."""
    said = {name: str(value) for name, value in arguments.items()} | {"reading": _reading(reading)}
    return f"{query.__module__.rpartition('.')[2]}.{query.__name__} {json.dumps(said, sort_keys=True)}"


def _reading(reading: Reading) -> list[str | None]:
    day, instant = reading.as_of, reading.instant
    return [day.isoformat() if day else None, reading.scope, instant.isoformat() if instant else None]


def _sourced(answer: Sourced) -> Answers:
    rows = [_of_values(row) for row in answer.rows.itertuples(index=False, name=None)]
    sources = [{name: _of_values(value) for name, value in asdict(source).items()} for source in answer.sources]
    return {"columns": list(answer.rows.columns), "rows": rows, "sources": sources, "of": _reading(answer.reading)}


def _of_values(value: Any) -> Any:
    if value is None or value != value:
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_of_values(one) for one in value]
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, dt.date) else number(value)


def _sourced_of(held: Answers) -> Sourced:
    sources = tuple(Source(**{name: read(value) for name, value in one.items()}) for one in held["sources"])
    day, scope, instant = held["of"]
    reading = Reading(day and dt.date.fromisoformat(day), scope, instant and dt.datetime.fromisoformat(instant))
    return Sourced(frame((read(row) for row in held["rows"]), held["columns"]), sources, reading)


READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "sourced": _sourced_of,
    "rule": lambda held: Rule(*held),
    "map": lambda held: {key: read(value) for key, value in held},
    "row": lambda held: SimpleNamespace(**{name: read(value) for name, value in held}),
    "day": dt.date.fromisoformat,
    "moment": dt.datetime.fromisoformat,
}
