"""A document written as a plan file reads back as the same document, in the words and order of an officer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any_documents import DOCUMENTS, HOSTILE, TEXT
from generator.cli.files import skeleton
from generator.load import load_plan, parse_plan
from generator.load.dump import SCHEMA_LINE, dump
from generator.model import Document
from generator.norm import document_types
from made_plans import MADE
from rich_documents import KINDS, rich_document

PLANS = sorted((Path(__file__).resolve().parent.parent / "plans").glob("*.yaml"))
KEYS: dict[str, Any] = {
    "loai": "ke-hoach", "trang_thai": "du_thao", "thoi_diem": "2026-11-20", "co_quan_ban_hanh": "Sở A",
    "tham_quyen": "tap_the", "trich_yeu": "Việc B", "nguoi_ky": {"chuc_vu": "Giám đốc"},
}  # fmt: skip


def document(**keys: Any) -> Document:
    """A small document with these keys besides the required ones."""
    return Document.model_validate(KEYS | keys)


def body(**keys: Any) -> list[str]:
    """The lines that these keys add to the plan file of a small document."""
    plain = set(dump(document()).splitlines())
    return [line for line in dump(document(**keys)).splitlines() if line not in plain]


def assert_reads_back(own: Document, text: str) -> None:
    loaded = parse_plan(text, "a.yaml")
    assert loaded.document == own
    assert loaded.notices == ()


# --- the law ----------------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(DOCUMENTS)
def test_any_document_reads_back(own: Document) -> None:
    assert_reads_back(own, dump(own))


@given(MADE)
def test_made_plans_read_back(keys: dict[str, Any]) -> None:
    own = document(**keys)
    assert_reads_back(own, dump(own))


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_example_plans_read_back(plan: Path) -> None:
    own = load_plan(plan).document
    assert_reads_back(own, dump(own))


@pytest.mark.parametrize("kind", KINDS)
def test_rich_documents_read_back(kind: str) -> None:
    assert_reads_back(rich_document(kind), dump(rich_document(kind)))


@pytest.mark.parametrize("kind", sorted(document_types()))
def test_skeletons_read_back(kind: str) -> None:
    own = parse_plan(skeleton(kind), "khung").document
    assert_reads_back(own, dump(own))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_reads_back_wherever_it_stands(text: str) -> None:
    text = text.strip(" ")
    own = document(
        trich_yeu=text, mo_dau=[text, text], noi_dung=[text, {"doan": [text], "dan": text}],
        noi_nhan=[{"nhom": [text, text], "ghi_chu": text}], luu={"don_vi": [text, text]},
        phu_luc=[{"tieu_de": f"{text}\n{text}", "bang": {"dau": [text], "hang": [[text], [None]]}}],
        nhiem_vu=[{"noi_dung": text, "chu_tri": {"ghi": f"{text}\n\n{text}", "la": [text]}, "phoi_hop": [text, text]}],
    )  # fmt: skip
    assert_reads_back(own, dump(own))


@pytest.mark.parametrize("key", ["<<", "?", "-", "#", "null", "~", "a:", "'", '"', "{", "*", "&a", "a#", "010", "\x7f"])
def test_a_hostile_key_reads_back(key: str) -> None:
    own = document(chu_thich={key: "Ghi chú"})
    assert_reads_back(own, dump(own))


def test_an_empty_text_is_not_an_absent_one() -> None:
    assert_reads_back(document(dia_danh=""), dump(document(dia_danh="")))
    assert body(dia_danh="") == ['dia_danh: ""']
    assert body(noi_dung=[{"doan": "A", "giao": {}}])[-1] == "    giao: {}"


def test_an_annex_keeps_a_default_said_against_its_table() -> None:
    table = {"loai": "nhiem_vu", "tt": "theo_nhom"}
    own = document(phu_luc=[{"tieu_de": "A", "bang": table, "tt": "lien_tuc"}])
    again = parse_plan(dump(own), "a").document
    assert again.annexes[0].effective_table() == own.annexes[0].effective_table()
    assert "    tt: lien_tuc" in dump(own)
    assert "    tt: lien_tuc" not in dump(document(phu_luc=[{"tieu_de": "A", "bang": table}]))


# --- how it looks -----------------------------------------------------------------------------------------------------


def test_the_plan_begins_with_the_schema_and_the_required_keys() -> None:
    assert dump(document()).splitlines()[:3] == [SCHEMA_LINE, "loai: ke-hoach", "trang_thai: du_thao"]
    assert SCHEMA_LINE in skeleton("ke-hoach")


def test_short_forms_are_used() -> None:
    assert body(can_cu=["Căn cứ A"]) == ["can_cu:", "  - Căn cứ A"]
    assert body(noi_nhan=["Các sở"], mo_dau=["Như sau:"]) == ['mo_dau: "Như sau:"', "noi_nhan:", "  - Các sở"]
    assert body(noi_dung=[{"doan": ["Một"]}]) == ["noi_dung:", "  - Một"]
    assert body(noi_dung=[{"doan": ["Một", "Hai"]}]) == ["noi_dung:", "  - doan: [Một, Hai]"]
    assert body(luu={"don_vi": ["VT", "NC"]}) == ["luu:", "  don_vi: [VT, NC]"]


def test_a_task_is_written_in_the_order_of_a_table() -> None:
    task = {"id": "a", "thoi_gian": "Quý I", "chu_tri": "so-y-te", "phoi_hop": {"ghi": "Các sở", "la": ["a", "b"]},
            "noi_dung": "Việc\nlớn", "than": False, "con": [{"noi_dung": "Con"}]}  # fmt: skip
    assert body(nhiem_vu=[task]) == [
        "nhiem_vu:", "  - id: a", "    noi_dung: |-", "      Việc", "      lớn", "    chu_tri: so-y-te",
        "    phoi_hop:", "      ghi: Các sở", "      la: [a, b]", "    thoi_gian: Quý I", "    than: false",
        "    con:", "      - noi_dung: Con",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "written"), [
    ("Việc: một", '"Việc: một"'), ("a:b", "a:b"), ("a#b", "a#b"), ("a #b", '"a #b"'), ("-5", '"-5"'),
    ("[[xem: a]]", '"[[xem: a]]"'), ("Xem [[a]]", "Xem [[a]]"), ('"A" và: b', "'\"A\" và: b'"), ("true", '"true"'),
    ("null", '"null"'), ("010", "010"), ("14:30", "14:30"), ("on", "on"), ("\\a", "\\a"), ("'a'", '"\'a\'"'),
])  # fmt: skip
def test_quotes_stand_only_where_they_are_needed(text: str, written: str) -> None:
    assert body(dia_danh=text) == [f"dia_danh: {written}"]


def test_a_long_text_is_folded_and_its_double_spaces_stay_within_a_line() -> None:
    text = "Một câu dài:  có hai dấu cách; " * 20 + "hết"
    lines = body(ket_thuc=text)
    assert lines[0] == "ket_thuc: >-"
    assert all(len(line) <= 110 for line in lines)
    assert_reads_back(document(ket_thuc=text), dump(document(ket_thuc=text)))


def test_rows_of_a_table_stand_on_a_line_each() -> None:
    table = {"dau": ["TT", "Chỉ tiêu, đơn vị"], "hang": [["1", None], ["2", "a\nb"]]}
    assert body(noi_dung=[{"bang": table}])[2:] == [
        "      dau:", "        - TT", "        - Chỉ tiêu, đơn vị", "      hang:", "        - [1, null]",
        "        - - 2", "          - |-", "            a", "            b",
    ]  # fmt: skip


# --- notes ------------------------------------------------------------------------------------------------------------

PATHS = st.lists(st.sampled_from(["nhiem_vu", "noi_dung", "doan", "cac_y", "chu_tri", "la", "phu_luc", "bang", "hang",
                                  "nguoi_ky", "noi_nhan", "không có", 0, 1, 2]), max_size=6).map(tuple)  # fmt: skip


@given(DOCUMENTS, st.dictionaries(PATHS, st.lists(TEXT, min_size=1, max_size=2), max_size=6))
def test_notes_change_nothing_and_stand_in_the_text_once(own: Document, notes: dict[Any, list[str]]) -> None:
    numbered = {path: [f"HỎI{i}.{j}: {' '.join(word.split())} ." for j, word in enumerate(words)]
                for i, (path, words) in enumerate(notes.items())}  # fmt: skip
    text = dump(own, numbered)
    assert_reads_back(own, text)
    comments = " ".join(" ".join(line.split("#", 1)[1].split()) for line in text.splitlines()
                        if line.lstrip().startswith("# "))  # fmt: skip
    for note in (each for words in numbered.values() for each in words):
        assert comments.count(note.split()[0]) == 1


def test_a_note_stands_above_its_key_or_item() -> None:
    notes = {
        (): ["Cả văn bản"], ("noi_dung", 0, "doan", 0): ["HỎI: đoạn?"], ("nhiem_vu", 0, "id"): ["mã"],
        ("nhiem_vu", 0): ["việc"], ("nhiem_vu", 0, "thoi_gian"): ["thiếu thời gian"],
        ("nhiem_vu", 0, "phoi_hop", "la", 1): ["HỎI: cơ quan nào?"],
    }  # fmt: skip
    own = document(noi_dung=["Một"], nhiem_vu=[{"id": "a", "noi_dung": "B", "phoi_hop": ["Sở C", "Sở D"]}])
    lines = [line for line in dump(own, notes).splitlines() if line]
    assert lines[:2] == [SCHEMA_LINE, "# Cả văn bản"]
    assert lines[lines.index("noi_dung:") : lines.index("nguoi_ky:")] == [
        "noi_dung:", "  # HỎI: đoạn?", "  - Một", "nhiem_vu:", "  # việc", "  # thiếu thời gian", "  # mã", "  - id: a",
        "    noi_dung: B", "    phoi_hop:", "      - Sở C", "      # HỎI: cơ quan nào?", "      - Sở D",
    ]  # fmt: skip


def test_a_long_note_is_wrapped() -> None:
    lines = [line for line in dump(document(), {("so",): ["từ " * 100]}).splitlines() if line.startswith("# từ")]
    assert len(lines) > 2 and max(map(len, lines)) <= 110
