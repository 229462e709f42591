"""Heads of tables by what they say: sets of columns seen in real documents, and what only looks like them."""

from __future__ import annotations

import pytest

from flows import grid, para, spanned
from generator.flow import Cell
from generator.recognise.tables.heads import find_heads, is_numbers_row, meaning
from generator.recognise.tables.task_tables import task_table

TASKS = [
    ("TT · Tên nhiệm vụ · Cơ quan chủ trì · Cơ quan phối hợp · Kết quả · Thời gian hoàn thành",
     "tt noi_dung chu_tri phoi_hop san_pham thoi_gian"),
    ("TT · Nhiệm vụ, đề án, dự án · Cơ quan chủ trì thực hiện · Cơ quan phối hợp thực hiện · Thời gian trình · "
     "Cấp trình · Sản phẩm", "tt noi_dung chu_tri phoi_hop thoi_gian - san_pham"),
    ("STT · Nhiệm vụ · Sản phẩm · Thời gian hoàn thành · Chủ trì thực hiện · Phối hợp thực hiện · Theo dõi, kiểm tra, "
     "đôn đốc", "tt noi_dung san_pham thoi_gian chu_tri phoi_hop theo_doi"),
    ("STT · Mã nhiệm vụ · Tên nhóm nhiệm vụ/nhiệm vụ · Đơn vị chủ trì · [Phòng, đơn vị chủ trì] · Đơn vị phối hợp · "
     "Phương thức hỗ trợ thực hiện · Thời hạn hoàn thành · Kết quả cần đạt (Định lượng) · Sản phẩm đầu ra · Ghi chú",
     "tt - noi_dung chu_tri - phoi_hop - thoi_gian - san_pham ghi_chu"),
    ("TT · Tên nhiệm vụ · Sở, ngành chủ trì tham mưu · Đơn vị phối hợp thực hiện · Thời gian thực hiện · Ghi chú",
     "tt noi_dung chu_tri phoi_hop thoi_gian ghi_chu"),
    ("TT · Nội dung · Trách nhiệm\nthực hiện · Thời gian\n(Năm 2026)", "tt noi_dung chu_tri thoi_gian"),
    ("TT · Nội d\nung · Chủ tr\nì · Thời gi\nan", "tt noi_dung chu_tri thoi_gian"),
    ("TT · Nhiệm vụ thực hiện · Người thực hiện · Ghi chú", "tt noi_dung chu_tri ghi_chu"),
    ("TT · Công việc · Đơn vị thực hiện · Đơn vị phối hợp · Số ngày dự kiến", "tt noi_dung chu_tri phoi_hop thoi_gian"),
    ("SỐ TT · NHIỆM VỤ · CƠ QUAN CHỦ TRÌ, PHỐI HỢP · LÃNH ĐẠO PHỤ TRÁCH · TIẾN ĐỘ THỰC HIỆN",
     "tt noi_dung chu_tri theo_doi thoi_gian"),
    ("Stt · Nhiệm vụ · Cơ quan phụ trách · Nguồn kinh phí · Dự toán kinh phí", "tt noi_dung chu_tri - kinh_phi"),
    ("TT · Nội dung · Đơn vị · Thời gian", "tt noi_dung chu_tri thoi_gian"),
    ("Lĩnh vực · Nhóm nhiệm vụ · Nhiệm vụ · Cơ quan thực hiện nhiệm vụ · Thời gian thực hiện nhiệm vụ",
     "linh_vuc nhom noi_dung chu_tri thoi_gian"),
    ("TT · Công việc · Chủ trì · Thời gian bắt đầu · Thời gian kết thúc", "tt noi_dung chu_tri - thoi_gian"),
    ("TT · Công việc · Chủ trì · Thời gian kết thúc · Thời gian bắt đầu", "tt noi_dung chu_tri thoi_gian -"),
    ("TT · Công việc · Chủ trì · Thời gian bắt đầu", "tt noi_dung chu_tri thoi_gian"),
]  # fmt: skip
OTHERS = [
    "STT · Đơn vị được kiểm tra · Thời gian kiểm tra",
    "Thứ tự các bước · Nội dung công việc · Đơn vị/cá nhân thực hiện · Thời gian thực hiện (tính theo ngày)",
    "TT · Cụm công nghiệp · Tiến độ hiện tại · Khó khăn, vướng mắc · Giải pháp, kiến nghị · Cơ quan phụ trách",
    "TT · Tên nhiệm vụ/Dự án · Vai trò (Chủ trì/ Phối hợp) · Kết quả thực hiện trong tháng · Lũy kế · Tiến độ",
    "TT · Chỉ tiêu · Đơn vị · Kết quả · Cơ quan chủ trì theo dõi, đánh giá",
    "TT · Nội dung · Đơn vị tính · Số lượng · Đơn vị thực hiện",
    "STT · Nội dung góp ý · Đơn vị góp ý · Ý kiến của Sở Nội vụ",
    "STT · Họ và tên · Chức vụ · Nhiệm vụ · Đơn vị",
    "TT · Nội dung · Kinh phí · Ghi chú",
    "TT · Nội dung · Thời gian",
]


def _heads(said: str) -> list[str]:
    return said.split(" · ")


@pytest.mark.parametrize(("said", "keys"), TASKS)
def test_the_columns_of_a_table_of_tasks(said: str, keys: str) -> None:
    heads = find_heads(grid([_heads(said), ["x"] * len(_heads(said))]))
    assert heads is not None
    assert " ".join(key or "-" for key in heads.keys) == keys


@pytest.mark.parametrize("said", OTHERS)
def test_a_table_of_another_kind(said: str) -> None:
    assert find_heads(grid([_heads(said), ["1", *["x"] * (len(_heads(said)) - 1)]])) is None


@pytest.mark.parametrize(("head", "key"), [
    ("Đơn vị chủ trì", "chu_tri"), ("Vai trò (Chủ trì/ Phối hợp)", "khac"), ("Cơ quan chủ trì theo dõi", "theo_doi"),
    ("Kết quả", "san_pham"), ("Kết quả góp ý", ""), ("Sở, ban, ngành", ""), ("", ""), ("Mã nhiệm vụ", "khac"),
    ("Nhiệm vụ" + " rất dài" * 20, ""), ("Cơ quan, đơn vị", "chu_tri"), ("Sản phẩm chủ trì", "chu_tri"),
])  # fmt: skip
def test_the_meaning_of_one_head(head: str, key: str) -> None:
    assert meaning(head).key == key


def test_a_head_of_two_levels() -> None:
    made = spanned(
        [["Stt", "", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời hạn"],
         ["TT", "Chi\ntiết", "", "Chủ trì", "Phối hợp", ""],
         ["1", "1", "Rà soát", "Sở A", "Sở B", "Quý I"]], (0, 0, 2), (0, 3, 2),
    )  # fmt: skip
    heads = find_heads(made)
    assert heads is not None
    assert (heads.first, heads.body) == (0, 2)
    assert heads.keys == ("tt", "tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian")
    assert heads.names[3:5] == ("Cơ quan thực hiện\nChủ trì", "Cơ quan thực hiện\nPhối hợp")


def test_of_two_times_under_one_head_the_end_counts() -> None:
    rows = [["TT", "Công việc", "Chủ trì", "Thời gian", ""], ["", "", "", "Bắt đầu", "Hoàn thành"],
            ["1", "Sửa kè", "Sở Xây dựng", "05/01/2027", "31/3/2027"]]  # fmt: skip
    heads = find_heads(spanned(rows, (0, 3, 2)))
    assert heads is not None and heads.keys == ("tt", "noi_dung", "chu_tri", "", "thoi_gian")


@pytest.mark.parametrize(("upper", "lead", "support"), [
    ("Cơ quan thực hiện", "Chủ trì", "Phối hợp"), ("Trách nhiệm", "Chủ trì", "Phối hợp"),
    ("Phân công thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp"),
])  # fmt: skip
def test_two_levels_in_one_cell_are_read_as_two(upper: str, lead: str, support: str) -> None:
    head = ["TT", "Nhiệm vụ", f"{upper}\n{lead}", f"{upper}\n{support}", "Thời gian\nthực hiện"]
    heads = find_heads(grid([head, ["1", "Rà soát", "Sở A", "Sở B", "Quý I"]]))
    assert heads is not None and heads.keys == ("tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian")


@pytest.mark.parametrize("head", ["Cơ quan chủ trì,\nphối hợp", "Cơ quan thực hiện,\nphối hợp", "Chủ trì\nPhối hợp"])
def test_both_roles_in_one_column_are_no_two_levels(head: str) -> None:
    heads = find_heads(grid([["TT", "Nhiệm vụ", head, "Thời gian"], ["1", "Rà soát", "Sở A", "Quý I"]]))
    assert heads is not None and heads.keys == ("tt", "noi_dung", "chu_tri", "thoi_gian")


def test_a_title_over_the_head_and_column_numbers_under_it() -> None:
    made = spanned(
        [["DANH MỤC NHIỆM VỤ", "", ""], ["TT", "Nhiệm vụ", "Chủ trì"], ["(1)", "(2)", "(3)"], ["1", "Rà soát", "Sở A"]],
        (0, 0, 3),
    )
    heads = find_heads(made)
    assert heads is not None
    assert (heads.first, heads.body, heads.numbers) == (1, 3, 2)


def test_a_head_is_not_looked_for_under_rows_of_a_table() -> None:
    rows = [["1", "Rà soát", "Sở A"], ["2", "Báo cáo", "Sở B"], ["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Họp", "Sở C"]]
    assert find_heads(grid(rows)) is None


@pytest.mark.parametrize("row", [
    ["(1)", "(2)", "(3)"], ["1", "2", "3", "4", "5"], ["A", "B", "1", "2"], ["", "(1)", "(2)", "(3)"],
    ["(1)", "(2)", "(3)=(1)+(2)"], ["a", "b", "1", "2"],
])  # fmt: skip
def test_a_row_of_column_numbers(row: list[str]) -> None:
    assert is_numbers_row(grid([row]).rows[0])


@pytest.mark.parametrize("row", [
    ["1", "Rà soát", "Sở A"], ["1", "", "", ""], ["3", "4", "5"], ["1", "3", "2"], ["10", "20", "30"], ["", "", ""],
    ["1", "15", "20"], ["A", "Sở", "B"],
])  # fmt: skip
def test_a_row_that_only_holds_figures(row: list[str]) -> None:
    assert not is_numbers_row(grid([row]).rows[0])


@pytest.mark.parametrize(("times", "is_tasks"), [
    (["7h30 - 8h00", "08 giờ 00", "14:00"], False), (["0,5 giờ", "01 giờ", "02 ngày"], False),
    (["14h00 ngày 16/6", "trước 17 giờ ngày 30 tháng 5", "Quý I"], True), (["", "", ""], True),
])  # fmt: skip
def test_hours_make_a_programme_and_days_make_tasks(times: list[str], is_tasks: bool) -> None:
    rows = [[str(i), "Trình bày", time, "Sở A"] for i, time in enumerate(times, 1)]
    made = task_table(grid([["TT", "Nội dung", "Thời gian", "Người thực hiện"], *rows]))
    assert (made is not None) == is_tasks


def test_what_is_bold_in_a_head_is_no_mark_since_heads_print_bold() -> None:
    from generator.recognise.tables.free_tables import free_table

    mixed = Cell((para("Thời gian"), para("(Năm 2027)", bold=True)))
    table = free_table(grid([[mixed, "Số ca"], ["Quý I", "12"]], heads=1)).value
    assert table.header == ("Thời gian\n(Năm 2027)", "Số ca")
