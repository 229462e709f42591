"""How a package looks, as values: paragraphs with their effective formats, sections, tables, drawn lines, properties.

What is right is not said here; the norm and the checks say it. ``Look`` is read once per template; the functions at the
end read what is particular to one finished document, in one pass over its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from lxml import etree

from generator.norm import MM_TWIPS
from generator.word.styles import ParagraphFormat, RunFormat, Styles
from generator.word.xml import NS, R, XmlError, parse, text_of, w

EMU_PER_MM = 36_000
MAIN = "word/document.xml"
RULE_NAME = "duong_ke."
_BLOCK_TAG = re.compile(r"\s*\{[%{]\s*(p|tr)\b")
_ROW_TAG = re.compile(r"\s*\{%\s*tr\b[^{}]*%\}\s*\Z")
_MARGINS = re.compile(r"word/(header|footer)\d*\.xml\Z")
_PAGE = re.compile(r"\bPAGE\b")
_OFF = ("0", "false", "off")
_PEOPLE = ("creator", "lastModifiedBy", "Company", "Manager", "Template")


@dataclass(frozen=True)
class RunLook:
    """A stretch of printed letters with its effective format."""

    text: str
    format: RunFormat


@dataclass(frozen=True)
class ParagraphLook:
    """A paragraph: part, style name, text, format, runs with text; whether it numbers pages, whether it is a tag alone.

    ``rules`` are the drawn lines in it.
    """

    part: str
    style: str
    text: str
    format: ParagraphFormat
    runs: tuple[RunLook, ...]
    numbers_pages: bool
    is_tag: bool
    rules: tuple[RuleLook, ...]


@dataclass(frozen=True)
class RuleLook:
    """A drawn line: its name, whether it is one straight solid stroke, its colour (RRGGBB)."""

    name: str
    straight: bool
    color: str


@dataclass(frozen=True)
class RowLook:
    """A row: whether it may not split, repeats as a head, is a tag alone; its height in mm (0: as its text)."""

    whole: bool
    head: bool
    is_tag: bool
    height_mm: float


@dataclass(frozen=True)
class TableLook:
    """A table: styles and text of its own paragraphs (not of tables inside), width, colours of its borders, rows."""

    styles: frozenset[str]
    text: str
    width_mm: float
    border_colors: frozenset[str]
    rows: tuple[RowLook, ...]
    is_prototype: bool


@dataclass(frozen=True)
class SectionLook:
    """A section: paper and margins in millimetres, whether its first page differs, its page numbers.

    ``start`` is the first number (``None``: goes on), ``numbers`` their format, ``default`` and ``first`` the parts of
    its headers by name, empty when there is none.
    """

    width_mm: float
    height_mm: float
    landscape: bool
    margins_mm: Mapping[str, float]
    has_first_page: bool
    start: str | None
    numbers: str
    default: str
    first: str


@dataclass(frozen=True)
class Look:
    """A package as it looks. ``people`` are the names and paths of persons and machines in its properties."""

    paragraphs: tuple[ParagraphLook, ...]
    tables: tuple[TableLook, ...]
    sections: tuple[SectionLook, ...]
    language: str
    people: tuple[str, ...]
    even_pages: bool


def look(parts: Mapping[str, bytes]) -> Look:
    """Read a package. Raises ``XmlError`` for a part that is not well formed or a measure that is no number."""
    try:
        return _look(parts)
    except ValueError as error:
        raise XmlError(str(error)) from error


def _look(parts: Mapping[str, bytes]) -> Look:
    trees = {name: parse(parts[name]) for name in sorted(parts) if name == MAIN or _MARGINS.match(name)}
    root = parse(parts["word/styles.xml"]) if "word/styles.xml" in parts else etree.Element(w("styles"))
    styles = Styles(root)
    paragraphs = tuple(_paragraph(name, p, styles) for name, tree in trees.items() for p in tree.iter(w("p")))
    language = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    return Look(
        paragraphs, tuple(_table(t, styles) for t in trees[MAIN].iter(w("tbl"))), tuple(_sections(trees[MAIN], parts)),
        "" if language is None else language.get(w("val"), ""), tuple(_people(parts)),
        b"<w:evenAndOddHeaders" in parts.get("word/settings.xml", b""),
    )  # fmt: skip


def _paragraph(part: str, paragraph: etree._Element, styles: Styles) -> ParagraphLook:
    style, direct = style_of(paragraph, styles), paragraph.find(w("pPr"))
    text = text_of(paragraph)
    runs = tuple(
        RunLook(own, styles.run_format(style, run.find(w("rPr"))))
        for run in paragraph.iter(w("r"))
        if (own := text_of(run)).strip() or _is_field(run)
    )
    return ParagraphLook(
        part, styles.names.get(style, style), text, styles.paragraph_format(style, direct), runs,
        _numbers_pages(paragraph), _BLOCK_TAG.match(text) is not None,
        tuple(_rule(drawing) for drawing in paragraph.iter(w("drawing"), w("pict"))),
    )  # fmt: skip


def style_of(paragraph: etree._Element, styles: Styles) -> str:
    """The id of a paragraph's style, the default one when it names none."""
    reference = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return styles.default if reference is None else str(reference.get(w("val"), ""))


def _is_field(run: etree._Element) -> bool:
    return any(_PAGE.search(code.text or "") for code in run.iter(w("instrText")))


def _numbers_pages(paragraph: etree._Element) -> bool:
    simple = any(_PAGE.search(field.get(w("instr"), "")) for field in paragraph.iter(w("fldSimple")))
    return simple or next(paragraph.iter(w("pgNum")), None) is not None or any(map(_is_field, paragraph.iter(w("r"))))


def _rule(drawing: etree._Element) -> RuleLook:
    name = next((d.get("name", "") for d in drawing.iter(f"{{{NS['wp']}}}docPr")), "")
    shape = next(drawing.iter(f"{{{NS['a']}}}prstGeom"), None)
    line = next(drawing.iter(f"{{{NS['a']}}}ln"), None)
    fill = next(line.iter(f"{{{NS['a']}}}srgbClr"), None) if line is not None else None
    dash = next(line.iter(f"{{{NS['a']}}}prstDash"), None) if line is not None else None
    solid = line is not None and (dash is None or dash.get("val") == "solid")
    straight = shape is not None and shape.get("prst") in ("line", "straightConnector1") and solid
    return RuleLook(name, straight, "" if fill is None else fill.get("val", ""))


def _table(table: etree._Element, styles: Styles) -> TableLook:
    own = [p for p in table.iter(w("p")) if next(p.iterancestors(w("tbl"))) is table]
    width = table.find(f"{w('tblPr')}/{w('tblW')}")
    borders = table.find(f"{w('tblPr')}/{w('tblBorders')}")
    before = table.getprevious()
    return TableLook(
        frozenset(styles.names.get(style_of(p, styles), "") for p in own), "".join(map(text_of, own)).strip(),
        0.0 if width is None else _mm(width, "w"),
        frozenset(b.get(w("color"), "") for b in borders) if borders is not None else frozenset(),
        tuple(map(_row, table.iterchildren(w("tr")))),
        before is not None and text_of(before).strip() == "{%p if mau %}",
    )  # fmt: skip


def _row(row: etree._Element) -> RowLook:
    height = row.find(f"{w('trPr')}/{w('trHeight')}")
    whole, head = (_on(row.find(f"{w('trPr')}/{w(name)}")) for name in ("cantSplit", "tblHeader"))
    is_tag = _ROW_TAG.match(text_of(row)) is not None
    return RowLook(whole, head, is_tag, 0.0 if height is None else _mm(height, "val"))


def _on(flag: etree._Element | None) -> bool:
    return flag is not None and flag.get(w("val"), "1") not in _OFF


def _sections(tree: etree._Element, parts: Mapping[str, bytes]) -> Iterator[SectionLook]:
    """The sections in order; one without a header of its own goes on with that of the section before."""
    targets = _targets(parts)
    headers: dict[str, str] = {}
    for section in tree.iter(w("sectPr")):
        for reference in section.iterchildren(w("headerReference")):
            headers[reference.get(w("type"), "")] = targets.get(reference.get(f"{R}id", ""), "")
        yield _section(section, headers)


def _section(section: etree._Element, headers: Mapping[str, str]) -> SectionLook:
    empty = etree.Element("none")
    size, margins, numbers = (_or(section.find(w(name)), empty) for name in ("pgSz", "pgMar", "pgNumType"))
    edges = {edge: _mm(margins, edge) for edge in ("top", "bottom", "left", "right")}
    edges["left"] += _mm(margins, "gutter")
    return SectionLook(
        _mm(size, "w"), _mm(size, "h"), size.get(w("orient")) == "landscape", edges, _on(section.find(w("titlePg"))),
        numbers.get(w("start")), numbers.get(w("fmt"), "decimal"), headers.get("default", ""), headers.get("first", ""),
    )  # fmt: skip


def _or(element: etree._Element | None, other: etree._Element) -> etree._Element:
    return other if element is None else element


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that the main part's relationships lead to, by id."""
    relations = parts.get("word/_rels/document.xml.rels")
    rows = parse(relations) if relations else ()
    return {row.get("Id", ""): "word/" + row.get("Target", "").removeprefix("/word/") for row in rows}


def _mm(element: etree._Element, name: str) -> float:
    return float(element.get(w(name), "0")) / MM_TWIPS


def _people(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name in ("docProps/core.xml", "docProps/app.xml"):
        for child in parse(parts[name]) if name in parts else ():
            if isinstance(child.tag, str) and etree.QName(child).localname in _PEOPLE and (child.text or "").strip():
                yield str(child.text).strip()


# --- one finished document --------------------------------------------------------------------------------------------

_SECT = re.compile(r"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)
_RULE_LENGTH = re.compile(rb'<wp:extent cx="(\d+)"(?:(?!<wp:extent ).){0,400}? name="duong_ke\.(\w+)"', re.DOTALL)
_INLINE = ("<w:b/><w:bCs/>", "<w:i/><w:iCs/>", '<w:vertAlign w:val="superscript"/>')
_KEEP = "<w:keepNext/>"


@dataclass(frozen=True)
class Forms:
    """Every direct formatting of a main part, as XML: of paragraphs, of runs, of sections."""

    paragraphs: frozenset[str]
    runs: frozenset[str]
    sections: frozenset[str]


def forms(xml: str) -> Forms:
    """The direct formatting of a main part. "Keep with next" is left out: the renderer sets it before the signature."""
    paragraphs = {_SECT.sub("", form).replace(_KEEP, "") for form in _between(xml, "<w:pPr>", "</w:pPr>")}
    sections = _SECT.findall(xml) if "<w:sectPr" in xml else ()
    return Forms(frozenset(paragraphs), frozenset(_between(xml, "<w:rPr>", "</w:rPr>")), frozenset(sections))


def template_forms(data: bytes) -> Forms:
    """The formatting that a document of a template may hold: the template's own, and the inline marks with it."""
    own = forms(etree.tostring(parse(data), encoding="unicode"))
    marks = {"".join(choice) for choice in product(*(("", mark) for mark in _INLINE))}
    return Forms(own.paragraphs, frozenset(run + mark for run in own.runs | {""} for mark in marks), own.sections)


def _between(xml: str, start: str, end: str) -> set[str]:
    return {piece[: piece.find(end)] for piece in xml.split(start)[1:]}


def rule_lengths(data: bytes) -> list[tuple[str, float]]:
    """The drawn lines of a main part by name, in order, with their lengths in millimetres."""
    if RULE_NAME.encode() not in data:
        return []
    drawings = (piece[: piece.find(b"</w:drawing>")] for piece in data.split(b"<w:drawing>")[1:])
    found = (pair for drawing in drawings for pair in _RULE_LENGTH.findall(drawing))
    return [(name.decode(), int(length) / EMU_PER_MM) for length, name in found]


def head_rows(data: bytes) -> int:
    """How many rows of a main part repeat as heads."""
    return data.count(b"<w:tblHeader/>")


def kept_before_signature(xml: str, style: str) -> bool:
    """Whether the last two paragraphs before the table that holds a style stay on its page (or there is none)."""
    first = xml.find(f'<w:pStyle w:val="{style}"/>')
    end = xml.rfind("<w:tbl>", 0, first) if first >= 0 else -1
    for _ in range(2):
        start = max(xml.rfind("<w:p>", 0, end), xml.rfind("<w:p ", 0, end)) if end >= 0 else -1
        if start < 0 or "</w:tbl>" in xml[start:end]:
            break
        if _KEEP not in xml[start:end]:
            return False
        end = start
    return True
