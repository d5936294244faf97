"""Answers kept on disk, so that a service need not send again what has not changed."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from explorer.switching import write_atomically

NAME = "neighbourhood-inequalities-explorer"
MOST_BYTES = 500_000_000
"""What all answers together may weigh; the longest unused go first."""


@dataclass(frozen=True)
class Kept:
    """An earlier answer and what the service said to recognise it by."""

    content: bytes
    content_type: str
    etag: str
    last_modified: str


@dataclass(frozen=True)
class Cache:
    """Answers by address in one folder; a damaged entry counts as none."""

    folder: Path
    most_bytes: int = MOST_BYTES

    def get(self, url: str) -> Kept | None:
        """Return the answer kept for an address, if it is whole."""
        about, body = self._files(url)
        try:
            said = json.loads(about.read_bytes())
            content = body.read_bytes()
            if said.pop("sha256") != sha256(content).hexdigest():
                return None
            # So that what is still asked for is not taken for old.
            body.touch()
            return Kept(content=content, **said)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, answer: Kept) -> None:
        """Keep an answer, if the service gave anything to recognise it by."""
        if not (answer.etag or answer.last_modified):
            return
        about, body = self._files(url)
        said = {name: value for name, value in asdict(answer).items() if name != "content"}
        said["sha256"] = sha256(answer.content).hexdigest()
        # Without a place to keep it, it is asked for in full next time.
        with suppress(OSError):
            write_atomically(body, answer.content)
            write_atomically(about, json.dumps(said).encode())
            self._prune()

    def _prune(self) -> None:
        """Remove the answers that were used longest ago, until there is room enough."""
        held = sorted(
            ((file.stat(), file) for file in self.folder.glob("*.body")),
            key=lambda each: each[0].st_mtime,
            reverse=True,
        )
        weight = 0
        for about, body in held:
            weight += about.st_size
            if weight > self.most_bytes:
                body.with_suffix(".json").unlink(missing_ok=True)
                body.unlink(missing_ok=True)

    def _files(self, url: str) -> tuple[Path, Path]:
        key = sha256(url.encode()).hexdigest()
        return self.folder / f"{key}.json", self.folder / f"{key}.body"


def usual_folder() -> Path:
    """Return the user's own cache folder: `EXPLORER_CACHE` if set."""
    if own := os.environ.get("EXPLORER_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / NAME
