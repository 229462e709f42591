"""Plans drafted from real programmes (../shared, read at test time) and from the shipped one, for every province.

What is known of the rows of the national programme of 2024 stands here as numbers: which are the central bodies' own,
which of them a person may be asked about. No rule of the product knows a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from examples import ROOT
from generator.agencies import Naming, registry
from generator.drafting import Draft, Order, draft
from generator.intake import take_in
from generator.load import LoadedPlan, load_plan, parse_plan
from generator.model import Decision
from generator.model.decisions import KEPT
from generator.pipeline import Press, make

PROGRAMME = ROOT / "plans" / "chuong-trinh-quoc-gia.yaml"
IN_2024, IN_2026 = date(2024, 3, 15), date(2026, 11, 20)
PRESS = Press()

# Drafting of national texts, ministries' own centres, foreign cooperation.
CENTRAL_ONLY = {2, 6, 7, 8, 17, 18, 25, 27, 28, 29, 58, 59, 64, 65, 66}
# A person may well say either: research, national proposals, money for localities.
EITHER = {1, 14, 15, 47, 50, 51, 53, 54, 60, 61, 63}


@cache
def _imported(path: Path) -> LoadedPlan:
    made = take_in(path.read_bytes(), path.name, "chuong-trinh.yaml")
    return parse_plan(made.text, "chuong-trinh.yaml")


def seed_003(shared: Path) -> LoadedPlan:
    (path,) = (shared / "seeds").glob("003_*.txt")
    return _imported(path)


def drafted(programme: LoadedPlan, unit: str, year: int, on: date) -> Draft:
    return draft(Order(programme, "chuong-trinh.yaml", unit, year, on, Path("ke-hoach.yaml")))


def by_row(made: Draft) -> Mapping[int, Decision]:
    return {int(own.row): own for own in made.sheet.decisions}


def open_rows(made: Draft) -> set[int]:
    return {row for row, own in by_row(made).items() if own.verdict == "can_nguoi"}


def assert_sound(made: Draft, rows: int) -> None:
    """Every row is decided once with a reason; every kept row has a task; the plan renders and is proved."""
    decisions = made.sheet.decisions
    assert made.rows == len(decisions) == rows
    assert all(own.reason and own.rules for own in decisions)
    tasks = {task.id: task for task in made.plan.document.tasks}
    for own in decisions:
        placed = own.verdict in (*KEPT, "can_nguoi")
        assert placed == bool(own.tasks)
        assert all(own.row in [source.row for source in tasks[id].sources] for id in own.tasks)
        assert own.verdict != "can_nguoi" or (own.question and all(tasks[id].undecided for id in own.tasks))
    make(made.plan, PRESS)


CASES = [("tinh/bac-giang", 2024, IN_2024), ("tp/bac-ninh", 2027, IN_2026), ("tinh/nghe-an", 2024, IN_2024),
         ("tp/can-tho", 2027, IN_2026)]  # fmt: skip


@pytest.mark.parametrize(("unit", "year", "on"), CASES)
def test_the_national_programme_of_2024(shared: Path, unit: str, year: int, on: date) -> None:
    made = drafted(seed_003(shared), unit, year, on)
    assert_sound(made, 70)
    kept = {row for row, own in by_row(made).items() if own.verdict in KEPT}
    dropped = {row for row, own in by_row(made).items() if own.verdict in ("bo_trung_uong", "khong_ap_dung")}
    assert not kept & CENTRAL_ONLY
    not_ours = {68} if unit == "tp/can-tho" else set()  # the row names six provinces
    assert dropped <= CENTRAL_ONLY | EITHER | not_ours
    assert len(open_rows(made)) * 6 <= 70


def local_names(shared: Path, period: str, kind: str) -> dict[str, str]:
    """Who does a ministry's part in a province, as the reference has it, where it is one body."""
    text = (shared / "agencies" / "provincial_counterparts.yaml").read_text(encoding="utf-8")
    found = {}
    for row in yaml.safe_load(text)["counterparts"]:
        name = row.get("p3") if period == "p3" else row.get("p1")
        if isinstance(name, str) and "/" not in name and "(" not in name:
            found[row["central"]] = name.format(t=kind, T="Thành" if kind == "thành phố" else "Tỉnh", P="Bắc Ninh")
    return found


def leads_in_the_reference(shared: Path) -> dict[int, str]:
    """The central body that leads each row alone, by its printed cell, for rows of one lead."""
    rows = {}
    for n, task in enumerate(seed_003(shared).document.tasks, 1):
        if len(task.lead.names) == 1 and task.lead.names[0].startswith("tw/"):
            rows[n] = task.lead.names[0].removeprefix("tw/")
    return rows


IDS = {
    "bo-cong-an": "bca", "bo-y-te": "byt", "bo-giao-duc-va-dao-tao": "bgddt",
    "bo-van-hoa-the-thao-va-du-lich": "bvhttdl", "bo-cong-thuong": "bct", "bo-quoc-phong": "bqp",
    "hoi-nong-dan": "hnd", "tong-lien-doan-lao-dong": "tldld", "toa-an-nhan-dan-toi-cao": "tandtc",
    "mat-tran-to-quoc": "mttq", "hoi-lien-hiep-phu-nu": "hlhpn",
    "bo-lao-dong-thuong-binh-va-xa-hoi": "bldtbxh", "bo-nong-nghiep-va-phat-trien-nong-thon": "bnnptnt",
    "uy-ban-dan-toc": "ubdt", "bo-thong-tin-va-truyen-thong": "btttt",
}  # fmt: skip
# Detoxification went to the police, prostitution to health, the press to culture, farming to agriculture and
# environment.
BY_FUNCTION_2027 = (
    {row: "Sở Y tế" for row in range(54, 58)} | {row: "Công an thành phố" for row in range(58, 64)}
    | {39: "Sở Văn hóa, Thể thao và Du lịch", 43: "Sở Nông nghiệp và Môi trường", 44: "Sở Nông nghiệp và Môi trường",
       45: "Sở Dân tộc và Tôn giáo"}
)  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "year", "on", "period", "kind"),
    [("tinh/bac-giang", 2024, IN_2024, "p1", "tỉnh"), ("tp/bac-ninh", 2027, IN_2026, "p3", "thành phố")],
)
def test_the_leads_of_the_rows_with_one_lead_are_those_of_the_reference(
    shared: Path, unit: str, year: int, on: date, period: str, kind: str
) -> None:
    made = drafted(seed_003(shared), unit, year, on)
    names, naming = local_names(shared, period, kind), Naming(made.plan.document)
    expected = {row: names[IDS[body]] for row, body in leads_in_the_reference(shared).items() if IDS.get(body) in names}
    expected |= BY_FUNCTION_2027 if period == "p3" else {}
    found = {row: naming.cell(own.lead) for row, own in by_row(made).items() if own.verdict in KEPT and row in expected}
    wrong = {row: (name, expected[row]) for row, name in found.items() if name != expected[row]}
    assert len(found) >= 35
    assert not wrong


def test_what_the_localities_are_called(shared: Path) -> None:
    called = ("UBND các huyện, thị xã, thành phố", "UBND các xã, phường")
    for (unit, year, on), printed in zip(CASES[:2], called, strict=True):
        made = drafted(seed_003(shared), unit, year, on)
        naming = Naming(made.plan.document)
        assert naming.cell(by_row(made)[19].support) == printed


def test_customs_where_customs_is_meant_and_the_budget_where_money_is(shared: Path) -> None:
    found = by_row(drafted(seed_003(shared), "tinh/bac-giang", 2024, IN_2024))
    named = {row: (*own.lead.names, *own.support.names) for row, own in found.items()}
    assert all("hai-quan" in named[row] for row in (11, 12, 13, 15, 16, 34, 36, 41))
    assert all("so-tai-chinh" in found[row].support.names for row in (30, 47, 50, 51, 53, 60))


def test_another_programme_with_another_subject(shared: Path) -> None:
    programme = _imported(shared / "samples" / "cp-nq03-2025-phu-luc-2-nhiem-vu.txt")
    made = drafted(programme, "tinh/ha-giang", 2025, date(2025, 3, 20))
    assert_sound(made, 140)
    assert len(open_rows(made)) * 6 <= 140
    found = by_row(made)
    # laws, decrees, decisions of the Prime Minister by what the table says comes out of the row
    assert all(found[row].verdict == "bo_trung_uong" for row in (*range(14, 37), 43, 44, 45, *range(85, 91), 132))
    # "các bộ, ngành, địa phương" lead
    assert all(found[row].verdict in KEPT for row in (3, 6, 7, 12, 55, 58, 71, 72, 73, 93, 96, 127))
    assert found[111].verdict == "can_nguoi"  # names three provinces, and "toàn quốc"


@cache
def shipped() -> LoadedPlan:
    return load_plan(PROGRAMME)


FORMER = registry().provinces(IN_2024)
TODAY = registry().provinces(IN_2026)


def test_there_are_63_and_34_provinces() -> None:
    assert (len(FORMER), len(TODAY)) == (63, 34)


@pytest.mark.parametrize("unit", [unit.id for unit in FORMER])
def test_each_of_the_63_provinces(unit: str) -> None:
    made = drafted(shipped(), unit, 2024, IN_2024)
    assert_sound(made, 70)
    assert len(open_rows(made)) * 6 <= 70


@pytest.mark.parametrize("unit", [unit.id for unit in TODAY])
def test_each_of_the_34_provinces(unit: str) -> None:
    made = drafted(shipped(), unit, 2027, IN_2026)
    assert_sound(made, 70)
    assert len(open_rows(made)) * 6 <= 70
    assert "A001" not in {p.code for p in made.findings}  # bodies that have ended since are followed, not refused


@pytest.mark.parametrize("unit", ["xa/nha-nam", "phuong/bac-giang", "dac-khu/phu-quoc"])
def test_a_commune(unit: str) -> None:
    made = drafted(shipped(), unit, 2027, IN_2026)
    assert_sound(made, 70)
    assert {own.lead.names[0] for own in made.sheet.decisions if own.verdict in KEPT} >= {"cong-an", "tram-y-te"}


def test_a_commune_from_its_provinces_plan() -> None:
    province = drafted(shipped(), "tp/bac-ninh", 2027, IN_2026)
    made = drafted(province.plan, "xa/nha-nam", 2027, IN_2026)
    assert_sound(made, len(province.plan.document.tasks))
    assert any(own.lead.names == ("tram-y-te",) for own in made.sheet.decisions)


def test_the_order_of_the_rows_does_not_change_what_is_decided_about_them() -> None:
    loaded = shipped()
    turned = loaded.document.model_copy(update={"tasks": tuple(reversed(loaded.document.tasks))})
    again = drafted(LoadedPlan(turned, loaded.source, (), None), "tinh/bac-giang", 2024, IN_2024)
    first = drafted(loaded, "tinh/bac-giang", 2024, IN_2024)
    said = {own.source_text: (own.verdict, own.lead, own.support) for own in first.sheet.decisions}
    assert {own.source_text: (own.verdict, own.lead, own.support) for own in again.sheet.decisions} == said
