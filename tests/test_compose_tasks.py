"""Tasks as the body of a plan says them: headings, joint tasks first, and what stands in the bracket of each."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import body_lines, composed, document, faults, lines
from examples import PRESS, ROOT
from examples import lines as printed_lines
from generator.agencies import Naming
from generator.check import check_plan
from generator.compose.brackets import time_clause
from generator.compose.tasks import sentence
from generator.load import parse_plan
from generator.load.plan import profile_beside
from generator.model import BodyTasks, real_date
from generator.pipeline import make
from generator.recognise.body.roles import bracket_roles
from generator.timeline import parse
from imports import faults as import_faults
from imports import read_twice, rendered, taken

BOTH = {"theo": "chu_tri", "ngoac": ["phoi_hop", "thoi_gian"]}
JOINT = {"theo": "chu_tri", "chung": "cac-so-nganh-thanh-vien-ban-chi-dao"}


def written(how: dict[str, Any], *tasks: dict[str, Any], **keys: Any) -> list[str]:
    """The lines below the heading that these tasks print, in a plan of 2027 unless another is given."""
    listed = [{"id": f"viec-{i}", "noi_dung": f"Việc {i}"} | task for i, task in enumerate(tasks, 1)]
    more = {"nam": "2027"} | keys
    made = body_lines(noi_dung=[{"tieu_de": "Nhiệm vụ", "nhiem_vu": how}], nhiem_vu=listed, ket_thuc="Hết.", **more)
    return made[1:-1]


def bracket(how: dict[str, Any] | None = None, **task: Any) -> str:
    """What stands behind the only task of a plan, led by Sở Y tế unless somebody else leads."""
    (line,) = written(how or BOTH, {"chu_tri": "so-y-te"} | task)
    return line.partition("Việc 1")[2]


# --- coordinators and time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("task", "said"), [
    ({"phoi_hop": "so-tai-chinh", "thoi_gian": "Quý IV"}, " (Sở Tài chính phối hợp; thực hiện trong Quý IV)."),
    ({"phoi_hop": ["cong-an", "ubnd-cap-xa"]}, " (Công an thành phố, UBND các xã, phường phối hợp thực hiện)."),
    ({"phoi_hop": "cac-so-nganh"}, " (các sở, ngành phối hợp thực hiện)."),
    ({"phoi_hop": {"ghi": "Các đơn vị\nliên quan.", "la": []}}, " (Các đơn vị liên quan phối hợp thực hiện)."),
    ({"phoi_hop": "hoi-nong-dan"}, " (Hội Nông dân thành phố phối hợp thực hiện)."),
    ({"thoi_gian": "Trước ngày 25/12/2027"}, " (hoàn thành trước ngày 25/12/2027)."),
    ({"phoi_hop": "cong-an", "thoi_gian": "Thường xuyên"}, " (Công an thành phố phối hợp thực hiện)."),
    ({"thoi_gian": "Quý I - IV"}, "."),
    ({}, "."),
])  # fmt: skip
def test_the_bracket_says_who_coordinates_and_by_when(task: dict[str, Any], said: str) -> None:
    assert bracket(**task) == said


@pytest.mark.parametrize(("asked", "said"), [
    (["phoi_hop"], " (Sở Tài chính phối hợp thực hiện)."), ("thoi_gian", " (thực hiện trong Quý IV)."), ([], "."),
])  # fmt: skip
def test_only_what_is_asked_for_stands_in_it(asked: Any, said: str) -> None:
    how = {"theo": "chu_tri", "ngoac": asked}
    assert bracket(how, phoi_hop="so-tai-chinh", thoi_gian="Quý IV") == said


@pytest.mark.parametrize("lead", ["mat-tran-to-quoc", "toa-an-nhan-dan", "hai-quan"])
def test_a_body_that_is_asked_is_not_told_with_whom(lead: str) -> None:
    task = {"chu_tri": lead, "phoi_hop": "so-tai-chinh"}
    (line,) = written(BOTH, task | {"thoi_gian": "Quý IV"})
    assert line.startswith("1. Đề nghị ") and line.endswith(": Việc 1 (thực hiện trong Quý IV).")
    (line,) = written(BOTH, task)
    assert line.endswith(": Việc 1.")


def test_a_body_whose_relation_is_open_is_not_asked() -> None:
    names = Naming(document(co_quan_ban_hanh="xa/nha-nam/ubnd", thoi_diem="2025-10-01"))
    assert names.agency("tram-y-te").relation == "" and not names.asks("tram-y-te")
    assert names.asks("mat-tran-to-quoc") and not names.asks("cong-an") and not names.asks("Mặt trận Tổ quốc")


@pytest.mark.parametrize(("time", "clause"), [
    ("Quý IV", "thực hiện trong Quý IV"), ("quý III - IV", "thực hiện trong quý III - IV"),
    ("Tháng 6/2027", "thực hiện trong tháng 6/2027"), ("6/2027", "thực hiện trong tháng 6/2027"),
    ("Tháng 6, 12", "thực hiện trong tháng 6, 12"), ("6 tháng đầu năm", "thực hiện trong 6 tháng đầu năm"),
    ("25/12/2027", "thực hiện ngày 25/12/2027"), ("Ngày 25/12/2027", "thực hiện ngày 25/12/2027"),
    ("2028", "thực hiện trong năm 2028"), ("Năm 2028", "thực hiện trong năm 2028"),
    ("Đến năm 2030", "thực hiện đến năm 2030"), ("Hết Quý III", "thực hiện đến hết Quý III"),
    ("Từ Quý III", "thực hiện từ Quý III"), ("Trong Quý II.", "thực hiện trong Quý II"),
    ("từ ngày 10/5 đến hết ngày 14/5", "thực hiện từ ngày 10/5 đến hết ngày 14/5"),
    ("14h00 thứ Ba, ngày 16/6/2027", "thực hiện lúc 14h00 thứ Ba, ngày 16/6/2027"),
    ("Trước 25/12", "hoàn thành trước 25/12"),
    ("Chậm nhất là ngày 15/01/2028", "hoàn thành chậm nhất là ngày 15/01/2028"),
    ("Hoàn thành trước ngày 01/12/2027", "hoàn thành trước ngày 01/12/2027"),
    ("Lắp đặt xong trước ngày 01/12/2027", "lắp đặt xong trước ngày 01/12/2027"),
])  # fmt: skip
def test_a_real_date_in_words(time: str, clause: str) -> None:
    assert bracket(thoi_gian=time) == f" ({clause})."
    assert bracket_roles(f"Việc ({clause}).").time or "lắp đặt" in clause  # and it is read again as a time


@pytest.mark.parametrize("time", [
    "", "-", "Thường xuyên", "Hằng quý", "Theo hướng dẫn của Trung ương", "100 ngày kể từ ngày ban hành", "Quý I - IV",
    "Quý I, II, III, IV", "Tháng 1 - 12", "2027", "2026 - 2028", "Cả năm", "trong năm", "Từ Quý I", "Đến hết năm 2027",
    "2027 và những năm tiếp theo", "giai đoạn 2026-2030", "sau khi có kinh phí",
])  # fmt: skip
def test_what_is_no_date_is_not_said(time: str) -> None:
    assert bracket(thoi_gian=time) == "."


def test_the_whole_of_a_plan_of_several_years_is_no_date_and_one_of_its_years_is() -> None:
    plan = document(giai_doan="2026-2030")
    assert real_date("2026 - 2030", plan) is None and real_date("Đến năm 2030", plan) is None
    assert real_date("2027", plan) and real_date("2026 - 2029", plan) and real_date("Quý I", plan)
    assert real_date("Quý I - IV", plan) is None


@given(st.sampled_from(["Quý {}", "Tháng {}", "trước ngày {}/12", "ngày {}/3", "{}/2027"]), st.integers(1, 12))
def test_a_clause_keeps_every_word_of_the_time(form: str, number: int) -> None:
    read = parse(form.format(number), 2027)
    if read.start or read.end:
        clause = time_clause(read.raw, read.kind)
        assert clause.lower().endswith(read.raw.lower()) and clause.startswith(("thực hiện ", "hoàn thành "))


# --- the end of the sentence -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "said"), [
    ("Rà soát", "Rà soát (x)."), ("Rà soát.", "Rà soát (x)."), ("Rà soát;", "Rà soát (x);"), ("Gồm:", "Gồm (x):"),
    ("Vì sao?", "Vì sao? (x)."), ("v.v...", "v.v... (x)."), ("A …", "A … (x)."), ("Xong./.", "Xong (x)./."),
    ("(Bộ A).", "(Bộ A) (x)."), ("A[^1].", "A[^1] (x)."),
])  # fmt: skip
def test_the_bracket_stands_before_the_full_stop(text: str, said: str) -> None:
    assert sentence(text, "(x)") == said


def test_the_last_sentence_still_ends_the_document() -> None:
    task = {"noi_dung": "Việc", "chu_tri": "so-y-te", "thoi_gian": "Quý IV"}
    assert body_lines(noi_dung=[{"nhiem_vu": BOTH}], nhiem_vu=[task])[-1].endswith("Việc (thực hiện trong Quý IV)./.")


# --- sub-tasks -------------------------------------------------------------------------------------------------------


def test_a_sub_task_says_only_what_differs() -> None:
    children = [
        {"noi_dung": "Con một"}, {"noi_dung": "Con hai", "thoi_gian": "Quý II"},
        {"noi_dung": "Con ba", "phoi_hop": "so-tai-chinh", "thoi_gian": "Quý IV"},
        {"noi_dung": "Con bốn", "chu_tri": "cong-an"}, {"noi_dung": "Con năm", "chu_tri": "mat-tran-to-quoc"},
        {"noi_dung": "Con sáu", "thoi_gian": "Quý II", "con": [{"noi_dung": "Cháu"}]},
    ]  # fmt: skip
    task = {"chu_tri": "so-y-te", "phoi_hop": "so-tai-chinh", "thoi_gian": "Quý IV", "con": children}
    assert written(BOTH, task) == [
        "1. Sở Y tế", "- Việc 1 (Sở Tài chính phối hợp; thực hiện trong Quý IV):",
        "+ Con một.", "+ Con hai (thực hiện trong Quý II).", "+ Con ba.", "+ Con bốn (Công an thành phố chủ trì).",
        "+ Con năm (đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố thực hiện).",
        "+ Con sáu (thực hiện trong Quý II):", "Cháu.",
    ]  # fmt: skip


def test_a_sub_task_named_alone_has_what_it_inherits() -> None:
    child = {"id": "con", "noi_dung": "Con"}
    task = {"chu_tri": "so-y-te", "phoi_hop": "so-tai-chinh", "thoi_gian": "Quý IV", "con": [child]}
    how = {"ma": ["con"], "ngoac": ["phoi_hop", "thoi_gian"]}
    assert written(how, task) == ["1. Con (Sở Y tế chủ trì; Sở Tài chính phối hợp; thực hiện trong Quý IV)."]


# --- headings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("by", "said"), [
    ("linh_vuc", "1. Y tế: Việc 1 (Sở Y tế chủ trì; Công an thành phố phối hợp; thực hiện trong Quý IV)."),
    ("thoi_gian", "1. Quý IV: Việc 1 (Sở Y tế chủ trì; Công an thành phố phối hợp thực hiện)."),
])  # fmt: skip
def test_the_bracket_does_not_repeat_the_heading(by: str, said: str) -> None:
    task = {"chu_tri": "so-y-te", "phoi_hop": "cong-an", "thoi_gian": "Quý IV", "linh_vuc": "Y tế"}
    assert written({**BOTH, "theo": by}, task) == [said]


TASKS = (
    {"chu_tri": "so-noi-vu"},
    {"chu_tri": ["cong-an", "so-y-te"], "phoi_hop": "so-tai-chinh"},
    {"chu_tri": "mat-tran-to-quoc"},
    {"chu_tri": "cac-so-nganh-thanh-vien-ban-chi-dao"},
    {"chu_tri": ["lien-doan-lao-dong", "so-y-te", "hai-quan"]},
    {"chu_tri": ["toa-an-nhan-dan", "vien-kiem-sat-nhan-dan"], "phoi_hop": "so-tai-chinh"},
)


def test_joint_tasks_stand_first_and_say_who_leads() -> None:
    assert written({**JOINT, "ngoac": "phoi_hop"}, *TASKS) == [
        "1. Các sở, ngành thành viên Ban Chỉ đạo thành phố",
        "- Việc 2 (Công an thành phố, Sở Y tế chủ trì; Sở Tài chính phối hợp thực hiện).",
        "- Việc 4.",
        "- Việc 5 (Sở Y tế chủ trì; đề nghị Liên đoàn Lao động thành phố, Chi cục Hải quan cùng thực hiện).".replace(
            "Chi cục Hải quan", Naming(document()).name("hai-quan")),
        "- Việc 6 (đề nghị Tòa án nhân dân thành phố, Viện kiểm sát nhân dân thành phố cùng thực hiện).",
        "2. Sở Nội vụ: Việc 1.",
        "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố: Việc 3.",
    ]  # fmt: skip


def test_who_leads_a_joint_task_is_said_without_any_other_bracket() -> None:
    assert written(JOINT, TASKS[1])[-1].endswith("Việc 2 (Công an thành phố, Sở Y tế chủ trì).".replace("2", "1"))


def test_a_heading_for_joint_tasks_in_words_and_without_joint_tasks() -> None:
    how = {"theo": "chu_tri", "chung": "các thành viên Ban Chỉ đạo"}
    assert written(how, TASKS[1])[0].startswith("1. Các thành viên Ban Chỉ đạo: Việc 1 (")
    assert written(how, TASKS[0]) == ["1. Sở Nội vụ: Việc 1."]


def test_without_it_joint_tasks_have_the_names_as_their_heading() -> None:
    assert written({"theo": "chu_tri"}, TASKS[0], TASKS[1]) == [
        "1. Sở Nội vụ: Việc 1.", "2. Công an thành phố, Sở Y tế: Việc 2.",
    ]  # fmt: skip


def test_headings_come_in_the_order_of_the_list() -> None:
    leads = ["so-y-te", "cong-an", "so-y-te", "so-noi-vu"]
    made = written(BOTH, *({"chu_tri": lead} for lead in leads))
    assert [line for line in made if line[0].isdigit()] == [
        "1. Sở Y tế", "2. Công an thành phố: Việc 2.", "3. Sở Nội vụ: Việc 4.",
    ]  # fmt: skip


def test_an_unknown_heading_for_joint_tasks_is_refused() -> None:
    task = {"noi_dung": "Việc", "chu_tri": "so-y-te"}
    made = document(noi_dung=[{"nhiem_vu": JOINT | {"chung": "cac-so-khong-co"}}], nhiem_vu=[task])
    (found,) = [p for p in check_plan(made, Naming(made)) if p.code == "A001"]
    assert found.path == ("noi_dung", 0, "nhiem_vu", "chung")
    broken = [{"nhiem_vu": {"theo": "chu_tri", "chung": "các **sở"}}]
    assert faults(noi_dung=broken, nhiem_vu=[task]) == ["N005"]


# --- what is printed nowhere else (law 1) -----------------------------------------------------------------------------


def unprinted(how: dict[str, Any], **task: Any) -> list[str]:
    own = {"noi_dung": "Việc", "chu_tri": "so-y-te"} | task
    made = document(nam="2027", noi_dung=[{"nhiem_vu": how}], nhiem_vu=[own])
    return [str(p.values["field"]) for p in check_plan(made, Naming(made)) if p.code == "N009"]


def test_what_a_bracket_says_counts_as_printed_and_what_it_leaves_out_does_not() -> None:
    full = {"phoi_hop": "cong-an", "thoi_gian": "Quý IV"}
    assert unprinted(BOTH, **full) == []
    assert unprinted({"theo": "chu_tri"}, **full) == ["phoi_hop", "thoi_gian"]
    assert unprinted(BOTH, **full | {"thoi_gian": "Thường xuyên"}) == ["thoi_gian"]
    assert unprinted(BOTH, **full | {"chu_tri": "mat-tran-to-quoc"}) == ["phoi_hop"]
    assert unprinted(BOTH, **full, con=[{"noi_dung": "Con", "thoi_gian": "Quý IV"}]) == []
    assert unprinted(BOTH, **full, con=[{"noi_dung": "Con", "thoi_gian": "Hằng quý"}]) == ["thoi_gian"]
    assert unprinted({"theo": "linh_vuc", "ngoac": "thoi_gian"}, linh_vuc="Y tế", **full) == ["chu_tri", "phoi_hop"]


# --- a real plan -----------------------------------------------------------------------------------------------------


@cache
def provincial() -> bytes:
    """The example plan of a province with every option of the grouping and a task of several leads."""
    path = ROOT / "plans" / "ke-hoach-tinh.yaml"
    text = path.read_text(encoding="utf-8")
    how = "{theo: chu_tri, ngoac: [phoi_hop, thoi_gian], chung: cac-so-nganh-thanh-vien-ban-chi-dao}"
    for old, new in (
        ("{theo: chu_tri}", how),
        ("chu_tri: mat-tran-to-quoc", "chu_tri: [so-y-te, mat-tran-to-quoc]"),
        ("chu_tri: ban-dan-toc", "chu_tri: hai-quan"),
        ("thoi_gian: Tháng 6/2023", "thoi_gian: trước ngày 26/6/2023"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return make(parse_plan(text, str(path), profile=profile_beside(path)), PRESS).data


def test_a_plan_so_printed_is_read_without_a_question_and_prints_the_same_again() -> None:
    intake = taken(provincial(), "kh.docx")
    assert import_faults(intake.findings) == [] and intake.imported.document.unplaced == ()
    assert [p.message() for p in intake.findings if p.code == "I060"] == []
    assert printed_lines(rendered(intake.text)) == printed_lines(provincial())
    first, second = read_twice(intake)
    assert second == first


def test_its_brackets_are_read_as_roles() -> None:
    nodes = [node for _, node in taken(provincial(), "kh.docx").imported.document.nodes() if node.assignment]
    said = {node.paragraphs[0][:24]: node.assignment for node in nodes if node.paragraphs and node.assignment}
    ceremony = said["Tham mưu tổ chức lễ phát động"[:24]]
    assert ceremony.lead.names == ("cong-an",) and ceremony.time == "trước ngày 26/6/2023"
    assert ceremony.support.names[-1] == "ubnd-cap-huyen"
    assert said["Gắn phòng, chống ma túy, HIV"[:24]].lead.names == ("so-y-te",)


def test_the_annex_of_such_a_plan_is_the_same_list() -> None:
    made = composed(
        noi_dung=[{"doan": "Xem Phụ lục.", "nhiem_vu": BOTH}], nam="2027",
        nhiem_vu=[{"noi_dung": "Việc", "chu_tri": "so-y-te", "phoi_hop": "cong-an", "thoi_gian": "Quý I - IV"}],
        phu_luc=[{"tieu_de": "Phân công", "bang": "nhiem_vu"}],
    )  # fmt: skip
    assert "1. Sở Y tế: Việc (Công an thành phố phối hợp thực hiện)./." in lines(made)
    assert [slot.table.of for slot in made.tables] == ["nhiem_vu"]
    assert BodyTasks.model_validate(BOTH, by_alias=True).bracket == ("phoi_hop", "thoi_gian")
