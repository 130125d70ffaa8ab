"""Small pieces of HTML: where lines may break, and the head that pictures and tables share."""

from __future__ import annotations

import pytest

from dashboard.views.markup import table, tied, titled


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("personnes · novembre 2025 – octobre 2026", "personnes\u00a0· novembre\u00a02025 – octobre\u00a02026"),
        ("30 May 1998 · Mali", "30\u00a0May\u00a01998\u00a0· Mali"),
        ("revue n° 905 du 16", "revue n°\u00a0905\u00a0du 16"),
        ("joint review no. 905", "joint review no.\u00a0905"),
        ("4 décisions sur 120 prises", "4\u00a0décisions sur 120\u00a0prises"),
        ("en 2026 et 2\u202f803 personnes", "en\u00a02026 et 2\u202f803\u00a0personnes"),
    ],
)
def test_no_line_begins_with_a_middle_dot_or_a_year_nor_ends_with_a_number(words: str, kept: str) -> None:
    assert tied(words) == kept


def test_a_head_says_that_the_rows_are_fictitious_and_only_then() -> None:
    assert "Demonstration – fictitious data" in titled("Returns", "people", "en", is_demonstration=True)
    assert titled("Returns", "", "en", is_demonstration=False) == "<h2>Returns</h2>"


def test_a_head_holds_its_words_as_words() -> None:
    assert "&lt;b&gt;" in titled("<b>", "", "fr", is_demonstration=False)


def test_a_table_that_stacks_has_the_head_of_each_cell_beside_it_and_another_none() -> None:
    head, rows = ("Registre", "Reçu <b>"), [("Retours", "12")]
    stacked = table(head, rows, caption="c", language="fr", numeric=(1,), stacks=True)
    assert '<td class="num" data-label="Reçu &lt;b&gt;">12</td>' in stacked
    assert "data-label" not in table(head, rows, caption="c", language="fr")
