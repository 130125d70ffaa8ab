"""Pictures of the commitments: which priority serves which."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dashboard.charts import telling
from dashboard.charts.forms import matrix as matrix_form
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import Language, join, said, text


def matrix(data: Sourced, language: Language) -> Visual:
    """Priorities against commitments: how many activities of the one serve the other."""
    cells = list(data.rows.itertuples())
    keys = list(dict.fromkeys(cell.framework_key for cell in cells))
    names = {cell.framework_key: short_name(cell, language) for cell in cells}
    caveats = [text("An activity may serve several commitments: the numbers are not added together.", language)]
    if any(cell.activities is None for cell in cells):
        caveats.append(text("Empty row: no activity on record for this priority. 0: none serves.", language))
    return visual(
        "frameworks.matrix", data, language,
        title=finding(data, language),
        subtitle=text("number of activities of each priority that serve each commitment", language),
        draw=matrix_form.draw(_rows(cells, language), [names[key] for key in keys]),
        columns=(
            Column("priority_number", text("No.", language)),
            Column(f"priority_{language}", text("Priority", language)),
            Column(f"framework_{language}", text("Commitment", language)),
            Column("activities", text("Activities", language), absent=text("no activity on record", language)),
            Column("framework_key", text("Key of the commitment", language), is_for_files=True),
        ),
        alt=_alt(cells, names, language),
        caveats=(" ".join(caveats),),
    )  # fmt: skip


def short_name(row: Any, language: Language) -> str:
    """The system of a cell, as its column is headed."""
    return before_colon(said(row, "framework", language))


def before_colon(name: str) -> str:
    """A name up to its colon, its number kept with it: `Objectif 21`, `Agreement no. 1`."""
    short = name.split(":")[0].strip(" \u00a0\u202f")
    return short.replace("n° ", "n°\u00a0").replace("no. ", "no.\u00a0")


def finding(data: Sourced, language: Language) -> str:
    """Which commitment most activities serve."""
    totals: Counter[str] = Counter()
    for cell in data.rows.itertuples():
        totals[short_name(cell, language)] += cell.activities or 0
    count = max(totals.values(), default=0)
    if not count:
        return text("No activity is linked to a commitment yet", language)
    most = join([name for name, total in totals.items() if total == count], language)
    return text(
        "Most served commitment: {name} ({count} activity)", "Most served commitment: {name} ({count} activities)",
        language=language, count=count, name=most,
    )  # fmt: skip


def _rows(cells: list[Any], language: Language) -> list[matrix_form.Row]:
    by_priority: dict[int, list[Any]] = {}
    for cell in cells:
        by_priority.setdefault(cell.priority_number, []).append(cell)
    return [
        matrix_form.Row(
            str(number), found[0].priority_fr if language == "fr" else found[0].priority_en,
            tuple(cell.activities for cell in found),
        )
        for number, found in by_priority.items()
    ]  # fmt: skip


def _alt(cells: list[Any], names: dict[str, str], language: Language) -> str:
    """Each system with the priorities that serve it."""
    parts = []
    for key, name in names.items():
        column = [cell for cell in cells if cell.framework_key == key and cell.activities]
        serving = [f"{cell.priority_number} ({cell.activities})" for cell in column]
        parts.append(telling.item(name, ", ".join(serving) or text("no activity", language), language))
    sentence = "Table of squares. For each commitment, the priorities that serve it and their number of activities."
    opening = text(sentence, language)
    return f"{opening} {telling.listed(parts, language)}."
