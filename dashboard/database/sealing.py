"""Copies encrypted to a public key (age, X25519): whoever takes the server or its copies away reads none of them.

`DASHBOARD_BACKUP_RECIPIENT` is the public key; the secret one is kept elsewhere, and named only to put a copy back.
A copy is made and checked in clear, then encrypted: meanwhile it lies in a folder for its owner's eyes only, beside the
SQLite file, which lies there in clear as well, or in the system's folder for what does not last.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from dashboard.errors import DashboardError

SETTING: Final = "DASHBOARD_BACKUP_RECIPIENT"
ENDING: Final = ".age"
START: Final = b"age-encryption.org/v1"
SECRET: Final = "AGE-SECRET-KEY-1"  # noqa: S105 how the line with a secret key begins
PREFIX: Final = "dashboard-copy-"
LEFT_S: Final = 86_400
"""After which an unfinished copy, or one in clear, is what a killed process left."""


def is_wanted() -> bool:
    return bool(os.environ.get(SETTING, "").strip())


def ending() -> str:
    """Of the names of the copies that are made now."""
    return ENDING if is_wanted() else ""


def recipient() -> Any:
    """The public key that the server names."""
    from pyrage import RecipientError, x25519

    try:
        return x25519.Recipient.from_str(os.environ.get(SETTING, "").strip())
    except RecipientError:
        sentence = "{setting} is not a public key of age, which begins with “age1”: no copy is made before it is one."
        raise DashboardError(sentence, setting=SETTING) from None


def is_sealed(path: Path) -> bool:
    with path.open("rb") as opened:
        return opened.read(len(START)) == START


def seal(clear: Path, target: Path) -> None:
    """Encrypt a file into another that is there, and see it on the disk."""
    from pyrage import encrypt_io

    with clear.open("rb") as read, target.open("wb") as written:
        encrypt_io(read, written, [recipient()])
        written.flush()
        os.fsync(written.fileno())


@contextmanager
def readable(path: Path, identity: Path | None) -> Iterator[Path]:
    """The copy itself, or for as long as this lasts what an encrypted one holds."""
    if not is_sealed(path):
        yield path
        return
    if identity is None:
        sentence = "“{name}” is encrypted: add --identity with the file of its secret key. Nothing was changed."
        raise DashboardError(sentence, name=path.name)
    keys = _keys_in(identity)
    with private_folder() as folder:
        clear = folder / path.name.removesuffix(ENDING)
        _unseal(path, clear, keys, identity)
        yield clear


@contextmanager
def private_folder(beside: Path | None = None) -> Iterator[Path]:
    """For its owner's eyes only, and gone afterwards, with those that killed processes left long ago."""
    place = beside or Path(tempfile.gettempdir())
    for left in place.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another process was quicker
            if left.stat().st_mtime < time.time() - LEFT_S:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=place) as folder:
        yield Path(folder)


def _unseal(path: Path, clear: Path, keys: list[Any], identity: Path) -> None:
    from pyrage import DecryptError, decrypt_io

    try:
        with path.open("rb") as read, clear.open("wb") as written:
            decrypt_io(read, written, keys)
    except OSError as error:
        if error.errno:
            raise
        raise broken(path.name) from None
    except DecryptError as error:
        if "No matching keys" not in str(error):
            raise broken(path.name) from None
        sentence = "“{name}” was not encrypted to the key in “{identity}”: nothing was changed. Name the right one."
        raise DashboardError(sentence, name=path.name, identity=identity.name) from None


def _keys_in(path: Path) -> list[Any]:
    """The secret keys of a file as `age-keygen` writes it."""
    from pyrage import IdentityError, x25519

    lines = [line.strip() for line in path.read_text("utf-8", "replace").splitlines() if line.startswith(SECRET)]
    try:
        keys = [x25519.Identity.from_str(line) for line in lines]
    except IdentityError:
        keys = []
    if not keys:
        raise DashboardError("“{name}” holds no secret key of age: nothing was changed.", name=path.name)
    return keys


def broken(name: str) -> DashboardError:
    return DashboardError("“{name}” is damaged: nothing was changed. Choose another copy.", name=name)
