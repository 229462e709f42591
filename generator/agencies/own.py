"""An office's own agencies over the registry's: they are looked up, read and printed before ours.

Its file says what a body is called there ("Phòng Văn hóa và Xã hội"), which bodies it has that the registry lacks, and
whose work each of them does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from generator.agencies.cells import Piece, read_cell
from generator.agencies.ids import CENTRAL, split
from generator.agencies.names import Agency
from generator.agencies.registry import UnknownAgency, registry
from generator.agencies.tokens import SEPARATES, Gap, Tokens, tokens
from generator.model import OwnAgency
from generator.problems import N_

REFERENCE = N_("hồ sơ của cơ quan")
KIND = "rieng"
_SHORT, _LONG = "UBND", "Ủy ban nhân dân"
_EDGE = re.compile(r"[\s,;]*(?:\bvà\s*)?\Z", re.IGNORECASE)
_Names = dict[tuple[str, ...], str]


class OwnAgencies:
    """The bodies of one office as of a date; relative identifiers belong to its ``unit``. Pure values."""

    def __init__(self, entries: Sequence[OwnAgency], on: date, unit: str | None) -> None:
        self._on, self._unit = on, unit
        self._entries: dict[str, OwnAgency] = {}
        for entry in entries:
            self._entries.setdefault(self.relative(entry.id), entry)
        for entry in entries:
            if entry.replaces:
                self._entries.setdefault(self.relative(entry.replaces), entry)
        self.ids = tuple(dict.fromkeys(entry.id for entry in entries))
        self._names = _names(entries)
        self._longest = max(map(len, self._names), default=0)

    def relative(self, id: str) -> str:
        """An identifier as the office's own plans write it: without its unit."""
        return id.removeprefix(f"{self._unit}/") if self._unit else id

    def has(self, id: str) -> bool:
        """Whether the office has a body of its own for an identifier."""
        return self.relative(id) in self._entries

    def find(self, id: str) -> Agency | None:
        """The office's own body of an identifier, or the one that stands in the place of the registry's."""
        entry = self._entries.get(self.relative(id))
        return self._agency(entry) if entry else None

    def _agency(self, entry: OwnAgency) -> Agency:
        name, known = entry.name, self._registered(entry.id)
        base = known or (self._registered(entry.replaces) if entry.replaces else None) or self._unknown(name)
        absolute = known.id if known else entry.id if "/" in entry.id or not self._unit else f"{self._unit}/{entry.id}"
        head = known.head if known else ""
        return replace(
            base, id=absolute, name=name, short=entry.short or name, header=(name.upper(),),
            code=known.code if known else "", head=head, head_of=f"{head} {name}" if head else "",
            relation=entry.relation or base.relation, abbreviations=(), valid_from=None, valid_to=None,
            reference=REFERENCE, mark="",
        )  # fmt: skip

    def _registered(self, id: str) -> Agency | None:
        try:
            return registry().resolve(id, self._on, self._unit)
        except UnknownAgency:
            return None

    def _unknown(self, name: str) -> Agency:
        """A body of which nothing but the name is known."""
        return Agency(
            id="", name=name, short=name, header=(), superior=(), code="", head="", head_of="", collegial=False,
            relation="", collective=name[:1].islower(), place=self._place(), kind=KIND, abbreviations=(),
            valid_from=None, valid_to=None, reference=REFERENCE, mark="",
        )  # fmt: skip

    def _place(self) -> str:
        try:
            return registry().unit(self._unit, self._on).place if self._unit else ""
        except UnknownAgency:
            return ""

    def by_name(self, text: str) -> str | None:
        """The identifier of the own body that is called this, in its full or its short name."""
        cell = tokens(text)
        return self._names.get(cell.keys(0, len(cell.words)))

    def receives(self, body: str, function: str) -> tuple[str, ...]:
        """The own bodies that do the work of a body above in a function; ``""``: those that do all of it.

        A local body above may be named without its unit by either side.
        """
        return tuple(dict.fromkeys(
            entry.id for entry in self._entries.values() for work in entry.work
            if _local(work.body) == _local(body) and (work.function or "") == function
        ))  # fmt: skip

    def read(self, text: str) -> tuple[Piece, ...]:
        """The names of a cell as :func:`read_cell` gives them, the office's own before all others. Never raises."""
        if not self._names:
            return read_cell(text, self._on, self._unit)
        cell = tokens(text)
        pieces: list[Piece] = []
        at = 0
        for start, end, id in self._spans(cell):
            pieces += self._others(cell, at, start)
            pieces.append(Piece(cell.slice(start, end), id, note=cell.notes.get(end - 1, "")))
            at = end
        return (*pieces, *self._others(cell, at, len(cell.words))) if at else read_cell(text, self._on, self._unit)

    def _others(self, cell: Tokens, start: int, end: int) -> tuple[Piece, ...]:
        """The names of the words between two own ones."""
        if start == end:
            return ()
        stop = cell.words[end].start if end < len(cell.words) else len(cell.text)
        return read_cell(_EDGE.sub("", cell.text[cell.words[start].start : stop]), self._on, self._unit)

    def _spans(self, cell: Tokens) -> Iterator[tuple[int, int, str]]:
        """Where own names stand, from one separator to another, none over another."""
        at = 0
        while at < len(cell.words):
            end = self._end(cell, at)
            if end and not self._goes_on(cell, at, end):
                yield at, end, self._names[cell.keys(at, end)]
            at = end or at + 1

    def _end(self, cell: Tokens, at: int) -> int:
        """Where the longest own name from here ends; 0 for none."""
        if at and cell.gaps[at - 1] not in SEPARATES:
            return 0
        for end in range(min(at + self._longest, len(cell.words)), at, -1):
            whole = cell.gaps[end - 1] in SEPARATES and Gap.HARD not in cell.gaps[at : end - 1]
            if whole and cell.keys(at, end) in self._names:
                return end
        return 0

    def _goes_on(self, cell: Tokens, at: int, end: int) -> bool:
        """Whether the own name is only the beginning of a longer one of the registry ("Sở Văn hóa, Thể thao …")."""
        first = read_cell(cell.text[cell.words[at].start :], self._on, self._unit)[0]
        return first.id is not None and not first.doubt and len(tokens(first.text).words) > end - at


def _local(id: str) -> str:
    """An identifier without its unit; a central one as it is."""
    scope, body = split(id)
    return id if scope == CENTRAL else body or id


def _names(entries: Sequence[OwnAgency]) -> _Names:
    """The words of each name, with the People's Committee in short and written out, and whose name it is."""
    found: _Names = {}
    for entry in entries:
        for name in (entry.name, entry.short or entry.name):
            for text in (name, name.replace(_LONG, _SHORT), name.replace(_SHORT, _LONG)):
                cell = tokens(text)
                if cell.words:
                    found.setdefault(cell.keys(0, len(cell.words)), entry.id)
    return found
