"""One sheet of a workbook, read row by row: what its visible cells print, how they are merged, what is hidden.

openpyxl's own sheets are not made: they fill every place of the used range, and a single cell at the far corner of a
sheet makes that seventeen thousand million places. Its parser of single cells is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet import _reader as tags
from openpyxl.worksheet._reader import WorkSheetParser

from generator.flow import Align
from generator.inline import Run
from generator.number_formats import printed
from generator.problems import N_, Words

MAX_CELLS = 500_000
"""How many cells with something in them a sheet may have."""

MAX_COLUMN, MAX_MERGES = 16_384, 50_000
_SEARCHED = 100  # rows of a merged area that are looked through for one that is not hidden

Book = Any
"""A workbook of openpyxl with its tables of formats, which its types do not tell."""

Area = tuple[int, int, int, int]
"""First column, first row, last column, last row."""

_ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "centerContinuous": "center", "right": "right",
                             "justify": "both"}  # fmt: skip
_SECTION = re.compile("&[LCR]")
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Z&])')
_PAGE = re.compile("&[PN]")


class SheetTooBig(ValueError):
    """More cells than ``MAX_CELLS``, or more merged areas than ``MAX_MERGES``."""


@dataclass(frozen=True)
class Shown:
    """What a cell prints. ``dotted``: the same with a dot for the decimal mark, empty where there is none.

    ``is_value`` tells numbers and days from words.
    """

    runs: tuple[Run, ...]
    align: Align = ""
    bordered: bool = False
    is_value: bool = False
    dotted: str = ""

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Row:
    """A visible row that says something: its number and what its cells print, by column."""

    number: int
    cells: dict[int, Shown]


@dataclass
class Sheet:
    """A sheet: its rows by number, merged areas and hidden places.

    ``moved``: where a merged area whose first place (row, column) is hidden shows its text. ``unseen_rows`` and
    ``unseen_columns`` are the hidden ones that say something. ``notes``: names of cells by (code, value) of a problem.
    """

    name: str
    rows: dict[int, Row] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    moved: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    unseen_rows: set[int] = field(default_factory=set)
    unseen_columns: set[int] = field(default_factory=set)
    landscape: bool = False
    beside: list[str] = field(default_factory=list)
    notes: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def place(self, row: int | None = None) -> str:
        """Where a person finds the sheet, or a row of it."""
        if row is None:
            return Words(N_("trang tính «{sheet}»"), sheet=self.name)
        return Words(N_("trang tính «{sheet}», hàng {row}"), sheet=self.name, row=row)

    def column_name(self, column: int) -> str:
        """The letters of a column."""
        return get_column_letter(column)

    def cell_name(self, row: int, column: int) -> str:
        """The name of a cell: "B12"."""
        return f"{get_column_letter(column)}{row}"

    def note(self, code: str, cell: str, value: str = "") -> None:
        """Keep the name of a cell under what is to be said of it."""
        self.notes.setdefault((code, value), []).append(cell)


def read_sheet(name: str, source: bytes, book: Book, strings: Sequence[Any]) -> Sheet:
    """Read one sheet. Raises ``SheetTooBig``, and whatever openpyxl stumbles over in a broken one."""
    sheet = Sheet(name)
    parser = _Parser(sheet, source, book, strings)
    raw = [row for row in parser.rows() if row[1]]
    _move_hidden(sheet)
    for number, cells in raw:
        _keep(sheet, parser, number, cells)
    return sheet


def _move_hidden(sheet: Sheet) -> None:
    """Find the places where merged areas whose first place is hidden show their texts."""
    for first, top, last, bottom in sheet.merges:
        lines = range(top, min(bottom, top + _SEARCHED) + 1)
        row = next((number for number in lines if number not in sheet.hidden_rows), top)
        column = next((number for number in range(first, last + 1) if number not in sheet.hidden_columns), first)
        if (row, column) != (top, first):
            sheet.moved[top, first] = (row, column)


def _keep(sheet: Sheet, parser: _Parser, number: int, cells: list[_Raw]) -> None:
    """Keep the visible cells of a row; what is hidden is remembered."""
    for raw in cells:
        row, column = sheet.moved.get((number, raw.column), (number, raw.column))
        if row in sheet.hidden_rows:
            sheet.unseen_rows.add(number)
        elif column in sheet.hidden_columns:
            sheet.unseen_columns.add(column)
        elif (shown := parser.shown(number, raw)).text.strip():
            sheet.rows.setdefault(row, Row(row, {})).cells[column] = shown


# --- openpyxl


@dataclass(frozen=True)
class _Raw:
    """A cell as it is stored: what openpyxl reads of it, and whether it holds a formula."""

    column: int
    value: Any
    kind: str
    style: int
    has_formula: bool


class _Parser(WorkSheetParser):
    """openpyxl's parser of cells, fed with rows one at a time."""

    def __init__(self, sheet: Sheet, source: bytes, book: Book, strings: Sequence[Any]) -> None:
        super().__init__(
            BytesIO(source), strings, data_only=True, epoch=book.epoch, rich_text=True,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        self._sheet = sheet
        self._book = book
        self._count = 0
        self._hidden = 0

    def rows(self) -> Iterator[tuple[int, list[_Raw]]]:
        """The rows in the order of the file, each with its cells that hold something."""
        for _, element in iterparse(self.source):
            if element.tag == tags.ROW_TAG:
                yield self._row(element)
                element.clear()
            elif element.tag == tags.COL_TAG and _is_on(element, "hidden"):
                self._hide(int(element.get("min", 0)), int(element.get("max", 0)))
            elif element.tag == tags.MERGE_TAG:
                self._sheet.merges = [_area(child) for child in element]
                if len(self._sheet.merges) > MAX_MERGES:
                    raise SheetTooBig
            elif element.tag == tags.PAGE_TAG:
                self._sheet.landscape = element.get("orientation") == "landscape"
            elif element.tag == tags.HEADER_TAG:
                self._sheet.beside += _beside(element)

    def _hide(self, first: int, last: int) -> None:
        """Hide columns; the file gives them from left to right, each once."""
        last = min(last, MAX_COLUMN)
        self._sheet.hidden_columns.update(range(max(first, self._hidden + 1), last + 1))
        self._hidden = max(self._hidden, last)

    def _row(self, element: Element) -> tuple[int, list[_Raw]]:
        self.row_counter = int(float(element.get("r", self.row_counter + 1)))
        self.col_counter = 0
        if _is_on(element, "hidden"):
            self._sheet.hidden_rows.add(self.row_counter)
        return self.row_counter, [raw for child in element if (raw := self._cell(child)) is not None]

    def _cell(self, element: Element) -> _Raw | None:
        """A cell that holds something; a cell with a format alone is passed over without a look at it."""
        if element.tag != tags.CELL_TAG:
            return None
        if not len(element) and element.get("r"):
            return None
        found = self.parse_cell(element)
        has_formula = element.find(tags.FORMULA_TAG) is not None
        if found["value"] in (None, "") and not has_formula:
            return None
        self._count += 1
        if self._count > MAX_CELLS:
            raise SheetTooBig
        return _Raw(found["column"], found["value"], found["data_type"], int(found["style_id"]), has_formula)

    def shown(self, number: int, raw: _Raw) -> Shown:
        """What a cell prints, with notes of what is doubtful in it."""
        name = self._sheet.cell_name(number, raw.column)
        if raw.value in (None, ""):
            self._sheet.note("I021", name)
            return Shown(())
        if raw.kind == "e":
            self._sheet.note("I022", name, str(raw.value))
        style = self._book._cell_styles[raw.style]
        font, code = self._book._fonts[style.fontId], self._format(style.numFmtId)
        if isinstance(raw.value, CellRichText):
            runs, is_value, dotted = _rich(raw.value, bool(font.b), bool(font.i)), False, ""
        else:
            text = printed(unescape(raw.value) if isinstance(raw.value, str) else raw.value, code)
            if text.doubt:
                self._sheet.note("I024" if text.doubt == "order" else "I028", name,
                                 code if text.doubt == "format" else "")  # fmt: skip
            is_value, dotted = not isinstance(raw.value, str), text.dotted
            runs = (Run(text.text, bool(font.b), bool(font.i), font.vertAlign == "superscript"),)
        return Shown(runs, self._align(style.alignmentId), self._is_bordered(style.borderId), is_value, dotted)

    def _format(self, number: int) -> str:
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return BUILTIN_FORMATS.get(number, "General")
        own = self._book._number_formats
        at = number - BUILTIN_FORMATS_MAX_SIZE
        return str(own[at]) if at < len(own) else "General"

    def _align(self, number: int) -> Align:
        return _ALIGNS.get(self._book._alignments[number].horizontal or "", "")

    def _is_bordered(self, number: int) -> bool:
        border = self._book._borders[number]
        across, down = (border.top, border.bottom), (border.left, border.right)
        return all(any(side is not None and side.style for side in sides) for sides in (across, down))


def _is_on(element: Element, name: str) -> bool:
    return element.get(name, "0") in ("1", "true")


def _area(element: Element) -> Area:
    """A merged area. Raises ``ValueError`` for one without all four sides."""
    first, top, last, bottom = range_boundaries(element.get("ref", ""))
    if first is None or top is None or last is None or bottom is None:
        raise ValueError(element.get("ref"))
    return first, top, last, bottom


def _rich(value: CellRichText, bold: bool, italic: bool) -> tuple[Run, ...]:
    """The runs of a text with formats of its own; a piece without one has that of the cell."""
    runs = []
    for piece in value:
        if isinstance(piece, TextBlock):
            font = piece.font
            runs.append(Run(unescape(piece.text), bool(font.b), bool(font.i), font.vertAlign == "superscript"))
        else:
            runs.append(Run(unescape(str(piece)), bold, italic))
    return tuple(run for run in runs if run.text)


def _beside(element: Element) -> list[str]:
    """The texts of a sheet's page headers and footers, without those that number the pages."""
    sections = (part for child in element for part in _SECTION.split(child.text or "") if not _PAGE.search(part))
    texts = (" ".join(_CODE.sub("", part).split()) for part in sections)
    return list(dict.fromkeys(text for text in texts if text))
