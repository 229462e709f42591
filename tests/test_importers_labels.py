"""The labels of annexes: counted where counting prints the same again, kept as they are elsewhere."""

from __future__ import annotations

import pytest

from generator.importers.plan.labels import are_renumbered, plan_labels


@pytest.mark.parametrize(("printed", "written"), [
    (["PHỤ LỤC"], ["Phụ lục"]),
    (["Phụ lục I", "PHỤ LỤC II"], ["Phụ lục", "Phụ lục"]),
    (["Biểu 1", "Biểu 2"], ["Biểu", "Biểu"]),
    (["Phụ lục I", "Biểu 1", "Phụ lục II", "Biểu 2"], ["Phụ lục", "Biểu", "Phụ lục", "Biểu"]),
    (["", ""], ["", ""]),
    (["Phụ lục II", "Phụ lục II"], ["Phụ lục", "Phụ lục"]),  # nothing else would tell them apart
    # near-misses: counting would print another number
    (["Phụ lục II"], ["Phụ lục II"]),
    (["Phụ lục I"], ["Phụ lục I"]),
    (["Phụ lục 1", "Phụ lục 2"], ["Phụ lục 1", "Phụ lục 2"]),
    (["Biểu I", "Biểu II"], ["Biểu I", "Biểu II"]),
    (["Phụ lục I", "Phụ lục III"], ["Phụ lục I", "Phụ lục III"]),
    (["Phụ lục số 01", "Phụ lục số 02"], ["Phụ lục số 01", "Phụ lục số 02"]),
    (["Biểu mẫu 1a", "Biểu mẫu 1b"], ["Biểu mẫu 1a", "Biểu mẫu 1b"]),
])
def test_a_number_is_left_to_counting_only_where_counting_gives_it(printed: list[str], written: list[str]) -> None:
    assert plan_labels(printed) == written


def test_two_annexes_of_one_number_are_renumbered_and_nothing_else_is() -> None:
    assert are_renumbered(["Phụ lục II", "Phụ lục II"]) and are_renumbered(["PHỤ LỤC", "PHỤ LỤC"])
    assert not are_renumbered(["Phụ lục I", "Phụ lục II"])
    assert not are_renumbered(["Phụ lục I", "Phụ lục III"])
    assert not are_renumbered(["", ""])
