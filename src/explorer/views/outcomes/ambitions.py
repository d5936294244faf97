"""The ten ambitions as a list of codes with short names, as `data/ambitions.yaml` has them."""

from __future__ import annotations

from explorer import store
from explorer.errors import DataFileError, Problem
from explorer.keeping import kept

FILE = "data/ambitions.yaml"
KEYS = {"id", "name"}
NAMED_HERE = (
    "The themes are the strategy's ten ambitions under short names of this project's own, after "
    "the measures of its outcomes framework; they are not the strategy's words."
)


@kept
def names() -> dict[str, str]:
    """Return the short name of each ambition by its code, in order.

    Raises
    ------
    DataFileError
        When the file is not a list of codes with names, each once.
    """
    listed = store.read_yaml(FILE)
    is_list = isinstance(listed, list) and all(
        isinstance(entry, dict) and set(entry) == KEYS for entry in listed
    )
    found = {str(entry["id"]): str(entry["name"]) for entry in listed} if is_list else {}
    if not found or len(found) < len(listed):
        raise DataFileError(
            Problem(
                FILE,
                "another shape, or a code twice",
                "a list of id and name, each id once",
                "Restore it from version control.",
            )
        )
    return found
