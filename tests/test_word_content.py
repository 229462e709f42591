"""A Word document as a flow: every printed word once, in order, wherever the file hides it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from examples import PLANS, example
from examples import parts as parts_of
from generator.flow import Flow, Grid, Para, paras_of
from generator.problems import Severity
from generator.word.archive import read
from generator.word.content import read_flow
from word_files import box, change, deleted, field, flow, p, r, tbl, tc, texts, tr

LINE = ('<w:r><w:drawing><wp:anchor><wp:extent cx="2000000" cy="0"/><a:graphic><a:graphicData uri="wps"><wps:wsp>'
        '<wps:spPr><a:prstGeom prst="line"/></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></w:r>")  # fmt: skip
PICTURE = ("<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline>"
           "</w:drawing></w:r>")  # fmt: skip


@pytest.mark.parametrize(("inside", "text"), [
    (r("một ") + r("hai"), "một hai"),
    ("<w:r><w:t> cắt hai đầu </w:t></w:r>", "cắt hai đầu"),
    ("<w:r><w:t xml:space='preserve'>xuống\ndòng trong XML </w:t></w:r>", "xuống dòng trong XML "),
    ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:ptab/></w:r>", "a\tb\nc\nd\t"),
    ("<w:r><w:t>20</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t></w:r>", "20-NQ/TW"),
    ("<w:r><w:t>kế</w:t><w:softHyphen/><w:t>hoạch</w:t></w:r>", "kếhoạch"),
    ("<w:r><w:lastRenderedPageBreak/><w:t>không ngắt</w:t></w:r>", "không ngắt"),
    (f"<w:hyperlink r:id='x'>{r('liên kết')}</w:hyperlink>{r(' sau')}", "liên kết sau"),
    (f"<w:smartTag><w:smartTagPr/><w:smartTag>{r('lồng')}</w:smartTag></w:smartTag>", "lồng"),
    (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r('ô nhập')}</w:sdtContent></w:sdt>", "ô nhập"),
    (f"<w:customXml>{r('tự đặt')}</w:customXml><future:thing>{r(' lạ')}</future:thing>", "tự đặt lạ"),
    (f"<w:fldSimple w:instr='DATE'>{r('ngày 5')}</w:fldSimple>", "ngày 5"),
    (r("trang ") + field("PAGE", r("7")), "trang 7"),
    (field("TC chỉ mục", separated=False) + r("còn lại"), "còn lại"),
    (field("IF 1 = 1", field("REF x", r("trong")) + r(" ngoài")), "trong ngoài"),
    ("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + field("REF x", r("kết quả của mã"))
     + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + r("in ra") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
     "in ra"),
    ("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + r("trường không đóng"), "trường không đóng"),
    ("<w:r><w:fldChar w:fldCharType='end'/></w:r>" + r("trường không mở"), "trường không mở"),
    ("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData>"
     "</w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>", "☒"),
    ("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='Nam'/>"
      "<w:listEntry w:val='Nữ'/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
     "Nữ"),
    (change("ins", r("thêm ")) + deleted("bớt ") + r("giữ"), "thêm giữ"),
    (change("moveFrom", r("chỗ cũ ")) + change("moveTo", r("chỗ mới")), "chỗ mới"),
    ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>" + r(" đạt"), "✓ đạt"),
    ("<w:r><w:sym w:font='Symbol' w:char='00B3'/></w:r>" + r(" 5"), "≥ 5"),
    ("<w:r><w:rPr><w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/></w:rPr><w:t>\uf0b7</w:t></w:r>", "•"),
    ("<w:r><w:rPr><w:caps/></w:rPr><w:t>Kế hoạch số 1a</w:t></w:r>", "KẾ HOẠCH SỐ 1A"),
    ("<w:r><w:rPr><w:smallCaps/></w:rPr><w:t>Kế hoạch</w:t></w:r>", "Kế hoạch"),
    ("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>phiên âm</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>chữ</w:t></w:r>"
     "</w:rubyBase></w:ruby></w:r>", "chữ"),
    ("<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>", "x+y"),
    (f"<!-- ghi chú --><?xử lý?>{r('chữ')}", "chữ"),
])  # fmt: skip
def test_a_paragraph_says_what_prints(inside: str, text: str) -> None:
    assert texts(flow(p(inside))) == [text]


def test_a_field_may_go_over_paragraphs() -> None:
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>"
    made = flow(p(begin, "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", "Phần I") + p("Phần II")
                + p("<w:r><w:fldChar w:fldCharType='end'/></w:r>", "sau"))  # fmt: skip
    assert texts(made) == ["Phần I", "Phần II", "sau"]


def test_blocks_come_in_order_out_of_every_wrapper() -> None:
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('hai')}{tbl(tr('ba'))}</w:sdtContent></w:sdt>"
    branches = f"<mc:Choice Requires='wps'>{p('bốn')}</mc:Choice><mc:Fallback>{p('bốn')}</mc:Fallback>"
    choice = f"<mc:AlternateContent>{branches}</mc:AlternateContent>"
    made = flow(f"{p('một')}{inside}{choice}<w:customXml>{p('năm')}</w:customXml>")
    assert [para.text for para in paras_of(made.blocks)] == ["một", "hai", "ba", "bốn", "năm"]


def test_of_alternatives_one_branch_prints() -> None:
    known = box(p("trong khung"))
    unknown = ("<w:r><mc:AlternateContent><mc:Choice Requires='future'><w:t>mới</w:t></mc:Choice>"
               "<mc:Fallback><w:t>cũ</w:t></mc:Fallback></mc:AlternateContent></w:r>")  # fmt: skip
    alone = ("<w:r><mc:AlternateContent><mc:Choice Requires='future'><w:t>một mình</w:t></mc:Choice>"
             "</mc:AlternateContent></w:r>")  # fmt: skip
    assert texts(flow(p("neo", known) + p(unknown) + p(alone))) == ["neo", "trong khung", "cũ", "một mình"]


def test_text_boxes_follow_the_paragraph_that_holds_them() -> None:
    made = flow(p("trước") + p("neo", box(p("HỎA TỐC") + tbl(tr("ô")))) + p(box(p("một mình"))) + p("sau"))
    assert [(para.text, para.place) for para in paras_of(made.blocks)] == [
        ("trước", "đoạn 1"), ("neo", "đoạn 2"), ("HỎA TỐC", "khung chữ 1, đoạn 2"),
        ("ô", "khung chữ 1, đoạn 2, bảng con, hàng 1, cột 1"),
        ("", "sau đoạn 2"), ("một mình", "khung chữ 2, sau đoạn 2"), ("sau", "đoạn 3"),
    ]  # fmt: skip


def test_word_art_is_text() -> None:
    art = "<w:r><w:pict><v:shape><v:textpath string='DỰ THẢO'/></v:shape></w:pict></w:r>"
    assert texts(flow(p("neo", art))) == ["neo", "DỰ THẢO"]


@pytest.mark.parametrize(("paragraph", "rule"), [
    (p(LINE), True),
    (p("có chữ", LINE), True),
    (p("<w:r><w:pict><v:line/></w:pict></w:r>"), True),
    (p("<w:r><w:pict><v:shape type='#_x0000_t32'/></w:pict></w:r>"), True),
    (p("<w:r><w:pict><v:rect style='width:0;height:1.5pt' o:hr='t'/></w:pict></w:r>"), True),
    (p(properties="<w:pBdr><w:bottom w:val='single'/></w:pBdr>"), True),
    (p(properties="<w:pBdr><w:top w:val='nil'/><w:bottom w:val='single'/></w:pBdr>"), True),
    (p(properties="<w:pBdr><w:top w:val='single'/><w:bottom w:val='single'/></w:pBdr>"), False),
    (p(properties="<w:pBdr><w:bottom w:val='nil'/></w:pBdr>"), False),
    (p("<w:r><w:pict><v:rect style='width:80pt;height:30pt'/></w:pict></w:r>"), False),
    (p(box(p("chữ"))), False),
    (p(PICTURE), False),
    (p("chữ"), False),
])  # fmt: skip
def test_a_drawn_line_is_a_rule(paragraph: str, rule: bool) -> None:
    first = flow(paragraph).blocks[0]
    assert isinstance(first, Para) and first.rule is rule


def test_pictures_objects_and_formulas_are_said_with_their_place() -> None:
    ole = ("<w:r><w:object><v:shape><v:imagedata r:id='x'/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object>"
           "</w:r>")  # fmt: skip
    chart = "<w:r><w:drawing><a:graphicData uri='http://a/2006/chart'/></w:drawing></w:r>"
    made = flow(p("một", PICTURE, PICTURE) + tbl(tr(tc(p("ô", ole)))) + p(chart)
                + p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"))  # fmt: skip
    assert [(q.code, q.place, str(q.values["what"]), q.values["count"]) for q in made.found] == [
        ("I036", "đoạn 1", "hình ảnh", 2), ("I036", "bảng 1, hàng 1, cột 1", "đối tượng nhúng", 1),
        ("I036", "sau đoạn 1", "biểu đồ", 1), ("I036", "đoạn 2", "dạng trình bày của công thức", 1),
    ]  # fmt: skip
    assert {q.severity for q in made.found} == {Severity.NOTE}


def test_hidden_text_does_not_print_and_is_said() -> None:
    made = flow(p("in ra", r(" ẩn", "<w:vanish/>")) + p(r("ẩn cả đoạn", "<w:vanish/>"))
                + p(r("hiện", "<w:vanish w:val='0'/>")))  # fmt: skip
    assert texts(made) == ["in ra", "", "hiện"]
    assert [(q.code, q.place, q.values["text"]) for q in made.found] == [
        ("I038", "đoạn 1", "ẩn"), ("I038", "sau đoạn 1", "ẩn cả đoạn"),
    ]  # fmt: skip


def test_a_paragraph_without_a_mark_of_its_own_goes_on_in_the_next() -> None:
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    made = flow(p("1. Tên mục.", properties=hidden) + p(" Nội dung.") + p(properties=hidden) + tbl(tr("ô")))
    assert texts(made) == ["1. Tên mục. Nội dung."]
    assert texts(flow(p("cuối", properties=hidden))) == ["cuối"]


_GONE = re.compile(r"<(mc:Fallback|w:del|w:moveFrom|w:instrText|w:tabs)(?: [^>]*)?>.*?</\1>", re.DOTALL)
_PIECE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|</?w:p[ >]|<w:(?:tab|br|cr)(?: [^>]*)?/>")


def words_in_xml(data: bytes) -> Counter[str]:
    """The words of a main part as a crude reader finds them: letters between tags, nothing known of what they mean."""
    pieces = _PIECE.finditer(_GONE.sub("", data.decode()))
    text = html.unescape("".join(" " if piece[1] is None else piece[1] for piece in pieces))
    return Counter(unicodedata.normalize("NFC", text).split())


def words_in_flow(made: Flow) -> Counter[str]:
    return Counter(" ".join(para.text for para in paras_of(made.blocks)).split())


@pytest.mark.parametrize("name", PLANS)
def test_no_word_of_our_own_documents_is_lost_or_doubled(name: str) -> None:
    parts = parts_of(example(name))
    made = read_flow(parts)
    assert words_in_flow(made) == words_in_xml(parts["word/document.xml"])
    assert made.found == () and made.remarks == ()
    assert all(len({len(row) for row in block.rows}) == 1 for block in made.blocks if isinstance(block, Grid))


@pytest.mark.parametrize("folder", ["samples", "reference"])
def test_no_word_of_real_documents_is_lost_or_doubled(shared: Path, folder: str) -> None:
    for path in sorted((shared / folder).glob("*.docx")):
        parts = read(path.read_bytes())
        made = read_flow(parts)
        assert words_in_flow(made) == words_in_xml(parts["word/document.xml"]), path.name
        assert all(problem.severity is not Severity.ERROR for problem in made.found)


def test_the_annex_of_a_real_plan_lies_on_its_side(shared: Path) -> None:
    path = shared / "samples" / "lc-kh-chi-thi-11-khoang-san.docx"
    made = read_flow(read(path.read_bytes()))
    annex = [block for block in made.blocks if isinstance(block, Grid) and block.landscape]
    assert [(len(table.rows), table.width, table.bordered) for table in annex] == [(16, 6, True)]
    title = next(block for block in made.blocks if isinstance(block, Para) and block.text == "Phụ lục")
    assert title.new_page and title.landscape and title.bold and title.align == "center"
    assert list(made.footnotes) == ["1"] and made.footnotes["1"][0].text.startswith("Đặc biệt: Luật Địa chất")


def test_automatic_numbers_of_a_real_table(shared: Path) -> None:
    path = shared / "samples" / "lc-kh-2242-kiem-tra.docx"
    made = read_flow(read(path.read_bytes()))
    tables = [block for block in made.blocks if isinstance(block, Grid) and block.bordered]
    assert [row[0].text for row in tables[-1].rows] == ["TT", *(f"{n}." for n in range(1, 10))]
