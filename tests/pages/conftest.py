"""Pages are opened over the same filled database as the views."""

from tests.views.conftest import filled, full_database

__all__ = ["filled", "full_database"]
