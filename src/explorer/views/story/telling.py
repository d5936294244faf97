"""A story as a document: headline findings first, what is not known last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

from explorer.keeping import kept
from explorer.views import overview, words
from explorer.views.base import Provenance
from explorer.views.document import Document, Section
from explorer.views.story import changed, places
from explorer.views.story.places import Told
from explorer.views.story.themes import THEMES, held
from explorer.views.story.themes import find as find_theme

PAGE = "story"
UNKNOWN = "What we do not know"


@kept(maxsize=32)
def story(borough: str, theme: str = "", since: date | None = None) -> Document:
    """Tell the story of a borough, or of all boroughs, or report on one theme of it.

    Parameters
    ----------
    borough : str
        Code or name, or 'all'.
    theme : str
        Key or title of a theme, '' for all of them.
    since : datetime.date, optional
        The day of an earlier story: what changed since is a section of its own. If left, what the
        last refresh changed is, where there has been one.

    Raises
    ------
    SelectionError
        When there is no such borough or theme.
    """
    told = places.find(borough)
    themes = [find_theme(theme)] if theme else list(held())
    since = since or next(iter(changed.days()), None)
    told_of = [THEMES[key].chapter(told) for key in themes]
    further = THEMES[themes[0]].further(told) if theme else ()
    news = [changed.section(told, themes, since)] if since else []
    unknown = Section(UNKNOWN, overview.unknowns(themes[0] if theme else ""), listed=True)
    sections = (*told_of, *further, *news, unknown)
    origins = tuple(dict.fromkeys(_origins(sections)))
    asked = {"place": told.id, "theme": themes[0] if theme else "", "since": _written(since)}
    return Document(
        name=f"story {told.name} {theme and themes[0]}",
        title=_title(told, themes[0] if theme else ""),
        subtitle=(
            "Findings with picture, map and source, and 95% intervals wherever they are held."
        ),
        summary=tuple(text for section in told_of for text in section.sentences),
        sections=sections,
        provenances=origins,
        areas="; ".join(dict.fromkeys(origin.areas for origin in origins)),
        permalink=f"{PAGE}?{urlencode({key: text for key, text in asked.items() if text})}",
    )


def _title(told: Told, theme: str) -> str:
    about = THEMES[theme].title if theme else ""
    return f"{about} in {told.name}" if about else f"{words.upper_first(told.name)} in figures"


def _origins(sections: Sequence[Section]) -> Iterator[Provenance]:
    for section in sections:
        yield from (view.provenance for view in section.maps)
        yield from (view.provenance for view in section.charts)
        yield from (view.provenance for view in section.tables)


def _written(since: date | None) -> str:
    return since.isoformat() if since else ""
