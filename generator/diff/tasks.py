"""The tasks of two documents: brought together, then compared field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator import inline, match
from generator.diff.bodies import Reader, compare_cells
from generator.diff.found import FIELDS, ONLY_YEAR, Change, Kind, Path, Row, TaskPair
from generator.diff.times import is_same_time
from generator.diff.words import is_same, is_same_but_years
from generator.model import AgencyCell, Document, Entry, Scope, Task, entries
from generator.problems import N_

_WORDING = ("noi_dung", "noi_dung_phu_luc")
_REST = ("san_pham", "kinh_phi", "linh_vuc", "nhom", "ap_dung", "ghi_chu")
_EXCEPT = N_("trừ")
_COUNTED = re.compile(r"viec(?:-\d+)+")
_CHANGES: tuple[Kind, ...] = ("giao_lai", "doi_ten", "doi_thoi_gian", "sua_loi", "doi_khac")
"""The ways in which a task that stays can change, as they are told."""


@dataclass(frozen=True)
class _Numbered:
    """A task with its number in printed order; what a sub-task leaves out is filled in."""

    number: str
    entry: Entry


def task_pairs(old: Document, new: Document, years: tuple[int, int]) -> tuple[TaskPair, ...]:
    """Every task of both documents, sub-tasks included. ``years`` are those of the two plans."""
    readers = Reader(old), Reader(new)
    found = match.pairs(
        list(_numbered(old)), list(_numbered(new)),
        id_of=lambda own: _lasting(own.entry.task.id), text_of=lambda own: own.entry.task.content,
    )  # fmt: skip
    return tuple(_compared(pair, readers, years) for pair in found)


def _lasting(id: str | None) -> str | None:
    """An id that says which task it is; that of a drafted task is the number of a row, in each programme another."""
    return None if id and _COUNTED.fullmatch(id) else id


def task_paths(document: Document) -> frozenset[Path]:
    """The places of the points of the body that are tasks: they are compared as such."""
    return frozenset(entry.path for entry in entries(document) if entry.from_body)


def _numbered(document: Document) -> Iterator[_Numbered]:
    for number, entry in enumerate(entries(document), 1):
        yield from _below(str(number), entry.filled())


def _below(number: str, entry: Entry) -> Iterator[_Numbered]:
    yield _Numbered(number, entry)
    for i, child in enumerate(entry.children, 1):
        yield from _below(f"{number}.{i}", child)


def _compared(pair: match.Pair[_Numbered], readers: tuple[Reader, Reader], years: tuple[int, int]) -> TaskPair:
    old = _row(pair.old, readers[0]) if pair.old else None
    new = _row(pair.new, readers[1]) if pair.new else None
    if not (pair.old and pair.new and old and new):
        return TaskPair(old, new, ("moi",) if new else ("bo",), (), pair.score, pair.by)
    comparison = _Comparison(pair.old.entry.task, pair.new.entry.task, old, new, readers, years)
    changes, kinds = zip(*found, strict=True) if (found := list(comparison.all())) else ((), ())
    told = tuple(kind for kind in _CHANGES if kind in kinds) or ("giu_nguyen",)
    return TaskPair(old, new, told, changes, pair.score, pair.by)


def _row(own: _Numbered, reader: Reader) -> Row:
    task = own.entry.task
    cells = {
        "noi_dung": _said(task.content), "noi_dung_phu_luc": _said(task.annex_content),
        "chu_tri": reader.printed(task.lead), "phoi_hop": reader.printed(task.support),
        "theo_doi": reader.printed(task.monitor), "thoi_gian": _said(task.time), "san_pham": _said(task.product),
        "kinh_phi": _said(task.budget), "linh_vuc": _said(task.field), "nhom": _said(task.group),
        "ap_dung": _scope(task.scope), "ghi_chu": _said(task.note),
    }  # fmt: skip
    filled = {key: " ".join(cells[key].split()) for key in FIELDS if cells[key]}
    return Row(own.number, own.entry.id, own.entry.path, filled)


def _said(text: str) -> str:
    return inline.plain(text)


def _scope(scope: Scope) -> str:
    without = f"{_EXCEPT}: {', '.join(scope.exclude)}" if scope.exclude else ""
    return "; ".join(part for part in (", ".join(scope.include), without) if part)


@dataclass(frozen=True)
class _Comparison:
    """The comparison of a task that both documents have."""

    old: Task
    new: Task
    before: Row
    after: Row
    readers: tuple[Reader, Reader]
    years: tuple[int, int]

    def all(self) -> Iterator[tuple[Change, Kind]]:
        """What changed, in the order of the fields, and what kind of change it is."""
        for key in _WORDING:
            yield from self._text(key, "sua_loi")
        yield from self._agencies("chu_tri", self.old.lead, self.new.lead, "giao_lai")
        yield from self._agencies("phoi_hop", self.old.support, self.new.support, "giao_lai")
        yield from self._agencies("theo_doi", self.old.monitor, self.new.monitor, "doi_khac")
        yield from self._time()
        for key in _REST:
            yield from self._text(key, "doi_khac")

    def _change(self, key: str, *notes: str) -> Change:
        return Change(key, self.before.cells.get(key, ""), self.after.cells.get(key, ""), notes)

    def _text(self, key: str, kind: Kind) -> Iterator[tuple[Change, Kind]]:
        change = self._change(key)
        if is_same(change.old, change.new):
            return
        moved = is_same_but_years(change.old, change.new, self.years[1] - self.years[0])
        yield (self._change(key, ONLY_YEAR), "giu_nguyen") if moved else (change, kind)

    def _agencies(self, key: str, old: AgencyCell, new: AgencyCell, kind: Kind) -> Iterator[tuple[Change, Kind]]:
        verdict, notes = compare_cells(old, new, *self.readers)
        if verdict != "same":
            yield self._change(key, *notes), "doi_ten" if verdict == "renamed" else kind

    def _time(self) -> Iterator[tuple[Change, Kind]]:
        change = self._change("thoi_gian")
        if not is_same_time(change.old, change.new, *self.years):
            yield change, "doi_thoi_gian"
