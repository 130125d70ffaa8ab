"""The words by which spreadsheets show that a cell could not be computed, in the languages met."""

from __future__ import annotations

ERRORS = frozenset(
    {
        "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
        "#BLOCKED!", "#GETTING_DATA", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
        "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#EPARS!", "#PROPAGATION!", "#ND",
        "Err:501", "Err:502", "Err:503", "Err:504", "Err:508", "Err:509", "Err:510", "Err:511", "Err:519",
        "Err:522", "Err:523", "Err:524", "Err:525",
    }
)  # fmt: skip
