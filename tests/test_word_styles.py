"""Effective formatting, from the defaults to the run; one-line XML, as Word and LibreOffice write it."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.word.styles import ParagraphFormat, RunFormat, Styles
from generator.word.xml import NS, parse

TNR = "<w:rFonts " + " ".join(f'w:{slot}="Times New Roman"' for slot in ("ascii", "hAnsi", "eastAsia", "cs")) + "/>"
THEME = (
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:cstheme="minorBidi"/>'
)
FOUR = ("Times New Roman",) * 4


def element(name: str, inner: str) -> etree._Element:
    return parse(f'<w:{name} xmlns:w="{NS["w"]}">{inner}</w:{name}>'.encode())


def style(id: str, inner: str = "", based: str = "", kind: str = "paragraph", default: bool = False) -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    is_default = ' w:default="1"' if default else ""
    start = f'<w:style w:type="{kind}" w:styleId="{id}"{is_default}>'
    return f'{start}<w:name w:val="Tên {id}"/>{on}{inner}</w:style>'


def run(inner: str) -> str:
    return f"<w:rPr>{inner}</w:rPr>"


def styles(*own: str, run_defaults: str = "", paragraph_defaults: str = "") -> Styles:
    defaults = (
        f"<w:docDefaults><w:rPrDefault>{run(run_defaults)}</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph_defaults}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    return Styles(element("styles", defaults + "".join(own)))


def test_names_and_ids() -> None:
    known = styles(style("A"), style("B", kind="character"), style("N", default=True))
    assert known.names == {"A": "Tên A", "N": "Tên N"}
    assert known.ids == {"Tên A": "A", "Tên N": "N"}
    assert known.default == "N"
    assert styles().default == ""


def test_nothing_said_is_words_own_default() -> None:
    assert styles().run_format("none") == RunFormat(10.0, fonts=("",) * 4)
    assert styles().paragraph_format("none") == ParagraphFormat()
    assert Styles(element("styles", "")).run_format("") == RunFormat(10.0, fonts=("",) * 4)


def test_the_chain_from_defaults_to_direct() -> None:
    known = styles(
        style("N", run('<w:sz w:val="26"/>'), default=True),
        style("A", run('<w:b/><w:color w:val="FF0000"/>'), "N"),
        style("B", run('<w:i/><w:sz w:val="28"/>'), "A"),
        run_defaults=TNR + '<w:sz w:val="22"/>',
    )
    assert known.run_format("") == RunFormat(13, fonts=FOUR)
    assert known.run_format("A") == RunFormat(13, True, fonts=FOUR, color="FF0000")
    assert known.run_format("B") == RunFormat(14, True, True, FOUR, "FF0000")
    direct = element("rPr", '<w:b w:val="0"/><w:sz w:val="24"/><w:color w:val="auto"/><w:caps/>')
    assert known.run_format("B", direct) == RunFormat(12, False, True, FOUR, "000000", True)


@pytest.mark.parametrize("off", ["0", "false", "off"])
def test_switched_off_and_on_again(off: str) -> None:
    known = styles(
        style("A", run("<w:b/>")), style("B", run(f'<w:b w:val="{off}"/>'), "A"), style("C", run("<w:b/>"), "B")
    )
    assert [known.run_format(id).bold for id in "ABC"] == [True, False, True]


@pytest.mark.parametrize("on", ["1", "true", "on"])
def test_switched_on_by_value(on: str) -> None:
    assert styles(style("A", run(f'<w:b w:val="{on}"/>'))).run_format("A").bold


def test_a_loop_ends() -> None:
    known = styles(style("A", run("<w:b/>"), "B"), style("B", run("<w:i/>"), "A"), style("C", run("<w:caps/>"), "C"))
    assert known.run_format("A") == RunFormat(10, True, True, ("",) * 4)
    assert known.run_format("C").caps


@pytest.mark.parametrize("id", ["'", '"', "'\"", "không có", "]"])
def test_strange_ids_are_unknown(id: str) -> None:
    assert styles(style("A", run("<w:b/>"))).run_format(id) == RunFormat(10, fonts=("",) * 4)


def test_a_theme_font_wins_over_a_name_beside_it() -> None:
    both = '<w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi" w:hAnsi="Arial" w:cs="Arial" w:cstheme="minorBidi"/>'
    assert styles(run_defaults=both).run_format("").fonts == ("", "Arial", "", "")


def test_a_name_given_later_wins_over_an_inherited_theme_font() -> None:
    """So does Word: the defaults of its own template are theme fonts, a style names Times New Roman."""
    known = styles(style("A", run(TNR)), style("B", run(THEME), "A"), run_defaults=THEME)
    assert known.run_format("").fonts == ("",) * 4
    assert known.run_format("A").fonts == FOUR
    assert known.run_format("B").fonts == ("",) * 4
    assert known.run_format("B", element("rPr", '<w:rFonts w:ascii="Arial"/>')).fonts == ("Arial", "", "", "")


def test_fonts_merge_slot_by_slot() -> None:
    known = styles(style("A", run('<w:rFonts w:ascii="Arial"/>')), run_defaults=TNR)
    assert known.run_format("A").fonts == ("Arial", *FOUR[1:])


def test_a_character_style_between_paragraph_style_and_direct() -> None:
    known = styles(
        style("A", run('<w:b/><w:sz w:val="28"/>')),
        style("P", run('<w:sz w:val="28"/>')),
        style("Base", run("<w:b/>"), kind="character"),
        style("Strong", run('<w:color w:val="FF0000"/>'), "Base", "character"),
    )
    strong = element("rPr", '<w:rStyle w:val="Strong"/>')
    assert known.run_format("P", strong) == RunFormat(14, True, fonts=("",) * 4, color="FF0000")
    assert not known.run_format("A", strong).bold  # both switch bold on: together they switch it off
    assert known.run_format("A", element("rPr", '<w:rStyle w:val="Strong"/><w:b/>')).bold
    assert known.run_format("P", element("rPr", '<w:rStyle w:val="none"/>')) == RunFormat(14, fonts=("",) * 4)


def paragraph(*inner: str, defaults: str = "") -> ParagraphFormat:
    """The format of a style chain, the last of ``inner`` direct."""
    *chain, direct = inner
    own = [style(f"S{i}", f"<w:pPr>{xml}</w:pPr>", f"S{i - 1}" if i else "") for i, xml in enumerate(chain)]
    return styles(*own, paragraph_defaults=defaults).paragraph_format(f"S{len(chain) - 1}", element("pPr", direct))


def test_paragraph_properties_merge_attribute_by_attribute() -> None:
    found = paragraph(
        '<w:spacing w:before="120"/>',
        '<w:spacing w:line="264"/>',
        '<w:jc w:val="both"/>',
        defaults='<w:spacing w:after="160"/>',
    )
    assert found == ParagraphFormat("both", before=120, after=160, line=264)


@pytest.mark.parametrize(
    ("inner", "first", "left"),
    [
        (('<w:ind w:firstLine="720"/>', ""), 720, 0),
        (('<w:ind w:left="720" w:hanging="360"/>', ""), -360, 720),
        (('<w:ind w:firstLine="720"/>', '<w:ind w:hanging="360"/>'), -360, 0),
        (('<w:ind w:hanging="360"/>', '<w:ind w:firstLine="720"/>'), 720, 0),
        (('<w:ind w:start="200"/>', ""), 0, 200),
        (('<w:ind w:start="200"/>', '<w:ind w:left="100"/>'), 0, 100),
        (('<w:ind w:firstLine="1.27cm" w:left="10mm"/>', ""), 720, 567),
        (('<w:ind w:firstLine="36pt"/>', ""), 720, 0),
        (('<w:ind w:firstLine="rộng"/>', ""), 0, 0),
    ],
)
def test_indents(inner: tuple[str, str], first: int, left: int) -> None:
    found = paragraph(*inner)
    assert (found.first_line, found.left) == (first, left)


@pytest.mark.parametrize(("text", "size"), [("28", 14), ("27", 13.5), ("14pt", 14), ("lớn", 0), ("", 0)])
def test_sizes(text: str, size: float) -> None:
    assert styles(style("A", run(f'<w:sz w:val="{text}"/>'))).run_format("A").size_pt == size


@pytest.mark.parametrize(
    ("value", "align"), [("start", "left"), ("end", "right"), ("both", "both"), ("center", "center")]
)
def test_alignment(value: str, align: str) -> None:
    assert paragraph(f'<w:jc w:val="{value}"/>', "").align == align


def test_kept_with_next() -> None:
    assert paragraph("<w:keepNext/>", "").keep_next
    assert not paragraph("<w:keepNext/>", '<w:keepNext w:val="0"/>').keep_next
    assert not paragraph("", "").keep_next
