"""Hand-made rows with a source, as a query would return them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.provenance import Reading, Source, Sourced, frame

DAY = dt.date(2026, 11, 21)


def sourced(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = (), kind: str = "register") -> Sourced:
    """Rows by column name; what a row leaves out is None. An empty table needs its `columns`."""
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    source = Source("s", "Source", "Source", "MMEIA", None, None, "not_printed", None, kind)
    return Sourced(frame([[row.get(name) for name in names] for row in rows], names), (source,), Reading(DAY))
