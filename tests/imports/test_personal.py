"""Files of counts that hold persons are seen by header, by cell and by column; ordinary files are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from dashboard.imports import personal
from dashboard.sheets.book import Value
from tests.imports.tables import read, text_file, workbook


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Nom et prénom(s)", "name"), ("Prénoms", "name"), ("PRENOM", "name"), ("Nom/Prénom", "name"),
        ("Nom du bénéficiaire", "name"), ("Nom de l’enquêteur", "name"), ("Full name", "name"), ("Surname", "name"),
        ("Beneficiary name", "name"), ("Name of returnee", "name"), ("Nom complet", "name"), ("Last_Name", "name"),
        ("Téléphone", "phone"), ("Tél.", "phone"), ("N° de téléphone", "phone"), ("Phone number", "phone"),
        ("Contact", "phone"), ("WhatsApp", "phone"), ("E-mail", "email"), ("Courriel", "email"),
        ("Adresse e-mail", "email"), ("NINA", "identity"), ("N° NINA", "identity"), ("N° passeport", "identity"),
        ("Passport No", "identity"), ("Carte d’identité", "identity"), ("Date de naissance", "birth"), ("DOB", "birth"),
        ("Né(e) le", "birth"), ("Adresse", "address"), ("Domicile", "address"), ("Home address", "address"),
        ("GPS domicile", "position"), ("Coordonnées du ménage", "position"), ("Latitude of household", "position"),
    ],
)  # fmt: skip
def test_a_header_of_persons_is_seen(header: str, kind: str) -> None:
    assert personal.of_header(header) == kind


@pytest.mark.parametrize(
    "header",
    ["Nom de la région", "Nom", "Name", "Region name", "admin1Name", "Nom du site", "Nom de l’indicateur", "Sexe",
     "Âge", "Nombre de personnes", "Personnes", "Migrants", "Enfants", "Latitude", "GPS", "Pays de naissance",
     "Nombre de mobiles", "Organisation", "Date", "Mois", "#adm1+name", "Indicateur", "Localisation", ""],
)  # fmt: skip
def test_a_header_of_counts_is_left_alone(header: str) -> None:
    assert personal.of_header(header) is None


@pytest.mark.parametrize("is_workbook", [False, True], ids=["CSV", "XLSX"])
@pytest.mark.parametrize(
    "header",
    ["Nom;Téléphone", "Noms et prénoms;N° de téléphone", "Nom;Contact", "NOM;Contacts", "Nom complet;Tél.", "Nom;NINA",
     "Bénéficiaire;Numéro de téléphone", "Prénom;Contact", "Identité;Téléphone 1", "Qui;Numéro", "Name;Phone",
     "Names;Phone number", "Full name;Mobile", "Beneficiary;Contact number", "Name;Address", "Column 1;Column 2"],
)  # fmt: skip
def test_a_list_of_two_people_and_nothing_else_is_refused(tmp_path: Path, header: str, *, is_workbook: bool) -> None:
    table = [header.split(";"), ["Awa Exemple", "76 12 34 56"], ["Moussa Exemple", "66123456"]]
    content = workbook({"Feuil1": table}) if is_workbook else text_file(*map(";".join, table))
    with pytest.raises(ImportRefused) as refused:
        read(tmp_path, content, name="liste.xlsx" if is_workbook else "liste.csv")
    assert "nothing of this file was kept" in str(refused.value)
    assert "Exemple" not in str(refused.value)


def test_a_list_on_another_sheet_is_named_with_it(tmp_path: Path) -> None:
    sheets = {"Saisie": [["Mois", "Région", "Pays", "Nombre"], ["2024-03", "Gao", "Niger", 12]],
              "Équipe": [["Nom", "Contact"], ["Awa Exemple", "76 12 34 56"]]}  # fmt: skip
    with pytest.raises(ImportRefused, match=r"Column A \(Équipe\)"):
        read(tmp_path, workbook(sheets), name="a.xlsx")


def test_what_is_wrong_in_a_text_without_headers_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="quotation mark"):
        read(tmp_path, text_file("x;y", 'a;"b', "c;d"))


@pytest.mark.parametrize("lines", [("Nom;Tél", "Awa;", "Moussa;"), ("Nom;Âge;Village", "Awa Exemple;34;Gao")])
def test_a_list_of_people_needs_no_number_to_be_one(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(ImportRefused, match="seems to name persons"):
        read(tmp_path, text_file(*lines))


@pytest.mark.parametrize(
    "lines",
    [("Nom;Nombre", "Gao;12", "Kayes;30"), ("Nom;Âge;Nombre", "Gao;18-34;12", "Kayes;0-17;3"),
     ("Direction générale;76 12 34 56", "Mois;Région;Pays;Nombre", "2024-03;Gao;Niger;12")],
)  # fmt: skip
def test_a_table_of_places_with_an_office_above_it_is_no_list_of_people(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert read(tmp_path, text_file(*lines), {"indicator": "returns_expelled"}).outcome is not None


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("guichet@example.org", "email"), ("76 12 34 56", "phone"), ("+223 76 12 34 56", "phone"),
        ("76.12.34.56", "phone"), ("+33612345678", "phone"), ("0022376123456", "phone"),
        ("19807301001023K", "identity"), ("1 98 07 3 01 001 02 3 K", "identity"),
        ("41 000 000", None), ("76123456", None), (76123456, None), ("2024-03-12", None), ("12/03/2024", None),
        ("1 234 567", None), ("Gao", None), ("", None), (None, None), ("+12", None),
    ],
)  # fmt: skip
def test_a_cell_that_leaves_no_doubt_is_seen(cell: Value, kind: str | None) -> None:
    assert personal.of_cell(cell) == kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("Moussa TRAORÉ", "Awa Diarra", "Fatoumata dite Coulibaly", "Ibrahim Maïga"), "name"),
        (("Mohamed Ag Example", "Alhousseini ag Example", "Awa Touré"), "name"),
        ((76123456, 66123456, 92123456), "phone"),
        (("Gao", "Kayes", "a@example.org"), "email"),
        (("Gao", "Kayes", "Ménaka", "Stade Modibo Keita"), None),
        (("Aide sociale", "Aide économique"), None),
        ((12, 14, 41000), None),
        ((), None),
    ],
)
def test_a_column_is_judged_by_most_of_its_cells(cells: tuple[Value, ...], kind: str | None) -> None:
    assert personal.of_column(cells) == kind


def test_what_is_said_names_the_column_and_nothing_in_it() -> None:
    assert personal.said("phone", "C").holes == {"column": "C"}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("écrire à guichet@example.org", "email"),
        ("joindre le 76 12 34 56", "phone"),
        ("tél. +223 76.12.34.56", "phone"),
        ("appeler 0022376123456", "phone"),
        ("entretien avec Mme Diallo", "case"),
        ("M. Traoré a été orienté", "case"),
        ("migrant né le 3 mai 1998", "case"),
        ("enfant âgée de 12 ans", "case"),
        ("dossier n° 4521 transmis", "case"),
        ("passport number: 4521", "case"),
    ],
)
def test_what_looks_like_a_person_in_a_comment_is_seen(words: str, kind: str) -> None:
    assert personal.found(words) == kind


@pytest.mark.parametrize(
    "words",
    [
        "Deux ateliers tenus à Gao et à Kayes, compte rendu joint.",
        "12 500 000 FCFA engagés sur 41 000 000",
        "du 2026-01-15 au 31/03/2026, période 2025-2026",
        "3 240 personnes assistées, dont 1 120 femmes",
        "Convention du 30 janvier 2025 signée par M le ministère",
        "décision 2025/0312 du comité",
        "le bulletin n° 4 est publié",
        "",
    ],
)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert personal.found(words) is None
