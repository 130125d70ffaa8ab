"""Activities of a file beside those of the roadmap: new ones, and new terms of those that the side owns."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from dashboard.model import (
    Activity,
    ActivityPartner,
    ActivityVersion,
    Organisation,
    Priority,
    Source,
    Territory,
)
from dashboard.queries import drafts, entry, registers
from dashboard.queries.drafts import Draft
from dashboard.queries.import_doubts import Notice

Columns = dict[str, Any]
TERMS: Final = (
    "title_fr", "title_en", "deliverable_fr", "deliverable_en", "owner_id", "territory_id", "starts_on", "due_on",
    "weight",
)  # fmt: skip
KEY_LENGTH: Final = 60


@dataclass(frozen=True)
class Terms:
    """One row of the file: its terms, its priority and partners by number, and what stands under its key."""

    row: int
    key: str
    priority_id: int
    columns: Columns
    partners: frozenset[int]
    owner_kind: str
    stands: Any | None
    stood_partners: frozenset[int]

    @property
    def is_new(self) -> bool:
        return self.stands is None

    @property
    def is_changed(self) -> bool:
        if self.stands is None:
            return False
        has_moved = any(self.columns[name] != getattr(self.stands, name) for name in TERMS)
        return has_moved or self.partners != self.stood_partners


def terms(connection: Connection, draft: Draft) -> list[Terms]:
    """Every row of a draft, beside what stands under its key; a new activity gets a key from its title."""
    standing, partners = _standing(connection), _partners(connection)
    organisations = {row.key: row for row in connection.execute(select(Organisation.id, Organisation.key,
                                                                       Organisation.kind))}  # fmt: skip
    priorities = {row.number: row.id for row in connection.execute(select(Priority.number, Priority.id))}
    places = _places(connection)
    found: list[Terms] = []
    for row in drafts.rows(connection, draft.number):
        key = row["activity"] or _new_key(row["title_fr"] or row["title_en"], {*standing, *(one.key for one in found)})
        stands = standing.get(key)
        owner = organisations[row["owner"]]
        found.append(
            Terms(int(row["row"]), key, priorities[int(row["priority"])], _columns(row, owner.id, places),
                  frozenset(organisations[name].id for name in _split(row["partners"])), owner.kind, stands,
                  partners.get(stands.activity_id, frozenset()) if stands else frozenset())
        )  # fmt: skip
    return found


def faults(draft: Draft, rows: Sequence[Terms]) -> Iterator[Notice]:
    seen: set[str] = set()
    for one in rows:
        if one.key in seen:
            yield Notice("twice", "Row {row}: this activity stands twice in the file: keep one.", {"row": str(one.row)})
        seen.add(one.key)
        owners = [one.owner_kind, *([one.stands.owner_kind] if one.stands else [])]
        if not all(entry.belongs_to(draft.side, kind) for kind in owners):
            key = "Row {row}: this activity belongs to the other side, which brings its terms."
            yield Notice("other_side", key, {"row": str(one.row)})
        if one.stands and one.stands.source_kind == "demonstration" and not draft.is_demonstration:
            key = "Row {row}: this activity is fictitious, part of the demonstration: no real file changes it."
            yield Notice("fictitious", key, {"row": str(one.row)})
        elif one.stands and one.stands.source_kind != "demonstration" and draft.is_demonstration:
            key = "Row {row}: this activity is real: an account of the demonstration does not change it."
            yield Notice("real", key, {"row": str(one.row)})
        elif one.stands and one.stands.priority_id != one.priority_id:
            key = "Row {row}: this activity stands under another priority, which a file does not change."
            yield Notice("priority", key, {"row": str(one.row)})


def _columns(row: Mapping[str, str], owner_id: int, places: Mapping[str, int]) -> Columns:
    return {
        "title_fr": row["title_fr"] or row["title_en"], "title_en": row["title_en"] or row["title_fr"],
        "deliverable_fr": row["deliverable_fr"] or row["deliverable_en"],
        "deliverable_en": row["deliverable_en"] or row["deliverable_fr"], "owner_id": owner_id,
        "territory_id": places[row["territory"]] if row["territory"] else None,
        "starts_on": dt.date.fromisoformat(row["starts_on"]), "due_on": dt.date.fromisoformat(row["due_on"]),
        "weight": float(row["weight"] or 1),
    }  # fmt: skip


def _places(connection: Connection) -> dict[str, int]:
    found = connection.execute(select(Territory.key, Territory.id).where(Territory.division == registers.DIVISION))
    return {row.key: row.id for row in found}


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(";") if key.strip()]


def _standing(connection: Connection) -> dict[str, Any]:
    version = ActivityVersion
    found = connection.execute(
        select(Activity.key, Activity.priority_id, Source.kind.label("source_kind"),
               Organisation.kind.label("owner_kind"), version.id, version.activity_id,
               *(getattr(version, name) for name in TERMS))
        .join(Activity, Activity.id == version.activity_id).join(Source, Source.id == Activity.source_id)
        .join(Organisation, Organisation.id == version.owner_id).where(version.superseded_at.is_(None))
    )  # fmt: skip
    return {row.key: row for row in found}


def _partners(connection: Connection) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for activity_id, number in connection.execute(select(ActivityPartner.activity_id, ActivityPartner.organisation_id)):
        found.setdefault(activity_id, set()).add(number)
    return {activity_id: frozenset(numbers) for activity_id, numbers in found.items()}


def _new_key(title: str, taken: set[str]) -> str:
    """`former-les-agents`, then `former-les-agents-2`: words of the title without accents."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[: KEY_LENGTH - 4].strip("-") or "activity"
    keys = (stem if turn == 1 else f"{stem}-{turn}" for turn in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)
