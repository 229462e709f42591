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
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from generator.problems import N_, Words

try:
    from isal import igzip_lib
except ImportError:  # the extra [fast] is optional
    igzip_lib = None  # type: ignore[assignment]

BROKEN = N_("không phải tệp .docx, hoặc tệp bị hỏng")
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
            _refuse_hostile(infos)
            return {info.filename: _part(archive, info) for info in infos}
    except ArchiveError:
        raise
    # ValueError, IndexError and struct.error: what the standard library lets through of a mangled directory
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError, IndexError,
            struct.error) as error:  # fmt: skip
        raise ArchiveError(BROKEN) from error


def _part(archive: ZipFile, info: ZipInfo) -> bytes:
    """One part; no more is unpacked than its entry says, so that an entry that lies costs no memory."""
    with archive.open(info) as entry:
        data = entry.read(info.file_size)
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise ArchiveError(BROKEN)
    return data


def _refuse_hostile(infos: list[ZipInfo]) -> None:
    if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_TOTAL:
        raise ArchiveError(N_("có quá nhiều phần hoặc quá lớn"))
    if len({info.filename.casefold() for info in infos}) != len(infos):
        raise ArchiveError(N_("có hai phần trùng tên"))
    for info in infos:
        if not _is_safe(info):
            raise ArchiveError(Words(N_("có phần không an toàn: {name}"), name=info.filename))


def _is_safe(info: ZipInfo) -> bool:
    """Whether an entry is of a size and kind that Word writes, and its name stays inside the package."""
    usual = info.file_size <= MAX_PART and info.compress_type in (ZIP_STORED, ZIP_DEFLATED)
    written = info.orig_filename  # as it stands in the file: the standard library tidies backslashes and NULs away
    return usual and not written.startswith("/") and ".." not in written.split("/") and not set("\\\0") & set(written)
