"""What a file is, told by its content: the ending of its name only adds to the words.

A file that cannot be read is refused with the way out of it (another form to save it in, a password to take away). What
is no obstacle but must be known (a wrong ending, macros, links to other files) travels with the kind.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from typing import Any, NoReturn
from zipfile import BadZipFile, ZipFile

from generator.importers import ole
from generator.importers.text.encodings import decode
from generator.problems import N_, Problem, ProblemsError, problem

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read, in bytes: ``refuse_size`` is asked before a file is read."""


class Format(StrEnum):
    """The formats that are read; the value is the usual ending."""

    DOCX = ".docx"
    DOC = ".doc"
    RTF = ".rtf"
    ODT = ".odt"
    XLSX = ".xlsx"
    PDF = ".pdf"
    TEXT = ".txt"


THROUGH_OFFICE = frozenset({Format.DOC, Format.RTF, Format.ODT})
"""The formats that LibreOffice turns into .docx first."""


@dataclass(frozen=True)
class Kind:
    """The format of a file, and what its reader has to know of it besides."""

    format: Format
    found: tuple[Problem, ...] = ()


_ENDINGS = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), Format.DOCX),
    **dict.fromkeys((".doc", ".dot"), Format.DOC),
    **dict.fromkeys((".odt", ".ott"), Format.ODT),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), Format.XLSX),
    **dict.fromkeys((".txt", ".md", ".tsv"), Format.TEXT),
    ".rtf": Format.RTF, ".pdf": Format.PDF, ".xls": None, ".csv": None, ".html": None, ".zip": None,
}  # fmt: skip
_NAMES = {
    Format.DOCX: N_("tệp Word (.docx)"), Format.DOC: N_("tệp Word đời cũ (.doc)"), Format.RTF: N_("tệp .rtf"),
    Format.ODT: N_("tệp LibreOffice (.odt)"), Format.XLSX: N_("tệp Excel (.xlsx)"), Format.PDF: N_("tệp PDF"),
    Format.TEXT: N_("văn bản thô"),
}  # fmt: skip

_PICTURES = {
    b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"GIF8": "GIF",
    b"AT&TFORM": "DjVu",
}  # fmt: skip
_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b\x08": "gzip", b"BZh": "bzip2",
             b"\xfd7zXZ\0": "xz"}  # fmt: skip
_SHORTCUT = b"L\0\0\0\x01\x14\x02\0"
_INTERNET = re.compile(rb"\s*\[(?:InternetShortcut|Desktop Entry)\]", re.IGNORECASE)
_CLOUD = re.compile(rb"""\s*\{[^{}]{0,2000}"(?:url|doc_id|resource_id)"\s*:""")
_HTML = re.compile(rb"\s*(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_MHTML = re.compile(rb"\s*(?:MIME-Version:|From:\s|Content-Type:\s*multipart/related)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b")
_LOCK_MARKS = ("~$", ".~lock.")
_LOCK_SIZE = 1024
_UTF8 = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\0-\x08\x0b\x0e-\x19\x1b-\x1f]")
_PDF_MARK_WITHIN = 1024
_HEAD = 4096


def refuse_size(size: int) -> None:
    """Raise ``ProblemsError`` (I002) for a file of more than ``MAX_BYTES`` bytes."""
    if size > MAX_BYTES:
        megabytes = -(-size // 2**20)
        raise ProblemsError([problem("I002", size=megabytes, limit=MAX_BYTES // 2**20)])


def kind_of(data: bytes, name: str = "") -> Kind:
    """The kind of a file's content; ``name`` may be empty (standard input).

    Raises ``ProblemsError`` with one problem of I001–I013 for what cannot be read.
    """
    refuse_size(len(data))
    _refuse_empty(data)
    kind = _office(data) or _plain_format(data)
    if kind is None:
        _refuse_known(data, PurePath(name).name)
        kind = _text(data)
        _refuse_values(name)
    return Kind(kind.format, (*_mismatch(kind.format, name), *kind.found))


def _refuse(code: str, **values: Any) -> NoReturn:
    raise ProblemsError([problem(code, **values)])


def _refuse_empty(data: bytes) -> None:
    """Nothing, white space alone, or zeros alone: what a broken download or a cloud folder leaves."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        _refuse("I001" if b"\0" not in data else "I004")


def _mismatch(found: Format, name: str) -> tuple[Problem, ...]:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _ENDINGS or _ENDINGS[suffix] is found:
        return ()
    return (problem("I014", suffix=suffix, kind=_NAMES[found]),)


def _office(data: bytes) -> Kind | None:
    """The kind of a zip or an OLE2 container; ``None`` for what is neither."""
    if data.startswith(ole.MAGIC):
        return _container(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data)
    return None


def _plain_format(data: bytes) -> Kind | None:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Kind(Format.RTF)
    if b"%PDF-" in data[:_PDF_MARK_WITHIN]:
        return Kind(Format.PDF)
    return None


# --- old containers


def _container(data: bytes) -> Kind:
    try:
        container = ole.open_container(data)
        names = set(container.entries)
        start = container.head("WordDocument", 12)
    except ole.OleError:
        _refuse("I004")
    if {"EncryptionInfo", "EncryptedPackage"} & names:
        _refuse("I003")
    if "WordDocument" in names:
        return _old_word(start, names)
    if {"Workbook", "Book"} & names:
        _refuse("I006", kind=N_("tệp Excel đời cũ (.xls)"))
    if "PowerPoint Document" in names:
        _refuse("I012", kind=N_("bản trình chiếu"))
    if "__properties_version1.0" in names:
        _refuse("I012", kind=N_("thư điện tử"))
    _refuse("I005")


def _old_word(start: bytes, names: set[str]) -> Kind:
    """A .doc by its first bytes ([MS-DOC] FibBase): the mark of the format, the flag of encryption."""
    if len(start) < 12:
        _refuse("I004")
    mark, flags = struct.unpack_from("<H8xH", start)
    if mark not in (0xA5EC, 0xA5DC):
        _refuse("I004")
    if flags & 0x0100:
        _refuse("I003")
    return Kind(Format.DOC, (problem("I015"),) if {"Macros", "_VBA_PROJECT"} & names else ())


# --- zips

_WORD_TYPES = (b"wordprocessingml.document.main", b"wordprocessingml.template.main",
               b"ms-word.document.macroEnabled.main", b"ms-word.template.macroEnabledTemplate.main")  # fmt: skip
_EXCEL_TYPES = (b"spreadsheetml.sheet.main", b"spreadsheetml.template.main", b"ms-excel.sheet.macroEnabled.main",
                b"ms-excel.template.macroEnabled.main")  # fmt: skip
_STRICT = b"purl.oclc.org/ooxml/officeDocument"
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*>")
_OUTSIDE_TYPES = re.compile(rb"/(?:attachedTemplate|oleObject|image|subDocument|frame|externalLinkPath)\"")
_TARGET = re.compile(rb"""\bTarget="([^"]*)\"""")
_SMALL_PART = 1 << 20
_OTHER_MIMES = {
    "application/vnd.oasis.opendocument.spreadsheet": ("I006", N_("bảng tính LibreOffice (.ods)")),
    "application/vnd.oasis.opendocument.presentation": ("I012", N_("bản trình chiếu")),
    "application/epub+zip": ("I012", N_("sách điện tử")),
}


def _zip(data: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _zip_kind(archive)
    # what the standard library lets through of a mangled directory
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError, IndexError,
            struct.error) as error:  # fmt: skip
        raise ProblemsError([problem("I004")]) from error


def _zip_kind(archive: ZipFile) -> Kind:
    names = set(archive.namelist())
    types = _part(archive, "[Content_Types].xml", names)
    is_word = any(kind in types for kind in _WORD_TYPES) or (types != b"" and "word/document.xml" in names)
    is_excel = any(kind in types for kind in _EXCEL_TYPES) or (types != b"" and "xl/workbook.xml" in names)
    if b"ms-excel.sheet.binary" in types:
        _refuse("I006", kind=N_("tệp Excel nhị phân (.xlsb)"))
    if b"presentationml" in types and not is_word and not is_excel:
        _refuse("I012", kind=N_("bản trình chiếu"))
    if not is_word and not is_excel:
        return _other_zip(archive, names)
    if is_word:
        return Kind(Format.DOCX)  # its reader tells of macros and links, and reads the strict form too
    if _STRICT in _part(archive, "_rels/.rels", names):
        _refuse("I006", kind=N_("tệp lưu kiểu «Strict Open XML»"))
    return Kind(Format.XLSX, (*_macros(names), *_outside(archive, names)))


def _part(archive: ZipFile, name: str, names: set[str]) -> bytes:
    """The beginning of a small part; empty when it is not there."""
    if name not in names:
        return b""
    with archive.open(name) as part:
        return part.read(_SMALL_PART)


def _other_zip(archive: ZipFile, names: set[str]) -> Kind:
    mime = _part(archive, "mimetype", names).decode("ascii", "replace").strip().removesuffix("-template")
    if mime in _OTHER_MIMES:
        code, kind = _OTHER_MIMES[mime]
        _refuse(code, kind=kind)
    if mime != "application/vnd.oasis.opendocument.text":
        _refuse("I009", kind="zip")
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml", names):
        _refuse("I003")
    return Kind(Format.ODT, (problem("I015"),) if any(name.startswith("Basic/") for name in names) else ())


def _macros(names: set[str]) -> tuple[Problem, ...]:
    return (problem("I015"),) if any(name.lower().endswith("vbaproject.bin") for name in names) else ()


def _outside(archive: ZipFile, names: set[str]) -> tuple[Problem, ...]:
    """What the parts take from other files; plain hyperlinks are no concern."""
    targets: dict[str, None] = {}
    for name in sorted(names):
        if not name.endswith(".rels"):
            continue
        for link in _OUTSIDE.findall(_part(archive, name, names)):
            target = _TARGET.search(link)
            if b'TargetMode="External"' in link and _OUTSIDE_TYPES.search(link) and target:
                targets[target[1].decode("utf-8", "replace")] = None
    return (problem("I016", count=len(targets), first=next(iter(targets))),) if targets else ()


# --- everything else


def _refuse_known(data: bytes, name: str) -> None:
    """Raise for the kinds that are no text and cannot be read, and say what to do about each."""
    mark = next((mark for mark in _LOCK_MARKS if name.startswith(mark)), "")
    if mark and len(data) <= _LOCK_SIZE:
        _refuse("I010", mark=mark)
    for marks, code in ((_PICTURES, "I008"), (_ARCHIVES, "I009")):
        for mark_bytes, kind in marks.items():
            if data.startswith(mark_bytes):
                _refuse(code, kind=kind)
    _refuse_pictures(data)
    _refuse_shortcuts(data)
    _refuse_markup(data[:_HEAD].removeprefix(_UTF8))


def _refuse_pictures(data: bytes) -> None:
    """Pictures whose mark is not the first thing in the file."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        _refuse("I008", kind="WebP")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        _refuse("I008", kind="HEIC")
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        _refuse("I008", kind="BMP")


def _refuse_shortcuts(data: bytes) -> None:
    if data.startswith(_SHORTCUT):
        _refuse("I011", kind=N_("lối tắt Windows"))
    if _INTERNET.match(data[:_HEAD]):
        _refuse("I011", kind=N_("địa chỉ trên mạng"))
    if len(data) < _HEAD and _CLOUD.match(data) and b"google" in data.lower():
        _refuse("I011", kind="Google")


def _refuse_markup(head: bytes) -> None:
    """Web pages and Word's and Excel's XML of 2003, often saved under the name of a Word file."""
    if _HTML.match(head):
        _refuse("I007", kind=N_("trang web (.html)"))
    if _MHTML.match(head) and b"multipart/related" in head:
        _refuse("I007", kind=N_("trang web (.mht)"))
    if _XML.match(head):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b"Excel.Sheet" in head:
            _refuse("I006", kind=N_("tệp Excel dạng XML"))
        if b"Word.Document" in head or b"xmlPackage" in head or b"office/word" in head:
            _refuse("I007", kind=N_("tệp Word dạng XML"))
        if b"<html" in head:
            _refuse("I007", kind=N_("trang web (.html)"))
        _refuse("I012", kind=N_("tệp dữ liệu XML"))


def _refuse_values(name: str) -> None:
    """A .csv looks like any text: commas or semicolons, which part its cells, stand in every sentence too."""
    if PurePath(name).suffix.lower() == ".csv":
        _refuse("I006", kind=N_("tệp bảng dạng .csv"))


def _text(data: bytes) -> Kind:
    """Plain text: UTF-16 with its mark, or bytes without controls, or whatever else reads as text all the same."""
    if data.startswith(_UTF16):
        is_text = _reads_as_utf16(data[:_HEAD])
    else:
        is_text = not _CONTROL.search(data) or decode(data)[0] != ""
    if not is_text:
        _refuse("I005")
    return Kind(Format.TEXT)


def _reads_as_utf16(head: bytes) -> bool:
    """Whether most letters belong to alphabets: noise read as UTF-16 is full of Chinese and of nothing at all."""
    letters = head.decode("utf-16", "replace")
    return sum(letter < "\u2e80" for letter in letters) * 2 > len(letters)
