"""What the tasks written out in the body must say: their headings and the brackets behind them (law 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.agencies import Naming
from generator.inline import plain
from generator.model import AgencyCell, BodyTasks, Document, Entry, Task, real_date
from generator.vntext import fold

_FINISHES = re.compile(r"^(?:trước|chậm nhất|muộn nhất)(?!\w)")
_SAYS_ITSELF = re.compile(r"^(?:thực hiện|triển khai)(?!\w)|(?<!\w)(?:hoàn thành|xong)(?!\w)")
_JOINS = re.compile(r"^(?:từ|kể từ|bắt đầu|đến|trong|vào|cả|ngày|lúc|thứ|chủ nhật)(?!\w)")
_IN_FIGURES = (
    (re.compile(r"^\d{1,2} ?[/.-] ?\d{4}$|^\d{1,2} ?/ ?\d{4} ?[-,;]"), "trong tháng "),
    (re.compile(r"^\d+ ?[/.-] ?\d"), "ngày "),
    (re.compile(r"^\d{4}(?!\d)"), "trong năm "),
    (re.compile(r"^\d+ ?(?:giờ|[hg:])"), "lúc "),
)


@dataclass(frozen=True)
class Saying:
    """A task written out: its bracket (empty: none), and which of its fields the bracket, or what is above it, says."""

    entry: Entry
    bracket: str
    fields: frozenset[str]


class Assigned:
    """The tasks that one point of the body writes out."""

    def __init__(self, tasks: BodyTasks, document: Document, naming: Naming, entries: Sequence[Entry]) -> None:
        self.tasks, self.document, self.naming = tasks, document, naming
        self.entries = [top.filled() for top in entries]

    def groups(self) -> Iterator[tuple[str, list[Entry]]]:
        """The tasks under their headings (empty: none): the joint ones first, then in the order of the list."""
        if self.tasks.by is None:
            by_id = {e.id: e for top in self.entries for e in top.walk()}
            yield "", [by_id[id].spoken() for id in self.tasks.ids if id in by_id]
            return
        chosen = [top.spoken() for top in self.entries if top.task.in_body and not top.from_body]
        headings = [self._heading(top.task) for top in chosen]
        joint = [self._named(AgencyCell(names=(self.tasks.joint,)))] if self.tasks.joint else []
        for heading in dict.fromkeys([*joint, *headings]):
            members = [top for top, own in zip(chosen, headings, strict=True) if own == heading]
            if members:
                yield heading, members

    def _heading(self, task: Task) -> str:
        if self.tasks.by != "chu_tri":
            return task.field if self.tasks.by == "linh_vuc" else task.time
        joint = self.tasks.joint and len(task.lead.names) > 1
        return self._named(AgencyCell(names=(self.tasks.joint,)) if joint and self.tasks.joint else task.lead)

    def _named(self, cell: AgencyCell) -> str:
        return ("Đề nghị " if self.naming.is_asked(cell) else "") + self.naming.cell(cell)

    def sayings(self, top: Entry) -> Iterator[Saying]:
        """A task and all below it in printed order, each with its bracket."""
        values = self._values(top.task)
        leads = self.tasks.by == "chu_tri" and self._heading(top.task) == self._named(top.task.lead)
        by = "thoi_gian" if self.tasks.by == "thoi_gian" else "chu_tri" if leads else None
        headed = {key: value for key, value in values.items() if key == by}
        yield from self._below(top, headed, frozenset(headed))

    def _below(self, entry: Entry, above: Mapping[str, str], said: frozenset[str]) -> Iterator[Saying]:
        """``above`` are the fields of what the task stands under, ``said`` those of them that are printed there."""
        values = self._values(entry.task)
        new = {key for key, value in values.items() if value != above.get(key, "")}
        clauses = self._clauses(entry.task, new)
        own = frozenset(clauses) | (said - new)
        yield Saying(entry, f"({'; '.join(clauses.values())})" if clauses else "", own)
        for child in entry.children:
            yield from self._below(child, values, own)

    def _values(self, task: Task) -> dict[str, str]:
        cell = self.naming.cell
        return {"chu_tri": cell(task.lead), "phoi_hop": cell(task.support), "thoi_gian": task.time}

    def _clauses(self, task: Task, new: set[str]) -> dict[str, str]:
        """What a bracket says of these fields, by field."""
        lead, support, time = self._leads(task), self._support(task), self._time(task)
        if "thoi_gian" not in new or not time:
            support += " thực hiện" if support else ""
        clauses = {"chu_tri": lead, "phoi_hop": support, "thoi_gian": time}
        return {key: text for key, text in clauses.items() if text and key in new}

    def _leads(self, task: Task) -> str:
        if not task.lead or not (self.tasks.joint or "phoi_hop" in self.tasks.bracket):
            return ""
        asked = [self.naming.name(name) for name in task.lead.names if self.naming.asks(name)]
        given = [self.naming.name(name) for name in task.lead.names if not self.naming.asks(name)]
        if not asked:
            return self.naming.words(task.lead) + " chủ trì"
        led = f"{', '.join(given)} chủ trì; " if given else ""
        return f"{led}đề nghị {', '.join(asked)} {'cùng ' if asked[1:] or given else ''}thực hiện"

    def _support(self, task: Task) -> str:
        assigned = not task.lead.names or any(not self.naming.asks(name) for name in task.lead.names)
        said = task.support and assigned and "phoi_hop" in self.tasks.bracket
        return f"{self.naming.words(task.support)} phối hợp" if said else ""

    def _time(self, task: Task) -> str:
        if "thoi_gian" not in self.tasks.bracket or not real_date(plain(task.time), self.document):
            return ""
        text = " ".join(task.time.split()).rstrip(" .;,")
        return _dated(text if fold(text).startswith("quý") else text[0].lower() + text[1:])


def _dated(text: str) -> str:
    """A time with the words that the bracket puts before it."""
    if _SAYS_ITSELF.search(text):
        return text
    if _FINISHES.match(text):
        return f"hoàn thành {text}"
    if _JOINS.match(text):
        return f"thực hiện {text}"
    if text.startswith("hết"):
        return f"thực hiện đến {text}"
    half = "tháng đầu năm" in text or "tháng cuối năm" in text
    figures = () if half else _IN_FIGURES
    return f"thực hiện {next((word for form, word in figures if form.match(text)), 'trong ')}{text}"
