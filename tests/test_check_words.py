"""Law 1 on real documents: the true one is silent, and whatever is taken out of it, changed or moved is missed."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from builders import document as small_document
from examples import PLANS, ROOT
from generator.agencies import Naming
from generator.check import FormProfile, check_plan, form_profile, prove
from generator.check.words import missing_words
from generator.load import load_plan
from generator.model import Document
from generator.problems import Problem, errors
from generator.template import Template
from generator.word.reading import note_numbers, note_texts, reading_text
from generator.word.xml import text_of, w
from made_plans import MADE
from rich_documents import KINDS, ODD_LETTERS, SEVERAL_SIGNERS, rich_document, rich_printed, shipped

NUMBER = re.compile(r"[IVX]+\.?|[\d.]+\.?|\(?\w\)?\.?")


class Case:
    """A document as it was rendered, and the proof of changed bytes of it."""

    def __init__(self, document: Document) -> None:
        self.document, self.naming = document, Naming(document)
        template, self.profile = compiled(document.type.template, document.size_set)
        printed, marks = rich_printed(document, template)
        self.made = template.render(printed, marks)

    def proof(self, data: bytes | None = None, notes: bytes | None = None) -> list[Problem]:
        own = self.made.document if data is None else data
        noted = self.made.notes if notes is None else notes
        return prove(own, noted, self.document, self.naming, self.profile)

    def codes(self, data: bytes | None = None, notes: bytes | None = None) -> list[str]:
        return [p.code for p in self.proof(data, notes)]

    def misses(self, data: bytes) -> bool:
        """Whether the words that changed bytes lack are missed: the part of the proof that knows words."""
        notes = note_numbers(data), note_texts(self.made.notes) if self.made.notes else {}
        return bool(missing_words(reading_text(data, plain=self.profile.plain), notes, self.document, self.naming))

    def tree(self) -> etree._Element:
        return etree.fromstring(self.made.document)

    def without(self, old: str, new: str = "") -> list[str]:
        """The codes of the document with the first ``old`` of a paragraph replaced ("^" stands at its beginning)."""
        tree = self.tree()
        paragraph = next(p for p in tree.iter(w("p")) if old in "^" + text_of(p) + "$")
        first, *others = list(paragraph.iter(w("t")))
        first.text = f"^{text_of(paragraph)}$".replace(old, new, 1).strip("^$")
        for node in others:
            node.text = ""
        return self.codes(etree.tostring(tree))


@cache
def compiled(name: str, size_set: str) -> tuple[Template, FormProfile]:
    template = shipped(rich_document(name if name in KINDS else "huong-dan", bo_co_chu=size_set))
    return template, form_profile(template.parts)


@cache
def rich(kind: str, several: bool = False) -> Case:
    return Case(rich_document(kind, **({"nguoi_ky": SEVERAL_SIGNERS} if several else {})))


@cache
def example(name: str) -> Case:
    return Case(load_plan(ROOT / "plans" / f"{name}.yaml").document)


def addressed(kind: str) -> bool:
    return kind in ("to-trinh", "cong-van", "bao-cao", "huong-dan")


@cache
def full(kind: str, several: bool = False) -> Case:
    """A rich document with no key that its template has no place for."""
    left_out: dict[str, Any] = {} if addressed(kind) else {"kinh_gui": None}
    if kind == "cong-van":
        left_out["kem_theo"] = None
    if several:
        left_out["nguoi_ky"] = SEVERAL_SIGNERS
    return Case(rich_document(kind, **left_out))


CASES: list[Callable[[], Case]] = [
    *(lambda name=name: example(name) for name in PLANS),  # type: ignore[misc]
    *(lambda kind=kind: full(kind) for kind in KINDS),  # type: ignore[misc]
    lambda: full("ke-hoach", several=True),
]
IDS = [*PLANS, *KINDS, "several signers"]
CHOSEN = [IDS.index(name) for name in (*PLANS, "ke-hoach", "to-trinh", "quyet-dinh", "cong-van", "several signers")]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_true_document_is_silent(case: Callable[[], Case]) -> None:
    assert case().proof() == []


def test_what_a_template_has_no_place_for_is_missed() -> None:
    assert "H003" in rich("ke-hoach").codes()  # Kính gửi
    assert "H003" in rich("cong-van").codes()  # (Kèm theo …)


# --- every paragraph, every row, every cell ---------------------------------------------------------------------------


def printed(tree: etree._Element) -> list[etree._Element]:
    """The paragraphs with words of the plan or of the norm; not those of a number alone ("Chương I"), not cells."""
    made = {p for row in rows(tree) for p in row.iter(w("p"))}
    found = [p for p in tree.iter(w("p")) if text_of(p).strip() and p not in made]
    return [p for p in found if text_of(p).split()[0] not in ("Chương", "Phần", "Mục") or len(text_of(p).split()) > 2]


def losses(case: Case, change: Callable[[etree._Element], bool]) -> Iterator[str]:
    """The paragraphs that nobody misses when ``change`` is done to them, one at a time."""
    for index in range(len(printed(case.tree()))):
        tree = case.tree()
        paragraph = printed(tree)[index]
        said = text_of(paragraph)
        if change(paragraph) and not case.misses(etree.tostring(tree)):
            yield said


def drop(paragraph: etree._Element) -> bool:
    paragraph.getparent().remove(paragraph)
    return True


def empty(paragraph: etree._Element) -> bool:
    for run in list(paragraph.iter(w("r"))):
        run.getparent().remove(run)
    return True


def other_letter(paragraph: etree._Element) -> bool:
    """Another letter in the middle of the longest word."""
    words = [(len(word), node, word) for node in paragraph.iter(w("t")) for word in (node.text or "").split()]
    words = [found for found in words if not NUMBER.fullmatch(found[2])]  # the renderer's own count
    if not words:
        return False
    length, node, word = max(words, key=lambda found: found[0])
    at = (node.text or "").index(word) + length // 2
    node.text = f"{node.text[:at]}{'q' if node.text[at] != 'q' else 'p'}{node.text[at + 1:]}"
    return True


def cut(paragraph: etree._Element) -> bool:
    """Without the second half of its words."""
    node = max(paragraph.iter(w("t")), key=lambda t: len(t.text or ""))
    half = len(node.text or "") // 2
    node.text = (node.text or "")[:half].rstrip(" .;:,/")
    return half > 2


def swap(paragraph: etree._Element) -> bool:
    """In the place of the paragraph after it."""
    after = paragraph.getnext()
    if after is None or after.tag != w("p") or not text_of(after).strip() or text_of(after) == text_of(paragraph):
        return False
    if after not in printed(paragraph.getroottree().getroot()):
        return False
    after.addnext(paragraph)
    return True


@pytest.mark.parametrize("change", [drop, empty, other_letter, cut, swap])
@pytest.mark.parametrize("case", [CASES[i] for i in CHOSEN], ids=[IDS[i] for i in CHOSEN])
def test_every_paragraph_is_missed(case: Callable[[], Case], change: Callable[[etree._Element], bool]) -> None:
    assert list(losses(case(), change)) == []


def rows(tree: etree._Element) -> list[etree._Element]:
    """The rows of the tables that are made from the plan."""
    tables = [t for t in tree.iter(w("tbl")) if t.find(f"{w('tblPr')}/{w('tblStyle')}") is not None]
    return [row for table in tables for row in table.iterchildren(w("tr"))]


@pytest.mark.parametrize("case", [CASES[i] for i in CHOSEN], ids=[IDS[i] for i in CHOSEN])
def test_every_row_and_every_cell_is_missed(case: Callable[[], Case]) -> None:
    own = case()
    silent = []
    for index in range(len(rows(own.tree()))):
        for change in (_drop_row, _swap_rows, _drop_cell, _swap_cells, _other_letter):
            tree = own.tree()
            row = rows(tree)[index]
            if change(row) and not own.misses(etree.tostring(tree)):
                silent.append((change.__name__, text_of(row)))
    assert silent == []


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren(w("tc")))


def _drop_row(row: etree._Element) -> bool:
    row.getparent().remove(row)
    return True


def _swap_rows(row: etree._Element) -> bool:
    after = row.getnext()
    if after is None or [text_of(c) for c in _cells(after)] == [text_of(c) for c in _cells(row)]:
        return False
    after.addnext(row)
    return True


def _drop_cell(row: etree._Element) -> bool:
    row.remove(_cells(row)[-1])
    return True


def _other_letter(row: etree._Element) -> bool:
    """In the cell after the first one of the longest."""
    said = [p for p in row.iter(w("p")) if text_of(p).strip()]
    return bool(said) and other_letter(max(said[1:] or said, key=lambda p: len(text_of(p))))


def _swap_cells(row: etree._Element) -> bool:
    first, second = (_cells(row) * 2)[:2]
    if text_of(first) == text_of(second):
        return False
    second.addnext(first)
    return True


def test_a_lost_table_annex_or_recipient_is_missed() -> None:
    own = example("ke-hoach-xa")
    tree = own.tree()
    table = rows(tree)[0].getparent()
    table.getparent().remove(table)
    assert "H003" in own.codes(etree.tostring(tree))
    assert own.without("- Các trường học, các thôn trên địa bàn;") == ["H003"]
    tree = own.tree()
    body = tree[0]
    start = next(i for i, p in enumerate(body) if p.tag == w("p") and text_of(p) == "Phụ lục")
    for node in body[start:-1]:
        body.remove(node)
    assert own.codes(etree.tostring(tree)).count("H003") >= 3


# --- field by field ---------------------------------------------------------------------------------------------------

ISSUED = {"trang_thai": "da_ban_hanh", "so": "7", "ngay": "2026-02-05", "lan_du_thao": None, "hinh_thuc": "giay"}
MEETING = {"ten": "Hội nghị", "ngay": "2026-01-06", "buoi": "Sáng", "dia_diem": "Trụ sở", "chu_tri": "Ông A",
           "du_hop": "các sở", "nghe": "báo cáo", "ket_luan": "Chủ tịch"}  # fmt: skip
CITED = {"loai": "Nghị định", "so_ky_hieu": "30/2020/NĐ-CP", "ngay": "2020-03-05", "co_quan": "Chính phủ",
         "trich_yeu": "về công tác văn thư"}  # fmt: skip
BY_ID = {"co_quan_ban_hanh": "tp/bac-ninh/so-y-te", "co_quan_chu_quan": None, "ky_hieu": None, "dia_danh": None}


@pytest.mark.parametrize(("kind", "changes", "old", "new"), [
    ("ke-hoach", {}, "DỰ THẢO LẦN 2", "DỰ THẢO LẦN 3"),
    ("ke-hoach", {"lan_du_thao": None}, "DỰ THẢO", "BẢN THẢO"),
    ("ke-hoach", {}, "THƯỢNG KHẨN", "KHẨN"),
    ("ke-hoach", {}, "UBND TỈNH THỬ NGHIỆM", "UBND TỈNH"),
    ("ke-hoach", BY_ID, "UBND THÀNH PHỐ BẮC NINH", "ỦY BAN NHÂN DÂN THÀNH PHỐ BẮC NINH"),
    ("ke-hoach", {"co_quan_chu_quan": "tp/bac-ninh/ubnd"}, "UBND THÀNH PHỐ BẮC NINH", "UBND TỈNH BẮC NINH"),
    ("ke-hoach", {}, "SỞ THỬ NGHIỆM", "Sở Thử nghiệm"),
    ("ke-hoach", {}, "/TN-STN", "/TN"),
    ("ke-hoach", {}, "KẾ HOẠCH", "Kế hoạch"),
    ("ke-hoach", {}, "QUY ĐỊNH CHUNG", "Quy định chung"),
    ("ke-hoach", ISSUED, "07/TN-STN", "7/TN-STN"),
    ("ke-hoach", ISSUED, "ngày 05 tháng 02 năm 2026", "ngày 5 tháng 2 năm 2026"),
    ("ke-hoach", ISSUED, "(Kèm theo Kế hoạch số 07/TN-STN", "(Kèm theo Kế hoạch số 08/TN-STN"),
    ("ke-hoach", ISSUED, "ngày 05 tháng 02 năm 2026 của", "ngày      tháng 02 năm 2026 của"),
    ("ke-hoach", {}, " của Giám đốc Sở Thử nghiệm)", ")"),
    ("ke-hoach", {}, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ"),
    ("ke-hoach", {}, "Độc lập - Tự do", "Độc lập – Tự do"),
    ("ke-hoach", {}, "Nơi nhận:", ""),
    ("ke-hoach", {}, "(Kèm theo Công văn số 05/STN-VP)", ""),
    ("ke-hoach", {"can_cu": [CITED]}, "30/2020/NĐ-CP", "34/2016/NĐ-CP"),
    ("ke-hoach", {"can_cu": [CITED]}, "ngày 05 tháng 3 năm 2020 ", ""),
    ("ke-hoach", {"can_cu": [CITED]}, " của Chính phủ", ""),
    ("ke-hoach", {"can_cu": [CITED]}, "về công tác văn thư", ""),
    ("ke-hoach", {"can_cu": [CITED]}, "Căn cứ Nghị định", "Căn cứ Nghị quyết"),
    ("ke-hoach", {"luu": {"don_vi": ["VT", "NC"], "so_ban": "3", "nguoi_soan": "Bền"}}, "(3)", "(2)"),
    ("ke-hoach", {"luu": {"don_vi": ["VT", "NC"], "so_ban": "3", "nguoi_soan": "Bền"}}, "VT, NC", "VT"),
    ("ke-hoach", {"luu": {"don_vi": ["VT", "NC"], "so_ban": "3", "nguoi_soan": "Bền"}}, ".Bền", ""),
    ("ke-hoach", {"noi_nhan": [{"ten": "Sở A", "ghi_chu": "để b/c"}]}, " (để b/c)", ""),
    ("ke-hoach", {"noi_nhan": [{"nhom": ["Sở A", "Sở B"], "ghi_chu": "để b/c"}]}, "Sở A, Sở B", "Sở A"),
    ("ke-hoach", {"noi_nhan": [{"ten": "Văn phòng", "con": ["LĐVP", "TH"]}]}, "+ TH;", ""),
    ("ke-hoach", {}, "KT. GIÁM ĐỐC", "GIÁM ĐỐC"),
    ("ke-hoach", {}, "^PHÓ GIÁM ĐỐC", "^Phó Giám đốc"),
    ("ke-hoach", {"nguoi_ky": {"quyen_han": {"kt": "A"}, "chuc_vu": "B", "chuc_vu_khac": "Trưởng ban"}}, "Trưởng ban",
     ""),
    ("ke-hoach", {}, "Nguyễn Văn A", ""),
    ("to-trinh", {"ho_so_kem": ["Dự thảo", "Báo cáo"]}, "Báo cáo", ""),
    ("to-trinh", {}, "- Bộ Thứ hai.", ""),
    ("to-trinh", {"kinh_gui": "Bộ Thứ nhất"}, "Kính gửi: Bộ Thứ nhất", "Kính gửi:"),
    ("to-trinh", {"noi_nhan": ["Văn phòng"]}, "- Như trên;", ""),
    ("quyet-dinh", {}, "GIÁM ĐỐC SỞ THỬ NGHIỆM", "SỞ THỬ NGHIỆM"),
    ("quyet-dinh", {}, "QUYẾT ĐỊNH:", ""),
    ("quyet-dinh", {}, "QUY CHẾ", ""),
    ("cong-van", {}, "V/v Thực hiện việc A & B", "V/v"),
    ("thong-bao", {"cuoc_hop": MEETING}, "Sáng ngày 06 tháng 01 năm 2026", "Sáng ngày 07 tháng 01 năm 2026"),
    ("thong-bao", {"cuoc_hop": MEETING}, "Sáng ngày", "Chiều ngày"),
    ("thong-bao", {"cuoc_hop": MEETING}, ", tại Trụ sở", ""),
    ("thong-bao", {"cuoc_hop": MEETING}, "Ông A", "Ông B"),
    ("thong-bao", {"cuoc_hop": MEETING}, "Hội nghị", "Cuộc họp"),
    ("thong-bao", {"cuoc_hop": MEETING}, " Tham dự có các sở.", ""),
    ("thong-bao", {"cuoc_hop": MEETING}, "Sau khi nghe báo cáo, ", ""),
    ("thong-bao", {"cuoc_hop": MEETING}, "Chủ tịch kết luận", "Phó Chủ tịch kết luận"),
    ("ke-hoach", {}, "^Phụ lục II$", "^Phụ lục III$"),
    ("ke-hoach", {}, "PHỤ LỤC BẰNG LỜI", "Phụ lục bằng lời"),
    ("ke-hoach", {}, "./.", "."),
    ("ke-hoach", {}, "1.002,5", "1.002"),
    ("ke-hoach", {}, "^(2)$", "^(3)$"),
    ("ke-hoach", {"noi_dung": ["Một.", {"doan": "Ba.", "so": "5"}], "danh_so": None, "phu_luc": None,
     "van_ban_kem_theo": None}, "5. ", "6. "),
])  # fmt: skip
def test_every_field_is_missed(kind: str, changes: dict[str, Any], old: str, new: str) -> None:
    more = {} if addressed(kind) else {"kinh_gui": None}
    case = Case(rich_document(kind, **({"kem_theo": None} if kind == "cong-van" else {}), **(more | changes)))
    assert case.codes() == []
    assert set(case.without(old, new)) == {"H003"}


@pytest.mark.parametrize(("by", "old", "new"), [
    ("chu_tri", "Đề nghị Ủy ban Mặt trận", "Ủy ban Mặt trận"), ("linh_vuc", "Giám sát xã hội", "Giám sát"),
    ("thoi_gian", "Quý I", "Quý II"),
])  # fmt: skip
def test_headings_of_written_out_tasks_are_missed(by: str, old: str, new: str) -> None:
    tasks = [{"noi_dung": f"Việc {n}", "chu_tri": "mat-tran-to-quoc", "linh_vuc": "Giám sát xã hội",
    "thoi_gian": "Quý I"} for n in "ab"]
    case = Case(small_document(nhiem_vu=tasks, noi_dung=[{"tieu_de": "Nhiệm vụ", "nhiem_vu": {"theo": by}}]))
    assert case.codes() == [] and case.without(old, new) == ["H003"]


SPOKEN = [
    {"noi_dung": "Việc một", "chu_tri": "so-noi-vu", "phoi_hop": ["so-y-te", "ubnd-cap-xa"], "thoi_gian": "Quý IV",
     "con": [{"noi_dung": "Việc con", "phoi_hop": "cong-an", "thoi_gian": "trước ngày 25/12/2027"}]},
    {"noi_dung": "Việc hai", "chu_tri": ["cong-an", "so-y-te", "lien-doan-lao-dong"], "phoi_hop": "so-tai-chinh"},
    {"noi_dung": "Việc ba", "chu_tri": "hai-quan", "phoi_hop": "so-y-te", "thoi_gian": "Tháng 6/2027"},
    {"noi_dung": "Việc bốn", "chu_tri": "so-y-te", "thoi_gian": "Thường xuyên"},
]  # fmt: skip


@cache
def spoken() -> Case:
    """Tasks with brackets, under a heading of joint tasks and under those of their leads."""
    how = {"theo": "chu_tri", "ngoac": ["phoi_hop", "thoi_gian"], "chung": "cac-so-nganh-thanh-vien-ban-chi-dao"}
    body = [{"tieu_de": "Nhiệm vụ", "nhiem_vu": how}]
    return Case(small_document(nhiem_vu=SPOKEN, noi_dung=body, nam="2027", ket_thuc="Hết"))


@pytest.mark.parametrize(("old", "new"), [
    # dropped
    (" (Sở Y tế, UBND các xã, phường phối hợp; thực hiện trong Quý IV)", ""), ("; thực hiện trong Quý IV", ""),
    ("Sở Y tế, UBND các xã, phường phối hợp; ", ""), ("Sở Y tế, UBND", "UBND"), (" (thực hiện trong tháng 6/2027)", ""),
    ("Công an thành phố, Sở Y tế chủ trì; ", ""), ("; đề nghị Liên đoàn Lao động thành phố cùng thực hiện", ""),
    ("; Sở Tài chính phối hợp thực hiện", ""), ("; hoàn thành trước ngày 25/12/2027", ""),
    # altered
    ("Quý IV)", "Quý III)"), ("Sở Y tế chủ trì", "Sở Y tế phối hợp"),
    ("trước ngày 25/12/2027", "trong ngày 25/12/2027"),
    ("đề nghị Liên đoàn", "giao Liên đoàn"), ("Sở Tài chính phối hợp", "Sở Tư pháp phối hợp"), ("Đề nghị ", ""),
    ("Các sở, ngành thành viên Ban Chỉ đạo", "Các sở, ngành"), ("cùng thực hiện", "thực hiện"),
    # said where the plan does not say it
    ("Việc bốn", "Việc bốn (Công an thành phố phối hợp thực hiện)"), ("Việc ba (", "Việc ba (Sở Y tế phối hợp; "),
    ("Việc con (", "Việc con (Sở Nội vụ chủ trì; "), ("Việc bốn", "Việc bốn (thực hiện trong Quý I)"),
])  # fmt: skip
def test_a_bracket_that_is_lost_or_says_something_else_is_missed(old: str, new: str) -> None:
    assert spoken().codes() == [] and set(spoken().without(old, new)) == {"H003"}


@pytest.mark.parametrize("change", [drop, empty, other_letter, cut, swap])
def test_every_paragraph_with_a_bracket_is_missed(change: Callable[[etree._Element], bool]) -> None:
    assert list(losses(spoken(), change)) == []


@pytest.mark.parametrize(("by", "old"), [
    ("linh_vuc", "Sở Y tế chủ trì; "), ("thoi_gian", "Sở Y tế chủ trì; "), ("linh_vuc", "; thực hiện trong Quý I"),
])  # fmt: skip
def test_brackets_under_other_headings_are_missed(by: str, old: str) -> None:
    task = {"noi_dung": "Việc", "chu_tri": "so-y-te", "phoi_hop": "cong-an", "thoi_gian": "Quý I", "linh_vuc": "Y tế"}
    how = {"theo": by, "ngoac": ["phoi_hop", "thoi_gian"]}
    case = Case(small_document(nhiem_vu=[task], noi_dung=[{"tieu_de": "Nhiệm vụ", "nhiem_vu": how}]))
    assert case.codes() == [] and set(case.without(old)) == {"H003"}


@pytest.mark.parametrize("time", [
    "Quý IV", "quý I - II", "Tháng 6", "6/2027", "6, 12/2027", "5 - 9/2027", "25/12/2027", "25/12", "2028", "Năm 2028",
    "25.12.2027", "2027-08-30", "Ngày 5 tháng 6", "6 tháng đầu năm", "sáu tháng cuối năm 2027", "Đến năm 2030",
    "hết Quý III", "Từ Quý III", "Trong Quý II.", "8 giờ ngày 5/6", "14h00 thứ Ba, ngày 16/6/2027", "Thứ Ba, ngày 5/6",
    "Lúc 8h00 ngày 5/6", "Trước 25/12", "Muộn nhất là Quý II", "Triển khai từ tháng 3", "lắp đặt xong trước ngày 5/6",
    "Các tháng 3, 6", "chủ nhật, ngày 6/6/2027", "7:30 ngày 5/6", "12 tháng", "Quý I - IV",
    "trước 14 giờ ngày 5/6/2027",
])  # fmt: skip
def test_any_time_in_a_bracket_proves_itself(time: str) -> None:
    task = {"noi_dung": "Việc", "chu_tri": "so-y-te", "thoi_gian": time}
    how = {"theo": "chu_tri", "ngoac": "thoi_gian"}
    case = Case(small_document(nhiem_vu=[task], noi_dung=[{"tieu_de": "Nhiệm vụ", "nhiem_vu": how}], nam="2027"))
    assert case.codes() == []


@pytest.mark.parametrize("end", ["", ".", ";", "...", ",...", ", ...", "…", ".....", ",", ":"])
def test_however_a_task_ends_its_bracket_is_read_behind_it(end: str) -> None:
    task = {"noi_dung": f"Trồng lúa, ngô{end}", "chu_tri": "so-y-te", "phoi_hop": "cong-an"}
    how = {"theo": "chu_tri", "ngoac": "phoi_hop"}
    case = Case(small_document(nhiem_vu=[task], noi_dung=[{"tieu_de": "Nhiệm vụ", "nhiem_vu": how}]))
    assert case.codes() == [] and set(case.without(" (Công an thành phố phối hợp thực hiện)")) == {"H003"}


@pytest.mark.parametrize(("by", "old", "new"), [
    ("linh_vuc", "Y tế", "Y học"), ("quy", "Quý I - II", "Quý I"), ("chu_tri", "Sở A", "Sở B"), ("nhom", "Nhóm 1", ""),
])  # fmt: skip
def test_group_rows_are_missed(by: str, old: str, new: str) -> None:
    tasks = [{"noi_dung": "Việc một", "chu_tri": "Sở A", "linh_vuc": "Y tế", "nhom": "Nhóm 1",
    "thoi_gian": "Quý I - II"},
             {"noi_dung": "Việc hai", "chu_tri": "Sở C", "thoi_gian": "Thường xuyên"}]  # fmt: skip
    annex = {"tieu_de": "Danh mục", "bang": "nhiem_vu", "nhom_theo": by, "cot": ["tt", "noi_dung"]}
    case = Case(small_document(nhiem_vu=tasks, phu_luc=[annex], noi_dung=["Phụ lục."]))
    assert case.codes() == [] and case.without(old, new) == ["H003"]


def test_a_filtered_table_shows_what_it_should() -> None:
    tasks = [{"noi_dung": f"Việc {n}", "chu_tri": "Sở A", "linh_vuc": f"Lĩnh vực {n}",
    "thoi_gian": f"Quý {n}"} for n in ("I", "II", "III")]
    for chosen, row in (({"linh_vuc": ["lĩnh vực II"]}, "Việc II"), ({"quy": ["Quý III", "I"]}, "Việc I"),
    ({"chu_tri": "Sở A"}, "Việc III")):
        annex = {"tieu_de": "Danh mục", "bang": "nhiem_vu", "loc": chosen}
        case = Case(small_document(nhiem_vu=tasks, phu_luc=[annex], noi_dung=["Phụ lục."]))
        assert case.codes() == [] and "H003" in case.without(f"^{row}$", "^Việc khác$")


# --- cross-references, footnotes --------------------------------------------------------------------------------------


def test_a_lost_reference_is_missed() -> None:
    case = Case(small_document(noi_dung=["Xem [[xem: x]] và thực hiện.", {"id": "x", "doan": "Hai."},
    "Theo [[xem: x]]."]))
    assert case.codes() == []
    assert case.without("Mục II") == ["H003"]
    own = case.made.document.decode()
    at = own.rindex("Mục II")
    assert case.codes((own[:at] + own[at + len("Mục II") :]).encode()) == ["H003"]


NOTED = {"noi_dung": ["Một[^a] hai[^b].", "Ba[^a]."], "chu_thich": {"a": "Chú thích *thứ nhất*",
"b": "Chú thích thứ hai"},
         "phu_luc": [{"tieu_de": "Bảng", "bang": {"dau": ["A"], "hang": [["Ô[^b]"]]}}]}  # fmt: skip


def test_footnotes_are_missed_and_told_apart() -> None:
    case = Case(small_document(**NOTED))
    notes = case.made.notes.decode()
    assert case.codes() == []
    for number in ("2", "4"):
        mark = f'<w:footnoteReference w:id="{number}"/>'.encode()
        assert mark in case.made.document and case.codes(case.made.document.replace(mark, b"")) != []
    assert case.codes(notes=b"")[0] == "H003"
    assert case.codes(notes=notes.replace("thứ hai", "thứ ba", 1).encode()) == ["H003"]
    one, two = '<w:footnote w:id="1">', '<w:footnote w:id="2">'
    swapped = notes.replace(one, "<x/>").replace(two, one).replace("<x/>", two)
    assert case.codes(notes=swapped.encode()) == ["H003", "H003"]


# --- letters that look like something else ----------------------------------------------------------------------------


@pytest.mark.parametrize("letters", [
    "A & B", "a < b > c", "{{ x }}", "{% if x %}", "{# x #}", "“ngoặc”", "&amp; &lt;", "chữ " * 1250, "tỷ lệ ≥ 5 %",
    "]]>", ODD_LETTERS,
    "\\*\\*", "1 * 2", "(*)", "x^2",
])  # fmt: skip
def test_any_letters_are_letters(letters: str) -> None:
    task = {"noi_dung": letters, "chu_tri": letters, "thoi_gian": letters}
    annex = {"tieu_de": letters, "bang": "nhiem_vu"}
    case = Case(small_document(trich_yeu=letters, noi_dung=[{"tieu_de": letters, "doan": letters}], nhiem_vu=[task],
                               phu_luc=[annex], noi_nhan=[letters], ket_thuc=letters))  # fmt: skip
    assert case.codes() == []


def test_a_tag_that_is_left_is_told_and_the_same_letters_of_the_plan_are_not() -> None:
    case = Case(small_document(noi_dung=["Ghi {{ x }} vào ô.", "Một việc."], noi_nhan=["{% if x %}"]))
    assert case.codes() == []
    for left in ("{{ so }}", "{% endfor %}", "{# ghi chú #}"):
        found = case.proof(case.made.document.replace("Một việc.".encode(),
        f"Một việc.</w:t></w:r><w:r><w:t>{left}".encode()))
        assert {p.code for p in found} == {"H002", "H003"}
        extra = case.made.document.replace(b"<w:p>", f"<w:p><w:pPr/><w:r><w:t>{left}</w:t></w:r></w:p><w:p>".encode(),
        1)
        assert "H002" in case.codes(extra)


def test_a_tag_left_in_a_footnote_is_told() -> None:
    case = Case(small_document(noi_dung=["Một[^a]."], chu_thich={"a": "Ghi {{ x }}"}))
    assert case.codes() == []
    assert "H002" in case.codes(notes=case.made.notes.replace(b"{{ x }}", b"{{ y }}"))


def test_a_plan_in_nfd_is_proved_in_nfc(tmp_path: Any) -> None:
    plan = tmp_path / "a.yaml"
    text = (ROOT / "plans" / "ke-hoach-xa.yaml").read_text(encoding="utf-8")
    plan.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    case = Case(load_plan(plan).document)
    assert case.codes() == []
    decomposed = unicodedata.normalize("NFD", case.made.document.decode())
    assert "H003" in case.codes(decomposed.encode())


@pytest.mark.parametrize("data", [b"<w:document", b"", b"<!DOCTYPE a><a/>", b"<a>&x;</a>", b"<a>\xff</a>"])
def test_what_is_no_xml_is_told(data: bytes) -> None:
    assert example("ke-hoach-xa").codes(data) == ["H001"]
    assert example("ke-hoach-xa").codes(notes=data or b"<") == ["H001"]


def test_the_words_of_drawings_and_fields_are_no_words_of_the_document() -> None:
    case = example("ke-hoach-xa")
    anchor = "<wp:posOffset>123</wp:posOffset>".replace("wp:", "w:").replace("w:posOffset", "wp:posOffset")
    inside = case.made.document.replace(b"<wp:extent", anchor.encode() + b"<wp:extent")
    inside = inside.replace(b"<w:r><w:t ", b"<w:r><w:instrText> PAGE </w:instrText><w:t ")
    copy_of = copy.copy(case)
    copy_of.profile = FormProfile((), case.profile.forms, case.profile.sizes_pt, case.profile.signature, plain=False)
    assert copy_of.codes(inside) == []
    assert copy_of.codes(case.made.document.replace(b"><w:p>", b">\n  <w:p>")) == []


# --- made by hypothesis -----------------------------------------------------------------------------------------------

def made_case(keys: dict[str, Any]) -> Case:
    more = {} if keys["loai"] == "to-trinh" else {"kinh_gui": None}
    document = small_document(**{"tham_quyen": "nguoi_dung_dau", "nguoi_ky": {"chuc_vu": "Chủ tịch"}, **keys, **more})
    assume(not errors(check_plan(document, Naming(document))))
    return Case(document)


@given(MADE)
def test_any_document_that_the_plan_check_passes_proves_itself(keys: dict[str, Any]) -> None:
    assert made_case(keys).proof() == []


@given(MADE, st.data())
def test_any_paragraph_dropped_from_any_document_is_missed(keys: dict[str, Any], data: st.DataObject) -> None:
    case = made_case(keys)
    tree = case.tree()
    paragraphs = [p for p in printed(tree) if sum(map(str.isalnum, text_of(p))) > 3]
    drop(data.draw(st.sampled_from(paragraphs)))
    assert {"H002", "H003"} & set(case.codes(etree.tostring(tree)))
