"""What was decided about each row of a higher programme when a unit's plan was drafted from it (layer 0)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from generator.model.base import Date, Flag, Lines, Model, OneOrMany, Text, Texts, Words, Year
from generator.model.tasks import AgencyCell
from generator.problems import N_

Verdict = Literal["giu", "sua", "de_nghi", "bo_trung_uong", "khong_ap_dung", "can_nguoi"]
"""Kept as it is; kept in other words; kept, and its lead can only be asked; left to the central bodies; does not
concern this unit; left to a person."""

KEPT: tuple[Verdict, ...] = ("giu", "sua", "de_nghi")
LEFT_OUT: tuple[Verdict, ...] = ("bo_trung_uong", "khong_ap_dung")
OPEN: Verdict = "can_nguoi"

VERDICT_WORDS: Mapping[Verdict, str] = {
    "giu": N_("Giữ nguyên"), "sua": N_("Sửa lời"), "de_nghi": N_("Đề nghị"), "bo_trung_uong": N_("Để Trung ương"),
    "khong_ap_dung": N_("Không áp dụng"), "can_nguoi": N_("Cần người quyết"),
}  # fmt: skip
"""Each verdict as people read it."""


class Decision(Model):
    """The decision about one row of the programme, with its reason.

    ``seal`` is the digest of what the tool wrote into the row; where it does not fit what stands there, or is absent, a
    person has decided (as with ``decided``), and the tool leaves the row as it is.
    """

    row: Words = Field(alias="tt", description="Số thứ tự của hàng trong chương trình")
    source_text: Lines = Field("", alias="noi_dung", description="Nội dung của hàng trong chương trình")
    verdict: Verdict = Field(alias="quyet_dinh", description="Quyết định")
    content: Lines = Field("", alias="noi_dung_moi", description="Nội dung ghi vào kế hoạch")
    lead: AgencyCell = Field(AgencyCell(), alias="chu_tri", description="Cơ quan chủ trì trong kế hoạch")
    support: AgencyCell = Field(AgencyCell(), alias="phoi_hop", description="Cơ quan phối hợp trong kế hoạch")
    reason: Lines = Field("", alias="ly_do", description="Lý do")
    rules: Texts = Field((), alias="quy_tac", description="Mã các quy tắc đã dùng")
    tasks: Texts = Field((), alias="nhiem_vu", description="Mã nhiệm vụ của kế hoạch làm từ hàng này")
    question: Lines = Field("", alias="cau_hoi", description="Điều cần người trả lời")
    candidates: Texts = Field((), alias="ung_vien", description="Các câu trả lời có thể chọn")
    proposed: Verdict | None = Field(None, alias="de_xuat", description="Đề xuất của công cụ")
    decided: Flag = Field(False, alias="nguoi_quyet", description="Người đã quyết định, công cụ không đổi nữa")
    seal: Text = Field("", alias="dau", description="Dấu của công cụ, không sửa")

    def own_seal(self) -> str:
        """The digest of the parts of the row that a person may change."""
        cells = (self.verdict, self.content, *map(_words, (self.lead, self.support)))
        return hashlib.sha256("\0".join(cells).encode()).hexdigest()[:12]

    @property
    def is_persons(self) -> bool:
        """Whether a person has decided this row."""
        return self.decided or self.seal != self.own_seal()

    @property
    def is_kept(self) -> bool:
        """Whether the row has a task in the plan that nobody needs to decide any more."""
        return self.verdict in KEPT


def _words(cell: AgencyCell) -> str:
    return "\1".join((cell.printed or "", *cell.names))


class DecisionSheet(Model):
    """The decisions about every row of one programme for one unit."""

    programme: Words = Field(alias="chuong_trinh", description="Mã chương trình nguồn")
    title: Text = Field("", alias="ten", description="Tên chương trình nguồn")
    unit: Words = Field(alias="don_vi", description="Mã đơn vị")
    year: Year = Field(alias="nam", description="Năm của kế hoạch")
    as_of: Date = Field(alias="thoi_diem", description="Ngày tra cứu tên cơ quan, địa giới")
    decisions: Annotated[tuple[Decision, ...], OneOrMany] = Field(alias="hang", description="Quyết định từng hàng")

    def persons(self) -> dict[str, Decision]:
        """The rows that a person has decided, by their number."""
        return {own.row: own for own in self.decisions if own.is_persons}
