"""Squares in rows and columns, wide and on a phone."""

from __future__ import annotations

import pytest

from dashboard.charts.forms import base, matrix
from dashboard.charts.forms.matrix import Row
from dashboard.charts.measure import text_width
from dashboard.charts.svg import to_svg
from dashboard.exports.fitting import faults

COLUMNS = ("Plan d’actions annuel du ministère", "Pacte mondial pour des migrations sûres, ordonnées et régulières")
ROWS = (Row("1", "Pilotage stratégique et gouvernance", (16, 1)), Row("2", "Données", (0, None)))


def test_a_small_square_still_holds_its_number() -> None:
    sizes = matrix.draw(ROWS, COLUMNS)(1000)["data"][0]["marker"]["size"]
    assert sizes[1] == matrix.SMALLEST < sizes[0]


@pytest.mark.parametrize("count", [2, 9])
def test_heads_of_columns_fit_their_room(count: int) -> None:
    columns = (COLUMNS * 5)[:count]
    rows = [Row("1", "Pilotage", tuple(range(count)))]
    figure = matrix.draw(rows, columns)(1000)
    each = 1000 * (1 - matrix.LABEL_SHARE) / count
    heads = [note["text"].split("<br>") for note in figure["layout"]["annotations"] if note["y"] == -0.5]
    assert max(text_width(line, matrix.HEAD_SIZE) for lines in heads for line in lines) <= each
    assert max(len(lines) for lines in heads) * matrix.HEAD_SIZE * 1.2 + 6 <= matrix.HEAD


def test_on_a_phone_column_names_are_upright() -> None:
    figure = matrix.draw(ROWS, COLUMNS)(base.NARROW - 1)
    assert [note["textangle"] for note in figure["layout"]["annotations"][:2]] == [-90, -90]


def test_where_there_is_little_room_letters_head_the_columns_and_their_names_stand_whole_below() -> None:
    rows = [
        Row(str(number), "Positionnement international, diaspora et développement", (number,) * 9) for number in (1, 9)
    ]
    figure = matrix.draw(rows, (COLUMNS * 5)[:9])(base.NARROW)
    notes = figure["layout"]["annotations"]
    assert [note["text"] for note in notes if note["y"] == -0.5] == list("ABCDEFGHI")
    below = [note for note in notes if note["y"] == len(rows) - 0.5]
    assert " ".join(below[3]["text"].split("<br>")) == COLUMNS[1]
    assert set(figure["data"][0]["marker"]["size"]) == {matrix.KEYED_SQUARE}
    assert faults(figure) == 0


@pytest.mark.parametrize("width", [344, 480, 1000])
def test_nothing_counted_is_drawn_without_squares(width: int) -> None:
    figure = matrix.draw([Row("1", "Pilotage", (None, None))], COLUMNS)(width)
    assert figure["data"] == []
    assert "<svg" in to_svg(figure, name="n", description="d", identity="i")
