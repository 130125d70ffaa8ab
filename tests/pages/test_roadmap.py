"""The roadmap page from its link: nine priorities, one of them, and what is real when nothing is invented."""

from __future__ import annotations

import re

import pytest

from dashboard.texts import Language
from tests.pages.opened import opened

DAY = "2026-11-20"
pytestmark = pytest.mark.usefixtures("filled")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Quatre priorités sur neuf sont dans les temps"),
        ("en", "Four of nine priorities are on track"),
    ],
)
def test_without_a_priority_the_page_opens_on_all_nine(language: Language, said: str) -> None:
    page = opened("roadmap", as_of=DAY, language=language)
    assert said in page.title
    assert page.markup.count("data-go") > 9


def test_the_milestones_that_the_list_counts_as_others_open_under_it() -> None:
    others = opened("roadmap", as_of=DAY).markup.partition('<details id="due-later">')[2].partition("</details>")[0]
    count = re.search(r"et (\d+) autres", others)
    assert count
    assert others.count("<li>") == int(count[1])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Pour la revue", "Responsable", "Livrable", "Contribue à", "Jalons : ", "en attente d’acceptation"]),
        ("en", ["For the review", "Owner", "Deliverable", "Serves", "Milestones: ", "awaiting acceptance by"]),
    ],
)
def test_a_priority_shows_who_when_how_far_and_what_waits(language: Language, words: list[str]) -> None:
    page = opened("roadmap", as_of=DAY, language=language, priority="3")
    assert [word for word in words if word not in page.words] == []
    assert 'id="roadmap-timeline"' in page.markup
    assert 'id="roadmap-over_time"' in page.markup


def test_the_neighbours_of_a_priority_are_one_link_away() -> None:
    markup = opened("roadmap", as_of=DAY, priority="9").markup
    assert f'href="/roadmap?as-of={DAY}&amp;priority=8"' in markup
    assert "priority=10" not in markup


def test_an_unknown_priority_is_dropped_and_said() -> None:
    page = opened("roadmap", as_of=DAY, priority="12")
    assert "priority" in page.notices
    assert 'id="roadmap-by_priority"' in page.markup


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "aucun texte public ne donne de cible"), ("en", "no public text gives a target")],
)
def test_published_only_shows_the_printed_phrases_and_says_what_no_text_gives(language: Language, said: str) -> None:
    page = opened("roadmap", scope="published", language=language, priority="3")
    assert said in page.title
    assert "« les retours volontaires et l’intégration »" in page.words
    assert "fict" not in page.words.lower()
    assert 'id="roadmap-timeline"' not in page.markup


def test_published_only_still_opens_the_nine_with_their_source() -> None:
    page = opened("roadmap", scope="published")
    assert "Source : L’Essor" in page.words
    assert "0/0" not in page.words
