"""The manifest of what the build wrote, so that damage to a file is noticed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

BUILT = ("tables", "extras")


def write_manifest(data: Path) -> None:
    """Write `manifest.json`: size and SHA-256 of every file that the build makes."""
    files = {}
    for folder in BUILT:
        for path in sorted((data / folder).glob("*.csv")):
            content = path.read_bytes()
            files[f"data/{folder}/{path.name}"] = {
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
    text = json.dumps({"files": files}, indent=2, sort_keys=True)
    (data / "manifest.json").write_text(text + "\n", encoding="utf-8")
