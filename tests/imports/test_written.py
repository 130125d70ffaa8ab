"""What passes between the two processes comes back as it went."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

from dashboard.imports import written
from dashboard.imports.issues import Issues
from dashboard.imports.known import Known
from dashboard.imports.order import ISSUES, OUTCOME, Order
from dashboard.imports.understood import Outcome
from dashboard.sheets.book import Remark
from dashboard.texts import catalogue
from tests.imports.tables import EXPELLED, known, read, text_file

IMPORTS = Path(written.__file__).parent


def test_what_is_known_comes_back_as_it_went() -> None:
    assert written.from_json(Known, written.as_json(known())) == known()


def test_an_order_comes_back_as_it_went(tmp_path: Path) -> None:
    order = Order(tmp_path / "dropped", "é.csv", tmp_path, known(), answers={"place:Gau": "gao"})
    assert written.from_json(Order, written.as_json(order)) == order


def test_an_outcome_comes_back_as_it_went(tmp_path: Path) -> None:
    content = text_file("Mois;Région;Pays;Nombre", "03/04/2024;Gao;Niger;12", "2024-13;Gao;Niger;1.234")
    told = read(tmp_path, content, EXPELLED)
    assert told.outcome.questions
    assert written.outcome_of(tmp_path / "out" / OUTCOME) == told.outcome
    assert isinstance(written.from_json(Outcome, written.as_json(told.outcome)), Outcome)


def test_an_issue_keeps_a_day_and_a_number_in_its_holes(tmp_path: Path) -> None:
    said = Remark("{day}: the day comes first", {"day": dt.date(2024, 3, 1), "count": 3})
    with Issues(tmp_path / ISSUES, lambda row: ("feuille", row)) as issues:
        issues.add("warning", "x", 3, "A", "cellule\nà deux lignes", said)
    kept = next(iter(written.issues_of(tmp_path / ISSUES)))
    assert (kept.fault, kept.found, kept.sheet) == (said, "cellule à deux lignes", "feuille")


def words_in(node: ast.AST) -> set[str]:
    constants = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {each for each in constants if isinstance(each, str) and " " in each}


def sentences(path: Path) -> set[str]:
    """What a module may say: the words of its remarks, and of its constants that are sentences."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Remark") and node.args:
            found |= words_in(node.args[0])
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("Final") and node.value:
            found |= {each for each in words_in(node.value) if each[:1].isupper() and each.endswith((".", "?"))}
    return found


@pytest.mark.parametrize("path", sorted(IMPORTS.glob("*.py")), ids=lambda path: path.stem)
def test_everything_a_reading_says_has_its_french(path: Path) -> None:
    assert sorted(sentences(path) - set(catalogue())) == []
