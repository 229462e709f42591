"""The decisions as a sheet of Excel: what a manager changed or ticked is the manager's, everything else comes back."""

from __future__ import annotations

import io
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from any_decisions import SHEETS
from builders import document
from engines import need_office
from generator.decisionlist import Returned, columns, from_xlsx, refuse_other, to_xlsx
from generator.importers.plan.agency_cells import AgencyCells
from generator.model import AgencyCell, Decision, DecisionSheet
from generator.problems import ProblemsError
from generator.sheet import DECISIONS, HEAD_ROW, LISTS, LONGEST_CELL, SNAPSHOT, TASKS, read_decisions

PLAN = document()
READER = AgencyCells(PLAN)
FIRST = HEAD_ROW + 1
PLACES = {column.head: place for place, column in enumerate(columns(), 2)}
VERDICT, LEAD, CONTENT, TICK = (PLACES[head] for head in
                                ("Quyết định", "Chủ trì", "Nội dung ghi vào kế hoạch", "Đồng ý (x)"))  # fmt: skip


def decision(row: str, verdict: str, **fields: Any) -> Decision:
    """A row as the tool writes it."""
    own = Decision.model_validate({"row": row, "verdict": verdict, "source_text": f"Việc {row}"} | fields)
    return own.model_copy(update={"seal": own.own_seal()})


KEPT = decision("1", "giu", content="Việc 1", reason="Việc của tỉnh", rules=("R01",), tasks=("nv-1",),
                lead=AgencyCell(names=("so-y-te",)), support=AgencyCell(names=("cong-an", "Hội A")))  # fmt: skip
LEFT = decision("2", "bo_trung_uong", reason="Việc của bộ")
ASKED = decision("3", "can_nguoi", question="Sở nào?", candidates=("so-y-te", "Hội A"), proposed="sua")
ROWS = (KEPT, LEFT, ASKED)
SHEET = DecisionSheet.model_validate({"programme": "tw-2027", "title": "Chương trình A", "unit": "tp/bac-ninh",
                                      "year": 2027, "as_of": "2026-11-20", "decisions": ROWS})  # fmt: skip


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's temporary files name no encoding
        book.save(out)
    return out.getvalue()


def after(edit: Callable[[Worksheet], Any], sheet: DecisionSheet = SHEET) -> Returned:
    """What is read when a manager has worked on the sheet."""
    book = load_workbook(io.BytesIO(to_xlsx(sheet, PLAN)))
    edit(book[DECISIONS.name])
    return from_xlsx(saved(book), PLAN, READER)


def typed(*cells: tuple[int, int, Any], sheet: DecisionSheet = SHEET) -> Returned:
    """What is read when these cells were typed: row of the sheet from 1, column, value."""

    def edit(ws: Worksheet) -> None:
        for row, column, value in cells:
            ws.cell(HEAD_ROW + row, column).value = value

    return after(edit, sheet)


def codes(found: Returned) -> list[str]:
    return [p.code for p in found.problems]


def refused(data: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        from_xlsx(data, PLAN, READER)
    return [p.code for p in error.value.problems]


# --- what is written comes back ---------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(SHEETS)
def test_any_decisions_come_back(sheet: DecisionSheet) -> None:
    assert from_xlsx(to_xlsx(sheet, PLAN), PLAN, READER) == Returned(sheet, ())


def test_a_sheet_that_was_only_saved_again_is_untouched() -> None:
    assert to_xlsx(SHEET, PLAN) == to_xlsx(SHEET, PLAN)
    assert typed() == Returned(SHEET, ())
    assert read_decisions(to_xlsx(SHEET, PLAN), columns()).is_untouched()
    assert typed((1, LEAD, "Sở Y tế"), (2, VERDICT, "để trung ương ")) == Returned(SHEET, ())


def test_a_manager_can_work_with_it() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(SHEET, PLAN)))
    ws = book[DECISIONS.name]
    title = "Quyết định từng hàng: Chương trình A – thành phố Bắc Ninh – năm 2027 – tra cứu ngày 20/11/2026"
    assert ws["A1"].value == title
    assert [cell.value for cell in ws[HEAD_ROW]] == ["Mã TT", *PLACES]
    assert [ws.cell(FIRST, place).value for place in range(1, 12)] == [
        "1", "Việc 1", "Giữ nguyên", "Giữ nguyên", "Sở Y tế", "Công an thành phố; Hội A", "Việc 1", "Việc của tỉnh",
        None, "R01", None,
    ]  # fmt: skip
    assert (ws.cell(FIRST + 2, 3).value, ws.cell(FIRST + 2, VERDICT).value) == ("Sửa lời", "Cần người quyết")
    assert ws.cell(FIRST + 2, 9).value == "Sở nào?\nCó thể chọn: Sở Y tế; Hội A"
    grey = [ws.cell(HEAD_ROW, place).value for place in range(1, 12) if ws.cell(FIRST, place).fill.patternType]
    assert grey == ["Mã TT", "Nội dung trong chương trình", "Công cụ đề xuất", "Câu hỏi và ứng viên", "Quy tắc"]
    assert {ws.cell(row, 1).font.name for row in range(1, FIRST + 3)} == {"Times New Roman"}


def test_it_prints_on_a4_across_and_stays_readable() -> None:
    ws = load_workbook(io.BytesIO(to_xlsx(SHEET, PLAN)))[DECISIONS.name]
    setup = ws.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert (ws.freeze_panes, ws.auto_filter.ref) == (f"B{FIRST}", f"A{HEAD_ROW}:K{HEAD_ROW + 3}")
    assert ws.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    inches = sum(dimension.width for dimension in ws.column_dimensions.values()) * 7 / 96
    room = 297 / 25.4 - ws.page_margins.left - ws.page_margins.right
    assert room / inches * ws.cell(FIRST, 1).font.size >= 8  # points on paper
    assert ws.cell(FIRST, 2).alignment.wrap_text


def test_verdicts_are_chosen_from_a_list_and_open_rows_are_coloured_while_they_are_open() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(SHEET, PLAN)))
    ws = book[DECISIONS.name]
    choices = {str(own.sqref): own for own in ws.data_validations.dataValidation}
    strict = choices[f"D{FIRST}:D{HEAD_ROW + 3}"]
    assert (strict.showErrorMessage, strict.allow_blank) == (True, False)
    letter = strict.formula1.split("$")[1]
    assert [cell.value for cell in book[LISTS][letter] if cell.value] == [
        "Giữ nguyên", "Sửa lời", "Đề nghị", "Để Trung ương", "Không áp dụng", "Cần người quyết"]  # fmt: skip
    assert [own.showErrorMessage for area, own in choices.items() if area.startswith("E")] == [False]
    ((area, (rule,)),) = ((str(own.sqref), own.rules) for own in ws.conditional_formatting)
    assert (area, rule.formula) == (f"A{FIRST}:K{HEAD_ROW + 3}", [f'$D{FIRST}="Cần người quyết"'])


def test_a_row_too_long_for_a_cell_is_refused_not_cut() -> None:
    long = SHEET.model_copy(update={"decisions": (decision("1", "giu", reason="a" * LONGEST_CELL),)})
    with pytest.raises(ProblemsError) as error:
        to_xlsx(long, PLAN)
    assert [p.code for p in error.value.problems] == ["A032"]


# --- what managers do -------------------------------------------------------------------------------------------------


def test_a_changed_cell_makes_the_row_the_persons() -> None:
    found = typed((1, VERDICT, "Sửa lời"), (1, CONTENT, "Việc một \r\n gọn hơn"), (2, PLACES["Lý do"], "Bộ đã làm"))
    first, second, third = found.sheet.decisions
    assert first == KEPT.model_copy(update={"verdict": "sua", "content": "Việc một\ngọn hơn", "decided": True})
    assert second == LEFT.model_copy(update={"reason": "Bộ đã làm", "decided": True})
    assert (third, codes(found)) == (ASKED, [])
    assert list(found.sheet.persons()) == ["1", "2"]


def test_typed_agencies_become_ids_and_unknown_words_stay_and_are_asked() -> None:
    cells = ("Sở Tài chính; Sở Y tế", "Sở Y tế; Sở Phép thuật", "Công an thành phố")
    found = typed(*((row, LEAD, text) for row, text in enumerate(cells, 1)))
    first, second, third = (own.lead for own in found.sheet.decisions)
    assert first == AgencyCell(names=("so-tai-chinh", "so-y-te"))
    assert second == AgencyCell(names=("so-y-te", "Sở Phép thuật"))
    assert third == AgencyCell(names=("cong-an",))
    asked = [p for p in found.problems if p.code == "A039"]
    said = [(str(p.place), p.values["row"], p.values["field"]) for p in asked]
    assert said == [(f"hàng {FIRST + 1}", "2", "Chủ trì")]
    emptied = typed((1, LEAD, None)).sheet.decisions[0]
    assert (emptied.lead, emptied.decided) == (AgencyCell(), True)


def test_a_tick_decides_and_takes_what_the_tool_proposes_for_an_open_row() -> None:
    found = typed((1, TICK, "x"), (3, TICK, " X "))
    first, second, third = found.sheet.decisions
    assert first == KEPT.model_copy(update={"decided": True})
    assert (second, third) == (LEFT, ASKED.model_copy(update={"verdict": "sua", "decided": True}))
    assert codes(found) == []
    other = typed((3, TICK, "x"), (3, VERDICT, "Không áp dụng")).sheet.decisions[2]
    assert (other.verdict, other.decided) == ("khong_ap_dung", True)


def test_a_row_that_a_person_touched_and_left_open_is_told() -> None:
    unproposed = SHEET.model_copy(update={"decisions": (ASKED.model_copy(update={"proposed": None}),)})
    assert codes(typed((1, TICK, "x"), sheet=unproposed)) == ["A043"]
    assert codes(typed((3, LEAD, "Sở Y tế"))) == ["A043"]
    assert codes(typed((3, LEAD, "Sở Y tế"), (3, VERDICT, "Giữ nguyên"))) == []


def test_a_persons_row_is_ticked_and_goes_back_to_the_tool_when_the_tick_is_taken_away() -> None:
    mine = typed((1, CONTENT, "Lời khác")).sheet
    ws = load_workbook(io.BytesIO(to_xlsx(mine, PLAN)))[DECISIONS.name]
    assert [ws.cell(FIRST + row, TICK).value for row in range(3)] == ["x", None, None]
    assert typed(sheet=mine) == Returned(mine, ())
    back = typed((1, TICK, None), sheet=mine).sheet
    assert back.persons() == {} and back.decisions[0].content == "Lời khác"
    changed = typed((1, TICK, None), (1, CONTENT, "Lời nữa"), sheet=mine).sheet
    assert list(changed.persons()) == ["1"]


def test_rows_may_be_sorted_and_columns_moved_away() -> None:
    def edit(ws: Worksheet) -> None:
        ws.move_range(f"A{FIRST}:K{FIRST}", rows=30)
        ws.cell(FIRST + 30, VERDICT).value = "Không áp dụng"
        ws.delete_cols(PLACES["Lý do"])
        ws.cell(HEAD_ROW, 20).value, ws.cell(FIRST + 1, 20).value = "Ý kiến", "Xem lại"

    found = after(edit)
    assert [own.row for own in found.sheet.decisions] == ["1", "2", "3"]
    assert found.sheet.decisions[0] == KEPT.model_copy(update={"verdict": "khong_ap_dung", "decided": True})
    assert {(p.code, p.values["name"]) for p in found.problems} == {("A040", "Ý kiến"), ("A041", "Lý do")}


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_a_deleted_row_keeps_its_decision() -> None:
    found = after(lambda ws: ws.delete_rows(FIRST + 1))
    assert found.sheet == SHEET
    assert [(p.code, p.values["row"], p.values["verdict"]) for p in found.problems] == [("A034", "2", "Để Trung ương")]


def test_a_doubled_row_and_one_of_no_programme_are_not_read() -> None:
    def edit(ws: Worksheet) -> None:
        for row, id in ((3, "1"), (4, "77"), (5, None)):
            ws.cell(FIRST + row, 1).value, ws.cell(FIRST + row, VERDICT).value = id, "Không áp dụng"

    found = after(edit)
    assert found.sheet == SHEET
    assert codes(found) == ["A035", "A035", "A036"]
    assert found.problems[2].values["rows"] == f"{FIRST}, {FIRST + 3}"


@pytest.mark.parametrize("value", ["Giữ", "giu", None, 1])
def test_an_unknown_verdict_is_told_and_the_row_left_as_it_was(value: Any) -> None:
    found = typed((1, VERDICT, value))
    assert (found.sheet, codes(found)) == (SHEET, ["A037"])
    assert (str(found.problems[0].place), found.problems[0].values["field"]) == (f"hàng {FIRST}", "Quyết định")


def test_an_unknown_tick_and_a_grey_cell_are_told() -> None:
    found = typed((1, TICK, "ừ"), (2, PLACES["Nội dung trong chương trình"], "Việc khác"), (2, TICK, "x"))
    assert codes(found) == ["A037", "A038"]
    assert found.sheet.decisions == (KEPT, LEFT.model_copy(update={"decided": True}), ASKED)


def test_a_formula_and_a_fault_of_excel_are_told_and_the_cell_left_alone() -> None:
    found = typed((1, CONTENT, "=UPPER(B4)"), (2, LEAD, "#REF!"))
    assert (found.sheet, sorted(codes(found))) == (SHEET, ["I101", "I102"])


def test_letters_of_another_alphabet_are_told() -> None:
    assert codes(typed((1, CONTENT, "Việc củа tỉnh"))) == ["I030"]


def test_rows_whose_numbers_are_merged_cannot_be_told_apart() -> None:
    found = after(lambda ws: ws.merge_cells(f"A{FIRST}:A{FIRST + 1}"))
    assert (found.sheet, codes(found)) == (SHEET, ["A035", "A034"])


def test_another_page_with_words_is_told() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(SHEET, PLAN)))
    book.create_sheet("Ghi chép")["A1"] = "Việc riêng"
    assert codes(from_xlsx(saved(book), PLAN, READER)) == ["A042"]


def test_a_file_that_is_broken_or_not_ours_is_refused() -> None:
    assert refused(b"") == refused(to_xlsx(SHEET, PLAN)[:-300]) == ["I004"]
    assert refused(saved(Workbook())) == ["A031"]
    for hurt in (_without_snapshot, _as_tasks, _without_head, _with_broken_memory, _with_another_head):
        book = load_workbook(io.BytesIO(to_xlsx(SHEET, PLAN)))
        hurt(book)
        assert refused(saved(book)) == ["A031"], hurt


def _without_snapshot(book: Workbook) -> None:
    del book[SNAPSHOT]


def _as_tasks(book: Workbook) -> None:
    book[SNAPSHOT]["A1"] = TASKS.mark


def _without_head(book: Workbook) -> None:
    book[DECISIONS.name].delete_rows(HEAD_ROW)


def _with_broken_memory(book: Workbook) -> None:
    ws = book[SNAPSHOT]
    ws.cell(4, ws.max_column).value = '{"tt": "1"'


def _with_another_head(book: Workbook) -> None:
    book[SNAPSHOT]["B1"] = "[]"


def test_a_sheet_of_another_programme_unit_or_year_is_told() -> None:
    assert refuse_other(SHEET, SHEET.model_copy(update={"decisions": (), "title": "B"})) == []
    other = SHEET.model_copy(update={"programme": "tw-2026", "unit": "tinh/bac-giang", "year": 2026})
    found = refuse_other(SHEET, other)
    assert {p.code for p in found} == {"A033"}
    assert [p.values["field"] for p in found] == ["chương trình", "đơn vị", "năm"]
    assert "«tp/bac-ninh»" in found[1].message() and "«tinh/bac-giang»" in found[1].message()


def test_libreoffice_gives_back_the_same_decisions(tmp_path: Path) -> None:
    office = need_office()
    (tmp_path / "qd.xlsx").write_bytes(to_xlsx(SHEET, PLAN))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, tmp_path / "out", tmp_path / "qd.xlsx"], check=False, capture_output=True, timeout=120)
    made = tmp_path / "out" / "qd.xlsx"
    if not made.exists():
        pytest.skip("LibreOffice Calc is not installed")
    assert from_xlsx(made.read_bytes(), PLAN, READER) == Returned(SHEET, ())
    rules = load_workbook(made)[DECISIONS.name].conditional_formatting
    assert len(list(rules)) == 1
