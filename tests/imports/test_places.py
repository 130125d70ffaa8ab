"""Places by any known spelling or whole code; never by a bare number or a near spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.imports.cells import Absent, Fault
from dashboard.imports.places import Countries, Scheme, Territories
from dashboard.sheets.book import Value
from tests.imports import known_things

TERRITORIES = Territories(known_things.territories())
COUNTRIES = Countries(known_things.countries())


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("Gao", "gao"),
        ("GAO", "gao"),
        (" gao ", "gao"),
        ("Ségou", "segou"),
        ("Segou", "segou"),
        (unicodedata.normalize("NFD", "Ségou"), "segou"),
        ("SÉGOU", "segou"),
        ("Région de Ségou", "segou"),
        ("Région de Gao", "gao"),
        ("région Gao", "gao"),
        ("Gao Region", "gao"),
        ("Region of Timbuktu", "tombouctou"),
        ("Gao (région)", "gao"),
        ("Timbuktu", "tombouctou"),
        ("Tombouctou", "tombouctou"),
        ("Bamako", "bamako"),
        ("District de Bamako", "bamako"),
        ("Bamako District", "bamako"),
        ("District of Bamako", "bamako"),
        ("Taoudéni", "taoudenit"),
        ("Nioro du Sahel", "nioro"),
        ("Nioro-du-Sahel", "nioro"),
        ("Région non précisée", "not_specified"),
        ("Mali", "mali"),
        ("ML01", "kayes"),
        ("ml09", "bamako"),
        ("ML-9", "menaka"),
        ("ML-BKO", "bamako"),
        ("ML.09", "gao"),
    ],
)
def test_a_region_is_known_by_any_spelling_and_by_whole_codes(cell: str, key: str) -> None:
    assert TERRITORIES.read(cell) == key


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("09", "place.number"),
        ("9", "place.number"),
        (9, "place.number"),
        (9.0, "place.number"),
        ("ML9", "place.partial"),
        ("ML-09", "place.partial"),
        ("ML 09", "place.partial"),
        ("ML99", "place.code"),
        ("ML-99", "place.code"),
        ("ML0101", "place.smaller"),
        ("ML010101", "place.smaller"),
        ("Cercle de Kayes", "place.smaller"),
        ("Commune de Gao", "place.smaller"),
        ("Gaoo", "place.near"),
        ("Segu", "place.near"),
        ("Tombuctu", "place.near"),
        ("Région de Mopty", "place.near"),
        ("Gао", "word.letters_near"),
        ("Ga\u200bo", "word.invisible"),
        ("Gao\ufeff", "word.invisible"),
        ("Paris", "place.unknown"),
        ("Kayes et Gao", "place.unknown"),
    ],
)
def test_what_is_no_region_is_named(cell: Value, fault: str) -> None:
    found = TERRITORIES.read(cell)
    assert isinstance(found, Fault)
    assert found.code == fault


def test_a_bare_number_is_told_its_four_readings() -> None:
    found = TERRITORIES.read("09")
    assert isinstance(found, Fault)
    assert found.said.holes == {
        "found": "09", "iso": "Ménaka", "ocha": "District de Bamako", "geonames": "Gao", "law": "Taoudénit",
    }  # fmt: skip


@pytest.mark.parametrize(("cell", "near"), [("Gаo", "Gao"), ("Segu", "Ségou"), ("Menaka.", None)])
def test_a_near_spelling_is_offered_and_never_taken(cell: str, near: str | None) -> None:
    found = TERRITORIES.read(cell)
    assert (found.said.holes["near"] if isinstance(found, Fault) else None) == near


@pytest.mark.parametrize(
    ("cell", "scheme", "key"),
    [
        ("09", "geonames_admin1", "gao"),
        (9, "law_number", "taoudenit"),
        ("ML09", "ocha_pcode_2021", "bamako"),
        ("ML-9", "iso_3166_2", "menaka"),
        ("Gao", "ocha_pcode_2021", "gao"),
        ("09", "ocha_pcode_2021", "place.code"),
        ("ML-9", "ocha_pcode_2021", "place.code"),
        ("99", "geonames_admin1", "place.code"),
    ],
)
def test_numbers_are_codes_only_under_a_scheme_that_somebody_named(cell: Value, scheme: Scheme, key: str) -> None:
    found = TERRITORIES.read(cell, scheme)
    assert (found.code if isinstance(found, Fault) else found) == key


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("NE", "NE"), ("ne", "NE"), ("NER", "NE"), ("Niger", "NE"), ("NIGER", "NE"), ("Niger (le)", "NE"),
        ("le Niger", "NE"), ("République du Niger", "NE"), ("Republic of Niger", "NE"), ("Nigeria", "NG"),
        ("Nigéria", "NG"), ("Côte d’Ivoire", "CI"), ("Cote d'Ivoire", "CI"), ("COTE D IVOIRE", "CI"), ("RCI", "CI"),
        ("Ivory Coast", "CI"), ("Guinée", "GN"), ("Guinea", "GN"), ("Guinée Conakry", "GN"), ("Guinée-Bissau", "GW"),
        ("Guinee Bissau", "GW"), ("Guinée équatoriale", "GQ"), ("Algérie", "DZ"), ("l’Algérie", "DZ"),
        ("Algeria", "DZ"), ("Gambia (the)", "GM"), ("The Gambia", "GM"), ("Libye", "LY"), ("RDC", "CD"),
        ("Congo", "CG"), ("Congo Brazzaville", "CG"), ("RCA", "CF"), ("Cap-Vert", "CV"), ("Cape Verde", "CV"),
        ("Maroc", "MA"), ("Se\u0301ne\u0301gal", "SN"), ("Burkina", "BF"), ("ZZ", "ZZ"), ("Pays non précisé", "ZZ"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_code_and_by_usual_names(cell: str, code: str) -> None:
    assert COUNTRIES.read(cell) == code


@pytest.mark.parametrize(
    ("cell", "fault"),
    [("Nigger", "place.country_near"), ("Sénégale", "place.country_near"), ("Atlantide", "place.country"),
     (227, "place.country"),
     ("Маli", "word.letters_near"), ("Ma\u00adli", "word.invisible"), (True, "place.country")],
)  # fmt: skip
def test_what_is_no_country_is_named(cell: Value, fault: str) -> None:
    found = COUNTRIES.read(cell)
    assert isinstance(found, Fault)
    assert found.code == fault


@pytest.mark.parametrize("read", [TERRITORIES.read, COUNTRIES.read])
def test_a_place_that_nobody_told_is_absent(read: type) -> None:
    assert read("n.d.") is Absent.NOT_REPORTED
    assert read("non précisé") is Absent.NOT_REPORTED
    assert read("") is Absent.EMPTY


@given(st.sampled_from([name for each in known_things.territories() for name in each.names]), st.text(max_size=3))
def test_a_region_is_found_exactly_or_not_at_all(name: str, more: str) -> None:
    found = TERRITORIES.read(f"{name}{more}")
    if isinstance(found, str):
        held = {each.key: each.names for each in known_things.territories()}
        letters = {"".join(sign for sign in _plain(spelling) if sign.isalnum()) for spelling in (*held[found], found)}
        assert "".join(sign for sign in _plain(name + more) if sign.isalnum()) in letters | {
            f"regionde{spelling}" for spelling in letters
        }


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()
