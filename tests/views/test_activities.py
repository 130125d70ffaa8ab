"""One activity as HTML: what waits, what is late, and nothing of the data read as markup."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.provenance import Reading
from dashboard.texts import Language
from dashboard.texts.organisations import known_as
from dashboard.views import activities
from dashboard.views.activities import Attached
from dashboard.views.link_values import Carried

DAY = dt.date(2026, 11, 21)
NOTHING = Attached((), (), (), ())
MINISTRY = ("MMEIA", "Ministère des Maliens établis à l’extérieur", "Ministry of Malians Abroad")
UNHCR = ("HCR", "Haut-Commissariat pour les réfugiés", "High Commissioner for Refugees (UNHCR)")


def activity(**values: Any) -> Any:
    row = {
        "activity_key": "a", "priority_number": 3, "title_fr": "Guichet <b>", "title_en": "Desk <b>",
        "deliverable_fr": "guichet ouvert", "deliverable_en": "desk open", "owner_acronym": "MMEIA",
        "owner_fr": MINISTRY[1], "owner_en": MINISTRY[2], "territory_key": None, "territory_fr": None,
        "territory_en": None, "starts_on": dt.date(2026, 3, 1), "due_on": dt.date(2026, 10, 31), "status": "late",
        "planned_pct": 100, "actual_pct": 60, "reported_on": dt.date(2026, 10, 2), "declared_pct": None,
        "declared_on": None, "declared_side": None, "days_late": 21,
    }  # fmt: skip
    return SimpleNamespace(**(row | values))


def shown(row: Any, language: Language = "fr", attached: Attached = NOTHING) -> str:
    html = activities.article(row, attached, Carried(language, Reading(DAY)))
    return html.replace("\u202f", " ").replace("\u00a0", " ")


def test_words_of_the_data_are_never_markup() -> None:
    assert "Guichet &lt;b&gt;" in shown(activity())


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Échéance dépassée de 21 jours"), ("en", "21 days past its date")],
)
def test_what_is_past_its_date_says_by_how_much(language: Language, words: str) -> None:
    assert words in shown(activity(), language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "80 % déclarés par l’OIM le 3 nov. 2026, en attente d’acceptation par le ministère"),
        ("en", "80% declared by IOM on 3 Nov 2026, awaiting acceptance by the ministry"),
    ],
)
def test_what_waits_names_who_declared_and_who_must_answer(language: Language, words: str) -> None:
    row = activity(declared_pct=80, declared_on=dt.date(2026, 11, 3), declared_side="iom")
    assert words in shown(row, language)


def test_unreported_past_its_date_is_said_in_words() -> None:
    html = shown(activity(status="not_reported", actual_pct=None, reported_on=None))
    assert "Échéance dépassée, non renseigné (21 jours)" in html
    assert "Non renseigné" in html


def test_the_bar_is_solid_as_far_as_accepted_then_hatched() -> None:
    bar = activities.bar(activity(declared_pct=80))
    assert 'class="f-crimson" y="3" width="180"' in bar
    assert 'x="180" y="3" width="60"' in bar
    assert "pattern" not in activities.bar(activity(declared_pct=40))


@pytest.mark.parametrize(
    ("organisation", "language", "name"),
    [
        (MINISTRY, "fr", "MMEIA"),
        (MINISTRY, "en", "Ministry of Malians Abroad"),
        (UNHCR, "fr", "HCR"),
        (UNHCR, "en", "UNHCR"),
        ((None, "Société civile", "Civil society"), "fr", "Société civile"),
    ],
)
def test_organisations_go_by_the_name_a_language_knows(
    organisation: tuple[str | None, str, str], language: Language, name: str
) -> None:
    assert known_as(organisation, language) == name


def report(**values: Any) -> Any:
    row = {
        "side": "ministry", "percent": 60, "declared_on": dt.date(2026, 10, 2), "comment_fr": None, "comment_en": None,
        "outcome": None, "verdict_side": None, "decided_on": None, "return_reason": None, "correction_reason": None,
    }  # fmt: skip
    return SimpleNamespace(**(row | values))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "en attente d’acceptation par l’OIM"),
        ({"outcome": "accepted", "verdict_side": "iom", "decided_on": DAY}, "accepté par l’OIM le 21 nov. 2026"),
        ({"outcome": "returned", "verdict_side": "iom", "decided_on": DAY, "return_reason": "pièce manquante"},
         "renvoyé par l’OIM le 21 nov. 2026 : pièce manquante"),
        ({"correction_reason": "faute de frappe"}, "Corrigé : faute de frappe"),
    ],
)  # fmt: skip
def test_the_history_tells_the_answer_to_each_report(answer: dict[str, Any], words: str) -> None:
    assert words in shown(activity(), attached=Attached((), (), (report(**answer),), ()))


def test_milestones_say_whether_they_are_reached() -> None:
    steps = [
        SimpleNamespace(title_fr=name, title_en=name, due_on=day, is_reached=reached)
        for name, day, reached in (("un", DAY, True), ("deux", dt.date(2026, 5, 1), False), ("trois", DAY, False))
    ]
    html = shown(activity(), attached=Attached((), steps, (), ()))
    assert "Jalons : 1 atteint sur 3" in html
    assert [kind in html for kind in ("step reached", "step missed", "step ahead")] == [True, True, True]


def test_served_items_link_to_their_commitment() -> None:
    item = SimpleNamespace(framework_key="cnrm", framework_fr="Cadre national : suite", framework_en="x",
                           item_fr="Objectif 21 : coopérer", item_en="x")  # fmt: skip
    html = shown(activity(), attached=Attached((), (), (), (item,)))
    assert 'href="/frameworks?as-of=2026-11-21&amp;framework=cnrm">Cadre national</a>' in html
    assert "Objectif 21 · " in html


@pytest.mark.parametrize("name", ["comment_fr", "return_reason", "correction_reason"])
def test_what_may_describe_one_person_stays_between_the_two_sides(name: str) -> None:
    answered = {"outcome": "returned", "verdict_side": "iom", "decided_on": DAY}
    for words, is_shown in (("Deux ateliers tenus à Gao.", True), ("Entretien avec Mme Diallo, 76 12 34 56.", False)):
        html = shown(activity(), attached=Attached((), (), [report(**answered | {name: words})], ()))
        assert (words in html) == is_shown
        assert ("[réservé aux deux parties]" in html) != is_shown
