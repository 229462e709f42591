"""What the model accepts and refuses, by YAML key; every refusal names a problem of the catalogue."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from builders import LEAST, document
from generator.model import AgencyCell, Document, Task, entries
from generator.model.base import MAX_BLANK_ROWS
from generator.problems import CATALOGUE, Words

TASK = {"noi_dung": "Rà soát", "chu_tri": "so-noi-vu"}
ANNEX = {"tieu_de": "Nhiệm vụ", "bang": "nhiem_vu"}


def refused(**keys: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """The codes and places of what the model refuses."""
    try:
        document(**keys)
    except ValidationError as error:
        return [(e["type"], e["loc"]) for e in error.errors() if not (e["type"] == "too_short" and e["input"])]
    return []


@pytest.mark.parametrize(("keys", "code", "place"), [
    # a text that must say something
    ({"trich_yeu": ""}, "D005", ("trich_yeu",)),
    ({"co_quan_ban_hanh": ""}, "D005", ("co_quan_ban_hanh",)),
    ({"nhiem_vu": [{"noi_dung": ""}]}, "D005", ("nhiem_vu", 0, "noi_dung")),
    ({"phu_luc": [ANNEX | {"tieu_de": ""}]}, "D005", ("phu_luc", 0, "tieu_de")),
    ({"mo_dau": ["a", ""]}, "D005", ("mo_dau", 1)),
    ({"noi_dung": [{}]}, "D013", ("noi_dung", 0)),
    ({"noi_dung": [""]}, "D013", ("noi_dung", 0)),
    ({"noi_dung": [{"so": "3"}]}, "D013", ("noi_dung", 0)),
    ({"noi_dung": [{"giao": {"id": "a"}}]}, "D013", ("noi_dung", 0)),
    ({"chu_thich": {"1": ""}}, "D005", ("chu_thich", "1")),
    ({"phu_luc": [{"tieu_de": "A"}]}, "D013", ("phu_luc", 0)),
    ({"van_ban_kem_theo": [{"loai": "quy-che", "tieu_de": "A"}]}, "D013", ("van_ban_kem_theo", 0)),
    ({"van_ban_kem_theo": [{"loai": "quy-ch", "tieu_de": "A", "noi_dung": ["b"]}]}, "D016", ("van_ban_kem_theo", 0)),
    # keys of footnotes
    ({"chu_thich": {"a\x01": "b"}}, "D005", ("chu_thich", "a\x01", "[key]")),
    ({"chu_thich": {"a b": "b"}}, "D005", ("chu_thich", "a b", "[key]")),
    ({"chu_thich": {"a]": "b"}}, "D005", ("chu_thich", "a]", "[key]")),
    # numbers and years
    ({"nam": "0"}, "D005", ("nam",)),
    ({"nam": "26"}, "D005", ("nam",)),
    ({"lan_du_thao": "0"}, "D005", ("lan_du_thao",)),
    ({"giai_doan": "2030-2026"}, "D005", ("giai_doan",)),
    ({"giai_doan": "2026-2026"}, "D005", ("giai_doan",)),
    ({"so": "0"}, "D005", ("so",)),
    ({"luu": {"so_ban": "0"}}, "D005", ("luu", "so_ban")),
    ({"luu": {"don_vi": []}}, "too_short", ("luu", "don_vi")),
    ({"noi_dung": [{"bang": {"dau": ["A"], "dong_trong": str(MAX_BLANK_ROWS + 1)}}]}, "D005",
     ("noi_dung", 0, "bang", "dong_trong")),
    # tables and tasks
    ({"phu_luc": [ANNEX | {"cot": []}]}, "too_short", ("phu_luc", 0, "cot")),
    ({"phu_luc": [ANNEX | {"cot": "thoi-gian"}]}, "literal_error", ("phu_luc", 0, "cot", 0)),
    ({"noi_dung": [{"nhiem_vu": {}}]}, "D013", ("noi_dung", 0, "nhiem_vu")),
    ({"noi_dung": [{"nhiem_vu": {"theo": "chu_tri", "ma": ["a"]}}]}, "D013", ("noi_dung", 0, "nhiem_vu")),
    ({"noi_dung": [{"nhiem_vu": {"theo": "linh_vuc", "chung": "cac-so-nganh"}}]}, "D013", ("noi_dung", 0, "nhiem_vu")),
    ({"noi_dung": [{"nhiem_vu": {"ma": "a", "chung": "cac-so-nganh"}}]}, "D013", ("noi_dung", 0, "nhiem_vu")),
    ({"noi_dung": [{"nhiem_vu": {"theo": "chu_tri", "ngoac": "chu_tri"}}]}, "literal_error",
     ("noi_dung", 0, "nhiem_vu", "ngoac", 0)),
    # who signs, who receives
    ({"nguoi_ky": []}, "too_short", ("nguoi_ky",)),
    ({"nguoi_ky": {"ho_ten": "A"}}, "D003", ("nguoi_ky", 0)),
    ({"nguoi_ky": {"quyen_han": [{"tm": "A", "kt": "B"}]}}, "D013", ("nguoi_ky", 0, "quyen_han", 0)),
    ({"nguoi_ky": {"quyen_han": [{}]}}, "D013", ("nguoi_ky", 0, "quyen_han", 0)),
    ({"noi_nhan": [{"ten": "A", "nhom": ["B"]}]}, "D013", ("noi_nhan", 0)),
    ({"can_cu": [{"loai": "Luật"}]}, "D013", ("can_cu", 0)),
    ({"loai": {"ten": "Phiếu trình"}}, "D013", ("loai",)),
])  # fmt: skip
def test_refused_at_its_place(keys: dict[str, Any], code: str, place: tuple[str | int, ...]) -> None:
    assert refused(**keys) == [(code, place)]


@pytest.mark.parametrize("keys", [
    {"nam": "2027", "giai_doan": "2026-2030", "lan_du_thao": "1"},
    {"chu_thich": {"*": "a", "1": "b", "ghi-chú": "c"}},
    {"phu_luc": [ANNEX | {"cot": "noi_dung", "gop": "noi_dung", "loc": {"nhom": None, "chu_tri": "so-y-te",
        "quy": []}}]},
    {"noi_dung": [{"nhiem_vu": "nv-1"}, {"nhiem_vu": ["nv-1"]}, {"nhiem_vu": {"theo": "thoi_gian"}}]},
    {"noi_dung": [{"nhiem_vu": {"theo": "linh_vuc", "ngoac": "thoi_gian"}}, {"nhiem_vu": {"ma": "a", "ngoac": []}},
                  {"nhiem_vu": {"theo": "chu_tri", "ngoac": ["thoi_gian", "phoi_hop"], "chung": "Các sở, ngành"}}]},
    {"noi_dung": [{"bang": {"dau": ["A", ""], "hang": [["1", None]], "tong": {"cot": "1"}, "dong_trong": "1000"}}]},
    {"noi_dung": [{"tieu_de": "A"}, {"dan": "A"}, {"doan": "A"}, {"cac_y": ["A"]}]},
    {"can_cu": "Căn cứ Luật Tổ chức chính quyền địa phương", "noi_nhan": "Như trên"},
    {"nguoi_ky": {"quyen_han": {"kt": "Chủ tịch"}, "chuc_vu": "Phó Chủ tịch"}},
    {"van_ban_kem_theo": [{"loai": "Danh sách", "tieu_de": "A", "noi_dung": ["b"]}]},
    {"so": "007", "ky_hieu": "", "ket_thuc": ""},
    {"nhiem_vu": [TASK | {"chu_tri": "", "thoi_gian": "", "phoi_hop": []}]},
])  # fmt: skip
def test_near_misses_are_accepted(keys: dict[str, Any]) -> None:
    assert refused(**keys) == []


def test_one_item_may_stand_without_its_list() -> None:
    annex = document(phu_luc=[ANNEX | {"cot": "noi_dung", "loc": {"nhom": "A"}}]).annexes[0]
    assert (annex.columns, annex.filter) == (("noi_dung",), {"nhom": ("A",)})
    assert (
        document(noi_dung=[{"nhiem_vu": "nv-1"}]).body[0].tasks
        == document(noi_dung=[{"nhiem_vu": ["nv-1"]}]).body[0].tasks
    )


def test_an_empty_filter_asks_for_nothing() -> None:
    assert document(phu_luc=[ANNEX | {"loc": {"nhom": None, "quy": [], "linh_vuc": ""}}]).annexes[0].filter == {}


def test_the_words_of_refusals_are_marked_for_translation() -> None:
    wrong: list[dict[str, Any]] = [
        {"nam": "0"}, {"giai_doan": "1"}, {"lan_du_thao": "0"}, {"so": "a"}, {"noi_dung": [{}]},
            {"noi_dung": [{"id": "Ă"}]},
        {"trich_yeu": ["a"]}, {"trich_yeu": ""}, {"chu_thich": {"a b": "c"}}, {"can_cu": [{}]}, {"loai": {"ten": "A"}},
        {"noi_nhan": [{}]}, {"nguoi_ky": {"quyen_han": [{}]}}, {"phu_luc": [{"tieu_de": "A"}]},
            {"luu": {"so_ban": "x"}},
        {"noi_dung": [{"nhiem_vu": {}}]}, {"noi_dung": [{"nhiem_vu": {"ma": "a", "chung": "b"}}]},
        {"van_ban_kem_theo": [{"loai": "A", "tieu_de": "B"}]},
    ]  # fmt: skip
    for keys in wrong:
        with pytest.raises(ValidationError) as error:
            document(**keys)
        for found in (e for e in error.value.errors() if e["type"] != "too_short"):
            assert found["type"] in CATALOGUE
            said = [v for k, v in found["ctx"].items() if k in ("expected", "detail")]
            assert said and all(isinstance(text, Words) for text in said), found


def test_a_note_in_brackets_loses_them() -> None:
    notes = [
        r.note
        for r in document(noi_nhan=[{"ten": "A", "ghi_chu": n} for n in ("(để b/c)", "để b/c", "b/c (2)")]).recipients
    ]
    assert notes == ["để b/c", "để b/c", "b/c (2)"]


def test_required_keys_are_those_of_the_least_plan() -> None:
    required = {field.alias for field in Document.model_fields.values() if field.is_required()}
    assert required == set(LEAST)


def test_a_cell_is_a_text_a_list_or_both() -> None:
    assert Task(content="A", lead="so-y-te").lead == AgencyCell(names=("so-y-te",))  # type: ignore[arg-type]
    assert AgencyCell(names=("so-y-te", "Nhóm 1")).ids == ("so-y-te",)
    assert not AgencyCell() and AgencyCell(printed="A")


# --- tasks of the document -----------------------------------------------------------------------------------------


def contents(**keys: Any) -> list[tuple[str, str, str]]:
    return [(e.task.content, ", ".join(e.task.lead.names), e.task.time) for e in entries(document(**keys))]


def test_a_point_hands_down_what_its_points_leave_out() -> None:
    point = {
        "doan": "Giao Sở Y tế:", "giao": {"chu_tri": "so-y-te", "thoi_gian": "Quý I"},
        "cac_y": [{"doan": "A", "giao": {}}, {"doan": "B", "giao": {"chu_tri": "cong-an"}},
                  {"cac_y": [{"doan": "C", "giao": {"thoi_gian": "Quý II"}}]}, "D"],
    }  # fmt: skip
    assert contents(noi_dung=[point]) == [
        ("A", "so-y-te", "Quý I"),
        ("B", "cong-an", "Quý I"),
        ("C", "so-y-te", "Quý II"),
    ]


def test_a_task_says_what_stands_below_its_point() -> None:
    point = {
        "doan": "Giao Sở Y tế[^1]:",
        "giao": {"chu_tri": "so-y-te"},
        "cac_y": ["rà soát;", {"doan": "**báo cáo**.[^1]"}],
    }
    assert contents(noi_dung=[point])[0][0] == "Giao Sở Y tế: rà soát; **báo cáo**."
    alone = {"dan": "Sở Y tế", "doan": "Rà soát.", "giao": {}}
    assert contents(noi_dung=[alone])[0][0] == "Rà soát."
    assert contents(noi_dung=[{"tieu_de": "Sở Y tế", "giao": {}}])[0][0] == "Sở Y tế"


def test_escapes_of_a_point_stay_escapes_in_its_task() -> None:
    assert contents(noi_dung=[{"doan": r"a \*b\* [^1] [[xem: c]]", "giao": {}}])[0][0] == r"a \*b\*  [[xem: c]]"


def test_ids_come_from_the_content_alone() -> None:
    tasks = [
        {"noi_dung": "Rà soát"},
        {"noi_dung": "RÀ  SOÁT"},
        {"noi_dung": "Khác"},
        {"id": "a", "noi_dung": "Rà soát"},
    ]
    first, second, third, given = (e.id for e in entries(document(nhiem_vu=tasks)))
    assert second == f"{first}-2" and given == "a" and third not in (first, second)
    assert [e.id for e in entries(document(nhiem_vu=tasks[::-1]))][1:] == [third, first, second]


@pytest.mark.parametrize(("written", "kept"), [
    ("(để b/c)", "để b/c"), ("để b/c", "để b/c"), ("(a) và (b)", "(a) và (b)"), ("(để (b)/c)", "(để (b)/c)"),
])
def test_only_one_pair_of_brackets_around_a_note_is_taken_off(written: str, kept: str) -> None:
    assert document(noi_nhan=[{"ten": "Sở Y tế", "ghi_chu": written}]).recipients[0].note == kept


def test_a_sub_task_takes_what_it_leaves_out_from_the_task_above() -> None:
    keys = {"chu_tri": "so-y-te", "phoi_hop": "so-tai-chinh", "thoi_gian": "Quý I"}
    below = [{"noi_dung": "Con", "thoi_gian": "Quý II", "con": [{"noi_dung": "Cháu", "chu_tri": "cong-an"}]}]
    (top,) = entries(document(nhiem_vu=[TASK | keys | {"con": below}]))
    said = [(e.task.lead.names, e.task.support.names, e.task.time) for e in top.filled().walk()]
    assert said == [
        (("so-y-te",), ("so-tai-chinh",), "Quý I"), (("so-y-te",), ("so-tai-chinh",), "Quý II"),
        (("cong-an",), ("so-tai-chinh",), "Quý II"),
    ]  # fmt: skip
    assert [e.id for e in top.filled().walk()] == [e.id for e in top.walk()]
