"""The studio from its link: the gallery, one picture with its choices, what it says where there is nothing."""

from __future__ import annotations

import html
import re

import pytest

from dashboard import pictures
from dashboard.texts import LANGUAGES, Language
from tests.pages.opened import opened

DAY = "2026-11-20"
pytestmark = pytest.mark.usefixtures("filled")
KEYS = [entry.key for entry in pictures.entries()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gallery_shows_every_picture_by_its_own_file(language: Language) -> None:
    markup = html.unescape(opened("studio", as_of=DAY, language=language).markup)
    for key in KEYS:
        assert re.search(rf'src="/files/{key}\.png\?[^"]*view=small', markup)
        assert f"picture={key}" in markup
    assert markup.count('loading="lazy"') == len(KEYS)
    assert f"as-of={DAY}" in markup


def test_the_bulletin_and_the_slides_are_offered_in_both_languages() -> None:
    markup = html.unescape(opened("studio").markup)
    for address in ("bulletin.pdf?language=fr", "bulletin.pdf?language=en", "slides.pptx?language=fr"):
        assert f'href="/files/{address}"' in markup


def test_the_pack_offers_pictures_forms_sizes_and_languages() -> None:
    markup = opened("studio").markup
    for name, count in (("picture", len(KEYS)), ("format", 6), ("size", 7), ("in", 2)):
        assert markup.count(f'name="{name}"') == count


@pytest.mark.parametrize("key", KEYS)
def test_every_picture_has_its_file_its_words_and_its_choices(key: str) -> None:
    page = opened("studio", as_of=DAY, picture=key)
    markup = html.unescape(page.markup)
    assert f'<img src="/files/{key}.png?' in markup
    assert markup.count("data-copy=") == 4
    for name in (*pictures.entry(key).filters, "format", "size", "theme", "in"):
        assert f'data-go-param="{name}"' in markup


def test_a_link_carries_format_size_theme_language_and_filters() -> None:
    page = opened("studio", as_of=DAY, picture="returns.by_month", format="svg", size="9x16", theme="dark", sex="f",
                  **{"in": "en"})  # fmt: skip
    markup = html.unescape(page.markup)
    assert f"/files/returns.by_month.svg?as-of={DAY}&language=en&size=9x16&theme=dark&sex=f&view=whole" in markup
    assert "Women" in page.words
    assert "Femmes" in page.words


@pytest.mark.parametrize(
    ("form", "inside"), [("pptx", "graphique modifiable"), ("xlsx", "feuille"), ("csv", "colonnes")]
)
def test_an_office_file_is_told_by_its_inside_and_its_rows(form: str, inside: str) -> None:
    page = opened("studio", as_of=DAY, picture="returns.by_region", format=form)
    assert inside in page.words
    assert "n’affichent pas ce format" in page.words
    assert "<table" in page.markup
    assert "<img" not in page.markup
    assert 'data-go-param="size"' not in page.markup


def test_a_csv_comes_with_its_description_and_may_carry_hxl_tags() -> None:
    markup = html.unescape(opened("studio", as_of=DAY, picture="returns.by_region", format="csv", hxl="1").markup)
    assert "/files/returns.by_region.csv?" in markup
    assert "/files/returns.by_region.json?" in markup
    assert re.search(r"returns\.by_region\.csv\?[^\"]*hxl=1", markup)


def test_values_that_mean_nothing_are_dropped_and_said() -> None:
    page = opened("studio", picture="returns.by_month", format="exe", size="1x9", sex="robot")
    for name in ("format", "size", "sex"):
        assert name in page.words.split("n’existe pas")[1]
    assert "robot" not in page.markup
    assert "picture" in opened("studio", picture="nope").words.split("n’existe pas")[1]


@pytest.mark.parametrize(("language", "said"), [("fr", "inconnu"), ("en", "unknown")])
def test_a_picture_without_rows_says_why(language: Language, said: str) -> None:
    page = opened("studio", scope="published", picture="returns.by_month", language=language)
    assert said in page.words
    assert "<img" not in page.markup
    assert "data-file" not in page.markup


def test_published_data_alone_carry_no_demonstration_label() -> None:
    assert "données fictives" not in opened("studio", scope="published").words
    assert "données fictives" in opened("studio", as_of=DAY).words


def test_a_search_that_is_markup_stays_words() -> None:
    assert "<b>x" not in opened("studio", picture="<b>x").markup
