"""Effective formatting: document defaults → chain of paragraph styles → direct formatting, resolved once per style."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from generator.word.xml import w

_TOGGLES = ("b", "i")
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
Attributes = dict[str, str]


@dataclass(frozen=True)
class RunFormat:
    """How letters print: size in points, bold, italic, the fonts of the four slots, colour (RRGGBB)."""

    size_pt: float = 10.0
    bold: bool = False
    italic: bool = False
    fonts: tuple[str, ...] = ()
    color: str = "000000"
    caps: bool = False


@dataclass(frozen=True)
class ParagraphFormat:
    """How a paragraph stands: alignment, first line and left indent (twips), gaps (twips), line spacing and its rule."""

    align: str = "left"
    first_line: int = 0
    left: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"


@dataclass
class Styles:
    """The styles of one document."""

    root: etree._Element
    _runs: dict[str, dict[str, Attributes]] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the paragraph styles by id."""
        return {self._id(s): self._name(s) for s in self.root.iterchildren(w("style")) if s.get(w("type")) == "paragraph"}

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
        for properties in [*self._layers(style, "rPr"), direct]:
            _merge(merged, properties)
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
            into.setdefault(etree.QName(child).localname, {}).update(
                {etree.QName(k).localname: v for k, v in child.attrib.items()}
            )


def _on(merged: dict[str, Attributes], name: str) -> bool:
    return name in merged and merged[name].get("val", "1") not in ("0", "false", "off")


def _run_format(merged: dict[str, Attributes]) -> RunFormat:
    fonts = merged.get("rFonts", {})
    # a theme font wins over a name in the same slot, and its own name is not to be seen here
    shown = tuple("" if f"{slot}Theme" in fonts else fonts.get(slot, "") for slot in _FONT_SLOTS)
    color = merged.get("color", {}).get("val", "000000")
    bold, italic = (_on(merged, name) for name in _TOGGLES)
    return RunFormat(
        int(merged.get("sz", {}).get("val", "20")) / 2, bold, italic, shown, "000000" if color == "auto" else color,
        _on(merged, "caps"),
    )  # fmt: skip


def _paragraph_format(merged: dict[str, Attributes]) -> ParagraphFormat:
    indent, spacing = merged.get("ind", {}), merged.get("spacing", {})
    align = merged.get("jc", {}).get("val", "left")
    first = int(indent.get("firstLine", 0)) - int(indent.get("hanging", 0))
    return ParagraphFormat(
        {"start": "left", "end": "right"}.get(align, align), first, int(indent.get("left", indent.get("start", 0))),
        int(spacing.get("before", 0)), int(spacing.get("after", 0)), int(spacing.get("line", 240)),
        spacing.get("lineRule", "auto"),
    )  # fmt: skip
