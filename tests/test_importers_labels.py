"""The labels of annexes: counted where counting prints the same again, kept as they are elsewhere."""

from __future__ import annotations

import pytest

from generator.importers.plan.labels import plan_labels


@pytest.mark.parametrize(("printed", "written"), [
    (["PHỤ LỤC"], ["Phụ lục"]),
    (["Phụ lục I", "PHỤ LỤC II"], ["Phụ lục", "Phụ lục"]),
    (["Biểu 1", "Biểu 2"], ["Biểu", "Biểu"]),
    (["Phụ lục I", "Biểu 1", "Phụ lục II", "Biểu 2"], ["Phụ lục", "Biểu", "Phụ lục", "Biểu"]),
    (["", ""], ["", ""]),
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
