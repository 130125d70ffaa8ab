"""A document of words on a page: its parts under their headings, nothing typed is markup, states have their mark."""

from __future__ import annotations

import datetime as dt

from dashboard.exports.document import Block, Bullets, Document, Heading, Paragraph, Table
from dashboard.views import document

HOSTILE = "<img src=x onerror=alert(1)>"


def shown(*blocks: Block, without: tuple[str, ...] = ()) -> str:
    return document.html(Document("fr", "Titre", "", dt.date(2026, 11, 22), blocks=blocks), without=without)


def test_each_main_heading_begins_a_part() -> None:
    html = shown(Paragraph("Avant"), Heading(1, "Un"), Heading(2, "Sous"), Heading(1, "Deux"), Bullets(("a", "b")))
    assert html.count("<section") == 3
    assert "<h2>Un</h2><h3>Sous</h3>" in html
    assert "<li>a</li><li>b</li>" in html


def test_a_part_that_stands_elsewhere_is_left_out() -> None:
    html = shown(Heading(1, "Un"), Paragraph("dedans"), Heading(1, "Deux"), without=("Un",))
    assert "dedans" not in html
    assert "Deux" in html


def test_nothing_typed_is_markup() -> None:
    html = shown(
        Heading(1, HOSTILE), Paragraph(HOSTILE), Bullets((HOSTILE,)), Table((HOSTILE,), ((HOSTILE,),), (100,))
    )  # fmt: skip
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_state_has_its_mark_and_colour_beside_its_words() -> None:
    html = shown(Paragraph("En retard – 42 %", "strong", status="late"))
    assert "t-crimson" in html
    assert "En retard – 42 %" in html


def test_a_cell_carries_its_head_for_a_phone() -> None:
    html = shown(Heading(1, "Décisions"), Table(("No", "Texte"), (("1", "long " * 9),), (20, 80)))
    assert '<td class="short" data-label="No">1</td>' in html
    assert '<td data-label="Texte">' in html


def test_counts_stand_on_the_right_under_their_head_and_numbers_of_rows_do_not() -> None:
    rows = (("1", "14\u202f316", "4,5 mois"), ("2", "", "6"))
    html = shown(Table(("No", "Avant", "Durée"), rows, (20, 40, 40)))
    assert '<th scope="col" class=num>Avant</th>' in html
    assert '<td class="num" data-label="Avant">14\u202f316</td>' in html
    assert '<td class="short" data-label="No">1</td>' in html
    assert '<td class="short" data-label="Durée">6</td>' in html
