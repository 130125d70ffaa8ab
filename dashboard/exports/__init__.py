"""Pictures → files. Nothing here knows Streamlit or opens a browser."""
