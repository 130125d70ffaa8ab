"""What `python -m dashboard import` says of a file, line by line: how it is understood, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dashboard.texts import Language, number, text

if TYPE_CHECKING:
    from dashboard.imports.understood import IssueGroup, Outcome, Question
    from dashboard.queries.import_changes import Comparison

SHOWN: Final = 5
"""Places of a fault that repeats; the page and the downloads have them all."""


def report(outcome: Outcome, language: Language) -> Iterator[str]:
    from dashboard.imports.telling import told
    from dashboard.views.imports_words import FIELDS, LOADS, SHAPES

    loads = text(LOADS[outcome.loads], language) if outcome.loads else text("nothing recognised", language)
    yield text("Recognised as: {shape}", language, shape=text(SHAPES[outcome.shape], language))
    yield text("It brings: {loads}", language, loads=loads)
    if outcome.sheet:
        rows = ", ".join(map(str, outcome.header_rows))
        yield text("Sheet “{sheet}”, headers on row {rows}", language, sheet=outcome.sheet, rows=rows)
    for column in outcome.columns:
        yield f"  {column.letter}  {told(column.header, language) or '–'} → {text(FIELDS[column.field], language)}"
    yield from (told(remark, language) for remark in outcome.remarks)
    yield from _counts(outcome, language)
    for question in outcome.questions:
        yield f"? {question.key} – {told(question.asked, language)}"
        yield from _options(question, language)
    for group in outcome.issues:
        yield from _group(group, language)


def _options(question: Question, language: Language) -> Iterator[str]:
    """Under the headings of their groups, where they have some."""
    from dashboard.imports.telling import told

    for group, options in groupby(question.options, key=lambda option: option.group):
        if group:
            yield f"  – {told(group, language)}"
        yield from (f"    {option.value} = {told(option.said, language)}" for option in options)


def _counts(outcome: Outcome, language: Language) -> Iterator[str]:
    from dashboard.views import imports_report

    counts = outcome.counts
    if outcome.questions and not counts.read:
        return  # rows are read once what they mean is known
    yield text("Rows read: {read}; without error: {accepted}; faulty: {faulty}; values to record: {loaded}", language,
               read=counts.read, accepted=counts.accepted, faulty=counts.faulty, loaded=counts.loaded)  # fmt: skip
    told = [f"  {words} – {number(many, language)}" for words, many in imports_report.apart(counts, language) if many]
    yield from [text("Left out on purpose:", language), *told] if told else ()


def _group(group: IssueGroup, language: Language) -> Iterator[str]:
    from dashboard.imports.telling import told

    level = text("Error", language) if group.level == "error" else text("Warning", language)
    yield f"{level} × {number(group.count, language)} – {told(group.first[0].fault, language)}"
    for issue in group.first[:SHOWN]:
        yield f"    {issue.sheet or '–'} {issue.column}{issue.row or ''}  {issue.found}"


def changes(comparison: Comparison, language: Language) -> Iterator[str]:
    """Added, replaced, unchanged; totals by indicator and year; doubts; the pictures that would move."""
    yield text("{added} added, {superseded} replaced, {unchanged} unchanged", language, added=comparison.added,
               superseded=comparison.superseded, unchanged=comparison.unchanged)  # fmt: skip
    for year in comparison.totals:
        name = year.name_fr if language == "fr" else year.name_en
        yield f"  {name}, {year.year} – {_count(year.before, language)} → {_count(year.after, language)}"
    yield from (f"! {fault.message(language)}" for fault in comparison.faults)
    yield from (f"! {notice.message(language)}" for notice in comparison.notices)
    yield from _pictures(comparison, language)


def _count(count: int | None, language: Language) -> str:
    return text("not reported", language) if count is None else number(count, language)


def _pictures(comparison: Comparison, language: Language) -> Iterator[str]:
    from dashboard.pictures import moved
    from dashboard.views import imports_compared
    from dashboard.views.site_map import BY_KEY

    found = moved.by(comparison.touched)
    if found:
        keys = dict.fromkeys(" ".join((one.entry.key, *map("=".join, one.query.items()))) for one in found)
        title = text(imports_compared.WOULD_MOVE[comparison.loads], language)
        yield text("{title}: {keys}", language, title=title, keys=", ".join(keys))
    elif comparison.loads == "figures" and not comparison.changes_nothing:
        yield text(imports_compared.UNDRAWN, language, page=BY_KEY["sources"].named(language))
