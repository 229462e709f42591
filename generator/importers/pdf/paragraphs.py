"""Rows of a PDF's pages made paragraphs, by where they begin and end, the gaps between them and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generator.flow import Align, Para
from generator.importers.pdf.lines import Row
from generator.importers.text.repair import Line, is_open_bracket, join

_NEAR = 4.0  # points: what begins no farther away begins at the same place
_SEVERAL = 3  # rows that begin at one place: it is the indent of paragraphs, not a centred line's chance
_WIDE = 0.55  # of the page: rows as wide show where the margins are
_ENDED = (".", ";", ":", "!", "?", "…")


@dataclass(frozen=True)
class Margins:
    """Where full lines begin and end on a page, in points; ``gap``: the usual white between two lines, in sizes.

    ``starts``: where several rows begin, in whole points.
    """

    left: float
    right: float
    gap: float
    starts: frozenset[int] = frozenset()

    @property
    def centre(self) -> float:
        """The middle of the text."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Printed:
    """A row on its page, ready to be joined."""

    row: Row
    line: Line
    margins: Margins

    @property
    def indent(self) -> float:
        """How far from the left margin it begins, in points."""
        return self.row.x0 - self.margins.left

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle with room on both sides."""
        room = self.margins.right - self.row.x1
        is_usual = round(self.row.x0) in self.margins.starts or self.line.has_label
        return self.indent > 15 and room > 15 and abs(self.indent - room) < 12 and not is_usual


def margins(rows: Sequence[Row], width: float, usual: Margins | None = None) -> Margins:
    """The margins of a page by its wide rows; ``usual`` (those of the pages before) where it has too few.

    Without either the text is thought to stand in the middle of the page.
    """
    wide = [row for row in rows if row.x1 - row.x0 > _WIDE * width and len(row.segments) == 1]
    if len(wide) < 4 and usual is not None:
        return usual
    if len(wide) < 2:
        left = min([0.15 * width, *(row.x0 for row in rows)])
        return Margins(left, max([width - left, *(row.x1 for row in rows)]), 0.3)
    left = min(Counter(round(row.x0) for row in wide).most_common(3), key=lambda one: one[0])[0]
    ends = sorted(row.x1 for row in wide)
    starts = Counter(round(row.x0) for row in rows)
    usual_starts = frozenset(x0 for x0, count in starts.items() if count >= _SEVERAL)
    gaps = [(b.top - a.bottom) / b.size for a, b in pairwise(wide) if 0 <= b.top - a.bottom < b.size]
    return Margins(float(left), ends[int(0.9 * (len(ends) - 1))], median(gaps) if gaps else 0.3, usual_starts)


def paragraphs(rows: Sequence[Printed]) -> list[Para]:
    """The paragraphs of rows that follow one another, over pages too."""
    made: list[list[Printed]] = []
    for one in rows:
        if made and _goes_on(made[-1], one):
            made[-1].append(one)
        else:
            made.append([one])
    return [_para(own) for own in made]


def _goes_on(paragraph: Sequence[Printed], one: Printed) -> bool:
    last = paragraph[-1]
    text, before = one.line.text.strip(), last.line.text.rstrip()
    if len(one.row.segments) > 1 or len(last.row.segments) > 1 or before.endswith("./."):
        return False
    if is_open_bracket([own.line.text for own in paragraph[:4]]) and not one.line.has_label:
        return True
    if one.is_centred or last.is_centred:
        return one.is_centred and last.is_centred and _fills_width(last, one) and not _is_apart(last, one)
    if _is_apart(last, one) or (one.line.has_label and not _is_inside(paragraph, one)):
        return False
    if _is_full(last, one):
        return one.indent <= _NEAR or _keeps_block(paragraph, one)
    return (text[:1].islower() and not before.endswith(_ENDED) and one.indent <= _NEAR
            and last.row.x1 > last.margins.left + 0.85 * (last.margins.right - last.margins.left))  # fmt: skip


def _is_full(last: Printed, one: Printed) -> bool:
    """Whether the first word of the next row had no room at the end of this one."""
    return last.row.x1 + 0.22 * one.row.size + one.row.segments[0].first_word > last.margins.right + 0.5


def _fills_width(last: Printed, one: Printed) -> bool:
    """The same for rows in the middle of the page; a bracket begins a line of its own there."""
    width = last.row.x1 - last.row.x0 + 0.22 * one.row.size + one.row.segments[0].first_word
    return width > last.margins.right - last.margins.left and not one.line.text.lstrip().startswith("(")


def _is_apart(last: Printed, one: Printed) -> bool:
    """More white between two rows of a page than between the lines of a paragraph, or another size of letters."""
    if abs(last.row.size - one.row.size) > 1.1:
        return True
    if last.line.page != one.line.page:
        return False
    return (one.row.top - last.row.bottom) / one.row.size > max(last.margins.gap, 0.0) + 0.3


def _is_inside(paragraph: Sequence[Printed], one: Printed) -> bool:
    """A number or dash at the left margin that is none of a list: the sentence above is not ended there."""
    last = paragraph[-1]
    if one.indent > _NEAR or paragraph[0].indent <= _NEAR or not _is_full(last, one):
        return False
    return not last.line.text.rstrip().endswith(_ENDED)


def _keeps_block(paragraph: Sequence[Printed], one: Printed) -> bool:
    """A row set in from the margin, as the rows of its paragraph are; or set in under a number that hangs out."""
    if len(paragraph) > 1:
        return abs(one.indent - paragraph[-1].indent) <= _NEAR
    first = paragraph[0]
    if one.indent > first.indent + _NEAR:
        return first.line.has_label
    is_unended = not first.line.text.rstrip().endswith(_ENDED)
    return abs(one.indent - first.indent) <= _NEAR and one.line.text[:1].islower() and is_unended


def _para(rows: Sequence[Printed]) -> Para:
    line = join([one.line for one in rows])
    return Para(line.runs, align=_align(rows), place=line.place)


def _align(rows: Sequence[Printed]) -> Align:
    first = rows[0]
    if first.is_centred:
        return "center"
    if len(rows) == 1 and abs(first.row.x1 - first.margins.right) < 6 and first.row.x0 > first.margins.centre:
        return "right"
    return "both" if len(rows) > 1 else "left"
