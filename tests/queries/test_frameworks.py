"""Which activity serves which commitment, on rows one can count by head."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, insert

from dashboard import model
from dashboard.provenance import Reading, Scope
from dashboard.queries import frameworks
from tests.queries.roadmap_rows import activity, add, day, priority, report, source


def on(number: int, scope: Scope = "all") -> Reading:
    return Reading(day(number), scope)


def framework(connection: Connection, number: int, key: str, items: int, *, in_matrix: bool = True) -> dict[int, int]:
    """A system with so many items: item number → id."""
    identifier = add(
        connection, model.Framework, number=number, key=key, name_fr=f"{key} fr", name_en=f"{key} en", kind="plan",
        what_fr="quoi", what_en="what", date_status="not_printed", in_matrix=in_matrix, source_id=source(connection),
    )  # fmt: skip
    return {
        place: add(connection, model.FrameworkItem, framework_id=identifier, number=place, key=f"{key}_{place}",
                   name_fr=f"axe {place}", name_en=f"axis {place}", source_id=source(connection))
        for place in range(1, items + 1)
    }  # fmt: skip


def serve(connection: Connection, activity_id: int, *items: int) -> None:
    rows = [{"activity_id": activity_id, "framework_item_id": item} for item in items]
    connection.execute(insert(model.ActivityFrameworkItem), rows)


@pytest.fixture
def small(connection: Connection) -> Connection:
    """Two columns and a system outside the matrix; `a` and `b` of priority 1, a fictitious `c` of 2, none of 3."""
    cnrm, ponam = framework(connection, 1, "cnrm", 2), framework(connection, 2, "ponam", 1)
    framework(connection, 3, "aes", 0, in_matrix=False)
    serve(connection, activity(connection, "a", of=1, due=90), cnrm[1], cnrm[2])
    serve(connection, activity(connection, "b", of=1, due=50), cnrm[1], ponam[1])
    serve(connection, activity(connection, "c", of=2, kind="demonstration"), cnrm[1])
    priority(connection, 3)
    return connection


def cells(connection: Connection, reading: Reading) -> dict[tuple[int, str], int | None]:
    rows = frameworks.matrix(connection, reading=reading).rows
    return {(row.priority_number, row.framework_key): row.activities for row in rows.itertuples()}


def test_an_activity_counts_once_in_a_cell_however_many_items_it_serves(small: Connection) -> None:
    assert cells(small, on(1))[1, "cnrm"] == 2
    assert cells(small, on(1))[1, "ponam"] == 1


def test_none_that_serves_is_zero_and_no_activity_on_record_is_unknown(small: Connection) -> None:
    assert cells(small, on(1))[2, "ponam"] == 0
    assert cells(small, on(1))[3, "ponam"] is None


def test_the_matrix_has_the_systems_meant_for_it_only(small: Connection) -> None:
    assert {framework for _, framework in cells(small, on(1))} == {"cnrm", "ponam"}


def test_published_scope_counts_no_demonstration_activity(small: Connection) -> None:
    assert cells(small, on(1, "published"))[2, "cnrm"] is None
    assert frameworks.matrix(small, reading=on(1)).is_demonstration
    assert not frameworks.matrix(small, reading=on(1, "published")).is_demonstration


def test_items_count_the_activities_that_serve_them(small: Connection) -> None:
    rows = frameworks.items(small, reading=on(1)).rows
    assert dict(zip(rows["item_key"], rows["activities"], strict=True)) == {"cnrm_1": 3, "cnrm_2": 1, "ponam_1": 1}
    assert list(frameworks.items(small, reading=on(-9)).rows["activities"]) == [0, 0, 0]


def test_served_tells_each_link_with_where_the_activity_stands(small: Connection) -> None:
    identifier = small.scalar(model.Activity.__table__.select().where(model.Activity.key == "b"))
    report(small, int(identifier or 0), 1, 100)
    rows = frameworks.served(small, reading=on(5)).rows
    assert [(row.activity_key, row.item_key) for row in rows.itertuples()] == [
        ("b", "cnrm_1"), ("b", "ponam_1"), ("a", "cnrm_1"), ("a", "cnrm_2"), ("c", "cnrm_1"),
    ]  # fmt: skip
    assert list(rows["status"])[:3] == ["done", "done", "not_reported"]


def test_systems_come_in_the_order_of_the_page_with_their_source(small: Connection) -> None:
    found = frameworks.frameworks(small, reading=on(1))
    assert list(found.rows["framework_key"]) == ["cnrm", "ponam", "aes"]
    assert [one.key for one in found.sources] == ["register"]


def test_indicators_are_named_under_the_systems_they_tell_about(small: Connection) -> None:
    indicator = add(
        small, model.Indicator, key="reintegrations", name_fr="réintégrations", name_en="reintegrations", unit="people",
        nature="flow", direction="none", sensitivity="public", population="x", definition_fr="d", definition_en="d",
    )  # fmt: skip
    cnrm = small.scalar(model.Framework.__table__.select().where(model.Framework.key == "cnrm"))
    small.execute(insert(model.FrameworkIndicator), [{"framework_id": cnrm, "indicator_id": indicator}])
    rows = frameworks.indicators(small, reading=on(1)).rows
    assert [tuple(row) for row in rows.to_numpy()] == [("cnrm", "reintegrations", "réintégrations", "reintegrations")]
