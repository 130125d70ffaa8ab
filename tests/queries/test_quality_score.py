"""Completeness, contradictions, outliers and the score, against rows that can be counted by head."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import model
from dashboard.provenance import Reading
from dashboard.queries import completeness, contradictions, outliers, quality_score, review_room
from dashboard.queries.quality_score import Share
from dashboard.updates.tallies import record
from tests.queries.return_rows import ASSISTED, GAO, INDICATORS, KAYES, record_all, record_nothing
from tests.updates.registers import batch, cell

FEBRUARY = Reading(dt.date(2026, 2, 15))
EXPELLED = 13
STEADY = (100, 104, 96, 101, 99, 103, 97, 100)


@pytest.fixture
def registers(connection: sa.Connection) -> sa.Connection:
    record_all(connection)
    rhythm(connection)
    return connection


def rhythm(connection: sa.Connection) -> None:
    connection.execute(sa.update(model.Indicator).where(model.Indicator.key.in_(INDICATORS)).values(rhythm_months=1))


# ------------------------------------------------------------------------------------------- completeness
def test_missing_months_are_named_by_region(registers: sa.Connection) -> None:
    rows = completeness.by_region(registers, reading=FEBRUARY).rows
    gao = next(row for row in rows.itertuples() if (row.indicator_key, row.region_key) == ("returns_assisted", "gao"))
    assert (gao.received, gao.expected) == (3, 15)
    assert 202509 in gao.missing
    assert 202508 not in gao.missing
    assert gao.missing[-2:] == (202511, 202512), "months that are overdue are expected too"


def test_regions_received_are_counted_by_month(registers: sa.Connection) -> None:
    rows = completeness.by_month(registers, reading=FEBRUARY, latest=3).rows
    assisted = [row for row in rows.itertuples() if row.indicator_key == "returns_assisted"]
    assert [(row.month, row.received, row.expected) for row in assisted] == [
        (202510, 2, 2), (202511, 0, 2), (202512, 0, 2),
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------- outliers
def test_a_month_far_from_the_others_is_an_outlier() -> None:
    found = outliers.scores([*STEADY, 400])
    assert [abs(score) > outliers.LIMIT for score in found] == [False] * 8 + [True]


@pytest.mark.parametrize("counts", [(*STEADY[:6], 400), (*(5,) * 9, 400)])
def test_what_cannot_be_judged_is_no_outlier(counts: tuple[int, ...]) -> None:
    assert set(outliers.scores(counts)) == {0.0}


@pytest.mark.parametrize(("odd", "told"), [(400, 1), (140, 0)])
def test_an_outlier_is_told_when_it_is_far_in_people_too(connection: sa.Connection, odd: int, told: int) -> None:
    record_nothing(connection)
    rhythm(connection)
    months = [*range(202501, 202509), 202509]
    counts = zip((*STEADY, odd), months, strict=True)
    record(connection, batch(connection), [cell(n, indicator=ASSISTED, territory=GAO, month=m) for n, m in counts])
    rows = outliers.outliers(connection, reading=Reading()).rows
    assert [(row["month"], row["count"], row["usual"]) for row in rows.to_dict("records")] == [
        (202509, odd, 100)
    ] * told
    assert outliers.found(connection, Reading()).judged == 9


# ------------------------------------------------------------------------------------------- contradictions
def figure(connection: sa.Connection, key: str, value: float, source: int, **columns: Any) -> None:
    row = {
        "key": key, "indicator_id": 1, "source_id": source, "value": value, "qualifier": "exact", "quote": str(value),
        "place": "Mali", "is_confirmed": True, "period_start": dt.date(2025, 8, 1), "period_end": dt.date(2025, 10, 31),
        "recorded_at": dt.datetime(2025, 11, 1, tzinfo=dt.UTC),
    }  # fmt: skip
    connection.execute(sa.insert(model.Figure).values(row | columns))


@pytest.fixture
def two_sources(registers: sa.Connection) -> sa.Connection:
    kind = {"publisher": "x", "date_status": "printed", "kind": "press"}
    rows = [{"id": number, "key": f"p{number}", "title_fr": f"p{number}", "title_en": f"p{number}", **kind}
            for number in (91, 92)]  # fmt: skip
    registers.execute(sa.insert(model.Source), rows)
    return registers


@pytest.mark.parametrize(
    ("first", "second", "contradict"),
    [
        ((100, "exact"), (100, "exact"), False),
        ((100, "exact"), (101, "exact"), True),
        ((100, "at_least"), (150, "exact"), False),
        ((100, "at_least"), (90, "exact"), True),
        ((100, "about"), (108, "exact"), False),
        ((100, "about"), (120, "exact"), True),
        ((100, "almost"), (103, "exact"), True),
        ((100, "at_most"), (100, "at_least"), False),
    ],
)
def test_statements_contradict_when_their_spans_do_not_meet(
    two_sources: sa.Connection, first: tuple[float, str], second: tuple[float, str], contradict: bool
) -> None:
    figure(two_sources, "A", first[0], 91, qualifier=first[1])
    figure(two_sources, "B", second[0], 92, qualifier=second[1])
    assert len(contradictions.contradictions(two_sources, reading=Reading()).rows) == int(contradict)


def test_other_days_places_or_the_same_source_are_no_contradiction(two_sources: sa.Connection) -> None:
    figure(two_sources, "A", 100, 91)
    figure(two_sources, "B", 200, 92, period_end=dt.date(2025, 9, 30))
    figure(two_sources, "C", 300, 92, place="Gao")
    figure(two_sources, "D", 400, 91)
    assert contradictions.found(two_sources, Reading()).rows == []


@pytest.mark.parametrize(
    ("stated", "row"),
    [(23, None), (30, None), (15, ("register", 21, "at_least"))],
    ids=["more than it", "not all of it received", "less than it"],
)
def test_a_register_stands_beside_a_figure_of_the_same_people(
    two_sources: sa.Connection, stated: int, row: tuple[str, int, str] | None
) -> None:
    two_sources.execute(sa.update(model.Indicator).where(model.Indicator.id == 1).values(population="returns_assisted"))
    figure(two_sources, "A", stated, 91)
    found = contradictions.found(two_sources, Reading())
    assert found.compared == 1
    assert [(one[0], one[15], one[16]) for one in found.rows] == ([row] if row else [])


def test_a_fictitious_register_is_never_set_beside_a_real_figure(two_sources: sa.Connection) -> None:
    two_sources.execute(sa.update(model.Indicator).where(model.Indicator.id == 1).values(population="returns_expelled"))
    fictitious = batch(two_sources, kind="demonstration")
    record(two_sources, fictitious, [cell(999, indicator=EXPELLED, territory=KAYES, month=202510)])
    figure(two_sources, "A", 5, 91)
    assert contradictions.found(two_sources, Reading()).compared == 0


# ------------------------------------------------------------------------------------------- score
def test_the_score_is_the_weighted_mean_of_what_could_be_measured() -> None:
    shares = (Share("completeness", 80, 100), Share("punctuality", 1, 2), Share("agreement", 9, 10))
    assert quality_score.scored(shares) == round((40 * 80 + 30 * 50 + 20 * 90) / 90)
    assert quality_score.scored(()) is None


def test_the_score_says_what_it_is_made_of(registers: sa.Connection) -> None:
    found = quality_score.score(registers, reading=FEBRUARY)
    shares = {share.name: (share.good, share.whole) for share in found.shares}
    rows = completeness.by_region(registers, reading=FEBRUARY).rows
    assert shares["completeness"] == (rows["received"].sum(), rows["expected"].sum())
    assert shares["punctuality"][1] == len(INDICATORS)
    assert "agreement" not in shares
    assert found.value == quality_score.scored(found.shares)


def test_a_review_speaks_of_what_is_missing(registers: sa.Connection) -> None:
    points = [point.en for point in review_room.drafted(registers, reading=FEBRUARY)]
    told = next(point for point in points if point.startswith("Quality of the data"))
    assert "months of regions not received" in told
    assert "registers late" in told
    assert points[-1] == "Date of the next joint review"
