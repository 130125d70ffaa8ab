"""What was understood of a file: where its table stands, and what each of its columns is taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.imports.telling import told
from dashboard.imports.understood import Column, Outcome
from dashboard.queries.drafts import Draft
from dashboard.texts import Language, join, text
from dashboard.views import forms, imports_words
from dashboard.views.forms import Part
from dashboard.views.imports_words import FIELDS, HOW, KINDS, LOADS, SEPARATORS, SHAPES
from dashboard.views.markup import definition, esc

EXAMPLES: Final = 3
ASKED: Final = "q:"
"""Before the key of a question, in the name of its field."""


def section(draft: Draft, outcome: Outcome, language: Language) -> str:
    return imports_words.block(
        text("What was understood", language),
        definition(_facts(draft, outcome, language)),
        *(imports_words.notice(told(remark, language)) for remark in outcome.remarks),
        _columns(outcome.columns, language),
        css="understood",
    )


def _facts(draft: Draft, outcome: Outcome, language: Language) -> list[tuple[str, str]]:
    facts = [
        (text("Kind of file", language), _kind(outcome, language)),
        (text("Recognised as", language), text(SHAPES[outcome.shape], language)),
    ]
    if outcome.loads:
        facts.append((text("It brings", language), text(LOADS[outcome.loads], language)))
    if outcome.sheet and outcome.kind != "csv":
        facts.append((text("Sheet read", language), outcome.sheet))
    if outcome.header_rows:
        facts.append((text("Header rows", language), join([str(row) for row in outcome.header_rows], language)))
    if draft.mapping:
        facts.append((text("Answers used", language), text("those kept as “{name}”", language, name=draft.mapping)))
    return facts + _left_aside(outcome, language)


def _kind(outcome: Outcome, language: Language) -> str:
    parts = [text(KINDS[outcome.kind], language)]
    if outcome.encoding:
        parts.append(text("encoding {encoding}", language, encoding=outcome.encoding))
    if outcome.separator:
        named = SEPARATORS.get(outcome.separator)
        words = text(named, language) if named else outcome.separator
        parts.append(text("separator: {separator}", language, separator=words))
    return " · ".join(parts)


def _left_aside(outcome: Outcome, language: Language) -> list[tuple[str, str]]:
    told = (
        (text("Hidden sheets, not read", language), outcome.hidden_sheets),
        (text("Other sheets, not read", language), outcome.other_sheets if outcome.sheet else ()),
    )
    return [(label, join(list(names), language)) for label, names in told if names]


def _columns(columns: Sequence[Column], language: Language) -> str:
    if not columns:
        return ""
    caption = text("Columns of the file and what they are taken for", language)
    head = [text("Column", language), text("Header in the file", language), text("Taken for", language),
            text("Examples", language)]  # fmt: skip
    return imports_words.table(
        caption, head, "".join(_column(column, head, language) for column in columns), css="columns-of"
    )


def _column(column: Column, head: Sequence[str], language: Language) -> str:
    taken = imports_words.field(column.field, language)
    how = "" if column.field == "ignored" else f" <small>{esc(text(HOW[column.how], language))}</small>"
    css = ' class="left-aside"' if column.field == "ignored" else ""
    examples = " · ".join(column.examples[:EXAMPLES])
    return (
        f'<tr{css}><th scope="row">{esc(column.letter)}</th>{_cell(head[1], esc(told(column.header, language)))}'
        f"{_cell(head[2], f'<b>{esc(taken)}</b>{how}')}{_cell(head[3], esc(examples))}</tr>"
    )


def _cell(label: str, html: str) -> str:
    return f'<td data-label="{esc(label)}">{html}</td>'


def corrections(draft: Draft, outcome: Outcome, language: Language) -> str:
    """Every column with what it is taken for, to be chosen otherwise: kept shut, because it is seldom needed."""
    fields = [_field(column, language) for column in outcome.columns]
    if not fields:
        return ""
    form = forms.form(
        "import.answer",
        *imports_words.based_on(draft.number, str(draft.version)),
        forms.side_by_side(*fields),
        key=f"import.columns.{draft.number}",
        submit=text("Read again with this choice", language),
        css="entering",
        is_main=False,
    )
    summary = text("A column is not what it is taken for: choose", language)
    return f'<details class="change" id="columns-{draft.number}"><summary>{esc(summary)}</summary>{form}</details>'


def _field(column: Column, language: Language) -> Part:
    return forms.choice(
        f"{ASKED}column:{column.letter}",
        text("Column {letter}: {header}", language, letter=column.letter, header=told(column.header, language)),
        [(key, text(words, language)) for key, words in FIELDS.items()],
        value=column.field,
        css="grow",
    )


def asking_again(draft: Draft, language: Language) -> str:
    """The answers given, or those of an earlier file, are taken back, and everything is asked anew."""
    if not draft.answers:
        return ""
    return forms.form(
        "import.answer",
        *imports_words.based_on(draft.number, str(draft.version)),
        *(forms.hidden(f"{ASKED}{key}", "") for key in draft.answers),
        key=f"import.anew.{draft.number}",
        submit=text("Ask everything again", language),
        css="inline",
        is_main=False,
    )
