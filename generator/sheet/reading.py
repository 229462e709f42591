"""Bytes of an .xlsx file → the rows in it, with what they said when the sheet was written: every kind of sheet."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser

from generator.number_formats import printed
from generator.problems import N_, Problem, ProblemsError, Words, problem
from generator.sheet.layout import ORIGIN, SNAPSHOT, Column, Layout
from generator.vntext import fold, nfc

MAX_UNPACKED = 64 * 1024 * 1024
MAX_ROWS, MAX_MERGES = 20_000, 5_000
_HEAD_WITHIN = 50  # rows
_BROKEN_LINE = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_NOT_TEXT = re.compile("[\x00-\x08\t\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WARNED = N_("có ô mã bị gộp với hàng trên")


@dataclass(frozen=True)
class SheetRow:
    """A row that says something: its number, id (empty: a new row) and cells by key; a cell not read has no key."""

    number: int
    id: str
    cells: Mapping[str, str]


@dataclass
class Sheet:
    """What came back: its rows, the columns it has, what the cells said when it was written, and what was found.

    ``origins`` and ``about`` are what was put in unseen: by the ids of the rows, and for the whole.
    """

    keys: tuple[str, ...]
    rows: list[SheetRow]
    base: Mapping[str, Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)
    origins: Mapping[str, str] = field(default_factory=dict)
    about: str = ""

    def is_untouched(self) -> bool:
        """Whether every row says what it said when it was written."""
        says = {row.id: {key: text for key, text in row.cells.items() if text} for row in self.rows}
        said = {id: {key: text for key, text in cells.items() if text} for id, cells in self.base.items()}
        return says == said and len(self.rows) == len(said) and not self.problems


def read(layout: Layout, data: bytes, columns: Sequence[Column]) -> Sheet:
    """The rows of a sheet of one kind: columns are found by their heads, rows in any order, hidden ones too.

    ``data`` is a workbook whose XML declares no types or entities. Raises ``ProblemsError``: I004 (broken), I002 (more
    than such a sheet can be), the layout's own code for a workbook that is none of its sheets.
    """
    _refuse_huge(data)
    grids = _grids(data)
    base = next((grid for grid in grids if grid.name == SNAPSHOT and grid.text(1, 1) == layout.mark), None)
    shown = [grid for grid in grids if grid.is_shown]
    found = next(((grid, row) for grid in shown if (row := _head_row(grid, layout, columns))), None)
    if base is None or found is None:
        raise ProblemsError([problem(layout.faults.not_ours)])
    grid, head = found
    sheet = _Reader(layout, columns, grid, head).sheet()
    sheet.base, sheet.origins, sheet.about = *_snapshot(base), base.text(1, 2)
    sheet.problems += [problem(layout.faults.strange_sheet, name=other.name)
                       for other in shown if other is not grid and other.rows]  # fmt: skip
    sheet.problems += [problem(layout.faults.lost_column, name=column.head) for column in columns
                       if column.key in _snapshot_keys(base) and column.key not in sheet.keys]  # fmt: skip
    return sheet


def _refuse_huge(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except Exception as error:  # the standard library lets through what it stumbles over in a mangled directory
        raise ProblemsError([problem("I004")]) from error
    if size > MAX_UNPACKED:
        raise _too_big(size)


def _too_big(size: int) -> ProblemsError:
    return ProblemsError([problem("I002", size=-(-size // 2**20), limit=MAX_UNPACKED // 2**20)])


@dataclass
class _Grid:
    """The cells of one sheet that hold something, by row and column; ``faults`` are those that cannot be read."""

    name: str
    is_shown: bool
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    faults: dict[tuple[int, int], Problem] = field(default_factory=dict)
    remarks: dict[tuple[int, int], Problem] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        return self.rows.get(row, {}).get(column, "")


def _grids(data: bytes) -> list[_Grid]:
    """The sheets of a workbook. Raises ``ProblemsError``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of parts that it does not keep
            valued, written = (load_workbook(BytesIO(data), read_only=True, data_only=own, keep_links=False)
                               for own in (True, False))  # fmt: skip
            with closing(valued), closing(written):
                return [_grid(ws, _formulas(written[ws.title])) for ws in valued.worksheets]
    except ProblemsError:
        raise
    except Exception as error:  # whatever openpyxl stumbles over in a broken file; nothing of ours runs in there
        raise ProblemsError([problem("I004")]) from error


def _parser(ws: Any, source: Any) -> Any:
    """openpyxl's parser of a sheet's cells: its own sheets fill every place of the used range, however far it goes."""
    book = ws.parent
    return WorkSheetParser(
        source, ws._shared_strings, data_only=book.data_only, epoch=book.epoch, date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )  # fmt: skip


def _formulas(ws: Any) -> set[tuple[int, int]]:
    with ws._get_source() as source:
        return {(cell["row"], cell["column"]) for _, row in _parser(ws, source).parse() for cell in row
                if cell["data_type"] == "f"}  # fmt: skip


def _grid(ws: Any, formulas: set[tuple[int, int]]) -> _Grid:
    grid = _Grid(ws.title, ws.sheet_state == "visible")
    with ws._get_source() as source:
        parser = _parser(ws, source)
        for _, row in parser.parse():
            for cell in row:
                _keep(grid, ws, cell, (cell["row"], cell["column"]) in formulas)
    areas = parser.merged_cells.mergeCell if parser.merged_cells else []
    if len(grid.rows) > MAX_ROWS or len(areas) > MAX_MERGES:
        raise _too_big(MAX_UNPACKED + 1)
    grid.merged = [_area(area.ref) for area in areas]
    return grid


def _area(ref: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(ref)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(ref)
    return left, top, right, bottom


def _keep(grid: _Grid, ws: Any, cell: Mapping[str, Any], has_formula: bool) -> None:
    """Keep what a cell says, or why it cannot be read."""
    place, value = (cell["row"], cell["column"]), cell["value"]
    name = f"{get_column_letter(place[1])}{place[0]}"
    if value is None:
        if has_formula:
            grid.faults[place] = problem("I102", cell=name)
        return
    if cell["data_type"] == "e":
        grid.faults[place] = problem("I101", cell=name, value=str(value))
        return
    text = _clean(unescape(value) if isinstance(value, str) else _shown(value, ws, cell))
    if isinstance(value, datetime | date | time | timedelta):
        grid.remarks[place] = problem("I103", cell=name, value=text)
    if text:
        grid.rows.setdefault(place[0], {})[place[1]] = text


def _shown(value: Any, ws: Any, cell: Mapping[str, Any]) -> str:
    return printed(value, ReadOnlyCell(ws, **cell).number_format).text


def _clean(text: str) -> str:
    """A text in one form: NFC, lines apart by ``\\n``, no tabs or control characters, no spaces at the ends."""
    lines = _BROKEN_LINE.sub("\n", nfc(text)).split("\n")
    return "\n".join(_NOT_TEXT.sub(" ", line).strip(" ") for line in lines).strip("\n ")


def _head_row(grid: _Grid, layout: Layout, columns: Sequence[Column]) -> int:
    """The row with the head of the ids and that of another column; 0 where there is none."""
    heads = {fold(column.head) for column in columns}
    for number in sorted(grid.rows)[:_HEAD_WITHIN]:
        texts = {fold(text) for text in grid.rows[number].values()}
        if fold(layout.id_head) in texts and texts & heads:
            return number
    return 0


class _Reader:
    """Reads the rows below the head of one page."""

    def __init__(self, layout: Layout, columns: Sequence[Column], grid: _Grid, head: int) -> None:
        self._faults, self._grid, self._head = layout.faults, grid, head
        by_head = {fold(column.head): column.key for column in columns} | {fold(layout.id_head): ""}
        self._places: dict[str, int] = {}
        for place, text in sorted(grid.rows[head].items()):
            if (key := by_head.get(fold(text))) is not None:
                self._places.setdefault(key, place)
        self._below = [number for number in sorted(grid.rows) if number > head]

    def sheet(self) -> Sheet:
        """The rows, with what cannot be read or is not known."""
        covered = self._fill_down()
        sheet = Sheet(tuple(key for key in self._places if key), [], {})
        for number in self._below:
            if number in covered:
                sheet.problems.append(problem(self._faults.unread_row, place=_row_name(number), detail=_WARNED))
            elif any(place in self._grid.rows[number] for place in self._places.values()):
                sheet.rows.append(self._row(number))
        sheet.problems += self._cell_faults()
        sheet.problems += self._strange_columns()
        return sheet

    def _row(self, number: int) -> SheetRow:
        cells = {key: self._grid.text(number, place) for key, place in self._places.items()
                 if (number, place) not in self._grid.faults}  # fmt: skip
        return SheetRow(number, cells.pop("", ""), cells)

    def _fill_down(self) -> set[int]:
        """Give the rows of a merged cell its text; the rows whose id is merged away cannot be told apart."""
        covered: set[int] = set()
        for left, top, _, bottom in self._grid.merged:
            ours = left in self._places.values()
            under = [number for number in self._below if top < number <= bottom] if ours else []
            if left == self._places[""]:
                covered.update(under)
            elif text := self._grid.text(top, left):
                for number in under:
                    self._grid.rows[number][left] = text
        return covered

    def _cell_faults(self) -> Iterator[Problem]:
        own, rows = set(self._places.values()), set(self._below)
        for (row, column), found in sorted((self._grid.faults | self._grid.remarks).items(), key=lambda each: each[0]):
            if row in rows and column in own:
                yield found.at(_row_name(row))

    def _strange_columns(self) -> Iterator[Problem]:
        """Columns with words in them that are not ours."""
        used = {place for number in self._below for place in self._grid.rows[number]} - set(self._places.values())
        for place in sorted(used):
            name = self._grid.text(self._head, place) or get_column_letter(place)
            yield problem(self._faults.strange_column, name=name)


def _row_name(number: int) -> str:
    return Words(N_("hàng {number}"), number=number)


def _snapshot_keys(base: _Grid) -> dict[str, int]:
    return {key: place for place, key in base.rows.get(2, {}).items() if place > 1 and key != ORIGIN}


def _snapshot(base: _Grid) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """What the cells said, and the origins, by the ids of the rows."""
    keys, numbers = _snapshot_keys(base), [number for number in sorted(base.rows) if number > 2]
    of_origin = next((place for place, key in base.rows.get(2, {}).items() if key == ORIGIN), 0)
    said = {base.text(number, 1): {key: base.text(number, place) for key, place in keys.items()} for number in numbers}
    return said, {base.text(number, 1): base.text(number, of_origin) for number in numbers}
