"""``soanthao agencies``: a body by its name on a day, a body between two days; what is only like it is a suggestion."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.agencies import OwnAgencies, UnknownAgency, registry
from generator.agencies.lookup import find, trace
from generator.cli import app
from generator.cli.words import Day
from generator.problems import ProblemsError

NOW = "2026-11-20"
IN_2026 = date(2026, 11, 20)
NONE = OwnAgencies((), IN_2026, None)
LABOUR = "tw/bo-lao-dong-thuong-binh-va-xa-hoi"
MARKS = ("đã đối chiếu", "thấy trong văn bản thật", "theo trí nhớ")
OFFICE = """\
co_quan_ban_hanh: xa/nha-nam/ubnd
co_quan_rieng:
  - {id: phong-van-hoa-xa-hoi, ten: Phòng Văn hóa và Xã hội, ngan: Phòng VX}
"""


def run(*arguments: str) -> Result:
    """Run the command in this process; what would be a traceback raises here."""
    result = CliRunner().invoke(app.cli, list(arguments), prog_name="soanthao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def ids(result: Result) -> list[str]:
    """The identifiers that are printed, each at the beginning of its line."""
    return [line for line in result.stdout.splitlines() if re.fullmatch("[a-z0-9-]+(/[a-z0-9-]+)*", line)]


# --- find ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "unit", "found"), [
    ("Bộ Y tế", None, ["tw/bo-y-te"]), ("BYT", None, ["tw/bo-y-te"]), ("bộ y tế", None, ["tw/bo-y-te"]),
    ("Sở Y tế", "tp/bac-ninh", ["tp/bac-ninh/so-y-te"]), ("SYT", "tp/bac-ninh", ["tp/bac-ninh/so-y-te"]),
    ("Sở Y tế thành phố Bắc Ninh", None, ["tp/bac-ninh/so-y-te"]),
    ("BCA, Bộ Tài chính", None, ["tw/bo-cong-an", "tw/bo-tai-chinh"]),
])  # fmt: skip
def test_a_name_or_an_alias_is_found(name: str, unit: str | None, found: list[str]) -> None:
    result = run("agencies", "find", name, "--on", NOW, *(("--for", unit) if unit else ()))
    assert (result.exit_code, ids(result), result.stderr) == (0, found, "")


def test_everything_known_of_a_body_is_printed() -> None:
    result = run("co-quan", "tim", "MTTQ", "--on", NOW, "--for", "tp/bac-ninh")
    known = registry().resolve("mat-tran-to-quoc", IN_2026, "tp/bac-ninh")
    assert result.stdout.splitlines() == [
        "tp/bac-ninh/mat-tran-to-quoc", f"  tên đầy đủ: {known.name}", "  thời gian: từ ngày 20/09/2026",
        "  giao việc: chỉ đề nghị", f"  căn cứ: {known.reference}",
        "  mức chắc chắn: đã đối chiếu",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "unit", "said", "near"), [
    ("Bộ Công anh", None, "chưa có trong danh mục", "tw/bo-cong-an (Bộ Công an)"),
    ("Sở Y tê", "tp/bac-ninh", "chưa có trong danh mục", "so-y-te (Sở Y tế)"),
    ("Bộ TTTT", None, "chỉ có đến hết ngày 28/02/2025; nay là tw/bo-khoa-hoc-va-cong-nghe", "Bộ Khoa học và Công nghệ"),
    ("UBND các huyện, thành phố", "tp/bac-ninh", "chỉ có đến hết ngày 30/06/2025; nay là ubnd-cap-xa", "UBND cấp"),
    ("Sở Y tế", None, "nhiều đơn vị có cơ quan tên này", "--for"),
    ("Công ty A", None, "chưa có trong danh mục", "ghi tên đầy đủ"), ("", None, "chưa có trong danh mục", ""),
])  # fmt: skip
def test_what_is_not_called_so_is_only_suggested(name: str, unit: str | None, said: str, near: str) -> None:
    result = run("agencies", "find", name, "--on", NOW, *(("--for", unit) if unit else ()))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"A003 lỗi: không có cơ quan tên «{name}» vào ngày 20/11/2026: {said}")
    assert near.replace("UBND cấp", "ubnd-cap-xa (Ủy ban nhân dân các xã, phường)") in result.stderr


def test_the_names_that_are_known_are_found_beside_one_that_is_not() -> None:
    result = run("agencies", "find", "Bộ Y tế; Bộ Công anh", "--on", NOW)
    assert (result.exit_code, ids(result)) == (1, ["tw/bo-y-te"]) and "«Bộ Công anh»" in result.stderr


def test_a_name_is_of_its_time() -> None:
    before = run("agencies", "find", "Bộ TTTT", "--on", "2025-02-28")
    assert ids(before) == ["tw/bo-thong-tin-va-truyen-thong"] and "đến hết ngày 28/02/2025" in before.stdout
    assert run("agencies", "find", "Bộ TTTT", "--on", "2025-03-01").exit_code == 1


def test_a_name_that_a_body_had_at_another_time_says_when() -> None:
    """Names that changed while the body went on: told by the registry itself, so that the data may grow."""
    told = 0
    for unit in ("tinh/bac-ninh", "tinh/lao-cai"):
        on = date(2025, 9, 1)
        for id in registry().ids(on, unit):
            first, *_, last = [form.name for form in registry().forms(id, unit)] * 2
            found = find(first, on, unit, OwnAgencies((), on, unit))
            if first != last and not found.agencies and "tên này dùng" in found.problems[0].message():
                told += 1
                assert re.search(r"đến hết ngày \d\d/\d\d/\d{4}; nay là ", found.problems[0].message())
                assert last in found.problems[0].message()
    assert told


def test_the_offices_own_names_go_first(tmp_path: Path) -> None:
    office = tmp_path / "co-quan.yaml"
    office.write_text(OFFICE, encoding="utf-8")
    result = run("agencies", "find", "Phòng VX", "--on", NOW, "--profile", str(office))
    assert (result.exit_code, ids(result)) == (0, ["xa/nha-nam/phong-van-hoa-xa-hoi"])
    assert "tên đầy đủ: Phòng Văn hóa và Xã hội" in result.stdout and "theo hồ sơ của cơ quan" in result.stdout
    assert "thời gian" not in result.stdout
    assert run("agencies", "find", "Phòng VX", "--on", NOW, "--for", "xa/nha-nam").exit_code == 1
    police = run("agencies", "find", "Công an xã", "--on", NOW, "--profile", str(office))
    assert ids(police) == ["xa/nha-nam/cong-an"]  # the unit is that of the office


@pytest.mark.parametrize(("text", "code", "exit_code"), [
    (None, "G001", 2), ("co_quan_rieng: [{id: Phòng, ten: A}]", "D005", 1), ("co_quan_rien: []", "D004", 1),
])  # fmt: skip
def test_a_file_of_an_office_that_cannot_be_read_is_told(
    tmp_path: Path, text: str | None, code: str, exit_code: int
) -> None:
    office = tmp_path / "co-quan.yaml"
    if text is not None:
        office.write_text(text, encoding="utf-8")
    result = run("agencies", "find", "BYT", "--on", NOW, "--profile", str(office))
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert result.stderr.startswith(str(office)) and f" {code} " in result.stderr


@pytest.mark.parametrize(("unit", "said"), [("tinh/bac-giang", "nay là tp/bac-ninh"), ("tp/bac-nin", "tp/bac-ninh")])
def test_an_unknown_unit_is_refused(unit: str, said: str) -> None:
    result = run("agencies", "find", "Sở Y tế", "--on", NOW, "--for", unit)
    assert result.exit_code == 1 and "A002" in result.stderr and said in result.stderr


# --- trace -----------------------------------------------------------------------------------------------------------


def test_the_forms_of_a_body_stand_in_order() -> None:
    result = run("agencies", "trace", "mat-tran-to-quoc", "--from", "2024-01-01", "--to", NOW, "--for", "tinh/bac-ninh")
    names = [line.partition(": ")[2] for line in result.stdout.splitlines() if line.startswith("  tên đầy đủ")]
    assert names == ["Ủy ban Mặt trận Tổ quốc tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]
    assert "thời gian: từ ngày 01/07/2025 đến hết ngày 19/09/2026" in result.stdout
    assert result.stdout.endswith(
        "cơ quan kế thừa:\n  tp/bac-ninh/mat-tran-to-quoc: Ủy ban Mặt trận Tổ quốc Việt Nam thành phố\n"
    )
    assert result.stdout.count("căn cứ: ") == 2


def test_only_the_forms_between_the_days_are_told() -> None:
    asked = ("agencies", "trace", "tinh/bac-ninh/mat-tran-to-quoc", "--from")
    assert ids(run(*asked, "2025-07-01", "--to", "2025-08-01")) == ["tinh/bac-ninh/mat-tran-to-quoc"]
    assert len(ids(run(*asked, "2025-06-30", "--to", "2025-07-01"))) == 2


def test_the_work_of_a_ministry_that_ended_is_told_by_function() -> None:
    result = run("co-quan", "truy", LABOUR, "--from", "2024-01-01", "--to", NOW)
    moved = result.stdout.partition("việc đã chuyển, theo chức năng:\n")[2].splitlines()
    assert any("cai nghiện" in line and "→ tw/bo-cong-an (Bộ Công an); từ ngày 01/03/2025" in line for line in moved)
    assert any("→ tw/bo-y-te (Bộ Y tế)" in line for line in moved) and len(moved) > 3
    assert all(line.endswith(MARKS) for line in moved) and "cơ quan kế thừa" not in result.stdout


def test_before_it_ended_nothing_had_moved() -> None:
    result = run("agencies", "trace", LABOUR, "--from", "2024-01-01", "--to", "2025-02-28")
    assert ids(result) == [LABOUR] and "→" not in result.stdout and "kế thừa" not in result.stdout


def test_a_local_body_that_ended_has_plain_successors() -> None:
    asked = ("so-lao-dong-thuong-binh-va-xa-hoi", "--for", "tinh/bac-ninh", "--from", "2024-01-01")
    result = run("agencies", "trace", *asked, "--to", "2025-11-20")
    after = result.stdout.partition("cơ quan kế thừa:\n")[2]
    assert "tinh/bac-ninh/cong-an: Công an tỉnh" in after and "tinh/bac-ninh/so-y-te: Sở Y tế" in after


def test_the_bodies_of_a_unit_that_ended_go_on_in_the_next() -> None:
    result = run("agencies", "trace", "tinh/bac-giang/so-y-te", "--from", "2024-01-01", "--to", NOW)
    assert result.stdout.endswith("cơ quan kế thừa:\n  tp/bac-ninh/so-y-te: Sở Y tế\n")


def test_a_body_that_ended_before_its_unit_is_followed_into_the_next() -> None:
    result = run("agencies", "trace", "so-thong-tin-va-truyen-thong", "--for", "tinh/bac-giang",
                 "--from", "2024-01-01", "--to", NOW)  # fmt: skip
    after = result.stdout.partition("cơ quan kế thừa:\n")[2]
    assert [line.split(":")[0].strip() for line in after.splitlines() if line] == [
        f"tp/bac-ninh/{id}" for id in ("so-khoa-hoc-va-cong-nghe", "so-van-hoa-the-thao-va-du-lich", "cong-an")
    ]


@pytest.mark.parametrize(("id", "code", "said"), [
    ("tw/bo-noi", "A001", "chưa có trong danh mục"),
    ("tw/bo-nong-nghiep-va-moi-truong", "A001", "chỉ có từ ngày 01/03/2025"),
    ("so-y-te", "A001", "cần biết đơn vị"), ("xa/khong-co/ubnd", "A002", "chưa có trong danh mục"),
])  # fmt: skip
def test_a_body_without_a_form_between_the_days_is_refused(id: str, code: str, said: str) -> None:
    result = run("agencies", "trace", id, "--from", "2023-01-01", "--to", "2024-01-01")
    assert (result.exit_code, result.stdout) == (1, "") and code in result.stderr and said in result.stderr


# --- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["20/11/2026", "2026-11-31", "20261120", "2026-1-1", "2026-W01-1", "hôm nay", ""])
def test_what_is_no_day_is_a_usage_error(day: str) -> None:
    for asked in (("find", "BYT", "--on", day), ("trace", "tw/bo-y-te", "--from", day, "--to", NOW)):
        result = run("agencies", *asked)
        assert result.exit_code == 2 and f"«{day}» không phải là ngày" in result.stderr


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert Day().convert(day.isoformat(), None, None) == day


def test_days_are_required_and_in_order() -> None:
    assert run("agencies", "find", "BYT").exit_code == 2
    assert run("agencies", "trace", "tw/bo-y-te", "--from", NOW).exit_code == 2
    result = run("agencies", "trace", "tw/bo-y-te", "--from", NOW, "--to", "2026-11-19")
    assert result.exit_code == 2 and "--from" in result.stderr
    assert run("agencies", "trace", "tw/bo-y-te", "--from", NOW, "--to", NOW).exit_code == 0


# --- laws ------------------------------------------------------------------------------------------------------------

IDS = st.sampled_from([
    *registry().ids(date(2024, 5, 1), "tinh/bac-giang"), *registry().ids(IN_2026, "tp/bac-ninh"),
    *registry().ids(IN_2026, "xa/nha-nam"), "tw/bo-khong-co",
])  # fmt: skip
UNITS = st.sampled_from(["tinh/bac-giang", "tinh/bac-ninh", "tp/bac-ninh", "xa/nha-nam", None])
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(IDS, UNITS, DAYS)
def test_one_form_covers_each_day_on_which_there_is_a_body(id: str, unit: str | None, on: date) -> None:
    forms = [form for form in registry().forms(id, unit)
             if (form.valid_from or date.min) <= on <= (form.valid_to or date.max)]  # fmt: skip
    try:
        known = registry().resolve(id, on, unit)
    except UnknownAgency:
        assert forms == []
        return
    (form,) = forms
    said = (form.id, form.name, form.short, form.relation, form.reference, form.mark)
    assert said == (known.id, known.name, known.short, known.relation, known.reference, known.mark)


@given(IDS, UNITS)
def test_forms_follow_one_another(id: str, unit: str | None) -> None:
    forms = registry().forms(id, unit)
    for earlier, later in pairwise(forms):
        assert earlier.valid_to and later.valid_from and earlier.valid_to < later.valid_from
        touching = later.valid_from - earlier.valid_to == timedelta(days=1)
        before, after = (replace(form, valid_from=None, valid_to=None) for form in (earlier, later))
        assert before != after or not touching


@given(IDS, UNITS, DAYS, DAYS)
def test_a_trace_tells_the_forms_between_its_days_or_why_there_are_none(
    id: str, unit: str | None, first: date, last: date
) -> None:
    first, last = sorted((first, last))
    try:
        found = trace(id, first, last, unit)
    except ProblemsError as error:
        assert [p.code for p in error.problems] in (["A001"], ["A002"])
        return
    assert found.forms and all((form.valid_from or first) <= last and first <= (form.valid_to or last)
                               for form in found.forms)  # fmt: skip


@given(st.text("Sở Bộ Y tế Công an UBND,;()và\n«» tỉnh", max_size=40))
def test_any_name_is_answered(name: str) -> None:
    found = find(name, IN_2026, None, NONE)
    assert found.agencies or found.problems
    assert all(problem.code == "A003" and problem.message() for problem in found.problems)
