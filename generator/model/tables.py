"""Tables (layer 0)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from generator.model.base import (
    BlankRows,
    Flag,
    Lines,
    Model,
    OneOrMany,
    Shorthand,
    Text,
    Texts,
    Whole,
)

Column = Literal[
    "tt", "nhom", "linh_vuc", "noi_dung", "chu_tri", "phoi_hop", "theo_doi", "thoi_gian", "san_pham", "kinh_phi",
    "ghi_chu",
]  # fmt: skip
GroupKey = Literal["nhom", "linh_vuc", "chu_tri", "quy"]
DEFAULT_COLUMNS: tuple[Column, ...] = ("tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian")


def _wanted(value: object) -> object:
    """A filter without the keys that are left empty: they ask for nothing."""
    return {k: v for k, v in value.items() if v not in (None, "", [])} if isinstance(value, dict) else value


Filter = Annotated[dict[Literal["nhom", "linh_vuc", "chu_tri", "phoi_hop", "quy"], Texts], BeforeValidator(_wanted)]
Columns = Annotated[tuple[Column, ...], OneOrMany]


class TableOptions(Model):
    """How a table of tasks is made: which rows, in what order, under which columns."""

    columns: Columns = Field(DEFAULT_COLUMNS, alias="cot", description="Các cột, theo thứ tự in", min_length=1)
    column_names: dict[Column, Lines] = Field({}, alias="ten_cot", description="Tên cột khi khác tên thường dùng")
    filter: Filter = Field({}, alias="loc", description="Chỉ lấy nhiệm vụ có giá trị này ở cột này")
    group_by: GroupKey | None = Field(None, alias="nhom_theo", description="Chia nhóm theo cột này")
    numbering: Literal["lien_tuc", "theo_nhom"] = Field(
        "lien_tuc", alias="tt", description="Số thứ tự liên tục, hoặc bắt đầu lại ở mỗi nhóm"
    )
    merge: Columns = Field((), alias="gop", description="Cột mà các ô giống nhau liền nhau được gộp")
    column_numbers: Flag = Field(False, alias="dong_so_cot", description="Thêm hàng (1) (2) (3) dưới tiêu đề")


class Total(Model):
    """A computed last row of a table of figures."""

    label: Text = Field("Tổng cộng", alias="nhan", description="Chữ ở đầu hàng cộng")
    columns: Annotated[tuple[Whole, ...], OneOrMany] = Field(
        alias="cot", description="Số thứ tự các cột được cộng, tính từ 1", min_length=1
    )


class Table(Shorthand, TableOptions):
    """A table: of the tasks (``bang: nhiem_vu``), or any other given as heads and rows, or a blank form."""

    text_key: ClassVar[str | None] = "loai"

    of: Literal["nhiem_vu"] | None = Field(None, alias="loai", description="nhiem_vu: bảng từ danh sách nhiệm vụ")
    header: tuple[Lines, ...] = Field((), alias="dau", description="Tên các cột")
    rows: tuple[tuple[Lines | None, ...], ...] = Field((), alias="hang", description="Mỗi hàng là một danh sách ô")
    blank_rows: BlankRows = Field(0, alias="dong_trong", description="Số dòng để trống của biểu mẫu")
    total: Total | None = Field(None, alias="tong", description="Hàng cộng")
