"""Files as people have them, opened safely: from bytes to sheets of rows, without any meaning."""

from dashboard.sheets.opening import open_book

__all__ = ["open_book"]
