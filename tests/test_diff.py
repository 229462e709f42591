"""Two documents compared: what becomes of each task and passage, a change and its near-miss side by side."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from generator.diff import compare
from generator.diff.found import KINDS, PASSAGE_KINDS, Difference, TaskPair
from generator.diff.times import is_same_time
from generator.diff.words import is_same_but_years, pieces
from generator.model import Document, entries
from generator.problems import CATALOGUE

TASK = {"id": "viec", "noi_dung": "Rà soát cơ sở kinh doanh có điều kiện", "chu_tri": "so-y-te", "thoi_gian": "Quý II"}
OTHER = {"id": "khac", "noi_dung": "Tập huấn cho cán bộ làm công tác cai nghiện", "chu_tri": "cong-an"}
YEARS = {"old": {"nam": "2026", "thoi_diem": "2025-11-20"}, "new": {"nam": "2027", "thoi_diem": "2026-08-20"}}
"""Two plans of one unit with the same bodies; until 19/9/2026 it is a province."""
REORGANISED = {"old": {"nam": "2025", "thoi_diem": "2025-01-15"}, "new": {"nam": "2026", "thoi_diem": "2025-05-15"}}
"""Two plans with the reorganisation of 1/3/2025 between them."""


def plan(**keys: Any) -> Document:
    return document(**{"co_quan_ban_hanh": "tinh/bac-ninh/ubnd"} | keys)


def compared(old: dict[str, Any], new: dict[str, Any]) -> Difference:
    return compare(plan(**YEARS["old"] | old), plan(**YEARS["new"] | new))


def task_pair(old: dict[str, Any], new: dict[str, Any], sides: dict[str, dict[str, str]] = YEARS) -> TaskPair:
    """What becomes of one task when these keys change."""
    before = plan(**sides["old"] | {"nhiem_vu": [{**TASK, **old}]})
    (pair,) = compare(before, plan(**sides["new"] | {"nhiem_vu": [{**TASK, **new}]})).tasks
    return pair


@pytest.mark.parametrize(("old", "new", "kind", "field"), [
    ({}, {"noi_dung": "Rà soát cơ sở kinh doanh có điều kiện ở khu công nghiệp"}, "sua_loi", "noi_dung"),
    ({}, {"noi_dung_phu_luc": "Rà soát cơ sở"}, "sua_loi", "noi_dung_phu_luc"),
    ({}, {"chu_tri": "cong-an"}, "giao_lai", "chu_tri"),
    ({}, {"chu_tri": ["so-y-te", "cong-an"]}, "giao_lai", "chu_tri"),
    ({"phoi_hop": ["cong-an", "so-tu-phap"]}, {"phoi_hop": "cong-an"}, "giao_lai", "phoi_hop"),
    ({}, {"phoi_hop": "Công ty Một"}, "giao_lai", "phoi_hop"),
    ({}, {"theo_doi": "cong-an"}, "doi_khac", "theo_doi"),
    ({}, {"thoi_gian": "Quý III"}, "doi_thoi_gian", "thoi_gian"),
    ({}, {"thoi_gian": "Thường xuyên"}, "doi_thoi_gian", "thoi_gian"),
    ({"thoi_gian": "Trước ngày 31/5/2026"}, {"thoi_gian": "Trước ngày 30/6/2027"}, "doi_thoi_gian", "thoi_gian"),
    ({"san_pham": "Báo cáo"}, {"san_pham": "Đề án"}, "doi_khac", "san_pham"),
    ({"linh_vuc": "Y tế"}, {}, "doi_khac", "linh_vuc"),
    ({}, {"nhom": "Nhóm một"}, "doi_khac", "nhom"),
    ({}, {"ap_dung": {"gom": ["xa"], "tru": ["xa/nha-nam"]}}, "doi_khac", "ap_dung"),
])  # fmt: skip
def test_a_changed_field_is_told(old: dict[str, Any], new: dict[str, Any], kind: str, field: str) -> None:
    pair = task_pair(old, new)
    assert pair.kinds == (kind,)
    (change,) = pair.changes
    assert change.field == field
    assert change.old != change.new


@pytest.mark.parametrize(("old", "new"), [
    ({}, {"noi_dung": "Rà soát cơ sở  kinh doanh có điều kiện"}),
    ({"noi_dung": "Hoà giải ở cơ sở"}, {"noi_dung": "Hòa giải ở cơ sở"}),
    ({"noi_dung": "Rà soát **cơ sở**"}, {"noi_dung": "Rà soát cơ sở"}),
    ({}, {"chu_tri": "Sở Y tế"}),
    ({"chu_tri": "SYT"}, {"chu_tri": {"ghi": "Sở Y tế (chủ trì)", "la": "so-y-te"}}),
    ({"phoi_hop": ["cong-an", "so-tu-phap"]}, {"phoi_hop": "Sở Tư pháp, Công an tỉnh"}),
    ({"chu_tri": "Công ty Một"}, {"chu_tri": "Công ty  Một"}),
    ({"thoi_gian": "Quý II/2026"}, {"thoi_gian": "Quý II/2027"}),
    ({"thoi_gian": "Quý II/2026"}, {"thoi_gian": "Tháng 4 - 6"}),
    ({"thoi_gian": "Trước ngày 31/5/2026"}, {"thoi_gian": "trước ngày 31 tháng 5 năm 2027"}),
    ({"thoi_gian": "Theo hướng dẫn năm 2026"}, {"thoi_gian": "Theo hướng dẫn năm 2027"}),
])  # fmt: skip
def test_what_means_the_same_is_kept(old: dict[str, Any], new: dict[str, Any]) -> None:
    pair = task_pair(old, new)
    assert (pair.kinds, pair.changes) == (("giu_nguyen",), ())


def test_years_that_moved_on_are_a_note_and_no_change() -> None:
    pair = task_pair({"noi_dung": "Tổ chức lễ phát động năm 2026"}, {"noi_dung": "Tổ chức lễ phát động năm 2027"})
    assert pair.kinds == ("giu_nguyen",)
    assert [(change.field, change.notes) for change in pair.changes] == [("noi_dung", ("chỉ đổi năm",))]
    pair = task_pair({"noi_dung": "Tổ chức lễ phát động năm 2026"}, {"noi_dung": "Tổ chức lễ phát động năm 2028"})
    assert pair.kinds == ("sua_loi",)


def test_several_changes_of_one_task_are_all_told() -> None:
    changes = {"chu_tri": "cong-an", "thoi_gian": "Quý IV", "noi_dung": "Rà soát cơ sở kinh doanh", "ghi_chu": "Mới"}
    pair = task_pair({}, changes)
    assert pair.kinds == ("giao_lai", "doi_thoi_gian", "sua_loi", "doi_khac")


@pytest.mark.parametrize(("old", "new", "kinds", "notes"), [
    ("so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe", ("doi_ten",),
     ("«Sở Thông tin và Truyền thông» nay là «Sở Khoa học và Công nghệ»",)),
    ("Sở TT&TT", "Sở Khoa học và Công nghệ", ("doi_ten",), ("«Sở TT&TT» nay là «Sở Khoa học và Công nghệ»",)),
    ("tw/bo-giao-thong-van-tai", "tw/bo-xay-dung", ("doi_ten",), ("«Bộ Giao thông vận tải» nay là «Bộ Xây dựng»",)),
    (["so-ke-hoach-va-dau-tu", "so-tai-chinh"], "so-tai-chinh", ("doi_ten",),
     ("«Sở Kế hoạch và Đầu tư» nay là «Sở Tài chính»",)),
    ("so-thong-tin-va-truyen-thong", ["so-khoa-hoc-va-cong-nghe", "so-tu-phap"], ("giao_lai",),
     ("«Sở Thông tin và Truyền thông» nay là «Sở Khoa học và Công nghệ»",)),
    ("so-thong-tin-va-truyen-thong", "so-tu-phap", ("giao_lai",), ()),
    ("so-y-te", "so-khoa-hoc-va-cong-nghe", ("giao_lai",), ()),
    ("so-y-te", "so-y-te", ("giu_nguyen",), ()),
])  # fmt: skip
def test_successors_are_told_from_other_bodies(
    old: object, new: object, kinds: tuple[str, ...], notes: tuple[str, ...]
) -> None:
    pair = task_pair({"chu_tri": old}, {"chu_tri": new}, REORGANISED)
    assert pair.kinds == kinds
    assert tuple(note for change in pair.changes for note in change.notes) == notes


def test_a_body_of_another_name_on_the_later_date_is_renamed() -> None:
    city = {"co_quan_ban_hanh": "tp/bac-ninh/ubnd", "nam": "2027", "thoi_diem": "2026-11-20"}
    pair = task_pair({"chu_tri": "cong-an"}, {"chu_tri": "cong-an"}, {"old": YEARS["old"], "new": city})
    assert pair.kinds == ("doi_ten",)
    assert pair.changes[0].notes == ("«Công an tỉnh» nay là «Công an thành phố»",)


def test_new_and_gone_tasks_and_one_found_again_by_its_words() -> None:
    found = compared(
        {"nhiem_vu": [TASK, OTHER, {"noi_dung": "Xây dựng phim tài liệu"}]},
        {"nhiem_vu": [{"noi_dung": "Mở chuyên mục trên báo"}, {**OTHER, "id": "ten-moi"}, TASK]},
    )
    assert [(pair.kinds, pair.by) for pair in found.tasks] == [
        (("moi",), "none"), (("giu_nguyen",), "content"), (("bo",), "none"), (("giu_nguyen",), "id"),
    ]  # fmt: skip
    assert [(pair.old and pair.old.number, pair.new and pair.new.number) for pair in found.tasks] == [
        (None, "1"), ("2", "2"), ("3", None), ("1", "3"),
    ]  # fmt: skip
    assert found.task_counts() == dict.fromkeys(KINDS, 0) | {"moi": 1, "bo": 1, "giu_nguyen": 2}


def test_the_number_of_a_drafted_task_is_no_name_of_it() -> None:
    one, two = {"noi_dung": "Tiêm vắc xin sởi cho trẻ em"}, {"noi_dung": "Diễn tập ứng phó bão lũ"}
    old = {"nhiem_vu": [one | {"id": "viec-01"}, two | {"id": "viec-02"}]}
    new = {"nhiem_vu": [two | {"id": "viec-01"}, one | {"id": "viec-02"}]}
    found = compared(old, new).tasks
    assert [(pair.old.id, pair.new.id, pair.kinds) for pair in found if pair.old and pair.new] == [
        ("viec-02", "viec-01", ("giu_nguyen",)), ("viec-01", "viec-02", ("giu_nguyen",)),
    ]  # fmt: skip
    named = {"nhiem_vu": [one | {"id": "tiem"}]}, {"nhiem_vu": [two | {"id": "tiem"}]}
    assert [pair.kinds for pair in compared(*named).tasks] == [("sua_loi",)]  # a person's id is


def test_sub_tasks_take_over_what_they_leave_out() -> None:
    old = {"nhiem_vu": [{**TASK, "con": [{"noi_dung": "Lập danh sách"}]}]}
    new = {"nhiem_vu": [{**TASK, "chu_tri": "cong-an", "con": [{"noi_dung": "Lập danh sách"}]}]}
    found = compared(old, new)
    assert [(pair.new and pair.new.number, pair.kinds) for pair in found.tasks] == [
        ("1", ("giao_lai",)), ("1.1", ("giao_lai",)),
    ]  # fmt: skip


def test_a_point_of_the_body_that_is_a_task_is_compared_as_one() -> None:
    point = {"doan": "Sở Y tế kiểm tra cơ sở điều trị.", "giao": {"chu_tri": "so-y-te", "thoi_gian": "Quý I"}}
    later = point | {"giao": {"chu_tri": "so-y-te", "thoi_gian": "Quý IV"}}
    found = compared({"noi_dung": [point]}, {"noi_dung": [later]})
    assert [pair.kinds for pair in found.tasks] == [("doi_thoi_gian",)]
    assert not [pair for pair in found.passages if pair.part == "noi_dung"]


PARTS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("trich_yeu", {"trich_yeu": "Chuyển đổi số"}, {"trich_yeu": "Cải cách hành chính"}, "sua"),
    ("can_cu", {}, {"can_cu": "Căn cứ Luật Một"}, "them"),
    ("can_cu", {"can_cu": {"loai": "Luật", "trich_yeu": "Một"}}, {}, "bo"),
    ("mo_dau", {"mo_dau": "Mở đầu cũ"}, {"mo_dau": "Nay ban hành"}, "sua"),
    ("kinh_gui", {"kinh_gui": ["Sở A"]}, {}, "bo"),
    ("cuoc_hop", {}, {"cuoc_hop": {"ten": "Hội nghị", "ngay": "2026-01-02", "chu_tri": "Phó Chủ tịch"}}, "them"),
    ("noi_dung", {"noi_dung": ["Một việc."]}, {"noi_dung": ["Một việc.", {"tieu_de": "Mục tiêu"}]}, "them"),
    ("noi_dung", {"noi_dung": [{"dan": "Sở A", "doan": "làm việc"}]},
     {"noi_dung": [{"dan": "Sở A:", "doan": "làm việc"}]}, "sua"),
    ("noi_dung", {"noi_dung": [{"bang": {"dau": ["A", "B"], "hang": [["Số xã đạt", "10"]]}}]},
     {"noi_dung": [{"bang": {"dau": ["A", "B"], "hang": [["Số xã đạt", "12"]]}}]}, "sua"),
    ("ket_thuc", {"ket_thuc": "Hết."}, {"ket_thuc": "Xong rồi."}, "sua"),
    ("noi_nhan", {"noi_nhan": ["Sở A"]}, {"noi_nhan": [{"ten": "Sở A", "ghi_chu": "để b/c"}]}, "sua"),
    ("luu", {}, {"luu": {"don_vi": ["VT", "TH"], "so_ban": "2", "nguoi_soan": "An"}}, "sua"),
    ("nguoi_ky", {}, {"nguoi_ky": {"quyen_han": [{"tm": "Ủy ban nhân dân"}], "chuc_vu": "Chủ tịch", "ho_ten": "An"}},
     "sua"),
    ("phu_luc", {}, {"phu_luc": [{"id": "pl", "tieu_de": "Danh mục", "noi_dung": ["Một."]}]}, "them"),
    ("phu_luc", {"phu_luc": [{"id": "pl", "tieu_de": "Danh mục", "bang": {"dau": ["A"], "hang": [["Số xã đạt: 10"]]}}]},
     {"phu_luc": [{"id": "pl", "tieu_de": "Danh mục", "bang": {"dau": ["A"], "hang": [["Số xã đạt: 12"]]}}]}, "sua"),
    ("van_ban_kem_theo", {},
     {"van_ban_kem_theo": [{"loai": "quy-che", "tieu_de": "Làm việc", "noi_dung": ["Một."]}]}, "them"),
    ("chu_thich", {"chu_thich": {"1": "Nguồn A"}}, {"chu_thich": {"1": "Nguồn B"}}, "sua"),
    ("chua_phan_loai", {"chua_phan_loai": [{"van": "Đoạn"}]}, {}, "bo"),
    ("loai", {"loai": "bao-cao"}, {}, "sua"),
    ("dia_danh", {"dia_danh": "Bắc Giang"}, {}, "sua"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new", "kind"), PARTS)
def test_every_other_part_is_compared(part: str, old: dict[str, Any], new: dict[str, Any], kind: str) -> None:
    changed = [pair for pair in compared(old, new).passages if pair.kind != "giu_nguyen"]
    assert kind in {pair.kind for pair in changed if pair.part == part}
    assert {pair.part for pair in changed} <= {part, "ky_hieu"}  # the symbol follows the type


@pytest.mark.parametrize("keys", [old | new for _, old, new, _ in PARTS])
def test_a_document_is_no_different_from_itself(keys: dict[str, Any]) -> None:
    whole = plan(**YEARS["new"] | {"nhiem_vu": [TASK, OTHER]} | keys)
    found = compare(whole, whole)
    assert {pair.kinds for pair in found.tasks} == {("giu_nguyen",)}
    assert {pair.kind for pair in found.passages} == {"giu_nguyen"}


def test_passages_whose_years_moved_on_are_kept_with_a_note() -> None:
    found = compared({"trich_yeu": "Chuyển đổi số năm 2026"}, {"trich_yeu": "Chuyển đổi số năm 2027"})
    (pair,) = [pair for pair in found.passages if pair.part == "trich_yeu"]
    assert (pair.kind, pair.note) == ("giu_nguyen", "chỉ đổi năm")
    assert found.passage_counts() == dict.fromkeys(PASSAGE_KINDS, 0) | {"giu_nguyen": len(found.passages)}


def test_a_passage_knows_the_heading_above_it() -> None:
    body = {"noi_dung": [{"tieu_de": "Mục tiêu", "cac_y": ["Giảm số vụ.", "Tăng số xã."]}]}
    found = compared(body, body)
    assert [(own.under, own.path) for pair in found.passages if (own := pair.new) and own.part == "noi_dung"] == [
        ("", ("noi_dung", 0, "tieu_de")), ("Mục tiêu", ("noi_dung", 0, "cac_y", 0, "doan", 0)),
        ("Mục tiêu", ("noi_dung", 0, "cac_y", 1, "doan", 0)),
    ]  # fmt: skip


words = st.lists(st.sampled_from(["rà soát", "kiểm tra", "cơ sở", "y tế", "xã", "phường"]), min_size=1, max_size=5)
tasks = st.lists(words.map(lambda own: {"noi_dung": " ".join(own)}), max_size=6)


@given(tasks, tasks)
def test_every_task_of_either_side_stands_in_one_pair(old: list[dict[str, str]], new: list[dict[str, str]]) -> None:
    found = compared({"nhiem_vu": old}, {"nhiem_vu": new})
    assert sorted(row.number for row in found.old_tasks()) == [str(i + 1) for i in range(len(old))]
    assert [row.number for row in found.new_tasks()] == [str(i + 1) for i in range(len(new))]
    ids = [entry.id for entry in entries(plan(**YEARS["new"] | {"nhiem_vu": new}))]
    assert [row.id for row in found.new_tasks()] == ids


@given(st.text(max_size=60), st.text(max_size=60))
def test_pieces_say_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    for sign, text in (("-", old), ("+", new)):
        said = "".join(piece.text for piece in found if piece.sign in ("=", sign))
        assert "".join(said.split()) == "".join(text.split())


def test_pieces_part_words_not_letters() -> None:
    assert [(piece.sign, piece.text) for piece in pieces("Sở A làm việc", "Sở B làm việc, báo cáo")] == [
        ("=", "Sở"), ("-", " A"), ("+", " B"), ("=", " làm việc"), ("+", ", báo cáo"),
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "same"), [
    ("năm 2026", "năm 2027", True), ("năm 2026 và 2030", "năm 2027 và 2030", True),
    ("năm 2026", "năm 2026", True), ("năm 2026", "năm 2028", False), ("năm 2026", "tháng 2027", False),
    ("số 12026", "số 12027", False), ("năm 2026, 2027", "năm 2027", False),
])  # fmt: skip
def test_years_alone(old: str, new: str, same: bool) -> None:
    assert is_same_but_years(old, new, 1) is same


@pytest.mark.parametrize(("old", "new", "same"), [
    ("Quý I - IV", "Trong năm", True), ("29/02/2024", "28/02/2025", True), ("Tháng 6, 12", "Tháng 6 và tháng 12", True),
    ("Tháng 6, 12", "Tháng 6 - 12", False), ("Thường xuyên", "Hằng quý", False), ("", "Quý I", False),
    ("Đến năm 2030", "Đến năm 2030", True), ("Theo kế hoạch riêng", "Theo hướng dẫn", False),
])  # fmt: skip
def test_times_are_compared_by_their_days(old: str, new: str, same: bool) -> None:
    assert is_same_time(old, new, 2024, 2025) is same


def test_the_words_of_the_kinds_are_ours() -> None:
    assert all(label and label not in CATALOGUE for label in (*KINDS.values(), *PASSAGE_KINDS.values()))


def test_long_texts_of_one_word_are_marked_in_time() -> None:
    start = time.perf_counter()
    pieces("báo cáo " * 5000, "báo cáo " * 4000 + "xong")
    assert time.perf_counter() - start < 20
