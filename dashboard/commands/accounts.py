"""`python -m dashboard account|setting`: who may sign in, and what an administrator chooses, from the server itself.

A password is asked on the terminal or read from standard input; as an argument it would stay in the shell's history
and in the list of processes.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from typing import Any, Final

from dashboard.actors import MACHINE
from dashboard.commands.parser import Choices, Lines
from dashboard.errors import BadAccount
from dashboard.texts import Language, text

LONGEST_LINE: Final = 2000


def add(command: Callable[..., Any]) -> None:
    """The commands under `python -m dashboard`."""
    under = command("account", "who may sign in, and what they may do").subcommands()
    adding = under("add", "make an account; the first administrator is made so", add_account)
    _login(adding)
    adding.options.add_argument("--name", required=True, help=text("the name that others see", adding.language))
    adding.options.add_argument("--side", help=text("ministry or iom; without it, neither", adding.language))
    words = text("what the account may do; may be given several times", adding.language)
    adding.options.add_argument("--role", action="append", required=True, metavar="ROLE", help=words)
    words = text("a provider signs this account in, never a password", adding.language)
    adding.options.add_argument("--no-password", action="store_true", help=words)
    _password(adding)
    under("list", "every account with its side and roles", list_accounts)
    roles = under("roles", "give an account exactly these roles", set_roles)
    _login(roles)
    roles.options.add_argument("role", nargs="+", metavar="ROLE", help=text("see “account add”", roles.language))
    password = under("password", "give an account a new password; its sessions end", set_password)
    _login(password)
    _password(password)
    binding = under("bind", "let the person of this reference enter an account through the provider", bind)
    _login(binding)
    words = text("what the sign-in page showed the person: issuer and subject", binding.language)
    binding.options.add_argument("reference", nargs="+", metavar="REFERENCE", help=words)
    _login(under("unbind", "nobody enters an account through a provider any more; its sessions end", unbind))
    _login(under("disable", "close an account; its sessions end", disable))
    _login(under("enable", "open a closed account again", enable))
    _login(under("sign-out", "end every session of an account", sign_out))
    settings_command(command)


def settings_command(command: Callable[..., Any]) -> None:
    setting = command("setting", "show the settings, or change one", change_setting)
    setting.options.add_argument("key", nargs="?", metavar="KEY", help=text("which one", setting.language))
    setting.options.add_argument("value", nargs="?", metavar="VALUE", help=text("its new value", setting.language))


def add_account(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    password = None if choices.no_password else new_password(choices, language)
    with database.writing() as connection:
        added = accounts.add(
            connection, MACHINE, login=choices.login, name=choices.name, side=_side(choices.side), roles=choices.role,
            password=password,
        )  # fmt: skip
    yield text("Account “{login}” is made: {roles}.", language, login=added.login, roles=", ".join(sorted(added.roles)))


def list_accounts(_choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.queries import accounts

    with database.reading() as connection:
        found = accounts.listed(connection)
    if not found:
        yield text("There is no account.", language)
    for account in found:
        state = [] if account.is_active else [text("closed", language)]
        state += [text("demonstration", language)] if account.is_demonstration else []
        state += [account.subject] if account.subject else []
        what = [account.name, account.side or "–", ", ".join(account.roles), *state]
        yield f"{account.login:24} {' | '.join(what)}"


def set_roles(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    with database.writing() as connection:
        accounts.set_roles(connection, MACHINE, choices.login, choices.role)
    yield text(
        "Account “{login}” has the roles: {roles}.", language, login=choices.login, roles=", ".join(choices.role)
    )


def set_password(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    password = new_password(choices, language)
    with database.writing() as connection:
        accounts.set_password(connection, MACHINE, choices.login, password)
    yield text("Account “{login}” has a new password; its sessions ended.", language, login=choices.login)


def bind(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    with database.writing() as connection:
        accounts.bind(connection, MACHINE, choices.login, " ".join(choices.reference))
    yield text("Account “{login}” is bound: that person signs in with it from now on.", language, login=choices.login)


def unbind(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    with database.writing() as connection:
        accounts.unbind(connection, MACHINE, choices.login)
    yield text("Account “{login}” is bound to nobody; its sessions ended.", language, login=choices.login)


def disable(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    with database.writing() as connection:
        accounts.disable(connection, MACHINE, choices.login)
    yield text("Account “{login}” is closed; its sessions ended.", language, login=choices.login)


def enable(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    with database.writing() as connection:
        accounts.enable(connection, MACHINE, choices.login)
    yield text("Account “{login}” is open again.", language, login=choices.login)


def sign_out(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.updates import accounts

    with database.writing() as connection:
        ended = accounts.sign_out(connection, MACHINE, choices.login)
    yield text("{count} session ended.", "{count} sessions ended.", count=ended, language=language)


def change_setting(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.queries import settings
    from dashboard.updates import settings as changes

    if choices.value is None:
        with database.reading() as connection:
            values = settings.values(connection)
        for key in settings.KNOWN if choices.key is None else [choices.key]:
            settings.known(key)
            yield f"{key}: {values[key]}"
        return
    with database.writing() as connection:
        value = changes.change(connection, MACHINE, choices.key, choices.value)
    yield text("Setting “{key}” is now: {value}", language, key=choices.key, value=value)


def new_password(choices: Choices, language: Language) -> str:
    """From standard input when asked so, else typed twice on the terminal, unseen."""
    if choices.password_stdin:
        return sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadAccount("A password is typed on a terminal, or read from standard input with --password-stdin.")
    first = getpass.getpass(text("New password: ", language))
    if first != getpass.getpass(text("Once more: ", language)):
        raise BadAccount("The two passwords differ: nothing was changed.")
    return first


def _side(words: str | None) -> Any:
    if words not in (None, "ministry", "iom"):
        raise BadAccount("A side is ministry or iom.")
    return words


def _login(under: Any) -> None:
    words = text("what its owner types to sign in", under.language)
    under.options.add_argument("login", metavar="LOGIN", help=words)


def _password(under: Any) -> None:
    words = text("read the password from the first line of standard input", under.language)
    under.options.add_argument("--password-stdin", action="store_true", help=words)
