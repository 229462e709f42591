"""Tables of tasks read from grids: groups, sub-tasks, merged and cut cells, what is left aside; any other table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import Spot, cell, grid, para, spanned
from generator import flow
from generator.flow import Cell, Merged, Para
from generator.inline import Run, parse
from generator.model import Total
from generator.recognise.found import CERTAIN, LIKELY, UNSURE
from generator.recognise.tables.task_tables import (
    TaskRow,
    TaskTable,
    counts_on,
    free_table,
    joined,
    split_grids,
    task_table,
)
from generator.word.archive import read
from generator.word.content import read_flow
from printed_tables import as_read, printed_again, printed_grid

HEAD = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
Spot3 = tuple[int, int, int]
Rows = Sequence[Sequence[str | Para | Cell]]


def accounted(table: TaskTable) -> int:
    """The body rows of which something became."""
    others = table.group_rows + table.rest_rows + table.aside_rows + table.empty_rows
    return sum(1 for _ in table.walk()) + others


def table(rows: Rows, merged: dict[Spot, Merged] | None = None, head: Sequence[str] = HEAD) -> TaskTable:
    """The table of tasks of these rows under a head; places of ``merged`` count the head as row 0."""
    found = task_table(grid([head, *rows], merged))
    assert found is not None
    assert found.seen == accounted(found)
    return found


def shape(rows: Sequence[TaskRow]) -> list[object]:
    """Numbers as a tree: "1" or ("1", [below])."""
    return [(row.tt, shape(row.children)) if row.children else row.tt for row in rows]


def row(tt: str, content: str = "Rà soát", lead: str = "Sở A", support: str = "", time: str = "Quý I") -> list[str]:
    return [tt, content, lead, support, time]


# --- cells ---------------------------------------------------------------------------------------------------------


def test_cells_as_printed() -> None:
    made = table([row("1.", "Rà soát\n- Văn bản;\n- Hồ sơ", "Sở A", "", "Quý I"), row("2", "Báo cáo", "", "Sở B", "")])
    assert made.columns == ("tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian")
    assert made.names == dict(zip(made.columns, HEAD, strict=True))
    first, second = made.rows
    assert first.tt == "1."
    assert first.cells == {"noi_dung": "Rà soát\n- Văn bản;\n- Hồ sơ", "chu_tri": "Sở A", "thoi_gian": "Quý I"}
    assert second.cells == {"noi_dung": "Báo cáo", "phoi_hop": "Sở B"}
    assert (second.place, second.doubt) == ("bảng 1, hàng 3", "")
    assert (made.confidence, made.doubts, made.aside, made.seen) == (CERTAIN, (), (), 2)


def test_marks_are_kept_in_the_content_and_are_the_look_of_agencies() -> None:
    mixed = Para((Run("Rà soát "), Run("ngay", bold=True), Run("", footnote="1")))
    italic = para("Sở A", italic=True)
    made = table([["1", cell(mixed), cell(italic), "", "Quý I"], ["2", para("Họp", bold=True), "Sở B", "", ""]])
    assert made.rows[0].cells["noi_dung"] == "Rà soát **ngay**[^1]"
    assert made.rows[0].cells["chu_tri"] == "Sở A"
    assert made.rows[1].cells["noi_dung"] == "**Họp**"


def test_numbers_that_word_makes() -> None:
    numbered = [[cell("", label=f"{i}."), "Rà soát", "Sở A", "", "Quý I"] for i in (1, 2)]
    made = table(numbered)
    assert [r.tt for r in made.rows] == ["1.", "2."]
    assert made.doubts == ()


def test_no_numbers_at_all() -> None:
    made = table([row(""), row("", "Báo cáo")])
    assert [r.tt for r in made.rows] == ["", ""]
    assert "để trống" in made.doubts[0]


def test_a_column_without_a_place_goes_to_the_note() -> None:
    head = ["TT", "Mã nhiệm vụ", "Nhiệm vụ", "Chủ trì", "Cấp\ntrình", "Ghi chú"]
    made = table([["1", "CĐS-01", "Rà soát", "Sở A", "UBND tỉnh", "Gấp"], ["2", "", "Họp", "Sở B", "", ""]], head=head)
    assert made.columns == ("tt", "noi_dung", "chu_tri", "ghi_chu")
    assert made.rows[0].cells["ghi_chu"] == "Gấp\nMã nhiệm vụ: CĐS-01\nCấp trình: UBND tỉnh"
    assert "ghi_chu" not in made.rows[1].cells
    assert [("Mã nhiệm vụ" in d, "Cấp trình" in d) for d in made.doubts] == [(True, False), (False, True)]
    assert made.confidence == LIKELY


def test_a_note_column_is_made_where_there_is_none() -> None:
    head = ["TT", "Nhiệm vụ", "Chủ trì", "Địa điểm"]
    assert table([["1", "Rà soát", "Sở A", "Hội trường"]], head=head).columns[-1] == "ghi_chu"
    assert table([["1", "Rà soát", "Sở A", ""]], head=head).columns[-1] == "chu_tri"


def test_a_time_of_submitting_is_asked_about() -> None:
    made = table([["1", "Đề án X", "Sở A", "Quý I"]], head=["TT", "Nhiệm vụ", "Chủ trì", "Thời gian trình"])
    assert made.rows[0].cells["thoi_gian"] == "Quý I"
    assert "Thời gian trình" in made.doubts[0]


def test_a_cell_over_two_columns_stays_in_the_first_and_is_asked_about() -> None:
    made = table([row("1", lead="Sở A", support="")], {(1, 3): "left"})
    assert made.rows[0].cells["chu_tri"] == "Sở A"
    assert "phoi_hop" not in made.rows[0].cells
    assert "«Sở A»" in made.rows[0].doubt


# --- groups --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("codes", "label"), [
    (("I", "II"), "I"), (("I.", "II."), "I."), (("A", "B"), "A"), (("PHẦN I", "PHẦN II"), "PHẦN I"),
])  # fmt: skip
def test_group_rows(codes: tuple[str, str], label: str) -> None:
    made = table([[codes[0], "Thể chế", "", "", ""], row("1"), row("2"), [codes[1], "Hạ tầng", "", "", ""], row("3")])
    assert [(r.tt, r.group) for r in made.rows] == [("1", "Thể chế"), ("2", "Thể chế"), ("3", "Hạ tầng")]
    assert (made.group_key, made.numbering, made.group_rows) == ("linh_vuc", "lien_tuc", 2)
    assert any("nhóm" in doubt for doubt in made.doubts) == (label not in ("I", "I."))


def test_group_rows_over_the_whole_table() -> None:
    made = task_table(spanned(
        [HEAD, ["I. Thể chế", *[""] * 4], row("1"), ["Hạ tầng", *[""] * 4], row("1")], (1, 0, 5), (3, 0, 5),
    ))  # fmt: skip
    assert made is not None
    assert [r.group for r in made.rows] == ["Thể chế", "Thể chế: Hạ tầng"]


def test_a_bold_row_without_number_is_a_group() -> None:
    made = table([["", para("Thể chế", bold=True), "", "", ""], row("1"), row("2")])
    assert [r.group for r in made.rows] == ["Thể chế"] * 2


def test_a_wide_number_one_is_a_group_where_the_count_begins_anew_under_it() -> None:
    rows = [["1", "Thể chế", "", "", ""], row("1"), row("2"), ["2", "Hạ tầng", "", "", ""], row("1")]
    made = task_table(spanned([HEAD, *rows], (1, 1, 4), (4, 1, 4)))
    assert made is not None
    assert [(r.tt, r.group) for r in made.rows] == [("1", "Thể chế"), ("2", "Thể chế"), ("1", "Hạ tầng")]
    assert made.numbering == "theo_nhom"


def test_numbers_that_begin_anew_in_each_group() -> None:
    made = table([["I", "Thể chế", "", "", ""], row("1"), row("2"), ["II", "Hạ tầng", "", "", ""], row("1"), row("2")])
    assert made.numbering == "theo_nhom"
    assert made.doubts == ()


def test_a_stray_text_of_a_group_row_is_kept_aside_and_asked_about() -> None:
    made = table([["IV.", "Nhân lực", "", "", "năm tiếp theo"], row("1"), row("2")])
    assert made.rows[0].group == "Nhân lực"
    assert made.aside == ("năm tiếp theo",)
    assert any("năm tiếp theo" in doubt for doubt in made.doubts)


def test_tasks_numbered_with_roman_numerals_are_no_groups() -> None:
    made = table([row("I", support="Sở B"), row("1"), row("II", support="Sở C"), row("III", support="Sở D")])
    assert shape(made.rows) == [("I", ["1"]), "II", "III"]
    assert made.group_key == ""
    assert [r.tt for r in table([["I", "Họp", "", "", ""], ["II", "Báo cáo", "", "", ""]]).rows] == ["I", "II"]


def test_groups_in_groups_a_group_without_tasks_and_a_group_twice() -> None:
    made = table([
        ["A", "Tỉnh", "", "", ""], ["I", "Thể chế", "", "", ""], row("1"), ["II", "Hạ tầng", "", "", ""], row("2"),
        ["B", "Xã", "", "", ""], ["I", "Thể chế", "", "", ""], row("3"), ["II", "Trống", "", "", ""],
    ])  # fmt: skip
    assert [r.group for r in made.rows] == ["Tỉnh: Thể chế", "Tỉnh: Hạ tầng", "Xã: Thể chế"]
    assert made.aside == ("Trống",)
    assert sum("tầng" in d and "ghép" in d for d in made.doubts) == 1
    twice = table([["I", "X", "", "", ""], row("1"), ["II", "Y", "", "", ""], row("2"), ["III", "X", "", "", ""],
                   row("3")])  # fmt: skip
    assert any("hai chỗ" in doubt for doubt in twice.doubts)


# --- numbers and sub-tasks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("numbers", "tree"), [
    (["1", "2", "2.1", "2.2", "3"], ["1", ("2", ["2.1", "2.2"]), "3"]),
    (["1", "1.1", "1.1.1", "1.2", "2"], [("1", [("1.1", ["1.1.1"]), "1.2"]), "2"]),
    (["6", "a)", "b)", "7", "a)"], [("6", ["a)", "b)"]), ("7", ["a)"])]),
    (["1", "a)", "-", "+", "-", "b)"], [("1", [("a)", [("-", ["+"]), "-"]), "b)"])]),
    (["1.", "1)", "2)", "2."], [("1.", ["1)", "2)"]), "2."]),
    (["1", "g)", "h)", "i)", "k)"], [("1", ["g)", "h)", "i)", "k)"])]),
    (["1", "a)", "i)", "ii)", "b)"], [("1", [("a)", ["i)", "ii)"]), "b)"])]),
    (["01", "02", "02.1"], ["01", ("02", ["02.1"])]),
    (["1.1", "1.2", "2.1"], ["1.1", "1.2", "2.1"]),
    (["I.1", "I.1.1", "I.2"], [("I.1", ["I.1.1"]), "I.2"]),
    (["1", "3.1"], ["1", "3.1"]),
])  # fmt: skip
def test_numbers_make_the_tree(numbers: list[str], tree: list[object]) -> None:
    assert shape(table([row(number) for number in numbers]).rows) == tree


@pytest.mark.parametrize(("numbers", "told"), [
    (["1", "2", "4"], "«2» → «4»"), (["1", "2", "2"], "«2» → «2»"), (["2", "3"], "«2»"),
    (["1", "1.1", "1.3"], "«1.1» → «1.3»"), (["1", "a)", "c)"], "«a» → «c»"),
])  # fmt: skip
def test_numbers_that_do_not_run_on_are_kept_and_asked_about(numbers: list[str], told: str) -> None:
    made = table([row(number) for number in numbers])
    assert [r.tt for r in made.walk()] == numbers
    assert any(told in doubt for doubt in made.doubts)


@pytest.mark.parametrize("numbers", [["1.", "2.", "3."], ["01", "02"], ["1", "1.1", "1.2", "2"], ["d)", "đ)", "e)"]])
def test_numbers_that_run_on(numbers: list[str]) -> None:
    assert not any("liên tục" in doubt for doubt in table([row(n) for n in numbers]).doubts if numbers[0] != "d)")


def test_numbers_that_will_be_printed_otherwise() -> None:
    assert any("«a)» khi in lại sẽ là «1.1»" in doubt for doubt in table([row("1"), row("a)")]).doubts)


def test_two_number_columns_build_one_tree() -> None:
    rows = [["Stt", "", *HEAD[1:]], ["TT", "Chi tiết", "", "", "", ""], ["", *row("1")], ["1", *row("a)")],
            ["2", *row("b)")], ["3", *row("2")]]  # fmt: skip
    made = task_table(spanned(rows, (0, 0, 2)))
    assert made is not None
    assert shape(made.rows) == [("1", ["a)", "b)"]), "2"]
    assert [r.beside for r in made.walk()] == ["", "1", "2", "3"]
    assert made.names["tt"] == "Stt"
    assert any("hai cột số" in doubt for doubt in made.doubts)


def test_a_third_column_of_letters_numbers_the_rows_below() -> None:
    head = ["TT", "Stt", "Chi tiết", *HEAD[1:]]
    rows = [head, ["I", "Đường sá", "", *[""] * (len(HEAD) - 1)], ["1", *row("1")[:1], "", *row("1")[1:]],
            ["", "", *row("a)")], ["", "", *row("b)")], ["2", "2", "", *row("2")[1:]]]  # fmt: skip
    made = task_table(spanned(rows, (1, 1, len(head) - 1)))
    assert made is not None and not made.aside
    assert shape(made.rows) == [("1", ["a)", "b)"]), "2"]
    assert {r.group for r in made.walk()} == {"Đường sá"}


def test_a_column_of_words_beside_the_numbers_is_no_number() -> None:
    rows = [["TT", "Chi tiết", *HEAD[1:]], ["1", "gấp", *row("1")[1:]], ["2", "a)", *row("2")[1:]]]
    made = task_table(grid(rows))
    assert made is not None and shape(made.rows) == ["1", "2"]
    assert [r.cells.get("ghi_chu") for r in made.rows] == ["Chi tiết: gấp", "Chi tiết: a)"]


@pytest.mark.parametrize(("first", "head", "second", "goes_on"), [
    (["1", "2"], True, ["3"], True), (["1"], False, ["2", "3"], True),
    (["1", "2"], True, ["1"], False), (["1", "2"], False, ["1"], False), (["1"], True, ["3"], False),
    (["", ""], True, ["", ""], False),
])  # fmt: skip
def test_behind_an_empty_line_only_the_next_number_goes_on(
    first: list[str], head: bool, second: list[str], goes_on: bool
) -> None:
    lower = grid([*([HEAD] if head else []), *map(row, second)])
    assert counts_on(grid([HEAD, *map(row, first)]), lower) is goes_on


# --- inherited and merged cells ------------------------------------------------------------------------------------


def test_a_child_leaves_out_what_it_shares_with_its_parent() -> None:
    made = table([row("1"), row("1.1", lead="", time=""), row("1.2", lead="Sở B", time="")],
                 {(2, 2): "above", (2, 4): "above", (3, 4): "above"})  # fmt: skip
    parent, = made.rows
    assert [child.cells for child in parent.children] == [
        {"noi_dung": "Rà soát"}, {"noi_dung": "Rà soát", "chu_tri": "Sở B"},
    ]  # fmt: skip
    assert made.merge == ()
    assert made.doubts == ()


def test_an_empty_cell_of_a_child_inherits_and_is_asked_about() -> None:
    made = table([row("1"), row("1.1", lead=""), row("1.2")])
    assert "chu_tri" not in made.rows[0].children[0].cells
    assert made.rows[0].children[1].cells["chu_tri"] == "Sở A"
    assert any("(số 1.1)" in doubt for doubt in made.doubts)


def test_a_text_printed_again_under_another_is_inherited() -> None:
    made = table([row("1"), row("1.1", lead="Sở B"), row("1.2", lead="Sở A")])
    assert [child.cells.get("chu_tri") for child in made.rows[0].children] == ["Sở B", None]


def test_a_cell_merged_over_equals_is_said_in_each_row() -> None:
    made = table([row("1"), row("2", time=""), row("3", time="Quý II")], {(2, 4): "above"})
    assert [r.cells["thoi_gian"] for r in made.rows] == ["Quý I", "Quý I", "Quý II"]
    assert made.merge == ("thoi_gian",)
    assert made.doubts == ()


def test_equal_cells_that_are_merged_only_in_part_are_asked_about() -> None:
    made = table([row("1"), row("2", time=""), row("3")], {(2, 4): "above"})
    assert any("«Thời gian»" in doubt and "gộp" in doubt for doubt in made.doubts)


# --- rows that are no tasks ----------------------------------------------------------------------------------------


def test_a_row_cut_by_a_page_break() -> None:
    made = table([row("1", "Xây dựng nền tảng"), ["", "trực tuyến.", "", "tỉnh", ""], row("2")])
    assert made.rows[0].cells["noi_dung"] == "Xây dựng nền tảng trực tuyến."
    assert made.rows[0].cells["phoi_hop"] == "tỉnh"
    assert (made.rows[0].doubt, made.rest_rows) == ("", 1)


def test_a_row_that_is_perhaps_cut_is_joined_and_asked_about() -> None:
    made = table([row("1", "Rà soát."), ["", "Báo cáo kết quả.", "", "", ""], ["", "", "Sở B", "", ""], row("2")])
    assert made.rows[0].cells["noi_dung"] == "Rà soát.\nBáo cáo kết quả."
    assert made.rows[0].cells["chu_tri"] == "Sở A\nSở B"
    assert "bị ngắt" in made.rows[0].doubt


def test_a_whole_row_without_number_is_a_task_that_is_asked_about() -> None:
    made = table([row("1"), row("", "Báo cáo", "Sở B"), row("2")])
    assert [r.tt for r in made.rows] == ["1", "", "2"]
    assert made.rows[1].doubt


def test_heads_and_column_numbers_again_empty_rows_totals_and_remarks() -> None:
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    made = table([numbers, row("1"), HEAD, numbers, row("2"), [""] * 5, ["", "Tổng cộng", "", "", "12"],
                  ["Ghi chú: ngoài ra", "", "", "", ""]])  # fmt: skip
    assert [r.tt for r in made.rows] == ["1", "2"]
    assert made.column_numbers
    assert made.aside == ("Tổng cộng | 12", "Ghi chú: ngoài ra")
    assert (made.seen, made.empty_rows, made.aside_rows) == (5, 1, 2)
    assert len(made.doubts) == 2


def test_column_numbers_that_will_be_printed_otherwise() -> None:
    assert "«», «(1)»" in table([["", "(1)", "(2)", "(3)", "(4)"], row("1")]).doubts[0]


def test_a_task_that_begins_as_a_total_does() -> None:
    said = ["Tổng kết công tác", "Tổng cộng", "Ghi chú vào sổ"]
    assert len(table([row(str(i), content) for i, content in enumerate(said, 1)]).rows) == 3
    assert len(table([["", "Tổng kết công tác", "Sở A", "", ""]]).rows) == 1


def test_a_title_over_the_head_is_aside() -> None:
    made = task_table(spanned([["DANH MỤC NHIỆM VỤ", *[""] * 4], HEAD, row("1")], (0, 0, 5)))
    assert made is not None
    assert made.aside == ("DANH MỤC NHIỆM VỤ",)
    assert "DANH MỤC" in made.doubts[0]


def test_a_head_without_tasks_is_no_table_of_tasks() -> None:
    assert task_table(grid([HEAD])) is None
    assert task_table(grid([HEAD, [""] * 5, [""] * 5])) is None
    assert task_table(grid([])) is None


# --- without a head, glued, cut ------------------------------------------------------------------------------------

BODY = [["1", "Rà soát văn bản của các ngành", "Sở Nội vụ", "Quý I"],
        ["2", "Báo cáo kết quả hằng quý", "Sở Y tế", "Quý II"],
        ["3", "Tập huấn cho cán bộ xã", "UBND các xã", "Thường xuyên"]]  # fmt: skip


def test_a_table_without_a_head_is_guessed_and_unsure() -> None:
    made = task_table(grid(BODY))
    assert made is not None
    assert made.columns == ("tt", "noi_dung", "chu_tri", "thoi_gian")
    assert (made.confidence, made.names, len(made.rows)) == (UNSURE, {}, 3)
    assert made.doubts


@pytest.mark.parametrize("rows", [
    BODY[:2], [r[:3] for r in BODY], [[r[0], r[1], "12", r[3]] for r in BODY], [["x", *r[1:]] for r in BODY],
])  # fmt: skip
def test_a_table_without_a_head_that_is_not_plain_is_none(rows: list[list[str]]) -> None:
    assert task_table(grid(rows)) is None


def test_two_glued_tables_come_apart() -> None:
    other = ["STT", "Nội dung công việc", "Đơn vị thực hiện", "Phối hợp", "Thời hạn"]
    rows = [HEAD, row("1"), HEAD, row("2"), ["BIỂU 02", "", "", "", ""], other, row("1"), row("2")]
    first, second = split_grids(spanned(rows, (4, 0, 5)))
    assert [len(first.rows), len(second.rows)] == [4, 4]
    found = [task_table(first), task_table(second)]
    assert [made and [r.tt for r in made.rows] for made in found] == [["1", "2"], ["1", "2"]]


def test_one_table_stays_one() -> None:
    made = grid([HEAD, row("1"), HEAD, row("2")])
    assert split_grids(made) == (made,)
    plain = grid([["a", "b"], ["c", "d"]])
    assert split_grids(plain) == (plain,)


def test_a_table_over_several_pages_is_joined() -> None:
    pages = [grid([HEAD, row("1"), row("2", "Xây dựng")]), grid([HEAD, ["", "nền tảng số", "", "", ""], row("3")]),
             grid([row("4"), row("5")])]  # fmt: skip
    whole, = joined(pages)
    made = task_table(whole)
    assert made is not None
    assert [r.tt for r in made.rows] == ["1", "2", "3", "4", "5"]
    assert made.rows[1].cells["noi_dung"] == "Xây dựng nền tảng số"
    assert made.rest_rows == 0


@pytest.mark.parametrize("second", [
    [HEAD, row("1")], [["Nơi nhận", "", "", "", ""]], [row("7")], [HEAD[:4], row("3")[:4]],
    [["STT", "Công việc", "Chủ trì", "Phối hợp", "Thời hạn"], row("3")],
])  # fmt: skip
def test_another_table_is_not_joined(second: list[list[str]]) -> None:
    assert len(joined([grid([HEAD, row("1"), row("2")]), grid(second)])) == 2


# --- any other table -----------------------------------------------------------------------------------------------


def test_a_free_table() -> None:
    made = free_table(grid([["TT", "Chỉ tiêu"], ["(1)", "(2)"], ["1", "Tỷ lệ\nhồ sơ"], ["2", ""]], heads=1))
    assert made.value.header == ("TT", "Chỉ tiêu")
    assert made.value.rows == (("1", "Tỷ lệ\nhồ sơ"), ("2", None))
    assert made.value.column_numbers
    assert (made.doubt, made.confidence) == ("", CERTAIN)


def test_a_free_table_without_a_head() -> None:
    made = free_table(grid([["Sở A", "12"], ["Sở B", "15"]]))
    assert made.value.header == ("Sở A", "12")
    assert made.confidence == UNSURE
    assert made.doubt


@pytest.mark.parametrize("head", [
    [para("Tên", bold=True), para("Số", bold=True)], ["TT", "Tên"],
])  # fmt: skip
def test_a_head_told_by_its_look(head: list[Para | str]) -> None:
    made = free_table(grid([head, ["1", "Sở A"], ["2", "Sở B"]]))
    assert (made.doubt, made.value.rows) == ("", (("1", "Sở A"), ("2", "Sở B")))


def test_merged_cells_of_a_free_table_are_asked_about() -> None:
    made = free_table(spanned([["Tên", "Số", "Năm"], ["Chung", "", "2026"], ["a", "b", "c"]], (1, 0, 2), heads=1))
    assert made.value.rows[0] == ("Chung", None, "2026")
    assert "1.2" in made.doubt


def test_blank_forms() -> None:
    form = free_table(grid([["TT", "Họ tên"], ["", ""], ["", ""]], heads=1)).value
    assert (form.header, form.rows, form.blank_rows) == (("TT", "Họ tên"), (), 2)
    empty = free_table(grid([["", ""], ["", ""], ["", ""]]))
    assert (empty.value.header, empty.value.blank_rows) == (("", ""), 2)
    assert empty.doubt
    assert free_table(grid([])).value.header == ("",)


@pytest.mark.parametrize(("rows", "spans", "total"), [
    ([["a", "1.200", "3"], ["b", "300", "4"], ["Tổng cộng", "1.500", "7"]], [],
     Total(label="Tổng cộng", columns=(2, 3))),
    ([["a", "x", "3"], ["b", "y", "4"], ["Cộng", "", "7"]], [(3, 0, 2)], Total(label="Cộng", columns=(3,))),
    ([["a", "x", "3"], ["b", "y", "4"], ["Cộng", "", "7"]], [], None),
    ([["a", "x", "3"], ["b", "y", "4"], ["Tổng cộng", "", "8"]], [(3, 0, 2)], None),
    ([["a", "x", "3"], ["b", "y", "4"], ["Sở C", "", "7"]], [(3, 0, 2)], None),
    ([["10", "2", "3"], ["10", "2", "3"], ["Tổng: 20", "4", "6"]], [], Total(label="Tổng", columns=(1, 2, 3))),
])  # fmt: skip
def test_a_computed_total(rows: list[list[str]], spans: list[Spot3], total: Total | None) -> None:
    made = free_table(spanned([["Tên", "Loại", "Số"], *rows], *spans, heads=1)).value
    assert made.total == total
    assert len(made.rows) == (2 if total else 3)


# --- laws ----------------------------------------------------------------------------------------------------------

WORD = st.sampled_from(["", "", "Sở A", "sở b", "Rà soát\nvăn bản", "Quý I", "Tổng cộng", "Ghi chú: xa", "- gạch",
                        "IV. Nhóm", "2. việc"])  # fmt: skip
NUMBER = st.sampled_from(["", "1", "2", "3.", "1.1", "2.1", "a)", "b)", "I", "II.", "A", "B.", "i)", "-", "+", "(1)",
                          "1)", "Bước 1", "Tổng", "1.1.1"])  # fmt: skip
OTHER_HEAD = st.sampled_from(["Phối hợp", "Mã nhiệm vụ", "Kết quả cần đạt", "Sản phẩm", "TT", "Lạ", "Ghi chú"])


@st.composite
def any_grid(draw: st.DrawFn) -> flow.Grid:
    """A table of tasks with any numbers, texts and merged cells under its head."""
    head = ["TT", "Nhiệm vụ", "Chủ trì", *draw(st.lists(OTHER_HEAD, max_size=4))]
    rows = [[draw(NUMBER), *(draw(WORD) for _ in head[1:])] for _ in range(draw(st.integers(1, 6)))]
    merged: dict[Spot, Merged] = {}
    for r in range(1, len(rows) + 1):
        for c in range(len(head)):
            how = draw(st.sampled_from(["", "", "", "left", "above"]))
            if (how == "left" and c) or (how == "above" and r > 1):
                merged[r, c] = how
    return grid([head, *rows], merged)


def words(texts: Sequence[str]) -> Counter[str]:
    """The words of some texts."""
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


@given(any_grid())
def test_every_word_and_every_row_is_kept(made: flow.Grid) -> None:
    found = task_table(made)
    if found is None:
        return
    assert found.seen == accounted(found)
    kept = [text for r in found.walk() for text in (*r.cells.values(), r.tt, r.beside)]
    have = words([*kept, *{r.group for r in found.walk()}, *found.aside])
    said = [c.text for line in made.rows[1:] for c in line]
    groups = re.compile(r"[IVAB1-3]+")  # numbers of groups, which are counted anew
    assert {word for word in words(said) if word not in have and not groups.fullmatch(word)} == set()


@given(any_grid())
def test_every_word_of_a_free_table_is_kept(made: flow.Grid) -> None:
    found = free_table(made).value
    kept = [*found.header, *(c or "" for line in found.rows for c in line), found.total.label if found.total else ""]
    assert set(words([c.text for line in made.rows for c in line])) <= set(words(kept))


TEXT = st.sampled_from(["Sở A", "Sở B", "Sở Nội vụ, Sở C", "việc nhỏ", "Quý I", "Trong 2026\n(đợt 1)", "12 %",
                        "Tổng cộng", "a) một", "1. Một", "- gạch", "Ghi chú: x"])  # fmt: skip
MARKED = TEXT | st.sampled_from(["*Nghiêng*", "**Đậm cả**", "Rà soát **kỹ** x"])
FIELDS = ["chu_tri", "phoi_hop", "theo_doi", "thoi_gian", "san_pham", "ghi_chu"]


def _tasks(depth: int) -> st.SearchStrategy[dict[str, object]]:
    own = st.fixed_dictionaries({"noi_dung": MARKED}, optional=dict.fromkeys(FIELDS, TEXT))
    if not depth:
        return own
    group = st.sampled_from(["Thể chế", "Hạ tầng", "Tổng hợp"])
    own = st.fixed_dictionaries({"noi_dung": MARKED}, optional=dict.fromkeys(FIELDS, TEXT) | {"linh_vuc": group})
    below = st.lists(_tasks(depth - 1), max_size=2)
    return st.builds(lambda task, con: task | ({"con": con} if con else {}), own, below)


COLUMNS = st.lists(st.sampled_from(FIELDS), max_size=4, unique=True).map(
    lambda chosen: ["tt", "noi_dung", *dict.fromkeys(["chu_tri", *chosen])]
)
OPTIONS = st.fixed_dictionaries({"cot": COLUMNS}, optional={
    "tt": st.just("theo_nhom"), "dong_so_cot": st.just("true"), "nhom_theo": st.just("linh_vuc"),
    "gop": st.lists(st.sampled_from(["noi_dung", *FIELDS]), max_size=2, unique=True),
})  # fmt: skip


@given(OPTIONS, st.lists(_tasks(2), min_size=1, max_size=4))
def test_what_the_annex_prints_is_read_back(options: dict[str, object], tasks: list[dict[str, object]]) -> None:
    made = printed_grid(options, tasks)
    found = task_table(as_read(made))
    assert found is not None
    assert found.aside == ()
    again = printed_again(found)
    assert [(r.kind, r.cells) for r in again.rows] == [(r.kind, r.cells) for r in made.rows]


# --- real documents ------------------------------------------------------------------------------------------------


def _tabbed(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line]


def test_the_programme_of_the_seed(shared: Path) -> None:
    rows = _tabbed(next((shared / "seeds").glob("003_*.txt")))
    made = task_table(grid(rows))
    assert made is not None
    assert made.columns == ("tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian")
    read_back = [[r.tt, *(r.cells.get(key, "") for key in made.columns[1:])] for r in made.rows]
    assert read_back == [[text.strip() for text in line] for line in rows[1:]]
    assert len(made.rows) == 70
    assert [i for i, r in enumerate(made.rows, 1) if "phoi_hop" not in r.cells] == [3, 26]
    assert [i for i, r in enumerate(made.rows, 1) if "thoi_gian" not in r.cells] == [16]
    assert (made.doubts, made.aside) == ((), ())


def test_the_programme_of_the_resolution(shared: Path) -> None:
    text = next((shared / "samples").glob("cp-nq03-*.txt")).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.split("\n") if line.startswith("|") and not line.startswith("|--")]
    rows = [[cell(Para(parse(said.strip()))) for said in line.strip("|").split("|")] for line in lines]
    made = task_table(grid(rows))
    assert made is not None
    assert [r.tt.strip(".") for r in made.rows] == [str(i) for i in range(1, 141)]
    assert (made.group_rows, made.rest_rows, made.seen, accounted(made)) == (7, 3, 150, 150)
    assert made.numbering == "lien_tuc"
    assert len(made.doubts) == 1  # a time in a group row
    assert [r.tt for r in made.walk() if r.doubt] == ["108.", "110."]


def _grids(path: Path) -> list[flow.Grid]:
    return [block for block in read_flow(read(path.read_bytes())).blocks if isinstance(block, flow.Grid)]


def test_the_annex_of_a_plan_in_word(shared: Path) -> None:
    found = [task_table(made) for made in _grids(shared / "samples" / "lc-kh-chi-thi-11-khoang-san.docx")]
    assert found[:2] == [None, None]  # the letterhead, the signature
    made = found[2]
    assert made is not None
    assert [r.tt for r in made.rows] == [str(i) for i in range(1, 15)]
    assert made.column_numbers
    assert all(r.cells.keys() >= {"noi_dung", "chu_tri", "phoi_hop", "thoi_gian"} for r in made.rows)


def test_people_as_leads_and_numbers_that_word_makes(shared: Path) -> None:
    *others, made = [task_table(one) for one in _grids(shared / "samples" / "lc-kh-2242-kiem-tra.docx")]
    assert made is not None
    assert others == [None, None]
    assert len(made.rows) == 9
    assert [r.tt.strip(".") for r in made.rows] == [str(i) for i in range(1, 10)]
    assert made.rows[0].cells["chu_tri"].count("\n") == 2


def _pages(path: Path) -> list[flow.Grid]:
    """The tables of a PDF, page by page, as far as ruled cells tell."""
    pdfplumber = pytest.importorskip("pdfplumber")
    made = []
    with pdfplumber.open(path) as pdf:
        for found in (one for page in pdf.pages for one in page.find_tables()):
            boxes = [line.cells for line in found.rows]
            merged: dict[Spot, Merged] = {}
            for r, line in enumerate(found.rows):
                for c in (c for c, box in enumerate(line.cells) if box is None):
                    over = next((boxes[k][c] for k in range(r - 1, -1, -1) if boxes[k][c]), None)
                    middle = (line.bbox[1] + line.bbox[3]) / 2
                    merged[r, c] = "above" if over and over[3] > middle else "left"
            made.append(grid([[text or "" for text in line] for line in found.extract()], merged))
    return made


@pytest.mark.filterwarnings("ignore")
def test_a_table_over_eight_pages_with_two_number_columns(shared: Path) -> None:
    pages = _pages(next((shared / "samples").glob("hanoi-kh277-*.pdf")))
    whole, = joined(pages)
    made = task_table(whole)
    assert made is not None
    assert [r.tt for r in made.rows] == [str(i) for i in range(1, 13)]
    assert [r.beside for r in made.walk() if r.beside] == [str(i) for i in range(1, 34)]
    assert [r.tt for r in made.rows[0].children] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    assert all(set(r.cells) == {"noi_dung", "chu_tri"} for r in made.rows[0].children)
    kept = words([text for r in made.walk() for text in (*r.cells.values(), r.tt, r.beside)])
    said = words([c.text for line in whole.rows[2:] for c in line])
    assert said - kept == Counter()
