"""The same rows for every form, size and language of a picture, queried once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from dashboard.pictures import Ask
from dashboard.provenance import Reading


def remembering(ask: Ask) -> Ask:
    """Asks once for what is asked again; for one reading of the database, and no longer."""
    kept: dict[Hashable, Any] = {}

    def asked(query: Callable[..., Any], *, reading: Reading, **arguments: Hashable) -> Any:
        key = (query, reading, tuple(sorted(arguments.items())))
        if key not in kept:
            kept[key] = ask(query, reading=reading, **arguments)
        return kept[key]

    return asked
