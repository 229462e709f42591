"""The outside engines: .docx → PDF by LibreOffice, page of a PDF → PNG by PDFium (step 6 of a document's path), and
for the import of older formats .doc, .rtf, .odt → .docx by LibreOffice (step 1).

LibreOffice is another program: it gets a profile of its own for every call (two runs on one profile: one fails), copies
of the files under plain names (whatever the user's file names and locale), and an end by force when the time is over.
It ends with exit code 0 when it could not read a file, so only the result it leaves behind counts.

PDFium comes with the extra ``[preview]`` and is imported when first needed. It is not thread safe: call the functions
that read a PDF from one thread at a time.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from generator.problems import N_, Problem, ProblemsError, Words, joined, problem, why

_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# named, or LibreOffice prints any text file called .docx as if it were a document
_DOCX_FILTER = "MS Word 2007 XML"
_FILTERS = {".doc": "MS Word 97", ".rtf": "Rich Text Format", ".odt": "writer8"}
# a stranger's file must not make LibreOffice fetch pictures from the network, nor run anything
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")
_TIMES_FAMILIES = ("TimesNewRoman", "Tinos", "LiberationSerif")


class ConvertError(ProblemsError):
    """A file could not be converted, or the result does not show what Word would show."""


def find_office() -> Path | None:
    """The LibreOffice program: on the search path, else in its usual folder on Windows and macOS; None when absent."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in map(Path, _USUAL_PLACES) if path.is_file()), None)


def to_pdf(docx: Sequence[Path], out_dir: Path, *, timeout_s: float = 120) -> list[Path]:
    """Convert .docx files in one call of LibreOffice; return ``out_dir/<stem>.pdf`` of each, in the order given.

    ``timeout_s`` is for the whole call, in seconds. All or nothing: unless every file became a whole PDF, nothing is
    written. Raises ``ConvertError``: P001 (no LibreOffice), P002 (one for each file without a PDF), G001 (a file cannot
    be read), G002 (a PDF cannot be written), G006 (two files of one stem).
    """
    targets = [out_dir / f"{path.stem}.pdf" for path in docx]
    _refuse_twins(targets)
    if not docx:
        return []
    office = find_office()
    if office is None:
        raise ConvertError([problem("P001")])
    with tempfile.TemporaryDirectory(prefix="soanthao-", ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve()
        staged = _stage(docx, work)
        detail = _run_office(office, staged, work / "pdf", timeout_s, "pdf:writer_pdf_Export", _DOCX_FILTER)
        made = [work / "pdf" / f"{path.stem}.pdf" for path in staged]
        _refuse_unfinished(docx, made, detail)
        _publish([path.read_bytes() for path in made], targets)
    return targets


def to_docx(data: bytes, suffix: str, *, timeout_s: float = 120) -> bytes:
    """The .docx that LibreOffice makes of a file in an older format; ``suffix``: ``.doc``, ``.rtf`` or ``.odt``.

    ``timeout_s`` is in seconds. Tables, merged cells and numbers that Word makes itself are kept; links to other files
    are not followed. Raises ``ConvertError``: I017 (no LibreOffice), I018 (it could not read the file, or not in time).
    """
    office = find_office()
    if office is None:
        raise ConvertError([problem("I017", suffix=suffix)])
    with tempfile.TemporaryDirectory(prefix="soanthao-", ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve()
        source, made = work / f"0{suffix}", work / "out" / "0.docx"
        source.write_bytes(data)
        detail = _run_office(office, [source], made.parent, timeout_s, f"docx:{_DOCX_FILTER}", _FILTERS[suffix])
        if not _is_whole_zip(made):
            raise ConvertError([problem("I018", suffix=suffix, detail=detail)])
        return made.read_bytes()


def page_count(pdf: Path) -> int:
    """The number of pages; raises ``ConvertError``: P004 (no PDFium), G001 (not a readable PDF)."""
    with _opened(pdf) as (document, _):
        return len(document)


def page_png(pdf: Path, page: int, out: Path, *, dpi: int = 110) -> Path:
    """Draw one page (counted from 1) at ``dpi`` pixels per inch into the PNG file ``out``; return ``out``.

    Raises ``ConvertError``: P005 (no such page), P004 (no PDFium), G001 (unreadable PDF), G002 (PNG not writable).
    """
    with _opened(pdf) as (document, pdfium):
        if not 1 <= page <= len(document):
            raise ConvertError([problem("P005", place=str(pdf), page=page, count=len(document))])
        with closing(document[page - 1]) as sheet:
            image = _draw(sheet, dpi / 72, pdfium.raw.FPDFBitmap_BGR)
    _publish([image], [out])
    return out


def fonts_used(pdf: Path) -> frozenset[str]:
    """The PostScript names of the fonts text is set in, without the subset prefix: ``Tinos-Bold``, ``DejaVuSans``.

    Fonts no text object uses are left out. Raises ``ConvertError``: P004 (no PDFium), G001 (unreadable PDF).
    """
    return frozenset(_text_by_font(pdf))


def check_vietnamese_font(pdf: Path) -> None:
    """Raise ``ConvertError`` (P003) when another face stands in for Times New Roman.

    A Times-like face without Vietnamese letters leaves them to another face (DejaVu Sans on a bare Debian) and every
    line breaks elsewhere. Judged by letters: a box ☐ or a bullet in a symbol face is what Word does too, and so is a
    plain Latin letter in Courier beside Times. Also raises P004 (no PDFium) and G001 (unreadable PDF).
    """
    texts = _text_by_font(pdf)
    strange = {name: text for name, text in texts.items() if not _is_times(name)}
    times_writes = any(any(map(str.isalpha, text)) for name, text in texts.items() if _is_times(name))
    stands_in = _has_accented_letter if times_writes else _has_latin_letter
    if fonts := sorted(name for name, text in strange.items() if stands_in(text)):
        raise ConvertError([problem("P003", place=str(pdf), fonts=", ".join(fonts))])


# --- LibreOffice


def _refuse_twins(targets: Sequence[Path]) -> None:
    """Two results of one name would overwrite each other; Windows and macOS do not tell case apart."""
    counts = Counter(_folded(path) for path in targets)
    if twins := [path for path in targets if counts[_folded(path)] > 1]:
        raise ConvertError(problem("G006", place=str(path), name=path.name) for path in twins)


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", path.name).casefold()


def _stage(docx: Sequence[Path], work: Path) -> list[Path]:
    """Copy the files to plain names: no diacritics for LibreOffice's locale, no lock files beside the user's own."""
    (work / "in").mkdir()
    staged = [work / "in" / f"{number}.docx" for number in range(len(docx))]
    unreadable: list[Problem] = []
    for source, copy in zip(docx, staged, strict=True):
        try:
            shutil.copyfile(source, copy)
        except OSError as error:
            unreadable.append(problem("G001", place=str(source), detail=why(error)))
        else:
            if not copy.stat().st_size:  # LibreOffice would print it as an empty page
                unreadable.append(problem("G001", place=str(source), detail=N_("tệp rỗng")))
    if unreadable:
        raise ConvertError(unreadable)
    return staged


def _run_office(office: Path, staged: Sequence[Path], out: Path, timeout_s: float, target: str, source: str) -> str:
    """Run LibreOffice to its end or the end of its time; return why a file may lack its result in ``out``.

    ``target`` is the format to convert to with its filter, ``source`` the filter to read with. The profile and the log
    stand beside ``out``.
    """
    options = ["--headless", "--norestore", "--nolockcheck", f"--infilter={source}"]
    result = ["--convert-to", target, "--outdir", str(out)]
    log = out.parent / "log.txt"
    try:
        _run_tree([str(office), _profile(out.parent), *options, *result, *map(str, staged)], log, timeout_s)
    except subprocess.TimeoutExpired:
        return Words(N_("quá {seconds} giây chưa xong"), seconds=f"{timeout_s:g}")
    except OSError as error:
        return joined([str(office), why(error)], ": ")
    return _complaint(log.read_text(encoding="utf-8", errors="replace"))


def _profile(work: Path) -> str:
    """The option that gives LibreOffice a careful profile of its own, made in a working folder."""
    user = work / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return f"-env:UserInstallation={(work / 'profile').as_uri()}"


def _complaint(log: str) -> str:
    """LibreOffice's first line of error, else that it left nothing behind (its warnings about Java mean nothing)."""
    errors = (line.strip() for line in log.splitlines() if line.startswith("Error"))
    return next(errors, N_("LibreOffice không tạo ra tệp kết quả"))


def _run_tree(command: Sequence[str], log: Path, timeout_s: float) -> None:
    """Run a program, its words going to ``log``; when its time is over or the user interrupts, its whole tree is ended.

    A file takes the output, not a pipe: a pipe would be waited for as long as any descendant holds it.
    """
    with log.open("wb") as words:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            process.wait(timeout_s)
        except BaseException:
            _kill_tree(process)
            raise


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    """End a program started in its own session, with its children (soffice is a script over two more programs)."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):  # it ended by itself a moment ago
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _refuse_unfinished(docx: Sequence[Path], made: Sequence[Path], detail: str) -> None:
    """Raise P002 for every file whose PDF is absent or cut short."""
    pairs = zip(docx, made, strict=True)
    missing = [source for source, pdf in pairs if not _is_whole(pdf)]
    if missing:
        raise ConvertError(problem("P002", place=str(path), file=path.name, detail=detail) for path in missing)


def _is_whole(pdf: Path) -> bool:
    """Whether the file is there with its first and last mark; LibreOffice writes straight to the final name."""
    content = pdf.read_bytes() if pdf.is_file() else b""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-64:]


def _is_whole_zip(path: Path) -> bool:
    """Whether the file is there with its directory, which is written last."""
    return path.is_file() and zipfile.is_zipfile(path)


def _publish(contents: Sequence[bytes], targets: Sequence[Path]) -> None:
    """Write files of one folder, each whole or not at all, every one of them ready before the first is put in place."""
    folder = targets[0].parent
    place = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # in the folder itself: only within one file system is a replacement a single step
        with tempfile.TemporaryDirectory(prefix=".soanthao-", dir=folder) as near:
            ready = [Path(near) / str(number) for number in range(len(contents))]
            for path, content in zip(ready, contents, strict=True):
                path.write_bytes(content)
            for path, place in zip(ready, targets, strict=True):
                os.replace(path, place)
    except OSError as error:
        raise ConvertError([problem("G002", place=str(place), detail=why(error))]) from error


# --- PDFium


def _pdfium() -> Any:
    """The library of the extra ``[preview]``; raises ``ConvertError`` (P004) when it is not installed."""
    try:
        import pypdfium2
    except ImportError as error:
        raise ConvertError([problem("P004")]) from error
    return pypdfium2


@contextmanager
def _opened(pdf: Path) -> Iterator[tuple[Any, Any]]:
    """The open document and the library; its failures become G001. Read at once, so no lock stays on the file."""
    pdfium = _pdfium()
    try:
        with closing(pdfium.PdfDocument(pdf.read_bytes())) as document:
            yield document, pdfium
    except OSError as error:
        raise ConvertError([problem("G001", place=str(pdf), detail=why(error))]) from error
    except pdfium.PdfiumError as error:
        raise ConvertError([problem("G001", place=str(pdf), detail=N_("không phải tệp PDF"))]) from error


def _draw(sheet: Any, scale: float, pixels: int) -> bytes:
    """A page as the bytes of a PNG file, 24-bit colour on white."""
    with closing(sheet.render(scale=scale, rev_byteorder=True, force_bitmap_format=pixels)) as bitmap:
        return _png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def _png(width: int, height: int, stride: int, rgb: bytes) -> bytes:
    """Encode rows of RGB bytes, ``stride`` bytes apart, as PNG (ISO/IEC 15948) without row filters."""
    rows = b"".join(b"\0" + rgb[start : start + 3 * width] for start in range(0, stride * height, stride))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _text_by_font(pdf: Path) -> dict[str, str]:
    """Everything written in each font, over all pages, in drawing order."""
    texts: dict[str, str] = {}
    with _opened(pdf) as (document, pdfium):
        for number in range(len(document)):
            for name, text in _page_texts(document, number, pdfium.raw.FPDF_PAGEOBJ_TEXT):
                texts[name] = texts.get(name, "") + text
    return texts


def _page_texts(document: Any, number: int, kind: int) -> Iterator[tuple[str, str]]:
    """Font name and text of every text object of a page, those inside form objects too."""
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        for item in page.get_objects(filter=[kind], textpage=words):
            yield _SUBSET_PREFIX.sub("", item.get_font().get_base_name()), item.extract()


def _is_times(font: str) -> bool:
    return font.replace(" ", "").startswith(_TIMES_FAMILIES)


def _has_latin_letter(text: str) -> bool:
    return any(unicodedata.name(char, "").startswith("LATIN ") for char in text)


def _has_accented_letter(text: str) -> bool:
    """Whether a Latin letter beyond ASCII stands in the text: those are the ones a face may lack."""
    return any(char > "\x7f" and _has_latin_letter(char) for char in unicodedata.normalize("NFC", text))
