"""The communications team: a picture found, chosen, looked at, saved; its words copied; a pack made and stopped."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts import chromium
from tests.browser.conftest import OpenPage, on_postgresql, on_sqlite
from tests.browser.watcher import accessibility_faults

MENU = "details.files"


def saved(page: Page, link: Locator) -> tuple[str, bytes]:
    with page.expect_download() as download:
        link.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def offered(page: Page, file: str) -> None:
    """The address changes before the page does: wait until the file to save is the one that was asked for."""
    expect(page.get_by_role("link", name=re.compile("^Télécharger"))).to_have_attribute("href", re.compile(file))
    chromium.settle(page)


def is_drawn(image: Locator) -> bool:
    image.scroll_into_view_if_needed()
    image.page.wait_for_function("image => image.complete", arg=image.element_handle(), timeout=20_000)
    return bool(image.evaluate("image => image.naturalWidth > 0"))


@on_postgresql
def test_a_picture_of_a_page_is_saved_with_the_filters_in_force(open_page: OpenPage) -> None:
    page = open_page("/returns?sex=f&from=2026-01")
    page.locator(f"{MENU} summary").first.click()
    name, content = saved(page, page.locator(MENU).first.get_by_role("link", name="CSV"))
    assert re.fullmatch(r"retours-par-mois_2026-01_f_fr_\d{4}-\d\d-\d\d\.csv", name)
    assert content.startswith(b"\xef\xbb\xbf")


@on_sqlite
def test_the_menu_is_used_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/returns")
    page.locator(f"{MENU} summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{MENU}[open]")).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "PNG"
    page.keyboard.press("Escape")
    expect(page.locator(f"{MENU}[open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == "Télécharger"


@on_sqlite
def test_the_words_of_a_picture_are_copied_from_its_menu(open_page: OpenPage) -> None:
    page = open_page("/returns")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(f"{MENU} summary").first.click()
    page.get_by_role("button", name="Copier la citation").first.click()
    expect(page.locator(MENU).first).to_contain_text("Copié")
    assert "MMEIA – OIM Mali" in page.evaluate("navigator.clipboard.readText()")


@on_sqlite
def test_the_menu_leads_to_the_studio_with_the_filters_in_force(open_page: OpenPage) -> None:
    page = open_page("/returns?sex=f")
    page.locator(f"{MENU} summary").first.click()
    page.get_by_role("link", name="Ouvrir dans l’atelier").first.click()
    expect(page).to_have_url(re.compile(r"/studio\?.*picture=returns\.by_month"))
    expect(page).to_have_url(re.compile("sex=f"))
    expect(page.locator("#studio-sex")).to_have_value("f")


@on_sqlite
@pytest.mark.parametrize("screen", ["laptop", "phone"])
def test_the_gallery_shows_real_files_and_finds_by_words(open_page: OpenPage, screen: str) -> None:
    page = open_page("/studio", screen=screen)
    assert is_drawn(page.locator(".gallery img").first)
    page.get_by_role("searchbox").fill("SEXE age")
    expect(page.locator(".gallery li:visible")).to_have_count(1)
    page.get_by_role("searchbox").fill("zzz")
    expect(page.get_by_text("Aucun visuel ne contient ces mots")).to_be_visible()


@on_sqlite
def test_a_picture_is_chosen_looked_at_and_saved_as_shown(open_page: OpenPage) -> None:
    page = open_page("/studio")
    page.get_by_role("link", name="Retours par région").click()
    offered(page, r"returns\.by_region\.png")
    page.locator("#studio-format").select_option("svg")
    offered(page, r"returns\.by_region\.svg")
    page.locator("#studio-size").select_option("4x5")
    offered(page, "size=4x5")
    assert is_drawn(page.locator(".preview img"))
    shown = page.locator(".preview img").get_attribute("src")
    name, content = saved(page, page.get_by_role("link", name=re.compile("^Télécharger")))
    assert re.fullmatch(r"retours-par-region_4x5_fr_\d{4}-\d\d-\d\d\.svg", name)
    assert page.evaluate("address => fetch(address).then(answer => answer.text())", shown).encode() == content


@on_sqlite
def test_a_pdf_is_previewed_as_the_very_file(open_page: OpenPage) -> None:
    page = open_page("/studio?picture=returns.by_region&language=en", language="en")
    with page.expect_event("framenavigated", lambda frame: "/files/returns.by_region.pdf?" in frame.url):
        page.locator("#studio-format").select_option("pdf")
    expect(page.locator(".studio-body [data-shown]")).to_contain_text("The very file")
    name, content = saved(page, page.get_by_role("link", name=re.compile("^Download")))
    assert (name[-4:], content[:5]) == (".pdf", b"%PDF-")


@on_sqlite
def test_a_browser_that_shows_no_pdf_says_that_it_shows_a_picture(open_page: OpenPage) -> None:
    page = open_page("/studio?picture=returns.by_region")
    page.evaluate("Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { get: () => false })")
    page.locator("#studio-format").select_option("pdf")
    offered(page, r"returns\.by_region\.pdf")
    expect(page.locator(".studio-body [data-shown]")).to_contain_text("la même page en image")
    assert is_drawn(page.locator(".preview img"))
    assert page.locator("iframe").count() == 0


@on_sqlite
def test_an_office_file_is_described_and_saved(open_page: OpenPage) -> None:
    page = open_page("/studio?picture=returns.by_region&format=xlsx&language=en", language="en")
    expect(page.locator(".inside table")).to_be_visible()
    name, content = saved(page, page.get_by_role("link", name=re.compile("^Download")))
    assert name.endswith(".xlsx")
    assert content.startswith(b"PK")


@on_sqlite
def test_a_refusal_is_read_beside_the_link(open_page: OpenPage) -> None:
    page = open_page("/studio?picture=returns.by_region")
    page.route("**/files/**", lambda route: route.fulfill(status=200, body=""))
    link = page.get_by_role("link", name=re.compile("^Télécharger"))
    link.evaluate("link => { link.href = '/nowhere' }")
    page.unroute("**/files/**")
    page.evaluate("window.fetch = async () => new Response('Beaucoup de fichiers', { status: 503 })")
    link.click()
    expect(page.locator(".downloads [role=status]")).to_have_text("Beaucoup de fichiers")


@on_postgresql
def test_a_pack_is_made_and_saved(open_page: OpenPage) -> None:
    page = open_page("/studio")
    page.locator(".pack > summary").click()
    for name, value in (("picture", "returns.by_region"), ("picture", "assistance.people"), ("format", "csv")):
        page.locator(f'input[name="{name}"][value="{value}"]').check()
    expect(page.locator("[data-told]")).to_contain_text("Fichiers : 4")
    page.get_by_role("button", name="Préparer le paquet").click()
    ready = page.get_by_role("link", name="Télécharger le paquet (ZIP)")
    expect(ready).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        ready.click()
    with zipfile.ZipFile(Path(download.value.path())) as archive:
        assert {"index.html", "SOURCES.md"} < set(archive.namelist())
        assert len(archive.namelist()) == 2 * 3 + 2


@on_sqlite
def test_a_pack_is_cancelled(open_page: OpenPage) -> None:
    page = open_page("/studio")
    page.locator(".pack > summary").click()
    page.get_by_role("button", name="Tous ou aucun").click()
    for size in ("1x1", "4x5", "9x16", "a4"):
        page.locator(f'input[name="size"][value="{size}"]').check()
    page.get_by_role("button", name="Préparer le paquet").click()
    expect(page.locator("[data-told]")).to_contain_text(re.compile(r"[1-9]\d* fichiers sur \d+"), timeout=20_000)
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("[data-told]")).to_contain_text("annulé")
    expect(page.get_by_role("button", name="Préparer le paquet")).to_be_enabled()


@on_sqlite
@pytest.mark.parametrize(
    "link",
    [f"/studio?picture=returns.by_region{form}" for form in ("", "&format=csv", "&format=pdf")],
)
def test_one_picture_has_no_serious_accessibility_fault_and_fits_a_phone(open_page: OpenPage, link: str) -> None:
    page = open_page(link, screen="phone")
    expect(page.locator("#first-paint")).to_have_count(0)
    assert accessibility_faults(page) == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@on_sqlite
def test_without_rows_the_gallery_and_the_picture_say_so(open_page: OpenPage) -> None:
    page = open_page("/studio?scope=published")
    assert is_drawn(page.locator('img[src*="returns.by_month"]'))
    page.get_by_role("link", name="Retours par mois").click()
    expect(page.locator(".studio-body")).to_contain_text("inconnu")
