"""Years in running text: which are left over from an earlier plan, and which belong to what is told or cited.

One sentence is read at a time. A year is no left-over inside a citation (số, ký hiệu with its day; the name of a law),
in a row of years that reaches the plan's ("giai đoạn 2021-2025"), nor where the sentence looks back ("so với năm
2023").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

OLDEST = 5
"""Years that lie further back than this are history, not left over."""

_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_DATE = rf"[0-9]{{1,2}}(?:\s*[/.-]\s*[0-9]{{1,2}}\s*[/.-]\s*|\s+tháng\s+[0-9]{{1,2}}\s+năm\s+)(?:{_YEAR})"
_LAWS = r"(?:Bộ luật|Luật|Hiến pháp|Pháp lệnh)"
_TYPES = (
    rf"(?:{_LAWS}|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Thông báo|Kết luận|Công văn|Công điện|Kế hoạch"
    r"|Chương trình|Tờ trình|Báo cáo|Văn bản|Hướng dẫn|Quy định|Quy chế|Đề án|Dự án|Phương án)"
)
_MEETINGS = r"[Hh]ội nghị|[Cc]uộc họp|[Pp]hiên họp|buổi làm việc"
_SENTENCE = re.compile(r"(?:[^.;!?\n]|[.](?=\S)){1,2000}")  # longer ones in parts: the time grows with the square
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’")

SYMBOL = re.compile(
    rf"(?:\b[Ss]ố\s*:?\s*[0-9]+\S*(?:\s+[A-ZĐ]\S*)?|\b[0-9]+(?:/{_YEAR})?[/-][A-ZĐ]\S*)(?:[,;]?\s*ngày\s+{_DATE})?"
)
"""The số, ký hiệu of a document, with its day where one follows."""

_CITED = (
    SYMBOL,
    re.compile(rf"\b{_TYPES}\b(?:(?!\b(?:trước|chậm nhất|đến|từ|vào)\b)[^.;,]){{0,200}}?\bngày\s+{_DATE}"),
    re.compile(rf"\b(?:tại|sau|theo) (?:{_MEETINGS})\b[^.;,]{{0,200}}?\bngày\s+{_DATE}"),
    re.compile(rf"\b{_LAWS}\b(?:(?!\b{_TYPES}\b)[^.;]){{0,200}}?\bnăm\s+{_YEAR}"),
    re.compile(rf"\b[Ss]ửa đổi,?\s+bổ sung\s+(?:một số điều\s+)?năm\s+{_YEAR}"),
)
_ROW = re.compile(rf"{_YEAR}(?:\s*(?:[-–—,]|đến|tới|và)\s*(?:(?:hết|cuối)\s+)?(?:năm\s+)?{_YEAR})+")
_MONTH = rf"(?:tháng|quý)\s+(?:[0-9]{{1,2}}|[IVX]{{1,3}})(?:\s*/\s*|\s+năm\s+|\s+){_YEAR}|[0-9]{{1,2}}\s*/\s*{_YEAR}"
_DEADLINE = re.compile(
    r"\b(?:trước|(?:chậm|muộn) nhất|hoàn (?:thành|tất)|xong|trong)\s+(?:(?:là|vào|trong|trước|đến|hết)\s+)*"
    rf"(?:(?:ngày\s+)?{_DATE}|{_MONTH})(?![0-9/])",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:sinh|sản xuất|sử dụng|tồn tại|phát sinh|xảy ra|ban hành|cấp|ký|hiệu lực|đăng ký|vi phạm|hình thành"
    r"|thành lập)\s+$",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"(?<![\w/.-])(?:(?:(?:ngày\s+[0-9]+\s+)?tháng\s+[0-9]+\s+|quý\s+\S+\s+|(?:đầu|giữa|cuối|hết)\s+)?năm\s+{_YEAR}"
    rf"|(?:ngày\s+)?{_DATE}|{_MONTH})(?![0-9/])",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:so với|cùng kỳ|tổng kết|sơ kết|kết quả|tính đến|khen thưởng|thành tích|quyết toán|thành lập|ban hành"
    r"|ghi nhận)\b",
    re.IGNORECASE,
)
_JUST_BEFORE = re.compile(r"\b(?:từ|sau|trước|được \S+(?: \S+)?)\s+$", re.IGNORECASE)
_TOLD = re.compile(r"\bđã\b", re.IGNORECASE)
_MAY_BE_BACK = re.compile(r"\b(?:đánh giá|báo cáo|số liệu|thống kê|giao)\b", re.IGNORECASE)
_YEARS = re.compile(_YEAR)

Span = tuple[int, int]


class Sort(Enum):
    """What a year that lies before the plan's is: a deadline, left over, or perhaps left over."""

    DEADLINE = "deadline"
    LEFT = "left"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Mention:
    """A time before the plan's year, as printed."""

    text: str
    year: int
    sort: Sort


def mentions(text: str, since: int, year: int) -> Iterator[Mention]:
    """The times of a text that lie before ``year`` and seem left over from a plan of ``since`` or later.

    What is older than that is unsure; what is older than ``OLDEST`` years is not told.
    """
    for sentence in _SENTENCE.finditer(text):
        yield from _Sentence(sentence[0], since, year).mentions()


def sentence_around(text: str, at: int) -> str:
    """The sentence in which a place of a text stands."""
    return next((own[0] for own in _SENTENCE.finditer(text) if own.start() <= at < own.end()), text)


@dataclass
class _Sentence:
    """One sentence being read; ``taken`` are the places already understood."""

    text: str
    since: int
    year: int

    def __post_init__(self) -> None:
        self.taken: list[Span] = [match.span() for pattern in _CITED for match in pattern.finditer(self.text)]
        self.quoted: list[Span] = [match.span() for match in QUOTED.finditer(self.text)]

    def mentions(self) -> Iterator[Mention]:
        """Deadlines first, then rows of years, then single years: what a longer form says is not said again."""
        yield from self._deadlines()
        yield from self._rows()
        for match in _SAID.finditer(self.text):
            yield from self._single(match)

    def _deadlines(self) -> Iterator[Mention]:
        for match in _DEADLINE.finditer(self.text):
            year = _last_year(match[0])
            if self._is_free(match) and not _CONDITION.search(self.text[: match.start()]):
                self.taken.append(match.span())
                if self._is_past(year) and not _TOLD.search(self.text):
                    yield Mention(match[0], year, Sort.DEADLINE)

    def _rows(self) -> Iterator[Mention]:
        for match in _ROW.finditer(self.text):
            year = _last_year(match[0])
            if self._is_free(match):
                self.taken.append(match.span())
                if self._is_past(year) and not self._looks_back(match.start()):
                    yield Mention(match[0], year, Sort.UNSURE)

    def _single(self, match: re.Match[str]) -> Iterator[Mention]:
        year = _last_year(match[0])
        if self._is_free(match) and self._is_past(year) and not self._looks_back(match.start()):
            yield Mention(match[0], year, Sort.LEFT if self._is_sure(match, year) else Sort.UNSURE)

    def _is_free(self, match: re.Match[str]) -> bool:
        return not any(start < match.end() and match.start() < end for start, end in self.taken)

    def _is_past(self, year: int) -> bool:
        return self.year - OLDEST <= year < self.year

    def _is_sure(self, match: re.Match[str], year: int) -> bool:
        quoted = any(start <= match.start() < end for start, end in self.quoted)
        return year >= self.since and not quoted and not _MAY_BE_BACK.search(self.text[: match.start()])

    def _looks_back(self, at: int) -> bool:
        before = self.text[:at].removesuffix("năm ")
        return bool(_TOLD.search(self.text) or _BACK.search(before) or _JUST_BEFORE.search(before))


def _last_year(text: str) -> int:
    return max(map(int, _YEARS.findall(text)))
