"""Whose work a row is, as rules that are data (``data/draft/quy_tac.yaml``): patterns of words, a verdict, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from generator.draft.data import data_file
from generator.vntext import fold

Where = Literal["viec", "dau", "noi_dung", "san_pham"]

FILE = "quy_tac"
OPENING_WORDS = 40
"""So much of a clause is looked at: what is to be done stands first, its circumstances behind."""

_GAP = r"(?:,? \S+){0,8}?"
_NESTED = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile(r"(?<!\d)[.;](?!\S)|\n")
_PURPOSE = re.compile(
    r"(?<=\S)\s(?:nhằm|để|làm cơ sở|góp phần|phục vụ cho|trên cơ sở|theo (?:chỉ đạo|quy định|chức năng|lĩnh vực)"
    r"|bảo đảm|đảm bảo)\s.*"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Rule:
    """One rule.

    ``verdict`` is what follows where it holds; ``needs`` a feature of the unit (bien_gioi, a region) or ``""``.
    ``commune_question``: what a commune of a province that has the feature is asked, ``""``: nothing.

    ``central_only``: it holds only where no local authority leads. ``only_past``: only when the year that its pattern
    names (``het``) lies before the plan's.
    """

    id: str
    name: str
    verdict: str
    where: Where
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    central_only: bool
    needs: str
    only_past: bool
    reason: str
    commune_question: str
    hits: tuple[str, ...]
    near_misses: tuple[str, ...]

    def holds(self, places: Places, year: int = 0) -> bool:
        """Whether the rule holds for a row; ``year``: that of the plan, for rules about what is over by then."""
        texts = places.of(self.where)
        return any(self._is_over(text, year) if self.only_past else self._fits(text) for text in texts)

    def _is_over(self, text: str, year: int) -> bool:
        """Whether the last year that a text names behind the pattern lies before ``year``."""
        return any(int(match["het"]) < year for pattern in self.patterns for match in pattern.finditer(text))

    def _fits(self, text: str) -> bool:
        return _any(self.patterns, text) and not _any(self.unless, text)


def _any(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


@dataclass(frozen=True)
class Places:
    """The parts of a row that rules look at, folded: the openings of its clauses, all of it, its product."""

    clauses: tuple[str, ...]
    whole: str
    product: str

    @classmethod
    def read(cls, text: str, product: str) -> Places:
        """The parts of a text and of the cell that says what comes of it."""
        bare = fold(_NESTED.sub(" ", text))
        clauses = (_opening(part) for part in _CLAUSE.split(bare))
        return cls(tuple(part for part in clauses if part), fold(text), fold(product))

    def first(self) -> Places:
        """Only what is to be done first."""
        return Places(self.clauses[:1], self.whole, self.product)

    def of(self, where: Where) -> tuple[str, ...]:
        """The texts at a place."""
        if where == "viec":
            return self.clauses
        if where == "dau":
            return self.clauses[:1]
        return (self.whole,) if where == "noi_dung" else (self.product,)


def _opening(clause: str) -> str:
    """The words of a clause that say what is done, without its purpose and its punctuation."""
    words = _SPACES.sub(" ", _PURPOSE.sub("", f" {clause} ")).strip(' -–+*•"“”:').replace("“", "").replace("”", "")
    return " ".join(words.replace('"', "").split()[:OPENING_WORDS])


@cache
def rules() -> tuple[Rule, ...]:
    """The rules that tell whose work a row is, in the order in which they are asked."""
    return tuple(_rules("phan_loai"))


@cache
def area_rules() -> tuple[Rule, ...]:
    """The rules about work that only units with a border, a coast, or in a region have."""
    return tuple(_rules("dia_ban"))


@cache
def milestone_rules() -> tuple[Rule, ...]:
    """The rules about work that belongs to a certain year."""
    return tuple(_rules("moc"))


def _rules(group: str) -> Iterator[Rule]:
    document = data_file(FILE)
    words = {name: _alternatives(texts) for name, texts in document["nhom"].items()}
    for raw in document[group]:
        yield Rule(
            id=raw["id"],
            name=raw["ten"],
            verdict=raw.get("ket_luan", "can_nguoi" if group == "moc" else "khong_ap_dung"),
            where=raw["o"],
            patterns=_patterns(raw["mau"], words),
            unless=_patterns(raw.get("tru", ()), words),
            central_only=raw.get("chi_khi") == "tw",
            needs=raw.get("can", ""),
            only_past=raw.get("het") == "co",
            reason=raw["ly_do"],
            commune_question=raw.get("hoi_xa", ""),
            hits=tuple(raw["vi_du"]),
            near_misses=tuple(raw["khong"]),
        )


def _alternatives(texts: Sequence[str]) -> str:
    longest_first = sorted((re.escape(fold(text)) for text in texts), key=len, reverse=True)
    return rf"(?:{'|'.join(longest_first)})(?!\w)"


def _patterns(texts: Sequence[str], words: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w)(?:{_filled(text, words)})") for text in texts)


def _filled(text: str, words: Mapping[str, str]) -> str:
    text = text.replace(r"(?: \S+)", r"(?:,? \S+)")  # a comma may stand before any word of a gap
    return re.sub(r"\{([a-z-]+)\}", lambda match: _GAP if match[1] == "xa" else words[match[1]], text)
