"""The form of a template and of a document: what obeys the norm is silent, each change beside it is told, alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from generator.agencies import Naming
from generator.check.form import FormProfile, document_problems, form_profile
from generator.problems import CATALOGUE, Problem
from generator.resources import read_template, template_names
from generator.word.archive import read
from generator.word.look import rule_lengths
from rich_documents import SEVERAL_SIGNERS, rich_document, rich_printed, shipped

Parts = dict[str, bytes]
DOCUMENT, STYLES, HEADER = "word/document.xml", "word/styles.xml", "word/header1.xml"
HIT: set[str] = set()


@cache
def _template(name: str) -> tuple[tuple[str, bytes], ...]:
    return tuple(read(read_template(f"{name}.docx")).items())


def template(name: str = "ke-hoach") -> Parts:
    return dict(_template(name))


def told(parts: Parts) -> list[tuple[str, str]]:
    """The code of each problem, with the component and property, or the detail."""
    return [(p.code, _what(p)) for p in form_profile(parts).problems]


def _what(p: Problem) -> str:
    assert "{" not in p.message() + p.hint()
    if p.code == "H004":
        return f"{p.values['component']}: {p.values['property']}"
    return next((str(p.values[key]) for key in ("property", "detail", "style", "name", "found") if key in p.values), "")


@pytest.mark.parametrize("folder", ["", "bo-b/"])
def test_shipped_templates_obey_the_norm(folder: str) -> None:
    for name in template_names():
        assert told(template(f"{folder}{name}")) == [], name


# --- changes of the style sheet ---------------------------------------------------------------------------------------


def style(name: str, old: str, new: str) -> Callable[[Parts], Parts]:
    """Change the definition of one style."""

    def change(parts: Parts) -> Parts:
        sheet = parts[STYLES].decode()
        start = sheet.index(f'<w:name w:val="{name}"/>')
        end = sheet.index("</w:style>", start)
        own = sheet[start:end]
        assert re.search(old, own), (name, own)
        return parts | {STYLES: (sheet[:start] + re.sub(old, new, own) + sheet[end:]).encode()}

    return change


def text(part: str, old: str, new: str, count: int = 0) -> Callable[[Parts], Parts]:
    """Change a part."""

    def change(parts: Parts) -> Parts:
        made, hits = re.subn(old, new, parts[part].decode(), count=count, flags=re.DOTALL)
        assert hits, old
        return parts | {part: made.encode()}

    return change


def size(value: float) -> str:
    return f'<w:sz w:val="{round(value * 2)}"/>'


SZ = r'<w:sz w:val="\d+"/>'
FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="{0}" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'
INDENT = r'<w:ind w:firstLine="\d+"/>'
RUN_OF_NATION = r"<w:r>(<w:t xml:space=\"preserve\">CỘNG HÒA)"
RUN_OF_NUMBER = r"<w:r>(<w:t xml:space=\"preserve\">Số: )"
CASES: list[tuple[str, Callable[[Parts], Parts], str, str]] = [
    ("size above", style("VB Thân", SZ, size(14.5)), "H004", "body: cỡ chữ"),
    ("size below", style("VB Nơi nhận", SZ, size(11.5)), "H004", "noinhan: cỡ chữ"),
    ("weight lost", style("VB Cơ quan ban hành", r"<w:b/>", ""), "H004", "cq: chữ đậm"),
    ("weight won", style("VB Thân", r"<w:sz ", "<w:b/><w:sz "), "H004", "body: chữ đậm"),
    ("slope lost", style("VB Căn cứ", r"<w:i/>", ""), "H004", "cancu: chữ nghiêng"),
    ("slope off", style("VB Địa danh", r"<w:i/>", '<w:i w:val="0"/>'), "H004", "diadanh: chữ nghiêng"),
    ("alignment", style("VB Trích yếu", 'w:val="center"', 'w:val="left"'), "H004", "trichyeu: căn lề"),
    ("one font", style("VB Thân", SZ, FONTS.format("Arial") + size(14)), "H004", "body: phông"),
    ("theme font", style("VB Thân", SZ, '<w:rFonts w:asciiTheme="minorHAnsi"/>' + size(14)), "H004", "body: phông"),
    ("colour", style("VB Số ký hiệu", SZ, '<w:color w:val="1F4E79"/>' + size(13)), "H004", "so: màu chữ"),
    ("stamp black", style("VB Dấu khẩn", '<w:color w:val="FF0000"/>', ""), "H004", "khan: màu chữ"),
    ("underline", style("VB Tên loại", SZ, '<w:u w:val="single"/>' + size(14)), "H004", "tenloai: hiệu ứng chữ"),
    ("hidden", style("VB Họ tên", SZ, "<w:vanish/>" + size(14)), "H004", "hoten: hiệu ứng chữ"),
    ("indent above", style("VB Khoản", INDENT, '<w:ind w:firstLine="726"/>'), "H004", "khoan: thụt đầu dòng"),
    ("indent below", style("VB Khoản", INDENT, '<w:ind w:firstLine="561"/>'), "H004", "khoan: thụt đầu dòng"),
    ("indent left", style("VB Khoản", INDENT, '<w:ind w:left="200" w:firstLine="567"/>'), "H004",
     "khoan: thụt đầu dòng"),
    ("hanging", style("VB Gạch đầu dòng", INDENT, '<w:ind w:hanging="567"/>'), "H004", "gach: thụt đầu dòng"),
    ("gap", style("VB Thân", r'w:before="\d+"', 'w:before="119"'), "H004", "body: khoảng cách đoạn"),
    ("gap joined", style("VB Thân", "<w:spacing ", "<w:contextualSpacing/><w:spacing "), "H004",
     "body: khoảng cách đoạn"),
    ("line above", style("VB Thân", r'w:line="\d+"', 'w:line="361"'), "H004", "body: giãn dòng"),
    ("line below", style("VB Thân", r'w:line="\d+"', 'w:line="239"'), "H004", "body: giãn dòng"),
    ("line exact", style("VB Thân", r'w:lineRule="auto"', 'w:lineRule="exact"'), "H004", "body: giãn dòng"),
    ("page number size", style("VB Số trang", SZ, size(12)), "H004", "sotrang: cỡ chữ"),
    ("page number left", style("VB Số trang", 'w:val="center"', 'w:val="right"'), "H004", "sotrang: căn lề"),
    ("sets mixed", style("VB Tiêu ngữ", SZ, size(13)), "H007", "VB Quốc hiệu 13, VB Tiêu ngữ 13, VB Địa danh 14"),
    ("language", text(STYLES, 'w:val="vi-VN"', 'w:val="en-US"'), "H014", "en-US"),
    # direct formatting, styles
    ("direct size", text(DOCUMENT, RUN_OF_NUMBER, r'<w:r><w:rPr><w:sz w:val="30"/></w:rPr>\1', 1), "H004",
     "so: cỡ chữ"),
    ("direct weight", text(DOCUMENT, RUN_OF_NATION, r'<w:r><w:rPr><w:b w:val="0"/></w:rPr>\1', 1), "H004",
     "qh: chữ đậm"),
    ("direct underline", text(DOCUMENT, RUN_OF_NATION, r'<w:r><w:rPr><w:u w:val="single"/></w:rPr>\1', 1), "H004",
     "qh: hiệu ứng chữ"),
    ("small letters", text(DOCUMENT, "CỘNG HÒA XÃ", "Cộng hòa xã", 1), "H004", "qh: kiểu chữ"),
    ("unknown style", text(DOCUMENT, '<w:pStyle w:val="VBTenLoai"/>', "", 1), "H009", "Normal"),
    ("a field as another", text(DOCUMENT, r'VBTenLoai("/></w:pPr><w:r><w:t xml:space="preserve">\{\{ ten_loai)',
     r"VBThan\1"), "H004", "tenloai: kiểu đoạn"),
    ("a list as another", text(DOCUMENT, r'VBDanhSachNoiNhan"', 'VBKinhGui"', 1), "H004", "noinhan_ds: kiểu đoạn"),
    ("a block as another", text(DOCUMENT, r"VBGachDauDong", "VBThan", 1), "H004", "gach: kiểu đoạn"),
    ("words as others", text(DOCUMENT, r'VBNoiNhan"', 'VBHoTen"', 1), "H004", "noinhan: kiểu đoạn"),
    # pages
    ("top", text(DOCUMENT, r'w:top="\d+"(?= w:right)', 'w:top="1070"', 1), "H005", "lề trên"),
    ("bottom", text(DOCUMENT, r'w:bottom="\d+"(?= w:left)', 'w:bottom="1490"', 1), "H005", "lề dưới"),
    ("left", text(DOCUMENT, r'w:left="\d+"(?= w:header)', 'w:left="1640"', 1), "H005", "lề trái"),
    ("gutter", text(DOCUMENT, 'w:gutter="0"', 'w:gutter="400"', 1), "H005", "lề trái"),
    ("right", text(DOCUMENT, r'w:right="\d+"(?= w:bottom)', 'w:right="780"', 1), "H005", "lề phải"),
    ("letter paper", text(DOCUMENT, r'<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="12240" w:h="16838"/>', 1),
     "H005",
     "rộng"),
    ("paper height", text(DOCUMENT, r'<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="11906" w:h="15840"/>', 1),
     "H005",
     "cao"),
    ("first page", text(DOCUMENT, "<w:titlePg/>", "", 1), "H006", "số trang hiện ở trang đầu"),
    ("first page off", text(DOCUMENT, "<w:titlePg/>", '<w:titlePg w:val="0"/>', 1), "H006",
     "số trang hiện ở trang đầu"),
    ("first header numbered", lambda parts: parts | {"word/header2.xml": parts[HEADER]}, "H006",
     "số trang hiện ở trang đầu"),
    ("not restarting", text(DOCUMENT, '<w:pgNumType w:start="1"/>', "", 1), "H006", "số trang không bắt đầu từ 1"),
    ("roman numbers", text(DOCUMENT, '<w:pgNumType w:start="1"/>', '<w:pgNumType w:fmt="lowerRoman" w:start="1"/>', 1),
     "H006",
     "số trang không phải chữ số Ả Rập"),
    ("no number", text(HEADER, " PAGE ", " DATE "), "H006", "không có số trang ở lề trên"),
    ("number of pages", text(HEADER, " PAGE ", " NUMPAGES "), "H006", "không có số trang ở lề trên"),
    ("number in the footer", lambda parts: parts | {"word/footer1.xml": parts[HEADER].replace(b"w:hdr", b"w:ftr")},
     "H006",
     "số trang ở lề dưới"),
    ("even pages", text("word/settings.xml", "<w:zoom ", "<w:evenAndOddHeaders/><w:zoom "), "H006",
     "trang chẵn, trang lẻ có đầu trang khác nhau"),
    # lines
    ("no line under Tiêu ngữ", text(DOCUMENT, r'<w:drawing>(?:(?!<w:drawing>).)*?duong_ke\.tn".*?</w:drawing>', "", 1),
     "H010",
     "«VB Tiêu ngữ»: không có đường kẻ bên dưới"),
    ("no line under the issuer", text(DOCUMENT, r'<w:drawing>(?:(?!<w:drawing>).)*?duong_ke\.cq".*?</w:drawing>', "",
     1), "H010",
     "«VB Cơ quan ban hành»: không có đường kẻ bên dưới"),
    ("a row of underscores", text(DOCUMENT, r'<w:drawing>(?:(?!<w:drawing>).)*?duong_ke\.trichyeu".*?</w:drawing>',
     "<w:t>_______</w:t>", 1), "H010", "«VB Trích yếu»: không có đường kẻ bên dưới"),
    ("a blue line", text(DOCUMENT, '<a:srgbClr val="000000"/>', '<a:srgbClr val="1F4E79"/>', 1), "H010",
     "«duong_ke.cq»: không đen"),
    ("a dashed line", text(DOCUMENT, "</a:ln>", '<a:prstDash val="dash"/></a:ln>', 1), "H010",
     "«VB Cơ quan ban hành»: không phải một nét thẳng, liền"),
    ("a wave", text(DOCUMENT, 'prst="line"', 'prst="wave"', 1), "H010",
     "«VB Cơ quan ban hành»: không phải một nét thẳng, liền"),
    ("a nameless line", text(DOCUMENT, 'name="duong_ke.cq"', 'name="Line 1"', 1), "H010",
     "«VB Cơ quan ban hành»: đường kẻ phải mang tên duong_ke.cq"),
    # stamps, signature, tables, properties
    ("a wide stamp", text(DOCUMENT, r'<w:tblW w:w="1701" ', '<w:tblW w:w="1760" ', 1), "H011",
     "31 × 8.01 mm, quy định 30 × 8 mm"),
    ("a high stamp", text(DOCUMENT, r'<w:trHeight w:val="\d+"', '<w:trHeight w:val="500"', 1), "H011",
     "30 × 8.82 mm, quy định 30 × 8 mm"),
    ("a black frame", text(DOCUMENT, r'w:color="FF0000"/></w:tblBorders>', 'w:color="000000"/></w:tblBorders>', 1),
     "H011",
     "khung không phải viền đơn màu đỏ"),
    ("another stamp", text(DOCUMENT, "THƯỢNG KHẨN</w:t>", "RẤT KHẨN</w:t>", 1), "H011",
     "không phải HỎA TỐC, THƯỢNG KHẨN hoặc KHẨN"),
    ("a splitting signature", text(DOCUMENT, r"<w:trPr><w:cantSplit/></w:trPr>(?=(?:(?!</w:tr>).)*VBNoiNhan)", "", 1),
     "H012",
     "hàng chữ ký có thể bị ngắt qua hai trang"),
    ("a signature that lets go", style("VB Quyền hạn", "<w:keepNext/>", ""), "H012",
     "dòng chữ ký không giữ với dòng sau"),
    ("heads that do not repeat", text(DOCUMENT, "<w:tblHeader/>", "", 1), "H013",
     "hàng tiêu đề của bảng mẫu không lặp lại ở trang sau"),
    ("rows that split", text(DOCUMENT, "<w:trPr><w:cantSplit/><w:tblHeader/>", "<w:trPr><w:tblHeader/>", 1), "H013",
     "hàng của bảng mẫu có thể bị ngắt qua hai trang"),
    ("an author", text("docProps/core.xml", "<dc:language>", "<dc:creator>Nguyễn Văn An</dc:creator><dc:language>"),
     "H015",
     "Nguyễn Văn An"),
    ("a path", text("docProps/app.xml", "</Properties>",
     "<Template>C:\\\\Users\\\\an\\\\A.dotx</Template></Properties>"), "H015",
     "C:\\Users\\an\\A.dotx"),
    ("broken styles", text(STYLES, "</w:styles>", ""), "M009", ""),
    ("no styles", lambda parts: {name: data for name, data in parts.items() if name != STYLES}, "M009", ""),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "what"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_change_is_told_alone(change: Callable[[Parts], Parts], code: str, what: str) -> None:
    found = told(change(template()))
    assert [own for own, _ in found] == [code]
    assert what in found[0][1]


SILENT: list[tuple[str, Callable[[Parts], Parts]]] = [
    ("least size", style("VB Thân", SZ, size(13))),
    ("least indent", style("VB Thân", INDENT, '<w:ind w:firstLine="567"/>')),
    ("most indent", style("VB Thân", INDENT, '<w:ind w:firstLine="720"/>')),
    ("least gap", style("VB Thân", r'w:before="\d+" w:after="0"', 'w:before="60" w:after="60"')),
    ("more gap", style("VB Thân", r'w:before="\d+"', 'w:before="240"')),
    ("single line", style("VB Thân", r'w:line="\d+"', 'w:line="240"')),
    ("one and a half", style("VB Thân", r'w:line="\d+"', 'w:line="360"')),
    ("margins at their ends", text(DOCUMENT, r'<w:pgMar [^>]*/>',
     '<w:pgMar w:top="1417" w:right="1134" w:bottom="1417" '
     'w:left="1984" w:header="567" w:footer="567" w:gutter="0"/>')),
    ("margins at their other ends", text(DOCUMENT, r'<w:pgMar [^>]*/>',
     '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" '
     'w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>')),
    ("automatic black", style("VB Thân", SZ, '<w:color w:val="auto"/>' + size(14))),
    ("no underline", style("VB Thân", SZ, '<w:u w:val="none"/>' + size(14))),
    ("capitals by format", lambda parts: text(DOCUMENT, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
     "Cộng hòa xã hội chủ nghĩa "
     "Việt Nam")(style("VB Quốc hiệu", SZ, "<w:caps/>" + size(13))(parts))),
    ("free components", style("VB Bảng chữ", SZ, size(12))),
    ("a simple field", text(HEADER, r"<w:r><w:fldChar .*</w:r>",
     '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')),
    ("alignment by its newer name", style("VB Kính gửi", 'w:val="left"', 'w:val="start"')),
]  # fmt: skip


@pytest.mark.parametrize("change", [case[1] for case in SILENT], ids=[case[0] for case in SILENT])
def test_what_the_norm_allows_is_silent(change: Callable[[Parts], Parts]) -> None:
    name = "to-trinh" if change is SILENT[-1][1] else "ke-hoach"
    assert told(change(template(name))) == []


def test_landscape_pages_are_judged_by_their_own_edges() -> None:
    landscape = re.search(rb'<w:pgSz [^>]*w:orient="landscape"/>', template()[DOCUMENT])
    assert landscape and b'w:w="16838"' in landscape.group()
    turned = text(DOCUMENT, ' w:orient="landscape"', "", 1)(template())
    assert {what for _, what in told(turned)} == {"rộng", "cao"}


def test_a_character_style_counts() -> None:
    parts = text(STYLES, "</w:styles>", '<w:style w:type="character" w:styleId="Nho"><w:name w:val="Nho"/><w:rPr>'
                 '<w:sz w:val="16"/></w:rPr></w:style></w:styles>')(template())  # fmt: skip
    parts = text(DOCUMENT, RUN_OF_NUMBER, r'<w:r><w:rPr><w:rStyle w:val="Nho"/></w:rPr>\1', 1)(parts)
    assert told(parts) == [("H004", "so: cỡ chữ")]


def test_many_faults_are_told_at_once_and_each_once() -> None:
    parts = style("VB Thân", SZ, size(20))(text(DOCUMENT, "<w:titlePg/>", "")(template()))
    assert told(parts) == [("H004", "body: cỡ chữ"), ("H006", "số trang hiện ở trang đầu")]


# --- documents --------------------------------------------------------------------------------------------------------


def rendered(kind: str = "ke-hoach", **changes: object) -> tuple[bytes, Callable[[bytes], list[tuple[str, str]]]]:
    """The main part of a rich document, and the judge of a changed one."""
    document = rich_document(kind, **changes)
    made = shipped(document)
    printed, marks = rich_printed(document, made)
    profile: FormProfile = form_profile(made.parts)

    def judge(data: bytes) -> list[tuple[str, str]]:
        return [(p.code, _what(p)) for p in document_problems(data, document, Naming(document), profile)]

    return made.render(printed, marks).document, judge


@pytest.mark.parametrize("kind", ["ke-hoach", "quyet-dinh", "cong-van"])
@pytest.mark.parametrize("changes", [{}, {"bo_co_chu": "B"}, {"nguoi_ky": SEVERAL_SIGNERS}], ids=["A", "B", "several"])
def test_documents_keep_the_form_of_their_templates(kind: str, changes: dict[str, object]) -> None:
    data, judge = rendered(kind, **changes)
    assert judge(data) == []


def changed(data: bytes, old: str, new: str, count: int = 1) -> bytes:
    made, hits = re.subn(old, new, data.decode(), count=count, flags=re.DOTALL)
    assert hits, old
    return made.encode()


@pytest.mark.parametrize(("old", "new", "code"), [
    ("<w:r><w:t ", '<w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t ', "H008"),
    ("<w:r><w:t ", "<w:r><w:rPr><w:u/></w:rPr><w:t ", "H008"),
    ('<w:pStyle w:val="VBThan"/>', '<w:pStyle w:val="VBThan"/><w:jc w:val="left"/>', "H008"),
    ('<w:pStyle w:val="VBThan"/>', '<w:pStyle w:val="Normal"/>', "H008"),
    ('w:top="1134"', 'w:top="600"', "H008"),
    ("<w:tblHeader/>", "", "H013"),
    (r'(<w:keepNext/>)(?=((?!<w:keepNext/>).)*VBQuyenHan)', "", "H012"),
])  # fmt: skip
def test_a_change_of_a_document_is_told(old: str, new: str, code: str) -> None:
    data, judge = rendered()
    assert [own for own, _ in judge(changed(data, old, new))] == [code]


def test_inline_marks_are_no_foreign_form() -> None:
    data, judge = rendered()
    assert b"<w:i/>" in data and b'w:val="superscript"' in data and judge(data) == []


@pytest.mark.parametrize("name", ["tn", "cq", "trichyeu"])
@pytest.mark.parametrize(("factor", "code"), [(0.65, "H010"), (1.0, None), (1.6, "H010")])
def test_the_lengths_of_lines_follow_their_texts(name: str, factor: float, code: str | None) -> None:
    data, judge = rendered()
    emu = dict(rule_lengths(data))[name] * 36_000
    found = judge(changed(data, rf'cx="{round(emu)}"', f'cx="{round(emu * factor)}"'))
    assert [own for own, _ in found] == [code] * (code is not None)


def test_the_line_of_tiêu_ngữ_is_as_long_as_its_text_and_no_longer() -> None:
    data, judge = rendered()
    emu = round(dict(rule_lengths(data))["tn"] * 36_000)
    for millimetres, code in ((0.3, []), (1.0, ["H010"]), (-1.0, ["H010"])):
        longer = changed(data, rf'cx="{emu}"', f'cx="{emu + round(millimetres * 36_000)}"')
        assert [own for own, _ in judge(longer)] == code


def test_every_code_of_form_is_raised_by_some_test() -> None:
    here = {case[2] for case in CASES} | {"H008"}
    words = {"H001", "H002", "H003"}  # tests/test_check_words.py
    assert {code for code in CATALOGUE if code.startswith("H")} == (here - {"M009"}) | words
