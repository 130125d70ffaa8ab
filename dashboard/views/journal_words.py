"""The acts of the audit log in words; one that has none yet is told by its name."""

from __future__ import annotations

from typing import Final

from dashboard.texts import Language, text

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
    "participant": "participant",
    "progress_report": "report",
    "remark": "remark",
    "request": "request",
    "review": "review",
    "setting": "setting",
    "source": "source",
}


def action_words(action: str, language: Language) -> str:
    if action in ACTIONS:
        return text(ACTIONS[action], language)
    if action.endswith(REFUSED):
        return text("Refused: {act}", language, act=action.removesuffix(REFUSED).replace("_", " "))
    return action.replace("_", " ")


def kind_words(kind: str, language: Language) -> str:
    return text(KINDS[kind], language) if kind in KINDS else kind
