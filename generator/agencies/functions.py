"""What a task is about decides who does it: functions of state bodies, and who took them over (``chuc_nang``,
``ke_tuc``).

A ministry that has ended lives on in several others, each with a part of its work; the name alone never tells which.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from generator.agencies import records
from generator.agencies.ids import CENTRAL, split
from generator.agencies.records import Period
from generator.vntext import fold

NAMED, HINTED, BESIDE = 3, 1, 4
"""What a phrase that names a function weighs, one that only hints at it, and a body that stands beside."""


@dataclass(frozen=True)
class Function:
    """A function of state bodies: the phrases that name it or hint at it, the bodies whose company tells of it."""

    id: str
    name: str
    named: re.Pattern[str] | None
    hinted: re.Pattern[str] | None
    beside: tuple[str, ...]
    reference: str
    mark: str

    def score(self, folded: str, beside: Collection[str]) -> int:
        """How much a folded text and the bodies beside speak for it; 0 for nothing."""
        named = len(self.named.findall(folded)) if self.named else 0
        hinted = len(self.hinted.findall(folded)) if self.hinted else 0
        return named * NAMED + hinted * HINTED + (BESIDE if set(self.beside) & set(beside) else 0)


@dataclass(frozen=True)
class Succession:
    """Who does a function of a central body from a day on: itself, or another.

    ``function`` is ``""`` for all that no other row of the body says. ``handover_until``: until that day the work was
    being handed over, so that either may have it. ``mark``: v verified, s seen in a real document, m from memory.
    """

    body: str
    function: str
    label: str
    successor: str
    since: date | None
    handover_until: date | None
    reference: str
    mark: str


@cache
def functions() -> Mapping[str, Function]:
    """Every function by its id."""
    document = records.data_file("chuc_nang")
    return {raw["id"]: _function(raw, document["nguon"]) for raw in document["chuc_nang"]}


def _function(raw: Mapping[str, Any], references: Mapping[str, str]) -> Function:
    return Function(
        raw["id"], raw["ten"], _phrases(raw.get("tu", ())), _phrases(raw.get("tu_phu", ())), tuple(raw.get("cung", ())),
        records.reference_of(raw, references), raw["dau"],
    )  # fmt: skip


def _phrases(texts: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all, the longest first, so that no word is counted twice for one function."""
    found = sorted((re.escape(fold(text)) for text in texts), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


@cache
def _successions() -> Mapping[str, tuple[Succession, ...]]:
    document = records.data_file("ke_tuc")
    found: dict[str, list[Succession]] = {}
    for raw in document["ke_tuc"]:
        found.setdefault(raw["cua"], []).append(_succession(raw, document["nguon"]))
    return {body: tuple(rows) for body, rows in found.items()}


def _succession(raw: Mapping[str, Any], references: Mapping[str, str]) -> Succession:
    function = raw.get("chuc_nang", "")
    return Succession(
        raw["cua"], function, functions()[function].name if function else "", raw["la"], records.day_of(raw.get("tu")),
        records.day_of(raw.get("chuyen_tiep_den")), records.reference_of(raw, references), raw["dau"],
    )  # fmt: skip


def successors_by_function(id: str, on: date) -> tuple[Succession, ...]:
    """Who does the work of a central body (``tw/…``) on a date, function by function; ``()`` where nothing changed."""
    scope, body = split(id)
    if scope != CENTRAL:
        return ()
    return tuple(row for row in _successions().get(body, ()) if Period(start=row.since).covers(on))


@dataclass(frozen=True)
class Telling:
    """What tells the function of a task: its own words first, then wider ones (its field, its programme).

    ``beside``: the central bodies of the same row, by their relative ids.
    """

    texts: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def strong(self, candidates: Iterable[str], unsaid: str = "") -> tuple[str, ...]:
        """The functions that the nearest telling text speaks for, best first; ``unsaid`` is not read.

        The first has the highest score; others follow only when they have at least half of it. ``()``: nothing tells.
        """
        scores = self._scores(candidates, unsaid)
        most = max(scores.values(), default=0)
        return tuple(id for id in sorted(scores, key=lambda id: -scores[id]) if scores[id] * 2 >= most)

    def best(self, candidates: Iterable[str], unsaid: str = "") -> tuple[str, ...]:
        """Only those that no other beats."""
        scores = self._scores(candidates, unsaid)
        return tuple(id for id, score in scores.items() if score == max(scores.values()))

    def _scores(self, candidates: Iterable[str], unsaid: str) -> dict[str, int]:
        """The scores above 0 by the first text that gives any."""
        known = [functions()[id] for id in dict.fromkeys(candidates)]
        for place, text in enumerate(self.texts):
            folded = _without(fold(text), unsaid)
            scores = {own.id: own.score(folded, self.beside if place == 0 else ()) for own in known}
            if any(scores.values()):
                return {id: score for id, score in scores.items() if score}
        return {}


def _without(folded: str, unsaid: str) -> str:
    """A text without the name of a body: what it is called says nothing about the task."""
    name = fold(unsaid).removeprefix("bộ ").removeprefix("sở ")
    return folded.replace(name, " ") if name else folded
