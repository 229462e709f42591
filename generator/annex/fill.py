"""A grid filled into the prototype rows of a template: the table's XML and the marks of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import count

from markupsafe import Markup

from generator import norm
from generator.annex.grid import CONTINUE, Cell, Grid, Row
from generator.inline import parse
from generator.metrics import longest_word_pt
from generator.norm import MM_TWIPS
from generator.word.marks import AnnexMark, RowMark, bookmark, bookmark_xml, text_digest
from generator.word.prototype import CellPrototype, TablePrototype
from generator.word.runs import runs_xml

TWIPS_PER_PT = 20
CELL_MARGINS_TWIPS = 2 * 108 + 20  # both sides, and a little air so that rounding never breaks a word
CELL_SIZE_PT = 12.0
MEASURED_ROWS = 200  # a long table is judged by its first rows


@lru_cache(maxsize=4096)
def _runs(text: str, base: str) -> str:
    """The runs of a text without references; agencies and times repeat from row to row."""
    return str(runs_xml(parse(text), base=base))


@lru_cache(maxsize=4096)
def _digest(text: str) -> str:
    return text_digest(text)


class _Filler:
    """What the rows of one table share: widths, prototype, ids, and how references and footnotes print."""

    def __init__(
        self, grid: Grid, prototype: TablePrototype, widths: Sequence[int], numbers: Iterator[int],
        resolve: Callable[[str], str], note: Callable[[str], int] | None,
    ) -> None:  # fmt: skip
        self.columns, self.prototype, self.widths = grid.columns, prototype, widths
        self.numbers, self.resolve, self.note = numbers, resolve, note
        keys = [column.key for column in grid.columns]
        self.content = keys.index("noi_dung") if "noi_dung" in keys else 0
        self._starts: dict[tuple[str, int, int, str], tuple[str, str]] = {}

    def row(self, row: Row, bookmark_name: str) -> str:
        """One row; its bookmark stands in the content cell (of the heads: in the first)."""
        opening = bookmark_xml(bookmark_name, next(self.numbers)) if bookmark_name else ""
        target = 0 if row.kind == "head" else self.content
        cells, at = [], 0
        for cell in row.cells:
            start, run = self._start(row.kind, at, cell.span, cell.merge)
            cells.append(start)
            if opening and at <= target < at + cell.span:
                cells.append(opening)
            cells.append(self._text(cell, run))
            at += cell.span
        return f"<w:tr><w:trPr>{self.prototype.rows[row.kind].row}</w:trPr>{''.join(cells)}</w:p></w:tc></w:tr>"

    def _text(self, cell: Cell, run: str) -> str:
        if not cell.text or cell.merge == CONTINUE:
            return ""
        runs = parse(cell.text)
        if any(r.reference or r.footnote for r in runs):
            return runs_xml(runs, resolve=self.resolve, note=self.note, base=run)
        return _runs(cell.text, run)

    def _start(self, kind: str, at: int, span: int, merge: str) -> tuple[str, str]:
        """The XML up to a cell's runs (closing the cell before it), and the formatting of its runs; made once."""
        key = (kind, at, span, merge)
        if key not in self._starts:
            look = self.prototype.rows[kind].cells[self.columns[at].kind]
            self._starts[key] = (("</w:p></w:tc>" if at else "") + self._opened(look, at, span, merge), look.run)
        return self._starts[key]

    def _opened(self, look: CellPrototype, at: int, span: int, merge: str) -> str:
        width = f'<w:tcW w:w="{sum(self.widths[at : at + span])}" w:type="dxa"/>'
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
        return f"<w:tc><w:tcPr>{width}{spanned}{merged}{look.cell}</w:tcPr><w:p><w:pPr>{look.paragraph}</w:pPr>"


def fill(
    grid: Grid,
    prototype: TablePrototype,
    id: str,
    *,
    landscape: bool,
    numbers: Iterator[int] | None = None,
    resolve: Callable[[str], str] = str,
    note: Callable[[str], int] | None = None,
) -> tuple[Markup, AnnexMark]:
    """The table as XML, and its marks.

    ``numbers`` gives ids of bookmarks, unique in the document; ``resolve`` and ``note`` print cross-references and
    footnote marks as in the body.
    """
    widths = column_widths(grid, usable_twips(landscape))
    filler = _Filler(grid, prototype, widths, numbers or count(1), resolve, note)
    own = bookmark("a", id)
    names = [own if i == 0 else bookmark("r", id, row.id) if row.id else "" for i, row in enumerate(grid.rows)]
    rows = [filler.row(row, name) for row, name in zip(grid.rows, names, strict=True)]
    marks = [
        RowMark(row.id, name, [_digest(cell.text) for cell in row.cells])
        for row, name in zip(grid.rows, names, strict=True)
        if row.id
    ]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        f"<w:tbl><w:tblPr>{_with_width(prototype.table, sum(widths))}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )
    return Markup(xml), AnnexMark(id, own, [c.key for c in grid.columns], marks)


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
    least = [_least(grid, index) for index in range(len(grid.columns))]
    weights = [column.weight for column in grid.columns]
    if sum(least) >= total:
        widths = [round(total * part / sum(least)) for part in least]
    else:
        widths = _shared(least, weights, total)
    widths[-1] += total - sum(widths)
    return widths


@lru_cache(maxsize=1 << 16)
def _word_pt(word: str) -> float:
    """The width of a word in a table, in bold: heads are, and a head's word must fit too."""
    return longest_word_pt(word, CELL_SIZE_PT, bold=True)


def _least(grid: Grid, index: int) -> int:
    """The width in twips that the longest word of a column needs."""
    rows = (row for row in grid.rows[:MEASURED_ROWS] if len(row.cells) == len(grid.columns))
    texts = {row.cells[index].text for row in rows}
    widest = max(map(_word_pt, set(" ".join(texts).split())), default=0.0)
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
