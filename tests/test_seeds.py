"""The two documents that the product must be able to reproduce, word for word (from ../shared/seeds where present).

Compared are all words in reading order: NFC, case and punctuation aside (a row's "1." is our "1", "+ Lưu:" our
"- Lưu:"). What differs all the same is named here, and nowhere else:

- Both dumps have lost the head (issuer, number, place, date): ``tests/seed_plans.py`` gives it, the comparison starts
  at the type. Above it the dump of seed 000 repeats the title with broken letters; those lines are no part of it.
- Seed 003 writes "(Ban hành kèm theo Thông báo kết luận số …)" without naming whose; we print what điểm c khoản 1
  Mục III Phần I Phụ lục I NĐ 30/2020 asks: the type of the notice, and the issuer (``ATTACHED``).
- The meeting taken apart into ``cuoc_hop`` loses the words of ``MEETING_LOSES``: our sentence says "Tham dự có". As
  plain text (``mo_dau``) nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from examples import PRESS, W, data_tables, lines, rows, text_of, tree
from generator.load import parse_plan
from generator.pipeline import make
from seed_plans import Plan, as_yaml, cut, filled_lines, joined, meeting, notice, provincial_plan, seed_text

ATTACHED = (
    ("Ban hành kèm theo Thông báo kết luận", "Kèm theo Thông báo"),
    ("tháng 02 năm 2024)", "của Văn phòng Chính phủ)"),
)
MEETING_LOSES = ["cuộc", "họp"]


def words(text: str) -> list[str]:
    """The words of a text: NFC, case and punctuation aside."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def from_type(found: list[str], name: str) -> list[str]:
    """The lines from the one that names the type of the document."""
    return found[found.index(name) :]


def seed_words(text: str, name: str) -> list[str]:
    """The words of a seed from its type on, with the attached line as the decree wants it."""
    (old_start, new_start), (old_end, new_end) = ATTACHED
    whole = "\n".join(from_type(filled_lines(text), name))
    if old_start in whole:
        whole = whole.replace(old_start, new_start).replace(old_end, f"{old_end[:-1]} {new_end}")
    return words(whole)


def first_difference(ours: list[str], seed: list[str]) -> str:
    """The first place where two lists of words differ, readable; empty when they do not."""
    for i in range(max(len(ours), len(seed))):
        if ours[i : i + 1] != seed[i : i + 1]:
            return f"word {i}: ours «{' '.join(ours[i - 4 : i + 5])}», seed «{' '.join(seed[i - 4 : i + 5])}»"
    return ""


@pytest.fixture(scope="module")
def plan_text(shared: Path) -> str:
    """The dump of seed 000."""
    return seed_text(shared, "000")


@pytest.fixture(scope="module")
def notice_text(shared: Path) -> str:
    """The dump of seed 003."""
    return seed_text(shared, "003")


@pytest.fixture(scope="module")
def plan_document(plan_text: str) -> bytes:
    """Seed 000 made again."""
    return make(parse_plan(as_yaml(provincial_plan(plan_text)), "000.yaml"), PRESS).data


@pytest.fixture(scope="module")
def notice_document(notice_text: str) -> bytes:
    """Seed 003 made again."""
    return make(parse_plan(as_yaml(notice(notice_text)), "003.yaml"), PRESS).data


def styled(data: bytes, name: str) -> list[str]:
    """The paragraphs of one named style."""
    styles = tree(data, "word/styles.xml")
    (style,) = (s for s in styles.iter(f"{W}style") if s.find(f"{W}name").get(f"{W}val") == name)
    wanted = style.get(f"{W}styleId")
    found = tree(data).xpath(f"//w:p[w:pPr/w:pStyle/@w:val='{wanted}']", namespaces={"w": W.strip("{}")})
    return [text_of(p).strip() for p in found]


# --- seed 000 ---------------------------------------------------------------------------------------------------------


def test_the_provincial_plan_is_reproduced_word_for_word(plan_text: str, plan_document: bytes) -> None:
    ours = words("\n".join(from_type(lines(plan_document), "KẾ HOẠCH")))
    assert len(ours) > 2000
    assert first_difference(ours, seed_words(plan_text, "KẾ HOẠCH")) == ""


def test_the_head_that_the_dump_lost_is_given(plan_document: bytes) -> None:
    found = lines(plan_document)
    head = [" ".join(line.split()) for line in found[: found.index("KẾ HOẠCH")]]
    assert [line for line in head if "BẮC GIANG" in line or line.startswith(("Số:", "Bắc Giang,"))] == [
        "TỈNH BẮC GIANG", "Số: /KH-UBND", "Bắc Giang, ngày tháng 5 năm 2023",
    ]  # fmt: skip


def test_the_numbers_of_parts_and_points_are_printed_as_in_the_seed(plan_text: str, plan_document: bytes) -> None:
    def numbers(found: list[str]) -> list[str]:
        return [number for kind, number, _ in map(cut, found) if kind in ("roman", "number")]

    ours = numbers(from_type(lines(plan_document), "KẾ HOẠCH"))
    assert ours == numbers(joined(from_type(filled_lines(plan_text), "KẾ HOẠCH")))
    agencies = ["1", "2", "3", "3", *map(str, range(4, 15))]
    assert ours == ["I", "1", "2", "3", "II", *agencies, "III", "1", "2", "3"]


def test_the_second_3_is_kept_through_so_and_reported(plan_text: str) -> None:
    plan = provincial_plan(plan_text)
    given = [point["so"] for point in plan["noi_dung"][1]["cac_y"] if "so" in point]
    assert given == ["3"]
    found = make(parse_plan(as_yaml(plan), "000.yaml"), PRESS).findings
    assert [(p.code, p.values["value"]) for p in found] == [("N031", "3")]


def test_without_so_the_numbers_run_on(plan_text: str) -> None:
    """The near-miss: the repeated number is the seed's own, not something that the numbering does."""
    plan = provincial_plan(plan_text)
    for point in plan["noi_dung"][1]["cac_y"]:
        point.pop("so", None)
    product = make(parse_plan(as_yaml(plan), "000.yaml"), PRESS)
    assert product.findings == ()
    assert sum(line.startswith("15. ") for line in lines(product.data)) == 1


def test_headings_stand_alone_or_run_into_their_text_as_in_the_seed(plan_text: str, plan_document: bytes) -> None:
    points = provincial_plan(plan_text)["noi_dung"][1]["cac_y"]
    assert [next(key for key in ("tieu_de", "dan", "doan") if key in point) for point in points] == [
        *["tieu_de"] * 7, "dan", "tieu_de", "dan", "tieu_de", "dan", "dan", "dan", "doan",
    ]  # fmt: skip
    assert len(styled(plan_document, "VB Mục")) == 3
    assert len(styled(plan_document, "VB Tiêu đề khoản")) == 9
    run_in = [p for p in tree(plan_document).iter(f"{W}p") if p.find(f"{W}r/{W}rPr/{W}b") is not None]
    assert len(run_in) == 5
    assert all(re.match(r"\d+\. [^:]+: [^:]+$", text_of(p)) for p in run_in)


def test_the_recipients_and_the_chairman_sign_off_the_plan(plan_document: bytes) -> None:
    found = lines(plan_document)
    feet = found[found.index("Nơi nhận:") :]
    assert [line[0] for line in feet[1:12]] == [*"---------+-"]
    assert feet[11] == "- Lưu: VT, NC.Bền."
    assert feet[12:] == ["CHỦ TỊCH", "Lê Ánh Dương"]


# --- seed 003 ---------------------------------------------------------------------------------------------------------


def test_the_notice_and_its_programme_are_reproduced_word_for_word(notice_text: str, notice_document: bytes) -> None:
    ours = words("\n".join(from_type(lines(notice_document), "THÔNG BÁO")))
    assert len(ours) > 4000
    assert first_difference(ours, seed_words(notice_text, "THÔNG BÁO")) == ""


def test_the_points_of_the_conclusions_have_the_letters_of_the_decree(notice_document: bytes) -> None:
    """đ) stands after d), and there is no f)."""
    letters = [letter for kind, letter, _ in map(cut, lines(notice_document)) if kind == "letter"]
    assert letters == ["a", "b", "c", "d", "đ", "e", "g"]


def test_the_70_rows_are_as_printed(notice_text: str, notice_document: bytes) -> None:
    (table,) = data_tables(tree(notice_document))
    head, *body = rows(table)
    assert head == next(line.split("\t") for line in filled_lines(notice_text) if line.startswith("TT\t"))
    assert len(head) == 5
    assert [row[0] for row in body] == [str(number) for number in range(1, 71)]
    seed = [re.split("\t", line) for line in filled_lines(notice_text) if re.match(r"\d+\.\t", line)]
    wanted = [[cell.strip() for cell in [*row, ""][1:5]] for row in seed]
    assert [row[1:] for row in body] == wanted


def test_the_notice_is_signed_for_the_minister(notice_document: bytes) -> None:
    found = lines(notice_document)
    start = found.index("Nơi nhận:")
    feet = found[start : found.index("CHƯƠNG TRÌNH", start)]
    assert feet[1] == "- Thủ tướng Chính phủ (để b/c);"
    assert feet[2].endswith("(để b/c);")
    assert len(feet) == 13
    assert feet[-4:] == ["- Lưu: VT, KGVX (2).vt.", "KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Nguyễn Sỹ Hiệp"]


def with_meeting(plan: Plan) -> Plan:
    """The plan of the notice with its opening as data."""
    return {key: value for key, value in plan.items() if key != "mo_dau"} | {"cuoc_hop": meeting(plan["mo_dau"])}


def test_the_meeting_as_data_says_the_same_but_for_two_words(notice_text: str, notice_document: bytes) -> None:
    data = make(parse_plan(as_yaml(with_meeting(notice(notice_text))), "003.yaml"), PRESS).data
    whole = words("\n".join(lines(notice_document)))
    at = next(i for i in range(len(whole)) if whole[i : i + 2] == MEETING_LOSES and whole[i - 1] == "dự")
    assert words("\n".join(lines(data))) == whole[:at] + whole[at + len(MEETING_LOSES) :]


# --- the comparison itself --------------------------------------------------------------------------------------------


def test_a_changed_word_is_seen_and_named() -> None:
    seed = words("Căn cứ Luật Tổ chức chính quyền")
    assert first_difference(seed, seed) == ""
    assert "chính phủ" in first_difference(words("Căn cứ Luật Tổ chức Chính phủ"), seed)
    assert first_difference(seed[:-1], seed).startswith("word 6")
    assert first_difference([*seed, "thêm"], seed).startswith("word 7")


def test_words_leave_aside_case_punctuation_and_decomposed_letters() -> None:
    assert words("- Lưu: VT, NC.Bền.") == words("+ LƯU vt; nc BỀN")
    assert words("hòa") != words("hoà")
