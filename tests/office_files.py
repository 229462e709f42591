"""Files that offices have and that can only be made by hand here: containers of old Office, locked and broken ones."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

WORD_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/{}"/></Types>'
)
DOCUMENT = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


def container(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 container with these streams beside one another; every stream takes at least 4096 bytes."""
    bodies = {name: data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(bodies) + 1) * 128 // _SECTOR)
    used = 1 + directory_sectors + sum(len(body) // _SECTOR for body in bodies.values())
    assert used <= _SECTOR // 4, "one table sector"
    table, entries, content, at = [_TABLE], [], b"", 1 + directory_sectors
    table += [*range(2, 1 + directory_sectors), _END]
    for name, body in bodies.items():
        length = len(body) // _SECTOR
        entries.append(_entry(name, 2, at, len(body)))
        table += [*range(at + 1, at + length), _END]
        content += body
        at += length
    directory = b"".join([_entry("Root Entry", 5, _END, 0), *entries])
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    # directory sectors (version 4 only), table sectors, first of the directory, transaction, cutoff; no small streams
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0)  # the one table sector; the list is filled up with "free"
    directory = directory.ljust(directory_sectors * _SECTOR, b"\0")
    return header.ljust(_SECTOR, b"\xff") + struct.pack(f"<{len(table)}I", *table) + directory + content


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    entry = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1) + b"\xff" * 12
    return entry.ljust(116, b"\0") + struct.pack("<III", start, size, 0)


def old_word(flags: int = 0) -> bytes:
    """The start of a .doc with nothing behind it: enough to tell what it is."""
    return container({"WordDocument": struct.pack("<H8xH", 0xA5EC, flags), "1Table": b""})


def locked() -> bytes:
    """What Word and Excel save when a password is set."""
    return container({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5000)})


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def word(body: str = "<w:p><w:r><w:t>Chữ</w:t></w:r></w:p>", kind: str = DOCUMENT, **more: bytes | str) -> bytes:
    """A small Word file with this body."""
    space = "http://schemas.openxmlformats.org"
    links = f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r" ' \
            f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>' \
            "</Relationships>"  # fmt: skip
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": WORD_TYPES.format(kind),
        "_rels/.rels": links,
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    return zipped({**parts, **more})
