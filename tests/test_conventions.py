"""What STYLE asks of every file, held by reading the code itself."""

from __future__ import annotations

import ast
import csv
import io
import re
import string
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from dashboard.views import site_map

ROOT = Path(__file__).parents[1]
CODE = sorted([*ROOT.glob("dashboard/**/*.py"), *ROOT.glob("pages/*.py")])
PO_FILES = sorted(ROOT.glob("dashboard/texts/fr/*.po"))
CSV_FILES = sorted(ROOT.glob("data/published/*.csv"))

FLOORS = (  # a module may import its own floor and those under it
    ("texts", "provenance", "errors", "status", "geography", "actors", "secrets_file", "providers", "private_folders"),
    ("sheets", "imports"),
    ("model", "migrations"),
    ("database",),
    ("queries", "updates"),
    ("charts",),
    ("pictures",),
    ("exports",),
    ("desk",),
    ("views",),
    ("pages",),
)
TOP = len(FLOORS)  # the app, its door, the script it runs, the command line
CHARTS_KNOW = {"texts", "provenance", "errors", "status", "geography", "charts"}
LIBRARIES_REFUSED = {
    "texts": {"streamlit", "sqlalchemy", "plotly", "pydeck"},
    "sheets": {"streamlit", "sqlalchemy", "plotly", "pydeck", "pandas"},
    "imports": {"streamlit", "sqlalchemy", "plotly", "pydeck", "pandas"},
    "model": {"streamlit", "plotly", "pydeck"},
    "database": {"plotly", "pydeck"},
    "queries": {"streamlit", "plotly", "pydeck"},
    "updates": {"streamlit", "plotly", "pydeck"},
    "charts": {"streamlit", "sqlalchemy"},
    "pictures": {"streamlit", "sqlalchemy", "plotly", "pydeck"},
    "exports": {"streamlit", "sqlalchemy"},
    "desk": {"streamlit", "plotly", "pydeck"},
    "pages": {"sqlalchemy", "plotly", "pydeck"},
}
ENGLISH_WORDS = {
    "and", "are", "click", "download", "filter", "from", "has", "have", "last", "months", "of", "returns", "review",
    "scope", "settings", "show", "source:", "the", "this", "upload", "was", "were", "which", "with", "years", "your",
}  # fmt: skip


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def part_of(path: Path) -> str:
    """The folder or module of `dashboard` a file belongs to, or `pages`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if parts[0] == "pages" else parts[min(1, len(parts) - 1)]


def floor_of(part: str) -> int:
    return next((number for number, names in enumerate(FLOORS) if part in names), TOP)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """The dotted name of everything a file imports, from `dashboard` and from libraries."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parts_imported(path: Path) -> set[str]:
    dotted = ([*name.split("."), "__init__"] for name in imported(path))
    return {names[1] if names[0] == "dashboard" else "pages" for names in dotted if names[0] in {"dashboard", "pages"}}


def strings_in(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    own = floor_of(part_of(path))
    above = {part for part in parts_imported(path) if part != "__init__" and floor_of(part) > own}
    assert not above, f"{name_of(path)} imports {sorted(above)} from above"


@pytest.mark.parametrize("path", [path for path in CODE if part_of(path) == "charts"], ids=name_of)
def test_charts_never_query(path: Path) -> None:
    assert parts_imported(path) <= CHARTS_KNOW


@pytest.mark.parametrize("path", [path for path in CODE if part_of(path) == "pages"], ids=name_of)
def test_pages_never_import_pages(path: Path) -> None:
    assert "pages" not in parts_imported(path)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_each_floor_knows_only_its_libraries(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}
    assert not libraries & LIBRARIES_REFUSED.get(part_of(path), set())


@pytest.mark.parametrize("path", [*CODE, *ROOT.glob("scripts/*.py"), *ROOT.glob("benchmarks/*.py")], ids=name_of)
def test_no_module_is_called_like_a_standard_one(path: Path) -> None:
    assert path.stem not in sys.stdlib_module_names - {"__init__", "__main__"}


def dangers(tree: ast.Module) -> Iterator[str]:
    """What lets text from data become markup or code in the browser."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}:
            yield str(node.arg)
        if isinstance(node, ast.keyword) and node.arg == "tooltip":
            yield from ("f-string tooltip" for inner in ast.walk(node) if isinstance(inner, ast.JoinedStr))
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(("components.html", "components.v1")):
            yield ast.unparse(node)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_text_becomes_markup_by_a_back_door(path: Path) -> None:
    assert not list(dangers(tree_of(path)))
    assert not any(name.startswith("streamlit.components.v1") for name in imported(path))


def addresses_a_browser_would_load(content: str) -> list[str]:
    loaded = r"""(?:src=|href=|url\(|@import|fetch\(|import\()\s*["']?(https?://[^\s"')]+)"""
    return re.findall(loaded, content)


@pytest.mark.parametrize(
    "path",
    [
        *CODE,
        *(
            p
            for kind in ("js", "css", "svg", "html")
            for p in ROOT.glob(f"dashboard/**/*.{kind}")
            if "vendor" not in p.parts
        ),
    ],
    ids=name_of,
)
def test_no_resource_comes_from_another_host(path: Path) -> None:
    assert not addresses_a_browser_would_load(path.read_text(encoding="utf-8"))


def keys_in(node: ast.expr, named: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The keys that an argument of `text` may be: words, either of two, a name given to words, an entry of a table."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from keys_in(node.body, named)
        yield from keys_in(node.orelse, named)
    elif isinstance(node, ast.Name):
        for value in named.get(node.id, []):
            yield from keys_in(value, named)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        for table in named.get(node.value.id, []):
            yield from (key for value in getattr(table, "values", []) for key in keys_in(value, named))


def values_by_name(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What each name of a file is given, anywhere in it."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(value, ast.expr):
            for target in targets:
                found.setdefault(target.id if isinstance(target, ast.Name) else "", []).append(value)
    return found


@cache
def error_names() -> frozenset[str]:
    errors = tree_of(ROOT / "dashboard" / "errors.py")
    return frozenset(node.name for node in errors.body if isinstance(node, ast.ClassDef))


def keys_asked(path: Path) -> Iterator[str]:
    """Every text a file asks for by its English words, by `text(…)` or by an error people read."""
    named = values_by_name(tree_of(path))
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and node.args:
            called = ast.unparse(node.func)
            if called in {"text", "texts.text"} or called.split(".")[-1] in error_names():
                yield from keys_in(node.args[0], named)


def uses_our_texts(path: Path) -> bool:
    return any(
        name in {"dashboard.texts.text", "dashboard.texts", "dashboard.errors"} or name.startswith("dashboard.errors.")
        for name in imported(path)
    )


@cache
def messages() -> dict[Path, list[Message]]:
    return {path: [m for m in read_po(io.BytesIO(path.read_bytes()), locale="fr") if m.id] for path in PO_FILES}


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("path", [path for path in CODE if uses_our_texts(path)], ids=name_of)
def test_every_text_has_its_french(path: Path) -> None:
    translated = {key_of(message) for group in messages().values() for message in group}
    assert not sorted(set(keys_asked(path)) - translated)


@pytest.mark.parametrize("path", PO_FILES, ids=name_of)
def test_every_translation_is_finished_and_keeps_its_holes(path: Path) -> None:
    for message in messages()[path]:
        assert not message.fuzzy, message.id
        assert all(form.strip() for form in forms(message)), message.id
        for form in forms(message):
            assert holes(form) <= holes(key_of(message)) | {"count"}, message.id
        assert holes(key_of(message)) - {"count"} <= holes(forms(message)[-1]), message.id


@pytest.mark.parametrize("path", PO_FILES, ids=name_of)
def test_no_translation_is_unused(path: Path) -> None:
    in_code = {words for file in CODE for words in strings_in(tree_of(file))}
    assert not sorted(key for key in map(key_of, messages()[path]) if key not in in_code)


def test_one_english_text_has_one_french_text() -> None:
    seen: dict[str, set[tuple[str, ...]]] = {}
    for group in messages().values():
        for message in group:
            seen.setdefault(key_of(message), set()).add(forms(message))
    assert not {key: french for key, french in seen.items() if len(french) > 1}


def french_faults(sentence: str) -> list[str]:
    """A straight apostrophe between letters, or words that are English."""
    words = set(re.findall(r"[\w:]+", re.sub(r"\{[^}]*\}|`[^`]*`|--\S+", " ", sentence.lower())))
    return re.findall(r"\w'\w", sentence) + sorted(words & ENGLISH_WORDS)


@pytest.mark.parametrize("path", PO_FILES, ids=name_of)
def test_french_words_are_french(path: Path) -> None:
    faults = {form: french_faults(form) for message in messages()[path] for form in forms(message)}
    assert not {form: found for form, found in faults.items() if found}


@pytest.mark.parametrize("path", CSV_FILES, ids=name_of)
def test_french_columns_of_the_published_files_are_french(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.DictReader(file) for column, cell in row.items() if column.endswith("_fr")]
    assert not {cell: french_faults(cell) for cell in cells if french_faults(cell)}


def test_every_page_file_is_in_the_frame_and_every_page_of_the_frame_is_a_file() -> None:
    assert set(site_map.BY_KEY) == {path.stem for path in ROOT.glob("pages/*.py")}


def test_every_title_of_the_menu_has_its_french() -> None:
    translated = {key_of(message) for group in messages().values() for message in group}
    assert {word for page in site_map.PAGES for word in (page.title, page.section)} <= translated
