"""What moved between two reviews, one line a priority or an activity: progress, status and date, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dashboard.charts.theme import STATUS, status_word
from dashboard.exports import change_words
from dashboard.exports.change_words import ARROW, KINDS, Change
from dashboard.texts import Language, text
from dashboard.views.markup import esc

SHOWN: Final = ("priority", "activity")
COLUMNS: Final = {
    "progress": "Accepted progress", "status": "Status", "finished": "Status", "due_on": "Due date", "added": "Status",
    "withdrawn": "Status",
}  # fmt: skip
HEADS: Final = ("Accepted progress", "Status", "Due date")
NOVEL: Final = {"added": "New activity", "withdrawn": "Activity withdrawn"}


def titles(language: Language) -> list[str]:
    """Of the parts that stand here."""
    return [text(KINDS[kind], language) for kind in SHOWN]


def html(changes: Sequence[Change], language: Language) -> str:
    return "".join(_part(kind, [row for row in changes if row["kind"] == kind], language) for kind in SHOWN)


def _part(kind: str, rows: Sequence[Change], language: Language) -> str:
    if not rows:
        return ""
    title = esc(text(KINDS[kind], language))
    head = "".join(f'<th scope="col">{esc(words)}</th>' for words in ("", *(text(one, language) for one in HEADS)))
    body = "".join(_line(name, moved, language) for name, moved in _things(rows, language))
    return (
        f'<section class="written moves"><h2>{title}</h2><div class="table-scroll" tabindex="0" role="group"'
        f' aria-label="{title}"><table class="stacks"><caption>{title}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _things(rows: Sequence[Change], language: Language) -> Iterator[tuple[str, dict[str, Change]]]:
    """Each thing once, in its order, with its changes by column."""
    found: dict[str, tuple[str, dict[str, Change]]] = {}
    for row in rows:
        _, moved = found.setdefault(str(row["key"]), (change_words.name(row, language), {}))
        moved[COLUMNS[row["what"]]] = row
    yield from found.values()


def _line(name: str, moved: dict[str, Change], language: Language) -> str:
    cells = "".join(
        f'<td data-label="{esc(text(column, language))}">{_cell(moved.get(column), language)}</td>' for column in HEADS
    )
    return f'<tr><th scope="row">{esc(name)}</th>{cells}</tr>'


def _cell(change: Change | None, language: Language) -> str:
    if change is None:
        return ""
    if change["what"] in NOVEL:
        return f"<b>{esc(text(NOVEL[change['what']], language))}</b>"
    before, after = change_words.before(change, language), change_words.after(change, language)
    if change["what"] == "progress":
        return f"{_bar(change)}{_from_to(esc(before or text('not reported', language)), f'<b>{esc(after)}</b>')}"
    if change["what"] == "due_on":
        return _from_to(esc(before), f"<b>{esc(after)}</b>")
    return _from_to(*(_state(change[end], language) for end in ("before", "after")))


def _from_to(before: str, after: str) -> str:
    return f'<span class="short">{before} {ARROW} {after}</span>'


def _state(status: Any, language: Language) -> str:
    look = STATUS[status]
    return f'<span class="t-{look.ink}">{look.mark} {esc(status_word(status, language))}</span>'


def _bar(change: Change) -> str:
    """From where to where on the way to a hundred; the words stand beside it."""
    start, end = (float(change[name] or 0) for name in ("before", "after"))
    low, width = min(start, end), abs(end - start)
    paint = "teal" if end >= start else "crimson"
    return (
        '<svg class="move" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="f-track" width="100" height="8"/><rect class="f-shade_a" width="{low:g}" height="8"/>'
        f'<rect class="f-{paint}" x="{low:g}" width="{width:g}" height="8"/></svg>'
    )
