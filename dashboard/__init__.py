"""The dashboard of the 2026 institutional dialogue between the MMEIA and IOM Mali."""
