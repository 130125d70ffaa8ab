"""The example of the status rule follows the rule."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard import status
from dashboard.charts import sources
from dashboard.charts.svg import to_svg
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language

TODAY = Reading(dt.date(2026, 11, 21))
RULE = status.Rule()


def test_the_example_shows_every_status_once() -> None:
    shown = sources.examples("fr", TODAY, RULE).rows["status"]
    assert sorted(shown) == sorted(("done", "on_track", "watch", "late", "not_started", "not_reported"))


def test_each_example_has_the_status_that_the_rule_gives_it() -> None:
    for row in sources.examples("fr", TODAY, RULE).rows.itertuples():
        if row.actual_pct is not None and row.status != "done":
            assert status.of_gap(row.actual_pct - row.planned_pct, RULE) == row.status


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_thresholds_are_written_beside_the_bars(language: Language) -> None:
    visual = sources.status_rule(sources.examples(language, TODAY, RULE), language, rule=RULE)
    assert str(RULE.late_points) in visual.alt
    assert str(RULE.watch_points) in visual.alt
    assert to_svg(visual.draw(560), name=visual.title, description=visual.alt, identity="x").startswith("<svg")


def test_an_example_is_said_to_be_one() -> None:
    visual = sources.status_rule(sources.examples("fr", TODAY, RULE), "fr", rule=RULE)
    assert visual.caveats == ("Un exemple, non des données.",)
