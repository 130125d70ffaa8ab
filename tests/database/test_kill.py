"""A process killed in an import, a declaration or a migration leaves all or nothing (the long version is the soak)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.soak.database import dice_of, kill_in_acceptance, kill_in_declaration, kill_in_import, kill_in_migration


def test_a_killed_import_is_whole_or_not_there(url: sa.URL) -> None:
    trial = kill_in_import(url, 4, dice_of(1), "import")
    assert trial.is_clean, trial


def test_a_killed_acceptance_is_whole_or_not_there(url: sa.URL) -> None:
    trial = kill_in_acceptance(url, 4, dice_of(1), "acceptance")
    assert trial.is_clean, trial


def test_a_killed_declaration_is_whole_or_not_there(url: sa.URL) -> None:
    trial = kill_in_declaration(url, 4, dice_of(1), "declaration")
    assert trial.is_clean, trial


@pytest.fixture
def nothing_yet(tmp_path: Path) -> Callable[[], sa.URL]:
    numbers = count()
    return lambda: sa.URL.create("sqlite", database=str(tmp_path / f"{next(numbers)}.sqlite"))


def test_a_killed_migration_can_be_taken_up_again(nothing_yet: Callable[[], sa.URL]) -> None:
    trial = kill_in_migration(nothing_yet, 4, dice_of(1), "migration")
    assert trial.is_clean, trial
