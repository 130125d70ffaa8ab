"""What became of every row of a file: how many can be recorded, which cannot and why, and what is odd but possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.exports.annotated import WHOLE
from dashboard.imports.telling import told
from dashboard.imports.understood import Counts, Issue, IssueGroup, Outcome
from dashboard.queries.drafts import Draft
from dashboard.texts import Language, number, text
from dashboard.views import imports_words
from dashboard.views.imports_words import ADDRESS
from dashboard.views.markup import esc

SHOWN: Final = 50
"""Faults in full on the page; the list to download has every one."""
OPENED: Final = 3


def section(draft: Draft, outcome: Outcome, language: Language) -> str:
    errors, warnings = (_of(outcome, level) for level in ("error", "warning"))
    is_text = outcome.kind == "csv"
    return imports_words.block(
        text("What the check found", language),
        _counts(outcome.counts, language),
        _errors(errors, language, is_text=is_text),
        _warnings(warnings, language, is_text=is_text),
        _files(draft, outcome, language) if outcome.issues else "",
        css="checked",
    )


def _of(outcome: Outcome, level: str) -> list[IssueGroup]:
    return sorted((group for group in outcome.issues if group.level == level), key=lambda group: -group.count)


def _counts(counts: Counts, language: Language) -> str:
    """Rows in = rows stored + rows named: those that are none are left out, except what everybody looks for."""
    always = (
        (text("rows read", language), counts.read),
        (text("rows without error", language), counts.accepted),
        (text("rows with an error", language), counts.faulty),
    )
    values = (text("values to record", language), counts.loaded if counts.loaded != counts.accepted else 0)
    others = [pair for pair in (values, *apart(counts, language)) if pair[1]]
    return imports_words.counted([*always, *others], language)


def apart(counts: Counts, language: Language) -> tuple[tuple[str, int], ...]:
    """Rows and cells that are neither recorded nor wrong, by why."""
    return (
        (text("totals, not loaded twice", language), counts.totals),
        (text("repeated, kept once", language), counts.repeated),
        (text("of another level of places", language), counts.other_levels),
        (text("about another country", language), counts.outside),
        (text("not reported: unknown, not zero", language), counts.not_reported),
        (text("masked by the source", language), counts.masked),
        (text("notes under the table", language), counts.notes),
        (text("empty", language), counts.empty),
        (text("cells not reported, beside others that are", language), counts.cells_not_reported),
        (text("cells masked, beside others that are told", language), counts.cells_masked),
    )


def _errors(groups: Sequence[IssueGroup], language: Language, *, is_text: bool) -> str:
    if not groups:
        return f'<p class="sound">{esc(text("No error: every row that holds data can be recorded.", language))}</p>'
    return _groups(text("Errors", language), groups, language, css="errors", is_text=is_text)


def _warnings(groups: Sequence[IssueGroup], language: Language, *, is_text: bool) -> str:
    if not groups:
        return ""
    note = text("Odd, and possible: look at them before you accept.", language)
    return _groups(text("Warnings", language), groups, language, note, css="warnings", is_text=is_text)


def _groups(
    title: str, groups: Sequence[IssueGroup], language: Language, note: str = "", *, css: str, is_text: bool
) -> str:  # fmt: skip
    said = f"<p>{esc(note)}</p>" if note else ""
    left = SHOWN
    items = []
    for place, group in enumerate(groups):
        shown = group.first[: max(left, 1)]
        left -= len(shown)
        items.append(_group(group, shown, language, is_open=place < OPENED, is_text=is_text))
    total = number(sum(group.count for group in groups), language)
    return f'<section class="{css}"><h3>{esc(title)} <small>{esc(total)}</small></h3>{said}{"".join(items)}</section>'


def _group(group: IssueGroup, shown: Sequence[Issue], language: Language, *, is_open: bool, is_text: bool) -> str:
    """The first fault names the group: those of a group differ by their place and by what was found."""
    sentence = told(group.first[0].fault, language) if group.first else group.code
    times = text("{count} time", "{count} times", count=group.count, language=language)
    return (
        f'<details class="fault-group" id="{esc(group.level)}-{esc(group.code)}"{" open" if is_open else ""}>'
        f"<summary><b>{esc(times)}</b> {esc(sentence)}</summary>{_table(shown, sentence, language, is_text=is_text)}"
        f"{_more(group.count - len(shown), language)}</details>"
    )


def _more(count: int, language: Language) -> str:
    if count <= 0:
        return ""
    told = text("and {count} more, in the full list", "and {count} more, in the full list", count=count,
                language=language)  # fmt: skip
    return f'<p class="more">{esc(told)}</p>'


def _table(issues: Sequence[Issue], caption: str, language: Language, *, is_text: bool) -> str:
    """What is wrong is said again at each row only where it is not the same everywhere."""
    faults = [told(issue.fault, language) for issue in issues]
    head = [text("Where", language), text("Found", language), text("What is wrong", language)]
    differ = len(set(faults)) > 1
    rows = "".join(
        _row(issue, fault if differ else "", head, language, is_text=is_text)
        for issue, fault in sorted(zip(issues, faults, strict=True), key=lambda pair: (pair[0].row, pair[0].column))
    )
    return imports_words.table(caption, head if differ else head[:2], rows, css="faults")


def _row(issue: Issue, fault: str, head: Sequence[str], language: Language, *, is_text: bool) -> str:
    found = f"<q>{esc(issue.found)}</q>" if issue.found else ""
    said = f'<td data-label="{esc(head[2])}">{esc(fault)}</td>' if fault else ""
    return (
        f'<tr><th scope="row">{esc(where(issue, language, is_text=is_text))}</th>'
        f'<td data-label="{esc(head[1])}">{found}</td>{said}</tr>'
    )


def where(issue: Issue, language: Language, *, is_text: bool) -> str:
    """`feuille « Retours », ligne 14, colonne C`, as people find it in their spreadsheet; a text file has one sheet."""
    parts = [text("sheet “{sheet}”", language, sheet=issue.sheet)] if issue.sheet and not is_text else []
    if issue.row:
        parts.append(text("row {row}", language, row=issue.row))
    if issue.column:
        parts.append(text("column {column}", language, column=issue.column))
    return ", ".join(parts)


def _files(draft: Draft, outcome: Outcome, language: Language) -> str:
    copy = text("Annotated copy of the file (XLSX)", language)
    every = text("Full list of errors and warnings (CSV)", language)
    query = f"?language={language}"
    return (
        f'<p class="ways"><a data-file href="{ADDRESS}/{draft.number}/annotated.xlsx{query}">{esc(copy)}</a>'
        f'<a data-file href="{ADDRESS}/{draft.number}/issues.csv{query}">{esc(every)}</a></p>{_cut(outcome, language)}'
    )


def _cut(outcome: Outcome, language: Language) -> str:
    """Nobody takes the copy of a long file for the whole of it."""
    if outcome.lines <= WHOLE:
        return ""
    told = text("The annotated copy of a file of more than {limit} rows holds its first rows and the rows to correct.",
                language, limit=WHOLE)  # fmt: skip
    return f"<p><small>{esc(told)}</small></p>"
