"""The numbers of rows: "1.", "2.1", "a)", "IV.", "A", "I.1", "-"; which of them stands below which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.vntext import DIEM_LETTERS, from_roman, nfc

GROUP_KINDS = ("A", "I")
# From the highest level to the lowest; figures of several parts ("2.1") stand between "1" and "1)".
_RANKS = {"A": -2, "I": -1, "": 0, "1": 0, "1)": 10, "(1)": 11, "a": 12, "i": 13, "-": 14, "+": 15}
_ALPHABETS = ("".join(DIEM_LETTERS), "abcdefghijklmnopqrstuvwxyz", "aăâbcdđeêghiklmnoôơpqrstuưvxy")

_PREFIX = r"(?:(?P<group>[IVXLC]+|[A-ZĐ])[.\-/ ]\s?)?"
_FIGURES = re.compile(rf"{_PREFIX}(?P<path>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*)\s?[./:]?\Z")
_BRACKETED = re.compile(r"(?P<open>\(?)(?P<n>[0-9]{1,3})\)\Z")
_SMALL = re.compile(r"\(?(?P<letter>[a-zđ])\s?[.)/:]*\Z")
_SMALL_ROMAN = re.compile(r"\(?(?P<roman>[ivx]+)\s?[.)/:]*\Z")
_LARGE = re.compile(r"(?:(?:PHẦN|NHÓM|MỤC|CHƯƠNG|Phần|Nhóm|Mục|Chương)\s+)?(?P<code>[IVXLC]+|[A-ZĐ])\s?[.)/:]*\Z")
_BULLET = re.compile(r"(?P<mark>[-–—+*•●○▪])\Z")
_LEADING = re.compile(
    r"(?P<code>(?:(?:PHẦN|NHÓM|MỤC|CHƯƠNG|Phần|Nhóm|Mục|Chương)\s+)?(?:[IVXLC]+|[A-ZĐ]|[0-9]{1,3}(?:\.[0-9]{1,3})*)"
    r"[.):/]|(?:PHẦN|NHÓM|MỤC|CHƯƠNG|Phần|Nhóm|Mục|Chương)\s+(?:[IVXLC]+|[A-ZĐ]|[0-9]{1,3})\b[.):]?)\s+(?=\S)"
)


@dataclass(frozen=True)
class Code:
    """A number read: its ``kind`` ("1", "1)", "(1)", "a", "i", "A", "I", "-", "+", "" none), ``path`` (2.1 → 2, 1).

    ``told`` is what it says as printed, without the stops around it.
    """

    kind: str
    path: tuple[int, ...] = ()
    told: str = ""

    @property
    def rank(self) -> int:
        """How deep it stands: a row belongs to the nearest row above it with a smaller rank."""
        return _RANKS[self.kind] + (len(self.path) - 1 if self.kind == "1" else 0)

    @property
    def is_group(self) -> bool:
        """Whether rows of this kind head a group of tasks."""
        return self.kind in GROUP_KINDS


NO_CODE = Code("")


def read_code(text: str, before: Code = NO_CODE) -> Code | None:
    """The number that a cell holds, ``NO_CODE`` for an empty one, ``None`` for a text that is no number.

    ``before`` is the last single letter or Roman numeral read: "C" after "B" is a letter, "i)" after "h)" too.
    """
    told = nfc(" ".join(text.split()))
    if not told:
        return NO_CODE
    if figures := _FIGURES.match(told):
        return Code("1", tuple(map(int, figures["path"].split("."))), told.strip("./: "))
    if bracketed := _BRACKETED.match(told):
        return Code("(1)" if bracketed["open"] else "1)", (int(bracketed["n"]),), told.strip("()"))
    if bullet := _BULLET.match(told):
        return Code("+" if bullet["mark"] == "+" else "-", (), told)
    return _letter_code(told, before)


def _letter_code(told: str, before: Code) -> Code | None:
    if large := _LARGE.match(told):
        return _letter_or_roman(large["code"], ("A", "I"), before)
    small, small_roman = _SMALL.match(told), _SMALL_ROMAN.match(told)
    if small or small_roman:
        said = (small or small_roman)[1]  # type: ignore[index]
        return _letter_or_roman(said, ("a", "i"), before)
    return None


def _letter_or_roman(said: str, kinds: tuple[str, str], before: Code) -> Code | None:
    letter, numeral = kinds
    is_next_letter = before.kind == letter and follows(before, Code(letter, (), said))
    value = _roman_value(said)
    if value and not is_next_letter and (len(said) > 1 or said.lower() in "ivx"):
        return Code(numeral, (value,), said)
    return Code(letter, (), said) if len(said) == 1 else None


def _roman_value(said: str) -> int:
    try:
        return from_roman(said)
    except ValueError:
        return 0


def split_leading(text: str) -> tuple[str, str]:
    """The number that a text opens with, and the rest ("IV. Thể chế" → "IV.", "Thể chế"); ``""`` without one."""
    found = _LEADING.match(text)
    return (found["code"], text[found.end() :]) if found else ("", text)


def follows(before: Code, code: Code) -> bool:
    """Whether a number is the one after another of its kind; bullets and rows without number always are."""
    if before.kind != code.kind or before.kind in ("", "-", "+"):
        return True
    if code.path and before.path:
        return code.path[-1] == before.path[-1] + 1
    return any(f"{before.told.lower()}{code.told.lower()}" in letters for letters in _ALPHABETS)


def is_first(code: Code) -> bool:
    """Whether a number begins a count."""
    return code.path[-1] == 1 if code.path else code.kind not in ("a", "A") or code.told.lower() == "a"


def breaks(codes: Sequence[Code], *, from_one: bool = True) -> list[tuple[str, str]]:
    """Where a row of numbers departs from the count, as (the number before, the number found)."""
    told = [code for code in codes if code.kind not in ("", "-", "+")]
    found = [("", told[0].told)] if told and from_one and not is_first(told[0]) else []
    return found + [(a.told, b.told) for a, b in pairwise(told) if not follows(a, b)]
