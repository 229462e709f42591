"""The number or sign that a paragraph opens with: typed or made by Word, of the decree's kinds and of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.counting import ORDER, value_of
from generator.vntext import DIEM_LETTERS, from_roman

SIGNS = ("-", "+")
# Kinds that the model has no style for stand among those it has by their width; their label stays in the text.
_WIDTH = {style: float(i) for i, style in enumerate(ORDER)} | {
    "A": 2.5, "1)": 7.5, "(a)": 8.2, "i)": 8.4, "(i)": 8.4, "i.": 8.4,
}  # fmt: skip
_BULLET_WIDTH = 9.5
_UNITS = {"phần": "phan", "chương": "chuong", "mục": "muc"}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SURE_ROMAN = 39  # a longer list in Roman numerals has not been seen; "C." and "L." are letters then
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BULLETS = "•●○▪■□◦▫➢►➤✓✔§·◆♦❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc"

_UNIT = re.compile(
    rf"(?P<word>phần|chương|mục)\s+(?P<n>thứ\s+(?:{'|'.join(_ORDINALS)})|[IVXLC]+|[0-9]{{1,2}})(?!\w)[ \t]*"
    r"(?P<end>[.:–-][ \t]*|\n|$|(?=\S))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"điều\s+(?P<n>[0-9]{1,3}[a-zđ]?)\s*[.:]\s*", re.IGNORECASE)
_NAME = r"(?=[^\W\d_])"
_ROMAN = re.compile(rf"(?P<n>[IVXLCDM]+)\s?(?:\.(?:\s+|{_NAME})|/\s+)")
_CAPITAL = re.compile(r"(?P<n>[A-Z])[.)]\s+")
_DECIMAL = re.compile(rf"(?P<n>[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}})(?P<dot>\.?)(?:\s+|{_NAME})")
_FIGURE = re.compile(rf"(?P<n>[0-9]{{1,3}})\s?(?:(?P<dot>\.)(?:\s+|{_NAME})|/\s+{_NAME})")
_BEHIND = re.compile(r"(?P<n>[0-9]{1,2})\)\s*(?=\S)")
_LETTER = re.compile(rf"(?P<n>[a-zđ])(?:(?P<bracket>\))\s*|\.\s+{_NAME}|/\s+)(?=\S)")
_SMALL_ROMAN = re.compile(r"(?P<n>[ivx]{1,5})(?P<end>[.)])\s+")
_INSIDE = re.compile(r"\((?:(?P<figure>[0-9]{1,2})|(?P<roman>[ivx]{1,5})|(?P<letter>[a-zđ]))\)\s*(?=\S)")
_DASH = re.compile(r"[-‐‑‒–—−](?:\s+(?=\S)|(?=[^\W\d_]|[“\"(]))")
_PLUS = re.compile(r"\+(?:\s+(?=\S)|(?=[^\W\d_]|[“\"(]))")
_BULLET = re.compile(rf"(?P<sign>[{_BULLETS}])\s*(?=\S)|(?P<star>\*)\s+(?=\S)|(?P<o>o)\s+(?=[A-ZĐ])")


@dataclass(frozen=True)
class Label:
    """A number or sign that opens a paragraph.

    ``family`` is a style of the model or another kind of list: "A", "1)", "(a)", "i)", "(i)", "i.", a bullet.
    ``number`` is what the model keeps ("II", "đ", "1.1"; empty for signs), ``value`` its place in the count (``None``
    unknown), ``end`` the number of letters that the label takes. ``sure`` says that its form alone makes it a label;
    else it is one only where it begins a list or goes on with one.
    """

    family: str
    number: str
    value: int | None
    end: int
    sure: bool = True

    @property
    def style(self) -> str:
        """The style of the model; "khong" where it has none and the label stays in the text."""
        return self.family if self.family in ORDER else "khong"

    @property
    def is_sign(self) -> bool:
        """A dash, a plus, a bullet: nothing that counts."""
        return not self.number

    @property
    def width(self) -> float:
        """Small for wide units, large for narrow ones."""
        return _WIDTH.get(self.family, _BULLET_WIDTH)

    @property
    def begins(self) -> bool:
        """Whether it is the first of a list."""
        return self.value == 1

    def follows(self, last: Label, count: int) -> bool:
        """Whether it is the next after ``last``, which is the ``count``-th of its list."""
        if self.family != last.family or self.is_sign:
            return self.family == last.family
        skipped = self.family == "A" and last.number == "D" and self.number == "E"
        return self.value == count + 1 or skipped


def labels(text: str) -> tuple[Label, ...]:
    """What the opening of a text may be as a label; empty for plain words.

    Several where the form is that of two kinds: "i)" is a letter or a Roman numeral, "C." a numeral or a letter. A
    year, an amount, a date are no labels: "2024. …", "1.250 đồng", "30/6.".
    """
    readers = (_units, _articles, _romans, _capitals, _decimals, _figures, _letters, _inside, _signs)
    return tuple(label for reader in readers for label in reader(text))


def _units(text: str) -> Iterator[Label]:
    match = _UNIT.match(text)
    if match is None:
        return
    rest = text[match.end() :]
    if not match["end"] and rest != rest.upper():
        return  # "Phần II Phụ lục kèm theo quy định …": a sentence
    family = _UNITS[match["word"].lower()]
    number = " ".join(match["n"].split())
    ordinal = number.lower().removeprefix("thứ ")
    if ordinal in _ORDINALS:
        yield Label(family, f"thứ {ordinal}", _ORDINALS.index(ordinal) + 1, match.end())
        return
    value = value_of(number.upper(), "I")
    if value is not None:
        yield Label(family, number.upper(), value, match.end())


def _articles(text: str) -> Iterator[Label]:
    if match := _ARTICLE.match(text):
        yield Label("dieu", match["n"], value_of(match["n"], "dieu"), match.end())


def _romans(text: str) -> Iterator[Label]:
    match = _ROMAN.match(text)
    value = _roman_value(match["n"]) if match else None
    if match and value:
        initials = re.match(r"[A-ZĐ][a-z]?\.\s?\w", text[match.end() :]) is not None  # "V. I. Lênin", "C.Mác"
        sure = value <= _SURE_ROMAN and not initials and match[0][-1].isspace()
        yield Label("I", match["n"], value, match.end(), sure)


def _capitals(text: str) -> Iterator[Label]:
    if match := _CAPITAL.match(text):
        yield Label("A", match["n"], _CAPITALS.index(match["n"]) + 1, match.end(), sure=False)


def _decimals(text: str) -> Iterator[Label]:
    match = _DECIMAL.match(text)
    if match and not match["n"].startswith("0."):
        sure = bool(match["dot"]) or text[match.end() : match.end() + 1].isupper()
        yield Label("1.1", match["n"], value_of(match["n"], "1.1"), match.end(), sure)


def _figures(text: str) -> Iterator[Label]:
    if match := _FIGURE.match(text):
        after = text[match.end() : match.end() + 1]
        sure = bool(match["dot"]) and len(match["n"]) < 3 and not (after.isdigit() or after.islower())
        if int(match["n"]):
            yield Label("1", match["n"], int(match["n"]), match.end(), sure)
    elif match := _BEHIND.match(text):
        yield Label("1)", match["n"], int(match["n"]), match.end(), sure=False)


def _letters(text: str) -> Iterator[Label]:
    if match := _LETTER.match(text):
        value = DIEM_LETTERS.index(match["n"]) + 1 if match["n"] in DIEM_LETTERS else None
        yield Label("a", match["n"], value, match.end(), sure=bool(match["bracket"]))
    match = _SMALL_ROMAN.match(text)
    value = _roman_value(match["n"]) if match else None
    if match and value:
        yield Label(f"i{match['end']}", match["n"], value, match.end(), sure=False)


def _inside(text: str) -> Iterator[Label]:
    match = _INSIDE.match(text)
    if match is None:
        return
    if match["figure"]:
        yield Label("(1)", match["figure"], int(match["figure"]), match.end())
        return
    letter = match["letter"] or match["roman"]
    if len(letter) == 1 and letter in DIEM_LETTERS:
        yield Label("(a)", letter, DIEM_LETTERS.index(letter) + 1, match.end(), sure=False)
    if value := _roman_value(letter):
        yield Label("(i)", letter, value, match.end(), sure=False)


def _signs(text: str) -> Iterator[Label]:
    for sign, pattern in (("-", _DASH), ("+", _PLUS)):
        if match := pattern.match(text):
            yield Label(sign, "", None, match.end())
    if match := _BULLET.match(text):
        yield Label(match[0][0], "", None, match.end())


def _roman_value(text: str) -> int | None:
    try:
        return from_roman(text)
    except ValueError:
        return None
