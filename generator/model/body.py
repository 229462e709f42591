"""The body of a document: a tree of points (layer 0)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from generator.model.base import Identifier, Lines, Model, Shorthand, Text, Texts
from generator.model.tables import Annex, Table
from generator.model.tasks import Assignment

Numbering = Literal["phan", "chuong", "muc", "dieu", "I", "1", "1.1", "a", "(1)", "-", "+", "khong"]


class BodyTasks(Shorthand):
    """Tasks written out at this place of the body: grouped by a field, or those named."""

    list_key: ClassVar[str | None] = "ma"

    by: Literal["chu_tri", "linh_vuc", "thoi_gian"] | None = Field(None, alias="theo", description="Chia nhóm theo")
    ids: Texts = Field((), alias="ma", description="Mã các nhiệm vụ")


class Node(Shorthand):
    """A point of the body; a plain text is a point with one paragraph."""

    text_key: ClassVar[str | None] = "doan"

    id: Identifier | None = Field(None, description="Mã của mục, để nhắc đến bằng [[xem: mã]]")
    heading: Lines | None = Field(None, alias="tieu_de", description="Tiêu đề đứng riêng một dòng")
    lead_in: Text | None = Field(None, alias="dan", description="Tiêu đề in đậm đứng liền trước nội dung")
    numbering: Numbering | None = Field(None, alias="danh_so", description="Kiểu đánh số của các ý bên trong")
    number: Text | None = Field(None, alias="so", description="Số ghi riêng, chỉ khi khác số đếm")
    paragraphs: Texts = Field((), alias="doan", description="Các đoạn của mục này")
    children: tuple[Node, ...] = Field((), alias="cac_y", description="Các ý bên trong")
    assignment: Assignment | None = Field(None, alias="giao", description="Mục này là một nhiệm vụ được giao")
    tasks: BodyTasks | None = Field(None, alias="nhiem_vu", description="Nhiệm vụ viết ra ở đây")
    table: Table | None = Field(None, alias="bang", description="Bảng đặt ở đây")

    def walk(self, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Node]]:
        """This point and all below it with their places, in printed order."""
        yield path, self
        for index, child in enumerate(self.children):
            yield from child.walk((*path, "cac_y", index))


class AttachedDocument(Model):
    """A whole document attached after the signature (Mẫu 1.3; the programme of a notice)."""

    id: Identifier | None = Field(None, description="Mã văn bản kèm theo")
    type: Text = Field(alias="loai", description="Loại văn bản: ke-hoach, chuong-trinh, quy-che, …")
    title: Lines = Field(alias="tieu_de", description="Trích yếu của văn bản kèm theo")
    numbering: Numbering | None = Field(None, alias="danh_so", description="Kiểu đánh số của các mục lớn nhất")
    content: tuple[Node, ...] = Field((), alias="noi_dung", description="Nội dung")
    annexes: tuple[Annex, ...] = Field((), alias="phu_luc", description="Phụ lục của văn bản kèm theo")
    orientation: Literal["doc", "ngang"] = Field("doc", alias="huong", description="Khổ giấy dọc hay ngang")


Annex.model_rebuild(_types_namespace={"Node": Node})
AttachedDocument.model_rebuild()
