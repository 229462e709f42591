"""Where tables begin and end: two glued into one grid, one cut by page breaks into several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.flow import Cell, Grid, Para
from generator.inline import Run
from generator.recognise.tables.heads import bare, head_end, heads_at, is_numbers_row, is_same_head, is_title, meaning
from generator.recognise.tables.row_codes import follows, read_code
from generator.recognise.tables.rows import begins_inside

Row = tuple[Cell, ...]
HEAD_SHARE = 0.6  # of the texts of a row that must be known heads for it to be a head
LEAST_HEADS = 3


def split_grids(grid: Grid) -> tuple[Grid, ...]:
    """The tables of a grid in which several were glued together: each begins at a head that differs from the last."""
    starts = [0]
    first = _first_head(grid)
    for at in range(first + 1 if first is not None else 1, len(grid.rows)):
        if not _is_head(grid.rows[at]) or first is None or _repeats(grid, at, first):
            continue
        begin = at
        while begin - 1 > first and _is_title_of_next(grid.rows[begin - 1]):
            begin -= 1
        starts.append(begin)
        first = at
    ends = [*starts[1:], len(grid.rows)]
    if len(starts) == 1:
        return (grid,)
    return tuple(_part(grid, start, end) for start, end in zip(starts, ends, strict=True))


def _first_head(grid: Grid) -> int | None:
    return next((i for i, row in enumerate(grid.rows) if _is_head(row)), None)


def _is_head(row: Row) -> bool:
    """Whether the cells of a row are heads, not what stands under heads."""
    said = [cell.text for cell in row if cell.text]
    known = [item for item in map(meaning, said) if item.key]
    clear = sum(item.strength == 3 for item in known)
    return len(said) >= LEAST_HEADS and clear >= 2 and len(known) >= HEAD_SHARE * len(said)


def _repeats(grid: Grid, at: int, first: int) -> bool:
    return any(is_same_head(grid, at, row) for row in range(first, head_end(grid, first)))


def _is_title_of_next(row: Row) -> bool:
    """A row before a head that belongs to the table below: empty, or one text over the whole width."""
    said = [cell for cell in row if cell.text]
    spread = sum(cell.merged == "left" for cell in row)
    return not said or (is_title(row) and spread >= len(row) - 1 > 0)


def _part(grid: Grid, start: int, end: int) -> Grid:
    heads = max(0, grid.heads - start) if start == 0 else 0
    return replace(grid, rows=grid.rows[start:end], heads=heads, new_page=grid.new_page and start == 0)


def joined(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """Grids that follow one another with nothing between them, those of one table put together.

    A grid goes on with the one before it when it has as many columns and begins with the same head, which is then
    dropped, or with no head and the next number. A row cut by a page break inside a sentence is one again.
    """
    made: list[Grid] = []
    for grid in grids:
        rest = _continuation(made[-1], grid) if made else None
        if rest is None:
            made.append(grid)
        else:
            made[-1] = replace(made[-1], rows=_sewn(made[-1].rows, rest))
    return tuple(made)


def counts_on(first: Grid, grid: Grid) -> bool:
    """Whether a grid behind an empty line is the rest of another: as many columns, and the next number of its count."""
    rest = _continuation(first, grid)
    return bool(rest) and _goes_on(first.rows, rest or ())


def _continuation(first: Grid, grid: Grid) -> tuple[Row, ...] | None:
    """The rows by which a grid continues another, ``None`` when it is a table of its own."""
    if first.width != grid.width or not grid.rows or not first.rows:
        return None
    start = _head_start(first)
    end = head_end(first, start) if start < len(first.rows) else start
    height = end - start
    if end < len(first.rows) and is_numbers_row(first.rows[end]):
        height += 1
    same = _same_rows(first.rows[start : start + height], grid.rows)
    if same and _is_head_like(first, start):
        return None if _begins_anew(grid.rows[same:]) else grid.rows[same:]
    if is_numbers_row(grid.rows[0]) and _same_rows(first.rows[end : end + 1], grid.rows):
        return grid.rows[1:]
    if _is_head(grid.rows[0]) or heads_at(grid, 0):
        return None
    return grid.rows if _goes_on(first.rows, grid.rows) else None


def _head_start(grid: Grid) -> int:
    found = _first_head(grid)
    return found if found is not None else 0


def _is_head_like(grid: Grid, row: int) -> bool:
    return bool(grid.heads) or sum(bool(cell.text) for cell in grid.rows[row]) > 1


def _begins_anew(rows: Sequence[Row]) -> bool:
    """Whether rows begin with number 1: those of a table of its own."""
    code = read_code(rows[0][0].text) if rows else None
    return code is not None and code.kind == "1" and code.path == (1,)


def _same_rows(head: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many of the first rows say again what the head says."""
    count = 0
    for mine, theirs in zip(head, rows, strict=False):
        if not any(cell.text for cell in mine) or _bares(mine) != _bares(theirs):
            break
        count += 1
    return count


def _bares(row: Row) -> list[str]:
    return [bare(cell.text) for cell in row]


def _goes_on(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the first row of a grid continues the count, or the sentence, of the last row of another."""
    if _is_cut(below[0]):
        return True
    codes = [read_code(row[0].text) for row in above]
    last = next((code for code in reversed(codes) if code and code.kind), None)
    after = next((code for code in (read_code(row[0].text) for row in below) if code and code.kind), None)
    if last is None or after is None:
        return False
    return last.kind == after.kind and bool(last.path or after.told) and follows(last, after)


def _is_cut(row: Row) -> bool:
    """Whether a row certainly is the rest of the one above: no number, every text begins inside a sentence."""
    said = [cell.text for cell in row if cell.text]
    return bool(said) and not row[0].text and all(map(begins_inside, said))


def _sewn(above: tuple[Row, ...], below: tuple[Row, ...]) -> tuple[Row, ...]:
    if not below or not _is_cut(below[0]) or any(upper.merged and rest.text for upper, rest in zip(
        above[-1], below[0], strict=True
    )):
        return above + below
    whole = tuple(_one_cell(first, rest) for first, rest in zip(above[-1], below[0], strict=True))
    return (*above[:-1], whole, *below[1:])


def _one_cell(first: Cell, rest: Cell) -> Cell:
    """A cell and its rest, the cut sentence on one line."""
    if not rest.text:
        return first
    if not first.blocks:
        return replace(rest, merged=first.merged)
    last, begin = first.blocks[-1], rest.blocks[0]
    if isinstance(last, Grid) or isinstance(begin, Grid):
        return replace(first, blocks=first.blocks + rest.blocks)
    return replace(first, blocks=(*first.blocks[:-1], _one_para(last, begin), *rest.blocks[1:]))


def _one_para(first: Para, rest: Para) -> Para:
    return replace(first, runs=(*first.runs, Run(" "), *rest.runs))
