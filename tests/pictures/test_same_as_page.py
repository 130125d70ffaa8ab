"""A picture taken by its key is the one that its page shows for the same link: words, numbers, order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from dashboard import database, pictures
from dashboard.errors import UnknownFilter
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language
from dashboard.views import fetch
from dashboard.views.first_paint import page_html
from dashboard.views.markup import esc, tied
from dashboard.views.picture import data_table

pytestmark = pytest.mark.usefixtures("read_only")
LINKS: dict[str, tuple[dict[str, str], ...]] = {
    "roadmap.timeline": ({"priority": "1"}, {"priority": "4"}),
    "roadmap.over_time": ({"priority": "1"}, {"priority": "7"}),
    "returns.by_month": ({"category": "returns_expelled", "country": "CI"}, {"from": "2025-01", "to": "2025-06"}),
    "returns.by_country": ({"category": "returns_repatriated", "sex": "f", "age": "18-34"}, {"region": "kayes"}),
    "returns.by_age_and_sex": ({"form": "vhr"}, {"sex": "m", "region": "gao", "from": "2026-01"}),
    "returns.by_region": ({"country": "NE"}, {"category": "returns_expelled", "to": "2026-03"}),
    "returns.routes": ({"age": "0-17"}, {"category": "returns_repatriated", "to": "2025-02"}),
    "reintegration.funnel": ({"region": "kayes", "sex": "f"},),
    "reintegration.by_month": ({"from": "2025-03", "to": "2026-03"},),
    "reintegration.lag": ({"country": "LY"},),
    "reintegration.by_form": ({"age": "60+"},),
    "reintegration.by_region": ({"country": "NE", "sex": "m"},),
    "territories.by_region": ({"measure": "returns"}, {"measure": "reintegration"}),
    "territories.map": ({"measure": "returns"},),
}
"""Beside the link without any filter."""
ALONE_ON_ITS_PAGE = {"roadmap.timeline", "roadmap.over_time"}
"""Their page shows no priority until one is asked for; the picture is then of the first."""
ON_THE_PROJECTOR = {"roadmap.activities"}
"""Their page shows them to the editors of a session, as large as the room needs them."""
DRAWN_BY_THE_BROWSER = {"returns.routes_map"}
"""Their page draws the same routes itself, on demand, as a map that turns."""
APART = ALONE_ON_ITS_PAGE | ON_THE_PROJECTOR | DRAWN_BY_THE_BROWSER


@pytest.fixture(scope="module")
def read_only(full_database: sa.URL) -> Iterator[None]:
    """The program’s own database is the full one; these tests write nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", full_database.render_as_string(hide_password=False))
        database.forget()
        fetch.forget()
        yield
    database.forget()
    fetch.forget()


def cases() -> list[tuple[str, dict[str, str]]]:
    plain: list[tuple[str, dict[str, str]]] = [
        (entry.key, {}) for entry in pictures.entries() if entry.key not in APART
    ]
    return [*plain, *((key, link) for key, links in LINKS.items() for link in links)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "link"), cases(), ids=str)
def test_a_picture_is_the_one_of_its_page(
    key: str, link: dict[str, str], language: Language, ask: Ask, reading: Reading
) -> None:
    found = pictures.picture(key, ask, reading=reading, language=language, filters=link)
    page = page_html(pictures.entry(key).page, link | {"language": language, "as-of": reading.day.isoformat()}) or ""
    entry = pictures.entry(key)
    assert f'<p class="subtitle">{esc(tied(found.subtitle))}</p>' in page
    if entry.finding:  # the page says it over everything
        assert f"<h1>{esc(tied(found.title))}</h1>" in page
        found = replace(found, title=entry.titled(language))
    assert data_table(found) in page  # its caption is the title


@pytest.mark.parametrize(
    ("key", "link"),
    [
        ("returns.by_region", {"region": "kayes"}),
        ("returns.by_country", {"category": "returns_expelled", "country": "CI"}),
        ("reintegration.by_region", {"region": "kayes"}),
    ],
)
def test_a_picture_that_its_page_leaves_out_is_refused(
    key: str, link: dict[str, str], ask: Ask, reading: Reading
) -> None:
    page = page_html(pictures.entry(key).page, link | {"as-of": reading.day.isoformat()}) or ""
    assert f'id="{key.replace(".", "-")}"' not in page
    with pytest.raises(UnknownFilter):
        pictures.picture(key, ask, reading=reading, language="fr", filters=link)
