"""Recognised task tables as the one list of tasks of a plan, and the tables that print them again."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator import norm
from generator.importers.plan.agency_cells import AgencyCells
from generator.importers.plan.texts import BLANK
from generator.inline import plain
from generator.model import AgencyCell, Table, Task
from generator.problems import N_, Words
from generator.recognise.tables.task_tables import TaskRow, TaskTable
from generator.timeline import Kind, parse
from generator.vntext import fold

Path = tuple[str | int, ...]
NO_TIME = N_("thời gian «{time}» không đọc được thành một mốc; lọc theo quý sẽ không thấy. Có cần ghi lại không?")
NO_CONTENT = N_("hàng này không có nội dung. Nhiệm vụ là gì?")
_TEXTS = {"thoi_gian": "time", "san_pham": "product", "kinh_phi": "budget", "ghi_chu": "note", "nhom": "group",
          "linh_vuc": "field"}  # fmt: skip
_AGENCIES = {"chu_tri": "lead", "phoi_hop": "support", "theo_doi": "monitor"}


@dataclass
class TaskList:
    """The tasks gathered so far from the tables of one document, in printed order.

    ``several``: the document has more than one table of tasks; each then prints only its own, chosen by ``nhom``.
    ``year``: that of the plan, for times that name none.
    """

    cells: AgencyCells
    several: bool
    year: int | None = None
    tasks: list[Task] = field(default_factory=list)
    notes: dict[Path, list[str]] = field(default_factory=dict)
    doubtful: int = 0
    names: set[str] = field(default_factory=set)

    def table(self, found: TaskTable, name: str) -> Table:
        """Take in the rows of a table and give the table that prints them; ``name`` tells it from the others."""
        group = self._own_name(name) if self.several and "nhom" not in found.columns else ""
        by = self._group_key(found, bool(group))
        for row in found.rows:
            path: Path = ("nhiem_vu", len(self.tasks))
            self.doubtful += bool(row.doubt)
            self.tasks.append(self._task(row, path, {"group": group} if group else {}, by))
        options = {
            "columns": found.columns,
            "column_names": _own_heads(found),
            "group_by": by or None,
            "numbering": found.numbering,
            "column_numbers": found.column_numbers,
            "merge": found.merge,
            "filter": {"nhom": (group,)} if group else {},
        }
        given = {key: value for key, value in options.items() if value not in (None, (), {}, False, "lien_tuc")}
        return Table(of="nhiem_vu", **given)

    def _own_name(self, name: str) -> str:
        base = " ".join(plain(name).split()) or BLANK
        numbered = (base, *(f"{base} ({count})" for count in range(2, len(self.names) + 3)))
        own = next(text for text in numbered if fold(text) not in self.names)
        self.names.add(fold(own))
        return own

    @staticmethod
    def _group_key(found: TaskTable, partitioned: bool) -> str:
        """The field that keeps the words of the group rows."""
        if not any(row.group for row in found.rows):
            return ""
        taken = partitioned or "nhom" in found.columns
        return "linh_vuc" if taken or found.group_key != "nhom" else "nhom"

    def _task(self, row: TaskRow, path: Path, fixed: dict[str, str], by: str) -> Task:
        values: dict[str, object] = dict(fixed)
        if row.group and by:
            values[_TEXTS[by]] = row.group
        values |= {_TEXTS[key]: text for key, text in row.cells.items() if key in _TEXTS and text}
        values |= self._agencies(row, path)
        content = row.cells.get("noi_dung", "")
        if not content:
            self._note(path, NO_CONTENT)
        if row.doubt:
            self._note(path, row.doubt)
        time = " ".join(plain(row.cells.get("thoi_gian", "")).split())
        if parse(time, self.year).kind is Kind.OTHER:
            self._note((*path, "thoi_gian"), Words(NO_TIME, time=time))
        children = tuple(self._task(child, (*path, "con", i), {}, "") for i, child in enumerate(row.children))
        return Task(content=content or BLANK, children=children, **values)

    def _agencies(self, row: TaskRow, path: Path) -> dict[str, AgencyCell]:
        printed = {key: row.cells[key] for key in _AGENCIES if row.cells.get(key)}
        cells = {_AGENCIES[key]: self.cells.cell(text) for key, text in printed.items()}
        both = "chu_tri" in printed and "phoi_hop" not in printed  # one cell may then say who supports as well
        for key, text in printed.items():
            for name in self.cells.names_in(text) if both and key == "chu_tri" else (text,):
                for doubt in self.cells.doubts(name):
                    self._note((*path, key), doubt)
        if both:
            lead, support, monitor = self.cells.split_roles(printed["chu_tri"])
            cells |= {"lead": lead} | ({"support": support} if support else {})
            cells |= {"monitor": monitor} if monitor and "monitor" not in cells else {}
        return cells

    def _note(self, path: Path, words: str) -> None:
        self.notes.setdefault(path, []).append(words)


def _own_heads(found: TaskTable) -> dict[str, str]:
    """The printed heads that differ from the usual ones."""
    usual = norm.task_columns()
    return {key: head for key, head in found.names.items() if head and head != usual[key].head}
