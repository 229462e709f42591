"""A PDF with text → what is printed (step 1 of a document's path). pdfplumber comes with the extra ``[pdf]``.

A PDF knows letters and their places, not paragraphs or tables: paragraphs are put together by margins, gaps and what
the lines say, tables by their ruled lines. Page numbers, running heads and the stamps of signatures are taken out. What
a digital signature draws in the page (the number, the day) is read as text; hidden notes are not.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from generator.flow import Align, Block, Cell, Flow, Grid, Para
from generator.importers.pdf.columns import Columns, find_columns
from generator.importers.pdf.lines import Row
from generator.importers.pdf.notes import split_notes, with_marks
from generator.importers.pdf.page import Page, read_page
from generator.importers.pdf.paragraphs import Margins, Printed, margins, paragraphs
from generator.importers.pdf.tables import Frame, with_heads
from generator.importers.text.encodings import is_mojibake
from generator.importers.text.repair import Line, Measure, is_stamp, join, sweep
from generator.importers.text.repair import paragraphs as joined_lines
from generator.inline import Run
from generator.letters import LetterWatch
from generator.problems import N_, ProblemsError, Words, problem

PAGES = 2000
"""The most pages that are read."""

_DAMAGED = N_("không đọc được cấu trúc bên trong, hoặc chép, tải về chưa xong")
_FULL = 0.72  # of a page's height: where less is printed, the next page was begun by will
_STAMP_STRAY = 25.0  # points: lines of a stamp begin no farther from one another
_STAMP_LINES = 8  # at most


def read_pdf(data: bytes) -> Flow:
    """What a PDF prints. Places are pages and their lines ("trang 3, dòng 5").

    Raises ``ProblemsError``: I043 (no pdfplumber), I044 (a scan), I045 (a password), I046 (damaged), I047 (too large),
    I048 (fonts of an old encoding).
    """
    plumber = _library()
    with _quiet():
        pdf = _opened(plumber, data)  # of bytes in memory: nothing to close, and closing a damaged file raises
        try:
            pages = [read_page(plumber, pdf, sheet, number) for number, sheet in enumerate(_sheets(pdf), start=1)]
        except ProblemsError:
            raise
        except Exception as error:  # whatever a damaged file makes the library raise
            raise ProblemsError([problem("I046", detail=_DAMAGED)]) from error
    return _Book(pages).flow()


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing of what pdfminer has to say of a file reaches the console."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _library() -> Any:
    try:
        import pdfplumber
    except ImportError as error:
        raise ProblemsError([problem("I043")]) from error
    return pdfplumber


def _opened(plumber: Any, data: bytes) -> Any:
    """The open file; a password and damage by name."""
    try:
        return plumber.open(io.BytesIO(data))
    except Exception as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if "Password" in type(cause).__name__ or "Encrypt" in type(cause).__name__:
            raise ProblemsError([problem("I045")]) from error
        raise ProblemsError([problem("I046", detail=_DAMAGED)]) from error


def _sheets(pdf: Any) -> Iterator[Any]:
    """The pages; refuses more than ``PAGES`` and none at all."""
    pages = pdf.pages
    if not pages:
        raise ProblemsError([problem("I046", detail=N_("không có trang nào"))])
    if len(pages) > PAGES:
        detail = Words(N_("{count} trang, giới hạn {limit}"), count=len(pages), limit=PAGES)
        raise ProblemsError([problem("I047", detail=detail)])
    yield from pages


# --- the whole


@dataclass(frozen=True)
class _Sheet:
    """A page, its margins, what stands on it, the signature that reaches its end; whether it was begun by will."""

    page: Page
    margins: Margins
    items: Sequence[Row | Frame | Columns]
    signature: Columns | None
    is_new: bool

    def printed(self, row: Row) -> Printed:
        """A row with its place."""
        at = self.page.rows.index(row) + 1
        return Printed(row, Line(row.runs, _at(self.page.place, at), self.page.number), self.margins)


@dataclass
class _Book:
    """All pages: what is no text is taken out, the rest becomes blocks."""

    pages: list[Page]
    letters: LetterWatch = field(default_factory=LetterWatch)
    removed: list[Para] = field(default_factory=list)
    footnotes: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)

    def flow(self) -> Flow:
        """The flow. Raises ``ProblemsError`` for a scan and for fonts of an old encoding."""
        self._refuse()
        self._take_out_stamps()
        self._take_out_edges()
        self._take_out_notes()
        blocks = tuple(self._tidy(block) for block in _one_signature(self._blocks(), self.carried))
        found = [one for page in self.pages for one in page.found]
        self.removed.sort(key=lambda para: [int(part) for part in re.findall(r"\d+", para.place)])
        footnotes = {key: self.letters.runs(runs, "") for key, runs in self.footnotes.items()}
        return Flow(blocks=blocks, formatted=any(page.bold for page in self.pages), footnotes=footnotes,
                    removed=tuple(self.removed), found=(*found, *self.letters.problems()))  # fmt: skip

    def _refuse(self) -> None:
        if not any(page.fonts for page in self.pages):
            raise ProblemsError([problem("I044")])
        text = "\n".join(row.text for page in self.pages for row in page.rows)
        fonts = {font for page in self.pages for font in page.legacy}
        if fonts or is_mojibake(text):
            names = sorted(fonts) or [name for name, _ in self.pages[0].fonts.most_common(2)]
            raise ProblemsError([problem("I048", fonts=", ".join(names))])

    def _take_out_stamps(self) -> None:
        """The lines of a stamp stand one under the other; other text may stand beside them."""
        for page in self.pages:
            self._drop(page, {spot for stack in _stacks(page) for spot in _stamped(page, stack)})

    def _drop(self, page: Page, gone: set[tuple[int, int]]) -> None:
        kept = []
        for r, row in enumerate(page.rows):
            for s, segment in enumerate(row.segments):
                if (r, s) in gone:
                    self.removed.append(Para(segment.runs, place=_at(page.place, r + 1)))
            left = tuple(segment for s, segment in enumerate(row.segments) if (r, s) not in gone)
            kept += [Row(left)] if left else []
        page.rows = kept

    def _take_out_edges(self) -> None:
        """Page numbers and running heads."""
        lines = [(page, row, Line(row.runs, _at(page.place, at), page.number))
                 for page in self.pages for at, row in enumerate(page.rows, start=1)]  # fmt: skip
        _, removed = sweep([line for _, _, line in lines])
        gone = set(map(id, removed))
        for page in self.pages:
            page.rows = [row for own, row, line in lines if own is page and id(line) not in gone]
        self.removed += [Para(line.runs, place=line.place) for line in removed]

    def _take_out_notes(self) -> None:
        """Footnotes; their marks in the text of the page carry their keys."""
        sizes = Counter(row.size for page in self.pages for row in page.rows for _ in row.text.split())
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        for page in self.pages:
            page.rows, notes = split_notes(page.rows, size)
            keys = {number: number if number not in self.footnotes else f"{page.number}-{number}" for number in notes}
            self.footnotes.update({keys[number]: runs for number, runs in notes.items()})
            if keys:
                page.rows = [Row(tuple(replace(one, runs=with_marks(one.runs, keys)) for one in row.segments))
                             for row in page.rows]  # fmt: skip

    def _blocks(self) -> Iterator[Block]:
        tables = [table for page in self.pages for table in page.tables]
        grids = iter(with_heads([one for _, one in tables], [one for one, _ in tables]))
        held: list[Printed] = []
        for sheet in self._sheets():
            page, fresh = sheet.page, sheet.is_new
            if fresh:
                yield from self._paras(held)
                held = []
            for item in sheet.items:
                if isinstance(item, Row):
                    held.append(sheet.printed(item))
                    if fresh:
                        self.fresh.add(held[-1].line.place)
                else:
                    yield from self._paras(held)
                    held = []
                    made = next(grids) if isinstance(item, Frame) else _side_by_side(item, page)
                    yield replace(made, new_page=fresh, landscape=page.is_landscape)
                fresh = False
        yield from self._paras(held)

    def _sheets(self) -> Iterator[_Sheet]:
        """The pages with what stands on them, in order."""
        before: _Sheet | None = None
        for page in self.pages:
            is_new = before is not None and _ends_early(before.page, page)
            alike = before is not None and before.page.width == page.width
            usual = margins(page.rows, page.width, before.margins if alike and before else None)
            over = before.signature if before and not is_new else None
            items, signature = _in_order(page, over)
            if over is not None and items and isinstance(items[0], Columns):
                self.carried.add(_place_of(items[0], page))
            before = _Sheet(page, usual, items, signature, is_new)
            yield before

    def _paras(self, held: Sequence[Printed]) -> Iterator[Para]:
        wide = {page.place for page in self.pages if page.is_landscape}
        for para in paragraphs(held):
            page = para.place.split(",")[0]
            yield replace(para, new_page=para.place in self.fresh, landscape=page in wide)

    def _tidy(self, block: Block) -> Block:
        if isinstance(block, Para):
            return replace(block, runs=self.letters.runs(block.runs, block.place))
        made = tuple(tuple(replace(cell, blocks=tuple(self._tidy(one) for one in cell.blocks)) for cell in row)
                     for row in block.rows)  # fmt: skip
        return replace(block, rows=made)


def _ends_early(before: Page, page: Page) -> bool:
    """Whether a page was begun by will: the one before is not full, or lies the other way."""
    return before.is_landscape != page.is_landscape or before.bottom < _FULL


def _stacks(page: Page) -> list[list[tuple[int, int]]]:
    """The segments of a page, as (row, segment), in stacks that begin at one place."""
    stacks: list[tuple[float, list[tuple[int, int]]]] = []
    for r, row in enumerate(page.rows):
        for s, segment in enumerate(row.segments):
            stack = next((own for x0, own in stacks if abs(x0 - segment.x0) < _STAMP_STRAY), None)
            if stack is None:
                stack = []
                stacks.append((segment.x0, stack))
            stack.append((r, s))
    return [stack for _, stack in stacks]


def _stamped(page: Page, stack: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places of the longest runs of a stack that are stamps."""
    texts = [page.rows[r].segments[s].text for r, s in stack]
    start = 0
    while start < len(stack):
        end = start
        while end < len(stack) and end - start < _STAMP_LINES and _stamp_like(texts[start : end + 1]):
            end += 1
        if end > start and is_stamp(texts[start:end]):
            yield from stack[start:end]
        start = max(end, start + 1)


def _stamp_like(texts: Sequence[str]) -> bool:
    """Whether lines may all be of one stamp: they would be with a line that tells the time."""
    return is_stamp([*texts, "Thời gian ký: 01/01/2025 00:00:00"])


def _in_order(page: Page, carried: Columns | None) -> tuple[list[Row | Frame | Columns], Columns | None]:
    """Rows, tables and blocks side by side, from top to bottom; the signature that reaches the end of the page.

    ``carried`` is that of the page before.
    """
    blocks = find_columns(page.rows, carried)
    inside = {at for block in blocks for at in range(block.start, block.end)}
    items: list[tuple[float, int, Row | Frame | Columns]] = [
        (row.top, at, row) for at, row in enumerate(page.rows) if at not in inside
    ]
    items += [(page.rows[block.start].top, block.start, block) for block in blocks]
    items += [(one.top, -1, one) for one, _ in page.tables]
    open_end = bool(blocks) and not blocks[-1].is_head and blocks[-1].end == len(page.rows)
    return [item for _, _, item in sorted(items, key=lambda one: one[:2])], blocks[-1] if open_end else None


def _place_of(block: Columns, page: Page) -> str:
    return _at(page.place, block.start + 1)


def _side_by_side(block: Columns, page: Page) -> Grid:
    """Two blocks as a table of one row without lines, as Word has them."""
    place = _place_of(block, page)
    cells = [_block_cell(block.left, place, "center" if block.is_head else "left", is_head=block.is_head),
             _block_cell(block.right, place, "center", is_head=block.is_head)]  # fmt: skip
    return Grid(rows=(tuple(cells),), bordered=False, place=place)


def _block_cell(own: Sequence[Row], place: str, align: Align, *, is_head: bool) -> Cell:
    lines, _ = joined_lines([Line(row.runs, place) for row in own], Measure(), feet=not is_head)
    return Cell(blocks=tuple(Para(line.runs, align=align, place=place) for line in _subject_joined(lines)))


def _subject_joined(lines: Sequence[Line]) -> Sequence[Line]:
    """The subject "V/v …" under the number of a letter is the last thing there: its lines are one paragraph."""
    start = next((at for at, line in enumerate(lines) if re.match(r"V/[vV]\b", line.text)), len(lines))
    return [*lines[:start], join(lines[start:])] if start < len(lines) else lines


def _one_signature(blocks: Iterable[Block], carried: set[str]) -> Iterator[Block]:
    """A signature that goes on after a page break joined with its beginning; ``carried``: places of such parts."""
    held: Grid | None = None
    for block in blocks:
        if held is not None and isinstance(block, Grid) and block.place in carried and not block.bordered:
            cells = (Cell(a.blocks + b.blocks) for a, b in zip(held.rows[0], block.rows[0], strict=True))
            held = replace(held, rows=(tuple(cells),))
            continue
        if held is not None:
            yield held
        held = block if isinstance(block, Grid) and not block.bordered else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _at(place: str, line: int) -> Words:
    """Where a line of a page stands."""
    return Words(N_("{place}, dòng {line}"), place=place, line=line)
