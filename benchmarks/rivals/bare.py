"""The least that Streamlit can show: one line of text, run by `streamlit run` with its default settings."""

import streamlit as st

st.write("Bonjour")
