"""What files of drawings say inside: titles and layers of SVG, properties of PDF and PNG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from PIL.PngImagePlugin import PngInfo

from explorer.exports import pdf, safe
from explorer.exports.base import Stamp

LANGUAGE = "en-GB"
FIGURES = "Figures"
"""Key of a PNG's text that holds the figures of its areas as JSON."""
SVG = "http://www.w3.org/2000/svg"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
_PREFIXES = {
    "": SVG,
    "xlink": "http://www.w3.org/1999/xlink",
    "inkscape": INKSCAPE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}
for _prefix, _address in _PREFIXES.items():
    ElementTree.register_namespace(_prefix, _address)

FALLBACK_FONTS = "'DejaVu Sans', Verdana, sans-serif"
_LONG_NUMBER = re.compile(r"(\d+\.\d{2})\d+")


def description(stamp: Stamp, alternative: str) -> str:
    """Return the text alternative, and after it everything a reader must know, line by line."""
    lines = (
        f"{label}: {text}" for label, text in stamp.lines if label not in ("Title", "Subtitle")
    )
    return "\n".join((alternative, "", *lines)).strip()


def png_info(stamp: Stamp, alternative: str, figures: str = "") -> PngInfo:
    """Return a PNG's text: title, text alternative, source, licence and all else.

    `figures` are those of every area with its class, as JSON; packed, since they may be many.
    """
    info = PngInfo()
    for key, text in (
        ("Title", stamp.title),
        ("Description", alternative),
        ("Source", stamp.source),
        ("Copyright", f"{stamp.licence}. {stamp.boundary_credit}"),
        ("Software", f"{stamp.version}, data {stamp.data_version}"),
        ("Creation Time", stamp.made.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("Comment", description(stamp, alternative)),
    ):
        info.add_itxt(key, text, lang=LANGUAGE)
    if figures:
        info.add_itxt(FIGURES, figures, lang=LANGUAGE, zip=True)
    return info


def described_svg(
    drawn: bytes | str,
    size: tuple[float, float],
    stamp: Stamp,
    alternative: str,
    parts: Mapping[str, str],
) -> bytes:
    """Return an SVG with its size in millimetres, its title and description, and named layers.

    Parameters
    ----------
    drawn : bytes or str
        The SVG as it was drawn.
    size : (float, float)
        Width and height in millimetres.
    stamp : Stamp
    alternative : str
        What the picture shows, in words.
    parts : mapping of str to str
        What a group says when it is pointed at, by its id.
    """
    written_out = drawn.decode() if isinstance(drawn, bytes) else drawn
    root = ElementTree.fromstring(safe.text(written_out))
    root.set("width", f"{size[0]:g}mm")
    root.set("height", f"{size[1]:g}mm")
    root.set("role", "img")
    root.set("aria-labelledby", "title description")
    root.set("lang", LANGUAGE)
    for old in root.findall(f"{{{SVG}}}title") + root.findall(f"{{{SVG}}}desc"):
        root.remove(old)
    for place, (tag, name, text) in enumerate(
        (
            ("title", "title", stamp.title),
            ("desc", "description", description(stamp, alternative)),
        )
    ):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": name})
        element.text = safe.text(text)
        root.insert(place, element)
    for group in root.iter(f"{{{SVG}}}g"):
        name = group.get("id", "")
        if name in parts:
            said = ElementTree.Element(f"{{{SVG}}}title")
            said.text = safe.text(parts[name])
            group.insert(0, said)
    for layer in layers(root):
        layer.set(f"{{{INKSCAPE}}}groupmode", "layer")
        layer.set(f"{{{INKSCAPE}}}label", layer.get("id", ""))
    for path in root.iter(f"{{{SVG}}}path"):
        path.set("d", _LONG_NUMBER.sub(r"\1", " ".join(path.get("d", "").split())))
    for words in root.iter(f"{{{SVG}}}text"):
        style = words.get("style", "")
        words.set("style", style.replace("'DejaVu Sans'", FALLBACK_FONTS))
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def layers(root: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the groups that are layers: those with an id, straight within the figure."""
    figure = root.find(f"{{{SVG}}}g")
    found = [] if figure is None else figure.findall(f"{{{SVG}}}g")
    return [group for group in found if group.get("id") and not _is_numbered(group.get("id", ""))]


def _is_numbered(name: str) -> bool:
    return bool(re.fullmatch(r"patch_\d+|text_\d+", name))


def described_pdf(drawn: bytes, stamp: Stamp, alternative: str) -> bytes:
    """Return a PDF that says inside what it shows, whose it is, and every note.

    The page has no room for more than so many notes; its description holds them all.
    """
    return pdf.described(
        drawn,
        {
            "Title": stamp.title,
            "Subject": description(stamp, alternative),
            "Author": stamp.source,
            "Keywords": f"{stamp.licence}. {stamp.boundary_credit}",
            "Creator": f"{stamp.version}, data {stamp.data_version}",
        },
        stamp.made,
    )
