"""Numbering of the body: the chains of Mục V, letters with đ and without f, j, w, z, numbers kept where given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.inline import plain
from generator.model import Node
from generator.model.counting import default_style, number_text, value_of
from generator.problems import Problem, problem
from generator.vntext import DIEM_LETTERS

_WORDS = {"phan": "Phần", "chuong": "Chương", "muc": "Mục", "dieu": "Điều"}
_REFERENCE = {
    "phan": "Phần {n}", "chuong": "Chương {n}", "muc": "Mục {n}", "I": "Mục {n}", "dieu": "Điều {n}", "1": "khoản {n}",
    "1.1": "mục {n}", "a": "điểm {n}", "(1)": "điểm ({n})", "-": "gạch đầu dòng thứ {n}", "+": "dấu cộng thứ {n}",
}  # fmt: skip
_STOPS = {"dieu", "phan"}  # an article is unique in its document: its chapter need not be named
Path = tuple[str | int, ...]
Placed = tuple[Path, Node]


@dataclass
class Point:
    """A node with its number: its ``style``, ``number`` as printed in a reference, ``label`` before its text."""

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

    @property
    def has_reference(self) -> bool:
        """Whether the text can refer to this point: it has a number or a heading."""
        return self.style in _REFERENCE or bool(self.node.heading)

    def reference(self) -> str:
        """The point in words: "điểm b khoản 2 Mục II"; a point without number by its heading."""
        own = _REFERENCE[self.style].format(n=self.number) if self.style in _REFERENCE else self._by_heading()
        if self.parent is None or self.style in _STOPS:
            return own
        return f"{own} {self.parent.reference()}".strip()

    def _by_heading(self) -> str:
        return f"phần “{plain(self.node.heading)}”" if self.node.heading else ""


def children_of(path: Path, node: Node) -> list[Placed]:
    """The points below a node as they are written, with their places."""
    return [((*path, "cac_y", i), child) for i, child in enumerate(node.children)]


def number_points(
    nodes: Sequence[Placed],
    style: str | None,
    chain: Sequence[str],
    found: list[Problem],
    below: Callable[[Path, Node], Sequence[Placed]] = children_of,
) -> list[Point]:
    """Number the points of one tree; ``style`` is given by the writer or ``None`` for the type's own.

    ``chain`` is the type's numbering by depth, ``below`` gives the points under a node. Levels of letters with more
    than 23 points go to ``found`` (N028).
    """
    return _Numberer(chain, found, below).level(nodes, style, None)


class _Numberer:
    """Numbers one tree; articles are counted through the whole of it, everything else within its level."""

    def __init__(
        self, chain: Sequence[str], found: list[Problem], below: Callable[[Path, Node], Sequence[Placed]]
    ) -> None:
        self.chain, self.found, self.below = chain, found, below
        self.articles = 0

    def level(self, nodes: Sequence[Placed], style: str | None, parent: Point | None) -> list[Point]:
        """The points of one level with all below them."""
        points: list[Point] = []
        used = style or default_style(parent.style if parent else None, self.chain)
        self._count(nodes, used, parent, self.articles if used == "dieu" else 0, points)
        return points

    def _count(
        self, nodes: Sequence[Placed], used: str, parent: Point | None, counted: int, points: list[Point]
    ) -> int:
        """Add the points of these nodes, the first after number ``counted``; return the last number.

        A node without words of its own takes no number; the points below it stand in its place.
        """
        for path, node in nodes:
            if node.has_words:
                counted = value_of(node.number, used) or counted + 1
                points.append(self._point(path, node, used, parent, counted))
            else:
                counted = self._unnumbered(path, node, used, parent, counted, points)
        return counted

    def _unnumbered(
        self, path: Path, node: Node, used: str, parent: Point | None, counted: int, points: list[Point]
    ) -> int:
        point = Point(node, path, "khong", "", "", parent)
        points.append(point)
        if node.numbering is None or node.numbering == used:
            return self._count(self.below(path, node), used, parent, counted, points)
        point.children = self.level(self.below(path, node), node.numbering, parent)
        return counted

    def _point(self, path: Path, node: Node, used: str, parent: Point | None, counted: int) -> Point:
        if used == "dieu":
            self.articles = counted
        text = node.number or self._number(counted, used, parent, path)
        point = Point(node, path, used, text, _label(text, used), parent)
        point.children = self.level(self.below(path, node), node.numbering, point)
        return point

    def _number(self, value: int, style: str, parent: Point | None, path: Path) -> str:
        if style == "a" and value > len(DIEM_LETTERS):
            self.found.append(problem("N028", path=path, count=value))
        return number_text(value, style, _figure_above(parent))


def _figure_above(parent: Point | None) -> str | None:
    """The number of the nearest point above that is counted in figures."""
    while parent is not None and parent.style not in ("1", "1.1"):
        parent = parent.parent
    return parent.number if parent else None


def _label(number: str, style: str) -> str:
    if style in _WORDS:
        return f"{_WORDS[style]} {number}" + (". " if style == "dieu" else "")
    return {"khong": "", "-": "- ", "+": "+ ", "a": f"{number}) ", "(1)": f"({number}) "}.get(style, f"{number}. ")
