"""When a document is from: the date of its look-ups and the year of its tasks, from what is printed in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.problems import N_
from generator.recognise.front_matter.head import WrittenDate
from generator.vntext import nfc

DECREE = date(2020, 3, 1)  # the month in which Nghị định số 30/2020/NĐ-CP came into force
GUESSED_YEAR = N_("văn bản không nhắc đến tháng nào; lấy đầu năm được nhắc đến. Ngày tra cứu này có đúng không?")
GUESSED = N_("văn bản không ghi đủ ngày tháng; ngày này suy từ các ngày được nhắc đến. Ngày tra cứu này có đúng không?")
UNKNOWN = N_("văn bản không nhắc đến ngày nào. Văn bản này của tháng, năm nào?")
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_DATE = re.compile(
    rf"(?:ngày\s*)?(?<![0-9/])(?P<d>[0-9]{{1,2}})\s*(?:/\s*(?P<m>[0-9]{{1,2}})\s*/\s*{_YEAR}"
    rf"|\s+tháng\s*(?P<m2>[0-9]{{1,2}})\s+năm\s+(?P<y2>(?:19|20)[0-9]{{2}}))(?![0-9/])",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"tháng\s*(?P<m>[0-9]{{1,2}})\s*(?:năm|/)\s*{_YEAR}(?![0-9/])", re.IGNORECASE)
_OF_YEAR = re.compile(rf"\bnăm\s+{_YEAR}", re.IGNORECASE)
_YEAR_ALONE = re.compile(rf"(?:\bnăm\s+|\bquý\s+[IVX][IVX\s–-]*(?:/|năm\s+)){_YEAR}(?![0-9/-])", re.IGNORECASE)
_PERIOD = re.compile(rf"giai đoạn\s+{_YEAR}\s*[-–]\s*(?P<to>(?:19|20)[0-9]{{2}})", re.IGNORECASE)


@dataclass(frozen=True)
class AsOf:
    """The date of the look-ups; ``doubt`` asks when the document does not say it."""

    on: date
    doubt: str = ""


def as_of(written: WrittenDate | None, texts: Iterable[str]) -> AsOf:
    """The day written in the head, else the first day of the month that the head or the nearest texts name; where they
    name no month, the first day of the first year that they name.

    What is not known stays the first of the month, so that the head printed of it ("ngày … tháng 4 năm 2026") says
    the same again. ``texts`` come in the order in which they are asked.
    """
    day, month, year = (written.day, written.month, written.year) if written else (None, None, None)
    if year and month:
        return AsOf(_day(year, month, day) or date(year, 1, 1))
    asked = list(texts)
    for text in asked:
        known = [day for day in dates(text) if year in (None, day.year)]
        if known:
            return AsOf(max(known).replace(day=1), GUESSED)
    year = year or next((int(match["y"]) for text in asked for match in _YEAR_ALONE.finditer(nfc(text))), None)
    return AsOf(date(year, 1, 1), GUESSED_YEAR) if year else AsOf(DECREE, UNKNOWN)


def _day(year: int, month: int, day: int | None) -> date | None:
    try:
        return date(year, month, day or 1)
    except ValueError:
        return None


def dates(text: str) -> Iterator[date]:
    """The dates that a text names, the first of the month where it names no day; those that do not exist are left out.

    Full dates come first.
    """
    for match in _DATE.finditer(nfc(text)):
        found = _day(int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), int(match["d"]))
        if found:
            yield found
    for match in _MONTH.finditer(nfc(text)):
        found = _day(int(match["y"]), int(match["m"]), None)
        if found:
            yield found


def plan_year(subject: str) -> int | None:
    """The one year that a subject names ("năm 2027"); none when it names several or a period."""
    if _PERIOD.search(subject):
        return None
    years = {int(match["y"]) for match in _OF_YEAR.finditer(subject)}
    return years.pop() if len(years) == 1 else None


def plan_period(subject: str) -> str | None:
    """The period that a subject names ("giai đoạn 2026-2030") as a plan file writes it."""
    match = _PERIOD.search(subject)
    return f"{match['y']}-{match['to']}" if match and match["y"] < match["to"] else None
