from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.columns import Column
from dashboard.charts.forms import ranking
from dashboard.charts.native import Native, Series
from dashboard.charts.visual import Visual
from dashboard.exports import words
from dashboard.exports.workbook import HEAD, workbook
from tests.exports.test_tables import stated
from tests.exports.visuals import COLUMNS, INVENTED, made

ROWS = ({"region": "Gao", "people": 12}, {"region": "Kayes", "people": None}, {"region": "Kita", "people": 0})
NATIVE = Native("bar", ("Gao", "Kayes", "Kita"), (Series("Personnes", (12, None, 0), "brand", labels=("12", "", "0")),))
HOSTILE = ['=HYPERLINK("http://example.org","x")', "@SUM(A1)", "+1", "-1+1", "\t=1+1", "＝1", "'=1", "{=1}", "|cmd"]


def pictured(rows: Any = ROWS, columns: tuple[Column, ...] = COLUMNS, **more: Any) -> Visual:
    return made(rows, columns, **{"native": NATIVE, **more})


def at_midnight(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


def opened(visual: Visual, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(visual, **options)))


def table(visual: Visual, **options: Any) -> list[list[Any]]:
    """The head and the rows of the sheet of data."""
    sheet = opened(visual, **options).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]


def part(visual: Visual, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook(visual))) as archive:
        return archive.read(name).decode()


def references(visual: Visual) -> list[str]:
    """What the chart reads, in order: head, names and values of each series."""
    return [
        found.text or ""
        for found in ET.fromstring(part(visual, "xl/charts/chart1.xml")).iter()
        if found.tag.endswith("}f")
    ]


def read(visual: Visual, reference: str) -> list[Any]:
    sheet, _, cells = reference.partition("!")
    found = opened(visual)[sheet.strip("'")][cells.replace("$", "")]
    return [cell.value for (cell,) in found] if isinstance(found, tuple) else [found.value]


@pytest.mark.parametrize(
    ("language", "names"), [("fr", ["Données", "Graphique", "Source"]), ("en", ["Data", "Chart", "Source"])]
)
def test_the_sheets_are_data_chart_and_source(language: Any, names: list[str]) -> None:
    assert opened(pictured(language=language)).sheetnames == names


def test_typed_values_are_those_of_the_rows() -> None:
    assert table(pictured())[0] == ["Région", "Personnes", "Remarques"]
    assert [row[:2] for row in table(pictured())[1:]] == [["Gao", 12], ["Kayes", None], ["Kita", 0]]


def test_what_was_not_reported_is_empty_and_said_on_its_row() -> None:
    assert [row[2] for row in table(pictured())[1:]] == [None, "non transmis\u00a0: Personnes", None]


def test_a_complete_table_needs_no_remarks() -> None:
    assert table(pictured([{"region": "Gao", "people": 1}]))[0] == ["Région", "Personnes"]


def test_months_and_days_are_real_dates() -> None:
    columns = (Column("month_name", "Mois", typed="month"), Column("due_on", "Échéance"))
    rows = [{"month_name": "octobre 2026", "month": 202610, "due_on": dt.date(2026, 12, 1)}]
    sheet = opened(pictured(rows, columns)).worksheets[0]
    month, day = sheet[HEAD + 2]
    assert (month.value, day.value) == (at_midnight(2026, 10, 1), at_midnight(2026, 12, 1))
    assert (month.number_format, day.number_format) == ("[$-40C]mmmm yyyy", "dd/mm/yyyy")


def test_units_stand_in_the_head_and_codes_after_what_readers_see() -> None:
    columns = (Column("code", "Code", is_for_files=True), Column("people", "Retours", "personnes"))
    assert table(pictured([{"code": "ML01", "people": 3}], columns))[0] == ["Retours (personnes)", "Code"]


def test_the_hashtags_stand_under_the_heads_on_request() -> None:
    columns = (Column("region", "Région", hxl="#adm1+name"), Column("people", "Personnes", hxl="#affected+ind"))
    assert table(pictured(ROWS, columns), hxl=True)[1] == ["#adm1+name", "#affected+ind", "#meta+remark"]
    assert "#adm1+name" not in str(table(pictured(ROWS, columns)))


@pytest.mark.parametrize("hxl", [False, True])
def test_the_head_stays_in_view_and_filters_every_row(hxl: bool) -> None:
    sheet = opened(pictured(), hxl=hxl).worksheets[0]
    assert sheet.freeze_panes == f"A{HEAD + 2 + hxl}"
    assert sheet.auto_filter.ref == f"A{HEAD + 1 + hxl}:C{HEAD + 4 + hxl}"


def test_the_chart_reads_the_cells_of_the_data() -> None:
    head, names, values = references(pictured())
    assert all(one.startswith("'Données'!") for one in (head, names, values))
    assert read(pictured(), names) == ["Gao", "Kayes", "Kita"]
    assert read(pictured(), values) == [12, None, 0]


def test_what_the_data_have_no_column_of_stands_beside_the_chart() -> None:
    visual = pictured(native=replace(NATIVE, categories=("Gao (2)", "Kayes", "Kita")))
    _, names, values = references(visual)
    assert names.startswith("'Graphique'!")
    assert read(visual, names) == ["Gao (2)", "Kayes", "Kita"]
    assert values.startswith("'Données'!")


def test_colours_of_the_chart_are_written_out() -> None:
    chart = part(pictured(), "xl/charts/chart1.xml")
    assert "0033A0" in chart
    assert "schemeClr" not in chart


def test_several_series_are_told_apart_above_the_chart() -> None:
    second = Series("Prévu", (5, 6, 7), "ink", look="mark")
    visual = pictured(native=replace(NATIVE, series=(*NATIVE.series, second)))
    told = opened(visual)["Graphique"]["A5"].value
    assert "■ Personnes" in told
    assert "┃ Prévu" in told


def test_a_picture_that_no_chart_draws_honestly_stands_as_itself() -> None:
    drawn = made(draw=ranking.draw([ranking.Bar("Gao", 12, "12")]))
    with zipfile.ZipFile(io.BytesIO(workbook(drawn))) as archive:
        assert any(name.startswith("xl/media/") for name in archive.namelist())
        assert not any(name.startswith("xl/charts/") for name in archive.namelist())


def test_each_sheet_of_an_invented_picture_says_so() -> None:
    book = opened(pictured(sources=(INVENTED,)))
    for sheet in book:
        assert sheet["A4"].value == "Démonstration – données fictives"
        assert "Démonstration" in sheet.oddHeader.right.text


def test_each_sheet_says_what_it_is_from_whom_as_of_when() -> None:
    for sheet in opened(pictured()):
        assert [sheet["A1"].value, sheet["A2"].value] == ["Gao d’abord", "personnes par région"]
        assert sheet["A3"].value == "Situation au 21\u00a0novembre 2026 · Source\u00a0: L’Essor, 13\u00a0févr. 2026"


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_source_sheet_holds_what_a_reader_may_ask() -> None:
    columns = (replace(COLUMNS[0], definition="Où."), COLUMNS[1])
    visual = pictured(ROWS, columns, caveats=("Attention.",), filters=(("Région", "Gao"),))
    said = texts(opened(visual)["Source"])
    wanted = {
        "Un titre", "date déduite, non imprimée", words.citation(visual), words.alt_text(visual), "Attention.", "Où.",
        "Région\u00a0: Gao",
    }  # fmt: skip
    assert wanted <= set(said)


def test_the_source_sheet_keeps_the_words_as_printed() -> None:
    said = texts(opened(replace(stated(), native=NATIVE))["Source"])
    assert {"plus de 41.000 personnes", "au moins ce nombre", "une fonction", "Une définition"} <= set(said)


def test_sheets_print_on_a4_across_one_page() -> None:
    for sheet in opened(pictured()):
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert int(sheet.page_setup.fitToWidth or 1) == 1


@pytest.mark.parametrize("typed", [*HOSTILE, "mot" * 1000, "a\x00b\x1bc", "</c><script>"])
def test_hostile_text_is_text_everywhere(typed: str) -> None:
    visual = pictured(
        title=typed, subtitle=typed, caveats=(typed,), native=replace(NATIVE, categories=(typed, "b", "c"))
    )
    visual = replace(visual, rows=visual.rows.assign(region=[typed, "b", "c"]))
    book = opened(visual)
    assert book.worksheets[0].cell(HEAD + 2, 1).value == words.clean(typed)
    assert book.worksheets[0]["A1"].value == words.clean(typed)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_literally(typed: str) -> None:
    cell = opened(
        made([{"region": typed, "people": 1}], native=replace(NATIVE, categories=("a",), series=()))
    ).worksheets[0]
    assert (cell.cell(HEAD + 2, 1).value or "") == words.clean(typed)
    assert cell.cell(HEAD + 2, 1).data_type in {"s", "n"}


def test_nothing_in_the_file_leads_outside() -> None:
    visual = pictured(title="http://example.org/x", caveats=("https://example.org",))
    with zipfile.ZipFile(io.BytesIO(workbook(visual))) as archive:
        links = [name for name in archive.namelist() if name.endswith(".rels") and b"External" in archive.read(name)]
    assert links == []


def test_the_same_data_give_the_same_bytes() -> None:
    assert workbook(pictured()) == workbook(pictured())


def test_the_file_is_dated_by_its_day() -> None:
    assert opened(pictured()).properties.created == at_midnight(2026, 11, 21)
