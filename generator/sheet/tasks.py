"""The list of tasks as a sheet that an officer can edit, and what stands in it when it comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.sheet import reading, writing
from generator.sheet.layout import Column, Faults, Layout, Row

TASKS = Layout(
    name="Nhiệm vụ",
    mark="soanthao tasks 1",
    id_head="Mã",
    id_width=14,
    help=(
        "Sửa thẳng vào ô. Cột nền xám không sửa. Nhiều cơ quan trong một ô cách nhau bằng dấu chấm phẩy (;). "
        "Thêm nhiệm vụ: ghi vào hàng trống, để trống ô mã. Xóa hàng không xóa nhiệm vụ trong kế hoạch."
    ),
    faults=Faults(
        not_ours="I091", too_long="I099", unread_row="I097", strange_column="I100", lost_column="I105",
        strange_sheet="I108",
    ),
    spare_rows=100,
)  # fmt: skip


def write_tasks(
    title: str, columns: Sequence[Column], rows: Sequence[Row], lists: Mapping[str, Sequence[str]]
) -> bytes:
    """The sheet of these tasks as the bytes of an .xlsx file; ``lists`` are the words of the drop-downs by name.

    Below the tasks stand empty rows with drop-downs, whose cells keep what is typed as text. Raises ``ProblemsError``
    (I099) for a text that is longer than a cell of Excel.
    """
    return writing.write(TASKS, title, columns, rows, lists)


def read_tasks(data: bytes, columns: Sequence[Column]) -> reading.Sheet:
    """The rows of a sheet of tasks. Raises ``ProblemsError``: I004, I002, I091 (not a sheet of ``write_tasks``)."""
    return reading.read(TASKS, data, columns)
