"""What `[auth]` must say before a server starts, and who signs people in then."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import providers, secrets_file
from dashboard.errors import DashboardError
from scripts.local_server import ROOT, dashboard

GOOD = {
    "redirect_uri": "https://dialogue.example.org/oauth2callback",
    "cookie_secret": "hT3vQ9-kLw2_Zr8Yb6NfXe1MdGs5Uc7PoAj4Ti0Wq",
    "client_id": "dashboard",
    "client_secret": "any",
    "server_metadata_url": "https://id.example.org/realms/mmeia/.well-known/openid-configuration",
}
HOSTS = {"dialogue.example.org"}
ENTRA = "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration"


@pytest.fixture(autouse=True)
def own_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(secrets_file, "PATH", tmp_path / "secrets.toml")
    providers.configured.cache_clear()
    yield
    providers.configured.cache_clear()


def write(lines: str) -> None:
    secrets_file.PATH.write_text(lines, encoding="utf-8")


def auth(**changes: str | None) -> str:
    kept = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    return "[auth]\n" + "".join(f'{key} = "{value}"\n' for key, value in kept.items())


def test_without_the_section_accounts_are_local() -> None:
    write('[connections.dashboard]\nurl = "sqlite:///x"\n')
    providers.check(HOSTS)
    assert providers.configured() == ()


def test_one_provider_is_named_after_its_host_unless_it_has_a_name() -> None:
    write(auth())
    providers.check(HOSTS)
    issuer = "https://id.example.org/realms/mmeia"
    assert providers.configured() == (providers.Provider("default", "id.example.org", issuer),)
    providers.configured.cache_clear()
    write(auth(name="Ministère"))
    assert providers.configured()[0].name == "Ministère"


def test_several_providers_have_a_section_each() -> None:
    own = {key: value for key, value in GOOD.items() if key not in providers.SHARED}
    tables = "".join(f'{key} = "{value}"\n' for key, value in own.items())
    shared = auth(**dict.fromkeys(own))
    write(f"{shared}[auth.keycloak]\n{tables}[auth.iom]\nname = 'OIM'\n{tables}")
    providers.check(HOSTS)
    assert [(one.key, one.name) for one in providers.configured()] == [("keycloak", "Keycloak"), ("iom", "OIM")]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("redirect_uri", None),
        ("redirect_uri", "http://dialogue.example.org/oauth2callback"),
        ("redirect_uri", "https://dialogue.example.org/"),
        ("redirect_uri", "https://*.example.org/oauth2callback"),
        ("redirect_uri", "https://dialogue.example.org/oauth2callback?next=x"),
        ("redirect_uri", "http://localhost:{port}/oauth2callback"),
        ("redirect_uri", "https://other.example.org/oauth2callback"),
        ("redirect_uri", "https://dialogue.example.org@evil.example/oauth2callback"),
        ("cookie_secret", None),
        ("cookie_secret", "changeme"),
        ("cookie_secret", "x" * 64),
        ("cookie_secret", "please-change-me-please-change-me-9182"),
        ("client_id", None),
        ("client_secret", " "),
        ("server_metadata_url", None),
        ("server_metadata_url", "http://id.example.org/.well-known/openid-configuration"),
        ("server_metadata_url", "https://id.example.org/"),
        ("server_metadata_url", "https://id.example.org/.well-known/openid-configuration?tenant=x"),
        ("server_metadata_url", ENTRA.format("common")),
        ("server_metadata_url", ENTRA.format("organizations")),
        ("userinfo_endpoint", "https://id.example.org/me"),
    ],
)
def test_what_is_not_safe_is_refused_by_its_name(setting: str, value: str | None) -> None:
    write(auth(**{setting: value}))
    with pytest.raises(DashboardError, match=setting):
        providers.check(HOSTS)


@pytest.mark.parametrize("line", ["scope = 'email'", "verify = false"])
def test_what_the_client_may_be_told_is_bounded(line: str) -> None:
    write(f"{auth()}[auth.client_kwargs]\n{line}\n")
    with pytest.raises(DashboardError, match=f"client_kwargs.{line.split()[0]}"):
        providers.check(HOSTS)


def test_plain_http_is_for_this_machine_only() -> None:
    local = "http://localhost:8501/oauth2callback"
    write(auth(redirect_uri=local, server_metadata_url="http://localhost:9400/.well-known/openid-configuration"))
    providers.check(set())


def test_the_placeholder_of_the_readme_does_not_start_a_server() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    example = next(part for part in readme.split("```toml\n") if part.startswith("[auth]")).split("```")[0]
    write(example)
    with pytest.raises(DashboardError, match="cookie_secret"):
        providers.check({"dialogue.example.org"})


@pytest.mark.parametrize("way", [["dashboard", "serve"], ["uvicorn", "dashboard.streamlit_app:app"]])
def test_no_server_starts_on_a_weak_secret(way: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(auth(cookie_secret="changeme", redirect_uri="http://localhost:8501/oauth2callback"))
    monkeypatch.setenv("DASHBOARD_SECRETS", str(secrets_file.PATH))
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    command = [sys.executable, "-m", *way, "--port", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode
    assert "cookie_secret" in done.stderr
    assert "changeme" not in done.stderr


def test_commands_work_whatever_the_section_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(auth(cookie_secret="changeme"))
    monkeypatch.setenv("DASHBOARD_SECRETS", str(secrets_file.PATH))
    dashboard("database", "init", database_url=f"sqlite:///{tmp_path}/database.sqlite")
