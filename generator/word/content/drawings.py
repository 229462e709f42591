"""What a drawing holds for a reader: text boxes, a line, a picture or an object that cannot become text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from generator.problems import N_
from generator.word.content.walk import OFFICE, VML, find
from generator.word.xml import NS, w

_WP, _A = f"{{{NS['wp']}}}", f"{{{NS['a']}}}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_BOX = w("txbxContent")
_DRAWN_LINES = {f"{VML}line", f"{VML}polyline"}
_OLE = f"{OFFICE}OLEObject"
_CONTROL = w("control")
_DATA = f"{_A}graphicData"
_THIN = 100_000  # EMU, 2.8 mm: flatter than any letter
_LINE_SHAPE = re.compile(r"line|Connector", re.IGNORECASE)
_LINE_TYPE = re.compile(r"_t(20|32|33|34|35|38)\Z")
_FLAT = re.compile(r"(?:^|;)\s*height:\s*(?:[0-2](?:\.\d+)?|\.\d+)(?:pt|px)?\s*(?:;|\Z)")
_OBJECTS = {"chart": N_("biểu đồ"), "chartex": N_("biểu đồ"), "diagram": N_("sơ đồ SmartArt")}
PICTURE, OBJECT, FORMULA = N_("hình ảnh"), N_("đối tượng nhúng"), N_("dạng trình bày của công thức")


@dataclass
class Drawing:
    """``boxes`` are text boxes (their content) and letters drawn as a picture (WordArt), in order."""

    boxes: list[etree._Element | str] = field(default_factory=list)
    is_line: bool = False
    left: Counter[str] = field(default_factory=Counter)


_SEEN = {_BOX, _PICTURE, _OLE, _CONTROL, f"{VML}imagedata", f"{VML}textpath", *_DRAWN_LINES}


def read_drawing(element: etree._Element) -> Drawing:
    """What a drawing, a picture or an embedded object holds."""
    found = Drawing()
    for node in find(element, _SEEN):
        if node.tag == _BOX:
            found.boxes.append(node)
        elif node.tag == f"{VML}textpath":
            found.boxes.extend(filter(None, [node.get("string", "")]))
        elif node.tag in (_OLE, _CONTROL):
            found.left[OBJECT] += 1
        elif node.tag not in _DRAWN_LINES:
            found.left[PICTURE] += 1
    found.left.update(_objects(element))
    if OBJECT in found.left:
        del found.left[PICTURE]  # how the object looks
    found.is_line = not found.boxes and not found.left and _has_line(element)
    return found


def _objects(element: etree._Element) -> list[str]:
    uris = (data.get("uri", "").rpartition("/")[2] for data in find(element, {_DATA}))
    return [_OBJECTS[uri] for uri in uris if uri in _OBJECTS]


def _has_line(element: etree._Element) -> bool:
    """Whether one of the shapes is a line: by its name, or because it is flatter than a letter."""
    shapes = find(element, {f"{_A}prstGeom", f"{_WP}extent", f"{VML}shape", f"{VML}rect", *_DRAWN_LINES})
    return any(_is_line(shape) for shape in shapes)


def _is_line(shape: etree._Element) -> bool:
    if shape.tag in _DRAWN_LINES:
        return True
    if shape.tag == f"{_A}prstGeom":
        return _LINE_SHAPE.search(shape.get("prst", "")) is not None
    if shape.tag == f"{_WP}extent":
        return min(_length(shape.get("cx")), _length(shape.get("cy"))) <= _THIN
    kind = _LINE_TYPE.search(shape.get("type", "")) or shape.get(f"{OFFICE}connectortype") or shape.get(f"{OFFICE}hr")
    return bool(kind) or _FLAT.search(shape.get("style", "")) is not None


def _length(text: str | None) -> float:
    return float(text) if text and text.isdecimal() else float("inf")
