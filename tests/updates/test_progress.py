"""Progress is declared, answered and corrected: who may, what counts, what is kept, and who is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, delete, func, select

from dashboard import model
from dashboard.actors import MACHINE, Actor, Side
from dashboard.errors import Conflict, EntryRefused, NotAllowed, RowsRefused
from dashboard.provenance import Reading
from dashboard.queries import entry, roadmap
from dashboard.updates import progress
from tests.queries.roadmap_rows import activity, day, organisation, report, step, supersede
from tests.updates.editors import account, editor, withdraw_roles
from tests.updates.progress_rows import KEYS, accept, correct, declare, events, give_back, reports, typed


@pytest.fixture
def ministry(connection: Connection) -> Actor:
    return editor(connection, "ministry")


@pytest.fixture
def iom(connection: Connection) -> Actor:
    return editor(connection, "iom")


@pytest.fixture
def activity_a(connection: Connection) -> int:
    """Owned by the ministry, from day 0 to day 99, with two steps."""
    number = activity(connection, "a")
    step(connection, number, 1, 40)
    step(connection, number, 2, 90)
    return number


def actual(connection: Connection, key: str = "a") -> float | None:
    rows = roadmap.activities(connection, reading=Reading()).rows
    return rows.set_index("activity_key").loc[key].actual_pct


def test_a_declaration_is_kept_as_typed_and_waits_for_the_other_side(
    connection: Connection, activity_a: int, ministry: Actor
) -> None:
    number = declare(connection, ministry, milestone_number=1, comment="Fait.", evidence="https://exemple.ml/pv")
    told = entry.report(connection, number)
    assert told
    assert (told["side"], told["percent"], told["declared_on"], told["milestone_number"]) == (
        "ministry",
        40,
        day(30),
        1,
    )
    assert (told["comment_fr"], told["comment_en"], told["evidence"]) == ("Fait.", None, "https://exemple.ml/pv")
    assert list(entry.waiting(connection, side="iom").rows["report"]) == [number]
    assert entry.waiting(connection, side="ministry").is_empty


def test_what_waits_changes_nothing_but_the_hatched_share(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    def standing() -> Any:
        rows = roadmap.priorities(connection, reading=Reading()).rows
        return rows[["status", "actual_pct", "planned_pct", "reported", "late"]].to_dict(), list(rows["declared_pct"])

    accept(connection, iom, declare(connection, ministry))
    counted, _ = standing()
    number = declare(connection, ministry, percent=70, declared_on=day(50))
    assert standing() == (counted, [70])
    accept(connection, iom, number)
    assert actual(connection) == 70


def test_a_returned_report_never_counts_and_says_why(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    number = declare(connection, ministry)
    give_back(connection, iom, number, " pièce manquante ")
    told = entry.report(connection, number)
    assert told
    assert (actual(connection), told["outcome"], told["return_reason"]) == (None, "returned", "pièce manquante")
    assert entry.waiting(connection, side="iom").is_empty


def test_a_return_without_a_reason_is_asked_again(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    number = declare(connection, ministry)
    with pytest.raises(EntryRefused):
        give_back(connection, iom, number, " ")


@pytest.mark.parametrize(
    ("owner", "may"), [("ministry", {"ministry"}), ("iom", {"iom"}), ("partner", {"ministry", "iom"})]
)
def test_a_side_declares_on_what_its_organisation_owns(
    connection: Connection, owner: str, may: set[Side], activity_a: int, ministry: Actor, iom: Actor
) -> None:
    owner_id = organisation(connection, f"an {owner}", owner)
    connection.execute(sa.update(model.ActivityVersion).values(owner_id=owner_id))
    for actor in (ministry, iom):
        if actor.side in may:
            assert declare(connection, actor)
        else:
            with pytest.raises(NotAllowed):
                declare(connection, actor)


def test_nobody_answers_their_own_side(connection: Connection, activity_a: int, ministry: Actor) -> None:
    colleague = account(connection, "colleague", "ministry", "ministry_editor", "administrator")
    number = declare(connection, ministry)
    for answer in (accept, give_back):
        with pytest.raises(NotAllowed):
            answer(connection, colleague, number)


def test_nobody_corrects_the_other_side(connection: Connection, activity_a: int, ministry: Actor, iom: Actor) -> None:
    number = declare(connection, ministry)
    with pytest.raises(NotAllowed):
        correct(connection, iom, number)


def strangers(connection: Connection) -> list[Actor]:
    """Accounts that edit for no side: by role, by side, or because the role is the other side's."""
    return [
        MACHINE,
        account(connection, "reader", "ministry", "reader", "communications", "protection", "administrator"),
        account(connection, "nobody", None, "administrator"),
        account(connection, "sideless", None, "ministry_editor"),
        account(connection, "crossed", "ministry", "iom_editor"),
    ]


def test_only_editors_of_a_side_write(connection: Connection, activity_a: int, ministry: Actor, iom: Actor) -> None:
    number = declare(connection, ministry)
    for actor in strangers(connection):
        with pytest.raises(NotAllowed):
            declare(connection, actor)
        for write in (accept, give_back, correct):
            with pytest.raises(NotAllowed):
                write(connection, actor, number)


def test_a_role_withdrawn_while_the_form_is_open_refuses_the_write(
    connection: Connection, activity_a: int, ministry: Actor
) -> None:
    withdraw_roles(connection, ministry)
    assert ministry.may("ministry_editor")
    with pytest.raises(NotAllowed):
        declare(connection, ministry)
    assert reports(connection) == 0


def test_a_forged_actor_has_the_side_and_roles_of_the_database(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    number = declare(connection, ministry)
    forged = replace(ministry, side="iom", roles=frozenset({"iom_editor"}))
    with pytest.raises(NotAllowed):
        accept(connection, forged, number)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"declared_on": day(-1)}, "declared_on"),
        ({"milestone_number": 3}, "milestone_number"),
        ({"percent": 101}, "percent"),
        ({"evidence": "javascript:alert(1)"}, "evidence"),
    ],
)
def test_what_does_not_fit_the_activity_is_refused_by_field(
    connection: Connection, activity_a: int, ministry: Actor, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(EntryRefused) as refused:
        declare(connection, ministry, **fields)
    assert (refused.value.field, reports(connection)) == (field, 0)


def test_the_first_day_and_today_can_be_reported(connection: Connection, activity_a: int, ministry: Actor) -> None:
    for when in (day(0), dt.datetime.now(dt.UTC).date()):
        assert declare(connection, ministry, declared_on=when)


def test_a_report_on_a_fictitious_activity_is_fictitious(connection: Connection, ministry: Actor, iom: Actor) -> None:
    activity(connection, "f", kind="demonstration")
    accept(connection, iom, declare(connection, ministry, "f"))
    assert entry.history(connection, activity_key="f").is_demonstration
    assert entry.history(connection, activity_key="f", reading=Reading(scope="published")).is_empty


def test_who_comes_second_is_told_what_stands_and_overwrites_nothing(
    connection: Connection, activity_a: int, ministry: Actor
) -> None:
    opened = typed(connection, percent=60)
    first = declare(connection, ministry, percent=50, comment="premier")
    with pytest.raises(Conflict) as told:
        progress.declare(connection, ministry, opened, request=next(KEYS))
    found = told.value
    assert (found.side, found.by, found.version) == ("ministry", ministry.name, f"{first}.0")
    assert found.at
    assert (found.theirs["report"], found.theirs["percent"], found.theirs["comment_fr"]) == (first, 50, "premier")
    assert reports(connection) == 1
    chosen = replace(opened, version=found.version or "")
    assert progress.declare(connection, ministry, chosen, request=next(KEYS))


def test_an_answer_given_meanwhile_is_told_too(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    number = declare(connection, ministry)
    opened = typed(connection, percent=60)
    accept(connection, iom, number)
    writes: tuple[Callable[[], object], ...] = (
        lambda: progress.declare(connection, ministry, opened, request=next(KEYS)),
        lambda: progress.correct(connection, ministry, number, opened, "faute", request=next(KEYS)),
    )
    for write in writes:
        with pytest.raises(Conflict) as told:
            write()
        assert (told.value.side, told.value.by, told.value.theirs["outcome"]) == ("iom", iom.name, "accepted")


def test_a_conflict_speaks_both_languages(connection: Connection, activity_a: int, ministry: Actor) -> None:
    opened = typed(connection)
    declare(connection, ministry)
    with pytest.raises(Conflict) as told:
        progress.declare(connection, ministry, opened, request=next(KEYS))
    assert told.value.message("fr").startswith("Le ministère a enregistré")
    assert told.value.message("en").startswith("The ministry recorded")


@pytest.mark.parametrize("second", [accept, give_back])
def test_a_second_answer_is_told_of_the_first(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor, second: Any
) -> None:
    number = declare(connection, ministry)
    give_back(connection, iom, number)
    with pytest.raises(Conflict) as told:
        second(connection, account(connection, "late", "iom", "iom_editor"), number)
    assert (told.value.by, told.value.theirs["outcome"]) == (iom.name, "returned")
    assert connection.scalar(select(func.count()).select_from(model.Verdict)) == 1


def test_an_activity_withdrawn_while_the_form_is_open_is_told_with_its_moment(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    number, opened = declare(connection, ministry), typed(connection, version="1.0")
    supersede(connection, model.ActivityVersion, connection.scalars(select(model.ActivityVersion.id)).one(), 60)
    writes: tuple[Callable[[], object], ...] = (
        lambda: progress.declare(connection, ministry, opened, request=next(KEYS)),
        lambda: accept(connection, iom, number),
        lambda: progress.correct(connection, ministry, number, opened, "faute", request=next(KEYS)),
    )
    for write in writes:
        with pytest.raises(Conflict) as told:
            write()
        assert (told.value.message_key, told.value.version) == (progress.GONE, None)
        assert told.value.at == dt.datetime.combine(day(60), dt.time(12), tzinfo=dt.UTC)
    assert entry.waiting(connection, side="iom").is_empty


def test_an_activity_or_report_that_is_no_longer_there_is_told(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    opened, number = typed(connection), declare(connection, ministry)
    for table in (model.ProgressReport, model.ActivityVersion, model.Milestone, model.Activity):
        connection.execute(delete(table))
    with pytest.raises(Conflict):
        progress.declare(connection, ministry, opened, request=next(KEYS))
    with pytest.raises(Conflict):
        accept(connection, iom, number)


def test_a_correction_replaces_what_waits_and_the_mistake_stays_readable(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    old = declare(connection, ministry, percent=80)
    new = correct(connection, ministry, old, "inversion de chiffres", percent=8)
    assert list(entry.waiting(connection, side="iom").rows["report"]) == [new]
    history = entry.history(connection, activity_key="a").rows.set_index("report")
    assert (history.loc[old].percent, history.loc[new].percent, history.loc[new].corrects) == (80, 8, old)
    assert history.loc[new].correction_reason == "inversion de chiffres"
    assert history.loc[old].superseded_at == history.loc[new].recorded_at
    with pytest.raises(Conflict) as told:
        accept(connection, iom, old)
    assert told.value.theirs["report"] == new


def test_a_correction_of_an_accepted_report_waits_and_changes_nothing_until_accepted(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    old = declare(connection, ministry, percent=80)
    accept(connection, iom, old)
    new = correct(connection, ministry, old, percent=60)
    assert actual(connection) == 80
    accept(connection, iom, new)
    assert actual(connection) == 60
    assert roadmap.reports(connection, reading=Reading(), priority=1).rows["percent"].tolist() == [60]


def test_a_returned_correction_leaves_the_accepted_report_and_can_be_corrected_again(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    old = declare(connection, ministry, percent=80)
    accept(connection, iom, old)
    returned = correct(connection, ministry, old, percent=60)
    give_back(connection, iom, returned)
    assert actual(connection) == 80
    accept(connection, iom, correct(connection, ministry, returned, percent=65))
    assert actual(connection) == 65
    in_force = select(model.ProgressReport.percent).where(model.ProgressReport.superseded_at.is_(None))
    assert connection.scalars(in_force).all() == [65]


def test_a_report_has_one_correction(connection: Connection, activity_a: int, ministry: Actor, iom: Actor) -> None:
    old = declare(connection, ministry)
    accept(connection, iom, old)
    new = correct(connection, ministry, old)
    with pytest.raises(Conflict) as told:
        correct(connection, ministry, old)
    assert told.value.theirs["report"] == new


def test_a_correction_without_a_reason_is_asked_again(connection: Connection, activity_a: int, ministry: Actor) -> None:
    number = declare(connection, ministry)
    with pytest.raises(EntryRefused):
        correct(connection, ministry, number, "")


def test_a_comment_left_as_it_was_keeps_its_other_language(
    connection: Connection, activity_a: int, ministry: Actor
) -> None:
    old = declare(connection, ministry, comment="Fait.")
    connection.execute(sa.update(model.ProgressReport).values(comment_en="Done."))
    same = correct(connection, ministry, old, comment="Fait.", percent=50)
    other = correct(connection, ministry, same, comment="Presque fait.", percent=50)
    comments = entry.history(connection, activity_key="a").rows.set_index("report")["comment_en"]
    assert (comments[same], comments[other]) == ("Done.", None)


def test_a_moment_never_comes_before_what_it_answers(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    number = declare(connection, ministry)
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)  # by a server whose clock was wrong
    connection.execute(sa.update(model.ProgressReport).values(recorded_at=ahead))
    accept(connection, iom, number)
    assert connection.scalars(select(model.Verdict.decided_at)).one() >= ahead


def test_several_at_once_are_all_recorded(connection: Connection, activity_a: int, ministry: Actor) -> None:
    activity(connection, "b")
    rows = [typed(connection, "b", percent=10), typed(connection, "a", percent=20)]
    numbers = progress.declare_many(connection, ministry, rows, request=next(KEYS))
    percents = {entry_row["activity_key"]: entry_row["percent"] for number in numbers
                if (entry_row := entry.report(connection, number))}  # fmt: skip
    assert percents == {"b": 10, "a": 20}


def test_several_at_once_are_all_refused_and_each_fault_is_named(
    connection: Connection, activity_a: int, ministry: Actor
) -> None:
    for key in ("b", "c", "d"):
        activity(connection, key)
    report(connection, activity(connection, "e"), 5, 10)
    rows = [
        typed(connection, "a"), typed(connection, "b", percent=-1), typed(connection, "c", declared_on=day(-1)),
        typed(connection, "a"), typed(connection, "e", version="0.0"),
        replace(typed(connection, "d"), activity_key="z"),
    ]  # fmt: skip
    before = reports(connection)
    with pytest.raises(RowsRefused) as refused:
        progress.declare_many(connection, ministry, rows, request=next(KEYS))
    faults = {place: getattr(fault, "field", type(fault)) for place, fault in refused.value.faults.items()}
    assert faults == {1: "percent", 2: "declared_on", 3: "activity_key", 4: Conflict, 5: Conflict}
    assert (reports(connection), events(connection)) == (before, [])


def test_every_write_has_its_key_and_is_done_once(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    row = typed(connection)
    first, again = (progress.declare(connection, ministry, row, request="request-a") for _ in range(2))
    fixed = typed(connection, percent=50)
    new = [progress.correct(connection, ministry, first, fixed, "faute", request="request-b") for _ in range(2)]
    answers = [progress.accept(connection, iom, new[0], request="request-c") for _ in range(2)]
    assert (first, len(set(new)), len(set(answers))) == (again, 1, 1)
    assert (reports(connection), len(events(connection))) == (2, 3)


def test_every_write_is_an_event_with_who_what_before_and_after(
    connection: Connection, activity_a: int, ministry: Actor, iom: Actor
) -> None:
    old = declare(connection, ministry, percent=40)
    give_back(connection, iom, old, "à préciser")
    new = correct(connection, ministry, old, "précisé", percent=50)
    progress.accept(connection, iom, new, request=next(KEYS), by_command=True)
    told = [(row.action, row.login, row.side, row.object_key, row.reason) for row in events(connection)]
    assert told == [
        ("progress_declared", ministry.login, "ministry", str(old), None),
        ("progress_returned", iom.login, "iom", str(old), "à préciser"),
        ("progress_corrected", ministry.login, "ministry", str(new), "précisé"),
        ("progress_accepted", iom.login, "iom", str(new), None),
    ]
    before, after = (json.loads(words) for words in events(connection)[2][-2:])
    assert (before["report"], before["percent"], before["outcome"], after["percent"]) == (old, 40, "returned", 50)
    assert json.loads(events(connection)[3].after) == {"by_command": True, "outcome": "accepted"}
