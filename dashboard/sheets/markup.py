"""The XML parts of a workbook, walked through without ever making a tree of them.

Expat itself, because a sheet has millions of elements; guarded as defusedxml does it: a document type declaration, the
only way to entities, other files and expansions, ends the reading at once, in whatever encoding it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from typing import NoReturn, Protocol
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml import DefusedXmlException, ElementTree

from dashboard.sheets import refusals
from dashboard.sheets.archives import Archive

Attributes = Mapping[str, str]


class Listener(Protocol):
    """Hears of elements by their local names: prefixes differ from one program to the next."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def words(self, words: str) -> None: ...


def walk(archive: Archive, part: str, listener: Listener) -> None:
    """Tells `listener` of every element of a part, in its order."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _forbidden
    parser.StartElementHandler = partial(_begin, parser, listener)
    parser.CharacterDataHandler = listener.words
    try:
        with closing(archive.blocks(part)) as blocks:
            for block in blocks:
                parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise refusals.damaged() from error


def _forbidden(*_: object) -> NoReturn:
    raise refusals.instructions()


def _begin(parser: expat.XMLParserType, listener: Listener, name: str, attributes: dict[str, str]) -> None:
    """The first element tells whether names carry prefixes; where they do not, nothing stands between."""
    has_prefixes = ":" in name
    parser.StartElementHandler = _started(listener.start) if has_prefixes else listener.start
    parser.EndElementHandler = _ended(listener.end) if has_prefixes else listener.end
    parser.StartElementHandler(name, attributes)


def _started(start: Callable[[str, Attributes], None]) -> Callable[[str, dict[str, str]], None]:
    def started(name: str, attributes: dict[str, str]) -> None:
        start(name.rpartition(":")[2], attributes)

    return started


def _ended(end: Callable[[str], None]) -> Callable[[str], None]:
    def ended(name: str) -> None:
        end(name.rpartition(":")[2])

    return ended


def tree_of(written: bytes) -> Element:
    """A small part as a tree."""
    try:
        return ElementTree.fromstring(written, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refusals.instructions() from error
    except (SyntaxError, LookupError, ValueError) as error:
        raise refusals.damaged() from error


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def attributes_of(element: Element) -> dict[str, str]:
    return {local(name): value for name, value in element.items()}


def local_names(attributes: Attributes) -> dict[str, str]:
    """Attributes by their local names; of two alike the standard one (`office:`, `table:`) is read."""
    found: dict[str, str] = {}
    for name, value in attributes.items():
        prefix, _, bare = name.rpartition(":")
        if bare not in found or prefix in {"office", "table"}:
            found[bare] = value
        if bare == "value-type" and value == "error":
            found["is-error"] = value
    return found


def is_true(value: str | None) -> bool:
    return value in {"1", "true", "on"}
