"""No word of the source is missing: what a plan does not hold is found, and what is only form is not asked for."""

from __future__ import annotations

from builders import document
from flows import doc, grid, para
from generator.flow import Flow
from generator.importers.plan.account import account, lost_words
from generator.recognise.tables.task_tables import task_table


def lost(flow: Flow, **keys: object) -> list[str]:
    return [" ".join(words) for _, words in lost_words(flow, document(**keys), (), ())]


def test_a_word_that_is_nowhere_is_found_with_its_paragraph() -> None:
    flow = doc("Rà soát hồ sơ.", "Lập danh sách đầy đủ.")
    assert lost(flow, noi_dung=["Rà soát hồ sơ.", "Lập danh sách."]) == ["đầy đủ"]


def test_a_word_that_stands_twice_must_be_kept_twice() -> None:
    assert lost(doc("Kiểm tra, kiểm tra lại."), noi_dung=["Kiểm tra lại."]) == ["kiểm tra"]


def test_case_spelling_of_tones_and_marks_do_not_count() -> None:
    flow = doc("HOÀ GIẢI Ở CƠ SỞ", "bước 2.")
    assert lost(flow, noi_dung=["Hòa giải ở **cơ sở**", "bước 2."]) == []


def test_numbers_before_points_are_made_anew() -> None:
    flow = doc("1. Rà soát.", "a) Lập danh sách.", "Điều 3. Hiệu lực", "II. KINH PHÍ")
    assert lost(flow, noi_dung=["Rà soát.", "Lập danh sách.", "Hiệu lực", "KINH PHÍ"]) == []


def test_a_figure_that_says_something_is_not_taken_for_a_number() -> None:
    assert lost(doc("Giao 1500 suất."), noi_dung=["Giao suất."]) == ["1500"]


def test_what_was_claimed_as_form_is_not_asked_for() -> None:
    national = para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert lost_words(Flow((national,)), document(), [national], ()) == []


def test_rows_seen_are_rows_accounted_for() -> None:
    table = task_table(grid([["TT", "Nhiệm vụ", "Chủ trì"], ["I", "Chung", ""], ["1", "Rà soát", "Sở Y tế"],
                             ["", "", ""], ["2", "Tập huấn", "Sở Nội vụ"]], heads=1))  # fmt: skip
    assert table is not None
    counts = account([table], doubtful=0, unplaced=0)
    assert (counts.rows, counts.tasks, counts.groups, counts.empty) == (4, 2, 1, 1)
    assert counts.rows == counts.tasks + counts.groups + counts.rest + counts.empty + counts.aside
