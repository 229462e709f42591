"""The format that is seen: document defaults, table style, paragraph style, character style, direct formatting.

Bold, italic, capitals and hiding are toggles: what two levels of styles switch on is off again, direct formatting says
the last word, what the defaults switch on is on (ISO/IEC 29500-1, 17.7.3). ``generator.word.styles`` answers for our
own templates, which have neither table styles nor hidden text; this one answers for everybody's documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.flow import Align
from generator.word.xml import w

TOGGLES = ("b", "i", "caps", "vanish")
OFF = ("0", "false", "off", "none")
_TOGGLE_OF = {w(name): name for name in TOGGLES}
_ALIGNS: dict[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "both",
    "distribute": "both", "thaiDistribute": "both", "lowKashida": "both", "mediumKashida": "both",
    "highKashida": "both",
}  # fmt: skip
_NOTHING: tuple[str, ...] = ("none", "nil", "")
_MAX_STYLES = 50
_REGIONS = ("firstCol", "lastCol", "firstRow", "lastRow", "neCell", "nwCell", "seCell", "swCell")


@dataclass(frozen=True)
class RunFormat:
    """How letters are seen. ``font`` is named only where it may be a font of symbols."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    superscript: bool = False
    font: str = ""


@dataclass
class Level:
    """What one level of the hierarchy says, nearer styles over farther ones.

    ``numbering`` is (numId, ilvl, style that says numId), empty where nothing is said.
    """

    toggles: dict[str, bool] = field(default_factory=dict)
    raised: str = ""
    font: str = ""
    align: str = ""
    page_break: bool | None = None
    ruled: bool | None = None
    numbering: tuple[str, str, str] = ("", "", "")

    def add_run(self, properties: etree._Element | None) -> None:
        """Run properties said over what is already said."""
        for child in properties if properties is not None else ():
            name = _TOGGLE_OF.get(child.tag)
            if name is not None:
                self.toggles[name] = is_on(child)
            elif child.tag == _RAISED:
                self.raised = child.get(_VAL, "")
            elif child.tag == _FONTS:
                self.font = child.get(_ASCII, child.get(_ANSI, self.font))

    def add_paragraph(self, properties: etree._Element | None, style: str) -> None:
        """Paragraph properties said over what is already said; ``style`` is the style that says them."""
        for child in properties if properties is not None else ():
            if child.tag == _JC:
                self.align = child.get(_VAL, "")
            elif child.tag == _BREAK:
                self.page_break = is_on(child)
            elif child.tag == _BORDERS:
                self.ruled = is_bottom_only(child)
            elif child.tag == _NUMBERING:
                self.numbering = _numbered(child, style, self.numbering)


_VAL, _RAISED, _FONTS, _ASCII, _ANSI = w("val"), w("vertAlign"), w("rFonts"), w("ascii"), w("hAnsi")
_JC, _BREAK, _BORDERS, _NUMBERING = w("jc"), w("pageBreakBefore"), w("pBdr"), w("numPr")
_RPR, _PPR = w("rPr"), w("pPr")


def is_on(flag: etree._Element) -> bool:
    """Whether a switch is on: it is there and does not say no."""
    return flag.get(_VAL, "1") not in OFF


def value_of(properties: etree._Element | None, name: str) -> str:
    """The value of a property; empty when nothing is said."""
    found = properties.find(w(name)) if properties is not None else None
    return "" if found is None else str(found.get(_VAL, ""))


def switched(properties: etree._Element | None, name: str) -> bool:
    """Whether a property is there and on."""
    found = properties.find(w(name)) if properties is not None else None
    return found is not None and is_on(found)


def is_drawn(border: etree._Element | None) -> bool:
    """Whether a border is drawn."""
    return border is not None and border.get(_VAL, "") not in _NOTHING


def is_bottom_only(borders: etree._Element) -> bool:
    """Whether only the line below a paragraph is drawn: a rule, not a frame."""
    top, left, bottom, right = (is_drawn(borders.find(w(side))) for side in ("top", "left", "bottom", "right"))
    return bottom and not (top or left or right)


def _numbered(properties: etree._Element, style: str, before: tuple[str, str, str]) -> tuple[str, str, str]:
    number, level = value_of(properties, "numId"), value_of(properties, "ilvl")
    return (number, level, style) if number else (before[0], level, before[2])


class Formats:
    """The styles of one document; everything is resolved once per style."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._document = Level()
        self._levels: dict[tuple[str, str, frozenset[str]], Level] = {}
        self._runs: dict[tuple[object, ...], RunFormat] = {}
        for style in root.iterchildren(w("style")) if root is not None else ():
            self._learn(style)
        if root is not None:
            self._document.add_run(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{_RPR}"))
            self._document.add_paragraph(root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{_PPR}"), "")

    def _learn(self, style: etree._Element) -> None:
        kind, id = style.get(w("type"), "paragraph"), style.get(w("styleId"), "")
        self._styles.setdefault((kind, id), style)
        if style.get(w("default"), "0") not in OFF:
            self._defaults.setdefault(kind, id)

    def style(self, kind: str, id: str) -> etree._Element | None:
        """A style by kind and id."""
        return self._styles.get((kind, id))

    def paragraph_style(self, properties: etree._Element | None) -> str:
        """The id of a paragraph's style, the default one when it names none that exists."""
        id = value_of(properties, "pStyle")
        return id if ("paragraph", id) in self._styles else self._defaults.get("paragraph", "")

    def table_style(self, properties: etree._Element | None) -> str:
        """The id of a table's style, the default one when it names none that exists."""
        id = value_of(properties, "tblStyle")
        return id if ("table", id) in self._styles else self._defaults.get("table", "")

    def level(self, kind: str, id: str, regions: frozenset[str] = frozenset()) -> Level:
        """What the styles from the farthest to ``id`` say; of a table style, for cells in these regions of it."""
        key = (kind, id, regions)
        if key not in self._levels:
            level = Level()
            for own, style in self.chain(kind, id):
                for holder in (style, *_regional(style, regions)):
                    level.add_run(holder.find(_RPR))
                    level.add_paragraph(holder.find(_PPR), own)
            self._levels[key] = level
        return self._levels[key]

    def chain(self, kind: str, id: str) -> list[tuple[str, etree._Element]]:
        """A style after the styles it is based on; a loop in the file ends the chain."""
        chain: dict[str, etree._Element] = {}
        while id not in chain and len(chain) < _MAX_STYLES and (kind, id) in self._styles:
            chain[id] = self._styles[kind, id]
            id = value_of(chain[id], "basedOn")
        return list(chain.items())[::-1]

    def run(self, style: str, table: Level | None, direct: etree._Element | None) -> RunFormat:
        """The format of a run in a paragraph of ``style`` inside a table of level ``table``."""
        own = Level()
        own.add_run(direct)
        named = value_of(direct, "rStyle")
        key = (style, id(table), named, own.raised, own.font, *sorted(own.toggles.items()))
        if key not in self._runs:
            self._runs[key] = self._resolve(style, table, named, own)
        return self._runs[key]

    def _resolve(self, style: str, table: Level | None, named: str, own: Level) -> RunFormat:
        levels = [table or Level(), self.level("paragraph", style), self.level("character", named)]
        on = {name: self._toggled(name, levels, own) for name in TOGGLES}
        said = [own, *levels[::-1], self._document]
        raised = next((level.raised for level in said if level.raised), "")
        font = next((level.font for level in said if level.font), "")
        return RunFormat(on["b"], on["i"], on["caps"], on["vanish"], raised == "superscript", font)

    def _toggled(self, name: str, levels: list[Level], own: Level) -> bool:
        if name in own.toggles:
            return own.toggles[name]
        times = sum(level.toggles.get(name, False) for level in levels)
        return self._document.toggles.get(name, False) or times % 2 == 1

    def align(self, style: str, table: Level | None, direct: etree._Element | None) -> Align:
        """The alignment of a paragraph."""
        said = (level.align for level in (self.level("paragraph", style), table, self._document) if level is not None)
        return _ALIGNS.get(value_of(direct, "jc") or next((align for align in said if align), ""), "left")


def _regional(style: etree._Element, regions: frozenset[str]) -> Iterator[etree._Element]:
    """The parts of a table style for some regions, the stronger ones later."""
    own = {part.get(w("type"), ""): part for part in style.iterchildren(w("tblStylePr"))} if regions else {}
    yield from (own[name] for name in _REGIONS if name in regions and name in own)
