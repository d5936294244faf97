"""Finished files put on disk, whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

from explorer.errors import ExportError, Problem
from explorer.exports.base import Export
from explorer.switching import write_atomically

_SAID = {
    errno.ENOSPC: ("a full disk", "room for the file", "Free some space or choose another disk."),
    errno.EDQUOT: ("a full quota", "room for the file", "Free some space or choose another disk."),
    errno.EFBIG: (
        "a limit on the size of files",
        "room for the file",
        "Raise the limit or choose another disk.",
    ),
    errno.ENAMETOOLONG: ("a name that is too long", "a shorter name", "Choose a shorter name."),
}
_REFUSED = (
    "a folder or file that may not be written",
    "a folder of your own",
    "Choose another folder, or ask for the right to write there.",
)


def save(export: Export, where: Path) -> Path:
    """Put a finished file on disk.

    Parameters
    ----------
    export : Export
    where : pathlib.Path
        A file, which is replaced if it is there; or a folder, in which the export has its own name.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ExportError
        When the disk is full, the folder may not be written, or the name cannot be one. What stood
        there before still stands, and no half file is left beside it.
    """
    path = where
    try:
        if where.is_dir():
            path = where / export.name
        write_atomically(path, export.content)
    except OSError as error:
        other = (error.strerror or str(error), "a place to write to", "Choose another folder.")
        refused = (errno.EACCES, errno.EPERM, errno.EROFS)
        said = _REFUSED if error.errno in refused else _SAID.get(error.errno or 0, other)
        raise ExportError(Problem(str(path), *said)) from error
    return path
