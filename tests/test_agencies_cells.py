"""Cells of agencies: every spelling that offices use is recognised, near-misses are asked about, no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.agencies import UnknownAgency, registry
from generator.agencies.cells import Piece, find_issuer, find_names, read_cell
from generator.vntext import fold

LAO_CAI, BAC_NINH, COMMUNE = "tinh/lao-cai", "tp/bac-ninh", "xa/nha-nam"
IN_2024, IN_2026, AS_CITY = date(2024, 5, 1), date(2026, 4, 1), date(2026, 11, 1)

CENTRAL_IDS = {
    "bca": "bo-cong-an", "bqp": "bo-quoc-phong", "byt": "bo-y-te", "bldtbxh": "bo-lao-dong-thuong-binh-va-xa-hoi",
    "btc": "bo-tai-chinh", "bkhdt": "bo-ke-hoach-va-dau-tu", "btp": "bo-tu-phap", "bct": "bo-cong-thuong",
    "bnnptnt": "bo-nong-nghiep-va-phat-trien-nong-thon", "btttt": "bo-thong-tin-va-truyen-thong",
    "bgddt": "bo-giao-duc-va-dao-tao", "bvhttdl": "bo-van-hoa-the-thao-va-du-lich", "bng": "bo-ngoai-giao",
    "ubdt": "uy-ban-dan-toc", "tandtc": "toa-an-nhan-dan-toi-cao", "vksndtc": "vien-kiem-sat-nhan-dan-toi-cao",
    "vtv": "dai-truyen-hinh-viet-nam", "vov": "dai-tieng-noi-viet-nam", "ttxvn": "thong-tan-xa-viet-nam",
    "cttdtcp": "cong-thong-tin-dien-tu-chinh-phu", "tchq": "tong-cuc-hai-quan", "tcqltt": "tong-cuc-quan-ly-thi-truong",
    "bdbp": "bo-doi-bien-phong", "csb": "canh-sat-bien-viet-nam", "mttq": "mat-tran-to-quoc", "hnd": "hoi-nong-dan",
    "hlhpn": "hoi-lien-hiep-phu-nu", "tldld": "tong-lien-doan-lao-dong", "twdoan": "doan-thanh-nien",
    "hccb": "hoi-cuu-chien-binh", "vpcp": "van-phong-chinh-phu",
    "ubqg": "uy-ban-quoc-gia-phong-chong-aids-ma-tuy-mai-dam",
    "btgtw": "ban-tuyen-giao-trung-uong", "ubxhqh": "uy-ban-xa-hoi-cua-quoc-hoi", "bhxhvn": "bao-hiem-xa-hoi-viet-nam",
    "bnv": "bo-noi-vu", "bkhcn": "bo-khoa-hoc-va-cong-nghe", "bxd": "bo-xay-dung", "bgtvt": "bo-giao-thong-van-tai",
    "btnmt": "bo-tai-nguyen-va-moi-truong", "bnnmt": "bo-nong-nghiep-va-moi-truong", "bdttg": "bo-dan-toc-va-ton-giao",
    "ttcp": "thanh-tra-chinh-phu", "nhnn": "ngan-hang-nha-nuoc-viet-nam", "chq": "cuc-hai-quan",
    "cqlpttttn": "cuc-quan-ly-va-phat-trien-thi-truong-trong-nuoc", "btgdvtw": "ban-tuyen-giao-va-dan-van-trung-uong",
}  # fmt: skip
"""The keys of the reference lists of central agencies → our identifiers."""


def ids(text: str, on: date = IN_2026, unit: str | None = LAO_CAI) -> list[str | None]:
    return [piece.id for piece in read_cell(text, on, unit)]


def doubts(text: str, on: date = IN_2026, unit: str | None = LAO_CAI) -> list[str]:
    return [piece.doubt for piece in read_cell(text, on, unit) if piece.doubt]


def texts(text: str, on: date = IN_2026, unit: str | None = LAO_CAI) -> list[str]:
    return [piece.text for piece in read_cell(text, on, unit)]


# --- names of one body


@pytest.mark.parametrize(
    ("printed", "id"),
    [
        ("Sở Y tế", "so-y-te"), ("SỞ Y TẾ", "so-y-te"), ("SYT", "so-y-te"), ("Sở Y tế.", "so-y-te"),
        ("Sở Công thương", "so-cong-thuong"), ("Bộ Công An", "tw/bo-cong-an"),
        ("Sở Khoa học Công nghệ", "so-khoa-hoc-va-cong-nghe"), ("Sở KH&CN", "so-khoa-hoc-va-cong-nghe"),
        ("Sở KHCN", "so-khoa-hoc-va-cong-nghe"), ("Sở KH và CN", "so-khoa-hoc-va-cong-nghe"),
        ("Sở KH-CN", "so-khoa-hoc-va-cong-nghe"), ("SKHCN", "so-khoa-hoc-va-cong-nghe"),
        ("Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        ("Sở Văn hoá, Thể thao & Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        ("Sở VHTT&DL", "so-van-hoa-the-thao-va-du-lich"), ("Sở VH, TT và DL", "so-van-hoa-the-thao-va-du-lich"),
        ("Sở Nông nghiệp &\nMôi trường", "so-nong-nghiep-va-moi-truong"), ("Sở Xây\ndựng", "so-xay-dung"),
        ("Uỷ ban nhân dân tỉnh", "ubnd"), ("UBND tỉnh", "ubnd"), ("UBND tỉnh Lào Cai", "ubnd"),
        ("Công an tỉnh", "cong-an"), ("Công an tỉnh Lào Cai", "cong-an"), ("CA tỉnh", "cong-an"), ("CAT", "cong-an"),
        ("Bộ CHQS tỉnh", "bo-chi-huy-quan-su"), ("VP UBND tỉnh", "van-phong-ubnd"), ("VPUB", "van-phong-ubnd"),
        ("UBMTTQ", "mat-tran-to-quoc"), ("Ủy ban MTTQVN tỉnh", "mat-tran-to-quoc"),
        ("Ủy ban MTTQ Việt Nam tỉnh", "mat-tran-to-quoc"), ("Ủy ban Mặt trận Tổ quốc tỉnh", "mat-tran-to-quoc"),
        ("Tỉnh Đoàn", "doan-thanh-nien"), ("Tỉnh đoàn thanh niên", "doan-thanh-nien"),
        ("Hội LHPN tỉnh", "hoi-lien-hiep-phu-nu"), ("LĐLĐ tỉnh", "lien-doan-lao-dong"), ("Thuế tỉnh", "thue"),
        ("TAND tỉnh", "toa-an-nhan-dan"), ("Đề nghị Tòa án nhân dân tỉnh", "toa-an-nhan-dan"),
        ("TTPVHCC", "trung-tam-phuc-vu-hanh-chinh-cong"), ("Chi cục QLTT", "quan-ly-thi-truong"),
        ("UBND TP Hà Nội", "tp/ha-noi/ubnd"), ("Công an TP. Hà Nội", "tp/ha-noi/cong-an"),
        ("Sở Y tế Hà Nội", "tp/ha-noi/so-y-te"), ("UBND TP.HCM", "tp/ho-chi-minh/ubnd"),
        ("UBND tỉnh Bắc Ninh", "tinh/bac-ninh/ubnd"), ("VTV", "tw/dai-truyen-hinh-viet-nam"),
        ("UBTƯ MTTQ Việt Nam", "tw/mat-tran-to-quoc"), ("Bộ NN và MT", "tw/bo-nong-nghiep-va-moi-truong"),
        ("Bộ GD & ĐT", "tw/bo-giao-duc-va-dao-tao"), ("Viện Kiểm sát nhân dân tối cao",
                                                       "tw/vien-kiem-sat-nhan-dan-toi-cao"),
    ],
)  # fmt: skip
def test_a_name_in_any_spelling_names_its_body(printed: str, id: str) -> None:
    assert read_cell(printed, IN_2026, LAO_CAI) == (Piece(printed.rstrip("."), id),)


@pytest.mark.parametrize(
    "printed",
    ["Sở Y tê", "Sở Y tế dự phòng", "Sở KHCV", "Bộ Công anh", "Công an tỉnh Lào", "Sở Văn hóa", "Thành Đoàn", "Tư pháp",
     "Công an thành phố", "Sở Du lịch", "Phòng QLCN", "Trung tâm Xúc tiến du lịch", "Cục Ba"],
)  # fmt: skip
def test_a_near_miss_is_asked_about_and_never_taken(printed: str) -> None:
    (piece,) = read_cell(printed, IN_2026, LAO_CAI)
    assert (piece.text, piece.id) == (printed, None)
    assert piece.doubt.endswith("?")


def test_what_resembles_an_unknown_name_is_suggested() -> None:
    assert read_cell("Sở Y tê", IN_2026, LAO_CAI)[0].candidates[0] == "so-y-te"
    assert "so-y-te" in read_cell("Sở Y tế dự phòng", IN_2026, LAO_CAI)[0].candidates
    assert read_cell("Bộ Công anh", IN_2026, None)[0].candidates[0] == "tw/bo-cong-an"


def test_the_words_in_brackets_are_the_note_of_the_name_before_them() -> None:
    office, police = read_cell("Văn phòng UBND tỉnh (Trung tâm A, Phòng B); Công an tỉnh", IN_2026, LAO_CAI)
    assert (office.text, office.id, office.note) == ("Văn phòng UBND tỉnh", "van-phong-ubnd", "Trung tâm A, Phòng B")
    assert (police.id, police.note) == ("cong-an", "")
    assert [piece.text for piece in read_cell("(Sở Y tế)", IN_2026, LAO_CAI)] == ["Sở Y tế"]
    assert read_cell("Sở Y tế (chưa đóng", IN_2026, LAO_CAI)[0].id == "so-y-te"


# --- slips


@pytest.mark.parametrize(
    ("printed", "id"),
    [
        ("Bộ LĐTĐ", "bo-lao-dong-thuong-binh-va-xa-hoi"), ("Bộ LĐT BXH", "bo-lao-dong-thuong-binh-va-xa-hoi"),
        ("Công TTĐT", "cong-thong-tin-dien-tu-chinh-phu"), ("Bộ GD-ĐT áo dục và Đào tạo", "bo-giao-duc-va-dao-tao"),
        ("Bộ TTTT tin và Truyền thông", "bo-thong-tin-va-truyen-thong"), ("Bộ KHĐT tư", "bo-ke-hoach-va-dau-tu"),
        ("Bộ Khoa học, Công nghệ", "bo-khoa-hoc-va-cong-nghe"),
    ],
)  # fmt: skip
def test_a_slip_is_understood_and_asked_about(printed: str, id: str) -> None:
    (piece,) = read_cell(printed, IN_2024, None)
    assert (piece.text, piece.id) == (printed, f"tw/{id}")
    assert piece.doubt.endswith("?")


@pytest.mark.parametrize("printed", ["Bộ LĐTBXH", "Bộ LĐ-TB&XH", "Bộ LĐTB và XH", "Cổng TTĐT", "Bộ GD-ĐT"])
def test_a_usual_abbreviation_is_no_slip(printed: str) -> None:
    assert doubts(printed, IN_2024, None) == []
    assert None not in ids(printed, IN_2024, None)


def test_what_follows_an_abbreviation_is_a_left_over_only_as_the_end_of_its_name() -> None:
    assert ids("Bộ GD-ĐT đào", IN_2024, None) == [None]


def test_two_names_without_a_separator_are_two_with_a_question() -> None:
    first, second = read_cell("Bộ Thông tin và Truyền thông Bộ Nội vụ", IN_2024, None)
    assert (first.id, second.id) == ("tw/bo-thong-tin-va-truyen-thong", "tw/bo-noi-vu")
    assert "Bộ Nội vụ" in first.doubt
    assert ids("Công an tỉnh Sở Y tế") == ["cong-an", "so-y-te"]


def test_a_bare_committee_is_nobody() -> None:
    ministry, committee = read_cell("Bộ Nội vụ, UBND", IN_2024, None)
    assert ministry.doubt == ""
    assert (committee.id, committee.candidates) == (None, ("tw/uy-ban-dan-toc", "ubnd-cap-tinh"))
    assert read_cell("UBND", IN_2026, LAO_CAI)[0].candidates[0] == "ubnd"


# --- lists


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Các Bộ: CA, Bộ Y tế, TC, GD-ĐT", ["bo-cong-an", "bo-y-te", "bo-tai-chinh", "bo-giao-duc-va-dao-tao"]),
        ("Các Bộ: CA, TP, TLĐ LĐVN", ["bo-cong-an", "bo-tu-phap", "tong-lien-doan-lao-dong"]),
        ("Bộ Công an, TTTT, GD-ĐT; VTV, VOV", ["bo-cong-an", "bo-thong-tin-va-truyen-thong", "bo-giao-duc-va-dao-tao",
                                               "dai-truyen-hinh-viet-nam", "dai-tieng-noi-viet-nam"]),
        ("Các Bộ: Xây dựng, Nông nghiệp và PTNT và Văn phòng Chính phủ",
         ["bo-xay-dung", "bo-nong-nghiep-va-phat-trien-nong-thon", "van-phong-chinh-phu"]),
        ("Các Bộ, ngành: Lao động-Thương binh và Xã hội, Kế hoạch và Đầu tư",
         ["bo-lao-dong-thuong-binh-va-xa-hoi", "bo-ke-hoach-va-dau-tu"]),
        ("Bộ Y tế, Hải quan", ["bo-y-te", "tong-cuc-hai-quan"]),
    ],
)  # fmt: skip
def test_a_list_of_ministries_leaves_out_the_word(printed: str, expected: list[str]) -> None:
    assert ids(printed, IN_2024, None) == [f"tw/{id}" for id in expected]
    assert doubts(printed, IN_2024, None) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Các Sở: Công Thương, Tài chính, Nông nghiệp và Môi trường",
         ["so-cong-thuong", "so-tai-chinh", "so-nong-nghiep-va-moi-truong"]),
        ("Sở Y tế, Tài chính và Văn hóa, Thể thao và Du lịch",
         ["so-y-te", "so-tai-chinh", "so-van-hoa-the-thao-va-du-lich"]),
        ("Các sở, ngành: Nội vụ, Công an, Quân sự, Thanh tra",
         ["so-noi-vu", "cong-an", "bo-chi-huy-quan-su", "thanh-tra"]),
        ("Các cơ quan, đơn vị: Sở Y tế, Công an tỉnh", ["so-y-te", "cong-an"]),
        ("- Sở Y tế;\n- Công an tỉnh;\n+ Sở Nội vụ.", ["so-y-te", "cong-an", "so-noi-vu"]),
        ("Sở Y tế / Sở Nội vụ", ["so-y-te", "so-noi-vu"]), ("Sở Y tế\nSở Nội vụ", ["so-y-te", "so-noi-vu"]),
        ("Các Bộ: Y tế; các Sở: Y tế", ["tw/bo-y-te", "so-y-te"]),
    ],
)  # fmt: skip
def test_a_list_of_departments_leaves_out_the_word(printed: str, expected: list[str]) -> None:
    assert ids(printed) == expected
    assert doubts(printed) == []


def test_a_bare_name_outside_a_list_is_asked_about() -> None:
    assert ids("Tài chính, Sở Y tế") == [None, "so-y-te"]
    assert doubts("Tài chính", IN_2024, None)


def test_units_listed_under_one_kind_of_body() -> None:
    assert ids("UBND các tỉnh, thành phố Cần Thơ, Đắk Nông và Kon Tum", IN_2024, None) == [
        "tp/can-tho/ubnd", "tinh/dak-nong/ubnd", "tinh/kon-tum/ubnd",
    ]  # fmt: skip
    assert ids("UBND các xã: Tân Yên, Nhã Nam", AS_CITY, BAC_NINH) == ["xa/tan-yen/ubnd", "xa/nha-nam/ubnd"]


def test_a_misspelt_commune_is_asked_about_where_the_communes_are_known() -> None:
    _, piece = read_cell("UBND các xã: Tân Yên, Nhã Nâm", AS_CITY, BAC_NINH)
    assert (piece.id, piece.candidates[0]) == (None, "xa/nha-nam/ubnd")
    assert read_cell("UBND xã Nhã Nâm", AS_CITY, BAC_NINH)[0].candidates[0] == "xa/nha-nam/ubnd"
    whole = "UBND các xã: Đức Mới, Hiệp Cũ"
    assert read_cell(whole, IN_2024, "tinh/lam-dong") == (Piece(whole, None),)
    assert read_cell("UBND xã Đức Mới", IN_2024, "tinh/lam-dong") == (Piece("UBND xã Đức Mới", None),)
    assert all(piece.id is None and piece.doubt for piece in read_cell(whole, IN_2026, "tinh/lam-dong"))
    assert read_cell("UBND xã Đức Lình", IN_2026, "tinh/lam-dong")[0].candidates[0] == "xa/duc-linh/ubnd"


# --- collectives


@pytest.mark.parametrize(
    ("printed", "id"),
    [
        ("Các sở, ban, ngành", "cac-so-ban-nganh"), ("Các Sở, ban, ngành", "cac-so-ban-nganh"),
        ("Sở, ban, ngành", "cac-so-ban-nganh"), ("Các Sở, ban, ngành tỉnh", "cac-so-ban-nganh"),
        ("Các sở, ban, ngành, địa phương", "cac-so-ban-nganh-dia-phuong"),
        ("Các sở, ban, ngành và địa phương", "cac-so-ban-nganh-dia-phuong"),
        ("Các sở, ngành liên quan", "cac-so-nganh"), ("các sở ngành có liên quan", "cac-so-nganh"),
        ("Các bộ, ngành, địa phương", "cac-bo-nganh-dia-phuong"), ("Bộ, ngành, địa phương", "cac-bo-nganh-dia-phuong"),
        ("Các bộ, ngành và địa phương", "cac-bo-nganh-dia-phuong"), ("Các bộ ngành", "cac-bo-nganh"),
        ("một số Bộ, ngành liên quan", "cac-bo-nganh"), ("Các địa phương", "cac-dia-phuong"),
        ("Các bộ, ngành thành viên UBQG", "cac-bo-nganh-thanh-vien-uy-ban-quoc-gia"),
        ("Các cơ quan, đơn vị, địa phương", "cac-co-quan-don-vi-dia-phuong"),
        ("Các cơ quan liên quan", "cac-co-quan"), ("các đơn vị liên quan", "cac-don-vi"),
        ("UBND các xã, phường, đặc khu", "ubnd-cap-xa"), ("UBND các xã, phường", "ubnd-cap-xa"),
        ("UBND xã, phường", "ubnd-cap-xa"), ("UBND xã/phường", "ubnd-cap-xa"), ("UBND các phường, xã", "ubnd-cap-xa"),
        ("Ủy ban nhân dân cấp xã", "ubnd-cap-xa"), ("UBND các tỉnh, TP trực thuộc TW", "ubnd-cap-tinh"),
        ("Các tổ chức CT-XH tỉnh", "cac-to-chuc-chinh-tri-xa-hoi"),
    ],
)  # fmt: skip
def test_a_collective_in_any_wording_has_its_id(printed: str, id: str) -> None:
    assert read_cell(printed, IN_2026, LAO_CAI) == (Piece(printed, id),)


@pytest.mark.parametrize(
    "printed", ["UBND các huyện, thị xã, thành phố", "UBND các thành phố, huyện", "UBND cấp huyện"]
)
def test_districts_are_known_until_they_ended(printed: str) -> None:
    assert ids(printed, IN_2024, LAO_CAI) == ["ubnd-cap-huyen"]
    (piece,) = read_cell(printed, IN_2026, LAO_CAI)
    assert (piece.id, piece.candidates) == (None, ("ubnd-cap-xa",))
    assert "30/06/2025" in piece.doubt


def test_the_longest_collective_counts_and_what_follows_stands_alone() -> None:
    printed = "Các Sở, ban, ngành và các cơ quan, đơn vị, địa phương liên quan; UBND các xã, phường"
    assert ids(printed) == ["cac-so-ban-nganh", "cac-co-quan-don-vi-dia-phuong", "ubnd-cap-xa"]


# --- what is no agency


@pytest.mark.parametrize(
    "printed",
    [
        "Đỗ Văn Thử", "Theo phân công tại Quyết định số 12/QĐ-UBND ngày 05/9/2025 của Chủ tịch UBND tỉnh, Sở X",
        "Tập đoàn Thử Nghiệm", "Công ty TNHH MTV Thử Nghiệm", "Địa phương được lựa chọn", "06 tỉnh, thành phố",
        "Thủ trưởng các Sở, ban, ngành", "Chủ tịch UBND xã, phường", "Công chức phòng QLCN", "doanh nghiệp liên quan",
        "Các cơ quan, đơn vị trực tiếp sử dụng vốn đầu tư", "các bộ, ngành, địa phương là chủ quản, quản lý dữ liệu",
        "các tổ chức, cá nhân hoạt động khoáng sản", "Các địa phương Bắc Ninh, An Giang", "Chuyên viên",
    ],
)  # fmt: skip
def test_what_is_plainly_no_agency_stays_text_without_a_question(printed: str) -> None:
    assert read_cell(printed, IN_2026, LAO_CAI) == (Piece(printed, None),)


def test_persons_on_lines_of_their_own_are_pieces_of_their_own() -> None:
    assert texts("Đỗ Văn Thử\nVũ Thị Mẫu") == ["Đỗ Văn Thử", "Vũ Thị Mẫu"]
    assert texts("Lãnh đạo\nSở Y tế") == ["Lãnh đạo", "Sở Y tế"]
    assert ids("VPUB: CVP, PCVP A.B.Thử") == ["van-phong-ubnd", None, None]


def test_an_unknown_name_with_commas_stays_whole() -> None:
    printed = "Trung tâm Khuyến công, xúc tiến thương mại và dịch vụ tỉnh"
    (piece,) = read_cell(printed, IN_2026, LAO_CAI)
    assert (piece.text, piece.id) == (printed, None)
    assert ids(f"{printed}, công an tỉnh") == [None, "cong-an"]


# --- as of a date, seen from a unit


def test_a_ministry_that_ended_stays_text_and_names_its_successors() -> None:
    assert ids("Bộ TTTT", IN_2024, None) == ["tw/bo-thong-tin-va-truyen-thong"]
    (piece,) = read_cell("Bộ TTTT", IN_2026, None)
    assert piece.id is None
    assert "28/02/2025" in piece.doubt
    assert "tw/bo-khoa-hoc-va-cong-nghe" in piece.candidates


def test_a_department_that_ended_names_its_successors_as_the_unit_writes_them() -> None:
    (piece,) = read_cell("Sở KHĐT", IN_2026, LAO_CAI)
    assert (piece.id, piece.candidates) == (None, ("so-tai-chinh",))
    assert ids("Sở KHĐT; Ban Dân tộc tỉnh; Sở LĐTBXH", IN_2024, LAO_CAI) == [
        "so-ke-hoach-va-dau-tu", "ban-dan-toc", "so-lao-dong-thuong-binh-va-xa-hoi",
    ]  # fmt: skip


def test_an_old_name_of_a_body_that_lives_on_is_asked_about() -> None:
    assert doubts("Cục QLTT tỉnh", IN_2024, LAO_CAI) == []
    (piece,) = read_cell("Cục QLTT tỉnh", IN_2026, LAO_CAI)
    assert piece.id == "quan-ly-thi-truong"
    assert "Chi cục Quản lý thị trường" in piece.doubt


def test_the_body_of_a_province_that_ended() -> None:
    assert ids("Sở Y tế tỉnh Bắc Giang", IN_2024, None) == ["tinh/bac-giang/so-y-te"]
    (piece,) = read_cell("Sở Y tế tỉnh Bắc Giang", AS_CITY, BAC_NINH)
    assert (piece.id, piece.candidates) == (None, ("so-y-te",))


def test_a_national_document_knows_no_local_body_without_its_unit() -> None:
    assert ids("Sở Y tế, Công an tỉnh", IN_2024, None) == [None, None]
    assert all("đơn vị nào" in doubt for doubt in doubts("Sở Y tế, Công an tỉnh", IN_2024, None))
    assert read_cell("Các sở, ban, ngành", IN_2024, None) == (Piece("Các sở, ban, ngành", None),)
    assert ids("Sở Y tế tỉnh Lào Cai", IN_2024, None) == ["tinh/lao-cai/so-y-te"]


def test_a_commune_sees_its_own_bodies_and_those_of_its_province() -> None:
    printed = "Công an xã; Công an thành phố; Sở Y tế; Bộ Y tế; Phòng Kinh tế, Văn hóa - Xã hội; UBND thành phố"
    assert ids(printed, AS_CITY, COMMUNE) == [
        "cong-an", "tp/bac-ninh/cong-an", "tp/bac-ninh/so-y-te", "tw/bo-y-te", "phong-kinh-te", "phong-van-hoa-xa-hoi",
        "tp/bac-ninh/ubnd",
    ]  # fmt: skip
    assert ids("Công an xã Nhã Nam", AS_CITY, BAC_NINH) == ["xa/nha-nam/cong-an"]
    assert ids("Công an xã Nhã Nam", AS_CITY, LAO_CAI) == [None]


def test_the_kind_of_the_unit_is_the_one_of_the_day() -> None:
    assert ids("Công an thành phố; Thành Đoàn", AS_CITY, BAC_NINH) == ["cong-an", "doan-thanh-nien"]
    assert ids("Công an tỉnh; Tỉnh Đoàn", AS_CITY, BAC_NINH) == [None, None]
    assert ids("UBND thành phố Lào Cai", IN_2024, LAO_CAI) == [None]


# --- look-ups by name


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("Sở Y tế", LAO_CAI, ("so-y-te",)), ("syt", LAO_CAI, ("so-y-te",)), ("Bộ KH & CN", None,
                                                                            ("tw/bo-khoa-hoc-va-cong-nghe",)),
        ("UBND", LAO_CAI, ("ubnd",)), ("Công an tỉnh", LAO_CAI, ("cong-an",)),
        ("các Sở ngành", LAO_CAI, ("cac-so-nganh",)),
        ("Cổng TTĐT", LAO_CAI, ("cong-thong-tin-dien-tu", "tw/cong-thong-tin-dien-tu-chinh-phu")),
        ("Sở Y tế tỉnh Bắc Ninh", LAO_CAI, ("tinh/bac-ninh/so-y-te",)),
        ("Y tế", LAO_CAI, ()), ("Bộ LĐTĐ", None, ()), ("Sở Y tế, Sở Nội vụ", LAO_CAI, ()), ("Bộ TTTT", None, ()),
        ("Sở Y", LAO_CAI, ()), ("", LAO_CAI, ()), ("Sở Y tế (A)", LAO_CAI, ()), ("Công an", LAO_CAI, ()),
    ],
)  # fmt: skip
def test_find_names(name: str, unit: str | None, expected: tuple[str, ...]) -> None:
    assert find_names(name, IN_2026, unit) == expected


@pytest.mark.parametrize(
    ("superior", "issuer", "expected"),
    [
        (["UBND TỈNH LÀO CAI"], ["SỞ CÔNG THƯƠNG"], "tinh/lao-cai/so-cong-thuong"),
        (["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"], ["SỞ CÔNG THƯƠNG"], "tinh/lao-cai/so-cong-thuong"),
        ([], ["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"], "tinh/lao-cai/ubnd"),
        ([], ["UỶ BAN NHÂN DÂN          TỈNH LÀO CAI"], "tinh/lao-cai/ubnd"),
        ([], ["VĂN PHÒNG CHÍNH PHỦ"], "tw/van-phong-chinh-phu"), ([], ["BỘ Y TẾ"], "tw/bo-y-te"),
        (["UBND TỈNH LÀO CAI"], ["VĂN PHÒNG"], "tinh/lao-cai/van-phong-ubnd"),
        (["BỘ TÀI CHÍNH"], ["CỤC HẢI QUAN"], "tw/cuc-hai-quan"),
        ([], ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI"], "tp/ha-noi/ubnd"),
        ([], ["ỦY BAN NHÂN DÂN", "XÃ NHÃ NAM"], "xa/nha-nam/ubnd"),
        ([], ["ỦY BAN NHÂN DÂN", "XÃ TÂN SƠN"], None),  # another province has a Tân Sơn
        ([], ["SỞ CÔNG THƯƠNG"], None), (["UBND TỈNH LÀO CAI"], ["SỞ CÔNG"], None), ([], [], None),
        ([], ["ỦY BAN NHÂN DÂN", "TỈNH YÊN BÁI"], None), (["UBND TỈNH LÀO CAI"], ["BỘ Y TẾ"], None),
    ],
)  # fmt: skip
def test_find_issuer(superior: list[str], issuer: list[str], expected: str | None) -> None:
    assert find_issuer(superior, issuer, IN_2026) == expected


def test_an_issuer_of_another_date() -> None:
    assert find_issuer([], ["ỦY BAN NHÂN DÂN", "TỈNH YÊN BÁI"], IN_2024) == "tinh/yen-bai/ubnd"
    department = find_issuer(["UBND TỈNH LÀO CAI"], ["SỞ KẾ HOẠCH VÀ ĐẦU TƯ"], IN_2024)
    assert department == "tinh/lao-cai/so-ke-hoach-va-dau-tu"


HOMES = [(LAO_CAI, IN_2024), (LAO_CAI, IN_2026), (BAC_NINH, AS_CITY), (COMMUNE, AS_CITY)]


@pytest.mark.parametrize(("unit", "on"), HOMES)
def test_every_agency_is_found_by_its_own_header(unit: str, on: date) -> None:
    found = [registry().resolve(id, on, unit) for id in registry().ids(on, unit)]
    headers = Counter((agency.superior, agency.header) for agency in found)
    for agency in found:
        named = agency.place.upper() in " ".join((*agency.superior, *agency.header)) or agency.id.startswith("tw/")
        if named and agency.header and headers[agency.superior, agency.header] == 1:
            assert find_issuer(agency.superior, agency.header, on) == agency.id


# --- laws


@pytest.mark.parametrize(("unit", "on"), [(None, IN_2024), *HOMES])
def test_every_name_of_the_registry_is_read_as_its_id(unit: str | None, on: date) -> None:
    for id in registry().ids(on, unit):
        agency = registry().resolve(id, on, unit)
        for name in {agency.name, agency.short, agency.name.upper()} - {"UBND"}:
            read = read_cell(name, on, unit)
            assert [(p.text, p.id, p.doubt) for p in read] == [(name, id, "")], name


SEPARATORS = (", ", "; ", ";", "\n", " và ", ",\n", ";\n- ", " / ", ",")


@st.composite
def joined_names(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """Names of one body each, joined by any separators: the cell, the names, their ids."""
    known = [id for id in registry().ids(IN_2026, LAO_CAI) if not registry().resolve(id, IN_2026, LAO_CAI).collective]
    chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=8))
    agencies = [registry().resolve(id, IN_2026, LAO_CAI) for id in chosen]
    names = [draw(st.sampled_from([a.name, a.short])) for a in agencies]
    gaps = [draw(st.sampled_from(SEPARATORS)) for _ in names[1:]]
    opened = draw(st.sampled_from(["", "- ", " "])) + names[0]
    text = opened + "".join(gap + name for gap, name in zip(gaps, names[1:], strict=True))
    return text + draw(st.sampled_from(["", ".", ";"])), names, chosen


@given(joined_names())
def test_any_joining_of_known_names_is_read_back(cell: tuple[str, list[str], list[str]]) -> None:
    text, names, expected = cell
    read = read_cell(text, IN_2026, LAO_CAI)
    assert [(piece.text, piece.id, piece.doubt) for piece in read] == [
        (name, id, "") for name, id in zip(names, expected, strict=True)
    ]


LISTED = "các|một số|những|bộ|sở|phòng|cơ quan|đơn vị|gồm|ban|ngành|ubnd|công an|tỉnh|xã|phường|liên quan"
DROPPED = re.compile(f"và|{LISTED.replace(' ', '')}")


def lost(text: str, pieces: tuple[Piece, ...]) -> str:
    """The letters and digits of a cell that stand in no piece and no note."""
    at, rest = 0, ""
    for part in (part for piece in pieces for part in (piece.text, *piece.note.split("; ")) if part):
        found = text.find(part, at)
        assert found >= at, (part, text)
        rest, at = rest + text[at:found] + "\n", found + len(part)
    return "".join(char for char in fold(rest + text[at:]) if char.isalnum())


FRAGMENTS = st.sampled_from([
    "Bộ", "Sở", "UBND", "các", "Các Bộ:", "xã", "phường", "Công an", "tỉnh", "Y tế", "Tài chính", "và", ",", ";", "/",
    ":", "(", ")", "-", "\n", ".", "TTTT", "GD-ĐT", "&", "Nguyễn Văn A", "TP", "Hà Nội", "liên quan", "VTV", "TT", "06",
    "theo", "Bộ Công an", "Giám đốc", "UBND các tỉnh", "Lào Cai", "\u00a0", "“", "x", "Ủy", "hoà", "e\u0302\u0301",
])  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=25), st.sampled_from([None, LAO_CAI, COMMUNE]))
def test_pieces_of_words_lose_no_letter(fragments: list[str], unit: str | None) -> None:
    text = " ".join(fragments)
    assert DROPPED.sub("", lost(text, read_cell(text, AS_CITY, unit))) == ""


@given(st.text(max_size=60), st.sampled_from([None, LAO_CAI]))
def test_any_text_is_read_without_an_error_and_in_order(text: str, unit: str | None) -> None:
    for piece in read_cell(text, IN_2026, unit):
        assert piece.text.strip() == piece.text != ""
        assert piece.text in text


@given(st.lists(FRAGMENTS, max_size=12), st.sampled_from([None, LAO_CAI, COMMUNE]))
def test_every_id_and_candidate_can_be_written_in_the_plan(fragments: list[str], unit: str | None) -> None:
    for piece in read_cell(" ".join(fragments), AS_CITY, unit):
        for id in (piece.id, *piece.candidates):
            try:
                assert id is None or registry().resolve(id, AS_CITY, unit)
            except UnknownAgency as error:
                pytest.fail(str(error))


@pytest.mark.parametrize("text", ["", " ", "và", ",;.", "-\n-", "()", "./.", "\u00a0"])
def test_a_cell_without_words_has_no_pieces(text: str) -> None:
    assert read_cell(text, IN_2026, LAO_CAI) == ()


def test_a_unit_that_is_not_in_force_is_no_home() -> None:
    assert ids("Bộ Y tế; Sở Y tế", IN_2024, COMMUNE) == ["tw/bo-y-te", None]


@pytest.mark.parametrize("text", ["a(" * 2000, "(" * 5000, "TT " * 300, "các Sở, ban, ngành " * 200, "Theo a, " * 1000])
def test_a_hostile_cell_is_read_to_its_end(text: str) -> None:
    kept = " ".join(f"{piece.text} {piece.note}" for piece in read_cell(text, IN_2026, LAO_CAI))
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", kept))


# --- real documents, read where they lie


def rows_of_seed(shared: Path) -> Iterator[tuple[int, str]]:
    (seed,) = (shared / "seeds").glob("003_*.txt")
    for line in seed.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 4 and re.fullmatch(r"\d+\.", cells[0]):
            yield from ((int(cells[0][:-1]), cell) for cell in cells[2:4])


def central(shared: Path) -> list[dict[str, Any]]:
    document = yaml.safe_load((shared / "agencies" / "central_agencies.yaml").read_text(encoding="utf-8"))
    agencies: list[dict[str, Any]] = document["agencies"]
    return agencies


def test_the_reference_lists_are_known_spelling_by_spelling(shared: Path) -> None:
    missing = []
    for agency in central(shared):
        id = f"tw/{CENTRAL_IDS[agency['id']]}"
        on = IN_2024 if str(agency["valid"].get("from") or "") < "2025" else IN_2026
        spelled = [agency["name"], *agency["abbr"], *(f"Các Bộ: {bare}" for bare in agency.get("bare", []))]
        missing += [text for text in spelled if ids(text, on, None) != [id]]
    # this one has a comma inside and stands in the list as two
    assert missing == ["UBQG PCAIDS và PCTN MT", "MD"]
    assert ids("UBQG PCAIDS và PCTN MT, MD", IN_2024, None) == [f"tw/{CENTRAL_IDS['ubqg']}"]


def test_the_collectives_of_the_reference_are_known(shared: Path) -> None:
    text = (shared / "agencies" / "provincial_counterparts.yaml").read_text(encoding="utf-8")
    collectives = yaml.safe_load(text)["collectives"]
    unknown = [m for row in collectives for m in row["match"] if ids(m, IN_2024, None) == [None]]
    assert unknown == ["06 tỉnh, thành phố"]


def test_every_cell_of_the_seed_names_what_the_reference_saw(shared: Path) -> None:
    seen: dict[int, set[str]] = {}
    for agency in central(shared):
        for rows in agency["seen"].values():
            for row in (row for row in rows if isinstance(row, int)):
                seen.setdefault(row, set()).add(f"tw/{CENTRAL_IDS[agency['id']]}")
    read: dict[int, set[str]] = {}
    pieces = [(row, piece) for row, cell in rows_of_seed(shared) for piece in read_cell(cell, date(2024, 2, 1), None)]
    for row, piece in pieces:
        read.setdefault(row, set()).add(piece.id or piece.text)
    central_only = {row: {id for id in found if id.startswith("tw/")} for row, found in read.items()}
    for row, expected in seen.items():
        noted = {"tw/tong-cuc-hai-quan", "tw/bo-doi-bien-phong"} if row in (36, 41, 45) else set()
        collective = {"tw/uy-ban-quoc-gia-phong-chong-aids-ma-tuy-mai-dam"}  # inside the name of its members
        assert central_only[row] == expected - noted - collective - {"tw/tong-cuc-quan-ly-thi-truong"}, row
    assert len(read) == 70
    unresolved = sorted((row, piece.text) for row, piece in pieces if piece.id is None)
    assert unresolved == [(20, "UBND"), (44, "UBND"), (68, "06 tỉnh, thành phố")]
    asked = sorted(row for row, piece in pieces if piece.doubt)
    assert asked == [4, 20, 34, 40, 44, 46, 60, 61, 62, 63, 66, 67, 69]
    assert [piece.note for row, piece in pieces if piece.note] == ["TCHQ", "BĐBP"]


def overview(pieces: list[Piece]) -> tuple[int, int, int]:
    """How many names there are, how many have an id, how many are asked about."""
    return len(pieces), sum(piece.id is not None for piece in pieces), sum(bool(piece.doubt) for piece in pieces)


def test_the_cells_of_a_national_resolution(shared: Path) -> None:
    text = (shared / "samples" / "cp-nq03-2025-phu-luc-2-nhiem-vu.txt").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if "|" in line]
    cells = [cell for row in rows if re.fullmatch(r"\d+\.?", row[0]) and len(row) >= 4 for cell in row[2:4]]
    pieces = [piece for cell in cells for piece in read_cell(cell, date(2025, 1, 15), None)]
    print("\n".join(f"{piece.text} → {piece.id} {piece.doubt}" for piece in pieces if not piece.id or piece.doubt))
    total, known, asked = overview(pieces)
    assert (len(cells), total, known, asked) == (280, 346, 333, 3)


def test_the_cells_of_a_provincial_annex(shared: Path) -> None:
    document = docx.Document(str(shared / "samples" / "lc-kh-chi-thi-11-khoang-san.docx"))
    table = next(table for table in document.tables if len(table.rows) == 16)
    cells = [row.cells[column].text for row in table.rows[2:] for column in (2, 3)]
    pieces = [piece for cell in cells for piece in read_cell(cell, IN_2026, LAO_CAI)]
    print("\n".join(f"{piece.text} → {piece.id} {piece.doubt}" for piece in pieces if not piece.id or piece.doubt))
    assert overview(pieces) == (40, 37, 0)
