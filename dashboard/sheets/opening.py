"""A file becomes a book: judged first, then read by what it really is.

A reader is loaded when it is needed: the server, which only names books, stays small.
"""

from __future__ import annotations

from pathlib import Path

from dashboard.sheets import judging
from dashboard.sheets.book import Book
from dashboard.sheets.limits import Limits


def open_book(path: Path, file_name: str, limits: Limits) -> Book:
    """The sheets of the file at `path`, which its owner calls `file_name`; `ImportRefused` says what is wrong with it.

    A workbook is read whole at once. A text file is read as its rows are asked for: what is wrong further down in it
    (a quotation mark never closed, a row too wide) is raised by `Sheet.rows()`.
    """
    form = judging.form_of(path, file_name, limits)
    if form == "text":
        from dashboard.sheets import text_file

        return text_file.read(path, file_name, limits)
    if form == "xml":
        from dashboard.sheets import xml_file

        return xml_file.read(path, file_name)
    return _workbook(form, path, file_name, limits)


def _workbook(form: judging.Form, path: Path, file_name: str, limits: Limits) -> Book:
    if form == "xlsx":
        from dashboard.sheets import xlsx

        return xlsx.read(path, file_name, limits)
    if form == "ods":
        from dashboard.sheets import ods

        return ods.read(path, file_name, limits)
    from dashboard.sheets import xls

    return xls.read(path, file_name, limits)
