from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from dashboard import pictures
from dashboard.charts.visual import Visual
from dashboard.errors import FileRefused, NothingToDraw, UnknownFilter
from dashboard.exports import files, limits, orders
from dashboard.exports.orders import FORMS, SIZES, Form, Order, Size, orders_of
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from tests.exports.visuals import made

HOSTILE = 'a\x07b\x00 ]]> =1+1 <b onload="x">&amp; [l](https://example.org) #image("/etc/passwd") \u202e ' + "m" * 3000


@pytest.fixture(scope="module")
def picture(ask: Ask, reading: Reading) -> Visual:
    return pictures.picture("returns.by_region", ask, reading=reading, language="fr")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_a_sound_file_with_its_name(picture: Visual, form: Form) -> None:
    file = files.export(picture, form)
    assert file.name == f"retours-par-region_fr_2026-11-20.{form}"
    assert file.content
    assert file.media_type == files.MEDIA_TYPES[form]


def test_filters_size_and_theme_are_in_the_name_where_they_are_not_the_usual_ones(picture: Visual) -> None:
    file = files.export(picture, "svg", size="1x1", theme="dark", filters={"country": "NE"})
    assert file.name == "retours-par-region_ne_1x1_dark_fr_2026-11-20.svg"
    assert files.export(picture, "csv", size="1x1", theme="dark").name == "retours-par-region_fr_2026-11-20.csv"


@pytest.mark.parametrize("form", FORMS)
def test_words_of_people_harm_no_file(picture: Visual, form: Form) -> None:
    hostile = replace(picture, title=HOSTILE, subtitle=HOSTILE, caveats=(HOSTILE,), alt=HOSTILE)
    file = files.export(hostile, form)
    assert b"\x07" not in file.content if form in {"svg", "csv", "json"} else file.content


def test_an_office_file_reaches_nothing_outside(picture: Visual) -> None:
    hostile = replace(picture, title=HOSTILE)
    for form in ("pptx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(files.export(hostile, form).content)) as parts:
            assert not [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"data": [{"x": range(limits.MARKS + 1)}]}, "marks"),
        ({"data": [{"x": range(limits.POINTS + 1), "mode": "lines"}]}, "points"),
        ({"data": [], "layout": {"annotations": [{}] * (limits.LABELS + 1)}}, "labels"),
        ({"data": [], "layout": {"xaxis": {"ticktext": ["a"] * (limits.LABELS + 1)}}}, "labels"),
    ],
)
def test_a_figure_too_large_is_refused_in_words(figure: dict[str, Any], words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        files.export(made(draw=lambda _: figure), "png")


def test_the_outlines_of_a_map_are_no_marks() -> None:
    outline = {"x": range(limits.MARKS + 1), "mode": "lines", "fill": "toself"}
    limits.refuse_too_large(made(draw=lambda _: {"data": [outline]}))


def test_too_many_rows_are_refused_in_words() -> None:
    with pytest.raises(FileRefused, match=r"20001 rows|20,001 rows"):
        files.export(made([{"region": "Gao", "people": 1}] * (limits.ROWS + 1)), "csv")


@pytest.mark.parametrize(
    ("form", "size", "theme"), [("gif", "16x9", "light"), ("png", "20000x1", "light"), ("png", "a4", "x")]
)
def test_what_does_not_exist_is_refused_with_what_does(picture: Visual, form: Any, size: Any, theme: Any) -> None:
    with pytest.raises(FileRefused, match="there are"):
        files.export(picture, form, size=size, theme=theme)


def test_an_order_is_made_with_its_filters(ask: Ask, reading: Reading) -> None:
    file = files.make(Order("returns.by_month", "csv", "en", reading, filters=(("sex", "f"),)), ask)
    assert file.name == "returns-by-month_f_en_2026-11-20.csv"


def test_an_unknown_value_of_a_filter_is_refused(ask: Ask, reading: Reading) -> None:
    with pytest.raises(UnknownFilter):
        files.make(Order("returns.by_month", "csv", "en", reading, filters=(("sex", "x"),)), ask)


def test_nothing_to_draw_is_said_and_no_file_is_made(ask: Ask) -> None:
    with pytest.raises(NothingToDraw):
        files.make(Order("returns.by_month", "png", "fr", Reading(scope="published")), ask)


def test_a_thumbnail_is_a_small_picture_of_the_same_file(ask: Ask, reading: Reading) -> None:
    file = files.make(Order("returns.by_region", "png", "fr", reading, is_thumbnail=True), ask)
    assert int.from_bytes(file.content[16:20], "big") == 480


def test_an_order_travels_as_words_and_comes_back_the_same(reading: Reading) -> None:
    order = Order("returns.by_region", "xlsx", "en", reading, "a4", "dark", (("region", "gao"),), hxl=True)
    assert orders.read(orders.written(order)) == order


def test_combinations_come_once_and_a_csv_brings_its_description(reading: Reading) -> None:
    like = Order("", "png", "fr", reading, filters=(("sex", "f"),))
    sizes: list[Size] = ["16x9", "1x1"]
    wanted = orders_of(["returns.by_month", "bulletin"], like=like, forms=["png", "csv"], sizes=sizes, languages=["fr"])
    assert [(one.key, one.form, one.size) for one in wanted] == [
        ("returns.by_month", "png", "16x9"), ("returns.by_month", "png", "1x1"), ("returns.by_month", "csv", "16x9"),
        ("returns.by_month", "json", "16x9"), ("bulletin", "pdf", "16x9"),
    ]  # fmt: skip
    assert wanted[0].filters == (("sex", "f"),)
    assert wanted[-1].filters == ()


def test_every_size_is_known_to_the_cards() -> None:
    assert len(SIZES) == 7
