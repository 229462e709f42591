"""The zip: fixed bytes out, nothing hostile in."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word import archive
from generator.word.archive import ArchiveError, member, read, write

PARTS = {
    "word/document.xml": b"<a/>" * 500,
    "[Content_Types].xml": b"<t/>",
    "_rels/.rels": b"",
    "word/hình ảnh.bin": bytes(range(256)),
}
ZIP = write(member(name, data) for name, data in PARTS.items())


def zipped(entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip by the standard library."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in entries:
            file.writestr(name, data)
    return out.getvalue()


@given(st.dictionaries(st.text("abĐ/._[]", min_size=1, max_size=12), st.binary(max_size=400), max_size=8))
def test_what_is_written_the_standard_library_reads(parts: dict[str, bytes]) -> None:
    data = write(member(name, blob) for name, blob in parts.items())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == parts


def test_bytes_are_equal_in_any_order_of_entries() -> None:
    members = [member(name, data) for name, data in PARTS.items()]
    assert write(members) == write(members[::-1]) == ZIP


def test_entries_are_sorted_and_times_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(ZIP)) as file:
        assert file.namelist() == sorted(PARTS)
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_DEFLATED}


def test_a_changed_letter_changes_the_bytes() -> None:
    assert write(member(name, data + b" ") for name, data in PARTS.items()) != ZIP


def test_round_trip() -> None:
    assert read(ZIP) == PARTS
    assert read(zipped(list(PARTS.items()), zipfile.ZIP_STORED)) == PARTS
    assert read(zipped([("word/", b""), ("word/a.xml", b"a")])) == {"word/a.xml": b"a"}


@pytest.mark.parametrize("data", [b"", b"a", bytes(range(256)) * 50, "Nội dung. ".encode() * 5_000])
def test_both_compressors_give_equal_parts(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("isal", reason="the extra [fast] is not installed")
    fast = member("a", data)
    monkeypatch.setattr(archive, "igzip_lib", None)
    plain = member("a", data)
    assert zlib.decompress(fast.deflated, -15) == zlib.decompress(plain.deflated, -15) == data
    assert (fast.crc, fast.size) == (plain.crc, plain.size)
    assert read(write([fast])) == read(write([plain])) == {"a": data}


@pytest.mark.parametrize(
    "name", ["/etc/a.xml", "../a.xml", "word/../../a.xml", "word\\a.xml", "\\\\may\\a.xml", "C:\\a.xml", "word/.."]
)
def test_paths_out_of_the_package(name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(info, b"a")
    with pytest.raises(ArchiveError):
        read(out.getvalue())


@pytest.mark.parametrize("name", ["word/a..b.xml", "..a.xml", "word/a b.xml", "word/Đ.xml", "word/.hidden"])
def test_names_that_only_look_like_it(name: str) -> None:
    assert read(zipped([(name, b"a")])) == {name: b"a"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("word/Document.xml", "word/document.xml")])
def test_duplicate_names(names: tuple[str, str]) -> None:
    with pytest.raises(ArchiveError, match="trùng tên"):
        read(zipped([(name, b"a") for name in names]))


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped([("a.xml", bytes(10_000_000))])
    assert len(bomb) < 20_000
    monkeypatch.setattr(archive, "MAX_PART", 9_999_999)
    with pytest.raises(ArchiveError):
        read(bomb)
    monkeypatch.setattr(archive, "MAX_PART", 10_000_000)
    assert len(read(bomb)["a.xml"]) == 10_000_000
    monkeypatch.setattr(archive, "MAX_TOTAL", 19_999_999)
    with pytest.raises(ArchiveError):
        read(zipped([("a.xml", bytes(10_000_000)), ("b.xml", bytes(10_000_000))]))
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    with pytest.raises(ArchiveError):
        read(zipped([(str(i), b"") for i in range(3)]))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory says 10 bytes, the stream holds 50 MB: no more than 10 bytes are asked for."""
    bomb = zipped([("a.xml", bytes(50_000_000))])
    lying = bomb.replace(struct.pack("<I", 50_000_000), struct.pack("<I", 10))
    asked: list[int] = []
    real = zipfile.ZipExtFile.read

    def watched(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        asked.append(-1 if n is None else n)
        return real(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", watched)
    with pytest.raises(ArchiveError):
        read(lying)
    assert asked == [10]


def test_encrypted_is_refused() -> None:
    data = bytearray(zipped([("a.xml", b"abc")]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ArchiveError):
        read(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method: int) -> None:
    with pytest.raises(ArchiveError, match=r"a\.xml"):
        read(zipped([("a.xml", b"abc")], method))


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"<xml/>", b"\xd0\xcf\x11\xe0" + bytes(600), ZIP[:-30], ZIP[200:], ZIP[: len(ZIP) // 2]]
)
def test_what_is_no_zip(data: bytes) -> None:
    with pytest.raises(ArchiveError):
        read(data)


@given(st.lists(st.tuples(st.integers(0, len(ZIP) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_damage_is_found_or_harmless(changes: list[tuple[int, int]]) -> None:
    """Any bytes of the file may be wrong: an ``ArchiveError``, or parts of the known contents, never anything else."""
    data = bytearray(ZIP)
    for at, value in changes:
        data[at] = value
    try:
        parts = read(bytes(data))
    except ArchiveError:
        return
    assert set(parts.values()) <= set(PARTS.values())
