"""Each row is accepted, named with its fault, or told apart: rows in = rows stored + rows named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.imports.understood import Counts
from tests.imports.tables import EXPELLED, Told, read, text_file, workbook

HEADER = "Mois;Région;Pays;Sexe;Nombre"


def table(tmp_path: Path, *lines: str, **answers: str) -> Told:
    return read(tmp_path, text_file(HEADER, *lines), {**EXPELLED, **answers})


def rows_named(counts: Counts) -> int:
    return (
        counts.accepted + counts.faulty + counts.repeated + counts.totals + counts.other_levels + counts.outside
        + counts.not_reported + counts.masked + counts.empty + counts.notes
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("2024-13;Gao;Niger;F;12", "date.no_month", "A"),
        ("2027-01;Gao;Niger;F;12", "date.future", "A"),
        ("T1 2024;Gao;Niger;F;12", "date.quarter", "A"),
        (";Gao;Niger;F;12", "missing.month", "A"),
        ("2024-03;;Niger;F;12", "missing.territory", "B"),
        ("2024-03;Gao;;F;12", "missing.country", "C"),
        ("2024-03;Gao;Niger;X;12", "word.sex", "D"),
        ("2024-03;Gao;Niger;F;-3", "number.negative", "E"),
        ("2024-03;Gao;Niger;F;0,5", "number.part", "E"),
        ("2024-03;Gao;Niger;F;3000000000", "number.too_large", "E"),
        ("2024-03;Gao;Niger;F;41OOO", "number.letters", "E"),
        ("2024-03;Gao;Niger;F;#REF!", "cell.error", "E"),
        ("2024-03;Cercle de Gao;Niger;F;12", "place.smaller", "B"),
        ("2024-03;Gao;Niger;F;12;9", "row.ragged", "F"),
    ],
)
def test_a_faulty_cell_is_named_by_row_and_column(tmp_path: Path, line: str, code: str, column: str) -> None:
    told = table(tmp_path, "2024-03;Kayes;Libye;F;1", line)
    assert [(issue.code, issue.row, issue.column) for issue in told.issues] == [(code, 3, column)]
    assert told.column("territory") == ["kayes"]
    assert rows_named(told.outcome.counts) == told.outcome.counts.read == 2


def test_a_row_with_several_faults_names_each(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-13;Gao;Niger;X;-1")
    assert [(issue.code, issue.column) for issue in told.issues] == [
        ("date.no_month", "A"), ("word.sex", "D"), ("number.negative", "E"),
    ]  # fmt: skip
    assert told.outcome.counts.faulty == 1


def test_zero_is_a_row_and_not_reported_is_none(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;0", "2024-03;Gao;Niger;H;n.d.", "2024-03;Gao;Libye;H;*")
    assert told.column("count") == ["0"]
    assert (told.outcome.counts.not_reported, told.outcome.counts.masked) == (1, 1)


def test_a_region_and_a_country_that_are_not_told_are_not_specified(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;n.d.;inconnu;n.d.;3")
    assert told.cells == [("returns_expelled", "202403", "not_specified", "ZZ", "unknown", "unknown", "all", "3")]


def test_totals_are_confirmed_and_not_loaded(tmp_path: Path) -> None:
    told = table(
        tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Gao;Niger;H;2", "Sous-total mars 2024;;;;3",
        "2024-04;Gao;Niger;F;4", "Total Gao;;;;4", "TOTAL GÉNÉRAL;;;;7", "Ensemble;;;;7",
    )  # fmt: skip
    assert told.outcome.counts.totals == 4
    assert not told.issues
    assert told.column("count") == ["1", "2", "4"]


def test_a_total_by_its_words_is_compared_with_the_rows_that_share_them(tmp_path: Path) -> None:
    lines = ("2024-03;Gao;Niger;F;1", "2024-04;Gao;Niger;F;2", "2024-03;Kayes;Niger;F;5", "2024-03;Total;;;6")
    assert not table(tmp_path, *lines).issues


def test_a_total_of_a_year_is_the_sum_of_its_months(tmp_path: Path) -> None:
    header = "Année;Mois;Région;Pays;Nombre"
    lines = ("2023;12;Gao;Niger;9", "2024;1;Gao;Niger;1", "2024;2;Gao;Niger;2", "2024;;Total;;3", "2024;2;Total;;7")
    told = read(tmp_path, text_file(header, *lines), EXPELLED)
    assert [(issue.code, issue.row) for issue in told.issues] == [("total.differs", 6)]


def test_a_total_that_is_not_the_sum_of_its_parts_is_a_warning(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;1", "Total;;;;10")
    assert [(issue.level, issue.code, issue.row) for issue in told.issues] == [("warning", "total.differs", 3)]
    assert told.outcome.counts.accepted == 1


def test_mali_as_a_whole_is_the_total_of_its_regions(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Mali;Niger;F;1")
    assert (told.outcome.counts.totals, told.column("territory")) == (1, ["gao"])


def test_the_same_row_twice_is_kept_once_and_said(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Gao;Niger;F;1")
    assert told.column("count") == ["1"]
    assert [(issue.level, issue.code, issue.row) for issue in told.issues] == [("warning", "row.repeated", 3)]
    assert told.outcome.counts.repeated == 1


def test_two_values_of_one_cell_are_an_error_of_both_rows(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;1", "2024-03;Kayes;Niger;F;5", "2024-03;Gao;Niger;F;2")
    assert sorted(issue.row for issue in told.issues) == [2, 4]
    assert told.column("territory") == ["kayes"]
    assert (told.outcome.counts.accepted, told.outcome.counts.faulty) == (1, 2)


def test_notes_under_the_table_are_told_apart(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;1", "", "Source : registre de la DGME", "(*) chiffres provisoires")
    assert told.outcome.counts.notes == 2
    assert not told.issues


def test_the_header_of_a_new_page_is_passed_over(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;1", HEADER, "2024-04;Gao;Niger;F;2")
    assert told.codes == ["row.header_again"]
    assert told.column("count") == ["1", "2"]


def test_another_table_below_is_not_read_under_these_headers(tmp_path: Path) -> None:
    told = table(tmp_path, "2024-03;Gao;Niger;F;1", "Pays;Sexe;Région;Mois;Nombre", "Niger;F;Gao;2024-03;7")
    assert told.codes == ["row.another_table"]
    assert told.column("count") == ["1"]
    assert told.outcome.counts.faulty == 1


def test_merged_data_cells_are_refused(tmp_path: Path) -> None:
    rows = [["Mois", "Région", "Pays", "Nombre"], ["2024-03", "Gao", "Niger", 1], ["2024-04", None, "Niger", 2]]
    told = read(tmp_path, workbook({"d": rows}, merged=["B2:B3"]), EXPELLED, "a.xlsx")
    assert [(issue.code, issue.row, issue.column) for issue in told.issues] == [
        ("cell.merged", 2, "B"), ("cell.merged", 3, "B"),
    ]  # fmt: skip
    assert not told.rows


def test_a_count_ten_times_its_neighbours_is_doubted(tmp_path: Path) -> None:
    months = [f"2024-0{month};Gao;Niger;F;{count}" for month, count in enumerate((12, 14, 150, 11, 9), 1)]
    told = table(tmp_path, *months)
    assert [(issue.level, issue.code, issue.row) for issue in told.issues] == [("warning", "count.jump", 4)]
    assert told.outcome.counts.accepted == 5


def test_more_reintegrated_than_returned_is_doubted(tmp_path: Path) -> None:
    content = text_file(
        "Mois;Région;Pays;Indicateur;Détail;Nombre",
        "2024-03;Gao;Niger;Expulsions;;5", "2024-03;Gao;Niger;reintegration_started;social;9",
    )  # fmt: skip
    told = read(tmp_path, content)
    assert told.codes == ["count.more_supported"]


def test_a_detail_of_another_indicator_is_refused(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Type;Nombre", "2024-03;Gao;Niger;avr;5", "2024-03;Gao;Niger;social;5")
    told = read(tmp_path, content, {"indicator": "returns_assisted"})
    assert [(issue.code, issue.row) for issue in told.issues] == [("detail.unknown", 3)]


def test_what_no_register_counts_is_refused_beside_registers(tmp_path: Path) -> None:
    content = text_file(
        "Mois;Région;Pays;Indicateur;Nombre", "2024-03;Gao;Niger;Expulsions;5", "2024-03;Gao;Niger;PDI;5"
    )
    assert read(tmp_path, content).codes == ["indicator.no_register"]


def test_the_first_fifty_of_many_faults_are_kept_and_all_of_them_written(tmp_path: Path) -> None:
    told = table(tmp_path, *(f"2024-13;Gao;Niger;F;{count}" for count in range(120)))
    assert len(told.issues) == 120
    assert [(group.code, group.count, len(group.first)) for group in told.outcome.issues] == [
        ("date.no_month", 120, 50)
    ]
