"""The labels that Word makes itself: counted in the order of the document, per list, level by level."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from generator.vntext import roman
from generator.word.content.formats import Formats, switched, value_of
from generator.word.content.symbols import bullet, symbols
from generator.word.xml import w

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True)
class Numbered:
    """One level of a list. ``restart``: the level after which it begins anew (0: never), ``None`` for any above it."""

    start: int = 0
    format: str = "decimal"
    text: str = ""
    font: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    picture: bool = False
    letters: etree._Element | None = None


@dataclass
class _List:
    """A list as paragraphs name it: its levels, the counters it shares with the lists of the same definition."""

    levels: tuple[Numbered, ...]
    counters: list[int | None]
    overrides: dict[int, int] = field(default_factory=dict)
    begun: bool = False


class Labels:
    """The labels of one document; ``next`` must be asked paragraph by paragraph, in order."""

    def __init__(self, root: etree._Element | None, formats: Formats) -> None:
        children = list(root) if root is not None else []
        self._definitions = {e.get(w("abstractNumId"), ""): e for e in children if e.tag == w("abstractNum")}
        self._numbers = {e.get(w("numId"), ""): e for e in children if e.tag == w("num")}
        self._counters: dict[str, list[int | None]] = {}
        self._lists: dict[str, _List | None] = {}
        self._formats = formats

    def level_of(self, properties: etree._Element | None, style: str) -> tuple[str, int] | None:
        """The list and level of a paragraph, direct or through its style; ``None`` when it has none."""
        said = self._formats.level("paragraph", style).numbering
        direct = properties.find(w("numPr")) if properties is not None else None
        own = value_of(direct, "numId")
        number, source = (own, "") if own else (said[0], said[2])
        found = self._list(number)
        if found is None:
            return None
        linked = next((i for i, level in enumerate(found.levels) if source and level.style == source), None)
        level = value_of(direct, "ilvl") or (said[1] if linked is None and not own else "")
        return number, _within(level, 0 if linked is None else linked)

    def next(self, number: str, level: int) -> tuple[str, etree._Element | None]:
        """The label of the next paragraph of a list at a level, and the run properties it is printed with."""
        found = self._list(number)
        if found is None:
            return "", None
        _count(found, level)
        own = found.levels[level]
        return _label(found, level), own.letters

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _read(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        key = self._definition_of(number, frozenset())
        if element is None or key not in self._definitions or number == "0":
            return None
        levels = {_level_number(e): e for e in self._definitions[key].iterchildren(w("lvl"))}
        starts: dict[int, int] = {}
        for override in element.iterchildren(w("lvlOverride")):
            at, own = _level_number(override), override.find(w("lvl"))
            if own is not None:
                levels[at] = own
            if start := value_of(override, "startOverride"):
                starts[at] = _int(start)
        read = tuple(_level(levels.get(i)) for i in range(_LEVELS))
        return _List(read, self._counters.setdefault(key, [None] * _LEVELS), starts)

    def _definition_of(self, number: str, seen: frozenset[str]) -> str:
        """The definition behind a list, through the list style it may lean on."""
        key = value_of(self._numbers.get(number), "abstractNumId")
        link = value_of(self._definitions.get(key), "numStyleLink")
        style = self._formats.style("numbering", link) if link and link not in seen else None
        properties = style.find(f"{w('pPr')}/{w('numPr')}") if style is not None else None
        linked = value_of(properties, "numId")
        return self._definition_of(linked, seen | {link}) if linked else key


def _level(element: etree._Element | None) -> Numbered:
    if element is None:
        return Numbered()
    letters = element.find(w("rPr"))
    fonts = letters.find(w("rFonts")) if letters is not None else None
    restart = value_of(element, "lvlRestart")
    return Numbered(
        _int(value_of(element, "start")), _format(element), value_of(element, "lvlText"),
        "" if fonts is None else fonts.get(w("ascii"), fonts.get(w("hAnsi"), "")), switched(element, "isLgl"),
        _int(restart) if restart else None, value_of(element, "pStyle"), element.find(w("lvlPicBulletId")) is not None,
        letters,
    )  # fmt: skip


def _format(level: etree._Element) -> str:
    """The kind of numerals: plain, or one choice of an alternative."""
    found = next(level.iter(w("numFmt")), None)
    return "decimal" if found is None else found.get(w("val"), "decimal")


def _count(found: _List, level: int) -> None:
    if not found.begun:
        found.begun = True
        for at in found.overrides:
            found.counters[at] = None
    before = found.counters[level]
    found.counters[level] = _start(found, level) if before is None else before + 1
    for deeper in range(level + 1, _LEVELS):
        restart = found.levels[deeper].restart
        if restart is None or level < restart:
            found.counters[deeper] = None


def _start(found: _List, level: int) -> int:
    return found.overrides.get(level, found.levels[level].start)


def _label(found: _List, level: int) -> str:
    """The printed label; a level above that has not begun counts as begun."""
    own = found.levels[level]
    if own.format == "bullet":
        return "•" if own.picture else bullet(own.text, own.font)

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count, kind = found.counters[at], found.levels[at].format
        value = _start(found, at) if count is None else count
        return numeral(value, "decimal" if own.legal and kind not in ("none", "decimalZero") else kind)

    return symbols(_PLACEHOLDER.sub(number, own.text), own.font).strip()


def numeral(value: int, kind: str) -> str:
    """A number as a list prints it; a kind that Vietnamese documents do not know prints as figures."""
    return _NUMERALS.get(kind, str)(value)


def _letters(value: int) -> str:
    """a … z, then aa, bb … zz: Word doubles letters, it does not count with them."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else ""


def _roman(value: int) -> str:
    return roman(value) if 0 < value < 4000 else ""


def _vietnamese(value: int) -> str:
    """một, hai … chín mươi chín; figures beyond."""
    tens, ones = divmod(value, 10)
    if not 0 < value < 100:
        return str(value)
    if not tens:
        return _DIGITS[ones]
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{'mười' if tens == 1 else _DIGITS[tens] + ' mươi'} {last}".strip()


_NUMERALS: dict[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": lambda value: f"{value:02d}", "none": lambda value: "",
    "lowerLetter": _letters, "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": lambda value: _roman(value).lower(), "upperRoman": _roman,
    "vietnameseCounting": _vietnamese, "cardinalText": _vietnamese, "numberInDash": lambda value: f"- {value} -",
}  # fmt: skip


def _level_number(element: etree._Element) -> int:
    return _within(element.get(w("ilvl"), "0"), 0)


def _within(text: str, default: int) -> int:
    return min(max(_int(text), 0), _LEVELS - 1) if text else default


def _int(text: str) -> int:
    """A number of the file; 0 for what is none (nine digits are as many as any count needs)."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else 0
