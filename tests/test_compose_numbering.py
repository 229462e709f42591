"""Numbers of points: the chains of each type, letters, numbers given by hand, cross-references."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import body_lines, composed, document, lines, refusals
from generator.agencies import Naming
from generator.compose import compose
from generator.model.counting import ORDER
from generator.problems import ProblemsError

DEEP = {"doan": "A", "cac_y": [{"doan": "B", "cac_y": [{"doan": "C", "cac_y": [{"doan": "D", "cac_y": ["E"]}]}]}]}


def body(*nodes: Any, **keys: Any) -> list[str]:
    """The printed points, without the end mark."""
    printed = body_lines(noi_dung=list(nodes), **keys)
    return [*printed[:-1], printed[-1].removesuffix("./.")]


def point(number: str) -> dict[str, str]:
    return {"doan": "A", "so": number}


@pytest.mark.parametrize(("kind", "labels"), [
    ("ke-hoach", ["I. A", "1. B", "- C", "+ D", "E"]),
    ("thong-bao", ["1. A", "a) B", "- C", "+ D", "E"]),
    ("bao-cao", ["I. A", "1. B", "a) C", "- D", "+ E"]),
    ("quyet-dinh", ["Điều 1. A", "1. B", "a) C", "- D", "+ E"]),
    ("quy-che", ["Chương I", "A", "Điều 1. B", "1. C", "a) D", "- E"]),
    ("de-an", ["Phần I", "A", "I. B", "1. C", "a) D", "- E"]),
])  # fmt: skip
def test_each_type_has_its_chain(kind: str, labels: list[str]) -> None:
    printed = body(DEEP, loai=kind)
    assert [line for line in printed if line != "QUYẾT ĐỊNH:"] == labels


def test_the_writer_chooses_another_numbering() -> None:
    assert body("A", {"doan": "B", "cac_y": ["C"]}, danh_so="1") == ["1. A", "2. B", "- C"]
    assert body({"doan": "A", "danh_so": "a", "cac_y": ["B", "C"]}) == ["I. A", "a) B", "b) C"]
    assert body({"doan": "A", "danh_so": "(1)", "cac_y": ["B"]}) == ["I. A", "(1) B"]
    assert body({"doan": "A", "danh_so": "khong", "cac_y": ["B"]}) == ["I. A", "B"]


def test_decimal_numbers_name_the_point_above() -> None:
    deep = {"doan": "A", "danh_so": "1.1", "cac_y": ["B", {"doan": "C", "danh_so": "1.1", "cac_y": ["D"]}]}
    assert body("Z", deep, danh_so="1") == ["1. Z", "2. A", "2.1. B", "2.2. C", "2.2.1. D"]
    assert body({"doan": "A", "danh_so": "1.1", "cac_y": ["B"]}) == ["I. A", "1. B"]  # nothing in figures above


def test_articles_count_through_the_chapters() -> None:
    chapter = {"tieu_de": "Quy định", "cac_y": ["A", "B"]}
    printed = body(chapter, chapter, loai="quy-che")
    assert printed == [
        "Chương I",
        "QUY ĐỊNH",
        "Điều 1. A",
        "Điều 2. B",
        "Chương II",
        "QUY ĐỊNH",
        "Điều 3. A",
        "Điều 4. B",
    ]


def test_points_within_a_chapter_count_anew() -> None:
    chapter = {"tieu_de": "A", "danh_so": "muc", "cac_y": [{"tieu_de": "B", "danh_so": "dieu", "cac_y": ["C"]}]}
    printed = body(chapter, chapter, loai="quy-che")
    assert printed[:5] == ["Chương I", "A", "Mục 1", "B", "Điều 1. C"] and printed[5:] == [
        "Chương II",
        "A",
        "Mục 1",
        "B",
        "Điều 2. C",
    ]


def test_letters_have_đ_and_no_f_j_w_z() -> None:
    printed = body({"doan": "A", "danh_so": "a", "cac_y": ["B"] * 23})
    assert "".join(line[0] for line in printed[1:]) == "abcdđeghiklmnopqrstuvxy"


def test_every_level_with_too_many_letters_is_reported() -> None:
    long = {"doan": "A", "danh_so": "a", "cac_y": ["B"] * 24}
    with pytest.raises(ProblemsError) as error:
        composed(noi_dung=[long, long], phu_luc=[{"tieu_de": "C", "noi_dung": [long]}])
    assert refusals(error.value) == ["N028"] * 3
    assert [p.path[:2] for p in error.value.problems] == [("noi_dung", 0), ("noi_dung", 1), ("phu_luc", 0)]


def test_a_given_number_is_kept_and_counted_on() -> None:
    assert body("A", "B", "C", point("3"), "D", danh_so="1") == ["1. A", "2. B", "3. C", "3. A", "4. D"]
    assert body(point("IV"), "B") == ["IV. A", "V. B"]
    assert body({"doan": "A", "danh_so": "a", "cac_y": [point("đ"), "B"]})[1:] == ["đ) A", "e) B"]
    assert body("Z", {"doan": "A", "danh_so": "1.1", "cac_y": [point("2.5"), "B"]}, danh_so="1")[2:] == [
        "2.5. A",
        "2.6. B",
    ]
    assert body(point("7"), "B", loai="quyet-dinh")[1:] == ["Điều 7. A", "Điều 8. B"]


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "0", "IIII", "f", "3a", "MMMM", "-"])
def test_a_number_that_cannot_be_counted_on_is_printed_and_the_count_goes_on(number: str) -> None:
    assert body(point(number), "B") == [f"{number}. A", "II. B"]


def test_roman_numbers_end_where_they_end() -> None:
    assert body(point("3999"), "B") == ["3999. A", "4000. B"]


def test_a_node_without_words_takes_no_number() -> None:
    table = {"bang": {"dau": ["Cột"]}}
    assert body("A", table, "B", danh_so="1") == ["1. A", "", "2. B"]
    assert body("A", {"cac_y": ["B", "C"]}, "D", danh_so="1") == ["1. A", "2. B", "3. C", "4. D"]
    assert body("A", {"danh_so": "-", "cac_y": ["B", "C"]}, "D", danh_so="1") == ["1. A", "- B", "- C", "2. D"]
    tasks = [{"id": "nv-1", "noi_dung": "Rà soát"}]
    assert body("A", {"nhiem_vu": "nv-1"}, "D", danh_so="1", nhiem_vu=tasks) == ["1. A", "2. Rà soát.", "3. D"]


# --- cross-references ----------------------------------------------------------------------------------------------


def seen(*nodes: Any, **keys: Any) -> str:
    """What the last point's reference to ``x`` prints."""
    return lines(composed(noi_dung=[*nodes, "[[xem: x]]"], **keys))[-3].split(". ", 1)[1].removesuffix("./.")


@pytest.mark.parametrize(("nodes", "words"), [
    ([{"id": "x", "tieu_de": "A"}], "Mục I"),
    (["A", {"doan": "B", "cac_y": ["C", {"id": "x", "doan": "D"}]}], "khoản 2 Mục II"),
    ([{"doan": "B", "cac_y": [{"doan": "C", "danh_so": "a", "cac_y": [{"id": "x", "doan": "D"}]}]}],
        "điểm a khoản 1 Mục I"),
    ([{"doan": "B", "cac_y": [{"doan": "C", "cac_y": [{"id": "x", "doan": "D"}]}]}],
        "gạch đầu dòng thứ 1 khoản 1 Mục I"),
    ([{"doan": "A", "giao": {"id": "x"}}], "Mục I"),
    ([{"cac_y": [{"id": "x", "doan": "A"}]}], "Mục I"),
    ([{"doan": "A", "danh_so": "khong", "cac_y": [{"id": "x", "tieu_de": "Kinh phí"}]}], "phần “Kinh phí” Mục I"),
])  # fmt: skip
def test_a_reference_names_its_point(nodes: list[Any], words: str) -> None:
    assert seen(*nodes) == words


def test_an_article_needs_no_chapter() -> None:
    chapter = {"tieu_de": "A", "cac_y": [{"doan": "B", "cac_y": [{"id": "x", "doan": "C"}]}, "[[xem: x]]"]}
    assert lines(composed(loai="quy-che", noi_dung=[chapter]))[-3] == "Điều 2. khoản 1 Điều 1./."


def test_a_reference_before_its_target_and_after_an_insertion() -> None:
    target = {"id": "x", "doan": "B"}
    assert lines(composed(noi_dung=["[[xem: x]]", target]))[0] == "I. Mục II"
    assert lines(composed(noi_dung=["[[xem: x]]", "mới", target]))[0] == "I. Mục III"


def test_references_reach_into_annexes_and_attached_documents() -> None:
    texts = ["[[xem: pl]]", "[[xem: pl-1]]", "[[xem: qc]]", "[[xem: qc-1]]", "[[xem: qc-pl]]"]
    annex = {
        "id": "pl",
        "tieu_de": "A",
        "noi_dung": [{"id": "pl-1", "doan": "[[xem: d-1]], [[xem: pl-1]], [[xem: qc-1]]"}],
    }
    attached = {
        "id": "qc", "loai": "quy-che", "tieu_de": "A", "danh_so": "dieu",
        "noi_dung": [{"id": "qc-1", "doan": "[[xem: qc]], [[xem: qc-1]], [[xem: d-1]], [[xem: qc-pl]]"}],
        "phu_luc": [{"id": "qc-pl", "tieu_de": "B", "noi_dung": ["[[xem: qc-1]], [[xem: qc-pl]]"]}],
    }  # fmt: skip
    printed = lines(composed(loai="quyet-dinh", noi_dung=[*texts, {"id": "d-1", "doan": "Z"}], phu_luc=[annex],
                             van_ban_kem_theo=[attached]))  # fmt: skip
    assert printed[1:6] == [
        "Điều 1. Phụ lục", "Điều 2. Mục I Phụ lục", "Điều 3. Quy chế kèm theo", "Điều 4. Điều 1 Quy chế kèm theo",
        "Điều 5. Phụ lục Quy chế kèm theo",
    ]  # fmt: skip
    assert "Điều 1. Quy chế này, Điều 1, Điều 6 Quyết định, Phụ lục./." in printed
    assert "I. Điều 1 Quy chế này, Phụ lục./." in printed
    assert "I. Điều 6 Quyết định này, Mục I, Điều 1 Quy chế kèm theo./." in printed


def test_a_point_without_number_and_heading_cannot_be_named() -> None:
    nameless = {"doan": "A", "danh_so": "khong", "cac_y": [{"id": "x", "doan": "B"}]}
    with pytest.raises(ProblemsError) as error:
        composed(noi_dung=[nameless, "[[xem: x]]"])
    assert refusals(error.value) == ["N036"] and error.value.problems[0].path == ("noi_dung", 0, "cac_y", 0)
    composed(noi_dung=[nameless])  # nobody names it: no problem


NODES = st.recursive(
    st.just({"doan": "A"}),
    lambda below: st.builds(
        lambda style, points: {"doan": "A", "cac_y": points} | ({"danh_so": style} if style else {}),
        st.sampled_from([None, "muc", "1", "1.1", "a", "(1)", "-", "+"]), st.lists(below, max_size=4),
    ),
    max_leaves=20,
)  # fmt: skip


@given(
    st.lists(NODES, min_size=1, max_size=5),
    st.sampled_from(["ke-hoach", "thong-bao", "quy-che", "de-an", "quyet-dinh"]),
)
def test_references_to_different_points_differ(nodes: list[dict[str, Any]], kind: str) -> None:
    made = document(loai=kind, noi_dung=nodes)
    points = compose(made, Naming(made)).points
    names = [point.reference() for point in points]
    assert len(set(names)) == len(names) and all(names)


@given(st.lists(NODES, min_size=1, max_size=5))
def test_a_level_is_never_wider_than_the_one_above_by_default(nodes: list[dict[str, Any]]) -> None:
    made = document(noi_dung=nodes)
    for point in compose(made, Naming(made)).points:
        if point.parent and point.parent.node.numbering is None:
            assert ORDER.index(point.style) >= ORDER.index(point.parent.style)


@given(st.lists(st.text("0123456789IVXabđ.", max_size=5) | st.none(), min_size=1, max_size=8))
def test_any_given_numbers_are_kept(numbers: list[str | None]) -> None:
    printed = body(*({"doan": "A", "so": number} if number else "A" for number in numbers))
    assert all(line == f"{number}. A" for line, number in zip(printed, numbers, strict=True) if number)
