"""Slides read back from their XML: numbers, order, names, colours and words are those of the picture."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from dashboard import database, pictures
from dashboard.charts.forms import ranking
from dashboard.charts.native import Native, Series
from dashboard.charts.visual import Visual
from dashboard.errors import FileRefused
from dashboard.exports import powerpoint, words
from dashboard.provenance import Reading
from tests.exports.visuals import DAY, INVENTED, made

HOSTILE = '=HYPERLINK("http://x.test","a")\x1b[31m ]]></a:t><script>&amp; {x} '
BARS = Native(
    "bar",
    ("Gao", "Kayes (non transmis)"),
    (Series("Retours", (1234, None), "brand", ("gold", "brand"), labels=("1\u202f234", "")),),
)
PROGRESS = Native(
    "bar",
    ("1. Pilotage", "2. Données"),
    (
        Series(
            "Échelle", (100, 100), "track", look="track", labels=("45 % · En retard", "—"), inks=("crimson", "muted")
        ),
        Series("Déclaré", (60, None), "slate", ("crimson", "slate"), "hatched"),
        Series("Accepté", (45, None), "teal", ("crimson", "slate")),
        Series("Prévu", (80, 20), "ink", look="mark"),
    ),
    unit="%",
    highest=100,
)


def chart_of(content: bytes, slide: int = 0) -> Any:
    return next(shape for shape in Presentation(io.BytesIO(content)).slides[slide].shapes if shape.has_chart).chart


def slide_of(content: bytes, number: int = 0) -> Any:
    return Presentation(io.BytesIO(content)).slides[number]


def sheet_of(content: bytes) -> list[tuple[Any, ...]]:
    blob = chart_of(content).part.chart_workbook.xlsx_part.blob
    return list(load_workbook(io.BytesIO(blob)).worksheets[0].iter_rows(values_only=True))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_chart_has_the_numbers_names_and_order_of_the_picture() -> None:
    chart = chart_of(powerpoint.presentation([made(native=BARS)]))
    (plot,) = chart.plots
    assert list(plot.categories) == ["Gao", "Kayes (non transmis)"]
    assert [(one.name, list(one.values)) for one in plot.series] == [("Retours", [1234, None])]
    assert chart.category_axis.reverse_order


def test_what_was_not_reported_is_an_empty_cell_of_the_sheet_and_a_gap() -> None:
    content = powerpoint.presentation([made(native=BARS)])
    assert sheet_of(content) == [(None, "Retours"), ("Gao", 1234), ("Kayes (non transmis)", None)]
    assert b'<c:dispBlanksAs val="gap"/>' in parts_of(content)["ppt/charts/chart1.xml"]


def test_the_sheet_has_the_numbers_of_the_chart_and_no_other() -> None:
    content = powerpoint.presentation([made(native=PROGRESS)])
    assert sheet_of(content)[1:] == [("1. Pilotage", 100, 60, 45, 80), ("2. Données", 100, None, None, 20)]


def test_points_have_the_colours_of_the_picture_as_those_of_the_theme() -> None:
    xml = parts_of(powerpoint.presentation([made(native=PROGRESS)]))["ppt/charts/chart1.xml"].decode()
    declared, accepted, planned = xml.split("<c:ser>")[2:5]
    assert '<a:pattFill prst="wdUpDiag"><a:fgClr><a:schemeClr val="accent4"/>' in declared
    assert '<a:solidFill><a:schemeClr val="accent4"/></a:solidFill>' in accepted
    assert "<a:gradFill>" in planned


@pytest.mark.parametrize(("theme", "brand"), [("light", "0033A0"), ("dark", "82B1FF")])
def test_the_colours_of_the_office_theme_are_ours(theme: Any, brand: str) -> None:
    xml = parts_of(powerpoint.presentation([made(native=BARS)], theme=theme))["ppt/theme/theme1.xml"].decode()
    assert f'<a:accent1><a:srgbClr val="{brand}"/></a:accent1>' in xml
    assert 'typeface="Source Sans 3"' in xml


@pytest.mark.parametrize(("language", "locale", "shown"), [("fr", "fr-FR", "0\u202f000"), ("en", "en-GB", "0,000")])
def test_words_and_numbers_are_written_as_the_language_writes_them(language: Any, locale: str, shown: str) -> None:
    label = "1,234" if language == "en" else "1\u202f234"
    native = Native("bar", ("Gao",), (Series("Retours", (1234,), "brand", labels=(label,)),))
    content = powerpoint.presentation([made(language=language, native=native)])
    parts = parts_of(content)
    assert set(re.findall(r'lang="([^"]+)"', parts["ppt/slides/slide1.xml"].decode())) == {locale}
    chart = parts["ppt/charts/chart1.xml"].decode()
    assert f'<c:lang val="{locale}"/>' in chart
    assert shown in re.sub("&quot;", "", chart)
    assert Presentation(io.BytesIO(content)).core_properties.language == locale


def test_a_label_with_more_than_its_number_follows_it_when_it_is_edited() -> None:
    native = Native("bar", ("Gao",), (Series("Retours", (27,), "brand", labels=("≥ 27 · 7 mois sur 12",)),))
    xml = parts_of(powerpoint.presentation([made(native=native)]))["ppt/charts/chart1.xml"].decode()
    assert "&quot;≥ &quot;0&quot; · 7 mois sur 12&quot;" in xml


def test_the_title_is_a_title_and_the_slide_says_source_day_and_whose_it_is() -> None:
    visual = made(native=BARS, sources=(INVENTED,), caveats=("Un mois manque.",))
    slide = slide_of(powerpoint.presentation([visual]))
    assert slide.shapes.title.text_frame.text == visual.title
    assert slide.shapes.title.placeholder_format.type == PP_PLACEHOLDER.TITLE
    said = words_of(slide)
    for expected in (
        visual.subtitle, words.source_line(visual), "Un mois manque.", "21\u00a0novembre 2026",
        "Démonstration – données fictives", "Dialogue institutionnel 2026 · MMEIA – OIM Mali",
    ):  # fmt: skip
        assert expected in said


def test_a_picture_of_real_data_has_no_badge() -> None:
    assert "fictives" not in words_of(slide_of(powerpoint.presentation([made(native=BARS)])))


def test_the_frame_of_the_chart_is_described_and_the_notes_hold_caveat_citation_and_description() -> None:
    visual = made(native=BARS, caveats=("Un mois manque.",))
    slide = slide_of(powerpoint.presentation([visual]))
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == words.alt_text(visual)
    notes = slide.notes_slide.notes_text_frame.text
    assert all(said in notes for said in ("Un mois manque.", words.citation(visual), words.alt_text(visual)))


def test_no_placeholder_is_left_empty() -> None:
    for shape in slide_of(powerpoint.presentation([made(native=BARS)])).placeholders:
        assert shape.has_chart or shape.text_frame.text.strip()


def test_the_same_data_give_the_same_bytes_dated_by_the_data() -> None:
    first, second = (powerpoint.presentation([made(native=BARS)]) for _ in range(2))
    assert first == second
    found = Presentation(io.BytesIO(first)).core_properties
    assert (found.created, found.title, found.author) == (
        dt.datetime.combine(DAY, dt.time()),
        "Gao d’abord",
        "MMEIA – OIM Mali",
    )
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(2026, 11, 21)}


def targets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each relationship of the file: the part that has it and the part it leads to."""
    for name, content in parts.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for found in ElementTree.fromstring(content):
                assert found.get("TargetMode") != "External"
                target = found.get("Target", "")
                yield name, posixpath.normpath(posixpath.join(folder, target)) if target[0] != "/" else target[1:]


def hostile(**more: Any) -> Visual:
    said = HOSTILE * 3 + "W" * 3000
    bars = [ranking.Bar(said, 12, "12", note=said), ranking.Bar("=1+1", None, said)]
    return made(
        [{"region": said, "people": 12}, {"region": "=1+1", "people": None}], title=said, subtitle=said, alt=said,
        caveats=(HOSTILE,), filters=((HOSTILE, HOSTILE),), **{"native": ranking.native(bars, HOSTILE), **more},
    )  # fmt: skip


@pytest.mark.parametrize("is_editable", [True, False])
def test_words_typed_by_people_stay_words(is_editable: bool) -> None:
    visual = hostile() if is_editable else hostile(native=None, draw=ranking.draw([ranking.Bar(HOSTILE, 12, "12")]))
    content = powerpoint.presentation([visual])
    parts = parts_of(content)
    assert all(target in parts for _, target in targets(parts))
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            assert b"<script" not in part
            assert not any(
                letter < " " and letter not in "\n\t"
                for text in ElementTree.fromstring(part).itertext() for letter in text
            )  # fmt: skip
    assert '=HYPERLINK("http://x.test","a")[31m ]]></a:t><script>&amp; {x}' in words_of(slide_of(content))


def test_what_looks_like_a_formula_is_text_in_the_sheet() -> None:
    blob = chart_of(powerpoint.presentation([hostile()])).part.chart_workbook.xlsx_part.blob
    cells = [cell for row in load_workbook(io.BytesIO(blob)).worksheets[0].iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_long_words_keep_to_their_place() -> None:
    slide = slide_of(powerpoint.presentation([hostile()]))
    wide, tall = 960 * 12700, 540 * 12700
    for shape in slide.shapes:
        if shape.width:
            assert shape.left >= 0
            assert shape.left + shape.width <= wide
            assert shape.top + shape.height <= tall
    assert len(slide.shapes.title.text_frame.text) <= 260


def test_a_picture_without_an_office_chart_is_followed_by_its_rows() -> None:
    visual = made(draw=ranking.draw([ranking.Bar("Gao", 12, "12")]))
    slides = Presentation(io.BytesIO(powerpoint.presentation([visual]))).slides
    picture = next(shape for shape in slides[0].shapes if hasattr(shape, "image"))
    assert picture._element.nvPicPr.cNvPr.get("descr") == words.alt_text(visual)
    assert picture.image.content_type == "image/png"
    table = next(shape.table for shape in slides[1].shapes if shape.has_table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Région", "Personnes"], ["Gao", "12"], ["Kayes", "non transmis"],
    ]  # fmt: skip


def test_a_long_table_is_cut_and_says_so() -> None:
    rows = [{"region": f"Région {number}", "people": number} for number in range(200)]
    visual = made(rows, draw=ranking.draw([ranking.Bar("Gao", 12, "12")]))
    slides = list(Presentation(io.BytesIO(powerpoint.presentation([visual]))).slides)
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    shown = sum(len(list(table.rows)) - 1 for table in tables)
    assert len(tables) == 3
    assert f"{shown} premières lignes sur 200" in words_of(slides[1])


def test_an_office_chart_without_a_single_number_is_a_picture() -> None:
    native = Native("bar", ("Gao",), (Series("Retours", (None,), "brand", labels=("",)),))
    visual = made(native=native, draw=ranking.draw([ranking.Bar("Gao", None, "non transmis")]))
    slide = slide_of(powerpoint.presentation([visual]))
    assert not any(shape.has_chart for shape in slide.shapes)


def test_nothing_chosen_is_refused() -> None:
    with pytest.raises(FileRefused):
        powerpoint.presentation([])


def test_every_picture_of_the_product_becomes_a_sound_deck(full_database: sa.URL) -> None:
    engine = database.connect(full_database)
    with engine.connect() as connection:
        ask, reading = pictures.direct(connection), Reading(dt.date(2026, 11, 20))
        found = [pictures.picture(entry.key, ask, reading=reading, language="fr") for entry in pictures.entries()]
    engine.dispose()
    content = powerpoint.presentation(found)
    parts = parts_of(content)
    assert all(target in parts for _, target in targets(parts))
    slides = list(Presentation(io.BytesIO(content)).slides)
    titles = [re.sub(r" \(\d/\d\)$", "", slide.shapes.title.text_frame.text) for slide in slides]
    assert list(dict.fromkeys(titles)) == list(dict.fromkeys(words.clean(visual.title) for visual in found))
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    told = [[list(one.values) for one in chart.plots[0].series] for chart in charts]
    assert told == [[list(one.values) for one in visual.native.series] for visual in found if visual.native]
