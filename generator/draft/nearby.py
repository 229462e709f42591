"""Rows that say nearly the same: brought together where there is no doubt, else only pointed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.match import THRESHOLD, containment, similarity
from generator.vntext import fold

SAME, PART = 0.6, 0.9
"""From which likeness two texts are one task, and from how much of one in the other."""


@dataclass(frozen=True)
class Candidate:
    """A row that has a place in the plan: its number, who leads, by when, in which words."""

    number: str
    leads: tuple[str, ...]
    time: str
    text: str


@dataclass(frozen=True)
class Nearby:
    """``into``: the number of the row that takes a row in; ``near``: rows of the same lead that resemble one."""

    into: Mapping[str, str]
    near: Mapping[str, tuple[str, ...]]


def nearby(rows: Sequence[Candidate]) -> Nearby:
    """Which rows are one task, and which may be: only rows of one lead, and of the same time where both say one."""
    into: dict[str, str] = {}
    near: dict[str, list[str]] = {}
    for later, row in enumerate(rows):
        for first in rows[:later]:
            if row.leads != first.leads or first.number in into or row.number in into:
                continue
            score = similarity(first.text, row.text)
            if _times_agree(first, row) and (score >= SAME or containment(first.text, row.text) >= PART):
                into[row.number] = first.number
            elif score >= THRESHOLD:
                near.setdefault(row.number, []).append(first.number)
    return Nearby(into, {number: tuple(others) for number, others in near.items()})


def _times_agree(first: Candidate, second: Candidate) -> bool:
    times = {fold(own.time) for own in (first, second)} - {""}
    return len(times) < 2


def together(texts: Sequence[str]) -> str:
    """Several wordings as one text that says each of them: one that another contains is left out."""
    kept: list[str] = []
    for text in sorted(texts, key=len, reverse=True):
        if not any(fold(text.rstrip(" .;")) in fold(other) for other in kept):
            kept.append(text)
    ordered = [text for text in texts if text in kept]
    first, *others = (text.rstrip(" .;") for text in ordered)
    return "; ".join((first, *(text[:1].lower() + text[1:] for text in others)))
