"""The time of a task, read from what is printed in its cell (layer 0).

The printed text stays the truth; a ``Timeline`` is what can be compared, sorted and filtered. A text is read as a
whole: when words are left over that are not understood, it is ``OTHER``, and no year is made up beside the plan's own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import pairwise

from generator.vntext import fold


class Kind(Enum):
    """How a time is given."""

    QUARTERS = "quarters"  # Quý II; Quý I - IV; Từ Quý III/2028
    MONTHS = "months"  # Tháng 6, 12; 6/2025; từ tháng 3 đến tháng 9/2026
    DEADLINE = "deadline"  # trước ngày 25/12; chậm nhất là ngày 15/01/2026; đến hết ngày 14/5
    DAY = "day"  # 30/8/2026; 14h00 thứ Ba, ngày 16/6/2026; từ ngày 10/5 đến hết ngày 14/5
    YEARS = "years"  # 2026; 2025 - 2026; 2025 và những năm tiếp theo; Đến năm 2030
    HALF_YEAR = "half_year"  # 6 tháng đầu năm
    PHASE = "phase"  # giai đoạn 2026-2030: the span of a programme, not a deadline
    RECURRING = "recurring"  # Thường xuyên; hằng quý; trước ngày 18 hằng tháng
    RELATIVE = "relative"  # 100 ngày kể từ ngày ban hành; năm tiếp theo; 02 ngày
    REFERENCE = "reference"  # Theo hướng dẫn của Trung ương
    EMPTY = "empty"  # nothing, or only dashes and dots
    OTHER = "other"  # not understood, contradictory, or a date that does not exist


@dataclass(frozen=True)
class Timeline:
    """What a printed time says. ``start`` and ``end`` are days; ``None``: an open side, or a year nobody knows.

    ``dates``: the deadlines, when the text gives several (``Tháng 6, 12``: the last day of each month), else empty.
    ``inclusive``: whether ``end`` itself is still in time; ``None`` where there is no end or the text leaves it open
    (``trước ngày X``: the day before by the letter, X itself as people mean it). ``year_assumed``: the plan's year was
    filled in. ``quarters``: quarters of the plan's year that are touched (of the year the text names, when there is no
    plan year); a lone deadline touches its own; empty for recurring tasks and wherever no time is known.
    """

    raw: str
    kind: Kind
    start: date | None = None
    end: date | None = None
    dates: tuple[date, ...] = ()
    inclusive: bool | None = None
    year_assumed: bool = False
    quarters: frozenset[int] = frozenset()

    @property
    def recurring(self) -> bool:
        """Whether the task comes back without an end."""
        return self.kind is Kind.RECURRING

    def sort_key(self) -> tuple[int, date, date]:
        """Order by end, then start; after these open ends, recurring tasks, times without a day, and empty cells."""
        if self.end or self.start:
            return (0 if self.end else 1), self.end or date.max, self.start or date.min
        return {Kind.RECURRING: 2, Kind.EMPTY: 4}.get(self.kind, 3), date.max, date.min


# Everything below reads folded text: lower case, single spaces, "-" for every dash.

_YEAR = r"(?:19|20)[0-9]{2}"
_OF_YEAR = rf"(?: ?/ ?| năm | )(?P<y>{_YEAR})"
_DATE = (
    r"(?:ngày ?)?(?:"
    rf"(?P<d1>[0-9]{{1,2}})(?P<dot>[.-])(?P<m1>[0-9]{{1,2}})(?P=dot)(?P<y1>{_YEAR})"
    rf"|(?P<y2>{_YEAR})-(?P<m2>[0-9]{{2}})-(?P<d2>[0-9]{{2}})(?: 00:00:00)?"
    rf"|(?P<d3>[0-9]{{1,2}})(?: ?/ ?(?P<m3>[0-9]{{1,2}})(?: ?/ ?(?P<y3>{_YEAR}))?"
    rf"| tháng (?P<m4>[0-9]{{1,2}})(?:(?: ?/ ?| năm )(?P<y4>{_YEAR}))?)?"
    r")(?![0-9/.])"
)
_RANGE = re.compile(r" ?- ?(?:hết )?| đến (?:hết )?")
_LIST = re.compile(r" ?[,;] ?(?:và )?| và ")


@dataclass(frozen=True)
class _Form:
    """One way of writing times of one kind: the pattern of the first item, and of those after ``-`` or ``,``."""

    kind: Kind
    first: re.Pattern[str]
    more: re.Pattern[str]


def _form(kind: Kind, word: str, item: str) -> _Form:
    """A form whose first item needs ``word`` before it, while the others may do without."""
    return _Form(kind, re.compile(f"(?:{word}){item}"), re.compile(f"(?:{word})?{item}"))


_DAYS = (_form(Kind.DAY, "", _DATE),)
_PERIODS = (
    _form(Kind.QUARTERS, "(?:các )?qu[ýí] ", rf"(?P<n>iv|i{{1,3}}|[1-4])(?!\w)(?:{_OF_YEAR})?"),
    _form(Kind.MONTHS, "(?:các )?tháng ", rf"(?P<n>1[0-2]|0?[1-9])(?!\w)(?:{_OF_YEAR})?"),
    _form(Kind.MONTHS, "", rf"(?P<n>1[0-2]|0?[1-9]) ?/ ?(?P<y>{_YEAR})(?![0-9/])"),
    _form(Kind.YEARS, "(?:(?:các )?năm )?", rf"(?P<y>{_YEAR})(?![0-9/])"),
    _form(Kind.HALF_YEAR, "", rf"(?:0?6|sáu) tháng (?P<n>đầu|cuối) năm(?: (?P<y>{_YEAR}))?"),
)
_FORMS = (*_PERIODS, *_DAYS)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "đầu": 1, "cuối": 2}


class _Bound(Enum):
    """How a time bounds the task."""

    WITHIN = "within"
    SINCE = "since"
    UNTIL = "until"


@dataclass(frozen=True)
class _Opening:
    """Words that open a time, how it then bounds the task, whether its end is included, which forms may follow."""

    words: re.Pattern[str]
    again: re.Pattern[str]
    bound: _Bound
    inclusive: bool | None
    forms: tuple[_Form, ...]


def _opening(words: str, bound: _Bound, inclusive: bool | None, forms: tuple[_Form, ...]) -> _Opening:
    """An opening that may be said again in a list: ``trước ngày 15/6 và trước ngày 01/12``."""
    return _Opening(re.compile(words), re.compile(f"((?:[,;]| và) )(?:{words})"), bound, inclusive, forms)


_CLOCK = r"[0-9]{1,2} ?(?:giờ|[hg:])(?: ?[0-9]{2}(?: phút)?)?"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
_FINISH = r"(?:(?:hoàn thành|thực hiện|triển khai|xong) )*"
_BEGIN = r"(?:(?:bắt đầu|thực hiện|triển khai) )*"
_LATEST = rf"{_FINISH}(?:chậm|muộn) nhất (?:(?:là|vào|đến|trong) )*"
_OPENINGS = (
    _opening(rf"{_FINISH}trước {_CLOCK},? ", _Bound.UNTIL, True, _DAYS),
    _opening(rf"{_FINISH}trước ", _Bound.UNTIL, None, _DAYS),
    _opening(_LATEST, _Bound.UNTIL, True, _FORMS),
    _opening(rf"{_FINISH}(?:đến )?hết ", _Bound.UNTIL, True, _FORMS),
    _opening(rf"{_FINISH}đến ", _Bound.UNTIL, None, _FORMS),
    _opening(rf"{_BEGIN}(?:kể )?từ |bắt đầu {_BEGIN}(?:vào |trong )?", _Bound.SINCE, True, _FORMS),
    _opening(rf"(?:từ )?{_CLOCK}(?: ?- ?| đến ){_CLOCK},? ", _Bound.WITHIN, True, _DAYS),
    _opening(rf"(?:(?:lúc )?{_CLOCK},? )?(?:{_WEEKDAY},? )?", _Bound.WITHIN, True, _DAYS),
    _opening(rf"{_FINISH}(?:(?:trong|vào|cả) )?", _Bound.WITHIN, True, _FORMS),
)

_BLANK = re.compile(r"[\s\-_.…‐‑‒–—]*")
_ONWARDS = re.compile(r" (?:và (?:những |các )năm tiếp theo|trở đi)$")
_PHASE = re.compile(rf"(?:trong |cả )?giai đoạn (?P<years>(?:từ )?(?:năm )?{_YEAR}(?: ?- ?| đến )(?:năm )?{_YEAR})")
_EVERY = r"h[àằ]ng (?:năm|quý|tháng|tuần|ngày)\b"
_RECURRING = re.compile(
    r"(?:(?:công việc|nhiệm vụ|thực hiện|triển khai|báo cáo|tổ chức) )*"
    rf"(?:thường xuyên\b|liên tục\b|định kỳ\b|đột xuất\b|cả năm\b|{_EVERY})"
)
_AND_EVERY = re.compile(rf"(?:,| và| hoặc)? (?:thường xuyên|{_EVERY})$")
_CYCLE = re.compile(r"(?:(?:trước|chậm nhất|vào|là) )*ngày [0-9]{1,2}(?: của)?|(?:0?[1-9]|ba|sáu) tháng")
_REFERENCE = re.compile(r"(?:(?:thực hiện|triển khai|hoàn thành) )*theo (?!dõi\b)")
_RELATIVE = re.compile(
    r"\bkể từ\b|\bliền kề\b|\btrong (?:vòng|thời hạn)\b|\bsau khi\b|\b(?:năm|quý|tháng) tiếp theo\b|^(?:ngay )?sau\b"
    r"|^(?:trong )?[0-9]+(?:,[0-9]+)? (?:phút|giờ|ngày|tuần|tháng|năm)(?: làm việc)?$"
)
_FINAL = re.compile(r"(?P<task>.*) (?P<deadline>(?:trước|(?:chậm|muộn) nhất) .*)")
_FINISHED = re.compile(r"\b(?:hoàn thành|xong)\b")
_UNCLEAR = re.compile(rf"[0-9.;:]|\b(?:theo|sau|khi|nếu|định kỳ|thường xuyên|{_EVERY}|trước|từ|đến)\b")
_UNKNOWN_YEAR = 2000  # stands in while reading; a leap year, so that 29/02 without a year is a date

_Span = tuple[date | None, date | None]


@dataclass(frozen=True)
class _Found:
    """What was understood; ``year_assumed`` when the text names no year."""

    kind: Kind
    spans: tuple[_Span, ...] = ()
    inclusive: bool | None = None
    year_assumed: bool = False


def parse(text: str, year: int | None) -> Timeline:
    """Read the time printed in a cell; ``year`` is the plan's, for times that name none. Never raises, never guesses.

    Without ``year``, a time that names no year keeps its kind and its quarters but has no days.
    """
    if _BLANK.fullmatch(text):
        return Timeline(text, Kind.EMPTY)
    found = _classify(fold(text).rstrip(" .;,/"), _UNKNOWN_YEAR if year is None else year)
    quarters = _quarters(found.spans, year)
    if found.year_assumed and year is None:
        found = _Found(found.kind, inclusive=found.inclusive)
    ends = tuple(end for _, end in found.spans if end)
    start, end = (found.spans[0][0], found.spans[-1][1]) if found.spans else (None, None)
    dates = ends if len(ends) > 1 else ()
    return Timeline(text, found.kind, start, end, dates, found.inclusive, found.year_assumed, quarters)


def _classify(text: str, year: int) -> _Found:
    """The dated forms first, then the ways of giving no date."""
    dated = _dated(text, year)
    if dated:
        return dated
    if _RECURRING.match(text) or _comes_back(text, year):
        return _Found(Kind.RECURRING)
    if _REFERENCE.match(text):
        return _Found(Kind.REFERENCE)
    if _RELATIVE.search(text):
        return _Found(Kind.RELATIVE)
    return _final_deadline(text, year) or _Found(Kind.OTHER)


def _comes_back(text: str, year: int) -> bool:
    """Whether a time is followed by ``hằng năm`` and the like: ``trước ngày 18 hằng tháng``, ``Quý IV hằng năm``."""
    every = _AND_EVERY.search(text)
    if every is None:
        return False
    time = text[: every.start()]
    return bool(_CYCLE.fullmatch(time) or _dated(time, year))


def _final_deadline(text: str, year: int) -> _Found | None:
    """The deadline at the end of a clause about finishing: ``Hoàn thành lắp đặt, vận hành trước ngày 01/01/2030``."""
    clause = _FINAL.fullmatch(text)
    if clause is None or not _FINISHED.search(clause["task"]) or _UNCLEAR.search(clause["task"]):
        return None
    return _dated(clause["deadline"], year)


def _dated(text: str, year: int) -> _Found | None:
    """What a text says that is a dated form from its first word to its last; ``None`` for any other."""
    onwards = _ONWARDS.search(text)
    return _open_ended(_closed(text[: onwards.start()], year)) if onwards else _closed(text, year)


def _closed(text: str, year: int) -> _Found | None:
    """A dated form that does not go on beyond its last item."""
    phase = _PHASE.fullmatch(text)
    if phase:
        found = _closed(phase["years"], year)
        return found and replace(found, kind=Kind.PHASE)
    if text == "trong năm":
        found = _closed(str(year), year)
        return found and replace(found, year_assumed=True)
    return next(filter(None, (_opened(opening, text, year) for opening in _OPENINGS)), None)


def _open_ended(found: _Found | None) -> _Found | None:
    """``found`` without its end: ``2025 và những năm tiếp theo``, ``từ Quý III/2028 trở đi``."""
    if found is None or len(found.spans) != 1 or found.spans[0][0] is None:
        return None
    return replace(found, spans=((found.spans[0][0], None),), inclusive=None)


def _opened(opening: _Opening, text: str, year: int) -> _Found | None:
    """What ``text`` says when it begins with the words of ``opening`` and goes on in one of its forms."""
    words = opening.words.match(text)
    if words is None:
        return None
    rest = opening.again.sub(r"\1", text[words.end() :])
    return next(filter(None, (_read(opening, form, rest, year) for form in opening.forms)), None)


def _read(opening: _Opening, form: _Form, text: str, year: int) -> _Found | None:
    """The spans of a series of items of one form, bounded as ``opening`` says; ``None`` when that makes no sense."""
    items = _items(form, text)
    spans = _spans(form.kind, items, year) if items else None
    if items is None or spans is None:
        return None
    found = _Found(form.kind, spans, opening.inclusive, all(item.year is None for item in items))
    if opening.bound is _Bound.SINCE:
        return _since(found, items)
    return _until(found, items) if opening.bound is _Bound.UNTIL else found


def _since(found: _Found, items: list[_Item]) -> _Found | None:
    """``từ A`` has no end, ``từ A đến B`` is a range; nothing else can follow ``từ``."""
    if len(items) == 1:
        return _open_ended(found)
    return found if len(found.spans) == 1 and len(items) == 2 else None


def _until(found: _Found, items: list[_Item]) -> _Found | None:
    """One or several ends without a start; days are then deadlines, and a range makes no sense."""
    if len(found.spans) != len(items):
        return None
    kind = Kind.DEADLINE if found.kind is Kind.DAY else found.kind
    return replace(found, kind=kind, spans=tuple((None, end) for _, end in found.spans))


@dataclass(frozen=True)
class _Item:
    """One item of a series: whether a range leads to it, and what numbers it has of its own."""

    in_range: bool
    number: int | None
    month: int | None
    year: int | None


def _items(form: _Form, text: str) -> list[_Item] | None:
    """The items of a text that is a series of them to its very end, else ``None``."""
    items: list[_Item] = []
    pattern, at, in_range = form.first, 0, False
    while match := pattern.match(text, at):
        items.append(_item(match, in_range))
        if match.end() == len(text):
            return items
        in_range = bool(joint := _RANGE.match(text, match.end()))
        joint = joint or _LIST.match(text, match.end())
        if joint is None:
            return None
        pattern, at = form.more, joint.end()
    return None


def _item(match: re.Match[str], in_range: bool) -> _Item:
    """The numbers of one item, whichever alternative of its form matched."""
    written = {name[0]: text for name, text in match.groupdict().items() if text and name != "dot"}
    own = {name: _NUMBERS.get(text) or int(text) for name, text in written.items()}
    return _Item(in_range, own.get("n") or own.get("d"), own.get("m"), own.get("y"))


def _spans(kind: Kind, items: list[_Item], year: int) -> tuple[_Span, ...] | None:
    """First and last day of every item, ranges joined; ``None`` for impossible dates and items not in order of time."""
    try:
        days = [_days(kind, item) for item in _completed(items, year)]
    except (ValueError, OverflowError):
        return None
    if any(later[0] <= earlier[0] for earlier, later in pairwise(days)):
        return None
    spans: list[_Span] = []
    for item, (start, end) in zip(items, days, strict=True):
        spans.append((spans.pop()[0], end) if item.in_range else (start, end))
    return tuple(spans)


def _completed(items: list[_Item], year: int) -> list[_Item]:
    """Items with the month and year they share: of the next item, else of the one before, else the plan's ``year``."""
    filled = list(items)
    for i in reversed(range(len(filled) - 1)):
        following = filled[i + 1]
        filled[i] = replace(filled[i], month=filled[i].month or following.month, year=filled[i].year or following.year)
    for i, item in enumerate(filled):
        year = item.year or year
        filled[i] = replace(item, year=year)
    return filled


def _days(kind: Kind, item: _Item) -> tuple[date, date]:
    """First and last day of an item. ``ValueError`` when there is no such date."""
    year, number = item.year or 0, item.number or 0
    if kind is Kind.DAY:
        day = date(year, item.month or 0, number)
        return day, day
    size = {Kind.QUARTERS: 3, Kind.MONTHS: 1, Kind.HALF_YEAR: 6}.get(kind, 12)
    last = size * (number or 1)
    return date(year, last - size + 1, 1), date(year, last, monthrange(year, last)[1])


def _quarters(spans: tuple[_Span, ...], year: int | None) -> frozenset[int]:
    """Quarters of ``year`` (else of the one year named) that the spans touch; one open at its end goes on."""
    years = {day.year for span in spans for day in span if day} if year is None else {year}
    if len(years) != 1:
        return frozenset()
    first = years.pop() * 4 + 1
    return frozenset(quarter + 1 for quarter in range(4) for span in spans if _touches(span, first + quarter))


def _touches(span: _Span, quarter: int) -> bool:
    """Whether a span touches a quarter, counted four a year; a span without a start is its last day alone."""
    first, last = (day and day.year * 4 + (day.month + 2) // 3 for day in span)
    return (first or last or quarter) <= quarter <= (last or quarter)
