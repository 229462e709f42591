"""Which part of a package is what: found through its relationships, as Word finds it, whatever the parts are called."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from generator.problems import N_, Problem, ProblemsError, Words, problem
from generator.word.xml import R, XmlError, parse, w

_USUAL = "word/document.xml"
_STRICT = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/([\w/]+)(?=["'])""")
_OPEN = b"http://schemas.openxmlformats.org/"
_FAMILIES = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"drawingml/main": b"drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"drawingml/2006/wordprocessingDrawing",
    b"drawingml/picture": b"drawingml/2006/picture",
}
_OTHER_KINDS = (
    ("spreadsheetml", N_("đây là bảng tính Excel")), ("ms-excel", N_("đây là bảng tính Excel")),
    ("presentationml", N_("đây là bản trình chiếu PowerPoint")),
    ("ms-powerpoint", N_("đây là bản trình chiếu PowerPoint")), ("opendocument", N_("đây là tệp OpenDocument")),
)  # fmt: skip
_HARMLESS_LINKS = {"hyperlink"}


@dataclass(frozen=True)
class Relation:
    """A relationship: its kind (the last word of its type), the part or address it leads to."""

    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """The parts of a Word document: ``main`` is the tree of its main part, ``found`` what is to be said of it all."""

    parts: Mapping[str, bytes]
    main_name: str
    main: etree._Element
    found: tuple[Problem, ...] = ()

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """The relationships of the main part by id."""
        return _relations(self.parts, self.main_name)

    def tree(self, kind: str) -> etree._Element | None:
        """The tree of the part that the main part calls its ``styles``, ``numbering``, …; ``None`` without one."""
        target = next((r.target for r in self.relations.values() if r.kind == kind and not r.external), "")
        return self.tree_of(target)

    def tree_of(self, name: str) -> etree._Element | None:
        """The tree of a part; ``None`` without one. Raises ``ProblemsError`` when it is broken."""
        held = _held(self.parts, name)
        return _parse(self.parts, held) if held else None

    def related(self, element: etree._Element, attribute: str = "id") -> Relation | None:
        """The relationship that an element names."""
        return self.relations.get(element.get(f"{R}{attribute}", ""))


def open_package(parts: Mapping[str, bytes]) -> Package:
    """The package of a Word document. Raises ``ProblemsError`` for anything else, and for a broken main part."""
    name = _main_name(parts)
    if not name:
        raise ProblemsError([problem("I034", detail=_other_kind(parts))])
    root = _parse(parts, name)
    if root.tag != w("document") or root.find(w("body")) is None:
        raise ProblemsError([problem("I034", detail=_other_kind(parts))])
    return Package(parts, name, root, tuple(_dangers(parts)))


def _main_name(parts: Mapping[str, bytes]) -> str:
    """The part that the package calls its document; the usual name where no relationship says it."""
    targets = (r.target for r in _relations(parts, "").values() if r.kind == "officeDocument" and not r.external)
    return next((held for target in targets if (held := _held(parts, target))), "") or _held(parts, _USUAL)


def _held(parts: Mapping[str, bytes], name: str) -> str:
    """The name of a part as it is written in the zip: names of parts have no case."""
    if not name or name in parts:
        return name
    return next((held for held in parts if held.casefold() == name.casefold()), "")


def _other_kind(parts: Mapping[str, bytes]) -> str:
    types = parts.get("[Content_Types].xml", b"") + parts.get("mimetype", b"")
    return next((words for sign, words in _OTHER_KINDS if sign.encode() in types), N_("không có phần văn bản của Word"))


def _relations(parts: Mapping[str, bytes], source: str) -> dict[str, Relation]:
    """The relationships of a part (of the package for ``""``) by id."""
    folder, base = posixpath.split(source)
    name = _held(parts, posixpath.join(folder, "_rels", f"{base}.rels"))
    rows = _parse(parts, name) if name else ()
    return {row.get("Id", ""): _relation(row, folder) for row in rows if isinstance(row.tag, str)}


def _relation(row: etree._Element, folder: str) -> Relation:
    target, external = row.get("Target", ""), row.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(row.get("Type", "").rpartition("/")[2], target, external)


def _parse(parts: Mapping[str, bytes], name: str) -> etree._Element:
    try:
        return parse(_transitional(parts[name]))
    except XmlError as error:
        raise ProblemsError([problem("I035", part=name, detail=str(error))]) from error


def _transitional(data: bytes) -> bytes:
    """A part of a strict document with the namespaces that all others use."""
    if b"purl.oclc.org" not in data:
        return data
    return _STRICT.sub(lambda m: m[1] + _OPEN + _FAMILIES[m[2]] if m[2] in _FAMILIES else m[0], data)


def _dangers(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """What a document may bring along that is neither read nor run: macros, and links that load other files."""
    if any(name.casefold().endswith("vbaproject.bin") for name in parts):
        yield problem("I039", what=N_("macro"))
    sources = (posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
               for name in sorted(parts) if name.startswith("word/_rels/") and name.endswith(".rels"))  # fmt: skip
    links = (r for source in sources for r in _relations(parts, source).values())
    targets = dict.fromkeys(r.target for r in links if r.external and r.kind not in _HARMLESS_LINKS)
    for target in targets:
        yield problem("I039", what=Words(N_("liên kết tới tệp ngoài «{target}»"), target=target))
