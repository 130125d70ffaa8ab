"""The map of routes: what is handed to the browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries.returns import ROUTE_COLUMNS
from dashboard.views import routes

ROWS = [
    ("NE", "Niger", "Niger", 16.97, 7.99, "kayes", "Kayes", "Kayes", "Kayes", 14.45, -11.44, 100),
    ("MR", "Mauritanie", "Mauritania", 18.09, -15.98, "kayes", "Kayes", "Kayes", "Kayes", 14.45, -11.44, 50),
    ("ZZ", "?", "?", None, None, "kayes", "Kayes", "Kayes", "Kayes", 14.45, -11.44, 9),
]


def layers(theme: int = 0) -> dict[str, Any]:
    data = Sourced(frame(ROWS, ROUTE_COLUMNS), (), Reading())
    made = json.loads(routes.deck(data, "fr", theme).to_json())
    return {layer["id"]: layer for layer in made["layers"]} | {"deck": made}


def test_the_map_asks_no_host_for_a_background() -> None:
    assert "mapProvider" not in layers()["deck"]


def test_a_route_without_a_known_country_is_not_drawn() -> None:
    assert [row["name"] for row in layers()["routes"]["data"]] == ["Mauritanie → Kayes", "Niger → Kayes"]


def test_arcs_are_as_wide_as_people_are_many() -> None:
    widths = [row["width"] for row in layers()["routes"]["data"]]
    assert widths == [routes.WIDEST / 2, routes.WIDEST]


def test_a_region_gathers_its_routes() -> None:
    assert layers()["regions"]["data"][0]["words"] == "150 personnes"


def test_names_that_would_touch_are_left_out() -> None:
    near = [
        {"place": [0.0, 0.0], "anchor": "start"}, {"place": [1.0, 0.5], "anchor": "start"},
        {"place": [0.0, 0.5], "anchor": "end"},
    ]  # fmt: skip
    assert routes._apart(near, routes.ZOOM) == [near[0], near[2]]


@pytest.mark.parametrize("theme", [0, 1])
def test_colours_follow_the_theme(theme: int) -> None:
    assert layers(theme)["countries"]["getFillColor"] == routes.colour("land", theme)


def test_the_words_of_the_map_name_the_busiest_routes() -> None:
    data = Sourced(frame(ROWS, ROUTE_COLUMNS), (), Reading())
    assert "Niger → Kayes, 100" in routes.alternative(data, "fr")


def test_a_phone_has_a_lower_map_that_shows_more_of_the_world() -> None:
    phone, laptop = routes.fitted("Mozilla/5.0 (Linux; Android 13) Mobile Safari"), routes.fitted("Mozilla/5.0 (X11)")
    assert phone[0] < laptop[0]
    assert phone[1] < laptop[1]
