"""Points of the body that are tasks: who leads them, what is handed down, where nothing is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import document
from flows import para
from generator.model import AgencyCell, Node, entries
from generator.model.counting import OWN_CHAIN
from generator.norm import document_types
from generator.recognise.body.assigned import assigned
from generator.recognise.body.outline import outline
from generator.recognise.body.sentences import opens_with_agency
from seed_plans import filled_lines, joined, seed_text

Given = tuple[str, str, str]


def cell(words: str) -> AgencyCell:
    return AgencyCell(names=(words,))


def known(words: str) -> bool:
    """Every agency is known but those called "lạ"."""
    return opens_with_agency(words) and "lạ" not in words and not re.search(r"đặc biệt|\bđược\b", words)


def read(*lines: str, formatted: bool = False) -> tuple[tuple[Node, ...], list[str]]:
    """The nodes of some lines with their assignments, and the questions."""
    made = outline([para(line) for line in lines], formatted, lambda _: pytest.fail("no table"), OWN_CHAIN, whole=False)
    nodes, doubts = assigned(made.nodes, cell, known)
    assert [strip(node) for node in nodes] == list(made.nodes)
    return nodes, [str(asked) for _, asked in doubts]


def strip(node: Node) -> Node:
    """The node without assignments."""
    return node.model_copy(update={"assignment": None, "children": tuple(map(strip, node.children))})


def given(nodes: tuple[Node, ...]) -> list[Given]:
    """Lead, support, time of every task, in order."""
    return [
        (", ".join(a.lead.names), ", ".join(a.support.names), a.time)
        for top in nodes for _, node in top.walk() if (a := node.assignment)
    ]  # fmt: skip


def test_points_under_an_agency_are_its_tasks() -> None:
    nodes, asked = read(
        "I. NHIỆM VỤ", "1. Sở Rừng", "- Trồng cây (Sở Nước phối hợp).", "- Giữ cây, xong trước ngày 5/6/2026.",
        "2. Đề nghị Hội Nông dân tỉnh", "- Vận động hội viên.", "3. Sở Gió: Đo gió.", "4. Sở Nước", "Tưới cây.",
    )  # fmt: skip
    assert given(nodes) == [
        ("Sở Rừng", "Sở Nước", ""), ("Sở Rừng", "", "trước ngày 5/6/2026"), ("Hội Nông dân tỉnh", "", ""),
        ("Sở Gió", "", ""), ("Sở Nước", "", ""),
    ]
    assert asked == [] and nodes[0].children[0].assignment is None


def test_each_dash_is_one_task_of_the_document() -> None:
    nodes, _ = read("I. NHIỆM VỤ", "1. Sở Rừng", "- Trồng cây:", "+ Lim.", "+ Sến.", "- Giữ cây.")
    body = [node.model_dump(by_alias=True, exclude_defaults=True, mode="json") for node in nodes]
    tasks = entries(document(noi_dung=body))
    assert [(entry.task.content, entry.task.lead.names) for entry in tasks] == [
        ("Trồng cây: Lim. Sến.", ("Sở Rừng",)), ("Giữ cây.", ("Sở Rừng",))]


def test_a_block_of_labels_gives_its_point_everything() -> None:
    nodes, asked = read(
        "1. Trồng mới một trăm cây lim ở đầu xã.", "- Đơn vị chủ trì: Sở Rừng", "- Đơn vị phối hợp: Sở Nước, các xã",
        "- Thời gian hoàn thành: Quý II/2026", "- Kinh phí: 5 triệu đồng", "2. Giữ rừng.",
    )  # fmt: skip
    assert given(nodes) == [("Sở Rừng", "Sở Nước, các xã", "Quý II/2026")] and asked == []


@pytest.mark.parametrize(("line", "lead", "support"), [
    ("Giao Sở Rừng chủ trì, phối hợp với các xã hướng dẫn trồng cây.", "Sở Rừng", "các xã"),
    ("Sở Rừng, Sở Nước chủ trì, phối hợp với các xã:", "Sở Rừng, Sở Nước", "các xã"),
    ("Sở Rừng hướng dẫn các xã trồng cây.", "Sở Rừng", ""), ("Ủy ban nhân dân các xã:", "Ủy ban nhân dân các xã", ""),
    ("Trồng cây (Sở Rừng chủ trì, các xã phối hợp).", "Sở Rừng", "các xã"),
])  # fmt: skip
def test_conclusions_name_who_leads(line: str, lead: str, support: str) -> None:
    nodes, asked = read("1. Làm các việc sau:", f"a) {line}", "- Một.", "- Hai.")
    assert given(nodes) == [(lead, support, "")] and asked == []


def listed(words: str) -> bool:
    """Three agencies are known, and no other words."""
    names = {"Sở Rừng", "Sở Nước", "Sở Gió, Mây và Mưa", "Sở Rừng, Sở Nước", "các xã"}
    return words in names


@pytest.mark.parametrize(("line", "lead", "support"), [
    ("Giao Sở Rừng ươm một trăm cây lim.", "Sở Rừng", ""),
    ("Giao Sở Rừng, Sở Nước ươm cây lim, tưới cây sến.", "Sở Rừng, Sở Nước", ""),
    ("Sở Rừng chủ trì, phối hợp với Sở Gió, Mây và Mưa ươm cây lim.", "Sở Rừng", "Sở Gió, Mây và Mưa"),
    ("Sở Gió, Mây và Mưa quạt cho mát.", "Sở Gió, Mây và Mưa", ""),
    ("Giao Sở Rừng có vườn ươm trồng cây.", "", ""), ("Sở Rừng và bà con ươm cây.", "", ""),
    ("Sở Rừng của tỉnh nhà ươm cây.", "", ""), ("Sở Rừng đã ươm cây.", "", ""), ("Sở Đất ươm cây.", "", ""),
])  # fmt: skip
def test_a_known_name_ends_where_the_task_begins_whatever_its_verb(line: str, lead: str, support: str) -> None:
    made = outline([para(f"1. {line}")], False, lambda _: pytest.fail("no table"), OWN_CHAIN, whole=False)
    nodes, _ = assigned(made.nodes, cell, listed)
    assert given(nodes) == ([(lead, support, "")] if lead else [])


@pytest.mark.parametrize("line", [
    "Trồng rừng là việc chung.", "Các ngành là nòng cốt.", "Các lực lượng, đặc biệt là kiểm lâm, tổ chức tuần tra.",
    "Sở lạ hướng dẫn trồng cây.", "Giao thông đi lại dễ dàng.", "Các xã đã phối hợp chặt chẽ.",
])  # fmt: skip
def test_where_nobody_is_certainly_told_nothing_is_assigned(line: str) -> None:
    assert given(read("1. Làm các việc sau:", f"a) {line}")[0]) == []


def test_goals_are_no_tasks() -> None:
    nodes, _ = read(
        "I. MỤC ĐÍCH, YÊU CẦU", "1. Sở Rừng", "- Trồng cây.", "2. Giao Sở Rừng trồng cây.",
        "II. MỤC TIÊU, NHIỆM VỤ", "1. Mục tiêu", "- Sở Rừng hướng dẫn đủ các xã.",
        "2. Nhiệm vụ", "- Sở Rừng hướng dẫn các xã.",
    )  # fmt: skip
    assert given(nodes) == [("Sở Rừng", "", "")] and nodes[1].children[1].children[0].assignment is not None


def test_points_that_name_others_are_the_tasks_themselves() -> None:
    nodes, _ = read("1. Giao các sở tổ chức thực hiện:", "a) Sở Rừng hướng dẫn trồng cây.", "b) Sở Nước kiểm tra hồ.")
    assert [lead for lead, _, _ in given(nodes)] == ["Sở Rừng", "Sở Nước"]


def test_under_an_agency_only_chu_tri_gives_another_lead() -> None:
    nodes, _ = read(
        "I. NHIỆM VỤ", "1. Sở Rừng", "- Yêu cầu các đơn vị trồng cây báo cáo.",
        "- Chủ trì, phối hợp với Sở Nước kiểm tra hồ.", "- Trồng cây (Sở Gió chủ trì, các xã phối hợp).",
        "- Sở Nước chủ trì kiểm tra hồ.",
    )  # fmt: skip
    assert given(nodes) == [
        ("Sở Rừng", "", ""), ("Sở Rừng", "Sở Nước", ""), ("Sở Gió", "các xã", ""), ("Sở Nước", "", "")]


def test_what_is_doubtful_is_asked() -> None:
    _, asked = read(
        "I. NHIỆM VỤ", "1. Sở lạ", "- Trồng cây.", "2. Sở Rừng",
        "- Hoàn thành trong tháng 5/2026 việc đo; báo cáo trước ngày 3/6/2026.",
        "- Trồng cây (các xã chủ động góp công theo sức mình).", "3. Sở Nước", "Tưới cây.", "- Đào hồ.",
        "4. Xây nhà (Sở Gió chủ trì, các đơn vị phối hợp).", "5. Làm cầu.", "- Đơn vị chủ trì: Sở lạ",
    )  # fmt: skip
    assert [asked_part(words) for words in asked] == ["Sở lạ", "mốc", "góp công", "dẫn vào", "Sở lạ"]


def asked_part(words: str) -> str:
    """Which of the questions of the test above it is."""
    return next(part for part in ("góp công", "mốc", "dẫn vào", "Sở lạ") if part in words)


def seed_nodes(shared: Path, number: str) -> tuple[Node, ...]:
    """The points of a seed with their assignments, as far as names can be told without the registry."""
    lines = filled_lines(seed_text(shared, number))
    if number == "000":
        start, kind = next(i for i, line in enumerate(lines) if re.fullmatch("[–—-]+", line)) + 1, "ke-hoach"
        body = joined(lines[start : lines.index("Nơi nhận:")])
    else:
        body, kind = lines[lines.index("THÔNG BÁO") + 2 : lines.index("Nơi nhận:")], "thong-bao"
    chain = document_types()[kind].numbering
    made = outline([para(line) for line in body], False, lambda _: pytest.fail("no table"), chain)
    return assigned(made.nodes, cell, lambda words: known(words) and not words.startswith("Các lực lượng"))[0]


def leads(nodes: tuple[Node, ...]) -> Iterator[str]:
    for lead, _, _ in given(nodes):
        yield lead


def test_the_plan_of_a_province_gives_its_agencies_their_tasks(shared: Path) -> None:
    nodes = seed_nodes(shared, "000")
    assert given(nodes[:1]) == []
    assert len(given(nodes[1:2])) == 4 + 5 + 6 + 3 + 2 + 2 + 2 + 1 + 2 + 1 + 2 + 1 + 1 + 1 + 1
    found = list(leads(nodes[1:2]))
    assert found.count("Công an tỉnh") == 6 and found.count("Sở Y tế") == 3 and found[0] == "Công an tỉnh"
    assert list(leads(nodes[2:])) == ["Công an tỉnh", "Sở Lao động - Thương binh và Xã hội"]
    times = [time for _, _, time in given(nodes) if time]
    assert times == ["trong tháng 6/2023", "trong Quý IV"]


def test_the_notice_gives_its_conclusions_to_ministries(shared: Path) -> None:
    found = list(leads(seed_nodes(shared, "003")))
    assert len(found) == 6 and found[1] == "Bộ Công an" and found[0].startswith("Bộ Công an, Bộ Y tế")
