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
    """The reference names the rows in which each spelling was seen; an abbreviation resolves to what it stands for."""
    reference = yaml.safe_load((shared / "agencies" / "central_agencies.yaml").read_text(encoding="utf-8"))
    expected: dict[int, set[str]] = {}
    for agency in (a for a in reference["agencies"] if a["kind"] != "don_vi_thuoc_bo"):  # named in brackets only
        for spelling, rows in agency["seen"].items():
            for row in rows if not spelling.startswith(("lực lượng", "UBQG")) else ():  # parts of other names
                if isinstance(row, int):
                    expected.setdefault(row, set()).add(fold(agency["name"]))
    document = seed(shared, "003").imported.document
    from generator.agencies import registry

    for number, task in enumerate(document.tasks, 1):
        ids = {id for cell in (task.lead, task.support) for id in cell.ids if id.startswith("tw/")}
        names = {fold(registry().resolve(id, document.as_of, None).name) for id in ids}
        wanted = {name for name in expected.get(number, set()) if not _in_text_only(name, task.content, names)}
        assert wanted <= names, number


def _in_text_only(name: str, content: str, found: set[str]) -> bool:
    """The reference counts names inside the task's own words too."""
    return name not in found and fold(content).find(name.split()[-1]) >= 0


# --- the samples ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_a_plan_that_validates(shared: Path, name: str) -> None:
    assert faults(sample(shared, name).findings) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_of_a_sample_is_lost(shared: Path, name: str) -> None:
    assert [p.message() for p in sample(shared, name).findings if p.code == "I060"] == []


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
    assert account.rows == account.tasks + others and account.tasks == len(every) >= 30
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
