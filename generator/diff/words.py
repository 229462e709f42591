"""Two texts word by word: which words came, which went, and whether only the years moved on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.vntext import fold

_STEP = re.compile(r" ?(?:\w+|[^\w ]+)")
_LONG = 500  # words; in longer texts those on every line no longer anchor a match, which would take minutes
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: in both texts (``=``), in the old one alone (``-``), in the new one alone (``+``)."""

    sign: Literal["=", "-", "+"]
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts as one row of pieces: ``=`` and ``-`` say the old one, ``=`` and ``+`` the new one.

    White space does not count; each piece brings what stands before it, as one space.
    """
    before, after = (_STEP.findall(" ".join(text.split())) for text in (old, new))
    return tuple(_pieces(before, after))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    own, other = ([step.strip() for step in steps] for steps in (before, after))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, own, other, autojunk=len(other) > _LONG).get_opcodes():
        if tag == "equal":
            yield Piece("=", "".join(after[j:j_end]))
            continue
        if i < i_end:
            yield Piece("-", "".join(before[i:i_end]))
        if j < j_end:
            yield Piece("+", "".join(after[j:j_end]))


def is_same(old: str, new: str) -> bool:
    """Whether two texts are spellings of one text."""
    return fold(old) == fold(new)


def is_same_but_years(old: str, new: str, years: int) -> bool:
    """Whether two texts differ in years alone, and these moved on by so many as the plan's own."""
    before, after = fold(old), fold(new)
    own, other = _YEAR.findall(before), _YEAR.findall(after)
    if _YEAR.split(before) != _YEAR.split(after):
        return False
    return all(int(b) - int(a) in (0, years) for a, b in zip(own, other, strict=True))
