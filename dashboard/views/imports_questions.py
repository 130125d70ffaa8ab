"""What is not certain in a file, asked once: plain words, one form, suggested answers, remembered under a name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from dashboard.imports.telling import told
from dashboard.imports.understood import Outcome, Question
from dashboard.texts import Language, text
from dashboard.views import forms, imports_words
from dashboard.views.forms import Part
from dashboard.views.imports_understood import ASKED

FEW: Final = 4
"""Options up to this many are all seen at once."""
LONGEST_NAME: Final = 80


def section(outcome: Outcome, draft: int, version: str, name: str, language: Language) -> str:
    """`name` is what the answers are remembered under unless another is written."""
    title = text("What has to be asked", language)
    note = text("Nothing was guessed where guessing could be wrong. Your answers are for the whole file.", language)
    form = forms.form(
        "import.answer",
        *imports_words.based_on(draft, version),
        *(_asked(question, language) for question in outcome.questions),
        _remembered(name, language),
        key=f"import.answer.{draft}",
        submit=text("Read on with these answers", language),
        css="entering asked",
    )
    return imports_words.block(title, form, note=note)


def _asked(question: Question, language: Language) -> Part:
    name, label = f"{ASKED}{question.key}", told(question.asked, language)
    options = [(option.value, told(option.said, language)) for option in question.options]
    if len(options) <= FEW:
        return forms.pick(name, label, options, value=question.suggested or "")
    return forms.choice_by_group(name, label, _groups(question, language), value=question.suggested or "")


def _groups(question: Question, language: Language) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Where nothing is suggested, nothing stands chosen."""
    if not question.suggested:
        yield "", [("", text("Choose…", language))]
    for group, options in groupby(question.options, key=lambda option: option.group):
        heading = told(group, language) if group else ""
        yield heading, [(option.value, told(option.said, language)) for option in options]


def _remembered(name: str, language: Language) -> Part:
    help = text("Kept for the next file with the same headers: nothing is asked again. Empty: not kept.", language)
    label = text("Remember these answers under the name", language)
    return forms.line("remember", label, value=name[:LONGEST_NAME], help=help, longest=LONGEST_NAME, css="grow")
