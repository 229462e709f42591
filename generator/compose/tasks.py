"""Tasks written out in the body: one heading per agency, field or time; one task alone runs in after its heading.

What several bodies lead may stand together under a heading of its own, before the others; a bracket at the end of a
task says who else is in it and by when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.agencies import Naming
from generator.compose.brackets import Brackets, Said
from generator.model import AgencyCell, BodyTasks, Document, Entry, Node

_NO_END = (".", ";", ":", "!", "?", "…")
_END = re.compile(r"\s*(\./\.|(?<!\.)[.;:]|)\s*\Z")


def task_nodes(tasks: BodyTasks, entries: Sequence[Entry], document: Document, naming: Naming) -> tuple[Node, ...]:
    """The points that print these tasks, in the order of the list, the joint ones first."""
    return _Writer(tasks, document, naming).nodes([entry.filled() for entry in entries])


class _Writer:
    """Writes out the tasks of one point."""

    def __init__(self, tasks: BodyTasks, document: Document, naming: Naming) -> None:
        self._tasks, self._naming = tasks, naming
        self._brackets = Brackets(tasks, document, naming)
        self._joint = self._heading(AgencyCell(names=(tasks.joint,))) if tasks.joint else None

    def nodes(self, entries: Sequence[Entry]) -> tuple[Node, ...]:
        """The points, group by group, or those named."""
        if self._tasks.by is None:
            by_id = {e.id: e for top in entries for e in top.walk()}
            return tuple(self._node(by_id[id].spoken(), Said()) for id in self._tasks.ids)
        groups: dict[str, list[Entry]] = {} if self._joint is None else {self._joint: []}
        for entry in entries:
            if entry.task.in_body and not entry.from_body:
                groups.setdefault(self._key(entry), []).append(entry.spoken())
        return tuple(self._group(heading, group) for heading, group in groups.items() if group)

    def _key(self, entry: Entry) -> str:
        if self._tasks.by == "linh_vuc":
            return entry.task.field
        if self._tasks.by == "thoi_gian":
            return entry.task.time
        if self._joint is not None and len(entry.task.lead.names) > 1:
            return self._joint
        return self._heading(entry.task.lead)

    def _heading(self, lead: AgencyCell) -> str:
        name = self._naming.cell(lead)
        return f"Đề nghị {name}" if self._naming.is_asked(lead) else name

    def _said(self, entry: Entry, heading: str) -> Said:
        """What the heading says of a task under it."""
        if self._tasks.by == "thoi_gian":
            return Said(time=entry.task.time)
        leads = self._tasks.by == "chu_tri" and heading == self._heading(entry.task.lead)
        return Said(lead=self._naming.cell(entry.task.lead)) if leads else Said()

    def _group(self, heading: str, group: list[Entry]) -> Node:
        said = [self._said(entry, heading) for entry in group]
        if heading and len(group) == 1 and not group[0].children:
            return Node(lead_in=heading, paragraphs=(self._sentence(group[0], said[0]),))
        return Node(heading=heading or None, children=tuple(map(self._node, group, said)))

    def _node(self, entry: Entry, said: Said) -> Node:
        below = self._brackets.below(entry.task)
        children = tuple(self._node(child, below) for child in entry.children)
        return Node(paragraphs=(self._sentence(entry, said),), children=children)

    def _sentence(self, entry: Entry, said: Said) -> str:
        end = ":" if entry.children else "."
        return sentence(entry.task.content, self._brackets.of(entry.task, said), end)


def sentence(text: str, bracket: str = "", end: str = ".") -> str:
    """A task as a sentence of the body: with its bracket, and with its end mark, which an annex row does without."""
    if not bracket:
        return text if text.endswith(_NO_END) else text + end
    mark = _END.search(text)
    assert mark is not None  # it matches the empty end
    return f"{text[: mark.start()]} {bracket}{mark[1] or end}".strip()
