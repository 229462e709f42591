"""From a grid to a table of tasks: columns by meaning, groups, sub-tasks, inherited and merged cells.

Law: every word of the body stands in a cell, a number or the group of a task, or in ``aside``; every row is counted.
What the annex prints is read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.flow import Grid
from generator.recognise.found import CERTAIN, LIKELY, UNSURE
from generator.recognise.tables.doubts import (
    group_doubts,
    head_doubts,
    number_doubts,
    numbering,
    titles,
    unused_groups,
)
from generator.recognise.tables.free_tables import free_table, together
from generator.recognise.tables.headless import guessed_heads
from generator.recognise.tables.heads import Heads, bare, find_heads
from generator.recognise.tables.rows import body_rows, lines
from generator.recognise.tables.seams import counts_on, joined, split_grids
from generator.recognise.tables.tree import Node, Tree, settle, tree
from generator.vntext import fold

__all__ = ["TaskRow", "TaskTable", "counts_on", "free_table", "joined", "split_grids", "task_table"]

GROUP_FIELDS = ("linh_vuc", "nhom")
_CLOCK = re.compile(r"\b[0-9]{1,2}\s?(?:giờ|h|g|:)\s?(?:[0-9]{2})?")
_DAY = re.compile(r"\bngày\b|\btháng\b|\bnăm\b|\bquý\b|[0-9]{1,2}\s?/\s?[0-9]{1,4}")


@dataclass(frozen=True)
class TaskRow:
    """A task as printed.

    ``tt``: its number with its stops ("1.", "a)"), empty where there is none; ``beside``: the number of a second number
    column. ``cells``: printed text by key of ``Column`` (never ``tt``), ``\\n`` between lines, with inline marks; a key
    that is missing is empty or, in a child, inherited. ``group``: the words of its group row, of several levels joined
    with ": ". ``children``: the tasks below it. ``doubt``: a question about this row. ``place``: where it stands.
    """

    tt: str
    cells: Mapping[str, str]
    group: str = ""
    children: tuple[TaskRow, ...] = ()
    doubt: str = ""
    place: str = ""
    beside: str = ""

    def walk(self) -> Iterator[TaskRow]:
        """This row and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class TaskTable:
    """A table of tasks.

    ``columns``: keys of ``Column`` in printed order; ``names``: their printed heads; ``heads``: every paragraph of the
    head, whether a column took it or not; ``rows``: the tasks, those below others as their children. ``group_key``:
    which field the group rows are (``""`` without groups). ``numbering``: how the tasks are counted;
    ``column_numbers``: a row (1) (2) (3) stands under the heads; ``merge``: columns whose equal neighbours are merged.
    ``confidence``: CERTAIN, LIKELY or UNSURE; ``doubts``: questions about the whole table.

    Every body row is counted: ``seen`` (heads, repeated heads and column numbers apart) is the tasks with
    ``group_rows``, ``rest_rows`` (joined to the row above), ``aside_rows`` and ``empty_rows``. ``aside``: what is no
    part of a task: those rows, titles over the head, stray texts and names of groups without tasks.
    """

    columns: tuple[str, ...]
    names: Mapping[str, str]
    rows: tuple[TaskRow, ...]
    heads: tuple[str, ...] = ()
    group_key: str = ""
    numbering: str = "lien_tuc"
    column_numbers: bool = False
    merge: tuple[str, ...] = ()
    confidence: float = CERTAIN
    doubts: tuple[str, ...] = ()
    seen: int = 0
    aside: tuple[str, ...] = ()
    group_rows: int = 0
    rest_rows: int = 0
    aside_rows: int = 0
    empty_rows: int = 0

    def walk(self) -> Iterator[TaskRow]:
        """Every task in printed order."""
        for row in self.rows:
            yield from row.walk()


def task_table(grid: Grid) -> TaskTable | None:
    """The tasks of a table; ``None`` for a table of another kind, and for a head without tasks under it."""
    heads = find_heads(grid)
    guessed = None if heads else guessed_heads(grid)
    columns = heads or guessed
    if columns is None:
        return None
    rows = body_rows(grid, columns)
    made = tree(lines(rows, columns.keys.index("noi_dung")))
    if not made.tasks:
        return None
    settled = settle(made, columns.keys, columns.names)
    if _is_programme(made):
        return None
    told = [*head_doubts(grid, columns, made), *made.doubts, *settled.doubts, *group_doubts(made), *number_doubts(made)]
    return TaskTable(
        columns=_columns(columns, made),
        names=_names(columns),
        rows=tuple(map(_row, made.tasks)),
        heads=tuple(para.text for line in grid.rows[columns.first : columns.body] for c in line for para in c.paras),
        group_key=_group_key(columns, made),
        numbering=numbering(made),
        column_numbers=columns.numbers is not None,
        merge=settled.merge,
        confidence=UNSURE if guessed else LIKELY if told or columns.weak else CERTAIN,
        doubts=tuple(dict.fromkeys(told)),
        seen=len(rows),
        aside=(*titles(grid, columns), *made.aside, *(group.label for group in unused_groups(made))),
        group_rows=len(made.groups),
        rest_rows=made.rest,
        aside_rows=made.aside_rows,
        empty_rows=made.empty,
    )


def _columns(heads: Heads, made: Tree) -> tuple[str, ...]:
    """The columns to print; the note is one where columns without a place have put their words in it."""
    known = tuple(dict.fromkeys(key for key in heads.keys if key))
    noted = any("ghi_chu" in node.cells for node in made.walk())
    return known if not noted or "ghi_chu" in known else (*known, "ghi_chu")


def _names(heads: Heads) -> dict[str, str]:
    """The printed heads by key; over two number columns the head that both have."""
    names = {key: name for key, name in zip(heads.keys, heads.names, strict=True) if key and name}
    numbers = [name.split("\n") for key, name in zip(heads.keys, heads.names, strict=True) if key == "tt"]
    if len(numbers) > 1:
        names["tt"] = numbers[0][0]
    return names


def _group_key(heads: Heads, made: Tree) -> str:
    """The field of the group rows: a column that says the same, else a field that has no column of its own."""
    if not any(node.group for node in made.tasks):
        return ""
    told = {key: [fold(node.shown.get(key, "")) == fold(node.group) for node in made.tasks] for key in GROUP_FIELDS}
    same = [key for key in GROUP_FIELDS if all(told[key])]
    free = [key for key in GROUP_FIELDS if key not in heads.keys]
    content = heads.names[heads.keys.index("noi_dung")]
    if not same and "nhom" in free and bare("nhóm") in bare(content):
        return "nhom"
    return next(iter([*same, *free, *GROUP_FIELDS]))


def _is_programme(made: Tree) -> bool:
    """Whether most times are hours of no day: the programme of a meeting, the steps of a procedure."""
    times = [time for node in made.walk() if (time := node.shown.get("thoi_gian", "").lower())]
    return sum(bool(_CLOCK.search(time)) and not _DAY.search(time) for time in times) * 2 > len(times)


def _row(node: Node) -> TaskRow:
    row = node.row
    children = tuple(map(_row, node.children))
    return TaskRow(row.number, node.cells, node.group, children, together(node.doubts), row.place, row.beside)
