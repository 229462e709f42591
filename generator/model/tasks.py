"""Tasks and the agencies and times in their cells (layer 0)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field

from generator.model.base import (
    ID,
    Flag,
    Identifier,
    Lines,
    Model,
    OneOrMany,
    SaidLines,
    Shorthand,
    Text,
    Texts,
    Words,
)


class AgencyCell(Shorthand):
    """Who stands in a cell: ids of the registry or printed texts; ``printed`` prints instead when given."""

    text_key: ClassVar[str | None] = "la"
    list_key: ClassVar[str | None] = "la"

    printed: Lines | None = Field(None, alias="ghi", description="Chữ in ra, khi khác với tên theo mã")
    names: Texts = Field((), alias="la", description="Mã cơ quan (so-y-te) hoặc tên ghi nguyên chữ")

    @property
    def ids(self) -> tuple[str, ...]:
        """The names that are ids of the registry."""
        return tuple(name for name in self.names if ID.match(name))

    def __bool__(self) -> bool:
        return bool(self.printed or self.names)


class Scope(Shorthand):
    """To which units of a batch a task applies: kinds or named units, with exceptions."""

    text_key: ClassVar[str | None] = "gom"
    list_key: ClassVar[str | None] = "gom"

    include: Texts = Field((), alias="gom", description="Loại đơn vị (xa, phuong, …) hoặc mã đơn vị được giao")
    exclude: Texts = Field((), alias="tru", description="Đơn vị không phải thực hiện")


class Source(Model):
    """The row of a higher programme from which a task comes."""

    programme: Words = Field(alias="chuong_trinh", description="Mã chương trình nguồn")
    row: Words = Field(alias="tt", description="Số thứ tự trong chương trình nguồn")


class Assignment(Model):
    """What makes a point of the body a task: who does it and when."""

    id: Identifier | None = Field(None, description="Mã nhiệm vụ")
    lead: AgencyCell = Field(AgencyCell(), alias="chu_tri", description="Cơ quan chủ trì")
    support: AgencyCell = Field(AgencyCell(), alias="phoi_hop", description="Cơ quan phối hợp")
    time: Lines = Field("", alias="thoi_gian", description="Thời gian, in nguyên chữ")


class Task(Assignment):
    """One task, the single source of the body's text and of every annex row."""

    group: Text = Field("", alias="nhom", description="Nhóm nhiệm vụ")
    field: Text = Field("", alias="linh_vuc", description="Lĩnh vực")
    content: SaidLines = Field(alias="noi_dung", description="Nội dung nhiệm vụ")
    annex_content: Lines = Field("", alias="noi_dung_phu_luc", description="Nội dung in ở phụ lục, khi khác với thân")
    monitor: AgencyCell = Field(AgencyCell(), alias="theo_doi", description="Cơ quan theo dõi, kiểm tra, đôn đốc")
    product: Lines = Field("", alias="san_pham", description="Sản phẩm, kết quả")
    budget: Text = Field("", alias="kinh_phi", description="Kinh phí")
    note: Lines = Field("", alias="ghi_chu", description="Ghi chú")
    scope: Scope = Field(Scope(), alias="ap_dung", description="Đơn vị áp dụng (khi làm hàng loạt)")
    in_body: Flag = Field(True, alias="than", description="Có in ở thân văn bản")
    undecided: Flag = Field(False, alias="cho_quyet", description="Còn chờ người quyết định")
    children: tuple[Task, ...] = Field(
        (), alias="con", description="Nhiệm vụ con; trường bỏ trống thì theo nhiệm vụ cha"
    )
    sources: Annotated[tuple[Source, ...], OneOrMany] = Field(
        (), alias="giao_tai", description="Nguồn giao nhiệm vụ"
    )

    def walk(self) -> Iterator[Self]:
        """This task and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()  # type: ignore[misc]
