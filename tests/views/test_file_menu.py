"""The menu under a picture: six files, its words, the studio; small, and literal."""

from __future__ import annotations

import html

from dashboard.views.file_menu import file_menu
from tests.exports.visuals import made


def test_each_form_has_an_address_with_language_day_and_scope() -> None:
    menu = html.unescape(file_menu(made(language="en", scope="published")))
    for form in ("png", "svg", "pdf", "pptx", "xlsx", "csv"):
        assert f'href="/files/returns.by_region.{form}?language=en&as-of=2026-11-21&scope=published"' in menu
    assert 'href="/studio?picture=returns.by_region&language=en&as-of=2026-11-21&scope=published"' in menu


def test_what_is_usual_is_left_out_of_the_addresses() -> None:
    menu = html.unescape(file_menu(made()))
    assert "language=" not in menu
    assert "scope=" not in menu


def test_the_words_to_copy_are_those_of_the_files_and_literal() -> None:
    menu = file_menu(made(title='a "b" <i>'))
    assert "<i>" not in menu
    assert "a &quot;b&quot; &lt;i&gt;" in menu
    assert "MMEIA – OIM Mali" in menu
    assert "Télécharger" in menu


def test_it_weighs_little() -> None:
    assert len(file_menu(made()).encode()) < 2_000
