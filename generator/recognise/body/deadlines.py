"""The deadlines that stand inside a sentence: "…, hoàn thành trước ngày 15/5/2026", "(thực hiện trong Quý IV)"."""

from __future__ import annotations

import re

from generator.timeline import Kind, parse

_TIMED = {Kind.DEADLINE, Kind.QUARTERS, Kind.MONTHS, Kind.DAY, Kind.HALF_YEAR, Kind.YEARS, Kind.RECURRING}
_LONGEST = 14  # words of a time: "trước 14 giờ ngày 08 tháng 10 năm 2025"
_MOST = 50  # times that one text is asked for
_CLAUSE = 400  # letters around a time that say what it is of
_OPENING = re.compile(
    r"\b(?:(?:chậm|muộn) nhất\b|trước (?=ngày|tháng|[0-9])|(?:trong|vào|đến hết|hết|xong) (?=quý|tháng|ngày|năm|[0-9])"
    r"|(?<=hoàn thành )(?=quý|tháng|ngày)|(?<=thực hiện )(?=quý|tháng))",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\b(?:hoàn thành|xong|báo cáo|gửi|trình|nộp|thực hiện|tổ chức|tổng hợp|triển khai|ban hành|hoàn thiện|cung cấp"
    r"|đề xuất|tham mưu|rà soát|xây dựng|kết thúc|bàn giao)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?:\b(?:đã|được|sinh|ký|cấp|có hiệu lực|phát sinh|thành lập|ban hành|phê duyệt|khởi công|tính|xảy ra))\s*$"
    r"|\b(?:đã|được|sinh) (?:[\w/]+ ){0,6}$",
    re.IGNORECASE,
)
_FINISHES = re.compile(r"\b(?:hoàn thành|xong|báo cáo|gửi|trình|nộp)\b", re.IGNORECASE)
_JUST_BEFORE = re.compile(
    r"\b(?:hoàn thành|xong|thực hiện|báo cáo|trình|ban hành|gửi)(?: \w+){0,4}\s*$", re.IGNORECASE
)
_STOP = re.compile(r"[;.]\s|\n")
_DOES = re.compile(
    r"(?:thực hiện|hoàn thành|triển khai|thời gian(?: thực hiện| hoàn thành)?|tổ chức)\s*:?\s+", re.IGNORECASE
)


def deadlines(text: str) -> tuple[str, ...]:
    """Every time by which a sentence wants its task done, as printed, in order, none twice.

    A date of a document ("Công văn số 12 ngày 5/3/2026"), of what is past ("ban hành trước ngày …") or of a period
    that the task is about ("giai đoạn 2021 - 2025", "Kế hoạch năm 2026") is none.
    """
    found: list[str] = []
    at = 0
    for _ in range(_MOST):
        match = _OPENING.search(text, at)
        if match is None:
            break
        said = _time_at(text, match.start())
        if said and _is_of_the_task(text, match.start(), said):
            found.append(said)
        at = max(match.start() + len(said), match.end(), at + 1)
    return tuple(dict.fromkeys(found))


def time_of_bracket(said: str) -> str:
    """The time that the words of a bracket are from first to last: "thực hiện trong tháng 6/2023"; else empty."""
    words = said.strip(" .;,")
    bare = _DOES.sub("", words, count=1) if _DOES.match(words) else words
    kind = parse(bare, None).kind
    dated = kind in _TIMED - {Kind.YEARS, Kind.DAY} or (bare != words and kind in (Kind.YEARS, Kind.DAY))
    return bare if dated else ""


def _time_at(text: str, start: int) -> str:
    """The longest time that begins here."""
    ends = [match.end() + start for match in re.finditer(r"\S+", text[start : start + 160])][:_LONGEST]
    for end in reversed(ends):
        words = text[start:end].rstrip(" .;,)”\"")
        if parse(words, None).kind in _TIMED:
            return words
    return ""


def _is_of_the_task(text: str, start: int, said: str) -> bool:
    """Whether a time is a deadline: its clause asks for something, and it is not about what is past."""
    end = start + len(said)
    clause = _STOP.split(text[max(0, start - _CLAUSE) : start])[-1]
    behind = _STOP.split(text[end : end + _CLAUSE])[0]
    if _PAST.search(clause) and not _FINISHES.search(clause.rpartition(",")[2]):
        return False
    if re.match("trong|vào|hết", said, re.IGNORECASE):
        return _JUST_BEFORE.search(clause) is not None
    return _TASK.search(clause) is not None or _TASK.search(behind) is not None
