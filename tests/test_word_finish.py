"""What is set on the finished text: the last section, the lines kept with the signature, rules, ids of drawings."""

from __future__ import annotations

import re

import pytest

from generator.word.finish import EMU_PER_MM, close_last_section, finish, fit_drawings, keep_signature
from generator.word.xml import NS, parse, text_of, w

SIGN = "VBQuyenHan"
SECT = '<w:sectPr><w:pgSz w:w="{}"/></w:sectPr>'
LONG = "chữ " * 60


def doc(*body: str, section: str = SECT.format("body")) -> str:
    names = " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in ("w", "wp", "a"))
    return f"<w:document {names}><w:body>{''.join(body)}{section}</w:body></w:document>"


def p(text: str = "", style: str = "VBThan", attributes: str = "", keep: bool = False) -> str:
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f'<w:p{attributes}><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" * keep}</w:pPr>{run}</w:p>'


def end(name: str, attributes: str = "", text: str = "") -> str:
    """The paragraph that ends a section whose page is ``name`` wide."""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f'<w:p{attributes}><w:pPr><w:pStyle w:val="VBHetPhan"/>{SECT.format(name)}</w:pPr>{run}</w:p>'


def table(*cells: str) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells) + "</w:tbl>"


SIGNATURE = table(p("KT. GIÁM ĐỐC", SIGN) + p("Nguyễn Văn A", "VBHoTen"))


def sections(xml: str) -> list[str]:
    """Widths of the sections in order; the last is the body's own."""
    return [size.get(w("w")) for size in parse(xml.encode()).iter(w("pgSz"))]


def kept(xml: str) -> list[str]:
    """Texts of the paragraphs with "keep with next" of their own, each where the schema wants it: after the style."""
    found = [e for e in parse(xml.encode()).iter(w("p")) if e.find(f"{w('pPr')}/{w('keepNext')}") is not None]
    for paragraph in found:
        tags = [child.tag for child in paragraph.find(w("pPr"))]
        assert tags.count(w("keepNext")) == 1
        assert tags.index(w("keepNext")) == (1 if w("pStyle") in tags else 0)
    return [text_of(paragraph) for paragraph in found]


# --- sections ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attributes", ["", ' w:rsidR="00AB12CD"'])
def test_the_last_section_becomes_the_bodys(attributes: str) -> None:
    xml = close_last_section(doc(p("a"), end("1", attributes), p("b", attributes=attributes), end("2", attributes)))
    assert sections(xml) == ["1", "2"]
    body = parse(xml.encode())[0]
    assert [child.tag for child in body] == [w("p")] * 4 + [w("sectPr")]
    assert body[3].find(f"{w('pPr')}/{w('sectPr')}") is None
    assert body[1].find(f"{w('pPr')}/{w('sectPr')}") is not None


def test_one_section_only() -> None:
    assert sections(close_last_section(doc(table(p("a")), end("1")))) == ["1"]


def test_words_in_the_last_paragraph_stay() -> None:
    xml = close_last_section(doc(end("1", text="Lời cuối")))
    assert sections(xml) == ["1"]
    assert "Lời cuối" in xml


def test_white_space_between_is_no_hindrance() -> None:
    assert sections(close_last_section(doc(end("1") + "\n  "))) == ["1"]


def test_an_empty_section_of_the_body_is_replaced_too() -> None:
    assert sections(close_last_section(doc(end("1"), section="<w:sectPr/>"))) == ["1"]


@pytest.mark.parametrize(
    "body",
    [
        (p("a"),),  # no section of its own
        (end("1"), p("còn chữ")),  # the last paragraph is not the end of a section
        (end("1"), table(p("a"))),
    ],
)
def test_left_alone(body: tuple[str, ...]) -> None:
    assert close_last_section(doc(*body)) == doc(*body)


def test_no_section_at_all() -> None:
    assert close_last_section(doc(p("a"), section="")) == doc(p("a"), section="")


# --- the signature ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ((p("một"), p(LONG)), [LONG.strip()]),
        ((p("một"), p("hai"), p("ba")), ["hai", "ba"]),
        ((p("một"), p(LONG), p("ba")), [LONG.strip(), "ba"]),
        ((p("một"), p("hai"), p(""), p("ba"), p("")), ["hai", "", "ba", ""]),
        ((p("chỉ một"),), ["chỉ một"]),
        ((), []),
        ((p("a"), table(p("ô một"), p("ô cuối")), p("./.")), ["ô cuối", "./."]),
        ((p("a"), table(p("ô một"), p("ô cuối"))), ["ô cuối"]),
        ((p("a", attributes=' w:rsidR="1"'), p("b", attributes=' w:rsidR="2"')), ["a", "b"]),
        (("<w:p><w:r><w:t>không kiểu</w:t></w:r></w:p>", "<w:p/>", p("b")), ["không kiểu", "", "b"]),
        (('<w:p w:rsidR="1"/>', '<w:p w:rsidR="1"><w:pPr/><w:r><w:t>a</w:t></w:r></w:p>', p("b")), ["a", "b"]),
    ],
)
def test_two_lines_are_kept_with_the_signature(before: tuple[str, ...], expected: list[str]) -> None:
    xml = keep_signature(doc(*before, SIGNATURE, p("Phụ lục")), SIGN)
    assert [text.strip() for text in kept(xml)] == expected


def test_kept_already_is_not_kept_twice() -> None:
    xml = keep_signature(doc(p("a", keep=True), p("b", keep=True), SIGNATURE), SIGN)
    assert kept(xml) == ["a", "b"]
    assert keep_signature(xml, SIGN) == xml


def test_the_first_signature_is_meant_not_a_table_of_an_annex() -> None:
    xml = keep_signature(doc(p("a"), p("b"), SIGNATURE, p("Phụ lục"), table(p("ô"))), SIGN)
    assert kept(xml) == ["a", "b"]


@pytest.mark.parametrize("xml", [doc(p("a"), table(p("b"))), doc(p("KT. GIÁM ĐỐC", SIGN)), doc()])
def test_without_a_signature_table(xml: str) -> None:
    assert keep_signature(xml, SIGN) == xml
    assert keep_signature(xml, "") == xml


# --- drawings ---------------------------------------------------------------------------------------------------------


def drawing(name: str, cx: int = 1, id: int = 1) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{cx}" cy="0"/><wp:docPr id="{id}" name="{name}"/>'
        f'<a:xfrm><a:ext cx="{cx}" cy="0"/></a:xfrm></wp:inline></w:drawing></w:r></w:p>'
    )


def lengths(xml: str) -> list[tuple[float, float]]:
    found = re.findall(r'<wp:extent cx="(\d+)".*?<a:ext cx="(\d+)"', xml)
    return [(int(a) / EMU_PER_MM, int(b) / EMU_PER_MM) for a, b in found]


def test_rules_take_their_lengths_in_order() -> None:
    xml = doc(
        drawing("duong_ke.cq"), drawing("duong_ke.trichyeu"), drawing("duong_ke.cq"), drawing("duong_ke.trichyeu")
    )
    made = fit_drawings(xml, {"cq": [20, 30], "trichyeu": [40.5, 50]})
    assert lengths(made) == [(20, 20), (40.5, 40.5), (30, 30), (50, 50)]


def test_other_drawings_and_rules_without_a_length_stay() -> None:
    xml = doc(
        drawing("Picture 1", 36000),
        drawing("duong_ke.cq", 36000),
        drawing("duong_ke.tn", 72000),
        drawing("logo", 36000),
    )
    assert lengths(fit_drawings(xml, {"cq": [20]})) == [(1, 1), (20, 20), (2, 2), (1, 1)]
    assert lengths(fit_drawings(xml, {})) == lengths(xml)
    assert fit_drawings(doc(p("duong_ke.")), {"cq": [1]}) == doc(p("duong_ke."))


def test_drawings_are_numbered_once_each() -> None:
    xml = fit_drawings(doc(*(drawing("duong_ke.cq", id=7) for _ in range(3))), {})
    assert re.findall(r'<wp:docPr id="(\d+)"', xml) == ["1", "2", "3"]
    assert fit_drawings(doc(p("a")), {}) == doc(p("a"))


def test_all_in_one() -> None:
    xml = finish(
        doc(p("a"), p("b"), drawing("duong_ke.cq"), SIGNATURE, end("1"), p("PL"), end("2")), {"cq": [10]}, SIGN
    )
    assert sections(xml) == ["1", "2"]
    assert lengths(xml) == [(10, 10)]
    assert kept(xml) == ["a", "b", ""]


@pytest.mark.parametrize(
    "text", ["duong_ke.cq", "&lt;w:sectPr&gt;", "$1 \\1 \\g&lt;0&gt;", '&lt;w:pStyle w:val="VBQuyenHan"/&gt;']
)
def test_what_people_write_is_never_taken_for_markup(text: str) -> None:
    xml = doc(p(text), SIGNATURE, end("1"))
    assert text_of(parse(finish(xml, {"cq": [1]}, SIGN).encode())) == text_of(parse(xml.encode()))
