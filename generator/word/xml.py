"""Strict XML: no recovery, no entities, no network; names of the WordprocessingML namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
# a text box, and properties (whose tab stops are called like tabs)
_NOT_RUNNING = {f"{W}txbxContent", f"{W}pPr", f"{W}rPr"}


class XmlError(ValueError):
    """The XML is not well formed, or tries what a Word part has no need of."""


def parse(data: bytes) -> etree._Element:
    """Parse one part strictly. Raises ``XmlError`` for malformed XML, a DOCTYPE or an entity."""
    if _DOCTYPE.search(data):
        raise XmlError("DOCTYPE")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
    except (etree.XMLSyntaxError, LookupError) as error:
        raise XmlError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:  # a DOCTYPE in another encoding than the search reads
        raise XmlError("DOCTYPE")
    return root


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
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise XmlError(str(error)) from error
    return "".join(chunks)


def _refuse(*_args: object) -> None:
    raise XmlError("DOCTYPE")


def w(tag: str) -> str:
    """The full name of an element or attribute of the main namespace: ``w("p")``."""
    return W + tag


def text_of(element: etree._Element) -> str:
    """The text of a paragraph or cell as printed: tabs and breaks kept, fields' instructions left out.

    A text box that hangs on the element has paragraphs of its own and is not part of its text.
    """
    return "".join(_printed(node) for node in own_nodes(element, "t", "tab", "br", "cr", "noBreakHyphen"))


def own_nodes(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of these tags below an element, in order, without those inside its text boxes."""
    wanted = {w(tag) for tag in tags}
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag not in _NOT_RUNNING:
            yield from own_nodes(child, *tags)


def _printed(node: etree._Element) -> str:
    return {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}.get(str(node.tag), node.text or "")
