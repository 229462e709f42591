"""The unit named behind a body: "tỉnh", "tỉnh Lào Cai", "TP. Hà Nội", "Bắc Giang", "xã Nhã Nam"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from generator.agencies import records
from generator.agencies.records import Unit
from generator.agencies.registry import UnknownAgency, registry
from generator.agencies.spellings import CITY, is_abbreviation, spellings
from generator.agencies.tokens import Gap, Tokens, tokens

KINDS = (("tỉnh",), ("thành", "phố"), (CITY,), ("xã",), ("phường",), ("đặc", "khu"))
KIND_NAMES: dict[str, str] = {"tinh": "tỉnh", "tp": "thành phố", "xa": "xã", "phuong": "phường", "dac-khu": "đặc khu"}
"""Kinds of units by how their identifiers begin."""

Names = dict[tuple[str, ...], tuple[str, ...]]

_SAME_NAME = (Gap.SPACE, Gap.JOINT, Gap.LINE)
LONGEST_NAME = 5
"""Words of the longest name of a unit."""


@dataclass(frozen=True)
class Phrase:
    """A unit as printed behind a body: where it ends, its kind or "", the identifiers it may mean.

    Without ``units`` it is the kind alone: the unit of that kind whose document this is.
    """

    end: int
    kind: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """Whose document it is: its own unit and the province it lies in, as of the date."""

    unit: str | None
    on: date
    own: tuple[tuple[str, Unit], ...]

    def at(self, level: str) -> Unit | None:
        """The unit of the document, or the one above it, at a level (tinh, xa)."""
        return dict(self.own).get(level)


@lru_cache(maxsize=256)
def home(unit: str | None, on: date) -> Home:
    """The home of a document; without a unit, or with one not in force, nothing is near."""
    try:
        own = registry().unit(unit, on) if unit is not None else None
        units = [own] if own else []
        if own and own.parent:
            units.append(registry().unit(own.parent, on))
    except UnknownAgency:
        units = []
    return Home(unit if units else None, on, tuple((found.level, found) for found in units))


@cache
def _province_names() -> Names:
    """Provinces of every date."""
    return _by_words(record.unit for record in records.provinces())


@lru_cache(maxsize=64)
def _commune_names(province: str, on: date) -> Names:
    """The communes that a province has on the date or had before it: their names repeat from province to province."""
    return _by_words(registry().communes_until(province, on))


def _by_words(units: Iterable[Unit]) -> Names:
    """Units by the words of their names."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for unit in units:
        found.setdefault(tuple(word.key for word in tokens(unit.name).words), {})[unit.id] = None
    return {keys: tuple(ids) for keys, ids in found.items()}


def _names(where: Home) -> tuple[Names, ...]:
    """The units that a document may name: the provinces, and the communes of its own."""
    province = where.at("tinh")
    return (_province_names(), *([_commune_names(province.id, where.on)] if province else []))


def phrases(cell: Tokens, at: int, where: Home) -> Iterator[Phrase]:
    """Every way to read a unit at a place that no separator parts from the words before it."""
    if at >= len(cell.words) or (at and cell.gaps[at - 1] not in _SAME_NAME):
        return
    yield from _named(cell, at, "", where)
    for kind in KINDS:
        end = at + len(kind)
        if cell.keys(at, min(end, len(cell.words))) == kind:
            said = "thành phố" if kind == (CITY,) else " ".join(kind)
            yield Phrase(end, said, ())
            if end < len(cell.words) and cell.gaps[end - 1] in _SAME_NAME:
                yield from _named(cell, end, said, where)


def _named(cell: Tokens, at: int, kind: str, where: Home) -> Iterator[Phrase]:
    yield from (Phrase(end, kind, units) for end, units in units_named(cell, at, where))


def units_named(cell: Tokens, at: int, where: Home) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The units whose names the words from ``at`` on print, with where each name ends: provinces of any date, communes
    that the province of the document has or had.
    """
    keys: tuple[str, ...] = ()
    known = _names(where)
    for end in range(at, min(at + LONGEST_NAME, len(cell.words))):
        if end > at and cell.gaps[end - 1] not in _SAME_NAME:
            return
        keys += _written_out(cell, end)
        units = tuple(id for names in known for id in names.get(keys, ()))
        if units:
            yield end + 1, units


def _written_out(cell: Tokens, at: int) -> tuple[str, ...]:
    """The keys of a word, written out where it is an abbreviation of one meaning ("TP.HCM")."""
    word = cell.words[at]
    meanings = spellings().short.get(word.key, ()) if is_abbreviation(word) else ()
    return tuple(part.key for part in meanings[0].words) if len(meanings) == 1 else (word.key,)


def meant(phrase: Phrase | None, level: str, where: Home, on: date) -> tuple[str, ...]:
    """The units of a level that a phrase means in a document; those in force on the date where there are any.

    Without a phrase it is the document's own unit, or the one above it. Communes are known by name inside one province
    only: their names repeat from province to province.
    """
    own = where.at(level)
    if phrase is None or not phrase.units:
        return (own.id,) if own and (phrase is None or own.kind == phrase.kind) else ()
    fitting = [(id, unit) for id in phrase.units for unit in (_unit(id, on),) if _fits(id, unit, phrase, level, where)]
    in_force = tuple(id for id, unit in fitting if unit)
    return in_force or tuple(id for id, _ in fitting)


@lru_cache(maxsize=4096)
def _unit(id: str, on: date) -> Unit | None:
    try:
        return registry().unit(id, on)
    except UnknownAgency:
        return None


def _fits(id: str, unit: Unit | None, phrase: Phrase, level: str, where: Home) -> bool:
    kind = id.partition("/")[0]
    if (level == "tinh") != (kind in ("tinh", "tp")):
        return False
    if phrase.kind and phrase.kind != KIND_NAMES[kind]:
        return False
    if level == "tinh":
        return True
    province = where.at("tinh")
    return bool(phrase.kind and unit and province and unit.parent == province.id)


def commune_names_known(where: Home) -> bool:
    """Whether the registry has the communes of the document's province: it has those of every one since 01/7/2025."""
    province = where.at("tinh")
    return province is not None and bool(registry().communes(province.id, where.on))
