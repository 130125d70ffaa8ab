"""The projector’s screens of the demonstration’s next review, of a first real one, and of one that was signed."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from dashboard import database
from dashboard.actors import Actor
from dashboard.errors import DatabaseUnreachable
from dashboard.provenance import Reading
from dashboard.queries import accounts, review_room
from dashboard.queries.review_room import Room
from dashboard.texts import Language
from dashboard.updates import review_entries, reviews
from dashboard.updates.review_entries import Decided
from dashboard.updates.reviews import Terms
from dashboard.views import fetch, presenter
from dashboard.views.first_paint import page_html
from dashboard.views.link_values import Carried
from tests.updates.editors import editor
from tests.updates.review_rows import key

NEXT = 906
pytestmark = pytest.mark.usefixtures("filled")


def room(number: int = NEXT) -> Room:
    with database.reading() as connection:
        return review_room.room(connection, reading=Reading(), number=number)


def shown(number: int = NEXT, language: Language = "fr") -> str:
    return presenter.page(Carried(language, Reading()), {}, room(number)).html


def screen(html: str, name: str) -> str:
    """The words of one screen, spaces as one types them."""
    found = re.search(rf'<article class="screen" data-screen="{name}".*?</article>', html, re.DOTALL)
    assert found
    words = re.sub(r"<(desc|title).*?</\1>|<[^>]+>", " ", found[0])
    return re.sub(r"\s+", " ", words.replace("\u202f", " ").replace("\u00a0", " "))


def fictitious(login: str = "demo:iom") -> Actor:
    with database.reading() as connection:
        found = accounts.by_login(connection, login)
    assert found
    return found


def opened() -> None:
    with database.writing() as connection:
        reviews.open_session(connection, fictitious(), key=key(), number=NEXT)
    fetch.refresh()


def decided(words: str, priority: int | None = 3, count: int = 1) -> None:
    due = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=9)
    with database.writing() as connection:
        for _ in range(count):
            entry = Decided("mmeia", due, priority=priority, fr=words)
            review_entries.add(connection, fictitious(), key=key(), review=NEXT, entry=entry)
    fetch.refresh()


def test_there_is_a_screen_for_the_opening_each_priority_and_the_decisions() -> None:
    names = re.findall(r'<article class="screen" data-screen="([^"]+)"', shown())
    assert tuple(names) == room().screens
    assert len(names) == 11


def test_the_screen_is_the_one_the_projector_was_turned_to_though_no_data_moved() -> None:
    opened()
    shown()
    with database.noting() as connection:
        reviews.show(connection, fictitious(), number=NEXT, screen="priority-4", based_on=1)
    html = shown()
    visible = re.findall(r'<article class="screen" data-screen="([^"]+)" data-title="[^"]*">', html)
    assert visible == ["priority-4"]
    assert 'data-at="priority-4" data-version="2"' in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", (r"Priorité 4 sur 9", r"En retard – 53 % réalisés et acceptés pour \d+ % prévus ; \w+ activités",
                r"Depuis la revue du \d+ octobre 2026", r"46 % → 53 %", r"En retard ou hors délai",
                r"Avant-projet de politique révisée \(fictif\) MMEIA · \d+ jours de retard · échéance le",
                r"Décisions ouvertes", r"905.1 – Soumettre l’avant-projet relu", r"Démonstration – données fictives",
                r"Trait vertical : avancement prévu au")),
        ("en", (r"Priority 4 of 9", r"Late – 53% done and accepted against \d+% planned; \w+ activities late or past",
                r"Since the review of \d+ October 2026", r"46% → 53%", r"Late or past their date",
                r"MMEIA · \d+ days late · due on", r"Open decisions", r"905\.1 – [A-Z]\w+",
                r"Demonstration – fictitious data", r"Vertical line: progress planned by")),
    ],
)  # fmt: skip
def test_a_priority_tells_state_change_delays_with_owners_and_open_decisions(
    language: Language, words: tuple[str, ...]
) -> None:
    told = screen(shown(language=language), "priority-4")
    assert not [each for each in words if not re.search(each, told)]


def test_the_opening_names_day_place_participants_by_institution_and_agenda() -> None:
    told = screen(shown(), "opening")
    for words in ("décembre 2026, Bamako", "MMEIA Secrétariat général", "OIM Direction de la mission",
                  "Ordre du jour", "3. Protection, retours volontaires"):  # fmt: skip
        assert words in told


def test_decisions_of_today_stand_beside_those_of_earlier_reviews() -> None:
    opened()
    decided("Relancer les directions")
    told = screen(shown(), "decisions")
    assert "1 décision prise" in told
    assert "1 – Relancer les directions MMEIA" in screen(shown(), "priority-3")
    assert "1 – Relancer les directions (written in French) MMEIA" in screen(shown(language="en"), "priority-3")
    assert "904.6 – Obtenir un premier rapport" in told


def test_what_has_no_room_is_counted() -> None:
    opened()
    decided("Une décision parmi d’autres", count=40)
    for name in ("decisions", "priority-3"):
        told = screen(shown(), name)
        count = told.count("Une décision parmi d’autres")
        left = [int(number) for number in re.findall(r"et (\d+) autres", told)]
        assert 0 < count < 12
        assert 40 - count in left


def test_what_was_typed_is_never_markup() -> None:
    opened()
    decided("<img src=x onerror=alert(1)>")
    assert "<img" not in shown()


def test_a_first_real_review_shows_what_the_article_prints_and_nothing_fictitious() -> None:
    with database.writing() as connection:
        who = editor(connection, "ministry")
        number = reviews.prepare(connection, who, key=key(), terms=Terms(dt.date(2026, 12, 1), "Bamako"))
    fetch.refresh()
    html = shown(number)
    told = screen(html, "priority-4")
    assert "Imprimé dans l’article «" in told
    assert "C’est la première revue conjointe." in told
    assert "fictif" not in html.lower() + told


def test_a_planned_review_is_a_rehearsal_and_an_open_one_is_not() -> None:
    assert "Répétition" in shown()
    opened()
    assert "Répétition" not in shown()


def test_the_remote_names_every_screen_and_the_one_that_is_shown() -> None:
    opened()
    html = presenter.remote(Carried("fr", Reading()), room())
    names = re.findall(r"<option[^>]*>([^<]+)", html)
    assert names == ["Ouverture", *(f"Priorité {number}" for number in range(1, 10)), "Décisions"]
    assert '<b data-shown role="status">Ouverture</b>' in html
    assert f'href="/review?review={NEXT}&amp;view=presenter"' in html


def test_a_projector_is_drawn_from_what_is_kept_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    found = room()
    before = presenter.page(Carried("fr", Reading()), {}, found).html

    def away(*_: object, **__: object) -> None:
        raise DatabaseUnreachable("The database does not answer.")

    monkeypatch.setattr(review_room, "position", away)
    assert presenter.page(Carried("fr", Reading()), {}, found).html == before


@pytest.mark.parametrize("number", [NEXT, 77])
def test_the_first_paint_of_what_strangers_do_not_have_waits_and_tells_nothing(number: int) -> None:
    paint = page_html("/review", {"review": str(number), "view": "presenter"}) or ""
    assert "<h1>Chargement…</h1>" in paint
    assert "n’existe pas" not in paint
    assert 'class="screen"' not in paint
