"""A whole joint review, two people on two browsers: declared, returned, corrected, accepted, shown, decided, signed,
verified, carried away, and still the same when the data have moved on.

On SQLite they have passwords; on PostgreSQL they come through a real OpenID Connect provider.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from dashboard import command, database
from scripts import chromium, local_server
from tests.browser.test_provider import opened as opened_without_styles
from tests.browser.test_provider import sign_in as through_the_provider
from tests.browser.watcher import Watcher
from tests.conftest import ENGINES
from tests.door.oidc import house

PEOPLE = {"ministre": ("ministry", "ministry_editor"), "mission": ("iom", "iom_editor")}
SURVEY = "demonstration-return-profile-survey"
REVIEW = "/review?review=906"
DECISION = "Publier l’enquête sur les profils de retour."
PASSWORD = "baobab-karité-fonio-2026"
TWO_SECONDS = 2000


@dataclass(frozen=True)
class Place:
    """Where the dashboard answers, and how somebody signs in there."""

    url: str
    database_url: str
    enter: Callable[[Page, str], None]

    def command(self, *words: str) -> int:
        with patch.dict(os.environ, DATABASE_URL=self.database_url):
            database.forget()
            status = command.main(words)
            database.forget()
        return status


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    url = request.getfixturevalue(f"fresh_{request.param}")("signed").render_as_string(hide_password=False)
    with {"sqlite": with_passwords, "postgresql": with_a_provider}[request.param](url, tmp_path) as opened:
        yield opened


@contextmanager
def with_passwords(url: str, folder: Path) -> Iterator[Place]:
    with local_server.serving(url, folder / "server.log") as server:
        made = Place(server.url, url, type_the_password)
        for login, (side, role) in PEOPLE.items():
            with patch("sys.stdin", io.StringIO(f"{PASSWORD}\n")):
                words = ("--name", login.title(), "--side", side, "--role", role, "--password-stdin")
                assert made.command("account", "add", login, *words) == 0
        yield made


@contextmanager
def with_a_provider(url: str, folder: Path) -> Iterator[Place]:
    with house(url, folder) as our:
        for login, (side, role) in PEOPLE.items():
            our.account(login, "--side", side, "--role", role)
        yield Place(our.server.url, url, lambda page, login: through_the_provider(page, our, login))


def type_the_password(page: Page, login: str) -> None:
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button").click()


def signed_in(browser: Browser, place: Place, login: str, screen: str = "laptop") -> Page:
    page = opened_without_styles(browser, screen)
    page.goto(f"{place.url}/sign-in")
    place.enter(page, login)
    chromium.settle(page)
    return page


def at(page: Page, place: Place, link: str) -> Page:
    page.goto(place.url + link)
    chromium.settle(page)
    return page


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)
    chromium.settle(page)


def confirmed(page: Page, words: str) -> None:
    """Press, and answer the one question with yes."""
    page.get_by_role("button", name=words).first.click()
    page.locator("dialog[open] button").first.click()


def agree_on_progress(place: Place, ministry: Page, iom: Page) -> None:
    """Declared, returned with a reason, corrected, accepted."""
    at(ministry, place, f"/entry?activity={SURVEY}")
    ministry.get_by_label("Avancement").fill("72")
    ministry.get_by_label("Ce qui a été fait").fill("Deux ateliers tenus.")
    ministry.get_by_role("button", name="Déclarer l’avancement").click()
    said(ministry, "comptera quand l’autre partie")
    at(iom, place, f"/entry?activity={SURVEY}")
    report = iom.locator("article.report", has_text="Deux ateliers tenus.")
    report.get_by_text("Renvoyer avec un motif").click()
    report.get_by_label("Motif du renvoi").fill("Le compte rendu manque.")
    report.get_by_role("button", name="Renvoyer", exact=True).click()
    said(iom, "lira votre motif")
    at(ministry, place, "/entry")
    returned = ministry.locator(".unsettled li", has_text="Le compte rendu manque.")
    returned.get_by_role("link", name="Corriger ce rapport").click()
    ministry.get_by_label("Avancement").fill("71")
    ministry.get_by_label("Motif de la correction").fill("Compte rendu joint.")
    ministry.get_by_role("button", name="Envoyer la correction").click()
    said(ministry, "La correction comptera")
    accept(place, iom, "Compte rendu joint.")


def accept(place: Place, page: Page, words: str) -> None:
    at(page, place, f"/entry?activity={SURVEY}")
    page.locator("article.report", has_text=words).get_by_role("button", name="Accepter").click()
    said(page, "compte désormais")


def hold(place: Place, recorder: Page, projector: Page) -> None:
    """The session opens, the projector is turned from either side, a decision is written down and is seen there."""
    at(recorder, place, REVIEW)
    confirmed(recorder, "Ouvrir la séance")
    said(recorder, "La séance est ouverte")
    at(projector, place, f"{REVIEW}&view=presenter")
    projector.wait_for_selector(".presenter")
    projector.keyboard.press("2")
    expect(recorder.locator("[data-shown]")).to_have_text("Priorité 2", timeout=TWO_SECONDS)
    at(recorder, place, f"{REVIEW}&at=priority-2")
    recorder.get_by_label("Décision, en français").fill(DECISION)
    recorder.locator('select[name="organisation"]').first.select_option("mmeia")
    due = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)
    recorder.locator('input[name="due_on"]').first.fill(due.isoformat())
    recorder.get_by_role("button", name="Enregistrer la décision").click()
    said(recorder, "La décision est enregistrée")
    expect(projector.locator('.screen[data-screen="priority-2"]')).to_contain_text(DECISION)


def sign(place: Place, page: Page, side: str, function: str) -> str:
    """The digest that was signed."""
    at(page, place, f"{REVIEW}&view=sign")
    page.wait_for_selector(".signing")
    page.get_by_label("Fonction, en français").fill(function)
    confirmed(page, f"Signer pour {side}")
    page.wait_for_selector(".signing [data-signed], .record .verified")
    chromium.settle(page)
    return digest(page)


def digest(page: Page) -> str:
    found = page.locator("[data-copy]", has_text="empreinte").first.get_attribute("data-copy")
    assert found
    assert len(found) == 64
    return found


def carried_away(page: Page, form: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f'a[data-file][href*="minutes.{form}"]').first.click()
    return waiting.value.path().read_bytes()


def test_two_people_play_a_whole_review(browser: Browser, place: Place) -> None:
    ministry, iom = (signed_in(browser, place, login) for login in PEOPLE)
    projector = signed_in(browser, place, "mission", "projector")
    watchers = [Watcher(page, place.url) for page in (ministry, iom, projector)]
    agree_on_progress(place, ministry, iom)
    hold(place, ministry, projector)
    first = sign(place, ministry, "le ministère", "Secrétariat général")
    assert sign(place, iom, "l’OIM", "Direction de la mission") == first
    assert place.command("review", "verify", "906") == 0

    at(ministry, place, REVIEW)
    minutes, pdf = carried_away(ministry, "docx"), carried_away(ministry, "pdf")
    assert DECISION in document_words(minutes)
    assert DECISION in pdf_words(pdf)
    record = ministry.locator(".record").inner_text()

    at(ministry, place, f"/entry?activity={SURVEY}")
    ministry.get_by_label("Avancement").fill("95")
    ministry.get_by_label("Ce qui a été fait").fill("Après la séance.")
    ministry.get_by_role("button", name="Déclarer l’avancement").click()
    said(ministry, "comptera quand l’autre partie")
    accept(place, iom, "Après la séance.")
    at(iom, place, REVIEW)
    assert iom.locator(".record").inner_text() == record
    assert digest(iom) == first
    assert carried_away(iom, "docx") == minutes
    assert place.command("review", "verify", "906") == 0

    at(iom, place, f"{REVIEW}&since=905")
    row = iom.get_by_role("row", name="Enquête sur les profils de retour (fictive)")
    expect(row).to_contain_text("71")
    expect(row).not_to_contain_text("95")
    assert [fault for watcher in watchers for fault in watcher.faults] == []


def document_words(minutes: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(minutes)) as parts:
        return parts.read("word/document.xml").decode()


def pdf_words(minutes: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(minutes)).pages).split())
