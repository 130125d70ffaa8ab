"""PostgreSQL's own programs, run without a password on their command line or in a log."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from dashboard.database import failures
from dashboard.errors import DashboardError

OLDER: Final = "server version mismatch"
NEWER_FORMAT: Final = "unsupported version"
SETTINGS: Final = {"PGCONNECT_TIMEOUT": "10", "PGTZ": "UTC", "PGOPTIONS": "-c lock_timeout=30s", "LC_ALL": "C"}


def run(program: str, words: Sequence[str], *, failed: DashboardError, where: sa.URL | None = None) -> str:
    """What the program says. `where` is the database it works on; `failed` is told when it does not do its work."""
    if missing := lack(program):
        raise missing
    named = [f"--dbname={_without_password(where)}"] if where is not None else []
    done = subprocess.run(
        [program, *words, *named], env=os.environ | SETTINGS | _secret(where), stdin=subprocess.DEVNULL,
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise _told(program, done.stderr.decode("utf-8", "replace"), failed)
    return done.stdout.decode("utf-8", "replace")


def lack(program: str) -> DashboardError | None:
    """What to install when the program is not there."""
    if shutil.which(program):
        return None
    return DashboardError(
        "This needs the program {program}: install the PostgreSQL client (on Debian or Ubuntu: "
        "apt-get install postgresql-client).",
        program=program,
    )


def _told(program: str, said: str, failed: DashboardError) -> DashboardError:
    failures.LOGGER.error("%s: %s", program, " ".join(said.split("DETAIL:")[0].split()))
    if OLDER in said or NEWER_FORMAT in said:
        sentence = "The program {program} is older than the server: install the PostgreSQL client of its version."
        return DashboardError(sentence, program=program)
    return failed


def _without_password(where: sa.URL) -> str:
    plain = where.set(drivername="postgresql", password=None).difference_update_query(["password"])
    return plain.render_as_string()


def _secret(where: sa.URL | None) -> dict[str, str]:
    password = where and (where.password or where.query.get("password"))
    return {"PGPASSWORD": str(password)} if password else {}
