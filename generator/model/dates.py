"""Which printed times are dates to keep to: what a sentence of the body says of a task's time (layer 0)."""

from __future__ import annotations

from datetime import date

from generator.model.document import Document
from generator.timeline import Kind, Timeline, parse

_DATED = {Kind.QUARTERS, Kind.MONTHS, Kind.DEADLINE, Kind.DAY, Kind.YEARS, Kind.HALF_YEAR}
_QUARTERS = 4


def real_date(time: str, document: Document) -> Timeline | None:
    """The time of a task where it is a date; ``None`` where it says nothing that the plan does not say of itself.

    "Quý I - IV" in the plan of a year, "Thường xuyên", the span of a programme, a reference and an empty cell are none.
    """
    first, last = years_of(document)
    read = parse(time, first)
    if read.kind not in _DATED or _is_all_of(read, first, first if read.year_assumed else last):
        return None
    return read


def years_of(document: Document) -> tuple[int, int]:
    """The first and the last year of a plan; the year of its date where it names none."""
    if document.year is None and document.period:
        return int(document.period[:4]), int(document.period[5:])
    year = document.year or document.as_of.year
    return year, year


def _is_all_of(read: Timeline, first: int, last: int) -> bool:
    """Whether a time leaves no day of these years out ("Quý I, II, III, IV" is a list, but of all of them)."""
    if read.dates:
        return read.kind is Kind.QUARTERS and len(read.quarters) == _QUARTERS
    if read.start is None:  # "đến hết năm 2027"
        return read.kind is Kind.YEARS and read.end == date(last, 12, 31)
    return read.start <= date(first, 1, 1) and (read.end is None or read.end >= date(last, 12, 31))
