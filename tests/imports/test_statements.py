"""Figures: values with their qualifier, words, period and place; never summed, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.tables import Told, read, text_file

HEADER = "Indicateur;Valeur;Qualificatif;Texte imprimé;Début;Fin;Lieu;Région"
REMITTANCES = "Transferts de fonds de la diaspora"


def table(tmp_path: Path, *lines: str) -> Told:
    return read(tmp_path, text_file(HEADER, *lines))


def test_a_figure_keeps_its_qualifier_and_its_words(tmp_path: Path) -> None:
    told = table(
        tmp_path, f"{REMITTANCES};2,5 milliards de FCFA;environ;environ 2,5 milliards;01/01/2024;31/12/2024;Mali;"
    )
    assert told.outcome.loads == "figures"
    assert told.cells == [
        ("remittances_received", "2500000000", "", "", "about", "environ 2,5 milliards", "2024-01-01", "2024-12-31",
         "Mali", "", "", "", ""),
    ]  # fmt: skip


def test_a_floor_is_its_own_lowest_value(tmp_path: Path) -> None:
    told = table(tmp_path, f"{REMITTANCES};plus de 41 000;;plus de 41 000;2024-01-01;2024-12-31;Mali;")
    assert (told.column("value"), told.column("value_low"), told.column("qualifier")) == (
        ["41000"], ["41000"], ["at_least"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{REMITTANCES};8.0500;;8.0500;2024-01-01;2024-12-31;Mali;", "number.misprint"),
        (f"{REMITTANCES};5;peut-être;5;2024-01-01;2024-12-31;Mali;", "figure.qualifier"),
        (f"{REMITTANCES};5;exact;5;2024-12-31;2024-01-01;Mali;", "figure.order"),
        (f"{REMITTANCES};5;exact;5;;;Mali;", "missing.period"),
        (f"{REMITTANCES};5;exact;5;2027-01-01;2027-12-31;Mali;", "date.future"),
    ],
)
def test_a_faulty_statement_is_named(tmp_path: Path, line: str, code: str) -> None:
    told = table(tmp_path, line)
    assert code in told.codes
    assert not told.rows


def test_two_values_of_one_statement_are_an_error(tmp_path: Path) -> None:
    line = f"{REMITTANCES};{{}};exact;{{}};2024-01-01;2024-12-31;Mali;"
    told = table(tmp_path, line.format(5, 5), line.format(6, 6))
    assert told.codes == ["row.twice", "row.twice"]
    assert told.outcome.counts.faulty == 2


def test_a_cumulative_number_that_goes_down_is_doubted(tmp_path: Path) -> None:
    line = "Retours de personnes déplacées internes, cumul;{};exact;{};{};{};Mali;"
    told = table(
        tmp_path, line.format(900, 900, "2024-01-01", "2024-01-31"), line.format(800, 800, "2024-02-01", "2024-02-29")
    )
    assert [(issue.level, issue.code, issue.row) for issue in told.issues] == [("warning", "figure.decreases", 3)]


def test_counts_of_no_register_are_figures_of_their_day(tmp_path: Path) -> None:
    told = read(
        tmp_path, text_file("Région;Date;PDI", "Gao;2024-03-31;45 121", "Mali;2024-03-31;391 961", "Total;;45 121")
    )
    assert told.outcome.loads == "figures"
    figures = [(row["indicator"], row["value"], row["period_end"], row["territory"], row["quote"]) for row in told.rows]
    assert figures == [
        ("displaced_persons_stock", "45121", "2024-03-31", "gao", "45 121"),
        ("displaced_persons_stock", "391961", "2024-03-31", "mali", "391 961"),
    ]
    assert told.outcome.counts.totals == 1
