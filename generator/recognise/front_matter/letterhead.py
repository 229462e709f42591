"""What stands above the type of a document, piece by piece: a line of a text dump may hold two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator import norm
from generator.recognise.lines import WIDE, Line, is_rule, key, tidy

Kind = Literal["", "quoc_hieu", "ke", "so", "ngay", "du_thao", "lan", "do_khan", "vv", "kinh_gui"]
PLACE_WORDS = 6

_MOTTO = re.compile(
    r"C[ỘO]NG\s+H[OÒÓỎÕỌ][AÀÁẢÃẠ]\s+X[ÃA]\s+H[ỘO]I\s+CH[ỦU]\s+NGH[ĨI]A\s+VI[ỆE]T\s+NAM"
    r"|[ĐÐ][ộo]c\s+l[ậa]p\s*[-–—.*]?\s*T[ựu]\s+do\s*[-–—.*]?\s*H[ạa]nh\s+ph[úu]c",
    re.IGNORECASE,
)
_MOTTO_LINES = ("cộng hòa xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc")
_LEAST_OF_MOTTO = 3  # words that tell a line of it cut short
_SYMBOL = r"(?P<symbol>[\w&.]+(?:\s*[-–]\s*[\w&…]+)*(?:/[\w&]+(?:-[\w&]+)*)*)?"
_NUMBER = re.compile(rf"\s*(?:Số|SỐ(?= ?:))(?P<number>[\s:;.\d…_]*[a-z]?) ?/ ?{_SYMBOL}")
_PARTY_NUMBER = re.compile(r"\s*Số[\s:;.]{0,9}(?P<number>\d{0,6}) ?- ?(?P<symbol>\w+/[\w&]+(?:-[\w&]+)*)")
_NUMBER_ALONE = re.compile(r"\s*Số ?:\s*(?P<number>\d{0,6})(?P<symbol>)$")
_BLANK = r"[\s\d.…_]*?"
_DATE = re.compile(
    rf"(?:ngày(?P<day>{_BLANK})(?:tháng|/)|,\s{{0,9}}tháng(?=\s))(?P<month>{_BLANK})(?:năm|/)(?P<year>[\s\d.…_]*)$",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\(?dự thảo(?: lần(?: thứ)?)?(?: (?P<number>\d{1,3}))?\)?[.:]?")
_DRAFT_COUNT = re.compile(r"\(?lần(?: thứ)? (?P<number>\d{1,3})\)?[.:]?")  # under "DỰ THẢO"
_ABOUT = re.compile(
    r"\(?\s*(?:v\s*[/.]\s*v\.?|vv)(?![\w/])\s*[:.]?\s*(?P<rest>.*)|về việc (?P<whole>.*)", re.IGNORECASE
)
_TO = re.compile(r"kính gửi\s*(?::|$)|kính gửi(?= )", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A piece of a line: what it is, the line cut down to it, the values in it (``number``, ``day`` …)."""

    kind: Kind
    line: Line
    values: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        return dict(self.values)[name]

    @property
    def goes_on(self) -> str:
        """The folded words that a line of the Quốc hiệu cut short goes on with; empty for a whole one."""
        return dict(self.values).get("rest", "") if self.kind == "quoc_hieu" else ""


def pieces(line: Line) -> tuple[Piece, ...]:
    """The pieces of a line from left to right, blank ones left out."""
    return tuple(piece for piece in _pieces(line) if piece.line.text)


def _pieces(line: Line) -> Iterator[Piece]:
    raw = line.raw
    motto = _MOTTO.search(raw)
    if motto:
        yield from _pieces(_part(line, raw[: motto.start()]))
        yield Piece("quoc_hieu", _part(line, motto.group()))
        yield from _pieces(_part(line, raw[motto.end() :]))
        return
    number = _number(raw)
    if number:
        yield Piece("so", _part(line, number.group()), _values(number))
        raw = raw[number.end() :]
    yield from _dated(_part(line, raw))


def _number(raw: str) -> re.Match[str] | None:
    return _NUMBER.match(raw) or _PARTY_NUMBER.match(raw) or _NUMBER_ALONE.match(raw.rstrip())


def _dated(line: Line) -> Iterator[Piece]:
    """What is before a date line, the date line with its place, or the columns of a line without one."""
    date = _DATE.search(line.raw)
    if date is None:
        yield from (_single(_part(line, part)) for part in WIDE.split(line.raw))
        return
    before, place = _place(line.raw[: date.start()].rstrip(", \t"))
    yield from (_single(_part(line, part)) for part in WIDE.split(before))
    values = (*_values(date), ("place", tidy(place)))
    yield Piece("ngay", _part(line, f"{place}, {date.group()}"), values)


def _place(before: str) -> tuple[str, str]:
    """What stands before the date cut into another column and the place: after a wide gap, or words in capitals."""
    gaps = list(WIDE.finditer(before.rstrip()))
    if gaps:
        return before[: gaps[-1].start()], before[gaps[-1].end() :]
    said = before.split()
    if len(said) <= PLACE_WORDS and not _ABOUT.match(before.strip()):
        return "", before
    first = next((i + 1 for i in reversed(range(len(said))) if not said[i][:1].isupper() and said[i] != "-"), 0)
    return " ".join(said[:first]), " ".join(said[first:])


def _single(line: Line) -> Piece:
    """What a piece without number and date is."""
    draft = _DRAFT.fullmatch(line.key)
    about = _ABOUT.match(line.text)
    stamp = next((id for id, stamp in norm.stamps().items() if key(stamp.text) == line.key.strip("()")), "")
    if rest := _rest_of_motto(line.key):
        return Piece("quoc_hieu", line, (("rest", rest),))
    if is_rule(line.raw):
        return Piece("ke", replace(line, text=line.text or line.raw.strip()))
    if draft:
        return Piece("du_thao", line, _values(draft))
    if count := _DRAFT_COUNT.fullmatch(line.key):
        return Piece("lan", line, _values(count))
    if stamp and line.is_capital:
        return Piece("do_khan", line, (("urgency", stamp),))
    if about:
        return Piece("vv", line, (("rest", about["rest"] or about["whole"] or ""),))
    return Piece("kinh_gui" if _TO.match(line.text) else "", line)


def _rest_of_motto(said: str) -> str:
    """What a line of the Quốc hiệu or its motto goes on with on the next line, where a narrow column breaks it."""
    whole = next((line for line in _MOTTO_LINES if line.startswith(f"{said} ")), "")
    return whole[len(said) :].strip(" -") if len(said.split()) >= _LEAST_OF_MOTTO else ""


def after_to(line: Line) -> str | None:
    """What follows "Kính gửi" on its line; ``None`` where the line does not begin with it."""
    match = _TO.match(line.text)
    return line.text[match.end() :].strip() if match else None


def _part(line: Line, raw: str) -> Line:
    return replace(line, raw=raw, text=tidy(raw))


def _values(match: re.Match[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value or "") for name, value in match.groupdict().items())
