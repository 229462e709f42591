"""What stands side by side on a page of a PDF: the head of a document, the recipients beside the signature.

Two blocks are told apart only where a word says what they are ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận") and
a white strip runs between them; any other wide gap stays a row of spaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.importers.pdf.lines import Row, Segment
from generator.vntext import fold

_STATE = ("cộng hòa xã hội chủ nghĩa", "đảng cộng sản việt nam")
_ADDRESSED = "kính gửi"
_RECIPIENTS = "nơi nhận"
_STRAY = 28.0  # points: how far the middle of a line of a centred block may lie from the block's
_WANDER = 70.0  # points: how far the middle of a line of the signature may lie from that of its first
_HANG = 40.0  # points: how far recipients may be set in from "Nơi nhận"
_ABOVE = 4  # rows of the left block that may stand above the first one with two sides


@dataclass(frozen=True)
class Columns:
    """Two blocks side by side, each of rows from top to bottom; ``start`` and ``end`` number the page's rows.

    ``right_edge`` and ``left_edge``: where, in points, the right block begins at the least and the left one ends.
    """

    start: int
    end: int
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    is_head: bool
    left_edge: float
    right_edge: float


def find_columns(rows: Sequence[Row], carried: Columns | None = None) -> list[Columns]:
    """The heads and signatures among the rows of a page, in order.

    ``carried`` is a signature that reached the end of the page before: its recipients may go on here.
    """
    found: list[Columns] = []
    if carried is not None and rows and (made := _carried(rows, carried)):
        found.append(made)
    for at, row in enumerate(rows):
        if found and at < found[-1].end:
            continue
        for segment in row.segments:
            text = fold(segment.text)
            made = None
            if text.startswith(_STATE):
                made = _head(rows, at, segment, found[-1].end if found else 0)
            elif text.startswith(_RECIPIENTS) and segment is row.segments[0]:
                made = _signature(rows, at, segment, found[-1].end if found else 0)
            if made is not None:
                found.append(made)
                break
    return found


# --- the head


def _head(rows: Sequence[Row], at: int, state: Segment, free: int) -> Columns | None:
    """The issuer, number and subject on the left; the name of the State, its motto and the date on the right."""
    edge = state.x0
    start = at
    while start > max(free, at - _ABOVE) and all(s.x1 <= edge or s.x0 >= edge - 2 for s in rows[start - 1].segments):
        start -= 1
    lefts = [s for row in rows[start : at + 3] for s in row.segments if s.x1 <= edge]
    if not lefts:
        return None
    middle = sum(s.centre for s in lefts) / len(lefts)
    end = at + 1
    while end < len(rows) and _keeps_sides(rows[end], edge, middle, state.centre):
        end += 1
    return _columns(rows, start, end, edge, is_head=True)


def _keeps_sides(row: Row, edge: float, left: float, right: float) -> bool:
    """Whether the parts of a row lie in the middle of the block on their side. A number has a blank in it."""
    if fold(row.text).startswith(_ADDRESSED):
        return False
    sides = [s for s in row.segments if s.x1 <= edge], [s for s in row.segments if s.x1 > edge]
    middles = [((own[0].x0 + own[-1].x1) / 2, block) for own, block in zip(sides, (left, right), strict=True) if own]
    if sides[1] and sides[1][0].centre < left + _STRAY:
        return False
    return all(abs(middle - block) <= (2 if len(middles) > 1 else 1) * _STRAY for middle, block in middles)


# --- the signature


def _signature(rows: Sequence[Row], at: int, anchor: Segment, free: int) -> Columns | None:
    """The recipients on the left, who signs on the right; to the end of the page, or to text that reaches across."""
    start = at
    while start > max(free, at - _ABOVE) and _is_power(rows[start - 1], anchor.x1 + 40.0):
        start -= 1
    middle = next((s.centre for row in rows[start:] for s in row.segments if s.x0 > anchor.x0 + _HANG), None)
    if middle is None:
        return None
    end = _end(rows, start, anchor.x0, middle)
    own = [segment for row in rows[start:end] for segment in row.segments]
    rights = [segment.x0 for segment in own if _is_right(segment, anchor.x0, middle)]
    lefts = [segment.x1 for segment in own if not _is_right(segment, anchor.x0, middle)]
    if not rights or not lefts or max(lefts) > min(rights) + 2:
        return None
    return _columns(rows, start, end, min(rights), is_head=False)


def _is_right(segment: Segment, margin: float, middle: float) -> bool:
    """Whether something stands in the block of who signs."""
    return segment.x0 > margin + _HANG and abs(segment.centre - middle) <= _WANDER


def _is_power(row: Row, beyond: float) -> bool:
    """A line of the signature that stands higher than the word "Nơi nhận"."""
    return row.x0 > beyond and row.text.isupper()


def _end(rows: Sequence[Row], start: int, margin: float, middle: float) -> int:
    """The row below the signature.

    It is text at the margin, far below the row above, that is no recipient; or text in neither of the two blocks.
    """
    for end in range(start, len(rows)):
        row = rows[end]
        is_left = row.x0 <= margin + _HANG
        if not is_left and not _is_right(row.segments[0], margin, middle):
            return end
        is_far = end > start and row.top - rows[end - 1].bottom > 2 * row.size
        if is_left and is_far and not row.text.startswith(("-", "+")) and not fold(row.text).startswith(_RECIPIENTS):
            return end
    return len(rows)


def _carried(rows: Sequence[Row], before: Columns) -> Columns | None:
    """The rows with which a page goes on with the recipients and the signature of the page before."""
    margin = before.left[0].x0
    end = 0
    while end < len(rows) and all(
        s.x1 <= before.right_edge if s.x0 <= margin + _HANG else s.x0 >= before.left_edge for s in rows[end].segments
    ):
        end += 1
    middle = before.right[0].segments[0].centre
    end = min(end, _end(rows, 0, margin, middle))
    return _columns(rows, 0, end, before.right_edge, is_head=False) if end else None


def _columns(rows: Sequence[Row], start: int, end: int, edge: float, *, is_head: bool) -> Columns:
    left, right = [], []
    for row in rows[start:end]:
        mine = tuple(segment for segment in row.segments if segment.x1 <= edge + 2 and segment.x0 < edge - 2)
        theirs = row.segments[len(mine) :]
        left += [Row(mine)] if mine else []
        right += [Row(theirs)] if theirs else []
    return Columns(start, end, tuple(left), tuple(right), is_head, max((row.x1 for row in left), default=0.0), edge)
