"""Pictures of the roadmap: hand-made rows in, trace values and words out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.charts import roadmap
from dashboard.charts.measure import text_width
from dashboard.charts.theme import colour
from dashboard.provenance import Sourced
from dashboard.queries.roadmap import ACTIVITY_COLUMNS, MILESTONE_COLUMNS, PRIORITY_COLUMNS
from dashboard.texts import Language
from tests.charts.sourced import DAY, sourced

PRIORITY = "1. Protection"


def priority(number: int, **values: Any) -> dict[str, Any]:
    row = {
        "number": number, "name_fr": f"Priorité {number}", "name_en": f"Priority {number}", "status": "on_track",
        "grouping_status": "provisional", "actual_pct": 50, "planned_pct": 55, "declared_pct": 50, "reported": 2,
        "activities": 3, "late": 0,
    }  # fmt: skip
    return row | values


def activity(key: str, **values: Any) -> dict[str, Any]:
    row = {
        "activity_key": key, "priority_number": 1, "title_fr": f"{key} (titre)", "title_en": f"{key} (title)",
        "starts_on": dt.date(2026, 3, 1), "due_on": dt.date(2026, 12, 31), "planned_pct": 70, "actual_pct": 50,
        "status": "watch", "owner_fr": "Ministère", "owner_en": "Ministry",
    }  # fmt: skip
    return row | values


def milestone(key: str, due: dt.date, *, is_reached: bool = False) -> dict[str, Any]:
    return {"activity_key": key, "number": 1, "title_fr": "jalon", "title_en": "step", "due_on": due, "weight": 1,
            "is_reached": is_reached}  # fmt: skip


def priorities(*rows: dict[str, Any]) -> Sourced:
    return sourced(rows, PRIORITY_COLUMNS)


def activities(*rows: dict[str, Any]) -> Sourced:
    return sourced(rows, ACTIVITY_COLUMNS)


def steps(*rows: dict[str, Any]) -> Sourced:
    return sourced(rows, MILESTONE_COLUMNS)


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("states", "french", "english"),
    [
        (["not_reported"] * 3, "Aucune priorité n’a encore d’avancement déclaré.", "No priority has reported"),
        (["not_started", "not_reported"], "Aucune priorité n’a encore", "No priority has reported progress yet."),
        (["on_track", "done", "not_reported"], "Deux priorités sur trois sont dans les temps.", "Two of"),
        (["on_track", "late", "watch"], "Une priorité sur trois est dans les temps ; une est en retard et une est",
         "One of three priorities is on track; one is late and one needs watching."),
        (["late", "late"], "Aucune priorité n’est dans les temps ; deux sont en retard.", "No priority is on track;"),
    ],
)  # fmt: skip
def test_the_finding_counts_what_is_on_track_late_and_to_watch(states: list[str], french: str, english: str) -> None:
    data = priorities(*(priority(n, status=state) for n, state in enumerate(states, 1)))
    assert plain(roadmap.finding(data, "fr")).startswith(french)
    assert plain(roadmap.finding(data, "en")).startswith(english)


def test_bars_stop_where_progress_is_accepted_and_hatching_where_it_is_declared() -> None:
    figure = roadmap.by_priority(priorities(priority(1, declared_pct=70), priority(2)), "fr").draw(1000)
    solid, hatched = (trace for trace in figure["data"] if trace["type"] == "bar")
    assert solid["x"] == [50, 50]
    assert (hatched["base"], hatched["x"]) == ([50], [20])


def test_a_priority_without_report_has_no_bar_and_no_mark_of_the_plan() -> None:
    silent = priority(9, actual_pct=None, planned_pct=None, declared_pct=None, status="not_reported", reported=0)
    figure = roadmap.by_priority(priorities(silent), "en").draw(1000)
    assert figure["data"][0]["x"] == [None]
    assert not [shape for shape in figure["layout"]["shapes"] if shape.get("line", {}).get("width") == 2.5]


def test_the_table_says_of_a_silent_priority_what_its_status_says() -> None:
    silent = priority(9, status="not_reported", actual_pct=None, declared_pct=None, planned_pct=None, reported=0)
    visual = roadmap.by_priority(priorities(silent), "fr")
    assert {column.absent for column in visual.columns if column.unit == "%"} == {"non renseigné"}


@pytest.mark.parametrize(("declared", "said"), [(60, True), (50, False), (None, False)])
def test_hatching_is_explained_only_where_it_is_drawn(declared: float | None, said: bool) -> None:
    (caveat,) = roadmap.by_priority(priorities(priority(1, declared_pct=declared)), "en").caveats
    assert ("Hatched" in caveat) is said


def test_what_is_reported_stands_beside_the_bar_and_nothing_where_there_is_no_activity() -> None:
    figure = roadmap.by_priority(priorities(priority(1), priority(2, activities=0, reported=0)), "fr").draw(1000)
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert "2/3" in notes
    assert "0/0" not in notes


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_calendar_fills_each_period_as_far_as_progress_is_accepted(language: Language) -> None:
    row = activity("a", starts_on=dt.date(2026, 1, 1), due_on=dt.date(2026, 4, 10), actual_pct=30, declared_pct=50)
    figure = roadmap.timeline(activities(row), language, steps=steps(), chosen=PRIORITY).draw(1000)
    solid, hatched = (trace for trace in figure["data"] if trace["type"] == "bar")
    start = dt.date(2026, 1, 1).toordinal()
    assert (solid["base"], solid["x"]) == ([start], [30])
    assert (hatched["base"], hatched["x"]) == ([start + 30], [20])


def test_milestones_are_told_apart_by_shape_and_colour() -> None:
    found = steps(
        milestone("a", dt.date(2026, 5, 1), is_reached=True), milestone("a", dt.date(2026, 6, 1)), milestone("a", DAY)
    )
    figure = roadmap.timeline(activities(activity("a")), "fr", steps=found, chosen=PRIORITY).draw(1000)
    marks = {
        (trace["marker"]["symbol"], trace["marker"]["color"], trace["x"][0])
        for trace in figure["data"]
        if trace["type"] == "scatter"
    }
    assert marks == {
        ("diamond", colour("ink"), dt.date(2026, 5, 1).toordinal() + 0.5),
        ("square", colour("crimson"), dt.date(2026, 6, 1).toordinal() + 0.5),
        ("diamond", colour("paper"), DAY.toordinal() + 0.5),
    }


@pytest.mark.parametrize(
    ("late", "french", "english"),
    [
        (0, "Aucune activité n’est en retard", "No activity is late"),
        (1, "1 activité sur 3 en retard ou hors délai", "1 of 3 activities late or past its date"),
        (2, "2 activités sur 3 en retard ou hors délai", "2 of 3 activities late or past their date"),
    ],
)
def test_the_title_of_the_calendar_counts_what_is_late(late: int, french: str, english: str) -> None:
    rows = [activity(str(n), status="late" if n < late else "on_track") for n in range(3)]
    assert roadmap.timeline(activities(*rows), "fr", steps=steps(), chosen=PRIORITY).title == french
    assert roadmap.timeline(activities(*rows), "en", steps=steps(), chosen=PRIORITY).title == english


def test_an_unreported_activity_past_its_date_counts_as_late_in_the_title() -> None:
    rows = activities(activity("a", status="not_reported", actual_pct=None, days_late=4))
    assert roadmap.timeline(rows, "en", steps=steps(), chosen=PRIORITY).title.startswith("1 of 1")


def course(*points: tuple[int, float, float]) -> Sourced:
    return sourced([{"day": dt.date(2026, month, 1), "planned_pct": plan, "actual_pct": done}
                    for month, plan, done in points])  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "french", "english"),
    [
        (40, "10 points de retard sur le plan", "10 points behind plan"),
        (49, "1 point de retard sur le plan", "1 point behind plan"),
        (50.4, "L’avancement est au niveau prévu", "Progress is where it was planned"),
        (63, "13 points d’avance sur le plan", "13 points ahead of plan"),
    ],
)
def test_the_course_says_how_far_it_is_from_the_plan(actual: float, french: str, english: str) -> None:
    data = course((3, 0, 0), (6, 50, actual))
    assert roadmap.over_time(data, "fr", chosen=PRIORITY).title == french
    assert roadmap.over_time(data, "en", chosen=PRIORITY).title == english


def test_the_course_stays_level_until_the_next_report() -> None:
    figure = roadmap.over_time(course((3, 0, 10), (6, 50, 40)), "en", chosen=PRIORITY).draw(560)
    _, accepted = (trace for trace in figure["data"] if trace["mode"] == "lines")
    march, june = dt.date(2026, 3, 1).toordinal(), dt.date(2026, 6, 1).toordinal()
    assert accepted["x"][:3] == [march, june, june]
    assert accepted["y"] == [10, 10, 40, 40]


def test_bars_of_activities_stand_under_their_names_and_what_nobody_accepted_is_only_hatched() -> None:
    silent = activity("b", actual_pct=None, declared_pct=15, status="not_reported")
    figure = roadmap.activities(activities(activity("a", declared_pct=50), silent), "fr", chosen=PRIORITY).draw(480)
    solid, hatched = (trace for trace in figure["data"] if trace["type"] == "bar")
    assert solid["x"] == [50, None]
    assert (hatched["base"], hatched["x"]) == ([0], [15])
    places = {note["text"]: note["y"] for note in figure["layout"]["annotations"]}
    assert places["a (titre)"] < solid["y"][0] < places["b (titre)"] < solid["y"][1]


@pytest.mark.parametrize(("declared", "said"), [(60, True), (50, False), (None, False)])
def test_hatching_of_activities_is_explained_where_it_is_drawn(declared: float | None, said: bool) -> None:
    visual = roadmap.activities(activities(activity("a", declared_pct=declared)), "en", chosen=PRIORITY)
    assert ("Hatched" in visual.caveats[0]) is said
    assert "Vertical line: progress planned by 21" in visual.caveats[0]


def test_higher_rows_leave_the_words_as_they_are() -> None:
    data = activities(activity("a"), activity("b"))
    low, high = (roadmap.activities(data, "en", chosen=PRIORITY, step=step).draw(480)["layout"] for step in (36, 54))
    assert (low["height"], high["height"]) == (72, 108)
    assert [note["font"] for note in low["annotations"]] == [note["font"] for note in high["annotations"]]


def test_a_long_name_is_cut_before_the_word_of_its_status() -> None:
    data = activities(activity("a", title_en="A name that goes on " * 9))
    notes = roadmap.activities(data, "en", chosen=PRIORITY).draw(344)["layout"]["annotations"]
    name = next(note["text"] for note in notes if note["text"].startswith("A name"))
    assert name.endswith("…")
    assert text_width(name, 13) + text_width("▲ To watch", 13, bold=True) < 344


def test_the_alternative_text_of_activities_tells_done_planned_and_status() -> None:
    visual = roadmap.activities(activities(activity("a")), "en", chosen=PRIORITY)
    assert visual.alt == "Bars of accepted progress for 1 activity. a (title): 50% done, 70% planned, to watch."
