"""What the door lets in, what it says, and how small it says it."""

from __future__ import annotations

import gzip
import socket

import brotli
import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from dashboard.door.assets import BUNDLE
from dashboard.views import element
from dashboard.views.assets import PUBLIC, url

CLOSED = [
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/upload_file/a/b",
    "/_stcore/script-health-check",
    "/_stcore/bidi-components/dashboard.host-00000000/host.js",
    f"/_stcore/bidi-components/{element.host_name()}/vendor/ORIGIN.md",
    "/component/x/index.html",
    "/app/static/x.html",
    "/auth/login",
    "/index.html",
    "/static/nowhere",
    "/static/../index.html",
    "/pages/returns",
    "/robots.txt",
]


def script(name: str) -> str:
    return "/static/js/" + next((BUNDLE / "static/js").glob(f"{name}.*.js")).name


def get(server: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(server + path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def raw(server: str, request: str) -> str:
    """The first line of the answer to a request that no client library would send."""
    with socket.create_connection(("127.0.0.1", httpx.URL(server).port or 0), timeout=5) as line:
        line.sendall(request.encode())
        return line.recv(4000).decode(errors="replace").split("\r\n")[0]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost", "[::1]:80", "127.0.0.1.evil.example"])
def test_a_host_that_is_not_ours_is_refused(server: str, host: str) -> None:
    assert get(server, "/", host=host).status_code == 400


def test_two_hosts_or_none_are_refused(server: str) -> None:
    assert " 400 " in raw(server, "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n")
    assert " 400 " in raw(server, "GET / HTTP/1.0\r\n\r\n")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1"])
def test_a_foreign_origin_is_refused_on_pages_and_sockets(server: str, origin: str) -> None:
    assert get(server, "/", origin=origin).status_code == 403
    with pytest.raises(InvalidStatus, match="403"), connect(socket_url(server), origin=Origin(origin)):
        pass


def test_a_socket_without_an_origin_is_refused(server: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), connect(socket_url(server)):
        pass


def test_a_socket_from_our_own_page_is_let_in(server: str) -> None:
    with connect(socket_url(server), origin=Origin(server), subprotocols=[Subprotocol("streamlit")]):
        pass


def socket_url(server: str) -> str:
    return server.replace("http", "ws") + "/_stcore/stream"


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_what_no_reader_needs_is_closed(server: str, path: str, method: str) -> None:
    assert httpx.request(method, server + path).status_code in ({404} if method == "GET" else {404, 405})


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config"])
def test_what_streamlit_needs_is_open(server: str, path: str) -> None:
    assert get(server, path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../../../etc/passwd",
        "/static/js/..%2f..%2f..%2findex.html",
        "/static/%2e%2e/%2e%2e/streamlit/config.py",
        "/assets/../../../pyproject.toml",
        "/assets/..%2f..%2felement.py",
        "/assets/%2e%2e/element.py",
        "//evil.example/..",
        "/static\\..\\..\\x",
        f"{element.host_url()}/../../../element.py",
    ],
)
def test_no_path_climbs_out_of_the_public_files(server: str, path: str) -> None:
    status = raw(
        server, f"GET {path} HTTP/1.1\r\nHost: {httpx.URL(server).netloc.decode()}\r\nConnection: close\r\n\r\n"
    )
    assert status.split()[1] in {"400", "404"}


@pytest.mark.parametrize(
    "path", ["/", "/second", "/_stcore/health", "/_stcore/metrics", "/favicon.svg", "/nowhere/at/all"]
)
def test_every_answer_carries_the_security_headers(server: str, path: str) -> None:
    headers = get(server, path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_the_page_names_its_language_and_holds_no_inline_script(server: str) -> None:
    french, english = get(server, "/").text, get(server, "/second?language=en").text
    assert '<html lang="fr">' in french
    assert "<title>Tableau de bord" in french
    assert '<html lang="en">' in english
    assert "<title>IOM–MMEIA dashboard" in english
    assert "<script>" not in french
    assert "agent" not in french
    assert french.count("<noscript>") == 1
    assert "{" not in french.partition("<body>")[0]


def test_a_page_seen_before_costs_a_few_bytes(server: str) -> None:
    first = get(server, "/")
    assert first.headers["cache-control"] == "no-cache"
    again = get(server, "/", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", PUBLIC)
def test_our_files_are_kept_for_a_year_under_an_address_that_changes_with_them(server: str, name: str) -> None:
    answer = get(server, url(name), accept_encoding="gzip")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert get(server, url(name).replace(".", ".0", 1)).status_code == 404


@pytest.mark.parametrize(("encoding", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_streamlits_files_come_compressed_when_they_are_prepared(server: str, encoding: str, opened: type) -> None:
    path = script("BidiComponent")
    with httpx.stream("GET", server + path, headers={"accept-encoding": encoding or "identity"}) as answer:
        body = b"".join(answer.iter_raw())
        assert answer.headers.get("content-encoding", "") == encoding
        assert "immutable" in answer.headers["cache-control"]
    assert opened(body) == (BUNDLE / path[1:]).read_bytes()


def test_the_cut_fonts_are_small_and_asked_for_again(server: str) -> None:
    fonts = [
        *(BUNDLE / "static/media").glob("MaterialSymbols*"),
        *(BUNDLE / "static/media").glob("SourceSansVF-Upright*"),
    ]
    answers = [get(server, f"/static/media/{font.name}") for font in fonts]
    assert sum(len(answer.content) for answer in answers) < 60_000
    assert [get(server, str(a.url.path), if_none_match=a.headers["etag"]).status_code for a in answers] == [304, 304]


def test_readyz_answers_for_the_database(server: str) -> None:
    answer = get(server, "/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_the_first_page_has_one_address_and_its_name_leads_there(server: str) -> None:
    answer = get(server, "/summary?language=en")
    assert (answer.status_code, answer.headers["location"]) == (308, "/?language=en")
