"""Rows as a tree of tasks, and what their cells say once inherited and merged cells are understood.

It undoes what the annex prints: a cell of a sub-task that is left out joins the cell above when that shows the
inherited text, else the text is printed again; equal neighbours of the columns in ``gop`` are merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.problems import N_, Words
from generator.recognise.tables.rows import BodyRow, Line, rejoined

OWN = frozenset({"tt", "noi_dung"})  # never inherited by a sub-task
GROUP_JOIN = ": "

INHERITED = N_("ô trống của việc con được hiểu là theo việc trên nó (số {rows}). Có đúng không?")
PARTLY_MERGED = N_("cột «{head}» có ô gộp và ô cùng chữ không gộp; khi in lại sẽ gộp cả. Có chấp nhận không?")


@dataclass
class Node:
    """A task while it is put together.

    ``texts`` by column as read, cut rows rejoined; ``cells`` by key once settled, without what is inherited; ``shown``
    by key with it; ``merged``: keys whose cell joins the one above.
    """

    row: BodyRow
    texts: list[str]
    group: str = ""
    doubts: list[str] = field(default_factory=list)
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)

    def walk(self) -> Iterator[Node]:
        """This task and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def is_below(self, other: Node | None) -> bool:
        """Whether this task stands somewhere below another one."""
        return self.parent is not None and (self.parent is other or self.parent.is_below(other))


@dataclass(frozen=True)
class Group:
    """A group row: its row, its own label, and the label that its tasks carry (those of the groups above it first)."""

    row: BodyRow
    label: str
    path: str


@dataclass
class Tree:
    """The tasks of a table in order, its group rows, the texts left aside; how many rows were of another kind."""

    tasks: list[Node] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    rest: int = 0
    empty: int = 0
    aside_rows: int = 0

    def walk(self) -> Iterator[Node]:
        """Every task in printed order."""
        for node in self.tasks:
            yield from node.walk()


def tree(found: Sequence[Line]) -> Tree:
    """The rows of a table put below one another by their numbers."""
    builder = _Builder()
    for line in found:
        builder.add(line)
    return builder.made


class _Builder:
    def __init__(self) -> None:
        self.made = Tree()
        self.open: list[Node] = []  # the last task, below those it stands below
        self.groups: list[tuple[str, str]] = []  # kind and label of the groups that are open
        self.after_group = False

    def add(self, line: Line) -> None:
        """Take in the next row."""
        if line.kind == "task":
            self._task(line)
        elif line.kind == "group":
            self._group(line)
        elif line.kind == "rest":
            self._rest(line)
        elif line.kind == "aside":
            self._aside(line)
        else:
            self.made.empty += 1

    def _task(self, line: Line) -> None:
        node = Node(line.row, list(line.row.texts), self._path(), list(line.doubts))
        node.parent = self._parent(node)
        (node.parent.children if node.parent else self.made.tasks).append(node)
        self.after_group = False

    def _path(self) -> str:
        return GROUP_JOIN.join(label for _, label in self.groups)

    def _parent(self, node: Node) -> Node | None:
        """The task that a new one stands below; the new one is then the last that is open."""
        code = node.row.code
        if not code.kind and self.open:  # without a number: beside the row above
            parent = self.open.pop().parent
        else:
            while self.open and self.open[-1].row.code.rank >= code.rank:
                self.open.pop()
            if len(code.path) > 1:  # "2.1" stands below "2" alone, "1.1" of a table without "1" below none
                while self.open and self.open[-1].row.code.path != code.path[:-1]:
                    self.open.pop()
            parent = self.open[-1] if self.open else None
        self.open.append(node)
        return parent

    def _group(self, line: Line) -> None:
        row, kind = line.row, line.row.code.kind
        label = " ".join(row.labels[line.label].split())
        kinds = [known for known, _ in self.groups]
        del self.groups[kinds.index(kind) if kind in kinds else len(kinds) :]
        self.groups.append((kind, label))
        self.made.groups.append(Group(row, label, self._path()))
        self.made.doubts += line.doubts
        stray = (row.texts[i] for i in row.filled if i != line.label)
        self.made.aside += [text for text in (row.beside, *stray) if text]
        self.open.clear()
        self.after_group = True

    def _rest(self, line: Line) -> None:
        self.made.rest += 1
        texts = line.row.texts
        if self.after_group:
            kind, label = self.groups[-1]
            self.groups[-1] = (kind, " ".join([label, *" ".join(texts).split()]))
            self.made.groups[-1] = replace(self.made.groups[-1], label=self.groups[-1][1], path=self._path())
            return
        last = self.open[-1]
        last.texts = [rejoined(own, more) for own, more in zip(last.texts, texts, strict=True)]
        last.doubts += line.doubts

    def _aside(self, line: Line) -> None:
        self.made.aside.append(line.row.words)
        self.made.aside_rows += 1
        self.made.doubts += line.doubts


@dataclass
class Settled:
    """What settling found: columns to merge, keys in the order of the columns; doubts of the table."""

    merge: tuple[str, ...]
    doubts: tuple[str, ...]


def settle(made: Tree, keys: Sequence[str], names: Sequence[str]) -> Settled:
    """Give every task its cells; ``keys`` and ``names`` (printed heads) by column.

    A column without a key goes to the note, as "Head: text".
    """
    settler = _Settler(keys, names)
    for node in made.walk():
        settler.node(node)
    merge = tuple(key for key in keys if key in settler.merges)
    heads = dict(zip(keys, names, strict=True))
    doubts = [Words(PARTLY_MERGED, head=_one_line(heads[key])) for key in merge if _is_partly_merged(made, key)]
    if settler.blanks:
        doubts.append(Words(INHERITED, rows=", ".join(dict.fromkeys(settler.blanks))))
    return Settled(merge, tuple(doubts))


class _Settler:
    def __init__(self, keys: Sequence[str], names: Sequence[str]) -> None:
        self.keys, self.names = keys, names
        self.above: list[tuple[str, Node | None]] = [("", None)] * len(keys)  # what each column last printed, where
        self.merges: set[str] = set()
        self.blanks: list[str] = []

    def node(self, node: Node) -> None:
        """Settle one task; those before it are settled."""
        notes = []
        for column, key in enumerate(self.keys):
            if key == "tt":
                continue
            if key:
                self._cell(node, column, key)
            elif text := self._foreign(node, column):
                head = _one_line(self.names[column])
                notes.append(f"{head}: {text}" if head else text)
        if notes:
            node.cells["ghi_chu"] = "\n".join([*filter(None, [node.cells.get("ghi_chu")]), *notes])

    def _cell(self, node: Node, column: int, key: str) -> None:
        text, (above, _) = node.texts[column], self.above[column]
        handed = node.parent.shown.get(key, "") if node.parent and key not in OWN else ""
        if not text and column in node.row.above:
            node.merged.add(key)
            text = above
            if above and above != handed:
                self.merges.add(key)
                node.cells[key] = above
        else:
            self.above[column] = (text or handed, node)
            if text and (text != handed or above == handed):
                node.cells[key] = text
            elif handed and not text:
                self.blanks.append(node.row.number or _one_line(node.texts[column]) or "…")
        node.shown[key] = text or handed

    def _foreign(self, node: Node, column: int) -> str:
        """The text of a column without a key; that of a merged cell is said again, but not below its own task."""
        text = node.texts[column]
        if text or column not in node.row.above:
            self.above[column] = (text, node)
            return text
        above, owner = self.above[column]
        return "" if node.is_below(owner) else above


def _is_partly_merged(made: Tree, key: str) -> bool:
    """Whether equal neighbours of a column stand unmerged somewhere: ``gop`` would merge them too."""
    return any(
        upper.group == lower.group
        and upper.shown.get(key) == lower.shown.get(key) != ""
        and key not in lower.merged
        for upper, lower in pairwise(made.walk())
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
