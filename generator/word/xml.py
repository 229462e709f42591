"""Strict XML: no recovery, no entities, no network; names of the WordprocessingML namespaces."""

from __future__ import annotations

import re
from xml.parsers import expat

from lxml import etree

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
W = f"{{{NS['w']}}}"
R = f"{{{NS['r']}}}"
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")


class XmlError(ValueError):
    """The XML is not well formed, or tries what a Word part has no need of."""


def parse(data: bytes) -> etree._Element:
    """Parse one part strictly. Raises ``XmlError`` for malformed XML, a DOCTYPE or an entity."""
    if _DOCTYPE.search(data):
        raise XmlError("DOCTYPE")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error)) from error


def printed_text(data: bytes) -> str:
    """All character data of a part in one pass, entities resolved. Raises ``XmlError`` when it is not well formed.

    Expat without element handlers costs a third of building a tree, and a proof needs no tree.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 20
    chunks: list[str] = []
    parser.CharacterDataHandler = chunks.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlError(str(error)) from error
    return "".join(chunks)


def _refuse(*_args: object) -> None:
    raise XmlError("DOCTYPE")


def w(tag: str) -> str:
    """The full name of an element or attribute of the main namespace: ``w("p")``."""
    return W + tag


def text_of(element: etree._Element) -> str:
    """The text of a paragraph or cell as printed: tabs and breaks kept, fields' instructions left out."""
    out: list[str] = []
    for node in element.iter(w("t"), w("tab"), w("br"), w("noBreakHyphen")):
        out.append({w("tab"): "\t", w("br"): "\n", w("noBreakHyphen"): "-"}.get(str(node.tag), node.text or ""))
    return "".join(out)
