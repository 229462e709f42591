"""From what words may name to one body: which unit it belongs to, whether it exists on the date, what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.agencies.names import Agency
from generator.agencies.places import KIND_NAMES, Home, Phrase, home, meant, phrases
from generator.agencies.records import COMMON, Version
from generator.agencies.registry import UnknownAgency, registry
from generator.agencies.spellings import LISTS, TITLES, Entry, Spellings, spellings, starts_with
from generator.agencies.tokens import Gap, Tokens
from generator.problems import N_, Words

IS_IT = N_("«{printed}» có phải là {name} không?")
OLD_NAME = N_("«{printed}» không phải tên dùng vào ngày {date}; có phải là {name} không?")
NOT_THEN = N_("«{printed}» {reason}; là cơ quan nào?")
WHOSE = N_("«{printed}» là cơ quan của đơn vị nào?")
VAGUE_NAME = N_("«{printed}» là của cấp nào, hay là tên khác viết nhầm?")
SEVERAL = N_("«{printed}» có thể là nhiều cơ quan; là cơ quan nào?")

QUANTIFIERS = (("các",), ("những",), ("một", "số"), ("một", "số", "các"), ("tất", "cả", "các"), ("toàn", "thể", "các"))
TAILS = (("có", "liên", "quan"), ("liên", "quan"), ("liên", "quan", "khác"), ("khác",), ("khác", "có", "liên", "quan"))
_LEVELS = ("xa", "tinh", COMMON, "tw")

SLIP, SURE, LISTED, ASKED, VAGUE_RANK, DOUBTFUL, GONE, NOBODYS = range(8)
"""How good a reading is: a known slip, letter by letter; a name; one of a list; an old name, or a comma for "và"; vague
alone; one of several; not in force on the date; of no known unit."""


@dataclass(frozen=True)
class Reading:
    """One way to read words as a body: where they end, its identifier or ``None``, what to ask.

    ``rank`` says how good it is (``SURE`` … ``NOBODYS``), then how near the body. ``list_word`` is "bộ", "sở" or
    "phòng" for a body after which bare names of its kind may follow. ``full_name`` is that of the body on the date.
    """

    end: int
    id: str | None
    rank: tuple[int, int]
    doubt: str = ""
    candidates: tuple[str, ...] = ()
    list_word: str = ""
    full_name: str = ""
    collective: bool = False


@lru_cache(maxsize=8192)
def _found(id: str, on: date) -> tuple[Agency, Version] | UnknownAgency:
    """An absolute identifier as of a date, or why there is none."""
    try:
        return registry().resolve(id, on, None), registry().form(id, on)
    except UnknownAgency as error:
        return error


@lru_cache(maxsize=1024)
def _refused(id: str, on: date, unit: str | None) -> UnknownAgency | None:
    """Why a document of a unit may not write an identifier, in the words that fit it."""
    try:
        registry().resolve(id, on, unit)
    except UnknownAgency as error:
        return error
    return None


class Reader:
    """Reads the names of one cell of a document: as of its date, seen from its unit."""

    def __init__(self, cell: Tokens, on: date, unit: str | None) -> None:
        self.cell = cell
        self.on = on
        self.home: Home = home(unit, on)
        self._spellings: Spellings = spellings()

    def at(self, start: int, listing: str) -> dict[int, Reading]:
        """The best reading of the words from ``start`` on, by where it ends.

        ``listing`` is "bộ", "sở" or "phòng" where names without that word may stand, else "".
        """
        found: dict[int, list[Reading]] = {}
        for reading in (*self._bodies(start, listing), *self._groups(start)):
            if reading.rank[0] == VAGUE_RANK:
                continue
            found.setdefault(reading.end, []).append(reading)
        return {end: self._best(start, readings) for end, readings in found.items()}

    def all_of(self) -> list[Reading]:
        """Every sure reading of the whole cell, the nearest body first."""
        whole = (r for r in (*self._bodies(0, ""), *self._groups(0)) if r.end == len(self.cell.words))
        sure = (r for r in whole if r.id and r.rank[0] in (SURE, VAGUE_RANK))
        return sorted(sure, key=lambda reading: (reading.rank[1], reading.rank[0]))

    def _best(self, start: int, readings: list[Reading]) -> Reading:
        first = min(readings, key=lambda reading: reading.rank)
        ids = tuple(dict.fromkeys(r.id for r in readings if r.rank == first.rank and r.id))
        if len(ids) < 2:
            return first
        printed = self.cell.slice(start, first.end)
        return Reading(first.end, None, (DOUBTFUL, 0), Words(SEVERAL, printed=printed), ids)

    def _bodies(self, start: int, listing: str) -> Iterator[Reading]:
        for end, entry, loose in self._spellings.walk(self._spellings.bodies, self.cell, start):
            if entry.use != "danh_sach" or LISTS.get(listing) == entry.level:
                yield from self._of_units(start, end, entry, loose)

    def _groups(self, start: int) -> Iterator[Reading]:
        """Collectives: with or without "các" before and "có liên quan" behind."""
        rest = self.cell.keys(start, min(start + 3, len(self.cell.words)))
        first = start + starts_with(rest, *QUANTIFIERS)
        if first > start and first < len(self.cell.words):
            yield from self._groups_from(start, first)
        yield from self._groups_from(start, start)

    def _groups_from(self, start: int, first: int) -> Iterator[Reading]:
        for end, entry, _ in self._spellings.walk(self._spellings.groups, self.cell, first):
            for last in dict.fromkeys((end, self._tail(end))):
                if first > start or entry.opens or last > end:
                    yield from self._of_units(start, last, entry, loose=False)

    def _tail(self, end: int) -> int:
        """Where "có liên quan" behind a collective ends."""
        if end == len(self.cell.words) or self.cell.gaps[end - 1] > Gap.LINE:
            return end
        return end + starts_with(self.cell.keys(end, min(end + 4, len(self.cell.words))), *TAILS)

    def _of_units(self, start: int, end: int, entry: Entry, loose: bool) -> Iterator[Reading]:
        """The entry as a body of each unit that the words behind it may mean."""
        if entry.level in (COMMON, "tw"):
            yield self._reading(start, end, entry, f"tw/{entry.body}" if entry.level == "tw" else entry.body, loose)
            return
        said: list[Phrase | None] = [*phrases(self.cell, end, self.home)]
        for phrase in said if entry.needs_unit else [None, *said]:
            for unit in meant(phrase, entry.level, self.home, self.on):
                last = phrase.end if phrase else end
                if entry.title and KIND_NAMES[unit.partition("/")[0]] != TITLES[entry.title]:
                    continue
                yield self._reading(start, last, entry, f"{unit}/{entry.body}", loose)
        if self.home.at("tinh") is None and entry.level == "tinh" and not entry.collective and entry.use == "ten":
            yield from self._of_nobody(start, end, entry, [phrase for phrase in said if phrase and not phrase.units])

    def _of_nobody(self, start: int, end: int, entry: Entry, said: list[Phrase]) -> Iterator[Reading]:
        """A provincial body in a document whose province is not known."""
        ends = [phrase.end for phrase in said] if entry.needs_unit else [end, *(phrase.end for phrase in said)]
        for last in ends:
            yield Reading(last, None, (NOBODYS, 0), Words(WHOSE, printed=self.cell.slice(start, last)))

    def _reading(self, start: int, end: int, entry: Entry, id: str, loose: bool) -> Reading:
        printed = self.cell.slice(start, end)
        level = _LEVELS.index(entry.level)
        found = _found(id, self.on)
        if isinstance(found, UnknownAgency):
            near = (f"{own}/{entry.body}" for own in found.near) if found.code == "A002" else found.near
            candidates = usable(map(self.written, near), self.on, self.home.unit)
            own = _refused(self.written(id), self.on, self.home.unit)
            reason = Words(NOT_THEN, printed=printed, reason=own.reason if own else found.reason)
            return Reading(end, None, (GONE, level), reason, candidates, _list_word(entry), "", entry.collective)
        agency, form = found
        doubt, rank = self._question(printed, entry, agency, loose, form in entry.forms)
        return Reading(
            end, self.written(id), (rank, level), doubt, (), _list_word(entry), agency.name, entry.collective
        )

    def _question(self, printed: str, entry: Entry, agency: Agency, loose: bool, current: bool) -> tuple[str, int]:
        """What to ask about a name that was recognised, and how good the reading is."""
        if entry.use == "chung":
            return Words(VAGUE_NAME, printed=printed), VAGUE_RANK
        if entry.use == "sai" or (loose and not entry.collective):
            return Words(IS_IT, printed=printed, name=agency.name), SLIP if entry.use == "sai" else ASKED
        if not current:
            return Words(OLD_NAME, printed=printed, date=f"{self.on:%d/%m/%Y}", name=agency.name), ASKED
        return "", LISTED if entry.use == "danh_sach" else SURE

    def written(self, id: str) -> str:
        """An identifier as the document writes it: relative for a body of its own unit."""
        unit = self.home.unit
        return id.removeprefix(f"{unit}/") if unit and id.startswith(f"{unit}/") else id


def _list_word(entry: Entry) -> str:
    """The word that names of the same kind may leave out after this one ("Bộ Công an, Y tế")."""
    word = entry.forms[0].name.partition(" ")[0].casefold()
    return word if entry.use != "danh_sach" and LISTS.get(word) == entry.level else ""


@lru_cache(maxsize=4096)
def suggested(text: str, on: date, unit: str | None) -> tuple[str, ...]:
    """Identifiers whose names resemble a text; see :meth:`Registry.suggest`."""
    return registry().suggest(text, on, unit)


def usable(ids: Iterable[str], on: date, unit: str | None) -> tuple[str, ...]:
    """Those identifiers that name an agency a plan of the unit may write on the date."""
    own = home(unit, on).unit
    return tuple(id for id in dict.fromkeys(ids) if _refused(id, on, own) is None)
