"""The decisions about a programme's rows as a sheet that a manager ticks, and what stands in it when it comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.decisions import OPEN, VERDICT_WORDS, Decision
from generator.sheet import reading, writing
from generator.sheet.layout import Column, Faults, Layout, Row

DECISIONS = Layout(
    name="Quyết định",
    mark="soanthao decisions 1",
    id_head="Mã TT",
    id_width=7,
    help=(
        "Chọn ở cột Quyết định, sửa các cột nền trắng; cột nền xám không sửa. Đồng ý với đề xuất của công cụ: ghi x ở "
        "cột cuối. Hàng đã sửa hoặc đã ghi x là của người, công cụ không đổi nữa; xóa x thì công cụ lại quyết. "
        "Nhiều cơ quan trong một ô cách nhau bằng dấu chấm phẩy (;)."
    ),
    faults=Faults(
        not_ours="A031", too_long="A032", unread_row="A035", strange_column="A040", lost_column="A041",
        strange_sheet="A042",
    ),
    font_size=11,
    margin_inches=0.4,
    open_if=(str(Decision.model_fields["verdict"].alias), VERDICT_WORDS[OPEN]),
)  # fmt: skip


def write_decisions(
    title: str, about: str, columns: Sequence[Column], rows: Sequence[Row], lists: Mapping[str, Sequence[str]]
) -> bytes:
    """The sheet of these decisions as the bytes of an .xlsx file; rows that wait for a person are coloured.

    ``about`` comes back unseen. Raises ``ProblemsError`` (A032) for a text that is longer than a cell of Excel.
    """
    return writing.write(DECISIONS, title, columns, rows, lists, about)


def read_decisions(data: bytes, columns: Sequence[Column]) -> reading.Sheet:
    """The rows of a sheet of decisions. Raises ``ProblemsError``: I004, I002, A031 (not one of ``write_decisions``)."""
    return reading.read(DECISIONS, data, columns)
