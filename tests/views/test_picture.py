"""A picture on a page: its words, its doubt and its source are inside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dashboard.charts.forms import ranking
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Reading, Source, Sourced, frame
from dashboard.views.picture import card

SOURCE = Source(
    "a", "Un article", "An article", "L’Essor", dt.date(2026, 2, 13), "2026-02-13", "inferred", None, "article"
)


def picture(rows: list[tuple[str, int | None]], source: Source = SOURCE) -> Visual:
    data = Sourced(frame(rows, ("name", "people")), (source,), Reading(dt.date(2026, 10, 15)))
    bars = [ranking.Bar(row.name, row.people, str(row.people)) for row in data.rows.itertuples(index=False)]
    return visual(
        "returns.by_region",
        data,
        "fr",
        title="Retours <b>",
        subtitle="personnes",
        draw=ranking.draw(bars),
        columns=(Column("name", "Région"), Column("people", "Personnes", "personnes")),
        alt="Barres",
        caveats=("À lire.",),
    )


def test_it_carries_source_date_status_day_and_caveat() -> None:
    html = card(picture([("Gao", 3)])).html
    for words in ("L’Essor", "date déduite, non imprimée", "15\xa0octobre 2026", "À lire."):
        assert words in html


def test_demonstration_rows_are_said_to_be_fictitious_inside_the_picture() -> None:
    assert "données fictives" in card(picture([("Gao", 3)], replace(SOURCE, kind="demonstration"))).html
    assert "données fictives" not in card(picture([("Gao", 3)])).html


def test_its_title_is_literal() -> None:
    assert "Retours &lt;b&gt;" in card(picture([("Gao", 3)])).html


def test_the_table_keeps_zero_and_not_reported_apart() -> None:
    html = card(picture([("Gao", 0), ("Kidal", None)])).html
    assert '<td class="num">0</td>' in html
    assert '<td class="num">non transmis</td>' in html


def test_a_still_card_carries_no_figure_and_a_live_one_both_widths() -> None:
    assert card(picture([("Gao", 3)]), interactive=False).figures == {}
    assert set(card(picture([("Gao", 3)])).figures["returns.by_region"]) == {"wide", "narrow"}


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_ids_inside_the_drawings_are_unique(size: str) -> None:
    assert card(picture([("Gao", 3)])).html.count(f'id="returns-by_region-{size}-t"') == 1
