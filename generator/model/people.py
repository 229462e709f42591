"""Who signs, who receives, who keeps: the feet of a document; and the meeting of a notice (layer 0)."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from generator.model.base import Date, Model, OneOrMany, Positive, Shorthand, Text, Texts, Words, fail
from generator.problems import N_

PREFIXES = {"tm": "TM.", "kt": "KT.", "tl": "TL.", "tuq": "TUQ.", "q": "Q."}


class Delegation(Model):
    """One line of authority above the signature (điểm b khoản 7 Mục II Phần I Phụ lục I NĐ 30/2020/NĐ-CP)."""

    tm: Text | None = Field(None, description="Thay mặt tập thể: tên tập thể")
    kt: Text | None = Field(None, description="Ký thay: chức vụ người đứng đầu")
    tl: Text | None = Field(None, description="Thừa lệnh: chức vụ người đứng đầu")
    tuq: Text | None = Field(None, description="Thừa ủy quyền: chức vụ người đứng đầu")
    q: Text | None = Field(None, description="Quyền cấp trưởng: chức vụ người đứng đầu")

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise fail("D013", detail=N_("mỗi dòng quyen_han chỉ một trong tm, kt, tl, tuq, q"))
        return self

    @property
    def prefix(self) -> str:
        """The abbreviation printed first: TM., KT., TL., TUQ. or Q."""
        return PREFIXES[next(iter(self.model_fields_set))]

    @property
    def whose(self) -> str:
        """The body or title named after the prefix."""
        return str(getattr(self, next(iter(self.model_fields_set))))


class Signer(Model):
    """One signature: lines of authority, own title, another post above the name, the name."""

    authority: Annotated[tuple[Delegation, ...], OneOrMany] = Field(
        (), alias="quyen_han", description="Các dòng TM., KT., TL., TUQ., Q."
    )
    title: Text | None = Field(None, alias="chuc_vu", description="Chức vụ của người ký")
    other_title: Text | None = Field(None, alias="chuc_vu_khac", description="Chức vụ khác, in trên họ tên")
    name: Text | None = Field(None, alias="ho_ten", description="Họ và tên; để trống thì chừa chỗ")

    @model_validator(mode="after")
    def _has_a_title(self) -> Self:
        if not self.title and not self.authority:
            raise fail("D003", key="chuc_vu")
        return self


class Recipient(Shorthand):
    """A line of "Nơi nhận": a name, or a group of names with one note, or a name with sub-lines."""

    text_key: ClassVar[str | None] = "ten"

    name: Text | None = Field(None, alias="ten", description="Nơi nhận")
    group: Texts = Field((), alias="nhom", description="Nhiều nơi nhận chung một ghi chú")
    note: Text | None = Field(None, alias="ghi_chu", description="Ghi chú trong ngoặc: để b/c, để ph/h, …")
    parts: Texts = Field((), alias="con", description="Các bộ phận, in ở dòng dưới")

    @field_validator("note")
    @classmethod
    def _without_brackets(cls, note: str | None) -> str | None:
        return note[1:-1] if note and re.fullmatch(r"\([^()]*\)", note) else note

    @model_validator(mode="after")
    def _named(self) -> Self:
        if bool(self.name) == bool(self.group):
            raise fail("D013", detail=N_("mỗi nơi nhận có ten hoặc nhom, không phải cả hai"))
        return self


class Filing(Model):
    """The line "Lưu: VT, …": units, copies, drafter."""

    units: Texts = Field(("VT",), alias="don_vi", description="Đơn vị lưu: VT và đơn vị soạn thảo", min_length=1)
    drafter: Text | None = Field(None, alias="nguoi_soan", description="Người soạn thảo")
    copies: Positive | None = Field(None, alias="so_ban", description="Số bản lưu")


class Meeting(Model):
    """The meeting whose conclusions a notice announces."""

    name: Words = Field(alias="ten", description="Tên cuộc họp, hội nghị")
    date: Date = Field(alias="ngay", description="Ngày họp")
    part_of_day: Text | None = Field(None, alias="buoi", description="Sáng, Chiều, …")
    place: Text | None = Field(None, alias="dia_diem", description="Nơi họp")
    chair: Words = Field(alias="chu_tri", description="Người chủ trì, có chức vụ")
    attendees: Text | None = Field(None, alias="du_hop", description="Thành phần dự họp")
    heard: Text | None = Field(None, alias="nghe", description="Nghe báo cáo gì, ý kiến ai")
    concluder: Text | None = Field(None, alias="ket_luan", description="Người kết luận, khi gọi khác người chủ trì")


Signers = Annotated[tuple[Signer, ...], OneOrMany]
