"""How points are counted: which style follows which, what number comes next (layer 0).

The writer and the reader of a body share this: what one leaves out because it is the default, the other must know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.vntext import DIEM_LETTERS, diem_letter, from_roman, roman

# From the widest unit to the narrowest; the default of a point's children is the next one that its type uses.
ORDER = ("phan", "chuong", "muc", "I", "dieu", "1", "1.1", "a", "(1)", "-", "+", "khong")
OWN_CHAIN = ("I", "1", "a", "-", "+")
"""Numbering by depth where no type of Điều 7 gives its own: annexes, documents of an office's own form."""
LAST_ROMAN = 3999
_ROMANS = ("I", "phan", "chuong")


def default_style(above: str | None, chain: Sequence[str]) -> str:
    """The style of the points below a point of style ``above`` (``None``: of the widest), when none is given."""
    if above is None:
        return chain[0]
    later = ORDER[ORDER.index(above) + 1 :]
    return next((style for style in later if style in chain), "khong" if above in ("+", "khong") else "+")


def number_text(value: int, style: str, above: str | None) -> str:
    """The number of the ``value``-th point; ``above`` is that of the nearest point above counted in figures.

    Past the last letter or Roman numeral the count goes on in figures.
    """
    if style in _ROMANS:
        return roman(value) if value <= LAST_ROMAN else str(value)
    if style == "1.1":
        return f"{above}.{value}" if above else str(value)
    return diem_letter(value) if style == "a" and value <= len(DIEM_LETTERS) else str(value)


def value_of(number: str | None, style: str) -> int | None:
    """The count that a given number continues from; ``None`` when it is not of the level's kind."""
    if number is None:
        return None
    last = number.rpartition(".")[2]
    if re.fullmatch("[0-9]{1,6}", last):
        return int(last)
    if style in _ROMANS:
        try:
            return from_roman(number)
        except ValueError:
            return None
    return DIEM_LETTERS.index(number) + 1 if number in DIEM_LETTERS else None
