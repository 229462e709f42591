"""What last year's plan gives of its tasks: the unit's own wording of one that recurs, standing ones, doubtful ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator import inline, timeline
from generator.draft.rows import Row
from generator.match import Pair, pairs
from generator.model import Document, Entry, entries


@dataclass(frozen=True)
class LastYear:
    """Last year's tasks against the rows that have a place in this year's plan.

    ``recurring``: the entry of last year by the number of the row. ``standing``: those that go on by themselves;
    ``asked``: those of which nobody says whether they go on; ``ended``: those that came from last year's programme
    alone.
    """

    recurring: dict[str, Entry]
    standing: tuple[Entry, ...]
    asked: tuple[Entry, ...]
    ended: tuple[Entry, ...]


def last_year(last: Document | None, rows: Sequence[Row]) -> LastYear:
    """What becomes of last year's tasks when these rows have a place in the new plan; they are matched by content."""
    if last is None:
        return LastYear({}, (), (), ())
    sides = [_Side(entry=entry) for entry in tasks_of(last)], [_Side(row=row) for row in rows]
    found = pairs(*sides, id_of=lambda side: None, text_of=lambda side: side.text)
    left = [pair.old.entry for pair in found if pair.new is None and pair.old and pair.old.entry]
    standing = tuple(entry for entry in left if _stands(entry))
    ended = tuple(entry for entry in left if entry.task.sources and entry not in standing)
    asked = tuple(entry for entry in left if entry not in standing and entry not in ended)
    return LastYear(dict(_recurring(found)), standing, asked, ended)


def tasks_of(document: Document) -> tuple[Entry, ...]:
    """The top-level tasks of a plan: those of its list, or the points of its body where it has no list."""
    found = entries(document)
    return tuple(entry for entry in found if not entry.from_body) or tuple(found)


@dataclass(frozen=True)
class _Side:
    """A task of last year's plan, or a row of this year's programme."""

    entry: Entry | None = None
    row: Row | None = None

    @property
    def text(self) -> str:
        if self.row is not None:
            return self.row.text
        return inline.plain(inline.without_notes(self.entry.task.content)) if self.entry else ""


def _recurring(found: Sequence[Pair[_Side]]) -> list[tuple[str, Entry]]:
    return [
        (pair.new.row.number, pair.old.entry)
        for pair in found
        if pair.new and pair.old and pair.new.row is not None and pair.old.entry is not None
    ]


def _stands(entry: Entry) -> bool:
    """Whether a task of the unit's own comes back every year by what its time says."""
    return not entry.task.sources and timeline.parse(entry.task.time, None).recurring
