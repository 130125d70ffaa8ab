"""Every file of the corpus becomes what it must: rows, questions, faults, or one sentence of refusal."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from dashboard.imports import reading, understanding
from dashboard.imports.order import Order
from dashboard.imports.understood import Outcome
from tests.imports.tables import known
from tests.sheets.corpus import CORPUS, Dropped

PLAIN = [dropped for dropped in CORPUS if not dropped.refused]
REFUSED = [dropped for dropped in CORPUS if dropped.refused]
HOSTILE = [dropped for dropped in CORPUS if dropped.is_hostile]
APART = ("repeated", "totals", "other_levels", "outside", "not_reported", "masked", "empty", "notes")


def what(dropped: Dropped) -> str:
    return dropped.what


def order(dropped: Dropped, folder: Path) -> Order:
    path = folder / "dropped"
    path.write_bytes(dropped.content())
    out = folder / "out"
    out.mkdir()
    return Order(path, dropped.name, out, known(), limits=dropped.limits, answers=dropped.answers)


def groups(outcome: Outcome, level: str) -> dict[str, int]:
    return {group.code: group.count for group in outcome.issues if group.level == level}


def test_the_corpus_is_large_and_each_file_is_another() -> None:
    assert len(CORPUS) >= 60
    assert len({dropped.what for dropped in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("dropped", PLAIN, ids=what)
def test_a_file_that_can_be_read_becomes_rows_questions_and_faults(dropped: Dropped, tmp_path: Path) -> None:
    outcome = understanding.read(order(dropped, tmp_path), lambda done, of: None)
    counts = dataclasses.asdict(outcome.counts)
    assert tuple(question.key for question in outcome.questions) == dropped.asked
    assert (groups(outcome, "error"), groups(outcome, "warning")) == (dropped.errors, dropped.warnings)
    assert counts["accepted"] == dropped.accepted
    assert {name: counts[name] for name in APART if counts[name]} == dropped.apart
    assert counts["read"] == sum(counts[name] for name in ("accepted", "faulty", *APART))


@pytest.mark.parametrize("dropped", PLAIN, ids=what)
def test_a_file_that_can_be_read_is_told_as_what_it_is(dropped: Dropped, tmp_path: Path) -> None:
    outcome = understanding.read(order(dropped, tmp_path), lambda done, of: None)
    assert (outcome.kind, outcome.shape) == (dropped.kind, dropped.shape)
    assert outcome.encoding == (dropped.encoding or ("UTF-8" if dropped.kind == "csv" else None))
    assert dropped.sheet in {None, outcome.sheet}
    for sentence in dropped.said:
        assert any(remark.message_key.startswith(sentence) for remark in outcome.remarks)


@pytest.mark.parametrize("dropped", REFUSED, ids=what)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence_of_both_languages(
    dropped: Dropped, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefused) as refusal:
        understanding.read(order(dropped, tmp_path), lambda done, of: None)
    assert str(refusal.value).startswith(dropped.refused)
    assert refusal.value.message("fr") != str(refusal.value)
    assert max(len(refusal.value.message(language).split()) for language in ("fr", "en")) <= 25


@pytest.mark.parametrize("dropped", HOSTILE, ids=what)
def test_a_hostile_file_is_refused_by_the_process_that_reads_it(dropped: Dropped, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refusal:
        reading.read(order(dropped, tmp_path), step=lambda done, of: None, cancelled=lambda: False)
    assert str(refusal.value).startswith(dropped.refused)
    assert not list((tmp_path / "out").iterdir())
