"""Tables of a Word document as full grids; pages and sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.flow import Flow, Para, paras_of
from word_files import flow, grid, p, shape, style, tbl, tc, tr

BR_PAGE = '<w:r><w:br w:type="page"/></w:r>'


SPAN = "<w:gridSpan w:val='2'/>"
DOWN, ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


@pytest.mark.parametrize(("table", "cells"), [
    (tbl(tr("a", "b"), tr("c", "d")), [["a", "b"], ["c", "d"]]),
    (tbl(tr(tc("đầu", properties=SPAN), "c"), tr("1", "2", "3")), [["đầu", "←", "c"], ["1", "2", "3"]]),
    (tbl(tr(tc("a", properties=DOWN), "b"), tr(tc(properties=ON), "c"), tr("d", "e")),
     [["a", "b"], ["↑", "c"], ["d", "e"]]),
    (tbl(tr(tc("a", properties=SPAN + DOWN), "b"), tr(tc(properties=SPAN + ON), "c"), tr("1", "2", "3")),
     [["a", "←", "b"], ["↑", "←", "c"], ["1", "2", "3"]]),
    (tbl(tr("a", "b", "c"), tr("d")), [["a", "b", "c"], ["d", "", ""]]),
    (tbl(tr("a", "b", "c"), tr("d", properties="<w:gridBefore w:val='1'/><w:gridAfter w:val='1'/>")),
     [["a", "b", "c"], ["", "d", ""]]),
    (tbl(tr(tc("a", properties="<w:hMerge w:val='restart'/>"), tc(properties="<w:hMerge/>"), "b"), tr("1", "2", "3")),
     [["a", "←", "b"], ["1", "2", "3"]]),
    (tbl(tr(tc("không nối gì", properties=ON), "b")), [["không nối gì", "b"]]),
    (tbl(tr("a", "b"), tr(tc("không nối gì", properties=ON), "c")), [["a", "b"], ["không nối gì", "c"]]),
    # boundaries that no cell begins at, and boundaries of rows drawn by hand that nearly meet
    (tbl(tr(tc("a", properties=SPAN), "b"), tr(tc("c", properties=SPAN), "d")), [["a", "b"], ["c", "d"]]),
    (tbl(tr(tc("a", properties=SPAN), "b"), tr("c", tc("d", properties=SPAN)), widths=(1000, 80, 3000)),
     [["a", "b"], ["c", "d"]]),
    (tbl(tr(tc("a", properties=SPAN), "b"), tr("c", tc("d", properties=SPAN)), widths=(1000, 800, 3000)),
     [["a", "←", "b"], ["c", "d", "←"]]),
    (tbl(tr("a", "!", "b"), tr(tc("c", properties=SPAN), "d"), widths=(1000, 80, 3000)),
     [["a", "!", "b"], ["c", "←", "d"]]),
    (tbl("<w:sdt><w:sdtContent>" + tr("a", f"<w:sdt><w:sdtContent>{tc('b')}</w:sdtContent></w:sdt>")
         + "</w:sdtContent></w:sdt>"), [["a", "b"]]),
    (tbl(tr(tc("a", p("b"), properties="<w:gridSpan w:val='999999999'/>"))), [["a\nb"]]),
])  # fmt: skip
def test_a_table_is_a_full_grid(table: str, cells: list[list[str]]) -> None:
    assert shape(grid(flow(table))) == cells


@given(st.lists(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", DOWN, ON])), min_size=1, max_size=5),
                min_size=1, max_size=6), st.lists(st.integers(0, 900), max_size=12))  # fmt: skip
def test_every_table_is_rectangular_and_keeps_every_cell(rows: list[list[tuple[int, str]]], widths: list[int]) -> None:
    made = grid(flow(tbl(*(
        tr(*(tc(f"{y}.{x}", properties=f"<w:gridSpan w:val='{span}'/>{merge}") for x, (span, merge) in enumerate(row)))
        for y, row in enumerate(rows)), widths=tuple(widths))))  # fmt: skip
    assert {len(row) for row in made.rows} == {made.width}
    for y, row in enumerate(rows):
        own = [cell for cell in made.rows[y] if cell.merged != "left" and (cell.text or cell.merged)]
        assert len(own) == len(row)
        assert [cell.text for cell in own if not cell.merged] == [
            f"{y}.{x}" for x, _ in enumerate(row) if not own[x].merged]  # fmt: skip


def test_places_in_a_table_and_in_a_table_inside() -> None:
    made = flow(p("trước") + tbl(tr("a", "b")) + tbl(tr(tc(p("c"), tbl(tr("d", "e")), properties=SPAN)), tr("f", "g")))
    assert [(para.text, para.place) for para in paras_of(made.blocks[1:])] == [
        ("a", "bảng 1, hàng 1, cột 1"), ("b", "bảng 1, hàng 1, cột 2"), ("c", "bảng 2, hàng 1, cột 1"),
        ("d", "bảng 2, hàng 1, cột 1, bảng con, hàng 1, cột 1"),
        ("e", "bảng 2, hàng 1, cột 1, bảng con, hàng 1, cột 2"),
        ("f", "bảng 2, hàng 2, cột 1"), ("g", "bảng 2, hàng 2, cột 2"),
    ]  # fmt: skip
    assert [block.place for block in made.blocks] == ["đoạn 1", "bảng 1", "bảng 2"]


def test_text_under_a_merged_cell_is_not_lost_without_a_word() -> None:
    made = flow(tbl(tr(tc("a", properties=DOWN)), tr(tc("bị che", properties=ON))))
    assert shape(grid(made)) == [["a"], ["↑"]]
    assert [(q.code, q.place, str(q.values["what"])) for q in made.found] == [
        ("I037", "bảng 1, hàng 2, cột 1", "chữ «bị che» trong ô đã gộp")]  # fmt: skip


def test_heads_repeat() -> None:
    head = "<w:tblHeader/>"
    assert grid(flow(tbl(tr("a", properties=head), tr("b", properties=head), tr("c")))).heads == 2
    assert grid(flow(tbl(tr("a"), tr("b", properties=head)))).heads == 0
    assert grid(flow(tbl(tr("a", properties="<w:tblHeader w:val='0'/>")))).heads == 0


def borders(kind: str, *sides: str, tag: str = "tblBorders") -> str:
    inside = "".join(f"<w:{side} w:val='{kind}'/>" for side in sides)
    return f"<w:{tag}>{inside}</w:{tag}>"


ALL_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@pytest.mark.parametrize(("table", "bordered"), [
    (tbl(tr("a", "b")), False),
    (tbl(tr("a", "b"), properties=borders("single", *ALL_SIDES)), True),
    (tbl(tr("a", "b"), properties=borders("nil", *ALL_SIDES)), False),
    (tbl(tr("a", "b"), properties="<w:tblStyle w:val='Luoi'/>"), True),
    (tbl(tr("a", "b"), properties="<w:tblStyle w:val='Luoi'/>" + borders("none", *ALL_SIDES)), False),
    (tbl(tr(*[tc("a", properties=borders("single", "top", "start", "bottom", tag="tcBorders"))] * 2)), True),
    (tbl(tr(tc("a", properties=borders("single", "bottom", tag="tcBorders")), "b")), False),
    (tbl(tr(*[tc("a", properties=borders("nil", *ALL_SIDES[:4], tag="tcBorders"))] * 2),
         properties=borders("single", *ALL_SIDES)), False),
])  # fmt: skip
def test_lines_of_a_table(table: str, bordered: bool) -> None:
    styles = style("table", "Luoi", f"<w:tblPr>{borders('single', *ALL_SIDES)}</w:tblPr>")
    assert grid(flow(table, styles=styles)).bordered is bordered


def section(landscape: bool = False, type: str = "") -> str:
    size = "<w:pgSz w:w='16838' w:h='11906'/>" if landscape else "<w:pgSz w:w='11906' w:h='16838'/>"
    return "<w:sectPr>" + (f"<w:type w:val='{type}'/>" if type else "") + f"{size}</w:sectPr>"


def pages(made: Flow) -> list[tuple[str, bool, bool]]:
    names = (block.text if isinstance(block, Para) else "bảng" for block in made.blocks)
    return [(name, block.new_page, block.landscape) for name, block in zip(names, made.blocks, strict=True)]


def test_the_properties_of_a_section_stand_at_its_end() -> None:
    made = flow(p("một") + p("hai", properties=section()) + p() + p("ba") + tbl(tr("ô"))
                + p("bốn", properties=section(True)) + tbl(tr("ô")) + p("năm")
                + section(False, "nextPage"))  # fmt: skip
    assert pages(made) == [
        ("một", False, False), ("hai", False, False), ("", False, True), ("ba", True, True),
        ("bảng", False, True), ("bốn", False, True), ("bảng", True, False), ("năm", False, False),
    ]  # fmt: skip
    assert all(para.landscape for para in made.blocks[4].paras)  # type: ignore[union-attr]


@pytest.mark.parametrize(("type", "landscape", "begins"), [
    ("", False, True), ("nextPage", False, True), ("oddPage", False, True), ("evenPage", False, True),
    ("continuous", False, False), ("continuous", True, True), ("nextColumn", False, False),
])  # fmt: skip
def test_a_section_may_begin_a_page(type: str, landscape: bool, begins: bool) -> None:
    made = flow(p("một", properties=section()) + p("hai") + section(landscape, type))
    assert pages(made)[1] == ("hai", begins, landscape)


def test_page_breaks() -> None:
    made = flow(p("một", BR_PAGE) + p("hai") + p(BR_PAGE, "ba") + p(BR_PAGE) + p() + tbl(tr("ô"))
                + p("trước", BR_PAGE, "sau") + p("năm", properties="<w:pageBreakBefore/>")
                + p("sáu", properties="<w:pageBreakBefore w:val='0'/>"))  # fmt: skip
    assert [(text, new) for text, new, _ in pages(made)] == [
        ("một", False), ("hai", True), ("ba", True), ("", False), ("", False), ("bảng", True), ("trước", False),
        ("sau", True), ("năm", True), ("sáu", False),
    ]  # fmt: skip


def test_a_style_may_begin_a_page() -> None:
    styles = style("paragraph", "PhuLuc", "<w:pPr><w:pageBreakBefore/></w:pPr>")
    assert pages(flow(p("một") + p("Phụ lục", properties="<w:pStyle w:val='PhuLuc'/>"), styles=styles))[1][1]
    made = flow(p("một") + tbl(tr(tc(p("Phụ lục", properties="<w:pStyle w:val='PhuLuc'/>")))), styles=styles)
    assert pages(made)[1] == ("bảng", True, False)


def test_a_document_without_sections_is_upright() -> None:
    assert pages(flow(p("một"))) == [("một", False, False)]
    assert pages(flow(p("một") + "<w:sectPr><w:pgSz w:orient='landscape'/></w:sectPr>"))[0][2]
