"""What every exported file says of itself, what it is called, and when it was made."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from explorer import __version__, registry, store
from explorer.keeping import kept
from explorer.model import AreaSet, Selection, Standing
from explorer.views import words
from explorer.views.base import ChartView, MapSet, MapView, Provenance
from explorer.views.layout import Layout


class Format(StrEnum):
    """Formats a view can be written in; the value is the file's ending."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    PPTX = "pptx"


MEDIA_TYPES = {
    Format.PNG: "image/png",
    Format.SVG: "image/svg+xml",
    Format.PDF: "application/pdf",
    Format.GEOJSON: "application/geo+json",
    Format.GPKG: "application/geopackage+sqlite3",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
LONGEST_NAME = 120
LINK = "Link to this view"
"""Label of the line of a stamp that is an address."""


@dataclass(frozen=True)
class Export:
    """A finished file."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Stamp:
    """What every file carries, whatever its format; `lines` gives it as label and text."""

    title: str
    subtitle: str
    measure: str
    period: str
    areas: str
    in_force: str
    standing: str
    source: str
    licence: str
    boundary_credit: str
    notes: tuple[str, ...]
    made: datetime
    version: str
    data_version: str
    permalink: str

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Label and text of everything a reader needs, in the order in which it is read."""
        pairs = (
            ("Title", self.title),
            ("Subtitle", self.subtitle),
            ("Measure", self.measure),
            ("Period", self.period),
            ("Areas", self.areas),
            ("In force", self.in_force),
            ("Standing", self.standing),
            ("Source", self.source),
            ("Licence", self.licence),
            ("Boundaries", self.boundary_credit),
            *(("Note", note) for note in self.notes),
            ("Made on", f"{self.made.day} {self.made:%B %Y}"),
            ("Made with", f"{self.version}, data {self.data_version}"),
            (LINK, self.permalink),
        )
        return tuple((label, text) for label, text in pairs if text)


def stamp(
    view: MapView | MapSet | ChartView, layout: Layout, area_set: AreaSet | None = None
) -> Stamp:
    """Gather what a view's files say of themselves."""
    if isinstance(view, ChartView):
        title, subtitle = view.title, view.subtitle
        area_sets: tuple[AreaSet, ...] = (area_set,) if area_set else ()
    else:
        title, subtitle = view.headline, view.subtitle
        area_sets = view.area_sets if isinstance(view, MapSet) else (view.area_set,)
    provenance: Provenance = view.provenance
    return Stamp(
        title=layout.headline or title,
        subtitle=layout.subtitle or subtitle,
        measure=provenance.measure,
        period=provenance.period,
        areas=provenance.areas,
        in_force=_in_turn([in_force(one) for one in area_sets]),
        standing=_standing_words(provenance.standing),
        source=provenance.source,
        licence=provenance.licence,
        boundary_credit=provenance.boundary_credit,
        notes=(*provenance.notes, *((layout.note,) if layout.note else ())),
        made=made_at(),
        version=f"Neighbourhood inequalities explorer {__version__}",
        data_version=data_version(),
        permalink=layout.permalink,
    )


def caption_of(origin: Provenance) -> str:
    """Caption a figure: its measure, period and areas."""
    return f"{', '.join(part for part in (origin.measure, origin.period) if part)}. {origin.areas}"


def made_at() -> datetime:
    """Return the moment of making: now, or `SOURCE_DATE_EPOCH` so that a file can be made again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


@kept
def data_version() -> str:
    """Return eight digits that change whenever any sealed figure does."""
    content = json.dumps(store.manifest(), sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()[:8]


def in_force(area_set: AreaSet) -> str:
    """Say when the areas of a set were in force together."""
    start, end = area_set.valid_from, area_set.valid_to
    if start and end:
        return f"{_day(start)} to {_day(end)}"
    if start:
        return f"from {_day(start)}"
    return ""


def file_name(selection: Selection, form: Format | str, kind: str = "map") -> str:
    """Name a file after what is in it: 'life-expectancy-male-wards-2002-2010-14-map.png'.

    Letters, digits and hyphens only, so that it is safe wherever it is saved.
    """
    indicator = registry.indicator(selection.indicator)
    groups = [value for _, value in selection.by]
    parts = [indicator.id, *groups, selection.area_set, selection.period, kind]
    return f"{slug(' '.join(parts))[:LONGEST_NAME]}.{form}"


def name_of(view: MapView | MapSet, form: Format | str) -> str:
    """Name the file of one map or several."""
    if isinstance(view, MapView):
        return file_name(view.selection, form)
    return f"{slug(view.name)[:LONGEST_NAME]}.{form}"


def slug(text: str) -> str:
    """Write any text with small letters, digits and hyphens alone."""
    # A dash between two years parts them, and has no ASCII letter to stand for it.
    parted = re.sub(r"[\u2010-\u2015]", "-", unicodedata.normalize("NFKD", text))
    plain = parted.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "figure"


def _in_turn(dates: Sequence[str]) -> str:
    """Write the dates of several area sets in their order."""
    held = [text for text in dates if text]
    return words.in_sentence(held) + (", in their order" if len(held) > 1 else "")


def _standing_words(standing: Standing) -> str:
    return standing.value.capitalize()


def _day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"
