"""Tasks written out in the body: one heading per agency, field or time; one task alone runs in after its heading."""

from __future__ import annotations

from collections.abc import Sequence

from generator.agencies import Naming
from generator.model import BodyTasks, Entry, Node

_NO_END = (".", ";", ":", "!", "?", "…")


def task_nodes(tasks: BodyTasks, entries: Sequence[Entry], naming: Naming) -> tuple[Node, ...]:
    """The points that print these tasks, in the order of the list."""
    if tasks.by is None:
        by_id = {e.id: e for top in entries for e in top.walk()}
        return tuple(_task_node(by_id[id].spoken()) for id in tasks.ids)
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.task.in_body and not entry.from_body:
            groups.setdefault(_key(entry, tasks.by, naming), []).append(entry.spoken())
    return tuple(_group_node(heading, group) for heading, group in groups.items())


def _key(entry: Entry, by: str, naming: Naming) -> str:
    if by == "linh_vuc":
        return entry.task.field
    if by == "thoi_gian":
        return entry.task.time
    lead = entry.task.lead
    return f"Đề nghị {naming.cell(lead)}" if naming.is_asked(lead) else naming.cell(lead)


def _group_node(heading: str, group: list[Entry]) -> Node:
    if not heading:
        return Node(children=tuple(map(_task_node, group)))
    if len(group) == 1 and not group[0].children:
        return Node(lead_in=heading, paragraphs=(sentence(group[0].task.content),))
    return Node(heading=heading, children=tuple(map(_task_node, group)))


def _task_node(entry: Entry) -> Node:
    text = sentence(entry.task.content, ":" if entry.children else ".")
    return Node(paragraphs=(text,), children=tuple(map(_task_node, entry.children)))


def sentence(text: str, end: str = ".") -> str:
    """A task as a sentence of the body: with its end mark, which an annex row does without."""
    return text if text.endswith(_NO_END) else text + end
