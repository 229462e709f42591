"""Recipients, the line "Lưu", signatures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import composed
from generator.printed import SignerLines


def recipients(*names: Any, **keys: Any) -> list[str]:
    return list(composed(noi_nhan=list(names), **keys).printed.noi_nhan)


@pytest.mark.parametrize(("recipient", "lines"), [
    ("Các sở", ["- Các sở;"]),
    ("Các sở;", ["- Các sở;"]),
    ({"ten": "Thủ tướng Chính phủ", "ghi_chu": "để b/c"}, ["- Thủ tướng Chính phủ (để b/c);"]),
    ({"ten": "Thủ tướng Chính phủ", "ghi_chu": "(để b/c)"}, ["- Thủ tướng Chính phủ (để b/c);"]),
    ({"nhom": ["Bộ A", "Bộ B"], "ghi_chu": "để ph/h"}, ["- Bộ A, Bộ B (để ph/h);"]),
    ({"ten": "Văn phòng UBND", "con": ["LĐVP", "TH;"]}, ["- Văn phòng UBND:", "+ LĐVP;", "+ TH;"]),
])  # fmt: skip
def test_lines_of_recipients(recipient: Any, lines: list[str]) -> None:
    assert recipients(recipient) == [*lines, "- Lưu: VT."]


@pytest.mark.parametrize(("filing", "line"), [
    ({}, "- Lưu: VT."), ({"don_vi": ["VT", "NC"]}, "- Lưu: VT, NC."), ({"don_vi": "VT", "so_ban": "2"},
        "- Lưu: VT (2)."),
    ({"don_vi": ["VT", "NC"], "nguoi_soan": "Bền"}, "- Lưu: VT, NC.Bền."),
    ({"don_vi": ["VT", "KGVX"], "so_ban": "2", "nguoi_soan": "vt"}, "- Lưu: VT, KGVX (2).vt."),
])  # fmt: skip
def test_the_last_line_says_who_keeps_it(filing: dict[str, Any], line: str) -> None:
    assert recipients("A", luu=filing)[-1] == line


@pytest.mark.parametrize(("keys", "first"), [
    ({"loai": "to-trinh", "kinh_gui": "A"}, "- Như trên;"),
    ({"loai": "cong-van", "ky_hieu": "A-B", "kinh_gui": ["A", "B"]}, "- Như trên;"),
    ({"loai": "quyet-dinh", "noi_dung": ["A", "B", {"doan": "C", "cac_y": ["D"]}]}, "- Như Điều 3;"),
    ({"loai": "quyet-dinh", "noi_dung": [{"doan": "A", "so": "7"}]}, "- Như Điều 7;"),
    ({"loai": "nghi-quyet", "noi_dung": ["A"]}, "- Như Điều 1;"),
    ({}, "- Các sở;"),
    ({"loai": "thong-bao", "noi_dung": ["A"]}, "- Các sở;"),
    ({"loai": "quyet-dinh", "danh_so": "1", "noi_dung": ["A"]}, "- Các sở;"),
])  # fmt: skip
def test_the_first_line_answers_the_addressees_or_the_articles(keys: dict[str, Any], first: str) -> None:
    assert recipients("Các sở", **keys)[0] == first


@pytest.mark.parametrize("written", ["Như trên", "Như Điều 4", {"ten": "Như Điều 2", "ghi_chu": "để t/h"}])
def test_a_first_line_written_by_hand_is_not_doubled(written: Any) -> None:
    lines = recipients(written, loai="quyet-dinh", noi_dung=["A"], kinh_gui="B")
    assert sum(line.startswith("- Như ") for line in lines) == 1


@given(st.lists(st.text("ab đ", min_size=1).filter(str.strip), max_size=5))
def test_every_line_ends_with_a_semicolon_and_the_last_with_a_stop(names: list[str]) -> None:
    *lines, last = recipients(*names)
    assert all(line.endswith(";") for line in lines) and last.endswith(".") and last.startswith("- Lưu: ")
    assert len(lines) == len(names)


# --- signatures ----------------------------------------------------------------------------------------------------


def signed(*signers: dict[str, Any]) -> Any:
    return composed(tham_quyen="nguoi_dung_dau", nguoi_ky=list(signers)).printed


@pytest.mark.parametrize(("authority", "title", "lines"), [
    ([{"tm": "Ủy ban nhân dân"}], "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ([{"tm": "Ủy ban nhân dân"}, {"kt": "Chủ tịch"}], "Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH")),
    ([{"tl": "Chủ tịch"}, {"kt": "Chánh Văn phòng"}], "Phó Chánh Văn phòng",
     ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
    ([{"kt": "Bộ trưởng, Chủ nhiệm"}], "Phó Chủ nhiệm", ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM")),
    ([{"tuq": "Giám đốc"}], "Trưởng phòng", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
    ([{"q": "Giám đốc"}], None, ("Q. GIÁM ĐỐC",)),
    ([], "Chủ tịch", ("CHỦ TỊCH",)),
])  # fmt: skip
def test_lines_of_authority(authority: list[dict[str, str]], title: str | None, lines: tuple[str, ...]) -> None:
    made = signed({"quyen_han": authority, "chuc_vu": title, "ho_ten": "Nguyễn Văn A"})
    assert made.nguoi_ky == SignerLines(lines, "", "Nguyễn Văn A") and made.hang_ky == ()


def test_another_post_stands_above_the_name_and_a_missing_name_leaves_room() -> None:
    made = signed({"chuc_vu": "Trưởng Ban", "chuc_vu_khac": "Phó Chủ tịch UBND tỉnh"})
    assert made.nguoi_ky == SignerLines(("TRƯỞNG BAN",), "Phó Chủ tịch UBND tỉnh", "")


@pytest.mark.parametrize("count", [2, 3, 4])
def test_several_signers_stand_two_by_two(count: int) -> None:
    made = signed(*({"chuc_vu": "Giám đốc", "ho_ten": f"Người {i}"} for i in range(count)))
    names = [name for row in made.hang_ky for name in (row.trai.ho_ten, row.phai.ho_ten)]
    assert names == [f"Người {i}" for i in range(count)] + [""] * (count % 2)
    assert made.nguoi_ky == SignerLines((), "", "")
    assert [block.kieu for block in made.khoi if "chu_ky" in block.kieu] == ["nhieu_chu_ky"]
