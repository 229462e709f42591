"""Two times of a task: whether the later plan has moved it, years that moved on with the plan aside."""

from __future__ import annotations

from datetime import date

from generator.diff.words import is_same, is_same_but_years
from generator.timeline import Timeline, parse


def is_same_time(old: str, new: str, old_year: int, new_year: int) -> bool:
    """Whether two printed times mean the same days of their plans' years ("Quý II/2023" and "Tháng 4 - 6")."""
    years = new_year - old_year
    if is_same(old, new) or is_same_but_years(old, new, years):
        return True
    before, after = parse(old, old_year), parse(new, new_year)
    return bool(before.start or before.end) and _days(before, years) == _days(after, 0)


def _days(time: Timeline, years: int) -> tuple[object, ...]:
    return _later(time.start, years), _later(time.end, years), tuple(_later(day, years) for day in time.dates)


def _later(day: date | None, years: int) -> date | None:
    """The day so many years on; 29 February becomes the 28th where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
