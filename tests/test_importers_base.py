"""Number and day of an imported document: written in its head, or told by the line under the head of an annex."""

from __future__ import annotations

from datetime import date

import pytest

from flows import doc, grid, para
from generator.flow import Grid
from generator.importers.plan.document import Imported, import_flow
from generator.load.dump import dump
from imports import printed_content, rendered, taken

ROWS = grid([["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], ["1", "Sửa kè", "Sở Xây dựng", "Năm 2027"]], heads=1)
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
ISSUER = grid([["ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", MOTTO]])


def annex(line: str, head: Grid = ISSUER) -> Imported:
    return import_flow(doc(head, para("PHỤ LỤC", align="center"), para("VIỆC PHẢI LÀM", align="center"),
                           para(line, align="center"), ROWS))  # fmt: skip


def asked(imported: Imported, key: str) -> list[str]:
    return [str(word) for path, words in imported.notes.items() if path == (key,) for word in words]


def is_read_again(imported: Imported) -> bool:
    again = taken(rendered(dump(imported.document, imported.notes)), "again.docx").imported.document
    return printed_content(again) == printed_content(imported.document)


@pytest.mark.parametrize("line", [
    "(Kèm theo Kế hoạch số 07/KH-UBND ngày 12/3/2027 của UBND tỉnh)",
    "(Ban hành kèm theo Kế hoạch số: 07/KH-UBND, ngày 12 tháng 3 năm 2027 của Ủy ban nhân dân tỉnh)",
])
def test_an_annex_without_its_document_says_whose_it_is(line: str) -> None:
    imported = annex(line)
    document = imported.document
    assert (document.number, document.date, document.as_of) == ("7", date(2027, 3, 12), date(2027, 3, 12))
    assert (document.status, document.symbol) == ("da_ban_hanh", None)  # the issuer's own symbol
    assert any("07/KH-UBND" in word for word in asked(imported, "so"))
    assert is_read_again(imported)


@pytest.mark.parametrize("line", [
    "(Kèm theo Kế hoạch số       /KH-UBND ngày      /3/2027 của UBND tỉnh)", "(Kèm theo Kế hoạch của UBND tỉnh)",
    "(Kèm theo Kế hoạch số 07/KH-UBND ngày 31/02/2027)",
])
def test_a_line_with_blanks_numbers_nothing(line: str) -> None:
    document = annex(line).document
    assert (document.number, document.date, document.status) == (None, None, "trinh_ky")


def test_the_number_of_the_head_counts() -> None:
    head = grid([["ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố:       /KH-UBND", MOTTO]])
    document = annex("(Kèm theo Kế hoạch số 07/KH-UBND ngày 12/3/2027)", head).document
    assert (document.number, document.date) == (None, None)


def test_a_day_without_a_number_is_asked_for_and_not_kept_in_secret() -> None:
    head = grid([["ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", MOTTO], ["Số:       /KH-UBND", "Lào Cai, ngày 5 tháng 3 năm 2027"]])
    imported = import_flow(doc(head, para("KẾ HOẠCH", align="center"), para("Sửa kè", align="center"), para("Sửa kè.")))
    assert (imported.document.status, imported.document.as_of) == ("trinh_ky", date(2027, 3, 1))
    assert any("ngày 5" in word for word in asked(imported, "thoi_diem"))
    assert is_read_again(imported)


def test_a_bare_list_is_of_the_year_that_its_rows_name() -> None:
    imported = import_flow(doc(ROWS))
    assert imported.document.as_of == date(2027, 1, 1) and asked(imported, "thoi_diem")
