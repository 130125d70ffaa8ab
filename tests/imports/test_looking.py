"""Persons anywhere in a book refuse it; notes under a table are nothing to ask about."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from tests.imports.tables import EXPELLED, SHEET, read, text_file, workbook


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Téléphone", "76 12 34 56"), ("Nom et prénom", "Moussa Traoré"), ("NINA", "18903102001014 N")],
)
def test_a_file_about_persons_is_refused_without_what_it_holds(tmp_path: Path, header: str, cell: str) -> None:
    content = text_file(f"Mois;Région;Pays;Nombre;{header}", f"2024-03;Gao;Niger;1;{cell}")
    with pytest.raises(ImportRefused) as refused:
        read(tmp_path, content, EXPELLED)
    assert cell not in str(refused.value)
    assert not (tmp_path / "out" / "rows.csv").exists()


def test_persons_on_another_sheet_refuse_the_file_too(tmp_path: Path) -> None:
    people = [["Nom", "Prénom", "Téléphone"], ["Traoré", "Moussa", "76 12 34 56"]]
    with pytest.raises(ImportRefused):
        read(tmp_path, workbook({"Données": SHEET, "Liste": people}, hidden=["Liste"]), EXPELLED, "a.xlsx")


def test_persons_under_another_table_refuse_the_file_too(tmp_path: Path) -> None:
    content = text_file(
        "Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12", "Région;Mois;Pays;Téléphone", "Gao;2024-03;Niger;76 12 34 56"
    )
    with pytest.raises(ImportRefused):
        read(tmp_path, content, EXPELLED)


def test_the_address_of_an_office_on_a_sheet_of_notes_is_no_list_of_people(tmp_path: Path) -> None:
    notes = [["Rapport mensuel"], ["Contact"], ["dtmmali@iom.int"]]
    told = read(tmp_path, workbook({"Lisez-moi": notes, "Données": SHEET}), EXPELLED, "a.xlsx")
    assert told.outcome.counts.accepted == 1


def test_a_note_under_a_column_of_regions_is_no_region_to_ask_about(tmp_path: Path) -> None:
    content = text_file("Région;Mois;Pays;Nombre", "Gao;2024-03;Niger;12", "Source : base MiMOSA, provisoire")
    told = read(tmp_path, content, EXPELLED)
    assert (told.asked, told.outcome.counts.notes) == ([], 1)
