"""Conversions by LibreOffice and PDFium, and what they report when they fail."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from engines import need_office
from generator import convert
from generator.convert import (
    ConvertError,
    check_vietnamese_font,
    find_office,
    fonts_used,
    page_count,
    page_png,
    to_pdf,
)
from generator.problems import Problem

LETTERS = "Ủy ban, Kế hoạch, “ưỡ ặ ế ợ ự đ” ỔNG ĐỐC"
TIMES, SANS = "Times New Roman", "DejaVu Sans"
# pypdfium2 reads its own version file without naming an encoding
pytestmark = pytest.mark.filterwarnings("ignore:'encoding' argument not specified:EncodingWarning:pypdfium2")
posix_only = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


def write_docx(path: Path, *runs: tuple[str, str], pages: int = 1) -> Path:
    """A document with one paragraph a page, each of the given runs (text, font)."""
    document = docx.Document()
    for number in range(pages):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.page_break_before = number > 0
        for text, font in runs:
            fonts = paragraph.add_run(text)._element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(script), font)
    document.save(str(path))
    return path


def need_font(pdf: Path, prefix: str) -> None:
    """Skip where the machine lacks the font the test is about."""
    if not any(name.startswith(prefix) for name in fonts_used(pdf)):
        pytest.skip(f"font {prefix} is not installed: {sorted(fonts_used(pdf))}")


def write_pdf(path: Path, *pages: tuple[str, str]) -> Path:
    """A PDF made by hand, one page for each (name of a font that is not embedded, ASCII text)."""
    kids = " ".join(f"{3 * number + 3} 0 R" for number in range(len(pages)))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>"]
    for number, (font, text) in enumerate(pages):
        first = 3 * number + 3
        shown = f"BT /F1 14 Tf 20 100 Td ({text}) Tj ET"
        resources = f"<< /Font << /F1 {first + 1} 0 R >> >>"
        bodies += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 144] /Resources {resources} /Contents {first + 2} 0 R >>",
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding >>",
            f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size, start = len(bodies) + 1, len(content)
    content += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode("ascii")
    content += f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    path.write_bytes(content)
    return path


def refused(call: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems a call is refused with."""
    with pytest.raises(ConvertError) as caught:
        call()
    return caught.value.problems


def codes(problems: Sequence[Problem]) -> list[str]:
    return [p.code for p in problems]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a shell script in the place of LibreOffice; its first arguments are those of ``soffice``."""

    def install(script: str) -> None:
        program = tmp_path / "soffice-stand-in"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(convert, "find_office", lambda: program)

    return install


# In a stand-in: "$out" becomes the folder asked for with --outdir.
FIND_OUT = 'while [ "$1" != --outdir ]; do shift; done; out=$2; shift 2; mkdir -p "$out"'


class TestFindOffice:
    def test_search_path_comes_first(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        found = {"libreoffice": str(tmp_path / "libreoffice")}
        monkeypatch.setattr(shutil, "which", found.get)
        assert find_office() == tmp_path / "libreoffice"

    def test_usual_folder_next(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        program = tmp_path / "soffice.exe"
        program.touch()
        monkeypatch.setattr(shutil, "which", lambda name: None)
        monkeypatch.setattr(convert, "_USUAL_PLACES", (str(tmp_path / "absent.exe"), str(program)))
        assert find_office() == program

    def test_absent(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: None)
        monkeypatch.setattr(convert, "_USUAL_PLACES", (str(tmp_path),))
        assert find_office() is None
        source = write_docx(tmp_path / "a.docx", ("x", TIMES))
        assert codes(refused(lambda: to_pdf([source], tmp_path / "out"))) == ["P001"]
        assert not (tmp_path / "out").exists()


class TestToPdf:
    def test_names_with_diacritics_and_spaces(self, tmp_path: Path) -> None:
        need_office()
        folder = tmp_path / "thư mục Ổ Đĩa"
        folder.mkdir()
        one = write_docx(folder / "Kế hoạch số 1 (lần 2).docx", (LETTERS, TIMES), pages=3)
        two = write_docx(folder / "-công văn.v1.docx", (LETTERS, TIMES))
        made = to_pdf([one, two], tmp_path / "kết quả" / "năm 2027")
        assert [path.name for path in made] == ["Kế hoạch số 1 (lần 2).pdf", "-công văn.v1.pdf"]
        assert sorted(made) == sorted((tmp_path / "kết quả" / "năm 2027").iterdir())
        assert [page_count(path) for path in made] == [3, 1]
        assert sorted(path.name for path in folder.iterdir()) == sorted([one.name, two.name])

    def test_replaces_an_older_pdf(self, tmp_path: Path) -> None:
        need_office()
        (tmp_path / "a.pdf").write_bytes(b"old")
        assert to_pdf([write_docx(tmp_path / "a.docx", ("x", TIMES))], tmp_path) == [tmp_path / "a.pdf"]
        assert page_count(tmp_path / "a.pdf") == 1

    @pytest.mark.parametrize("content", [b"only text\n", b"PK\x03\x04broken"])
    def test_what_is_no_docx_is_refused_and_nothing_written(self, tmp_path: Path, content: bytes) -> None:
        need_office()
        good, bad = write_docx(tmp_path / "good.docx", ("x", TIMES)), tmp_path / "hỏng.docx"
        bad.write_bytes(content)
        (found,) = refused(lambda: to_pdf([good, bad], tmp_path / "out"))
        assert (found.code, found.place, found.values["file"]) == ("P002", str(bad), "hỏng.docx")
        assert not (tmp_path / "out").exists()

    def test_nothing_to_do(self, tmp_path: Path) -> None:
        assert to_pdf([], tmp_path / "out") == []

    @pytest.mark.parametrize("name", ["a.docx", "A.docx"])
    def test_two_files_of_one_stem(self, tmp_path: Path, name: str) -> None:
        call = [tmp_path / "one" / "a.docx", tmp_path / "two" / name, tmp_path / "b.docx"]
        assert codes(refused(lambda: to_pdf(call, tmp_path))) == ["G006", "G006"]

    @posix_only
    def test_every_absent_or_empty_file_is_named(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        stand_in("exit 0")
        call = [tmp_path / "a.docx", write_docx(tmp_path / "b.docx", ("x", TIMES)), tmp_path / "empty.docx"]
        call[2].touch()
        problems = refused(lambda: to_pdf(call, tmp_path))
        assert [(p.code, p.place) for p in problems] == [("G001", str(call[0])), ("G001", str(call[2]))]


@posix_only
class TestStandIn:
    """A LibreOffice that does not do its work."""

    def test_hanging_tree_is_ended(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(30)
            # the grandchild holds the other end open for as long as it lives
            call = f"socket.create_connection({server.getsockname()!r})"
            child = f"import socket, time; line = {call}; line.sendall(b'started'); time.sleep(600)"
            stand_in(f'"{sys.executable}" -c "{child}" & wait')
            source = write_docx(tmp_path / "a.docx", ("x", TIMES))
            (found,) = refused(lambda: to_pdf([source], tmp_path / "out", timeout_s=3))
            line, _ = server.accept()
            with line:
                line.settimeout(30)
                assert line.recv(100) == b"started"
                assert line.recv(100) == b"", "a process of the tree is still alive"
        assert (found.code, found.values["detail"]) == ("P002", "quá 3 giây chưa xong")
        assert not (tmp_path / "out").exists()

    def test_hanging_after_the_work_is_done(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        ready = write_pdf(tmp_path / "ready.pdf", ("TimesNewRoman", "x"))
        stand_in(f'{FIND_OUT}; cp "{ready}" "$out/0.pdf"; sleep 600')
        source = write_docx(tmp_path / "a.docx", ("x", TIMES))
        (made,) = to_pdf([source], tmp_path / "out", timeout_s=2)
        assert made.read_bytes() == ready.read_bytes()

    def test_success_without_a_file(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        stand_in("echo 'Warning: failed to launch javaldx'; echo 'Error: no room' >&2; exit 0")
        source = write_docx(tmp_path / "a.docx", ("x", TIMES))
        (found,) = refused(lambda: to_pdf([source], tmp_path / "out"))
        assert (found.code, found.values["detail"]) == ("P002", "Error: no room")

    def test_half_a_file(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        stand_in(f"{FIND_OUT}; printf '%%PDF-1.6 and no end' > \"$out/0.pdf\"")
        source = write_docx(tmp_path / "a.docx", ("x", TIMES))
        (found,) = refused(lambda: to_pdf([source], tmp_path / "out"))
        assert (found.code, found.values["detail"]) == ("P002", "LibreOffice không tạo ra tệp kết quả")

    def test_own_profile_for_every_call(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        seen = tmp_path / "seen"
        stand_in(f'echo "$1" >> "{seen}"')
        source = write_docx(tmp_path / "a.docx", ("x", TIMES))
        for _ in range(2):
            refused(lambda: to_pdf([source], tmp_path / "out"))
        first, second = seen.read_text(encoding="utf-8").splitlines()
        assert first.startswith("-env:UserInstallation=file:///") and first != second

    def test_program_that_does_not_start(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(convert, "find_office", lambda: tmp_path / "absent")
        source = write_docx(tmp_path / "a.docx", ("x", TIMES))
        assert codes(refused(lambda: to_pdf([source], tmp_path / "out"))) == ["P002"]

    def test_target_folder_is_a_file(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        ready = write_pdf(tmp_path / "ready.pdf", ("TimesNewRoman", "x"))
        stand_in(f'{FIND_OUT}; cp "{ready}" "$out/0.pdf"')
        source = write_docx(tmp_path / "a.docx", ("x", TIMES))
        assert codes(refused(lambda: to_pdf([source], ready))) == ["G002"]


class TestPages:
    @pytest.fixture
    def pdf(self, tmp_path: Path) -> Path:
        return write_pdf(tmp_path / "hai trang.pdf", ("TimesNewRoman", "one"), ("TimesNewRoman", "two"))

    def test_png_has_the_asked_resolution(self, pdf: Path, tmp_path: Path) -> None:
        out = tmp_path / "ảnh" / "trang 2.png"
        assert page_png(pdf, 2, out, dpi=72) == out
        width, height, pixels = read_png(out.read_bytes())
        assert (width, height) == (288, 144)
        assert pixels[:3] == b"\xff\xff\xff"
        assert min(pixels) < 128, "no ink"
        width, height, _ = read_png(page_png(pdf, 2, out).read_bytes())
        assert (width, height) == (440, 220)
        assert [path.name for path in out.parent.iterdir()] == ["trang 2.png"]

    def test_pages_differ(self, pdf: Path, tmp_path: Path) -> None:
        one, two = (page_png(pdf, number, tmp_path / f"{number}.png").read_bytes() for number in (1, 2))
        assert one != two
        assert page_png(pdf, 1, tmp_path / "again.png").read_bytes() == one

    @pytest.mark.parametrize("page", [-1, 0, 3])
    def test_no_such_page(self, pdf: Path, tmp_path: Path, page: int) -> None:
        (found,) = refused(lambda: page_png(pdf, page, tmp_path / "x.png"))
        assert (found.code, found.values["page"], found.values["count"]) == ("P005", page, 2)
        assert "2" in found.message()
        assert not (tmp_path / "x.png").exists()

    @pytest.mark.parametrize("content", [b"", b"no pdf", None])
    def test_unreadable(self, tmp_path: Path, content: bytes | None) -> None:
        pdf = tmp_path / "x.pdf"
        if content is not None:
            pdf.write_bytes(content)
        assert codes(refused(lambda: page_count(pdf))) == ["G001"]

    def test_without_the_library(self, pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pypdfium2", None)
        assert codes(refused(lambda: page_count(pdf))) == ["P004"]

    def test_file_is_free_afterwards(self, pdf: Path) -> None:
        assert page_count(pdf) == 2
        os.replace(pdf, pdf.with_name("moved.pdf"))


class TestFonts:
    def test_names_over_all_pages_without_prefix(self, tmp_path: Path) -> None:
        pdf = write_pdf(tmp_path / "a.pdf", ("ABCDEF+TimesNewRomanPS-BoldMT", "x"), ("ArialMT", "y"))
        assert fonts_used(pdf) == {"TimesNewRomanPS-BoldMT", "ArialMT"}

    @pytest.mark.parametrize("font", ["TimesNewRomanPSMT", "Tinos-Bold", "LiberationSerif", "BCDEEE+TimesNewRomanPSMT"])
    def test_times_and_its_equals(self, tmp_path: Path, font: str) -> None:
        check_vietnamese_font(write_pdf(tmp_path / "a.pdf", (font, "abc")))

    def test_unaccented_letter_beside_times(self, tmp_path: Path) -> None:
        check_vietnamese_font(write_pdf(tmp_path / "a.pdf", ("Tinos", "abc"), ("CourierNew", "o")))

    @pytest.mark.parametrize("strange", ["DejaVuSans", "NotoSans-Regular", "Times-Roman", "Carlito"])
    def test_accented_letter_beside_times(self, tmp_path: Path, strange: str) -> None:
        pdf = write_pdf(tmp_path / "a.pdf", ("LiberationSerif", "abc"), (strange, "\xea"))
        (found,) = refused(lambda: check_vietnamese_font(pdf))
        assert (found.code, found.values["fonts"]) == ("P003", strange)
        assert "fonts-croscore" in found.hint() and "fonts-liberation2" in found.hint()

    def test_another_face_instead_of_times(self, tmp_path: Path) -> None:
        pdf = write_pdf(tmp_path / "a.pdf", ("LiberationSerif", "12"), ("DejaVuSans", "abc"), ("Carlito", "xyz"))
        assert refused(lambda: check_vietnamese_font(pdf))[0].values["fonts"] == "Carlito, DejaVuSans"

    def test_no_letter_at_all(self, tmp_path: Path) -> None:
        check_vietnamese_font(write_pdf(tmp_path / "a.pdf", ("DejaVuSans", "12 - 3/4")))

    def test_office_with_times(self, tmp_path: Path) -> None:
        need_office()
        (pdf,) = to_pdf([write_docx(tmp_path / "a.docx", (LETTERS, TIMES))], tmp_path)
        if not any(font.startswith(("Times", "Tinos")) for font in fonts_used(pdf)):
            pytest.skip("no face of Times metrics with Vietnamese letters is installed")
        assert len(fonts_used(pdf)) == 1
        check_vietnamese_font(pdf)

    def test_office_with_another_face(self, tmp_path: Path) -> None:
        need_office()
        sources = [
            write_docx(tmp_path / "instead.docx", (LETTERS, SANS)),
            write_docx(tmp_path / "beside.docx", ("Ke hoach ", TIMES), ("ế", SANS)),
        ]
        for pdf in to_pdf(sources, tmp_path):
            need_font(pdf, "DejaVu")
            (found,) = refused(partial(check_vietnamese_font, pdf))
            assert (found.code, found.values["fonts"]) == ("P003", "DejaVuSans")

    def test_office_with_symbols_beside_times(self, tmp_path: Path) -> None:
        need_office()
        (pdf,) = to_pdf([write_docx(tmp_path / "a.docx", (LETTERS, TIMES), (" ☑ ☐ 12", SANS))], tmp_path)
        need_font(pdf, "DejaVu")
        need_font(pdf, "Tinos")
        check_vietnamese_font(pdf)


def read_png(content: bytes) -> tuple[int, int, bytes]:
    """Width, height and RGB bytes of a PNG without row filters; every checksum is compared."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", content, at + 8 + length) == (zlib.crc32(name + data),)
        chunks[name], at = data, at + 12 + length
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    rows, step = zlib.decompress(chunks[b"IDAT"]), 3 * width + 1
    assert len(rows) == step * height and chunks[b"IEND"] == b""
    return width, height, b"".join(rows[start + 1 : start + step] for start in range(0, len(rows), step))
