"""Pieces of page that pages share: what is fetched, drawn, filtered and linked."""
