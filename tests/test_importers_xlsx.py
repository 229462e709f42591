"""Workbooks as a flow: what cells print, where tables begin and end, what is hidden, merged, broken or made to harm."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from generator.flow import Flow, Grid, Para
from generator.importers.xlsx import blocks as xlsx_blocks
from generator.importers.xlsx import reading as xlsx
from generator.importers.xlsx import sheet as xlsx_sheet
from generator.importers.xlsx.reading import read_xlsx
from generator.number_formats import printed
from generator.problems import ProblemsError, Severity

SIDE = Side(style="thin")
BOX = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
HEAD = ("STT", "Mã nhiệm vụ", "Tên nhóm nhiệm vụ/nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp",
        "Phương thức hỗ trợ thực hiện", "Thời hạn hoàn thành", "Kết quả cần đạt\n(Định lượng)", "Sản phẩm đầu ra",
        "Ghi chú")  # fmt: skip
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", EncodingWarning)  # openpyxl opens a temporary file, for its name alone
        book.save(out)
    return out.getvalue()


def workbook(*rows: Sequence[object], boxed: Sequence[int] = (), merged: Sequence[str] = ()) -> Workbook:
    """One sheet «A» of these rows from A1 on; the rows of these numbers have borders."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "A"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if value is not None:
                cell.value = value
            if number in boxed:
                cell.border = BOX
    for area in merged:
        sheet.merge_cells(area)
    return book


def read(*rows: Sequence[object], **settings: Any) -> Flow:
    return read_xlsx(saved(workbook(*rows, **settings)))


def texts(grid: object) -> list[list[str]]:
    """The texts of a grid; a merged cell as ``<`` or ``^``."""
    assert isinstance(grid, Grid)
    signs = {"left": "<", "above": "^", "": ""}
    return [[signs[cell.merged] or cell.text for cell in row] for row in grid.rows]


def grids(flow: Flow) -> list[Grid]:
    return [block for block in flow.blocks if isinstance(block, Grid)]


def codes(flow: Flow) -> list[str]:
    return [p.code for p in flow.found]


def refused(data: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read_xlsx(data)
    return [p.code for p in caught.value.problems]


def changed(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The package with its parts changed (``None`` drops one) and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()


def with_sheet(xml: str, data: bytes | None = None) -> bytes:
    """A workbook whose first sheet is this XML."""
    body = f'<worksheet xmlns="{SPACE}">{xml}</worksheet>'.encode()
    return changed(data or saved(workbook(["x"])), lambda name, old: body if name.endswith("sheet1.xml") else old)


# --- whole sheets


def city_plan() -> Workbook:
    """A plan laid out in Excel as offices do: heads of the document in merged cells, a table, a signature."""
    book = workbook(
        ["UBND THÀNH PHỐ A", None, None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ B", None, None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["PHỤ LỤC"],
        ["DANH MỤC NHIỆM VỤ NĂM 2026"],
        [],
        HEAD,
        ["I", None, "Nhóm thứ nhất"],
        [1, "NV-01", "Lập danh mục", "Sở B", "Sở C;\nSở D", None, datetime(2026, 2, 13), "100%", "Danh mục", None],
        [],
        [2, "NV-02", "Kiểm tra", "Phòng E", None, "Trực tuyến", "Thường xuyên", 0.95, "Báo cáo", "Mới"],
        [],
        ["Nơi nhận:", None, None, None, None, None, "GIÁM ĐỐC"],
        ["- Như trên;"],
        [],
        [None, None, None, None, None, None, "Trần Văn G"],
        boxed=(7, 8, 9, 11),
        merged=("A1:D1", "F1:J1", "A4:J4", "A5:J5", "C8:J8", "D9:D9"),
    )
    sheet: Any = book.active
    sheet["G9"].number_format, sheet["H11"].number_format = "dd/mm/yyyy", "0%"
    sheet["A4"].alignment = Alignment(horizontal="center")
    sheet["A4"].font = Font(bold=True)
    return book


def test_a_plan_in_a_sheet() -> None:
    flow = read_xlsx(saved(city_plan()))
    top, label, title, table, feet = flow.blocks
    assert texts(top) == [["UBND THÀNH PHỐ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                          ["SỞ B", "Độc lập - Tự do - Hạnh phúc"]]  # fmt: skip
    assert isinstance(label, Para) and isinstance(title, Para)
    assert (label.text, label.align, label.bold) == ("PHỤ LỤC", "center", True)
    assert (title.text, title.bold) == ("DANH MỤC NHIỆM VỤ NĂM 2026", False)
    assert texts(table) == [
        list(HEAD),
        ["I", "", "Nhóm thứ nhất", *"<<<<<<<"],
        ["1", "NV-01", "Lập danh mục", "Sở B", "Sở C;\nSở D", "", "13/02/2026", "100%", "Danh mục", ""],
        ["2", "NV-02", "Kiểm tra", "Phòng E", "", "Trực tuyến", "Thường xuyên", "95%", "Báo cáo", "Mới"],
    ]
    assert texts(feet) == [["Nơi nhận:", "GIÁM ĐỐC"], ["- Như trên;", ""], ["", "Trần Văn G"]]
    assert [block.bordered for block in grids(flow)] == [False, True, False]
    assert flow.formatted and flow.blocks[0].new_page and not flow.blocks[1].new_page
    assert table.place == "trang tính «A», hàng 7"
    assert [(p.code, p.place, p.values["count"]) for p in flow.found] == [("I023", "trang tính «A», hàng 7", 1)]


def test_two_tables_glued_each_with_its_title() -> None:
    head = ["TT", "Việc", "Cơ quan"]
    flow = read(
        ["Phụ lục I"], head, [1, "a", "b"], [2, "c", "d"], ["Phụ lục II"], head, [1, "e", "f"], boxed=(2, 3, 4, 6, 7)
    )
    assert [block.text if isinstance(block, Para) else len(block.rows) for block in flow.blocks] == [
        "Phụ lục I", 3, "Phụ lục II", 2,
    ]  # fmt: skip


@pytest.mark.parametrize("boxed", [(), (1, 2, 4, 5, 6)])
def test_a_head_repeated_is_the_table_going_on(boxed: Sequence[int]) -> None:
    head = ["TT", "Việc", "Cơ quan"]
    flow = read(head, [1, "a", "b"], [], head, [2, "c", "d"], [3, "e", "f"], boxed=boxed)
    assert [len(grid.rows) for grid in grids(flow)] == [5]


def test_another_head_after_blank_rows_is_another_table() -> None:
    flow = read(["TT", "Việc", "Cơ quan"], [1, "a", "b"], [], ["STT", "Chỉ tiêu", "Đơn vị"], [1, "c", "%"])
    assert [texts(grid)[0] for grid in grids(flow)] == [["TT", "Việc", "Cơ quan"], ["STT", "Chỉ tiêu", "Đơn vị"]]
    assert codes(flow) == []


def test_group_rows_and_notes_without_borders() -> None:
    flow = read(["TT", "Việc", "Cơ quan"], ["I", "Nhóm một"], [1, "a", "b"], [], ["II", "Nhóm hai"], [], [2, "c", "d"],
                [], ["Ghi chú: số liệu tạm tính"])  # fmt: skip
    assert [len(grid.rows) for grid in grids(flow)] == [5]
    assert isinstance(flow.blocks[-1], Para) and flow.blocks[-1].text == "Ghi chú: số liệu tạm tính"
    assert [p.values["count"] for p in flow.found] == [2]


def test_a_table_without_a_head_is_still_a_table() -> None:
    flow = read(["Danh sách"], [1, "Lập kế hoạch", "Sở A"], [2, "Báo cáo", "Sở B"], boxed=(2, 3))
    assert [len(grid.rows) for grid in grids(flow)] == [2]


def test_lines_alone() -> None:
    flow = read(["Một dòng"], [], ["Dòng nữa"])
    assert [block.text for block in flow.blocks if isinstance(block, Para)] == ["Một dòng", "Dòng nữa"]


def test_sheets_in_their_order_each_on_a_new_page() -> None:
    book = workbook(["TT", "Việc", "Hạn"], [1, "a", "b"])
    book.create_sheet("Trống")
    second: Any = book.create_sheet("Phụ lục 2")
    second["B2"] = "Chữ"
    second.page_setup.orientation = "landscape"
    flow = read_xlsx(saved(book))
    assert [(block.place, block.new_page, block.landscape) for block in flow.blocks] == [
        ("trang tính «A», hàng 1", True, False), ("trang tính «Phụ lục 2», hàng 2", True, True),
    ]  # fmt: skip


# --- merged cells


def test_merged_cells() -> None:
    flow = read(
        ["TT", "Việc", "Cơ quan thực hiện", None], [None, None, "Chủ trì", "Phối hợp"], [1, "a", "b", "c"],
        ["1.1", "d", "e", None], boxed=(1, 2, 3, 4), merged=("A1:A2", "B1:B2", "C1:D1", "D3:D4"),
    )  # fmt: skip
    assert texts(flow.blocks[0]) == [
        ["TT", "Việc", "Cơ quan thực hiện", "<"], ["^", "^", "Chủ trì", "Phối hợp"], ["1", "a", "b", "c"],
        ["1.1", "d", "e", "^"],
    ]  # fmt: skip


def test_text_under_a_merged_cell_is_told() -> None:
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}" t="inlineStr"><is><t>{c}{n}</t></is></c>' for c in "ABC") + "</row>"
        for n in (1, 2)
    )
    flow = read_xlsx(with_sheet(f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    assert texts(flow.blocks[0]) == [["A1", "C1"], ["", "C2"]]
    (found,) = flow.found
    assert (found.code, found.values["count"], found.values["names"]) == ("I025", 3, "B1, A2, B2")


def test_a_merged_cell_with_its_first_row_hidden_still_shows() -> None:
    book = workbook(["TT", "Việc", "Hạn"], [1, "a", "Quý I"], [2, "b"], [3, "c", "Quý II"], merged=("C2:C3",))
    sheet: Any = book.active
    sheet.row_dimensions[2].hidden = True
    flow = read_xlsx(saved(book))
    assert texts(flow.blocks[0]) == [["TT", "Việc", "Hạn"], ["2", "b", "Quý I"], ["3", "c", "Quý II"]]


# --- hidden things


def test_hidden_rows_columns_and_sheets_are_named() -> None:
    book = workbook(["TT", "Việc", "Mật", "Hạn"], [1, "a", "x", "b"], [2, "c", "y", "d"], [3, "e", "z", "f"])
    sheet: Any = book.active
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True  # says nothing
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["K"].hidden = True
    book.create_sheet("Danh mục")["A1"] = "ẩn"
    book["Danh mục"].sheet_state = "hidden"
    book.create_sheet("Trống").sheet_state = "veryHidden"
    flow = read_xlsx(saved(book))
    assert texts(flow.blocks[0]) == [["TT", "Việc", "Hạn"], ["1", "a", "b"], ["3", "e", "f"]]
    assert [(p.code, p.place, p.values["count"], p.values["names"]) for p in flow.found] == [
        ("I020", "", 1, "«Danh mục»"), ("I020", "trang tính «A»", 1, "3"), ("I020", "trang tính «A»", 1, "C"),
    ]  # fmt: skip
    assert {p.severity for p in flow.found} == {Severity.NOTE}


def test_nothing_but_hidden_things() -> None:
    book = workbook(["x"])
    book.create_sheet("B")
    book["A"].sheet_state = "hidden"
    assert refused(saved(book)) == ["I019", "I020"]
    assert refused(saved(workbook())) == ["I019"]
    assert refused(saved(workbook(["  ", "\n"]))) == ["I019"]


# --- what cells print

DAY = datetime(2026, 2, 13)


@pytest.mark.parametrize(("value", "code", "text"), [
    (DAY, "mm-dd-yy", "13/02/2026"), (DAY, "dd/mm/yyyy", "13/02/2026"), (DAY, "d/m/yyyy", "13/2/2026"),
    (DAY, "d/m/yy", "13/2/26"), (DAY, "mm/yyyy", "02/2026"), (DAY, "yyyy", "2026"), (DAY, "d/m", "13/2"),
    (DAY, '"Tháng "m/yyyy', "Tháng 2/2026"), (DAY, "[$-1010000]d/m/yyyy;@", "13/2/2026"),
    (DAY, "[$-42A]dd\\-mm\\-yyyy;@", "13-02-2026"), (datetime(2026, 2, 13, 14, 5), "dd/mm/yyyy hh:mm",
                                                     "13/02/2026 14:05"),
    (datetime(2026, 2, 13, 14, 5), 'hh:mm" ngày "dd/mm', "14:05 ngày 13/02"),
    (date(2026, 2, 3), "d/m/yyyy", "3/2/2026"),
    (clock(7, 45), "h:mm", "07:45"), (timedelta(hours=36), "[h]:mm", "36:00"),
    (1, "General", "1"), (1.0, "General", "1"), (0.1 + 0.2, "General", "0,3"), (-3, "General", "-3"),
    (1234567, "#,##0", "1.234.567"), (1234.5, "#,##0.00", "1.234,50"), (0.95, "0%", "95%"), (0.955, "0.0%", "95,5%"),
    (7, "00", "07"), (2.5, "0", "3"), (12, "0.##", "12"), (-5, "#,##0_);(#,##0)", "(5)"), (3, '"Quý "0"/2026"',
                                                                                           "Quý 3/2026"),
    (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "-"), (1500000, '#,##0 "đồng"', "1.500.000 đồng"),
    (True, "General", "TRUE"), ("1.10", "@", "1.10"), ("I", '"Quý "@', "Quý I"), ("a", "General", "a"),
    (10**18, "General", "1000000000000000000"), (5, "@", "5"),
])  # fmt: skip
def test_number_formats(value: Any, code: str, text: str) -> None:
    assert (printed(value, code).text, printed(value, code).doubt) == (text, "")


@pytest.mark.parametrize(("value", "code", "text", "doubt"), [
    (DAY, "mmm-yy", "02/2026", "order"), (DAY, "d-mmm", "13/02", "order"), (DAY, "m/d/yyyy", "13/02/2026", "order"),
    (DAY, "yyyy-mm-dd", "13/02/2026", "order"), (DAY, "dddd, d mmmm yyyy", "13/02/2026", "order"),
    (DAY, "General", "13/02/2026", "order"), (datetime(2026, 2, 13, 8, 30), "m/d/yy h:mm AM/PM", "13/02/2026 08:30",
                                              "order"),
    (5, ";;;", "5", "format"), (5, "0.00E+00", "5", "format"), (1500000, "#,##0,", "1500000", "format"),
    (0.5, "# ?/?", "0,5", "format"), (float("inf"), "0", "inf", "format"),
])  # fmt: skip
def test_formats_that_are_written_another_way(value: Any, code: str, text: str, doubt: str) -> None:
    assert (printed(value, code).text, printed(value, code).doubt) == (text, doubt)


@given(
    st.one_of(st.integers(), st.floats(), st.datetimes(datetime(1900, 1, 1), datetime(9999, 1, 1)), st.times(),
              st.timedeltas(), st.booleans(), st.text(max_size=5)),
    st.text('0#?,.%@;"\\_*[]$-dmyhsE+/ aAPG', max_size=12),
)  # fmt: skip
def test_any_value_prints_in_any_format(value: Any, code: str) -> None:
    assert isinstance(printed(value, code).text, str)


def test_days_in_another_order_are_told() -> None:
    book = workbook(["TT", "Việc", "Hạn"], [1, "a", DAY], [2, "b", DAY], [3, "c", "quý I"])
    sheet: Any = book.active
    sheet["C2"].number_format = sheet["C3"].number_format = "mmm-yy"
    flow = read_xlsx(saved(book))
    assert texts(flow.blocks[0])[1][2] == "02/2026"
    (found,) = flow.found
    assert (found.code, found.values["count"], found.values["names"]) == ("I024", 2, "C2, C3")
    assert "C2, C3" in found.message()


def test_numbers_of_points_keep_their_dot() -> None:
    flow = read(["TT", "Việc", "Kinh phí"], [1, "a", 1.5], [1.1, "b", 2], ["1.2", "c", "3,5"])
    assert texts(flow.blocks[0])[1:] == [["1", "a", "1,5"], ["1.1", "b", "2"], ["1.2", "c", "3,5"]]


def test_bold_italic_raised_pieces() -> None:
    book = workbook(["x"])
    sheet: Any = book.active
    bold, italic = TextBlock(InlineFont(b=True), "đậm"), TextBlock(InlineFont(i=True), "nghiêng")
    sheet["A1"] = CellRichText("Thường ", bold, " ", italic, TextBlock(InlineFont(vertAlign="superscript"), "2"))
    sheet["A2"] = "Tất cả"
    sheet["A2"].font = Font(bold=True, italic=True)
    one, two = read_xlsx(saved(book)).blocks
    assert isinstance(one, Para) and isinstance(two, Para)
    assert [(run.text, run.bold, run.italic, run.superscript) for run in one.runs] == [
        ("Thường ", False, False, False), ("đậm", True, False, False), (" ", False, False, False),
        ("nghiêng", False, True, False), ("2", False, False, True),
    ]  # fmt: skip
    assert (two.bold, two.italic) == (True, True)


def test_letters_are_tidied_and_told() -> None:
    flow = read(["Ke\u0302\u0301 hoạch\u00a0số"], ["củ\u0430"], ["một_x000D_\nhai"])
    assert [block.text for block in flow.blocks if isinstance(block, Para)] == ["Kế hoạch số", "củ\u0430", "một\nhai"]
    assert codes(flow) == ["I030", "D009", "I032"]


def test_formulas_and_errors() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A:A)</f></c>'
        '<c r="C1" t="e"><f>#REF!+1</f><v>#REF!</v></c><c r="D1" t="str"><f>"a"</f><v>chữ</v></c>'
        '<c r="E1" t="b"><v>1</v></c></row>'
    )
    flow = read_xlsx(with_sheet(f"<sheetData>{rows}</sheetData>"))
    assert texts(flow.blocks[0]) == [["2", "#REF!", "chữ", "TRUE"]]
    assert [(p.code, p.values["names"], p.values["value"]) for p in flow.found] == [
        ("I021", "B1", ""), ("I022", "C1", "#REF!"),
    ]  # fmt: skip


# --- what hangs on a sheet


def test_comments_become_remarks() -> None:
    book = workbook(["TT", "Việc", "Hạn"], [1, "a", "b"])
    sheet: Any = book.active
    sheet["B2"].comment = Comment("Xem lại câu này", "Chị Lan")
    (remark,) = read_xlsx(saved(book)).remarks
    assert (remark.kind, remark.author, remark.date) == ("comment", "Chị Lan", "")
    assert (remark.place, remark.text) == ("trang tính «A», hàng 2", "Xem lại câu này")


def test_threads_of_comments() -> None:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    book = workbook(["TT", "Việc", "Hạn"])
    sheet: Any = book.active
    sheet["B1"].comment = Comment("[Threaded comment]\nYour version of Excel…", "tc={1}")
    thread = f'<ThreadedComments xmlns="{space}"><threadedComment ref="B1" dT="2026-03-01T08:00:00" ' \
             'personId="{p}" id="{1}"><text>Đúng hạn chưa?</text></threadedComment></ThreadedComments>'  # fmt: skip
    people = f'<personList xmlns="{space}"><person displayName="Anh Minh" id="{{p}}"/></personList>'
    link = b'<Relationship Id="t1" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" ' \
           b'Target="../threadedComments/threadedComment1.xml"/></Relationships>'  # fmt: skip

    def change(name: str, old: bytes) -> bytes:
        return old.replace(b"</Relationships>", link) if name.endswith("sheet1.xml.rels") else old

    data = changed(saved(book), change, **{"xl/threadedComments/threadedComment1.xml": thread.encode(),
                                           "xl/persons/person.xml": people.encode()})  # fmt: skip
    (remark,) = read_xlsx(data).remarks
    assert (remark.author, remark.date, remark.text) == ("Anh Minh", "2026-03-01T08:00:00", "Đúng hạn chưa?")


def test_page_headers_and_text_boxes_stand_beside() -> None:
    book = workbook(["x"])
    sheet: Any = book.active
    sheet.oddHeader.center.text = "Dự thảo"
    sheet.oddFooter.right.text = "Trang &P/&N"
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>'
        "<a:p><a:r><a:t>Hộp</a:t></a:r><a:r><a:t> chữ</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
        "<xdr:oneCellAnchor><xdr:pic/></xdr:oneCellAnchor></xdr:wsDr>"
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    )
    data = changed(saved(book), lambda name, old: old, **{
        "xl/drawings/drawing1.xml": drawing.encode(), "xl/worksheets/_rels/sheet1.xml.rels": links.encode(),
    })  # fmt: skip
    flow = read_xlsx(data)
    assert [para.text for para in flow.beside] == ["Dự thảo", "Hộp chữ"]
    assert [(p.code, p.values["count"]) for p in flow.found] == [("I026", 2)]


def test_a_sheet_that_is_a_chart_is_told() -> None:
    book = workbook(["x"])
    book.create_chartsheet("Biểu đồ").add_chart(BarChart())
    flow = read_xlsx(saved(book))
    assert [(p.code, p.place, p.values["count"]) for p in flow.found] == [("I026", "trang tính «Biểu đồ»", 1)]


# --- broken and hostile workbooks


def outcome(data: bytes) -> Flow | list[str]:
    """The flow or the codes of the refusal: either comes to an end."""
    try:
        return read_xlsx(data)
    except ProblemsError as error:
        return [p.code for p in error.problems]


def cell(name: str, text: str = "x") -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_cell_in_the_far_corner() -> None:
    corner = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cell("A1", "Đầu")}</row>' \
             f'<row r="1048576">{cell("XFD1048576", "Cuối")}</row></sheetData>'  # fmt: skip
    everything = '<mergeCells><mergeCell ref="B2:XFC1048575"/></mergeCells>'
    flow = outcome(with_sheet(corner + everything))
    assert isinstance(flow, Flow)
    assert [block.text for block in flow.blocks if isinstance(block, Para)] == ["Đầu", "Cuối"]


def test_a_million_formatted_rows_that_say_nothing() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 200_000))
    flow = outcome(with_sheet(f'<sheetData><row r="1">{cell("A1")}</row>{rows}</sheetData>'))
    assert isinstance(flow, Flow) and len(flow.blocks) == 1


def test_a_row_number_beyond_any_sheet() -> None:
    big = 10**15
    rows = f'<row r="1">{cell("A1")}</row><row r="{big}">{cell(f"A{big}")}</row>'
    flow = outcome(with_sheet(f"<sheetData>{rows}</sheetData>"))
    assert isinstance(flow, Flow) and len(flow.blocks) == 2


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(workbook(*([[1, 2, 3]] * 10)))
    monkeypatch.setattr(xlsx_sheet, "MAX_CELLS", 29)
    assert refused(data) == ["I027"]
    monkeypatch.setattr(xlsx_sheet, "MAX_CELLS", 30)
    monkeypatch.setattr(xlsx_blocks, "MAX_PLACES", 29)
    assert refused(data) == ["I027"]
    monkeypatch.setattr(xlsx, "MAX_XML", 100)
    assert refused(data) == ["I002"]


def test_a_diagonal_is_no_grid_of_a_hundred_million_places() -> None:
    rows = "".join(
        f'<row r="{n}">{cell(f"{get_column_letter(n)}{n}")}{cell(f"XFC{n}")}{cell(f"XFD{n}")}</row>'
        for n in range(1, 4000)
    )
    assert outcome(with_sheet(f"<sheetData>{rows}</sheetData>")) == ["I027"]


def test_merged_areas_over_one_another() -> None:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}")}{cell(f"B{n}")}{cell(f"C{n}")}</row>' for n in range(1, 2000))
    areas = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 20_000))
    assert outcome(with_sheet(f"<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells>")) is not None


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<sst xmlns="{SPACE}"><si><t>&b;</t></si></sst>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_entities_are_refused(part: str, encoding: str) -> None:
    data = changed(saved(workbook(["x"])), lambda name, old: LAUGHS.encode(encoding) if name == part else old)
    assert refused(data) == ["I013"]


def test_deep_nesting() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert outcome(with_sheet(f"<sheetData>{deep}</sheetData>")) in (["I004"], ["I019"])
    nested = f"<sheetData><row>{cell('A1')}</row></sheetData>{deep}"
    assert outcome(with_sheet(nested)) is not None


@pytest.mark.parametrize("xml", [
    "<sheetData><row r='x'><c r='A1'><v>1</v></c></row></sheetData>",
    "<sheetData><row r='1'><c r='1A'><v>1</v></c></row></sheetData>",
    "<sheetData><row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData>",
    "<sheetData><row r='1'><c r='A1' s='99'><v>1</v></c></row></sheetData>",
    "<sheetData><row r='1'><c r='A1'><v>abc</v></c></row></sheetData>",
    f"<sheetData><row r='1'><c r='A1'><v>{'9' * 5000}</v></c></row></sheetData>",
    "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A'/></mergeCells>",
    "<sheetData><row",
])  # fmt: skip
def test_broken_sheets(xml: str) -> None:
    assert refused(with_sheet(xml)) == ["I004"]


def test_missing_parts() -> None:
    data = saved(workbook(["x"]))
    for gone in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert refused(changed(data, lambda name, old, gone=gone: None if name == gone else old)) == ["I004"]


def test_bombs_and_paths_out_of_the_package() -> None:
    data = saved(workbook(["x"]))
    assert refused(changed(data, lambda name, old: old, **{"../../x.xml": b"a"})) == ["I013"]
    assert refused(data[: len(data) // 2]) == ["I004"]
    assert refused(b"") == ["I004"]


GOOD = saved(city_plan())


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damage_is_a_problem_or_harmless(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    try:
        read_xlsx(bytes(data))
    except ProblemsError:
        return


@given(st.integers(0, 10_000), st.text("<>/=\"'& aceinrstv0123456789", max_size=6))
def test_damage_inside_a_sheet_is_a_problem_or_harmless(at: int, noise: str) -> None:
    def change(name: str, old: bytes) -> bytes:
        place = at % len(old)
        is_hit = name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml")
        return old[:place] + noise.encode() + old[place + len(noise) :] if is_hit else old

    try:
        read_xlsx(changed(GOOD, change))
    except ProblemsError:
        return


def test_a_number_in_a_format_that_is_not_understood_is_told() -> None:
    book = workbook(["Kinh phí"], [0.5])
    book.active["A2"].number_format = "# ?/?"
    flow = read_xlsx(saved(book))
    assert [p.code for p in flow.found] == ["I028"] and "0,5" in flow.blocks[-1].text
