"""The administration page: each part in both languages, for administrators, with nothing typed becoming markup."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database, providers
from dashboard.actors import MACHINE, Actor
from dashboard.database import sealing
from dashboard.errors import NotAllowed
from dashboard.provenance import Reading
from dashboard.queries import accounts as found
from dashboard.texts import LANGUAGES, Language
from dashboard.updates import accounts, backups, events, settings
from dashboard.views import administration, fetch, identity, site_map
from dashboard.views.journal_words import ACTIONS
from dashboard.views.link_values import Carried
from dashboard.views.shown import Shown
from tests.updates.people import cheap_hashes, made

__all__ = ["cheap_hashes"]
ROOT = Path(__file__).parents[2]
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def people(configured: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_BACKUPS", str(tmp_path / "kept"))
    fetch.forget()
    with database.writing() as connection:
        made(connection, "chief", "administrator")
        made(connection, "awa", "ministry_editor", side="ministry")


def seen(patch: pytest.MonkeyPatch, language: Language = "fr", login: str = "chief", **query: str) -> Shown:
    """The page as that account sees it."""
    with database.reading() as connection:
        reader: Actor | None = found.by_login(connection, login)
    patch.setattr(identity, "actor", lambda: reader)
    return administration.page(Carried(language, Reading()), query)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("part", "acts"),
    [
        ("accounts", {"account.add"}),
        ("settings", {"setting.change"}),
        ("copies", {"database.copy"}),
        ("journal", set()),
    ],
)
def test_each_part_has_its_forms(
    monkeypatch: pytest.MonkeyPatch, language: Language, part: str, acts: set[str]
) -> None:
    monkeypatch.setattr(backups, "hindrance", lambda: None)
    shown = seen(monkeypatch, language, part=part)
    assert set(re.findall(r'data-act="([^"]+)"', shown.html)) == acts
    assert shown.is_personal
    assert not shown.dropped


def test_an_account_has_its_rights_in_the_form_with_their_version(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seen(monkeypatch, account="awa")
    assert re.findall(r'value="(\w+)" checked', shown.html) == ["ministry_editor"]
    assert 'name="version" value="ministry:ministry_editor"' in shown.html
    assert set(re.findall(r'data-act="account\.([^"]+)"', shown.html)) == {"rights", "password", "sign_out", "close"}
    asked = [html.unescape(words) for words in re.findall(r'data-confirm="([^"]+)"', shown.html)]
    assert len(asked) == 4
    assert all("awa" in words for words in asked)


def test_a_closed_account_is_opened_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as connection:
        accounts.disable(connection, MACHINE, "awa")
    shown = seen(monkeypatch, account="awa")
    assert re.findall(r'data-act="([^"]+)"', shown.html) == ["account.open"]


def test_an_account_of_a_provider_is_bound_and_has_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "configured", lambda: (object(),))
    shown = seen(monkeypatch, account="awa")
    assert "account.bind" in shown.html
    assert "account.password" not in shown.html


def test_an_account_that_is_not_there_is_dropped_from_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seen(monkeypatch, account="nobody", part="accounts")
    assert shown.dropped == ("account",)
    assert "account.add" in shown.html


@pytest.mark.parametrize("name", ["part", "side", "from", "until", "below"])
def test_link_values_that_mean_nothing_are_dropped(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert name in seen(monkeypatch, "fr", "chief", **({"part": "journal"} | {name: "31/02"})).dropped


def test_the_log_is_read_by_filter_with_before_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as connection:
        settings.change(connection, MACHINE, "session-hours", "7")
    shown = seen(monkeypatch, part="journal", act="setting_changed")
    assert shown.sentence == "1 événement"
    assert "<del>12</del> → <ins>7</ins>" in shown.html
    assert "Réglage modifié" in shown.html


def test_the_log_goes_on_by_link_and_keeps_its_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as connection:
        for number in range(60):
            events.record(connection, None, "signed_out", "account", f"a{number}")
    first = seen(monkeypatch, part="journal", act="signed_out").html
    (below,) = re.findall(r"act=signed_out&amp;below=(\d+)", first)
    second = seen(monkeypatch, part="journal", act="signed_out", below=below).html
    assert [len(re.findall('<th scope="row"', page)) for page in (first, second)] == [50, 10]


def test_what_was_typed_is_text_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as connection:
        events.record(connection, None, HOSTILE, HOSTILE, HOSTILE, before={HOSTILE: HOSTILE}, after=HOSTILE,
                      reason=HOSTILE)  # fmt: skip
    shown = seen(monkeypatch, part="journal", about=HOSTILE, who=HOSTILE)
    assert "<img" not in shown.html
    assert "<img" not in seen(monkeypatch, part="journal").html


def test_every_act_that_the_code_records_has_its_words() -> None:
    code = "".join(path.read_text("utf-8") for path in ROOT.glob("dashboard/updates/**/*.py"))
    named = set(re.findall(r'events\.record\(\s*[^"()]*?,\s*"([a-z_]+)"', code))
    assert {"roles_changed", "review_signed", "demonstration_cleared"} <= named
    assert named <= set(ACTIONS)


@pytest.mark.parametrize("login", ["awa", "nobody"])
def test_nobody_else_sees_any_of_it(monkeypatch: pytest.MonkeyPatch, login: str) -> None:
    with pytest.raises(NotAllowed):
        seen(monkeypatch, login=login)


def test_the_page_exists_for_administrators_only() -> None:
    assert site_map.BY_KEY["administration"].is_open_to({"administrator"})
    assert not site_map.BY_KEY["administration"].is_open_to({"ministry_editor", "protection", "reader"})


def test_copies_are_listed_and_one_that_shrank_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    for name, size in (("a.sqlite", 4_000_000), ("b.sqlite", 1_500_000)):
        (folder / name).write_bytes(b"x" * size)
    shown = seen(monkeypatch, part="copies")
    assert f"le {dt.datetime.now(dt.UTC).day}" in shown.sentence.replace("date du", "le")
    assert "1,5 Mo" in shown.html
    assert shown.html.count("moins de la moitié") == 1
    assert 'href="/desk/copies/b.sqlite" download' in shown.html


def test_encrypted_copies_are_marked_and_the_command_asks_for_their_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a.sqlite.age").write_bytes(sealing.START)
    monkeypatch.setenv(sealing.SETTING, "age1nothing")
    shown = seen(monkeypatch, part="copies")
    assert "a.sqlite.age</a> <small>chiffrée</small>" in shown.html
    assert "restore FICHIER --identity" in html.unescape(shown.html)
    assert f"{sealing.SETTING} n’est pas une clé publique" in html.unescape(shown.html)
    assert "database.copy" not in shown.html


def test_where_no_copy_can_be_made_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    shown = seen(monkeypatch, part="copies")
    is_server = database.url().get_backend_name() == "postgresql"
    assert ("postgresql-client" in shown.html) == is_server
    assert ("database.copy" in shown.html) != is_server
