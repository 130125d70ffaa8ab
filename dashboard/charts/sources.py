"""The status rule, drawn: one invented activity for each status, at the thresholds the rule really has."""

from __future__ import annotations

from functools import lru_cache

from dashboard import status
from dashboard.charts.forms import progress
from dashboard.charts.theme import status_word
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Reading, Sourced, frame
from dashboard.status import Rule, Status
from dashboard.texts import Language, signed, text

PLANNED = 60.0


def status_rule(data: Sourced, language: Language, *, rule: Rule) -> Visual:
    """Six bars against the same plan, from done to not reported; `data` as `examples` gives."""
    rows = [_row(row.status, row.actual_pct, row.planned_pct, language, rule) for row in data.rows.itertuples()]
    return visual(
        "sources.status_rule", data, language,
        title=text("The same plan, six statuses", language),
        subtitle=text("% done and accepted, against the vertical line of the plan · gap in points", language),
        draw=progress.draw(rows, language),
        native=progress.native(rows, language),
        columns=(
            Column("status_word", text("Status", language)),
            Column("actual_pct", text("Accepted progress", language), "%"),
            Column("planned_pct", text("Planned progress", language), "%"),
        ),
        alt=" ".join((text("Bars of progress against one plan.", language), *(f"{row.label}." for row in rows))),
        caveats=(text("An example, not data.", language),),
    )  # fmt: skip


@lru_cache(maxsize=64)
def examples(language: Language, reading: Reading, rule: Rule) -> Sourced:
    """One activity a status: `status`, `status_word`, `actual_pct`, `planned_pct`. The statuses come from the rule."""
    watch, late = rule.watch_points, rule.late_points
    gaps = (-(watch // 2), -((watch + late + 1) // 2), -(late + 5))
    found: list[tuple[Status, float | None, float]] = [("done", 100.0, PLANNED)]
    found += [(status.of_gap(gap, rule), PLANNED + gap, PLANNED) for gap in gaps]
    found += [("not_started", None, 0.0), ("not_reported", None, PLANNED)]
    rows = ((state, status_word(state, language), actual, planned) for state, actual, planned in found)
    return Sourced(frame(rows, ("status", "status_word", "actual_pct", "planned_pct")), (), reading)


def _row(state: Status, actual: float | None, planned: float, language: Language, rule: Rule) -> progress.Row:
    words: dict[Status, str] = {
        "done": "100% done and accepted by both sides",
        "on_track": "At most {watch} points behind the plan",
        "watch": "More than {watch} points behind, at most {late}",
        "late": "More than {late} points behind, or past its date",
        "not_started": "Before its start date",
        "not_reported": "Nothing accepted yet",
    }
    label = text(words[state], language, watch=rule.watch_points, late=rule.late_points)
    gap = "" if actual is None or state == "done" else signed(round(actual - planned), language)
    return progress.Row("", label, state, actual, None, planned, gap, label)
