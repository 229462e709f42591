"""The prototype table of a template: every table of a document is made of its rows, so that Word decides their look."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from generator.word.xml import text_of, w

ROWS = ("head", "numbers", "group", "item", "total")
COLUMNS = ("center", "text", "other", "number")
_XMLNS = re.compile(r' xmlns:\w+="[^"]*"')
MARK = "{%p if mau %}"


@dataclass(frozen=True)
class CellPrototype:
    """The formatting of one cell: cell, paragraph and run properties as inner XML."""

    cell: str
    paragraph: str
    run: str


@dataclass(frozen=True)
class RowPrototype:
    """The formatting of one row, with a cell per kind of column."""

    row: str
    cells: dict[str, CellPrototype]


@dataclass(frozen=True)
class TablePrototype:
    """Table properties (inner XML, without width) and a row per kind of row."""

    table: str
    rows: dict[str, RowPrototype]


def find(document: etree._Element) -> TablePrototype | None:
    """The prototype table of a template: the first table after the paragraph ``{%p if mau %}``; ``None`` if absent."""
    for paragraph in document.iter(w("p")):
        if text_of(paragraph).strip() == MARK:
            table = next((e for e in paragraph.itersiblings() if e.tag == w("tbl")), None)
            return _table(table) if table is not None else None
    return None


def _table(table: etree._Element) -> TablePrototype | None:
    rows = [_row(row) for row in table.iterchildren(w("tr"))]
    if len(rows) != len(ROWS) or any(len(row.cells) != len(COLUMNS) for row in rows):
        return None
    return TablePrototype(
        _inner(table.find(w("tblPr")), "tblW", "tblCaption", "tblDescription"), dict(zip(ROWS, rows, strict=True))
    )


def _row(row: etree._Element) -> RowPrototype:
    cells = [_cell(cell) for cell in row.iterchildren(w("tc"))]
    return RowPrototype(_inner(row.find(w("trPr"))), dict(zip(COLUMNS, cells, strict=False)))


def _cell(cell: etree._Element) -> CellPrototype:
    paragraph = cell.find(w("p"))
    run = paragraph.find(w("r")) if paragraph is not None else None
    return CellPrototype(
        _inner(cell.find(w("tcPr")), "tcW", "gridSpan", "vMerge"),
        _inner(paragraph.find(w("pPr")) if paragraph is not None else None),
        _inner(run.find(w("rPr")) if run is not None else None),
    )


def _inner(properties: etree._Element | None, *without: str) -> str:
    """The children of a properties element as XML text, less the named ones."""
    if properties is None:
        return ""
    kept = [child for child in properties if child.tag not in {w(name) for name in without}]
    return "".join(_XMLNS.sub("", etree.tostring(child, encoding="unicode", with_tail=False)) for child in kept)
