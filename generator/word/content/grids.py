"""How a table lies: its rows as slots over the columns that a reader sees, merges, borders, rows that repeat.

Word draws a table on a grid of its own with more columns than are seen: boundaries that no cell begins at, boundaries a
hair's breadth apart where rows were drawn by hand. Columns here are the seen ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from generator.word.content.formats import Formats, is_drawn, switched, value_of
from generator.word.content.walk import find
from generator.word.xml import w

MAX_COLUMNS = 500  # Word itself stops at 63
_NEAR = 284  # twips, 5 mm: no column of words is narrower
_SIDES = ("top", "left", "bottom", "right")
_INNER = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


class TooWide(ValueError):
    """A table with more columns than any document has; its argument is their number."""


@dataclass(frozen=True)
class Slot:
    """A cell over the columns ``start`` up to ``end``; ``cell`` is ``None`` where a row begins late.

    ``covered``: the letters inside are covered by the cell above or on the left.
    """

    start: int
    end: int
    cell: etree._Element | None
    covered: str = ""


@dataclass(frozen=True)
class Layout:
    """The rows that print as slots, the number of columns, how many first rows repeat as heads.

    ``style`` is the id of the table's style, ``used`` the regions of it that the table uses ("firstRow", …).
    """

    rows: tuple[tuple[Slot, ...], ...]
    width: int
    heads: int
    style: str
    used: frozenset[str]

    def regions(self, row: int, slot: Slot) -> frozenset[str]:
        """The regions of the table's style that a cell lies in."""
        if not self.used:
            return self.used
        top, bottom = row == 0 and "firstRow" in self.used, row == len(self.rows) - 1 and "lastRow" in self.used
        left = slot.start == 0 and "firstColumn" in self.used
        right = slot.end == self.width and "lastColumn" in self.used
        named = {
            "firstRow": top, "lastRow": bottom, "firstCol": left, "lastCol": right, "nwCell": top and left,
            "neCell": top and right, "swCell": bottom and left, "seCell": bottom and right,
        }  # fmt: skip
        return frozenset(name for name, inside in named.items() if inside)


def layout(table: etree._Element, formats: Formats) -> Layout:
    """How a table lies; rows that a tracked change deletes are left out. Raises ``TooWide``."""
    properties = table.find(w("tblPr"))
    rows = [row for row in find(table, {w("tr")}) if row_change(row, "del") is None]
    raw = [tuple(_slots(row)) for row in rows]
    starts = sorted({slot.start for slots in raw for slot in slots})
    if len(starts) > MAX_COLUMNS:
        raise TooWide(len(starts))
    columns = _seen(starts, raw, _widths(table))
    placed = [tuple(_placed(slot, starts, columns) for slot in slots) for slots in raw]
    width = max((slot.end for slots in placed for slot in slots), default=0)
    heads = next((i for i, row in enumerate(rows) if not switched(row.find(w("trPr")), "tblHeader")), len(rows))
    look = properties.find(w("tblLook")) if properties is not None else None
    used = frozenset(name for name in _LOOK_BITS if look is not None and _uses(look, name))
    return Layout(tuple(_with_merges(placed)), width, heads, formats.table_style(properties), used)


def row_change(row: etree._Element, kind: str) -> etree._Element | None:
    """The tracked insertion or deletion of a whole row."""
    found = row.find(f"{w('trPr')}/{w(kind)}")
    return found if found is not None else None


def _slots(row: etree._Element) -> Iterator[Slot]:
    """The cells of a row over the columns of Word's own grid."""
    at = _count(value_of(row.find(w("trPr")), "gridBefore"), 0)
    if at:
        yield Slot(0, at, None)
    for cell in find(row, {w("tc")}):
        properties = cell.find(w("tcPr"))
        span = max(1, _count(value_of(properties, "gridSpan"), 1))
        yield Slot(at, at + span, cell, _covered(properties))
        at += span


def _covered(properties: etree._Element | None) -> str:
    for name, covered in (("hMerge", "left"), ("vMerge", "above")):
        merge = properties.find(w(name)) if properties is not None else None
        if merge is not None and merge.get(w("val"), "continue") != "restart":
            return covered
    return ""


def _widths(table: etree._Element) -> list[int]:
    """The place of each boundary of Word's grid in twips; empty where the table does not say it."""
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    return [0, *accumulate(_count(column.get(w("w"), ""), 0) for column in columns)]


def _seen(starts: list[int], rows: list[tuple[Slot, ...]], places: list[int]) -> list[int]:
    """The seen column of each beginning: those next to one another are one, unless a cell lies between."""
    spans = {(slot.start, slot.end) for slots in rows for slot in slots if slot.cell is not None}
    columns: list[int] = []
    first = 0  # the index of the first beginning of the present column
    for i, start in enumerate(starts):
        near = start < len(places) and places[start] - places[starts[first]] < _NEAR
        if i and near and not any(starts[first] <= a and b <= start for a, b in spans):
            columns.append(columns[-1])
        else:
            first = i
            columns.append(columns[-1] + 1 if columns else 0)
    return columns


def _placed(slot: Slot, starts: list[int], columns: list[int]) -> Slot:
    """A slot over the seen columns."""
    end = bisect_left(starts, slot.end)
    start = columns[bisect_left(starts, slot.start)]
    return Slot(start, columns[end] if end < len(starts) else columns[-1] + 1, slot.cell, slot.covered)


def _with_merges(rows: list[tuple[Slot, ...]]) -> Iterator[tuple[Slot, ...]]:
    """Slots covered from above only where a merge goes on: what continues nothing is a cell of its own."""
    open_above: set[int] = set()
    for slots in rows:
        kept = tuple(
            Slot(slot.start, slot.end, slot.cell)
            if (slot.covered == "above" and slot.start not in open_above) or (slot.covered == "left" and not at)
            else slot
            for at, slot in enumerate(slots)
        )
        open_above = {slot.start for slot in kept if slot.cell is not None and _merges(slot.cell)}
        yield kept


def _merges(cell: etree._Element) -> bool:
    return cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None


def _uses(look: etree._Element, name: str) -> bool:
    said = look.get(w(name))
    if said is not None:
        return said not in ("0", "false", "off")
    bits = look.get(w("val"), "")
    return bool(int(bits, 16) & _LOOK_BITS[name]) if bits.isalnum() and _is_hex(bits) else False


def _is_hex(text: str) -> bool:
    return len(text) <= 8 and all(letter in "0123456789abcdefABCDEF" for letter in text)


def is_bordered(table: etree._Element, formats: Formats) -> bool:
    """Whether at least half the cells have lines on two sides or more: a table to be read, not a layout."""
    properties = table.find(w("tblPr"))
    sources = [style for _, style in formats.chain("table", formats.table_style(properties))]
    drawn: dict[str, bool] = {}
    for holder in [*(style.find(w("tblPr")) for style in sources), properties]:
        borders = holder.find(w("tblBorders")) if holder is not None else None
        drawn.update((_side(border), is_drawn(border)) for border in (borders if borders is not None else ()))
    cells = [cell for row in find(table, {w("tr")}) for cell in find(row, {w("tc")})]
    lined = sum(_is_lined(cell, drawn) for cell in cells)
    return bool(cells) and lined * 2 >= len(cells)


def _is_lined(cell: etree._Element, drawn: dict[str, bool]) -> bool:
    borders = cell.find(f"{w('tcPr')}/{w('tcBorders')}")
    own = {_side(border): is_drawn(border) for border in (borders if borders is not None else ())}
    return sum(own.get(side, drawn.get(side, False) or drawn.get(_INNER[side], False)) for side in _SIDES) >= 2


def _side(border: etree._Element) -> str:
    name = etree.QName(border).localname if isinstance(border.tag, str) else ""
    return {"start": "left", "end": "right"}.get(name, name)


def _count(text: str, default: int) -> int:
    return int(text[:9]) if text.isdecimal() else default
