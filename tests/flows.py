"""Flows for tests, made from plain words: paragraphs, grids, documents, without any file format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.flow import Align, Block, Cell, Flow, Grid, Merged, Para
from generator.inline import Run

Spot = tuple[int, int]


def para(
    text: str, *, bold: bool = False, italic: bool = False, label: str = "", align: Align = "",
    new_page: bool = False, place: str = "",
) -> Para:  # fmt: skip
    """A paragraph in one format; ``label`` is a number that Word makes itself; ``\\n`` stays inside it."""
    runs = (Run(text, bold=bold, italic=italic),) if text else ()
    return Para(runs, label=label, align=align, new_page=new_page, place=place)


def cell(text: str | Para | Cell, *, bold: bool = False, merged: Merged = "", label: str = "", place: str = "") -> Cell:
    """A cell with a paragraph for each line of the text; a paragraph or a cell stands as it is."""
    if isinstance(text, Cell):
        return text
    if isinstance(text, Para):
        return Cell((text,), merged)
    if merged:
        return Cell((), merged)
    lines = text.split("\n") if text or label else []
    return Cell(tuple(para(line, bold=bold, label="" if i else label, place=place) for i, line in enumerate(lines)))


def grid(
    rows: Sequence[Sequence[str | Para | Cell]],
    merged: Mapping[Spot, Merged] | None = None,
    *, heads: int = 0, bordered: bool = True, place: str = "bảng 1",
) -> Grid:  # fmt: skip
    """A table of words; ``merged`` gives the (row, column) that belong to the cell on the ``left`` or ``above``."""
    spots = merged or {}
    made = (
        tuple(cell(text, merged=spots.get((r, c), ""), place=f"{place}, hàng {r + 1}") for c, text in enumerate(row))
        for r, row in enumerate(rows)
    )
    return Grid(tuple(made), heads=heads, bordered=bordered, place=place)


def spanned(rows: Sequence[Sequence[str | Para | Cell]], *spans: tuple[int, int, int], heads: int = 0) -> Grid:
    """A table of words in which each ``(row, first column, columns)`` is one cell, merged across."""
    merged: dict[Spot, Merged] = {(r, c): "left" for r, first, n in spans for c in range(first + 1, first + n)}
    return grid(rows, merged, heads=heads)


def doc(*blocks: Block | str, formatted: bool = True) -> Flow:
    """A document of these blocks; a text is a paragraph. Paragraphs without a place are told where they stand."""
    made = (para(block) if isinstance(block, str) else block for block in blocks)
    placed = (_placed(block, i) for i, block in enumerate(made, 1))
    return Flow(tuple(placed), formatted=formatted)


def _placed(block: Block, number: int) -> Block:
    if isinstance(block, Grid) or block.place:
        return block
    return Para(
        block.runs, block.label, block.align, block.new_page, block.landscape, block.rule, place=f"đoạn {number}"
    )
