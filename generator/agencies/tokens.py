"""A printed cell as words, with what stands between them and the notes in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from generator.vntext import fold

AND = "và"
_DASHES = r"‐‑‒–—―−\-"
_WORD = re.compile(rf"[^\s,;:/()\[\]&.+*•●▪·…“”\"«»{_DASHES}]+")
_NOTE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_BULLET = re.compile(rf"\n\s*[{_DASHES}+*•●▪]\s")
_STOP = re.compile(r"\.\s")
_SHORT = 3


class Gap(IntEnum):
    """What stands between a word and the next."""

    SPACE = 0
    JOINT = 1  # a hyphen, an ampersand, a dot: parts of one name, or of one abbreviation
    LINE = 2
    COMMA = 3  # a comma or a slash
    AND = 4
    HARD = 5  # a semicolon, a colon, a bullet, a bracket, the end: no name goes across


SEPARATES = frozenset({Gap.LINE, Gap.COMMA, Gap.AND, Gap.HARD})


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its key for comparison, whether it is printed in capitals only, and where it stands."""

    key: str
    capital: bool
    start: int
    end: int


@dataclass(frozen=True)
class Tokens:
    """The words of a text; ``gaps[k]`` follows word ``k``, ``notes[k]`` are the words in brackets behind it."""

    text: str
    words: tuple[Word, ...]
    gaps: tuple[Gap, ...]
    notes: dict[int, str]
    colons: frozenset[int]

    def slice(self, start: int, end: int) -> str:
        """The printed text of the words ``start`` to ``end`` (exclusive)."""
        return self.text[self.words[start].start : self.words[end - 1].end]

    def keys(self, start: int, end: int) -> tuple[str, ...]:
        """The keys of the words ``start`` to ``end`` (exclusive)."""
        return tuple(word.key for word in self.words[start:end])


def tokens(text: str) -> Tokens:
    """The words of a cell. "và" is a gap, and so is every separator; a bracket behind a word is its note."""
    spans = _noted(text)
    found = [word for word in map(_word, _WORD.finditer(text)) if not any(a <= word.start < b for a, b, _ in spans)]
    words = tuple(word for word in found if word.key != AND)
    gaps = tuple(_gap(text, word, _after(words, k)) for k, word in enumerate(words))
    colons = frozenset(k for k, word in enumerate(words) if ":" in _between(text, word, _after(words, k), spans))
    return Tokens(text, words, gaps, _notes(words, spans), colons)


def _after(words: tuple[Word, ...], k: int) -> Word | None:
    return words[k + 1] if k + 1 < len(words) else None


def _between(text: str, word: Word, following: Word | None, spans: list[tuple[int, int, str]]) -> str:
    """What stands between two words, notes left out."""
    between = text[word.end : following.start if following else len(text)]
    return between if not spans else _NOTE.sub("", between)


def _noted(text: str) -> list[tuple[int, int, str]]:
    """Brackets that stand behind a word, with what they say."""
    first = _WORD.search(text)
    return [(m.start(), m.end(), m[1].strip()) for m in _NOTE.finditer(text) if first and first.start() < m.start()]


def _notes(words: tuple[Word, ...], spans: list[tuple[int, int, str]]) -> dict[int, str]:
    notes: dict[int, str] = {}
    for start, _, said in spans:
        owner = max((k for k, word in enumerate(words) if word.start < start), default=None)
        if owner is not None and said:
            notes[owner] = f"{notes[owner]}; {said}" if owner in notes else said
    return notes


def _word(match: re.Match[str]) -> Word:
    return Word(fold(match[0]), match[0].isupper(), match.start(), match.end())


def _gap(text: str, word: Word, following: Word | None) -> Gap:
    if following is None:
        return Gap.HARD
    between = text[word.end : following.start]
    if between == " ":
        return Gap.SPACE
    if set(";:()[]").intersection(between) or _BULLET.search(between) or _ends_sentence(between, word):
        return Gap.HARD
    if any(fold(part) == AND for part in _WORD.findall(between)):
        return Gap.AND
    return _soft_gap(between, text[word.start : word.end] + text[following.start : following.end])


def _soft_gap(between: str, around: str) -> Gap:
    if "," in between or ("/" in between and not any(char.isdigit() for char in around)):
        return Gap.COMMA
    if "\n" in between:
        return Gap.LINE
    return Gap.SPACE if not between.strip(" \t\xa0") else Gap.JOINT


def _ends_sentence(between: str, word: Word) -> bool:
    """A full stop and a space, unless after a short word ("TP. Hà Nội", "ThS. …")."""
    return _STOP.match(between) is not None and word.end - word.start > _SHORT
