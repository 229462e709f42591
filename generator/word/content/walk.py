"""Walking through the elements that hold the printed text, past the wrappers around them.

Wrappers (content controls, links, smart tags, insertions, custom XML) print what they hold; properties, deletions and
field codes do not print. Anything unknown is a wrapper: better a word too many than one lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from generator.word.xml import w

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATIVES = f"{MC}AlternateContent"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_KNOWN = ("word/2010/wordprocessingShape", "word/2010/wordprocessingGroup", "word/2010/wordprocessingCanvas",
          "word/2010/wordprocessingDrawing", "word/2010/wordml", "word/2012/wordml", "drawing/2010/main")  # fmt: skip
_UNDERSTOOD = {_MICROSOFT + name for name in _KNOWN}
UNPRINTED = {
    *(w(name) for name in (
        "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr",
        "instrText", "delInstrText", "del", "moveFrom", "sectPr", "rt", "rubyPr", "bookmarkStart", "bookmarkEnd",
        "proofErr", "fldData", "ffData", "cellDel",
    )),
}  # fmt: skip
DELETED = {w("del"), w("moveFrom")}


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """The branch that prints: the first one whose demands are known, else the fallback, else the first at all."""
    choices = [branch for branch in alternatives if branch.tag == f"{MC}Choice"]
    known = next((branch for branch in choices if _is_understood(branch)), None)
    if known is not None:
        return known
    fallback = alternatives.find(f"{MC}Fallback")
    return fallback if fallback is not None else next(iter(choices), None)


def _is_understood(choice: etree._Element) -> bool:
    return all(choice.nsmap.get(prefix) in _UNDERSTOOD for prefix in choice.get("Requires", "").split())


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The child elements that may print; of alternatives those of one branch."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):  # a comment or a processing instruction
            continue
        if tag == ALTERNATIVES:
            branch = chosen(child)
            if branch is not None:
                yield from children(branch)
        elif tag not in UNPRINTED:
            yield child


def find(element: etree._Element, wanted: Iterable[str], closed: Iterable[str] = ()) -> Iterator[etree._Element]:
    """The nearest elements of some tags below an element, in order; nothing inside them or inside ``closed``."""
    tags, shut = set(wanted), set(closed)
    stack = [children(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in tags:
            yield child
        elif child.tag not in shut:
            stack.append(children(child))


_LETTERS = {w("t"), w("delText")}


def raw_text(element: etree._Element) -> str:
    """The letters inside a deletion as they are; breaks, tabs and the beginnings of paragraphs are spaces."""
    nodes = element.iter(w("t"), w("delText"), w("tab"), w("br"), w("p"))
    return "".join(node.text or "" if node.tag in _LETTERS else " " for node in nodes)


def unprinted_text(element: etree._Element) -> str:
    """The letters inside something that does not print, on one line."""
    return " ".join(raw_text(element).split())
