"""What keeps a row from being read is named: rows in = rows stored + rows named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.imports.understood import Counts
from tests.imports.tables import EXPELLED, read, register, workbook


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
    told = register(tmp_path, "2024-03;Kayes;Libye;F;1", line)
    assert [(issue.code, issue.row, issue.column) for issue in told.issues] == [(code, 3, column)]
    assert told.column("territory") == ["kayes"]
    assert rows_named(told.outcome.counts) == told.outcome.counts.read == 2


def test_a_row_with_several_faults_names_each(tmp_path: Path) -> None:
    told = register(tmp_path, "2024-13;Gao;Niger;X;-1")
    assert [(issue.code, issue.column) for issue in told.issues] == [
        ("date.no_month", "A"), ("word.sex", "D"), ("number.negative", "E"),
    ]  # fmt: skip
    assert told.outcome.counts.faulty == 1


def test_merged_data_cells_are_refused(tmp_path: Path) -> None:
    rows = [["Mois", "Région", "Pays", "Nombre"], ["2024-03", "Gao", "Niger", 1], ["2024-04", None, "Niger", 2]]
    told = read(tmp_path, workbook({"d": rows}, merged=["B2:B3"]), EXPELLED, "a.xlsx")
    assert [(issue.code, issue.row, issue.column) for issue in told.issues] == [
        ("cell.merged", 2, "B"), ("cell.merged", 3, "B"),
    ]  # fmt: skip
    assert not told.rows


def test_the_first_fifty_of_many_faults_are_kept_and_all_of_them_written(tmp_path: Path) -> None:
    told = register(tmp_path, *(f"2024-13;Gao;Niger;F;{count}" for count in range(120)))
    assert len(told.issues) == 120
    assert [(group.code, group.count, len(group.first)) for group in told.outcome.issues] == [
        ("date.no_month", 120, 50)
    ]
