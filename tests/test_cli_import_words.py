"""``soanthao import`` to the people who run it: what is printed where, in which letters, and how much of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from openpyxl.comments import Comment

from generator import intake
from generator.cli import app
from generator.cli.report import print_briefly
from generator.inline import Run
from generator.problems import problem
from generator.recognise.body.points import tidy

ROOT = Path(__file__).resolve().parent.parent
ROWS = 12


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app.cli, ["import", *arguments], prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def a_list(name: str, rows: int = ROWS) -> str:
    """A list of tasks without leads, as a file of this name."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TT", "Nhiệm vụ", "Thời gian", "Sản phẩm"])
    for number in range(1, rows + 1):
        sheet.append([number, f"Sửa nhà văn hóa thôn {number}", "Quý I năm 2027", "Báo cáo"])
    sheet["B2"].comment = Comment("Thôn nào?", "Lê Thị Mận")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's temporary files name no encoding
        book.save(name)
    return name


def test_many_warnings_of_a_kind_are_counted_and_the_report_has_them_all() -> None:
    result = run(a_list("việc cần làm.xlsx"), "-o", "kế hoạch.yaml", "--report", "r.json")
    assert result.exit_code == 0
    assert result.stderr.count(" N035 ") == 3
    assert f"… và {ROWS - 3} chỗ nữa cùng mã N035\n" in result.stderr and "--report" not in result.stderr
    assert "Ghi đủ từng chỗ ra tệp: --report" in run("việc cần làm.xlsx").stderr
    report = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert [found["ma"] for found in report["van_de"]].count("N035") == ROWS


def test_the_report_counts_and_quotes_under_names_that_officers_read() -> None:
    run(a_list("a.xlsx"), "-o", "kh.yaml", "--report", "r.json")
    report = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert report["so_dem"] == {
        "hang": ROWS, "nhiem_vu": ROWS, "hang_nhom": 0, "hang_noi": 0, "hang_trong": 0, "de_rieng": 0, "can_xem_lai": 0,
        "chua_phan_loai": 0,
    }  # fmt: skip
    (remark,) = report["y_kien_va_sua_doi"]
    assert (remark["loai"], remark["nguoi"], remark["noi_dung"]) == ("y_kien", "Lê Thị Mận", "Thôn nào?")
    assert "Sheet" in remark["cho"] and remark["ngay"] == ""


def test_errors_are_all_told_and_what_is_not_asked_for_in_brief(capsys: pytest.CaptureFixture[str]) -> None:
    faults = [problem("I101", cell=f"A{number}", value="#N/A") for number in range(5)]
    few, many = [problem("N039")] * 3, [problem("I020", count=1, things="hàng", names="3")] * 4
    assert not print_briefly([*faults, *few, *many], codes="N")
    told = capsys.readouterr().err
    assert [told.count(f"{code} ") for code in ("I101", "N039", "I020")] == [5, 3, 4] and "chỗ nữa" not in told
    assert print_briefly([*faults, *few, *many])
    told = capsys.readouterr().err
    assert [told.count(f"{code} ") for code in ("I101", "N039", "I020")] == [5, 3, 3]
    assert "… và 1 chỗ nữa cùng mã I020\n" in told


def test_the_summary_names_the_rows_and_who_left_a_remark() -> None:
    told = run(a_list("a.xlsx")).stderr
    assert f"Bảng nhiệm vụ: {ROWS} hàng = {ROWS} nhiệm vụ + " in told
    assert ": ý kiến, Lê Thị Mận: Thôn nào?\n" in told


def test_without_a_table_of_tasks_the_summary_says_so() -> None:
    Path("a.txt").write_text("KẾ HOẠCH\nSửa nhà văn hóa\n\nI. MỤC ĐÍCH\n\nNhà không dột.\n", encoding="utf-8")
    told = run("a.txt").stderr
    assert "Không thấy bảng nhiệm vụ nào." in told and "0 hàng" not in told


def test_a_printed_plan_keeps_its_letters_whatever_the_console_is() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "generator.cli", "import", a_list("a.xlsx", 1)], capture_output=True, check=True,
        timeout=60, env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "Sửa nhà văn hóa thôn 1" in told.stdout.decode("utf-8")
    told.stderr.decode("cp1252")


@pytest.mark.parametrize("name", ["không có.docx", "thư mục"])
def test_a_file_that_cannot_be_read_is_named(name: str) -> None:
    Path("thư mục").mkdir()
    result = run(name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{name} G001 lỗi: ")


def test_more_text_than_anyone_reads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_TEXT", 2**20)
    Path("dài.txt").write_bytes(("Nhà không dột. " * 100_000).encode())
    result = run("dài.txt", "-o", "ra.yaml")
    assert result.exit_code == 2 and "dài.txt I002 lỗi: tệp quá lớn: 2 MB, giới hạn 1 MB" in result.stderr
    assert not Path("ra.yaml").exists()


def test_a_workbook_with_more_text_than_anyone_reads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_TEXT", 100)
    result = run(a_list("a.xlsx"), "-o", "ra.yaml")
    assert result.exit_code == 2 and "a.xlsx I002 " in result.stderr


def test_values_parted_by_commas_are_no_text() -> None:
    words = "TT;Nhiệm vụ;Chủ trì\n1;Sửa nhà;Sở Y tế\n"
    Path("a.csv").write_text(words, encoding="utf-8")
    result = run("a.csv", "-o", "ra.yaml")
    assert result.exit_code == 2 and "a.csv I006 lỗi: chưa đọc được tệp bảng dạng .csv" in result.stderr
    Path("a.txt").write_text(words, encoding="utf-8")
    assert run("a.txt", "-o", "ra.yaml").exit_code == 0


def test_a_line_of_a_million_letters_is_read_in_time() -> None:
    (run_,) = tidy([Run("Nhà  không dột. " * 60_000)])
    assert len(run_.text) == 60_000 * len("Nhà không dột. ") - 1
