"""A body by its name as of a date, and a body through time: what the commands ``agencies`` answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.agencies.cells import Piece, find_names
from generator.agencies.functions import Succession, successors_by_function
from generator.agencies.ids import CENTRAL, split
from generator.agencies.names import Agency
from generator.agencies.own import OwnAgencies
from generator.agencies.readings import NOT_THEN, OLD_NAME, WHOSE
from generator.agencies.registry import NOT_KNOWN, REPLACED, UnknownAgency, registry
from generator.agencies.spellings import squeezed
from generator.problems import N_, Problem, ProblemsError, Words, joined, problem

MANY_HAVE_IT = N_("nhiều đơn vị có cơ quan tên này; cần biết đơn vị")
OTHER_TIME = N_("tên này dùng {periods}; nay là {names}")
FROM, UNTIL, BOTH, ALWAYS = (
    N_("từ ngày {first}"), N_("đến hết ngày {last}"), N_("từ ngày {first} đến hết ngày {last}"),
    N_("suốt thời gian trong danh mục"),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """The bodies that a name means, and a problem (A003) for each part of it that means none."""

    agencies: tuple[Agency, ...]
    problems: tuple[Problem, ...]


def find(name: str, on: date, unit: str | None, own: OwnAgencies) -> Found:
    """The bodies called this on a date, the office's own first: by name or alias, else as a cell of names is read.

    What merely resembles the name is suggested in the problem and never taken.
    """
    mine = own.by_name(name)
    ids = (mine,) if mine else find_names(name, on, unit)
    if ids:
        return Found(tuple(_agency(id, on, unit, own) for id in ids), ())
    pieces = own.read(name)
    known = (piece for piece in pieces if piece.id and not piece.doubt)
    lost = [piece for piece in pieces if not piece.id or piece.doubt] or ([] if pieces else [Piece(name, None)])
    return Found(
        tuple(_agency(piece.id or "", on, unit, own) for piece in known),
        tuple(_problem(piece, on, unit) for piece in lost),
    )


def _agency(id: str, on: date, unit: str | None, own: OwnAgencies) -> Agency:
    """The body with the dates between which it is called so."""
    if (mine := own.find(id)) is not None:
        return mine
    forms = registry().forms(id, unit)
    return next(form for form in forms if _covers(form, on, on))


def _covers(form: Agency, first: date, last: date) -> bool:
    return (form.valid_from or date.min) <= last and first <= (form.valid_to or date.max)


def _problem(piece: Piece, on: date, unit: str | None) -> Problem:
    near = dict.fromkeys((*([piece.id] if piece.id else []), *piece.candidates))
    suggested = ", ".join(f"{id} ({registry().resolve(id, on, unit).name})" for id in near)
    reason = _reason(piece, near, on, unit)
    return problem("A003", name=piece.text, date=f"{on:%d/%m/%Y}", reason=reason, near=suggested)


def _reason(piece: Piece, near: Iterable[str], on: date, unit: str | None) -> str:
    """Why nothing is called this: another time, another unit, or not known at all."""
    doubt = piece.doubt if isinstance(piece.doubt, Words) else Words("")
    if doubt.pattern == NOT_THEN:
        return Words("{reason}", reason=doubt.values["reason"])
    if doubt.pattern == OLD_NAME:
        return _other_time(piece.text, near, on, unit)
    return MANY_HAVE_IT if doubt.pattern == WHOSE else NOT_KNOWN


def _other_time(name: str, near: Iterable[str], on: date, unit: str | None) -> str:
    """When bodies that have another name now were called this."""
    forms = [form for id in near for form in registry().forms(id, unit) if squeezed([name]) in _called(form)]
    names = [registry().resolve(id, on, unit).name for id in near]
    periods = joined([period(form.valid_from, form.valid_to) for form in forms], "; ")
    return Words(OTHER_TIME, periods=periods, names=", ".join(names)) if forms else NOT_KNOWN


def _called(form: Agency) -> set[str]:
    return {squeezed([text]) for text in (form.name, form.short, *form.abbreviations)}


def period(first: date | None, last: date | None) -> Words:
    """A period in words; an open side is left out."""
    pattern = (BOTH if last else FROM) if first else (UNTIL if last else ALWAYS)
    days = {"first": first, "last": last}
    said = {name: f"{day:%d/%m/%Y}" for name, day in days.items() if day}
    return Words(pattern, **said) if said else ALWAYS


@dataclass(frozen=True)
class Trace:
    """A body between two dates: its forms in order; who does its work now, by function, or who took its place."""

    forms: tuple[Agency, ...]
    functions: tuple[Succession, ...]
    successors: tuple[Agency, ...]


def trace(id: str, first: date, last: date, unit: str | None) -> Trace:
    """A body through time. Raises ``ProblemsError`` (A001, A002) when it has no form between the dates."""
    forms = tuple(form for form in registry().forms(id, unit) if _covers(form, first, last))
    found = _resolved(id, last, unit)
    if not forms and isinstance(found, UnknownAgency):
        raise ProblemsError([found.problem(last)])
    moved = tuple(row for row in successors_by_function(id, last) if f"{CENTRAL}/{row.successor}" != id)
    after = _after(id, last, unit) if isinstance(found, UnknownAgency) and not moved else {}
    return Trace(forms, moved, tuple(after.values()))


def _resolved(id: str, on: date, unit: str | None) -> Agency | UnknownAgency:
    """The body on a date, or why there is none."""
    try:
        return registry().resolve(id, on, unit)
    except UnknownAgency as error:
        return error


def _after(id: str, on: date, unit: str | None) -> dict[str, Agency]:
    """Who does the work of a body on a date, by id: itself, or those after it, and after these."""
    found = _resolved(id, on, unit)
    if isinstance(found, Agency):
        return {found.id: found}
    return {key: own for other in _next(id, found) for key, own in _after(other, on, unit).items()}


def _next(id: str, error: UnknownAgency) -> tuple[str, ...]:
    """Who took the place of a body that has ended; of one whose unit has: the same body of the units after it."""
    if not isinstance(error.reason, Words) or error.reason.pattern != REPLACED:
        return ()
    return tuple(f"{unit}/{split(id)[1]}" for unit in error.near) if error.code == "A002" else error.near


def name_on(id: str, on: date) -> str:
    """The full name of a body on a date; its identifier when it has none then."""
    found = _resolved(id, on, None)
    return found.name if isinstance(found, Agency) else id


def known_unit(id: str, on: date) -> str:
    """The identifier of a unit in force on a date. Raises ``ProblemsError`` (A002) for any other."""
    try:
        return registry().unit(id, on).id
    except UnknownAgency as error:
        raise ProblemsError([error.problem(on)]) from None
