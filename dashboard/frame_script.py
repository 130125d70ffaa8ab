"""The script behind every page; Streamlit compiles it anew for a reader who comes alone, so it is short."""

from dashboard.views import shell

shell.run()
