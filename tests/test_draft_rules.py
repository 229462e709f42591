"""Whose work a row is and how it is worded: each rule is data with examples, and each example is tried."""

from __future__ import annotations

from collections import Counter
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.agencies import registry
from generator.draft.rules import OPENING_WORDS, Places, Rule, area_rules, milestone_rules, rules
from generator.draft.wording import BLANK, Wording, WordRule, figures, word_rules

YEAR = 2027
ALL = (*rules(), *area_rules(), *milestone_rules())
BAC_GIANG = Wording(registry().unit("tinh/bac-giang", date(2024, 3, 15)), date(2024, 3, 15), (2024, 2024))
NHA_NAM = Wording(registry().unit("xa/nha-nam", date(2026, 11, 20)), date(2026, 11, 20), (2026, 2027))


def places(rule: Rule, text: str) -> Places:
    return Places.read("", text) if rule.where == "san_pham" else Places.read(text, "")


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in ALL for text in rule.hits])
def test_a_rule_holds_for_its_examples(rule: Rule, text: str) -> None:
    assert rule.holds(places(rule, text), YEAR)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in ALL for text in rule.near_misses])
def test_a_rule_does_not_hold_for_what_only_resembles_them(rule: Rule, text: str) -> None:
    assert not rule.holds(places(rule, text), YEAR)


def test_every_rule_has_an_id_of_its_own_examples_and_near_misses() -> None:
    ids = Counter([rule.id for rule in ALL] + [rule.id for rule in word_rules()])
    assert set(ids.values()) == {1}
    assert all(rule.hits and rule.near_misses and rule.reason for rule in ALL)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Sửa đổi Nghị định về đất lúa", "bo_trung_uong"),
        ("Tổ chức sơ kết 03 năm thi hành Luật Thủy lợi", "dia_phuong"),
        ("Tham mưu, trình HĐND tỉnh nghị quyết về hỗ trợ học phí", "dia_phuong"),
        ("Nghiên cứu, rà soát các tài liệu dạy nghề", "dia_phuong"),
        ("Nghiên cứu thuốc chữa bệnh lạ", "can_nguoi"),
        ("Xây dựng Đề án phát triển ngành muối", "bo_trung_uong"),
        ("Triển khai Đề án phát triển ngành muối", "dia_phuong"),
    ],
)
def test_the_first_rule_that_holds_decides(text: str, verdict: str) -> None:
    found = next(rule for rule in rules() if rule.holds(Places.read(text, "")))
    assert found.verdict == verdict


def test_what_an_act_is_for_is_no_part_of_it() -> None:
    purpose = "Tổng kết kinh nghiệm trồng rừng làm cơ sở sửa đổi Nghị định về lâm nghiệp"
    assert not any(rule.id == "TW-VBQPPL" and rule.holds(Places.read(purpose, "")) for rule in rules())


def test_what_stands_in_brackets_is_no_part_of_an_act() -> None:
    text = "Thực hiện chương trình nước sạch (ban hành kèm theo Quyết định của Thủ tướng Chính phủ)"
    assert not any(rule.verdict == "bo_trung_uong" and rule.holds(Places.read(text, "")) for rule in rules())


EXAMPLES = st.sampled_from(sorted({text for rule in ALL for text in (*rule.hits, *rule.near_misses)}))


@given(st.text(max_size=300) | EXAMPLES, st.text(max_size=60) | EXAMPLES)
def test_any_text_is_judged_alike_however_its_letters_are_composed(text: str, product: str) -> None:
    found, decomposed = Places.read(text, product), Places.read(*(normalize("NFD", own) for own in (text, product)))
    assert all(0 < len(clause.split()) <= OPENING_WORDS for clause in found.clauses)
    assert [rule.id for rule in ALL if rule.holds(found, YEAR)] == [
        rule.id for rule in ALL if rule.holds(decomposed, YEAR)
    ]


# Wording


@pytest.mark.parametrize(("rule", "text", "new"), [(r, *pair) for r in word_rules() for pair in r.examples.items()])
def test_a_text_is_put_into_the_units_words(rule: WordRule, text: str, new: str) -> None:
    worded = BAC_GIANG.word(text, assigned=True)
    assert worded.text == new
    assert rule.id in [change.rule for change in worded.changes]


@pytest.mark.parametrize(("text", "new"), [pair for r in word_rules() for pair in r.commune_examples.items()])
def test_a_communes_words(text: str, new: str) -> None:
    assert NHA_NAM.word(text, assigned=True).text == new


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in word_rules() for text in rule.near_misses])
def test_what_resembles_it_stays(rule: WordRule, text: str) -> None:
    for wording in (BAC_GIANG, NHA_NAM):
        assert rule.id not in [change.rule for change in wording.word(text, assigned=True).changes]


def test_what_opens_a_task_keeps_its_capital() -> None:
    made = BAC_GIANG.word("Các cơ quan báo chí đưa tin; các cơ quan báo chí phát sóng", assigned=True).text
    assert made == "Các cơ quan báo chí của tỉnh đưa tin; các cơ quan báo chí của tỉnh phát sóng"


@pytest.mark.parametrize("quoted", ["“trên cả nước”", '"trên cả nước"', "(trên cả nước)"])
def test_quotations_and_brackets_are_never_touched(quoted: str) -> None:
    text = f"Triển khai khẩu hiệu {quoted} ở trường học"
    assert BAC_GIANG.word(text, assigned=True).text == text


def test_a_body_that_can_only_be_asked_is_given_no_orders_about_drafting() -> None:
    assert BAC_GIANG.word("Chỉ đạo các cấp hội vận động hội viên", assigned=False).changes == ()
    assert BAC_GIANG.word("Chỉ đạo các trạm y tế trực đêm", assigned=True).text.startswith("Tham mưu chỉ đạo")


@pytest.mark.parametrize(("text", "new"), list(figures()[1].items()))
def test_national_figures_become_blanks_that_are_asked_about(text: str, new: str) -> None:
    worded = BAC_GIANG.word(text, assigned=True)
    assert worded.text == new
    assert len(worded.questions) == new.count(BLANK)


@pytest.mark.parametrize("text", figures()[2])
def test_numbers_of_documents_dates_and_spans_are_no_figures(text: str) -> None:
    assert BAC_GIANG.word(text, assigned=True).text == text


def test_the_programmes_year_becomes_the_plans_but_not_in_citations() -> None:
    worded = NHA_NAM.word("Tổng kết năm 2026 theo Luật Lưu trữ năm 2026, ngày 05 tháng 5 năm 2026", assigned=True)
    assert worded.text == "Tổng kết năm 2027 theo Luật Lưu trữ năm 2026, ngày 05 tháng 5 năm 2026"


WORDED = st.sampled_from([text for rule in word_rules() for text in (*rule.examples, *rule.near_misses)])
PIECES = st.lists(WORDED | st.sampled_from(list(figures()[1])) | st.text(max_size=40), max_size=4)


@given(PIECES.map("; ".join), st.booleans())
def test_every_change_is_named(text: str, assigned: bool) -> None:
    worded = BAC_GIANG.word(text, assigned=assigned)
    assert (worded.text == text) == all(change.old == change.new for change in worded.changes)
