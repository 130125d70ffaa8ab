"""A file on its whole way in a real browser: dropped, asked about, accepted, seen on a page, withdrawn, gone again."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from dashboard.actors import MACHINE
from dashboard.model import Batch, ImportDraft, Tally
from dashboard.queries import accounts
from dashboard.updates import settings
from scripts import chromium, local_server
from tests.browser.conftest import profile
from tests.browser.test_entry import Enter, Room, enter, on_sqlite, room, said
from tests.browser.watcher import Watcher, accessibility_faults
from tests.updates import editors

__all__ = ["enter", "room"]
FICTITIOUS, MINISTRY, IOM = "demo:ministry", "ministry.editor", "iom.editor"
HEAD = "Mois;Région;Pays de provenance;Sexe;Tranche d'âge;Effectif"
REGIONS, MONTHS = ("Gao", "Kayes", "Ségou", "Bamako"), ("01/2026", "02/2026", "03/2026")
HOSTILE = "<img src=x onerror=alert(1)>"
PICTURE = "#returns-by_month svg.wide"


def register(
    folder: Path, name: str = "retours.csv", *, people: int = 40, more: str = "", head: str = HEAD
) -> Path:  # fmt: skip
    """A register of returns as a ministry keeps it: Windows-1252, semicolons, a title above, a total below."""
    rows = [
        f"{month};{region};Niger;{sex};18-34;{people + place}"
        for place, (month, region, sex) in enumerate(itertools.product(MONTHS, REGIONS, "FH"))
    ]
    path = folder / name
    path.write_bytes("\r\n".join(["Registre des retours assistés", head, *rows, more]).encode("cp1252"))
    return path


def drop(page: Page, path: Path) -> None:
    """As with a mouse: the file falls on the zone."""
    made = "([name, bytes]) => { const moved = new DataTransfer();"
    made += " moved.items.add(new File([new Uint8Array(bytes)], name)); return moved; }"
    moved = page.evaluate_handle(made, [path.name, list(path.read_bytes())])
    page.dispatch_event(".drop", "dragover", {"dataTransfer": moved})
    page.dispatch_event(".drop", "drop", {"dataTransfer": moved})


def bring(page: Page, room: Room, path: Path) -> None:
    page.goto(f"{room.server.url}/entry?form=file")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.locator(".asked, .checked, .refusal").first).to_be_visible(timeout=30_000)


def answer(page: Page) -> None:
    """The one question of the register, where it is asked."""
    page.get_by_label("Retour volontaire assisté", exact=True).check()
    page.get_by_role("button", name="Poursuivre avec ces réponses").click()
    expect(page.locator(".checked")).to_be_visible(timeout=30_000)


def name_source(page: Page) -> None:
    page.get_by_label("Titre en français").fill("Registre des retours assistés")
    page.get_by_label("Publié ou tenu par").fill("Cellule de suivi")


def confirm(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("button", name="Oui").click()


def picture(page: Page, room: Room) -> str:
    page.goto(f"{room.server.url}/returns?from=2026-01&to=2026-03")
    chromium.settle(page)
    return page.locator(PICTURE).first.inner_html()


def imported(room: Room) -> int:
    """Real register cells in force that files brought."""
    of_files = sa.select(sa.func.count()).select_from(Tally).join(Batch, Batch.id == Tally.batch_id)
    with room.engine.connect() as connection:
        real = of_files.where(Batch.kind == "import", Tally.is_demonstration.is_(False))
        return connection.scalar(real.where(Tally.superseded_by.is_(None))) or 0


@on_sqlite
def test_what_a_demonstration_account_brings_is_said_to_be_fictitious(room: Room, enter: Enter, tmp_path: Path) -> None:
    page = enter(FICTITIOUS, "/entry")
    bring(page, room, register(tmp_path, "essai.csv"))
    page.get_by_label("Retenir ces réponses sous le nom").fill("")
    answer(page)
    expect(page.locator(".accepting")).to_contain_text("rejoint le jeu de démonstration")
    page.get_by_label("Motif du remplacement").fill("Essai.")
    confirm(page, "Accepter et enregistrer 24 lignes")
    said(page, "tous les lecteurs le voient")
    expect(page.locator(".page-head")).to_contain_text("Démonstration – données fictives")
    page.get_by_role("link", name="Retours par mois").click()
    expect(page.locator(".page-head")).to_contain_text("Démonstration – données fictives")


@pytest.fixture
def people(room: Room) -> None:
    """An editor of each side; from then on the accounts of the demonstration are shut."""
    with room.engine.begin() as connection:
        if accounts.by_login(connection, IOM) is None:
            for side in ("ministry", "iom"):
                editors.editor(connection, side)


@pytest.mark.usefixtures("people")
def test_a_dropped_file_moves_the_picture_and_its_withdrawal_moves_it_back(
    room: Room, enter: Enter, tmp_path: Path
) -> None:
    page = enter(MINISTRY, "/entry")
    watcher = Watcher(page, room.server.url)
    before = picture(page, room)
    page.goto(f"{room.server.url}/entry")
    page.get_by_role("link", name="Importer un fichier").click()
    expect(page.locator(".drop")).to_be_visible()
    assert accessibility_faults(page) == []
    drop(page, register(tmp_path))
    expect(page.locator("h1")).to_contain_text("1 question sur « retours.csv »", timeout=30_000)
    assert accessibility_faults(page) == []
    answer(page)
    expect(page.locator(".compared-with")).to_contain_text(re.compile(r"\d+ ajoutées"))
    assert accessibility_faults(page) == []
    assert (picture(page, room), imported(room)) == (before, 0)
    page.go_back()
    name_source(page)
    confirm(page, "Accepter et enregistrer 24 lignes")
    said(page, "tous les lecteurs le voient")
    assert accessibility_faults(page) == []
    batch = page.url
    page.get_by_role("link", name="Retours par mois").click()
    expect(page.locator("#returns-by_month").first).to_be_visible()
    assert (picture(page, room) != before, imported(room)) == (True, 24)
    page.goto(batch)
    page.get_by_text("Retirer tout le fichier").click()
    page.get_by_label("Motif du retrait").fill("Registre remplacé.")
    confirm(page, "Retirer ce fichier")
    said(page, "Retiré")
    assert (picture(page, room), imported(room)) == (before, 0)
    assert watcher.faults == []


@on_sqlite
@pytest.mark.usefixtures("people")
def test_answers_remembered_are_not_asked_again(room: Room, enter: Enter, tmp_path: Path) -> None:
    page = enter(IOM, "/entry")
    bring(page, room, register(tmp_path, "premier.csv", people=70))
    if page.locator(".asked").count():
        answer(page)
    bring(page, room, register(tmp_path, "second.csv", people=90))
    expect(page.locator("h1")).to_contain_text("24 lignes, aucune erreur", timeout=30_000)
    expect(page.locator(".understood")).to_contain_text("celles retenues sous")


@on_sqlite
@pytest.mark.usefixtures("people")
def test_a_form_left_open_is_told_what_came_in_meanwhile(room: Room, enter: Enter, tmp_path: Path) -> None:
    first, second = enter(MINISTRY, "/entry"), enter(IOM, "/entry")
    bring(first, room, register(tmp_path, "ancien.csv", people=110))
    bring(second, room, register(tmp_path, "recent.csv", people=130))
    for page in (first, second):
        if page.locator(".asked").count():
            answer(page)
        name_source(page)
    confirm(second, "Accepter et enregistrer 24 lignes")
    said(second, "tous les lecteurs le voient")
    confirm(first, "Accepter et enregistrer 24 lignes")
    expect(first.locator(".accepting [data-told]")).to_contain_text("« recent.csv » a été accepté")
    first.get_by_role("link", name="Voir l’état actuel").click()
    expect(first.locator(".compared-with")).to_contain_text("24 remplacées", timeout=15_000)
    expect(first.get_by_label("Titre en français")).to_have_value("Registre des retours assistés")
    second.get_by_text("Retirer tout le fichier").click()
    second.get_by_label("Motif du retrait").fill("Essai.")
    confirm(second, "Retirer ce fichier")
    said(second, "Retiré")


@on_sqlite
@pytest.mark.usefixtures("people")
def test_where_both_sides_accept_one_proposes_and_the_other_agrees_or_returns(
    room: Room, enter: Enter, tmp_path: Path
) -> None:
    with room.engine.begin() as connection:
        settings.change(connection, MACHINE, "import-acceptance", "both")
    mine, theirs = enter(MINISTRY, "/entry"), enter(IOM, "/entry")
    bring(mine, room, register(tmp_path, "accord.csv", people=150))
    if mine.locator(".asked").count():
        answer(mine)
    name_source(mine)
    confirm(mine, "Proposer 24 lignes pour accord")
    said(mine, "dès l’accord de l’autre partie")
    theirs.goto(f"{room.server.url}/entry")
    theirs.get_by_role("link", name="accord.csv").click()
    expect(theirs.locator("h1")).to_contain_text("vous est proposé par le ministère")
    theirs.get_by_text("Renvoyer avec un motif").click()
    theirs.get_by_label("Motif du renvoi").fill("Le mois de mars manque.")
    theirs.get_by_role("button", name="Renvoyer", exact=True).click()
    said(theirs, "lira votre motif")
    mine.reload()
    expect(mine.locator(".notice.warning")).to_contain_text("Le mois de mars manque.")
    confirm(mine, "Proposer 24 lignes pour accord")
    said(mine, "dès l’accord de l’autre partie")
    theirs.goto(f"{room.server.url}/entry")
    theirs.get_by_role("link", name="accord.csv").click()
    confirm(theirs, "Approuver et enregistrer 24 lignes")
    said(theirs, "tous les lecteurs le voient")
    assert imported(room) == 24
    theirs.get_by_text("Retirer tout le fichier").click()
    theirs.get_by_label("Motif du retrait").fill("Essai.")
    confirm(theirs, "Retirer ce fichier")
    said(theirs, "dès l’accord de l’autre partie")
    mine.goto(theirs.url)
    confirm(mine, "Approuver le retrait")
    said(mine, "Retiré")
    assert imported(room) == 0
    with room.engine.begin() as connection:
        settings.change(connection, MACHINE, "import-acceptance", "one")


@on_sqlite
@pytest.mark.usefixtures("people")
def test_a_file_over_the_limit_is_refused_before_it_is_sent(room: Room, enter: Enter, tmp_path: Path) -> None:
    page = enter(MINISTRY, "/entry?form=file")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/entry/files" in request.url else None)
    large = tmp_path / "large.xlsx"
    large.write_bytes(b"x" * 10_000_001)
    page.locator("input[type=file]").set_input_files(large)
    expect(page.locator("[data-told]")).to_contain_text("limite de 10 Mo")
    assert sent == []


@on_sqlite
@pytest.mark.usefixtures("people")
def test_nothing_that_stands_in_a_file_becomes_markup(room: Room, enter: Enter, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "<b>Retours<b>"
    book.create_sheet(HOSTILE[:31].replace("/", " ")).sheet_state = "hidden"
    for row in (("Mois", "Région", HOSTILE, "Effectif"), ("01/2026", HOSTILE, HOSTILE, 12), ("02/2026", "Gao", "x", 4)):
        book.active.append(row)
    path = tmp_path / f"{HOSTILE}.xlsx"
    book.save(path)
    page = enter(MINISTRY, "/entry")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    bring(page, room, path)
    expect(page.locator(".understood, .refusal").first).to_contain_text(re.compile("Retours|onerror"))
    assert (page.locator(".place img[src=x], .place b b").count(), asked) == (0, [])
    page.goto(f"{room.server.url}/entry?form=file")
    expect(page.get_by_role("link", name=path.name)).to_be_visible()
    assert (page.locator(".place img[src=x]").count(), asked) == (0, [])


@on_sqlite
@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("screen", ["phone", "projector"])
def test_the_way_in_fits_the_screen(room: Room, enter: Enter, tmp_path: Path, screen: str) -> None:
    page = enter(MINISTRY, "/entry?form=file", screen=screen)
    widths = []
    for more in ("", "13/2026;Gaoo;Niger;F;18-34;12,5\r\n04/2026;Mopti;Niger;H;18-34;n.d.\r\n"):
        widths.append(overflow(page))
        bring(page, room, register(tmp_path, f"{screen}.csv", people=len(more) + 200, more=more))
        chromium.settle(page)
        assert accessibility_faults(page) == []
        widths.append(overflow(page))
    assert widths == [0] * 4


def overflow(page: Page) -> int:
    found: int = page.evaluate(
        "(main => main.scrollWidth - main.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    )
    return found


@on_sqlite
@pytest.mark.usefixtures("people")
def test_a_server_that_stops_while_it_reads_says_so_and_reads_again(
    browser: Browser, room: Room, tmp_path: Path
) -> None:
    """A second server over the same database, so that it can be stopped."""
    rows = [f"01/2026;Gao;Niger;F;18-34;{number}" for number in range(400_000)]
    path = tmp_path / "long.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    port, log = local_server.free_port(), tmp_path / "server.log"
    context = profile(browser, "laptop", "fr")
    with local_server.serving(room.address, log, port=port) as server:
        context.add_cookies([{"name": "session", "value": room.token(MINISTRY), "url": server.url}])
        page = context.new_page()
        page.goto(f"{server.url}/entry?form=file")
        page.locator("input[type=file]").set_input_files(path)
        expect(page.locator(".reading [data-told]")).to_contain_text("lu", timeout=30_000)
    with local_server.serving(room.address, log, port=port):
        expect(page.locator("h1")).to_contain_text("a été interrompue", timeout=30_000)
        expect(page.locator(".notice")).to_contain_text("Import interrompu, rien enregistré.")
        page.get_by_role("button", name="Le relire").click()
        expect(page.locator(".reading, .asked, .checked").first).to_be_visible(timeout=30_000)
        page.locator("[data-stop]").click()
        expect(page.locator(".drop")).to_be_visible(timeout=15_000)
    context.close()
    with room.engine.connect() as connection:
        last = sa.select(ImportDraft.status).order_by(ImportDraft.id.desc()).limit(1)
        assert connection.scalar(last) == "abandoned"
