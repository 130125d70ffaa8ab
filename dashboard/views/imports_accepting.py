"""The last step of an import: the words of its source, what becomes of faulty rows, and the one button."""

from __future__ import annotations

import datetime as dt
from typing import Final

from dashboard.actors import Side
from dashboard.imports.understood import Outcome
from dashboard.queries.drafts import Draft
from dashboard.queries.import_changes import Comparison
from dashboard.texts import Language, text
from dashboard.texts.sides import OTHER, side_name
from dashboard.views import forms, imports_words
from dashboard.views.forms import Part
from dashboard.views.markup import esc

PATIENCE_S: Final = 300
NOTHING: Final = "No row can be recorded: correct the file, then bring it again."
KINDS: Final = {"register": "A register kept by an institution", "report": "A report or a publication"}


def section(
    draft: Draft, outcome: Outcome, compared: Comparison, side: Side, language: Language, *, both: bool
) -> str:  # fmt: skip
    """`both`: the other side has to agree."""
    title = text("Propose", language) if both else text("Accept", language)
    hindrance = _hindrance(compared, language)
    if hindrance:
        return imports_words.block(title, imports_words.notice(hindrance))
    form = forms.form(
        "import.accept",
        *_seen(draft, compared),
        *_source(draft, outcome, language),
        *_faulty(draft, outcome, language),
        *_reason(draft, compared.superseded, language),
        key=f"import.accept.{draft.number}",
        submit=_submit(outcome.counts.loaded, language, both=both),
        confirm=_confirm(draft.file_name, outcome.counts.loaded, side, language, both=both),
        css="entering",
        patience=PATIENCE_S,
    )
    return imports_words.block(title, form, note=_note(side, language, both=both), css="accepting")


def _hindrance(compared: Comparison, language: Language) -> str:
    """Why nothing can be accepted; the report and the comparison say the rest."""
    if compared.faults:
        return text("This file cannot be accepted as it is: correct it, then bring it again.", language)
    if compared.changes_nothing:
        return text("Everything in this file is recorded already: there is nothing to accept.", language)
    return ""


def _seen(draft: Draft, compared: Comparison) -> tuple[str, ...]:
    """What its author looked at: where it moved meanwhile, they look again."""
    return (
        *imports_words.based_on(draft.number, str(draft.version)),
        forms.hidden("basis", compared.basis, is_fresh=True),
    )


def _note(side: Side, language: Language, *, both: bool) -> str:
    if both:
        other = side_name(OTHER[side], language)
        return text("Nothing is on the pages before {other} agrees too.", language, other=other)
    return text("Nothing is on the pages before you accept; all of it comes at once, or nothing.", language)


def _source(draft: Draft, outcome: Outcome, language: Language) -> list[Part]:
    """Reports and activities are stated by the side that brings them; of what is fictitious nobody is the source."""
    if draft.is_demonstration:
        told = "Your account is fictitious: what it brings joins the demonstration set, and every page says so."
        return [imports_words.notice(text(told, language))]
    if outcome.loads not in ("cells", "figures"):
        return []
    help = text("Stands under every picture that uses these data; one language is enough.", language)
    today = dt.datetime.now(dt.UTC).date()
    kinds = [(key, text(words, language)) for key, words in KINDS.items()]
    source = draft.source
    titles = (
        forms.line("source_title_fr", text("Title in French", language), value=source.title_fr, help=help,
                   longest=200, css="grow"),
        forms.line("source_title_en", text("Title in English", language), value=source.title_en, longest=200,
                   css="grow"),
    )  # fmt: skip
    rest = (
        forms.line("source_publisher", text("Published or kept by", language), value=source.publisher, longest=200,
                   css="grow"),
        forms.date("source_published_on", text("Date of the document", language), value=source.published_on,
                   latest=today),
        forms.choice("source_kind", text("Kind of source", language), kinds, value=source.kind, css="grow"),
    )  # fmt: skip
    legend = text("Source of the data, as readers will see it", language)
    return [forms.group(legend, forms.side_by_side(*titles), forms.side_by_side(*rest))]


def _faulty(draft: Draft, outcome: Outcome, language: Language) -> list[Part]:
    faulty = outcome.counts.faulty
    if not faulty:
        return []
    told = text(
        "{count} row has an error. Correct the file and bring it again, or record the others without it.",
        "{count} rows have an error. Correct the file and bring it again, or record the others without them.",
        count=faulty, language=language,
    )  # fmt: skip
    label = text("Record the valid rows only", language)
    help = text("What is left out stays unknown, and the note of the source says so for ever.", language)
    return [forms.group(told, forms.tick("valid_rows_only", label, is_on=draft.is_valid_only, help=help))]


def _reason(draft: Draft, replaces: int, language: Language) -> list[Part]:
    if not replaces:
        return []
    label = text(
        "Why {count} recorded value is replaced", "Why {count} recorded values are replaced", count=replaces,
        language=language,
    )  # fmt: skip
    help = text("Kept with what is replaced: nothing is lost, and everybody may read why it changed.", language)
    return [forms.area("reason", label, value=draft.reason or "", help=help, longest=1000, rows=2)]


def _submit(count: int, language: Language, *, both: bool) -> str:
    rows = imports_words.rows(count, language)
    if both:
        return text("Propose {rows} for agreement", language, rows=rows)
    return text("Accept and record {rows}", language, rows=rows)


def _confirm(name: str, count: int, side: Side, language: Language, *, both: bool) -> str:
    rows = imports_words.rows(count, language)
    if both:
        sentence = "Propose {rows} of “{file}” to {other}? They count once {other} agrees."
        return text(sentence, language, rows=rows, file=name, other=side_name(OTHER[side], language))
    sentence = "Record {rows} of “{file}”? Everybody sees them at once; the whole file can be withdrawn later."
    return text(sentence, language, rows=rows, file=name)


def answers(draft: Draft, compared: Comparison, language: Language) -> str:
    """For the other side of a proposal: agree, or return it with a reason."""
    hidden = imports_words.based_on(draft.number, str(draft.version))
    count = imports_words.rows(_loaded(draft), language)
    agree = forms.form(
        "import.agree", *_seen(draft, compared), key=f"import.agree.{draft.number}", patience=PATIENCE_S,
        submit=text("Agree and record {rows}", language, rows=count),
        confirm=text("Record {rows} of “{file}”? Everybody sees them at once; the whole file can be withdrawn later.",
                     language, rows=count, file=draft.file_name),
    )  # fmt: skip
    give_back = forms.form(
        "import.return", *hidden,
        forms.area("reason", text("Why it is returned", language), longest=1000, rows=3,
                   help=text("The side that proposed it reads this, and corrects.", language)),
        key=f"import.return.{draft.number}", submit=text("Return it", language), is_main=False,
    )  # fmt: skip
    summary = text("Return it with a reason", language)
    other = f'<details class="change" id="return-{draft.number}"><summary>{esc(summary)}</summary>{give_back}</details>'
    return imports_words.block(text("Your answer", language), agree, other, css="accepting")


def _loaded(draft: Draft) -> int:
    return draft.outcome.counts.loaded if draft.outcome else 0


def abandoning(draft: Draft, language: Language) -> str:
    form = forms.form(
        "import.abandon",
        *imports_words.based_on(draft.number, str(draft.version)),
        key=f"import.abandon.{draft.number}",
        submit=text("Abandon this file", language),
        confirm=text("Abandon “{file}”? It leaves the server; nothing of it was recorded.", language,
                     file=draft.file_name),
        is_main=False,
        css="inline",
    )  # fmt: skip
    return f'<div class="abandoning">{form}</div>'
