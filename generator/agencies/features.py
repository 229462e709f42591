"""What a province has by its place (a land border, a coast, its region), and which provinces a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from generator.agencies import records
from generator.agencies.records import Unit
from generator.agencies.registry import registry


def has(province: str, feature: str, on: date) -> bool:
    """Whether a province has a feature (``bien_gioi``, ``bien``, a region) on a date."""
    return any(
        raw["co"] == feature and province in raw["don_vi"] and records.period_of(raw).covers(on)
        for raw in records.data_file("dia_ban")["dia_ban"]
    )


def predecessors(province: str, on: date) -> frozenset[str]:
    """The provinces that have ended and of which this one took the place by the date."""
    ended = (record.unit.id for record in records.provinces())
    return frozenset(id for id in ended if id != province and province in registry().unit_successors(id, on))


def named_provinces(text: str) -> tuple[str, ...]:
    """The ids of the provinces of any date whose names stand in a text, in order; a city that became one has two."""
    names = (match["kept"] or match["plain"] for match in _pattern().finditer(text))
    return tuple(dict.fromkeys(unit.id for name in names for unit in _provinces() if unit.name == name))


def province_name(id: str) -> str:
    """The name of a province of any date; the id itself where there is none."""
    return next((unit.full_name for unit in _provinces() if unit.id == id), id)


@cache
def _pattern() -> re.Pattern[str]:
    """Names of provinces; that of a person only behind "Thành phố"."""
    kept, plain = (_alternatives(unit.name for unit in _provinces() if unit.keeps_kind is own) for own in (True, False))
    return re.compile(rf"(?<!\w)(?:(?:[Tt]hành phố |TP\.? ?)(?P<kept>{kept})|(?P<plain>{plain}))(?!\w)")


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(names), key=len, reverse=True)))


@cache
def _provinces() -> tuple[Unit, ...]:
    return tuple(record.unit for record in records.provinces())
