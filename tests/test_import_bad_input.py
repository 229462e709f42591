"""``soanthao import`` on what it cannot read: exit 2, a message with its way out, no traceback, no file, no hang.

And on what it can read though something is odd about it: the plan is written, and what is odd is told with its place.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from engines import need_office
from generator import convert
from generator.cli import app
from generator.importers.kinds import MAX_BYTES
from generator.load import parse_plan
from generator.problems import CATALOGUE
from office_files import WORD, container, locked, old_word, word, zipped

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(r"^(?P<place>.*?) ?(?P<code>[A-Z]\d{3}) (?P<severity>lỗi|cảnh báo|lưu ý): (?P<words>.+)$")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def run(file: str | Path, *options: str) -> Result:
    """``soanthao import`` in this process; what would be a traceback raises here."""
    result = CliRunner().invoke(app.cli, ["import", str(file), "-o", "ra.yaml", *options], prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def told(result: Result) -> list[tuple[str, str]]:
    """Severity and code of everything reported, in order; every one has a remedy below it."""
    rows = result.stderr.splitlines()
    found = []
    for i, row in enumerate(rows):
        if (match := LINE.match(row)) and match["code"] in CATALOGUE:
            found.append((match["severity"], match["code"]))
            assert i + 1 < len(rows) and rows[i + 1].startswith("    → "), row
    return found


def refused(name: str, data: bytes) -> str:
    """Import these bytes as a file of this name: it must be refused; the code of the reason."""
    Path(name).write_bytes(data)
    before = set(os.listdir())
    result = run(name)
    errors = [code for severity, code in told(result) if severity == "lỗi"]
    assert result.exit_code == 2 and errors, result.output
    assert result.stdout == ""
    assert name in result.stderr, "the file is named"
    assert set(os.listdir()) == before, "nothing is written"
    return errors[0]


def taken(name: str, data: bytes, *options: str) -> tuple[dict[str, Any], list[str]]:
    """Import these bytes: the plan that is written, which validates, and the codes of what is told."""
    Path(name).write_bytes(data)
    result = run(name, *options)
    assert result.exit_code == 0, result.output
    text = Path("ra.yaml").read_text(encoding="utf-8")
    parse_plan(text, "ra.yaml")
    return dict(yaml.safe_load(text)), [code for _, code in told(result)]


def workbook(fill: Callable[[Any], None]) -> bytes:
    book = Workbook()
    fill(book.active)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", EncodingWarning)  # openpyxl opens a temporary file, for its name alone
        book.save(out)
    return out.getvalue()


def tasks(sheet: Any) -> None:
    """A small table of tasks."""
    sheet.append(["PHỤ LỤC"])
    sheet.append(["DANH MỤC NHIỆM VỤ"])
    sheet.append(["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"])
    sheet.append([1, "Lập danh mục", "Sở Y tế", "Công an tỉnh", "Quý I/2027"])
    sheet.append([2, "Kiểm tra", "Công an tỉnh", None, "Tháng 6/2027"])


def changed(data: bytes, name: str, part: bytes) -> bytes:
    """The package with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
        new.writestr(name, part)
    return out.getvalue()


BODY = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (
    "KẾ HOẠCH", "Phòng bệnh năm 2027", "I. MỤC TIÊU", "1. Giảm số ca mắc.", "2. Giảm số ca nặng.",
))  # fmt: skip
DOCX, XLSX = word(BODY), workbook(tasks)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
DEEP = b"<w:document xmlns:w='%s'><w:body>" % WORD.encode() + b"<w:tbl>" * 50_000
OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="file:///C:/mau.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(("name", "data", "codes"), [
    ("rỗng.docx", b"", {"I001"}), ("trắng.txt", b" \n\n", {"I001"}), ("chưa tải.docx", bytes(4096), {"I004"}),
    ("nhiễu.docx", bytes(range(256)) * 40, {"I005"}), ("nhiễu.pdf", bytes(range(1, 256)) * 9, {"I005"}),
    ("cụt.docx", DOCX[: len(DOCX) * 2 // 3], {"I004"}), ("cụt.xlsx", XLSX[: len(XLSX) // 2], {"I004"}),
    ("cụt.pdf", PDF, {"I046"}), ("chỉ đầu.pdf", b"%PDF-1.7\n", {"I046"}),
    ("khóa.docx", locked(), {"I003"}), ("khóa.xlsx", locked(), {"I003"}), ("khóa.doc", old_word(0x0100), {"I003"}),
    ("cũ.xls", container({"Workbook": b""}), {"I006"}), ("trang.doc", b"<html><body>x</body></html>", {"I007"}),
    ("quét.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", {"I008"}), ("quét.docx", b"\x89PNG\r\n\x1a\n\0", {"I008"}),
    ("gói.zip", zipped({"a.docx": DOCX}), {"I009"}), ("~$kế hoạch.docx", b"\x05May A".ljust(162, b"\0"), {"I010"}),
    ("a.gdoc", b'{"url": "https://docs.google.com/open?id=1"}', {"I011"}),
    ("chiếu.ppt", container({"PowerPoint Document": b""}), {"I012"}),
    ("bom.docx", word(BODY, **{"word/media/a.bin": bytes(300 * 2**20)}), {"I013"}),
    ("thoát.docx", word(BODY, **{"../../a.xml": b"a"}), {"I013"}),
    ("cười.docx", changed(DOCX, "word/document.xml", LAUGHS), {"I013", "I035"}),
    ("cười.xlsx", changed(XLSX, "xl/worksheets/sheet1.xml", LAUGHS), {"I013"}),
    ("sâu.docx", changed(DOCX, "word/document.xml", DEEP), {"I035"}),
    ("hỏng.docx", changed(DOCX, "word/document.xml", b"<w:document"), {"I035"}),
    ("trống.xlsx", workbook(lambda sheet: None), {"I019"}), ("không chữ.docx", word("<w:p/>"), {"I029"}),
    ("không chữ.txt", b"\x7f", {"I029"}), ("toàn chữ ẩn.txt", b"\xe2\x80\x8b\n" * 5, {"I029"}),
    ("mã cũ.txt", b"\xd6\xd0\xce\xc4\xb9\xfa\xbc\xd2 \xb0\xec" * 20, {"I041"}),
])  # fmt: skip
def test_refused(name: str, data: bytes, codes: set[str]) -> None:
    assert refused(name, data) in codes


def test_an_old_word_file_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_office", lambda: None)
    assert refused("cũ.doc", old_word()) == "I017"
    assert refused("cũ.rtf", b"{\\rtf1 a}") == "I017"


def test_an_old_word_file_that_is_empty_inside() -> None:
    need_office()
    Path("cũ.doc").write_bytes(old_word())
    result = CliRunner().invoke(app.cli, ["import", "cũ.doc", "-o", "ra.yaml"], prog_name="soanthao")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (result.exit_code, {code for _, code in told(result)} & {"I018", "I029"} != set()) == (2, True)


def test_two_hundred_megabytes_are_not_read() -> None:
    with open("lớn.docx", "wb") as file:
        file.truncate(200 * 2**20)
    result = run("lớn.docx")
    assert result.exit_code == 2 and told(result) == [("lỗi", "I002")]
    assert "200 MB" in result.stderr and f"{MAX_BYTES // 2**20} MB" in result.stderr
    assert not Path("ra.yaml").exists()


def test_no_file_and_a_folder() -> None:
    Path("thư mục").mkdir()
    for name in ("khong-co.docx", "thư mục"):
        result = run(name)
        assert result.exit_code == 2 and told(result) == [("lỗi", "G001")]
    assert not Path("ra.yaml").exists()


def test_in_a_process_of_its_own() -> None:
    Path("khóa.docx").write_bytes(locked())
    command = [sys.executable, "-m", "generator.cli", "import", "khóa.docx", "-o", "ra.yaml"]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "khóa.docx I003 lỗi: tệp có mật khẩu" in ended.stderr and "Traceback" not in ended.stderr
    assert os.listdir() == ["khóa.docx"]


def test_noise_on_standard_input() -> None:
    result = CliRunner().invoke(app.cli, ["import", "-", "-o", "ra.yaml"], input=bytes(range(256)) * 9)
    assert result.exit_code == 2 and told(result) == [("lỗi", "I005")]


def test_an_older_plan_stays_when_the_import_is_refused() -> None:
    Path("ra.yaml").write_text("của người khác\n", encoding="utf-8")
    Path("hỏng.docx").write_bytes(DOCX[:-50])
    assert run("hỏng.docx", "--force").exit_code == 2
    assert Path("ra.yaml").read_text(encoding="utf-8") == "của người khác\n"


# --- odd, but readable


@pytest.mark.parametrize(("name", "data", "code"), [
    ("đuôi sai.pdf", DOCX, "I014"), ("đuôi sai.docx", XLSX, "I014"), ("đuôi sai.xlsx", DOCX, "I014"),
    ("macro.docm", word(BODY, **{"word/vbaProject.bin": b"x"}), "I039"),
    ("liên kết.docx", word(BODY, **{"word/_rels/document.xml.rels": OUTSIDE}), "I039"),
])  # fmt: skip
def test_told_and_taken(name: str, data: bytes, code: str) -> None:
    _, codes = taken(name, data)
    assert code in codes


def test_a_sheet_of_tasks() -> None:
    plan, _ = taken("nhiệm vụ.xlsx", XLSX)
    assert [task["noi_dung"] for task in plan["nhiem_vu"]] == ["Lập danh mục", "Kiểm tra"]


def test_a_sheet_with_a_cell_in_the_far_corner_and_hidden_rows() -> None:
    def fill(sheet: Any) -> None:
        tasks(sheet)
        sheet["XFD1048576"] = "Cuối"
        sheet.row_dimensions[5].hidden = True

    plan, codes = taken("thưa.xlsx", workbook(fill))
    assert "I020" in codes
    assert [task["noi_dung"] for task in plan["nhiem_vu"]] == ["Lập danh mục"]
    assert "Cuối" in Path("ra.yaml").read_text(encoding="utf-8")


def test_a_table_without_a_head_loses_no_row() -> None:
    def fill(sheet: Any) -> None:
        for number in range(1, 6):
            sheet.append([number, f"Việc thứ {number}", f"Sở {number}", "Quý I/2027"])

    taken("không đầu.xlsx", workbook(fill))
    text = Path("ra.yaml").read_text(encoding="utf-8")
    assert all(f"Việc thứ {number}" in text for number in range(1, 6))


def test_two_tables_glued_lose_no_row() -> None:
    def fill(sheet: Any) -> None:
        for _ in range(2):
            sheet.append(["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"])
            for number in range(1, 4):
                sheet.append([number, f"Việc {number}", "Sở Y tế", "Quý I/2027"])

    taken("dính.xlsx", workbook(fill))
    text = Path("ra.yaml").read_text(encoding="utf-8")
    assert all(text.count(f"Việc {number}") >= 2 for number in range(1, 4))


def test_odd_letters_are_told() -> None:
    text = BODY.replace("Giảm", "Gia\u0309m").replace("2027", "2027\u00a0").replace("của", "củ\u0430")
    cyrillic = text + "<w:p><w:r><w:t>3. Công tác củ\u0430 xã.</w:t></w:r></w:p>"
    _, codes = taken("chữ lạ.docx", word(cyrillic))
    assert {"I030", "D009", "I032"} <= set(codes)
    written = Path("ra.yaml").read_text(encoding="utf-8")
    assert "Giảm số ca mắc" in written and "củ\u0430" in written


# --- noise


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=2000), start=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe"]))
def test_any_bytes(data: bytes, start: bytes) -> None:
    Path("a.docx").write_bytes(start + data)
    result = run("a.docx", "--force")
    assert result.exit_code in (0, 1, 2)
    assert result.exit_code == 0 or told(result)


@pytest.mark.parametrize("whole", [DOCX, XLSX], ids=["docx", "xlsx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_damaged_files(whole: bytes, changes: list[tuple[int, int]]) -> None:
    data = bytearray(whole)
    for at, value in changes:
        data[at % len(data)] = value
    Path("a.bin").write_bytes(bytes(data))
    result = run("a.bin", "--force")
    assert result.exit_code in (0, 1, 2)
    assert result.exit_code == 0 or told(result)
