"""Two sides at their own machines: declared, returned, corrected, accepted; and what is typed survives what happens."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from dashboard import database
from dashboard.model import Activity, ProgressReport
from dashboard.queries import accounts
from dashboard.updates import sessions
from scripts import chromium, local_server
from scripts.local_server import LocalServer
from tests.browser.conftest import profile
from tests.browser.watcher import Watcher, accessibility_faults
from tests.conftest import ENGINES

MINISTRY, IOM = "demo:ministry", "demo:iom"
SURVEY, CHARTER, DESK, TRAINING, TRANSMISSION, REFERRAL, FUND = (
    f"demonstration-{name}"
    for name in (
        "return-profile-survey", "data-protection-charter", "returnee-desk", "reception-staff-training",
        "regional-transmission", "protected-referral", "microproject-fund",
    )
)  # fmt: skip
on_sqlite = pytest.mark.parametrize("room", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Room:
    """A server, and the database it writes to."""

    server: LocalServer
    address: str
    engine: sa.Engine

    def token(self, login: str) -> str:
        with self.engine.begin() as connection:
            actor = accounts.by_login(connection, login)
            assert actor
            now = dt.datetime.now(dt.UTC)
            return sessions.begin(connection, actor.account_id, secure=False, now=now)

    def reports(self, activity: str) -> list[float]:
        """The percentages declared on an activity, in the order in which they came."""
        of = sa.select(ProgressReport.percent).join(Activity).where(Activity.key == activity)
        with self.engine.connect() as connection:
            return list(connection.scalars(of.order_by(ProgressReport.id)))


Enter = Callable[..., Page]


@pytest.fixture(scope="module", params=ENGINES)
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    url = request.getfixturevalue(f"fresh_{request.param}")("signed")
    address = url.render_as_string(hide_password=False)
    engine = database.connect(url)
    with local_server.serving(address, tmp_path_factory.mktemp("entry") / "server.log") as server:
        yield Room(server, address, engine)
    engine.dispose()


@pytest.fixture
def enter(browser: Browser, room: Room) -> Iterator[Enter]:
    """Opens a link in a browser of somebody's own, signed in."""
    with ExitStack() as closing:

        def opened(login: str, link: str, *, screen: str = "laptop") -> Page:
            context = signed_in(profile(browser, screen, "fr"), room, login)
            closing.callback(context.close)
            page = context.new_page()
            page.goto(room.server.url + link)
            chromium.settle(page)
            return page

        yield opened


def signed_in(context: BrowserContext, room: Room, login: str) -> BrowserContext:
    context.add_cookies([{"name": "session", "value": room.token(login), "url": room.server.url}])
    return context


def declare(page: Page, percent: str, comment: str) -> None:
    page.get_by_label("Avancement").fill(percent)
    page.get_by_label("Ce qui a été fait").fill(comment)
    page.get_by_role("button", name="Déclarer l’avancement").click()


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)
    chromium.settle(page)


def test_a_report_is_declared_returned_corrected_and_accepted(room: Room, enter: Enter) -> None:
    ministry = enter(MINISTRY, f"/entry?activity={SURVEY}")
    watcher = Watcher(ministry, room.server.url)
    declare(ministry, "72,5", "Deux ateliers tenus.")
    said(ministry, "comptera quand l’autre partie")
    iom = enter(IOM, "/entry")
    report = iom.locator("article.report", has_text="Deux ateliers tenus.")
    report.get_by_text("Renvoyer avec un motif").click()
    report.get_by_label("Motif du renvoi").fill("Le compte rendu manque.")
    report.get_by_role("button", name="Renvoyer", exact=True).click()
    said(iom, "lira votre motif")
    ministry.goto(f"{room.server.url}/entry")
    returned = ministry.locator(".unsettled li", has_text="Le compte rendu manque.")
    returned.get_by_role("link", name="Corriger ce rapport").click()
    ministry.get_by_label("Avancement").fill("70")
    ministry.get_by_label("Motif de la correction").fill("Compte rendu joint.")
    ministry.get_by_role("button", name="Envoyer la correction").click()
    said(ministry, "La correction comptera")
    iom.goto(f"{room.server.url}/entry?activity={SURVEY}")
    iom.locator("article.report", has_text="Compte rendu joint.").get_by_role("button", name="Accepter").click()
    said(iom, "compte désormais")
    expect(iom.locator(".sheet-head")).to_contain_text("70")
    assert room.reports(SURVEY)[-2:] == [72.5, 70]
    assert watcher.faults == []


@on_sqlite
def test_the_second_of_two_windows_sees_both_versions_and_chooses(room: Room, enter: Enter) -> None:
    first, second = (enter(MINISTRY, f"/entry?activity={CHARTER}") for _ in range(2))
    declare(first, "81", "Texte du premier.")
    said(first, "Déclaré")
    declare(second, "83", "Texte du second.")
    conflict = second.locator(".conflict")
    expect(conflict).to_contain_text("Texte du premier.")
    expect(conflict).to_contain_text("Texte du second.")
    assert room.reports(CHARTER)[-1] == 81
    conflict.get_by_role("row", name=re.compile("Avancement")).get_by_text("81").click()
    conflict.get_by_role("button", name="Envoyer mon choix").click()
    said(second, "Déclaré")
    assert room.reports(CHARTER)[-2:] == [81, 81]
    expect(second.locator(".history")).to_contain_text("Texte du second.")


def lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()


@on_sqlite
def test_an_answer_that_is_lost_and_a_double_click_are_one_row(room: Room, enter: Enter) -> None:
    page, before = enter(MINISTRY, f"/entry?activity={DESK}"), len(room.reports(DESK))

    page.route("**/desk/**", lose_the_answer, times=1)
    page.get_by_label("Avancement").fill("66")
    page.get_by_role("button", name="Déclarer l’avancement").dblclick()
    expect(page.locator("[data-told]").last).to_contain_text("Aucune réponse")
    assert page.get_by_label("Avancement").input_value() == "66"
    said(page, "Déclaré")
    assert room.reports(DESK)[before:] == [66]


@on_sqlite
def test_a_form_refused_for_a_while_sends_itself_again(room: Room, enter: Enter) -> None:
    page, before = enter(MINISTRY, f"/entry?activity={DESK}"), len(room.reports(DESK))
    refusal = {"fault": "Beaucoup de demandes arrivent en même temps de votre réseau."}
    page.route("**/desk/**", lambda route: route.fulfill(status=429, json=refusal), times=1)
    declare(page, "68", "Refusé d’abord.")
    expect(page.locator("[data-told]").last).to_contain_text("Beaucoup de demandes")
    said(page, "Déclaré")
    assert room.reports(DESK)[before:] == [68]


@on_sqlite
def test_an_answer_that_is_lost_is_settled_before_what_was_changed_since(room: Room, enter: Enter) -> None:
    page, before = enter(MINISTRY, f"/entry?activity={TRAINING}"), len(room.reports(TRAINING))

    page.route("**/desk/**", lose_the_answer, times=1)
    declare(page, "66", "Premier envoi.")
    expect(page.locator("[data-told]").last).to_contain_text("Aucune réponse")
    declare(page, "67", "Changé depuis.")
    expect(page.locator("[data-told]").last).to_contain_text("Votre premier envoi avait bien été enregistré")
    assert page.get_by_label("Ce qui a été fait").input_value() == "Changé depuis."
    assert room.reports(TRAINING)[before:] == [66]


@on_sqlite
def test_a_language_switch_and_an_ended_session_keep_what_is_typed(room: Room, enter: Enter) -> None:
    page = enter(MINISTRY, f"/entry?activity={TRANSMISSION}")
    page.get_by_label("Ce qui a été fait").fill("Phrase à moitié")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label("What was done")).to_have_value("Phrase à moitié")
    expect(page.locator("[data-restored]")).to_contain_text("What you had typed is back")
    page.context.clear_cookies()
    page.get_by_label("Progress").fill("41")
    page.get_by_role("button", name="Declare progress").click()
    expect(page.locator("[data-told]").last).to_contain_text("Your session has ended")
    signed_in(page.context, room, MINISTRY)
    page.reload()
    expect(page.get_by_label("Progress")).to_have_value("41")
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("What was done")).to_have_value("")


@on_sqlite
def test_many_rows_are_typed_with_the_keyboard_and_a_fault_stands_at_its_row(room: Room, enter: Enter) -> None:
    page = enter(MINISTRY, "/entry?form=table")
    fields = page.locator('[name="percent"]')
    fields.first.focus()
    page.keyboard.type("86")
    page.keyboard.press("Enter")
    page.keyboard.type("beaucoup")
    page.get_by_role("button", name="Déclarer les lignes remplies").click()
    expect(page.locator(".row-told")).to_have_count(1)
    expect(page.locator("[data-row]:has(+ .row-told) [name=percent]")).to_have_value("beaucoup")
    fields.nth(1).fill("77")
    page.locator('[name="comment"]').nth(1).fill("Joindre le 76 12 34 56")
    page.get_by_role("button", name="Déclarer les lignes remplies").click()
    expect(page.locator(".row-told")).to_contain_text("numéro de téléphone")


@on_sqlite
def test_what_looks_like_a_person_is_asked_about_once(room: Room, enter: Enter) -> None:
    page, before = enter(IOM, f"/entry?activity={REFERRAL}"), len(room.reports(REFERRAL))
    declare(page, "71", "Écrire à guichet@example.org")
    dialog = page.locator("dialog.question")
    expect(dialog).to_contain_text("adresse électronique")
    dialog.get_by_role("button", name="Non, revenir").click()
    assert room.reports(REFERRAL)[before:] == []
    page.get_by_role("button", name="Déclarer l’avancement").click()
    dialog.get_by_role("button", name="Oui").click()
    said(page, "Déclaré")
    assert room.reports(REFERRAL)[before:] == [71]


@on_sqlite
@pytest.mark.parametrize("link", ["/entry", f"/entry?activity={CHARTER}", "/entry?form=table"])
def test_entry_fits_a_phone_and_has_no_serious_accessibility_fault(enter: Enter, link: str) -> None:
    page = enter(IOM, link, screen="phone")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@on_sqlite
def test_for_others_the_page_is_as_unknown_as_any_address(room: Room, enter: Enter) -> None:
    page = enter("demo:communications", "/entry")
    expect(page.locator(".notice")).to_contain_text("Il n’y a pas de page à cette adresse")
    expect(page.get_by_test_id("stSidebarNav").get_by_text("Saisie")).to_have_count(0)
    assert "rapport attend" not in page.content()


@on_sqlite
def test_a_server_that_stops_in_mid_form_comes_back_to_the_same_text_and_one_row(
    browser: Browser, room: Room, tmp_path: Path
) -> None:
    """A second server over the same database, so that it can be stopped."""
    port, log = local_server.free_port(), tmp_path / "server.log"
    context, before = profile(browser, "laptop", "fr"), len(room.reports(FUND))
    with local_server.serving(room.address, log, port=port) as server:
        context.add_cookies([{"name": "session", "value": room.token(MINISTRY), "url": server.url}])
        page = context.new_page()
        page.goto(f"{server.url}/entry?activity={FUND}")
        page.get_by_label("Ce qui a été fait").fill("Écrit avant l’arrêt.")
    declare(page, "64", "Écrit avant et après l’arrêt.")
    expect(page.locator("[data-told]").last).to_contain_text("Aucune réponse")
    assert room.reports(FUND)[before:] == []
    with local_server.serving(room.address, log, port=port):
        expect(page.locator("[data-said]")).to_contain_text("Déclaré", timeout=30_000)
        assert room.reports(FUND)[before:] == [64]
    context.close()
