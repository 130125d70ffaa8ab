"""HXL tags say what columns hold, complete or not, with headers in words or alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.imports import hxl
from tests.imports.tables import EXPELLED, Told, read, text_file

ABROAD = {**EXPELLED, "country": "NE"}


def said(told: Told) -> list[str]:
    return [remark.message_key for remark in told.outcome.remarks]


def test_attributes_come_in_any_order() -> None:
    assert hxl.parsed("#affected+f+children") == hxl.parsed(" #Affected +children +f")


@pytest.mark.parametrize("tag", ["# adm1", "#adm1++name", "adm1+name", "#1adm", ""])
def test_a_malformed_tag_is_none(tag: str) -> None:
    assert hxl.parsed(tag) is None


def test_tags_say_sex_and_age(tmp_path: Path) -> None:
    content = text_file("x;y;z;t", "#adm1+name;#date+month;#affected+f+children;#affected+m", "Gao;2024-03;1;2")
    told = read(tmp_path, content, ABROAD)
    assert told.outcome.shape == "hxl"
    assert [(row["sex"], row["age_group"]) for row in told.rows] == [("f", "0-17"), ("m", "unknown")]


def test_tags_alone_are_enough_and_said(tmp_path: Path) -> None:
    told = read(tmp_path, text_file("#adm1+name;#date+month;#affected", "Gao;2024-03;12"), ABROAD)
    assert told.column("count") == ["12"]
    assert "HXL tags stand alone, without headers in words." in said(told)


def test_columns_without_tag_are_read_by_their_headers_and_said(tmp_path: Path) -> None:
    content = text_file("Région;Mois;Pays;Nombre", "#adm1+name;#date+month;;#affected", "Gao;2024-03;Niger;12")
    told = read(tmp_path, content, EXPELLED)
    assert told.column("country") == ["NE"]
    assert "Columns without HXL tag, read by their headers: {letters}." in said(told)


def test_a_malformed_tag_is_said_and_its_header_read(tmp_path: Path) -> None:
    content = text_file("Région;Mois;Pays;Nombre", "#adm1++name;#date+month;#country;#affected", "Gao;2024-03;Niger;12")
    told = read(tmp_path, content, EXPELLED)
    assert told.column("territory") == ["gao"]
    assert "HXL tags that are malformed, read by their headers: {letters}." in said(told)


def test_a_country_that_is_mali_on_every_row_is_not_where_people_come_from(tmp_path: Path) -> None:
    content = text_file("#country+code;#adm1+name;#date+month;#affected", "MLI;Gao;2024-03;12")
    told = read(tmp_path, content, EXPELLED)
    assert told.field("A") == "ignored"
    assert told.asked == ["country"]
