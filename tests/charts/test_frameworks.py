"""The matrix of commitments: hand-made cells in, squares and words out."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.charts import frameworks
from dashboard.provenance import Sourced
from tests.charts.sourced import sourced

NAMES = {
    "one": ("Convention n° 1 : cadre global", "Agreement no. 1: overall framework"),
    "cnrm": ("Cadre national", "National framework"),
}


def cells(counts: dict[tuple[int, str], int | None]) -> Sourced:
    return sourced([_cell(number, key, count) for (number, key), count in counts.items()])


def _cell(number: int, key: str, count: int | None) -> dict[str, Any]:
    french, english = NAMES[key]
    return {
        "priority_number": number,
        "priority_fr": f"Priorité {number}",
        "priority_en": f"Priority {number}",
        "framework_key": key,
        "framework_fr": french,
        "framework_en": english,
        "activities": count,
    }


SMALL = cells({(1, "one"): 4, (1, "cnrm"): 1, (2, "one"): 0, (2, "cnrm"): None})


def test_squares_have_areas_proportional_to_their_counts() -> None:
    figure = frameworks.matrix(cells({(1, "one"): 9, (1, "cnrm"): 4}), "fr").draw(1000)
    large, small = figure["data"][0]["marker"]["size"]
    assert small / large == pytest.approx(2 / 3, abs=0.01)


def test_zero_is_written_without_a_square_and_unknown_is_left_blank() -> None:
    figure = frameworks.matrix(SMALL, "fr").draw(1000)
    assert list(zip(figure["data"][0]["x"], figure["data"][0]["y"], strict=True)) == [(0, 0), (1, 0)]
    written = {(note["x"], note["y"]): note["text"] for note in figure["layout"]["annotations"] if note["xref"] == "x"}
    assert written[0, 1] == "0"
    assert (1, 1) not in written


def test_columns_are_headed_by_the_name_up_to_its_colon() -> None:
    row = next(SMALL.rows.itertuples())
    assert frameworks.short_name(row, "fr") == "Convention n°\u00a01"
    assert frameworks.short_name(row, "en") == "Agreement no.\u00a01"


@pytest.mark.parametrize(
    ("counts", "french", "english"),
    [
        (
            {(1, "one"): 4, (2, "cnrm"): 1},
            "Engagement qui réunit le plus d’activités : Convention n° 1 (4 activités)",
            "Most served commitment: Agreement no. 1 (4 activities)",
        ),
        (
            {(1, "one"): 1, (1, "cnrm"): 1},
            "Engagement qui réunit le plus d’activités : Convention n° 1 et Cadre national (1 activité)",
            "Most served commitment: Agreement no. 1 and National framework (1 activity)",
        ),
        (
            {(1, "one"): 0, (1, "cnrm"): None},
            "Aucune activité n’est encore reliée à un engagement",
            "No activity is linked to a commitment yet",
        ),
    ],
)
def test_the_finding_names_the_commitments_most_served(
    counts: dict[tuple[int, str], int | None], french: str, english: str
) -> None:
    assert frameworks.finding(cells(counts), "fr").replace("\u00a0", " ") == french
    assert frameworks.finding(cells(counts), "en").replace("\u00a0", " ") == english


def test_blank_rows_are_explained_only_where_there_are_some() -> None:
    assert "Empty row" in frameworks.matrix(SMALL, "en").caveats[0]
    assert "Empty row" not in frameworks.matrix(cells({(1, "one"): 1}), "en").caveats[0]


def test_the_alternative_text_names_who_serves_each_commitment() -> None:
    alt = frameworks.matrix(SMALL, "en").alt
    assert alt.endswith("Agreement no.\u00a01: 1 (4); National framework: 1 (1).")
