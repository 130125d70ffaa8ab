"""Sourced rows → pictures. Nothing here knows Streamlit or reads the database."""
