"""Tables of a page of a PDF, by their ruled lines: which cells were merged, what stands in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.flow import Cell, Grid, Para
from generator.importers.pdf.lines import Char, Row, rows
from generator.importers.text.repair import WRAPPED_DASH, Line, join
from generator.problems import N_, Words

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""

_THIN = 4.0  # points: what is narrower is the gap of a double line, not a cell
_SAME_EDGE = 3.0  # points: edges nearer than this are one
_PADDING = 5.4  # points: Word's own distance between a cell's border and its text
_UNENDED = re.compile(r"(?:,| [-–]|\b(?:và|của|với|các|cho|về|tại|theo|trong|để|là|thuộc|hoặc|từ|đến))\s*$")
_PARTED = re.compile(r"\w-$")  # a word or figure goes on: "1-" and "12"
_ENDED = (".", ";", ":", "!", "?")


@dataclass(frozen=True)
class Frame:
    """A table's cells in place: ``owners[r][c]`` is the number of the box that covers row r, column c; -1 for none."""

    boxes: tuple[Box, ...]
    owners: tuple[tuple[int, ...], ...]
    columns: tuple[float, ...]
    top: float
    bottom: float

    def box_at(self, x: float, y: float) -> int:
        """The number of the box that holds a point; -1 when none does."""
        return next((i for i, (x0, top, x1, bottom) in enumerate(self.boxes) if x0 <= x < x1 and top <= y < bottom), -1)


def frame(boxes: Sequence[Box | None]) -> Frame | None:
    """The frame of a table's cell boxes; None for what is no table: a single box, or boxes too thin to write in."""
    kept = tuple(sorted({box for box in boxes if box and box[2] - box[0] >= _THIN and box[3] - box[1] >= _THIN},
                        key=lambda box: (box[1], box[0])))  # fmt: skip
    if len(kept) < 2:
        return None
    columns = _edges([x for box in kept for x in (box[0], box[2])])
    lines = _edges([y for box in kept for y in (box[1], box[3])])
    owners = tuple(
        tuple(_owner(kept, (left + right) / 2, (top + bottom) / 2) for left, right in pairwise(columns))
        for top, bottom in pairwise(lines)
    )
    if not owners or len(owners[0]) < 2:
        return None
    return Frame(kept, owners, columns, lines[0], lines[-1])


def _edges(places: Sequence[float]) -> tuple[float, ...]:
    """Places without those that are nearly the same as the one before."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SAME_EDGE:
            kept.append(place)
    return tuple(kept)


def _owner(boxes: Sequence[Box], x: float, y: float) -> int:
    return next((i for i, (x0, top, x1, bottom) in enumerate(boxes) if x0 <= x <= x1 and top <= y <= bottom), -1)


def grid(table: Frame, chars: Sequence[Sequence[Char]], place: str) -> Grid:
    """The grid of a frame; ``chars`` are the letters of each box, ``place`` that of the page."""
    lines = [rows(own) for own in chars]
    padding = _paddings(table, lines)
    made = []
    for r, owners in enumerate(table.owners):
        where = Words(N_("{place}, hàng {row}"), place=place, row=r + 1)
        made.append(tuple(_cell(table, r, c, lines, padding, where) for c in range(len(owners))))
    return Grid(rows=tuple(made), place=place)


def _cell(table: Frame, r: int, c: int, lines: Sequence[Sequence[Row]], padding: Sequence[float], place: str) -> Cell:
    owner = table.owners[r][c]
    if owner < 0:
        return Cell()
    if r and table.owners[r - 1][c] == owner:
        return Cell(merged="above")
    if c and table.owners[r][c - 1] == owner:
        return Cell(merged="left")
    box = table.boxes[owner]
    room = box[2] - box[0] - 2 * padding[owner]
    return Cell(blocks=tuple(_para(line, place) for line in _paragraphs(lines[owner], room, place)))


def _paddings(table: Frame, lines: Sequence[Sequence[Row]]) -> list[float]:
    """The distance of text from the border of each box: the least one of its column, at most Word's own."""
    least: dict[int, float] = {}
    for box, own in zip(table.boxes, lines, strict=True):
        for row in own:
            gap = max(min(row.x0 - box[0], box[2] - row.x1), 0.0)
            least[round(box[0])] = min(least.get(round(box[0]), _PADDING), gap)
    return [least.get(round(box[0]), _PADDING) for box in table.boxes]


def _paragraphs(lines: Sequence[Row], room: float, place: str) -> list[Line]:
    """Lines of a cell joined where the first word of the next one had no room."""
    made: list[list[Line]] = []
    for before, row in zip([None, *lines], lines, strict=False):
        line = Line(row.runs, place)
        if before is not None and _goes_on(before, row, line, room):
            made[-1].append(line)
        else:
            made.append([line])
    return [join(own) for own in made]


def _goes_on(before: Row, row: Row, line: Line, room: float) -> bool:
    said = before.text.rstrip()
    full = before.x1 - before.x0 + 0.25 * row.size + row.segments[0].first_word > room - 1.0
    if _PARTED.search(said):
        return True
    if line.has_label and not (full and WRAPPED_DASH.match(row.text) and said[-1:].isalnum()):
        return False
    if row.top - before.bottom > 0.9 * row.size:
        return False
    if _UNENDED.search(said):
        return True
    return full or (row.text[:1].islower() and not said.endswith((*_ENDED, ",")))


def _para(line: Line, place: str) -> Para:
    return Para(line.runs, place=place)


def same_columns(one: Frame, other: Frame) -> bool:
    """Whether two tables have their columns at the same places: the second may go on with the first."""
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) <= 2 * _SAME_EDGE for a, b in zip(one.columns, other.columns, strict=True)
    )


def with_heads(grids: Sequence[Grid], frames: Sequence[Frame]) -> list[Grid]:
    """The tables of a document, in order; rows that the next page repeats are marked as heads on both."""
    made = list(grids)
    for i in range(1, len(made)):
        if same_columns(frames[i - 1], frames[i]) and (count := _repeated(made[i - 1], made[i])):
            made[i - 1] = _headed(made[i - 1], max(count, made[i - 1].heads) if made[i - 1].heads else count)
            made[i] = _headed(made[i], count)
    return made


def _headed(one: Grid, heads: int) -> Grid:
    return Grid(one.rows, heads, one.bordered, one.new_page, one.landscape, one.place)


def _repeated(one: Grid, other: Grid) -> int:
    """How many first rows two tables share, at most all but one; rows of numbers are tasks, not heads."""
    count = 0
    for a, b in zip(one.rows[:-1], other.rows[:-1], strict=False):
        said = [" ".join(cell.text.split()) for cell in a]
        if said != [" ".join(cell.text.split()) for cell in b]:
            break
        if not any(said) and not any(cell.merged for cell in a):
            break
        count += 1
    return count
