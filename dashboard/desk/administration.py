"""What an administrator does by form: accounts, settings, a copy of the database, the end of the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast, get_args

from sqlalchemy import Connection

from dashboard.actors import Role, Side
from dashboard.desk import asked as typed
from dashboard.desk.asked import Act, Asked, Done, Fields
from dashboard.errors import BadAccount, Conflict, EntryRefused, NotAllowed
from dashboard.queries import accounts as known
from dashboard.queries import settings as chosen
from dashboard.texts import text
from dashboard.updates import accounts, backups, demonstration, passwords, settings
from dashboard.updates.once import once

FIRST_BY_COMMAND: Final = (
    "The first real account is an administrator’s, made on the server; the fictitious accounts are shut from then on."
)
SIDES: Final = ("", *get_args(Side))


def add(connection: Connection, asked: Asked) -> Done:
    """The password is made here and told once: nothing keeps it but its hash, this answer least of all.

    The first real account shuts the fictitious ones out, and must be able to let others in: it is made by command.
    """
    if asked.actor.is_fictitious:
        raise NotAllowed(FIRST_BY_COMMAND)
    login = accounts.login_of(asked.fields.get("login", ""))
    secret = None if asked.fields.get("without_password") == "yes" else passwords.made_up()

    def make() -> dict[str, Any]:
        side, roles = _rights(asked.fields)
        accounts.add(
            connection, asked.actor, login=login, name=asked.fields.get("name", ""), side=side, roles=roles,
            password=secret, is_temporary=secret is not None,
        )  # fmt: skip
        return {}

    made = _first_time(connection, asked, "account_add", make)
    sentence = text("Account “{login}” is made.", asked.language, login=login)
    return Done(_with_password(sentence, secret, asked, made=made))


def change_rights(connection: Connection, asked: Asked) -> Done:
    login = asked.fields.get("login", "")

    def change() -> dict[str, Any]:
        side, roles = _rights(asked.fields)
        _refuse_other_rights(connection, asked)
        accounts.set_rights(connection, asked.actor, login, side=side, roles=roles)
        return {}

    once(connection, asked.request, asked.actor, "account_rights", change)
    return Done(text("Account “{login}” has other rights from now on.", asked.language, login=login))


def new_password(connection: Connection, asked: Asked) -> Done:
    login, secret = asked.fields.get("login", ""), passwords.made_up()

    def change() -> dict[str, Any]:
        accounts.set_password(connection, asked.actor, login, secret, is_temporary=True)
        return {}

    made = _first_time(connection, asked, "account_password", change)
    sentence = text("Account “{login}” has a new password; its sessions ended.", asked.language, login=login)
    return Done(_with_password(sentence, secret, asked, made=made))


def sign_out(connection: Connection, asked: Asked) -> Done:
    login = asked.fields.get("login", "")
    ended = once(connection, asked.request, asked.actor, "account_sign_out",
                 lambda: accounts.sign_out(connection, asked.actor, login))  # fmt: skip
    return Done(text("{count} session ended.", "{count} sessions ended.", count=ended, language=asked.language))


def close(connection: Connection, asked: Asked) -> Done:
    login = asked.fields.get("login", "")
    once(connection, asked.request, asked.actor, "account_close",
         lambda: accounts.disable(connection, asked.actor, login))  # fmt: skip
    return Done(text("Account “{login}” is closed; its sessions ended.", asked.language, login=login))


def open_again(connection: Connection, asked: Asked) -> Done:
    login = asked.fields.get("login", "")
    once(connection, asked.request, asked.actor, "account_open",
         lambda: accounts.enable(connection, asked.actor, login))  # fmt: skip
    return Done(text("Account “{login}” is open again.", asked.language, login=login))


def bind(connection: Connection, asked: Asked) -> Done:
    """An empty reference binds the account to nobody."""
    login, reference = asked.fields.get("login", ""), asked.fields.get("reference", "").strip()

    def change() -> None:
        if reference:
            accounts.bind(connection, asked.actor, login, reference)
        else:
            accounts.unbind(connection, asked.actor, login)

    once(connection, asked.request, asked.actor, "account_bind", change)
    if not reference:
        return Done(text("Account “{login}” is bound to nobody; its sessions ended.", asked.language, login=login))
    sentence = "Account “{login}” is bound: that person signs in with it from now on."
    return Done(text(sentence, asked.language, login=login))


def change_settings(connection: Connection, asked: Asked) -> Done:
    """Those that the form has, all or none."""
    wanted = {key: words.strip() for key, words in asked.fields.items() if key in chosen.KNOWN}
    if not wanted:
        raise EntryRefused("Choose one of those offered.", field="version")

    def change() -> dict[str, Any]:
        _refuse_other_settings(connection, asked.fields, wanted)
        return settings.change_all(connection, asked.actor, wanted)

    once(connection, asked.request, asked.actor, "setting_change", change)
    return Done(text("Chosen: it holds everywhere from now on.", asked.language))


def copy_database(connection: Connection, asked: Asked) -> Done:
    """Begun beside this request: the page says how far it is."""
    once(connection, asked.request, asked.actor, "database_copy", lambda: backups.start(asked.actor).name)
    return Done(text("The copy is being made: it stands in the list when it is whole.", asked.language))


def clear_demonstration(connection: Connection, asked: Asked) -> Done:
    removed = once(connection, asked.request, asked.actor, "demonstration_clear",
                   lambda: sum(demonstration.clear(connection, asked.actor).removed.values()))  # fmt: skip
    sentence = text("Demonstration set taken out: {rows} rows.", asked.language, rows=removed)
    return Done(sentence, "/" if asked.actor.is_fictitious else "")


def _only_administrators(act: Act) -> Act:
    """Asked before anything else is looked at: a refusal must not tell what there is."""

    def allowed(connection: Connection, asked: Asked) -> Done:
        known.allowed(connection, asked.actor, "administrator")
        return act(connection, asked)

    return allowed


BY_NAME: Final[Mapping[str, Act]] = {
    "account.add": add,
    "account.rights": change_rights,
    "account.password": new_password,
    "account.sign_out": sign_out,
    "account.close": close,
    "account.open": open_again,
    "account.bind": bind,
    "setting.change": change_settings,
    "database.copy": copy_database,
    "demonstration.clear": clear_demonstration,
}
ACTS: Final = {name: _only_administrators(act) for name, act in BY_NAME.items()}


def rights_version(side: Side | None, roles: Any) -> str:
    """What a form about rights was filled from."""
    return f"{side or ''}:{','.join(sorted(roles))}"


def settings_version(values: Mapping[str, object]) -> str:
    """What a form about settings was filled from."""
    return ";".join(f"{key}={values[key]}" for key in sorted(values))


def _rights(fields: Fields) -> tuple[Side | None, list[Role]]:
    side = typed.one_of(fields, "side", SIDES)
    roles = [cast(Role, role) for role in fields.get("roles", "").split(",") if role]
    if not roles or not set(roles) <= set(get_args(Role)):
        raise EntryRefused("Choose at least one role.", field="roles")
    return cast("Side | None", side or None), roles


def _first_time(connection: Connection, asked: Asked, action: str, do: Any) -> bool:
    """Whether it was done now, and not when the same form was sent before."""
    done: list[object] = []
    once(connection, asked.request, asked.actor, action, lambda: done.append(do()))
    return bool(done)


def _with_password(sentence: str, secret: str | None, asked: Asked, *, made: bool) -> str:
    if secret is None:
        return sentence
    if not made:
        more = text("Its password was told once, in an answer that was lost: give it a new one.", asked.language)
        return f"{sentence} {more}"
    more = text("Password to hand over, told only now; its owner chooses another at once: {password}", asked.language,
                password=secret)  # fmt: skip
    return f"{sentence} {more}"


def _refuse_other_rights(connection: Connection, asked: Asked) -> None:
    found = known.by_login(connection, accounts.login_of(asked.fields.get("login", "")))
    if found is None:
        raise BadAccount("There is no open account “{login}”.", login=asked.fields.get("login", ""))
    if asked.fields.get("version") != rights_version(found.side, found.roles):
        raise Conflict("Somebody changed this account meanwhile: nothing was recorded.")


def _refuse_other_settings(connection: Connection, fields: Fields, wanted: Mapping[str, str]) -> None:
    values = {key: value for key, value in chosen.values(connection).items() if key in wanted}
    version = settings_version(values)
    if fields.get("version") != version:
        sentence = "Somebody changed these settings meanwhile: nothing was recorded."
        raise Conflict(sentence, version=version, theirs=values)
