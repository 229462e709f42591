"""Two lists of tasks brought together: laws of likeness and pairing, and how well it does on two real documents."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.match import THRESHOLD, Pair, containment, pairs, similarity
from generator.vntext import fold
from seed_plans import notice, provincial_plan, seed_text

WORDS = ("rà soát", "kiểm tra", "báo cáo", "của", "và", "sở y tế", "công an", "ma túy", "mại dâm", "quý", "đề án",
         "tập huấn", "cơ sở", "dữ liệu")  # fmt: skip
texts = st.one_of(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.text(max_size=12))
lists = st.lists(texts, max_size=8)
Known = tuple[str | None, str]


def by_content(old: Sequence[str], new: Sequence[str], **keys: float) -> tuple[Pair[str], ...]:
    return pairs(old, new, id_of=lambda text: None, text_of=lambda text: text, **keys)


def with_ids(old: Sequence[Known], new: Sequence[Known]) -> tuple[Pair[Known], ...]:
    return pairs(old, new, id_of=lambda own: own[0], text_of=lambda own: own[1])


# --- likeness ---------------------------------------------------------------------------------------------------------


@given(texts, texts)
def test_likeness_is_symmetric_and_within_bounds(a: str, b: str) -> None:
    assert similarity(a, b) == similarity(b, a)
    assert containment(a, b) == containment(b, a)
    assert 0 <= similarity(a, b) <= 1
    assert 0 <= containment(a, b) <= 1


@given(texts, texts)
def test_only_one_text_is_wholly_like_itself(a: str, b: str) -> None:
    assert similarity(a, a) == 1
    assert (similarity(a, b) == 1) == (fold(a) == fold(b))


@pytest.mark.parametrize(("a", "b"), [
    ("Hoà giải ở cơ sở", "hòa  giải ở cơ sở"), ("Uỷ ban – nhân dân", "ủy ban - nhân dân"), ("", " "),
])  # fmt: skip
def test_spellings_of_one_text_are_equal(a: str, b: str) -> None:
    assert similarity(a, b) == 1


@pytest.mark.parametrize(("a", "b", "c"), [
    ("Tập huấn cán bộ y tế", "Tập huấn cho cán bộ y tế cấp xã", "Kiểm tra cơ sở kinh doanh"),
    ("Rà soát, cập nhật dữ liệu", "Cập nhật dữ liệu", "Dữ liệu mở của tỉnh"),
    ("Phòng, chống ma túy", "Phòng chống ma túy.", "Phòng, chống mại dâm"),
])  # fmt: skip
def test_the_nearer_text_is_more_alike(a: str, b: str, c: str) -> None:
    assert similarity(a, c) < similarity(a, b) < 1


def test_a_text_within_a_longer_one_is_contained_but_not_equal() -> None:
    short, long = "Đánh giá cơ sở cai nghiện", "Đánh giá cơ sở cai nghiện và lập phương án sửa chữa, mở rộng"
    assert containment(short, long) == 1
    assert similarity(short, long) < 0.9
    assert containment("", long) == similarity("", long) == 0


def test_words_without_meaning_weigh_nothing_beside_others() -> None:
    plain = similarity("kiểm tra cơ sở", "kiểm tra, cơ sở")
    assert similarity("kiểm tra của các cơ sở", "kiểm tra cho những cơ sở") == plain
    assert 0 < similarity("của các", "của những") < 1


# --- pairing ----------------------------------------------------------------------------------------------------------


@given(lists, lists)
def test_nothing_is_lost_and_nothing_comes_twice(old: list[str], new: list[str]) -> None:
    found = pairs([*enumerate(old)], [*enumerate(new)], id_of=lambda own: None, text_of=lambda own: own[1])
    assert sorted(pair.old for pair in found if pair.old) == [*enumerate(old)]
    assert [pair.new for pair in found if pair.new] == [*enumerate(new)]
    for pair in found:
        assert (pair.by == "content") == (pair.old is not None and pair.new is not None)
        assert pair.score == 0 if pair.by == "none" else pair.score >= THRESHOLD


@given(lists)
def test_a_list_is_itself(texts: list[str]) -> None:
    found = by_content(texts, texts)
    assert [pair.new for pair in found] == texts
    assert all(pair.score == 1 for pair in found)


@given(lists, lists, st.randoms(use_true_random=False))
def test_the_order_of_the_lists_does_not_matter(old: list[str], new: list[str], chance: object) -> None:
    def shuffled(texts: list[str]) -> list[str]:
        return chance.sample(texts, len(texts))  # type: ignore[attr-defined,no-any-return]

    def told(found: Sequence[Pair[str]]) -> Counter[tuple[str | None, str | None, float]]:
        folded = ((pair.old and fold(pair.old), pair.new and fold(pair.new), pair.score) for pair in found)
        return Counter((a or None, b or None, score) for a, b, score in folded)

    assert told(by_content(old, new)) == told(by_content(shuffled(old), shuffled(new)))


@given(lists, lists)
def test_the_shortcut_finds_every_pair_that_all_pairs_would_show(old: list[str], new: list[str]) -> None:
    """Pairs are taken from the best down, so a lower threshold only adds to them."""
    everything = [(pair.old, pair.new, pair.score) for pair in by_content(old, new, threshold=0.01)]
    found = [(pair.old, pair.new, pair.score) for pair in by_content(old, new) if pair.by == "content"]
    assert found == [own for own in everything if own[2] >= THRESHOLD]


def test_ids_come_first_whatever_the_texts_say() -> None:
    old: list[Known] = [("a", "Kiểm tra cơ sở"), ("b", "Tập huấn cán bộ"), (None, "Báo cáo năm")]
    new: list[Known] = [("b", "Kiểm tra cơ sở"), (None, "Tập huấn cán bộ"), ("c", "Báo cáo năm")]
    found = with_ids(old, new)
    assert [(pair.old, pair.new, pair.by) for pair in found] == [
        (old[0], None, "none"), (old[1], new[0], "id"), (None, new[1], "none"), (old[2], new[2], "content"),
    ]  # fmt: skip
    assert found[1].score < THRESHOLD


def test_tasks_without_an_id_are_not_one_task() -> None:
    found = with_ids([(None, "Kiểm tra cơ sở"), ("", "Tập huấn")], [(None, "Phim tài liệu"), ("", "Lễ phát động")])
    assert {pair.by for pair in found} == {"none"}


def test_an_id_given_twice_pairs_once() -> None:
    found = with_ids([("a", "Một"), ("a", "Hai")], [("a", "Ba"), ("a", "Bốn")])
    assert Counter(pair.by for pair in found) == {"id": 1, "none": 2}
    assert next((pair.old, pair.new) for pair in found if pair.by == "id") == (("a", "Một"), ("a", "Ba"))


def test_the_better_pair_is_taken_first() -> None:
    old = ["Tập huấn cán bộ y tế cấp xã"]
    new = ["Tập huấn cán bộ", "Tập huấn cán bộ y tế cấp xã, phường"]
    assert [(pair.new, pair.old is not None) for pair in by_content(old, new)] == [(new[0], False), (new[1], True)]


def test_gone_tasks_stand_behind_their_old_neighbours() -> None:
    old = ["đầu tiên", "kiểm tra cơ sở", "phim tài liệu", "lễ phát động", "tập huấn cán bộ", "cuối cùng"]
    new = ["tập huấn cán bộ", "kiểm tra cơ sở", "hoàn toàn khác"]
    assert [pair.new or f"- {pair.old}" for pair in by_content(old, new)] == [
        "- đầu tiên", "tập huấn cán bộ", "- cuối cùng", "kiểm tra cơ sở", "- phim tài liệu", "- lễ phát động",
        "hoàn toàn khác",
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "count"), [([], [], 0), (["a"], [], 1), ([], ["a"], 1), ([""], [""], 1)])
def test_empty_lists_and_texts(old: list[str], new: list[str], count: int) -> None:
    assert len(by_content(old, new)) == count


# --- two real documents -----------------------------------------------------------------------------------------------

TAKEN = {
    2: {32}, 3: {3}, 4: {16, 20}, 6: {21}, 9: {9}, 12: {61}, 13: {55}, 14: {62}, 16: {57}, 17: {67}, 18: {70}, 20: {37},
    21: {34, 35}, 22: {39}, 23: {42}, 24: {43}, 25: {44}, 26: {45}, 28: {46}, 29: {48}, 30: {49}, 33: {52},
}  # fmt: skip
"""Which point of the plan of 2023 resembles which row of the programme of 2024 (co-quan.md, section 5)."""


@pytest.fixture(scope="module")
def points(shared: Path) -> list[tuple[int, str]]:
    """The points of seed 000, part II, numbered from 1."""
    part = provincial_plan(seed_text(shared, "000"))["noi_dung"][1]
    found = [own for point in part["cac_y"] for own in point.get("cac_y", [point["doan"]] if "doan" in point else [])]
    return [*enumerate(found, 1)]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[tuple[int, str]]:
    """The rows of the programme of seed 003."""
    return [*enumerate((task["noi_dung"] for task in notice(seed_text(shared, "003"))["nhiem_vu"]), 1)]


def numbered(
    points: Sequence[tuple[int, str]], rows: Sequence[tuple[int, str]], threshold: float
) -> dict[int, tuple[int, float]]:
    """Point → the row it is paired with, and their likeness."""
    found = pairs(points, rows, id_of=lambda own: None, text_of=lambda own: own[1], threshold=threshold)
    return {pair.old[0]: (pair.new[0], pair.score) for pair in found if pair.old and pair.new}


def test_points_are_found_again_in_the_programme(points: list[tuple[int, str]], rows: list[tuple[int, str]]) -> None:
    assert (len(points), len(rows)) == (34, 70)
    found = numbered(points, rows, THRESHOLD)
    right = [point for point, (row, _) in found.items() if row in TAKEN.get(point, set())]
    precision, recall = len(right) / len(found), len(right) / len(TAKEN)
    assert (precision, recall) == (1, 1)


def test_the_threshold_lies_between_what_was_taken_and_what_was_not(
    points: list[tuple[int, str]], rows: list[tuple[int, str]]
) -> None:
    found = numbered(points, rows, 0.05)
    assert min(score for point, (_, score) in found.items() if point in TAKEN) > 0.285
    assert max(score for point, (_, score) in found.items() if point not in TAKEN) < 0.255


def test_lists_of_a_province_are_quick(rows: list[tuple[int, str]]) -> None:
    """Some ten times what is asked (0.3 s for 140 tasks, a few seconds for 1,000), for slow and busy machines."""
    parts = [part for _, text in rows for part in text.split(", ")]
    for size, seconds in ((140, 3.0), (1000, 40.0)):
        old = [", ".join(parts[(7 * i + 31 * k) % len(parts)] for k in range(4)) + f" {i}" for i in range(size)]
        start = time.perf_counter()
        found = by_content(old, [f"{text} sửa" for text in reversed(old)])
        assert time.perf_counter() - start < seconds
        assert len(found) == size
