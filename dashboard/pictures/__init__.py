"""The list of pictures: a key and link values give the same `Visual` to pages, files and commands.

`python -m dashboard visuals` prints it.
"""

from dashboard.pictures.entry import Ask, Entry
from dashboard.pictures.registry import direct, entries, entry, filters_of, known_values, picture

__all__ = ["Ask", "Entry", "direct", "entries", "entry", "filters_of", "known_values", "picture"]
