"""The document: everything a plan file says (layer 0)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from generator import norm
from generator.model.agencies import OwnAgency
from generator.model.base import (
    Date,
    Identifier,
    Lines,
    Model,
    NoteKey,
    OneOrMany,
    Period,
    Positive,
    RunningNumber,
    SaidLines,
    Shorthand,
    Text,
    Texts,
    Words,
    Year,
    fail,
)
from generator.model.body import Annex, AttachedDocument, Node, Numbering
from generator.model.people import Filing, Meeting, Recipient, Signers
from generator.model.tasks import Task
from generator.problems import N_

Status = Literal["du_thao", "trinh_ky", "da_ban_hanh"]
Power = Literal["tap_the", "nguoi_dung_dau"]
Urgency = Literal["khan", "thuong_khan", "hoa_toc"]


class DocumentType(Shorthand):
    """A type of Điều 7 NĐ 30/2020/NĐ-CP by its id, or an office's own form by name and abbreviation."""

    text_key: ClassVar[str | None] = "ma"

    id: str | None = Field(None, alias="ma", description="Mã loại văn bản: ke-hoach, thong-bao, …")
    own_name: Text | None = Field(None, alias="ten", description="Tên loại của mẫu riêng")
    own_code: Text | None = Field(None, alias="viet_tat", description="Viết tắt của mẫu riêng")

    def model_post_init(self, _context: Any) -> None:
        """Refuse a type that is neither known nor fully described."""
        if self.id is not None and self.id not in norm.document_types():
            raise fail("D016", value=self.id, near=norm.nearest(self.id, norm.document_types()))
        if self.id is None and not (self.own_name and self.own_code):
            raise fail("D013", detail=N_("mẫu riêng cần cả ten và viet_tat"))

    @property
    def name(self) -> str:
        """The printed name of the type ("Kế hoạch")."""
        return self.own_name or norm.document_types()[self.id or ""].name

    @property
    def code(self) -> str:
        """The abbreviation in the symbol ("KH"); empty for công văn."""
        return self.own_code or norm.document_types()[self.id or ""].code

    @property
    def template(self) -> str:
        """The name of the template that prints this type."""
        return norm.document_types()[self.id].template if self.id else norm.OWN_FORM_TEMPLATE


class Basis(Shorthand):
    """A legal basis: a text, or the parts of a citation (điểm a, b khoản 6 Mục II Phần I Phụ lục I NĐ 30)."""

    text_key: ClassVar[str | None] = "van"

    text: Text | None = Field(None, alias="van", description="Căn cứ ghi nguyên chữ")
    type: Text | None = Field(None, alias="loai", description="Nghị định, Quyết định, Luật, …")
    symbol: Text | None = Field(None, alias="so_ky_hieu", description="Số, ký hiệu; Luật và Pháp lệnh không ghi")
    date: Date | None = Field(None, alias="ngay", description="Ngày ban hành")
    issuer: Text | None = Field(None, alias="co_quan", description="Cơ quan ban hành; Luật và Pháp lệnh không ghi")
    subject: Text | None = Field(None, alias="trich_yeu", description="Trích yếu, hoặc tên luật")

    def model_post_init(self, _context: Any) -> None:
        """A citation needs at least its type and subject."""
        if not self.text and not (self.type and (self.subject or self.symbol)):
            raise fail("D013", detail=N_("căn cứ cần một câu, hoặc loai cùng so_ky_hieu hoặc trich_yeu"))


class Unplaced(Model):
    """A passage that an import could not place; kept, never dropped."""

    after: Text = Field("", alias="sau", description="Đứng sau đoạn nào")
    text: Words = Field(alias="van", description="Nguyên văn")


class Document(Model):
    """A plan file (``plans/*.yaml``): one administrative document with its tasks and annexes."""

    type: DocumentType = Field(alias="loai", description="Loại văn bản")
    status: Status = Field(alias="trang_thai", description="du_thao, trinh_ky hoặc da_ban_hanh")
    profile: Text | None = Field(None, alias="ho_so", description="Tệp hồ sơ cơ quan, đường dẫn tính từ tệp này")
    draft_number: Positive | None = Field(None, alias="lan_du_thao", description="Lần dự thảo")
    form: Literal["dien_tu", "giay"] = Field(
        "dien_tu", alias="hinh_thuc", description="Văn bản điện tử (dòng Kèm theo để trống) hay văn bản giấy"
    )
    year: Year | None = Field(None, alias="nam", description="Năm của kế hoạch")
    period: Period | None = Field(None, alias="giai_doan", description="Giai đoạn, ví dụ 2026-2030")
    as_of: Date = Field(alias="thoi_diem", description="Ngày tra cứu tên cơ quan, địa giới; tháng và năm của dự thảo")
    issuer: SaidLines = Field(alias="co_quan_ban_hanh", description="Cơ quan ban hành: mã hoặc tên ghi nguyên chữ")
    superior: Lines | None = Field(None, alias="co_quan_chu_quan", description="Cơ quan chủ quản trực tiếp, nếu có")
    issuing_title: Text | None = Field(
        None, alias="nguoi_ban_hanh", description="Chức danh ban hành, khi người đứng đầu có thẩm quyền"
    )
    number: RunningNumber | None = Field(None, alias="so", description="Số do văn thư cấp")
    symbol: Text | None = Field(None, alias="ky_hieu", description="Ký hiệu, khi khác ký hiệu tự tạo")
    place: Text | None = Field(None, alias="dia_danh", description="Địa danh")
    date: Date | None = Field(None, alias="ngay", description="Ngày ban hành")
    power: Power = Field(alias="tham_quyen", description="Thẩm quyền của tập thể hay của người đứng đầu")
    urgency: Urgency | None = Field(None, alias="do_khan", description="khan, thuong_khan, hoa_toc")
    addressees: Texts = Field((), alias="kinh_gui", description="Kính gửi")
    subject: SaidLines = Field(alias="trich_yeu", description="Trích yếu nội dung")
    attached_to: Text | None = Field(None, alias="kem_theo", description="Dòng (Kèm theo …) dưới trích yếu")
    bases: Annotated[tuple[Basis, ...], OneOrMany] = Field((), alias="can_cu", description="Căn cứ ban hành")
    opening: Texts = Field((), alias="mo_dau", description="Đoạn mở đầu")
    meeting: Meeting | None = Field(None, alias="cuoc_hop", description="Cuộc họp được kết luận")
    numbering: Numbering | None = Field(None, alias="danh_so", description="Kiểu đánh số của các mục lớn nhất")
    body: tuple[Node, ...] = Field((), alias="noi_dung", description="Nội dung")
    closing: Text | None = Field(None, alias="ket_thuc", description="Đoạn kết")
    dossier: Texts = Field((), alias="ho_so_kem", description="Hồ sơ gửi kèm tờ trình")
    tasks: tuple[Task, ...] = Field((), alias="nhiem_vu", description="Danh sách nhiệm vụ")
    annexes: tuple[Annex, ...] = Field((), alias="phu_luc", description="Phụ lục")
    attached: tuple[AttachedDocument, ...] = Field((), alias="van_ban_kem_theo", description="Văn bản kèm theo")
    footnotes: dict[NoteKey, Words] = Field({}, alias="chu_thich", description="Nội dung các chú thích [^1]")
    recipients: Annotated[tuple[Recipient, ...], OneOrMany] = Field((), alias="noi_nhan", description="Nơi nhận")
    filing: Filing = Field(Filing(), alias="luu", description="Dòng Lưu")
    signers: Signers = Field(alias="nguoi_ky", description="Người ký", min_length=1)
    own_agencies: Annotated[tuple[OwnAgency, ...], OneOrMany] = Field(
        (), alias="co_quan_rieng", description="Cơ quan, tên gọi riêng của cơ quan này, dùng trước danh mục"
    )
    fields: Texts = Field((), alias="truong", description="Tên các trường «…» thay theo từng đơn vị")
    unplaced: tuple[Unplaced, ...] = Field((), alias="chua_phan_loai", description="Đoạn chưa xếp được vào đâu")
    size_set: Literal["A", "B"] = Field("A", alias="bo_co_chu", description="Bộ cỡ chữ A (13/14/14) hoặc B (12/13/13)")
    ubnd_form: Literal["viet_tat", "day_du"] = Field(
        "viet_tat", alias="cach_goi_ubnd", description="Trong câu viết UBND hay Ủy ban nhân dân"
    )

    @property
    def is_draft(self) -> bool:
        """True until the document is issued: number and day are blank, gaps are no fault."""
        return self.status != "da_ban_hanh"

    def nodes(self) -> Iterator[tuple[tuple[str | int, ...], Node]]:
        """Every point of the body, of attached documents and of annexes, with its place."""
        for path, roots in self.roots():
            for index, node in enumerate(roots):
                yield from node.walk((*path, index))

    def roots(self) -> Iterator[tuple[tuple[str | int, ...], tuple[Node, ...]]]:
        """The top points of each tree of the document, with the place of the tree."""
        yield ("noi_dung",), self.body
        for i, attached in enumerate(self.attached):
            yield ("van_ban_kem_theo", i, "noi_dung"), attached.content
        for path, annex in self.all_annexes():
            yield (*path, "noi_dung"), annex.content

    def all_annexes(self) -> Iterator[tuple[tuple[str | int, ...], Annex]]:
        """The annexes of the document and of its attached documents, with their places."""
        for i, annex in enumerate(self.annexes):
            yield ("phu_luc", i), annex
        for i, attached in enumerate(self.attached):
            for j, annex in enumerate(attached.annexes):
                yield ("van_ban_kem_theo", i, "phu_luc", j), annex


class OfficeProfile(Model):
    """An office's own file (``ho_so``): values that its plans leave out, and its own templates."""

    issuer: Lines | None = Field(None, alias="co_quan_ban_hanh", description="Cơ quan ban hành")
    superior: Lines | None = Field(None, alias="co_quan_chu_quan", description="Cơ quan chủ quản trực tiếp")
    issuing_title: Text | None = Field(None, alias="nguoi_ban_hanh", description="Chức danh người đứng đầu")
    place: Text | None = Field(None, alias="dia_danh", description="Địa danh")
    recipients: Annotated[tuple[Recipient, ...], OneOrMany] = Field(
        (), alias="noi_nhan", description="Nơi nhận thường dùng"
    )
    filing: Filing | None = Field(None, alias="luu", description="Dòng Lưu")
    signers: Signers = Field((), alias="nguoi_ky", description="Người ký thường dùng")
    size_set: Literal["A", "B"] | None = Field(None, alias="bo_co_chu", description="Bộ cỡ chữ")
    ubnd_form: Literal["viet_tat", "day_du"] | None = Field(
        None, alias="cach_goi_ubnd", description="UBND hay Ủy ban nhân dân"
    )
    own_agencies: Annotated[tuple[OwnAgency, ...], OneOrMany] = Field(
        (), alias="co_quan_rieng", description="Cơ quan, tên gọi riêng của cơ quan này, dùng trước danh mục"
    )
    template_folder: Text | None = Field(None, alias="thu_muc_mau", description="Thư mục mẫu riêng của cơ quan")


__all__ = ["Basis", "Document", "DocumentType", "Identifier", "OfficeProfile", "Unplaced"]
