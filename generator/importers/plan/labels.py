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
    number is left out only where all annexes of the kind carry exactly those; else the label is kept as it is.
    """
    cut = [_cut(label) for label in printed]
    kinds = {fold(base) for base, _ in cut}
    counted = {kind for kind in kinds if _is_counted([number for base, number in cut if fold(base) == kind], kind)}
    return [base if fold(base) in counted else f"{base} {number}".strip() for base, number in cut]


def usual_label(printed: str) -> str:
    """A printed label with its kind in usual letters, as it is printed again ("PHỤ LỤC II" → "Phụ lục II")."""
    return " ".join(_cut(printed)).strip()


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
