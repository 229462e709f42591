"""The tasks of a plan as rows of a sheet, and a sheet that came back as changes of the plan.

Three texts meet in every cell: what the sheet said when it was written, what it says now, what the plan prints now. A
cell that only the sheet has changed is a change; one that both have changed, each its own way, is a conflict and stays
as the plan has it. So several people may work on copies of one sheet, and nothing is lost when they come back one by
one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from generator import inline
from generator.agencies import Naming, is_id
from generator.agencies.typed import AgencyReader, names_to_choose, typed_cell, typed_names, typed_text
from generator.letters import lookalikes
from generator.load.edit import Add, Change, Set
from generator.model import Document, Entry, Node, Task, entries
from generator.model.entries import content_id
from generator.norm import task_columns
from generator.problems import N_, Problem, ProblemsError, Words, joined, problem
from generator.sheet import MARKS, Column, Row, Sheet, SheetRow
from generator.vntext import fold

Cells = Mapping[str, str]
Path = tuple[str | int, ...]


# --- columns ----------------------------------------------------------------------------------------------------------

_Form = Literal["number", "line", "lines", "agencies", "mark", "no mark", "shown"]


@dataclass(frozen=True)
class _Field:
    """A field of a task: its name in the model (empty: the number), how it is written in a cell."""

    name: str
    form: _Form
    head: str = ""
    width: float = 16
    choices: str = ""
    always: bool = True
    """Whether the column stands in a sheet whose tasks leave it empty."""

    @property
    def key(self) -> str:
        """The key in a plan file."""
        return str(Task.model_fields[self.name].alias or self.name) if self.name else "tt"


_FIELDS = (
    _Field("", "number", width=7),
    _Field("group", "line", always=False),
    _Field("field", "line", width=18),
    _Field("content", "lines", width=60),
    _Field("annex_content", "lines", "Nội dung in ở phụ lục", 40, always=False),
    _Field("lead", "agencies", width=24, choices="co_quan"),
    _Field("support", "agencies", width=30, choices="co_quan"),
    _Field("monitor", "agencies", width=24, choices="co_quan", always=False),
    _Field("time", "lines", width=18, choices="thoi_gian"),
    _Field("product", "lines", width=24),
    _Field("budget", "line", always=False),
    _Field("note", "lines", width=20),
    _Field("in_body", "no mark", "Chỉ in ở phụ lục (x)", 10, always=False),
    _Field("undecided", "mark", "Chờ quyết định (x)", 10, always=False),
    _Field("scope", "shown", "Đơn vị áp dụng", 18, always=False),
    _Field("sources", "shown", "Nguồn giao", 18, always=False),
)
_OF_BODY = {"content", "lead", "support", "time"}


@cache
def columns() -> tuple[Column, ...]:
    """Every column that a sheet of tasks may have, in order."""
    return tuple(_column(own) for own in _FIELDS)


@cache
def _column(own: _Field) -> Column:
    head = own.head or task_columns()[own.key].head
    return Column(own.key, head, own.width, own.choices, locked=own.form in ("number", "shown"))


@cache
def _by_key() -> dict[str, _Field]:
    return {own.key: own for own in _FIELDS}


# --- plan → rows ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TaskList:
    """The rows of a plan, the columns they need and the words of the drop-downs, for ``write_tasks``."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lists: Mapping[str, Sequence[str]]


def task_list(document: Document) -> TaskList:
    """Every task of a plan with its sub-tasks, those of the list first, then the points of the body."""
    naming = Naming(document)
    rows = [Row(entry.id, _cells(entry, number, naming)) for number, entry in _numbered(document)]
    used = {key for row in rows for key, text in row.cells.items() if text}
    shown = tuple(_column(own) for own in _FIELDS if own.always or own.key in used)
    title = f"{document.type.name} {' '.join(document.subject.split())}"
    lists = {"co_quan": names_to_choose(document, naming), "thoi_gian": _times(document)}
    return TaskList(title, shown, tuple(rows), lists)


def _numbered(document: Document) -> Iterator[tuple[str, Entry]]:
    """The entries with their numbers: 1, 1.1; those of the body apart."""
    listed = body = 0
    for top in entries(document):
        listed, body = listed + (not top.from_body), body + top.from_body
        yield from _below(top, f"Thân {body}" if top.from_body else str(listed))


def _below(entry: Entry, number: str) -> Iterator[tuple[str, Entry]]:
    yield number, entry
    for place, child in enumerate(entry.children, 1):
        yield from _below(child, f"{number}.{place}")


def _cells(entry: Entry, number: str, naming: Naming) -> dict[str, str]:
    return {own.key: number if own.form == "number" else _text(own, getattr(entry.task, own.name), naming)
            for own in _FIELDS}  # fmt: skip


def _text(own: _Field, value: Any, naming: Naming) -> str:
    """A value as a cell says it."""
    match own.form:
        case "agencies":
            return typed_text(value, naming)
        case "mark":
            return "x" if value else ""
        case "no mark":
            return "" if value else "x"
        case "shown":
            return _shown(own, value)
    return str(value)


def _shown(own: _Field, value: Any) -> str:
    if own.name == "sources":
        return "; ".join(f"{source.programme}: {source.row}" for source in value)
    parts = ["; ".join(value.include), "trừ " + "; ".join(value.exclude) if value.exclude else ""]
    return "; ".join(part for part in parts if part)


def _times(document: Document) -> list[str]:
    year = f"/{document.year}" if document.year else ""
    quarters = [f"Quý {number}{year}" for number in ("I", "II", "III", "IV")]
    spans = [f"Quý {span}{year}" for span in ("I - II", "I - III", "I - IV", "II - III", "II - IV", "III - IV")]
    months = [f"Tháng {number}{year}" for number in range(1, 13)]
    return [*quarters, *spans, *months, "Thường xuyên", "Hằng tháng", "Hằng quý", "6 tháng, hằng năm"]


# --- rows → changes of the plan ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """A cell that goes into the plan: from which row, whose, what it said and says."""

    row: int
    id: str
    key: str
    old: str
    new: str

    @property
    def head(self) -> str:
        """The printed head of its column."""
        return _column(_by_key()[self.key]).head


@dataclass
class Merge:
    """What a sheet changes in a plan: the edits, cell by cell; the tasks added, by id; what a person must see."""

    changes: list[Change] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    added: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def merge(sheet: Sheet, document: Document, reader: AgencyReader, plan: str) -> Merge:
    """Bring a sheet that came back together with the plan as it is now; ``plan`` is printed as its file.

    Raises ``ProblemsError`` (I092) when the sheet is of another plan.
    """
    return _Merger(sheet, document, reader, plan).merged()


@dataclass(frozen=True)
class _Mine:
    """A task as the plan has it now."""

    entry: Entry
    cells: Cells
    node: Node | None


class _Merger:
    """Goes through the rows of a sheet once."""

    def __init__(self, sheet: Sheet, document: Document, reader: AgencyReader, plan: str) -> None:
        self._sheet, self._document, self._reader = sheet, document, reader
        self._naming = Naming(document)
        nodes = dict(document.nodes())
        self._mine = {
            entry.id: _Mine(entry, _cells(entry, number, self._naming), nodes.get(entry.path))
            for number, entry in _numbered(document)
        }
        if sheet.base and not sheet.base.keys() & self._mine.keys():
            raise ProblemsError([problem("I092", plan=plan)])
        self._twins: dict[str, list[Entry]] = {}
        for mine in self._mine.values():
            if mine.entry.task.id is None:
                self._twins.setdefault(fold(mine.entry.task.content), []).append(mine.entry)
        self._out = Merge(problems=list(sheet.problems))
        self._last: int | None = None
        self._named: set[str] = set()

    def merged(self) -> Merge:
        """The whole result."""
        counts = Counter(row.id for row in self._sheet.rows if row.id)
        for row in self._sheet.rows:
            if counts[row.id] < 2:
                self._row(row)
        for id, count in counts.items():
            if count > 1:
                rows = ", ".join(str(row.number) for row in self._sheet.rows if row.id == id)
                self._out.problems.append(problem("I095", id=id, rows=rows))
        self._out.problems += [
            problem("I094", id=id, content=_brief(self._mine[id].entry.task.content))
            for id in self._sheet.base
            if id in self._mine and id not in counts
        ]
        return self._out

    def _row(self, row: SheetRow) -> None:
        content = row.cells.get("noi_dung", "")
        id = row.id or (content_id(content) if content else "")
        if (mine := self._mine.get(id)) is not None:
            self._compare(row, mine)
            self._last = int(mine.entry.path[1]) if not mine.entry.from_body else self._last
        elif row.id in self._sheet.base:
            self._gone(row)
        elif id in self._out.added:
            self._say(row, "I097", detail=Words(N_("trùng nội dung với hàng thêm mới «{id}»"), id=id))
        else:
            self._new(row, id)

    def _say(self, row: SheetRow | int, code: str, **values: Any) -> None:
        number = row if isinstance(row, int) else row.number
        self._out.problems.append(problem(code, place=Words(N_("hàng {number}"), number=number), **values))

    # --- a task that the plan has

    def _compare(self, row: SheetRow, mine: _Mine) -> None:
        base = self._sheet.base.get(mine.entry.id, {})
        for key, theirs in row.cells.items():
            old, now, own = base.get(key, ""), mine.cells[key], _by_key()[key]
            if theirs in (old, now) or own.form == "number":
                continue
            if now == old:
                self._take(row, mine, own, theirs)
            elif _normal(own, theirs) != _normal(own, now):
                self._say(row, "I093", id=mine.entry.id, field=_column(own).head, mine=now, theirs=theirs, base=old)

    def _take(self, row: SheetRow, mine: _Mine, own: _Field, theirs: str) -> None:
        id, now = mine.entry.id, mine.cells[own.key]
        path = self._place(mine, own)
        if path is None or own.form == "shown":
            self._say(row, "I096", id=id, field=_column(own).head, mine=now, theirs=theirs)
            return
        value, fault = self._value(own, theirs)
        if fault:
            self._say(row, "I106", id=id, field=_column(own).head, theirs=theirs, detail=fault)
            return
        self._doubts(row.number, id, own, theirs)
        if own.name == "content":
            self._keep_ids(mine.entry)
        self._out.changes.append(Set(path, value))
        self._out.taken.append(Taken(row.number, id, own.key, now, theirs))

    def _place(self, mine: _Mine, own: _Field) -> Path | None:
        """Where a field of a task stands in the plan; ``None`` where it cannot be changed from a sheet."""
        path = mine.entry.path
        if not mine.entry.from_body:
            return (*path, own.key)
        if own.name not in _OF_BODY or mine.node is None:
            return None
        if own.name != "content":
            return (*path, "giao", own.key)
        return (*path, "doan") if _is_plain(mine.node) else None

    def _value(self, own: _Field, text: str) -> tuple[Any, str]:
        """What a cell means (``None``: nothing), or why it means nothing that can be written."""
        if own.form in ("mark", "no mark"):
            return self._mark(own, text)
        if not text:
            return None, N_("nội dung không được để trống") if own.name == "content" else ""
        if own.form == "agencies":
            return typed_cell(text, self._reader, self._naming), ""
        return (" ".join(text.split("\n")) if own.form == "line" else text), ""

    def _mark(self, own: _Field, text: str) -> tuple[Any, str]:
        marked = MARKS.get(fold(text))
        if marked is None:
            return None, N_("chỉ ghi x hoặc để trống")
        said = (not marked) if own.form == "no mark" else marked
        return (said if marked else None), ""

    def _doubts(self, row: int, id: str, own: _Field, text: str) -> None:
        """What a person should look at in a cell that was typed."""
        for letter in lookalikes(text):
            self._say(row, "I030", word=letter.word, char=letter.code, letter=letter.like)
        for doubt in self._reader.doubts(text) if own.form == "agencies" and text else ():
            self._say(row, "I098", id=id, field=_column(own).head, detail=doubt)

    def _keep_ids(self, entry: Entry) -> None:
        """Write down the made id of a task whose content changes, and of those that have the same content.

        Made ids come from the content: without this, other copies of the sheet would not find their tasks again.
        """
        for twin in self._twins.get(fold(entry.task.content), ()) if entry.task.id is None else ():
            self._name(twin)

    def _name(self, entry: Entry) -> None:
        if entry.id not in self._named:
            self._named.add(entry.id)
            path = (*entry.path, "giao", "id") if entry.from_body else (*entry.path, "id")
            self._out.changes.append(Set(path, entry.id))

    # --- a task that the plan no longer has, or not yet

    def _gone(self, row: SheetRow) -> None:
        base = self._sheet.base[row.id]
        changed = [Words("{head}: «{text}»", head=_column(_by_key()[key]).head, text=text)
                   for key, text in row.cells.items() if text != base.get(key, "")]  # fmt: skip
        if changed:
            self._say(row, "I104", id=row.id, changes=joined(changed, "; "))

    def _new(self, row: SheetRow, id: str) -> None:
        """A row without an id, or with one of its own, is a new task; it stands after the task of the row before."""
        if fault := self._fault(row, id):
            self._say(row, "I097", detail=fault)
            return
        values: dict[str, Any] = {"id": id}
        for key, text in row.cells.items():
            own = _by_key()[key]
            if own.form == "shown" and text:
                self._say(row, "I096", id=id, field=_column(own).head, mine="", theirs=text)
            elif own.form not in ("number", "shown") and text:
                values[key], _ = self._value(own, text)
                self._doubts(row.number, id, own, text)
        self._out.changes.append(Add(("nhiem_vu",), Task.model_validate(values), self._last))
        self._out.added[id] = _brief(str(values["noi_dung"]))

    def _fault(self, row: SheetRow, id: str) -> str:
        """Why a row is no new task; empty when it is one."""
        if not row.cells.get("noi_dung"):
            return N_("hàng chưa có nội dung nhiệm vụ")
        if not is_id(id):
            return Words(N_("mã «{id}» không đúng dạng: chỉ gồm chữ thường không dấu, số, dấu - và /"), id=id)
        faults = (self._value(_by_key()[key], text)[1] for key, text in row.cells.items()
                  if text and _by_key()[key].form in ("mark", "no mark"))  # fmt: skip
        return next(filter(None, faults), "")


def proof(made: Merge, document: Document) -> list[Problem]:
    """A warning for each cell taken that the plan, read again, prints in other words."""
    naming = Naming(document)
    cells = {entry.id: _cells(entry, number, naming) for number, entry in _numbered(document)}
    return [
        problem("I107", place=Words(N_("hàng {number}"), number=own.row), id=own.id, field=own.head,
                theirs=own.new, mine=now)
        for own in made.taken
        if _normal(_by_key()[own.key], now := cells.get(own.id, {}).get(own.key, ""))
        != _normal(_by_key()[own.key], own.new)
    ]  # fmt: skip


def _is_plain(node: Node) -> bool:
    """Whether a point says one paragraph, with nothing in it or below it that its task does not show."""
    if len(node.paragraphs) != 1 or node.heading or node.lead_in or node.children:
        return False
    return inline.without_notes(node.paragraphs[0]) == node.paragraphs[0]


def _normal(own: _Field, text: str) -> object:
    """What two texts of a cell have in common when they mean the same."""
    match own.form:
        case "agencies":
            return typed_names(text)
        case "line":
            return text.split()
        case "mark" | "no mark":
            return MARKS.get(fold(text), text)
    return text


def _brief(text: str, letters: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1]}…"
