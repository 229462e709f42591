"""Numbering of the body: the chains of Mục V, letters with đ and without f, j, w, z, numbers kept where given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.model import Node
from generator.problems import ProblemsError, problem
from generator.vntext import DIEM_LETTERS, diem_letter, from_roman, roman

# From the widest unit to the narrowest; the default of a point's children is the next one that its type uses.
ORDER = ("phan", "chuong", "muc", "I", "dieu", "1", "1.1", "a", "(1)", "-", "+", "khong")
_WORDS = {"phan": "Phần", "chuong": "Chương", "muc": "Mục", "dieu": "Điều"}
_REFERENCE = {
    "phan": "Phần {n}", "chuong": "Chương {n}", "muc": "Mục {n}", "I": "Mục {n}", "dieu": "Điều {n}", "1": "khoản {n}",
    "1.1": "mục {n}", "a": "điểm {n}", "(1)": "điểm ({n})", "-": "gạch đầu dòng thứ {n}", "+": "dấu cộng thứ {n}",
}  # fmt: skip
_STOPS = {"dieu", "phan"}  # an article is unique in its document: its chapter need not be named
Path = tuple[str | int, ...]


@dataclass
class Point:
    """A node with its number: ``style`` of numbering, ``number`` as printed in a reference, ``label`` before its text."""

    node: Node
    path: Path
    style: str
    number: str
    label: str
    parent: Point | None = None
    children: list[Point] = field(default_factory=list)

    def walk(self) -> Iterator[Point]:
        """This point and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def reference(self) -> str:
        """The point in words: "điểm b khoản 2 Mục II"."""
        own = _REFERENCE.get(self.style, "").format(n=self.number)
        if self.parent is None or self.style in _STOPS:
            return own
        return f"{own} {self.parent.reference()}".strip()


def number_points(
    nodes: Sequence[tuple[Path, Node]], style: str | None, chain: Sequence[str], parent: Point | None = None
) -> list[Point]:
    """Number the points of one level and all below; ``style`` is given by the writer or ``None`` for the type's own.

    ``chain`` is the type's numbering by depth. ``ProblemsError`` when a level of letters has more than 23 points.
    """
    used = style or _next(parent.style if parent else None, chain)
    counted, out = 0, []
    for path, node in nodes:
        counted = _value(node.number, used) or counted + 1
        text = node.number or _number(counted, used, parent, path)
        point = Point(node, path, used, text, _label(text, used), parent)
        below = [((*path, "cac_y", i), child) for i, child in enumerate(node.children)]
        point.children = number_points(below, node.numbering, chain, point)
        out.append(point)
    return out


def _next(above: str | None, chain: Sequence[str]) -> str:
    if above is None:
        return chain[0]
    later = ORDER[ORDER.index(above) + 1 :]
    return next((style for style in later if style in chain), "khong" if above in ("+", "khong") else "+")


def _number(value: int, style: str, parent: Point | None, path: Path) -> str:
    if style in ("I", "phan", "chuong"):
        return roman(value)
    if style == "a":
        if value > len(DIEM_LETTERS):
            raise ProblemsError([problem("N028", path=path, count=value)])
        return diem_letter(value)
    if style == "1.1":
        above = parent
        while above is not None and above.style not in ("1", "1.1"):
            above = above.parent
        return f"{above.number}.{value}" if above else str(value)
    return str(value)


def _value(number: str | None, style: str) -> int | None:
    """The count that a given number continues from; ``None`` when it is not of the level's kind."""
    if number is None:
        return None
    last = number.rpartition(".")[2]
    if last.isdigit():
        return int(last)
    if style in ("I", "phan", "chuong"):
        try:
            return from_roman(number)
        except ValueError:
            return None
    return DIEM_LETTERS.index(number) + 1 if number in DIEM_LETTERS else None


def _label(number: str, style: str) -> str:
    if style in _WORDS:
        return f"{_WORDS[style]} {number}" + (". " if style == "dieu" else "")
    return {"khong": "", "-": "- ", "+": "+ ", "a": f"{number}) ", "(1)": f"({number}) "}.get(style, f"{number}. ")
