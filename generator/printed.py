"""What a template may name: the document as it is printed (layer 0).

The attribute names here *are* the tag language of the templates, hence Vietnamese. ``xml`` values are ready runs or
tables and carry their own markup; every other value is text and is escaped when printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from markupsafe import Markup

from generator.problems import N_, Words

BLOCK_KINDS = {
    "gach": "gạch đầu dòng, dấu cộng",
    "diem": "điểm a), (1)",
    "khoan": "khoản không có tiêu đề",
    "than": "đoạn văn không đánh số",
    "khoan_td": "khoản có tiêu đề",
    "muc": "mục đánh số La Mã",
    "bang": "bảng",
    "can_cu": "căn cứ",
    "dieu": "điều",
    "phan": "dòng Phần I, Chương I, Mục 1",
    "phan_td": "tiêu đề của phần, chương, mục",
    "quyet_dinh": "dòng QUYẾT ĐỊNH:",
    "chu_ky": "nơi nhận và chữ ký của một người",
    "nhieu_chu_ky": "chữ ký của nhiều người, rồi nơi nhận",
    "het_doc": "hết một phần khổ dọc",
    "het_ngang": "hết một phần khổ ngang",
    "dau_kem": "phần đầu của văn bản kèm theo quyết định",
    "ten_loai_kem": "tên loại của văn bản kèm theo",
    "trich_yeu_kem": "trích yếu của văn bản kèm theo",
    "kem_theo": "dòng (Kèm theo …) của văn bản kèm theo",
    "ke_trich_yeu": "đường kẻ dưới trích yếu của văn bản kèm theo",
    "phu_luc": "dòng Phụ lục I",
    "phu_luc_td": "tiêu đề phụ lục",
    "phu_luc_kt": "dòng (Kèm theo …) của phụ lục",
    "ke_phu_luc": "đường kẻ của phụ lục",
}


@dataclass(slots=True)
class Block:
    """One paragraph or table of the document, in printed order."""

    kieu: str = field(metadata={"doc": Words(N_("kiểu đoạn: {kinds}"), kinds=", ".join(BLOCK_KINDS))})
    chu: Markup = field(default_factory=Markup, metadata={"doc": N_("chữ của đoạn, dùng với thẻ r: {{r k.chu }}")})
    bang: Any = field(default="", metadata={"doc": N_("bảng, dùng với thẻ p: {{p k.bang }}")})


@dataclass(slots=True)
class SignerLines:
    """One signature as printed lines."""

    quyen_han: tuple[str, ...] = field(metadata={"doc": N_("các dòng quyền hạn, chức vụ")})
    chuc_vu_khac: str = field(metadata={"doc": N_("chức vụ khác, in trên họ tên")})
    ho_ten: str = field(metadata={"doc": N_("họ và tên")})


@dataclass(slots=True)
class SignerRow:
    """Two signatures side by side; ``phai`` has empty lines when their number is odd."""

    trai: SignerLines = field(metadata={"doc": N_("người ký bên trái")})
    phai: SignerLines = field(metadata={"doc": N_("người ký bên phải")})


@dataclass(slots=True)
class Footnote:
    """One footnote: its number in the part and its runs."""

    ma: int
    chu: Markup


@dataclass(slots=True)
class Printed:
    """The whole document as printed."""

    du_thao: str = field(metadata={"doc": N_("DỰ THẢO, DỰ THẢO LẦN 2; trống khi không phải dự thảo")})
    do_khan: str = field(metadata={"doc": N_("KHẨN, THƯỢNG KHẨN, HỎA TỐC; trống khi không khẩn")})
    co_quan_chu_quan: tuple[str, ...] = field(metadata={"doc": N_("các dòng tên cơ quan chủ quản")})
    co_quan_ban_hanh: tuple[str, ...] = field(metadata={"doc": N_("các dòng tên cơ quan ban hành")})
    so: str = field(metadata={"doc": N_("số văn bản; khoảng trắng khi chưa có")})
    ky_hieu: str = field(metadata={"doc": N_("ký hiệu: KH-UBND")})
    dia_danh: str = field(metadata={"doc": N_("địa danh")})
    ngay_thang: str = field(metadata={"doc": N_("ngày 05 tháng 3 năm 2026")})
    ten_loai: str = field(metadata={"doc": N_("tên loại, chữ in hoa")})
    trich_yeu: tuple[str, ...] = field(metadata={"doc": N_("các dòng trích yếu")})
    kem_theo: str = field(metadata={"doc": N_("dòng (Kèm theo …) dưới trích yếu")})
    tham_quyen: str = field(metadata={"doc": N_("dòng thẩm quyền ban hành của quyết định")})
    kinh_gui: str = field(metadata={"doc": N_("dòng Kính gửi")})
    kinh_gui_ds: tuple[str, ...] = field(metadata={"doc": N_("các nơi kính gửi, khi từ hai nơi")})
    khoi: tuple[Block, ...] = field(metadata={"doc": N_("mọi đoạn và bảng từ nội dung đến hết phụ lục")})
    noi_nhan: tuple[str, ...] = field(metadata={"doc": N_("các dòng nơi nhận, dòng cuối là Lưu")})
    nguoi_ky: SignerLines = field(metadata={"doc": N_("người ký (khi một người)")})
    hang_ky: tuple[SignerRow, ...] = field(metadata={"doc": N_("các hàng chữ ký (khi nhiều người)")})
    tieu_de: str = field(metadata={"doc": N_("tiêu đề tệp (thuộc tính Title)")})
    mau: str = field(default="", metadata={"doc": N_("luôn trống: đoạn {%p if mau %} giữ bảng mẫu, không in")})
    chu_thich: Sequence[Footnote] = ()
    # lengths in millimetres of the rules under a component, in the order they stand in the document
    duong_ke: dict[str, list[float]] = field(default_factory=dict)


HIDDEN = {"chu_thich", "duong_ke"}


def tag_fields(of: type) -> dict[str, tuple[Any, str]]:
    """The attributes of a printed class that a tag may name: name → (type, description)."""
    hints = get_type_hints(of)
    return {f.name: (hints[f.name], f.metadata.get("doc", "")) for f in fields(of) if f.name not in HIDDEN}


def item_type(of: Any) -> Any:
    """The type of the items of a tuple type; ``None`` when it is not one."""
    args = get_args(of)
    return args[0] if args else None


def is_record(of: Any) -> bool:
    """Whether a type is one of the printed classes, with attributes of its own."""
    return isinstance(of, type) and is_dataclass(of)
