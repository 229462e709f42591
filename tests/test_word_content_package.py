"""What stands beside the text of a Word document, its letters, and packages that are broken or hostile."""

from __future__ import annotations

import unicodedata

import pytest

from generator.flow import Para, Remark, paras_of
from generator.inline import Run
from generator.problems import ProblemsError, Severity
from generator.word.content import read_flow
from word_files import (
    OPEN,
    box,
    change,
    codes,
    definition,
    deleted,
    field,
    flow,
    grid,
    in_list,
    lvl,
    p,
    package,
    part,
    r,
    relations,
    shape,
    style,
    tbl,
    tc,
    texts,
    tr,
)


def comment(id: str, text: str) -> str:
    return f'<w:comment w:id="{id}" w:author="Bình" w:date="2026-11-02T08:00:00Z">{p(text)}</w:comment>'


def note(id: int, *inside: str, more: str = "") -> str:
    return f"<w:footnote w:id='{id}'>{p(*inside)}{more}</w:footnote>"


def mark(id: int, kind: str = "footnote", more: str = "") -> str:
    return f"<w:r><w:{kind}Reference w:id='{id}'{more}/></w:r>"


def test_notes_have_keys_in_the_order_of_their_marks() -> None:
    notes = (f"<w:footnote w:type='separator' w:id='-1'>{p('<w:r><w:separator/></w:r>')}</w:footnote>"
             + note(2, "<w:r><w:footnoteRef/></w:r>", " Ghi chú ", r("đậm", "<w:b/>"), more=p("dòng hai"))
             + note(5, " Ghi chú năm. "))  # fmt: skip
    made = flow(p("a", mark(5), "b", mark(2, "endnote"), "c") + tbl(tr(tc(p("d", mark(2))))), footnotes=notes,
                endnotes=f"<w:endnote w:id='2'>{p('Cuối')}</w:endnote>")  # fmt: skip
    first = made.blocks[0]
    assert isinstance(first, Para)
    assert first.runs == (Run("a"), Run(footnote="1"), Run("b"), Run(footnote="2"), Run("c"))
    assert made.footnotes == {
        "1": (Run("Ghi chú năm."),), "2": (Run("Cuối"),),
        "3": (Run("Ghi chú "), Run("đậm", bold=True), Run("\n"), Run("dòng hai")),
    }  # fmt: skip
    assert made.found == ()


def test_a_note_with_a_mark_of_its_own_and_one_without_text() -> None:
    star = "<w:r><w:footnoteReference w:id='2' w:customMarkFollows='1'/><w:t>(*)</w:t></w:r>"
    made = flow(p("a", star, " b") + p("c", mark(9)), footnotes=note(2, "(*) Giải thích"))
    assert texts(made) == ["a b", "c"]
    assert made.footnotes == {"1": (Run("(*) Giải thích"),), "2": ()}
    assert codes(made) == [("I037", "chú thích 2")]


def test_marks_that_do_not_print_make_no_notes() -> None:
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr>{mark(2)[5:]}"
    made = flow(p(change("del", mark(2)), hidden, "b"), footnotes=note(2, "x"))
    assert made.footnotes == {}


def headers(**types: int) -> str:
    return "".join(f"<w:headerReference w:type='{type}' r:id='header{n}'/>" for type, n in types.items())


def test_headers_stand_beside_without_page_numbers() -> None:
    page, pages = field("PAGE", r("2")), field("NUMPAGES", r("9"))
    footer = "<w:footerReference w:type='default' r:id='footer1'/>"
    made = flow(p("thân") + f"<w:sectPr>{headers(default=1, first=2, even=3)}{footer}</w:sectPr>",
                header1=p("Phụ lục I") + p(page) + p("- 3 -"), header2=p("trang đầu"), header3=p("trang chẵn"),
                footer1=p("Trang ", page, " / ", pages) + p("Kế hoạch ", page))  # fmt: skip
    assert [(para.text, para.place) for para in made.beside] == [
        ("Phụ lục I", "đầu trang"), ("Kế hoạch 2", "chân trang")]  # fmt: skip


def test_headers_of_first_and_even_pages_print_where_the_pages_differ() -> None:
    made = flow(p("thân") + f"<w:sectPr>{headers(first=2, even=3)}<w:titlePg/></w:sectPr>",
                header2=p("trang đầu"), header3=p("trang chẵn"), settings="<w:evenAndOddHeaders/>")  # fmt: skip
    assert [para.text for para in made.beside] == ["trang đầu", "trang chẵn"]


def test_comments_and_changes_are_remarks_in_order() -> None:
    start = "<w:commentRangeStart w:id='1'/>"
    end = "<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>"
    body = (p("một ", change("ins", r("thêm") + r(" nữa", "<w:b/>")), change("ins", r(" tiếp")), deleted("bớt"))
            + p("Quý ", start, "II năm 2027", end) + p("c", "<w:r><w:commentReference w:id='3'/></w:r>"))  # fmt: skip
    made = flow(body, comments=comment("2", "không gắn vào đâu") + comment("1", "xem lại hạn") + comment("3", "điểm"))
    when, day = "2026-11-01T09:00:00Z", "2026-11-02T08:00:00Z"
    assert made.remarks == (
        Remark("insertion", "An", when, "đoạn 1", "thêm nữa tiếp"), Remark("deletion", "An", when, "đoạn 1", "bớt"),
        Remark("comment", "Bình", day, "đoạn 2: «II năm 2027»", "xem lại hạn"),
        Remark("comment", "Bình", day, "đoạn 3", "điểm"), Remark("comment", "Bình", day, "", "không gắn vào đâu"),
    )  # fmt: skip


def test_a_deleted_paragraph_and_a_deleted_row_do_not_print() -> None:
    gone = "<w:rPr><w:del w:id='1' w:author='An' w:date='2026-11-01T09:00:00Z'/></w:rPr>"
    row = '<w:{} w:id="1" w:author="An" w:date="2026-11-01T09:00:00Z"/>'
    numbered = in_list(0, 1)
    made = flow(p("một", properties=numbered) + p(deleted("hai"), properties=numbered + gone)
                + p("ba", properties=numbered) + p("bốn ", properties=gone) + p("nối")
                + tbl(tr("a"), tr("b", "x", properties=row.format("del")), tr("c", properties=row.format("ins"))),
                numbering=definition(lvl(0, "%1.")))  # fmt: skip
    assert [(para.label, para.text) for para in made.blocks if isinstance(para, Para)] == [
        ("1.", "một"), ("2.", "ba"), ("", "bốn nối")]  # fmt: skip
    assert shape(grid(made)) == [["a"], ["c"]]
    assert [(remark.kind, remark.place, remark.text) for remark in made.remarks] == [
        ("deletion", "đoạn 2", "hai¶"), ("deletion", "đoạn 3", "¶"), ("deletion", "bảng 1, sau hàng 1", "b x"),
        ("insertion", "bảng 1, hàng 2", "c"),
    ]  # fmt: skip


def test_a_table_with_no_row_left_is_none() -> None:
    made = flow(tbl(tr("a", properties="<w:del w:id='1'/>")) + p("sau"))
    assert texts(made) == ["sau"] and len(made.blocks) == 1


def test_another_file_inside_is_said() -> None:
    assert codes(flow(p("một") + "<w:altChunk r:id='x'/>")) == [("I037", "sau đoạn 1")]


def test_letters_are_tidied_and_reported() -> None:
    made = flow(p(unicodedata.normalize("NFD", "Ủy ban")) + p("ngày\u00a010", "\u00a0/\u200b3") + tbl(tr("củ\u0430 Sở"))
                + p("củ", "\u0430"))  # fmt: skip
    assert texts(made) == ["Ủy ban", "ngày 10 /3", "củ\u0430"]
    assert codes(made) == [
        ("I030", "bảng 1, hàng 1, cột 1"), ("I030", "đoạn 3"), ("D009", "đoạn 1"), ("I032", "đoạn 2"),
        ("I033", "đoạn 2"),
    ]  # fmt: skip


def refused(parts: dict[str, bytes]) -> tuple[str, str]:
    with pytest.raises(ProblemsError) as caught:
        read_flow(parts)
    (problem,) = caught.value.problems
    return problem.code, problem.message()


def test_the_main_part_is_found_as_word_finds_it() -> None:
    bold = style("paragraph", "Dam", "<w:rPr><w:b/></w:rPr>")
    plain = package(p("chữ", properties="<w:pStyle w:val='Dam'/>"), styles=bold)
    moved = {
        "_rels/.rels": relations({"a": ("officeDocument", "/Noi/Dung.XML")}),
        "noi/dung.xml": plain["word/document.xml"],
        "noi/_rels/dung.xml.rels": relations({"b": ("styles", "../kieu/s.xml")}),
        "kieu/s.xml": plain["word/styles.xml"],
    }
    lost = {name: data for name, data in plain.items() if not name.startswith(("_rels", "[Content"))}
    for parts in (plain, moved, lost):
        (para,) = read_flow(parts).blocks
        assert isinstance(para, Para) and para.text == "chữ" and para.bold


def test_strict_documents_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml"
    parts = package(p(r("chữ", "<w:b w:val='true'/>"), properties="<w:jc w:val='end'/>"))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        f"{OPEN}/wordprocessingml/2006/main".encode(), f"{strict}/wordprocessingml/main".encode())  # fmt: skip
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        f"{OPEN}/officeDocument/2006/".encode(), f"{strict}/officeDocument/".encode())  # fmt: skip
    (para,) = read_flow(parts).blocks
    assert isinstance(para, Para) and para.bold and para.align == "right"


@pytest.mark.parametrize(("parts", "words"), [
    ({}, "không có phần văn bản của Word"),
    ({"[Content_Types].xml": b"<Types x='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>",
      "_rels/.rels": relations({"a": ("officeDocument", "xl/workbook.xml")}), "xl/workbook.xml": b"<workbook/>"},
     "đây là bảng tính Excel"),
    ({"[Content_Types].xml": b"<Types x='presentationml'/>"}, "đây là bản trình chiếu PowerPoint"),
    ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, "đây là tệp OpenDocument"),
    ({"word/document.xml": b"<document/>"}, "không có phần văn bản của Word"),
    ({"word/document.xml": part("document", "")}, "không có phần văn bản của Word"),
])  # fmt: skip
def test_what_is_no_word_document_is_refused(parts: dict[str, bytes], words: str) -> None:
    assert refused(parts) == ("I034", f"không phải văn bản Word: {words}")


@pytest.mark.parametrize("name", [
    "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels",
])  # fmt: skip
@pytest.mark.parametrize("data", [
    b"", b"<w:p", b"\x00\x01", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>" * 400 + b"</a>" * 400,
])  # fmt: skip
def test_a_broken_part_is_refused(name: str, data: bytes) -> None:
    code, message = refused(package(p("chữ"), styles="") | {name: data})
    assert code == "I035" and name in message


def test_nothing_outside_the_package_is_read_and_it_is_said() -> None:
    parts = package(p("chữ")) | {
        "word/vbaProject.bin": b"", "word/settings.xml": part("settings", ""),
        "word/_rels/settings.xml.rels": relations({"a": ("attachedTemplate", "http://a.vn/b.dotm")}, external=True),
        "word/_rels/document.xml.rels": relations({"b": ("hyperlink", "http://example.org/")}, external=True),
    }  # fmt: skip
    made = read_flow(parts)
    assert [(q.code, str(q.values["what"]), q.severity) for q in made.found] == [
        ("I039", "macro", Severity.WARNING),
        ("I039", "liên kết tới tệp ngoài «http://a.vn/b.dotm»", Severity.WARNING),
    ]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [
    ("<w:smartTag>", "</w:smartTag>"), ("<w:ins w:author='a'>", "</w:ins>"),
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
])  # fmt: skip
def test_deep_wrappers_are_read(before: str, after: str) -> None:
    assert texts(flow(p(before * 100 + r("đáy") + after * 100))) == ["đáy"]


@pytest.mark.parametrize("nested", [
    lambda inside: tbl(tr(tc(inside))), lambda inside: p(box(inside)),
])  # fmt: skip
def test_nesting_is_bounded(nested: object) -> None:
    assert callable(nested)
    body = p("đáy")
    for _ in range(5):
        body = nested(body)
    assert [para.text for para in paras_of(flow(body).blocks) if para.text] == ["đáy"]
    with pytest.raises(ProblemsError) as caught:
        for _ in range(15):
            body = nested(body)
            flow(body)
    assert caught.value.problems[0].code == "I035"


def test_a_table_with_countless_columns_is_refused() -> None:
    assert refused(package(tbl(tr(*["a"] * 600))))[0] == "I035"
