"""What is done to ``document.xml`` after the tags are filled: sections closed, the signature kept, rules measured.

Word has no place for a tag inside section properties, a drawing's size or a paragraph's "keep with next", so these
three are set on the finished text. Everything else of the look stays in the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

_DOCPR = re.compile(r'(<wp:docPr id=")\d+(")')
_RULE = re.compile(r'<wp:extent cx="\d+"((?:(?!<wp:extent).)*?name="duong_ke\.(\w+)".*?<a:ext cx=")\d+(")', re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")
_OPENED = re.compile(r"<w:p((?: [^>]*?)?)(/?)>(<w:pPr/>|<w:pPr>(?:<w:pStyle [^>]*/>)?)?(<w:keepNext/>)?")
_LAST_TWO_SECTIONS = re.compile(
    r"(<w:sectPr[ >](?:(?!</?w:sectPr).)*</w:sectPr>)(</w:pPr>(?:(?!</?w:p[ >]).)*</w:p>\s*)"
    r"(?:<w:sectPr(?: [^>]*)?/>|<w:sectPr[ >](?:(?!</?w:sectPr).)*</w:sectPr>)",
    re.DOTALL,
)
EMU_PER_MM = 36_000
LINES_KEPT = 2  # of the text before a signature, which never stands on a page alone
LONG_ENOUGH = 160  # letters that surely fill two lines of running text


def finish(xml: str, rules_mm: dict[str, list[float]], signature_style: str) -> str:
    """The finished ``document.xml``: see the module."""
    return fit_drawings(keep_signature(close_last_section(xml), signature_style), rules_mm)


def close_last_section(xml: str) -> str:
    """Let the section of the last paragraph be the section of the body, so that no empty page follows it."""
    start = xml.rfind("<w:sectPr", 0, max(xml.rfind("<w:sectPr"), 0))
    last = _LAST_TWO_SECTIONS.match(xml, start) if start >= 0 else None
    return xml[:start] + last[2] + last[1] + xml[last.end() :] if last else xml


def keep_signature(xml: str, signature_style: str) -> str:
    """Keep the last lines of text (two at least) on the page of the signature table.

    The table's own rows hold together through the template; here the paragraphs before it get "keep with next", as many
    as surely make two lines (Word keeps two lines of a longer paragraph by widow control). Where the text ends in a
    table, its last row is kept.
    """
    first = xml.find(f'<w:pStyle w:val="{signature_style}"/>')
    table = end = xml.rfind("<w:tbl>", 0, first) if first >= 0 else -1
    kept: list[str] = []
    lines = 0
    while end > 0 and lines < LINES_KEPT and (start := _start_of_last_block(xml, end)) >= 0:
        block = xml[start:end]
        kept.insert(0, _OPENED.sub(_kept, block))
        lines += _lines(block)
        end = start
    return xml[:end] + "".join(kept) + xml[table:] if kept else xml


def _start_of_last_block(xml: str, end: int) -> int:
    """Where the paragraph or the table row that ends before ``end`` begins; -1 when there is none."""
    name = "tr" if xml[max(end - 100, 0) : end].rstrip().endswith("</w:tbl>") else "p"
    return max(xml.rfind(f"<w:{name}{next_}", 0, end) for next_ in (">", " ", "/"))


def _kept(opened: re.Match[str]) -> str:
    """The start of a paragraph with "keep with next" in its place: after the style."""
    attributes, closed, properties, kept = opened.groups()
    if kept:
        return opened.group()
    if properties and properties != "<w:pPr/>":
        return f"<w:p{attributes}>{properties}<w:keepNext/>"
    return f"<w:p{attributes}><w:pPr><w:keepNext/></w:pPr>" + ("</w:p>" if closed else "")


def _lines(block: str) -> int:
    """How many lines of text a paragraph or a row surely has; a row ends the search."""
    letters = len(_MARKUP.sub("", block).strip())
    return LINES_KEPT if "</w:tr>" in block or letters >= LONG_ENOUGH else bool(letters)


def fit_drawings(xml: str, rules_mm: dict[str, list[float]]) -> str:
    """Give each rule the length that its own text asks for, and drawings sequential ids (loops repeat them).

    Lengths are millimetres by name, in order of standing.
    """
    waiting = {name: iter(lengths) for name, lengths in rules_mm.items()}
    ids = count(1)

    def sized(match: re.Match[str]) -> str:
        length = next(waiting.get(match[2], iter(())), None)
        if length is None:
            return match.group()
        emu = round(length * EMU_PER_MM)
        return f'<wp:extent cx="{emu}"{match[1]}{emu}{match[3]}'

    def fitted(drawing: str) -> str:
        return _DOCPR.sub(lambda m: f"{m[1]}{next(ids)}{m[2]}", _RULE.sub(sized, drawing))

    return _in_drawings(xml, fitted)


def _in_drawings(xml: str, change: Callable[[str], str]) -> str:
    """The document with each drawing changed; a document is long and its drawings are few and short."""
    pieces, at = [], 0
    while (start := xml.find("<w:drawing>", at)) >= 0:
        end = xml.find("</w:drawing>", start)
        pieces += [xml[at:start], change(xml[start:end])]
        at = end
    return "".join([*pieces, xml[at:]]) if pieces else xml
