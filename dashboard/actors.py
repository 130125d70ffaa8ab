"""Who acts: an account as it stood when it was read, and what its roles let it do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from dashboard.errors import NotAllowed

Side = Literal["ministry", "iom"]
Role = Literal["reader", "ministry_editor", "iom_editor", "communications", "protection", "administrator"]

EDITORS: Final[dict[Side, Role]] = {"ministry": "ministry_editor", "iom": "iom_editor"}


@dataclass(frozen=True)
class Actor:
    """Roles as they were when the account was read: whoever writes reads them again (`queries.accounts.present`)."""

    account_id: int
    login: str
    name: str
    side: Side | None
    roles: frozenset[Role]
    has_password: bool = field(default=False, compare=False)
    must_change_password: bool = field(default=False, compare=False)

    def may(self, *roles: Role) -> bool:
        """Has at least one of the roles, in force."""
        return not self.in_force.isdisjoint(roles)

    def require(self, *roles: Role) -> None:
        """Raise `NotAllowed` unless the account has at least one of the roles."""
        if self.must_change_password:
            raise NotAllowed("Choose a password of your own first: nothing can be done with the one you were given.")
        if not self.may(*roles):
            raise NotAllowed("Your account does not have the right to do this: ask the administrator.")

    @property
    def in_force(self) -> frozenset[Role]:
        """Its roles; none of them as long as somebody else has seen its password."""
        return frozenset() if self.must_change_password else self.roles

    @property
    def is_machine(self) -> bool:
        return self.account_id == MACHINE.account_id

    @property
    def is_fictitious(self) -> bool:
        """An account of the demonstration: its login has a colon, which no other may have; it has no password."""
        return ":" in self.login


MACHINE: Final = Actor(0, "", "", None, frozenset({"administrator"}))
"""Whoever types commands on the server: no account, nothing above it. Accounts are numbered from 1."""


def editor_of(side: Side) -> Role:
    """The role that declares and answers for a side."""
    return EDITORS[side]
