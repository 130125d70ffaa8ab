"""Why a file is refused, where several readers have the same reason."""

from __future__ import annotations

from dashboard.errors import ImportRefused
from dashboard.sheets.book import Remark, letter
from dashboard.sheets.limits import HEADINGS, Limits

MEGABYTE = 1_000_000
MACROS_LEFT_OUT = Remark("The macros of this file were left out: only its cells were read.")
LINKS_NOT_FOLLOWED = Remark("Links to other files were not followed: the values are those last saved in this one.")


def damaged() -> ImportRefused:
    return ImportRefused("The file is damaged: open it in its own program, save it again, then drop it.")


def cut() -> ImportRefused:
    return ImportRefused("The file is incomplete, as if its copy had been cut: copy or download it again.")


def protected() -> ImportRefused:
    return ImportRefused("The file is protected by a password: remove the password, save the file, then drop it again.")


def odd() -> ImportRefused:
    return ImportRefused("The file is not built like an ordinary workbook: copy the table into a new one.")


def instructions() -> ImportRefused:
    """A document type declaration: entities, other files, expansions; no table needs one."""
    return ImportRefused("The file contains instructions that no table needs: copy the table into a new workbook.")


def nothing_in_it() -> ImportRefused:
    return ImportRefused("The file has no filled cells: fill it in, save it, then drop it again.")


def too_heavy(found: int, limit: int) -> ImportRefused:
    return ImportRefused(
        "The file has {found} MB; at most {limit} MB are read. Split it into several files.",
        found=_megabytes(found),
        limit=limit // MEGABYTE,
    )


def too_heavy_unpacked(found: int, limit: int) -> ImportRefused:
    return ImportRefused(
        "Unpacked, the file has {found} MB; at most {limit} MB are read. Copy the table into a new workbook.",
        found=_megabytes(found),
        limit=limit // MEGABYTE,
    )


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)


def too_many_parts(found: int, limit: int) -> ImportRefused:
    return ImportRefused(
        "The file is made of {found} parts; at most {limit} are read. Copy the table into a new workbook.",
        found=found,
        limit=limit,
    )


def too_many_cells(limit: int) -> ImportRefused:
    return ImportRefused("The file has more than {limit} cells: split it into several files.", limit=limit)


def check_place(sheet: str, row: int, column: int, limits: Limits) -> None:
    """A filled cell further down or to the right than a workbook may go, however few cells lie between."""
    if row > limits.workbook_rows + HEADINGS:
        raise ImportRefused(
            "Sheet “{sheet}” is filled down to row {found}; at most {limit} rows are read.",
            sheet=sheet,
            found=row,
            limit=limits.workbook_rows,
        )
    check_columns(sheet, column, limits)


def check_columns(sheet: str, column: int, limits: Limits) -> None:
    if column > limits.columns:
        raise ImportRefused(
            "“{sheet}” is filled up to column {found}; at most {limit} columns are read.",
            sheet=sheet,
            found=letter(column),
            limit=limits.columns,
        )


def check_sheets(found: int, limits: Limits) -> None:
    if found > limits.sheets:
        raise ImportRefused(
            "The file has {found} sheets; at most {limit} are read. Keep only the useful ones.",
            found=found,
            limit=limits.sheets,
        )
