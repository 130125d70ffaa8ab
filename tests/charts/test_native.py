"""Office charts of the pictures: their numbers are those of the rows, in the same order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from dashboard import database, pictures
from dashboard.charts.native import Native, Series
from dashboard.charts.theme import PALETTE
from dashboard.charts.visual import Visual
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language

WITHOUT = {"roadmap.timeline", "frameworks.matrix", "territories.map", "returns.routes_map"}
"""Drawn with marks that no office chart has."""
COLUMNS = {
    "returns.by_month": ["returns"],
    "returns.by_country": ["returns"],
    "returns.by_region": ["returns"],
    "returns.against_reintegration": ["returns", "reintegrations"],
    "reintegration.by_month": ["started", "completed"],
    "reintegration.by_region": ["started", "completed"],
    "reintegration.by_form": ["started", "completed"],
    "reintegration.funnel": ["people"],
    "reintegration.lag": ["people"],
}
"""Pictures whose series are columns of their rows, whole and in their order."""


@pytest.fixture(scope="module")
def visuals(full_database: Any) -> dict[tuple[str, Language], Visual]:
    engine = database.connect(full_database)
    with engine.connect() as connection:
        ask, reading = pictures.direct(connection), Reading(dt.date(2026, 11, 20))
        found = {
            (entry.key, language): pictures.picture(entry.key, ask, reading=reading, language=language)
            for entry in pictures.entries()
            for language in LANGUAGES
        }
    engine.dispose()
    return found


@pytest.fixture(params=sorted({entry.key for entry in pictures.entries()} - WITHOUT))
def visual(request: pytest.FixtureRequest, visuals: dict[tuple[str, Language], Visual]) -> Visual:
    return visuals[request.param, "fr"]


def native(visual: Visual) -> Native:
    assert visual.native is not None
    return visual.native


def series(visual: Visual, place: int) -> Series:
    return native(visual).series[place]


def known(values: Sequence[Any]) -> list[float]:
    return [value for value in values if value is not None]


def test_only_calendar_matrix_and_maps_have_no_office_chart(visuals: dict[tuple[str, Language], Visual]) -> None:
    assert {key for (key, _), found in visuals.items() if found.native is None} == WITHOUT


def test_each_series_has_a_value_a_label_and_a_colour_for_each_category(visual: Visual) -> None:
    for one in native(visual).series:
        assert len(one.values) == len(native(visual).categories)
        assert {len(found) for found in (one.paints, one.labels, one.inks)} <= {0, len(one.values)}
        assert {one.paint, *one.paints, *one.inks} <= set(PALETTE)
        assert one.name


@pytest.mark.parametrize("key", COLUMNS)
def test_the_series_are_the_columns_of_the_rows(key: str, visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals[key, "fr"]
    assert [list(one.values) for one in native(found).series] == [list(found.rows[name]) for name in COLUMNS[key]]


def test_both_languages_have_the_same_numbers_and_not_the_same_words(
    visual: Visual, visuals: dict[tuple[str, Language], Visual]
) -> None:
    english = visuals[visual.key, "en"]
    assert [one.values for one in native(english).series] == [one.values for one in native(visual).series]
    assert [one.name for one in native(english).series] != [one.name for one in native(visual).series]


def test_progress_is_told_in_three_series_and_the_absent_one_says_so(
    visuals: dict[tuple[str, Language], Visual],
) -> None:
    found = visuals["roadmap.by_priority", "fr"]
    by_name = {one.name: one for one in native(found).series}
    assert list(by_name["Accepté"].values) == list(found.rows["actual_pct"])
    assert list(by_name["Prévu"].values) == list(found.rows["planned_pct"])
    assert by_name["Prévu"].look == "mark"
    assert by_name["Accepté"].values[-1] is None
    assert by_name["Échelle"].labels[-1].startswith("— · ○ Non renseigné")


def test_what_is_declared_is_hatched_where_it_goes_beyond_what_is_accepted(
    visuals: dict[tuple[str, Language], Visual],
) -> None:
    found = visuals["roadmap.by_priority", "fr"]
    hatched = next(one for one in native(found).series if one.look == "hatched")
    rows = found.rows.to_dict("records")
    beyond = [row["declared_pct"] if (row["declared_pct"] or 0) > (row["actual_pct"] or 101) else None for row in rows]
    assert list(hatched.values) == beyond
    assert known(beyond)


def test_the_status_rule_has_the_numbers_of_its_example(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals["sources.status_rule", "fr"]
    accepted = next(one for one in native(found).series if one.name == "Accepté")
    assert list(accepted.values) == list(found.rows["actual_pct"])


def test_steps_hold_the_value_in_force_on_each_day(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals["roadmap.over_time", "fr"]
    days, accepted = native(found).categories, series(found, 1).values
    for row in found.rows.itertuples():
        assert accepted[days.index(row.day)] == row.actual_pct
    assert len(days) == (max(found.rows["day"]) - min(found.rows["day"])).days + 1
    assert set(accepted) == set(found.rows["actual_pct"])


def test_women_count_below_zero_and_their_labels_do_not_show_it(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals["returns.by_age_and_sex", "fr"]
    women, men = native(found).series
    counted = found.rows.groupby("sex")["returns"].sum()
    assert -sum(known(women.values)) == counted["f"]
    assert sum(known(men.values)) == counted["m"]
    assert all(value <= 0 for value in known(women.values))
    assert not any("−" in words or "-" in words for words in women.labels)


def test_routes_are_those_drawn(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals["returns.routes", "fr"]
    counts = list(found.rows[found.rows["from_latitude"].notna() & found.rows["to_latitude"].notna()]["returns"])
    assert list(series(found, 0).values) == counts[:20]


def test_regions_without_a_number_are_left_out_as_in_the_drawing(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals["territories.by_region", "fr"]
    assert list(series(found, 0).values) == known(list(found.rows["people"]))


def test_a_floor_keeps_its_sign_and_a_doubt_its_two_readings(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = native(visuals["assistance.people", "fr"])
    highest, lowest, printed = found.series
    assert printed.labels[0].startswith("≥")
    assert (lowest.values[1], highest.values[1], printed.values[1]) == (8050, 8500, None)
    assert (lowest.look, highest.look) == ("hatched", "outline")
    assert "à confirmer" in highest.labels[1]


@pytest.mark.parametrize("key", ["trained", "stock", "repatriations", "displaced", "remittances"])
def test_stated_figures_are_drawn_as_printed(key: str, visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals[f"assistance.{key}", "fr"]
    drawn = [value for one in native(found).series for value in known(one.values)]
    assert sorted(drawn) == sorted(known(list(found.rows["value"])))
    floors = found.rows[found.rows["qualifier"] == "at_least"]
    assert sum(words.startswith("≥") for one in native(found).series for words in one.labels) == len(floors)


def test_a_month_nobody_reported_breaks_the_line_and_says_so(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals["returns.by_month", "fr"]
    absent = [place for place, value in enumerate(series(found, 0).values) if value is None]
    assert absent
    assert all("non transmis" in str(native(found).categories[place]) for place in absent)


def test_incomplete_months_are_hollow(visuals: dict[tuple[str, Language], Visual]) -> None:
    found = visuals["returns.by_month", "fr"]
    rows = list(found.rows.itertuples())
    assert series(found, 0).hollow == {
        place for place, row in enumerate(rows) if row.returns is not None and row.missing
    }
