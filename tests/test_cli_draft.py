"""``soanthao draft`` at the command line: a programme becomes a plan, decisions, a table; a person's word is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from examples import ROOT, lines
from generator.cli import app
from generator.load import load_plan
from generator.load.decisions import parse_decisions
from generator.model import Decision, Document
from generator.pipeline import validate

PROGRAMME = {
    "loai": "chuong-trinh", "trang_thai": "trinh_ky", "nam": 2026, "thoi_diem": "2026-01-10",
    "co_quan_ban_hanh": "tw/bo-y-te", "tham_quyen": "nguoi_dung_dau", "trich_yeu": "Phòng, chống dịch năm 2026",
    "nguoi_ky": {"chuc_vu": "Bộ trưởng"},
    "nhiem_vu": [
        {"noi_dung": "Tổ chức tiêm vắc xin sởi cho trẻ em trên phạm vi cả nước", "chu_tri": "tw/bo-y-te",
         "phoi_hop": ["tw/bo-giao-duc-va-dao-tao", "các địa phương"], "thoi_gian": "Quý II"},
        {"noi_dung": "Sửa đổi Nghị định về kiểm dịch y tế", "chu_tri": "tw/bo-y-te", "thoi_gian": "Quý I - IV"},
        {"noi_dung": "Nghiên cứu thuốc mới chữa bệnh dại", "chu_tri": "tw/bo-y-te", "thoi_gian": "Quý I - IV"},
        {"noi_dung": "Ban hành nghị quyết hỗ trợ y tế thôn, trình Hội đồng nhân dân cấp tỉnh",
         "chu_tri": "ubnd-cap-tinh", "phoi_hop": ["tw/bo-y-te", "tw/bo-tai-chinh"], "thoi_gian": "Quý III"},
        {"noi_dung": "Vận động hội viên giữ gìn vệ sinh", "chu_tri": "tw/hoi-nong-dan", "phoi_hop": ["các địa phương"],
         "thoi_gian": "Quý I - IV"},
        {"noi_dung": "Tuần tra ngăn gia cầm nhập lậu ở vùng biên", "chu_tri": "tw/bo-quoc-phong",
         "phoi_hop": ["các địa phương"], "thoi_gian": "Quý I - IV"},
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app.cli, list(arguments), prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def written(name: str, values: dict[str, Any]) -> str:
    Path(name).write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return name


def draft(
    *more: str, programme: dict[str, Any] | None = None, unit: str = "tp/bac-ninh", on: str = "2026-11-20"
) -> Result:
    file = written("ct.yaml", PROGRAMME if programme is None else programme)
    year = next((more[i + 1] for i, own in enumerate(more) if own == "--year"), "2026")
    rest = [own for own in more if own not in ("--year", year)]
    return run("draft", file, "--for", unit, "--year", year, "--on", on, "-o", "kh.yaml", *rest)


def decisions(name: str = "kh.quyet-dinh.yaml") -> dict[str, Decision]:
    sheet = parse_decisions(Path(name).read_text(encoding="utf-8"), name)
    return {own.row: own for own in sheet.decisions}


def plan() -> Document:
    return load_plan(Path("kh.yaml")).document


def changed(row: str, values: dict[str, Any], name: str = "kh.quyet-dinh.yaml", out: str = "quyet.yaml") -> str:
    """The sheet of decisions with one row changed by hand."""
    sheet = yaml.load(Path(name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    own = next(own for own in sheet["hang"] if own["tt"] == row)
    own.update(values)
    sheet["hang"][sheet["hang"].index(own)] = {key: value for key, value in own.items() if value is not None}
    return written(out, sheet)


# The main job


def test_a_programme_becomes_a_plan_with_a_decision_and_a_reason_for_every_row() -> None:
    result = draft()
    assert result.exit_code == 1  # two questions are open
    assert "Chương trình 6 hàng = 6 quyết định" in result.output
    found = decisions()
    assert [own.verdict for own in found.values()] == [
        "sua", "bo_trung_uong", "can_nguoi", "can_nguoi", "de_nghi", "khong_ap_dung",
    ]  # fmt: skip
    assert all(own.reason and own.rules for own in found.values())
    assert {row: own.tasks for row, own in found.items()} == {
        "1": ("viec-01",), "2": (), "3": ("viec-03",), "4": ("viec-04",), "5": ("viec-05",), "6": (),
    }  # fmt: skip


def test_the_plan_names_its_sources_marks_what_is_open_and_gives_the_candidates() -> None:
    draft()
    tasks = {task.id: task for task in plan().tasks}
    assert [(own.programme, own.row) for own in tasks["viec-01"].sources] == [("ct", "1")]
    assert {id for id, task in tasks.items() if task.undecided} == {"viec-03", "viec-04"}
    task = Path("kh.yaml").read_text(encoding="utf-8").split("id: viec-04", 1)[1].split("\n\n", 1)[0]
    (asked,) = (line for line in task.splitlines() if "# HỎI" in line)
    assert asked.endswith("? so-y-te, so-tai-chinh")
    assert tasks["viec-04"].lead.names == ("…",)


def test_tasks_stand_under_headings_in_order_and_the_annex_has_the_same_list() -> None:
    draft()
    result = run("render", "kh.yaml", "-o", "kh.docx")
    assert result.exit_code == 0, result.output
    printed = lines(Path("kh.docx").read_bytes())
    text = "\n".join(printed)
    assert text.index("Sở Y tế") < text.index("Đề nghị Hội Nông dân thành phố")
    bracket = "(Sở Giáo dục và Đào tạo, UBND các xã, phường phối hợp; thực hiện trong Quý II)"
    assert f"trên địa bàn thành phố {bracket}" in text
    assert text.count("Vận động hội viên giữ gìn vệ sinh") == 2


def test_the_table_for_the_submission_has_every_row() -> None:
    draft()
    printed = "\n".join(lines(Path("kh.doi-chieu.docx").read_bytes()))
    for task in PROGRAMME["nhiem_vu"]:  # type: ignore[attr-defined]
        assert task["noi_dung"] in printed
    assert "Nhiệm vụ Trung ương – thành phố" in printed


def test_the_same_order_gives_the_same_bytes() -> None:
    draft()
    names = ("kh.yaml", "kh.quyet-dinh.yaml", "kh.quyet-dinh.xlsx", "kh.doi-chieu.docx")
    first = [Path(name).read_bytes() for name in names]
    assert draft().exit_code == 1
    assert [Path(name).read_bytes() for name in names] == first


# A person's word


def test_a_persons_word_wins_and_survives_new_runs() -> None:
    draft()
    answers = changed("3", {"quyet_dinh": "bo_trung_uong", "ly_do": "Viện của Bộ làm"})
    answers = changed("4", {"quyet_dinh": "giu", "chu_tri": "so-tai-chinh"}, name=answers)
    answers = changed("2", {"quyet_dinh": "giu", "noi_dung_moi": "Góp ý dự thảo Nghị định về kiểm dịch"}, name=answers)
    result = draft("--decisions", answers)
    assert result.exit_code == 0, result.output
    for _again in range(2):
        found = decisions()
        assert (found["3"].verdict, found["3"].reason) == ("bo_trung_uong", "Viện của Bộ làm")
        assert found["4"].lead.names == ("so-tai-chinh",)
        assert [row for row, own in found.items() if own.is_persons] == ["2", "3", "4"]
        tasks = {task.id: task for task in plan().tasks}
        assert tasks["viec-02"].content == "Góp ý dự thảo Nghị định về kiểm dịch"
        assert tasks["viec-04"].lead.names == ("so-tai-chinh",)
        assert not any(task.undecided for task in tasks.values())
        assert draft("--decisions", "kh.quyet-dinh.yaml").exit_code == 0


@pytest.mark.filterwarnings("ignore:'encoding' argument not specified:EncodingWarning:openpyxl")
def test_the_workbook_is_read_back_as_the_yaml_is() -> None:
    draft()
    book = load_workbook("kh.quyet-dinh.xlsx")
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Mã TT")
    columns = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if row[0].value == "3":
            sheet.cell(row[0].row, columns["Quyết định"]).value = "Để Trung ương"
        if row[0].value == "4":
            sheet.cell(row[0].row, columns["Quyết định"]).value = "Giữ nguyên"
            sheet.cell(row[0].row, columns["Chủ trì"]).value = "Sở Tài chính"
    book.save("bang.xlsx")
    result = draft("--decisions", "bang.xlsx")
    assert result.exit_code == 0, result.output
    found = decisions()
    assert (found["3"].verdict, found["4"].lead.names) == ("bo_trung_uong", ("so-tai-chinh",))


def test_a_sheet_of_a_few_rows_made_by_hand_is_enough() -> None:
    sheet = {"chuong_trinh": "ct", "don_vi": "tp/bac-ninh", "nam": 2026, "thoi_diem": "2026-11-20",
             "hang": [{"tt": "3", "quyet_dinh": "khong_ap_dung"}]}  # fmt: skip
    result = draft("--decisions", written("tay.yaml", sheet))
    assert "tt 3 A055" not in result.output and "tt 4 A055" in result.output
    assert "A057 cảnh báo: hàng «3»" in result.output  # a number alone does not say which row is meant
    assert decisions()["3"].is_persons


@pytest.mark.filterwarnings("ignore:'encoding' argument not specified:EncodingWarning:openpyxl")
def test_a_workbook_with_a_fault_is_left_as_it_is_and_nothing_is_written() -> None:
    draft()
    book = load_workbook("kh.quyet-dinh.xlsx")
    sheet = book.worksheets[0]
    (cell,) = (row[3] for row in sheet.iter_rows() if row[0].value == "3")
    cell.value = "bỏ đi"
    book.save("kh.quyet-dinh.xlsx")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    result = draft("--decisions", "kh.quyet-dinh.xlsx")
    assert result.exit_code == 1 and "A037" in result.output
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


def test_an_unclosed_mark_in_a_persons_words_is_a_problem_of_the_plan() -> None:
    draft()
    last = str(ROOT / "plans" / "ke-hoach-tinh.yaml")
    result = draft("--last", last, "--decisions", changed("1", {"noi_dung_moi": "Tiêm **chủng"}), "--force")
    assert result.exit_code == 1 and "N005" in result.output and "G007" not in result.output


def reordered(*rows: Any) -> dict[str, Any]:
    """The programme with other rows: numbers of its own, or whole rows."""
    return PROGRAMME | {"nhiem_vu": [PROGRAMME["nhiem_vu"][own] if isinstance(own, int) else own for own in rows]}


NEW_ROW = {"noi_dung": "Diễn tập ứng phó bão ở cấp xã", "chu_tri": "tw/bo-quoc-phong", "thoi_gian": "Quý II"}


def test_a_decision_follows_its_row_when_rows_come_and_go() -> None:
    draft()
    answers = changed("3", {"quyet_dinh": "bo_trung_uong", "ly_do": "Viện của Bộ làm"})
    result = draft("--decisions", answers, programme=reordered(NEW_ROW, 0, 1, 4, 2, 5, 3))
    found = decisions()
    assert (found["5"].verdict, found["5"].reason) == ("bo_trung_uong", "Viện của Bộ làm")
    assert [row for row, own in found.items() if own.is_persons] == ["5"]
    assert "A053" not in result.output


def test_a_kept_row_that_moved_is_a_task_of_its_own() -> None:
    draft()
    answers = changed("1", {"quyet_dinh": "giu", "chu_tri": "so-noi-vu"})
    draft("--decisions", answers, programme=reordered(4, 0, 1, 2, 3, 5))
    tasks = {task.id: task for task in plan().tasks}
    assert [own.row for own in tasks["viec-02"].sources] == ["2"] and tasks["viec-02"].lead.names == ("so-noi-vu",)
    assert [own.row for own in tasks["viec-01"].sources] == ["1"]


def test_a_decision_about_a_row_that_was_reworded_is_asked_again() -> None:
    draft()
    answers = changed("3", {"quyet_dinh": "bo_trung_uong"})
    row = PROGRAMME["nhiem_vu"][2] | {"noi_dung": "Nghiên cứu thuốc mới chữa bệnh dại ở người"}
    result = draft("--decisions", answers, programme=reordered(0, 1, row, 3, 4, 5))
    assert result.exit_code == 1
    assert (decisions()["3"].verdict, decisions()["3"].candidates) == ("can_nguoi", ("bo_trung_uong",))
    assert "trước đây đã quyết «Để Trung ương»" in result.output


def test_a_decision_about_a_row_that_is_gone_is_named() -> None:
    draft()
    result = draft("--decisions", changed("3", {"quyet_dinh": "bo_trung_uong"}), programme=reordered(0, 1, 3, 4, 5))
    assert "A053 cảnh báo: chương trình không còn việc «Nghiên cứu thuốc mới" in result.output
    assert not any(own.is_persons for own in decisions().values())


@pytest.mark.parametrize("left", [[], None], ids=["emptied", "deleted"])
def test_coordinators_that_a_person_took_away_stay_away(left: list[str] | None) -> None:
    draft()
    assert decisions()["1"].support.names
    draft("--decisions", changed("1", {"phoi_hop": left}))
    for _again in range(2):
        assert decisions()["1"].support.names == () and decisions()["1"].is_persons
        draft("--decisions", "kh.quyet-dinh.yaml")


def test_our_reason_does_not_stand_under_another_decision() -> None:
    draft()
    draft("--decisions", changed("1", {"quyet_dinh": "khong_ap_dung"}))
    assert decisions()["1"].reason == "người đã quyết"


@pytest.mark.parametrize("out", ["ct.yaml", "cu.yaml", "q.yaml"])
def test_what_is_read_is_never_written(out: str) -> None:
    last = written("cu.yaml", PROGRAMME | {"loai": "ke-hoach"})
    sheet = written("q.yaml", {"hang": [{"tt": "3", "quyet_dinh": "giu"}]})
    file = written("ct.yaml", PROGRAMME)
    before = Path(out).read_bytes()
    result = run("draft", file, "--for", "tp/bac-ninh", "--year", "2026", "--on", "2026-11-20", "--last", last,
                 "--decisions", sheet, "-o", out, "--force")  # fmt: skip
    assert result.exit_code == 2 and Path(out).read_bytes() == before


@pytest.mark.parametrize(("unit", "on", "said"), [
    ("tinh/bac-giang", "2025-05-20", {"A058"}), ("tp/bac-ninh", "2026-11-20", {"A059"}),
])  # fmt: skip
def test_a_year_that_the_unit_does_not_see_and_a_last_plan_of_another_are_told(
    unit: str, on: str, said: set[str]
) -> None:
    last = written("cu.yaml", PROGRAMME | {"loai": "ke-hoach", "nam": on[:4], "co_quan_ban_hanh": f"{unit}/ubnd"})
    output = draft("--last", last, "--year", on[:4], unit=unit, on=on).output
    assert said <= {line.split()[1] for line in output.splitlines() if " cảnh báo: " in line}


@pytest.mark.parametrize(("unit", "on"), [
    ("tp/bac-ninh", "2026-11-20"), ("tinh/bac-giang", "2025-03-15"), ("tinh/ha-giang", "2024-03-15"),
    ("tinh/bac-ninh", "2025-07-01"), ("xa/nha-nam", "2026-11-20"),
])  # fmt: skip
def test_last_years_bodies_are_followed_over_every_reorganisation(unit: str, on: str) -> None:
    draft("--last", str(ROOT / "plans" / "ke-hoach-tinh.yaml"), "--year", on[:4], unit=unit, on=on)
    assert [p.code for p in validate(load_plan(Path("kh.yaml"))) if p.code in ("A001", "A002")] == []
    old = {task.id: task for task in load_plan(ROOT / "plans" / "ke-hoach-tinh.yaml").document.tasks}
    carried = [task for task in plan().tasks if task.id in old]
    assert len(carried) > 20 and all(task.lead for task in carried)


def test_rows_with_one_task_id_are_brought_together_with_all_their_sources() -> None:
    draft()
    answers = changed("3", {"quyet_dinh": "giu", "nhiem_vu": ["viec-01"]})
    draft("--decisions", answers)
    (task,) = (task for task in plan().tasks if task.id == "viec-01")
    assert [own.row for own in task.sources] == ["1", "3"]
    assert "vắc xin sởi" in task.content and "thuốc mới chữa bệnh dại" in task.content


def test_a_row_kept_by_a_person_without_a_lead_stays_open() -> None:
    draft()
    result = draft("--decisions", changed("4", {"quyet_dinh": "giu"}))
    assert result.exit_code == 1
    assert "chưa rõ ai chủ trì" in result.output


# Somebody's work


def test_decisions_that_were_not_given_are_not_overwritten() -> None:
    draft()
    shutil.copy(changed("3", {"quyet_dinh": "giu"}), "kh.quyet-dinh.yaml")
    before = Path("kh.quyet-dinh.yaml").read_bytes()
    result = draft()
    assert result.exit_code == 1 and "A056" in result.output
    assert Path("kh.quyet-dinh.yaml").read_bytes() == before
    assert draft("--force").exit_code == 1
    assert Path("kh.quyet-dinh.yaml").read_bytes() != before


def test_a_plan_that_somebody_edited_is_not_overwritten() -> None:
    draft()
    text = Path("kh.yaml").read_text(encoding="utf-8").replace("vắc xin sởi", "vắc xin sởi, rubella")
    Path("kh.yaml").write_text(text, encoding="utf-8")
    result = draft()
    assert "G003" in result.output
    assert Path("kh.yaml").read_text(encoding="utf-8") == text


# Bad input


def places(result: Result, code: str) -> list[str]:
    return [line for line in result.output.splitlines() if f" {code} " in f" {line}"]


@pytest.mark.parametrize(
    ("unit", "on", "said"),
    [
        ("tinh/bac-giang", "2026-11-20", "tp/bac-ninh"),
        ("tp/bac-ninh", "2026-01-10", "từ ngày 20/09/2026"),
        ("tinh/khong-co", "2026-11-20", "chưa có trong danh mục"),
    ],
)
def test_a_unit_that_does_not_exist_on_the_date(unit: str, on: str, said: str) -> None:
    result = draft(unit=unit, on=on)
    assert result.exit_code == 1
    assert said in result.output and places(result, "A002")
    assert not Path("kh.yaml").exists()


def test_a_day_within_a_handing_over_asks() -> None:
    task = {"noi_dung": "Kiểm tra hàng giả", "chu_tri": "tw/tong-cuc-quan-ly-thi-truong", "thoi_gian": "Quý II"}
    programme = PROGRAMME | {"nam": 2025, "thoi_diem": "2025-01-10", "nhiem_vu": [task]}
    result = draft("--year", "2025", programme=programme, unit="tinh/lao-cai", on="2025-04-10")
    assert result.exit_code == 1
    assert "bàn giao" in result.output


def test_an_agency_that_vanished_is_told_with_its_place_and_followed() -> None:
    task = {"noi_dung": "Tuyên truyền phòng, chống mại dâm", "chu_tri": "tw/bo-lao-dong-thuong-binh-va-xa-hoi"}
    result = draft(programme=PROGRAMME | {"nhiem_vu": [task]})
    assert places(result, "A001")[0].startswith("ct.yaml:")
    assert [task.lead.names for task in plan().tasks] == [("so-y-te",)]


def test_a_programme_without_leads_asks_for_each() -> None:
    tasks = [{"noi_dung": "Tiêm chủng mở rộng"}, {"noi_dung": "Kiểm tra an toàn thực phẩm"}]
    result = draft(programme=PROGRAMME | {"nhiem_vu": tasks})
    assert places(result, "A054") and len(places(result, "A055")) == 2
    assert [own.verdict for own in decisions().values()] == ["can_nguoi", "can_nguoi"]


def test_two_tasks_with_one_id_are_told() -> None:
    tasks = [{"id": "a", "noi_dung": "Tiêm chủng", "chu_tri": "tw/bo-y-te"},
             {"id": "a", "noi_dung": "Kiểm tra", "chu_tri": "tw/bo-y-te"}]  # fmt: skip
    result = draft(programme=PROGRAMME | {"nhiem_vu": tasks})
    assert places(result, "N001")[0].startswith("ct.yaml:")
    assert len(decisions()) == 2


def test_a_programme_without_tasks_makes_no_plan() -> None:
    result = draft(programme={key: value for key, value in PROGRAMME.items() if key != "nhiem_vu"})
    assert result.exit_code == 1 and places(result, "A050")
    assert not Path("kh.yaml").exists()


def with_head(**head: Any) -> dict[str, Any]:
    base = {"chuong_trinh": "ct", "don_vi": "tp/bac-ninh", "nam": 2026, "thoi_diem": "2026-11-20"}
    return base | head


@pytest.mark.parametrize(
    ("sheet", "codes"),
    [
        (with_head(don_vi="tinh/lao-cai", nam=2025, hang=[{"tt": "1", "quyet_dinh": "giu"}]), ["A033", "A033"]),
        (with_head(hang=[{"tt": "9", "quyet_dinh": "giu"}]), ["A052"]),
        (with_head(hang=[{"tt": "1", "quyet_dinh": "giu"}, {"tt": "1", "quyet_dinh": "sua"}]), ["A030"]),
        (with_head(hang=[{"tt": "1", "quyet_dinh": "bo"}]), ["D006"]),
    ],
)
def test_decisions_about_something_else_are_refused_all_at_once(sheet: dict[str, Any], codes: Iterable[str]) -> None:
    result = draft("--decisions", written("sai.yaml", sheet))
    assert result.exit_code == 1
    assert [line.split()[1] for line in result.output.splitlines() if " lỗi: " in line] == list(codes)
    assert not Path("kh.yaml").exists()


@pytest.mark.parametrize("name", ["kh.docx", "kh"])
def test_the_plan_is_a_yaml_file(name: str) -> None:
    written("ct.yaml", PROGRAMME)
    result = run("draft", "ct.yaml", "--for", "tp/bac-ninh", "--year", "2026", "--on", "2026-11-20", "-o", name)
    assert "G008" in result.output


def test_a_bad_date_is_a_usage_error() -> None:
    assert draft(on="20/11/2026").exit_code == 2


# The office's own file


def test_the_offices_file_goes_before_the_registry() -> None:
    profile = {
        "co_quan_ban_hanh": "tp/bac-ninh/ubnd", "nguoi_ky": {"chuc_vu": "Chủ tịch", "ho_ten": "Trần Văn A"},
        "co_quan_rieng": [{"id": "trung-tam-tiem-chung", "ten": "Trung tâm Tiêm chủng thành phố", "quan_he": "giao",
                           "nhan_viec": ["tw/bo-y-te"]}],
    }  # fmt: skip
    draft("--profile", written("ho-so.yaml", profile))
    tasks = {task.id: task for task in plan().tasks}
    assert tasks["viec-01"].lead.names == ("trung-tam-tiem-chung",)
    text = Path("kh.yaml").read_text(encoding="utf-8")
    assert "ho_so: ho-so.yaml" in text and "nguoi_ky:" not in text
    assert plan().signers[0].name == "Trần Văn A"
    run("render", "kh.yaml", "-o", "kh.docx")
    assert "Trung tâm Tiêm chủng thành phố" in "\n".join(lines(Path("kh.docx").read_bytes()))


# Last year


def test_last_years_plan_gives_its_wording_its_structure_and_its_standing_tasks() -> None:
    last = PROGRAMME | {
        "loai": "ke-hoach", "nam": 2025, "thoi_diem": "2025-08-10", "co_quan_ban_hanh": "tinh/bac-ninh/ubnd",
        "trich_yeu": "Phòng dịch trên địa bàn tỉnh năm 2025", "nguoi_ky": {"chuc_vu": "Chủ tịch", "ho_ten": "Lê Thị B"},
        "mo_dau": "Thực hiện Công văn số 12/BYT-DP ngày 02/01/2025, Chủ tịch UBND tỉnh ban hành Kế hoạch:",
        "noi_dung": [
            {"tieu_de": "Yêu cầu", "cac_y": ["Làm tốt."]}, {"tieu_de": "Việc", "nhiem_vu": {"theo": "chu_tri"}},
        ],
        "nhiem_vu": [
            {"id": "soi", "noi_dung": "Tổ chức tiêm vắc xin sởi cho trẻ em tại trạm y tế xã năm 2025",
             "chu_tri": "so-noi-vu", "thoi_gian": "Quý I"},
            {"id": "truc", "noi_dung": "Trực phòng dịch", "chu_tri": "so-y-te", "thoi_gian": "Thường xuyên"},
            {"id": "kho", "noi_dung": "Sửa kho lạnh", "chu_tri": "so-y-te", "thoi_gian": "Quý II"},
        ],
    }  # fmt: skip
    result = draft("--last", written("truoc.yaml", last))
    tasks = {task.id: task for task in plan().tasks}
    assert tasks["soi"].content == "Tổ chức tiêm vắc xin sởi cho trẻ em tại trạm y tế xã năm 2026"
    assert tasks["soi"].lead.names == ("so-y-te",)
    assert not tasks["truc"].undecided and tasks["kho"].undecided
    assert decisions()["1"].rules[-1] == "NT-LOI-VAN"
    assert "trên địa bàn thành phố" in decisions()["1"].reason  # the programme's wording beside the unit's own
    assert plan().opening[0].startswith("Thực hiện Công văn số …/BYT-DP ngày …,")
    assert [node.heading for node in plan().body] == ["Yêu cầu", "Việc"]
    assert plan().signers[0].name == "Lê Thị B"
    assert "giao lại, đổi thời gian" in result.output


def test_the_shipped_programme_makes_a_plan_that_renders() -> None:
    arguments = ("--for", "tinh/bac-giang", "--year", "2024", "--on", "2024-03-15")
    result = run("draft", str(ROOT / "plans/chuong-trinh-quoc-gia.yaml"), *arguments,
                 "--last", str(ROOT / "plans/ke-hoach-tinh.yaml"), "-o", "kh.yaml")  # fmt: skip
    assert result.exit_code == 1
    assert run("render", "kh.yaml", "-o", "kh.docx").exit_code == 0
    assert load_workbook(BytesIO(Path("kh.quyet-dinh.xlsx").read_bytes())).worksheets[0].max_row > 70
