"""The content between head and signature as nodes: kinds of numbers, headings; printed, it is read alike."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import composed
from flows import grid, para
from generator.compose import Composition
from generator.flow import Block, Grid, Para
from generator.inline import Run
from generator.model import Node, Table
from generator.model.counting import OWN_CHAIN
from generator.norm import document_types
from generator.recognise.body.outline import Outline, for_annex, outline
from seed_plans import filled_lines, joined, seed_text

BOLD = {"phan", "phan_td", "muc", "khoan_td", "dieu"}
_PIECE = re.compile(r"<w:r>(?:<w:rPr>(?P<format>.*?)</w:rPr>)?(?P<said>.*?)</w:r>", re.DOTALL)


def table(block: Grid) -> Table:
    """A grid as a table: first row heads."""
    cells = [[cell.text for cell in row] for row in block.rows]
    return Table(header=tuple(cells[0]), rows=tuple(map(tuple, cells[1:])))


def read(*blocks: Block | str, formatted: bool = True, kind: str = "ke-hoach", whole: bool = True) -> Outline:
    """What is read of these paragraphs (in one format) and grids."""
    made = [para(block) if isinstance(block, str) else block for block in blocks]
    return outline(made, formatted, table, document_types()[kind].numbering, whole=whole)


def dump(found: Outline) -> list[Any]:
    """The nodes as a plan file has them."""
    return [short(node) for node in found.nodes]


def short(node: Node) -> Any:
    """A node as it is written by hand."""
    keys = node.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    if "doan" in keys and len(keys["doan"]) == 1:
        keys["doan"] = keys["doan"][0]
    if node.children:
        keys["cac_y"] = [short(child) for child in node.children]
    return keys["doan"] if list(keys) == ["doan"] and isinstance(keys["doan"], str) else keys


def flow_of(composition: Composition, behind: str = "") -> list[Block]:
    """The blocks up to the signature, or ``behind`` a kind up to the end of its section, as a reader finds them."""
    tables = {id(slot.block): slot.table for slot in composition.tables}
    blocks: list[Block] = []
    kinds = [block.kieu for block in composition.printed.khoi]
    for block in composition.printed.khoi[kinds.index(behind) + 1 if behind else 0 :]:
        if block.kieu.startswith(("chu_ky", "het_")):
            break
        made = tables.get(id(block))
        if made is not None:
            rows = [made.header, *made.rows]
            blocks.append(grid([[cell or "" for cell in row] for row in rows]))
        else:
            align: Any = "center" if "phan" in block.kieu else ""
            blocks.append(Para(tuple(runs_of(str(block.chu), block.kieu)), align=align))
    return blocks


def runs_of(xml: str, kind: str) -> list[Run]:
    """The runs of a block with the format of its style."""
    out = []
    for match in _PIECE.finditer(xml):
        style, said = match["format"] or "", match["said"].replace("<w:br/>", "\n").replace("<w:tab/>", "\t")
        text = html.unescape(re.sub("<[^>]+>", "", said))
        out.append(Run(text, kind in BOLD or "<w:b/>" in style, kind == "can_cu" or "<w:i/>" in style,
                       "superscript" in style))  # fmt: skip
    return out


def printed(found: Outline, kind: str = "ke-hoach") -> list[Block]:
    """What the renderer prints for an outline."""
    keys = {"can_cu": found.bases, "mo_dau": found.opening, "ket_thuc": found.closing, "danh_so": found.numbering,
            "ho_so_kem": found.dossier}  # fmt: skip
    nodes = [node.model_dump(by_alias=True, exclude_defaults=True, mode="json") for node in found.nodes]
    given = {key: value for key, value in keys.items() if value}
    return flow_of(composed(loai=kind, noi_dung=nodes, **given))


def cells(block: Grid) -> str:
    """What a table says."""
    return " ".join(paragraph.text for paragraph in block.paras)


def letters(blocks: list[Block]) -> str:
    """What some blocks say, without what the renderer settles: case, end marks, how a label is written."""
    text = " ".join(block.words if isinstance(block, Para) else cells(block) for block in blocks)
    return re.sub(r"[\W_]+", "", text).casefold()


# --- kinds of numbers -------------------------------------------------------------------------------------------------


def test_the_usual_chain_of_a_plan() -> None:
    found = read(
        para("I. MỤC ĐÍCH", bold=True), para("1. Mục đích", bold=True), "- Giữ rừng.", "- Giữ nước.", "+ Suối.",
        para("II. NHIỆM VỤ", bold=True), "1. Trồng rừng.", "2. Giữ rừng./.",
    )  # fmt: skip
    assert dump(found) == [
        {"tieu_de": "MỤC ĐÍCH", "cac_y": [
            {"tieu_de": "Mục đích", "cac_y": ["Giữ rừng.", {"doan": "Giữ nước.", "cac_y": ["Suối."]}]}]},
        {"tieu_de": "NHIỆM VỤ", "cac_y": ["Trồng rừng.", "Giữ rừng."]},
    ]  # fmt: skip
    assert (found.numbering, found.closing, found.doubts) == ("I", None, ())


def first(found: Outline) -> dict[str, Any]:
    """The first node, as a plan file has it."""
    node = dump(found)[0]
    assert isinstance(node, dict)
    return node


def test_a_style_is_given_only_where_it_is_not_the_type_s_own() -> None:
    assert "danh_so" not in first(read("1. Làm:", "a) Một.", "b) Hai.", kind="thong-bao"))
    assert first(read("1. Làm:", "- Một.", kind="thong-bao"))["danh_so"] == "-"
    assert first(read("I. LÀM", "a) Một.", "b) Hai."))["danh_so"] == "a"
    assert read("1. Làm.").numbering == "1"


def test_numbers_in_figures_stand_under_their_own() -> None:
    found = read("1. Rừng", "1.1. Trồng", "1.1.1. Cây con.", "1.2. Giữ.", "2. Nước", "2.1. Suối.", kind="thong-bao")
    assert dump(found) == [
        {"tieu_de": "Rừng", "danh_so": "1.1", "cac_y": [
            {"tieu_de": "Trồng", "danh_so": "1.1", "cac_y": ["Cây con."]}, "Giữ."]},
        {"tieu_de": "Nước", "danh_so": "1.1", "cac_y": ["Suối."]},
    ]  # fmt: skip


def test_numbers_may_come_under_letters_and_begin_again_in_each_part() -> None:
    found = read("1. Làm:", "a) Gồm:", "1. Một.", "2. Hai.", "b) Thêm.", "2. Xong.", kind="thong-bao")
    assert dump(found) == [
        {"doan": "Làm:", "cac_y": [{"doan": "Gồm:", "danh_so": "1", "cac_y": ["Một.", "Hai."]}, "Thêm."]}, "Xong."]
    parts = read("I. RỪNG", "1. Một.", "2. Hai.", "II. NƯỚC", "1. Ba.")
    assert [node["cac_y"] for node in dump(parts)] == [["Một.", "Hai."], ["Ba."]] and parts.doubts == ()


def test_a_level_is_skipped_and_comes_back() -> None:
    found = read("I. RỪNG", "a) Một:", "- Hai.", "1. Ba.", "2. Bốn.")
    assert dump(found) == [{"tieu_de": "RỪNG", "cac_y": [
        {"danh_so": "a", "cac_y": [{"doan": "Một:", "cac_y": ["Hai."]}]}, "Ba.", "Bốn."]}]  # fmt: skip


@pytest.mark.parametrize(("numbers", "given"), [
    (["1", "2", "3", "3", "4"], [None, None, None, "3", None]),
    (["2", "3"], ["2", None]),
    (["1", "2", "5", "6"], [None, None, "5", None]),
    (["01", "02"], ["01", "02"]),
])  # fmt: skip
def test_a_number_that_departs_from_the_count_is_kept(numbers: list[str], given: list[str | None]) -> None:
    found = read(*(f"{number}. Việc." for number in numbers), kind="thong-bao")
    assert [node.number for node in found.nodes] == given
    asked = [path for path, _ in found.doubts]
    assert asked == [(i,) for i, number in enumerate(given) if number and number not in ("01", "02")]


def test_letters_go_on_as_the_decree_counts() -> None:
    labels = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k"]
    found = read("1. Gồm:", *(f"{label}) Việc." for label in labels), kind="thong-bao")
    assert len(found.nodes[0].children) == 10 and not any(node.number for node in found.nodes[0].children)
    latin = read("1. Gồm:", "a) Một.", "b) Hai.", "c) Ba.", "d) Bốn.", "e) Năm.", "f) Sáu.", kind="thong-bao")
    assert [node.number for node in latin.nodes[0].children] == [None] * 4 + ["e", "f"]


def test_what_the_model_has_no_style_for_keeps_its_label() -> None:
    found = read("1. Gồm:", "(i) Rừng;", "(ii) Nước.", "2. Và:", "• Suối;", "• Hồ.", kind="thong-bao")
    assert dump(found) == [
        {"doan": "Gồm:", "danh_so": "khong", "cac_y": ["(i) Rừng;", "(ii) Nước."]},
        {"doan": "Và:", "danh_so": "khong", "cac_y": ["• Suối;", "• Hồ."]},
    ]
    capitals = read(
        para("A. PHẦN CHUNG", bold=True), para("I. RỪNG", bold=True), "Trồng.", para("B. PHẦN RIÊNG", bold=True)
    )  # fmt: skip
    assert [node.heading for node in capitals.nodes] == ["A. PHẦN CHUNG", "B. PHẦN RIÊNG"]
    assert (capitals.numbering, capitals.nodes[0].numbering) == ("khong", "I")


def test_articles_are_counted_through_chapters() -> None:
    found = read(
        para("Chương I", bold=True, align="center"), para("QUY ĐỊNH CHUNG", bold=True, align="center"),
        para("Điều 1. Phạm vi", bold=True), "1. Rừng.", "2. Nước.", para("CHƯƠNG II", bold=True),
        para("QUY ĐỊNH RIÊNG", bold=True), para("VỀ RỪNG", bold=True), para("Điều 2: Ai", bold=True), "Mọi người.",
        kind="quy-che",
    )  # fmt: skip
    assert dump(found) == [
        {"tieu_de": "QUY ĐỊNH CHUNG", "cac_y": [{"tieu_de": "Phạm vi", "cac_y": ["Rừng.", "Nước."]}]},
        {"tieu_de": "QUY ĐỊNH RIÊNG\nVỀ RỪNG", "cac_y": [{"tieu_de": "Ai", "doan": "Mọi người."}]},
    ]
    assert found.doubts == () and found.numbering == "chuong"


def test_a_chapter_without_title_keeps_its_number() -> None:
    found = read("Chương I", "Điều 1. Rừng thì giữ.", "Chương II", "Điều 2. Nước thì dùng.", kind="quy-che")
    assert dump(found) == [{"doan": "Chương I", "danh_so": "dieu", "cac_y": ["Rừng thì giữ."]},
                           {"doan": "Chương II", "danh_so": "dieu", "cac_y": ["Nước thì dùng."]}]  # fmt: skip


def test_numbers_made_by_word_are_numbers() -> None:
    made = [para("Trồng rừng.", label="1."), para("Giữ rừng.", label="2."), para("Suối.", label="-")]
    found = read(*made, kind="thong-bao")
    assert dump(found) == ["Trồng rừng.", {"doan": "Giữ rừng.", "danh_so": "-", "cac_y": ["Suối."]}]


@pytest.mark.parametrize("near", [
    "2024. Năm của rừng.", "1.250 cây được trồng.", "30/6. Hạn chót.", "v.v. và nhiều nữa.", "V. I. Lênin từng viết.",
    "Điều 5 Nghị định này.", "Phần II Phụ lục kèm theo.", "1.5 triệu cây.",
])  # fmt: skip
def test_what_only_looks_like_a_number_is_text(near: str) -> None:
    found = read("1. Trồng rừng.", near, "2. Giữ rừng.", kind="thong-bao")
    assert dump(found) == [{"doan": ["Trồng rừng.", near]}, "Giữ rừng."]


# --- headings and paragraphs ------------------------------------------------------------------------------------------


def test_a_short_line_over_points_is_a_heading_though_it_is_not_bold() -> None:
    for formatted in (True, False):
        lines = ["1. Sở Rừng", "- Trồng.", "2. Sở Nước", "Tưới cây.", "3. Sở Gió"]
        found = read(*lines, kind="thong-bao", formatted=formatted)
        assert [node.heading for node in found.nodes] == ["Sở Rừng", "Sở Nước", None]


@pytest.mark.parametrize("text", ["Trồng rừng, gồm:", "Trồng rừng.", "Trồng rừng;", "Trồng " + "cây " * 30])
def test_a_sentence_over_points_is_none(text: str) -> None:
    assert read(f"1. {text}", "- Trồng.", kind="thong-bao").nodes[0].heading is None


def test_bold_lines_of_letters_and_dashes_keep_their_marks() -> None:
    found = read("1. Gồm:", para("a) Rừng", bold=True), para("- Nước", bold=True), kind="thong-bao")
    letter = found.nodes[0].children[0]
    assert letter.paragraphs == ("**Rừng**",) and letter.children[0].paragraphs == ("**Nước**.",)


def test_headings_of_the_widest_level_are_in_capitals_as_they_are_printed() -> None:
    assert read(para("I. Mục đích", bold=True), "Giữ rừng.").nodes[0].heading == "MỤC ĐÍCH"


def run_in(label: str, lead: str, rest: str, *, bold_colon: bool = True) -> Para:
    """A paragraph with a bold beginning."""
    colon = ":" if bold_colon else ""
    return Para((Run(f"{label} "), Run(lead + colon, bold=True), Run(("" if bold_colon else ":") + " " + rest)))


def test_a_bold_beginning_up_to_a_colon_is_a_run_in_heading() -> None:
    for paragraph in (run_in("1.", "Sở Rừng", "Trồng cây."), run_in("1.", "Sở Rừng", "Trồng cây.", bold_colon=False)):
        assert dump(read(paragraph)) == [{"dan": "Sở Rừng", "doan": "Trồng cây."}]
    assert dump(read("1. Sở Rừng: Trồng cây.")) == ["Sở Rừng: Trồng cây."]
    assert dump(read(Para((Run("1. "), Run("Sở Rừng", bold=True), Run(" trồng cây."))))) == ["**Sở Rừng** trồng cây."]


@pytest.mark.parametrize(("text", "lead"), [
    ("Sở Nông nghiệp: Trồng cây.", "Sở Nông nghiệp"), ("Thời gian: Quý I.", None),
    ("Đề nghị Hội Nông dân tỉnh: Góp sức.", "Đề nghị Hội Nông dân tỉnh"),
    ("Ban hành các văn bản: kế hoạch.", None), ("Sở Nông nghiệp phối hợp làm: trồng cây.", None),
])  # fmt: skip
def test_without_formats_only_an_agency_runs_in(text: str, lead: str | None) -> None:
    assert read(f"7. {text}", formatted=False).nodes[0].lead_in == lead


def test_paragraphs_belong_to_the_point_above_them() -> None:
    lines = ["1. Trồng rừng.", "Trồng cây lim.", "2. Giữ rừng.", "- Tuần tra.", "Mỗi ngày.", "3. Hết."]
    found = read(*lines, kind="thong-bao")
    assert dump(found)[0] == {"doan": ["Trồng rừng.", "Trồng cây lim."]}
    assert found.nodes[1].children[0].paragraphs == ("Tuần tra.", "Mỗi ngày.")
    assert [path for path, _ in found.doubts] == [(1, "cac_y", 0)]


def test_a_soft_break_is_a_space_in_a_sentence_and_stays_in_a_heading() -> None:
    found = read(para("I. TRỒNG\nRỪNG", bold=True), "Cây\nlim\tvà  sến.")
    assert dump(found) == [{"tieu_de": "TRỒNG\nRỪNG", "doan": "Cây lim và sến."}]


# --- tables -----------------------------------------------------------------------------------------------------------

TWO = grid([["TT", "Cây"], ["1", "Lim"]])


def test_a_table_belongs_to_the_point_above_it() -> None:
    found = read("1. Số cây:", TWO, "2. Số suối:", "- Lớn.", TWO, "Ghi chú thêm.", "- Nhỏ.", kind="thong-bao")
    assert found.nodes[0].table == table(TWO)
    big, note = found.nodes[1].children[0], found.nodes[1].children[0].children[0]
    assert big.table == table(TWO) and note.numbering is None and note.paragraphs == ("Ghi chú thêm.",)
    assert (big.numbering, found.nodes[1].children[1].paragraphs) == ("khong", ("Nhỏ.",))


def test_a_second_table_and_one_before_all_points_stand_alone() -> None:
    found = read("Mở đầu như sau:", TWO, "1. Số cây:", TWO, TWO, "2. Hết.", kind="thong-bao")
    assert found.opening == ("Mở đầu như sau:",)
    assert [bool(node.table) for node in found.nodes] == [True, True, False]
    assert not found.nodes[0].has_words and found.nodes[1].children[0].table == table(TWO)


# --- bases, opening, closing ------------------------------------------------------------------------------------------


def test_bases_are_without_end_marks_and_italics() -> None:
    found = read(
        para("Căn cứ Luật Lâm nghiệp;", italic=True),
        para("- Thực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh;", italic=True),
        para("Theo đề nghị của Giám đốc Sở Rừng.", italic=True), para("QUYẾT ĐỊNH:", bold=True), "Điều 1. Trồng rừng.",
        kind="quyet-dinh",
    )  # fmt: skip
    assert found.bases == ("Căn cứ Luật Lâm nghiệp", "Thực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh",
                           "Theo đề nghị của Giám đốc Sở Rừng")  # fmt: skip
    assert [block.text for block in found.form if isinstance(block, Para)] == ["QUYẾT ĐỊNH:"]


@pytest.mark.parametrize("text", [
    "Căn cứ Kế hoạch số 5/KH-UBND, Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng như sau:",
    "Căn cứ Công văn số 7, Sở Rừng báo cáo tình hình trồng cây.", "Thực hiện Kế hoạch số 5/KH-UBND của tỉnh.",
    "Thực hiện tốt việc trồng rừng;",
])  # fmt: skip
def test_an_opening_sentence_is_no_basis(text: str) -> None:
    found = read(text, "I. RỪNG", "Trồng.")
    assert (found.bases, found.opening) == ((), (text,))


def test_the_last_unnumbered_paragraph_closes_the_document() -> None:
    found = read("1. Trồng rừng.", "2. Giữ rừng.", "Yêu cầu các thôn thực hiện./.", kind="thong-bao")
    assert (found.closing, found.doubts) == ("Yêu cầu các thôn thực hiện.", ())
    unsure = read("1. Trồng rừng.", "2. Giữ rừng.", "Rừng là vàng./.", kind="thong-bao")
    assert unsure.closing == "Rừng là vàng." and [path for path, _ in unsure.doubts] == [("ket_thuc",)]


@pytest.mark.parametrize(("lines", "kind"), [
    (["1. Trồng rừng.", "2. Giữ rừng, gồm:", "Rừng lim."], "thong-bao"),
    (["Điều 1. Trồng rừng.", "Trồng ngay./."], "quyet-dinh"),
])  # fmt: skip
def test_a_paragraph_that_its_point_needs_is_no_closing(lines: list[str], kind: str) -> None:
    assert read(*lines, kind=kind).closing is None
    headed = read(para("I. RỪNG", bold=True), "Trồng.", para("II. NƯỚC", bold=True), "Giữ nước.")
    assert headed.closing is None


def test_what_goes_with_a_proposal_is_listed() -> None:
    lines = ["1. Trồng rừng.", "Kính trình xem xét.", "Hồ sơ kèm theo gồm:", "- Bản đồ;", "- Dự toán./."]
    found = read(*lines, kind="to-trinh")
    assert (found.closing, found.dossier) == ("Kính trình xem xét.", ("Bản đồ", "Dự toán"))


@pytest.mark.parametrize("end", ["./.", ".", "", ";", " ./.", "../."])
def test_the_end_mark_is_form(end: str) -> None:
    assert dump(read(f"1. Trồng rừng{end}", kind="thong-bao")) == ["Trồng rừng."]


@pytest.mark.parametrize("end", ["...", "…", "?", ":"])
def test_other_ends_stay(end: str) -> None:
    for mark in ("", "./.", " ./."):
        assert dump(read(f"1. Trồng rừng{end}{mark}", kind="thong-bao")) == [f"Trồng rừng{end}"]


def test_what_says_nothing_is_form() -> None:
    found = read("1. Trồng rừng.", "________", "./.", para(""), kind="thong-bao")
    assert dump(found) == ["Trồng rừng."] and len(found.form) == 3


def test_an_annex_has_only_nodes() -> None:
    found = read("Căn cứ tình hình chung;", "Bài một.", whole=False)
    assert (found.bases, found.opening, found.closing, found.numbering) == ((), (), None, "khong")
    assert dump(found) == ["Căn cứ tình hình chung;", "Bài một."]
    mixed = read("Lời dẫn:", "1. Trồng rừng.", "Trên đây là hết.", whole=False)
    assert dump(mixed) == [{"danh_so": "khong", "cac_y": ["Lời dẫn:"]}, {"doan": ["Trồng rừng.", "Trên đây là hết."]}]


def test_a_hostile_nesting_ends() -> None:
    found = read(*["1. Gồm:"] * 3000, kind="thong-bao")
    assert sum(1 for node in found.nodes for _ in node.walk()) == 3000


# --- the law ----------------------------------------------------------------------------------------------------------

SAID = ("Sở", "Y tế", "rà soát", "HIV", "năm", "Giao", "báo cáo", "2024", "x^2", "*", "A & B")
WORDS = st.lists(st.sampled_from(SAID), min_size=1, max_size=5).map(" ".join)
LABELS = st.sampled_from([
    "", "", "I. ", "II. ", "III. ", "IV. ", "1. ", "2. ", "3. ", "4. ", "3. ", "1.1. ", "1.2. ", "2.1. ", "1.1.1. ",
    "a) ", "b) ", "c) ", "d) ", "đ) ", "e) ", "(1) ", "(2) ", "- ", "- ", "+ ", "• ", "* ", "i) ", "ii) ", "A. ", "B. ",
    "1) ", "a. ", "b. ", "Điều 1. ", "Điều 2: ", "Chương I\n", "Phần I", "Phần thứ nhất", "Mục 1. ", "v) ", "f) ",
    "10. ", "100. ", "1.250 ", "C. ", "1/ ", "(i) ", "(a) ",
])  # fmt: skip
ENDS = st.sampled_from(["", "", ".", ":", ";", "...", "…", "./.", "?", " .", ",", ".."])
BOLDS = st.sampled_from(["", "", "", "all", "lead", "word"])


@st.composite
def lines(draw: st.DrawFn) -> Block:
    """Any paragraph or table."""
    if draw(st.integers(0, 12)) == 12:
        return grid([["TT", "Tên"], ["1", draw(WORDS)]])
    label, words, end, bold = draw(LABELS), draw(WORDS), draw(ENDS), draw(BOLDS)
    if bold == "word":
        runs = (Run(words, italic=draw(st.booleans())), Run(" ngày"), Run(end, bold=draw(st.booleans())))
        return Para(runs, label=label.strip())
    if bold == "lead":
        return Para((Run(label, bold=True), Run(words + end, bold=True), Run(" " + draw(WORDS) + draw(ENDS))))
    if draw(st.integers(0, 5)) == 5:
        words = words.upper()
    return Para((Run(label, bold=bold == "all"), Run(words + end, bold=bold == "all")))


@pytest.mark.parametrize("kind", ["ke-hoach", "quyet-dinh", "quy-che", "thong-bao"])
@pytest.mark.parametrize("formatted", [True, False])
@given(blocks=st.lists(lines(), min_size=1, max_size=14))
def test_what_is_printed_is_read_again_as_it_was(kind: str, formatted: bool, blocks: list[Block]) -> None:
    first = outline(blocks, formatted, table, document_types()[kind].numbering)
    again = printed(first, kind)
    assert letters(again).replace("quyếtđịnh", "") == letters(list(blocks)).replace("quyếtđịnh", "")
    second = outline(again, True, table, document_types()[kind].numbering)
    assert (second.nodes, second.bases, second.opening) == (first.nodes, first.bases, first.opening)
    assert (second.closing, second.dossier, second.numbering) == (first.closing, first.dossier, first.numbering)


def printed_annex(found: Outline) -> list[Block]:
    """What the renderer prints for the content of an annex."""
    nodes = [node.model_dump(by_alias=True, exclude_defaults=True, mode="json") for node in found.nodes]
    blocks = flow_of(composed(noi_dung=["A"], phu_luc=[{"tieu_de": "B", "noi_dung": nodes}]), "ke_phu_luc")
    return blocks


@pytest.mark.parametrize("formatted", [True, False])
@given(blocks=st.lists(lines(), min_size=1, max_size=14))
def test_what_an_annex_prints_is_read_again_as_it_was(formatted: bool, blocks: list[Block]) -> None:
    first = for_annex(outline(blocks, formatted, table, OWN_CHAIN, whole=False), OWN_CHAIN)
    again = printed_annex(first) if first.nodes else []
    assert letters(again) == letters(list(blocks))
    second = for_annex(outline(again, True, table, OWN_CHAIN, whole=False), OWN_CHAIN)
    assert second.nodes == first.nodes


NOTED = Para((Run("1. Trồng rừng", bold=True), Run(footnote="a", bold=True), Run(" ngay"), Run(footnote="b")))


def test_footnote_marks_stay_where_they_stand() -> None:
    assert dump(read(NOTED, "2. Hết.", kind="thong-bao"))[0] == "**Trồng rừng**[^a] ngay[^b]"
    assert dump(read(NOTED, kind="thong-bao"))[0] == "**Trồng rừng**[^a] ngay[^b]."


# --- real documents ---------------------------------------------------------------------------------------------------


def test_the_plan_of_a_province_is_read_from_its_dump(shared: Path) -> None:
    dump_lines = filled_lines(seed_text(shared, "000"))
    start = next(i for i, line in enumerate(dump_lines) if re.fullmatch("[–—-]+", line)) + 1
    found = read(*joined(dump_lines[start : dump_lines.index("Nơi nhận:")]), formatted=False)
    assert (found.bases, len(found.opening), found.numbering, found.closing) == ((), 1, "I", None)
    assert [len(node.children) for node in found.nodes] == [3, 15, 3] and all(node.heading for node in found.nodes)
    points = found.nodes[1].children
    assert [i for i, point in enumerate(points) if point.number] == [3] and points[3].number == "3"
    assert [len(point.children) for point in points] == [4, 5, 6, 3, 2, 2, 2, 0, 2, 0, 2, 0, 0, 0, 0]
    assert sum(point.lead_in is not None for point in points) == 5 and sum(map(bool, (p.heading for p in points))) == 9
    assert [path for path, _ in found.doubts] == [(1, "cac_y", 3)]


def test_the_notice_of_conclusions_is_read_from_its_dump(shared: Path) -> None:
    dump_lines = filled_lines(seed_text(shared, "003"))
    body = dump_lines[dump_lines.index("THÔNG BÁO") + 2 : dump_lines.index("Nơi nhận:")]
    found = read(*body, formatted=False, kind="thong-bao")
    assert (len(found.opening), found.numbering, bool(found.closing), found.doubts) == (2, "1", True, ())
    assert [len(node.paragraphs) for node in found.nodes] == [3, 1, 1]
    assert [len(point.children) for point in found.nodes[1].children] == [5, 0, 0, 0, 0, 3, 0]
    assert not any(node.numbering or node.number for top in found.nodes for _, node in top.walk())
