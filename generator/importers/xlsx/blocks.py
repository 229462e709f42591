"""A sheet laid out as a document: paragraphs for the lines above and below its tables, a grid for every table.

A table begins at its head: a row of several short texts, the first of them "TT", or bold, or in borders. It ends where
its borders end, or at blank rows with no row of the table after them. Blank rows inside it are left out and counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.flow import Block, Cell, Grid, Merged, Para
from generator.importers.xlsx.sheet import Row, Sheet, SheetTooBig, Shown
from generator.letters import LetterWatch
from generator.problems import Problem, problem
from generator.vntext import fold

MAX_PLACES = 1_000_000
"""How many places (rows × columns) the grid of one table may have."""

_MAX_STEPS = 5_000_000
_NUMBER_HEADS = {"tt", "stt", "số tt", "số thứ tự", "thứ tự", "thứ tự các bước", "thứ tự bước"}
_HEAD_LETTERS = 120
_WIDE = 3


def sheet_blocks(sheet: Sheet, watch: LetterWatch) -> tuple[list[Block], list[Problem]]:
    """The blocks of a sheet in order, and what was left out between them. Raises ``SheetTooBig``."""
    _drop_covered(sheet)
    layout = _Layout(sheet, watch)
    blocks = list(layout.blocks())
    if blocks:
        blocks[0] = replace(blocks[0], new_page=True)
    return blocks, layout.found


def _drop_covered(sheet: Sheet) -> None:
    """Take out what stands under a merged cell: Excel shows the first place of an area alone."""
    numbers = sorted(sheet.rows)
    steps = 0
    for first, top, last, bottom in sheet.merges:
        lines = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        steps += len(lines)
        if steps > _MAX_STEPS:
            raise SheetTooBig
        shown = sheet.moved.get((top, first), (top, first))
        for number in lines:
            cells = sheet.rows[number].cells
            for column in [column for column in cells if first <= column <= last and (number, column) != shown]:
                del cells[column]
                sheet.note("I025", sheet.cell_name(number, column))
    for number in numbers:
        if not sheet.rows[number].cells:
            del sheet.rows[number]


def _is_bordered(row: Row) -> bool:
    return sum(cell.bordered for cell in row.cells.values()) * 2 > len(row.cells)


def _texts(row: Row) -> list[str]:
    return [fold(row.cells[column].text) for column in sorted(row.cells)]


class _Layout:
    """The rows of one sheet, told apart into tables and lines."""

    def __init__(self, sheet: Sheet, watch: LetterWatch) -> None:
        self.sheet, self.watch = sheet, watch
        self.rows = [sheet.rows[number] for number in sorted(sheet.rows)]
        self.hidden = sorted(sheet.hidden_rows)
        self.gaps = [False, *(self._blank_between(above, below) > 0 for above, below in pairwise(self.rows))]
        self.spans = {(top, first): last for first, top, last, _ in sheet.merges}
        self.has_borders = any(len(row.cells) > 1 and _is_bordered(row) for row in self.rows)
        self.found: list[Problem] = []

    def _blank_between(self, above: Row, below: Row) -> int:
        """How many rows that are not hidden stand between two rows."""
        hidden = bisect_left(self.hidden, below.number) - bisect_right(self.hidden, above.number)
        return below.number - above.number - 1 - hidden

    def blocks(self) -> Iterator[Block]:
        """Paragraphs and grids in order."""
        starts = self._starts()
        yield from self._lines(self.rows[: starts[0] if starts else len(self.rows)], is_tail=not starts)
        for start, following in pairwise([*starts, len(self.rows)]):
            is_last = following == len(self.rows)
            end = self._end(start, following, is_last)
            yield self._table(self.rows[start:end])
            yield from self._lines(self.rows[end:following], is_tail=is_last)

    # --- where tables begin and end

    def _starts(self) -> list[int]:
        """The indexes of the rows that tables begin with."""
        starts: list[int] = []
        for i, row in enumerate(self.rows):
            if self._is_head(row, is_first=not starts) and (not starts or self._is_apart(i, starts[-1])):
                starts.append(i)
        return starts or [i for i, row in enumerate(self.rows) if self._is_table_row(row)][:1]

    def _is_head(self, row: Row, *, is_first: bool) -> bool:
        cells = row.cells.values()
        texts = _texts(row)
        if len(texts) < 2 or any(cell.is_value for cell in cells) or max(map(len, texts)) > _HEAD_LETTERS:
            return False
        if texts[0].strip(" .") in _NUMBER_HEADS:
            return True
        is_told = is_first or all(_is_bold(cell) for cell in cells)
        return is_told and len(texts) >= _WIDE and (_is_bordered(row) or not self.has_borders)

    def _is_apart(self, at: int, last: int) -> bool:
        """Whether a head after another begins a table of its own: a title or blank rows stand before it.

        The same head again without a title is the table going on.
        """
        has_title = len(self.rows[at - 1].cells) == 1 and at - 1 > last
        return has_title or (self.gaps[at] and _texts(self.rows[at]) != _texts(self.rows[last]))

    def _is_table_row(self, row: Row) -> bool:
        return len(row.cells) >= (2 if self.has_borders and _is_bordered(row) else _WIDE)

    def _end(self, start: int, following: int, is_last: bool) -> int:
        """The index after a table's last row; what stands between it and the next table are lines."""
        bordered, width = _is_bordered(self.rows[start]), len(self.rows[start].cells)
        end = following
        while end > start + 1:
            row = self.rows[end - 1]
            is_title = not is_last and len(row.cells) == 1
            if is_title or (bordered and not _is_bordered(row) and len(row.cells) < _WIDE):
                end -= 1
            elif not bordered and (gap := self._loose_from(start, end, min(_WIDE, width))):
                end = gap
            else:
                break
        return end

    def _loose_from(self, start: int, end: int, width: int) -> int:
        """The index of the first row after the last blank rows, when no row after them fills a table's row; else 0."""
        gap = next((i for i in reversed(range(start + 1, end)) if self.gaps[i]), 0)
        return gap if gap and all(len(row.cells) < width for row in self.rows[gap:end]) else 0

    # --- lines

    def _lines(self, rows: Sequence[Row], *, is_tail: bool) -> Iterator[Block]:
        """Rows outside tables: a paragraph for one text, a grid without borders for texts side by side."""
        held: list[Row] = []
        side = 0  # the column where the right one of two texts begins
        for i, row in enumerate(rows):
            if len(row.cells) > 1:
                side = min(side, max(row.cells)) if held else max(row.cells)
                held.append(row)
            elif held and self._is_beside(rows, i, side, is_tail):
                held.append(row)
            else:
                if held:
                    yield self._side_by_side(held, side)
                    held = []
                yield from self._paras(row, next(iter(row.cells.values())))
        if held:
            yield self._side_by_side(held, side)

    def _is_beside(self, rows: Sequence[Row], at: int, side: int, is_tail: bool) -> bool:
        """Whether a row with one text goes on with the rows of two above it: it stands under the right one, or at the
        end of the sheet (a signature), or between two rows of two.
        """
        row = rows[at]
        column = next(iter(row.cells))
        if column >= side:
            return True
        if self.spans.get((row.number, column), column) >= side:
            return False
        follows = at + 1 < len(rows) and len(rows[at + 1].cells) > 1
        return is_tail or (follows and rows[at + 1].number - rows[at - 1].number == 2)

    def _side_by_side(self, rows: Sequence[Row], side: int) -> Grid:
        """Rows of texts side by side; where none has more than two there are two columns."""
        if max(len(row.cells) for row in rows) > 2:
            return replace(self._grid(rows), bordered=False)
        made = []
        for row in rows:
            columns = sorted(row.cells)
            left = columns[0] if columns[0] < side else 0
            right = columns[-1] if columns[-1] >= side else 0
            made.append(tuple(self._cell(row, column, "") for column in (left, right)))
        return self._placed(made, rows[0], bordered=False)

    # --- tables

    def _table(self, rows: Sequence[Row]) -> Grid:
        blank = sum(self._blank_between(above, below) for above, below in pairwise(rows))
        if blank:
            self.found.append(problem("I023", place=self.sheet.place(rows[0].number), count=blank))
        return self._grid(rows)

    def _grid(self, rows: Sequence[Row]) -> Grid:
        columns = sorted({column for row in rows for column in row.cells})
        if len(rows) * len(columns) > MAX_PLACES:
            raise SheetTooBig
        merged = self._merged([row.number for row in rows], columns)
        dotted = {column for column, cell in rows[0].cells.items() if fold(cell.text).strip(" .") in _NUMBER_HEADS}
        made = [
            tuple(self._cell(row, column, merged.get((i, k), ""), column in dotted) for k, column in enumerate(columns))
            for i, row in enumerate(rows)
        ]
        return self._placed(made, rows[0], bordered=True)

    def _merged(self, numbers: Sequence[int], columns: Sequence[int]) -> dict[tuple[int, int], Merged]:
        """The places of a grid that belong to the one on the left or above; areas that overlap end where they do."""
        covered: dict[tuple[int, int], Merged] = {}
        for first, top, last, bottom in self.sheet.merges:
            lines = range(bisect_left(numbers, top), bisect_right(numbers, bottom))
            across = range(bisect_left(columns, first), bisect_right(columns, last))
            for i in lines:
                for k in across:
                    if (i, k) in covered:
                        break
                    if k > across[0] or i > lines[0]:
                        covered[i, k] = "left" if k > across[0] else "above"
        return covered

    def _cell(self, row: Row, column: int, merged: Merged, dotted: bool = False) -> Cell:
        shown = row.cells.get(column)
        if shown is None or merged:
            return Cell((), merged)
        if dotted and shown.dotted:
            shown = replace(shown, runs=(replace(shown.runs[0], text=shown.dotted),))
        return Cell(tuple(self._paras(row, shown)))

    def _paras(self, row: Row, shown: Shown) -> Iterator[Para]:
        place = self.sheet.place(row.number)
        runs = self.watch.runs(shown.runs, place)
        if runs:
            yield Para(runs, align=shown.align, landscape=self.sheet.landscape, place=place)

    def _placed(self, rows: Sequence[tuple[Cell, ...]], first: Row, *, bordered: bool) -> Grid:
        place = self.sheet.place(first.number)
        return Grid(tuple(rows), bordered=bordered, landscape=self.sheet.landscape, place=place)


def _is_bold(cell: Shown) -> bool:
    return all(run.bold for run in cell.runs if run.text.strip())
