"""The first screen says where the dialogue stands, in both languages, with and without the demonstration."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from dashboard.texts import Language
from dashboard.views import fetch, link_values
from dashboard.views.first_paint import page_html
from dashboard.views.picture import Card
from dashboard.views.shown import Shown
from dashboard.views.summary import page as summary

TODAY = dt.date(2026, 11, 21)
pytestmark = pytest.mark.usefixtures("filled")


def read(**query: str) -> tuple[Shown, str]:
    fetch.refresh()
    page = summary(link_values.read({"as-of": "2026-11-20"} | query, today=TODAY), {})
    markup = "".join(part.html if isinstance(part, Card) else part for part in page.parts)
    return page, html.unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\xa0", " ").replace("\u202f", " ")


def test_it_opens_with_what_the_data_say() -> None:
    page, _ = read()
    assert page.sentence.replace("\u202f", " ") == (
        "Quatre priorités sur neuf sont dans les temps ; deux sont en retard et deux sont à surveiller."
    )


@pytest.mark.parametrize(("language", "words"), [("fr", "jours"), ("en", "days")])
def test_what_is_late_is_named_with_owner_and_days(language: Language, words: str) -> None:
    _, text = read(language=language)
    assert re.search(rf"MMEIA\s+\d+ {words}", text)


@pytest.mark.parametrize(
    ("language", "stated"),
    [("fr", ["≥ 41 000", "≥ 414 000", "8 050 – 8 500", "4 500", "340", "à confirmer"]),
     ("en", ["≥ 41,000", "≥ 414,000", "8,050 – 8,500", "4,500", "340", "to be confirmed"])],
)  # fmt: skip
def test_the_six_figures_keep_their_qualifier_and_their_doubt(language: Language, stated: list[str]) -> None:
    _, text = read(language=language)
    assert [words for words in stated if words not in text] == []


def test_every_figure_says_who_said_it_and_how_it_was_printed() -> None:
    _, text = read()
    assert text.count("L’Essor, 13 févr. 2026") >= 6
    assert "« plus de 8.0500 retours volontaires »" in text


def test_without_the_demonstration_nothing_is_invented() -> None:
    page, text = read(scope="published")
    assert not page.is_demonstration
    assert "Aucune priorité" in page.sentence
    assert "fictif" not in text
    assert "Non renseigné" in text
    assert "≥ 41 000" in text


def test_where_no_activity_is_on_record_the_stated_figures_come_first_and_no_column_stays_empty() -> None:
    page, text = read(scope="published")
    assert text.index("≥ 41 000") < text.index("Avancement des neuf priorités") < text.index("Aucune date n’est fixée")
    assert "main-and-side" not in "".join(str(part) for part in page.parts)


def test_demonstration_rows_are_said_to_be_fictitious() -> None:
    page, text = read()
    assert page.is_demonstration
    assert "Démonstration – données fictives" in text


def test_an_earlier_day_is_read_as_it_was_then() -> None:
    earlier, _ = read(**{"as-of": "2026-06-01"})
    assert earlier.sentence != read()[0].sentence


def test_the_first_paint_shows_the_page_and_its_menu() -> None:
    paint = page_html("/", {"language": "en"}) or ""
    assert "Progress of the nine priorities" in paint
    assert "Sources and method" in paint


def test_an_address_that_is_not_a_page_has_no_first_paint() -> None:
    assert page_html("/nowhere", {}) is None
