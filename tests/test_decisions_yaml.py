"""The file of decisions: what is written reads back, a hand-made one is enough, every fault has its place."""

from __future__ import annotations

import pytest
from hypothesis import given

from any_decisions import SHEETS
from generator.load.decisions import dump_decisions, parse_decisions
from generator.model import AgencyCell, Decision, DecisionSheet
from generator.problems import Problem, ProblemsError

HEAD = "chuong_trinh: tw-2027\ndon_vi: tinh/bac-giang\nnam: 2027\nthoi_diem: 2026-11-20\n"


def read(rows: str) -> DecisionSheet:
    return parse_decisions(HEAD + rows, "qd.yaml")


def faults(text: str) -> list[Problem]:
    with pytest.raises(ProblemsError) as error:
        parse_decisions(text, "qd.yaml")
    return list(error.value.problems)


def found(rows: str) -> list[tuple[str, str]]:
    """(code, line:column) of each fault of some rows below the head."""
    return [(p.code, p.place.removeprefix("qd.yaml:")) for p in faults(HEAD + rows)]


@given(SHEETS)
def test_what_is_written_reads_back(sheet: DecisionSheet) -> None:
    assert parse_decisions(dump_decisions(sheet), "qd.yaml") == sheet


def test_a_row_made_by_hand_needs_its_number_and_its_verdict_only() -> None:
    (own,) = read('hang: [{tt: "5", quyet_dinh: bo_trung_uong}]').decisions
    assert (own.row, own.verdict, own.is_persons) == ("5", "bo_trung_uong", True)
    (alone,) = read("hang: {tt: 5, quyet_dinh: giu, chu_tri: so-y-te, phoi_hop: [cong-an, Hội A]}").decisions
    assert (alone.lead.names, alone.support.names) == (("so-y-te",), ("cong-an", "Hội A"))


def test_what_the_head_leaves_out_is_given_and_what_it_says_stays() -> None:
    head = read("hang: []\nten: Chương trình A")
    assert parse_decisions("hang: [{tt: 5, quyet_dinh: giu}]", "qd.yaml", head=head) == head.model_copy(
        update={"decisions": (Decision(row="5", verdict="giu"),)}
    )
    own = parse_decisions("don_vi: xa/x\nnam:\nhang: []", "qd.yaml", head=head)
    assert (own.unit, own.year, own.title) == ("xa/x", 2027, "Chương trình A")
    assert [p.values["key"] for p in faults("hang: []")] == ["chuong_trinh", "don_vi", "nam", "thoi_diem"]


def test_the_seal_tells_who_decided() -> None:
    own = Decision(row="1", verdict="giu", content="Việc", lead=AgencyCell(names=("so-y-te",)))
    sheet = read("hang: []").model_copy(update={"decisions": (own.model_copy(update={"seal": own.own_seal()}),)})
    text = dump_decisions(sheet)
    assert parse_decisions(text, "qd.yaml").persons() == {}
    edits = [("giu\n", "khong_ap_dung\n"), (": Việc", ": Việc khác"), (": so-y-te", ": cong-an"),
             ("    dau:", "    nguoi_quyet: true\n    dau:")]  # fmt: skip
    for old, new in edits:
        assert text.count(old) == 1
        assert list(parse_decisions(text.replace(old, new), "qd.yaml").persons()) == ["1"]
    reasoned = text.replace("    dau:", "    ly_do: rõ hơn\n    dau:")
    assert parse_decisions(reasoned, "qd.yaml").persons() == {}


def test_every_fault_is_told_at_once_with_its_place() -> None:
    rows = "hang:\n  - {tt: 5, quyet_dinh: giua, ly: a}\n  - {quyet_dinh: giu}\n  - {tt: 6, nguoi_quyet: ừ}\n"
    assert found(rows) == [
        ("D006", "6:25"), ("D004", "6:31"), ("D003", "7:5"), ("D003", "8:5"), ("D006", "8:26"),
    ]  # fmt: skip
    (verdict, key) = faults(HEAD + "hang: [{tt: 5, quyet_dinh: giua, quyet_din: a}]")
    assert verdict.values["expected"] == "giu, sua, de_nghi, bo_trung_uong, khong_ap_dung, can_nguoi"
    assert key.values["near"] == "quyet_dinh"


def test_a_row_decided_twice_names_both_lines() -> None:
    rows = 'hang:\n  - {tt: "5", quyet_dinh: giu}\n  - {tt: 50, quyet_dinh: giu}\n  - {tt: 5, quyet_dinh: sua}\n'
    (twin,) = faults(HEAD + rows)
    assert (twin.code, twin.place, twin.values["line"]) == ("A030", "qd.yaml:8:10", 6)
    assert "dòng 6" in twin.message()
    assert found(rows + "  - {tt: 5, quyet_dinh: x}\n") == [("A030", "8:10"), ("A030", "9:10"), ("D006", "9:25")]


@pytest.mark.parametrize(("text", "codes"), [
    ("", ["D012"]), ("# chỉ có ghi chú", ["D012"]), ("- a", ["D001"]), ("hang: [", ["D001"]), ("a: 'b", ["D001"]),
    (HEAD + "hang: 5", ["D005"]), (HEAD + "hang: [5]", ["D005"]), (HEAD, ["D003"]),
    (HEAD + "hang:\n  - &a {tt: 5, quyet_dinh: giu}\n  - *a", ["D011", "D011"]),
    (HEAD + "hang: [{tt: [5], quyet_dinh: giu}]", ["D005"]), (HEAD + "hang: []\nhang: []", ["D002"]),
])  # fmt: skip
def test_what_is_no_such_file_is_refused(text: str, codes: list[str]) -> None:
    assert [p.code for p in faults(text)] == codes
    assert all(p.place.startswith("qd.yaml:") for p in faults(text))


def test_the_file_says_how_to_decide_and_open_rows_ask() -> None:
    open_row = Decision(row="9", verdict="can_nguoi", question="Sở nào chủ trì?", candidates=("so-y-te", "Hội A"),
                        proposed="giu")  # fmt: skip
    sheet = read("hang: [{tt: 5, quyet_dinh: giu}]")
    lines = dump_decisions(sheet.model_copy(update={"decisions": (*sheet.decisions, open_row)})).splitlines()
    head = lines[: lines.index("chuong_trinh: tw-2027")]
    assert all(line.startswith("#") for line in head)
    for word in ("--decisions", "giu ", "sua ", "de_nghi ", "bo_trung_uong ", "khong_ap_dung ", "can_nguoi ", "dau"):
        assert any(word in line for line in head)
    assert "# Còn 1 hàng chờ quyết, tt: 9." in head
    asked = lines.index("  - tt: 9") - 1
    assert lines[asked] == "  # HỎI: Sở nào chủ trì? Có thể chọn: so-y-te; Hội A. Công cụ đề xuất: giu (Giữ nguyên)."
    assert sum("HỎI" in line for line in lines) == 1
    settled = dump_decisions(sheet)
    assert "HỎI" not in settled and "chờ quyết, tt" not in settled


def test_a_question_of_several_lines_stays_a_comment() -> None:
    asked = Decision(row="9", verdict="can_nguoi", question="Một?\n- hai: ba\n" + "dài " * 60)
    sheet = read("hang: []").model_copy(update={"decisions": (asked,)})
    text = dump_decisions(sheet)
    (again,) = parse_decisions(text, "qd.yaml").decisions
    assert again.question == asked.question.strip(" ")
    assert all(len(line) <= 110 for line in text.splitlines() if line.lstrip().startswith("# HỎI"))
