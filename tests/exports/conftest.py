"""Files are made of the pictures of the full database, asked as commands ask them."""

from tests.pictures.conftest import ask, reading

__all__ = ["ask", "reading"]
