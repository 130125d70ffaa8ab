from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports import words
from tests.exports.visuals import ARTICLE, INVENTED, made


def test_source_line_says_who_what_and_how_the_day_is_known() -> None:
    assert words.source_line(made()) == (
        "Source\u00a0: L’Essor, «\u00a0Un titre\u00a0», 13\u00a0févr. 2026 (date déduite, non imprimée)"
    )


def test_source_line_is_in_the_language_of_the_picture() -> None:
    assert words.source_line(made(language="en")) == (
        "Source: L’Essor, “A title”, 13\u00a0Feb 2026 (date inferred, not printed)"
    )


def test_a_short_source_line_names_each_source_once() -> None:
    line = words.source_line(made(language="en", sources=(ARTICLE, INVENTED, INVENTED)), is_short=True)
    assert line == "Sources: L’Essor, 13\u00a0Feb 2026; demonstration set (fictitious)"


def test_a_picture_without_a_source_has_no_source_line() -> None:
    assert words.source_line(made(sources=())) == ""


def test_citation_tells_authors_title_work_day_and_sources() -> None:
    assert words.citation(made(language="en")) == (
        "MMEIA – IOM Mali. “Gao d’abord” (personnes par région). Dashboard of the IOM–MMEIA dialogue, as of "
        "21\u00a0November 2026. Source: L’Essor, “A title”, 13\u00a0Feb 2026 (date inferred, not printed)."
    )


@pytest.mark.parametrize("told", [words.citation, words.caption, words.alt_text])
def test_an_invented_picture_says_so_wherever_its_words_go(told: object) -> None:
    assert callable(told)
    assert "Démonstration – données fictives" in told(made(sources=(INVENTED,)))
    assert "Démonstration" not in told(made())


@pytest.mark.parametrize("title", ["Court", "long " * 40, "très long " * 90])
def test_caption_fits_and_keeps_its_day_its_source_and_its_warning(title: str) -> None:
    told = words.caption(made(title=title, sources=(ARTICLE, INVENTED)))
    assert len(told) <= words.CAPTION_MOST
    assert "21\u00a0novembre 2026" in told
    assert "ources" in told
    assert "données fictives" in told


@pytest.mark.parametrize("start", ["=1+1", "+223", "-5", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_text_that_would_run_as_a_formula_is_kept_behind_an_apostrophe(start: str) -> None:
    assert words.safe_cell(start) == "'" + words.clean(start)


@pytest.mark.parametrize("harmless", ["Gao", "≥ 41 000", "l’aide", "41-000", "", "−5"])
def test_other_text_stays_as_it_is(harmless: str) -> None:
    assert words.safe_cell(harmless) == harmless


@given(st.text())
def test_any_text_stays_readable_and_never_starts_a_formula(typed: str) -> None:
    cell = words.safe_cell(typed)
    assert not cell.lstrip().startswith(tuple(words.FORMULA_SIGNS))
    assert cell.removeprefix("'") == words.clean(typed).removeprefix("'")
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in cell)
