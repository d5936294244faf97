"""The parts a Word document is made of: its look, captions that count, links and a table."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from explorer.exports import safe
from explorer.exports.cells import Cell
from explorer.exports.office import FONT, LANGUAGE, by_direction
from explorer.views import palettes

PAGE = (Mm(210), Mm(297))
MARGIN = Mm(20)
TEXT_WIDTH = Length(PAGE[0] - 2 * MARGIN)
TABLE_STYLE = "Figures table"
CELL_STYLE, NUMBER_STYLE, HEADING_STYLE = "Table text", "Table number", "Table heading"
SOURCE_STYLE, FIGURE_STYLE, LINK_STYLE = "Source note", "Figure picture", "Hyperlink"
QUIET = "505A5F"
RULE = "B1B4B6"


@dataclass(frozen=True)
class Look:
    """How a paragraph style is set: size, spaces in points, and what it keeps together with."""

    size: float
    before: float = 0
    after: float = 0
    colour: str = palettes.INK
    bold: bool = False
    keep_with_next: bool = False
    line: float = 1.15


LOOKS: Mapping[str, Look] = {
    "Normal": Look(10.5, after=6),
    "Heading 1": Look(19, after=4, colour=palettes.HEADING, bold=True, keep_with_next=True, line=1),
    "Heading 2": Look(
        13, before=14, after=4, colour=palettes.HEADING, bold=True, keep_with_next=True, line=1
    ),
    "Heading 3": Look(10.5, before=8, after=2, bold=True, keep_with_next=True, line=1),
    "Subtitle": Look(11.5, after=10, colour=f"#{QUIET}"),
    "Caption": Look(9.5, before=2, after=4, bold=True, line=1.05),
    "List Bullet": Look(10.5, after=4),
    "Header": Look(8.5, colour=f"#{QUIET}", line=1),
    "Footer": Look(8.5, colour=f"#{QUIET}", line=1),
    FIGURE_STYLE: Look(10.5, after=4, keep_with_next=True, line=1),
    SOURCE_STYLE: Look(8.5, after=2, colour=f"#{QUIET}", line=1.1),
    CELL_STYLE: Look(8.5, before=1.5, after=1.5, line=1),
    NUMBER_STYLE: Look(8.5, before=1.5, after=1.5, line=1),
    HEADING_STYLE: Look(8.5, before=3, after=3, colour=palettes.HEADING, bold=True, line=1),
}
_NUMBERING = {"Subtitle": ("w:numPr",)}


def blank_document(
    header: str, footer: str, margin: Length = MARGIN, scale: float = 1.0
) -> WordDocument:
    """Return an A4 document with every style set, a header, and page numbers in its footer.

    `scale` makes all type and the space around it larger or smaller.
    """
    document = Document()
    for rel_id, relation in list(document.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[rel_id]
    _set_language(document)
    for name, look in LOOKS.items():
        _set_style(document, name, look, scale)
    document.styles[NUMBER_STYLE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_link_style(document)
    document.styles.element.append(_table_style())
    section = document.sections[0]
    _set_page(section, margin)
    _write_margins(section, header, footer, Length(PAGE[0] - 2 * margin))
    return document


def turn_page(document: WordDocument) -> Length:
    """Begin a section whose pages lie across, and return the width of its text."""
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE[1], PAGE[0]
    width = Length(PAGE[1] - 2 * MARGIN)
    for part in (section.header, section.footer):
        part.is_linked_to_previous = True
    return width


def write_words(paragraph: Paragraph, text: str, bold: bool | None = None) -> Paragraph:
    """Add text to a paragraph, right-to-left words marked as such."""
    for piece, turned in by_direction(safe.text(text)):
        run = paragraph.add_run(piece)
        run.bold = bold
        if turned:
            run.font.rtl = True
            run._element.get_or_add_rPr().append(
                parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}" w:bidi="ar-SA"/>')
            )
    return paragraph


def add_caption(document: WordDocument, label: str, text: str) -> Paragraph:
    """Add a caption that Word numbers by itself and lists in a table of figures."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{label} ")
    # The number stands in the file too, for readers that do not count fields themselves.
    held = sum(f" SEQ {label} " in (code.text or "") for code in _instructions(document))
    add_field(paragraph, f" SEQ {label} \\* ARABIC ", str(held + 1))
    return write_words(paragraph, f". {text}")


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that Word works out, with what it shows until then."""
    for kind, text in (
        ("begin", ""), ("instruction", instruction), ("separate", ""), ("shown", shown), ("end", "")
    ):  # fmt: skip
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind == "instruction":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._element.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def add_link(paragraph: Paragraph, address: str) -> None:
    """Add an address that can be followed."""
    address = safe.text(address)
    rel_id = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), rel_id)
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = address
    run.style = LINK_STYLE
    link.append(run._element)
    paragraph._element.append(link)


def add_picture(
    paragraph: Paragraph, content: bytes, name: str, alternative: str, width: int = TEXT_WIDTH
) -> None:
    """Add a picture, as wide as the text if not told otherwise, with its name and alternative."""
    run = paragraph.add_run()
    run.add_picture(io.BytesIO(content), width=Length(width))
    for properties in run._element.iter(qn("wp:docPr")):
        properties.set("name", safe.text(name))
        properties.set("descr", safe.text(alternative))
    # Without these, LibreOffice leaves three millimetres on either side.
    for inline in run._element.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")


def add_table(
    document: WordDocument,
    headings: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    described: tuple[str, str],
) -> None:
    """Add a table that a screen reader can walk: header row repeated, no merged cells.

    Parameters
    ----------
    headings, rows
        As many cells in each row as headings; the first cell of a row names it.
    widths
        Of the columns, in English Metric Units.
    described
        Title and description of the table for those who cannot see it.
    """
    table = document.add_table(rows=0, cols=len(headings), style=TABLE_STYLE)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
    properties = table._tbl.tblPr
    for tag, text in zip(("w:tblCaption", "w:tblDescription"), described, strict=True):
        element = OxmlElement(tag)
        element.set(qn("w:val"), safe.text(text))
        properties.append(element)
    look = properties.find(qn("w:tblLook"))
    for name, on in (
        ("val", "06A0"), ("firstRow", "1"), ("firstColumn", "1"), ("lastRow", "0"),
        ("lastColumn", "0"), ("noHBand", "1"), ("noVBand", "1"),
    ):  # fmt: skip
        look.set(qn(f"w:{name}"), on)
    # The schema wants the look before caption and description.
    properties.insert(len(properties) - 3, look)
    styles = {name: document.styles[name].style_id for name in LOOKS}
    for number, cells in enumerate(chain([headings], rows)):
        table._tbl.append(_row(table, cells, widths, styles, is_heading=number == 0))


def _row(
    table: Table,
    cells: Sequence[Cell],
    widths: Sequence[int],
    styles: Mapping[str, str],
    is_heading: bool,
) -> BaseOxmlElement:
    """Make a row as XML: fifty times as fast as cell by cell through python-docx."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for cell, width in zip(cells, widths, strict=True):
        row.append(_cell(table, cell, width, styles, is_heading))
    return row


def _cell(
    table: Table, cell: Cell, width: int, styles: Mapping[str, str], is_heading: bool
) -> BaseOxmlElement:
    fill = cell.fill.removeprefix("#")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    side = '<w:jc w:val="right"/>' if cell.number and is_heading else ""
    style = HEADING_STYLE if is_heading else NUMBER_STYLE if cell.number else CELL_STYLE
    element = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{round(width / 635)}" w:type="dxa"/>{shade}'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{styles[style]}"/>{side}</w:pPr></w:p></w:tc>'
    )
    paragraph = write_words(Paragraph(element.find(qn("w:p")), table), cell.text, cell.bold or None)
    if fill:
        for run in paragraph.runs:
            run.font.color.rgb = _rgb(palettes.ink_on(cell.fill))
    return element


def _set_language(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _set_style(document: WordDocument, name: str, look: Look, scale: float) -> None:
    style: ParagraphStyle = (
        document.styles[name]
        if name in document.styles
        else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.base_style = None if name == "Normal" else style.base_style or document.styles["Normal"]
    style.quick_style = True
    font = style.font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    # What the template's style adds of its own: letter spacing, numbering, tab stops.
    for tag in ("w:spacing", "w:tabs", "w:contextualSpacing", *_NUMBERING.get(name, ())):
        for own in list(style.element.iter(qn(tag))):
            own.getparent().remove(own)
    font.size, font.bold, font.italic = Pt(look.size * scale), look.bold, False
    font.color.rgb = _rgb(look.colour)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before * scale), Pt(look.after * scale)
    layout.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = look.line
    layout.keep_with_next = look.keep_with_next
    layout.widow_control = True


def _add_link_style(document: WordDocument) -> None:
    style = document.styles.add_style(LINK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    style.font.color.rgb = _rgb(palettes.HEADING)
    style.font.underline = True


def _table_style() -> BaseOxmlElement:
    edge = f'w:val="single" w:sz="8" w:space="0" w:color="{palettes.HEADING[1:]}"'
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="FiguresTable">'
        f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>'
        "<w:qFormat/>"
        f"<w:tblPr><w:tblBorders><w:top {edge}/><w:bottom {edge}/><w:insideH {rule}/>"
        '</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom {edge}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )


def _set_page(section: Section, margin: Length) -> None:
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = margin
    section.top_margin, section.bottom_margin = Length(margin + Mm(4)), margin
    section.header_distance = section.footer_distance = Length(int(margin * 0.55))


def _write_margins(section: Section, header: str, footer: str, width: Length) -> None:
    write_words(section.header.paragraphs[0], header)
    paragraph = section.footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    write_words(paragraph, f"{footer}\tPage ")
    add_field(paragraph, " PAGE ", "1")
    write_words(paragraph, " of ")
    add_field(paragraph, " NUMPAGES ", "1")


def _instructions(document: WordDocument) -> list[BaseOxmlElement]:
    return list(document.element.iter(qn("w:instrText")))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
