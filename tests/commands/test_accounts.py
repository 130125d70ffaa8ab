"""`python -m dashboard account|setting`: the first administrator, passwords unseen, and what is said."""

from __future__ import annotations

import getpass
import io
import sys
from pathlib import Path

import pytest

from dashboard import command, database
from dashboard.queries import accounts as found
from dashboard.queries import settings
from dashboard.updates import accounts, passwords
from tests.updates.people import SECRET, cheap_hashes

__all__ = ["cheap_hashes"]
pytestmark = pytest.mark.usefixtures("configured")


@pytest.fixture(autouse=True)
def log_of_the_test(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command, "LOG_FILE", tmp_path / "command.log")


def run(*words: str) -> int:
    return command.main(["--language", "en", *words])


def typed(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    """Somebody sits at a terminal and types these, unseen."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    coming = iter(passwords)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(coming))


def add(monkeypatch: pytest.MonkeyPatch, login: str = "awa", *more: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{SECRET}\nsecond line\n"))
    return run("account", "add", login, "--name", "Awa", "--role", "administrator", "--password-stdin", *more)


def stored(login: str = "awa") -> str | None:
    with database.reading() as connection:
        return accounts.hash_of(connection, login)


def test_the_first_administrator_is_made_by_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch) == 0
    assert passwords.is_right(SECRET, stored())
    assert run("account", "list") == 0
    said = capsys.readouterr().out
    assert "awa" in said
    assert "administrator" in said
    assert SECRET not in said


def test_a_password_is_typed_twice_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    typed(monkeypatch, "une autre phrase longue", "une autre phrase longue")
    assert run("account", "password", "awa") == 0
    assert passwords.is_right("une autre phrase longue", stored())
    typed(monkeypatch, "une autre phrase longue", "une autre phrase langue")
    assert run("account", "password", "awa") == 1
    assert "differ" in capsys.readouterr().err


def test_without_a_terminal_a_password_is_not_taken_by_accident(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(SECRET))
    assert run("account", "add", "awa", "--name", "Awa", "--role", "reader") == 1
    assert "--password-stdin" in capsys.readouterr().err


def test_a_password_is_never_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("account", "add", "awa", "--name", "Awa", "--role", "reader", "--password", SECRET)
    assert SECRET not in capsys.readouterr().err


def test_an_account_of_a_provider_has_no_password() -> None:
    assert run("account", "add", "awa", "--name", "Awa", "--role", "reader", "--no-password") == 0
    assert stored() is None


@pytest.mark.parametrize(
    "words",
    [
        ["account", "add", "awa", "--name", "Awa", "--role", "root", "--no-password"],
        ["account", "add", "awa", "--name", "Awa", "--side", "oim", "--role", "reader", "--no-password"],
        ["account", "roles", "nobody", "reader"],
        ["account", "disable", "nobody"],
        ["account", "enable", "nobody"],
        ["setting", "reading", "shut"],
        ["setting", "nothing"],
    ],
)
def test_what_does_not_exist_is_refused_in_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_roles_closing_and_opening_again(monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch)
    assert run("account", "roles", "awa", "reader", "communications") == 0
    assert roles() == ["communications", "reader"]
    assert run("account", "sign-out", "awa") == 0
    assert run("account", "disable", "awa") == 0
    assert roles() is None
    assert run("account", "enable", "awa") == 0
    assert roles() == ["communications", "reader"]


def roles() -> list[str] | None:
    with database.reading() as connection:
        actor = found.by_login(connection, "awa")
    return sorted(actor.roles) if actor else None


def test_reading_is_closed_and_shown_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("setting", "reading") == 0
    assert run("setting", "reading", "account") == 0
    with database.reading() as connection:
        assert settings.value(connection, "reading") == "account"
    assert run("setting") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == ["reading: open", "Setting “reading” is now: account", "reading: account"]
    assert [line.partition(":")[0] for line in said[2:]] == list(settings.KNOWN)


def test_a_reference_is_bound_as_it_was_shown_quoted_or_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    assert run("account", "bind", "awa", "https://id.example.org", "5f0c") == 0
    with database.reading() as connection:
        assert found.by_subject(connection, "https://id.example.org 5f0c")
    assert run("account", "bind", "awa", "https://id.example.org 77aa") == 0
    assert run("account", "list") == 0
    assert "https://id.example.org 77aa" in capsys.readouterr().out
    assert run("account", "unbind", "awa") == 0
    with database.reading() as connection:
        assert found.by_subject(connection, "https://id.example.org 77aa") is None
