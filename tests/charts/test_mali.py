"""Classes and shades of every map of Mali."""

from __future__ import annotations

import pytest

from dashboard.charts import mali
from dashboard.charts.theme import PALETTE
from tests.charts.sourced import sourced


def bounds(*people: int | None) -> list[tuple[float, float]]:
    return mali.classes(sourced([{"people": count} for count in people]))


@pytest.mark.parametrize("most", [1, 9, 10, 1675, 144_492])
def test_classes_go_from_zero_to_at_least_the_highest_number(most: int) -> None:
    found = bounds(3, most, None)
    assert found[0][0] == 0
    assert found[-1][1] >= most
    assert len(found) <= len(mali.SHADES)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_each_class_has_its_shade_and_the_highest_the_darkest(count: int) -> None:
    shades = [mali.shade(place, count) for place in range(count)]
    assert shades == sorted(set(shades))
    assert shades[-1] == mali.SHADES[-1]


def test_land_without_a_number_has_no_shade() -> None:
    assert mali.paint(None, bounds(10)) == mali.UNKNOWN
    assert mali.paint(0, bounds(40)) == mali.SHADES[0]


@pytest.mark.parametrize("theme", [0, 1])
def test_shades_go_from_the_land_towards_the_brand(theme: int) -> None:
    reds = [int(PALETTE[name][theme][1:3], 16) for name in ("land", *mali.SHADES, "brand")]
    assert reds in (sorted(reds), sorted(reds, reverse=True))


def test_every_older_region_has_a_middle_inside_mali() -> None:
    assert all(-12.3 < lon < 4.3 and 10 < lat < 25 for lon, lat in mali.middles().values())
