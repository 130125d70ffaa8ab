"""Words that may name or describe one person: doubted once before they are recorded, never refused.

What editors write is read by whoever may read pages; a machine cannot tell a case from a committee, its author can.
"""

from __future__ import annotations

from typing import Final

from dashboard.errors import Doubtful
from dashboard.imports.personal import found

SENTENCES: Final = {
    "email": "This text seems to hold an e-mail address. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
    "phone": "This text seems to hold a telephone number. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
    "case": "This text seems to name or describe one person. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
}


def doubt(words: str, field: str) -> None:
    """Raise `Doubtful` where the words look like a person's."""
    kind = found(words)
    if kind:
        raise Doubtful(SENTENCES[kind], field=field)
