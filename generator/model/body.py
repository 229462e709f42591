"""The body of a document, a tree of points, and what follows it: annexes and attached documents (layer 0)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from generator import norm
from generator.model.base import ID, Identifier, Lines, Model, OneOrMany, SaidLines, Shorthand, Text, Texts, Words, fail
from generator.model.tables import Table, TableOptions
from generator.model.tasks import Assignment
from generator.problems import N_

Numbering = Literal["phan", "chuong", "muc", "dieu", "I", "1", "1.1", "a", "(1)", "-", "+", "khong"]


class BodyTasks(Shorthand):
    """Tasks written out at this place of the body: all of them grouped by a field, or those named.

    ``bracket`` is what stands in the closing bracket of each task; ``joint`` (an id or a text) heads the tasks that
    several bodies lead.
    """

    text_key: ClassVar[str | None] = "ma"
    list_key: ClassVar[str | None] = "ma"

    by: Literal["chu_tri", "linh_vuc", "thoi_gian"] | None = Field(None, alias="theo", description="Chia nhóm theo")
    ids: Texts = Field((), alias="ma", description="Mã các nhiệm vụ")
    bracket: Annotated[tuple[Literal["phoi_hop", "thoi_gian"], ...], OneOrMany] = Field(
        (), alias="ngoac", description="In trong ngoặc cuối mỗi nhiệm vụ: phoi_hop, thoi_gian (chỉ mốc có thật)"
    )
    joint: Words | None = Field(
        None, alias="chung", description="Tiêu đề gom việc nhiều cơ quan chủ trì: mã hoặc tên (khi theo: chu_tri)"
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.by is None) == (not self.ids):
            raise fail("D013", detail=N_("nhiem_vu cần theo hoặc ma, không phải cả hai"))
        if self.joint is not None and self.by != "chu_tri":
            raise fail("D013", detail=N_("chung chỉ dùng cùng theo: chu_tri"))
        return self


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

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.has_words or self.children or self.tasks or self.table):
            raise fail("D013", detail=N_("mục này chưa có gì để in"))
        return self

    @property
    def has_words(self) -> bool:
        """Whether the point prints words of its own, and so takes a number."""
        return bool(self.heading or self.lead_in or self.paragraphs)

    def walk(self, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Node]]:
        """This point and all below it with their places, in printed order."""
        yield path, self
        for index, child in enumerate(self.children):
            yield from child.walk((*path, "cac_y", index))


class Annex(TableOptions):
    """An annex (phụ lục, biểu mẫu): a table, or numbered text."""

    id: Identifier | None = Field(None, description="Mã phụ lục, để nhắc đến bằng [[xem: mã]]")
    label: Text = Field("Phụ lục", alias="nhan", description="Phụ lục, Biểu, Biểu mẫu, …")
    title: SaidLines = Field(alias="tieu_de", description="Tiêu đề phụ lục")
    table: Table | None = Field(None, alias="bang", description="nhiem_vu, hoặc bảng khác")
    content: tuple[Node, ...] = Field((), alias="noi_dung", description="Nội dung bằng lời")
    orientation: Literal["doc", "ngang"] = Field("doc", alias="huong", description="Khổ giấy dọc hay ngang")

    @model_validator(mode="after")
    def _has_content(self) -> Self:
        if self.table is None and not self.content:
            raise fail("D013", detail=N_("phụ lục cần bang hoặc noi_dung"))
        return self

    def effective_table(self) -> Table | None:
        """The table with the options that the annex states at its own level."""
        if self.table is None:
            return None
        own = {name: getattr(self, name) for name in TableOptions.model_fields if name in self.model_fields_set}
        return self.table.model_copy(update=own)


class AttachedDocument(Model):
    """A whole document attached after the signature (Mẫu 1.3; the programme of a notice)."""

    id: Identifier | None = Field(None, description="Mã văn bản kèm theo")
    type: Words = Field(alias="loai", description="Loại văn bản: ke-hoach, chuong-trinh, quy-che, …")
    title: SaidLines = Field(alias="tieu_de", description="Trích yếu của văn bản kèm theo")
    numbering: Numbering | None = Field(None, alias="danh_so", description="Kiểu đánh số của các mục lớn nhất")
    content: tuple[Node, ...] = Field((), alias="noi_dung", description="Nội dung")
    annexes: tuple[Annex, ...] = Field((), alias="phu_luc", description="Phụ lục của văn bản kèm theo")
    orientation: Literal["doc", "ngang"] = Field("doc", alias="huong", description="Khổ giấy dọc hay ngang")


    @model_validator(mode="after")
    def _known(self) -> Self:
        known = norm.document_types()
        if ID.match(self.type) and self.type not in known:
            raise fail("D016", value=self.type, near=norm.nearest(self.type, known))
        if not self.content and not self.annexes:
            raise fail("D013", detail=N_("văn bản kèm theo cần noi_dung hoặc phu_luc"))
        return self

    @property
    def type_name(self) -> str:
        """The printed name of the type: of Điều 7 by its id, or as written."""
        known = norm.document_types()
        return known[self.type].name if self.type in known else self.type
