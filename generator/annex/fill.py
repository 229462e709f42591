"""A grid filled into the prototype rows of a template: the table's XML and the marks of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from markupsafe import Markup

from generator import norm
from generator.annex.grid import Cell, Column, Grid, Row
from generator.inline import parse
from generator.metrics import longest_word_pt
from generator.norm import MM_TWIPS
from generator.word.marks import AnnexMark, RowMark, bookmark, bookmark_xml, text_digest
from generator.word.prototype import CellPrototype, TablePrototype
from generator.word.runs import runs_xml

TWIPS_PER_PT = 20
CELL_MARGINS_TWIPS = 2 * 108 + 20  # both sides, and a little air so that rounding never breaks a word
FREE_SIZE_PT = 12.0


def fill(
    grid: Grid, prototype: TablePrototype, id: str, *, landscape: bool, numbers: Iterator[int] | None = None
) -> tuple[Markup, AnnexMark]:
    """The table as XML, and its marks. ``numbers`` gives ids of bookmarks, unique in the document."""
    ids = numbers or count(1)
    widths = column_widths(grid, usable_twips(landscape))
    name = bookmark("a", id)
    rows, marks = [], []
    for index, row in enumerate(grid.rows):
        mark = bookmark("r", id, row.id) if row.id else ""
        opening = bookmark_xml(name, next(ids)) if index == 0 else bookmark_xml(mark, next(ids)) if mark else ""
        rows.append(_row(row, grid.columns, widths, prototype, opening))
        if mark:
            marks.append(RowMark(row.id, mark, [text_digest(cell.text) for cell in row.cells]))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        f'<w:tbl><w:tblPr>{_with_width(prototype.table, sum(widths))}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )
    return Markup(xml), AnnexMark(id, name, [c.key for c in grid.columns], marks)


def _with_width(properties: str, width: int) -> str:
    """Table properties with the width after the style, where the schema wants it."""
    own = f'<w:tblW w:w="{width}" w:type="dxa"/>'
    end = properties.find("/>") + 2 if properties.startswith("<w:tblStyle") else 0
    return properties[:end] + own + properties[end:]


def usable_twips(landscape: bool) -> int:
    """The width between the margins."""
    page = norm.page()
    across = page.height_mm if landscape else page.width_mm
    return round((across - page.chosen_mm["trai"] - page.chosen_mm["phai"]) * MM_TWIPS)


def column_widths(grid: Grid, total: int) -> list[int]:
    """Widths in twips that add up to ``total``: by weight, but no column narrower than its longest word."""
    least = [_least(grid, i, column) for i, column in enumerate(grid.columns)]
    weights = [column.weight for column in grid.columns]
    if sum(least) >= total:
        widths = [round(total * part / sum(least)) for part in least]
    else:
        widths = _shared(least, weights, total)
    widths[-1] += total - sum(widths)
    return widths


def _least(grid: Grid, index: int, column: Column) -> int:
    """The width of the longest word of a column; a long table is judged by its first 200 rows."""
    texts = [row.cells[index].text for row in grid.rows[:200] if len(row.cells) == len(grid.columns)]
    widest = max((longest_word_pt(text, FREE_SIZE_PT, bold=True) for text in set(texts)), default=0.0)
    return round(widest * TWIPS_PER_PT) + CELL_MARGINS_TWIPS


def _shared(least: list[int], weights: Sequence[float], total: int) -> list[int]:
    """Share the width by weight; columns that would fall short of their least take it first."""
    fixed: set[int] = set()
    while True:
        rest = total - sum(least[i] for i in fixed)
        weight = sum(w for i, w in enumerate(weights) if i not in fixed)
        short = {i for i, w in enumerate(weights) if i not in fixed and rest * w / weight < least[i]}
        if not short:
            return [least[i] if i in fixed else round(rest * w / weight) for i, w in enumerate(weights)]
        fixed |= short


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int], prototype: TablePrototype, opening: str) -> str:
    """One row; ``opening`` is the bookmark, which stands in the content cell (the first cell of the heads)."""
    made = prototype.rows[row.kind]
    target = 0 if row.kind == "head" else next((i for i, c in enumerate(columns) if c.key == "noi_dung"), 0)
    cells, at = [], 0
    for cell in row.cells:
        width = sum(widths[at : at + cell.span])
        own = opening if at <= target < at + cell.span else ""
        cells.append(_cell(cell, made.cells[_kind(columns, at)], width, own))
        at += cell.span
    return f"<w:tr><w:trPr>{made.row}</w:trPr>{''.join(cells)}</w:tr>"


def _kind(columns: Sequence[Column], at: int) -> str:
    return columns[at].kind


def _cell(cell: Cell, look: CellPrototype, width: int, opening: str) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    text = "" if cell.merge == "continue" or not cell.text else runs_xml(parse(cell.text), base=look.run)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{look.cell}</w:tcPr>'
        f"<w:p><w:pPr>{look.paragraph}</w:pPr>{opening}{text}</w:p></w:tc>"
    )
