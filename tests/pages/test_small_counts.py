"""The section of small counts: there for whoever may see them, without a count in it; for anybody else not a trace."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Mapping
from typing import Any, get_args

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import database
from dashboard.actors import MACHINE, Role
from dashboard.provenance import Reading
from dashboard.queries.registers import Part
from dashboard.texts import LANGUAGES, Language
from dashboard.updates import accounts, sessions
from dashboard.updates.small_counts import look
from dashboard.views import administration, first_paint, identity
from dashboard.views.link_values import Carried
from tests.databases import TODAY
from tests.pages.opened import FRAME
from tests.updates.people import cheap_hashes, made

__all__ = ["cheap_hashes"]
pytestmark = pytest.mark.usefixtures("filled")
PAGES = ["returns", "reintegration"]
TRACE = re.compile(r"small-counts|small_counts|Petits effectifs|Small counts|effectifs réels|true counts")
OTHER_ROLES = [role for role in get_args(Role) if role != "protection"]


def entered(role: Role) -> dict[str, str]:
    """The cookie of somebody with that role."""
    sides: Any = {"ministry_editor": "ministry", "iom_editor": "iom"}
    with database.writing() as connection:
        actor = made(connection, "awa", role, side=sides.get(role))
        token = sessions.begin(connection, actor.account_id, secure=False, now=dt.datetime.now(dt.UTC))
    return {identity.PLAIN_COOKIE: token}


def seen(app: AppTest, page: str, **query: str) -> str:
    app.run()
    app.switch_page(f"../pages/{page}.py")
    for name, value in ({"as-of": TODAY.isoformat()} | query).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    blocks = [element for element in app.main if element.type == "bidi_component"]
    return "".join(json.loads(block.proto.bytes).get("html", "") for block in blocks)


def browser(patch: pytest.MonkeyPatch, cookies: Mapping[str, str]) -> AppTest:
    patch.setattr(type(st.context), "cookies", property(lambda _context: cookies))
    return AppTest.from_file(str(FRAME), default_timeout=60)


def section_of(markup: str) -> str:
    found = re.search(r'<section class="small-counts".*?</section>', markup)
    assert found, "there is no section"
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_protection_finds_a_closed_section_with_a_warning_and_no_count(
    monkeypatch: pytest.MonkeyPatch, page: str, language: Language
) -> None:
    section = section_of(seen(browser(monkeypatch, entered("protection")), page, language=language, sex="f"))
    assert {"fr": "Petits effectifs", "en": "Small counts"}[language] in section
    assert {"fr": "Chaque consultation est enregistrée", "en": "Each look is recorded"}[language] in section
    assert "<table" not in section
    assert "<details open" not in section
    assert "&quot;sex&quot;: &quot;f&quot;" in section


@pytest.mark.parametrize("role", OTHER_ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_another_role_sees_no_trace_even_by_a_link_that_asks(
    monkeypatch: pytest.MonkeyPatch, page: str, role: Role
) -> None:
    app = browser(monkeypatch, entered(role))
    assert not TRACE.search(seen(app, page, counts="shown"))


def test_signing_out_elsewhere_takes_the_section_away_at_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    app = browser(monkeypatch, entered("protection"))
    section_of(seen(app, "returns"))
    with database.writing() as connection:
        accounts.sign_out(connection, MACHINE, "awa")
    assert not TRACE.search(seen(app, "returns"))


@pytest.mark.parametrize("scope", ["published", "all"])
def test_where_nothing_is_hidden_from_readers_there_is_no_section(monkeypatch: pytest.MonkeyPatch, scope: str) -> None:
    markup = seen(browser(monkeypatch, entered("protection")), "returns", scope=scope)
    assert bool(TRACE.search(markup)) is (scope == "all")


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("page", PAGES)
def test_the_first_paint_holds_the_rounded_table_and_no_trace_of_the_section(page: str, is_known: bool) -> None:
    paint = first_paint.page_html(f"/{page}", {"as-of": TODAY.isoformat()}, is_known=is_known)
    assert paint
    assert "arrondis à la dizaine, chacun séparément (11 devient 10)" in paint
    assert not TRACE.search(paint)


@pytest.mark.parametrize("page", PAGES)
def test_readers_are_told_multiples_of_ten_and_nothing_under_eleven(page: str) -> None:
    paint = first_paint.page_html(f"/{page}", {"as-of": TODAY.isoformat()}) or ""
    protected = re.search(r'<section class="protected">.*?</section>', paint)
    assert protected
    told = re.findall(r'<td class="num">(.*?)</td>', protected[0])
    assert re.search(r"personnes\s· registre entier.: \w+\s20\d\d – \w+\s20\d\d", protected[0])
    hidden = "&lt;\u202f11"
    assert {hidden} < set(told)
    assert all(int(words) % 10 == 0 for words in told if words != hidden)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Petits effectifs consultés", "page Retours", "filtres novembre 2025", "registres Enfants non accomp")),
        ("en", ("Small counts looked at", "page Returns", "filters novembre 2025", "registers Enfants non accomp")),
    ],
)
def test_a_look_is_read_in_words_in_the_audit_log(
    monkeypatch: pytest.MonkeyPatch, language: Language, words: tuple[str, ...]
) -> None:
    with database.writing() as connection:
        actor = made(connection, "awa", "protection", "administrator", side="ministry")
        look(connection, actor, page="returns", part=Part(202511, 202610), told="novembre 2025 – octobre 2026 · Niger",
             reading=Reading(TODAY), language="fr")  # fmt: skip
    monkeypatch.setattr(identity, "actor", lambda: actor)
    shown = administration.page(Carried(language, Reading()), {"part": "journal", "act": "small_counts_seen"})
    bare = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown.html)))
    assert [one for one in words if one not in bare] == []
    assert "awa" in bare
