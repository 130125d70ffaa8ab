"""Figures, progress reports and activities of a file: accepted, corrected, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.actors import Actor
from dashboard.errors import EntryRefused
from dashboard.model import Activity, ActivityPartner, ActivityVersion, Figure, ProgressReport
from dashboard.provenance import Reading
from dashboard.queries import entry, figures, import_moves, roadmap
from dashboard.queries.drafts import SourceWords
from dashboard.queries.import_moves import NOTHING, Touched
from dashboard.updates import batches
from tests.queries import roadmap_rows
from tests.updates import progress_rows
from tests.updates.editors import editor
from tests.updates.import_files import KEYS, accept, compared, ready, withdraw
from tests.updates.registers import prepare

NOW = Reading()
OTHER = SourceWords("Autre rapport", "Another report", "UNHCR", kind="report")


def figure(value: str, *, row: int = 2, year: int = 2025, quote: str = "", territory: str = "gao") -> tuple[Any, ...]:
    period = (f"{year}-01-01", f"{year}-12-31")
    said = quote or f"{value} personnes"
    return (
        row,
        "returns",
        value,
        "",
        "",
        "exact" if value else "ambiguous",
        said,
        *period,
        "Gao",
        territory,
        "",
        "",
        "",
    )


def stated(connection: sa.Connection, reading: Reading = NOW) -> dict[str, float | None]:
    rows = figures.figures(connection, reading=reading).rows
    return {row.figure_key: row.value for row in rows.itertuples()}


@pytest.fixture
def iom(connection: sa.Connection) -> Actor:
    prepare(connection)
    return editor(connection, "iom")


@pytest.fixture
def ministry(connection: sa.Connection) -> Actor:
    return editor(connection, "ministry")


# ------------------------------------------------------------------------------------------------ figures
def bring(connection: sa.Connection, actor: Actor, *rows: tuple[Any, ...], loads: Any = "figures", **given: Any) -> int:
    return accept(connection, actor, ready(connection, actor, list(rows), loads=loads, **given))


def test_a_source_corrects_its_own_figure_with_a_reason(connection: sa.Connection, iom: Actor) -> None:
    bring(connection, iom, figure("41"), figure("7", row=3, year=2024))
    draft = ready(connection, iom, [figure("43"), figure("7", row=3, year=2024)], loads="figures")
    seen = compared(connection, draft)
    assert (seen.added, seen.superseded, seen.unchanged) == (0, 1, 1)
    assert [(one.before, one.after) for one in seen.changes] == [("41", "43")]
    with pytest.raises(EntryRefused, match="say why"):
        accept(connection, iom, draft)
    bring(connection, iom, figure("43"), reason="chiffre révisé")
    assert stated(connection) == {"F0001": 43, "F0002": 7}
    kept = connection.execute(sa.select(Figure.reason).where(Figure.supersedes_id.is_not(None))).scalar_one()
    assert kept == "chiffre révisé"


def test_another_source_says_otherwise_and_replaces_nothing(connection: sa.Connection, iom: Actor) -> None:
    bring(connection, iom, figure("41"))
    draft = ready(connection, iom, [figure("55")], loads="figures", source=OTHER)
    notice = next(one for one in compared(connection, draft).notices if one.code == "contradiction")
    assert "41" in notice.message("fr")
    assert "Registre des retours" in notice.message("fr")
    accept(connection, iom, draft)
    assert stated(connection) == {"F0001": 41, "F0002": 55}


def test_a_withdrawn_correction_gives_the_former_figure_back(connection: sa.Connection, iom: Actor) -> None:
    first = bring(connection, iom, figure("41"))
    second = bring(connection, iom, figure("43"), figure("9", row=3, year=2024), reason="révision")
    between = dt.datetime.now(dt.UTC)
    withdraw(connection, iom, second)
    assert stated(connection) == {"F0001": 41}
    assert stated(connection, Reading(between.date(), "all", between)) == {"F0001": 43, "F0002": 9}
    withdraw(connection, iom, first)
    assert stated(connection) == {}


def test_an_unclear_figure_is_to_be_confirmed(connection: sa.Connection, iom: Actor) -> None:
    bring(connection, iom, figure("", quote="des milliers"))
    row = figures.figures(connection, reading=NOW).rows.iloc[0]
    assert (row["value"], row["is_confirmed"]) == (None, False)


def test_rows_that_state_the_same_thing_twice_are_refused(connection: sa.Connection, iom: Actor) -> None:
    draft = ready(connection, iom, [figure("41"), figure("42", row=3)], loads="figures")
    assert [one.code for one in compared(connection, draft).faults] == ["twice"]
    with pytest.raises(EntryRefused, match="no longer fit"):
        accept(connection, iom, draft)


def test_the_latest_count_by_region_is_what_moves_before_and_after_it_came_in(
    connection: sa.Connection, iom: Actor
) -> None:
    old = bring(connection, iom, figure("41", year=2024))
    seen = [compared(connection, ready(connection, iom, rows, loads="figures")).touched for rows in (
        [figure("7", year=2023)], [figure("7", year=2025)], [figure("7", year=2025, territory="")],
    )]  # fmt: skip
    assert seen == [NOTHING, Touched(regional=("returns",)), NOTHING]
    new = bring(connection, iom, figure("9", year=2025))
    assert [import_moves.of_batch(connection, one) for one in (old, new)] == [NOTHING, Touched(regional=("returns",))]


# ------------------------------------------------------------------------------------------------ progress
def progress(percent: str, *, key: str = "a", row: int = 2, on: int = 30, milestone: str = "") -> tuple[Any, ...]:
    comments = ("", "", "")
    return (row, key, roadmap_rows.day(on).isoformat(), percent, milestone, *comments, "")


def reports(connection: sa.Connection) -> list[tuple[str, float, str | None]]:
    rows = entry.history(connection, activity_key="a").rows
    return [(row.side, row.percent, row.outcome) for row in rows.itertuples() if row.superseded_at is None]


def test_reports_of_a_file_wait_for_the_other_side(connection: sa.Connection, ministry: Actor) -> None:
    roadmap_rows.activity(connection, "a")
    bring(connection, ministry, progress("20", on=10), progress("40"), loads="progress")
    assert reports(connection) == [("ministry", 20, None), ("ministry", 40, None)]
    assert entry.waiting(connection, side="iom").rows["percent"].tolist() == [20, 40]


def test_a_report_that_was_declared_already_is_not_declared_again(connection: sa.Connection, ministry: Actor) -> None:
    roadmap_rows.activity(connection, "a")
    progress_rows.declare(connection, ministry, percent=40)
    draft = ready(connection, ministry, [progress("40"), progress("50", on=31, row=3)], loads="progress")
    assert (compared(connection, draft).added, compared(connection, draft).unchanged) == (1, 1)
    accept(connection, ministry, draft)
    assert [row[1] for row in reports(connection)] == [40, 50]


def test_reports_move_the_pictures_of_their_priority(connection: sa.Connection, ministry: Actor) -> None:
    roadmap_rows.activity(connection, "a")
    draft = ready(connection, ministry, [progress("40")], loads="progress")
    assert compared(connection, draft).touched == Touched(declared=(1,))
    assert import_moves.of_batch(connection, accept(connection, ministry, draft)) == Touched(declared=(1,))
    again = ready(connection, ministry, [progress("40")], loads="progress")
    assert compared(connection, again).touched == NOTHING


def test_reports_that_break_the_rules_are_told_before(connection: sa.Connection, ministry: Actor) -> None:
    roadmap_rows.activity(connection, "a", starts=20)
    rows = [progress("20", on=10), progress("40", row=3, milestone="9")]
    faults = compared(connection, ready(connection, ministry, rows, loads="progress")).faults
    assert ["L’activité commence" in faults[0].message("fr"), "milestone" in faults[1].message("en")] == [True, True]


def test_reports_both_sides_agreed_on_leave_when_both_agree(
    connection: sa.Connection, ministry: Actor, iom: Actor
) -> None:
    roadmap_rows.activity(connection, "a")
    number = bring(connection, ministry, progress("20"), loads="progress")
    progress_rows.accept(connection, iom, connection.execute(sa.select(ProgressReport.id)).scalar_one())
    assert withdraw(connection, ministry, number) == {"asked": number}
    assert len(reports(connection)) == 1
    batches.agree_to_withdraw(connection, iom, number, request=next(KEYS))
    assert reports(connection) == []


# ------------------------------------------------------------------------------------------------ activities
def activity(title: str, *, key: str = "", due: int = 99, partners: str = "", owner: str = "mmeia") -> tuple[Any, ...]:
    days = (roadmap_rows.day(0).isoformat(), roadmap_rows.day(due).isoformat())
    return (2, key, "1", title, title, "rapport", "report", owner, partners, "", *days, "1")


def planned(connection: sa.Connection) -> dict[str, Any]:
    rows = roadmap.activities(connection, reading=NOW).rows
    return {row.activity_key: row for row in rows.itertuples()}


@pytest.fixture
def organised(connection: sa.Connection, ministry: Actor) -> int:
    """The ministry, a partner and a priority are known."""
    roadmap_rows.priority(connection, 1)
    roadmap_rows.organisation(connection)
    return roadmap_rows.organisation(connection, "ansongo", "partner")


def test_a_new_activity_gets_a_key_of_its_title(connection: sa.Connection, ministry: Actor, organised: int) -> None:
    bring(connection, ministry, activity("Former les agents d’accueil"), loads="activities")
    assert list(planned(connection)) == ["former-les-agents-daccueil"]


def test_new_and_changed_activities_move_the_pictures_of_their_priority(
    connection: sa.Connection, ministry: Actor, organised: int
) -> None:
    draft = ready(connection, ministry, [activity("Former les agents")], loads="activities")
    assert compared(connection, draft).touched == Touched(priorities=(1,))
    assert import_moves.of_batch(connection, accept(connection, ministry, draft)) == Touched(priorities=(1,))


def test_new_terms_replace_the_old_ones_and_come_back_when_withdrawn(
    connection: sa.Connection, ministry: Actor, organised: int
) -> None:
    bring(connection, ministry, activity("Former", key="a"), loads="activities")
    rows = [activity("Former", key="a", due=200, partners="ansongo")]
    number = accept(connection, ministry, ready(connection, ministry, rows, loads="activities", reason="reportée"))
    assert planned(connection)["a"].due_on == roadmap_rows.day(200)
    assert connection.execute(sa.select(ActivityPartner.organisation_id)).scalars().all() == [organised]
    withdraw(connection, ministry, number)
    assert planned(connection)["a"].due_on == roadmap_rows.day(99)
    assert connection.execute(sa.select(ActivityPartner.organisation_id)).scalars().all() == []
    assert connection.scalar(sa.select(sa.func.count()).select_from(ActivityVersion)) == 3


def test_an_activity_on_which_progress_was_declared_is_not_withdrawn(
    connection: sa.Connection, ministry: Actor, organised: int
) -> None:
    number = bring(connection, ministry, activity("Former", key="a"), loads="activities")
    progress_rows.declare(connection, ministry, percent=10)
    with pytest.raises(EntryRefused, match="“a”"):
        withdraw(connection, ministry, number)


@pytest.mark.parametrize(
    ("owner", "kind", "code"), [("iom", "register", "other_side"), ("mmeia", "demonstration", "fictitious")]
)
def test_what_a_side_may_not_change_is_told_before(
    connection: sa.Connection, ministry: Actor, organised: int, owner: str, kind: str, code: str
) -> None:
    roadmap_rows.organisation(connection, "iom", "iom")
    roadmap_rows.activity(connection, "a", kind=kind)
    draft = ready(connection, ministry, [activity("Autre", key="a", owner=owner)], loads="activities")
    assert [one.code for one in compared(connection, draft).faults] == [code]


def test_an_activity_does_not_move_to_another_priority_by_a_file(
    connection: sa.Connection, ministry: Actor, organised: int
) -> None:
    roadmap_rows.activity(connection, "a", of=2)
    draft = ready(connection, ministry, [activity("Autre", key="a")], loads="activities")
    assert [one.code for one in compared(connection, draft).faults] == ["priority"]
    assert connection.scalar(sa.select(sa.func.count()).select_from(Activity)) == 1
