"""``soanthao import`` at the command line: where the plan goes, what is counted, what is asked, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engines import need_office
from examples import example
from generator.cli import app
from generator.load import load_plan, parse_plan
from test_convert_docx import saved_as

TEXT = """KẾ HOẠCH
Tiêm chủng mở rộng năm 2027

I. MỤC ĐÍCH
1. Nâng tỷ lệ tiêm chủng.
II. TỔ CHỨC THỰC HIỆN
1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính lập dự toán, hoàn thành trước ngày 15/5/2027.

Nơi nhận:
- Các sở;
- Lưu: VT, YT.

GIÁM ĐỐC



Trần Văn A
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, text: str | None = None) -> Result:
    result = CliRunner().invoke(app.cli, list(arguments), prog_name="soanthao", input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def document(name: str = "ke-hoach-tinh") -> Path:
    path = Path(f"{name}.docx")
    path.write_bytes(example(name))
    return path


@pytest.mark.parametrize("command", ["import", "nhap"])
def test_a_word_file_becomes_a_plan_that_validates_and_the_rows_are_counted(command: str) -> None:
    result = run(command, str(document()), "-o", "ra.yaml")
    assert result.exit_code == 0 and result.stdout.strip() == "ra.yaml"
    rows = len([task for top in load_plan(Path("ra.yaml")).document.tasks for task in top.walk()])
    assert f"{rows} nhiệm vụ" in result.stderr and "Đoạn chưa phân loại: 0" in result.stderr
    assert run("validate", "ra.yaml").exit_code == 0


def test_without_a_target_the_plan_is_printed() -> None:
    result = run("import", str(document()))
    assert result.exit_code == 0 and parse_plan(result.stdout, "a.yaml").document.type.id == "ke-hoach"


def test_pasted_text_comes_from_standard_input() -> None:
    result = run("import", "-", text=TEXT)
    made = parse_plan(result.stdout, "a.yaml").document
    (duty,) = [node.assignment for _, node in made.nodes() if node.assignment]
    assert (duty.lead.names, duty.support.names) == (("Sở Y tế",), ("Sở Tài chính",))
    assert duty.time == "trước ngày 15/5/2027" and made.signers[0].name == "Trần Văn A"
    assert result.exit_code == 0 and "# HỎI: " in result.stdout


def test_the_type_may_be_told() -> None:
    result = run("import", "-", "--as", "thong-bao", text=TEXT)
    assert parse_plan(result.stdout, "a.yaml").document.type.id == "thong-bao"
    assert run("import", "-", "--as", "thong-baoo", text=TEXT).exit_code == 2


def test_the_report_says_everything() -> None:
    result = run("import", str(document()), "-o", "ra.yaml", "--report", "ra.json")
    said = json.loads(Path("ra.json").read_text(encoding="utf-8"))
    counts = said["so_dem"]
    others = counts["hang_nhom"] + counts["hang_noi"] + counts["hang_trong"] + counts["de_rieng"]
    assert result.exit_code == 0 and counts["hang"] == counts["nhiem_vu"] + others > 0
    assert said["loai"] == "ke-hoach" and said["do_tin_cay"]["loai"] == 1.0
    assert {"cau_hoi", "y_kien_va_sua_doi", "da_bo", "van_de"} <= set(said)


def test_a_plan_that_stands_there_is_not_replaced_unless_told_to() -> None:
    Path("ra.yaml").write_text("# việc của người khác\n", encoding="utf-8")
    refused = run("import", str(document()), "-o", "ra.yaml")
    assert refused.exit_code == 1 and "G004" in refused.stderr
    assert Path("ra.yaml").read_text(encoding="utf-8") == "# việc của người khác\n"
    assert run("import", str(document()), "-o", "ra.yaml", "--force").exit_code == 0
    assert run("import", str(document()), "-o", "ra.yaml").exit_code == 0  # nothing would change


def test_another_ending_is_refused_before_anything_is_read() -> None:
    result = run("import", "khong-co.docx", "-o", "ra.docx")
    assert result.exit_code == 1 and "G008" in result.stderr and not Path("ra.docx").exists()


def test_an_old_word_file_gives_the_plan_of_the_new_one(tmp_path: Path) -> None:
    office = need_office()
    old = tmp_path / "cu.doc"
    old.write_bytes(saved_as(office, document().absolute(), ".doc", tmp_path))
    made = parse_plan(run("import", str(old)).stdout, "a.yaml").document
    new = parse_plan(run("import", str(document())).stdout, "a.yaml").document
    assert (made.type, made.issuer, made.subject, made.tasks) == (new.type, new.issuer, new.subject, new.tasks)
    assert [node.heading for node in made.body] == [node.heading for node in new.body]
