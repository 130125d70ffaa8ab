"""The pictures named as moving with what a file touches are those that move when it comes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from dashboard import database, pictures
from dashboard.model import (
    Activity,
    ActivityVersion,
    Batch,
    Figure,
    Indicator,
    ProgressReport,
    Source,
    Territory,
    Verdict,
)
from dashboard.pictures import moved
from dashboard.pictures.filters import Link
from dashboard.provenance import Reading, Sourced
from dashboard.queries import import_moves
from dashboard.queries.import_moves import Touched
from dashboard.queries.reintegration import LAG, STAGES
from dashboard.queries.returns import CATEGORIES
from dashboard.updates import tallies
from dashboard.updates.tally_incoming import Cell
from tests.databases import Fresh

NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
DETAIL = {"returns_assisted": "avr", "reintegration_started": "economic", "reintegration_completed": "economic",
          LAG: "0-30"}  # fmt: skip
PRIORITY_OF = "demonstration-common-indicators"
Drawn = dict[tuple[str, int], str]
LINKS: tuple[Link, ...] = (
    {}, *({"category": key} for key in CATEGORIES),
    *({"measure": key} for key in ("displaced", "returns", "reintegration")),
    *({"priority": str(number)} for number in (1, 2, 3)),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(fresh_sqlite: Fresh) -> Iterator[sa.Engine]:
    opened = database.connect(fresh_sqlite("demonstration"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def before(engine: sa.Engine) -> Drawn:
    with engine.connect() as connection:
        return drawn(connection)


def drawn(connection: sa.Connection) -> Drawn:
    """Every picture under every link, as its rows."""
    found = {}
    for entry in pictures.entries():
        for place, link in enumerate(LINKS):
            if set(link) <= set(entry.filters):
                found[entry.key, place] = rows_of(connection, entry.key, link)
    return found


def rows_of(connection: sa.Connection, key: str, link: Link) -> str:
    """What it draws, and what it draws beside it."""
    drawing = pictures.entry(key).draw(pictures.direct(connection), Reading(), "en", dict(link))
    beside = [each.rows for each in drawing.arguments.values() if isinstance(each, Sourced)]
    return "".join(rows.to_csv() for rows in (drawing.data.rows, *beside))


def count_one(connection: sa.Connection, indicator: str) -> None:
    """A real cell of the register, in a month that every page shows."""
    number, territory, source = (
        connection.scalar(wanted)
        for wanted in (
            sa.select(Indicator.id).where(Indicator.key == indicator),
            sa.select(Territory.id).where(Territory.key == "gao", Territory.division == 2023),
            sa.select(sa.func.min(Source.id)),
        )
    )
    row = {"source_id": source, "kind": "import", "row_count": 1, "recorded_at": dt.datetime.now(dt.UTC)}
    batch = connection.execute(sa.insert(Batch).values(row).returning(Batch.id)).scalar_one()
    assert number
    assert territory
    cell = Cell(number, territory, "NE", "f", "18-34", DETAIL.get(indicator, ""), 202610, 7)
    tallies.record(connection, batch, [cell])


@pytest.mark.parametrize("indicator", [*CATEGORIES, *STAGES, LAG])
def test_a_picture_is_named_exactly_when_it_moves(engine: sa.Engine, before: Drawn, indicator: str) -> None:
    with engine.connect() as connection:
        count_one(connection, indicator)
        after = drawn(connection)
        connection.rollback()
    told = {one.entry.key: one.query for one in moved.by_registers([indicator])}
    assert {key for key, place in before if before[key, place] != after[key, place]} == {*told}
    for key, query in told.items():
        place = LINKS.index(query)
        assert before[key, place] != after[key, place], key


def changed(connection: sa.Connection, before: Drawn) -> set[tuple[str, int]]:
    after = drawn(connection)
    return {place for place in before if before[place] != after[place]}


def told(touched: Touched) -> set[tuple[str, int]]:
    """Each picture as it is told, and as its page draws it without a choice where that is the same."""
    return {(one.entry.key, LINKS.index(one.query)) for one in moved.by(touched)}


def state_all(connection: sa.Connection, territory: str, day: dt.date) -> list[dict[str, object]]:
    """One figure of each indicator, in one region or of the country."""
    place = sa.select(Territory.id).where(Territory.key == territory, Territory.division == 2023)
    common = {"source_id": connection.scalar(sa.select(sa.func.min(Source.id))), "value": 7, "qualifier": "exact",
              "quote": "7", "period_start": day.replace(day=1), "period_end": day, "place": "Mali",
              "territory_id": connection.scalar(place), "recorded_at": NOW, "is_confirmed": True}  # fmt: skip
    indicators = connection.scalars(sa.select(Indicator.id)).all()
    rows = [{**common, "key": f"F{number:04}", "indicator_id": number} for number in indicators]
    connection.execute(sa.insert(Figure), rows)
    return rows


@pytest.mark.parametrize(
    ("territory", "day"),
    [("gao", dt.date(2026, 9, 30)), ("mali", dt.date(2026, 9, 30)), ("gao", dt.date(2015, 9, 30))],
)
def test_a_figure_moves_the_pictures_that_are_named_and_no_other(
    engine: sa.Engine, before: Drawn, territory: str, day: dt.date
) -> None:
    with engine.connect() as connection:
        rows = state_all(connection, territory, day)
        found = changed(connection, before)
        connection.execute(sa.delete(Figure).where(Figure.key.startswith("F")))
        regional = import_moves.of_figures(connection, rows)
        connection.rollback()
    assert {key for key, _ in found} == {key for key, _ in told(Touched(regional=regional))}
    assert told(Touched(regional=regional)) <= found


def activity(connection: sa.Connection) -> dict[str, object]:
    wanted = sa.select(ActivityVersion.__table__).join(Activity, Activity.id == ActivityVersion.activity_id)
    now = (Activity.key == PRIORITY_OF, ActivityVersion.superseded_at.is_(None))
    return dict(connection.execute(wanted.where(*now)).mappings().one())


def reword(connection: sa.Connection) -> None:
    """Another title, another end, another weight among those of its priority."""
    terms = activity(connection)
    old = terms.pop("id")
    connection.execute(sa.update(ActivityVersion).where(ActivityVersion.id == old).values(superseded_at=NOW))
    other = {"title_fr": "Autre", "title_en": "Other", "due_on": dt.date(2026, 12, 30),
             "weight": 50}  # fmt: skip
    row = {**terms, **other, "supersedes_id": old, "reason": "x", "recorded_at": NOW, "batch_id": None}
    connection.execute(sa.insert(ActivityVersion).values(row))


def report(connection: sa.Connection) -> None:
    """Declared by one side, accepted by the other."""
    row = {"activity_id": activity(connection)["activity_id"], "side": "iom", "declared_on": dt.date(2026, 11, 20),
           "source_id": connection.scalar(sa.select(sa.func.min(Source.id))), "percent": 1,
           "recorded_at": NOW}  # fmt: skip
    made = connection.execute(sa.insert(ProgressReport).values(row).returning(ProgressReport.id)).scalar_one()
    verdict = {"report_id": made, "declaring_side": "iom", "side": "ministry", "outcome": "accepted", "decided_at": NOW}
    connection.execute(sa.insert(Verdict).values(verdict))


@pytest.mark.parametrize(
    ("write", "touched"), [(reword, Touched(priorities=(2,))), (report, Touched(declared=(2,)))],
)  # fmt: skip
def test_an_activity_or_a_report_moves_the_pictures_of_its_priority_and_no_other(
    engine: sa.Engine, before: Drawn, write: Callable[[sa.Connection], None], touched: Touched
) -> None:
    with engine.connect() as connection:
        write(connection)
        found = changed(connection, before)
        numbers = import_moves.of_activities(connection, [PRIORITY_OF])
        connection.rollback()
    assert numbers == (2,)
    assert found == told(touched)


def test_a_picture_is_named_once_for_each_choice_that_shows_it() -> None:
    keys = [one.entry.key for one in moved.by_registers(["returns_assisted", "reintegration_started"])]
    assert len(keys) == len(set(keys))
    roadmap = [(one.entry.key, one.query) for one in moved.by(Touched(priorities=(2, 3), declared=(3,)))]
    assert roadmap.count(("roadmap.timeline", {"priority": "3"})) == roadmap.count(("roadmap.by_priority", {})) == 1
    assert moved.by(Touched()) == moved.by_registers(["displaced_persons_stock"]) == ()


def test_months_are_told_where_a_page_lets_them_be_chosen() -> None:
    first, *_ = moved.by_registers(["returns_expelled"])
    assert moved.over(first, 201903, 201905).query == {
        "category": "returns_expelled", "from": "2019-03", "to": "2019-05"
    }  # fmt: skip
    (roadmap, *_) = moved.by_roadmap([1])
    assert moved.over(roadmap, 201903, 201905) == roadmap
