"""The unit named behind a body: "tỉnh", "tỉnh Lào Cai", "TP. Hà Nội", "Bắc Giang", "xã Nhã Nam"."""

from __future__ import annotations

from collections.abc import Iterator
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

_SAME_NAME = (Gap.SPACE, Gap.JOINT, Gap.LINE)


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
    return Home(unit if units else None, tuple((found.level, found) for found in units))


@cache
def _names() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Units of every date by the words of their names."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for record in records.units():
        keys = tuple(word.key for word in tokens(record.unit.name).words)
        found.setdefault(keys, {})[record.unit.id] = None
    return {keys: tuple(ids) for keys, ids in found.items()}


@cache
def _longest() -> int:
    return max(map(len, _names()))


def phrases(cell: Tokens, at: int) -> Iterator[Phrase]:
    """Every way to read a unit at a place that no separator parts from the words before it."""
    if at >= len(cell.words) or (at and cell.gaps[at - 1] not in _SAME_NAME):
        return
    yield from _named(cell, at, "")
    for kind in KINDS:
        end = at + len(kind)
        if cell.keys(at, min(end, len(cell.words))) == kind:
            said = "thành phố" if kind == (CITY,) else " ".join(kind)
            yield Phrase(end, said, ())
            if end < len(cell.words) and cell.gaps[end - 1] in _SAME_NAME:
                yield from _named(cell, end, said)


def _named(cell: Tokens, at: int, kind: str) -> Iterator[Phrase]:
    yield from (Phrase(end, kind, units) for end, units in units_named(cell, at))


def units_named(cell: Tokens, at: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The units of any date whose names the words from ``at`` on print, with where each name ends."""
    keys: tuple[str, ...] = ()
    for end in range(at, min(at + _longest(), len(cell.words))):
        if end > at and cell.gaps[end - 1] not in _SAME_NAME:
            return
        keys += _written_out(cell, end)
        units = _names().get(keys, ())
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


def commune_names_known(where: Home, on: date) -> bool:
    """Whether the registry has the communes of the document's province."""
    province = where.at("tinh")
    return province is not None and any(unit.parent == province.id for unit in registry().units(on))
