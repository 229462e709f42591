"""The rows of a programme: each is decided once, so as many decisions come out as rows go in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import inline
from generator.model import Document, Entry, Task, entries, tabled

_YEAR = re.compile(r"\bnăm\s+((?:19|20)[0-9]{2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A row: its number, and the task with what it inherits from above.

    ``above`` is the text of the task of which it is a part, ``""`` for none.
    """

    number: str
    task: Task
    above: str = ""

    @property
    def text(self) -> str:
        """What is to be done, without marks; with what it is a part of."""
        return ": ".join(filter(None, (self.above, _plain(self.task.content))))

    @property
    def content(self) -> str:
        """What is to be done, with its marks; with what it is a part of."""
        return ": ".join(filter(None, (self.above, self.task.content)))

    @property
    def whole(self) -> str:
        """The same with all below it."""
        return " ".join((self.text, *(_plain(child.content) for task in self.task.children for child in task.walk())))


def rows(programme: Document) -> tuple[Row, ...]:
    """Every row in printed order. A task whose parts have leads of their own is decided part by part."""
    return tuple(row for n, entry in enumerate(tabled(entries(programme)), 1) for row in _rows(entry, str(n), None))


def _rows(entry: Entry, number: str, above: Row | None) -> Iterator[Row]:
    task = _inheriting(entry.task, above.task) if above else entry.task
    row = Row(number, task, above.text if above else "")
    if not any(child.task.lead for top in entry.children for child in top.walk()):
        yield row
        return
    for n, child in enumerate(entry.children, 1):
        yield from _rows(child, f"{number}.{n}", row)


def _inheriting(task: Task, above: Task) -> Task:
    """A part with the fields that it leaves out, taken from the whole."""
    names = ("group", "field", "lead", "support", "monitor", "time", "product", "budget")
    left_out = {name: getattr(above, name) for name in names if not getattr(task, name)}
    return task.model_copy(update=left_out)


def _plain(text: str) -> str:
    return inline.plain(inline.without_notes(text)).strip()


def titles(programme: Document) -> str:
    """What a programme is called: its subject, and the titles of what is attached to it."""
    return " ".join(" ".join(text.split()) for text in (programme.subject, *(own.title for own in programme.attached)))


def year_of(programme: Document) -> int | None:
    """The year that the programme is for; ``None`` when it says none, or several."""
    if programme.year:
        return programme.year
    for text in (*(own.title for own in programme.attached), programme.subject):
        found = {int(year) for year in _YEAR.findall(text)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def has_leads(found: Sequence[Row]) -> bool:
    """Whether the programme says of any row who leads."""
    return any(row.task.lead for row in found)
