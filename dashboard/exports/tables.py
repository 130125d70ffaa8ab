"""The rows of a picture as data files: CSV that stands alone, and a description that machines read.

The CSV is what HDX and statistical programs take: UTF-8 with a byte-order mark (so that Excel reads the accents),
commas, decimal points, ISO dates, months as `2026-10`. A French Excel is served by the workbook. What was not reported
is an empty cell, and the remark of its row says so: a typed column stays typed.
"""

from __future__ import annotations

import csv as csv_library
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.charts.visual import Column, Visual
from dashboard.exports import words
from dashboard.provenance import Source
from dashboard.texts import Language, references, said, text
from dashboard.texts.quantity import qualifier

Kind = Literal["number", "month", "date", "text"]
Value = int | float | dt.date | str | None
LICENCE = (
    "No licence is stated for these data: what a source stated belongs to it, under its own terms. The dashboard that "
    "made this file is under the MIT licence."
)
EMPTY = "An empty cell is not zero: the remark of its row says why it is empty."


@dataclass(frozen=True, eq=False)
class Field:
    """One column of a data file: a month is its first day."""

    column: Column
    kind: Kind
    values: tuple[Value, ...]


def fields(visual: Visual) -> tuple[Field, ...]:
    return tuple(_field(visual, column) for column in visual.columns)


def _field(visual: Visual, column: Column) -> Field:
    is_month = column.typed == "month"
    found = visual.rows[column.typed if column.typed in visual.rows else column.name]
    values = tuple(_value(value, visual.language, is_month=is_month) for value in found)
    return Field(column, "month" if is_month else _kind(values), values)


def _value(value: Any, language: Language, *, is_month: bool) -> Value:
    if value is None or value != value:  # a number that is not one
        return None
    if isinstance(value, bool):
        return text("yes", language) if value else text("no", language)
    if is_month:
        return dt.date(int(value) // 100, int(value) % 100, 1)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (int, float, dt.date)) else words.clean(str(value))


def _kind(values: Sequence[Value]) -> Kind:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, (int, float)) for value in known):
        return "number"
    return "date" if known and all(isinstance(value, dt.date) for value in known) else "text"


def remarks(visual: Visual, found: Sequence[Field]) -> list[str]:
    """For each row, why which of the columns that readers see are empty; nothing when none is."""
    seen = [field for field in found if not field.column.is_for_files]
    return [_remark(seen, place, visual.language) for place in range(len(visual.rows))]


def _remark(seen: Sequence[Field], place: int, language: Language) -> str:
    """`non transmis : Retours ; sans objet : Mois transmis`."""
    empty: dict[str, list[str]] = {}
    for field in seen:
        if field.values[place] is None:
            why = field.column.absent or text("not reported", language)
            empty.setdefault(why, []).append(field.column.title)
    told = (f"{why}{text(': ', language)}{', '.join(titles)}" for why, titles in empty.items())
    return words.clean(text("; ", language).join(told))


def csv(visual: Visual, *, hxl: bool = False) -> bytes:
    """Header, HXL tags when asked for, rows; the last columns say on each row what it is, from whom, as of when."""
    written = io.StringIO()
    writer = csv_library.writer(written, lineterminator="\r\n")
    found = fields(visual)
    about = _about(visual)
    writer.writerow([words.safe_cell(field.column.heading) for field in found] + [heading for heading, _, _ in about])
    if hxl:
        writer.writerow([field.column.hxl for field in found] + [tag for _, tag, _ in about])
    for place, remark in enumerate(remarks(visual, found)):
        cells = [_cell(field.values[place], field.kind) for field in found]
        writer.writerow([*cells, *(words.safe_cell(value) for *_, value in about[:-1]), _warned(visual, remark)])
    return written.getvalue().encode("utf-8-sig")


def _about(visual: Visual) -> tuple[tuple[str, str, str], ...]:
    """Heading, HXL tag and value of the columns that are the same on each row; the remark comes last."""
    language = visual.language
    return (
        (text("What the table counts", language), "#description+subject", visual.subtitle or visual.title),
        (text("As of", language), "#date+asof", visual.day.isoformat()),
        (text("Source", language), "#meta+source", "; ".join(_labels(visual))),
        (text("Remarks", language), "#meta+remark", ""),
    )


def _labels(visual: Visual) -> list[str]:
    return list(dict.fromkeys(references.label(source, visual.language) for source in visual.sources))


def _warned(visual: Visual, remark: str) -> str:
    return words.safe_cell("; ".join(part for part in (words.demonstration(visual), remark) if part))


def _cell(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%Y-%m}" if kind == "month" else value.isoformat()
    return words.safe_cell(value) if isinstance(value, str) else str(value)


def metadata(visual: Visual) -> dict[str, Any]:
    """What the data file is, for machines: English keys, words in the language of the picture."""
    language, found = visual.language, fields(visual)
    return {
        "key": visual.key,
        "language": language,
        "title": words.clean(visual.title),
        "subtitle": words.clean(visual.subtitle),
        "alternative_text": words.alt_text(visual),
        "as_of": visual.day.isoformat(),
        "scope": visual.scope,
        "is_demonstration": visual.is_demonstration,
        "notice": words.demonstration(visual),
        "filters": {words.clean(name): words.clean(value) for name, value in visual.filters},
        "caveats": [words.clean(caveat) for caveat in visual.caveats],
        "rows": len(visual.rows),
        "empty_cells": text(EMPTY, language),
        "columns": [_described(field) for field in found],
        "sources": [_source(source, language) for source in visual.sources],
        "statements": list(statements(visual)),
        "licence": text(LICENCE, language),
        "citation": words.citation(visual),
        "generated_by": words.product(language),
    }


def _described(field: Field) -> dict[str, str]:
    column = field.column
    named = {"title": column.title, "unit": column.unit, "definition": column.definition}
    return {"name": column.name, **{name: words.clean(value) for name, value in named.items()},
            "type": field.kind, "hxl": column.hxl}  # fmt: skip


def _source(source: Source, language: Language) -> dict[str, str | None]:
    return {
        "key": source.key,
        "title": words.clean(references.title(source, language)),
        "publisher": words.clean(source.publisher),
        "date": references.day(source, language),
        "published_on": source.published_on.isoformat() if source.published_on else None,
        "date_printed": source.date_printed,
        "date_note": references.date_note(source, language),
        "reference": source.reference,
        "kind": source.kind,
    }


def statements(visual: Visual) -> Iterator[dict[str, Any]]:
    """The words that were printed, one a figure, for a picture of stated figures; nothing for a register."""
    if "quote" not in visual.rows:
        return
    for row in visual.rows.itertuples():
        yield {
            "key": row.figure_key,
            "counted": said(row, "indicator", visual.language),
            "definition": said(row, "definition", visual.language),
            "quote": words.clean(row.quote),
            "qualifier": row.qualifier,
            "qualifier_words": qualifier(row, visual.language),
            "value": _value(row.value, visual.language, is_month=False),
            "is_confirmed": bool(row.is_confirmed),
            "said_by": said(row, "said_by", visual.language),
            "note": said(row, "note", visual.language),
            "period_start": row.period_start.isoformat() if row.period_start else None,
            "period_end": row.period_end.isoformat() if row.period_end else None,
            "source": row.source_key,
        }


def metadata_file(visual: Visual) -> bytes:
    return json.dumps(metadata(visual), ensure_ascii=False, indent=2).encode()
