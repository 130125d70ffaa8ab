"""Who acts, and what roles let them do."""

from __future__ import annotations

from typing import get_args

import pytest

from dashboard import model
from dashboard.actors import MACHINE, Actor, Role, Side, editor_of
from dashboard.errors import NotAllowed

EDITOR = Actor(7, "a.editor", "Rédaction", "ministry", frozenset({"ministry_editor", "reader"}))


def test_roles_and_sides_are_those_of_the_database() -> None:
    assert get_args(Role) == model.ROLES
    assert get_args(Side) == model.SIDES


def test_one_of_the_roles_is_enough() -> None:
    EDITOR.require("administrator", "ministry_editor")


def test_another_role_is_refused_in_both_languages() -> None:
    with pytest.raises(NotAllowed) as refused:
        EDITOR.require("iom_editor", "administrator")
    assert refused.value.message("fr") != refused.value.message("en")


def test_each_side_has_its_own_editor() -> None:
    assert [editor_of("ministry"), editor_of("iom")] == ["ministry_editor", "iom_editor"]


def test_no_account_is_taken_for_the_machine() -> None:
    assert MACHINE.is_machine
    assert not EDITOR.is_machine
