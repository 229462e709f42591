"""``soanthao tasks``: a plan goes out as a sheet and comes back; exit codes, messages, files left alone."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from generator.cli import app
from generator.load import load_plan
from generator.sheet import HEAD_ROW, TASKS
from small_plan import PLAN as HEAD

PLAN = (
    HEAD
    + """\
nhiem_vu:
  # việc gấp
  - id: mot
    noi_dung: Việc một   # còn hỏi
    chu_tri: so-y-te
    thoi_gian: Quý I/2027
  - id: hai
    noi_dung: Việc hai
"""
)
LEAD, TIME = 5, 7
"""Columns of the sheet: after id, number, field and content."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in a folder of its own, with a plan and its sheet in it."""
    monkeypatch.chdir(tmp_path)
    Path("kh.yaml").write_text(PLAN, encoding="utf-8")
    assert run("tasks", "export", "kh.yaml", "-o", "nv.xlsx").exit_code == 0


def run(*arguments: str) -> Result:
    """Run the command in this process; what would be a traceback raises here."""
    result = CliRunner().invoke(app.cli, list(arguments), prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def edit(name: str, *cells: tuple[int, int, str]) -> None:
    """Work on the sheet as an officer does: row of the task (from 1), column, text."""
    book = load_workbook("nv.xlsx")
    for row, column, text in cells:
        book[TASKS.name].cell(HEAD_ROW + row, column).value = text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's temporary files name no encoding
        book.save(name)


def plan() -> str:
    return Path("kh.yaml").read_text(encoding="utf-8")


def test_a_sheet_that_nobody_edited_changes_no_byte() -> None:
    before = Path("kh.yaml").stat()
    result = run("tasks", "import", "nv.xlsx", "kh.yaml")
    assert (result.exit_code, plan()) == (0, PLAN)
    assert Path("kh.yaml").stat().st_mtime_ns == before.st_mtime_ns
    assert result.stdout.startswith("2 hàng; 0 ô đã ghi")


def test_edits_go_into_the_plan_and_are_told() -> None:
    edit("sua.xlsx", (1, TIME, "Quý II/2027"), (2, LEAD, "Sở Y tế; Sở Tư pháp"), (3, 4, "Việc ba"))
    result = run("nhiem-vu", "nhap", "sua.xlsx", "kh.yaml")
    assert result.exit_code == 0
    (third,) = [task.id for task in load_plan(Path("kh.yaml")).document.tasks[2:]]
    assert plan() == PLAN.replace("Quý I/2027", "Quý II/2027").replace(
        "    noi_dung: Việc hai\n",
        f"    noi_dung: Việc hai\n    chu_tri: [so-y-te, so-tu-phap]\n  - id: {third}\n    noi_dung: Việc ba\n",
    )
    assert result.stdout.splitlines() == [
        "mot · Thời gian: «Quý I/2027» → «Quý II/2027»", "hai · Cơ quan chủ trì: «» → «Sở Y tế; Sở Tư pháp»",
        f"{third} · nhiệm vụ mới: Việc ba",
        "3 hàng; 2 ô đã ghi, 1 nhiệm vụ thêm, 0 nhiệm vụ không còn hàng, 0 chỗ chưa ghi.",
    ]  # fmt: skip


def test_a_cell_of_several_lines_is_told_on_one() -> None:
    edit("sửa.xlsx", (1, TIME, "Quý I/2027\nQuý II/2027"))
    told = run("tasks", "import", "sửa.xlsx", "kh.yaml").stdout
    assert "mot · Thời gian: «Quý I/2027» → «Quý I/2027 ⏎ Quý II/2027»\n" in told


def test_two_copies_come_back_one_after_the_other() -> None:
    edit("a.xlsx", (1, TIME, "Quý II/2027"))
    edit("b.xlsx", (1, TIME, "Quý III/2027"), (2, TIME, "Quý IV/2027"))
    assert run("tasks", "import", "a.xlsx", "kh.yaml").exit_code == 0
    result = run("tasks", "import", "b.xlsx", "kh.yaml")
    assert result.exit_code == 1
    assert "b.xlsx: hàng 4 I093 lỗi: «mot», Thời gian: kế hoạch nay ghi «Quý II/2027», bảng ghi «Quý III/2027»" in (
        result.stderr)  # fmt: skip
    assert [task.time for task in load_plan(Path("kh.yaml")).document.tasks] == ["Quý II/2027", "Quý IV/2027"]
    assert result.stdout.splitlines()[-1].endswith("1 chỗ chưa ghi.")


def test_another_file_may_be_written_and_is_not_taken_without_force() -> None:
    edit("sua.xlsx", (1, TIME, "Quý II/2027"))
    assert run("tasks", "import", "sua.xlsx", "kh.yaml", "-o", "moi.yaml").exit_code == 0
    assert plan() == PLAN
    assert Path("moi.yaml").read_text(encoding="utf-8") == PLAN.replace("Quý I/", "Quý II/")
    Path("moi.yaml").write_text("khác\n", encoding="utf-8")
    result = run("tasks", "import", "sua.xlsx", "kh.yaml", "-o", "moi.yaml")
    assert (result.exit_code, "G004" in result.stderr) == (1, True)
    assert run("tasks", "import", "sua.xlsx", "kh.yaml", "-o", "moi.yaml", "--force").exit_code == 0
    assert run("tasks", "import", "sua.xlsx", "kh.yaml", "-o", "kh.yaml").exit_code == 0
    assert plan() == Path("moi.yaml").read_text(encoding="utf-8")


def test_a_change_that_would_break_the_plan_is_not_written() -> None:
    edit("sua.xlsx", (1, 4, "Việc **một"), (2, TIME, "Quý I"))
    result = run("tasks", "import", "sua.xlsx", "kh.yaml")
    assert (result.exit_code, plan()) == (1, PLAN)
    assert "N005" in result.stderr


def test_a_sheet_that_someone_edited_is_not_overwritten() -> None:
    assert run("tasks", "export", "kh.yaml", "-o", "nv.xlsx").exit_code == 0
    edit("nv.xlsx", (1, TIME, "Quý II/2027"))
    before = Path("nv.xlsx").read_bytes()
    result = run("tasks", "export", "kh.yaml", "-o", "nv.xlsx")
    assert (result.exit_code, "G003" in result.stderr) == (1, True)
    assert Path("nv.xlsx").read_bytes() == before
    assert run("tasks", "export", "kh.yaml", "-o", "nv.xlsx", "--force").exit_code == 0
    Path("nv.xlsx").write_bytes(b"PK khac")
    result = run("tasks", "export", "kh.yaml", "-o", "nv.xlsx")
    assert (result.exit_code, "G004" in result.stderr) == (1, True)


@pytest.mark.parametrize(("arguments", "code"), [
    (("export", "kh.yaml", "-o", "nv.docx"), "G008"), (("import", "nv.xlsx", "kh.yaml", "-o", "x.xlsx"), "G008"),
    (("export", "khong-co.yaml", "-o", "a.xlsx"), "G001"), (("import", "khong-co.xlsx", "kh.yaml"), "G001"),
    (("import", "nv.xlsx", "khong-co.yaml"), "G001"), (("import", "kh.yaml", "kh.yaml"), "I091"),
    (("import", "rong.xlsx", "kh.yaml"), "I001"), (("import", "hong.xlsx", "kh.yaml"), "I004"),
    (("import", "bom.xlsx", "kh.yaml"), "I013"), (("import", "nv.xlsx", "khac.yaml"), "I092"),
])  # fmt: skip
def test_what_cannot_be_read_or_written_is_told(arguments: tuple[str, ...], code: str) -> None:
    Path("rong.xlsx").write_bytes(b"")
    data = Path("nv.xlsx").read_bytes()
    Path("hong.xlsx").write_bytes(data[: len(data) // 2])
    Path("bom.xlsx").write_bytes(declared(data))
    Path("khac.yaml").write_text(HEAD + "nhiem_vu: [{id: x, noi_dung: A}]\n", encoding="utf-8")
    result = run("tasks", *arguments)
    assert result.exit_code == (1 if code.startswith("G008") else 2)
    assert code in result.stderr
    assert plan() == PLAN


def declared(data: bytes) -> bytes:
    """The workbook with a document type in one part."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, b"<!DOCTYPE a>" + part if name.endswith("sheet1.xml") else part)
    return out.getvalue()


def test_a_file_of_windows_with_a_mark_keeps_them() -> None:
    Path("kh.yaml").write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    edit("sua.xlsx", (1, TIME, "Quý II/2027"))
    assert run("tasks", "import", "sua.xlsx", "kh.yaml").exit_code == 0
    wanted = PLAN.replace("Quý I/", "Quý II/").replace("\n", "\r\n")
    assert Path("kh.yaml").read_bytes() == b"\xef\xbb\xbf" + wanted.encode()
