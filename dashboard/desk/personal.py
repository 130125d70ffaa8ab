"""Words that may name or describe one person: doubted once before they are recorded, never refused.

A machine cannot tell a case from a committee, its author can. What editors write is read by whoever may read pages, but
for reports on progress: what is doubted in them stays between the two sides (`views.activities`). A review is read and
signed by both word for word, and shown as it was signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.errors import Doubtful
from dashboard.imports.personal import found

BETWEEN_SIDES: Final = {
    "email": "This text seems to hold an e-mail address: only the two sides will read it. Record it as it is?",
    "phone": "This text seems to hold a telephone number: only the two sides will read it. Record it as it is?",
    "case": "This text seems to name or describe one person: only the two sides will read it. Record it as it is?",
}
FOR_READERS: Final = {
    "email": "This text seems to hold an e-mail address. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
    "phone": "This text seems to hold a telephone number. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
    "case": "This text seems to name or describe one person. Everybody who reads the dashboard can read it. "
    "Record it as it is?",
}


def doubt(words: str, field: str, sentences: Mapping[str, str] = FOR_READERS) -> None:
    """Raise `Doubtful` where the words look like a person's."""
    kind = found(words)
    if kind:
        raise Doubtful(sentences[kind], field=field)
