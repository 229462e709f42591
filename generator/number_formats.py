"""What a cell of Excel prints: the value by its number format (ECMA-376 Part 1, 18.8.31), in Vietnamese writing.

Days stand before months and the decimal mark is a comma, whatever country Excel was set to; where the format itself
said otherwise (months by English names, months before days) the value is printed the Vietnamese way and marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from generator.vntext import format_number

Value = str | bool | int | float | date | datetime | time | timedelta
Doubt = Literal["", "order", "format"]

_VIETNAMESE_BUILTINS = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy h:mm"}  # shown in the system's own order
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<date>y+|m+|d+|h+|s+|am/pm|a/p)|(?P<general>general)"
    r"|(?P<number>[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]+)?)|(?P<percent>%)|(?P<text>@)|(?P<odd>[e/?,.](?=[0#?+-]|$))"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*', re.DOTALL)
_COLOURS = {"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"}
_LITERAL = ("quoted", "escaped", "currency", "plain")


@dataclass(frozen=True)
class Printed:
    """The text of a value. ``doubt``: ``order`` (the format wrote days another way), ``format`` (not understood).

    ``dotted`` is the same text with a dot for its decimal mark (numbers of points: "1.1"), where it has one.
    """

    text: str
    doubt: Doubt = ""
    dotted: str = ""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def printed(value: Value, code: str) -> Printed:
    """What a cell with this value and this number format shows."""
    if isinstance(value, bool):
        return Printed("TRUE" if value else "FALSE")
    if isinstance(value, str):
        return Printed(_with_text(value, code))
    if isinstance(value, int | float):
        return _number(value, code)
    return _moment(value, code)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """The parts of a format, for positive and negative numbers, zero and text."""
    code = _VIETNAMESE_BUILTINS.get(code, code)
    parts: list[tuple[_Token, ...]] = []
    at = 0
    while at <= len(code) and len(parts) < 4:
        section = _SECTION.match(code, at)
        end = section.end() if section else at
        parts.append(tuple(_tokens(code[at:end])))
        at = end + 1
    return tuple(parts)


def _tokens(section: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind == "bracket" and match[kind].lower() in _COLOURS:
            continue
        if kind is not None:
            yield _Token(kind, match[kind])


# --- text and numbers


def _with_text(value: str, code: str) -> str:
    """A text in the fourth part of its format, or in one that has a place for text (``"Quý "@``)."""
    sections = _sections(code)
    chosen = sections[3] if len(sections) == 4 else sections[0]
    if not any(token.kind == "text" for token in chosen):
        return value
    return "".join(value if token.kind == "text" else token.text for token in chosen
                   if token.kind == "text" or token.kind in _LITERAL)  # fmt: skip


def _number(value: int | float, code: str) -> Printed:
    try:
        exact = Decimal(repr(value))
        section, sign = _section_of(exact, _sections(code))
        return _in_section(exact, section, sign) or Printed(**_general(exact), doubt="format")
    except (InvalidOperation, ValueError):  # beyond what Decimal rounds, or no number at all
        return Printed(str(value), doubt="format")


def _section_of(value: Decimal, sections: Sequence[tuple[_Token, ...]]) -> tuple[tuple[_Token, ...], str]:
    """The part of the format for a number, and the sign that is still to be written before it."""
    if value < 0:
        return (sections[1], "") if len(sections) > 1 else (sections[0], "-")
    if value == 0 and len(sections) > 2:
        return sections[2], ""
    return sections[0], ""


def _in_section(value: Decimal, section: tuple[_Token, ...], sign: str) -> Printed | None:
    """The number in its part of the format; ``None`` where the part has what is not understood or hides the number."""
    kinds = [token.kind for token in section]
    places = sum(kind in ("number", "general", "text") for kind in kinds)
    if not set(kinds) <= {*_LITERAL, "number", "general", "text", "percent"} or places > 1:
        return None
    if not places:
        return Printed("".join(token.text for token in section)) if value == 0 else None
    scaled = abs(value) * 100 ** kinds.count("percent")
    parts = {True: "", False: ""}
    for dotted in parts:
        parts[dotted] = sign + "".join(_piece(token, scaled, dotted) for token in section)
    return Printed(parts[False].strip(), dotted=parts[True].strip() if parts[True] != parts[False] else "")


def _piece(token: _Token, value: Decimal, dotted: bool) -> str:
    if token.kind in ("general", "text"):
        form = _general(value)
        return form["dotted"] if dotted and form["dotted"] else form["text"]
    if token.kind == "number":
        return _figures(value, token.text, dotted)
    return token.text


def _general(value: Decimal) -> dict[str, str]:
    """A number as a cell without a format shows it: at most ten digits count, the rest is noise of the computer."""
    short = Decimal(f"{value:.10g}") if value != value.to_integral_value() else value
    text = f"{short:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return {"text": text.replace(".", ","), "dotted": text if "." in text else ""}


def _figures(value: Decimal, pattern: str, dotted: bool) -> str:
    """The digits of a number by a pattern of ``0``, ``#``, ``,`` and one ``.``."""
    whole, _, decimals = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:f}"
    digits, _, rest = text.partition(".")
    while rest and len(rest) > len(decimals.rstrip("#?")) and rest.endswith("0"):
        rest = rest[:-1]
    digits = digits.rjust(whole.replace(",", "").count("0"), "0")
    if "," in whole:
        digits = format_number(Decimal(digits))
    return f"{digits}{'.' if dotted else ','}{rest}" if rest else digits


# --- days and times


def _moment(value: date | datetime | time | timedelta, code: str) -> Printed:
    section = _sections(code)[0]
    if isinstance(value, timedelta):
        return _elapsed(value)
    letters = "".join(token.text[0].lower() for token in section if token.kind == "date")
    if isinstance(value, time):
        return Printed(f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}")
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    days = re.sub("[^dmy]", "", _without_minutes(letters))
    named = any(token.kind == "date" and token.text[0].lower() in "dm" and len(token.text) > 2 for token in section)
    known = {"date", "general", "text", *_LITERAL}
    if named or days not in ("dmy", "dm", "my", "y", "m", "d") or any(token.kind not in known for token in section):
        return Printed(_plain_day(moment, days), "order")
    return Printed("".join(_part(section, i, moment) for i in range(len(section))).strip())


def _without_minutes(letters: str) -> str:
    """The letters of a format without the ``m`` that stands for minutes, beside an hour or a second."""
    return re.sub("(?<=h)m|m(?=s)", "", letters)


def _part(section: tuple[_Token, ...], at: int, moment: datetime) -> str:
    token = section[at]
    if token.kind in ("general", "text"):
        return ""
    if token.kind != "date":
        return token.text
    beside = [other.text[0].lower() for other in section if other.kind == "date"]
    own = sum(other.kind == "date" for other in section[:at])
    letter = token.text[0].lower()
    is_minute = letter == "m" and ("h" in beside[own - 1 : own] or "s" in beside[own + 1 : own + 2])
    return _figure("minute" if is_minute else letter, len(token.text), moment)


def _figure(letter: str, width: int, moment: datetime) -> str:
    """One part of a moment; a year of one or two figures is written with two, other parts as wide as asked."""
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "a":
        return "SA" if moment.hour < 12 else "CH"
    number = {"d": moment.day, "m": moment.month, "h": moment.hour, "minute": moment.minute, "s": moment.second}[letter]
    return f"{number:0{width}d}"


def _plain_day(moment: datetime, letters: str) -> str:
    """A day with the parts that the format shows, in Vietnamese order: 13/02/2026, 02/2026, 13/02."""
    parts = [("d", "%d"), ("m", "%m"), ("y", "%Y")]
    shown = [form for letter, form in parts if letter in letters] or [form for _, form in parts]
    text = "/".join(moment.strftime(form) for form in shown)
    return text if moment.time() == time() else f"{text} {moment:%H:%M}"


def _elapsed(value: timedelta) -> Printed:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    text = f"{minutes // 60}:{minutes % 60:02d}"
    return Printed(f"{text}:{seconds:02d}" if seconds else text)
