"""`python -m dashboard exchange export` and `template`: files for another dashboard, and files to fill in."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, cast

from dashboard.commands.parser import Choices, Lines
from dashboard.texts import Language, text

FORMS: Final = ("csv", "iati")


def add(command: Callable[..., Any]) -> None:
    """`exchange export --form csv|iati --out DIR` and `template KEY --out FILE`."""
    from dashboard.imports.templates import KEYS

    exchange = command("exchange", "files that carry the data to another dashboard or registry").subcommands()
    export = exchange("export", "save every real row: CSV with HXL tags, or IATI results", save_everything)
    language, adding = export.language, export.options.add_argument
    adding(
        "--form",
        choices=FORMS,
        default="csv",
        help=text("csv: loads back without a question; iati: XML 2.03", language),
    )
    adding("--out", type=Path, default=Path(), metavar="DIR", help=text("folder to save into", language))
    template = command("template", "save an empty workbook to fill in and bring back", save_template)
    language, adding = template.language, template.options.add_argument
    adding("key", choices=KEYS, metavar="KEY", help=text("one of: {keys}", language, keys=", ".join(KEYS)))
    adding("--out", type=Path, metavar="FILE", help=text("file to save; its usual name without it", language))


def save_everything(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.exports import exchange, iati
    from dashboard.queries.exchange import Holdings

    choices.out.mkdir(parents=True, exist_ok=True)
    with database.reading() as connection:
        holdings = Holdings(connection)
        if choices.form == "iati":
            for name, parts in iati.files(holdings):
                yield str(_saved(choices.out / name, (part.encode() for part in parts)))
            return
        for file in exchange.files(holdings, language):
            yield str(_saved(choices.out / file.name, exchange.encoded(file)))


def save_template(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.exports import import_templates
    from dashboard.imports.templates import Key
    from dashboard.queries import template_choices

    key = cast(Key, choices.key)
    with database.reading() as connection:
        lists = template_choices.choices(connection, key, language)
    made = import_templates.written(key, language, lists, dt.datetime.now(dt.UTC).date())
    yield str(_saved(choices.out or Path(import_templates.name(key, language)), iter([made])))


def _saved(path: Path, content: Iterator[bytes]) -> Path:
    """Whole, or not there: what is being written has another name until its end."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
