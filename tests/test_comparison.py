"""The table that goes with a drafted plan: every row of the programme, in its order, through the ordinary press."""

from __future__ import annotations

from typing import Any

import pytest

from builders import LEAST, document
from generator.agencies import registry
from generator.comparison import comparison
from generator.load import parse_plan
from generator.load.dump import dump
from generator.model import AgencyCell, DecisionSheet, Document
from generator.pipeline import Press, make
from generator.word.archive import read
from generator.word.xml import parse

PRESS = Press()
VERDICTS = ("giu", "sua", "de_nghi", "bo_trung_uong", "khong_ap_dung", "can_nguoi")
PLAN = document(
    nam=2027,
    nhiem_vu=[
        {"id": "nv-1", "noi_dung": "Mở lớp [[xem: a]] cho **cán bộ**[^1]", "chu_tri": "so-y-te", "phoi_hop": "cong-an"},
        {"id": "nv-2", "noi_dung": "Việc cha", "con": [{"id": "nv-3", "noi_dung": "Việc con", "chu_tri": "cong-an"}]},
    ],
)  # fmt: skip


def sheet(*decisions: dict[str, Any], **fields: Any) -> DecisionSheet:
    given = {"programme": "tw-2027", "title": "Chương trình A", "unit": "tp/bac-ninh", "year": 2027,
             "as_of": "2026-11-20", "decisions": decisions}  # fmt: skip
    return DecisionSheet.model_validate(given | fields)


def rows(made: Document) -> tuple[tuple[str | None, ...], ...]:
    table = made.annexes[0].table
    assert table is not None
    return table.rows


def printed(made: Document) -> bytes:
    """The finished Word file; fails on any finding."""
    product = make(parse_plan(dump(made), "bang-doi-chieu.yaml"), PRESS)
    assert product.findings == ()
    return product.data


def many(count: int) -> DecisionSheet:
    """A made-up programme whose rows go every way."""
    lead, support = AgencyCell(names=("so-y-te",)), AgencyCell(names=("cong-an", "ubnd-cap-xa"))
    return sheet(*(
        {"row": str(i), "verdict": VERDICTS[i % 6], "source_text": f"Nhiệm vụ {i} của chương trình, nhiều dòng " * 3,
         "content": f"Nhiệm vụ {i} của địa phương " * 4, "lead": lead, "support": support, "reason": f"Lý do {i}",
         "question": "Ai chủ trì?"}
        for i in range(1, count + 1)
    ))  # fmt: skip


# --- what it says -----------------------------------------------------------------------------------------------------


def test_every_row_stands_in_the_programmes_order_with_its_verdict() -> None:
    made = many(70)
    found = rows(comparison(made, PLAN))
    assert [row[0] for row in found] == [own.row for own in made.decisions]
    words = {"giu": "Giữ nguyên", "sua": "Sửa lời", "de_nghi": "Đề nghị", "bo_trung_uong": "Để Trung ương",
             "khong_ap_dung": "Không áp dụng", "can_nguoi": "Cần người quyết"}  # fmt: skip
    assert [row[2] for row in found] == [words[own.verdict] for own in made.decisions]


def test_the_reason_is_a_sentence_without_what_the_columns_say_and_a_persons_is_whole() -> None:
    reason = "việc tổ chức; Bộ Y tế → Sở Y tế; «cả nước» → «trên địa bàn tỉnh»: phạm vi"
    (ours,) = rows(comparison(sheet({"row": "1", "verdict": "giu", "reason": reason}), PLAN))
    assert ours[6] == "Việc tổ chức; «cả nước» → «trên địa bàn tỉnh»: phạm vi"
    (theirs,) = rows(comparison(sheet({"row": "1", "verdict": "giu", "reason": reason, "decided": True}), PLAN))
    assert theirs[6] == "V" + reason[1:]


def test_a_row_that_is_not_in_the_plan_shows_nothing_of_the_plan() -> None:
    kept, left = rows(comparison(many(3), PLAN))[1:]
    own = " ".join(["Nhiệm vụ 2 của địa phương"] * 4)
    assert kept[3:6] == (own, "Sở Y tế", "Công an thành phố, UBND các xã, phường")
    assert left[3:] == ("", "", "", "Lý do 3")
    (asked,) = rows(comparison(sheet({"row": "9", "verdict": "can_nguoi", "reason": "Trùng", "question": "Ai?"}), PLAN))
    assert asked == ("9", "", "Cần người quyết", "", "", "", "Trùng Ai?")


def test_the_tasks_of_the_plan_are_shown_where_it_has_them() -> None:
    made = sheet({"row": "1", "verdict": "giu", "content": "Lời cũ", "tasks": ("nv-1",)},
                 {"row": "2", "verdict": "sua", "tasks": ("nv-1", "nv-3", "mất")},
                 {"row": "3", "verdict": "giu", "content": "Lời của bảng", "tasks": ("mất",)})  # fmt: skip
    first, second, third = (row[3:6] for row in rows(comparison(made, PLAN)))
    assert first == ("Mở lớp cho cán bộ", "Sở Y tế", "Công an thành phố")
    assert second == ("(1) Mở lớp cho cán bộ; (2) Việc con", "(1) Sở Y tế; (2) Công an thành phố",
                      "(1) Công an thành phố")  # fmt: skip
    assert third == ("Lời của bảng", "", "")


def test_texts_of_others_stay_letters() -> None:
    made = sheet({"row": "1", "verdict": "giu", "source_text": "**Mở mà không đóng [^", "content": "a * b ^2 [[xem: x"},
                 {"row": "2", "verdict": "giu", "lead": AgencyCell(names=("co-quan-khong-co",))})  # fmt: skip
    made = comparison(made, PLAN)
    assert "**Mở mà không đóng [^" in letters(printed(made)) and "a * b ^2 [[xem: x" in letters(printed(made))
    assert rows(made)[1][4] == "co-quan-khong-co"


def test_what_the_programme_assigned_stands_beside_its_content() -> None:
    made = sheet({"row": "1", "verdict": "giu", "source_text": "Việc"}, {"row": "2", "verdict": "giu"})
    found = rows(comparison(made, PLAN, {"1": "(Bộ A; Quý I)"}))
    assert [row[1] for row in found] == ["Việc (Bộ A; Quý I)", ""]


def test_the_opening_counts_what_became_of_the_rows() -> None:
    (opening,) = comparison(many(70), PLAN).opening
    assert opening.startswith(
        "Chương trình A có 70 nhiệm vụ, gồm: 35 nhiệm vụ đưa vào kế hoạch (giữ nguyên 11, sửa lời 12, đề nghị 12); "
        "12 nhiệm vụ để cơ quan Trung ương thực hiện; 12 nhiệm vụ không áp dụng; 11 nhiệm vụ chờ quyết định."
    )
    (bare,) = comparison(sheet({"row": "1", "verdict": "khong_ap_dung"}, title=""), PLAN).opening
    assert bare.startswith("Chương trình tw-2027 có 1 nhiệm vụ, gồm: 0 nhiệm vụ đưa vào kế hoạch; 1 nhiệm vụ không ")


@pytest.mark.parametrize(("unit", "word"), [("tinh/bac-giang", "tỉnh"), ("tinh/khong-co", "địa phương")])
def test_the_title_names_the_kind_of_unit(unit: str, word: str) -> None:
    made = comparison(sheet({"row": "1", "verdict": "giu"}, unit=unit, as_of="2024-03-01"), PLAN)
    assert (made.type.name, made.subject) == ("Bảng đối chiếu", f"Nhiệm vụ Trung ương – {word}")


def test_a_commune_is_called_a_commune() -> None:
    made = sheet({"row": "1", "verdict": "giu"})
    kinds = {unit.kind: unit.id for unit in registry().communes("tp/bac-ninh", made.as_of)}
    for kind in ("xã", "phường"):
        own = comparison(made.model_copy(update={"unit": kinds[kind]}), PLAN)
        table = own.annexes[0].table
        assert own.subject == f"Nhiệm vụ Trung ương – {kind}"
        assert table is not None and table.header[3] == f"Nhiệm vụ trong kế hoạch của {kind}"


def test_it_is_a_draft_of_the_plans_issuer() -> None:
    issued = document(trang_thai="da_ban_hanh", so="12", ngay="2026-11-25", kem_theo="(Kèm theo A)", can_cu=["A"])
    made = comparison(sheet({"row": "1", "verdict": "giu"}), issued)
    assert (made.status, made.number, made.date, made.attached_to, made.bases) == ("du_thao", None, None, None, ())
    assert (made.issuer, made.power, made.signers) == (LEAST["co_quan_ban_hanh"], "tap_the", issued.signers)


# --- what is printed --------------------------------------------------------------------------------------------------


def letters(data: bytes) -> str:
    """The letters of the document, paragraph by paragraph."""
    root = parse(read(data)["word/document.xml"])
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(t.text or "" for t in p.iter(f"{space}t")) for p in root.iter(f"{space}p"))


def test_seventy_rows_go_through_the_press_without_a_finding() -> None:
    made = many(70)
    data = printed(comparison(made, PLAN))
    text = letters(data)
    assert "BẢNG ĐỐI CHIẾU\nNhiệm vụ Trung ương – " in text
    assert all(f"\n{own.row}\n{own.source_text.strip()}" in text for own in made.decisions)
    xml = read(data)["word/document.xml"]
    assert xml.count(b'w:orient="landscape"') == 1
    assert xml.count(b"<w:tblHeader/>") == 1
    assert data == printed(comparison(made, PLAN))
