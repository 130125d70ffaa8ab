"""IATI results become cells and figures by what stands around each number; a roadmap of ours, activities again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from dashboard.imports.iati import ACTIVITIES, NO_PROGRESS, PROGRESS
from tests.imports.tables import Told, read

ACTIVITY = """<iati-activities version="2.03"><iati-activity xml:lang="fr"><recipient-country code="{country}"/>
<location ref="gao"><name><narrative>Gao</narrative></name></location>
<result type="9"><title><narrative>x</narrative></title><indicator measure="{measure}">
<title><narrative>{title}</narrative></title>{reference}
<period><period-start iso-date="{start}"/><period-end iso-date="{end}"/>{actual}</period>
</indicator></result></iati-activity></iati-activities>"""
OWN = '<reference vocabulary="99" code="returns_expelled"/>'
CELL = (
    '<actual value="12"><location ref="gao"/><dimension name="country" value="NE"/><dimension name="sex" value="f"/>'
    '<dimension name="age_group" value="18-34"/><dimension name="detail" value="all"/></actual>'
)
FIGURE = (
    '<actual value="5"><dimension name="qualifier" value="about"/><comment><narrative>environ 5</narrative></comment>'
    "</actual>"
)


USUAL = {
    "country": "ML", "measure": "1", "title": "Expulsions vers le Mali", "reference": OWN, "start": "2024-03-01",
    "end": "2024-03-31",
}  # fmt: skip


def told_of(folder: Path, actual: str, sheet: str = "", **parts: str) -> Told:
    content = ACTIVITY.format(actual=actual, **{**USUAL, **parts}).encode()
    return read(folder, content, {"sheet": sheet} if sheet else {}, "resultats.xml")


def test_a_count_of_a_month_by_sex_is_a_cell(tmp_path: Path) -> None:
    told = told_of(tmp_path, CELL)
    assert (told.outcome.shape, told.outcome.loads, told.asked) == ("iati", "cells", [])
    assert told.cells == [("returns_expelled", "202403", "gao", "NE", "f", "18-34", "all", "12")]


def test_a_number_of_a_year_is_a_figure_with_its_words(tmp_path: Path) -> None:
    told = told_of(tmp_path, FIGURE, start="2024-01-01", end="2024-12-31", reference="", title="Réfugiés au Mali")
    assert told.outcome.loads == "figures"
    figure = told.rows[0]
    assert (figure["indicator"], figure["value"], figure["qualifier"], figure["quote"]) == (
        "refugees_in_mali", "5", "about", "environ 5",
    )  # fmt: skip


def test_an_indicator_of_others_is_asked_about(tmp_path: Path) -> None:
    told = told_of(tmp_path, FIGURE, reference="", title="Households reached", start="2024-01-01", end="2024-12-31")
    assert told.asked == ["indicator:Households reached"]


def test_cells_and_figures_of_one_file_are_asked_for(tmp_path: Path) -> None:
    told = told_of(tmp_path, CELL + FIGURE)
    assert told.asked == ["sheet"]
    figures = told_of(tmp_path, CELL + FIGURE, "Chiffres déclarés / Stated figures")
    assert figures.column("value") == ["5"]


PLANNED = """<iati-activities version="2.03"><iati-activity xml:lang="fr">
<title><narrative>Ouvrir</narrative><narrative xml:lang="en">Open</narrative></title>
<description><narrative>Bureau</narrative><narrative xml:lang="en">Office</narrative></description>
<activity-date type="1" iso-date="2026-01-05"/><activity-date type="3" iso-date="2026-06-30"/>
<recipient-country code="ML"/><location ref="gao"/><tag vocabulary="99" code="activity:g-1"/>
<tag vocabulary="99" code="priority:2"/><tag vocabulary="99" code="weight:1.125"/>
<tag vocabulary="99" code="owner:mmeia"/><tag vocabulary="99" code="partner:iom"/>
<tag vocabulary="99" code="partner:eu_delegation"/><tag vocabulary="1" code="priority:1"/>
<result type="1"><indicator measure="2"><period><period-start iso-date="2026-01-05"/>
<period-end iso-date="2026-03-04"/><actual value="0.125"><dimension name="milestone" value="2"/>
<comment><narrative>Lu</narrative></comment><document-link url="https://example.org/pv"/></actual></period>
</indicator></result></iati-activity></iati-activities>"""


def roadmap(folder: Path, sheet: str) -> Told:
    return read(folder, PLANNED.encode(), {"sheet": sheet}, "roadmap_ministry.xml")


def test_a_roadmap_of_ours_is_a_sheet_of_activities_and_one_of_their_progress(tmp_path: Path) -> None:
    (question,) = read(tmp_path, PLANNED.encode(), name="roadmap_ministry.xml").outcome.questions
    assert [option.value for option in question.options] == [ACTIVITIES, PROGRESS]


def test_the_terms_of_an_activity_are_read_from_the_standard_and_from_our_tags(tmp_path: Path) -> None:
    told = roadmap(tmp_path, ACTIVITIES)
    assert (told.outcome.loads, told.asked, told.outcome.remarks) == ("activities", [], ())
    assert told.cells == [
        ("g-1", "2", "Ouvrir", "Open", "Bureau", "Office", "mmeia", "iom;eu_delegation", "gao", "2026-01-05",
         "2026-06-30", "1.125"),
    ]  # fmt: skip


def test_less_than_one_percent_of_a_roadmap_asks_nothing(tmp_path: Path) -> None:
    told = roadmap(tmp_path, PROGRESS)
    assert (told.outcome.loads, told.asked) == ("progress", [])
    assert told.cells == [("g-1", "2026-03-04", "0.125", "2", "", "Lu", "", "https://example.org/pv")]


def test_percentages_of_others_stay_out_and_the_reader_is_told(tmp_path: Path) -> None:
    share = '<iati-activity><result><indicator measure="2"/></result></iati-activity></iati-activities>'
    content = ACTIVITY.format(actual=CELL, **USUAL).replace("</iati-activities>", share)
    told = read(tmp_path, content.encode(), name="resultats.xml")
    assert told.column("count") == ["12"]
    assert NO_PROGRESS in [remark.message_key for remark in told.outcome.remarks]


@pytest.mark.parametrize(("country", "measure"), [("NE", "1"), ("ML", "2")])
def test_a_file_without_results_about_mali_is_refused(tmp_path: Path, country: str, measure: str) -> None:
    with pytest.raises(ImportRefused):
        told_of(tmp_path, CELL, country=country, measure=measure)


def test_another_kind_of_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused):
        read(tmp_path, b"<feed><entry/></feed>", name="a.xml")
