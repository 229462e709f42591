"""The old container of Office files (OLE2, [MS-CFB]): the names of its streams and how one begins, and no more.

Old Word and Excel files and every file with a password come in it. The reader is for strangers' files: every table it
follows is bounded by the file's own size, so that a circle or a lie ends in ``OleError``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY, _MINI = 512, 128, 64
_NO_SECTOR = 0xFFFFFFFA  # this and everything above is a mark, not a sector
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MAX_ENTRIES = 20_000


class OleError(ValueError):
    """The container is broken: a table ends early or runs in a circle."""


@dataclass(frozen=True)
class Entry:
    """A stream or storage: where it starts (a sector) and its length in bytes."""

    kind: int
    start: int
    size: int


@dataclass(frozen=True)
class Container:
    """A container opened for reading: its bytes, its tables and its directory by name."""

    data: bytes
    shift: int
    cutoff: int
    fat: tuple[int, ...]
    mini_fat: tuple[int, ...]
    entries: dict[str, Entry]

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of a stream, at most ``length``; empty when there is no such stream."""
        entry = self.entries.get(name)
        if entry is None or entry.kind != _STREAM:
            return b""
        wanted = min(length, entry.size)
        if entry.size >= self.cutoff:
            return self._chain(entry.start, wanted)
        return self._mini(entry.start, wanted)

    def _chain(self, start: int, length: int) -> bytes:
        return _content(self.data, self.fat, start, self.shift, length)

    def _mini(self, start: int, length: int) -> bytes:
        root = next((entry for entry in self.entries.values() if entry.kind == _ROOT), None)
        if root is None:
            raise OleError("no root")
        found = bytearray()
        for sector in _sectors(self.mini_fat, start):
            at = sector * _MINI
            found += self._chain(root.start, at + _MINI)[at : at + _MINI]
            if len(found) >= length:
                break
        return bytes(found[:length])


def open_container(data: bytes) -> Container:
    """Read the tables and the directory of a container. Raises ``OleError``."""
    if len(data) < _HEADER or not data.startswith(MAGIC):
        raise OleError("no container")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise OleError("sector size")
    (directory,) = struct.unpack_from("<I", data, 48)
    cutoff, mini_start = struct.unpack_from("<II", data, 56)
    fat = _fat(data, shift)
    entries = _entries(_content(data, fat, directory, shift, _MAX_ENTRIES * _ENTRY))
    mini = _content(data, fat, mini_start, shift, len(data))
    return Container(data, shift, cutoff, fat, _numbers(mini), entries)


def _fat(data: bytes, shift: int) -> tuple[int, ...]:
    """Which sector follows which: the sectors of the table are listed in the header, the rest in a chain of lists."""
    (next_list,) = struct.unpack_from("<I", data, 68)
    places = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    while next_list < _NO_SECTOR:
        if next_list in seen:
            raise OleError("circle")
        seen.add(next_list)
        *more, next_list = _numbers(_sector(data, next_list, shift))
        places += more
    tables = [place for place in places if place < _NO_SECTOR]
    if len(set(tables)) != len(tables):
        raise OleError("circle")
    return _numbers(b"".join(_sector(data, place, shift) for place in tables))


def _sector(data: bytes, number: int, shift: int) -> bytes:
    """One sector, whole: the last one of a file may be cut short by its writer and is filled up with zeros."""
    start = (number + 1) << shift
    if start >= len(data):
        raise OleError("sector beyond the end")
    return data[start : start + (1 << shift)].ljust(1 << shift, b"\0")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _sectors(table: tuple[int, ...], start: int) -> Iterator[int]:
    """The sectors of a chain, in order. Raises ``OleError`` for a circle or a place outside the table."""
    seen = 0
    while start < _NO_SECTOR:
        if start >= len(table) or seen > len(table):
            raise OleError("chain")
        yield start
        seen += 1
        start = table[start]


def _content(data: bytes, table: tuple[int, ...], start: int, shift: int, length: int) -> bytes:
    found = bytearray()
    for number in _sectors(table, start):
        found += _sector(data, number, shift)
        if len(found) >= length:
            break
    return bytes(found[:length])


def _entries(directory: bytes) -> dict[str, Entry]:
    """The entries by name, storages' inner ones too; the first of two that share a name counts."""
    found: dict[str, Entry] = {}
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind in (_STORAGE, _STREAM, _ROOT) and 2 <= length <= 64:
            name = directory[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            found.setdefault(name, Entry(kind, start, size))
    if not found:
        raise OleError("no directory")
    return found
