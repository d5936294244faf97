"""The neighbourhood inequalities explorer: what the server serves, and what each visit runs."""

if __name__ == "__main__":  # a visit: Streamlit runs this file as its script
    from explorer.ui import start

    start.run()
else:  # the server: `streamlit run app.py` finds `app` and serves it
    from streamlit.starlette import App

    from explorer.ui.room.routes import routes

    app = App(__file__, routes=routes())
