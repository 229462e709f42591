"""The parts of drafting: rows, near rows, last year's tasks, the programme's own name, what is carried over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.agencies import Naming
from generator.draft.carried import Carrier
from generator.draft.last_year import last_year
from generator.draft.nearby import Candidate, nearby, together
from generator.draft.programme import citation, members, name_of, report
from generator.draft.rows import rows, year_of
from generator.model import BodyTasks, Document


def document(**values: Any) -> Document:
    base = {
        "loai": "chuong-trinh", "trang_thai": "trinh_ky", "thoi_diem": "2026-01-10", "co_quan_ban_hanh": "tw/bo-y-te",
        "tham_quyen": "nguoi_dung_dau", "trich_yeu": "Phòng bệnh năm 2026", "nguoi_ky": {"chuc_vu": "Bộ trưởng"},
    }  # fmt: skip
    return Document.model_validate(base | values)


# Rows


def test_every_task_is_a_row_and_numbers_are_those_of_the_printed_order() -> None:
    found = rows(document(nhiem_vu=[{"noi_dung": "A", "chu_tri": "tw/bo-y-te"}, {"noi_dung": "B"}]))
    assert [(row.number, row.text) for row in found] == [("1", "A"), ("2", "B")]


def test_parts_with_leads_of_their_own_are_rows_the_whole_is_said_before_them() -> None:
    whole = {"noi_dung": "Phòng dịch", "thoi_gian": "Quý I", "con": [
        {"noi_dung": "Tiêm", "chu_tri": "tw/bo-y-te"},
        {"noi_dung": "Khử khuẩn", "chu_tri": "tw/bo-quoc-phong"}]}  # fmt: skip
    found = rows(document(nhiem_vu=[whole]))
    assert [(row.number, row.text, row.task.time) for row in found] == [
        ("1.1", "Phòng dịch: Tiêm", "Quý I"), ("1.2", "Phòng dịch: Khử khuẩn", "Quý I"),
    ]  # fmt: skip


def test_parts_without_leads_go_with_the_whole() -> None:
    whole = {"noi_dung": "Phòng dịch", "chu_tri": "tw/bo-y-te", "con": [{"noi_dung": "Tiêm"}, {"noi_dung": "Phun"}]}
    (row,) = rows(document(nhiem_vu=[whole]))
    assert (row.number, len(row.task.children), row.whole) == ("1", 2, "Phòng dịch Tiêm Phun")


def test_points_of_a_notice_that_are_tasks_are_rows_where_there_is_no_list() -> None:
    body = [{"doan": "Tiêm chủng cho trẻ", "giao": {"chu_tri": "tw/bo-y-te"}}, "Lời dẫn"]
    assert [row.text for row in rows(document(noi_dung=body))] == ["Tiêm chủng cho trẻ"]


@pytest.mark.parametrize(
    ("values", "year"),
    [
        ({"nam": 2025}, 2025),
        ({}, 2026),
        ({"trich_yeu": "Phòng bệnh"}, None),
        ({"trich_yeu": "Tổng kết năm 2025, nhiệm vụ năm 2026"}, None),
        ({"trich_yeu": "Kết luận hội nghị tổng kết năm 2025", "van_ban_kem_theo": [
            {"loai": "chuong-trinh", "tieu_de": "Công tác năm 2026", "noi_dung": ["x"]}]}, 2026),
    ],
)  # fmt: skip
def test_the_year_of_a_programme_is_said_once_or_not_known(values: dict[str, Any], year: int | None) -> None:
    assert year_of(document(**values)) == year


# The programme's own words


def test_a_programme_is_named_by_type_and_subject_or_by_what_is_attached() -> None:
    assert name_of(document()) == "Chương trình phòng bệnh năm 2026"
    assert name_of(document(trich_yeu="AIDS và lao")) == "Chương trình AIDS và lao"
    attached = [{"loai": "chuong-trinh", "tieu_de": "CÔNG TÁC CỦA ỦY BAN QUỐC GIA VỀ AIDS", "noi_dung": ["x"]}]
    notice = document(loai="thong-bao", noi_dung=["Ban hành chương trình công tác của Ủy ban Quốc gia về AIDS."],
                      van_ban_kem_theo=attached)  # fmt: skip
    assert name_of(notice) == "Chương trình công tác của Ủy ban Quốc gia về AIDS"


def test_what_a_programme_does_not_say_of_itself_is_blank() -> None:
    own = document()
    assert citation(own, Naming(own)) == " (số …/CTr-BYT ngày … của Bộ Y tế)"
    issued = document(trang_thai="da_ban_hanh", so="12", ngay="2026-01-09")
    assert citation(issued, Naming(issued)) == " (số 12/CTr-BYT ngày 09 tháng 01 năm 2026 của Bộ Y tế)"


def test_the_committee_of_a_programme_is_known_by_issuer_or_title() -> None:
    committee = "tw/uy-ban-quoc-gia-phong-chong-aids-ma-tuy-mai-dam"
    assert members(document(co_quan_ban_hanh=committee)) == "cac-so-nganh-thanh-vien-ban-chi-dao"
    assert members(document(trich_yeu="Nhiệm vụ của Ủy ban Quốc gia phòng, chống AIDS, ma túy, mại dâm"))
    assert not members(document())


def test_the_reporting_duty_is_the_last_one_named() -> None:
    text = "Các địa phương báo cáo kết quả về Bộ Y tế trước ngày 20 tháng 11 năm 2026 để tổng hợp."
    duty = report(document(noi_dung=[text]))
    assert duty is not None and (duty.where, duty.day) == ("Bộ Y tế", "20 tháng 11 năm 2026")
    assert report(document(noi_dung=["Các địa phương gửi báo cáo đúng hạn."])) is None


# Near rows


def near_pair(first: str, second: str, **of_second: Any) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    one = Candidate("1", ("so-y-te",), "Quý I", first)
    other = Candidate("2", of_second.get("leads", ("so-y-te",)), of_second.get("time", "Quý I"), second)
    found = nearby([one, other])
    return dict(found.into), dict(found.near)


TEXT = "Tổ chức tiêm vắc xin phòng sởi cho trẻ dưới năm tuổi tại trạm y tế"


def test_rows_that_say_the_same_are_one_task() -> None:
    assert near_pair(TEXT, f"{TEXT} xã") == ({"2": "1"}, {})


@pytest.mark.parametrize("different", [{"leads": ("so-noi-vu",)}, {"time": "Quý IV"}])
def test_they_are_not_when_somebody_else_leads_or_at_another_time(different: dict[str, Any]) -> None:
    assert near_pair(TEXT, f"{TEXT} xã", **different)[0] == {}


def test_rows_that_only_resemble_one_another_are_pointed_out() -> None:
    into, near = near_pair(TEXT, "Tổ chức tiêm vắc xin phòng dại cho người bị chó cắn tại trạm y tế")
    assert (into, near) == ({}, {"2": ("1",)})


def test_texts_brought_together_say_each_of_them() -> None:
    assert together(["Tiêm sởi.", "Tiêm dại"]) == "Tiêm sởi; tiêm dại"
    assert together(["Tiêm sởi", "Tiêm sởi cho trẻ"]) == "Tiêm sởi cho trẻ"


# Last year

OLD = [
    {"id": "soi", "noi_dung": TEXT, "chu_tri": "so-y-te", "thoi_gian": "Quý I"},
    {"id": "truc", "noi_dung": "Trực cấp cứu ngày đêm", "chu_tri": "so-y-te", "thoi_gian": "Thường xuyên"},
    {"id": "kho", "noi_dung": "Sửa kho lạnh", "chu_tri": "so-y-te", "thoi_gian": "Quý II"},
    {"id": "cu", "noi_dung": "Chiến dịch diệt muỗi", "chu_tri": "so-y-te", "thoi_gian": "Quý II",
     "giao_tai": [{"chuong_trinh": "nam-truoc", "tt": "4"}]},
]  # fmt: skip


def last_plan(**values: Any) -> Document:
    return document(
        loai="ke-hoach", nam=2025, thoi_diem="2025-08-10", co_quan_ban_hanh="tinh/lao-cai/ubnd", nhiem_vu=OLD, **values
    )


def test_last_years_tasks_recur_stand_are_asked_about_or_have_ended() -> None:
    this_year = rows(document(nhiem_vu=[{"noi_dung": TEXT.replace("sởi", "sởi, rubella"), "chu_tri": "tw/bo-y-te"}]))
    found = last_year(last_plan(), this_year)
    assert {number: entry.id for number, entry in found.recurring.items()} == {"1": "soi"}
    left = (found.standing, found.asked, found.ended)
    assert [[entry.id for entry in own] for own in left] == [["truc"], ["kho"], ["cu"]]


def carried(last: Document) -> Carrier:
    return Carrier(last, lambda text: text.replace("năm 2025", "năm 2026"), lambda id: True)


def test_a_yearly_citation_keeps_its_form_alone() -> None:
    last = last_plan()
    older = "Kế hoạch số 7/KH-BYT ngày 05 tháng 01 năm 2020"
    text = f"Thực hiện Công văn số 15/UBND-VX ngày 03/02/2025, {older} trong năm 2025"
    assert carried(last).text(text) == f"Thực hiện Công văn số …/UBND-VX ngày …, {older} trong năm 2026"


def test_laws_among_the_bases_stay_yearly_documents_lose_number_and_day() -> None:
    bases = [
        {"loai": "Luật", "ngay": "2019-11-22", "trich_yeu": "Thư viện"},
        {"loai": "Thông báo", "so_ky_hieu": "9/TB-VPCP", "ngay": "2025-01-20", "co_quan": "Văn phòng Chính phủ",
         "trich_yeu": "kết luận hội nghị"},
    ]  # fmt: skip
    law, notice = carried(last_plan(can_cu=bases)).bases()
    assert law.date == date(2019, 11, 22)
    assert notice.text == "Thông báo số …/TB-VPCP ngày … của Văn phòng Chính phủ kết luận hội nghị"


def test_a_point_is_no_task_any_more_where_a_body_of_it_is_gone() -> None:
    point = {"doan": "Trực dịch.", "giao": {"chu_tri": "so-y-te", "phoi_hop": "so-cu"}}
    last = last_plan(noi_dung=[{"cac_y": [point]}, {"tieu_de": "Việc", "nhiem_vu": {"theo": "chu_tri"}}])
    for gone, is_task in (("so-cu", False), ("so-khac", True)):
        carrier = Carrier(last, lambda text: text, lambda id, gone=gone: id != gone)  # type: ignore[misc]
        (own,) = carrier.body(BodyTasks(by="chu_tri"), "viec")[0].children
        assert own.paragraphs == ("Trực dịch.",) and (own.assignment is not None) is is_task


def test_the_section_with_the_tasks_prints_this_years_and_the_others_stay() -> None:
    body = [
        {"tieu_de": "Mục đích", "cac_y": ["Khỏe mạnh năm 2025."]},
        {"id": "viec", "tieu_de": "Nhiệm vụ", "nhiem_vu": {"theo": "chu_tri"}},
        {"tieu_de": "Tổ chức", "cac_y": [{"doan": "Giao Sở Y tế tổng hợp.", "giao": {"chu_tri": "so-y-te"}}]},
    ]
    new = BodyTasks(by="chu_tri", joint="cac-so-nganh")
    first, second, third = carried(last_plan(noi_dung=body)).body(new, "nhiem-vu")
    assert first.children[0].paragraphs == ("Khỏe mạnh năm 2026.",)
    assert (second.id, second.heading, second.tasks) == ("viec", "Nhiệm vụ", new)
    assert third.children[0].paragraphs == ("Giao Sở Y tế tổng hợp.",)
