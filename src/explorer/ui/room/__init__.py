"""What a workshop's participants have on their phones: plain pages beside the app, no Streamlit."""
