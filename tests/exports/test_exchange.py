"""Everything real goes from one database to another and back the same; protected and fictitious rows never leave."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.exports import exchange
from dashboard.queries.exchange import Holdings
from tests.databases import Fresh
from tests.exports import exchanged, iati_standard

README = "README.txt"
ENGINES = ("fresh_sqlite", pytest.param("fresh_postgresql", marks=pytest.mark.postgresql))


@pytest.fixture(scope="module", params=ENGINES)
def fresh(request: pytest.FixtureRequest) -> Fresh:
    return request.getfixturevalue(request.param)


def opened(fresh: Fresh, kind: str = "published") -> Iterator[sa.Connection]:
    engine = database.connect(fresh(kind))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def one(fresh: Fresh) -> Iterator[sa.Connection]:
    """A database with real rows of each kind beside the published ones."""
    for connection in opened(fresh):
        exchanged.fill(connection)
        yield connection


@pytest.fixture
def other(fresh: Fresh) -> Iterator[sa.Connection]:
    """A database that holds the published rows only."""
    yield from opened(fresh)


@pytest.fixture
def undone(one: sa.Connection) -> Iterator[sa.Connection]:
    """The first database for a test that changes it."""
    change = one.begin_nested()
    yield one
    change.rollback()


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_what_leaves_one_database_leaves_the_other_the_same(
    one: sa.Connection, other: sa.Connection, tmp_path: Path
) -> None:
    told = exchanged.files(one)
    exchanged.carry(told, other, tmp_path)
    back = exchanged.files(other)
    del told[README], back[README]  # the first database has protected cells to speak of
    assert back == told


def test_a_comment_leaves_in_the_languages_it_was_written_in(one: sa.Connection) -> None:
    first, second = table(exchanged.files(one)["progress_iom.csv"])[2:]
    assert (first[5:7], second[5:7]) == (["", "First session held."], ["Deux sessions tenues.", "Two sessions held."])
    told = documents(one)["roadmap_iom.xml"].findall(".//actual/comment/narrative")
    spoken = [(words.get(iati_standard.LANGUAGE), words.text) for words in told]
    assert spoken == [("en", first[6]), (None, second[5]), ("en", second[6])]


def test_every_real_cell_leaves_once_and_protected_ones_stay(one: sa.Connection) -> None:
    told = exchanged.files(one)
    (name,) = (name for name in told if name.startswith("cells_"))
    rows = table(told[name])[2:]
    assert sorted(row[-1] for row in rows) == sorted(str(cell[-1]) for cell in exchanged.CELLS)
    assert not any(b"returns_expelled" in content for content in told.values())
    assert "Expulsions vers le Mali" in told[README].decode()


def test_of_a_protected_indicator_only_large_national_figures_leave(one: sa.Connection) -> None:
    kept = [row.value for row in Holdings(one).figures() if row.indicator == "trafficking_victims_recorded"]
    assert 340 in kept
    assert 3 not in kept


def test_fictitious_rows_stay(fresh_sqlite: Fresh) -> None:
    for connection in opened(fresh_sqlite, "demonstration"):
        holdings = Holdings(connection)
        assert not list(holdings.cells())
        assert not holdings.activities()
        assert not holdings.reports()
        assert all(origin.kind != "demonstration" for origin in holdings.origins())


def test_the_first_rows_say_what_the_columns_are_and_that_the_table_is_a_template(one: sa.Connection) -> None:
    told = exchanged.files(one)
    (name,) = (name for name in told if name.startswith("cells_"))
    heads, tags = table(told[name])[:2]
    assert tags[0] == "#meta+template+returns"
    assert len(heads) == len(tags) == len(set(tags))


def test_a_cell_that_begins_like_a_formula_is_text(one: sa.Connection) -> None:
    cells = {cell for content in exchanged.files(one).values() for row in table(content) for cell in row}
    assert "'=entre 200,5 et 300,25" in cells
    assert not any(cell.startswith("=") for cell in cells)


@pytest.mark.parametrize(
    ("number", "written"), [(41.0, "41"), (0.5, "0.5"), (1.125, "1.12500"), (1.1234, "1.12340"), (62.5, "62.5")]
)
def test_a_number_is_written_so_that_no_reader_takes_its_point_for_thousands(number: float, written: str) -> None:
    assert exchange._plain(number) == written


def documents(connection: sa.Connection) -> dict[str, ElementTree.Element]:
    return {name: ElementTree.fromstring(content) for name, content in exchanged.iati_files(connection).items()}


def test_iati_results_follow_the_standard(one: sa.Connection) -> None:
    assert not {name: found for name, tree in documents(one).items() if (found := list(iati_standard.faults(tree)))}


def test_iati_results_hold_every_number_that_leaves(one: sa.Connection) -> None:
    holdings, trees = Holdings(one), documents(one)
    count = len(list(holdings.cells())) + len(holdings.figures()) + len(holdings.reports())
    assert sum(len(tree.findall(".//actual")) for tree in trees.values()) == count
    planned = [tree.findall("iati-activity") for name, tree in trees.items() if name.startswith("roadmap_")]
    assert sum(map(len, planned)) == len(holdings.activities())


def test_everything_that_leaves_as_iati_comes_back_the_same(
    one: sa.Connection, other: sa.Connection, tmp_path: Path
) -> None:
    exchanged.carry_iati(one, other, tmp_path)
    told = exchanged.iati_files(one)
    assert {"roadmap_ministry.xml", "roadmap_iom.xml"} <= set(told)
    assert exchanged.iati_files(other) == told


def test_a_roadmap_that_came_as_iati_has_all_that_the_templates_ask_for(
    one: sa.Connection, other: sa.Connection, tmp_path: Path
) -> None:
    exchanged.carry_iati(one, other, tmp_path)
    told, back = exchanged.files(one), exchanged.files(other)
    names = {f"{kind}_{side}.csv" for kind in ("activities", "progress") for side in exchange.SIDES}
    assert {name: back.get(name) for name in names} == {name: told[name] for name in names}


def test_an_activity_says_in_iati_who_answers_for_it_with_whom_where_and_when(one: sa.Connection) -> None:
    (activity,) = documents(one)["roadmap_ministry.xml"]
    roles = [each.get("role") for each in activity.findall("participating-org")]
    days = {each.get("type"): each.get("iso-date") for each in activity.findall("activity-date")}
    assert (roles, days) == (["2", "4", "4"], {"1": "2026-01-05", "3": "2026-06-30"})
    assert [each.get("ref") for each in activity.findall("location")] == ["gao"]
    assert [each.get("code") for each in activity.findall("tag")] == [
        "activity:g-12", "priority:1", "weight:1.125", "owner:mmeia", "partner:cigem", "partner:iom",
    ]  # fmt: skip


def test_progress_on_an_activity_that_went_to_the_other_side_leaves_without_its_terms(undone: sa.Connection) -> None:
    undone.execute(sa.text(
        "UPDATE activity_version SET owner_id = (SELECT id FROM organisation WHERE key = 'iom') WHERE activity_id = "
        "(SELECT id FROM activity WHERE key = 'g-12')"
    ))  # fmt: skip
    trees = documents(undone)
    (left,) = trees["roadmap_ministry.xml"]
    assert [each.get("code") for each in left.findall("tag")] == ["activity:g-12"]
    assert len(left.findall(".//actual")) == 2
    assert len(trees["roadmap_iom.xml"]) == 2


def test_an_activity_of_a_third_organisation_has_an_identifier_for_each_side(undone: sa.Connection) -> None:
    undone.execute(sa.text(
        "UPDATE activity_version SET owner_id = (SELECT MIN(id) FROM organisation WHERE kind = 'partner') "
        "WHERE activity_id = (SELECT id FROM activity WHERE key = 'g-12')"
    ))  # fmt: skip
    told = [element.text or "" for tree in documents(undone).values() for element in tree.iter("iati-identifier")]
    shared = [each for each in told if each.endswith("-g-12")]
    assert shared == ["XM-DAC-47066-ML-MMEIA-ministry-g-12", "XM-DAC-47066-ML-MMEIA-iom-g-12"]


def test_a_sector_after_the_tags_is_seen_by_the_standard(one: sa.Connection) -> None:
    tree = documents(one)["roadmap_iom.xml"]
    (sector,) = tree[0].findall("sector")
    tree[0].remove(sector)
    tree[0].insert(len(tree[0]) - 1, sector)
    assert any("out of order" in fault for fault in iati_standard.faults(tree))


def test_iati_results_never_tell_protected_counts(one: sa.Connection) -> None:
    codes = {element.get("code") for tree in documents(one).values() for element in tree.iter("reference")}
    assert "returns_assisted" in codes
    assert "returns_expelled" not in codes


def test_identifiers_of_iati_activities_are_all_different(one: sa.Connection) -> None:
    told = [element.text for tree in documents(one).values() for element in tree.iter("iati-identifier")]
    assert len(set(told)) == len(told)


def cells_of(connection: sa.Connection) -> ElementTree.Element:
    return next(tree for name, tree in documents(connection).items() if name.startswith("cells_"))


def test_baseline_and_target_say_that_they_are_of_the_whole_series(undone: sa.Connection) -> None:
    undone.execute(sa.text("UPDATE indicator SET baseline = 10, target = 50 WHERE key = 'returns_assisted'"))
    tree = cells_of(undone)
    assert not list(iati_standard.faults(tree))
    (baseline,), (target,) = tree.findall(".//baseline"), tree.findall(".//target")
    assert (baseline.get("year"), baseline.get("value"), target.get("value")) == ("2026", "10", "50")
    assert baseline.find("comment") is not None


def test_a_broken_document_is_seen_by_the_standard(one: sa.Connection) -> None:
    tree = cells_of(one)
    period = next(tree.iter("period"))
    period.append(period[0])
    period.remove(period[0])
    del next(tree.iter("indicator")).attrib["measure"]
    found = list(iati_standard.faults(tree))
    assert any("out of order" in fault for fault in found)
    assert any("@measure is missing" in fault for fault in found)
