"""Lists of administrative units as of a date: provinces, districts until 30/6/2025, communes; and what became of them.

Before 01/7/2025 the tables hold two states, each true for some months. On a day between them the nearer one is shown
and a warning says so, unless both agree. Every refusal is a ``ProblemsError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from generator.agencies import records
from generator.agencies.ids import nearest
from generator.agencies.records import Period, Table, Unit
from generator.agencies.registry import UnknownAgency, registry
from generator.agencies.units import COMMUNE_TYPES, LAST_DAY_OF_DISTRICTS
from generator.problems import N_, Problem, ProblemsError, problem
from generator.vntext import fold, slug

PROVINCES, DISTRICTS, COMMUNES = LEVELS = ("tinh", "huyen", "xa")
LEVEL_NAMES = {PROVINCES: N_("cấp tỉnh"), DISTRICTS: N_("cấp huyện"), COMMUNES: N_("cấp xã")}
MAP, WHOLE = "bien-doi-2025", "ca"

Edge = tuple[str, str, bool]
"""An old code, a new code, and whether the old unit went there wholly."""


@dataclass(frozen=True)
class Area:
    """A unit on a date. ``full_name`` is its kind and name, ``above`` are those of the units above it, the nearest
    first; ``id`` is its identifier, ``None`` for one that no plan can name (districts, communes before 01/7/2025);
    ``mark`` is as of a unit of the registry.
    """

    code: str
    name: str
    kind: str
    full_name: str
    above: tuple[str, ...]
    id: str | None
    reference: str
    mark: str

    @property
    def parent(self) -> str:
        """The full name of the unit it belongs to; ``""`` for a province."""
        return "".join(self.above[:1])


@dataclass(frozen=True)
class Listing:
    """The units asked for, by their codes, and what is to be said of them."""

    areas: tuple[Area, ...]
    findings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Descent:
    """A commune of 30/6/2025 and one that it became, wholly or in part."""

    old: Area
    new: Area
    whole: bool


@dataclass(frozen=True)
class _State:
    """The tables of one period, by level."""

    period: Period
    tables: dict[str, Table]


def areas(province: str | None, level: str, on: date) -> Listing:
    """The units of a level (tinh, huyen, xa) of a province on a date; without a province, those of the whole country.

    Raises ``ProblemsError``: A002 (no such province on the date), A010 (a day before the data begin), A012 (districts
    after 30/6/2025), A013 (a commune instead of a province).
    """
    _refuse(province, level, on)
    asked = registry().provinces(on) if province is None else (_unit(province, on),)
    if level == PROVINCES:
        return Listing(_by_code(_of_unit(unit, ()) for unit in asked))
    if on > LAST_DAY_OF_DISTRICTS:
        return Listing(_by_code(area for above in asked for area in _communes_now(above, on)))
    return _of_state(asked, level, on)


def became(old: str, province: str, on: date) -> tuple[Descent, ...]:
    """What communes of 30/6/2025 are on a date: those of this code, or of this name with or without its kind.

    ``province`` is the one of that day (tinh/bac-giang). Several communes of one province may have the name: ``old`` of
    each result tells which. ``()`` on a day before 01/7/2025. Raises ``ProblemsError``: A002 (no such province then),
    A014 (no such commune).
    """
    home = _unit(province, LAST_DAY_OF_DISTRICTS)
    theirs = [area for area in _old_communes().values() if area.above[-1] == home.full_name]
    meant = [area for area in theirs if old == area.code or fold(old) in (fold(area.full_name), fold(area.name))]
    if not meant:
        near = nearest(old, ((name, area.full_name) for area in theirs for name in (area.full_name, area.name)))
        raise ProblemsError([problem("A014", old=old, province=home.full_name, near=", ".join(near))])
    return _descents((edge for area in meant for edge in _edges(0).get(area.code, ())), on)


def came_from(id: str, on: date) -> tuple[Descent, ...]:
    """The communes of 30/6/2025 that a commune of the date was made of; ``()`` where there were none (some islands).

    Raises ``ProblemsError``: A002 (no such unit on the date), A015 (no commune).
    """
    if id.partition("/")[0] not in COMMUNE_TYPES:
        raise ProblemsError([problem("A015", id=id)])
    return _descents(_edges(1).get(_unit(id, on).code, ()), on)


def level_below(province: str | None, on: date) -> str:
    """The level below: provinces of the country; districts of a province, its communes since 01/7/2025."""
    if province is None:
        return PROVINCES
    return DISTRICTS if on <= LAST_DAY_OF_DISTRICTS else COMMUNES


def _refuse(province: str | None, level: str, on: date) -> None:
    first = _states()[0].period.start
    found = [problem("A010", date=_day(on), first=_day(first))] if first and on < first else []
    if level == DISTRICTS and on > LAST_DAY_OF_DISTRICTS:
        found.append(problem("A012", date=_day(on), last=_day(LAST_DAY_OF_DISTRICTS)))
    if province is not None and province.partition("/")[0] in COMMUNE_TYPES:
        found.append(problem("A013", id=province))
    if found:
        raise ProblemsError(found)


def _unit(id: str, on: date) -> Unit:
    try:
        return registry().unit(id, on)
    except UnknownAgency as error:
        raise ProblemsError([error.problem(on)]) from None


# Units of the registry


def _of_unit(unit: Unit, above: tuple[str, ...]) -> Area:
    return Area(unit.code, unit.name, unit.kind, unit.full_name, above, unit.id, unit.reference, unit.mark)


def _communes_now(province: Unit, on: date) -> Iterator[Area]:
    return (_of_unit(unit, (province.full_name,)) for unit in registry().communes(province.id, on))


# Units of the tables


@cache
def _states() -> tuple[_State, ...]:
    """The states before 01/7/2025 in their order."""
    found: dict[Period, dict[str, Table]] = {}
    for table in records.tables().values():
        if table.level:
            found.setdefault(table.period, {})[table.level] = table
    states = (_State(period, tables) for period, tables in found.items())
    return tuple(sorted(states, key=lambda state: state.period.start or date.min))


@lru_cache(maxsize=8)
def _rows(table: str) -> dict[str, list[list[str]]]:
    """The rows of a table (code, name, kind, code of the unit above) by the unit above."""
    found: dict[str, list[list[str]]] = {}
    for row in records.rows(table):
        found.setdefault(row[3], []).append(row)
    return found


def _of_state(provinces: Sequence[Unit], level: str, on: date) -> Listing:
    """The units as of the state of the day; between two states the nearer one, with a warning where they differ."""
    shown, other = _states_near(on)
    found = _listed(provinces, level, shown)
    if other is None or _said(found) == _said(_listed(provinces, level, other)):
        return Listing(found)
    days = [_day(_nearest_day(state.period, on)) for state in (shown, other)]
    warning = problem("A011", date=_day(on), level=LEVEL_NAMES[level], shown=days[0], other=days[1])
    return Listing(found, (warning,))


def _states_near(on: date) -> tuple[_State, _State | None]:
    """The state of a day, alone where it is certain, else the nearer of two and the other."""
    by_distance = sorted(_states(), key=lambda state: _days_off(state.period, on))
    first, *others = by_distance
    return (first, None) if first.period.covers(on) else (first, others[0])


def _days_off(period: Period, on: date) -> int:
    """How many days a day lies outside of a period."""
    return abs((_nearest_day(period, on) - on).days)


def _nearest_day(period: Period, on: date) -> date:
    """The day of a period that is nearest to a day."""
    return min(max(on, period.start or on), period.end or on)


def _listed(provinces: Iterable[Unit], level: str, state: _State) -> tuple[Area, ...]:
    """The districts or communes of provinces in a state."""
    found = (area for province in provinces for area in _districts(province, state))
    if level == COMMUNES:
        found = (area for district in found for area in _communes_of(district, state))
    return _by_code(found)


def _districts(province: Unit, state: _State) -> Iterator[Area]:
    return _below(state.tables[DISTRICTS], province.code, (province.full_name,))


def _communes_of(district: Area, state: _State) -> Iterator[Area]:
    return _below(state.tables[COMMUNES], district.code, (district.full_name, *district.above))


def _below(table: Table, code: str, above: tuple[str, ...]) -> Iterator[Area]:
    """The units of a table that belong to the unit of a code."""
    for own, name, kind, _ in _rows(table.name).get(code, ()):
        yield Area(own, name, kind, _full_name(name, kind), above, None, table.reference, table.mark)


def _by_code(found: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(sorted(found, key=lambda area: area.code))


def _said(found: Iterable[Area]) -> set[tuple[str, str]]:
    """What two states are compared by: full names without marks, since the sources spell some in two ways."""
    return {(area.code, slug(area.full_name).replace("-", "")) for area in found}


# What became of them


@cache
def _edges(end: int) -> dict[str, list[Edge]]:
    """The map by the codes at one end of its edges: 0 the old ones, 1 the new ones."""
    found: dict[str, list[Edge]] = {}
    for old, new, extent in records.rows(MAP):
        found.setdefault((old, new)[end], []).append((old, new, extent == WHOLE))
    return found


@cache
def _old_communes() -> dict[str, Area]:
    provinces = registry().provinces(LAST_DAY_OF_DISTRICTS)
    return {area.code: area for area in _listed(provinces, COMMUNES, _states()[-1])}


@lru_cache(maxsize=4)
def _new_communes(on: date) -> dict[str, Area]:
    return {area.code: area for province in registry().provinces(on) for area in _communes_now(province, on)}


def _descents(edges: Iterable[Edge], on: date) -> tuple[Descent, ...]:
    old, new = _old_communes(), _new_communes(on)
    return tuple(Descent(old[before], new[after], whole) for before, after, whole in edges if after in new)


# Words


def _full_name(name: str, kind: str) -> str:
    """Kind and name; the kind with a capital before a number ("Quận 1")."""
    return f"{kind.capitalize() if name[:1].isdigit() else kind} {name}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
