"""What a comparison finds, as data: tasks and passages in pairs, each with what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.problems import N_

Path = tuple[str | int, ...]
Kind = Literal["moi", "bo", "giao_lai", "doi_ten", "doi_thoi_gian", "sua_loi", "doi_khac", "giu_nguyen"]
PassageKind = Literal["them", "bo", "sua", "giu_nguyen"]

KINDS: dict[str, str] = {
    "moi": N_("mới"),
    "bo": N_("bỏ"),
    "giao_lai": N_("giao lại"),
    "doi_ten": N_("đổi tên cơ quan"),
    "doi_thoi_gian": N_("đổi thời gian"),
    "sua_loi": N_("sửa lời"),
    "doi_khac": N_("đổi mục khác"),
    "giu_nguyen": N_("giữ nguyên"),
}
"""What became of a task. ``doi_ten``: the same bodies, or their successors, under the names of the later date; only
where that is all, else it is ``giao_lai``. ``giu_nguyen``: nothing but years that moved on with the plan's."""

PASSAGE_KINDS: dict[str, str] = {
    "them": N_("thêm"), "bo": N_("bỏ"), "sua": N_("sửa"), "giu_nguyen": N_("giữ nguyên"),
}  # fmt: skip

FIELDS: dict[str, str] = {
    "noi_dung": N_("Nội dung"),
    "noi_dung_phu_luc": N_("Nội dung in ở phụ lục"),
    "chu_tri": N_("Cơ quan chủ trì"),
    "phoi_hop": N_("Cơ quan phối hợp"),
    "theo_doi": N_("Cơ quan theo dõi"),
    "thoi_gian": N_("Thời gian"),
    "san_pham": N_("Sản phẩm"),
    "kinh_phi": N_("Kinh phí"),
    "linh_vuc": N_("Lĩnh vực"),
    "nhom": N_("Nhóm"),
    "ap_dung": N_("Đơn vị áp dụng"),
    "ghi_chu": N_("Ghi chú"),
}
"""The fields of a task that are compared, by their keys in a plan file."""

PARTS: dict[str, str] = {
    "loai": N_("Loại văn bản"),
    "co_quan_ban_hanh": N_("Cơ quan ban hành"),
    "co_quan_chu_quan": N_("Cơ quan chủ quản"),
    "ky_hieu": N_("Số, ký hiệu"),
    "dia_danh": N_("Địa danh, ngày"),
    "kinh_gui": N_("Kính gửi"),
    "trich_yeu": N_("Trích yếu"),
    "kem_theo": N_("Dòng kèm theo"),
    "can_cu": N_("Căn cứ"),
    "mo_dau": N_("Mở đầu"),
    "cuoc_hop": N_("Cuộc họp"),
    "noi_dung": N_("Nội dung"),
    "ket_thuc": N_("Kết thúc"),
    "ho_so_kem": N_("Hồ sơ kèm"),
    "phu_luc": N_("Phụ lục"),
    "van_ban_kem_theo": N_("Văn bản kèm theo"),
    "chu_thich": N_("Chú thích"),
    "noi_nhan": N_("Nơi nhận"),
    "luu": N_("Lưu"),
    "nguoi_ky": N_("Người ký"),
    "chua_phan_loai": N_("Chưa phân loại"),
}
"""The parts of a document besides its tasks, by their keys in a plan file, in printed order."""

ONLY_YEAR = N_("chỉ đổi năm")


@dataclass(frozen=True)
class Row:
    """A task as its own document prints it: its number in printed order ("7", "7.2"), id, place, filled fields."""

    number: str
    id: str
    path: Path
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """A field of a task that is printed otherwise; ``notes`` say in our words what to make of it."""

    field: str
    old: str
    new: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskPair:
    """A task in both documents (``None`` where it is not), what became of it, and how it was found again.

    ``score`` is the likeness of the two contents, 0 to 1; ``by``: id, content, or none for a new or a gone one.
    """

    old: Row | None
    new: Row | None
    kinds: tuple[Kind, ...]
    changes: tuple[Change, ...]
    score: float
    by: Literal["id", "content", "none"]


@dataclass(frozen=True)
class Passage:
    """A text of a document outside its tasks: its part, its place in the plan, the heading it stands under."""

    part: str
    path: Path
    under: str
    text: str


@dataclass(frozen=True)
class PassagePair:
    """A passage in both documents (``None`` where it is not) and what became of it."""

    part: str
    old: Passage | None
    new: Passage | None
    kind: PassageKind
    note: str = ""


@dataclass(frozen=True)
class Side:
    """One of the two documents: what it is about, its year, the date of its look-ups, its issuer's name."""

    subject: str
    year: int
    as_of: date
    issuer: str


@dataclass(frozen=True)
class Difference:
    """Everything of two documents side by side, what is equal included, in the order of the newer one."""

    old: Side
    new: Side
    tasks: tuple[TaskPair, ...]
    passages: tuple[PassagePair, ...]

    def old_tasks(self) -> list[Row]:
        """The tasks of the older document, as they are found here."""
        return [pair.old for pair in self.tasks if pair.old]

    def new_tasks(self) -> list[Row]:
        """The tasks of the newer document, in its order."""
        return [pair.new for pair in self.tasks if pair.new]

    def task_counts(self) -> dict[str, int]:
        """How many tasks of each kind; one that was changed in several ways counts in each."""
        found = Counter[str](kind for pair in self.tasks for kind in pair.kinds)
        return {kind: found[kind] for kind in KINDS}

    def passage_counts(self) -> dict[str, int]:
        """How many passages of each kind."""
        found = Counter[str](pair.kind for pair in self.passages)
        return {kind: found[kind] for kind in PASSAGE_KINDS}
