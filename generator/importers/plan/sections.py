"""The text of a document in the grammar of the plan file: body, attached documents, annexes, tables and tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator import norm
from generator.flow import Block, Grid, Para
from generator.importers.plan.agency_cells import AgencyCells
from generator.importers.plan.labels import USUAL, are_renumbered, plan_labels
from generator.importers.plan.task_lists import TaskList
from generator.importers.plan.texts import BLANK, literal
from generator.model import Annex, AttachedDocument, Document, DocumentType, Node, Table
from generator.model.counting import OWN_CHAIN
from generator.problems import N_
from generator.recognise.body.assigned import assigned
from generator.recognise.body.outline import Outline, for_annex, outline
from generator.recognise.found import UNSURE
from generator.recognise.parts import Part, is_rule
from generator.recognise.tables.task_tables import TaskTable, free_table, task_table

Path = tuple[str | int, ...]
BODY: Path = ("noi_dung",)
CLOSING: Path = ("ket_thuc",)
IN_BODY = N_("Bảng trong nội dung")
RENUMBERED = N_("có hai phụ lục cùng một số; khi in lại các phụ lục sẽ được đánh số liên tục. Có đúng không?")
NO_TITLE = N_("phụ lục này không có tiêu đề. Tiêu đề là gì?")


@dataclass
class Sections:
    """Reads the stretches of one document into the fields of its plan.

    ``notes`` gathers the questions by their place in the plan, ``form`` the blocks that are no content, ``tables`` the
    tables of tasks that were found, ``confidence`` how sure each of them is.
    """

    base: Document
    formatted: bool
    body: Sequence[Block]
    parts: Sequence[Part]
    notes: dict[Path, list[str]] = field(default_factory=dict)
    form: list[Block] = field(default_factory=list)
    confidence: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._found: dict[int, TaskTable | None] = {}
        self._grids: list[Grid] = []  # kept alive: the ids of objects are reused
        self._cells = AgencyCells(self.base)
        blocks = [*self.body, *(block for part in self.parts for block in part.blocks)]
        several = sum(self._tasks_of(block) is not None for block in blocks if isinstance(block, Grid)) > 1
        self.tasks = TaskList(self._cells, several, self.base.year)

    @property
    def tables(self) -> list[TaskTable]:
        """The tables of tasks in the order in which they stand."""
        return [table for table in self._found.values() if table]

    def values(self) -> dict[str, Any]:
        """The fields of the document that say its text."""
        usual = _chain(self.base.type)
        made = self._outline(self.body, BODY, usual, IN_BODY, whole=True)
        attached, annexes = self._after_signature()
        values = {
            "bases": made.bases, "opening": made.opening, "closing": made.closing, "dossier": made.dossier,
            "attached": attached, "numbering": made.numbering if made.numbering != usual[0] else None,
            "body": self._points(made, BODY), "annexes": annexes, "tasks": tuple(self.tasks.tasks),
        }  # fmt: skip
        for path, words in self.tasks.notes.items():
            self.notes.setdefault(path, []).extend(words)
        return values

    def _ask(self, path: Path, words: str) -> None:
        self.notes.setdefault(path, []).append(words)

    # --- text ---

    def _outline(
        self, blocks: Sequence[Block], path: Path, chain: Sequence[str], name: str, *, whole: bool = False
    ) -> Outline:
        made = outline(blocks, self.formatted, self._table(path, name), chain, whole=whole)
        self.form += made.form
        return made

    def _points(self, made: Outline, path: Path) -> tuple[Node, ...]:
        """The points of an outline that stand at ``path``, its doubts noted, its tasks marked."""
        for below, doubt in made.doubts:
            self._ask(below if below == CLOSING else (*path, *below), doubt)
        return self._with_tasks(made.nodes, path)

    def _with_tasks(self, nodes: Sequence[Node], path: Path) -> tuple[Node, ...]:
        made, doubts = assigned(nodes, self._cells.cell, self._cells.is_agency)
        for below, doubt in doubts:
            self._ask((*path, *below), doubt)
        return tuple(made)

    def _table(self, path: Path, name: str) -> Callable[[Grid], Table]:
        """What makes a table of the model of a grid below ``path``; ``name`` tells its tasks from other tables'."""

        def table(grid: Grid) -> Table:
            found = self._tasks_of(grid)
            if found:
                for doubt in found.doubts:
                    self._ask(path, doubt)
                return self.tasks.table(found, name)
            other = free_table(grid)
            if other.doubt:
                self._ask(path, other.doubt)
            return other.value

        return table

    def _tasks_of(self, grid: Grid) -> TaskTable | None:
        if id(grid) not in self._found:
            self._grids.append(grid)
            found = task_table(grid)
            self._found[id(grid)] = found if found and found.confidence > UNSURE else None
            self.confidence |= {grid.place: found.confidence} if found else {}
        return self._found[id(grid)]

    # --- annexes and attached documents ---

    def _after_signature(self) -> tuple[tuple[AttachedDocument, ...], tuple[Annex, ...]]:
        attached: list[AttachedDocument] = []
        annexes: list[Annex] = []
        printed = [part.label for part in self.parts if not part.type]
        labels = iter(plan_labels(printed))
        if are_renumbered(printed):
            self._ask(("phu_luc",), RENUMBERED)
        for part in self.parts:
            if part.type:
                attached.append(self._attached(part, ("van_ban_kem_theo", len(attached))))
            else:
                annexes.append(self._annex(part, next(labels), ("phu_luc", len(annexes))))
        return tuple(attached), tuple(annexes)

    def _attached(self, part: Part, path: Path) -> AttachedDocument:
        chain = norm.document_types()[part.type].numbering
        title = "\n".join(map(literal, part.title)) or BLANK
        made = self._outline(part.blocks, (*path, "noi_dung"), chain, title)
        return AttachedDocument(
            type=part.type, title=title, numbering=made.numbering if made.numbering != chain[0] else None,
            content=self._points(made, (*path, "noi_dung")) or (Node(paragraphs=(BLANK,)),),
            orientation=_orientation(part),
        )  # fmt: skip

    def _annex(self, part: Part, label: str, path: Path) -> Annex:
        if not part.title:
            self._ask((*path, "tieu_de"), NO_TITLE)
        title = "\n".join(literal(line.upper()) for line in part.title) or BLANK
        values: dict[str, Any] = {"title": title, "orientation": _orientation(part)}
        values |= {"label": label} if label != USUAL else {}
        text, table = _cut(part.blocks)
        if text:
            made = self._outline(text, (*path, "noi_dung"), OWN_CHAIN, title)
            values["content"] = self._points(for_annex(made, OWN_CHAIN), (*path, "noi_dung"))
        if table:
            values["table"] = self._table(path, title)(table)
        elif not values.get("content"):
            values["content"] = (Node(paragraphs=(BLANK,)),)
        return Annex(**values)


def _chain(kind: DocumentType) -> Sequence[str]:
    return norm.document_types()[kind.id].numbering if kind.id else OWN_CHAIN


def _orientation(part: Part) -> str:
    return "ngang" if part.landscape else "doc"


def _cut(blocks: Sequence[Block]) -> tuple[list[Block], Grid | None]:
    """The text of an annex, and the one table that ends it; a table before other text is part of that text."""
    said = [b for b in blocks if not (is_rule(b) or (isinstance(b, Para) and b.text.strip() == "./."))]
    grids = [block for block in said if isinstance(block, Grid)]
    if len(grids) == 1 and said[-1] is grids[0]:
        return said[:-1], grids[0]
    return said, None
