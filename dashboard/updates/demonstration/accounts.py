"""The fictitious accounts: one for each kind of work, without a password, entered by a click on the sign-in page.

Their logins hold a colon, which no real login has: the two never meet, and none can be typed.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dashboard.model import Account, AccountRole
from dashboard.updates.demonstration import contents
from dashboard.updates.demonstration.layout import Layout
from dashboard.updates.demonstration.writing import write, write_numbered


def write_all(connection: Connection, layout: Layout, source_id: int) -> None:
    people = contents.words()["account"]
    rows = [
        {
            "login": f"demo:{person['key']}",
            "display_name": person["name"],
            "side": person.get("side"),
            "created_at": layout.moment(0, 0),
            "source_id": source_id,
        }
        for person in people
    ]
    numbers = write_numbered(connection, Account, rows)
    roles = [
        {"account_id": number, "role": role}
        for number, person in zip(numbers, people, strict=True)
        for role in person["roles"]
    ]
    write(connection, AccountRole, roles)
