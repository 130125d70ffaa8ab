from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.columns import MEANINGS, Column
from dashboard.charts.visual import Visual
from dashboard.exports import tables, words
from dashboard.texts import catalogue
from tests.exports.visuals import INVENTED, made


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_reads_back_as_the_rows_with_what_they_are() -> None:
    header, gao, kayes = read(tables.csv(made()))
    assert header == [
        "Région", "Personnes", "Ce que compte le tableau", "Situation au", "Source", "Remarques",
    ]  # fmt: skip
    assert gao == ["Gao", "12", "personnes par région", "2026-11-21", "L’Essor, 13\u00a0févr. 2026", ""]
    assert kayes[:2] == ["Kayes", ""]


def test_csv_says_what_was_not_reported_and_never_writes_zero_for_it() -> None:
    kayes = read(tables.csv(made()))[2]
    assert kayes[1] == ""
    assert kayes[-1] == "non transmis\u00a0: Personnes"


def test_csv_has_a_mark_so_that_excel_reads_the_accents() -> None:
    assert tables.csv(made()).startswith(b"\xef\xbb\xbf")


def test_pandas_reads_numbers_as_numbers() -> None:
    table = pd.read_csv(io.BytesIO(tables.csv(made())))
    assert table["Personnes"].tolist()[0] == 12
    assert table["Personnes"].isna().tolist() == [False, True]


def test_months_and_days_are_iso() -> None:
    columns = (Column("month_name", "Mois", typed="month"), Column("due_on", "Échéance"))
    rows = [{"month_name": "octobre 2026", "month": 202610, "due_on": dt.date(2026, 12, 1)}]
    assert read(tables.csv(made(rows, columns)))[1][:2] == ["2026-10", "2026-12-01"]


@pytest.mark.parametrize(
    ("value", "cell"), [(-5, "-5"), (0, "0"), (82.5, "82.5"), (83.0, "83"), (10**12, "1" + "0" * 12)]
)
def test_a_number_stays_a_number(value: float, cell: str) -> None:
    assert read(tables.csv(made([{"region": "Gao", "people": value}])))[1][1] == cell


def test_the_hashtag_row_comes_second_on_request_only() -> None:
    columns = (Column("region", "Région", hxl="#adm1+name+i_fr"), Column("people", "Personnes", hxl="#affected+ind"))
    tags = read(tables.csv(made(columns=columns), hxl=True))[1]
    assert tags[:2] == ["#adm1+name+i_fr", "#affected+ind"]
    assert all(tag.startswith("#") for tag in tags)
    assert not any(cell.startswith("#") for row in read(tables.csv(made(columns=columns))) for cell in row)


def test_each_row_of_an_invented_table_says_so() -> None:
    rows = read(tables.csv(made(sources=(INVENTED,))))[1:]
    assert all(row[-1].startswith("Démonstration – données fictives") for row in rows)


@given(st.text(), st.text())
def test_any_text_comes_back_and_never_starts_a_formula(name: str, title: str) -> None:
    visual = made([{"region": name, "people": 1}], (Column("region", title), Column("people", "Personnes")))
    header, row = read(tables.csv(visual))
    assert (header[0], row[0]) == (words.safe_cell(title), words.safe_cell(name))
    assert row[0].removeprefix("'") == words.clean(name).removeprefix("'")
    assert not any(cell.lstrip().startswith(tuple(words.FORMULA_SIGNS)) for cell in (header[0], row[0]))


def stated() -> Visual:
    row = {
        "figure_key": "S001", "indicator_fr": "Personnes assistées", "definition_fr": "Une définition",
        "quote": "plus de 41.000 personnes", "qualifier": "at_least", "value": 41000.0, "is_confirmed": True,
        "said_by_fr": "une fonction", "note_fr": None, "period_start": dt.date(2025, 1, 1),
        "period_end": dt.date(2025, 12, 31), "source_key": "A3",
    }  # fmt: skip
    return made([row], (Column("quote", "Tel qu’imprimé"),))


def test_metadata_say_what_from_whom_as_of_when_and_under_which_terms() -> None:
    told = tables.metadata(replace(made(), filters=(("Région", "Gao"),), caveats=("Attention.",)))
    assert told["as_of"] == "2026-11-21"
    assert told["filters"] == {"Région": "Gao"}
    assert told["caveats"] == ["Attention."]
    assert told["sources"][0]["title"] == "Un titre"
    assert told["citation"] == words.citation(made())
    assert "Aucune licence" in told["licence"]
    assert [column["type"] for column in told["columns"]] == ["text", "number"]


def test_metadata_carry_the_words_as_printed_and_their_qualifier() -> None:
    (statement,) = tables.metadata(stated())["statements"]
    assert statement["quote"] == "plus de 41.000 personnes"
    assert (statement["qualifier"], statement["value"]) == ("at_least", 41000)
    assert statement["qualifier_words"] == "au moins ce nombre"


def test_metadata_flag_what_is_invented() -> None:
    told = tables.metadata(made(sources=(INVENTED,)))
    assert told["is_demonstration"]
    assert told["notice"] == "Démonstration – données fictives"


def test_the_description_is_json_that_keeps_its_accents() -> None:
    content = tables.metadata_file(made())
    assert json.loads(content) == tables.metadata(made())
    assert "Région" in content.decode()


def test_every_definition_and_unit_of_a_column_has_its_french() -> None:
    said = {words for meaning in MEANINGS.values() for words in (meaning.definition, meaning.unit) if words}
    assert said - {"%"} <= set(catalogue())


@pytest.mark.parametrize("tag", [meaning.hxl for meaning in MEANINGS.values()])
def test_every_tag_is_well_formed(tag: str) -> None:
    assert re.fullmatch(r"#[a-z][a-z0-9]*(\+[a-z][a-z0-9_]*)*", tag)
