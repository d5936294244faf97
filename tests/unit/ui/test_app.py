"""One file is both what the server serves and what each visit runs."""

import runpy
import subprocess
import sys

from streamlit.web.server.app_discovery import discover_asgi_app

from explorer.cli.serving import APP, HOME


def test_streamlit_finds_the_app_that_has_the_phones_pages() -> None:
    assert discover_asgi_app(APP).import_string == "app:app"
    served = runpy.run_path(str(APP), run_name="app")["app"]
    assert served.script_path == APP
    paths = [route.path for route in served._user_routes]
    assert paths[:2] == ["/join", "/join/room.js"]


def test_serving_loads_no_database_before_the_first_phone() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import app, sys; print('sqlalchemy' in sys.modules)"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "False"
