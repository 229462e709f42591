"""The tasks of a document with their ids and places: the declared list, then the points of the body that are tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator import inline
from generator.model.body import Node
from generator.model.document import Document
from generator.model.tasks import AgencyCell, Assignment, Task
from generator.vntext import fold

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Entry:
    """A task with its id (given, or made from its printed content), its place and the entries below it."""

    id: str
    path: Path
    task: Task
    from_body: bool = False
    children: tuple[Entry, ...] = field(default=())

    def walk(self) -> Iterator[Entry]:
        """This entry and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def spoken(self) -> Entry:
        """This entry as the body writes it out: without the sub-tasks that only an annex shows (``than: false``)."""
        return replace(self, children=tuple(child.spoken() for child in self.children if child.task.in_body))

    def filled(self, above: Task | None = None) -> Entry:
        """This entry with the lead, support and time that a sub-task leaves out taken from the task above it."""
        names = ("lead", "support", "time")
        handed = {name: getattr(above, name) for name in names if not getattr(self.task, name)} if above else {}
        task = self.task.model_copy(update=handed)
        return replace(self, task=task, children=tuple(child.filled(task) for child in self.children))


def entries(document: Document) -> tuple[Entry, ...]:
    """Every top-level task of the document; ids of tasks without one come from their printed content alone."""
    declared = [_entry(("nhiem_vu", i), task) for i, task in enumerate(document.tasks)]
    assigned = [
        _entry(path, task, from_body=True)
        for root, nodes in document.roots()
        for i, node in enumerate(nodes)
        for path, task in _assigned((*root, i), node, Assignment())
    ]
    return tuple(_distinct(declared + assigned))


def tabled(found: Sequence[Entry]) -> tuple[Entry, ...]:
    """The tasks that tables show: the declared list; where none is declared, the points of the body that are tasks.

    A document that has both (a notice with its programme) says its points in words and its list in the table.
    """
    declared = tuple(entry for entry in found if not entry.from_body)
    return declared or tuple(found)


def _entry(path: Path, task: Task, from_body: bool = False) -> Entry:
    children = tuple(_entry((*path, "con", i), child) for i, child in enumerate(task.children))
    return Entry(task.id or content_id(task.content), path, task, from_body, children)


def content_id(content: str) -> str:
    """The id of a task that has none: a digest of its content, indifferent to case, spacing and tone placement."""
    return "nv-" + hashlib.sha256(fold(content).encode()).hexdigest()[:8]


def _distinct(found: list[Entry]) -> Iterator[Entry]:
    """Tasks without id and with equal content get -2, -3, …; given ids are left alone (a repeat is an error)."""
    seen: dict[str, int] = {}

    def rename(entry: Entry) -> Entry:
        if entry.task.id is not None and not entry.children:
            return entry
        name = entry.id
        if entry.task.id is None:
            seen[entry.id] = seen.get(entry.id, 0) + 1
            name = entry.id if seen[entry.id] == 1 else f"{entry.id}-{seen[entry.id]}"
        return replace(entry, id=name, children=tuple(rename(child) for child in entry.children))

    return iter([rename(entry) for entry in found])


def _assigned(path: Path, node: Node, above: Assignment) -> Iterator[tuple[Path, Task]]:
    """The tasks of a point and below it.

    A point whose children are tasks only hands its lead, support and time down; else what stands below it is part of
    its own task ("Giao Sở Y tế: a) …; b) …").
    """
    own = node.assignment
    merged = _merged(own, above) if own else above
    below = [
        found
        for i, child in enumerate(node.children)
        for found in _assigned((*path, "cac_y", i), child, merged)
    ]
    if own and not below and (content := " ".join(_texts(node))):
        yield path, Task(id=own.id, lead=merged.lead, support=merged.support, time=merged.time, content=content)
    yield from below


def _texts(node: Node) -> Iterator[str]:
    """What a point says with all below it, without the footnote marks; its title only when it says nothing else."""
    texts = node.paragraphs or tuple(text for text in (node.lead_in, node.heading) if text)[:1]
    yield from (inline.without_notes(text) for text in texts)
    for child in node.children:
        yield from _texts(child)


def _merged(own: Assignment, above: Assignment) -> Assignment:
    def pick(mine: AgencyCell, theirs: AgencyCell) -> AgencyCell:
        return mine if mine else theirs

    lead, support = pick(own.lead, above.lead), pick(own.support, above.support)
    return Assignment(id=own.id, lead=lead, support=support, time=own.time or above.time)
