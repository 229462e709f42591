"""Numbers and signs that open a paragraph: their kinds, their counts, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.counting import ORDER, default_style, number_text, value_of
from generator.norm import document_types
from generator.recognise.body.labels import Label, labels
from generator.vntext import DIEM_LETTERS, diem_letter, roman


def only(text: str) -> Label:
    """The one reading of an opening."""
    (label,) = labels(text)
    return label


@pytest.mark.parametrize(("text", "family", "number", "value", "rest"), [
    ("II. RỪNG", "I", "II", 2, "RỪNG"), ("1. Trồng", "1", "1", 1, "Trồng"), ("01. Trồng", "1", "01", 1, "Trồng"),
    ("1.2. Trồng", "1.1", "1.2", 2, "Trồng"), ("1.2 Trồng", "1.1", "1.2", 2, "Trồng"),
    ("1.2.3. Trồng", "1.1", "1.2.3", 3, "Trồng"), ("a) Trồng", "a", "a", 1, "Trồng"), ("đ)Trồng", "a", "đ", 5, "Trồng"),
    ("a. Trồng", "a", "a", 1, "Trồng"), ("(2) Trồng", "(1)", "2", 2, "Trồng"), ("2) Trồng", "1)", "2", 2, "Trồng"),
    ("Điều 3. Rừng", "dieu", "3", 3, "Rừng"), ("ĐIỀU 3: Rừng", "dieu", "3", 3, "Rừng"), ("Điều 3.", "dieu", "3", 3, ""),
    ("Chương II", "chuong", "II", 2, ""), ("CHƯƠNG 2. RỪNG", "chuong", "2", 2, "RỪNG"),
    ("Mục 1\nRừng", "muc", "1", 1, "Rừng"), ("Phần thứ nhất", "phan", "thứ nhất", 1, ""),
    ("PHẦN THỨ HAI", "phan", "thứ hai", 2, ""), ("B. RIÊNG", "A", "B", 2, "RIÊNG"),
    ("- Trồng", "-", "", None, "Trồng"), ("– Trồng", "-", "", None, "Trồng"), ("-Trồng", "-", "", None, "Trồng"),
    ("+ Trồng", "+", "", None, "Trồng"), ("• Trồng", "•", "", None, "Trồng"), ("* Trồng", "*", "", None, "Trồng"),
])  # fmt: skip
def test_kinds_of_labels(text: str, family: str, number: str, value: int | None, rest: str) -> None:
    label = only(text)
    assert (label.family, label.number, label.value, text[label.end :]) == (family, number, value, rest)


@pytest.mark.parametrize("text", [
    "2024. Năm của rừng", "1.250 đồng", "1.250.000 cây", "30/6. Hạn", "15.5", "1.", "a", "", "Rừng", "Điều 5 Nghị định",
    "Điều lệ.", "Phần II Phụ lục kèm theo", "Phần lớn rừng", "Mục tiêu", "Chương trình 1", "0. Không", "0.5 ha",
    "-5 độ", "+84 912", "** Rừng", "(*) Ghi chú", "3G. Rừng", "IIII. Rừng", "ab) Rừng", "(abc) Rừng", "- ",
    "30.4.2024 là",
])  # fmt: skip
def test_what_is_no_label(text: str) -> None:
    assert labels(text) == ()


@pytest.mark.parametrize(("text", "readings"), [
    ("i) Trồng", {("a", 9), ("i)", 1)}), ("v) Trồng", {("a", 21), ("i)", 5)}), ("I. Rừng", {("I", 1), ("A", 9)}),
    ("C. Rừng", {("I", 100), ("A", 3)}), ("(i) Trồng", {("(a)", 9), ("(i)", 1)}), ("ii) Trồng", {("i)", 2)}),
])  # fmt: skip
def test_one_form_may_be_of_two_kinds(text: str, readings: set[tuple[str, int]]) -> None:
    assert {(label.family, label.value) for label in labels(text)} == readings


@pytest.mark.parametrize(("text", "sure"), [
    ("1. Trồng", True), ("1. trồng", False), ("1. 2024", False), ("100. Trồng", False), ("1/ Trồng", False),
    ("a) trồng", True), ("a. Trồng", False), ("1.1. trồng", True), ("1.1 trồng", False), ("V. I. Lênin", False),
    ("V. Rừng", True), ("(1) trồng", True), ("A. Rừng", False),
])  # fmt: skip
def test_some_forms_need_a_list_to_go_on_with(text: str, sure: bool) -> None:
    assert labels(text)[0].sure is sure


def test_lists_go_on() -> None:
    assert only("b) Hai").follows(only("a) Một"), 1) and not only("c) Ba").follows(only("a) Một"), 1)
    assert only("- Hai").follows(only("- Một"), 7) and not only("- Hai").follows(only("+ Một"), 1)
    assert labels("E. Năm")[0].follows(labels("D. Bốn")[1], 4)


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    for label in labels(text):
        assert 0 < label.end <= len(text) and label.style in ORDER


def test_counting_knows_what_comes_next() -> None:
    chain = document_types()["ke-hoach"].numbering
    below = [default_style(above, chain) for above in (None, "I", "1", "-", "+", "khong")]
    assert below == ["I", "1", "-", "+", "khong", "khong"]
    assert (number_text(4, "I", None), number_text(5, "a", None), number_text(2, "1.1", "3")) == ("IV", "đ", "3.2")
    assert [number_text(n, style, None) for n, style in ((4000, "I"), (24, "a"), (2, "1.1"))] == ["4000", "24", "2"]
    for number, style in ((None, "1"), ("x1", "1"), ("IIII", "I"), ("f", "a")):
        assert value_of(number, style) is None


@given(st.integers(1, len(DIEM_LETTERS)))
def test_counting_reads_what_it_writes(value: int) -> None:
    assert value_of(diem_letter(value), "a") == value_of(roman(value), "I") == value_of(f"2.{value}", "1.1") == value
