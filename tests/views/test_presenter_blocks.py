"""What fits on the projector: items in turn, then the number of those left out, never more than the height."""

from __future__ import annotations

import re

import pytest

from dashboard.views.presenter_blocks import Block, Item, column, fitting, fullest

WIDTH = 640
LINE = Item("Une décision")
LONG = Item("Une décision dont les mots vont bien au-delà de deux lignes " * 9, "MMEIA")


def test_everything_is_shown_where_there_is_room() -> None:
    assert fitting([Block("a", [LINE] * 3), Block("b", [LINE])], WIDTH, 2000) == [3, 1]


def test_blocks_share_the_room_one_item_at_a_time() -> None:
    assert fitting([Block("a", [LINE] * 20), Block("b", [LINE] * 3), Block("c", [])], WIDTH, 800) == [6, 3, 0]


@pytest.mark.parametrize("height", range(200, 1000, 35))
def test_what_is_shown_never_needs_more_than_the_height(height: int) -> None:
    blocks = [Block("a", [LINE, LONG] * 6), Block("b", [LONG] * 4), Block("c", [], "nothing")]
    shown = fitting(blocks, WIDTH, height)
    needed = sum(block.heights(WIDTH)[count] for block, count in zip(blocks, shown, strict=True))
    assert needed <= height or shown == [0, 0, 0]


def test_the_last_item_is_shown_where_the_line_that_counts_it_would_stand() -> None:
    block = Block("a", [LINE] * 2)
    assert fitting([block], WIDTH, block.heights(WIDTH)[2]) == [2]
    assert fitting([block], WIDTH, block.heights(WIDTH)[2] - 1) == [1]


@pytest.mark.parametrize(("count", "words"), [(4, "et 1 autre<"), (6, "et 3 autres<"), (3, None)])
def test_those_left_out_are_counted_in_words(count: int, words: str | None) -> None:
    html = column([Block("a", [LINE] * count)], WIDTH, Block("a", [LINE] * 9).heights(WIDTH)[3], "fr")
    assert html.count("<li>") == 3
    assert words in html if words else "others" not in html


def test_a_list_without_items_says_so() -> None:
    assert "Rien n’a changé." in column([Block("a", [], "Rien n’a changé.")], WIDTH, 500, "fr")


def test_words_under_items_go_before_items_do() -> None:
    block = Block("a", [Item("mots", "dessous")] * 4)
    whole, bare = block.heights(WIDTH)[4], block.bare.heights(WIDTH)[4]
    assert fullest(block, WIDTH, whole) is block
    assert fullest(block, WIDTH, bare) == block.bare
    assert bare < whole


def test_what_was_typed_is_never_markup() -> None:
    html = column([Block("<b>", [Item("<i>", "<u>")], "")], WIDTH, 500, "fr")
    assert not re.search(r"<[biu]>", html)


def test_room_goes_to_what_is_urgent_first() -> None:
    blocks = [Block("changed", [LINE] * 3), Block("late", [LINE] * 2, is_urgent=True)]
    all_but_one = sum(block.heights(WIDTH)[-1] for block in blocks) - 1
    assert fitting(blocks, WIDTH, all_but_one) == [2, 2]
