"""Folders that hold what people sent, for one process and its owner’s eyes only: gone with it, however it ended.

Their owner holds a lock in each. The system lets go of it even of a process that was killed, and no process that comes
after, with the same number, is ever taken for the owner.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PREFIXES: Final = ("dashboard-import-", "dashboard-packs-")
OWNER, MAKING = ".owner", ".making"
"""Holds the number of the process, for whoever looks; what counts is its lock."""
A_DAY: Final = 86_400
"""Longer than any reading: the folders of earlier versions have no lock."""


@contextlib.contextmanager
def private_folder(prefix: str) -> Iterator[Path]:
    """An empty folder under the system's temporary one, but for the lock of its owner."""
    folder, held = made(prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def made(prefix: str) -> tuple[Path, int]:
    """A folder, and its lock, which holds until it is closed or the process ends."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    held = os.open(folder / MAKING, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    os.write(held, str(os.getpid()).encode())
    (folder / MAKING).rename(folder / OWNER)  # nobody ever finds it unlocked while its owner lives
    return folder, held


def sweep() -> int:
    """Delete what dead processes of this user left; how many folders went."""
    place = Path(tempfile.gettempdir())
    left = [folder for prefix in PREFIXES for folder in place.glob(f"{prefix}*") if _is_left(folder)]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _is_left(folder: Path) -> bool:
    """A folder of ours whose lock nobody holds; one without a lock is being made, or an earlier version left it."""
    try:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            return False
        held = os.open(folder / OWNER, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return time.time() - found.st_mtime > A_DAY
    except OSError:
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(held)
    return True
