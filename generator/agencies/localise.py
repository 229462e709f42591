"""The bodies of a programme's cells as those of the unit that carries it out: by function, as of the plan's date.

Three steps, each a row of data with its source: who does the work of a central body today (``functions``), who does it
in the province, who in the commune (``counterparts``). Where a row is missing, or several fit, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TypeVar

from generator.agencies.cells import Piece, read_cell
from generator.agencies.counterparts import Alternatives, Counterpart, counterparts
from generator.agencies.functions import Succession, Telling, functions, successors_by_function
from generator.agencies.ids import CENTRAL, is_id, split
from generator.agencies.names import Agency
from generator.agencies.own import OwnAgencies
from generator.agencies.registry import REPLACED, UnknownAgency, registry
from generator.model import AgencyCell, OwnAgency
from generator.problems import N_, Words, joined
from generator.vntext import fold

BECAME = N_("{source} → {target} từ ngày {date} ({function}; {reference})")
BECAME_WHOLLY = N_("{source} → {target} từ ngày {date} ({reference})")
IS_HERE = N_("{source} → {target}")
IS_HERE_FOR = N_("{source} → {target} ({function})")
WHICH_FUNCTION = N_("việc này thuộc phần nào của {source}; cơ quan nào nhận?")
HANDED_OVER = N_("việc của {source} đang được bàn giao, đến hết ngày {date} mới xong; cơ quan nào nhận?")
WHICH_HERE = N_("ở đây cơ quan nào làm phần việc của {source}?")
NOT_SURE = N_("đơn vị có {target} không; nếu không thì cơ quan nào làm phần việc của {source}?")
NOBODY = N_("{source} không có đầu mối ở {unit}")
UNKNOWN = N_("«{printed}» là cơ quan nào, ở đây cơ quan nào làm phần việc ấy?")
COMMITTEE = N_("{unit} chủ trì: cơ quan nào tham mưu?")

_COMMITTEES = re.compile(r"(?:ubnd|ủy ban nhân dân)(?:$| các (?:tỉnh|địa phương)(?!\w))")
_ALL_COMMITTEES = "ubnd-cac-cap"
_LOCAL = re.compile(r"(?<!\w)(?:tỉnh|huyện|xã(?! hội)|phường|ubnd|địa phương)(?!\w)")

Row = TypeVar("Row", Succession, Counterpart)


@dataclass(frozen=True)
class Setting:
    """Whose plan it is and whose programme.

    ``unit`` carries it out, ``on`` is the date of every look-up. ``source_unit``: the unit whose body issued the
    programme (``None``: a central body), ``source_on`` its date. ``members``: the relative id of the collective that
    stands for the members of the inter-agency body whose programme it is, or ``""``. ``own``: the office's own bodies,
    which go before the registry's.
    """

    unit: str
    on: date
    source_unit: str | None
    source_on: date
    members: str = ""
    own: tuple[OwnAgency, ...] = ()


@dataclass(frozen=True)
class Question:
    """What a person must say, and the ids or texts that may be the answer.

    ``who_drafts``: the People's Committee leads, and nobody says which of its bodies drafts.
    """

    text: str
    candidates: tuple[str, ...] = ()
    who_drafts: bool = False


@dataclass(frozen=True)
class Localised:
    """A cell in its unit: ``names`` as a plan of the unit writes them, why, what to ask, who has nobody here.

    ``local``: the cell counts the local authorities. ``alone``: what to ask when one of these bodies leads by itself.
    """

    names: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    nobody: tuple[str, ...] = ()
    local: bool = False
    alone: tuple[Question, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.questions or self.nobody)

    def __add__(self, other: Localised) -> Localised:
        return Localised(
            tuple(dict.fromkeys((*self.names, *other.names))), (*self.why, *other.why),
            (*self.questions, *other.questions), (*self.nobody, *other.nobody),
            self.local or other.local, (*self.alone, *other.alone),
        )  # fmt: skip


    def without(self, names: Iterable[str]) -> Localised:
        """The same without some of the names."""
        return replace(self, names=tuple(name for name in self.names if name not in set(names)))


class Localiser:
    """Localises the cells of one programme for one unit. Raises ``UnknownAgency`` for a unit not in force."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.own = OwnAgencies(setting.own, setting.on, setting.unit)
        unit = registry().unit(setting.unit, setting.on)
        self.full_name = unit.full_name
        self.province = setting.unit if unit.level == "tinh" else unit.parent or setting.unit
        self.is_commune = unit.level == "xa"

    def cell(self, cell: AgencyCell, telling: Telling, *, leads: bool) -> Localised:
        """A cell of the programme as one of the unit's plan."""
        found = Localised()
        for piece in self._sources(cell):
            found += self._one(piece.id, telling, leads) if piece.id else self._text(piece, telling, leads)
        if found.alone and leads and len(found.names) == 1 and not found.questions:
            return found + Localised(questions=found.alone[:1])
        if leads and found.names:  # the others draft
            return replace(found, questions=tuple(own for own in found.questions if not own.who_drafts))
        return found

    def helpers(self, cell: AgencyCell, telling: Telling) -> Localised:
        """Who else the task tells of, where a leading central body has been split up; among them who leads here."""
        ids = [piece.id for piece in self._sources(cell) if piece.id]
        parted = tuple(id for id in ids if successors_by_function(id, self.setting.on))
        return self.cell(AgencyCell(names=parted), telling, leads=False)

    def relation(self, id: str) -> str:
        """How the unit's executive may address one of its bodies; see ``Agency.relation``."""
        found = self._found(id)
        return found.relation if found else ""

    def kind(self, id: str) -> str:
        """The kind of one of the unit's bodies; see ``Agency.kind``."""
        found = self._found(id)
        return found.kind if found else ""

    def _found(self, id: str) -> Agency | None:
        """A body of the unit: the office's own, or the registry's."""
        return (self.own.find(id) or _agency(id, self.setting.on, self.setting.unit)) if is_id(id) else None

    def exists(self, id: str) -> bool:
        """Whether the unit's plan may name a body on the date."""
        return self._found(id) is not None

    def lower(self) -> str:
        """The name of the authorities, or the villages, below the unit."""
        rows = counterparts("xa")["ubnd-cap-xa"] if self.is_commune else counterparts("tinh")["cac-dia-phuong"]
        return ", ".join(map(self.name, self._usable_of(rows[0].bodies)))

    def source_kind(self, id: str) -> str:
        """The kind of a body of the programme; see ``Agency.kind``."""
        return _kind(id, self.setting.source_on, self.setting.source_unit)

    def _alone(self, row: Counterpart) -> Localised:
        """The question about a body that leads by itself, where the row has one."""
        if not row.ask_alone:
            return Localised()
        source = self.source_name(f"{CENTRAL}/{row.body}")
        return Localised(alone=(Question(Words(WHICH_HERE, source=source), self._usable(row.ask_alone)),))

    # --- what stands in the cell ---

    def _sources(self, cell: AgencyCell) -> Iterator[Piece]:
        """The bodies of a cell with their printed words."""
        noted = {piece.id: piece.note for piece in self._read(cell.printed or "") if piece.id and piece.note}
        for name in cell.names:
            pieces = (Piece(name, name, note=noted.get(name, "")),) if is_id(name) else self._read(name)
            yield from map(self._meant, pieces)

    def _meant(self, piece: Piece) -> Piece:
        """A note in brackets that is the name of one body means that body: "Bộ Tài chính (TCHQ)"."""
        own = [noted.id for noted in self._read(piece.note) if noted.id and not noted.doubt]
        return replace(piece, id=own[0]) if piece.id and len(own) == 1 else piece

    def _read(self, text: str) -> tuple[Piece, ...]:
        return read_cell(text, self.setting.source_on, self.setting.source_unit) if text else ()

    def _text(self, piece: Piece, telling: Telling, leads: bool) -> Localised:
        """Words that name no body of the registry: a person, a company, or a name that only a person can place."""
        local = bool(_LOCAL.search(fold(piece.text)))
        nobody = Localised(nobody=(piece.text,), local=local)
        if not piece.doubt and not leads and not _COMMITTEES.match(fold(piece.text)):
            return nobody + Localised(why=(Words(NOBODY, source=piece.text, unit=self.full_name),))
        near = Localised()
        for id in piece.candidates:
            near += self._one(id, telling, False)
        asked = Localised(questions=(Question(Words(UNKNOWN, printed=piece.text), near.names),))
        committees = not leads and _COMMITTEES.match(fold(piece.text))  # whichever they are, ours may be among them
        return asked + (self._here(_ALL_COMMITTEES, piece.text, telling, leads) if committees else nobody)

    # --- one body ---

    def _one(self, id: str, telling: Telling, leads: bool) -> Localised:
        scope, body = split(id)
        if scope == CENTRAL:
            found = self._central(body, telling, leads)
        elif self._is_of_a_province(id):
            found = self._of_a_province(body, telling, leads)
        else:
            found = self._here(body, self.source_name(id), telling, leads)
        return self._lowered(found, telling, leads) if self.is_commune else found

    def _is_of_a_province(self, id: str) -> bool:
        """Whether an id of the programme names a body of a province, absolute or of the one that issued it."""
        scope, body = split(id)
        own = self.setting.source_unit
        return bool(scope) or (own is not None and f"{own}/{body}" == self._absolute(id, own))

    def _absolute(self, id: str, unit: str) -> str:
        try:
            return registry().resolve(id, self.setting.source_on, unit).id
        except UnknownAgency:
            return ""

    def _of_a_province(self, body: str, telling: Telling, leads: bool) -> Localised:
        """A provincial body as itself; one that has ended by who does its ministry's work today."""
        if _exists(body, self.province, self.setting.on):
            return Localised((body,))
        heirs = _heirs_here(body, self.setting.on, self.province)
        if len(heirs) == 1:
            return self._is(self.source_name(body), heirs, "")
        above = _ministry_of().get(body)
        if above:
            return self._central(above, telling, leads)
        source = self.source_name(body)
        return Localised(questions=(Question(Words(WHICH_HERE, source=source)),), nobody=(source,))

    def _central(self, body: str, telling: Telling, leads: bool) -> Localised:
        """A central body: who does its work on the date, and who does theirs in the province."""
        id = f"{CENTRAL}/{body}"
        source = self.source_name(id)
        given = self._given(id, telling, source)
        rows = successors_by_function(id, self.setting.on)
        if given or not rows:
            return given or self._here(body, source, telling, leads)
        found = _chosen(rows, telling, source, leads)
        late = next((row.handover_until for row in found if row.handover_until), None)
        if late and self.setting.on <= late:
            text = Words(HANDED_OVER, source=source, date=f"{late:%d/%m/%Y}")
            return self._which(text, [body, *_heirs(found)], telling)
        if not found or (leads and len(found) > 1):
            return self._which(Words(WHICH_FUNCTION, source=source), _heirs(found or rows), telling)
        result = Localised()
        for row in found:
            why = () if row.successor == body else (self._succession(source, row),)
            result += Localised(why=why) + self._here(row.successor, source, telling, leads)
        return result

    def _which(self, text: str, bodies: Iterable[str], telling: Telling) -> Localised:
        """A question among the provincial bodies that do the work of these central ones."""
        near = Localised()
        for body in dict.fromkeys(bodies):
            near += self._here(body, body, telling, False)
        return Localised(questions=(Question(text, near.names),))

    def _succession(self, source: str, row: Succession) -> str:
        target = self._name(f"{CENTRAL}/{row.successor}")
        pattern = BECAME if row.function else BECAME_WHOLLY
        since = f"{row.since:%d/%m/%Y}" if row.since else ""
        return Words(pattern, source=source, target=target, date=since, function=row.label, reference=row.reference)

    def _given(self, id: str, telling: Telling, source: str) -> Localised:
        """What the office's own file says of a body above."""
        chosen = telling.best(functions(), source)
        names = next((found for own in (*chosen, "") if (found := self.own.receives(id, own))), ())
        return self._is(source, names, "") if names else Localised()

    def _here(
        self, body: str, source: str, telling: Telling, leads: bool
    ) -> Localised:
        """A central body or a collective: who does its part in the province."""
        rows = [row for row in counterparts("tinh").get(body, ()) if row.period.covers(self.setting.on)]
        return self._realised(rows, telling, leads, source)

    def _lowered(self, found: Localised, telling: Telling, leads: bool) -> Localised:
        """The bodies of the province as those of the commune."""
        asked = self._lowered_questions(found.questions, telling, leads)
        same = {own.candidates[0] for own in asked if len(own.candidates) == 1 and not own.who_drafts}
        open_ones = tuple(own for own in asked if len(own.candidates) != 1 or own.who_drafts)  # one body: no choice
        alone = tuple(own for own in self._lowered_questions(found.alone, telling, leads) if len(own.candidates) != 1)
        result = Localised(tuple(sorted(same)), found.why, open_ones, found.nobody, found.local, alone)
        for id in found.names:
            source = self._name(f"{self.province}/{id}")
            given = self._given(id, telling, source)
            rows = [row for row in counterparts("xa").get(id, ()) if row.period.covers(self.setting.on)]
            result += given or self._realised(rows, telling, leads, source)
        return result

    def _lowered_questions(self, asked: Iterable[Question], telling: Telling, leads: bool) -> tuple[Question, ...]:
        return tuple(
            replace(own, candidates=self._lowered(Localised(own.candidates), telling, leads).names) for own in asked
        )

    def _realised(
        self, rows: Sequence[Counterpart], telling: Telling, leads: bool, source: str
    ) -> Localised:
        """The row that fits the function, as the bodies that the unit has on the date."""
        found = _chosen(rows, telling, source, leads)
        if not found:
            near = self._usable(alternatives[0] for row in rows for alternatives in row.bodies)
            return Localised(questions=(Question(Words(WHICH_HERE, source=source), near),), nobody=(source,))
        result = Localised()
        for row in found if not leads else found[:1]:
            result += self._of_row(row, leads, source) + self._alone(row)
        return result

    def _of_row(self, row: Counterpart, leads: bool, source: str) -> Localised:
        if leads and row.committee:
            unit = self._name(f"{self.setting.unit}/ubnd")
            asked = Question(Words(COMMITTEE, unit=unit), who_drafts=True)
            return Localised(questions=(asked,), local=True)
        if row.ask:
            return Localised(questions=(Question(Words(WHICH_HERE, source=source), self._usable(row.ask)),))
        bodies = row.lead if leads and row.lead is not None else row.bodies
        if leads and row.of_members and self.setting.members:
            bodies = ((self.setting.members,), *bodies[1:])
        names = self._usable_of(bodies)
        if leads and row.sure_in and self.province not in row.sure_in:
            near = self._usable((*names, *row.otherwise))
            target = ", ".join(map(self.name, names))
            return Localised(questions=(Question(Words(NOT_SURE, source=source, target=target), near),))
        label = functions()[row.function].name if row.function else ""
        return self._is(source, names, label) + Localised(local=row.local)

    def _is(self, source: str, names: tuple[str, ...], function: str) -> Localised:
        if not names:
            return Localised(nobody=(source,), why=(Words(NOBODY, source=source, unit=self.full_name),))
        target = joined(map(self.name, names), ", ")
        words = Words(IS_HERE_FOR if function else IS_HERE, source=source, target=target, function=function)
        return Localised(names, why=(words,))

    # --- names and ids ---

    def _usable_of(self, bodies: Iterable[Alternatives]) -> tuple[str, ...]:
        first = (next(iter(self._usable(alternatives)), None) for alternatives in bodies)
        return tuple(id for id in first if id)

    def _usable(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those relative ids that the unit (in a province's step: the province) has on the date."""
        unit = self.setting.unit
        return tuple(
            id for id in dict.fromkeys(ids)
            if self.own.has(id) or _exists(id, unit, self.setting.on) or _exists(id, self.province, self.setting.on)
        )  # fmt: skip

    def source_name(self, id: str) -> str:
        """What a body of the programme is called there; its id, or its words, where it has no other name."""
        return _named(id, self.setting.source_on, self.setting.source_unit) or self._name(id)

    def _name(self, id: str) -> str:
        return _named(id, self.setting.on, self.province) or id

    def name(self, id: str) -> str:
        """What a body of the unit is called in its own texts; a printed text as it is."""
        found = self._found(id)
        return found.short if found else self._name(id)


def _chosen(rows: Sequence[Row], telling: Telling, source: str, leads: bool) -> tuple[Row, ...]:
    """The rows of the functions that the task tells of; else the row for all the rest."""
    by_function = {row.function: row for row in rows if row.function}
    rest = tuple(row for row in rows if not row.function)
    told = (telling.best if leads else telling.strong)(by_function, source)
    if not told or (leads and len(told) > 1 and rest):
        return rest
    return tuple(by_function[function] for function in told)


def _heirs(rows: Iterable[Succession]) -> list[str]:
    return [row.successor for row in rows]


@cache
def _ministry_of() -> Mapping[str, str]:
    """The central body whose part a provincial one did, where it is one alone."""
    found: dict[str, list[str]] = {}
    for above, rows in counterparts("tinh").items():
        for row in rows:
            for alternatives in row.bodies if not row.function else ():
                found.setdefault(alternatives[0], []).append(above)
    return {body: above[0] for body, above in found.items() if len(set(above)) == 1}


@lru_cache(maxsize=8192)
def _agency(id: str, on: date, unit: str | None) -> Agency | None:
    try:
        return registry().resolve(id, on, unit)
    except UnknownAgency:
        return None


@lru_cache(maxsize=1024)
def _heirs_here(id: str, on: date, unit: str) -> tuple[str, ...]:
    """Who took the place of a body of a unit that has ended."""
    try:
        registry().resolve(id, on, unit)
    except UnknownAgency as error:
        replaced = isinstance(error.reason, Words) and error.reason.pattern == REPLACED
        return tuple(near for near in error.near if _exists(near, unit, on)) if replaced else ()
    return ()


def _exists(id: str, unit: str | None, on: date) -> bool:
    return _agency(id, on, unit) is not None


def _named(id: str, on: date, unit: str | None) -> str:
    found = _agency(id, on, unit)
    return found.short if found else ""


def _kind(id: str, on: date, unit: str | None) -> str:
    found = _agency(id, on, unit)
    return found.kind if found else ""
