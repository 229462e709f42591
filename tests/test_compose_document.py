"""The whole document: bases, opening, meeting, attached documents, annexes, footnotes, the forms of notices."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import PROTOTYPE, body_lines, composed, document, faults, letters, lines
from generator import norm
from generator.agencies import Naming
from generator.annex import fill, make_grid
from generator.compose import compose
from generator.compose.document import annex_labels
from generator.model import entries

DECREE = {"loai": "Nghị định", "so_ky_hieu": "30/2020/NĐ-CP", "ngay": "2020-03-05", "co_quan": "Chính phủ",
          "trich_yeu": "về công tác văn thư"}  # fmt: skip
MEETING = {"ten": "cuộc họp", "ngay": "2026-01-06", "chu_tri": "Chủ tịch A"}
TEXT_ANNEX = {"tieu_de": "Một", "noi_dung": ["A"]}


def bases(*given_bases: Any) -> list[str]:
    return body_lines(can_cu=list(given_bases), noi_dung=["A"])[:-1]


def kinds(**keys: Any) -> list[str]:
    return [block.kieu for block in composed(**keys).printed.khoi]


# --- bases, opening --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("basis", "text"), [
    ("Căn cứ Luật A;", "Căn cứ Luật A."),
    (DECREE, "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư."),
    ({"loai": "Luật", "ngay": "2025-06-16", "trich_yeu": "Tổ chức chính quyền địa phương"},
     "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025."),
    ({"loai": "Luật", "so_ky_hieu": "61/2024/QH15", "trich_yeu": "Điện lực"}, "Căn cứ Luật Điện lực số 61/2024/QH15."),
    ({"loai": "Kết luận", "so_ky_hieu": "12-KL/TW"}, "Căn cứ Kết luận số 12-KL/TW."),
])  # fmt: skip
def test_a_basis(basis: Any, text: str) -> None:
    assert bases(basis) == [text]


def test_bases_end_with_semicolons_and_the_last_with_a_stop() -> None:
    assert bases("A.", "B;", "C,", "D") == ["A;", "B;", "C;", "D."]
    assert kinds(can_cu=["A", "B"], noi_dung=["C"])[:3] == ["can_cu", "can_cu", "khoan"]


def test_the_order_of_the_opening_of_a_decision() -> None:
    printed = body_lines(loai="quyet-dinh", can_cu=["Căn cứ A"], mo_dau="Xét đề nghị,", noi_dung=["B"])
    assert printed == ["Căn cứ A.", "Xét đề nghị,", "QUYẾT ĐỊNH:", "Điều 1. B./."]
    assert "QUYẾT NGHỊ:" in body_lines(loai="nghi-quyet", noi_dung=["B"])
    assert "QUYẾT ĐỊNH:" not in body_lines(noi_dung=["B"])


@pytest.mark.parametrize(("more", "first", "second"), [
    ({}, "Ngày 06 tháng 01 năm 2026, Chủ tịch A đã chủ trì cuộc họp.", "Chủ tịch A kết luận như sau:"),
    ({"buoi": "Sáng", "dia_diem": "Trụ sở", "du_hop": "các sở.", "nghe": "Sở B báo cáo,", "ket_luan": "Chủ tịch"},
     "Sáng ngày 06 tháng 01 năm 2026, tại Trụ sở, Chủ tịch A đã chủ trì cuộc họp. Tham dự có các sở.",
     "Sau khi nghe Sở B báo cáo, Chủ tịch kết luận như sau:"),
])  # fmt: skip
def test_the_meeting_of_a_notice(more: dict[str, str], first: str, second: str) -> None:
    printed = body_lines(loai="thong-bao", cuoc_hop=MEETING | more, mo_dau="C", noi_dung=["D"])
    assert printed == [first, second, "C", "1. D./."]


def test_attendees_may_stand_in_a_footnote() -> None:
    made = composed(
        loai="thong-bao", cuoc_hop=MEETING | {"ten": "cuộc họp[^1]"}, chu_thich={"1": "Dự họp: A, B."}, noi_dung=["C"]
    )
    assert [letters(str(note.chu)) for note in made.printed.chu_thich] == ["Dự họp: A, B."]


def test_marks_of_one_part_do_not_pair_with_those_of_another() -> None:
    printed = body_lines(
        loai="thong-bao", cuoc_hop=MEETING | {"dia_diem": "khách sạn 5*", "ten": "hội *nghị"}, noi_dung=["A"]
    )
    assert "khách sạn 5*" in printed[0] and "hội *nghị" in printed[0]
    assert bases(DECREE | {"co_quan": "Bộ *A", "trich_yeu": "về B* C"})[0].endswith("Bộ *A về B* C.")


# --- forms of notices ----------------------------------------------------------------------------------------------

TL = [{"tl": "Chủ tịch"}, {"kt": "Chánh Văn phòng"}]


@pytest.mark.parametrize(("keys", "head", "symbol", "signature"), [
    ({"co_quan_ban_hanh": "tw/van-phong-chinh-phu",
      "nguoi_ky": {"quyen_han": [{"kt": "Bộ trưởng, Chủ nhiệm"}], "chuc_vu": "Phó Chủ nhiệm"}},
     ("VĂN PHÒNG CHÍNH PHỦ",), "TB-VPCP", ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM")),
    ({"nguoi_ky": {"quyen_han": TL, "chuc_vu": "Phó Chánh Văn phòng"}},
     ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ BẮC NINH"), "TB-UBND", ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG",
         "PHÓ CHÁNH VĂN PHÒNG")),
    ({"co_quan_ban_hanh": "tp/bac-ninh/van-phong-ubnd", "nguoi_ky": {"chuc_vu": "Chánh Văn phòng"}},
     ("UBND THÀNH PHỐ BẮC NINH", "VĂN PHÒNG"), "TB-VP", ("CHÁNH VĂN PHÒNG",)),
])  # fmt: skip
def test_notices_of_three_offices(
    keys: dict[str, Any], head: tuple[str, ...], symbol: str, signature: tuple[str, ...]
) -> None:
    keys = {"loai": "thong-bao", "tham_quyen": "nguoi_dung_dau", "noi_dung": ["A"]} | keys
    made = composed(**keys).printed
    assert made.co_quan_chu_quan + made.co_quan_ban_hanh == head
    assert (made.ky_hieu, made.nguoi_ky.quyen_han) == (symbol, signature)
    assert faults(**keys) == []


def test_points_given_to_agencies_are_tasks_of_an_annex() -> None:
    point = {"doan": "Giao Sở Y tế:", "giao": {"chu_tri": "so-y-te", "thoi_gian": "Quý I"},
             "cac_y": [{"doan": "Rà soát;", "giao": {}}, {"doan": "Báo cáo.",
                 "giao": {"phoi_hop": "so-noi-vu"}}]}  # fmt: skip
    made = document(loai="thong-bao", noi_dung=[point], phu_luc=[{"tieu_de": "A", "bang": "nhiem_vu"}])
    table = compose(made, Naming(made)).tables[0].table
    cells = [[cell.text for cell in row.cells] for row in make_grid(table, entries(made), Naming(made), None).rows[1:]]
    assert cells == [["1", "Rà soát;", "Sở Y tế", "", "Quý I"], ["2", "Báo cáo.", "Sở Y tế", "Sở Nội vụ", "Quý I"]]


# --- attached documents and annexes --------------------------------------------------------------------------------


def test_a_document_attached_to_a_decision_repeats_the_head() -> None:
    attached = [{"loai": "quy-che", "tieu_de": "Làm việc\ncủa Ban", "noi_dung": [{"tieu_de": "Chung", "cac_y": ["A"]}]}]
    keys = {"loai": "quyet-dinh", "noi_dung": ["B"], "van_ban_kem_theo": attached}
    found = kinds(**keys)
    assert found[found.index("het_doc") :] == [
        "het_doc", "dau_kem", "ten_loai_kem", "trich_yeu_kem", "trich_yeu_kem", "kem_theo", "ke_trich_yeu", "phan",
            "phan_td",
        "khoan", "het_doc",
    ]  # fmt: skip
    printed = lines(composed(**keys))
    assert "QUY CHẾ" in printed and "Làm việc" in printed and "của Ban" in printed
    assert any(line.startswith("(Kèm theo Quyết định số ") for line in printed)


def test_a_programme_attached_to_a_notice_has_no_head_of_its_own() -> None:
    attached = [
        {"loai": "chuong-trinh", "tieu_de": "Công tác", "huong": "ngang", "noi_dung": [{"bang": {"dau": ["TT"]}}]}
    ]
    found = kinds(loai="thong-bao", noi_dung=["A"], van_ban_kem_theo=attached)
    assert found[3:] == ["ten_loai_kem", "trich_yeu_kem", "kem_theo", "ke_trich_yeu", "bang", "than", "het_ngang"]


def test_other_kinds_of_attached_documents_are_named_as_written() -> None:
    attached = [{"id": "ds", "loai": "Danh sách", "tieu_de": "A", "noi_dung": ["B"]}]
    printed = lines(composed(noi_dung=["[[xem: ds]]"], van_ban_kem_theo=attached))
    assert printed[0] == "I. Danh sách kèm theo./." and "DANH SÁCH" in printed


def labels(*annexes: dict[str, Any], **keys: Any) -> list[str]:
    return list(annex_labels(document(phu_luc=list(annexes), **keys)).values())


def named(label: str) -> dict[str, Any]:
    return TEXT_ANNEX | {"nhan": label}


def test_one_annex_has_no_number_and_several_have_roman_ones() -> None:
    assert labels(TEXT_ANNEX) == ["Phụ lục"]
    assert labels(TEXT_ANNEX, TEXT_ANNEX, TEXT_ANNEX) == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert labels(named("PHỤ LỤC"), named("PHỤ LỤC")) == ["PHỤ LỤC I", "PHỤ LỤC II"]
    assert labels(named("Biểu"), TEXT_ANNEX, named("Biểu")) == ["Biểu 1", "Biểu 2", "Phụ lục"]
    assert labels(named("Phụ lục II")) == ["Phụ lục II"]


def test_annexes_of_an_attached_document_count_by_themselves() -> None:
    attached = [{"loai": "ke-hoach", "tieu_de": "A", "noi_dung": ["B"], "phu_luc": [TEXT_ANNEX, TEXT_ANNEX]}]
    assert labels(TEXT_ANNEX, van_ban_kem_theo=attached) == ["Phụ lục", "Phụ lục I", "Phụ lục II"]
    printed = [
        line
        for line in lines(composed(noi_dung=["B"], phu_luc=[TEXT_ANNEX], van_ban_kem_theo=attached))
        if "Phụ lục" in line
    ]
    assert printed == ["Phụ lục I", "Phụ lục II", "Phụ lục"]


def test_an_annex_of_text_with_a_table() -> None:
    annex = {"tieu_de": "Một\nhai", "noi_dung": ["A"], "bang": {"dau": ["Cột"]}, "huong": "ngang"}
    found = kinds(noi_dung=["B"], phu_luc=[annex])
    assert found[3:] == [
        "phu_luc",
        "phu_luc_td",
        "phu_luc_td",
        "phu_luc_kt",
        "ke_phu_luc",
        "khoan",
        "bang",
        "het_ngang",
    ]
    assert lines(composed(noi_dung=["B"], phu_luc=[annex]))[4:6] == ["MỘT", "HAI"]


# --- footnotes, tables ------------------------------------------------------------------------------------------------


def test_every_mark_has_its_own_note() -> None:
    made = composed(noi_dung=["A[^1]", "B[^2]", "C[^1]"], chu_thich={"1": "*Một*", "2": "Hai [[xem: x]]"},
                    phu_luc=[TEXT_ANNEX | {"id": "x"}])  # fmt: skip
    assert [(n.ma, letters(str(n.chu))) for n in made.printed.chu_thich] == [(1, "Một"), (2, "Hai Phụ lục"), (3, "Một")]


def test_a_table_prints_references_and_notes_of_its_cells() -> None:
    made = composed(noi_dung=[{"id": "x", "doan": "A[^1]"}], chu_thich={"1": "Một", "2": "Hai"},
                    phu_luc=[{"tieu_de": "B", "bang": {"dau": ["C"], "hang": [["[[xem: x]][^2]"]]}}])  # fmt: skip
    slot = made.tables[0]
    assert slot.resolve("x") == "Mục I Kế hoạch này"
    assert slot.note("2") == 2 and letters(str(made.printed.chu_thich[1].chu)) == "Hai"


def test_tables_wait_in_the_order_of_the_page() -> None:
    table = {"bang": {"dau": ["A"]}}
    made = composed(
        noi_dung=["A", table], phu_luc=[{"id": "pl", "tieu_de": "B", "huong": "ngang", **table}],
        van_ban_kem_theo=[{"loai": "quy-che", "tieu_de": "C", "noi_dung": [table], "phu_luc": [{"tieu_de": "D",
            **table}]}],
    )  # fmt: skip
    assert [(slot.id, slot.landscape) for slot in made.tables] == [
        ("noi_dung/1", False), ("van_ban_kem_theo/0/noi_dung/0", False), ("van_ban_kem_theo/0/phu_luc/0", False),
            ("pl", True),
    ]  # fmt: skip
    assert all(any(block is slot.block for block in made.printed.khoi) for slot in made.tables)


@pytest.mark.parametrize("kind", sorted(norm.document_types()))
def test_every_type_of_document_is_composed(kind: str) -> None:
    made = composed(loai=kind, ky_hieu="A-B", noi_dung=[{"tieu_de": "A", "cac_y": ["B"]}]).printed
    assert made.ten_loai == norm.document_types()[kind].name.upper() and made.tieu_de == "Chuyển đổi số năm 2027"


@given(st.text(min_size=1).filter(str.strip) | st.text("ab*^[]\\:xem1 ", min_size=1).filter(str.strip))
def test_any_text_that_the_plan_check_passes_is_composed(text: str) -> None:
    basis = {"loai": text, "so_ky_hieu": text, "co_quan": text, "trich_yeu": text}
    meeting = {
        "ten": text,
        "ngay": "2026-01-06",
        "buoi": text,
        "dia_diem": text,
        "chu_tri": text,
        "du_hop": text,
        "nghe": text,
    }
    task = {"noi_dung": text, "chu_tri": text, "linh_vuc": text, "thoi_gian": text, "kinh_phi": text, "nhom": text}
    columns = {"cot": list(norm.task_columns()), "ten_cot": {"noi_dung": text}, "nhom_theo": "linh_vuc"}
    keys = {"noi_dung": [{"tieu_de": text, "dan": text, "doan": text}, {"nhiem_vu": {"theo": "linh_vuc"}}],
        "nhiem_vu": [task],
            "can_cu": [text, basis], "ket_thuc": text, "mo_dau": text, "cuoc_hop": meeting,
            "phu_luc": [{"tieu_de": text, "bang": "nhiem_vu"} | columns]}  # fmt: skip
    try:
        made = document(**keys)
    except ValueError:
        return  # a control character: refused by the model
    if not faults(**keys):
        for slot in compose(made, Naming(made)).tables:
            fill(make_grid(slot.table, entries(made), Naming(made), None), PROTOTYPE, "a", landscape=False)
