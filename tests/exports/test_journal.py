"""The audit log as a file: readable, and nothing of it runs."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest

from dashboard.exports import journal
from dashboard.queries.events import Happened
from dashboard.texts import LANGUAGES, Language

HOSTILE = Happened(
    7, dt.datetime(2026, 5, 1, 8, 30, tzinfo=dt.UTC), "awa", "ministry", "roles_changed", "account", "=1+1",
    {"roles": []}, {"roles": ["reader"]}, "\tété <b>\x00",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_keeps_every_word_and_runs_none(language: Language) -> None:
    content = journal.written([HOSTILE], "csv", language).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(content))
    assert len(head) == len(row) == 10
    assert row[0:2] == ["7", "2026-05-01 08:30:00"]
    assert row[6:] == ["'=1+1", '{"roles": []}', '{"roles": ["reader"]}', " été <b>"]


def test_a_workbook_holds_text_where_a_formula_was_typed() -> None:
    content = journal.written([HOSTILE], "xlsx", "fr")
    head, row = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
    assert head[4].value == "Acte"
    assert (row[0].value, row[6].value, row[6].data_type) == (7, "=1+1", "s")


@pytest.mark.parametrize("form", journal.FORMS)
def test_an_empty_log_is_a_file_with_its_heads(form: journal.Form) -> None:
    assert journal.written([], form, "en")
