"""`python -m dashboard export|bulletin|slides|pack`: the same files as the pages make, for scheduled jobs."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dashboard.commands.parser import Choices, Lines
from dashboard.errors import DashboardError, FileRefused
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language, text

if TYPE_CHECKING:
    from dashboard.exports.orders import Order
    from dashboard.pictures import Ask

EVERY = "all"


def add(command: Callable[..., Any]) -> None:
    """The four commands under `python -m dashboard`."""
    export = command("export", "save pictures as files", save_pictures)
    _pictures(export)
    export.options.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help=text("folder to save into", export.language)
    )
    pack = command("pack", "save pictures as one ZIP, with an index page and their sources", save_pack)
    _pictures(pack)
    _one_file(pack)
    for name, help_key in (
        ("bulletin", "save the two-page bulletin (PDF)"),
        ("slides", "save the slides (PowerPoint)"),
    ):
        whole = command(name, help_key, save_whole)
        whole.set_defaults(key=name)
        _reading(whole)
        _one_file(whole)


def save_pictures(choices: Choices, language: Language) -> Lines:
    orders, failed = wanted(choices), 0
    with asking() as ask:
        for order in orders:
            try:
                yield str(save(order, ask, choices.out))
            except DashboardError as error:
                if len(orders) == 1:
                    raise
                failed += 1
                yield f"{order.key}.{order.form}: {error.message(language)}"
    if failed:
        raise FileRefused(
            "{failed} of {all} files could not be made, for the reasons above.", failed=failed, all=len(orders)
        )


def save_pack(choices: Choices, language: Language) -> Lines:
    from dashboard.exports import pack

    orders = wanted(choices)
    with asking() as ask, whole_or_nothing(choices.out) as path:
        for step in pack.build(path, orders, ask, language=language):
            yield text("{done} of {of} files made", language, done=step.done, of=step.of)
    yield text("Saved: {file}", language, file=choices.out)


def save_whole(choices: Choices, language: Language) -> Lines:
    from dashboard.exports import files
    from dashboard.exports.orders import WHOLE, Order

    spoken, *others = listed(choices.files_language, LANGUAGES)
    if others:
        raise FileRefused("One file has one language: choose one.")
    order = Order(choices.key, WHOLE[choices.key], cast(Language, spoken), reading_of(choices))
    with asking() as ask, whole_or_nothing(choices.out) as path:
        path.write_bytes(files.make(order, ask).content)
    yield text("Saved: {file}", language, file=choices.out)


def wanted(choices: Choices) -> list[Order]:
    """Every combination asked for; an unknown key, form, size or filter is refused before any work."""
    from dashboard import pictures
    from dashboard.exports import orders

    keys = [entry.key for entry in pictures.entries()] if choices.keys == [EVERY] else choices.keys
    themes = listed(choices.theme, orders.THEMES)
    like = orders.Order("", "png", "fr", reading_of(choices), theme=cast(Any, themes[0]),
                        filters=filters_of(choices.filter, keys), hxl=choices.hxl)  # fmt: skip
    return orders.orders_of(
        keys, like=like, forms=cast(Any, listed(choices.format, orders.FORMS)),
        sizes=cast(Any, listed(choices.size, orders.SIZES)),
        languages=cast(Any, listed(choices.files_language, LANGUAGES)),
    )  # fmt: skip


def listed(words: str, known: Sequence[str]) -> list[str]:
    """`png,svg` → each of them, if it exists."""
    asked = [word.strip() for word in words.split(",") if word.strip()]
    for word in asked or [words]:
        if word not in known:
            raise FileRefused("“{asked}” does not exist; there are: {known}.", asked=word, known=", ".join(known))
    return asked


def filters_of(pairs: Sequence[str], keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`region=gao`: the name must be a filter of one of the pictures at least, and what it leaves is checked later."""
    from dashboard import pictures

    known = sorted({name for key in keys if key in _keys() for name in pictures.entry(key).filters})
    found = [tuple(pair.partition("=")[::2]) for pair in pairs]
    for name, value in found:
        if name not in known or not value:
            raise FileRefused(
                "“{asked}” is no filter of these pictures: write name=value; names: {known}.",
                asked=f"{name}={value}", known=", ".join(known) or "–",
            )  # fmt: skip
    return tuple((name, value) for name, value in found)


def _keys() -> set[str]:
    from dashboard import pictures

    return {entry.key for entry in pictures.entries()}


def reading_of(choices: Choices) -> Reading:
    today = dt.datetime.now(dt.UTC).date()
    if choices.as_of and choices.as_of > today:
        raise FileRefused("{day} has not come yet: choose a day until today.", day=choices.as_of)
    return Reading(choices.as_of if choices.as_of != today else None, choices.scope)


def save(order: Order, ask: Ask, folder: Path) -> Path:
    """Into the folder, whole or not at all, under the name that the page would give it."""
    from dashboard.exports import files

    file = files.make(order, ask)
    with whole_or_nothing(folder / file.name) as path:
        path.write_bytes(file.content)
    return folder / file.name


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """A path beside the target that takes its name at the end; whatever fails leaves the target as it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=".making-", dir=target.parent)
    os.close(handle)
    path = Path(made)
    try:
        yield path
        path.chmod(0o644)
        path.replace(target)
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


@contextmanager
def asking() -> Iterator[Ask]:
    """One moment of the database for all the files of a command."""
    from dashboard import database, pictures
    from dashboard.exports.remembering import remembering

    with database.reading() as connection:
        yield remembering(pictures.direct(connection))


def _pictures(command: Any) -> None:
    language = command.language
    adding = command.options.add_argument
    adding("keys", nargs="+", metavar="KEY", help=text("a picture of “visuals”, or “all”", language))
    adding(
        "--format", default="png", metavar="png,svg,pdf,pptx,xlsx,csv,json", help=text("forms of the files", language)
    )
    adding("--size", default="16x9", metavar="16x9,1x1,4x5,…", help=text("sizes of PNG, SVG and PDF", language))
    adding("--theme", default="light", metavar="light|dark", help=text("light or dark ground", language))
    adding(
        "--filter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=text("as in the links of the pages", language),
    )
    adding("--hxl", action="store_true", help=text("with HXL tags in XLSX and CSV", language))
    _reading(command)


def _reading(command: Any) -> None:
    language = command.language
    command.spoken.choices, command.spoken.dest = None, "files_language"
    command.spoken.metavar = "fr,en"
    command.spoken.default = "fr"
    command.spoken.help = text("languages of the files; messages are in the first", language)
    adding = command.options.add_argument
    adding(
        "--as-of", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help=text("what was known on that day", language)
    )
    adding(
        "--scope",
        choices=("all", "published"),
        default="all",
        help=text("with or without the demonstration set", language),
    )


def _one_file(command: Any) -> None:
    help_words = text("the file to save", command.language)
    command.options.add_argument("--out", type=Path, required=True, metavar="FILE", help=help_words)
