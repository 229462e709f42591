"""A zip with fixed bytes: entries sorted, times fixed, static entries kept compressed (law 4).

The standard writer cannot take a stream that is already compressed; copying the compressed bytes of the parts that do
not change is what makes rendering cheap.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

try:
    from isal import igzip_lib
except ImportError:  # the extra [fast] is optional
    igzip_lib = None

MAX_ENTRIES = 2_000
MAX_PART = 256 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
_DOS_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # 1980-01-01, the earliest date a zip can hold
_UTF8 = 0x800


class ArchiveError(ValueError):
    """The file is no zip, or is not one that a Word document needs (bomb, path outside the package)."""


@dataclass(frozen=True)
class Member:
    """One entry, compressed: name, CRC-32, size before and the deflated bytes."""

    name: str
    crc: int
    size: int
    deflated: bytes


def deflate(data: bytes) -> bytes:
    """Raw deflate: isal where the extra ``[fast]`` is installed, else zlib level 6."""
    if igzip_lib is not None:
        return bytes(igzip_lib.compress(data, level=2, flag=igzip_lib.COMP_DEFLATE))
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def member(name: str, data: bytes) -> Member:
    """Compress one entry."""
    return Member(name, zlib.crc32(data), len(data), deflate(data))


def write(members: Iterable[Member]) -> bytes:
    """The bytes of a zip of these entries, sorted by name."""
    out: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for m in sorted(members, key=lambda m: m.name):
        name = m.name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, _UTF8, 8, 0, _DOS_DATE, m.crc, len(m.deflated), m.size, len(name), 0)
        central.append(b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)
        local = b"PK\x03\x04" + common + name
        out += (local, m.deflated)
        offset += len(local) + len(m.deflated)
    directory = b"".join(central)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(central), len(central), len(directory), offset, 0)
    return b"".join([*out, directory, end])


def read(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name. Raises ``ArchiveError`` for a broken, hostile or huge zip."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_hostile([(i.filename, i.file_size) for i in infos])
            return {info.filename: archive.read(info) for info in infos}
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError) as error:
        raise ArchiveError(str(error)) from error


def _refuse_hostile(entries: list[tuple[str, int]]) -> None:
    if len(entries) > MAX_ENTRIES or sum(size for _, size in entries) > MAX_TOTAL:
        raise ArchiveError("quá nhiều hoặc quá lớn")
    names = [name for name, _ in entries]
    if len(set(names)) != len(names):
        raise ArchiveError("trùng tên phần")
    for name, size in entries:
        if size > MAX_PART or name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name:
            raise ArchiveError(name)
