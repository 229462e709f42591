"""Rows → .xlsx: what every kind of sheet has in common. Every cell is text; the same rows give the same bytes."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from generator.problems import ProblemsError, problem
from generator.sheet.layout import HEAD_ROW, LISTS, LONGEST_CELL, ORIGIN, SNAPSHOT, Column, Layout, Row

LINE_PT_PER_SIZE, HIGHEST_ROW_PT = 15.75 / 12, 409.0
LETTERS_PER_UNIT = 1.15  # of Times New Roman 12 in the unit of column widths
FIRST_ROW = HEAD_ROW + 1

_FONT = "Times New Roman"
_GREY = PatternFill("solid", fgColor="E7E6E6")
_HEAD_FILL = PatternFill("solid", fgColor="D9E2F3")
_OPEN_FILL = PatternFill("solid", bgColor="FFE699")  # of a conditional format: its ground is the back colour
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FORMULA_LIKE = ("=", "+", "-", "@")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = datetime(1980, 1, 1)


def write(
    layout: Layout, title: str, columns: Sequence[Column], rows: Sequence[Row], lists: Mapping[str, Sequence[str]],
    about: str = "",
) -> bytes:  # fmt: skip
    """The sheet of these rows as the bytes of an .xlsx file.

    ``lists`` are the words of the drop-downs by name; ``about`` comes back unseen, as each row's ``origin`` does.
    Nothing is a formula, nothing is taken for a number or a date. Raises ``ProblemsError`` for a text that is longer
    than a cell of Excel.
    """
    _refuse_long(layout, columns, rows)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = layout.name
    _Writer(layout, columns, sheet).write(title, rows)
    _write_lists(book, sheet, columns, lists, HEAD_ROW + max(len(rows) + layout.spare_rows, 1))
    _write_snapshot(book, layout, columns, rows, about)
    return _fixed(book)


def _refuse_long(layout: Layout, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    texts = ((row.id, head, text) for row in rows for head, text in _texts(layout, columns, row))
    found = [
        problem(layout.faults.too_long, id=id, field=head, length=len(text), limit=LONGEST_CELL)
        for id, head, text in texts
        if len(text) > LONGEST_CELL
    ]
    if found:
        raise ProblemsError(found)


def _texts(layout: Layout, columns: Sequence[Column], row: Row) -> list[tuple[str, str]]:
    """Every text that is written of a row, with the head of its column."""
    return [*((column.head, row.cells.get(column.key, "")) for column in columns), (layout.id_head, row.origin)]


class _Writer:
    """Writes the page that is seen."""

    def __init__(self, layout: Layout, columns: Sequence[Column], sheet: Worksheet) -> None:
        self._layout, self._columns, self._sheet = layout, columns, sheet
        self._font = Font(name=_FONT, size=layout.font_size)
        self._bold = Font(name=_FONT, size=layout.font_size, bold=True)
        self._small = Font(name=_FONT, size=layout.font_size - 1, italic=True)
        self._widths = [layout.id_width, *(column.width for column in columns)]
        self._locked = [True, *(column.locked for column in columns)]

    def write(self, title: str, rows: Sequence[Row]) -> None:
        """The whole page."""
        self._write_head(title)
        spare = [Row("", {})] * self._layout.spare_rows
        for number, row in enumerate([*rows, *spare], FIRST_ROW):
            self._write_row(number, row)
        last = HEAD_ROW + max(len(rows), 1)
        self._lay_out(last)
        self._set_up_paper(last)
        self._colour_open(last)

    def _write_head(self, title: str) -> None:
        put(self._sheet, 1, 1, title).font = self._bold
        put(self._sheet, 2, 1, self._layout.help).font = self._small
        heads = [self._layout.id_head, *(column.head for column in self._columns)]
        for number, head in enumerate(heads, 1):
            cell = put(self._sheet, HEAD_ROW, number, head)
            cell.font, cell.fill, cell.border, cell.alignment = self._bold, _HEAD_FILL, _BOX, _MIDDLE
        self._fit_height(HEAD_ROW, heads)

    def _write_row(self, number: int, row: Row) -> None:
        texts = [row.id, *(row.cells.get(column.key, "") for column in self._columns)]
        for place, text in enumerate(texts, 1):
            cell = put(self._sheet, number, place, text)
            cell.font, cell.border, cell.alignment, cell.number_format = self._font, _BOX, _TOP, "@"
            if self._locked[place - 1]:
                cell.fill = _GREY
        self._fit_height(number, texts)

    def _fit_height(self, number: int, texts: Sequence[str]) -> None:
        lines = max(map(self._line_count, texts, self._widths))
        height = lines * LINE_PT_PER_SIZE * self._layout.font_size
        self._sheet.row_dimensions[number].height = min(height, HIGHEST_ROW_PT)

    def _line_count(self, text: str, width: float) -> int:
        """How many lines a text takes in a column: Excel fits the height itself once somebody types, not before."""
        letters = width * LETTERS_PER_UNIT * 12 / self._layout.font_size
        return sum(max(1, math.ceil(len(line) / letters)) for line in text.split("\n"))

    def _lay_out(self, last: int) -> None:
        """Widths, the frozen head, filters."""
        for number, width in enumerate(self._widths, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        self._sheet.freeze_panes = f"B{FIRST_ROW}"
        self._sheet.auto_filter.ref = f"A{HEAD_ROW}:{self._end()}{last}"

    def _set_up_paper(self, last: int) -> None:
        """A4 across, all columns on its width, the head on every page."""
        setup = self._sheet.page_setup
        setup.orientation, setup.paperSize = "landscape", 9
        setup.fitToWidth, setup.fitToHeight = 1, 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
        self._sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
        self._sheet.print_area = f"A1:{self._end()}{last}"
        if (margin := self._layout.margin_inches) is not None:
            self._sheet.page_margins = PageMargins(margin, margin, margin, margin, margin / 2, margin / 2)

    def _colour_open(self, last: int) -> None:
        if self._layout.open_if is None:
            return
        key, word = self._layout.open_if
        letter = get_column_letter(2 + [column.key for column in self._columns].index(key))
        rule = FormulaRule([f'${letter}{FIRST_ROW}="{word}"'], fill=copy(_OPEN_FILL))  # type: ignore[no-untyped-call]
        self._sheet.conditional_formatting.add(f"A{FIRST_ROW}:{self._end()}{last}", rule)

    def _end(self) -> str:
        return get_column_letter(len(self._columns) + 1)


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text; one that Excel would run as a formula is marked as typed with an apostrophe."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_LIKE)
    return cell


def _write_lists(
    book: Workbook, sheet: Worksheet, columns: Sequence[Column], lists: Mapping[str, Sequence[str]], last: int
) -> None:
    """The words of the drop-downs on a hidden sheet, and the drop-downs."""
    own = book.create_sheet(LISTS)
    own.sheet_state = "hidden"
    for place, (name, words) in enumerate(sorted(lists.items()), 1):
        for number, word in enumerate(words, 1):
            put(own, number, place, word)
        letter = get_column_letter(place)
        area = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
        for strict in (False, True):
            used = [number for number, column in enumerate(columns, 2)
                    if column.choices == name and column.strict == strict and words]  # fmt: skip
            _offer(sheet, area, used, last, strict)


def _offer(sheet: Worksheet, area: str, columns: Sequence[int], last: int, strict: bool) -> None:
    """The drop-down of some columns; unless it is strict any other words may be typed all the same."""
    choice = DataValidation("list", area, allow_blank=not strict)
    choice.showErrorMessage = strict
    for number in columns:
        choice.add(f"{get_column_letter(number)}{FIRST_ROW}:{get_column_letter(number)}{last}")
    if columns:
        sheet.add_data_validation(choice)


def _write_snapshot(
    book: Workbook, layout: Layout, columns: Sequence[Column], rows: Sequence[Row], about: str
) -> None:
    """What every cell says now, on a sheet that Excel does not show in its list of hidden ones."""
    own = book.create_sheet(SNAPSHOT)
    own.sheet_state = "veryHidden"
    lines = [[layout.mark, about], ["", *(column.key for column in columns), ORIGIN]]
    lines += [[row.id, *(row.cells.get(column.key, "") for column in columns), row.origin] for row in rows]
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            put(own, number, place, text)


def _fixed(book: Workbook) -> bytes:
    """The bytes of a workbook without the time of writing."""
    book.properties.creator = "soanthao"
    book.properties.created = _EPOCH
    made, out = BytesIO(), BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's temporary files name no encoding; only bytes go through them
        book.save(made)
    with ZipFile(made) as old, ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name.startswith("xl/worksheets/"):  # a height that Excel may fit anew
                data = data.replace(b' customHeight="1"', b"")
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            info = ZipInfo(name, _EPOCH.timetuple()[:6])
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            new.writestr(info, data)
    return out.getvalue()
