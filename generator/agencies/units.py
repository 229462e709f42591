"""The administrative units by identifier, province and date.

Communes are read when one is first asked for: most documents are of a province and name none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from generator.agencies.ids import UNIT_TYPES, nearest
from generator.agencies.records import Unit, UnitRecord

COMMUNE_TYPES = UNIT_TYPES[2:]
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
"""Until then a province had districts, and "thành phố" may also be a city inside a province."""

Forms = dict[str, list[UnitRecord]]


class Units:
    """Every dated form of every unit. ``communes`` are iterated once, when the first is looked up."""

    def __init__(self, provinces: Iterable[UnitRecord], communes: Iterable[UnitRecord]) -> None:
        self._provinces = _grouped(provinces, lambda record: record.unit.id)
        self._codes = _grouped(_each(self._provinces), lambda record: record.unit.code)
        self._source = communes
        self.ids = lru_cache(maxsize=8)(self._ids)
        self.below = lru_cache(maxsize=128)(self._below)
        self.near = lru_cache(maxsize=256)(self._near)

    @cached_property
    def _communes(self) -> Forms:
        return _grouped(self._source, lambda record: record.unit.id)

    @cached_property
    def _by_parent(self) -> Forms:
        return _grouped(_each(self._communes), lambda record: record.parent_code)

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        """The identifiers of communes by the first letter behind their kind."""
        found: dict[str, list[str]] = {}
        for id in self._communes:
            found.setdefault(_name(id)[:1], []).append(id)
        return found

    def forms(self, id: str) -> list[UnitRecord]:
        """The dated forms of a unit in their order, ``[]`` for one that is not known."""
        known = self._communes if id.partition("/")[0] in COMMUNE_TYPES else self._provinces
        return known.get(id, [])

    def unit(self, id: str, on: date) -> Unit | None:
        """The unit on a date with its parent; ``None`` where it is not in force."""
        record = next((form for form in self.forms(id) if form.covers(on)), None)
        return self._placed(record, on) if record else None

    def _placed(self, record: UnitRecord, on: date) -> Unit:
        above = self._codes.get(record.parent_code, [])
        parent = next((form.unit.id for form in above if form.covers(on)), None)
        return replace(record.unit, parent=parent) if parent else record.unit

    def provinces(self, on: date) -> tuple[Unit, ...]:
        """The provinces in force on a date, in the order of the data."""
        return tuple(record.unit for record in _each(self._provinces) if record.covers(on))

    def _ids(self, on: date) -> tuple[str, ...]:
        """The identifiers of every unit in force on a date, in the order of the data."""
        return tuple(id for known in (self._provinces, self._communes) for id in known if self.is_in_force(id, on))

    def _below(self, id: str, on: date) -> tuple[Unit, ...]:
        """The communes of a province in force on a date, in the order of their codes; ``()`` where there are none."""
        return tuple(self._placed(record, on) for record in self._of(id, on) if record.covers(on))

    def once_below(self, id: str, on: date) -> tuple[Unit, ...]:
        """The communes of a province that are in force on a date or were before it, in every form until then."""
        return tuple(record.unit for record in self._of(id, on) if (record.unit.valid_from or date.min) <= on)

    def _of(self, id: str, on: date) -> list[UnitRecord]:
        province = self.unit(id, on)
        return self._by_parent.get(province.code, []) if province else []

    def successors(self, id: str) -> tuple[str, ...]:
        """The units that took the place of one, whatever the date."""
        return self.forms(id)[-1].successors

    def is_in_force(self, id: str, on: date) -> bool:
        """Whether the unit exists on the date."""
        return any(form.covers(on) for form in self.forms(id))

    def _near(self, id: str, on: date) -> tuple[str, ...]:
        """Up to three identifiers in force that resemble a mistaken one: of communes, else of provinces."""
        kind, _, _ = id.partition("/")
        name = _name(id)
        if kind not in COMMUNE_TYPES:
            labels = (pair for own in self.provinces(on) for pair in ((_name(own.id), own.id), (own.full_name, own.id)))
            return nearest(name or id, labels)
        known = (own for own in self._by_letter.get(name[:1], []) if self.is_in_force(own, on))
        ids = sorted(known, key=lambda own: not own.startswith(kind))
        same = tuple(own for own in ids if f"{_name(own)}-".startswith(f"{name}-"))
        return same[:3] or nearest(name, ((_name(own), own) for own in ids))


def _grouped(records: Iterable[UnitRecord], key: Callable[[UnitRecord], str]) -> Forms:
    found: Forms = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def _each(known: Forms) -> Iterator[UnitRecord]:
    return (form for forms in known.values() for form in forms)


def _name(id: str) -> str:
    """What an identifier says behind the kind of the unit."""
    return id.partition("/")[2].partition("/")[0]
