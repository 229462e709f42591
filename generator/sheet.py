"""Rows ⇄ .xlsx: the list of tasks as a sheet that an officer can edit, and what stands in it when it comes back.

The sheet carries, hidden, what every cell said when it was written, so that reading tells a cell that somebody changed
from one that the plan has changed since. Bytes in, bytes out; the same rows give the same bytes.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.number_formats import printed
from generator.problems import N_, Problem, ProblemsError, Words, problem
from generator.vntext import fold, nfc

LONGEST_CELL = 32_767
"""Letters that a cell of Excel holds."""

ID_HEAD = "Mã"
SHEET, SNAPSHOT, LISTS = "Nhiệm vụ", "_soanthao", "_danh_muc"
MARK = "soanthao tasks 1"
HEAD_ROW = 3
LINE_PT, HIGHEST_ROW_PT = 15.75, 409.0
LETTERS_PER_UNIT = 1.15  # of Times New Roman 12 in the unit of column widths
SPARE_ROWS = 100  # below the tasks: with drop-downs, and cells that keep what is typed as text


@dataclass(frozen=True)
class Column:
    """A column: its key, printed head, width in letters, the list behind its drop-down, whether it is only shown."""

    key: str
    head: str
    width: float
    choices: str = ""
    locked: bool = False


@dataclass(frozen=True)
class TaskRow:
    """One task: its id and the text of each cell by key; what has no key is empty."""

    id: str
    cells: Mapping[str, str]


# --- rows → bytes -----------------------------------------------------------------------------------------------------

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_SMALL = Font(name="Times New Roman", size=11, italic=True)
_GREY = PatternFill("solid", fgColor="E7E6E6")
_HEAD_FILL = PatternFill("solid", fgColor="D9E2F3")
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FORMULA_LIKE = ("=", "+", "-", "@")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ID_WIDTH = 14
_HELP = (
    "Sửa thẳng vào ô. Cột nền xám không sửa. Nhiều cơ quan trong một ô cách nhau bằng dấu chấm phẩy (;). "
    "Thêm nhiệm vụ: ghi vào hàng trống, để trống ô mã. Xóa hàng không xóa nhiệm vụ trong kế hoạch."
)
_EPOCH = datetime(1980, 1, 1)


def write_tasks(
    title: str, columns: Sequence[Column], rows: Sequence[TaskRow], lists: Mapping[str, Sequence[str]]
) -> bytes:
    """The sheet of these tasks as the bytes of an .xlsx file; ``lists`` are the words of the drop-downs by name.

    Every cell is text: nothing is a formula, nothing is taken for a number or a date. Raises ``ProblemsError`` (I099)
    for a text that is longer than a cell of Excel.
    """
    _refuse_long(columns, rows)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _write_head(sheet, title, columns)
    for number, row in enumerate(rows, HEAD_ROW + 1):
        _write_row(sheet, number, columns, row)
    for number in range(HEAD_ROW + 1 + len(rows), HEAD_ROW + 1 + len(rows) + SPARE_ROWS):
        _write_row(sheet, number, columns, TaskRow("", {}))
    _lay_out(sheet, columns, HEAD_ROW + len(rows))
    _write_lists(book, sheet, columns, lists, HEAD_ROW + len(rows) + SPARE_ROWS)
    _write_snapshot(book, columns, rows)
    return _fixed(book)


def _refuse_long(columns: Sequence[Column], rows: Sequence[TaskRow]) -> None:
    found = [
        problem("I099", id=row.id, field=column.head, length=len(text), limit=LONGEST_CELL)
        for row in rows
        for column in columns
        if len(text := row.cells.get(column.key, "")) > LONGEST_CELL
    ]
    if found:
        raise ProblemsError(found)


def _write_head(sheet: Worksheet, title: str, columns: Sequence[Column]) -> None:
    _put(sheet, 1, 1, title).font = _BOLD
    _put(sheet, 2, 1, _HELP).font = _SMALL
    for number, head in enumerate([ID_HEAD, *(column.head for column in columns)], 1):
        cell = _put(sheet, HEAD_ROW, number, head)
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _HEAD_FILL, _BOX, _MIDDLE


def _write_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: TaskRow) -> None:
    texts = [row.id, *(row.cells.get(column.key, "") for column in columns)]
    locked = [True, *(column.locked for column in columns)]
    for place, text in enumerate(texts, 1):
        cell = _put(sheet, number, place, text)
        cell.font, cell.border, cell.alignment, cell.number_format = _FONT, _BOX, _TOP, "@"
        if locked[place - 1]:
            cell.fill = _GREY
    widths = [_ID_WIDTH, *(column.width for column in columns)]
    lines = max(map(_line_count, texts, widths))
    sheet.row_dimensions[number].height = min(lines * LINE_PT, HIGHEST_ROW_PT)


def _line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column: Excel fits the height itself once somebody types, not before."""
    return sum(max(1, math.ceil(len(line) / (width * LETTERS_PER_UNIT))) for line in text.split("\n"))


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text; one that Excel would run as a formula is marked as typed with an apostrophe."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_LIKE)
    return cell


def _lay_out(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Widths, the frozen head, filters, and paper: A4 across, the head on every page."""
    for number, width in enumerate([_ID_WIDTH, *(column.width for column in columns)], 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    end = get_column_letter(len(columns) + 1)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{end}{max(last, HEAD_ROW + 1)}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{end}{max(last, HEAD_ROW + 1)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _write_lists(
    book: Workbook, sheet: Worksheet, columns: Sequence[Column], lists: Mapping[str, Sequence[str]], last: int
) -> None:
    """The words of the drop-downs on a hidden sheet; any other words may be typed all the same."""
    own = book.create_sheet(LISTS)
    own.sheet_state = "hidden"
    for place, (name, words) in enumerate(sorted(lists.items()), 1):
        for number, word in enumerate(words, 1):
            _put(own, number, place, word)
        letter = get_column_letter(place)
        choice = DataValidation("list", f"'{LISTS}'!${letter}$1:${letter}${len(words)}", allow_blank=True)
        choice.showErrorMessage = False
        used = [number for number, column in enumerate(columns, 2) if column.choices == name and words]
        for number in used:
            choice.add(f"{get_column_letter(number)}{HEAD_ROW + 1}:{get_column_letter(number)}{last}")
        if used:
            sheet.add_data_validation(choice)


def _write_snapshot(book: Workbook, columns: Sequence[Column], rows: Sequence[TaskRow]) -> None:
    """What every cell says now, on a sheet that Excel does not show in its list of hidden ones."""
    own = book.create_sheet(SNAPSHOT)
    own.sheet_state = "veryHidden"
    lines = [[MARK], ["", *(column.key for column in columns)]]
    lines += [[row.id, *(row.cells.get(column.key, "") for column in columns)] for row in rows]
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            _put(own, number, place, text)


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


# --- bytes → rows -----------------------------------------------------------------------------------------------------

MAX_UNPACKED = 64 * 1024 * 1024
MAX_ROWS, MAX_MERGES, MAX_COLUMN = 20_000, 5_000, 400
_HEAD_WITHIN = 50  # rows
_BROKEN_LINE = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_NOT_TEXT = re.compile("[\x00-\x08\t\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WARNED = N_("có ô mã bị gộp với hàng trên")


@dataclass(frozen=True)
class SheetRow:
    """A row that says something: its number, id (empty: a new task) and cells by key; a cell not read has no key."""

    number: int
    id: str
    cells: Mapping[str, str]


@dataclass
class TaskSheet:
    """What came back: its rows, the columns it has, what the cells said when it was written, and what was found."""

    keys: tuple[str, ...]
    rows: list[SheetRow]
    base: Mapping[str, Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)

    def is_untouched(self) -> bool:
        """Whether every row says what it said when it was written."""
        says = {row.id: {key: text for key, text in row.cells.items() if text} for row in self.rows}
        said = {id: {key: text for key, text in cells.items() if text} for id, cells in self.base.items()}
        return says == said and len(self.rows) == len(said) and not self.problems


def read_tasks(data: bytes, columns: Sequence[Column]) -> TaskSheet:
    """The rows of a sheet of tasks: columns are found by their heads, rows in any order, hidden ones too.

    ``data`` is a workbook whose XML declares no types or entities. Raises ``ProblemsError``: I004 (broken), I002 (more
    than a list of tasks can be), I091 (not a sheet of ``write_tasks``).
    """
    _refuse_huge(data)
    grids = _grids(data)
    base = next((grid for grid in grids if grid.name == SNAPSHOT and grid.text(1, 1) == MARK), None)
    shown = [grid for grid in grids if grid.is_shown]
    found = next(((grid, row) for grid in shown if (row := _head_row(grid, columns))), None)
    if base is None or found is None:
        raise ProblemsError([problem("I091")])
    grid, head = found
    sheet = _rows(grid, head, columns)
    sheet.base = _snapshot(base)
    sheet.problems += [problem("I108", name=other.name) for other in shown if other is not grid and other.rows]
    sheet.problems += [problem("I105", name=column.head) for column in columns
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


def _head_row(grid: _Grid, columns: Sequence[Column]) -> int:
    """The row with the head of the ids and that of another column; 0 where there is none."""
    heads = {fold(column.head) for column in columns}
    for number in sorted(grid.rows)[:_HEAD_WITHIN]:
        texts = {fold(text) for text in grid.rows[number].values()}
        if fold(ID_HEAD) in texts and texts & heads:
            return number
    return 0


def _rows(grid: _Grid, head: int, columns: Sequence[Column]) -> TaskSheet:
    """The rows below the head, with what cannot be read or is not known."""
    by_head = {fold(column.head): column.key for column in columns} | {fold(ID_HEAD): ""}
    places: dict[str, int] = {}
    for place, text in sorted(grid.rows[head].items()):
        if (key := by_head.get(fold(text))) is not None:
            places.setdefault(key, place)
    below = [number for number in sorted(grid.rows) if number > head]
    covered = _fill_down(grid, below, places)
    sheet = TaskSheet(tuple(key for key in places if key), [], {})
    for number in below:
        if number in covered:
            sheet.problems.append(problem("I097", place=_row_name(number), detail=_WARNED))
        elif any(place in grid.rows[number] for place in places.values()):
            sheet.rows.append(_row(grid, number, places))
    sheet.problems += _faults(grid, below, places)
    sheet.problems += _strange_columns(grid, head, below, set(places.values()))
    return sheet


def _row(grid: _Grid, number: int, places: Mapping[str, int]) -> SheetRow:
    cells = {key: grid.text(number, place) for key, place in places.items() if (number, place) not in grid.faults}
    return SheetRow(number, cells.pop("", ""), cells)


def _fill_down(grid: _Grid, below: Iterable[int], places: Mapping[str, int]) -> set[int]:
    """Give the rows of a merged cell its text; the rows whose id is merged away cannot be told apart."""
    covered: set[int] = set()
    rows = list(below)
    for left, top, _, bottom in grid.merged:
        under = [number for number in rows if top < number <= bottom] if left in places.values() else []
        if left == places[""]:
            covered.update(under)
        elif text := grid.text(top, left):
            for number in under:
                grid.rows[number][left] = text
    return covered


def _faults(grid: _Grid, below: Sequence[int], places: Mapping[str, int]) -> Iterator[Problem]:
    own, rows = set(places.values()), set(below)
    for (row, column), found in sorted((grid.faults | grid.remarks).items(), key=lambda item: item[0]):
        if row in rows and column in own:
            yield found.at(_row_name(row))


def _strange_columns(grid: _Grid, head: int, below: Sequence[int], own: set[int]) -> Iterator[Problem]:
    """Columns with words in them that are not ours."""
    used = {place for number in below for place in grid.rows[number]} - own
    for place in sorted(used):
        yield problem("I100", name=grid.text(head, place) or get_column_letter(place))


def _row_name(number: int) -> str:
    return Words(N_("hàng {number}"), number=number)


def _snapshot_keys(base: _Grid) -> dict[str, int]:
    return {key: place for place, key in base.rows.get(2, {}).items() if place > 1}


def _snapshot(base: _Grid) -> dict[str, dict[str, str]]:
    keys = _snapshot_keys(base)
    return {
        base.text(number, 1): {key: base.text(number, place) for key, place in keys.items()}
        for number in sorted(base.rows)
        if number > 2
    }
