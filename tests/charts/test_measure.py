"""Measured words: nothing is cut that fits, and what does not fit is wrapped or shortened."""

from dashboard.charts.measure import shorten, text_width, wrap

NAME = "Positionnement international, diaspora et développement"


def test_bold_words_are_wider() -> None:
    assert text_width("Gao", 13, bold=True) > text_width("Gao", 13)


def test_wrapped_lines_fit_and_keep_every_word() -> None:
    lines = wrap(NAME, 200, 13)
    assert " ".join(lines) == NAME
    assert all(text_width(line, 13) <= 200 for line in lines)


def test_the_last_allowed_line_ends_with_an_ellipsis() -> None:
    (line,) = wrap(NAME, 200, 13, most=1)
    assert line.endswith("…")
    assert text_width(line, 13) <= 200


def test_words_that_fit_are_left_alone() -> None:
    assert shorten("Kayes", 200, 13) == "Kayes"


def test_letters_of_malian_languages_are_measured() -> None:
    assert 0 < text_width("ɛɔɲŋ", 10) < 40
