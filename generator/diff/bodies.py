"""The agencies of two cells, each as of its own document's date: the same, renamed or succeeded, or others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generator.agencies import Naming, UnknownAgency, is_id, registry
from generator.agencies.cells import read_cell
from generator.agencies.registry import REPLACED
from generator.model import AgencyCell, Document
from generator.problems import N_, Words
from generator.vntext import fold

Verdict = Literal["same", "renamed", "other"]
_NOW = N_("«{old}» nay là «{new}»")


@dataclass(frozen=True)
class Body:
    """An agency as one document names it; ``id`` is relative for its own unit's bodies, ``None`` when unknown."""

    name: str
    id: str | None

    def is_same(self, other: Body) -> bool:
        """Whether the two are one body: by id, or by what is printed."""
        return (self.id is not None and self.id == other.id) or fold(self.name) == fold(other.name)


class Reader:
    """Reads the cells of one document."""

    def __init__(self, document: Document) -> None:
        self.on = document.as_of
        self.naming = Naming(document)
        self.unit = registry().unit_of(document.issuer)
        self.name_on_date = lru_cache(maxsize=None)(self._name_on_date)

    def printed(self, cell: AgencyCell) -> str:
        """The cell as its document prints it."""
        return self.naming.cell(cell)

    def bodies(self, cell: AgencyCell) -> list[Body]:
        """The bodies of a cell in order: by their ids where these are given, else as the words are read."""
        names = cell.names or ((cell.printed,) if cell.printed else ())
        return [body for name in names for body in self._read(name)]

    def _read(self, name: str) -> Iterator[Body]:
        if is_id(name):
            yield Body(self.naming.name(name), self._relative(name))
            return
        for piece in read_cell(name, self.on, self.unit):
            yield Body(piece.text, None if piece.id is None else self._relative(piece.id))

    def _relative(self, id: str) -> str:
        return id.removeprefix(f"{self.unit}/") if self.unit else id

    def _name_on_date(self, id: str) -> str:
        """The registry's full name of a body on this document's date; empty when it has none then."""
        try:
            return registry().resolve(id, self.on, self.unit).name
        except UnknownAgency:
            return ""

    def successors(self, id: str) -> tuple[str, ...]:
        """The ids of those that have taken the place of a body which is gone by this document's date."""
        try:
            registry().resolve(id, self.on, self.unit)
        except UnknownAgency as error:
            if not isinstance(error.reason, Words) or error.reason.pattern != REPLACED:
                return ()
            ended_unit = error.code == "A002"
            near = (f"{unit}/{id.rpartition('/')[2]}" for unit in error.near) if ended_unit else iter(error.near)
            return tuple(map(self._relative, near))
        return ()


def compare_cells(old: AgencyCell, new: AgencyCell, before: Reader, after: Reader) -> tuple[Verdict, tuple[str, ...]]:
    """Whether two cells assign the same bodies, and in our words what has become of those renamed or succeeded.

    The order of the bodies does not matter.
    """
    gone, come = before.bodies(old), after.bodies(new)
    left, arrived = _without(gone, come), _without(come, gone)
    followed = [(own, heir) for own in left for heir in come if own.id and heir.id in after.successors(own.id)]
    notes = (*_renamings(gone, come, before, after), *_successions(followed))
    heirs, survivors = {heir for _, heir in followed}, {own for own, _ in followed}
    if not (set(left) <= survivors and set(arrived) <= heirs):
        return "other", notes
    return ("renamed" if notes else "same"), notes


def _without(bodies: Sequence[Body], others: Sequence[Body]) -> list[Body]:
    return [body for body in bodies if not any(body.is_same(other) for other in others)]


def _renamings(gone: Sequence[Body], come: Sequence[Body], before: Reader, after: Reader) -> Iterator[str]:
    """Bodies of one id whose name differs from one date to the other."""
    for id in dict.fromkeys(own.id for own in gone if own.id and own.id in {other.id for other in come}):
        then, now = before.name_on_date(id), after.name_on_date(id)
        if then and now and fold(then) != fold(now):
            yield Words(_NOW, old=then, new=now)


def _successions(followed: Sequence[tuple[Body, Body]]) -> Iterator[str]:
    yield from (Words(_NOW, old=own.name, new=heir.name) for own, heir in followed)
