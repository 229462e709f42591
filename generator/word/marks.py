"""Marks for later regeneration: bookmarks of annexes and rows, digests in one customXml part (design 6).

A zero-length bookmark inside a paragraph with text survives Word and LibreOffice; so does a customXml part, which is
found again by its namespace. Names are hashes because a bookmark name takes no ``/`` or ``-``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator.word.xml import XmlError, parse

NAMESPACE = "urn:soanthao:van-ban:1"
ITEM = "customXml/item1.xml"
TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
_ITEM_NAME = re.compile(r"customXml/item\d*\.xml\Z")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}relationships"/>'.encode()
_ITEM_ID = "{5D0A47A0-5C0E-4B62-9D5B-2B0F3C7A1E30}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


@dataclass(frozen=True)
class RowMark:
    """A generated row: id of its task, its bookmark, and the digest of each cell in the order of the columns."""

    id: str
    bookmark: str
    digests: Sequence[str]


@dataclass(frozen=True)
class AnnexMark:
    """A generated table: its id, its bookmark, the keys of its columns, its rows."""

    id: str
    bookmark: str
    columns: Sequence[str]
    rows: Sequence[RowMark]


def bookmark(kind: str, *ids: str) -> str:
    """A bookmark name for an annex (``a``) or a row (``r``): stable, at most 40 letters, digits and underscores."""
    return f"st_{kind}_{text_digest(chr(0).join(ids))}"


def bookmark_xml(name: str, number: int) -> str:
    """A zero-length bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def text_digest(text: str) -> str:
    """The digest of a printed text: 16 hexadecimal digits."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def part_digest(data: bytes) -> bytes:
    """The digest of one part; static parts keep theirs."""
    return hashlib.sha256(data).digest()


def package_digest(parts: Mapping[str, bytes]) -> str:
    """The digest of a package from the digests of its parts, our own part left out."""
    total = hashlib.sha256()
    for name in sorted(parts):
        if name != ITEM:
            total.update(name.encode() + b"\0" + parts[name])
    return total.hexdigest()


def item_xml(annexes: Iterable[AnnexMark], digest: str) -> bytes:
    """The customXml part: the digest of the other parts, each annex and row with its bookmark name and digests."""
    body = "".join(_annex_xml(annex) for annex in annexes)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<vanBan xmlns="{NAMESPACE}" vet={quoteattr(digest)}>{body}</vanBan>'
    ).encode()


def _annex_xml(annex: AnnexMark) -> str:
    rows = "".join(
        f'<hang ma={quoteattr(row.id)} dau="{row.bookmark}" vet="{" ".join(row.digests)}"/>' for row in annex.rows
    )
    return f'<bang ma={quoteattr(annex.id)} dau="{annex.bookmark}" cot="{" ".join(annex.columns)}">{rows}</bang>'


def item_properties() -> dict[str, bytes]:
    """The parts that tie the customXml part into the package."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {
        "customXml/itemProps1.xml": (
            f'{declaration}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_ITEM_ID}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ).encode(),
        "customXml/_rels/item1.xml.rels": (
            f'{declaration}<Relationships xmlns="{_PACKAGE}relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/>'
            "</Relationships>"
        ).encode(),
    }


def tie(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a template with the customXml part related to the document; older customXml parts are dropped.

    Raises ``XmlError`` when the package lacks its content types, without which it is no Word file.
    """
    if TYPES not in parts:
        raise XmlError(TYPES)
    tied = {name: data for name, data in parts.items() if not name.startswith("customXml/")}
    tied |= item_properties()
    relation = f'<Relationship Id="rIdSoanthao" Type="{_OFFICE}/relationships/customXml" Target="../{ITEM}"/>'
    tied[RELATIONS] = _related(tied.get(RELATIONS, _NO_RELATIONS), relation)
    tied[TYPES] = _typed(tied[TYPES])
    return tied


def _related(data: bytes, relation: str) -> bytes:
    """A relationship part with ours; those to other customXml parts (Word writes empty ones) are left out."""
    root = parse(data)
    for child in list(root):
        if child.get("Type") == f"{_OFFICE}/relationships/customXml":
            root.remove(child)
    return _with(root, _PACKAGE + "relationships", relation)


def _typed(data: bytes) -> bytes:
    """The content types with those of our two parts."""
    root = parse(data)
    for child in list(root):
        if child.get("PartName", "").startswith("/customXml/"):
            root.remove(child)
    types = f'<Override PartName="/{ITEM}" ContentType="application/xml"/>' + (
        '<Override PartName="/customXml/itemProps1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
    )
    return _with(root, _PACKAGE + "content-types", types)


def _with(root: etree._Element, namespace: str, children: str) -> bytes:
    """The part with children added at its end."""
    root.extend(parse(f'<x xmlns="{namespace}">{children}</x>'.encode()))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def generated_digest(parts: Mapping[str, bytes]) -> str | None:
    """The digest that a document carries of itself; ``None`` when it is not ours."""
    item = parts.get(own_item(parts) or "")
    return parse(item).get("vet") if item else None


def own_item(parts: Mapping[str, bytes]) -> str | None:
    """The name of the customXml part of our namespace; Word may have renumbered it, another program rewritten it."""
    return next((name for name in sorted(parts) if _ITEM_NAME.match(name) and _is_ours(parts[name])), None)


def _is_ours(data: bytes) -> bool:
    try:
        return bool(parse(data).tag == f"{{{NAMESPACE}}}vanBan")
    except XmlError:
        return False


def is_untouched(parts: Mapping[str, bytes]) -> bool:
    """Whether nothing of a generated document changed since it was written."""
    return generated_digest(parts) == package_digest({name: part_digest(data) for name, data in parts.items()})
