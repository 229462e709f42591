"""Tables as grids and as Word: columns, groups, numbers, merged cells, totals, widths, marks."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builders import PROTOTYPE, document
from generator import norm
from generator.agencies import Naming
from generator.annex import Grid, fill, free_grid, task_grid
from generator.annex.fill import CELL_MARGINS_TWIPS, CELL_SIZE_PT, TWIPS_PER_PT, column_widths, usable_twips
from generator.metrics import longest_word_pt
from generator.model import Annex, Table, entries
from generator.word.xml import NS, w

TASKS = [
    {"id": "a", "nhom": "Một", "linh_vuc": "X", "noi_dung": "A", "chu_tri": "so-y-te", "phoi_hop": "so-noi-vu",
        "thoi_gian": "Quý II"},
    {"id": "b", "noi_dung": "B", "chu_tri": "so-noi-vu", "thoi_gian": "Quý I", "san_pham": "Báo cáo"},
    {"id": "c", "nhom": "Hai", "linh_vuc": "X", "noi_dung": "C", "chu_tri": "so-y-te", "thoi_gian": "Thường xuyên"},
    {"id": "d", "nhom": "Một", "linh_vuc": "Y", "noi_dung": "D", "noi_dung_phu_luc": "D rút gọn",
        "chu_tri": "so-noi-vu",
     "thoi_gian": "Quý I - IV"},
]  # fmt: skip
DEEP = [{"id": "a", "noi_dung": "A", "chu_tri": "so-y-te", "thoi_gian": "Quý I", "con": [
    {"id": "a1", "noi_dung": "A1", "con": [{"id": "a11", "noi_dung": "A11"}, {"id": "a12", "noi_dung": "A12",
        "chu_tri": "so-noi-vu"}]},
    {"id": "a2", "noi_dung": "A2", "thoi_gian": "Quý II"},
]}]  # fmt: skip


def grid(options: dict[str, Any] | None = None, tasks: list[dict[str, Any]] | None = None, **keys: Any) -> Grid:
    """The table of these tasks, in an annex with these options."""
    annex = {"tieu_de": "A", "bang": "nhiem_vu"} | (options or {})
    made = document(nhiem_vu=TASKS if tasks is None else tasks, phu_luc=[annex], **{"nam": "2027"} | keys)
    table = made.annexes[0].effective_table()
    assert table is not None
    return task_grid(table, entries(made), Naming(made), made.year)


def cells(made: Grid) -> list[list[str]]:
    """The texts of the rows below the heads."""
    return [[cell.text for cell in row.cells] for row in made.rows[1:]]


def column(made: Grid, index: int = 1) -> list[str]:
    return [row[index] for row in cells(made) if len(row) > index]


# --- columns, groups, numbers --------------------------------------------------------------------------------------


def test_the_usual_columns_and_those_chosen() -> None:
    usual = grid()
    assert [c.key for c in usual.columns] == ["tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian"]
    assert cells(usual)[0] == ["1", "A", "Sở Y tế", "Sở Nội vụ", "Quý II"]
    chosen = grid({"cot": ["noi_dung", "thoi_gian"], "ten_cot": {"thoi_gian": "Hạn\nhoàn thành"}})
    assert [cell.text for cell in chosen.rows[0].cells] == ["Nội dung nhiệm vụ", "Hạn\nhoàn thành"]
    assert cells(chosen)[3] == ["D rút gọn", "Quý I - IV"]


@pytest.mark.parametrize("key", sorted(norm.task_columns()))
def test_every_column_prints_its_field(key: str) -> None:
    task = {"noi_dung": "noi_dung", "nhom": "nhom", "linh_vuc": "linh_vuc", "chu_tri": "Chu_tri",
        "phoi_hop": "Phoi_hop",
            "theo_doi": "Theo_doi", "thoi_gian": "thoi_gian", "san_pham": "san_pham", "kinh_phi": "kinh_phi",
            "ghi_chu": "ghi_chu"}  # fmt: skip
    assert cells(grid({"cot": [key]}, [task])) == [["1" if key == "tt" else task[key]]]


def test_a_row_of_column_numbers() -> None:
    assert cells(grid({"dong_so_cot": "true"}))[0] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert [row.kind for row in grid({"dong_so_cot": "true"}).rows[:3]] == ["head", "numbers", "item"]


@pytest.mark.parametrize(("by", "rows"), [
    ("nhom", ["B", "I Một", "A", "D rút gọn", "II Hai", "C"]),
    ("linh_vuc", ["B", "I X", "A", "C", "II Y", "D rút gọn"]),
    ("chu_tri", ["I Sở Y tế", "A", "C", "II Sở Nội vụ", "B", "D rút gọn"]),
    ("quy", ["I Quý I", "B", "II Quý II", "A", "III Quý I - IV", "D rút gọn", "IV Thường xuyên", "C"]),
])  # fmt: skip
def test_group_rows(by: str, rows: list[str]) -> None:
    made = grid({"nhom_theo": by})
    shown = [" ".join(c.text for c in row.cells) if row.kind == "group" else row.cells[1].text for row in made.rows[1:]]
    assert shown == rows
    assert all(row.cells[1].span == 4 for row in made.rows if row.kind == "group")


def test_group_rows_of_a_table_without_tt_span_it_all() -> None:
    rows = [row for row in grid({"nhom_theo": "nhom", "cot": ["noi_dung", "chu_tri"]}).rows if row.kind == "group"]
    assert [(cell.text, cell.span) for row in rows for cell in row.cells] == [("I. Một", 2), ("II. Hai", 2)]


def test_quarters_of_a_programme_name_their_year() -> None:
    tasks = [
        {"noi_dung": t, "thoi_gian": t} for t in ("Quý I/2028", "Quý I/2027", "Quý III - IV/2027", "Quý II", "Khi cần")
    ]
    made = grid({"nhom_theo": "quy"}, tasks, nam=None, giai_doan="2027-2030")
    assert [row.cells[1].text for row in made.rows if row.kind == "group"] == [
        "Quý I/2027", "Quý III - IV/2027", "Quý I/2028", "Quý II", "Khi cần",
    ]  # fmt: skip


def test_numbers_run_on_or_start_anew_in_each_group() -> None:
    assert [row[0] for row in cells(grid({"nhom_theo": "nhom"}))] == ["1", "I", "2", "3", "II", "4"]
    assert [row[0] for row in cells(grid({"nhom_theo": "nhom", "tt": "theo_nhom"}))] == ["1", "I", "1", "2", "II", "1"]


@pytest.mark.parametrize(("wanted", "rows"), [
    ({"chu_tri": "so-y-te"}, ["A", "C"]), ({"chu_tri": "sở  y tế"}, ["A", "C"]), ({"phoi_hop": ["so-noi-vu"]}, ["A"]),
    ({"chu_tri": ["so-y-te", "so-noi-vu"]}, ["A", "B", "C", "D rút gọn"]), ({"nhom": "MỘT"}, ["A", "D rút gọn"]),
    ({"nhom": "Một", "linh_vuc": "Y"}, ["D rút gọn"]), ({"quy": "I"}, ["B", "D rút gọn"]), ({"quy": "Quý II"}, ["A",
        "D rút gọn"]),
    ({"quy": ["3", "quý IV"]}, ["D rút gọn"]), ({"quy": "V"}, []), ({"chu_tri": "so-tai-chinh"}, []), ({}, ["A", "B",
        "C", "D rút gọn"]),
])  # fmt: skip
def test_filters(wanted: dict[str, Any], rows: list[str]) -> None:
    assert column(grid({"loc": wanted})) == rows


# --- sub-tasks and merged cells ------------------------------------------------------------------------------------


def test_sub_tasks_inherit_what_they_leave_out() -> None:
    made = grid({"cot": ["tt", "noi_dung", "chu_tri", "thoi_gian"]}, DEEP)
    assert [[f"{c.text}{'^' if c.merge == 'continue' else ''}" for c in row.cells] for row in made.rows[1:]] == [
        ["1", "A", "Sở Y tế", "Quý I"],
        ["1.1", "A1", "Sở Y tế^", "Quý I^"],
        ["1.1.1", "A11", "Sở Y tế^", "Quý I^"],
        ["1.1.2", "A12", "Sở Nội vụ", "Quý I^"],
        ["1.2", "A2", "Sở Y tế", "Quý II"],  # the cell above is another's: printed again
    ]
    assert [row.cells[2].merge for row in made.rows[1:]] == ["restart", "continue", "continue", "", ""]


def test_equal_neighbours_merge_only_where_asked() -> None:
    tasks = [{"noi_dung": str(i), "chu_tri": "so-y-te", "thoi_gian": "Quý I"} for i in range(3)] + [{"noi_dung": "3"}]
    made = grid({"gop": "chu_tri"}, tasks)
    assert [row.cells[2].merge for row in made.rows[1:]] == ["restart", "continue", "continue", ""]
    assert all(row.cells[4].merge == "" for row in made.rows[1:])
    assert all(cell.merge == "" for row in grid({}, tasks).rows for cell in row.cells)


def test_empty_cells_never_merge_and_groups_part_merges() -> None:
    tasks = [{"noi_dung": str(i), "nhom": str(i // 2), "chu_tri": "so-y-te"} for i in range(4)]
    made = grid({"gop": ["chu_tri", "phoi_hop"], "nhom_theo": "nhom"}, tasks)
    items = [row for row in made.rows if row.kind == "item"]
    assert [row.cells[2].merge for row in items] == ["restart", "continue", "restart", "continue"]
    assert all(row.cells[3].merge == "" for row in items)


TASK = st.deferred(lambda: st.fixed_dictionaries({"noi_dung": st.sampled_from("ABC")}, optional={
    "chu_tri": st.sampled_from(["P", "Q"]), "thoi_gian": st.sampled_from(["Quý I", "Quý II"]),
        "nhom": st.sampled_from(["M", "N"]),
    "con": st.lists(TASK, max_size=2)}))  # fmt: skip
TABLES = st.fixed_dictionaries({}, optional={
    "cot": st.lists(st.sampled_from(sorted(norm.task_columns())), min_size=1, max_size=5, unique=True),
    "gop": st.sampled_from(["chu_tri", "thoi_gian", "noi_dung"]), "nhom_theo": st.sampled_from(["nhom", "chu_tri",
        "quy"]),
    "dong_so_cot": st.sampled_from(["true", "false"]), "tt": st.sampled_from(["lien_tuc", "theo_nhom"])})  # fmt: skip


@given(TABLES, st.lists(TASK, max_size=5))
def test_grids_are_rectangles_with_whole_merges(options: dict[str, Any], tasks: list[dict[str, Any]]) -> None:
    made = grid(options, tasks)
    width = len(made.columns)
    assert all(sum(cell.span for cell in row.cells) == width for row in made.rows)
    for above, row in zip(made.rows, made.rows[1:], strict=False):
        for i, cell in enumerate(row.cells):
            if cell.merge == "continue":
                assert above.kind == "item" and above.cells[i].merge and above.cells[i].text == cell.text
            if above.kind == "item" and len(above.cells) == width and above.cells[i].merge == "restart":
                assert row.kind == "item" and cell.merge == "continue"
    ids = [row.id for row in made.rows if row.id]
    total = sum(1 for task in tasks for _ in walk(task))
    assert len(set(ids)) == len(ids) == total


def walk(task: dict[str, Any]) -> Any:
    yield task
    for child in task.get("con", []):
        yield from walk(child)


# --- any other table -----------------------------------------------------------------------------------------------


def free(**keys: Any) -> Grid:
    return free_grid(Table.model_validate(keys, by_alias=True, by_name=False))


def test_a_table_of_figures() -> None:
    made = free(
        dau=["TT", "Chỉ tiêu", "Năm 2026", "Tỷ lệ"],
        hang=[["1", "Số xã", "1.250,5", "45%"], ["2", "Số lớp", "12", None]],
    )
    assert [c.kind for c in made.columns] == ["center", "other", "number", "other"]
    assert cells(made) == [["1", "Số xã", "1.250,5", "45%"], ["2", "Số lớp", "12", ""]]


@pytest.mark.parametrize(("head", "texts", "kind"), [
    ("STT", ["1"], "center"), ("Số TT ", ["x"], "center"), ("A", ["1", ""], "number"), ("A", ["", ""], "other"),
    ("A", ["1", "x"], "other"), ("A", ["dài " * 20], "text"), ("A", ["-5"], "number"),
])  # fmt: skip
def test_what_a_column_holds(head: str, texts: list[str], kind: str) -> None:
    assert free(dau=[head], hang=[[text] for text in texts]).columns[0].kind == kind


@pytest.mark.parametrize(("sums", "total"), [
    (["3"], [("Tổng cộng", 2), ("1.502,5", 1), ("", 1)]),
    (["3", "4"], [("Tổng cộng", 2), ("1.502,5", 1), ("7", 1)]),
    (["2"], [("Tổng cộng", 1), ("30", 1), ("", 1), ("", 1)]),
    (["1"], [("3", 1), ("Tổng cộng", 1), ("", 1), ("", 1)]),
    (["1", "2"], [("3", 1), ("30", 1), ("Tổng cộng", 1), ("", 1)]),
    (["1", "2", "3", "4"], [("Tổng cộng: 3", 1), ("30", 1), ("1.502,5", 1), ("7", 1)]),
])  # fmt: skip
def test_the_total_row(sums: list[str], total: list[tuple[str, int]]) -> None:
    made = free(
        dau=["A", "B", "C", "D"], hang=[["1", "10", "1.500", "7"], ["2", "20", "2,5", None]], tong={"cot": sums}
    )
    assert [(cell.text, cell.span) for cell in made.rows[-1].cells] == total
    assert made.rows[-1].kind == "total"


def test_columns_of_long_cells_share_by_what_is_usual_and_one_long_cell_widens_little() -> None:
    rows = [["a" * 120, "b" * 10, "c"], ["a" * 120, "b" * 150, "c"]]
    usual, once, short = free(dau=["A", "B", "C"], hang=rows).columns
    assert (usual.weight, once.weight, short.weight) == (120, 80, 6)
    (one, *_) = free(dau=["A"], hang=[["a" * 300], *[["a"]] * 9]).columns
    assert one.weight == 60


def test_blank_rows_and_an_own_label() -> None:
    made = free(dau=["A", "B"], dong_trong="3", tong={"nhan": "Cộng", "cot": "2"}, dong_so_cot="true")
    assert cells(made) == [["(1)", "(2)"], ["", ""], ["", ""], ["", ""], ["Cộng", "0"]]


def test_options_of_the_annex_count_over_those_of_its_table() -> None:
    annex = Annex.model_validate(
        {"tieu_de": "A", "bang": {"loai": "nhiem_vu", "cot": ["tt"], "gop": ["tt"]}, "cot": ["noi_dung"]}
    )
    table = annex.effective_table()
    assert table is not None and (table.columns, table.merge) == (("noi_dung",), ("tt",))


# --- in Word -------------------------------------------------------------------------------------------------------


def filled(made: Grid, **options: Any) -> tuple[etree._Element, Any]:
    """The table as XML, and its marks."""
    xml, mark = fill(made, PROTOTYPE, "pl", landscape=options.pop("landscape", False), **options)
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    return etree.fromstring(f"<r {names}>{xml}</r>")[0], mark


def read_back(table: etree._Element) -> list[list[tuple[str, int, str]]]:
    """Every cell as text, span and part in a merge."""
    return [[_cell(cell) for cell in row.iter(w("tc"))] for row in table.iter(w("tr"))]


def _cell(cell: etree._Element) -> tuple[str, int, str]:
    text = "".join("\n" if node.tag == w("br") else "\t" if node.tag == w("tab") else node.text or "" for node in
                   cell.iter(w("t"), w("br"), w("tab")))  # fmt: skip
    span, merge = cell.find(f".//{w('gridSpan')}"), cell.find(f".//{w('vMerge')}")
    return text, 1 if span is None else int(span.get(w("val"))), "" if merge is None else merge.get(w("val"))


def printed(made: Grid) -> list[list[tuple[str, int, str]]]:
    return [[("" if c.merge == "continue" else c.text, c.span, c.merge) for c in row.cells] for row in made.rows]


@given(TABLES, st.lists(TASK, max_size=5))
def test_what_is_written_is_read_back(options: dict[str, Any], tasks: list[dict[str, Any]]) -> None:
    made = grid(options, tasks)
    assert read_back(filled(made)[0]) == printed(made)


TEXT = st.text(st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="*^[]\\\ufffe\uffff"), max_size=30)


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5), st.lists(TEXT, min_size=3, max_size=3))
def test_any_text_is_read_back(rows: list[list[str]], heads: list[str]) -> None:
    made = free(dau=heads, hang=rows)
    assert read_back(filled(made)[0]) == printed(made)


@given(TABLES, st.lists(TASK, max_size=5), st.booleans())
def test_widths_fill_the_page_exactly(options: dict[str, Any], tasks: list[dict[str, Any]], landscape: bool) -> None:
    made = grid(options, tasks)
    table = filled(made, landscape=landscape)[0]
    widths = [int(column.get(w("w"))) for column in table.iter(w("gridCol"))]
    assert sum(widths) == usable_twips(landscape) and len(widths) == len(made.columns) and min(widths) > 0
    for row in table.iter(w("tr")):
        assert sum(int(cell.get(w("w"))) for cell in row.iter(w("tcW"))) == usable_twips(landscape)


@given(
    st.lists(st.lists(st.text("abc đế", max_size=40), min_size=2, max_size=7), min_size=1, max_size=1), st.booleans()
)
def test_no_column_is_narrower_than_its_longest_word_while_there_is_room(
    heads: list[list[str]], landscape: bool
) -> None:
    made = free(dau=heads[0])
    least = [longest_word_pt(head, CELL_SIZE_PT, bold=True) * TWIPS_PER_PT for head in heads[0]]
    total = usable_twips(landscape)
    widths = column_widths(made, total)
    assert sum(widths) == total
    if sum(least) + len(least) * CELL_MARGINS_TWIPS <= total - len(least):
        assert all(width >= need for width, need in zip(widths, least, strict=True))


def test_a_long_word_takes_room_from_the_others() -> None:
    word = "Phòngchốngmatúy" * 2
    wide, narrow = column_widths(free(dau=[word, "A"], hang=[["a", "dài " * 40]]), usable_twips(False))
    assert wide >= longest_word_pt(word, CELL_SIZE_PT, bold=True) * TWIPS_PER_PT and narrow > 0


def test_marks_are_unique_and_stand_in_the_content_cell() -> None:
    made = grid({"nhom_theo": "nhom"}, [*TASKS, *({"noi_dung": "A"} for _ in range(3))])
    table, mark = filled(made, numbers=count(7))
    names = [start.get(w("name")) for start in table.iter(w("bookmarkStart"))]
    numbers = [start.get(w("id")) for start in table.iter(w("bookmarkStart"))]
    assert len(set(names)) == len(names) == 1 + len(TASKS) + 3 and numbers == [str(7 + i) for i in range(len(names))]
    assert [mark.bookmark, *(row.bookmark for row in mark.rows)] == names
    for row, cells_of in zip(made.rows, table.iter(w("tr")), strict=True):
        inside = [
            i for i, cell in enumerate(cells_of.iter(w("tc"))) if cell.find(f".//{w('bookmarkStart')}") is not None
        ]
        assert inside == {"head": [0], "group": [], "item": [1]}[row.kind]


def test_the_same_task_in_two_tables_has_two_marks() -> None:
    made = grid()
    first = fill(made, PROTOTYPE, "pl-1", landscape=False)[1]
    second = fill(made, PROTOTYPE, "pl-2", landscape=False)[1]
    assert not {row.bookmark for row in first.rows} & {row.bookmark for row in second.rows}
    assert [row.digests for row in first.rows] == [row.digests for row in second.rows]


def test_heads_repeat_and_rows_do_not_split() -> None:
    table = filled(grid({"dong_so_cot": "true"}))[0]
    rows = list(table.iter(w("tr")))
    assert [row.find(f".//{w('tblHeader')}") is not None for row in rows[:4]] == [True, True, False, False]
    assert all(row.find(f".//{w('cantSplit')}") is not None for row in rows)


def test_inline_marks_references_and_notes_of_cells() -> None:
    tasks = [{"noi_dung": "**Đậm** [[xem: x]] m^2^[^1]", "kinh_phi": r"5\*"}]
    table = filled(grid({"cot": ["noi_dung", "kinh_phi"]}, tasks), resolve=lambda id: f"<{id}>", note=lambda id: 4)[0]
    assert read_back(table)[1] == [("Đậm <x> m2", 1, ""), ("5*", 1, "")]
    notes = [note.get(w("id")) for note in table.iter(w("footnoteReference"))]
    assert notes == ["4"] and len(list(table.iter(w("vertAlign")))) == 2
