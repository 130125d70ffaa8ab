"""What a file would change is told before and after, with what looks doubtful beside what is there."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.actors import Actor
from dashboard.model import Indicator
from dashboard.queries.drafts import SourceWords
from dashboard.queries.import_changes import Comparison
from dashboard.queries.import_doubts import is_sudden
from dashboard.queries.import_moves import Touched
from tests.updates.editors import editor
from tests.updates.import_files import SOURCE, brought, cells, compared, one, ready
from tests.updates.registers import prepare

OTHER = SourceWords("Registre des frontières", "Border register", "DGPC")
MONTHS = (202509, 202510, 202511, 202512)


@pytest.fixture
def iom(connection: sa.Connection) -> Actor:
    prepare(connection)
    return editor(connection, "iom")


def look(connection: sa.Connection, actor: Actor, *rows: tuple[Any, ...], source: SourceWords = SOURCE) -> Comparison:
    return compared(connection, ready(connection, actor, cells(*rows), source=source))


def codes(comparison: Comparison) -> list[str]:
    return [notice.code for notice in comparison.notices]


def test_totals_stand_by_indicator_and_year_before_and_after(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(5, month=202512), one(7), one(2, month=202602))
    found = look(connection, iom, one(9), one(2, month=202602), one(1, month=202701))
    assert [(year.year, year.before, year.after) for year in found.totals] == [(2026, 9, 11), (2027, None, 1)]
    assert (found.added, found.superseded, found.unchanged) == (1, 1, 1)
    assert found.touched == Touched(registers=("returns",))


def test_a_cell_that_changes_is_named_with_both_values(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(7))
    change = look(connection, iom, one(9)).changes[0]
    assert (change.before, change.after) == ("7", "9")
    assert change.about_fr == "janvier 2026 · gao · NE · Femmes · 18-34"


def test_a_stock_is_not_added_over_months(connection: sa.Connection, iom: Actor) -> None:
    connection.execute(sa.update(Indicator).where(Indicator.key == "returns").values(nature="stock"))
    found = look(connection, iom, one(400, month=202601), one(410, month=202602))
    assert found.totals[0].after == 410


def test_a_protected_total_is_rounded_or_not_told(connection: sa.Connection, iom: Actor) -> None:
    connection.execute(sa.update(Indicator).where(Indicator.key == "returns").values(sensitivity="protected"))
    brought(connection, iom, one(7, month=202512))
    found = look(connection, iom, one(3, month=202511), one(36))
    assert [(year.before, year.after) for year in found.totals] == [(None, None), (None, 40)]
    assert all(year.is_rounded for year in found.totals)
    assert look(connection, iom, one(8, month=202512)).changes == ()


def test_a_month_that_another_source_loaded_is_told(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(7), one(8, month=202602), source=OTHER)
    found = look(connection, iom, one(7, territory="kayes"), one(7, month=202603))
    notice = next(notice for notice in found.notices if notice.code == "other_source")
    assert "janvier 2026" in notice.message("fr")
    assert "février" not in notice.message("fr")
    assert "other_source" not in codes(look(connection, iom, one(7, territory="kayes"), source=OTHER))


@pytest.mark.parametrize(
    ("count", "usual", "is_told"), [(1000, 100, True), (999, 100, False), (0, 60, True), (30, 3, False), (5, 50, False)]
)
def test_sudden_is_tenfold_and_far_apart(count: int, usual: int, is_told: bool) -> None:
    assert is_sudden(count, usual) is is_told


def test_a_digit_too_many_is_told_at_its_place(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, *(one(100 + turn, month=month) for turn, month in enumerate(MONTHS)))
    found = look(connection, iom, one(1020), one(103, territory="kayes"))
    assert [notice.message("en") for notice in found.notices] == [
        "returns, gao, January 2026: 1,020 people, where 102 are usual. Check that no digit is too many."
    ]


def test_a_count_that_only_grows_does_not_shrink_unnoticed(connection: sa.Connection, iom: Actor) -> None:
    connection.execute(sa.update(Indicator).where(Indicator.key == "returns").values(nature="cumulative"))
    brought(connection, iom, one(100))
    assert codes(look(connection, iom, one(90, month=202602))) == ["decreasing"]
    assert codes(look(connection, iom, one(110, month=202602))) == []


def test_more_people_helped_than_came_back_are_told(connection: sa.Connection, iom: Actor) -> None:
    for number, key in ((1, "returns_assisted"), (2, "reintegration_started")):
        connection.execute(sa.update(Indicator).where(Indicator.id == number).values(key=key, nature="flow"))
    rows = [(2, "returns_assisted", 202601, "gao", "NE", "f", "18-34", "", 5),
            (3, "reintegration_started", 202601, "gao", "NE", "f", "18-34", "", 6)]  # fmt: skip
    found = compared(connection, ready(connection, iom, rows))
    assert codes(found) == ["out_of_order"]


def test_the_same_file_again_is_told(connection: sa.Connection, iom: Actor) -> None:
    from tests.updates.import_files import accept

    accept(connection, iom, ready(connection, iom, cells(one(5)), content=b"same bytes"))
    again = compared(connection, ready(connection, iom, cells(one(5)), content=b"same bytes"))
    assert codes(again) == ["duplicate"]
    assert codes(look(connection, iom, one(5))) == ["nothing_new"]
