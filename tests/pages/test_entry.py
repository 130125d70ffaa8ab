"""The entry page for editors of either side: what waits, what may be declared, what belongs to the other."""

from __future__ import annotations

import datetime as dt
import html

import pytest

from dashboard import database
from dashboard.actors import Actor
from dashboard.provenance import Reading
from dashboard.queries import accounts
from dashboard.texts import LANGUAGES, Language
from dashboard.views import entry, identity
from dashboard.views.link_values import Carried
from dashboard.views.shown import Shown

pytestmark = pytest.mark.usefixtures("filled")
MINE, THEIRS = "demonstration-return-profile-survey", "demonstration-common-indicators"


def seen(
    patch: pytest.MonkeyPatch, login: str = "demo:ministry", language: Language = "fr",
    reading: Reading = Reading(), **query: str,
) -> Shown:  # fmt: skip
    """The page as that account sees it."""
    with database.reading() as connection:
        reader: Actor | None = accounts.by_login(connection, login)
    patch.setattr(identity, "actor", lambda: reader)
    return entry.page(Carried(language, reading), query)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_waits_is_answered_here_and_is_never_the_sides_own(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    page = seen(monkeypatch, language=language)
    assert page.sentence == {
        "fr": "6 rapports attendent votre réponse", "en": "6 reports wait for your answer"
    }[language]  # fmt: skip
    assert page.html.count('data-act="progress.accept"') == page.html.count('data-act="progress.return"') == 6
    assert page.is_demonstration
    assert page.is_personal


def test_an_activity_of_the_side_has_the_form_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seen(monkeypatch, activity=MINE).html
    assert 'data-act="progress.declare"' in shown
    assert f'name="activity" value="{MINE}"' in shown
    assert 'name="version" value="' in shown
    assert "Ne nommez ni ne décrivez personne" in html.unescape(shown)


def test_an_activity_of_the_other_side_is_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seen(monkeypatch, activity=THEIRS).html
    assert "data-act" not in shown
    assert "Corriger ce rapport" not in shown
    assert "Déclaré par l’OIM" in shown


def test_a_report_is_corrected_from_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = seen(monkeypatch, activity=MINE).html
    number = listed.split("report=")[1].split('"')[0]
    shown = seen(monkeypatch, activity=MINE, report=number).html
    assert 'data-act="progress.correct"' in shown
    assert f'name="report" value="{number}"' in shown
    assert "Version avancée remise aux deux parties pour avis." in shown.split("</textarea>")[0]


def test_an_unknown_activity_or_report_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen(monkeypatch, activity="nowhere").dropped == ("activity",)
    assert 'data-act="progress.declare"' in seen(monkeypatch, activity=MINE, report="999999").html


def test_the_table_has_a_row_for_each_activity_that_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seen(monkeypatch, form="table").html
    assert shown.count("data-row=") == shown.count('name="percent"') > 20


def test_the_page_speaks_of_now_whatever_day_the_others_speak_of(monkeypatch: pytest.MonkeyPatch) -> None:
    page = seen(monkeypatch, reading=Reading(dt.date(2026, 3, 1)))
    assert page.sentence == "6 rapports attendent votre réponse"
    assert "celle-ci parle toujours d’aujourd’hui" in page.html


def test_without_activities_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = seen(monkeypatch, reading=Reading(scope="published"))
    assert page.sentence == "Aucun rapport n’attend votre réponse"
    assert "Aucune activité de votre partie" in page.html
    assert not page.is_demonstration


def test_an_account_without_a_side_has_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "data-act" not in seen(monkeypatch, "demo:communications").html
