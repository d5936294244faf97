"""The briefs of all wards as one pack."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from explorer.exports.base import Export, Format, data_version, made_at, slug
from explorer.exports.documents import export_document
from explorer.exports.office import AUTHOR, zipped
from explorer.exports.pack import CHECKSUMS, MEDIA_TYPE, README, WORKERS, Progress, checksums
from explorer.views import words
from explorer.views.document import Document
from explorer.views.ward import brief, found
from explorer.views.ward.found import Ward

TITLE = "Ward briefs"


def write(form: Format, address: str = "", progress: Progress | None = None) -> Export:
    """Make the brief of every ward and put them into one ZIP file.

    Parameters
    ----------
    form : Format
        Word or PDF.
    address : str
        The explorer's own, for the links in the briefs; '' where it is not known.
    progress : callable, optional
        Called after each brief.

    Returns
    -------
    Export
        A folder a borough, README.txt and checksums.sha256; the same bytes each time where
        `SOURCE_DATE_EPOCH` is set.

    Raises
    ------
    SelectionError
        When the format is not a document's.
    """
    wards = list(found.wards().values())
    files: dict[str, bytes] = {}

    def make(ward: Ward) -> Export:
        return export_document(brief.document(ward), form, address)

    with ThreadPoolExecutor(WORKERS) as workers:
        for number, (ward, made) in enumerate(
            zip(wards, workers.map(make, wards), strict=True), start=1
        ):
            files[path_of(ward, made)] = made.content
            if progress:
                progress(number, len(wards), ward.name)
    files = {README: _readme(map(brief.document, wards), files).encode(), **files}
    files[CHECKSUMS] = checksums(files).encode()
    return Export(f"{slug(TITLE)}.zip", MEDIA_TYPE, zipped(files, made_at()))


def path_of(ward: Ward, made: Export) -> str:
    """Return where a ward's brief stands in the pack."""
    return f"{slug(ward.borough.name)}/{made.name}"


def _readme(documents: Iterable[Document], paths: Iterable[str]) -> str:
    """Say what is in the pack, what each brief finds, and whose figures it is made of."""
    from explorer.exports.documents import parts

    documents = list(documents)
    made = made_at()
    origins = [origin for one in documents for origin in one.provenances]
    sources = sorted({origin.source_line for origin in origins})
    credits = words.sentences_once(parts.boundary_credit(one) for one in documents)
    return "\n".join(
        [
            TITLE,
            "=" * len(TITLE),
            "",
            f"Made on {made.day} {made:%B %Y} with {AUTHOR}, data {data_version()}.",
            f"{words.count_of(len(documents), 'brief', 'briefs')}, one A4 page each, in a folder a "
            "borough.",
            f"{CHECKSUMS}: whether a file is still as it was made (sha256sum -c {CHECKSUMS}).",
            "Every sentence of a brief is made by a rule from published figures; the page Wards "
            "lists the rules. What is an estimate is called one.",
            "",
            "Briefs",
            "------",
            *(
                f"{path}: {one.title}. {one.areas}."
                for path, one in zip(paths, documents, strict=True)
            ),
            "",
            "Sources",
            "-------",
            *sources,
            "",
            credits,
            "",
        ]
    )
