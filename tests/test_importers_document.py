"""A flow becomes a plan: blanks and questions for what is not said, nothing lost, several tables told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import doc, grid, para
from generator.flow import Flow, Grid, Remark
from generator.importers.plan.document import Imported, import_flow
from generator.inline import Run
from generator.load import parse_plan
from generator.load.dump import dump
from imports import rendered

HEAD = grid([["UBND TỈNH LÀO CAI\nSỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
             ["Số:       /KH-SYT", "Lào Cai, ngày     tháng 4 năm 2026"]])  # fmt: skip
FEET = grid([["Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT, NVY.", "GIÁM ĐỐC\n\n\nTrần Văn A"]])
HEADS = ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"]


def tasks(*names: str) -> Grid:
    return grid([HEADS, *([str(i), name, "Phòng Nghiệp vụ Y", "Quý I"] for i, name in enumerate(names, 1))], heads=1)


def whole(*body: object) -> Flow:
    title = (para("KẾ HOẠCH", bold=True, align="center"), para("Tiêm chủng năm 2026", bold=True, align="center"))
    return doc(HEAD, *title, para(""), *body, FEET)  # type: ignore[arg-type]


def questions(imported: Imported) -> dict[str, int]:
    return {str(path[0]): len(words) for path, words in imported.notes.items()}


def test_head_body_and_feet_come_out_in_the_grammar_of_the_plan() -> None:
    document = import_flow(whole("I. MỤC ĐÍCH", "1. Nâng tỷ lệ tiêm chủng.", "2. Giảm số ca mắc./.")).document
    assert (document.type.id, document.issuer, document.superior) == ("ke-hoach", "tinh/lao-cai/so-y-te", None)
    assert (document.status, document.year, str(document.as_of)) == ("trinh_ky", 2026, "2026-04-01")
    assert [node.heading for node in document.body] == ["MỤC ĐÍCH"]
    assert [child.paragraphs for child in document.body[0].children] == [
        ("Nâng tỷ lệ tiêm chủng.",), ("Giảm số ca mắc.",)
    ]
    assert document.filing.units == ("VT", "NVY") and document.signers[0].name == "Trần Văn A"


def test_what_is_not_said_is_a_marked_blank_with_a_question() -> None:
    imported = import_flow(doc("Một đoạn văn không đầu, không cuối."))
    document = imported.document
    assert (document.issuer, document.subject, document.place) == ("…", "…", "…")
    assert document.signers[0].title == "…" and document.symbol == "KH-…"
    asked = {"loai", "co_quan_ban_hanh", "trich_yeu", "dia_danh", "ky_hieu", "nguoi_ky", "thoi_diem"}
    assert asked <= set(questions(imported))
    assert parse_plan(dump(document, imported.notes), "a.yaml").document == document


def test_the_type_may_be_told() -> None:
    assert import_flow(whole("Nội dung."), "thong-bao").document.type.id == "thong-bao"


def test_two_tables_of_tasks_each_print_their_own() -> None:
    annex = [para("PHỤ LỤC I", bold=True), para("VIỆC CỦA SỞ", bold=True), tasks("Rà soát", "Tập huấn"),
             para("PHỤ LỤC II", bold=True), para("VIỆC CỦA XÃ", bold=True), tasks("Tuyên truyền")]  # fmt: skip
    flow = whole("Nội dung.")
    imported = import_flow(replace(flow, blocks=(*flow.blocks, *annex)))
    document = imported.document
    assert [task.group for task in document.tasks] == [
        "VIỆC CỦA SỞ", "VIỆC CỦA SỞ", "VIỆC CỦA XÃ"
    ]  # fmt: skip
    filters = [table.filter for annex in document.annexes if (table := annex.effective_table())]
    assert filters == [{"nhom": ("VIỆC CỦA SỞ",)}, {"nhom": ("VIỆC CỦA XÃ",)}]
    assert rendered(dump(document))


def test_a_passage_that_nothing_claims_is_kept_verbatim() -> None:
    flow = whole("Nội dung.")
    beside = (replace(para("Bản tin nội bộ *"), place="chân trang"),)
    imported = import_flow(replace(flow, blocks=(*flow.blocks, para("Ghi chú của người gửi.")), beside=beside))
    left = {entry.after: entry.text for entry in imported.document.unplaced}
    assert "Ghi chú của người gửi." in left.values() and "Bản tin nội bộ \\*" in left.values()
    assert imported.account.unplaced == 2


def test_a_footnote_is_kept_with_its_mark_and_one_without_a_mark_is_left_over() -> None:
    marked = replace(para(""), runs=(Run("Theo chuẩn mới"), Run(footnote="1"), Run(".")))
    flow = replace(whole(marked), footnotes={"1": (Run("Chuẩn năm 2025."),), "2": (Run("Chú thích lạc."),)})
    document = import_flow(flow).document
    assert document.footnotes == {"1": "Chuẩn năm 2025."} and document.opening == ("Theo chuẩn mới[^1].",)
    assert [entry.text for entry in document.unplaced] == ["Chú thích lạc."]


def test_a_number_and_a_day_make_an_issued_document() -> None:
    issued = grid([["UBND TỈNH LÀO CAI\nSỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
                   ["Số: 15/KH-SYT", "Lào Cai, ngày 05 tháng 4 năm 2026"]])  # fmt: skip
    flow = whole("Nội dung.")
    document = import_flow(replace(flow, blocks=(issued, *flow.blocks[1:]))).document
    assert (document.status, document.number, str(document.date)) == ("da_ban_hanh", "15", "2026-04-05")


@pytest.mark.parametrize("text", ["Một từ: {{ so }} & <b>", "Dấu *, ^2, [[xem: a]], [^1]"])
def test_letters_that_would_be_marks_are_escaped(text: str) -> None:
    document = import_flow(whole(text, "Đoạn cuối.")).document
    from generator.inline import plain

    assert plain(document.opening[0]) == text


def test_comments_of_the_file_do_not_change_the_plan() -> None:
    flow = whole("Nội dung.")
    noted = replace(flow, remarks=(Remark("comment", "A", "2026-01-01", "đoạn 1", "Xem lại"),))
    assert import_flow(noted).document == import_flow(flow).document


@pytest.mark.parametrize(("time", "asked"), [
    ("Quý I/2026 chọn việc. Quý IV/2026 báo cáo", True),
    ("07h45 - 8h00", True),
    ("Quý II", False),
    ("Thường xuyên", False),
    ("Theo kế hoạch của tỉnh", False),
    ("", False),
])
def test_a_time_that_is_no_deadline_is_kept_and_asked_for(time: str, asked: bool) -> None:
    table = grid([HEADS, ["1", "Rà soát", "Phòng Y", time], ["2", "Tập huấn", "Phòng Y", "Quý I"]], heads=1)
    imported = import_flow(whole("Nội dung.", table))
    assert imported.document.tasks[0].time == time
    assert (("nhiem_vu", 0, "thoi_gian") in imported.notes) == asked


def test_a_letter_without_an_addressee_is_asked_for_one() -> None:
    imported = import_flow(whole("Nội dung."), "cong-van")
    assert imported.document.addressees == ("…",) and ("kinh_gui",) in imported.notes
    assert rendered(dump(imported.document))


def test_an_addressee_that_the_type_does_not_print_is_kept_in_the_text() -> None:
    flow = whole("Nội dung.")
    addressed = replace(flow, blocks=(*flow.blocks[:3], para("Kính gửi: Công an tỉnh."), *flow.blocks[3:]))
    document = import_flow(addressed, "ke-hoach").document
    assert document.addressees == () and document.opening[0].startswith("Kính gửi: Công an tỉnh")
    assert rendered(dump(document))


def test_rules_of_underscores_are_no_words() -> None:
    assert import_flow(whole("_______", "Nội dung.")).found == ()
