"""Import as offices use it: the seeds, the samples and our own documents become plans that print the same words.

Law 3: import → render → import gives an equal plan (comments, and what could not be placed, aside).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from examples import PLANS, W, example, lines, text_of, tree
from generator.agencies import registry
from generator.intake import Intake
from generator.vntext import fold
from imports import cells, faults, read_twice, rendered, taken, taken_file
from seed_plans import filled_lines, seed_text, tasks
from test_seeds import first_difference, from_type, words

SAMPLES = (
    "cp-nq03-2025-phu-luc-2-nhiem-vu.txt", "hanoi-kh277-cao-diem-100-ngay-cds-2026.pdf",
    "hanoi-kh277-cao-diem-100-ngay-cds-2026.txt", "lc-cv-ubnd-chi-dao.docx", "lc-kh-2242-kiem-tra.docx",
    "lc-kh-chi-thi-11-khoang-san.docx", "lc-qd-doan-kiem-tra-hoa-chat.docx", "lc-tb-2245.docx", "lc-tbkl-ubnd.docx",
)  # fmt: skip
_ATTACHED = re.compile(r"\((?:Ban hành kèm|Kèm) theo[^)]*\)")


def seed(shared: Path, number: str) -> Intake:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    return taken_file(path)


def sample(shared: Path, name: str) -> Intake:
    return taken_file(shared / "samples" / name)


# --- the seeds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "kind"), [("000", "KẾ HOẠCH"), ("003", "THÔNG BÁO")])
def test_a_seed_comes_out_word_for_word(shared: Path, number: str, kind: str) -> None:
    intake = seed(shared, number)
    assert faults(intake.findings) == []
    ours = _ATTACHED.sub("", "\n".join(from_type(lines(rendered(intake.text)), kind)))
    theirs = _ATTACHED.sub("", "\n".join(from_type(filled_lines(seed_text(shared, number)), kind)))
    assert first_difference(words(ours), words(theirs)) == ""


def test_the_seventy_rows_are_all_there_as_printed(shared: Path) -> None:
    intake = seed(shared, "003")
    expected = [
        (row["noi_dung"], row.get("chu_tri", ""), row.get("phoi_hop", ""), row.get("thoi_gian", ""))
        for row in tasks(filled_lines(seed_text(shared, "003"))[-70:])
    ]
    found = cells(intake.imported.document)
    assert len(found) == 70
    assert [tuple(map(fold, row)) for row in found] == [tuple(map(fold, row)) for row in expected]
    assert [i for i, row in enumerate(found, 1) if not row[2]] == [3, 26]
    assert [i for i, row in enumerate(found, 1) if not row[3]] == [16]
    account = intake.imported.account
    assert (account.rows, account.tasks, account.aside) == (70, 70, 0)


def test_lead_and_support_sets_are_those_of_the_reference(shared: Path) -> None:
    """The reference names the rows in which each spelling was seen; here each cell has these bodies and no other.

    Left out are what stands in brackets or within a collective: units of a ministry, the members of UBQG. A body that
    is found beyond the reference's rows (it forgets row 3) must at least be spelled in the cell.
    """
    reference = yaml.safe_load((shared / "agencies" / "central_agencies.yaml").read_text(encoding="utf-8"))["agencies"]
    seen = {fold(body["name"]): body["seen"] for body in reference}
    inside = {fold(body["name"]) for body in reference if body["kind"] == "don_vi_thuoc_bo" or body["id"] == "ubqg"}
    document = seed(shared, "003").imported.document
    compared = 0
    for number, (task, printed) in enumerate(zip(document.tasks, cells(document), strict=True), 1):
        for cell, text in ((task.lead, printed[1]), (task.support, printed[2])):
            spelled = {name: [rows for spelling, rows in spellings.items() if _stands_in(spelling, text)]
                       for name, spellings in seen.items()}  # fmt: skip
            wanted = {name for name, found in spelled.items() if any(number in rows for rows in found)}
            ids = (id for id in cell.ids if id.startswith("tw/"))
            found = {fold(registry().resolve(id, document.as_of, None).name) for id in ids}
            assert wanted - inside <= found <= {name for name, rows in spelled.items() if rows}, (number, text)
            compared += len(wanted - inside)
    assert compared > 150


def _stands_in(spelling: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(spelling))}(?!\w)", fold(text)) is not None


# --- the samples ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_a_plan_that_validates(shared: Path, name: str) -> None:
    assert faults(sample(shared, name).findings) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_of_a_sample_is_lost(shared: Path, name: str) -> None:
    assert [p.message() for p in sample(shared, name).findings if p.code == "I060"] == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith(".docx")])
def test_what_a_word_sample_says_is_printed_again(shared: Path, name: str) -> None:
    """Compared by a reader of .docx that shares nothing with ours; what is made anew is the decree's own spelling."""
    data = (shared / "samples" / name).read_bytes()
    said = Counter(word for word in words("\n".join(lines(data))) if word.strip("_"))
    again = Counter(words("\n".join(lines(rendered(taken(data, name).text)))))
    assert set(said - again) <= {"hoà", "ubnd"}  # Quốc hiệu; who issues, in the line "(Kèm theo …)"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_again_as_the_same_plan(shared: Path, name: str) -> None:
    first, second = read_twice(sample(shared, name))
    assert second == first


def test_the_landscape_annex_of_a_provincial_plan(shared: Path) -> None:
    document = sample(shared, "lc-kh-chi-thi-11-khoang-san.docx").imported.document
    (annex,) = document.annexes
    assert annex.orientation == "ngang" and annex.table is not None and annex.table.of == "nhiem_vu"
    table = annex.effective_table()
    assert table is not None and table.column_numbers
    assert table.columns == ("tt", "noi_dung", "chu_tri", "phoi_hop", "thoi_gian", "ghi_chu")
    assert len(document.tasks) == 14
    assert document.issuer == "tinh/lao-cai/ubnd" and document.power == "tap_the"


def test_the_notice_of_conclusions(shared: Path) -> None:
    document = sample(shared, "lc-tbkl-ubnd.docx").imported.document
    assert document.type.id == "thong-bao" and len(document.body) == 2
    led = [node for _, node in document.nodes() if node.assignment and node.assignment.lead]
    assert len(led) >= 9  # every agency heading, or the dashes below it


def test_the_rows_of_a_government_programme(shared: Path) -> None:
    document = sample(shared, "cp-nq03-2025-phu-luc-2-nhiem-vu.txt").imported.document
    assert len(document.tasks) == 140
    assert len({task.field or task.group for task in document.tasks}) == 7
    assert document.annexes[0].effective_table().columns == (  # type: ignore[union-attr]
        "tt", "noi_dung", "chu_tri", "phoi_hop", "san_pham", "thoi_gian"
    )  # fmt: skip


def test_the_merged_annex_of_a_pdf(shared: Path) -> None:
    intake = sample(shared, "hanoi-kh277-cao-diem-100-ngay-cds-2026.pdf")
    document = intake.imported.document
    every = [task for top in document.tasks for task in top.walk()]
    account = intake.imported.account
    others = account.groups + account.rest + account.empty + account.aside
    assert account.rows == account.tasks + others and account.tasks == len(every) == 41
    assert {"chu_tri", "phoi_hop", "san_pham", "thoi_gian"} <= set(document.annexes[0].effective_table().columns)  # type: ignore[union-attr]


# --- our own documents ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLANS)
def test_our_own_document_is_read_without_a_question_about_its_words(name: str) -> None:
    intake = taken(example(name), f"{name}.docx")
    assert faults(intake.findings) == []
    assert [p.message() for p in intake.findings if p.code == "I060"] == []
    assert intake.imported.document.unplaced == ()


@pytest.mark.parametrize("name", PLANS)
def test_our_own_document_prints_the_same_again(name: str) -> None:
    again = rendered(taken(example(name), f"{name}.docx").text)
    assert lines(again) == lines(example(name))
    assert _bold_words(again) == _bold_words(example(name))


def _bold_words(data: bytes) -> Counter[str]:
    """The words that are marked bold in the text itself, beside the styles."""
    bold = [run for run in tree(data).iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    return Counter(word for run in bold for word in text_of(run).split())


@pytest.mark.parametrize("name", PLANS)
def test_our_own_document_is_read_again_as_the_same_plan(name: str) -> None:
    first, second = read_twice(taken(example(name), f"{name}.docx"))
    assert second == first
