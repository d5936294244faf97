"""The two apps that are measured side by side."""

from explorer.cli.serving import APP as EXPLORER
from explorer.cli.serving import HOME, Server, serve

PLAIN = HOME / "bench" / "plain" / "app.py"

__all__ = ["EXPLORER", "HOME", "PLAIN", "Server", "serve"]
