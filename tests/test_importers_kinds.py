"""What a file is by its content: every kind, near misses, and that noise is refused with a way out."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.report import UNREADABLE
from generator.importers import ole
from generator.importers.kinds import MAX_BYTES, Format, Kind, kind_of, refuse_size
from generator.importers.package import read_package, refuse_declarations
from generator.problems import CATALOGUE, Problem, ProblemsError, Severity
from generator.word import archive
from office_files import DOCUMENT, WORD_TYPES, container, locked, old_word, word, zipped

DOCX = word()
XLSX_TYPES = WORD_TYPES.replace("word/document", "xl/workbook").format(
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
)
XLSX = zipped({"[Content_Types].xml": XLSX_TYPES, "xl/workbook.xml": "<workbook/>"})
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})


def refused(data: bytes, name: str = "") -> Problem:
    with pytest.raises(ProblemsError) as caught:
        kind_of(data, name)
    (found,) = caught.value.problems
    assert found.code in UNREADABLE and found.severity is Severity.ERROR
    assert found.message() and found.hint()
    return found


def codes(kind: Kind) -> list[str]:
    return [p.code for p in kind.found]


@pytest.mark.parametrize(("data", "kind"), [
    (DOCX, Format.DOCX), (word(kind="vnd.ms-word.document.macroEnabled.main+xml"), Format.DOCX),
    (word(kind="vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), Format.DOCX),
    (word(kind="xml"), Format.DOCX), (XLSX, Format.XLSX), (ODT, Format.ODT), (old_word(), Format.DOC),
    (b"{\\rtf1\\ansi a}", Format.RTF), (b"\n{\\rtf1}", Format.RTF), (b"%PDF-1.7\n...", Format.PDF),
    (b"rubbish before it\n%PDF-1.4\n", Format.PDF), ("Kế hoạch\nsố 1".encode(), Format.TEXT),
    ("\ufeffKế hoạch".encode(), Format.TEXT), ("Kế hoạch".encode("utf-16"), Format.TEXT),
    ("Ke hoach so 1".encode("utf-16-be"), Format.TEXT), ("Ke hoach so 1".encode("utf-16-le"), Format.TEXT),
    (b"Ke hoach so 1 " * 100 + b"\x01", Format.TEXT), (b"TT\tVi\xea\xf2c\n", Format.TEXT),
    (b"a;b\r\nc\fd\x1a", Format.TEXT),
    (b"<b> in a text", Format.TEXT), (b"{ \"not\": \"a shortcut\" }", Format.TEXT), (b"BM in a text", Format.TEXT),
    (b"PK is a text", Format.TEXT), (b"From: here to there", Format.TEXT), (b"a [InternetShortcut]", Format.TEXT),
])  # fmt: skip
def test_kinds(data: bytes, kind: Format) -> None:
    assert kind_of(data) == Kind(kind)


@pytest.mark.parametrize(("data", "name", "code"), [
    (b"", "a.docx", "I001"), (b" \n\t\r\n", "a.txt", "I001"), (b"\xef\xbb\xbf", "", "I001"),
    (bytes(5000), "a.docx", "I004"), (locked(), "a.docx", "I003"), (locked(), "a.xlsx", "I003"),
    (old_word(0x0100), "a.doc", "I003"), (container({"WordDocument": b"\0" * 12}), "a.doc", "I004"),
    (DOCX[:-40], "a.docx", "I004"), (DOCX[: len(DOCX) // 2], "a.docx", "I004"), (b"PK\x03\x04", "a.xlsx", "I004"),
    (old_word()[:700], "a.doc", "I004"), (ole.MAGIC, "a.doc", "I004"), (ole.MAGIC + bytes(3000), "a.doc", "I004"),
    (bytes(range(256)) * 9, "a.bin", "I005"), (b"\x7fELF\2\1\1\0", "", "I005"), (b"MZ\x90\0\3\0\0", "a.exe", "I005"),
    (b"\xff\xfe" + bytes(range(1, 200)) * 3, "", "I005"),
    (container({"Workbook": b""}), "a.xls", "I006"), (container({"Book": b""}), "a.xls", "I006"),
    (zipped({"[Content_Types].xml": "application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin": b""}),
     "a.xlsb", "I006"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.ods", "I006"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "a.xls", "I006"),
    (b"<html><body>", "a.doc", "I007"), (b"\xef\xbb\xbf \n<!DOCTYPE html><p>", "a.html", "I007"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x", "a.doc", "I007"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "a.doc", "I007"),
    (b'<?xml version="1.0"?>\n<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>', "a.xml",
     "I007"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpg", "I008"), (b"\x89PNG\r\n\x1a\n\0\0", "a.docx", "I008"),
    (b"II*\0abc\0", "a.tif", "I008"), (b"RIFF\x10\0\0\0WEBP", "a.webp", "I008"), (b"\0\0\0\x18ftypheic", "a.heic",
                                                                                   "I008"),
    (b"BM\x36\0\0\0\0\0\0\0", "a.bmp", "I008"), (zipped({"a.docx": DOCX}), "a.zip", "I009"),
    (b"PK\x05\x06" + bytes(18), "a.docx", "I009"), (b"Rar!\x1a\x07\1\0", "a.rar", "I009"), (b"\x1f\x8b\x08\0", "a.gz",
                                                                                           "I009"),
    (b"\x09Tran Van A".ljust(162, b"\0"), "~$ke hoach.docx", "I010"), (b",may,user;", ".~lock.a.docx#", "I010"),
    (b"[InternetShortcut]\r\nURL=https://a", "a.url", "I011"), (b"L\0\0\0\x01\x14\x02\0abc", "a.lnk", "I011"),
    (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "a.gdoc", "I011"),
    (container({"PowerPoint Document": b""}), "a.ppt", "I012"),
    (zipped({"[Content_Types].xml": "presentationml.presentation.main+xml"}), "a.pptx", "I012"),
    (container({"__properties_version1.0": b""}), "a.msg", "I012"), (b"<?xml version='1.0'?><data/>", "a.xml", "I012"),
    (zipped({"mimetype": "application/epub+zip"}), "a.epub", "I012"),
    (container({"Something": b""}), "a.db", "I005"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<encryption-data/>"}),
     "a.odt", "I003"),
])  # fmt: skip
def test_refusals(data: bytes, name: str, code: str) -> None:
    assert refused(data, name).code == code


def test_every_refusal_has_its_exit_code_and_a_way_out() -> None:
    own = {code for code in CATALOGUE if "I001" <= code <= "I029"}
    assert {code for code in own if CATALOGUE[code].severity is Severity.ERROR} == own & UNREADABLE
    assert all(CATALOGUE[code].hint for code in own)


def test_a_lock_file_only_where_it_is_one() -> None:
    assert kind_of(DOCX, "~$ke hoach.docx").format is Format.DOCX
    assert kind_of(b"text " * 300, "~$a.txt").format is Format.TEXT


def test_strict_workbooks_are_refused_with_the_form_to_save_in() -> None:
    strict = '<Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/>'
    types = {"[Content_Types].xml": XLSX_TYPES, "xl/workbook.xml": "", "_rels/.rels": strict}
    assert refused(zipped(types)).code == "I006"


@pytest.mark.parametrize(("name", "told"), [
    ("a.pdf", True), ("a.XLSX", True), ("a.doc", True), ("a.zip", True), ("a.docx", False), ("a.DOCM", False),
    ("a", False), ("", False), ("a.bak", False), ("Kế hoạch v1.2", False),
])  # fmt: skip
def test_a_wrong_ending_is_told(name: str, told: bool) -> None:
    kind = kind_of(DOCX, name)
    assert (kind.format, codes(kind)) == (Format.DOCX, ["I014"] if told else [])
    assert all(p.severity is Severity.NOTE for p in kind.found)


def test_macros_and_links_are_told() -> None:
    parts = {"[Content_Types].xml": XLSX_TYPES, "xl/workbook.xml": ""}
    assert codes(kind_of(zipped({**parts, "xl/vbaProject.bin": b"x"}), "a.xlsm")) == ["I015"]
    assert codes(kind_of(container({"WordDocument": b"\xec\xa5" + bytes(10), "Macros": b""}))) == ["I015"]
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    targets = {"hyperlink": "https://a", "externalLinkPath": "file:///C:/khac.xlsx", "image": "http://b/x.png"}
    links = "".join(
        f'<Relationship Id="r{n}" Type="{space}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    (found,) = kind_of(zipped({**parts, "xl/externalLinks/_rels/externalLink1.xml.rels": links})).found
    assert (found.code, found.values["count"], found.values["first"]) == ("I016", 2, "file:///C:/khac.xlsx")


def test_size_is_asked_before_reading() -> None:
    refuse_size(MAX_BYTES)
    with pytest.raises(ProblemsError) as caught:
        refuse_size(200 * 1024 * 1024)
    (found,) = caught.value.problems
    assert found.code == "I002" and "200 MB" in found.message() and f"{MAX_BYTES // 2**20} MB" in found.message()
    with pytest.raises(ProblemsError):
        kind_of(bytes(MAX_BYTES + 1), "a.docx")


# --- noise


@given(st.binary(max_size=3000))
def test_noise(data: bytes) -> None:
    for start in (b"", ole.MAGIC, b"PK\x03\x04", b"%PDF-", b"{\\rtf", b"<?xml ", b"\xff\xfe"):
        try:
            assert isinstance(kind_of(start + data, "a.docx").format, Format)
        except ProblemsError as error:
            assert {p.code for p in error.problems} <= UNREADABLE


@pytest.mark.parametrize("whole", [DOCX, XLSX, ODT, old_word(), locked()])
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6),
       cut=st.integers(0, 10_000))  # fmt: skip
def test_damage(whole: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(whole)
    for at, value in changes:
        data[at % len(data)] = value
    for piece in (bytes(data), bytes(data[: cut % len(data)])):
        try:
            kind_of(piece)
        except ProblemsError:
            continue


# --- the old container


def test_container_round_trip() -> None:
    opened = ole.open_container(container({"One": b"abc" * 3000, "Hai": b"x"}))
    assert set(opened.entries) == {"Root Entry", "One", "Hai"}
    assert opened.head("One", 7000) == (b"abc" * 3000)[:7000]
    assert (opened.head("Hai", 1), opened.head("none", 5), opened.head("Root Entry", 5)) == (b"x", b"", b"")


@pytest.mark.parametrize(("at", "value"), [
    (48, 0), (48, 100_000), (68, 0), (68, 1), (76, 99_999), (512 + 4, 1), (512 + 4, 500), (30, 20),
])  # fmt: skip
def test_circles_and_lies(at: int, value: int) -> None:
    data = bytearray(container({"WordDocument": b"a" * 20_000}))
    struct.pack_into("<H" if at == 30 else "<I", data, at, value)
    with pytest.raises(ProblemsError):
        kind_of(bytes(data))


def test_a_circle_of_streams_ends() -> None:
    data = bytearray(container({"WordDocument": b"\xec\xa5" + bytes(20_000)}))
    struct.pack_into("<I", data, 512 + 4 * 2, 2)  # the stream's first sector follows itself,
    struct.pack_into("<I", data, 2 * 512 + 128 + 120, 2**31)  # and it says that it is two gigabytes long
    with pytest.raises(ole.OleError):
        ole.open_container(bytes(data)).head("WordDocument", 100_000)


# --- packages


def package_refused(data: bytes) -> str:
    with pytest.raises(ProblemsError) as caught:
        refuse_declarations(read_package(data))
    (found,) = caught.value.problems
    assert found.code in UNREADABLE and found.message()
    return found.code


def test_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "word/document.xml" in read_package(DOCX)
    refuse_declarations(read_package(DOCX))
    assert package_refused(DOCX[:-40]) == package_refused(b"no zip") == "I004"
    assert package_refused(word(**{"../../etc/x.xml": b"a"})) == "I013"
    for encoding in ("utf-8", "utf-16", "utf-16-be"):
        laughs = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
        assert package_refused(word(**{"word/styles.xml": laughs})) == "I013"
    monkeypatch.setattr(archive, "MAX_TOTAL", 10_000_000)
    assert package_refused(word(**{"word/a.bin": bytes(10_000_001)})) == "I013"


def test_a_bomb_is_not_unpacked_to_tell_its_kind() -> None:
    out = zipped({"[Content_Types].xml": b" " * 300_000_000})
    assert refused(out).code == "I009"
    many = zipped({f"{n}.xml": b"" for n in range(3000)} | {"[Content_Types].xml": WORD_TYPES.format(DOCUMENT)})
    assert kind_of(many).format is Format.DOCX
    assert package_refused(many) == "I013"


def test_other_compressions_and_locked_zips() -> None:
    data = bytearray(DOCX)
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data), "a.docx").code == "I004"
