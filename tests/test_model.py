"""The package of the tables: a table written in any of its modules is one that the whole dashboard knows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dashboard import model

MODULES = sorted(path for path in Path(model.__path__[0]).glob("*.py") if path.stem != "__init__")


def tables_of(path: Path) -> set[str]:
    """The classes of a file that name their table, read without importing it."""
    classes = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    return {named.name for named in classes if "__tablename__" in ast.unparse(named)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_table_is_found_by_name_in_the_package(path: Path) -> None:
    assert tables_of(path) <= set(model.__all__)


def test_every_table_of_the_database_is_written_in_a_module_of_the_package() -> None:
    written = {name for path in MODULES for name in tables_of(path)}
    assert written == {mapper.class_.__name__ for mapper in model.Base.registry.mappers}
