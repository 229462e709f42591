"""Looking up agencies and units as of a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise

from generator.agencies import records
from generator.agencies.ids import CENTRAL, is_id, nearest, split
from generator.agencies.names import Agency, agency, unit_words
from generator.agencies.records import COMMON, LEVELS, LOCAL_LEVELS, Body, Period, Unit, Version
from generator.agencies.units import Units
from generator.problems import N_, Problem, Words, joined, problem

NOT_AN_ID = N_("không viết theo dạng mã (chữ thường không dấu, số, gạch nối, gạch chéo)")
NOT_KNOWN = N_("chưa có trong danh mục")
NEEDS_UNIT = N_("mã tương đối, cần biết đơn vị của cơ quan ban hành")
IS_A_UNIT = N_("là mã đơn vị hành chính, không phải cơ quan")
NOT_HERE = N_("{unit} không có cơ quan này")
IN_FORCE = N_("chỉ có {periods}")
REPLACED = N_("chỉ có {periods}; nay là {successors}")


class UnknownAgency(Exception):
    """An identifier that names no agency (``code`` A001) or no unit (A002) on the date.

    ``reason`` says why, in Vietnamese, with dates and successors where the data have them; ``near`` are identifiers to
    suggest. They are the values of the catalogue's messages.
    """

    def __init__(self, id: str, reason: str, near: tuple[str, ...] = (), code: str = "A001") -> None:
        self.id = id
        self.reason = reason
        self.near = near
        self.code = code
        super().__init__(f"{id}: {reason}")

    def problem(self, on: date, *, path: tuple[str | int, ...] = (), place: str = "") -> Problem:
        """The problem of whoever wrote the identifier, as of a date."""
        near = ", ".join(self.near)
        return problem(
            self.code, path=path, place=place, id=self.id, date=f"{on:%d/%m/%Y}", reason=self.reason, near=near
        )


@dataclass(frozen=True)
class _Scope:
    """Where a body is looked up: the central bodies, those of a unit, or the collectives common to all."""

    level: str
    unit: Unit | None
    prefix: str


class Registry:
    """Agencies and units by identifier; every look-up is as of a date. Build it once with :func:`registry`."""

    def __init__(self, bodies: Iterable[Body], units: Units) -> None:
        self._bodies: dict[str, dict[str, Body]] = {level: {} for level in LEVELS}
        for body in bodies:
            self._bodies[body.level][body.id] = body
        self._units = units
        self._suggestible = lru_cache(maxsize=64)(self._names_to_suggest)

    def unit(self, id: str, on: date) -> Unit:
        """The unit with its parent on the date; :class:`UnknownAgency` when it is not known or not in force."""
        found = self._units.unit(id, on)
        if found is not None:
            return found
        forms = self._units.forms(id)
        if not forms:
            raise UnknownAgency(id, _why_unknown(id), self._units.near(id, on), "A002")
        successors = self.unit_successors(id, on)
        raise UnknownAgency(id, _not_in_force([form.period for form in forms], successors), successors, "A002")

    def unit_ids(self, on: date) -> tuple[str, ...]:
        """Every unit in force on a date: the provinces in the order of the data, then the communes by their codes."""
        return self._units.ids(on)

    def provinces(self, on: date) -> tuple[Unit, ...]:
        """The provinces in force on a date, in the order of the data."""
        return self._units.provinces(on)

    def communes(self, province: str, on: date) -> tuple[Unit, ...]:
        """The communes of a province in force on a date, by their codes; ``()`` before 01/7/2025: see gazetteer."""
        return self._units.below(province, on)

    def communes_until(self, province: str, on: date) -> tuple[Unit, ...]:
        """The communes of a province that are in force on a date or were before it, each in its forms until then."""
        return self._units.once_below(province, on)

    def form(self, id: str, on: date) -> Version:
        """The dated form behind an absolute identifier; raises :class:`UnknownAgency` as :meth:`resolve` does."""
        where, body_id = split(id)
        scope = self._scope(where, body_id, on, None)
        body = self._bodies[scope.level].get(body_id) if scope else None
        found = self._version(body, scope, on) if body and scope else None
        if found is None:
            raise UnknownAgency(id, NOT_KNOWN)
        return found

    def forms(self, id: str, unit: str | None) -> tuple[Agency, ...]:
        """A body in each form it has had, in order, with the first and the last day of each (``None``: open).

        A form ends where the name or what it stands for changes, with the body or with its unit. ``()`` for a body that
        is not known, and for a relative identifier without a unit.
        """
        found: list[Agency] = []
        for start, end in pairwise([date.min, *self._turns(id, unit), None]):
            try:
                named = self.resolve(id, start or date.min, unit)
            except UnknownAgency:
                continue
            first, last = start if start != date.min else None, end - timedelta(days=1) if end else None
            same = found and found[-1] == replace(named, valid_from=found[-1].valid_from, valid_to=found[-1].valid_to)
            if same and found[-1].valid_to and first and first - found[-1].valid_to == timedelta(days=1):
                first = found.pop().valid_from
            found.append(replace(named, valid_from=first, valid_to=last))
        return tuple(found)

    def _turns(self, id: str, unit: str | None) -> list[date]:
        """The days on which something changes about a body or its unit, in order."""
        where, body_id = split(id)
        home = self._units.forms(where or unit or "")
        levels = [CENTRAL] if where == CENTRAL else [record.unit.level for record in home[:1]]
        bodies = [self._bodies[level].get(body_id) for level in (*levels, *([] if where else [COMMON]))]
        periods = [version.period for body in bodies if body for version in body.versions]
        periods += [p for record in home for p in (record.period, *(d.period for d in record.unit.divisions))]
        starts = {period.start for period in periods if period.start}
        return sorted(starts | {period.end + timedelta(days=1) for period in periods if period.end})

    def suggest(self, text: str, on: date, unit: str | None) -> tuple[str, ...]:
        """Up to three identifiers a plan of ``unit`` may write whose names resemble ``text``; never a decision."""
        return nearest(text, self._suggestible(on, unit))

    def _names_to_suggest(self, on: date, unit: str | None) -> tuple[tuple[str, str], ...]:
        own = [self._unit_scope(unit, on)] if unit is not None else []
        scopes = [*own, _CENTRAL_SCOPE, _COMMON_SCOPE]
        return tuple(pair for scope in scopes for pair in self._labels(scope, on, False))

    def unit_of(self, name: str) -> str | None:
        """The unit an absolute identifier is written under; ``None`` for any other, for units and for printed names."""
        scope, body = split(name)
        return scope if is_id(name) and body and scope not in ("", CENTRAL) else None

    def resolve(self, id: str, on: date, unit: str | None) -> Agency:
        """The agency named by ``id`` on a date; relative identifiers belong to ``unit``.

        Raises :class:`UnknownAgency` when it is not known, not in force on the date, or relative without a unit.
        """
        where, body_id = split(id)
        if where and not body_id:
            self.unit(where, on)
            raise UnknownAgency(id, IS_A_UNIT, (f"{id}/ubnd",))
        scope = self._scope(where, body_id, on, unit)
        if scope is None:
            raise self._without_unit(id, on)
        body = self._bodies[scope.level].get(body_id)
        if body is None:
            raise UnknownAgency(id, _why_unknown(id), self._near_bodies(id, scope, on))
        return self._named(id, body, scope, on)

    def ids(self, on: date, unit: str | None) -> list[str]:
        """Every identifier that can be written on a date, sorted: central ones, common collectives, those of ``unit``.

        The bodies of other units are named by the unit's identifier, a slash and the relative identifier.
        """
        scopes = [_CENTRAL_SCOPE, _COMMON_SCOPE]
        if unit is not None:
            scopes.append(self._unit_scope(unit, on))
        return sorted({label for scope in scopes for label in self._written(scope, on)})

    def _scope(self, where: str, body_id: str, on: date, unit: str | None) -> _Scope | None:
        """The scope of a reference; ``None`` when a relative one has no unit to belong to."""
        if where == CENTRAL:
            return _CENTRAL_SCOPE
        if where:
            return self._unit_scope(where, on)
        local = self._unit_scope(unit, on) if unit is not None else None
        if local is not None and body_id in self._bodies[local.level]:
            return local
        return _COMMON_SCOPE if body_id in self._bodies[COMMON] else local

    def _unit_scope(self, unit_id: str, on: date) -> _Scope:
        unit = self.unit(unit_id, on)
        return _Scope(unit.level, unit, f"{unit_id}/")

    def _named(self, id: str, body: Body, scope: _Scope, on: date) -> Agency:
        version = self._version(body, scope, on)
        if version is not None:
            return agency(scope.prefix + body.id, version, self._words(scope.unit, on))
        fitting = [version for version in body.versions if version.fits(scope.unit)]
        if not fitting and scope.unit is not None:
            reason = Words(NOT_HERE, unit=scope.unit.full_name)
            raise UnknownAgency(id, reason, self._near_bodies(id, scope, on))
        shown = scope.prefix if "/" in id else ""
        successors = tuple(shown + successor for successor in self._successors(body, scope, on))
        periods = [version.period for version in fitting]
        raise UnknownAgency(id, _not_in_force(periods, successors), successors or self._near_bodies(id, scope, on))

    def _version(self, body: Body, scope: _Scope, on: date) -> Version | None:
        fitting = (version for version in body.versions if version.fits(scope.unit))
        return next((version for version in fitting if version.period.covers(on)), None)

    def _words(self, unit: Unit | None, on: date) -> dict[str, str]:
        if unit is None:
            return {}
        parent = self.unit(unit.parent, on) if unit.parent else None
        return unit_words(unit, parent, on)

    def _successors(self, body: Body, scope: _Scope, on: date) -> list[str]:
        """The successors in force on the date, following those that have ended themselves."""
        peers = self._bodies[scope.level]
        return _followed(body.id, lambda id: peers[id].successors, self._in_force(scope, on).__contains__)

    def unit_successors(self, id: str, on: date) -> tuple[str, ...]:
        """The units in force on a date that took the place of a unit which has ended."""
        return tuple(_followed(id, self._units.successors, lambda other: self._units.is_in_force(other, on)))

    def _in_force(self, scope: _Scope, on: date) -> set[str]:
        return {
            body.id
            for body in self._bodies[scope.level].values()
            if any(version.fits(scope.unit) and version.period.covers(on) for version in body.versions)
        }

    def _written(self, scope: _Scope, on: date) -> Iterator[str]:
        """The identifiers of a scope's bodies as a plan writes them: relative except the central ones."""
        prefix = scope.prefix if scope.unit is None else ""
        return (prefix + id for id in self._in_force(scope, on))

    def _without_unit(self, id: str, on: date) -> UnknownAgency:
        """Why a relative identifier cannot be placed: a local body lacks its unit, or there is no such body."""
        if any(id in self._bodies[level] for level in LOCAL_LEVELS):
            return UnknownAgency(id, NEEDS_UNIT)
        return UnknownAgency(id, _why_unknown(id), self._near_bodies(id, _COMMON_SCOPE, on))

    def _near_bodies(self, id: str, scope: _Scope, on: date) -> tuple[str, ...]:
        """Identifiers near a mistaken one: in the scope it names, or, for a relative one, everywhere it could mean."""
        absolute = "/" in id
        scopes = [scope] if absolute else [scope, _COMMON_SCOPE, _CENTRAL_SCOPE]
        return nearest(id, (pair for place in scopes for pair in self._labels(place, on, absolute)))

    def _labels(self, scope: _Scope, on: date, absolute: bool) -> Iterator[tuple[str, str]]:
        words = self._words(scope.unit, on)
        for body_id in sorted(self._in_force(scope, on)):
            id = scope.prefix + body_id if absolute or scope.unit is None else body_id
            version = self._version(self._bodies[scope.level][body_id], scope, on)
            assert version is not None  # it is in force
            texts = (id, body_id, version.name.format_map(words), version.short.format_map(words))
            yield from ((text, id) for text in (*texts, *version.abbreviations))


@cache
def registry() -> Registry:
    """The registry of the shipped data, read once."""
    return Registry(records.bodies(), Units(records.provinces(), records.communes()))


_CENTRAL_SCOPE = _Scope(CENTRAL, None, f"{CENTRAL}/")
_COMMON_SCOPE = _Scope(COMMON, None, "")


def _followed(
    id: str, successors: Callable[[str], tuple[str, ...]], is_in_force: Callable[[str], bool]
) -> list[str]:
    """The ends of the chain of successors of ``id`` that are in force, in the order of the data."""
    found: list[str] = []
    waiting, seen = list(successors(id)), {id}
    while waiting:
        successor = waiting.pop(0)
        if is_in_force(successor):
            found.append(successor)
        elif successor not in seen:
            waiting.extend(successors(successor))
        seen.add(successor)
    return list(dict.fromkeys(found))


def _why_unknown(id: str) -> str:
    return NOT_KNOWN if is_id(id) else NOT_AN_ID


def _not_in_force(periods: Iterable[Period], successors: Iterable[str]) -> str:
    """Why a known body is not found: the dates it is in force, and who took over."""
    named = ", ".join(successors)
    dates = joined((_printed(period) for period in _run_together(periods)), "; ")
    return Words(REPLACED, periods=dates, successors=named) if named else Words(IN_FORCE, periods=dates)


def _run_together(periods: Iterable[Period]) -> list[Period]:
    """Periods in order, those that follow one another without a gap as one."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda period: period.start or date.min):
        last = found[-1] if found else None
        if last and last.end and period.start and period.start - last.end <= timedelta(days=1):
            found[-1] = Period(last.start, period.end)
        else:
            found.append(period)
    return found


def _printed(period: Period) -> str:
    """``từ ngày 01/03/2025 đến hết ngày 30/06/2025``; an open side is left out."""
    start = [Words(N_("từ ngày {date}"), date=f"{period.start:%d/%m/%Y}")] if period.start else []
    end = [Words(N_("đến hết ngày {date}"), date=f"{period.end:%d/%m/%Y}")] if period.end else []
    return joined([*start, *end], " ")
