"""An office's own agencies: names and bodies that the registry does not have, or has otherwise (layer 0)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.model.base import Identifier, Model, OneOrMany, Shorthand, Text, Words

Relation = Literal["giao", "giao_dp", "nganh_doc", "de_nghi"]


class ReceivedWork(Shorthand):
    """Whose work a body does in its unit: all that a body above does, or one function of it."""

    text_key: ClassVar[str | None] = "cua"

    body: Identifier = Field(alias="cua", description="Mã cơ quan trung ương hoặc cấp trên")
    function: Identifier | None = Field(None, alias="chuc_nang", description="Mã chức năng, khi chỉ nhận một phần")


class OwnAgency(Model):
    """A body of the office's own list: it goes before the registry's of the same id, or stands beside it."""

    id: Identifier = Field(description="Mã của danh mục để đặt lại tên, hoặc mã mới")
    name: Words = Field(alias="ten", description="Tên đầy đủ")
    short: Text | None = Field(None, alias="ngan", description="Tên dùng trong câu và trong ô, khi khác tên đầy đủ")
    relation: Relation | None = Field(
        None, alias="quan_he", description="giao, giao_dp (song trùng), nganh_doc, de_nghi; bỏ trống: theo danh mục"
    )
    replaces: Identifier | None = Field(None, alias="thay", description="Mã của danh mục mà cơ quan này đứng thay")
    work: Annotated[tuple[ReceivedWork, ...], OneOrMany] = Field(
        (), alias="nhan_viec", description="Việc của cơ quan cấp trên mà cơ quan này thực hiện ở đơn vị"
    )
