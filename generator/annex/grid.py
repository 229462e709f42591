"""A table as values: columns, rows, cells, before any Word (layer 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator import norm
from generator.agencies import Naming
from generator.annex.groups import grouped
from generator.model import Entry, Table, TableOptions, Task
from generator.vntext import format_number, parse_number, roman

START, CONTINUE = "restart", "continue"
TT_HEADS = {"tt", "stt", "số tt", "số thứ tự"}
LEAST_WEIGHT = {"center": 4, "number": 9}  # of a free table's column, in letters
WIDE, WIDEST = 60, 160  # one long cell widens a column so far; columns of long cells share by what is usual in them
LONG_TEXT = 40  # letters from which a column of a free table is running text


@dataclass(frozen=True)
class Column:
    """A column: key of its task field (or its number), head, relative width, kind of cell."""

    key: str
    head: str
    weight: float
    kind: str


class Cell(NamedTuple):
    """A cell: text (inline marks allowed), columns it spans, its part in a vertical merge."""

    text: str
    span: int = 1
    merge: str = ""


class Row(NamedTuple):
    """A row: which prototype prints it, its cells, the id of its task (empty for other rows)."""

    kind: str
    cells: tuple[Cell, ...]
    id: str = ""


@dataclass(frozen=True)
class Grid:
    """A table ready to be filled into the prototype."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def make_grid(table: Table, entries: Sequence[Entry], naming: Naming, year: int | None) -> Grid:
    """The grid of a table: of the tasks, or as given."""
    return task_grid(table, entries, naming, year) if table.of == "nhiem_vu" else free_grid(table)


def task_grid(options: TableOptions, entries: Sequence[Entry], naming: Naming, year: int | None) -> Grid:
    """The table of the tasks: filtered, grouped, numbered, with inherited and merged cells."""
    columns = tuple(_task_column(key, options) for key in options.columns)
    rows = [Row("head", tuple(Cell(c.head) for c in columns))]
    if options.column_numbers:
        rows.append(Row("numbers", tuple(Cell(f"({i})") for i in range(1, len(columns) + 1))))
    counted = 0
    for number, (label, members) in enumerate(grouped(options, entries, naming, year)):
        if label is not None:
            rows.append(_group_row(number, label, columns))
        start = 0 if options.numbering == "theo_nhom" else counted
        body = [row for i, e in enumerate(members, 1) for row in _task_rows(e, str(start + i), options, naming)]
        rows += _merged(body, options)
        counted += len(members)
    return Grid(columns, tuple(rows))


def _task_column(key: str, options: TableOptions) -> Column:
    known = norm.task_columns()[key]
    kind = {"tt": "center", "noi_dung": "text", "kinh_phi": "number"}.get(key, "other")
    return Column(key, options.column_names.get(key, known.head), known.weight, kind)  # type: ignore[call-overload]


def _group_row(number: int, label: str, columns: Sequence[Column]) -> Row:
    if columns[0].key == "tt" and len(columns) > 1:
        return Row("group", (Cell(roman(number)), Cell(label, span=len(columns) - 1)))
    return Row("group", (Cell(f"{roman(number)}. {label}", span=len(columns)),))


_VALUES: dict[str, Callable[[Task, Naming], str]] = {
    "noi_dung": lambda task, naming: task.annex_content or task.content,
    "chu_tri": lambda task, naming: naming.cell(task.lead),
    "phoi_hop": lambda task, naming: naming.cell(task.support),
    "theo_doi": lambda task, naming: naming.cell(task.monitor),
    "nhom": lambda task, naming: task.group,
    "linh_vuc": lambda task, naming: task.field,
    "thoi_gian": lambda task, naming: task.time,
    "san_pham": lambda task, naming: task.product,
    "kinh_phi": lambda task, naming: task.budget,
    "ghi_chu": lambda task, naming: task.note,
}


def task_value(entry: Entry, key: str, naming: Naming) -> str:
    """What a task prints under a column."""
    return _VALUES[key](entry.task, naming)


_OWN = {"tt", "noi_dung"}  # never inherited by a sub-task


def _task_rows(
    entry: Entry,
    tt: str,
    options: TableOptions,
    naming: Naming,
    above: Sequence[Cell] = (),
    inherited: Sequence[str] = (),
) -> list[Row]:
    """The row of a task and of all below it; what a sub-task leaves out is the merged cell of its parent."""
    own = [tt if key == "tt" else task_value(entry, key, naming) for key in options.columns]
    if not inherited and not entry.children:
        return [Row("item", tuple(map(Cell, own)), entry.id)]
    effective = [o or i for o, i in zip(own, inherited or [""] * len(own), strict=True)]
    cells = tuple(
        _inheriting(key, mine, value, above[i] if above else None)
        for i, (key, mine, value) in enumerate(zip(options.columns, own, effective, strict=True))
    )
    rows = [Row("item", cells, entry.id)]
    handed = ["" if key in _OWN else value for key, value in zip(options.columns, effective, strict=True)]
    for i, child in enumerate(entry.children, 1):
        rows += _task_rows(child, f"{tt}.{i}", options, naming, rows[-1].cells, handed)
    return rows


def _inheriting(key: str, own: str, value: str, above: Cell | None) -> Cell:
    """A cell left out joins the cell above when that shows the inherited text; else the text is printed again."""
    if own or key in _OWN or not value:
        return Cell(own)
    if above is not None and above.text == value:
        return Cell(value, merge=CONTINUE)
    return Cell(value)


def _merged(rows: list[Row], options: TableOptions) -> list[Row]:
    """Equal neighbours of the columns in ``gop`` merge; every merge gets its first cell."""
    if not options.merge and not any(cell.merge for row in rows for cell in row.cells):
        return rows
    out: list[Row] = []
    for row in rows:
        cells = list(row.cells)
        for i, key in enumerate(options.columns):
            if out and key in options.merge and cells[i].text and out[-1].cells[i].text == cells[i].text:
                cells[i] = cells[i]._replace(merge=CONTINUE)
        out.append(row._replace(cells=tuple(cells)))
    return _with_starts(out)


def _with_starts(rows: list[Row]) -> list[Row]:
    for r in range(len(rows) - 1, 0, -1):
        for i, cell in enumerate(rows[r].cells):
            upper = rows[r - 1].cells[i]
            if cell.merge == CONTINUE and not upper.merge:
                cells = list(rows[r - 1].cells)
                cells[i] = upper._replace(merge=START)
                rows[r - 1] = rows[r - 1]._replace(cells=tuple(cells))
    return rows


# --- any other table --------------------------------------------------------------------------------------------------


def free_grid(table: Table) -> Grid:
    """A table given as heads and rows: figures to the right, blank rows of a form, a computed total."""
    given = [tuple(cell or "" for cell in row) for row in table.rows]
    columns = tuple(_free_column(i, head, [row[i] for row in given]) for i, head in enumerate(table.header))
    rows = [Row("head", tuple(Cell(c.head) for c in columns))]
    if table.column_numbers:
        rows.append(Row("numbers", tuple(Cell(f"({i})") for i in range(1, len(columns) + 1))))
    rows += [Row("item", tuple(map(Cell, row))) for row in given]
    rows += [Row("item", (Cell(""),) * len(columns))] * table.blank_rows
    if table.total:
        rows.append(_total_row(table.total.label, table.total.columns, given, len(columns)))
    return Grid(columns, tuple(rows))


def _free_column(index: int, head: str, cells: Sequence[str]) -> Column:
    longest = max([len(head) / 2, *map(len, cells)], default=1)
    filled = [cell for cell in cells if cell]
    if head.strip().lower() in TT_HEADS:
        kind = "center"
    elif filled and all(parse_number(cell) is not None for cell in filled):
        kind = "number"
    else:
        kind = "text" if longest > LONG_TEXT else "other"
    usual = sum(map(len, filled)) / max(len(filled), 1)
    weight = max(min(longest, WIDE), min(usual, WIDEST), LEAST_WEIGHT.get(kind, 6))
    return Column(str(index + 1), head, weight, kind)


def _total_row(label: str, columns: Iterable[int], rows: Sequence[Sequence[str]], width: int) -> Row:
    """The total row: its label spans the columns before the first sum; where there is none, see ``_sum_texts``."""
    sums = {i: _sum(row[i - 1] for row in rows) for i in columns}
    first = min(sums)
    texts = _sum_texts(label if first == 1 else "", sums, first, width)
    return Row("total", (*([Cell(label, span=first - 1)] if first > 1 else []), *map(Cell, texts)))


def _sum(cells: Iterable[str]) -> Decimal:
    return sum((parse_number(cell) or Decimal(0) for cell in cells), start=Decimal(0))


def _sum_texts(label: str, sums: Mapping[int, Decimal], first: int, width: int) -> list[str]:
    """The cells from the first sum on. A label that found no room stands in the first free cell, or before the sum."""
    texts = [format_number(sums[i]) if i in sums else "" for i in range(first, width + 1)]
    if label and "" in texts:
        texts[texts.index("")] = label
    elif label:
        texts[0] = f"{label}: {texts[0]}"
    return texts
