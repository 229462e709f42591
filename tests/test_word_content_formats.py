"""Formats and labels of a Word document as they are seen, whatever style or list they come from."""

from __future__ import annotations

import pytest

from generator.flow import Para, paras_of
from generator.inline import Run
from word_files import definition, flow, grid, item, labels, lvl, num, p, r, shape, style, tbl, tc, tr

B, NOT_B = "<w:b/>", "<w:b w:val='0'/>"
STYLES = (
    style("paragraph", "Thuong", "", default=True)
    + style("paragraph", "Dam", f"<w:pPr><w:jc w:val='center'/></w:pPr><w:rPr>{B}<w:i/></w:rPr>", "Thuong")
    + style("paragraph", "Con", "", "Dam")
    + style("paragraph", "Nhat", f"<w:rPr>{NOT_B}</w:rPr>", "Dam")
    + style("paragraph", "Vong", f"<w:rPr>{B}</w:rPr>", "Vong2") + style("paragraph", "Vong2", "", "Vong")
    + style("character", "Nhan", f"<w:rPr>{B}</w:rPr>")
    + style("character", "Mu", "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>")
    + style("table", "Bang", f"<w:pPr><w:jc w:val='right'/></w:pPr><w:rPr>{B}</w:rPr>")
    + style("table", "Dau", f"<w:tblStylePr w:type='firstRow'><w:rPr>{B}</w:rPr></w:tblStylePr>")
)
OF = {name: f"<w:pStyle w:val='{name}'/>" for name in ("Dam", "Con", "Nhat", "Vong")}
BY_NHAN, BY_MU = "<w:rStyle w:val='Nhan'/>", "<w:rStyle w:val='Mu'/>"


@pytest.mark.parametrize(("properties", "direct", "seen"), [
    ("", "", (False, False, False)),
    ("", B, (True, False, False)),
    ("", "<w:b w:val='1'/>", (True, False, False)),
    ("", "<w:b w:val='false'/>", (False, False, False)),
    (OF["Dam"], "", (True, True, False)),
    (OF["Con"], "", (True, True, False)),
    (OF["Con"], NOT_B, (False, True, False)),
    (OF["Nhat"], "", (False, True, False)),
    (OF["Vong"], "", (True, False, False)),
    ("<w:pStyle w:val='Khong co'/>", "", (False, False, False)),
    ("", BY_NHAN, (True, False, False)),
    (OF["Dam"], BY_NHAN, (False, True, False)),  # switched on twice
    (OF["Dam"], BY_NHAN + B, (True, True, False)),
    ("", BY_MU, (False, False, True)),
    ("", BY_MU + "<w:vertAlign w:val='baseline'/>", (False, False, False)),
    ("", "<w:vertAlign w:val='subscript'/>", (False, False, False)),
    ("<w:rPr><w:b/></w:rPr>", "", (False, False, False)),  # the mark alone
    ("", "<w:rPrChange w:id='1'><w:rPr><w:b/></w:rPr></w:rPrChange>", (False, False, False)),
])  # fmt: skip
def test_formats_are_those_that_are_seen(properties: str, direct: str, seen: tuple[bool, bool, bool]) -> None:
    (run,) = paras_of(flow(p(r("chữ", direct), properties=properties), styles=STYLES).blocks).__next__().runs
    assert (run.bold, run.italic, run.superscript) == seen


def test_document_defaults_switch_on_for_good() -> None:
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{B}</w:rPr></w:rPrDefault></w:docDefaults>"
    made = flow(p("a", r("b", BY_NHAN), r("c", NOT_B)), styles=defaults + STYLES)
    assert [run.text for run in paras_of(made.blocks).__next__().runs if run.bold] == ["ab"]


def test_table_styles_count() -> None:
    look = "<w:tblLook w:firstRow='1'/>"
    body = (tbl(tr("đậm", tc(p(r("thôi", BY_NHAN)))), properties="<w:tblStyle w:val='Bang'/>")
            + tbl(tr("đầu"), tr("thân"), properties=f"<w:tblStyle w:val='Dau'/>{look}")
            + tbl(tr("đầu"), properties="<w:tblStyle w:val='Dau'/><w:tblLook w:val='0020'/>")
            + tbl(tr("đầu"), properties="<w:tblStyle w:val='Dau'/><w:tblLook w:val='0400'/>"))  # fmt: skip
    made = list(paras_of(flow(body, styles=STYLES).blocks))
    assert [para.bold for para in made] == [True, False, True, False, True, False]
    assert [para.align for para in made[:3]] == ["right", "right", "left"]


@pytest.mark.parametrize(("properties", "align"), [
    ("", "left"), (OF["Con"], "center"), (OF["Con"] + "<w:jc w:val='both'/>", "both"), ("<w:jc w:val='end'/>", "right"),
    ("<w:jc w:val='start'/>", "left"), ("<w:jc w:val='distribute'/>", "both"),
])  # fmt: skip
def test_alignment_is_the_one_that_is_seen(properties: str, align: str) -> None:
    (para,) = flow(p("chữ", properties=properties), styles=STYLES).blocks
    assert isinstance(para, Para) and para.align == align


def test_runs_of_one_format_are_one() -> None:
    (para,) = flow(p(r("một ", B), r("hai", B), r(" ba"))).blocks
    assert isinstance(para, Para) and para.runs == (Run("một hai", bold=True), Run(" ba"))


def test_levels_count_and_begin_anew() -> None:
    numbering = definition(lvl(0, "%1.", "upperRoman"), lvl(1, "%2."), lvl(2, "%2.%3"), lvl(3, "%4)", "lowerLetter"))
    order = [0, 1, 1, 2, 2, 3, 3, 1, 2, 3, 0, 1, 3]
    made = flow("".join(item("mục", level) for level in order), numbering=numbering)
    assert labels(made) == ["I.", "1.", "2.", "2.1", "2.2", "a)", "b)", "3.", "3.1", "a)", "II.", "1.", "a)"]


@pytest.mark.parametrize(("format", "count", "last"), [
    ("decimal", 12, "12."), ("decimalZero", 9, "09."), ("lowerLetter", 28, "bb."), ("upperLetter", 3, "C."),
    ("lowerRoman", 4, "iv."), ("upperRoman", 9, "IX."), ("none", 2, "."), ("vietnameseCounting", 15, "mười lăm."),
    ("vietnameseCounting", 21, "hai mươi mốt."), ("numberInDash", 2, "- 2 -."), ("thaiLetters", 3, "3."),
])  # fmt: skip
def test_numerals(format: str, count: int, last: str) -> None:
    assert labels(flow(item("mục") * count, numbering=definition(lvl(0, "%1.", format))))[-1] == last


@pytest.mark.parametrize(("text", "font", "label"), [
    ("\uf0b7", "Symbol", "•"), ("\uf0a7", "Wingdings", "•"), ("o", "Courier New", "•"), ("\uf02d", "Symbol", "-"),
    ("-", "Times New Roman", "-"), ("–", "Times New Roman", "-"), ("+", "Times New Roman", "+"),
    ("*", "Times New Roman", "*"), ("", "Symbol", ""), ("Điều", "Times New Roman", "Điều"),
])  # fmt: skip
def test_bullets(text: str, font: str, label: str) -> None:
    level = lvl(0, text, "bullet", f"<w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr>")
    assert labels(flow(item("mục"), numbering=definition(level))) == [label]


def test_words_around_a_number_capitals_and_hiding() -> None:
    levels = (lvl(0, "Chương %1", "upperRoman", "<w:rPr><w:caps/></w:rPr>"), lvl(1, "Điều %2. "),
              lvl(2, "%1.%2.%3", more="<w:isLgl/>"), lvl(3, "%4", more="<w:rPr><w:vanish/></w:rPr>"))  # fmt: skip
    made = flow("".join(item("mục", level) for level in (0, 1, 2, 3)), numbering=definition(*levels))
    assert labels(made) == ["CHƯƠNG I", "Điều 1.", "1.1.1", ""]


def test_a_level_may_go_on_across_the_levels_above() -> None:
    levels = lvl(0, "Chương %1", "upperRoman"), lvl(1, "Điều %2.", more="<w:lvlRestart w:val='0'/>")
    made = flow("".join(item("mục", level) for level in (0, 1, 1, 0, 1)), numbering=definition(*levels))
    assert labels(made) == ["Chương I", "Điều 1.", "Điều 2.", "Chương II", "Điều 3."]


def test_lists_of_one_definition_count_together_unless_one_begins_anew() -> None:
    anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    other = f"<w:lvlOverride w:ilvl='0'>{lvl(0, '(%1)', 'lowerLetter')}</w:lvlOverride>"
    nums = num(1, 0) + num(2, 0) + num(3, 0, anew) + num(4, 0, other)
    made = flow("".join(item("mục", 0, number) for number in (1, 2, 1, 3, 3, 4)),
                numbering=definition(lvl(0, "%1."), nums=nums))  # fmt: skip
    assert labels(made) == ["1.", "2.", "3.", "5.", "6.", "(g)"]


def test_a_level_whose_parent_has_not_begun_counts_it_as_begun() -> None:
    made = flow(item("mục", 1) + item("mục", 0), numbering=definition(lvl(0, "%1."), lvl(1, "%1.%2")))
    assert labels(made) == ["1.1", "1."]


def test_lists_through_styles() -> None:
    styles = (style("paragraph", "Muc", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>")
              + style("paragraph", "Khoan", "<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr>")
              + style("paragraph", "Lien", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>")
              + style("paragraph", "Bo", "<w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>", "Muc")
              + style("paragraph", "Theo", "", "Khoan"))  # fmt: skip
    linked = lvl(2, "%3)", "lowerLetter", "<w:pStyle w:val='Lien'/>")
    numbering = definition(lvl(0, "%1.", "upperRoman"), lvl(1, "%2."), linked)
    names = ("Muc", "Khoan", "Lien", "Theo", "Bo")
    made = flow("".join(p("mục", properties=f"<w:pStyle w:val='{name}'/>") for name in names)
                + p("mục", properties="<w:pStyle w:val='Muc'/><w:numPr><w:ilvl w:val='2'/></w:numPr>")
                + p("bỏ", properties="<w:pStyle w:val='Muc'/><w:numPr><w:numId w:val='0'/></w:numPr>"),
                styles=styles, numbering=numbering)  # fmt: skip
    assert labels(made) == ["I.", "1.", "a)", "2.", "", "a)", ""]


def test_a_list_that_leans_on_a_list_style() -> None:
    styles = style("numbering", "DanhSach", "<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>")
    numbering = ("<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='DanhSach'/></w:abstractNum>"
                 f"<w:abstractNum w:abstractNumId='1'><w:styleLink w:val='DanhSach'/>{lvl(0, '%1)')}</w:abstractNum>"
                 + num(1, 0) + num(2, 1))  # fmt: skip
    assert labels(flow(item("mục") * 2, styles=styles, numbering=numbering)) == ["1)", "2)"]


def test_empty_cells_with_automatic_numbers_have_labels() -> None:
    made = flow(tbl(*(tr(tc(item()), f"việc {n}") for n in range(3))), numbering=definition(lvl(0, "%1.")))
    assert shape(grid(made)) == [["1.", "việc 0"], ["2.", "việc 1"], ["3.", "việc 2"]]
    assert grid(made).rows[0][0].paras[0].runs == ()


@pytest.mark.parametrize("numbering", [
    "", definition(nums=""), "<w:num w:numId='1'/>", "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>",
])  # fmt: skip
def test_a_list_that_is_not_there_has_no_labels(numbering: str) -> None:
    assert labels(flow(item("mục"), numbering=numbering)) == [""]
