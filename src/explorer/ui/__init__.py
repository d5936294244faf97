"""The only package that imports streamlit: state, controls and the frame of a page."""
