"""The shipped files themselves: every statement there, its words untouched, nothing settled that is not."""

from __future__ import annotations

import csv
import re

import pytest

from dashboard.texts import french_typography
from dashboard.updates.published import FOLDER
from dashboard.updates.published.tables import TABLES

README = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
REGIONS_2023 = {
    "kayes", "koulikoro", "sikasso", "segou", "mopti", "tombouctou", "gao", "kidal", "menaka", "taoudenit",
    "nioro", "kita", "dioila", "nara", "bougouni", "koutiala", "san", "douentza", "bandiagara", "bamako",
}  # fmt: skip
STATEMENTS = {  # every row of the reference facts
    "S001", "S002", "S003", "S004", "S005", "S006", "S007", "S008", "S009", "S014", "S022", "S023", "X001",
    "X002", "X003a", "X003b", "X003c", "X003d", "X003e", "X003f", "X003g", "X003h", "X003i", "X003j", "X004",
    "X005", "X006", "X006b", "X007", "X007b", "X007c", "X007d", "X007e", "X007f", "X007g", "X007h", "X007i",
    "X007j", "X008", "X009", "X010", "X011", "X012", "X012b", "X013", "X014", "X014b", "X014c", "X014d",
    "X014e", "X014f", "X014g", "X014h", "X015", "X015b", "X015c", "X016a", "X016b", "X016c", "X017", "X018",
    "X019", "X020", "X021", "X022", "X023", "X024", "X025", "X026", "X030", "X031", "X032", "X033", "X034",
    "X035", "X040", "X041", "X050", "X051", "X052", "X053", "X054", "X060", "X061", "X062", "X063", "X064",
    "X065", "X066", "X067", "X068",
}  # fmt: skip
PRINTED = {
    "S001": "plus de 41.000 personnes",
    "S002": "près de 200 acteurs humanitaires",
    "S003": "plus de 414.000 personnes déplacées internes",
    "S004": "des milliers de migrants vulnérables",
    "S005": "dont 340 victimes de traite",
    "S006": "plus de 8.0500 retours volontaires",
    "S007": "4.500 réintégrations durables",
    "S008": "près de 1.000 jeunes et femmes aux métiers verts",
    "S009": "neuf priorités",
    "X010": "au moins 5 684 migrants maliens",
    "X019": "4,789 Malian migrants",
    "X023": "13 229 ressortissants",
    "X034": "pas moins de 700 milliards de FCFA",
}
PHRASES = [
    "pilotage stratégique et la gouvernance",
    "les données migratoires et l’aide à la décision",
    "la protection",
    "les retours volontaires et l’intégration",
    "la révision de la Politique nationale de la migration (Ponam)",
    "le positionnement international",
    "la diaspora et le développement",
    "la stratégie pays OIM",
    "la communication et la visibilité",
    "les partenariats et le financement",
    "la présence territoriale et l’action de proximité",
]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_key(name: str) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in rows(name)}


def test_every_statement_is_loaded_or_named_with_the_reason_in_the_readme() -> None:
    left_out = STATEMENTS - set(by_key("figures"))
    assert left_out == {"S023", "X064", "X065", "X066", "X067"}
    assert all(f"| {key} |" in README for key in left_out)


def test_no_statement_was_added_by_us() -> None:
    assert set(by_key("figures")) <= STATEMENTS


@pytest.mark.parametrize(("key", "words"), PRINTED.items())
def test_a_quote_is_as_printed(key: str, words: str) -> None:
    assert by_key("figures")[key]["quote"] == words


def test_the_eleven_phrases_are_as_printed_and_in_order() -> None:
    assert [row["quote"] for row in sorted(rows("phrases"), key=lambda row: int(row["number"]))] == PHRASES


def test_the_unsettled_return_figure_has_no_value_and_three_readings() -> None:
    figure, readings = by_key("figures")["S006"], [r for r in rows("figure_readings") if r["figure_key"] == "S006"]
    assert (figure["value"], figure["value_low"], figure["value_high"], figure["is_confirmed"]) == ("", "", "", "false")
    assert {r["value"]: r["is_plausible"] for r in readings} == {"8050": "true", "8500": "true", "80500": "false"}


def test_what_may_be_read_two_ways_is_to_be_confirmed() -> None:
    doubtful = {key for key, row in by_key("figures").items() if row["is_confirmed"] == "false"}
    assert doubtful == {"S006", "S007", "X041"}


def test_thousands_without_a_number_stay_without_a_number() -> None:
    assert by_key("figures")["S004"]["value"] == ""


@pytest.mark.parametrize(
    ("indicator", "keys"),
    [
        ("malians_repatriated_or_assisted", {"S014", "X010", "X011", "X012", "X013", "X026"}),
        ("remittances_received", {"X030", "X032", "X033", "X034"}),
        ("malians_expelled_mauritania", {"X022", "X023"}),
        ("displaced_persons_stock", {"X001", "X002", "X004", "X006", "X007"}),
    ],
)
def test_contradicting_statements_share_an_indicator(indicator: str, keys: set[str]) -> None:
    assert {by_key("figures")[key]["indicator_key"] for key in keys} == {indicator}


def test_an_assisted_return_a_repatriation_and_an_expulsion_are_three_populations() -> None:
    indicators = by_key("indicators")
    names = ("returns_assisted", "returns_repatriated", "returns_expelled")
    assert len({indicators[name]["population"] for name in names}) == 3


def test_victims_of_trafficking_and_unaccompanied_children_are_protected() -> None:
    sensitive = {key for key, row in by_key("indicators").items() if row["sensitivity"] == "protected"}
    assert sensitive == {
        "trafficking_victims_protected", "trafficking_victims_recorded", "returns_unaccompanied_children",
        "reintegration_trafficking_victims",
    }  # fmt: skip


def test_the_nine_priorities_are_provisional_and_hold_all_phrases() -> None:
    assert {row["grouping_status"] for row in rows("priorities")} == {"provisional"}
    assert {row["priority_key"] for row in rows("phrases")} == set(by_key("priorities"))
    assert len(by_key("priorities")) == 9


def test_the_grouping_in_force_is_the_one_the_phrases_carry() -> None:
    number = {key: row["number"] for key, row in by_key("priorities").items()}
    in_force = next(row["key"] for row in rows("readings") if row["is_in_force"] == "true")
    grouped = {r["phrase_number"]: r["group_number"] for r in rows("reading_phrases") if r["reading_key"] == in_force}
    assert grouped == {row["number"]: number[row["priority_key"]] for row in rows("phrases")}


def test_each_hypothesis_makes_nine_groups() -> None:
    groups: dict[str, set[str]] = {}
    for row in rows("reading_phrases"):
        groups.setdefault(row["reading_key"], set()).add(row["group_number"])
    sizes = {key: len(found) for key, found in groups.items()}
    assert sizes == {"reading_10": 10, "hyp_a": 9, "hyp_b": 9, "hyp_c": 9, "hyp_d": 9}


def test_the_ministry_is_the_only_organisation_of_its_side() -> None:
    assert [row["key"] for row in rows("organisations") if row["kind"] == "ministry"] == ["mmeia"]


def test_only_the_gao_centre_is_said_to_be_operational() -> None:
    assert {row["key"]: row["status"] for row in rows("reception_centres")} == {
        "gao": "operational",
        "kayes": "not_confirmed",
    }


def test_the_frameworks_are_those_the_articles_name() -> None:
    assert set(by_key("frameworks")) == {
        "roadmap_2026", "annual_action_plan", "cnrm", "convention_1", "convention_2", "ponam", "gao_mechanism",
        "diaspora_skills", "cigem", "country_strategy", "global_compact", "sdgs", "agenda_2063", "aes",
    }  # fmt: skip


def test_each_column_of_the_matrix_has_items_that_activities_can_serve() -> None:
    columns = {key for key, row in by_key("frameworks").items() if row["in_matrix"] == "true"}
    assert columns <= {row["framework_key"] for row in rows("framework_items")}
    assert len(columns) == 9


def test_the_global_compact_has_its_twenty_three_objectives() -> None:
    assert sum(row["framework_key"] == "global_compact" for row in rows("framework_items")) == 23


def test_every_framework_says_what_is_not_known() -> None:
    assert all(row["unknown_fr"] and row["unknown_en"] for row in rows("frameworks"))


def test_both_divisions_of_the_country_are_whole() -> None:
    drawn = {row["key"] for row in rows("territories") if row["division"] == "1991"}
    today = [row for row in rows("territories") if row["division"] == "2023"]
    held = {row["key"]: row["older_key"] for row in today if row["older_key"]}
    assert set(held) == REGIONS_2023
    assert set(held.values()) == drawn
    assert (held["menaka"], held["taoudenit"]) == ("gao", "tombouctou")


def test_a_code_is_never_read_in_another_scheme() -> None:
    schemes = ("iso_3166_2", "ocha_pcode_2021", "geonames_admin1")
    today = [row for row in rows("territories") if row["division"] == "2023"]
    codes = {row["key"]: tuple(row[scheme] for scheme in schemes) for row in today}
    assert codes["menaka"] == ("ML-9", "ML10", "12070577")
    assert codes["bamako"] == ("ML-BKO", "ML09", "01")
    assert codes["gao"] == ("ML-7", "ML07", "09")
    assert codes["taoudenit"] == ("ML-10", "", "12070575")


def test_a_place_outside_mali_has_a_known_country() -> None:
    assert {row["country_code"] for row in rows("places")} <= {row["code"] for row in rows("countries")}


def test_a_place_in_mali_lies_in_an_older_region() -> None:
    older = {row["key"] for row in rows("territories") if row["division"] == "1991"}
    assert {row["older_territory_key"] for row in rows("places") if row["country_code"] == "ML"} == older


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_text_for_readers_has_both_languages_and_typographic_apostrophes(name: str) -> None:
    for row in rows(name):
        for column in (name for name in row if name.endswith("_fr")):
            assert bool(row[column]) == bool(row[column.removesuffix("_fr") + "_en"]), row
            assert not re.search(r"\w'\w", row[column] + row[column.removesuffix("_fr") + "_en"]), row


def test_the_files_keep_ordinary_spaces_for_translators() -> None:
    for path in FOLDER.glob("*.csv"):
        assert not re.search("[\u202f\u00a0]", path.read_text(encoding="utf-8")), path.name
    assert french_typography("« a » : 41 000 ;") == "«\u00a0a\u00a0»\u00a0: 41\u202f000\u202f;"


def test_the_readme_names_the_origin_of_each_file() -> None:
    shipped = [*FOLDER.iterdir(), *(FOLDER.parent / "geography").iterdir()]
    assert not [path.name for path in shipped if f"`{path.name}`" not in README]
