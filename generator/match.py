"""The tasks of two lists brought together: by id, then by content (layer 1).

Two texts resemble one another as far as they share runs of one to three words, each weighing the more the rarer it is
in the lists compared: "phòng, chống ma túy" stands in every row of a programme and says little about which one it is.
Words are folded; those that carry no meaning (``_EMPTY``) are left out. Nothing here depends on chance or on the order
of a set: weights are whole numbers, so that sums are the same whichever way they are made.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Generic, Literal, TypeVar

from generator.vntext import fold

T = TypeVar("T")

THRESHOLD = 0.27
"""From which likeness on two tasks are taken for one.

Found on a plan of a province (34 points) and the national programme of the year after (70 rows), of which it is known
who took what from where: the 22 points that were taken from a row resemble it by 0.29 and more, the twelve others
resemble no row that is left by more than 0.25 (``tests/test_match.py`` measures it again)."""

_LONGEST = 3
_SCALE = 1000  # weights are thousandths
_UNEQUAL = 0.999  # texts that differ in punctuation alone are not equal
_WORD = re.compile(r"\w+")
_EMPTY = frozenset((
    "và", "hoặc", "của", "các", "những", "một", "số", "cho", "về", "trong", "trên", "với", "cùng", "tại", "từ", "đến",
    "để", "do", "bởi", "bằng", "theo", "là", "được", "có", "này", "đó", "khi", "như", "vào", "ra", "đối", "việc",
))  # fmt: skip


@dataclass(frozen=True)
class Pair(Generic[T]):
    """What became of one task: ``old`` is ``None`` for a new one, ``new`` for one that is gone.

    ``score`` is the likeness of the two texts, 0 to 1; ``by`` says what brought them together.
    """

    old: T | None
    new: T | None
    score: float
    by: Literal["id", "content", "none"]


def similarity(a: str, b: str) -> float:
    """How much two texts resemble one another, 0 to 1; 1 only for texts that are equal when folded. Symmetric."""
    return _Lists([a], [b], rarity=False).score(0, 0)


def containment(a: str, b: str) -> float:
    """How much of the shorter of two texts stands in the other, 0 to 1. Symmetric."""
    lists = _Lists([a], [b], rarity=False)
    shorter = min(lists.old_totals[0], lists.new_totals[0])
    return lists.shared(0, 0) / shorter if shorter else 0.0


def pairs(
    old: Sequence[T], new: Sequence[T], *, id_of: Callable[[T], str | None], text_of: Callable[[T], str],
    threshold: float = THRESHOLD,
) -> tuple[Pair[T], ...]:  # fmt: skip
    """Every task of two lists in exactly one pair, in the order of ``new``; a gone one follows its old neighbour.

    Equal ids pair first, whatever the texts say (``id_of`` gives ``None`` for a task that nobody gave an id); then the
    two that resemble one another most, and so on down to ``threshold``. Of pairs that are alike equally the texts
    decide, and between equal texts the place in the lists.
    """
    lists = _Lists([text_of(task) for task in old], [text_of(task) for task in new])
    by_id = dict(_by_id([id_of(task) for task in old], [id_of(task) for task in new]))
    by_content = _greedily(lists, by_id, threshold)
    mates = {**by_content, **by_id}
    found = [
        Pair(old[mates[j]], task, lists.score(mates[j], j), "id" if j in by_id else "content")
        if j in mates else Pair(None, task, 0.0, "none")
        for j, task in enumerate(new)
    ]  # fmt: skip
    return tuple(_with_gone(old, found, mates))


def _by_id(old: Sequence[str | None], new: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """(place in the new list, place in the old one) of equal ids; of an id given twice the first."""
    places: dict[str, int] = {}
    for i, id in enumerate(old):
        if id:
            places.setdefault(id, i)
    for j, id in enumerate(new):
        if id and id in places:
            yield j, places.pop(id)


def _greedily(lists: _Lists, by_id: dict[int, int], threshold: float) -> dict[int, int]:
    """The best pairs of what ids have left over: place in the new list → place in the old one."""
    taken = set(by_id.values())
    left_old = [i for i in range(len(lists.old)) if i not in taken]
    left_new = [j for j in range(len(lists.new)) if j not in by_id]
    ranked = sorted(lists.candidates(left_old, left_new, threshold), key=lambda found: lists.rank(*found))
    mates: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in taken and j not in mates:
            taken.add(i)
            mates[j] = i
    return mates


def _with_gone(old: Sequence[T], found: Sequence[Pair[T]], mates: dict[int, int]) -> Iterator[Pair[T]]:
    """The pairs with those that are gone, each behind the one that stood before it in the old list."""
    kept = {i: j for j, i in mates.items()}
    after: dict[int, list[Pair[T]]] = defaultdict(list)
    neighbour = -1
    for i, task in enumerate(old):
        neighbour = kept.get(i, neighbour)
        if i not in kept:
            after[neighbour].append(Pair(task, None, 0.0, "none"))
    yield from after[-1]
    for j, pair in enumerate(found):
        yield pair
        yield from after[j]


class _Lists:
    """Two lists of texts as shingles with their weights."""

    def __init__(self, old: Sequence[str], new: Sequence[str], *, rarity: bool = True) -> None:
        self.old_keys, self.new_keys = [fold(text) for text in old], [fold(text) for text in new]
        texts = [_shingles(key) for key in (*self.old_keys, *self.new_keys)]
        found = Counter(shingle for shingles in texts for shingle in shingles)
        numbers = {shingle: number for number, shingle in enumerate(sorted(found))}
        sizes = len(texts) if rarity else 1
        self.weights = [round(_SCALE * log(1 + sizes / (found[own] if rarity else 1))) for own in numbers]
        self.heaviest = max(self.weights, default=0)
        numbered = [frozenset(map(numbers.__getitem__, shingles)) for shingles in texts]
        self.old, self.new = numbered[: len(old)], numbered[len(old) :]
        self.old_totals, self.new_totals = list(map(self._total, self.old)), list(map(self._total, self.new))

    def _total(self, shingles: Iterable[int]) -> int:
        return sum(map(self.weights.__getitem__, shingles))

    def shared(self, i: int, j: int) -> int:
        """The weight of what an old and a new text share."""
        return self._total(self.old[i] & self.new[j])

    def score(self, i: int, j: int) -> float:
        """The likeness of an old and a new text: of all their words, and of those of the shorter, the mean of both.

        The mean is the geometric one: a short text within a long one is like it, but less than one of its length.
        """
        if self.old_keys[i] == self.new_keys[j]:
            return 1.0
        own, other, shared = self.old_totals[i], self.new_totals[j], self.shared(i, j)
        return min(shared * sqrt(2 / ((own + other) * min(own, other))), _UNEQUAL) if shared else 0.0

    def rank(self, score: float, i: int, j: int) -> tuple[float, str, str, int, int]:
        """The order in which pairs are taken."""
        return -score, self.new_keys[j], self.old_keys[i], j, i

    def candidates(self, old: Sequence[int], new: Sequence[int], threshold: float) -> Iterator[tuple[float, int, int]]:
        """Every pair of these that is alike enough, with its score.

        Two texts that are alike share more than a certain part of each. So they share some of the rarer shingles of
        both (``_rarer``), and only pairs that share enough of these are looked at.
        """
        places: dict[int, list[int]] = defaultdict(list)
        for i in old:
            for own in self._rarer(self.old[i], _spared(self.old_totals[i], threshold)):
                places[own].append(i)
        for j in new:
            near = Counter[int]()
            for own in self._rarer(self.new[j], _spared(self.new_totals[j], threshold)):
                near.update(places.get(own, ()))
            likely = (i for i, times in near.items() if self._may_be(i, j, times, threshold))
            yield from ((score, i, j) for i in likely if (score := self.score(i, j)) >= threshold)

    def _rarer(self, shingles: frozenset[int], spared: float) -> list[int]:
        """The shingles without the most frequent ones, as many as weigh less than ``spared`` together."""
        ordered = sorted(shingles, key=lambda own: (self.weights[own], own))
        at, weight = 0, 0
        while at < len(ordered) and (weight := weight + self.weights[ordered[at]]) < spared:
            at += 1
        return ordered[at:]

    def _may_be(self, i: int, j: int, times: int, threshold: float) -> bool:
        """Whether two texts that share so many of their rarer shingles can be alike enough."""
        own, other = self.old_totals[i], self.new_totals[j]
        most = times * self.heaviest + _spared(own, threshold) + _spared(other, threshold)
        return most >= threshold * sqrt((own + other) * min(own, other) / 2)


def _spared(total: int, threshold: float) -> float:
    """The weight that is too little to make a pair alike: a text that shares no more of its own is like no other.

    A part ``x`` of a text gives a likeness of sqrt(2x / (1 + x)) at most, namely when it is the whole of the other.
    """
    return total * threshold**2 / (2 - threshold**2)


def _shingles(key: str) -> frozenset[str]:
    """The runs of one to three words of a folded text; where all words are empty, of these; without words, itself."""
    words = _WORD.findall(key) or [key]
    said = [word for word in words if word not in _EMPTY] or words
    return frozenset(
        " ".join(said[start : start + length])
        for length in range(1, _LONGEST + 1)
        for start in range(len(said) - length + 1)
    )
