"""The date of an imported document: written, or asked for with the nearest that is named."""

from __future__ import annotations

from datetime import date

import pytest

from generator.importers.plan.dates import as_of, dates, plan_period, plan_year
from generator.recognise.front_matter.head import WrittenDate


def test_a_full_date_of_the_head_is_taken_as_it_is() -> None:
    found = as_of(WrittenDate(14, 7, 2026), ["ngày 01/01/2020"])
    assert (found.on, found.doubt) == (date(2026, 7, 14), "")


def test_a_blank_day_is_the_first_of_its_month() -> None:
    assert as_of(WrittenDate(None, 4, 2026), []).on == date(2026, 4, 1)


def test_a_blank_month_is_that_of_the_last_date_of_its_year_and_is_asked_for() -> None:
    found = as_of(WrittenDate(None, None, 2026), ["Kế hoạch ngày 05/3/2026", "Nghị định ngày 10 tháng 5 năm 2026"])
    assert found.on == date(2026, 3, 1) and found.doubt


def test_without_a_head_the_texts_tell_and_without_them_the_decree() -> None:
    assert as_of(None, ["không ngày", "ngày    tháng 02 năm 2024"]).on == date(2024, 2, 1)
    nothing = as_of(None, ["không ngày"])
    assert nothing.on == date(2020, 3, 1) and nothing.doubt


@pytest.mark.parametrize(("texts", "on"), [
    (["Thời gian (Năm 2026)"], date(2026, 1, 1)),
    (["Rà soát", "Quý I/2026", "Quý IV năm 2027"], date(2026, 1, 1)),
    (["Trong năm 2026", "tháng 3/2026"], date(2026, 3, 1)),
    (["số 34/2016/QH14, giai đoạn năm 2021-2025, quý trọng 2026"], date(2020, 3, 1)),
])
def test_a_year_tells_where_no_month_is_named(texts: list[str], on: date) -> None:
    found = as_of(None, texts)
    assert found.on == on and found.doubt


@pytest.mark.parametrize(("text", "found"), [
    ("ngày 26/4/2023", [date(2023, 4, 26)]),
    ("ngày 31 tháng 12 năm 2024", [date(2024, 12, 31), date(2024, 12, 1)]),
    ("ngày 31/02/2024", []),
    ("26/4", []),
    ("số 126/4/2023", []),
    ("tỷ lệ 1/2/20231", []),
])
def test_dates_in_a_text(text: str, found: list[date]) -> None:
    assert list(dates(text)) == found


@pytest.mark.parametrize(("subject", "year", "period"), [
    ("Chuyển đổi số năm 2027", 2027, None),
    ("Thực hiện Nghị quyết năm 2025 trong năm 2026", None, None),
    ("Cải cách hành chính giai đoạn 2026-2030", None, "2026-2030"),
    ("Cải cách hành chính giai đoạn 2026 – 2030, năm 2027", None, "2026-2030"),
    ("Chuyển đổi số", None, None),
    ("giai đoạn 2030-2026", None, None),
])
def test_year_and_period_of_a_subject(subject: str, year: int | None, period: str | None) -> None:
    assert (plan_year(subject), plan_period(subject)) == (year, period)
