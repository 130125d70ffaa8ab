"""The top of every page: what day it speaks of, what it says in one sentence, language and print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.texts import Language, date, text
from dashboard.views.link_values import AS_OF, LANGUAGE, SCOPE, Carried
from dashboard.views.markup import badge, esc, link, tied
from dashboard.views.site_map import SitePage


def heading(
    page: SitePage, carried: Carried, sentence: str, lead: str = "", *, demonstration: bool,
    filters: Mapping[str, str], dropped: Sequence[str] = (), is_lost: bool = False,
) -> str:  # fmt: skip
    """`sentence` is what the data say; `filters` are the link's own values, kept when the language changes.

    `dropped` names the values of the link that meant nothing: one line says so, and another that there was no page at
    the address asked for.
    """
    language = carried.language
    day = text("As of {day}", language, day=date(carried.reading.day, language))
    demo = badge(text("Demonstration – fictitious data", language)) if demonstration else ""
    lead_html = f'<p class="lead">{esc(tied(lead))}</p>' if lead else ""
    return (
        f'<header class="page-head"><div class="head-row"><p class="kicker">{esc(page.named(language))}'
        f'<span class="as-of">{esc(day)}</span>{demo}</p>{_tools(page, carried, filters)}</div>'
        f"<h1>{esc(tied(sentence.removesuffix('.')))}</h1>{lead_html}{_notices(dropped, is_lost, language)}</header>"
    )


def _notices(dropped: Sequence[str], is_lost: bool, language: Language) -> str:
    told = [text("There is no page at this address: this is the summary.", language)] if is_lost else []
    if dropped:
        sentence = "The link held a value that does not exist ({names}): the page is shown without it."
        told.append(text(sentence, language, names=", ".join(dropped)))
    return "".join(f'<p class="notice" role="status">{esc(one)}</p>' for one in told)


def _tools(page: SitePage, carried: Carried, filters: Mapping[str, str]) -> str:
    here = carried.language
    own = {name: value for name, value in filters.items() if name not in (LANGUAGE, AS_OF, SCOPE)}
    both: tuple[tuple[Language, str, str], ...] = (("fr", "FR", "Français"), ("en", "EN", "English"))
    chips = "".join(
        f'<a data-go class="chip" lang="{language}" aria-label="{name}"'
        f"{' aria-current=true' if language == here else ''}"
        f' href="{esc(link(page.key, carried.query() | own | {LANGUAGE: language}))}">{short}</a>'
        for language, short, name in both
    )
    printing = f'<button type="button" class="chip print" data-print>{esc(text("Print", here))}</button>'
    return f'<div class="tools">{printing}<nav aria-label="{esc(text("Language", here))}">{chips}</nav></div>'
