"""What became of decisions, as a word with its mark and colour."""

from __future__ import annotations

from collections import Counter

from dashboard.charts import headlines
from dashboard.charts.headlines import STATES, Decided, State
from dashboard.texts import Language, text
from dashboard.views.markup import esc

PAINTS: dict[State, str] = {
    "kept": "teal", "missed": "crimson", "changed": "gold_ink", "overdue": "crimson", "open": "muted",
}  # fmt: skip
MARKS: dict[State, str] = {"kept": "●", "missed": "✕", "changed": "◆", "overdue": "▲", "open": "○"}


def outcomes(decided: list[Decided], language: Language) -> str:
    """`4 décisions : exécutée 3, en retard 1`, each with its mark."""
    if not decided:
        return ""
    counts = Counter(one.state for one in decided)
    total = text("{count} decision", "{count} decisions", language=language, count=len(decided))
    told = "".join(
        f'<span class="t-{PAINTS[state]}">{MARKS[state]} {esc(headlines.state_word(state, language))}'
        f"{esc(text(': ', language))}{counts[state]}</span>"
        for state in STATES
        if counts[state]
    )
    return f'<p class="outcomes"><span>{esc(total)}</span>{told}</p>'
