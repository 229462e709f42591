"""Annexes, attached documents and tables of tasks as a plan keeps them: what is printed again is read the same."""

from __future__ import annotations

import pytest

from imports import faults, read_twice, taken

HEAD = """UBND TỈNH LÀO CAI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc
Số:     /KH-SNV\tLào Cai, ngày     tháng 5 năm 2026
KẾ HOẠCH
Trồng cây quanh trụ sở
Sở Nội vụ ban hành Kế hoạch như sau:
I. NHIỆM VỤ
Theo Phụ lục I, Phụ lục II.
II. TỔ CHỨC THỰC HIỆN
Các phòng thực hiện./.
Nơi nhận:
- Các phòng;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn An
"""
TABLE = (
    "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
    "1\tTrồng {plant}\tSở Nội vụ\tQuý I/2026\n2\tTưới {plant}\tSở Y tế\t5/2026\n"
)


@pytest.mark.parametrize("titles", [("TRỒNG LIM", "TRỒNG SẾN"), ("Trồng lim", "Trồng sến")])
@pytest.mark.parametrize("label", ["PHỤ LỤC", "Phụ lục"])
def test_two_tables_of_tasks_are_told_apart_by_names_that_printing_keeps(label: str, titles: tuple[str, str]) -> None:
    annexes = "".join(
        f"\n{label} {number}\n{title}\n(Kèm theo Kế hoạch số     /KH-SNV)\n{TABLE.format(plant=plant)}"
        for number, title, plant in zip(("I", "II"), titles, ("lim", "sến"), strict=True)
    )
    first, second = read_twice(taken((HEAD + annexes).encode(), "ke-hoach.txt"))
    assert len(first.tasks) == 4 and len({task.group for task in first.tasks}) == 2
    assert second == first


UNKNOWN_ISSUER = """UBND XÃ TÂN BÌNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 5/TB-UBND\tTân Bình A, ngày 05 tháng 5 năm 2026
THÔNG BÁO
Kết luận của Chủ tịch UBND xã
Chủ tịch UBND xã kết luận:
1. Công an xã chủ trì, phối hợp với Sở Y tế đo mực nước ao làng.
2. Giao Sở Nội vụ ươm cây, hoàn thành trước ngày 15/5/2026.
3. Hội Đánh cờ xã nhà vá lưới.
"""


def test_bodies_that_every_unit_has_lead_though_the_issuer_is_unknown() -> None:
    """Their ids need the unit, which the registry does not have: the printed names stay."""
    found = taken(UNKNOWN_ISSUER.encode(), "thong-bao.txt")
    given = [point.assignment for point in found.imported.document.body]
    assert [a and (a.lead.names, a.support.names, a.time) for a in given] == [
        (("Công an xã",), ("Sở Y tế",), ""), (("Sở Nội vụ",), (), "trước ngày 15/5/2026"), None,
    ]  # fmt: skip
    assert faults(found.findings) == []


def test_a_cell_with_two_roles_asks_about_its_names_alone() -> None:
    head = "TT\tNhiệm vụ\tTrách nhiệm thực hiện\tThời gian"
    row = "1\tTrồng lim\tSở Nội vụ chủ trì, phối hợp với Sở lạ\t5/2026"
    found = taken(f"{HEAD}\nPHỤ LỤC I\nTRỒNG LIM\n{head}\n{row}\n".encode(), "ke-hoach.txt").imported
    (task,) = found.document.tasks
    assert task.lead.names == ("so-noi-vu",) and task.support.names == ("Sở lạ",)
    asked = [word for path, words in found.notes.items() if path[0] == "nhiem_vu" for word in words]
    assert len(asked) == 1 and "«Sở lạ»" in asked[0]


def test_a_long_name_of_an_issuer_is_broken_where_word_would() -> None:
    name = "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"
    head = UNKNOWN_ISSUER.replace("UBND XÃ TÂN BÌNH A\t", f"UBND XÃ TÂN BÌNH A\t\n{name}\t")
    first, second = read_twice(taken(head.encode(), "thong-bao.txt"))
    assert " ".join(first.issuer.split("\n")) == name and first.issuer.count("\n") == 1
    assert second == first


def test_the_head_of_a_committee_issues_under_the_name_of_both() -> None:
    name = "CHỦ TỊCH ỦY BAN NHÂN DÂN\t\nXÃ TÂN BÌNH A"
    first, second = read_twice(taken(UNKNOWN_ISSUER.replace("UBND XÃ TÂN BÌNH A", name, 1).encode(), "thong-bao.txt"))
    assert first.issuer == "CHỦ TỊCH\nỦY BAN NHÂN DÂN\nXÃ TÂN BÌNH A" and first.superior is None
    assert second == first


def test_a_short_name_of_an_issuer_stays_as_it_is() -> None:
    assert taken(UNKNOWN_ISSUER.encode(), "thong-bao.txt").imported.document.issuer == "UBND XÃ TÂN BÌNH A"
