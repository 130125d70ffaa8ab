"""`/files/…`: what comes, under which name, how long it may be kept, and what is refused in words."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database
from dashboard.door import exports
from dashboard.door.index import Index
from dashboard.door.security import Guard
from dashboard.exports import limits, makers
from dashboard.exports.makers import Makers
from dashboard.views import fetch

HOST = "localhost"
DAY = "as-of=2026-11-20"
PATIENCE_S = 300
"""Files are made at low priority: beside other tests that has to be awaited."""


class Client:
    """Asks the door without a network."""

    def __init__(self, app: Starlette) -> None:
        self.transport = httpx.ASGITransport(app)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def answered() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url=f"http://{HOST}") as browser:
                return await browser.request(method, path, **more)

        return asyncio.run(answered())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)


@pytest.fixture(scope="module")
def client(full_database: sa.URL) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", full_database.render_as_string(hide_password=False))
        files, packs = Makers(count=1, waiting=8), Makers(count=1, waiting=2, kept=0)
        patch.setattr(makers, "FILES", files)
        patch.setattr(makers, "PACKS", packs)
        patch.setattr(limits, "FILE_SECONDS", PATIENCE_S)
        database.forget()
        fetch.forget()
        guarded = [Middleware(Guard, public={HOST}), Middleware(Index)]
        yield Client(Starlette(routes=exports.routes(), middleware=guarded))
        files.close()
        packs.close()
        database.forget()
        fetch.forget()


@pytest.mark.parametrize(
    ("form", "media", "start"),
    [("png", "image/png", b"\x89PNG"), ("svg", "image/svg+xml", b"<svg"), ("pdf", "application/pdf", b"%PDF"),
     ("pptx", "application/vnd.openxml", b"PK"), ("xlsx", "application/vnd.openxml", b"PK"),
     ("csv", "text/csv", b"\xef\xbb\xbf"), ("json", "application/json", b"{")],
)  # fmt: skip
def test_each_form_comes_as_a_file_to_save(client: Client, form: str, media: str, start: bytes) -> None:
    answer = client.get(f"/files/returns.by_region.{form}?{DAY}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"] == (f'attachment; filename="retours-par-region_fr_2026-11-20.{form}"')
    assert answer.content.startswith(start)


def test_the_link_of_a_page_makes_the_file_of_what_it_shows(client: Client) -> None:
    answer = client.get(f"/files/returns.by_month.svg?{DAY}&sex=f&from=2026-01&language=en&utm=1")
    assert answer.headers["content-disposition"].endswith('returns-by-month_2026-01_f_en_2026-11-20.svg"')
    assert "Women" in answer.text


def test_a_picture_shown_in_a_page_is_inline_and_small(client: Client) -> None:
    small = client.get(f"/files/returns.by_region.png?{DAY}&view=small")
    whole = client.get(f"/files/returns.by_region.png?{DAY}&view=whole")
    assert small.headers["content-disposition"].startswith("inline")
    assert len(small.content) < len(whole.content) / 3


def test_an_answer_is_kept_until_the_data_move(client: Client) -> None:
    address = f"/files/returns.by_region.csv?{DAY}"
    first = client.get(address)
    assert "no-cache" in first.headers["cache-control"]
    etag = {"if-none-match": first.headers["etag"]}
    assert client.get(address, headers=etag).status_code == 304
    assert client.get(f"{address}&language=en", headers=etag).status_code == 200
    with database.writing():
        pass
    assert client.get(address, headers=etag).status_code == 200


def test_a_picture_opened_alone_runs_nothing(client: Client) -> None:
    headers = client.get(f"/files/returns.by_region.svg?{DAY}").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_only_a_pdf_shown_in_a_page_lets_our_own_pages_frame_it(client: Client) -> None:
    shown = client.get(f"/files/returns.by_region.pdf?{DAY}&view=whole").headers
    assert (shown["x-frame-options"], shown["content-disposition"][:6]) == ("SAMEORIGIN", "inline")
    assert shown["content-security-policy"] == "default-src 'none'; frame-ancestors 'self'"
    for other in ("pdf", "svg", "svg?view=whole", "png?view=whole"):
        headers = client.get(f"/files/returns.by_region.{other}").headers
        assert headers.get("x-frame-options", "DENY") == "DENY"
        assert "frame-ancestors 'self'" not in headers.get("content-security-policy", "")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("returns.nope.png", 404, "Aucun visuel"),
        ("returns.by_region.gif", 400, "png, svg"),
        ("returns.by_region.png?size=20000x1", 400, "16x9"),
        ("returns.by_region.png?theme=<b>", 400, "light, dark"),
        ("returns.by_month.png?sex=robot", 400, "sexe|sex"),
        ("returns.by_month.png?as-of=2031-02-31", 400, "as-of"),
        ("returns.by_month.png?scope=published", 404, "inconnu"),
        ("bulletin.png", 400, "pdf"),
        ("returns", 400, "png, svg"),
        ("..%2f..%2fetc%2fpasswd.png", 404, "Not Found"),
        ("packs/guess.zip", 404, "n’est plus là"),
    ],
)
def test_a_refusal_is_a_sentence_with_its_status(client: Client, address: str, status: int, said: str) -> None:
    answer = client.get(f"/files/{address}")
    assert answer.status_code == status
    assert re.search(said, answer.text)
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_refusal_is_in_the_language_of_the_link(client: Client) -> None:
    assert "No picture is called" in client.get("/files/returns.nope.png?language=en").text


def test_in_a_gallery_a_picture_without_rows_is_its_sentence(client: Client) -> None:
    answer = client.get("/files/returns.by_month.png?scope=published&view=small")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "inconnu" in answer.text


def test_a_sentence_as_a_picture_is_literal() -> None:
    assert "<script>" not in exports.picture_of("<script>1</script>")


def test_a_full_queue_asks_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(makers, "FILES", full := Makers(count=0, waiting=1))
    full.work({}, seconds=1, step=lambda *_: None)
    answer = client.get(f"/files/returns.by_region.png?{DAY}&size=4x5")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == str(makers.RETRY_SECONDS)
    assert "réessayez" in answer.text


def test_a_file_that_takes_too_long_asks_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.exports.limits.FILE_SECONDS", 0.01)
    answer = client.get(f"/files/returns.by_region.png?{DAY}&size=9x16")
    assert answer.status_code == 503
    assert "trop occupé" in answer.text


def test_a_broken_maker_gives_a_code_and_nothing_else(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(makers, "WORKER", "this")
    monkeypatch.setattr(makers, "FILES", broken := Makers(count=1, waiting=2))
    answer = client.get(f"/files/returns.by_region.png?{DAY}&size=a4")
    broken.close()
    assert answer.status_code == 500
    assert re.search(r"code [A-Z2-9]{8}", answer.text)
    assert "Traceback" not in answer.text


def form(**more: object) -> dict[str, object]:
    return {"picture": ["returns.by_region"], "format": ["svg", "csv"], "size": ["16x9"], "in": ["fr"]} | more


def state_of(client: Client, token: str) -> dict[str, object]:
    found: dict[str, object] = client.get(f"/files/packs/{token}").json()
    return found


def test_a_pack_is_started_watched_and_fetched(client: Client) -> None:
    started = client.post("/files/packs", data=form())
    assert started.status_code == 202
    assert started.json()["of"] == 3
    token = started.json()["token"]
    deadline = time.monotonic() + PATIENCE_S
    while not state_of(client, token).get("ready") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert state_of(client, token)["done"] == 3
    answer = client.get(f"/files/packs/{token}.zip")
    assert answer.content.startswith(b"PK")
    assert re.search(r'filename="dialogue-oim-mmeia_\d{4}-\d\d-\d\d.zip"', answer.headers["content-disposition"])


def test_a_cancelled_pack_is_gone(client: Client) -> None:
    token = client.post("/files/packs", data=form(size=["16x9", "1x1", "a4"])).json()["token"]
    assert client.request("DELETE", f"/files/packs/{token}").status_code == 204
    assert "n’est plus là" in str(state_of(client, token)["error"])
    assert client.get(f"/files/packs/{token}.zip").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"picture": []}, {"picture": ["../x"]}, {"format": ["exe"]}, {"size": ["1x9"]}, {"in": ["de"]}]
)
def test_a_pack_of_what_does_not_exist_is_refused_in_words(client: Client, wrong: dict[str, object]) -> None:
    answer = client.post("/files/packs", data=form(**wrong))
    assert answer.status_code in {400, 404}
    assert answer.text


def test_a_pack_asked_for_by_another_site_is_refused(client: Client) -> None:
    assert client.post("/files/packs", data=form(), headers={"origin": "https://evil.example"}).status_code == 403


def test_what_is_far_too_long_is_cut_and_refused(client: Client) -> None:
    answer = client.post("/files/packs", content=b"picture=" + b"x" * 1_000_000)
    assert answer.status_code == 400
