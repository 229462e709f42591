"""How annexes are called in a plan: the label without its number where counting gives the same number again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.vntext import fold, roman

USUAL = "Phụ lục"
_NUMBERED = re.compile(r"(?P<base>.*?)\s+(?P<number>[IVXLC]+|[0-9]+[A-Za-z]?|[A-Z])", re.DOTALL)


def plan_labels(printed: Sequence[str]) -> list[str]:
    """The labels to write for annexes whose printed labels are these, in order; ``""`` stays: an annex without one.

    Annexes of one kind are counted when they are printed ("Phụ lục I", "Phụ lục II"; other kinds in figures), so a
    number is left out where all annexes of the kind carry exactly those, and where two carry the same one: they cannot
    be told apart otherwise (``are_renumbered``). Else the label is kept as it is.
    """
    cut = [_cut(label) for label in printed]
    numbers = _numbers_by_kind(cut)
    counted = {kind for kind, own in numbers.items() if _is_counted(own, kind) or _repeats(own)}
    return [base if fold(base) in counted else f"{base} {number}".strip() for base, number in cut]


def are_renumbered(printed: Sequence[str]) -> bool:
    """Whether annexes will be printed under other numbers than these, because two of a kind carry the same one."""
    return any(
        kind and _repeats(own) and not _is_counted(own, kind)
        for kind, own in _numbers_by_kind([_cut(label) for label in printed]).items()
    )


def _numbers_by_kind(cut: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    numbers: dict[str, list[str]] = {}
    for base, number in cut:
        numbers.setdefault(fold(base), []).append(number)
    return numbers


def _repeats(numbers: Sequence[str]) -> bool:
    return len(set(numbers)) < len(numbers)


def _cut(label: str) -> tuple[str, str]:
    """The kind of a label in usual letters, and its number."""
    match = _NUMBERED.fullmatch(label.strip())
    base, number = (match["base"], match["number"]) if match else (label.strip(), "")
    return base[:1].upper() + base[1:].lower() if base == base.upper() or fold(base) == fold(USUAL) else base, number


def _is_counted(numbers: Sequence[str], kind: str) -> bool:
    if len(numbers) == 1:
        return not numbers[0]
    write = roman if kind == fold(USUAL) else str
    return list(numbers) == [write(count) for count in range(1, len(numbers) + 1)]
