"""The head: agencies, number and symbol, place and date, stamps, addressees, the line (Kèm theo …), rules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import composed, document, faults
from generator import norm
from generator.agencies import Naming
from generator.compose import header
from generator.metrics import width_pt
from generator.model import Document
from generator.printed import Printed

ISSUED = {"trang_thai": "da_ban_hanh", "so": "5", "ngay": "2026-02-03"}
HEAD = {"tham_quyen": "nguoi_dung_dau", "nguoi_ky": {"chuc_vu": "Chủ tịch"}}


def printed(**keys: Any) -> Printed:
    return composed(**keys).printed


@pytest.mark.parametrize(("issuer", "superior", "lines"), [
    ("tp/bac-ninh/ubnd", (), ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ BẮC NINH")),
    ("tp/bac-ninh/so-noi-vu", ("UBND THÀNH PHỐ BẮC NINH",), ("SỞ NỘI VỤ",)),
    ("tp/bac-ninh/van-phong-ubnd", ("UBND THÀNH PHỐ BẮC NINH",), ("VĂN PHÒNG",)),
    ("xa/nha-nam/ubnd", (), ("ỦY BAN NHÂN DÂN", "XÃ NHÃ NAM")),
    ("xa/nha-nam/phong-van-hoa-xa-hoi", ("UBND XÃ NHÃ NAM",), ("PHÒNG VĂN HÓA - XÃ HỘI",)),
    ("tw/van-phong-chinh-phu", (), ("VĂN PHÒNG CHÍNH PHỦ",)),
    ("tw/bo-y-te", (), ("BỘ Y TẾ",)),
    ("Công ty A\nchi nhánh B", (), ("CÔNG TY A", "CHI NHÁNH B")),
])  # fmt: skip
def test_the_issuer_and_its_one_direct_superior(issuer: str, superior: tuple[str, ...], lines: tuple[str, ...]) -> None:
    head = printed(co_quan_ban_hanh=issuer, ky_hieu="KH-X", dia_danh="A")
    assert (head.co_quan_chu_quan, head.co_quan_ban_hanh) == (superior, lines)


def test_a_superior_that_is_given_takes_the_place_of_the_known_one() -> None:
    given_text = printed(co_quan_ban_hanh="tp/bac-ninh/so-noi-vu", co_quan_chu_quan="Bộ Nội vụ")
    assert given_text.co_quan_chu_quan == ("BỘ NỘI VỤ",)
    assert printed(
        co_quan_ban_hanh="Trung tâm A", ky_hieu="X", co_quan_chu_quan="tp/bac-ninh/ubnd"
    ).co_quan_chu_quan == ("UBND THÀNH PHỐ BẮC NINH",)


@pytest.mark.parametrize(("keys", "symbol"), [
    ({}, "KH-UBND"),
    ({"loai": "to-trinh"}, "TTr-UBND"),
    ({"loai": "chuong-trinh"}, "CTr-UBND"),
    ({"loai": "quy-dinh"}, "QyĐ-UBND"),
    ({"loai": "quyet-dinh", "co_quan_ban_hanh": "tp/bac-ninh/so-y-te"}, "QĐ-SYT"),
    ({"loai": "cong-van", "luu": {"don_vi": ["VT", "NC"]}}, "UBND-NC"),
    ({"loai": "cong-van", "luu": {"don_vi": ["VT"]}}, ""),
    ({"loai": {"ten": "Phiếu trình", "viet_tat": "PTr"}}, "PTr-UBND"),
    ({"ky_hieu": "KH-BCĐ"}, "KH-BCĐ"),
    ({"co_quan_ban_hanh": "Công ty A"}, ""),
    ({"loai": "thong-bao", "co_quan_ban_hanh": "tp/bac-ninh/van-phong-ubnd"}, "TB-VP"),
    ({"loai": "thong-bao", "co_quan_ban_hanh": "tw/van-phong-chinh-phu"}, "TB-VPCP"),
])  # fmt: skip
def test_the_symbol(keys: dict[str, Any], symbol: str) -> None:
    made = document(**keys)
    assert Naming(made).symbol() == symbol
    assert ("N013" in faults(**keys)) == (not symbol)


def test_number_and_day_are_blank_until_the_issue() -> None:
    for status in ("du_thao", "trinh_ky"):
        draft = printed(trang_thai=status, co_quan_ban_hanh="tinh/bac-giang/ubnd", thoi_diem="2025-02-20")
        assert draft.so.strip() == "" and draft.ngay_thang == "ngày      tháng 02 năm 2025"
    issued = printed(**ISSUED)
    assert (issued.so, issued.ngay_thang) == ("05", "ngày 03 tháng 02 năm 2026")
    assert printed(**ISSUED | {"so": "12", "ngay": "2026-10-25"}).so == "12"


@given(st.dates())
def test_days_below_ten_and_the_first_two_months_take_a_zero(day: Any) -> None:
    words = printed(**ISSUED | {"ngay": day.isoformat()}).ngay_thang.split()
    assert len(words[1]) == 2 and words[3] == (f"0{day.month}" if day.month < 3 else str(day.month))


@pytest.mark.parametrize(("keys", "text"), [
    ({}, "DỰ THẢO"), ({"lan_du_thao": "2"}, "DỰ THẢO LẦN 2"), ({"trang_thai": "trinh_ky", "lan_du_thao": "2"}, ""),
        (ISSUED, ""),
])  # fmt: skip
def test_the_draft_box(keys: dict[str, Any], text: str) -> None:
    assert printed(**keys).du_thao == text


def test_urgency_and_addressees() -> None:
    assert [printed(do_khan=k).do_khan for k in ("khan", "thuong_khan", "hoa_toc")] == [
        "KHẨN",
        "THƯỢNG KHẨN",
        "HỎA TỐC",
    ]
    one, two = printed(kinh_gui="Bộ A"), printed(kinh_gui=["Bộ A;", "Bộ B."])
    assert (one.kinh_gui, one.kinh_gui_ds) == ("Kính gửi: Bộ A", ())
    assert (two.kinh_gui, two.kinh_gui_ds) == ("Kính gửi:", ("- Bộ A;", "- Bộ B."))
    assert (printed().kinh_gui, printed().kinh_gui_ds) == ("", ())


# --- who holds the power -------------------------------------------------------------------------------------------


def authority(**keys: Any) -> str:
    made: Document = document(**keys)
    return Naming(made).authority()


@pytest.mark.parametrize(("keys", "words"), [
    ({}, "Ủy ban nhân dân thành phố Bắc Ninh"),
    (HEAD, "Chủ tịch Ủy ban nhân dân thành phố Bắc Ninh"),
    (HEAD | {"loai": "quyet-dinh"}, "Chủ tịch Ủy ban nhân dân thành phố Bắc Ninh"),
    ({"loai": "quyet-dinh"}, "Ủy ban nhân dân thành phố Bắc Ninh"),
    (HEAD | {"co_quan_ban_hanh": "tp/bac-ninh/so-y-te"}, "Sở Y tế"),
    (HEAD | {"co_quan_ban_hanh": "tp/bac-ninh/so-y-te", "loai": "quyet-dinh"}, "Giám đốc Sở Y tế"),
    (HEAD | {"co_quan_ban_hanh": "tw/van-phong-chinh-phu", "loai": "thong-bao"}, "Văn phòng Chính phủ"),
    (HEAD | {"co_quan_ban_hanh": "Công ty\nA", "nguoi_ban_hanh": "Giám đốc Công ty A"}, "Giám đốc Công ty A"),
    ({"co_quan_ban_hanh": "Công ty\nA", "nguoi_ban_hanh": "Giám đốc Công ty A"}, "Công ty A"),
])  # fmt: skip
def test_who_issues(keys: dict[str, Any], words: str) -> None:
    assert authority(**keys) == words


def test_the_same_authority_in_head_annex_line_and_signature() -> None:
    annex = {"phu_luc": [{"tieu_de": "A", "noi_dung": ["B"]}], "loai": "quyet-dinh", "noi_dung": ["C"]}
    for keys in ({}, HEAD):
        made = document(**annex | keys)
        line = header.attached_line(made, Naming(made))
        assert line.endswith(f" của {authority(**annex | keys)})")
        assert printed(**annex | keys).tham_quyen == authority(**annex | keys).upper()
        assert "N011" not in faults(**annex | keys)
    assert "N011" in faults(**annex | {"tham_quyen": "nguoi_dung_dau"})
    assert "N011" in faults(**annex | {"nguoi_ky": {"chuc_vu": "Chủ tịch"}})


@pytest.mark.parametrize(("keys", "start"), [
    ({}, "(Kèm theo Kế hoạch số        /KH-UBND ngày      tháng 11 năm 2026 của "),
    (ISSUED, "(Kèm theo Kế hoạch số        /KH-UBND ngày      tháng 02 năm 2026 của "),
    (ISSUED | {"hinh_thuc": "giay"}, "(Kèm theo Kế hoạch số 05/KH-UBND ngày 03 tháng 02 năm 2026 của "),
    ({"hinh_thuc": "giay"}, "(Kèm theo Kế hoạch số        /KH-UBND ngày      tháng 11 năm 2026 của "),
])  # fmt: skip
def test_the_line_of_an_annex_is_filled_on_paper_only(keys: dict[str, Any], start: str) -> None:
    made = document(**keys)
    assert header.attached_line(made, Naming(made)).startswith(start)


# --- rules ---------------------------------------------------------------------------------------------------------


def test_the_rules_are_shares_of_their_text() -> None:
    made = printed(trich_yeu="Ngắn\nMột dòng dài hơn hẳn dòng trên", van_ban_kem_theo=[
        {"loai": "quy-che", "tieu_de": "A", "noi_dung": ["B"]}])  # fmt: skip
    low, high = norm.rule_range("cq")
    issuer = width_pt("THÀNH PHỐ BẮC NINH", norm.size_pt("cq", "A"), bold=True) * header.MM_PER_PT
    assert all(low * issuer <= length <= high * issuer for length in made.duong_ke["cq"])
    longest = width_pt("Một dòng dài hơn hẳn dòng trên", norm.size_pt("trichyeu", "A"), bold=True) * header.MM_PER_PT
    low, high = norm.rule_range("trichyeu")
    assert low * longest <= made.duong_ke["trichyeu"][0] <= high * longest
    assert len(made.duong_ke["trichyeu"]) == 2


def test_a_letter_has_no_rule_under_its_subject() -> None:
    attached = [{"loai": "quy-che", "tieu_de": "Rất dài " * 5, "noi_dung": ["B"]}]
    made = printed(loai="cong-van", ky_hieu="A-B", kinh_gui="C", trich_yeu="Ngắn", van_ban_kem_theo=attached)
    assert len(made.duong_ke["trichyeu"]) == 1 and made.duong_ke["trichyeu"][0] > 20


def test_a_subject_wider_than_the_page_is_measured_as_the_page() -> None:
    page = norm.page()
    room = page.width_mm - page.chosen_mm["trai"] - page.chosen_mm["phai"]
    assert header.subject_rule_mm(("từ " * 200,), "A") == room * norm.rule_share("trichyeu")
