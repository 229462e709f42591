"""The tasks of a plan as rows, and what an edited sheet changes in the plan: three texts meet in every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any_documents import DOCUMENTS
from generator.importers.plan.agency_cells import AgencyCells
from generator.load import load_plan, parse_plan
from generator.load.dump import dump
from generator.load.edit import edit_plan
from generator.model import Document, entries
from generator.model.entries import content_id
from generator.problems import ProblemsError
from generator.sheet import Sheet, SheetRow, read_tasks, write_tasks
from generator.tasklist import Merge, columns, merge, proof, task_list
from rich_documents import rich_document

PLANS = sorted((Path(__file__).resolve().parent.parent / "plans").glob("*.yaml"))
PLAN = """\
loai: ke-hoach
trang_thai: du_thao
thoi_diem: 2026-11-20
nam: 2027
co_quan_ban_hanh: tp/bac-ninh/ubnd
tham_quyen: tap_the
trich_yeu: Việc B
nguoi_ky: {chuc_vu: Chủ tịch}
noi_dung:
  # kết luận
  - doan: Rà soát cơ sở
    giao: {chu_tri: so-y-te}
  - tieu_de: Mục có ý
    giao:
      chu_tri: cong-an # giao cả mục
    cac_y:
      - doan: [Ý thứ nhất, Đoạn hai]
        giao:
          thoi_gian: Quý I
nhiem_vu:
  # quan trọng
  - id: mot
    noi_dung: Việc một
    chu_tri: [so-y-te, Nhóm riêng]  # hỏi
    phoi_hop:
      ghi: Các sở liên quan
      la: so-tu-phap
    thoi_gian: Quý I/2027
    con:
      - noi_dung: Việc con
  - noi_dung: Việc không mã
    cho_quyet: true
  - id: ba
    noi_dung: Việc ba
    than: false
    ap_dung: {gom: xa, tru: phuong}
    giao_tai: [{chuong_trinh: ct-1, tt: 3}]
"""
CON, NO_ID = content_id("Việc con"), content_id("Việc không mã")
BODY, POINT = content_id("Rà soát cơ sở"), content_id("Ý thứ nhất Đoạn hai")


def document_of(text: str) -> Document:
    return parse_plan(text, "kh.yaml").document


def exported(document: Document) -> Sheet:
    """The sheet of a plan, written and read."""
    tasks = task_list(document)
    return read_tasks(write_tasks(tasks.title, tasks.columns, tasks.rows, tasks.lists), columns())


def with_cells(sheet: Sheet, edits: Mapping[tuple[str, str], str], *new: dict[str, str]) -> Sheet:
    """A copy of a sheet with these cells edited (by id and key) and rows added below."""
    rows = [replace(row, cells={key: edits.get((row.id, key), text) for key, text in row.cells.items()})
            for row in sheet.rows]  # fmt: skip
    rows += [SheetRow(100 + i, cells.pop("id", ""), cells) for i, cells in enumerate(new)]
    return Sheet(sheet.keys, rows, sheet.base, list(sheet.problems))


def merged(text: str, sheet: Sheet) -> tuple[str, Merge]:
    """The plan with what the sheet changes; the proof's findings are among the problems."""
    document = document_of(text)
    made = merge(sheet, document, AgencyCells(document), "kh.yaml")
    out = edit_plan(text, made.changes)
    made.problems += proof(made, document_of(out))
    return out, made


def edited(*new: dict[str, str], **edits: str) -> tuple[str, Merge]:
    """The plan after edits of one task's cells ("mot__thoi_gian") and rows added."""
    cells = {(id.replace("_", "-") if id != "mot" else id, key): text
             for name, text in edits.items() for id, _, key in [name.partition("__")]}  # fmt: skip
    return merged(PLAN, with_cells(exported(document_of(PLAN)), cells, *new))


def codes(made: Merge) -> list[str]:
    return [p.code for p in made.problems]


# --- plan → rows ------------------------------------------------------------------------------------------------------


def test_every_task_has_a_row_with_its_place() -> None:
    rows = task_list(document_of(PLAN)).rows
    assert [(row.id, row.cells["tt"]) for row in rows] == [
        ("mot", "1"), (CON, "1.1"), (NO_ID, "2"), ("ba", "3"), (BODY, "Thân 1"), (POINT, "Thân 2")]  # fmt: skip


def test_every_field_of_every_task_appears() -> None:
    rows = {row.id: {key: text for key, text in row.cells.items() if text} for row in task_list(document_of(PLAN)).rows}
    assert rows["mot"] == {
        "tt": "1", "noi_dung": "Việc một", "chu_tri": "Sở Y tế; Nhóm riêng", "phoi_hop": "Các sở liên quan",
        "thoi_gian": "Quý I/2027"}  # fmt: skip
    assert rows["ba"] == {"tt": "3", "noi_dung": "Việc ba", "than": "x", "ap_dung": "xa; trừ phuong",
                          "giao_tai": "ct-1: 3"}  # fmt: skip
    assert rows[NO_ID] == {"tt": "2", "noi_dung": "Việc không mã", "cho_quyet": "x"}
    assert rows[POINT] == {"tt": "Thân 2", "noi_dung": "Ý thứ nhất Đoạn hai", "chu_tri": "Công an thành phố",
                           "thoi_gian": "Quý I"}  # fmt: skip


@given(DOCUMENTS)
def test_no_text_of_a_task_is_left_out(document: Document) -> None:
    for entry, row in zip((e for top in entries(document) for e in top.walk()), task_list(document).rows, strict=True):
        task = entry.task
        said = "\n".join(row.cells.values())
        texts = [task.content, task.annex_content, task.group, task.field, task.time, task.product, task.budget,
                 task.note, *task.scope.include, *task.scope.exclude]  # fmt: skip
        texts += [text for s in task.sources for text in (s.programme, s.row)]
        texts += [cell.printed or "" for cell in (task.lead, task.support, task.monitor)]
        assert all(text in said for text in texts)


def test_columns_that_no_task_fills_are_left_out_and_come_when_one_does() -> None:
    plain = [column.key for column in task_list(document_of(PLAN.split("nhiem_vu:")[0])).columns]
    assert plain == ["tt", "linh_vuc", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian", "san_pham", "ghi_chu"]
    assert {"than", "cho_quyet", "ap_dung", "giao_tai"} <= {c.key for c in task_list(document_of(PLAN)).columns}


def test_drop_downs_offer_the_agencies_in_force_and_the_quarters_of_the_plan() -> None:
    lists = task_list(document_of(PLAN)).lists
    assert {"Sở Y tế", "Công an thành phố", "Bộ Y tế"} <= set(lists["co_quan"])
    assert "Sở Kế hoạch và Đầu tư" not in lists["co_quan"]  # merged in 2025
    assert "Quý II/2027" in lists["thoi_gian"] and "Thường xuyên" in lists["thoi_gian"]
    unknown = document_of(PLAN.replace("tp/bac-ninh/ubnd", "tinh/khong-co/ubnd"))
    assert "Bộ Y tế" in task_list(unknown).lists["co_quan"]


# --- no edit, no change -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_the_sheet_of_an_example_plan_changes_nothing(plan: Path) -> None:
    document = load_plan(plan).document
    made = merge(exported(document), document, AgencyCells(document), "kh.yaml")
    assert (made.changes, made.problems) == ([], [])


@settings(max_examples=100)
@given(DOCUMENTS)
def test_the_sheet_of_any_plan_changes_nothing(document: Document) -> None:
    ids = [entry.id for top in entries(document) for entry in top.walk()]
    if len(set(ids)) < len(ids):
        return  # an id given twice is an error of the plan
    made = merge(exported(document), document, AgencyCells(document), "kh.yaml")
    assert (made.changes, made.problems) == ([], [])


# --- one copy ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "text", "old", "new"), [
    ("thoi_gian", "Quý II/2027", "thoi_gian: Quý I/2027", "thoi_gian: Quý II/2027"),
    ("thoi_gian", "", "thoi_gian: Quý I/2027", "thoi_gian: null"),
    ("noi_dung", "Việc: một", "noi_dung: Việc một", 'noi_dung: "Việc: một"'),
    ("noi_dung", "Một\nhai", "noi_dung: Việc một", "noi_dung: |-\n      Một\n      hai"),
    ("chu_tri", "Sở Tư pháp", "chu_tri: [so-y-te, Nhóm riêng]  # hỏi", "chu_tri: so-tu-phap  # hỏi"),
    ("chu_tri", "Sở Y tế\nSở Tư pháp", "[so-y-te, Nhóm riêng]", "[so-y-te, so-tu-phap]"),
    ("san_pham", "Báo cáo", "thoi_gian: Quý I/2027\n", "thoi_gian: Quý I/2027\n    san_pham: Báo cáo\n"),
    ("cho_quyet", "X", "thoi_gian: Quý I/2027\n", "thoi_gian: Quý I/2027\n    cho_quyet: true\n"),
    ("linh_vuc", "Y tế\ndự phòng", "noi_dung: Việc một", "linh_vuc: Y tế dự phòng\n    noi_dung: Việc một"),
])  # fmt: skip
def test_an_edited_cell_goes_into_the_plan_and_nothing_else_changes(key: str, text: str, old: str, new: str) -> None:
    out, made = edited(**{f"mot__{key}": text})
    assert out == PLAN.replace(old, new, 1)
    assert codes(made) == []
    assert [(own.id, own.key, own.new) for own in made.taken] == [("mot", key, text)]


def test_names_printed_otherwise_keep_their_words() -> None:
    out, made = edited(mot__chu_tri="Sở YT")
    lead = document_of(out).tasks[0].lead
    assert (lead.printed, lead.names) in {("Sở YT", ("so-y-te",)), (None, ("Sở YT",))}
    assert "I107" not in codes(made)


def test_an_unknown_name_stays_a_text_and_is_asked_about() -> None:
    out, made = edited(mot__chu_tri="Sở Vũ trụ")
    assert "chu_tri: Sở Vũ trụ  # hỏi" in out
    assert set(codes(made)) == {"I098"}


def test_letters_of_another_alphabet_are_told() -> None:
    out, made = edited(mot__san_pham="B\u0430o cáo")
    assert ("san_pham: B\u0430o cáo" in out, codes(made)) == (True, ["I030"])


@pytest.mark.parametrize(("cells", "code"), [
    ({("mot", "noi_dung"): ""}, "I106"), ({("mot", "cho_quyet"): "chưa biết"}, "I106"),
    ({("ba", "ap_dung"): "xa"}, "I096"), ({("ba", "giao_tai"): ""}, "I096"),
    ({(BODY, "san_pham"): "Báo cáo"}, "I096"), ({(POINT, "noi_dung"): "Ý khác"}, "I096"),
])  # fmt: skip
def test_what_cannot_be_taken_over_is_told_and_changes_nothing(cells: dict[tuple[str, str], str], code: str) -> None:
    out, made = merged(PLAN, with_cells(exported(document_of(PLAN)), cells))
    assert (out, codes(made)) == (PLAN, [code])


def test_tasks_of_the_body_take_their_agencies_and_time() -> None:
    cells = {(BODY, "chu_tri"): "Sở Tư pháp", (POINT, "thoi_gian"): "Quý II", (POINT, "phoi_hop"): "Sở Y tế"}
    out, made = merged(PLAN, with_cells(exported(document_of(PLAN)), cells))
    assert out == PLAN.replace("{chu_tri: so-y-te}", "{chu_tri: so-tu-phap}").replace(
        "          thoi_gian: Quý I\n", "          phoi_hop: so-y-te\n          thoi_gian: Quý II\n")  # fmt: skip
    assert codes(made) == []


def test_what_is_handed_down_cannot_be_emptied() -> None:
    _, made = merged(PLAN, with_cells(exported(document_of(PLAN)), {(POINT, "chu_tri"): ""}))
    assert codes(made) == ["I107"]


def test_a_made_id_is_written_down_when_the_content_changes() -> None:
    cells = {(NO_ID, "noi_dung"): "Việc đã đổi", (BODY, "noi_dung"): "Rà soát lại"}
    out, made = merged(PLAN, with_cells(exported(document_of(PLAN)), cells))
    assert f"  - id: {NO_ID}\n    noi_dung: Việc đã đổi\n" in out
    assert f"  - doan: Rà soát lại\n    giao: {{id: {BODY}, chu_tri: so-y-te}}\n" in out
    assert codes(made) == []
    again, second = merged(out, with_cells(exported(document_of(PLAN)), {(NO_ID, "thoi_gian"): "Quý IV"}))
    assert f"  - id: {NO_ID}\n    noi_dung: Việc đã đổi\n    thoi_gian: Quý IV\n" in again
    assert codes(second) == []


def test_tasks_with_equal_content_keep_their_ids_apart() -> None:
    text = PLAN + "  - noi_dung: Việc không mã\n"
    out, _ = merged(text, with_cells(exported(document_of(text)), {(NO_ID, "noi_dung"): "Khác"}))
    assert [task.id for task in document_of(out).tasks] == ["mot", NO_ID, "ba", f"{NO_ID}-2"]


# --- rows added and removed -------------------------------------------------------------------------------------------


def test_a_row_without_id_is_a_new_task_after_the_one_above() -> None:
    sheet = exported(document_of(PLAN))
    new = SheetRow(5, "", {"noi_dung": "Việc mới", "chu_tri": "Sở Y tế; Sở Tư pháp", "thoi_gian": "Quý I", "than": "x"})
    sheet.rows.insert(1, new)
    out, made = merged(PLAN, sheet)
    id = content_id("Việc mới")
    lines = (f"  - id: {id}\n    noi_dung: Việc mới\n    chu_tri: [so-y-te, so-tu-phap]\n"
             "    thoi_gian: Quý I\n    than: false\n")  # fmt: skip
    assert out == PLAN.replace("      - noi_dung: Việc con\n", f"      - noi_dung: Việc con\n{lines}")
    assert (made.added, codes(made)) == ({id: "Việc mới"}, [])
    again, second = merged(out, sheet)
    assert (again, second.added, codes(second)) == (out, {}, [])


def test_a_new_row_may_bring_its_own_id() -> None:
    out, made = edited({"id": "bon", "noi_dung": "Việc bốn"})
    assert [task.id for task in document_of(out).tasks][-1] == "bon"
    assert codes(made) == []


@pytest.mark.parametrize("cells", [
    {"thoi_gian": "Quý I"}, {"id": "Mã sai", "noi_dung": "A"}, {"noi_dung": "A", "cho_quyet": "gì đó"},
])  # fmt: skip
def test_a_row_that_is_no_task_is_told(cells: dict[str, str]) -> None:
    out, made = edited(cells)
    assert (out, codes(made)) == (PLAN, ["I097"])


def test_two_new_rows_with_one_content_are_told() -> None:
    out, made = edited({"noi_dung": "Việc mới"}, {"noi_dung": "việc  mới", "thoi_gian": "Quý I"})
    assert (len(made.added), codes(made)) == (1, ["I097"])
    assert out.count("iệc mới") == 1


def test_a_removed_row_removes_nothing() -> None:
    sheet = exported(document_of(PLAN))
    del sheet.rows[0]
    out, made = merged(PLAN, sheet)
    assert (out, codes(made)) == (PLAN, ["I094"])


def test_two_rows_with_one_id_are_both_left_out() -> None:
    sheet = with_cells(exported(document_of(PLAN)), {("mot", "thoi_gian"): "Quý IV"}, {"id": "mot", "noi_dung": "A"})
    out, made = merged(PLAN, sheet)
    assert (out, codes(made)) == (PLAN, ["I095"])


def test_a_task_gone_from_the_plan_is_told_where_the_sheet_changed_it() -> None:
    sheet = exported(document_of(PLAN))
    text = PLAN.replace("  - noi_dung: Việc không mã\n    cho_quyet: true\n", "")
    assert codes(merged(text, sheet)[1]) == []
    out, made = merged(text, with_cells(sheet, {(NO_ID, "thoi_gian"): "Quý I"}))
    assert (out, codes(made)) == (text, ["I104"])


def test_a_sheet_of_another_plan_is_refused() -> None:
    other = document_of(PLAN.split("noi_dung:")[0] + "nhiem_vu: [{id: khac, noi_dung: Khác}]\n")
    with pytest.raises(ProblemsError) as error:
        merged(PLAN, exported(other))
    assert [p.code for p in error.value.problems] == ["I092"]


# --- two copies -------------------------------------------------------------------------------------------------------


def test_the_same_cell_changed_two_ways_is_a_conflict() -> None:
    sheet = exported(document_of(PLAN))
    first, _ = merged(PLAN, with_cells(sheet, {("mot", "thoi_gian"): "Quý II"}))
    second, made = merged(first, with_cells(sheet, {("mot", "thoi_gian"): "Quý III", ("mot", "ghi_chu"): "Gấp"}))
    assert second == first.replace("thoi_gian: Quý II\n", "thoi_gian: Quý II\n    ghi_chu: Gấp\n")
    (conflict,) = made.problems
    assert conflict.code == "I093"
    assert [conflict.values[key] for key in ("base", "mine", "theirs")] == ["Quý I/2027", "Quý II", "Quý III"]


def test_the_same_cell_changed_alike_is_none() -> None:
    sheet = exported(document_of(PLAN))
    first, _ = merged(PLAN, with_cells(sheet, {("mot", "chu_tri"): "Sở Tư pháp; sở y tế"}))
    second, made = merged(first, with_cells(sheet, {("mot", "chu_tri"): "Sở Tư pháp\nSở Y tế"}))
    assert (second, codes(made)) == (first, [])


RICH = rich_document("ke-hoach", noi_dung=["Một mục."])
TEXTS = st.sampled_from(["Sở Y tế", "Việc: khác", "a\nb", "Quý IV", "# thử", "- x", "1.5"])
CELLS = st.tuples(st.sampled_from(["ra-soat", "tap-huan", "lop-mot", "lop-hai", "bao-cao"]),
                  st.sampled_from(["noi_dung", "thoi_gian", "ghi_chu", "san_pham", "phoi_hop"]))  # fmt: skip
EDITS = st.dictionaries(CELLS, TEXTS, max_size=4)


@settings(max_examples=100)
@given(EDITS, EDITS)
def test_nothing_is_lost_between_two_copies(first: Any, second: Any) -> None:
    text, sheet = dump(RICH), exported(RICH)
    one, two = ({cell: words for cell, words in edits.items() if words != sheet.base[cell[0]].get(cell[1], "")}
                for edits in (first, second))  # fmt: skip
    after_one, made_one = merged(text, with_cells(sheet, one))
    after_two, made_two = merged(after_one, with_cells(sheet, two))
    now = {row.id: row.cells for row in task_list(document_of(after_two)).rows}
    for (id, key), words in {**two, **one}.items():
        assert _same(now[id][key], words)
    assert "I093" not in codes(made_one)
    heads = {column.key: column.head for column in columns()}
    clashes = {(id, heads[key]) for id, key in one.keys() & two.keys() if not _same(one[id, key], two[id, key])}
    assert {(p.values["id"], p.values["field"]) for p in made_two.problems if p.code == "I093"} == clashes


def _same(one: str, other: str) -> bool:
    return one.replace("; ", "\n") == other.replace("; ", "\n")
