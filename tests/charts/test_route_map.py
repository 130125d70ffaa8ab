"""The map of routes that files draw."""

from __future__ import annotations

from typing import Any

from dashboard.charts import return_routes, route_map
from dashboard.charts.svg import to_svg
from dashboard.charts.visual import Visual
from tests.charts.sourced import sourced


def route(country: str, start: tuple[float, float] | None, people: int, region: str = "Kayes") -> dict[str, Any]:
    longitude, latitude = start or (None, None)
    return {
        "country_code": country[:2].upper(), "country_fr": country, "country_en": country, "from_longitude": longitude,
        "from_latitude": latitude, "region_key": region.lower(), "region_fr": region, "region_en": region,
        "capital": region, "to_longitude": -11.44, "to_latitude": 14.45, "returns": people,
    }  # fmt: skip


ROWS = (route("Niger", (7.99, 16.97), 100), route("Mauritanie", (-15.98, 18.09), 50), route("?", None, 9))


def drawn(*rows: dict[str, Any]) -> tuple[Visual, dict[str, Any]]:
    visual = return_routes.routes_map(sourced(rows, tuple(ROWS[0])), "fr", chosen="octobre 2026")
    return visual, visual.draw(560)


def lines(figure: dict[str, Any]) -> list[float]:
    return [trace["line"]["width"] for trace in figure["data"] if trace["mode"] == "lines" and "fill" not in trace]


def test_lines_are_as_wide_as_people_are_many_the_widest_on_top() -> None:
    assert lines(drawn(*ROWS)[1]) == [route_map.WIDEST / 2, route_map.WIDEST]


def test_a_route_without_a_known_end_is_told_and_not_drawn() -> None:
    visual, _ = drawn(*ROWS)
    assert any("9 personnes" in words for words in visual.caveats)
    assert len(visual.rows) == 3


def test_each_country_stands_once_with_all_its_people() -> None:
    rows = (*ROWS, route("Niger", (7.99, 16.97), 20, "Gao"))
    notes = [note["text"] for note in drawn(*rows)[1]["layout"]["annotations"]]
    assert notes == ["Niger 120", "Mauritanie 50"]


def test_only_the_busiest_routes_are_drawn() -> None:
    many = [route(f"P{place}", (place / 10, 5), 100 - place) for place in range(route_map.BUSIEST + 5)]
    assert len(lines(drawn(*many)[1])) == route_map.BUSIEST


def test_the_map_goes_as_far_as_people_came_from() -> None:
    far = route_map.box(route_map.placed(list(sourced([route("Tunisie", (10.2, 36.8), 3)]).rows.itertuples())))
    assert far.north > 36.8
    assert far.west == route_map.AROUND.west


def test_no_route_still_gives_a_map_with_words() -> None:
    visual, figure = drawn()
    assert visual.title == "Aucune route pour ces filtres"
    assert "<svg" in to_svg(figure, name=visual.title, description=visual.alt, identity="x")
