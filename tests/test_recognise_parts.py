"""What follows the signature: annexes with and without labels, attached documents, and what only looks like them."""

from __future__ import annotations

import pytest

from flows import grid, para
from generator.flow import Block
from generator.recognise.parts import Part, parts

TABLE = grid([["TT", "Nội dung"], ["1", "a"]])
ATTACHED = para("(Kèm theo Kế hoạch số     /KH-UBND ngày     tháng 4 năm 2026 của UBND tỉnh)", italic=True)


def one(*blocks: Block) -> Part:
    before, found = parts(blocks)
    assert before == () and len(found) == 1
    return found[0]


def test_label_title_and_attached_line_are_told_apart() -> None:
    part = one(para("PHỤ LỤC II", bold=True), para("DANH MỤC NHIỆM VỤ"), para("CỦA CÁC SỞ"), ATTACHED, TABLE)
    assert (part.label, part.title, part.type) == ("PHỤ LỤC II", ("DANH MỤC NHIỆM VỤ", "CỦA CÁC SỞ"), "")
    assert part.attached_line.startswith("(Kèm theo") and part.blocks == (TABLE,)


@pytest.mark.parametrize(("line", "label", "title"), [
    ("Phụ lục: DANH SÁCH ĐƠN VỊ", "Phụ lục", ("DANH SÁCH ĐƠN VỊ",)),
    ("Phụ lục số 01: Danh sách đơn vị", "Phụ lục số 01", ("Danh sách đơn vị",)),
    ("Biểu 01\nTỔNG HỢP KẾT QUẢ", "Biểu 01", ("TỔNG HỢP KẾT QUẢ",)),
    ("Biểu mẫu 1", "Biểu mẫu 1", ()),
    ("PHỤ LỤC", "PHỤ LỤC", ()),
])
def test_a_label_may_share_its_line_with_the_title(line: str, label: str, title: tuple[str, ...]) -> None:
    part = one(para(line, bold=True, align="center"), TABLE)
    assert (part.label, part.title) == (label, title)


@pytest.mark.parametrize("line", [
    "Phụ lục kèm theo Kế hoạch này là một phần của Kế hoạch.",
    "Phụ lục I của Kế hoạch quy định chi tiết;",
    "Biểu dương các tập thể, cá nhân",
    "Mẫu mã hàng hóa",
    "Phụ lục (nếu có)",
])
def test_a_sentence_about_an_annex_heads_none(line: str) -> None:
    assert parts([para(line), para("Đoạn sau.")])[1] == ()


def test_a_title_with_an_attached_line_needs_no_label() -> None:
    part = one(para("PHÂN CÔNG NHIỆM VỤ", bold=True), ATTACHED, para("", bold=True), TABLE)
    assert (part.label, part.title, part.type) == ("", ("PHÂN CÔNG NHIỆM VỤ",), "")


@pytest.mark.parametrize(("lines", "title"), [
    (["CHƯƠNG TRÌNH CÔNG TÁC NĂM 2027"], ("CÔNG TÁC NĂM 2027",)),
    (["CHƯƠNG TRÌNH", "công tác năm 2027"], ("công tác năm 2027",)),
])
def test_a_title_that_names_a_type_is_a_document_of_its_own(lines: list[str], title: tuple[str, ...]) -> None:
    part = one(*(para(line, bold=True) for line in lines), ATTACHED, TABLE)
    assert (part.type, part.title) == ("chuong-trinh", title)


def test_a_title_in_small_letters_ends_at_its_attached_line() -> None:
    """A text dump does not say what is bold or in the middle."""
    _, (part,) = parts([*map(para, ("Phụ lục I", "Danh mục cây trồng", "của các xã")), ATTACHED, TABLE])
    assert (part.label, part.title, part.blocks) == ("Phụ lục I", ("Danh mục cây trồng", "của các xã"), (TABLE,))


@pytest.mark.parametrize("text", ["Các xã trồng lim.", "Từng loại cây;"])
def test_a_sentence_above_an_attached_line_is_no_title(text: str) -> None:
    _, (part, *_) = parts([para("Phụ lục I"), para(text), ATTACHED, TABLE])
    assert part.title == ()


def test_an_attached_line_may_be_broken_over_paragraphs() -> None:
    broken = para("(Kèm theo Kế hoạch số    /KH-UBND"), para("ngày    /4/2026 của UBND tỉnh)")
    part = one(para("PHỤ LỤC"), *broken, TABLE)
    assert part.attached_line.endswith("UBND tỉnh)") and part.blocks == (TABLE,)


def test_several_annexes_take_what_stands_below_them() -> None:
    _, found = parts([para("Phụ lục I"), para("VIỆC MỘT"), TABLE, para("ghi chú"), para("Phụ lục II"), TABLE])
    assert [(part.label, part.title, len(part.blocks)) for part in found] == [
        ("Phụ lục I", ("VIỆC MỘT",), 2), ("Phụ lục II", (), 1)
    ]


def test_what_stands_before_the_first_annex_is_given_back() -> None:
    stray = para("Ghi chú của văn thư.")
    assert parts([stray, para("PHỤ LỤC"), TABLE])[0] == (stray,)


def test_within_a_body_only_a_label_heads_an_annex() -> None:
    blocks = [para("I. NHIỆM VỤ"), para("CHƯƠNG TRÌNH KHUNG"), ATTACHED, para("PHỤ LỤC"), TABLE]
    before, found = parts(blocks, after_signature=False)
    assert len(before) == 3 and [part.label for part in found] == ["PHỤ LỤC"]


def test_a_label_over_nothing_is_no_annex() -> None:
    assert parts([para("PHỤ LỤC"), para("")])[1] == ()


def test_the_head_that_a_decision_repeats_belongs_to_what_it_issues() -> None:
    head = grid([["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]])
    before, (part,) = parts([para(""), head, para(""), para("QUY CHẾ"), para("làm việc"), ATTACHED, para("Điều 1. A")])
    assert len(before) == 1 and part.head[0] is head and part.type == "quy-che"


def test_an_annex_is_across_when_most_of_it_is() -> None:
    from dataclasses import replace

    part = one(para("PHỤ LỤC"), replace(TABLE, landscape=True))
    assert part.landscape and not one(para("PHỤ LỤC"), TABLE).landscape


def test_a_list_without_a_document_is_one_annex_with_its_title() -> None:
    from generator.recognise.parts import lone_tables

    part = lone_tables([para("PHÂN CÔNG NHIỆM VỤ"), para("Năm 2027"), para(""), TABLE])
    assert part is not None and part.title == ("PHÂN CÔNG NHIỆM VỤ", "Năm 2027") and part.blocks == (TABLE,)
    assert lone_tables([para("Các việc sau đây:"), TABLE]) is None
    assert lone_tables([TABLE, para("Đề nghị các đơn vị thực hiện.")]) is None
    assert lone_tables([para("Đoạn văn.")]) is None
