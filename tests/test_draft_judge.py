"""Whose work a row is in one unit, and who leads it: each ground beside a row that only looks like it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.agencies import registry
from generator.agencies.localise import Setting
from generator.draft.follow import Follower
from generator.draft.judge import Judge, Judgement
from generator.draft.rows import rows
from generator.draft.wording import BLANK, Wording
from generator.model import AgencyCell, Document

BAC_NINH, CAN_THO, DIEN_BIEN = "tp/bac-ninh", "tp/can-tho", "tinh/dien-bien"
NOW = date(2026, 11, 20)


def programme(**task: Any) -> Document:
    return Document.model_validate({
        "loai": "chuong-trinh", "trang_thai": "trinh_ky", "thoi_diem": "2026-01-10", "nam": 2026,
        "co_quan_ban_hanh": "tw/bo-y-te", "tham_quyen": "nguoi_dung_dau", "trich_yeu": "Phòng bệnh năm 2026",
        "nguoi_ky": {"chuc_vu": "Bộ trưởng"}, "nhiem_vu": [{"chu_tri": "tw/bo-y-te"} | task],
    })  # fmt: skip


def judged(unit: str, text: str, on: date = NOW, **task: Any) -> Judgement:
    """The judgement about the one row of a programme of the Ministry of Health."""
    own = programme(noi_dung=text, **task)
    (row,) = rows(own)
    return Judge(Setting(unit, on, None, own.as_of), own, (2026, 2026)).judge(row)


@pytest.mark.parametrize(("text", "verdict"), [
    # one part here, one above: asked; all of it above: dropped; all of it here: kept
    ("Tuyên truyền Luật Trẻ em; trình Chính phủ nghị định về trẻ em", "can_nguoi"),
    ("Trình Chính phủ nghị định về trẻ em; tuyên truyền Luật Trẻ em", "bo_trung_uong"),
    ("Tuyên truyền Luật Trẻ em; thăm hỏi trẻ em", "giu"),
    ("Tuyên truyền Luật Trẻ em; đẩy mạnh hợp tác quốc tế về y tế dự phòng", "can_nguoi"),
    # what opens with a word of purpose is an act, behind another it is none
    ("Bảo đảm nước sạch ở trạm y tế", "giu"),
    ("Tổ chức diễn tập để trình Chính phủ nghị định mới", "giu"),
])  # fmt: skip
def test_a_row_of_two_kinds_is_asked_about(text: str, verdict: str) -> None:
    assert judged(BAC_NINH, text).verdict == verdict


@pytest.mark.parametrize(("unit", "text", "verdict"), [
    (BAC_NINH, "Tiêm chủng ở đồng bằng sông Cửu Long", "khong_ap_dung"),
    (CAN_THO, "Tiêm chủng ở đồng bằng sông Cửu Long", "giu"),
    (BAC_NINH, "Tiêm chủng cho trẻ, ưu tiên đồng bằng sông Cửu Long", "giu"),
    (BAC_NINH, "Tiêm chủng ở Tây Nguyên và đồng bằng sông Cửu Long", "giu"),  # several regions rule nobody out
    (DIEN_BIEN, "Bảo hiểm cho tàu cá và ngư dân", "khong_ap_dung"),
    (CAN_THO, "Phòng sốt rét ở vùng sâu, vùng xa, biên giới, hải đảo", "giu"),
    (CAN_THO, "Tổ chức kiểm dịch ở khu vực biên giới", "khong_ap_dung"),
])  # fmt: skip
def test_work_of_another_region_is_not_ours(unit: str, text: str, verdict: str) -> None:
    assert judged(unit, text, phoi_hop=["các địa phương"]).verdict == verdict


def test_a_commune_is_asked_about_the_border_in_a_question() -> None:
    (asked,) = judged("xa/si-pa-phin", "Tổ chức kiểm dịch ở khu vực biên giới").questions
    assert str(asked.text).startswith("xã, phường có biên giới đất liền không")
    assert not judged("xa/si-pa-phin", "Tổ chức tiêm chủng ở vùng Tây Bắc").questions  # a region asks no commune


def test_candidates_that_are_one_body_in_the_commune_are_no_question() -> None:
    task = {"noi_dung": "Phát huy vai trò của người có uy tín", "chu_tri": "tw/bo-dan-toc-va-ton-giao"}
    text = task.pop("noi_dung")
    assert judged("tinh/nghe-an", text, **task).questions  # is there a department of its own?
    made = judged("xa/si-pa-phin", text, **task)
    assert made.lead.names == ("phong-van-hoa-xa-hoi",) and not made.questions


def test_a_coordinating_locality_keeps_no_row_of_the_whole_country() -> None:
    local = {"phoi_hop": ["các địa phương"]}
    assert judged(BAC_NINH, "Ngân hàng máu hiếm", **local).verdict == "giu"
    assert judged(BAC_NINH, "Ngân hàng máu hiếm quốc gia", **local).verdict == "can_nguoi"


def test_where_the_committee_leads_the_one_body_beside_it_drafts_and_of_two_a_person_chooses() -> None:
    text = "Bố trí quỹ đất cho trạm y tế"
    one = judged(BAC_NINH, text, chu_tri="ubnd-cap-tinh", phoi_hop=["tw/bo-y-te", "các địa phương"])
    assert (one.lead.names, one.verdict) == (("so-y-te",), "giu")
    assert "so-y-te" not in one.support.names and any("tham mưu" in str(why) for why in one.reasons)
    two = judged(BAC_NINH, text, chu_tri="ubnd-cap-tinh", phoi_hop=["tw/bo-y-te", "tw/bo-tai-chinh"])
    assert (two.lead.names, two.verdict) == ((), "can_nguoi")
    assert two.questions[0].candidates == ("so-y-te", "so-tai-chinh")


def test_what_a_row_is_for_tells_less_of_its_function_than_what_it_does() -> None:
    labour = {"chu_tri": "tw/bo-lao-dong-thuong-binh-va-xa-hoi", "phoi_hop": ["các địa phương"]}
    trained = judged(BAC_NINH, "Tổ chức đào tạo nghề gắn với giải quyết việc làm cho lao động", **labour)
    employed = judged(BAC_NINH, "Giải quyết việc làm cho lao động gắn với đào tạo nghề", **labour)
    assert trained.lead.names == ("so-giao-duc-va-dao-tao",)
    assert employed.lead.names == ("so-noi-vu",)


def test_a_bank_of_social_policy_is_no_local_authority() -> None:
    made = judged(BAC_NINH, "Xây dựng cơ sở dữ liệu quốc gia về tín dụng", chu_tri="Ngân hàng Chính sách xã hội")
    assert made.verdict == "bo_trung_uong" and not made.lead.local


@pytest.mark.parametrize(("printed", "said"), [
    ("Quý IV/2025", "Quý IV/2026"), ("Tháng 6 năm 2025", "Tháng 6 năm 2026"), ("Năm 2025", "Năm 2026"),
    ("2025 - 2026", "2025 - 2026"), ("2025 – 2030", "2025 – 2030"), ("12/2024 - 3/2025", "12/2024 - 3/2025"),
])  # fmt: skip
def test_the_programmes_year_becomes_the_plans_where_no_other_is_named(printed: str, said: str) -> None:
    assert Wording(registry().unit(BAC_NINH, NOW), NOW, (2025, 2026)).time(printed) == said


@pytest.mark.parametrize(("lead", "content", "followed"), [
    ("so-y-te", "Tiêm chủng", ("so-y-te",)),
    ("ubnd-cap-huyen", "Tiêm chủng", ("ubnd-cap-xa",)),
    ("so-lao-dong-thuong-binh-va-xa-hoi", "Cai nghiện ma túy", ("cong-an",)),
    ("so-lao-dong-thuong-binh-va-xa-hoi", "Phòng, chống mại dâm", ("so-y-te",)),
    ("so-lao-dong-thuong-binh-va-xa-hoi", "Trồng cây", (BLANK,)),
])  # fmt: skip
def test_last_years_lead_is_who_does_its_work_now_or_a_blank_and_a_question(
    lead: str, content: str, followed: tuple[str, ...]
) -> None:
    last = Document.model_validate({
        "loai": "ke-hoach", "trang_thai": "trinh_ky", "thoi_diem": "2023-05-15", "nam": 2023,
        "co_quan_ban_hanh": "tinh/bac-giang/ubnd", "tham_quyen": "nguoi_dung_dau", "trich_yeu": "Phòng bệnh",
        "nguoi_ky": {"chuc_vu": "Chủ tịch"},
    })  # fmt: skip
    follower = Follower(Judge(Setting(BAC_NINH, NOW, None, NOW), programme(noi_dung="A"), (2026, 2026)).localiser, last)
    found = follower.lead(AgencyCell(names=(lead,)), content)
    assert found.cell.names == followed and bool(found.question) is (followed == (BLANK,))
    helped = follower.support(AgencyCell(names=(lead, "so-tai-chinh")), content)
    assert "so-tai-chinh" in helped.cell.names and bool(helped.question) is (followed == (BLANK,))
