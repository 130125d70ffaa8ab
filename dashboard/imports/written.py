"""What passes between the server and the process that reads a file, as JSON: orders, known names, outcomes, issues."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import json
import types
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dashboard.imports.understood import Issue, Outcome
from dashboard.sheets.book import Remark

Kind = TypeVar("Kind")
DAY = "a day"
ISSUE_COLUMNS = ("level", "code", "sheet", "row", "column", "found", "fault", "holes")


def as_json(value: object) -> str:
    """Any dataclass of the contract, in one line of text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[Kind], words: str) -> Kind:
    return cast(Kind, _made(kind, json.loads(words)))


def outcome_of(path: Path) -> Outcome:
    return from_json(Outcome, path.read_text(encoding="utf-8"))


def issue_row(issue: Issue) -> tuple[object, ...]:
    """One line of `issues.csv`: the sentence stays a key and its holes, so that it is read in both languages."""
    holes = json.dumps(_plain(issue.fault.holes), ensure_ascii=False)
    place = (issue.sheet, issue.row, issue.column, issue.found)
    return (issue.level, issue.code, *place, issue.fault.message_key, holes)


def issues_of(path: Path) -> Iterator[Issue]:
    """Every issue of a reading, in the order of the file; none is held longer than it is looked at."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from issues_in(file)


def issues_in(lines: Iterable[str]) -> Iterator[Issue]:
    """Those of a list that the database kept."""
    for row in csv.DictReader(lines):
        fault = Remark(row["fault"], _made(Mapping[str, object], json.loads(row["holes"])))
        level = cast(Any, row["level"])
        yield Issue(level, row["code"], row["sheet"], int(row["row"]), row["column"], row["found"], fault)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, dt.date):
        return {DAY: value.isoformat()[:10]}
    return str(value) if isinstance(value, Path) else value


def _made(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _either(inner, value)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {name: each for name, each in value.items() if name in hints}  # an earlier version may have had others
        return cast(Any, kind)(**{name: _made(hints[name], each) for name, each in known.items()})
    if origin is tuple:
        return tuple(_made(inner[0], each) for each in value)
    if isinstance(value, dict):
        return _mapping(inner, value)
    return Path(value) if kind is Path else value


def _either(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    chosen = [each for each in kinds if dataclasses.is_dataclass(each) == isinstance(value, dict)]
    return _made(next(each for each in chosen if each is not type(None)), value)


def _mapping(inner: tuple[Any, ...], value: dict[str, Any]) -> Any:
    if set(value) == {DAY}:
        return dt.date.fromisoformat(value[DAY])
    key, kind = inner or (str, object)
    return {key(name): _made(kind, each) for name, each in value.items()}
