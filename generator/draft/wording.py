"""A task of a higher programme in the words of the unit: rules that are data (``data/draft/cach_viet.yaml``).

Quotations and what stands in brackets are never touched; every change is named with its rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from generator.agencies.names import unit_words
from generator.agencies.records import Period, Unit
from generator.agencies.registry import registry
from generator.problems import N_, Words
from generator.resources import read_text

FILE = "draft/cach_viet.yaml"
BLANK = "…"
FIGURES, YEAR, NAMES = "CV-SO-LIEU", "CV-NAM", "CV-TEN"
FIGURE_REASON = N_("số liệu của cả nước, để trống để đơn vị điền")
YEAR_REASON = N_("năm của kế hoạch")
ASK_FIGURE = N_("chương trình ghi «{figure}» cho cả nước; của đơn vị là bao nhiêu?")

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_KEPT = re.compile(r"“[^”]*”|\"[^\"]*\"|\([^()]*\)|«[^»]*»")
_FIGURE = re.compile(r"\d[\d.,]*(?<=\d)")
_IN_CITATION = re.compile(r"(?:tháng\s+\d{1,2}|\d{1,2}/\d{1,2}|luật\s[^.;]{0,60}|số\s\S+)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """One change of words: the rule, why, what stood there and what stands there now."""

    rule: str
    reason: str
    old: str
    new: str


@dataclass(frozen=True)
class Worded:
    """A text in the unit's words, what was changed, and what is to be filled in."""

    text: str
    changes: tuple[Change, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordRule:
    """A rule of wording; ``only``: giao, tinh, xa or ``""``."""

    id: str
    pattern: re.Pattern[str]
    new: str
    only: str
    period: Period
    reason: str
    examples: Mapping[str, str]
    commune_examples: Mapping[str, str]
    near_misses: tuple[str, ...]


@cache
def word_rules() -> tuple[WordRule, ...]:
    """The rules in order: how a task opens, then its range."""
    return tuple(_rule(raw) for group in ("dong_tu", "pham_vi") for raw in _document()[group])


@cache
def figures() -> tuple[tuple[re.Pattern[str], ...], Mapping[str, str], tuple[str, ...]]:
    """The patterns of national figures, examples of what is left blank, and near misses."""
    raw = _document()["so_lieu"]
    return tuple(re.compile(text) for text in raw["mau"]), raw["vi_du"], tuple(raw["khong"])


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = yaml.load(read_text(FILE), Loader=yaml.BaseLoader)
    return document


def _rule(raw: Mapping[str, Any]) -> WordRule:
    return WordRule(
        raw["id"], re.compile(raw["mau"], re.IGNORECASE), raw["thay"], raw.get("khi", ""),
        Period(*(date.fromisoformat(raw[key]) if key in raw else None for key in ("tu", "den"))), raw["ly_do"],
        raw["vi_du"], raw.get("xa", {}), tuple(raw["khong"]),
    )  # fmt: skip


class Wording:
    """Puts texts into the words of one unit, as of a date.

    ``years``: that of the programme (``None``: it says none), that of the plan; ``last``: that of last year's plan.
    """

    def __init__(self, unit: Unit, on: date, years: tuple[int | None, int], last: int | None = None) -> None:
        self.unit, self.on, self.years, self.last = unit, on, years, last
        parent = registry().unit(unit.parent, on) if unit.parent else None
        self.words = unit_words(unit, parent, on)

    def word(self, text: str, *, assigned: bool) -> Worded:
        """A text in the unit's words; ``assigned``: its lead takes orders from the unit's executive."""
        changes: list[Change] = []
        for rule in word_rules():
            if self._applies(rule, assigned):
                text = self._applied(rule, text, changes)
        text = self._with_year(text, changes, self.years[0])
        before = len(changes)
        text = self._without_figures(text, changes)
        asked = tuple(Words(ASK_FIGURE, figure=change.old) for change in changes[before:])
        return Worded(text, tuple(changes), asked)

    def with_year(self, text: str) -> str:
        """A text of last year's plan with this year's number; citations and laws left alone."""
        return self._with_year(text, [], self.last)

    def with_programme_year(self, text: str) -> str:
        """A text of the programme with the plan's year; citations and laws left alone."""
        return self._with_year(text, [], self.years[0])

    def time(self, printed: str) -> str:
        """A printed time with the plan's year where it says that of the programme alone; what names others stays."""
        theirs, ours = self.years
        if set(_YEAR.findall(printed)) != {str(theirs)}:
            return printed
        return _YEAR.sub(str(ours), printed)

    def _applies(self, rule: WordRule, assigned: bool) -> bool:
        if not rule.period.covers(self.on):
            return False
        return rule.only in ("", self.unit.level) or (rule.only == "giao" and assigned)

    def _applied(self, rule: WordRule, text: str, changes: list[Change]) -> str:
        def new(match: re.Match[str]) -> str:
            filled = match.expand(rule.new.format_map(self.words)) if rule.new else ""
            if match[0][:1].isupper():
                filled = filled[:1].upper() + filled[1:]
            changes.append(Change(rule.id, rule.reason, match[0].strip(), filled.strip()))
            return filled

        return _replaced(rule.pattern, new, text)

    def _with_year(self, text: str, changes: list[Change], theirs: int | None) -> str:
        """Another year as that of the plan, citations and laws left alone."""
        ours = self.years[1]
        if theirs is None or theirs == ours:
            return text

        def new(match: re.Match[str]) -> str:
            if _IN_CITATION.search(match.string[: match.start()]):
                return match[0]
            changes.append(Change(YEAR, YEAR_REASON, match[0], f"{match[1]}{ours}"))
            return f"{match[1]}{ours}"

        return _replaced(re.compile(rf"\b(năm ){theirs}\b", re.IGNORECASE), new, text)

    def _without_figures(self, text: str, changes: list[Change]) -> str:
        def blank(match: re.Match[str]) -> str:
            changes.append(Change(FIGURES, FIGURE_REASON, match[0], _FIGURE.sub(BLANK, match[0])))
            return changes[-1].new

        for pattern in figures()[0]:
            text = _replaced(pattern, blank, text)
        return text


def outside_quotes(text: str, at: int) -> bool:
    """Whether a place of a text stands neither in a quotation nor in brackets."""
    return not any(match.start() <= at < match.end() for match in _KEPT.finditer(text))


def _replaced(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with every match replaced that does not stand in a quotation or in brackets."""
    return pattern.sub(lambda match: new(match) if outside_quotes(text, match.start()) else match[0], text)


def differing(changes: Sequence[Change]) -> Iterator[str]:
    """The codes of the rules behind some changes, each once."""
    yield from dict.fromkeys(change.rule for change in changes)
