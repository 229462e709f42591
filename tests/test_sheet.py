"""The sheet of tasks: what is written comes back, as text, whatever Excel and its users have done to it."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from any_documents import LINES
from generator.problems import ProblemsError
from generator.sheet import (
    HEAD_ROW,
    LISTS,
    LONGEST_CELL,
    SNAPSHOT,
    TASKS,
    Column,
    Row,
    Sheet,
    read_tasks,
    write_tasks,
)

COLUMNS = (
    Column("tt", "TT", 6, locked=True), Column("noi_dung", "Nội dung", 40), Column("chu_tri", "Chủ trì", 20, "co_quan"),
    Column("thoi_gian", "Thời gian", 12, "thoi_gian"),
)  # fmt: skip
ROWS = (
    Row("a", {"tt": "1", "noi_dung": "Việc một", "chu_tri": "Sở Y tế; Công an tỉnh", "thoi_gian": "Quý I"}),
    Row("b", {"tt": "2", "noi_dung": "Việc hai\nxuống dòng", "thoi_gian": "010"}),
    Row("c", {"tt": "3", "noi_dung": "Việc ba", "chu_tri": "Sở B"}),
)
LISTS_GIVEN = {"co_quan": ["Sở Y tế", "Sở B"], "thoi_gian": ["Quý I", "Thường xuyên"]}
FIRST = HEAD_ROW + 1


def written(rows: Any = ROWS) -> bytes:
    return write_tasks("Kế hoạch A", COLUMNS, rows, LISTS_GIVEN)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's temporary files name no encoding
        book.save(out)
    return out.getvalue()


def after(edit: Callable[[Worksheet], Any], rows: Any = ROWS) -> bytes:
    """The sheet after an officer has worked on it."""
    book = load_workbook(io.BytesIO(written(rows)))
    edit(book[TASKS.name])
    return saved(book)


def read(data: bytes) -> Sheet:
    return read_tasks(data, COLUMNS)


def texts(sheet: Sheet) -> list[tuple[str, dict[str, str]]]:
    return [(row.id, {key: text for key, text in row.cells.items() if text}) for row in sheet.rows]


def codes(sheet: Sheet) -> list[str]:
    return [p.code for p in sheet.problems]


def refused(data: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        read(data)
    return [p.code for p in error.value.problems]


# --- writing ----------------------------------------------------------------------------------------------------------


def test_the_same_rows_give_the_same_bytes() -> None:
    first = written()
    assert first == written()
    with ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert re.findall(rb"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml")) == [b"1980-01-01T"] * 2


def test_an_officer_can_work_with_it() -> None:
    book = load_workbook(io.BytesIO(written()))
    sheet = book[TASKS.name]
    assert [cell.value for cell in sheet[HEAD_ROW]] == [TASKS.id_head, "TT", "Nội dung", "Chủ trì", "Thời gian"]
    assert sheet.freeze_panes == f"B{FIRST}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert sheet.auto_filter.ref == f"A{HEAD_ROW}:E{HEAD_ROW + 3}"
    cell = sheet.cell(FIRST + 1, 3)
    assert (cell.font.name, cell.font.size, cell.alignment.wrap_text, cell.number_format) == (
        "Times New Roman", 12, True, "@")  # fmt: skip
    assert [sheet.cell(FIRST, place).fill.patternType for place in (1, 2, 3)] == ["solid", "solid", None]
    assert {name: book[name].sheet_state for name in book.sheetnames} == {
        TASKS.name: "visible", LISTS: "hidden", SNAPSHOT: "veryHidden"}  # fmt: skip


def test_drop_downs_offer_words_and_take_others() -> None:
    sheet = load_workbook(io.BytesIO(written()))[TASKS.name]
    found = {str(choice.sqref): choice for choice in sheet.data_validations.dataValidation}
    assert {area.split(":")[0] for area in found} == {f"D{FIRST}", f"E{FIRST}"}
    assert all(choice.type == "list" and not choice.showErrorMessage for choice in found.values())
    assert any(choice.formula1 == f"'{LISTS}'!$A$1:$A$2" for choice in found.values())


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@a", "=HYPERLINK(\"http://x\")", "10", "1.10", "2026-11-20",
                                  "TRUE", "_x0041_", "a_x000D_b", "'a"])  # fmt: skip
def test_everything_is_text_and_nothing_a_formula(text: str) -> None:
    data = written([Row("a", {"noi_dung": text})])
    cell = load_workbook(io.BytesIO(data))[TASKS.name].cell(FIRST, 3)
    assert cell.data_type == "s"
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    assert texts(read(data)) == [("a", {"noi_dung": text})]


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    assert texts(read(written([Row("a", {"noi_dung": "a" * LONGEST_CELL})])))[0][1]["noi_dung"][-1] == "a"
    with pytest.raises(ProblemsError) as error:
        written([Row("a", {"noi_dung": "a" * (LONGEST_CELL + 1)})])
    assert [p.code for p in error.value.problems] == ["I099"]


# --- what is written comes back ---------------------------------------------------------------------------------------

KEYS = st.sampled_from([column.key for column in COLUMNS])


@given(st.lists(st.dictionaries(KEYS, LINES.map(str.strip), max_size=4), max_size=4))
def test_any_rows_come_back(cells: list[dict[str, str]]) -> None:
    rows = [Row(f"id-{i}", own) for i, own in enumerate(cells)]
    sheet = read(written(rows))
    assert texts(sheet) == [(row.id, {k: v for k, v in row.cells.items() if v}) for row in rows]
    assert sheet.is_untouched() and not sheet.problems
    assert list(sheet.base) == [row.id for row in rows]


# --- what officers and Excel do ---------------------------------------------------------------------------------------


def test_an_edited_cell_and_a_new_row_are_told_from_what_was_written() -> None:
    def edit(ws: Worksheet) -> None:
        ws.cell(FIRST, 5).value = "Quý II"
        ws.cell(FIRST + 3, 3).value = "  Việc mới \r\n thêm\t"

    sheet = read(after(edit))
    assert sheet.rows[0].cells["thoi_gian"] == "Quý II" != sheet.base["a"]["thoi_gian"]
    assert (sheet.rows[3].id, sheet.rows[3].cells["noi_dung"]) == ("", "Việc mới\nthêm")
    assert not sheet.is_untouched()


def test_rows_may_be_sorted_hidden_removed_and_apart() -> None:
    def edit(ws: Worksheet) -> None:
        ws.move_range(f"A{FIRST}:E{FIRST}", rows=40)
        ws.delete_rows(FIRST + 1)
        ws.row_dimensions[FIRST + 1].hidden = True
        ws.insert_rows(1, 4)

    sheet = read(after(edit))
    assert [row.id for row in sheet.rows] == ["c", "a"]
    assert list(sheet.base) == ["a", "b", "c"]


def test_columns_may_be_moved_added_and_removed() -> None:
    def edit(ws: Worksheet) -> None:
        ws.move_range(f"C{HEAD_ROW}:C{FIRST + 3}", cols=10)
        ws.delete_cols(4)
        ws.insert_cols(1)
        ws.cell(HEAD_ROW, 1).value, ws.cell(FIRST, 1).value = "Ý kiến", "Đồng ý"
        ws.cell(FIRST, 3).value = "9"

    sheet = read(after(edit))
    assert sheet.rows[0].cells == {"tt": "9", "noi_dung": "Việc một", "thoi_gian": "Quý I"}
    assert {(p.code, p.values["name"]) for p in sheet.problems} == {("I100", "Ý kiến"), ("I105", "Chủ trì")}


@pytest.mark.parametrize(("value", "form", "text"), [
    (1.0, "General", "1"), (12, "General", "12"), (2.5, "General", "2,5"), (0.5, "0%", "50%"), (0.1 + 0.2, "0", "0"),
    (0.1 + 0.2, "General", "0,3"), (1_500_000, "#,##0", "1.500.000"), (datetime(2027, 6, 3), "d/m/yyyy", "3/6/2027"),
    (datetime(2027, 12, 25), "dd/mm/yyyy", "25/12/2027"), (datetime(2027, 6, 1), "mmm-yy", "06/2027"),
    (datetime(2026, 4, 3), "d-mmm", "03/04"), (time(7, 30), "h:mm", "07:30"), (True, "General", "TRUE"),
    (datetime(2027, 6, 1), "yyyy", "2027"), (datetime(2027, 12, 25), '"ngày" dd/mm/yyyy', "ngày 25/12/2027"),
])  # fmt: skip
def test_numbers_and_days_read_as_they_are_seen(value: Any, form: str, text: str) -> None:
    def edit(ws: Worksheet) -> None:
        ws.cell(FIRST, 5).value = value
        ws.cell(FIRST, 5).number_format = form

    sheet = read(after(edit))
    assert sheet.rows[0].cells["thoi_gian"] == text
    assert codes(sheet) == (["I103"] if isinstance(value, datetime | time) else [])


def test_merged_cells_say_the_same_in_each_row() -> None:
    sheet = read(after(lambda ws: ws.merge_cells(f"D{FIRST}:D{FIRST + 2}")))
    assert [row.cells["chu_tri"] for row in sheet.rows] == ["Sở Y tế; Công an tỉnh"] * 3
    assert not sheet.problems


def test_rows_whose_ids_are_merged_cannot_be_told_apart() -> None:
    sheet = read(after(lambda ws: ws.merge_cells(f"A{FIRST}:A{FIRST + 1}")))
    assert [row.id for row in sheet.rows] == ["a", "c"]
    assert [(p.code, str(p.place)) for p in sheet.problems] == [("I097", f"hàng {FIRST + 1}")]


def test_a_formula_gives_its_value_and_none_where_it_has_none() -> None:
    uncomputed = read(after(lambda ws: setattr(ws.cell(FIRST, 5), "value", "=UPPER(D4)")))
    assert codes(uncomputed) == ["I102"]
    assert "thoi_gian" not in uncomputed.rows[0].cells
    data = after(lambda ws: setattr(ws.cell(FIRST, 5), "value", "=1+1"))
    computed = changed(data, lambda xml: re.sub(rb"<f>1\+1</f><v\s*/>|<f>1\+1</f><v></v>", b"<f>1+1</f><v>2</v>", xml))
    sheet = read(computed)
    assert sheet.rows[0].cells["thoi_gian"] == "2"
    assert not sheet.problems


def test_a_fault_of_excel_is_told_and_the_cell_left_alone() -> None:
    def edit(ws: Worksheet) -> None:
        ws.cell(FIRST, 4).value = "#REF!"

    sheet = read(after(edit))
    assert [(p.code, p.values["cell"]) for p in sheet.problems] == [("I101", f"D{FIRST}")]
    assert "chu_tri" not in sheet.rows[0].cells


def test_another_sheet_in_the_file_is_told() -> None:
    book = load_workbook(io.BytesIO(written()))
    book.create_sheet("Ghi chép")["A1"] = "Việc riêng"
    book.create_sheet("Trống")
    sheet = read(saved(book))
    assert [(p.code, p.values["name"]) for p in sheet.problems] == [("I108", "Ghi chép")]
    assert len(sheet.rows) == 3


def test_letters_composed_otherwise_are_the_same() -> None:
    sheet = read(after(lambda ws: setattr(ws.cell(FIRST, 3), "value", "Vie\u0323\u0302c mo\u0323\u0302t")))
    assert sheet.is_untouched()


# --- what is no sheet of ours -----------------------------------------------------------------------------------------


def changed(data: bytes, edit: Callable[[bytes], bytes], name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The file with one part of its package changed."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for own in old.namelist():
            new.writestr(own, edit(old.read(own)) if own == name else old.read(own))
    return out.getvalue()


def test_a_file_that_is_broken_or_not_ours_is_refused() -> None:
    assert refused(b"") == ["I004"]
    assert refused(b"PK\x03\x04 nothing") == ["I004"]
    assert refused(written()[:-300]) == ["I004"]
    assert refused(changed(written(), lambda xml: xml[:500])) == ["I004"]
    assert refused(changed(written(), lambda xml: b"", "xl/workbook.xml")) == ["I004"]
    assert refused(saved(Workbook())) == ["I091"]


def test_a_sheet_that_lost_what_it_said_is_refused() -> None:
    book = load_workbook(io.BytesIO(written()))
    del book[SNAPSHOT]
    assert refused(saved(book)) == ["I091"]
    assert refused(after(lambda ws: ws.delete_rows(HEAD_ROW))) == ["I091"]
    assert refused(after(lambda ws: ws.delete_cols(1))) == ["I091"]


def test_a_sheet_that_would_fill_the_memory_is_refused_or_read_at_once() -> None:
    bomb = changed(written(), lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + b" " * 70_000_000))
    assert refused(bomb) == ["I002"]
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>xa</t></is></c></row></sheetData>'
    area = b'</sheetData><mergeCells count="1"><mergeCell ref="A4:XFD1048576"/></mergeCells>'
    sheet = read(changed(written(), lambda xml: xml.replace(b"</sheetData>", far)))
    assert [row.id for row in sheet.rows] == ["a", "b", "c"]
    assert codes(sheet) == ["I100"]
    merged = read(changed(written(), lambda xml: re.sub(rb"</sheetData>(<autoFilter[^>]*/>)?", area, xml)))
    assert [row.id for row in merged.rows] == ["a"]
