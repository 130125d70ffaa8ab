"""How fast the dashboard is beside a bare Streamlit page and the same pictures in Dash: `python -m benchmarks`."""
