"""Sources and method from its link: every figure, every doubt, the rule and the state of the data."""

from __future__ import annotations

import re

import pytest

from dashboard import status, texts
from dashboard.texts import Language
from dashboard.views.sources_page import OPEN_QUESTIONS
from tests.pages.opened import opened

pytestmark = pytest.mark.usefixtures("filled")
FIGURES = 86


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "86 nombres issus de 37 sources, chacun avec les mots imprimés ; 3 restent à confirmer"),
        ("en", "86 figures from 37 sources, each with the words that were printed; 3 remain to be confirmed"),
    ],
)
def test_every_figure_has_its_line_and_its_anchor(language: Language, title: str) -> None:
    page = opened("sources", language=language)
    assert plain(page.title) == title
    assert len(re.findall(r'<li id="[SX]\d', page.markup)) == FIGURES


def test_every_anchor_that_is_linked_exists_once() -> None:
    markup = opened("sources").markup
    for key in set(re.findall(r'href="#([^"]+)"', markup)):
        assert markup.count(f'id="{key}"') == 1, key


def test_a_link_to_one_figure_shows_it_first() -> None:
    markup = opened("sources", figure="S006").markup
    assert markup.index("plus de 8.0500 retours volontaires") < markup.index('class="contents"')


def test_an_unknown_figure_is_dropped_and_said() -> None:
    assert "figure" in opened("sources", figure="Z99").notices


def test_the_eleven_phrases_and_their_readings_are_there_and_the_one_in_force_is_provisional() -> None:
    words = plain(opened("sources").words)
    assert "« la présence territoriale et l’action de proximité »" in words
    assert "Hypothèse B en vigueur, provisoire 9 éléments (1 · 2 · 3+4 · 5 · 6+7 · 8 · 9 · 10 · 11)" in words
    assert words.count("Hypothèse") == 4


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_not_settled_is_listed(language: Language) -> None:
    words = opened("sources", language=language).words
    assert [question for question in OPEN_QUESTIONS if plain(texts.text(question, language)) not in words] == []


def test_the_rule_is_told_with_its_own_thresholds() -> None:
    words = opened("sources").words
    assert f"plus de {status.Rule().late_points} points de retard" in words
    assert f"plus de {status.Rule().watch_points} points de retard" in words


def test_registers_tell_their_age_and_completeness_and_that_they_are_fictitious() -> None:
    words = plain(opened("sources").words)
    assert "réparti autour du 21 novembre 2026" in words
    assert re.search(r"Retours volontaires assistés par l’OIM tous les mois .* sur 720", words)


def test_without_the_demonstration_registers_are_not_reported() -> None:
    words = plain(opened("sources", scope="published").words)
    assert "fictifs" not in words
    assert "Retours volontaires assistés par l’OIM tous les mois non transmis" in words


@pytest.mark.parametrize("page", ["assistance", "territories", "sources"])
def test_no_text_of_the_page_is_left_without_its_french(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known, missing = texts.catalogue(), set()

    class Watched(dict[str, object]):
        def get(self, key: str, default: object = None) -> object:
            if key not in known:
                missing.add(key)
            return known.get(key, default)

    monkeypatch.setattr(texts, "catalogue", lambda: Watched())
    opened(page)
    assert missing == set()


@pytest.mark.parametrize(
    ("language", "title", "share"),
    [
        ("fr", "Qualité des données : 85 sur 100", "Registres à jour"),
        ("en", "Quality of the data: 85 out of 100", "Registers on time"),
    ],
)
def test_the_quality_of_the_data_says_what_it_is_made_of(language: Language, title: str, share: str) -> None:
    words = plain(opened("sources", language=language).words)
    assert title in words
    assert share in words
    assert "÷ 100 = 85" in words


def test_sources_that_contradict_each_other_are_told_with_both_numbers() -> None:
    words = plain(opened("sources").words)
    assert "583,5 milliards de FCFA" in words
    assert "mais ≥ 700 milliards de FCFA" in words
