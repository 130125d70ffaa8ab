"""The acts of the audit log in words; one that has none yet is told by its name."""

from __future__ import annotations

from typing import Final

from dashboard.queries import settings
from dashboard.texts import Language, number, text
from dashboard.views.identity import ROLE_WORDS
from dashboard.views.site_map import BY_KEY

REFUSED: Final = "_refused"
ACTIONS: Final = {
    "account_added": "Account made",
    "account_bound": "Account bound to a person of the provider",
    "account_disabled": "Account closed",
    "account_enabled": "Account opened again",
    "account_unbound": "Account bound to nobody",
    "agenda_item_added": "Point of the agenda added",
    "agenda_item_changed": "Point of the agenda changed",
    "agenda_item_withdrawn": "Point of the agenda withdrawn",
    "copy_downloaded": "Copy of the database taken away",
    "copy_failed": "Copy of the database failed",
    "database_copied": "Database copied",
    "database_restored": "Copy of the database put back",
    "decision_added": "Decision written down",
    "decision_changed": "Decision changed",
    "decision_followed": "Decision followed up",
    "decision_withdrawn": "Decision withdrawn",
    "demonstration_cleared": "Demonstration removed",
    "demonstration_loaded": "Demonstration laid out",
    "activity_added": "Activity added",
    "activity_changed": "Terms of an activity changed",
    "import_abandoned": "File abandoned",
    "import_accepted": "File accepted",
    "import_answered": "Questions about a file answered",
    "import_described": "Source of a file named",
    "import_dropped": "File brought",
    "import_proposed": "File proposed to the other side",
    "import_returned": "File returned",
    "import_unreadable": "File refused",
    "import_withdrawn": "File withdrawn",
    "mapping_remembered": "Answers about a shape of file remembered",
    "withdrawal_asked": "Withdrawal of a file asked for",
    "withdrawal_returned": "Withdrawal of a file refused by the other side",
    "participant_added": "Participant added",
    "participant_changed": "Participant changed",
    "participant_withdrawn": "Participant withdrawn",
    "load_published": "Published figures loaded",
    "password_changed": "Own password changed",
    "password_set": "New password given",
    "progress_accepted": "Report accepted",
    "progress_corrected": "Report corrected",
    "progress_declared": "Report declared",
    "progress_returned": "Report returned",
    "remark_added": "Remark written down",
    "remark_changed": "Remark changed",
    "remark_withdrawn": "Remark withdrawn",
    "review_changed": "Review changed",
    "review_opened": "Review opened",
    "review_prepared": "Review announced",
    "review_signed": "Review signed",
    "roles_changed": "Rights of an account changed",
    "setting_changed": "Setting changed",
    "sign_in_refused": "Sign-in refused",
    "small_counts_refused": "Small counts refused",
    "small_counts_seen": "Small counts looked at",
    "signed_in": "Signed in",
    "signed_out": "Signed out",
    "signed_out_by_administrator": "Sessions ended by the administrator",
}
KINDS: Final = {
    "account": "account",
    "activity": "activity",
    "batch": "file that was brought in",
    "agenda_item": "point",
    "database": "file",
    "decision": "decision",
    "import": "file on its way in",
    "mapping": "remembered answers",
    "page": "page",
    "participant": "participant",
    "progress_report": "report",
    "remark": "remark",
    "request": "request",
    "review": "review",
    "setting": "setting",
    "source": "source",
}


SETTINGS: Final = {
    settings.READING: "Who may read the pages and files",
    settings.IDLE_MINUTES: "End of a session when idle, in minutes",
    settings.SESSION_HOURS: "End of a session in any case, in hours",
    settings.WATCH_POINTS: "To watch beyond, in points",
    settings.LATE_POINTS: "Late beyond, in points",
    settings.LEAST_TOLD: "Smallest protected count that is told",
    settings.IMPORT_ACCEPTANCE: "Who accepts a file",
    settings.TEXT_MEGABYTES: "Largest CSV file, in megabytes",
    settings.WORKBOOK_MEGABYTES: "Largest workbook, in megabytes",
}
FIELDS: Final = {"name": "name", "roles": "roles", "side": "side", "sessions": "sessions", "size": "octets",
                 "comment": "comment", "status": "state", "registers": "registers", "filters": "filters",
                 "day": "as of", "with_demonstration": "with the demonstration"}  # fmt: skip
VALUES: Final[dict[str, str]] = {
    settings.OPEN: "Everybody",
    settings.ACCOUNT: "Those who have an account",
    settings.ONE: "The side that brings it",
    settings.BOTH: "Both sides",
    "ministry": "Ministry",
    "iom": "IOM Mali",
    **{str(role): words for role, words in ROLE_WORDS.items()},
}


def action_words(action: str, language: Language) -> str:
    if action in ACTIONS:
        return text(ACTIONS[action], language)
    if action.endswith(REFUSED):
        return text("Refused: {act}", language, act=action.removesuffix(REFUSED).replace("_", " "))
    return action.replace("_", " ")


def kind_words(kind: str, language: Language) -> str:
    return text(KINDS[kind], language) if kind in KINDS else kind


def key_words(kind: str, key: str | None, language: Language) -> str:
    if kind == "page" and key in BY_KEY:
        return BY_KEY[key].named(language)
    return text(SETTINGS[key], language) if kind == "setting" and key in SETTINGS else key or ""


def field_words(name: str, language: Language) -> str:
    return text(FIELDS[name], language) if name in FIELDS else name.replace("_", " ")


def value_words(value: object, language: Language) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return text("yes", language) if value else text("no", language)
    if isinstance(value, int):
        return number(value, language)
    return text(VALUES[value], language) if isinstance(value, str) and value in VALUES else str(value)
