"""Documents that use everything: every kind of block, inline marks, tables, annexes, an attached document.

``rich_document("ke-hoach")`` is one document of a type; ``rich_printed`` is what its template gets to print.
"""

from __future__ import annotations

from typing import Any

from generator.agencies import Naming
from generator.compose import compose
from generator.model import Document
from generator.pipeline import fill_tables
from generator.printed import Printed
from generator.resources import read_template
from generator.template import Template, compile_template
from generator.word.marks import AnnexMark

# One type for each template; nghi-quyet, quy-che … print through the same ones.
KINDS = (
    "ke-hoach", "thong-bao", "chuong-trinh", "chi-thi", "bao-cao", "to-trinh", "quyet-dinh", "cong-van", "huong-dan",
)  # fmt: skip
ODD_LETTERS = "A & B, a < b > c, {{ so }}, {% if %}, {_{ và }_}, “ngoặc” 'nháy' \"kép\" §"

_TASKS = [
    {"id": "ra-soat", "linh_vuc": "Thể chế", "noi_dung": "Rà soát quy định A & B", "chu_tri": "Sở Thứ nhất",
     "phoi_hop": ["Sở Thứ hai", "Sở Thứ ba"], "thoi_gian": "Quý I/2027", "kinh_phi": "1.250,5"},
    {"id": "tap-huan", "linh_vuc": "Thể chế", "noi_dung": "Tập huấn cho *cán bộ*", "chu_tri": "Sở Thứ hai",
     "thoi_gian": "Quý II/2027",
     "con": [{"id": "lop-mot", "noi_dung": "Lớp thứ nhất"}, {"id": "lop-hai", "noi_dung": "Lớp thứ hai"}]},
    {"id": "bao-cao", "linh_vuc": "Báo cáo", "noi_dung": "Tổng hợp, báo cáo", "chu_tri": "Sở Thứ nhất",
     "thoi_gian": "Trước ngày 15/12/2027"},
]  # fmt: skip


def _body(odd: str) -> list[dict[str, Any]]:
    """The points of the body: every kind of block and of numbering."""
    return [
        {"danh_so": "I", "tieu_de": "Quy định chung", "cac_y": [
            {"tieu_de": "Mục đích", "cac_y": [
                {"tieu_de": "Điểm có tiêu đề", "danh_so": "a", "cac_y": [
                    {"doan": ["Điểm có **chữ đậm**, *chữ nghiêng*, m^2^ và chú thích[^1].", "Đoạn thứ hai của điểm."],
                     "danh_so": "-", "cac_y": [{"doan": "Gạch đầu dòng.", "danh_so": "+", "cac_y": ["Dấu cộng."]}]},
                    {"dan": "Sở Thứ nhất", "doan": f"Chữ lạ: {odd}."},
                ]},
                {"doan": "Xem [[xem: muc-hai]] và [[xem: pl-mot]].", "danh_so": "(1)", "cac_y": ["Ý một.", "Ý hai."]},
            ]},
            {"id": "muc-hai", "tieu_de": "Bảng trong thân", "bang": {
                "dau": ["TT", "Chỉ tiêu", "Số lượng"],
                "hang": [["1", "Chỉ tiêu A & B", "1.000"], ["2", "Chỉ tiêu", "2,5"]], "tong": {"cot": [3]}}},
            {"tieu_de": "Nhiệm vụ", "nhiem_vu": {"theo": "linh_vuc"}},
        ]},
        {"tieu_de": "Tổ chức thực hiện", "danh_so": "dieu", "cac_y": [
            {"tieu_de": "Hiệu lực", "doan": "Có hiệu lực từ ngày ký."}, "Trách nhiệm thi hành.",
            {"danh_so": "khong", "doan": "Điều có đoạn.", "cac_y": ["Đoạn không đánh số."]},
        ]},
    ]  # fmt: skip


_ANNEXES = [
    {"id": "pl-mot", "tieu_de": "Danh mục nhiệm vụ\nnăm 2027", "bang": "nhiem_vu", "huong": "ngang",
     "cot": ["tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian", "kinh_phi"], "nhom_theo": "linh_vuc",
     "dong_so_cot": True, "gop": ["chu_tri"]},
    {"id": "pl-hai", "tieu_de": "Phụ lục bằng lời", "noi_dung": [{"tieu_de": "Phần lời", "cac_y": ["Câu thứ nhất."]}]},
]  # fmt: skip


def rich_keys(kind: str, odd: str = ODD_LETTERS) -> dict[str, Any]:
    """The Vietnamese keys of a document of ``kind`` that uses everything its template can print."""
    return {
        "loai": kind, "trang_thai": "du_thao", "lan_du_thao": "2", "nam": "2027", "thoi_diem": "2026-11-20",
        "co_quan_ban_hanh": "Sở Thử nghiệm\nvà Đối chiếu", "co_quan_chu_quan": "UBND tỉnh Thử nghiệm",
        "ky_hieu": "TN-STN", "dia_danh": "Thử nghiệm", "tham_quyen": "nguoi_dung_dau", "do_khan": "thuong_khan",
        "nguoi_ban_hanh": "Giám đốc Sở Thử nghiệm", "trich_yeu": "Thực hiện việc A & B\nnăm 2027",
        "kem_theo": "(Kèm theo Công văn số 05/STN-VP)", "kinh_gui": ["Bộ Thứ nhất", "Bộ Thứ hai"],
        "can_cu": ["Căn cứ Luật A", "Theo đề nghị của Chánh Văn phòng"], "mo_dau": "Sở ban hành văn bản như sau:",
        "danh_so": "chuong", "noi_dung": _body(odd), "ket_thuc": "Trên đây là nội dung, đề nghị thực hiện.",
        "nhiem_vu": _TASKS, "chu_thich": {"1": "Chú thích A & B."},
        "phu_luc": _ANNEXES,
        "van_ban_kem_theo": [{"loai": "quy-che", "tieu_de": "Hoạt động\ncủa Tổ công tác", "danh_so": "dieu",
                              "noi_dung": [{"tieu_de": "Phạm vi", "doan": "Quy chế này quy định việc A & B."}]}],
        "noi_nhan": ["Như trên", {"ten": "Văn phòng", "con": ["Lãnh đạo", "Phòng A & B"]}],
        "luu": {"don_vi": ["VT", "VP"], "nguoi_soan": "An"},
        "nguoi_ky": [{"quyen_han": [{"kt": "Giám đốc"}], "chuc_vu": "Phó Giám đốc", "ho_ten": "Nguyễn Văn A"}],
    }  # fmt: skip


SEVERAL_SIGNERS = [
    {"chuc_vu": "Giám đốc Sở Thứ nhất", "ho_ten": "Nguyễn Văn A", "chuc_vu_khac": "Trưởng ban"},
    {"chuc_vu": "Giám đốc Sở Thứ hai", "ho_ten": "Trần Thị B"},
    {"quyen_han": [{"kt": "Giám đốc Sở Thứ ba"}], "chuc_vu": "Phó Giám đốc", "ho_ten": "Lê Văn C"},
]


def rich_document(kind: str, odd: str = ODD_LETTERS, **changes: Any) -> Document:
    """A document of ``kind`` that uses everything; ``changes`` replace keys, ``None`` leaves one out.

    ``odd`` are the letters that try the renderer in a point of the body.
    """
    return Document.model_validate(rich_keys(kind, odd) | changes)


def shipped(document: Document) -> Template:
    """The shipped template of a document, compiled."""
    folder = "bo-b/" if document.size_set == "B" else ""
    return compile_template(read_template(f"{folder}{document.type.template}.docx"), document.type.template)


def rich_printed(document: Document, template: Template) -> tuple[Printed, list[AnnexMark]]:
    """What a document prints through a template, its tables filled in, and the marks of its tables."""
    naming = Naming(document)
    composition = compose(document, naming)
    marks = fill_tables(composition, document, naming, template)
    return composition.printed, marks
