"""Lines of a dump become paragraphs where that is certain, and only there."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.text.repair import Line, Measure, is_stamp, join, page_number, paragraphs, sweep
from generator.inline import Run

BODY = (
    "- Chủ trì, phối hợp với các cơ quan liên quan xây dựng kế hoạch kiểm tra công tác lưu trữ hằng năm, trình Chủ "
    "tịch Ủy ban nhân dân tỉnh phê duyệt trong quý I; tổng hợp kết quả, đề xuất khen thưởng các đơn vị làm tốt.",
    "- Hướng dẫn các phòng, ban chuyên môn lập hồ sơ công việc trên môi trường mạng theo đúng danh mục đã được ban "
    "hành và nộp lưu đúng thời hạn; báo cáo những khó khăn phát sinh để kịp thời tháo gỡ cho cơ sở.",
    "- Bố trí kinh phí chỉnh lý tài liệu tồn đọng giai đoạn trước, ưu tiên các đơn vị có khối lượng lớn và kho chật "
    "hẹp, bảo đảm hoàn thành trước khi sắp xếp lại trụ sở làm việc của các cơ quan trong toàn tỉnh.",
)


def lines(text: str, *, page: int = 1) -> list[Line]:
    """The lines of a text as a reader gives them."""
    made, gap = [], False
    for number, raw in enumerate(text.split("\n"), start=1):
        page += raw.count("\f")
        raw = raw.replace("\f", "")
        if raw.strip():
            made.append(Line((Run(raw.strip()),), f"dòng {number}", page, gap, len(raw) - len(raw.lstrip())))
        gap = not raw.strip()
    return made


def joined(text: str) -> list[str]:
    """The paragraphs of a text."""
    read = lines(text)
    return [line.text for line in paragraphs(read, Measure.of(read))[0]]


def wrapped(*texts: str, width: int = 72, between: str = "\n") -> str:
    return between.join(line for text in texts for line in textwrap.wrap(text, width, break_long_words=False))


def test_wrapped_lines_are_joined() -> None:
    assert joined(wrapped(*BODY)) == list(BODY)


def test_a_blank_line_after_every_line_proves_nothing() -> None:
    assert joined(wrapped(*BODY, between=" \n\n")) == list(BODY)


def test_a_blank_line_parts_paragraphs_where_it_is_rare() -> None:
    texts = [text.removeprefix("- ") for text in BODY]
    assert joined("\n\n".join(wrapped(text) for text in texts)) == texts


def test_an_indent_begins_a_paragraph_where_labels_have_one() -> None:
    body = [*BODY, *BODY,
            "Các đơn vị căn cứ kế hoạch này tổ chức thực hiện nghiêm túc và báo cáo đúng hạn định. Khi có khó "
            "khăn, Ủy ban nhân dân các xã báo cáo Sở Nội vụ để tổng hợp, đề xuất hướng xử lý phù hợp."]
    text = "\n".join(wrapped("     " + paragraph) for paragraph in body)
    assert joined(text) == body


def test_a_sentence_cut_by_a_page_is_one() -> None:
    first, *rest = wrapped(*BODY).split("\n")
    assert joined("\n".join([first, "\f" + rest[0], *rest[1:]])) == list(BODY)


def test_a_word_parted_at_its_hyphen_takes_no_space() -> None:
    made = join([Line((Run("Sở Lao động-"),)), Line((Run("Thương binh và Xã hội"),))])
    assert made.text == "Sở Lao động-Thương binh và Xã hội"
    assert join([Line((Run("giai đoạn 2026 -"),)), Line((Run("2030"),))]).text == "giai đoạn 2026 - 2030"


def test_bold_stays_where_it_was() -> None:
    made = join([Line((Run("1. Mục đích", bold=True), Run(" của"))), Line((Run("kế hoạch"),))])
    assert made.runs == (Run("1. Mục đích", bold=True), Run(" của kế hoạch"))


@pytest.mark.parametrize("text", [
    "SỞ NỘI VỤ\nPHÒNG LƯU TRỮ",
    "Số: 12/KH-SNV\nHà Giang, ngày 3 tháng 4 năm 2026",
    "KẾ HOẠCH\nKiểm tra công tác lưu trữ\ncủa các cơ quan năm 2026",
    "Nơi nhận:\n- Như trên;\n- Các phòng chuyên môn;\n- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn A",
    "TT   Nội dung        Cơ quan chủ trì\n1    Lập kế hoạch    Sở Nội vụ",
    "1. Sở Nội vụ\n2. Sở Tài chính\n3. Ủy ban nhân dân các xã",
])
def test_lines_of_heads_lists_and_signatures_stay(text: str) -> None:
    body = wrapped(*BODY)
    made = joined(f"{text}\n{body}")
    assert made[: len(text.split("\n"))] == text.split("\n")


def test_recipients_over_several_lines_are_one() -> None:
    feet = "Nơi nhận:\n- Như trên;\n- VPUB: CVP, PCVP,\ncác phòng: TH, NC;\n- Lưu: VT.\nCHỦ TỊCH\nLê B"
    text = f"{wrapped(*BODY)}\n{feet}"
    assert joined(text)[len(BODY):] == [
        "Nơi nhận:", "- Như trên;", "- VPUB: CVP, PCVP, các phòng: TH, NC;", "- Lưu: VT.", "CHỦ TỊCH", "Lê B"]


def test_a_full_line_that_ends_a_sentence_is_asked_about() -> None:
    read = [Line((Run(text),), f"dòng {n}") for n, text in enumerate(wrapped(*BODY).split("\n"), start=1)]
    full = max(read[:-1], key=lambda line: line.width)
    read += [Line((Run(full.text[:-1] + "."),), "dòng 20"), Line((Run("Việc này giao Sở Nội vụ."),), "dòng 21")]
    made, found = paragraphs(read, Measure.of(read))
    assert made[-1].text == "Việc này giao Sở Nội vụ."
    assert [(one.code, one.place) for one in found] == [("I057", "dòng 21")]


def test_whole_paragraphs_are_left_alone() -> None:
    text = "\n".join(BODY)
    assert joined(text) == list(BODY)
    assert Measure.of(lines(text)).full == 0


# --- page numbers, heads, stamps


def split(text: str) -> tuple[list[str], list[str]]:
    kept, removed = sweep(lines(text))
    return [line.text for line in kept], [line.text for line in removed]


def test_numbers_at_the_edge_of_pages_are_taken_out() -> None:
    kept, removed = split("Phần đầu\n\f2\nPhần giữa\n\f- 3 -\nPhần cuối\n4\n\fTrang 4/4\nhết")
    assert removed == ["2", "- 3 -", "Trang 4/4"]
    assert kept == ["Phần đầu", "Phần giữa", "Phần cuối", "4", "hết"]


def test_numbers_that_count_pages_are_taken_out_without_marks_of_pages() -> None:
    page = "\n".join("Nội dung thứ " + "một " * count for count in range(1, 14))
    _, removed = split(f"{page}\n2\n{page}\n3\n{page}")
    assert removed == ["2", "3"]


@pytest.mark.parametrize("text", ["1\n2\n3\n4", "Mục\n2\nNội dung", "5\nđơn vị", "2026\nlà năm cuối", "Phụ lục\n7"])
def test_other_numbers_alone_stay(text: str) -> None:
    assert split(text) == (text.split("\n"), [])


def test_a_single_number_that_cuts_a_sentence_is_a_page() -> None:
    _, removed = split("Các cơ quan, đơn vị căn cứ nhiệm vụ được giao tại\n2\nkế hoạch này tổ chức thực hiện.")
    assert removed == ["2"]


def test_a_head_that_runs_over_three_pages_is_taken_out() -> None:
    text = "\f".join(f"Công báo tỉnh\nnội dung trang {word}\n" for word in ("một", "hai", "ba"))
    assert split(text)[1] == ["Công báo tỉnh"] * 3


@pytest.mark.parametrize("text", [
    "Công báo tỉnh\nmột\n\fCông báo tỉnh\nhai",
    "TT\nmột\n\fTT\nhai\n\fTT\nba",
    "TT    Nội dung\nmột\n\fTT    Nội dung\nhai\n\fTT    Nội dung\nba",
])
def test_two_pages_and_heads_of_tables_are_no_running_head(text: str) -> None:
    assert split(text)[1] == []


@pytest.mark.parametrize("stamp", [
    "Ký bởi: Văn phòng Ủy ban\nEmail: vp@tinh.gov.vn\nCơ quan: Tỉnh X\nThời gian ký: 07/10/2025 20:43:19 +07:00",
    "Số: 12/CĐ-X; Thời gian ký: 07/10/2025 20:43:19 +07:00",
    "Người ký: Trần B\nNgày ký: 06.03.2024 11:08:53 +07:00",
    "Thời gian ký: 06.03.2024\n11:08:53 +07:00",
    "Digitally signed by: Tran B\nDate: 2025.10.07 20:43:19 +07'00'",
])
def test_stamps_of_signatures_are_taken_out(stamp: str) -> None:
    kept, removed = split(f"{stamp}\nKẾ HOẠCH\nnội dung")
    assert (removed, kept) == (stamp.split("\n"), ["KẾ HOẠCH", "nội dung"])


@pytest.mark.parametrize("text", [
    "Thời gian ký hợp đồng: 07/10/2025",
    "Cơ quan: Sở Nội vụ\nEmail: a@tinh.gov.vn",
    "Ký bởi: người đứng đầu cơ quan",
    "Thời gian ký: theo kế hoạch",
    "Số: 12/KH-UBND",
    "Hội nghị lúc 14:30:00 ngày 05/6/2026",
])
def test_what_only_looks_like_a_stamp_stays(text: str) -> None:
    assert split(text) == (text.split("\n"), [])


def test_a_stamp_is_told_by_its_time() -> None:
    assert is_stamp(["Ký bởi: A", "Thời gian ký: 01/02/2025 10:00:00"])
    assert not is_stamp(["Ký bởi: A"])
    assert (page_number("- 12 -"), page_number("Trang 3/5"), page_number("3.1")) == (12, 3, None)


WORDS = st.lists(st.sampled_from(
    ["Sở Nội vụ", "kế hoạch", "- Giao", "1.", "a)", "2", "2026.", "phối hợp;", "(Kèm theo", "Nơi nhận:", "TM.", "HIV/",
     "động-", "theo quy định./.", "BẢO ĐẢM", "Ký bởi: A", "Thời gian ký: 01/02/2025 10:00:00", "x   y",
     "dài lắm dài mãi"]
), min_size=1, max_size=14)  # fmt: skip


@given(st.lists(WORDS, max_size=25), st.sampled_from(["\n", "\n\n", "\n\f", "\n     "]))
def test_no_letter_is_lost_or_made(rows: list[list[str]], between: str) -> None:
    read = lines(between.join(" ".join(row) for row in rows))
    kept, removed = sweep(read)
    made, _ = paragraphs(kept, Measure.of(kept))
    before, after = ("".join("".join(line.text.split()) for line in several) for several in (kept, made))
    assert before == after
    assert sorted([*kept, *removed], key=read.index) == read
