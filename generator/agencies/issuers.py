"""The agency that issued a document, from the printed lines at its top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from generator.agencies.names import Agency
from generator.agencies.records import Unit
from generator.agencies.registry import UnknownAgency, registry
from generator.agencies.spellings import is_abbreviation, spellings
from generator.agencies.tokens import tokens
from generator.vntext import slug


def find_issuer(superior: Sequence[str], issuer: Sequence[str], on: date) -> str | None:
    """The absolute identifier of the body whose header says the same words as the printed lines on a date.

    ``superior`` are the lines of the agency above it, ``()`` where none is printed. Abbreviations, letter case and how
    the words are put on lines do not count. ``None`` when no body matches or more than one does; a commune whose name
    another province has too is never taken, since its header does not name the province.
    """
    wanted = _said(superior), _said(issuer)
    if not wanted[1]:
        return None
    near = _units_named(" ".join([*superior, *issuer]), on)
    found = {agency.id for agency in _agencies(near, on) if wanted in _headers(agency)}
    return found.pop() if len(found) == 1 else None


def _said(lines: Iterable[str]) -> str:
    """Lines as one run of words, abbreviations of one meaning written out."""
    keys = []
    for word in tokens(" ".join(lines)).words:
        meanings = spellings().short.get(word.key, ()) if is_abbreviation(word) else ()
        keys += [part.key for part in meanings[0].words] if len(meanings) == 1 else [word.key]
    return " ".join(keys)


@lru_cache(maxsize=4096)
def _headers(agency: Agency) -> tuple[tuple[str, str], tuple[str, str]]:
    above = _said(agency.superior)
    return (above, _said(agency.header)), (above, _said([agency.name.upper()]))


def _units_named(text: str, on: date) -> tuple[Unit, ...]:
    """Units in force whose names stand in the printed lines; communes only where no other province has the name."""
    said = f" {_said([text])} "
    ids = (id for word in dict.fromkeys(slug(said).split("-")) for id in _by_first_word(on).get(word, ()))
    near = (registry().unit(id, on) for id in ids)
    return tuple(unit for unit in near if not unit.shares_name and f" {_said([unit.name])} " in said)


@lru_cache(maxsize=8)
def _by_first_word(on: date) -> dict[str, list[str]]:
    """Units in force by the first word of their names as their identifiers have it: to compare few names of many."""
    found: dict[str, list[str]] = {}
    for id in registry().unit_ids(on):
        found.setdefault(id.partition("/")[2].partition("-")[0], []).append(id)
    return found


@lru_cache(maxsize=64)
def _agencies(units: tuple[Unit, ...], on: date) -> tuple[Agency, ...]:
    """The central bodies, and those of the units, in force on the date, collectives aside."""
    found: list[Agency] = []
    for unit in (None, *(unit.id for unit in units)):
        found += (agency for agency in _named(unit, on) if not agency.collective)
    return tuple(found)


def _named(unit: str | None, on: date) -> Iterator[Agency]:
    for id in registry().ids(on, unit):
        if (unit is None) == id.startswith("tw/"):
            try:
                yield registry().resolve(id, on, unit)
            except UnknownAgency:
                continue
