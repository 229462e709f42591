"""Effective formatting: document defaults → chain of paragraph styles → character style → direct formatting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from generator.word.xml import w

_TOGGLES = ("b", "i", "caps")
_EFFECTS = ("u", "strike", "dstrike", "vanish", "highlight", "smallCaps", "outline", "shadow", "emboss", "imprint")
_FONT_SLOTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
_TWIPS = {"pt": 20.0, "pc": 240.0, "pi": 240.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4}
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|pc|pi|in|cm|mm)?\Z")
# the later of two layers wins the pair: a name over an inherited theme font, a hanging indent over a first-line one
_RIVALS = {a: b for pair in [*_FONT_SLOTS.items(), ("firstLine", "hanging"), ("left", "start"), ("right", "end")]
           for a, b in (pair, pair[::-1])}  # fmt: skip
Attributes = dict[str, str]


@dataclass(frozen=True)
class RunFormat:
    """How letters print: size in points, bold, italic, the fonts of the four slots, colour (RRGGBB).

    ``effects`` are what else is switched on, by its name in the format: underline, strike-through, hidden, …
    """

    size_pt: float = 10.0
    bold: bool = False
    italic: bool = False
    fonts: tuple[str, ...] = ()
    color: str = "000000"
    caps: bool = False
    effects: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParagraphFormat:
    """How a paragraph stands: alignment, first line and left indent, gaps (twips), line spacing and its rule."""

    align: str = "left"
    first_line: int = 0
    left: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"
    keep_next: bool = False
    joined: bool = False  # no gap between paragraphs of one style, whatever ``before`` and ``after`` say


@dataclass
class Styles:
    """The styles of one document."""

    root: etree._Element

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the paragraph styles by id."""
        return {
            self._id(s): self._name(s) for s in self.root.iterchildren(w("style")) if s.get(w("type")) == "paragraph"
        }

    @cached_property
    def ids(self) -> dict[str, str]:
        """Ids of the paragraph styles by name."""
        return {name: id for id, name in self.names.items()}

    @cached_property
    def default(self) -> str:
        """The id of the default paragraph style."""
        found = self.root.find(f"{w('style')}[@{w('type')}='paragraph'][@{w('default')}='1']")
        return self._id(found) if found is not None else ""

    def run_format(self, style: str, direct: etree._Element | None = None) -> RunFormat:
        """The effective format of a run in a paragraph of ``style`` with its direct properties."""
        merged: dict[str, Attributes] = {}
        for properties in self._layers(style, "rPr"):
            _merge(merged, properties)
        named = direct.find(w("rStyle")) if direct is not None else None
        if named is not None:
            _add_character_style(merged, [s.find(w("rPr")) for s in self._chain(named.get(w("val"), ""))])
        _merge(merged, direct)
        return _run_format(merged)

    def paragraph_format(self, style: str, direct: etree._Element | None = None) -> ParagraphFormat:
        """The effective format of a paragraph of ``style`` with its direct properties."""
        merged: dict[str, Attributes] = {}
        for properties in [*self._layers(style, "pPr"), direct]:
            _merge(merged, properties)
        return _paragraph_format(merged)

    def _layers(self, style: str, kind: str) -> list[etree._Element | None]:
        default = self.root.find(f"{w('docDefaults')}/{w(kind + 'Default')}/{w(kind)}")
        return [default, *(s.find(w(kind)) for s in self._chain(style or self.default))]

    def _chain(self, style: str) -> list[etree._Element]:
        """A style after the styles it is based on; a loop in the file ends the chain."""
        chain: list[etree._Element] = []
        while style:
            found = self.root.find(f"{w('style')}[@{w('styleId')}='{style}']") if "'" not in style else None
            if found is None or found in chain:
                break
            chain.append(found)
            based = found.find(w("basedOn"))
            style = based.get(w("val"), "") if based is not None else ""
        return chain[::-1]

    @staticmethod
    def _id(style: etree._Element) -> str:
        return str(style.get(w("styleId"), ""))

    @staticmethod
    def _name(style: etree._Element) -> str:
        name = style.find(w("name"))
        return str(name.get(w("val"), "")) if name is not None else ""


def _merge(into: dict[str, Attributes], properties: etree._Element | None) -> None:
    """Later properties win attribute by attribute, as Word merges w:ind and w:spacing."""
    for child in properties if properties is not None else ():
        if isinstance(child.tag, str):
            own = {etree.QName(k).localname: v for k, v in child.attrib.items()}
            known = into.setdefault(etree.QName(child).localname, {})
            for name in own:
                known.pop(_RIVALS.get(name, ""), None)
            known.update(own)
            if not own:  # an element without attributes means "on"
                known.pop("val", None)


def _add_character_style(merged: dict[str, Attributes], layers: list[etree._Element | None]) -> None:
    """A character style over a paragraph style: what both switch on is off again (ISO/IEC 29500-1, 17.7.3)."""
    own: dict[str, Attributes] = {}
    for properties in layers:
        _merge(own, properties)
    for name in _TOGGLES:
        if _on(own, name) and _on(merged, name):
            own[name] = {"val": "0"}
    for name, attributes in own.items():
        merged[name] = merged.get(name, {}) | attributes if name not in _TOGGLES else attributes


def _on(merged: dict[str, Attributes], name: str) -> bool:
    return name in merged and merged[name].get("val", "1") not in ("0", "false", "off")


def _run_format(merged: dict[str, Attributes]) -> RunFormat:
    fonts = merged.get("rFonts", {})
    # a theme font wins over a name beside it, and its own name is not to be seen here
    shown = tuple("" if theme in fonts else fonts.get(slot, "") for slot, theme in _FONT_SLOTS.items())
    color = merged.get("color", {}).get("val", "000000")
    bold, italic, caps = (_on(merged, name) for name in _TOGGLES)
    size = _number(merged.get("sz", {}).get("val", "20"), per_point=2)
    effects = tuple(name for name in _EFFECTS if _on(merged, name) and merged[name].get("val") not in ("none", "nil"))
    return RunFormat(size / 2, bold, italic, shown, "000000" if color == "auto" else color, caps, effects)


def _paragraph_format(merged: dict[str, Attributes]) -> ParagraphFormat:
    indent, spacing = merged.get("ind", {}), merged.get("spacing", {})
    align = merged.get("jc", {}).get("val", "left")
    # a hanging indent beside a first-line one wins
    first = -_number(indent["hanging"]) if "hanging" in indent else _number(indent.get("firstLine", "0"))
    return ParagraphFormat(
        {"start": "left", "end": "right"}.get(align, align), round(first),
        round(_number(indent.get("left", indent.get("start", "0")))), round(_number(spacing.get("before", "0"))),
        round(_number(spacing.get("after", "0"))), round(_number(spacing.get("line", "240"))),
        spacing.get("lineRule", "auto"), _on(merged, "keepNext"),
        _on(merged, "contextualSpacing") or "1" in (spacing.get("beforeAutospacing"), spacing.get("afterAutospacing")),
    )  # fmt: skip


def _number(text: str, per_point: int = 20) -> float:
    """A length in its own unit (twips, or half points), or with a unit of its own ("1.27cm"); 0 for what is neither."""
    match = _MEASURE.match(text)
    if match is None:
        return 0.0
    return float(match[1]) * (_TWIPS[match[2]] * per_point / 20 if match[2] else 1)
