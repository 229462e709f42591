"""The closing bracket of a task in the body: who leads where no heading says so, who coordinates, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.agencies import Naming
from generator.inline import plain
from generator.model import BodyTasks, Document, Task, real_date
from generator.timeline import Kind

_UNTIL = re.compile(r"(?:trước|chậm nhất|muộn nhất)\b", re.IGNORECASE)
_WHOLE = re.compile(r"(?:thực hiện|triển khai)\b|.*\b(?:hoàn thành|xong)\b", re.IGNORECASE)
_OPENED = re.compile(r"(?:từ|kể từ|bắt đầu|đến|trong|vào|cả|ngày|lúc|thứ|chủ nhật)\b", re.IGNORECASE)
_DATE = re.compile(r"\d+ ?[/.-] ?\d")


@dataclass(frozen=True)
class Said:
    """What is said of a task before its own bracket, by its heading or by the task that it is part of, as printed."""

    lead: str = ""
    support: str = ""
    time: str = ""


class Brackets:
    """Writes the brackets that one point of the body asks for."""

    def __init__(self, tasks: BodyTasks, document: Document, naming: Naming) -> None:
        self._tasks, self._document, self._naming = tasks, document, naming

    def of(self, task: Task, said: Said) -> str:
        """The bracket of a task that stands under ``said``; empty where nothing is left to say."""
        cell = self._naming.cell
        leads = self._leads(task) if cell(task.lead) != said.lead else []
        time = self._time(task.time) if task.time != said.time else ""
        support = self._support(task, alone=not time) if cell(task.support) != said.support else ""
        clauses = [*leads, *filter(None, (support, time))]
        return f"({'; '.join(clauses)})" if clauses else ""

    def below(self, task: Task) -> Said:
        """What is said of the parts of a task when it is."""
        return Said(self._naming.cell(task.lead), self._naming.cell(task.support), task.time)

    def _leads(self, task: Task) -> list[str]:
        """Who leads, those that are assigned before those that are only asked."""
        if self._tasks.joint is None and "phoi_hop" not in self._tasks.bracket:
            return []
        asked = [name for name in task.lead.names if self._naming.asks(name)]
        if not asked:
            words = self._naming.words(task.lead)
            return [f"{words} chủ trì"] if words else []
        assigned = [name for name in task.lead.names if name not in asked]
        together = "cùng thực hiện" if len(task.lead.names) > 1 else "thực hiện"
        leads = [f"{self._listed(assigned)} chủ trì"] if assigned else []
        return [*leads, f"đề nghị {self._listed(asked)} {together}"]

    def _listed(self, names: list[str]) -> str:
        return ", ".join(map(self._naming.name, names))

    def _support(self, task: Task, alone: bool) -> str:
        """Who coordinates; a body that is only asked is not told with whom."""
        words = self._naming.words(task.support)
        only_asked = bool(task.lead.names) and all(map(self._naming.asks, task.lead.names))
        if "phoi_hop" not in self._tasks.bracket or not words or only_asked:
            return ""
        return f"{words} phối hợp thực hiện" if alone else f"{words} phối hợp"

    def _time(self, text: str) -> str:
        read = real_date(plain(text), self._document) if "thoi_gian" in self._tasks.bracket else None
        return time_clause(" ".join(text.split()).rstrip(" .;,"), read.kind) if read else ""


def time_clause(text: str, kind: Kind) -> str:
    """A printed time as a clause: "thực hiện trong Quý IV", "hoàn thành trước ngày 25/12/2024"."""
    words = text if text.lower().startswith("quý") else text[:1].lower() + text[1:]
    if _WHOLE.match(words):
        return words
    if _UNTIL.match(words):
        return f"hoàn thành {words}"
    if words.startswith("hết"):
        return f"thực hiện đến {words}"
    return f"thực hiện {words}" if _OPENED.match(words) else f"thực hiện {_unit(words, kind)}{words}"


def _unit(words: str, kind: Kind) -> str:
    """What stands before a time that is written in figures alone: "ngày 25/12/2024", "trong tháng 6/2024"."""
    if kind in (Kind.DAY, Kind.DEADLINE):
        return "ngày " if _DATE.match(words) else "lúc "
    named = not words[:1].isdecimal() or kind is Kind.HALF_YEAR
    return "trong " if named else {Kind.MONTHS: "trong tháng ", Kind.YEARS: "trong năm "}[kind]
