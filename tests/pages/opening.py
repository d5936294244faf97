"""Opens a page through Streamlit's own test runner, and reads what it says."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


def opened(stem: str, **query: str) -> AppTest:
    """Run a page of the app as a visit to its address with a query."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(str(ROOT / "pages" / f"{stem}.py"))
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def words(app: AppTest) -> str:
    """Return all that a page says in its own HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def headline(app: AppTest) -> str:
    """Return a page's finding."""
    text = next(e.proto.body for e in app.get("html") if 'class="headline"' in e.proto.body)
    return text.partition(">")[2].partition("<")[0]
