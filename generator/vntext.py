"""Vietnamese text: normal forms, comparison, sorting, numerals, dates in words (layer 0).

Two spellings of one word must compare equal (``hoà`` and ``hòa``, NFD and NFC, ``–`` and ``-``), while what is printed
stays as its author wrote it: every function here gives a new value and none is meant for rewriting names.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

DIEM_LETTERS: tuple[str, ...] = tuple("abcdđeghiklmnopqrstuvxy")
"""Letters of điểm in Vietnamese order (điểm đ khoản 6 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP).

The decree asks for the order of the alphabet and itself uses a, b, c, d, đ, e, g…; that ă â ê ô ơ ư are left out is
drafting practice."""

BLANK_DAY = " " * 4
"""What stands for the day in a date line until the records office writes it; a space is added on both sides."""

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
_QUALITY = frozenset("ăâêôơư")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1000)}
_LOOKALIKES = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’‚‛", "'")}
)
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_NUMBER = re.compile(r"[-−]?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


def nfc(text: str) -> str:
    """The text in precomposed letters (NFC), the form Vietnamese documents are exchanged in."""
    return unicodedata.normalize("NFC", text)


@cache
def _with_tones(letter: str) -> list[str]:
    return [letter, *(nfc(letter + tone) for tone in _TONES)]


_VOWELS = "".join(form for letter in "aăâeêioôơuưy" for form in _with_tones(letter))
_CLUSTER = re.compile(f"[{_VOWELS}]{{2,}}")
_UNTONED = {form: (letter, tone) for letter in "aăâeêioôơuưy" for tone, form in enumerate(_with_tones(letter))}


def _tone_position(letters: str, before: str, after: str) -> int:
    """Where the older rule (``hòa``, ``thúy``) puts the tone in a run of vowels between its two neighbours."""
    quality = [i for i, letter in enumerate(letters) if letter in _QUALITY]
    if quality:
        return quality[-1]
    onset = (before == "q" and letters[0] == "u") or (before == "g" and letters[0] == "i")
    nucleus = len(letters) - onset
    return onset + (1 if nucleus > 2 or (nucleus == 2 and after.isalpha()) else 0)


def _place_tone(cluster: re.Match[str]) -> str:
    """A run of vowels with its one tone at the usual place; unchanged when there is none, or more than one."""
    letters, tones = zip(*(_UNTONED[vowel] for vowel in cluster[0]), strict=True)
    marks = [tone for tone in tones if tone]
    before = cluster.string[cluster.start() - 1 : cluster.start()]
    after = cluster.string[cluster.end() : cluster.end() + 1]
    if len(marks) != 1 or unicodedata.combining(after or " "):
        return cluster[0]
    placed = list(letters)
    at = _tone_position("".join(letters), before, after)
    placed[at] = _with_tones(placed[at])[marks[0]]
    return "".join(placed)


@lru_cache(maxsize=8192)  # names, cells and tasks are compared again and again
def fold(text: str) -> str:
    """The key under which two spellings of one text are equal; for comparison only, never for printing.

    NFC, letter case, the place of the tone mark (``hoà`` = ``hòa``, ``uỷ`` = ``ủy``), runs of white space with no-break
    spaces, dashes and curly quotes are folded. Diacritics stay: ``sở`` and ``số`` differ. ``fold(fold(x)) == fold(x)``.
    """
    lowered = nfc(unicodedata.normalize("NFD", text).casefold())
    return _CLUSTER.sub(_place_tone, " ".join(lowered.translate(_LOOKALIKES).split()))


def slug(text: str) -> str:
    """ASCII lower-case words joined by hyphens (``Sở Y tế`` → ``so-y-te``); empty when no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate({ord("đ"): "d", ord("ð"): "d"}))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall("[a-z0-9]+", letters))


def _letter_and_tone(char: str) -> tuple[int, int]:
    """Ranks of one folded letter: its place in the alphabet, and its tone (0 ngang … 5 nặng)."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES.index(part) + 1 for part in parts if part in _TONES), 0)
    letter = nfc("".join(part for part in parts if part not in _TONES))
    if letter not in _RANK and parts[0] in _RANK:
        letter = parts[0]
    return _RANK.get(letter, ord(letter[:1] or char) + (0 if char.isdigit() else 5000)), tone


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Key for Vietnamese dictionary order: word by word, letters first (a ă â b … d đ e ê … y), then tones.

    Tones rank ngang, huyền, hỏi, ngã, sắc, nặng; digits come before letters; case, the tone's place and punctuation
    do not count.
    """
    words = (zip(*map(_letter_and_tone, word), strict=True) for word in re.findall(r"\w+", fold(text)))
    return tuple((letters, tones) for letters, tones in words)


def roman(n: int) -> str:
    """``n`` as an upper-case Roman numeral. ``ValueError`` outside 1..3999."""
    if not 1 <= n <= 3999:
        raise ValueError(f"no Roman numeral for {n}")
    written = ""
    for value, letters in _ROMAN:
        times, n = divmod(n, value)
        written += letters * times
    return written


def from_roman(text: str) -> int:
    """The value of a Roman numeral in either case. ``ValueError`` unless regularly spelled (``IV``, not ``IIII``)."""
    letters = {letter: value for value, letter in _ROMAN}
    values = [letters.get(letter, 0) for letter in text.upper()]
    total = sum(-value if value < following else value for value, following in pairwise([*values, 0]))
    if not 1 <= total <= 3999 or roman(total) != text.upper():
        raise ValueError(f"not a Roman numeral: {text!r}")
    return total


def diem_letter(n: int) -> str:
    """The letter of the ``n``-th điểm, from 1 (``a``) to 23 (``y``); see ``DIEM_LETTERS``. ``ValueError`` beyond."""
    if not 1 <= n <= len(DIEM_LETTERS):
        raise ValueError(f"no letter for điểm {n}")
    return DIEM_LETTERS[n - 1]


def date_in_words(day: int | None, month: int, year: int) -> str:
    """A date as a date line prints it: ``ngày 05 tháng 3 năm 2026``; ``day=None`` leaves a blank (``BLANK_DAY``).

    Days below 10 and months 1 and 2 take a leading zero, months 3 to 9 never (điểm b khoản 4 Mục II Phần I Phụ lục I
    Nghị định số 30/2020/NĐ-CP). ``ValueError`` for a date that does not exist.
    """
    date(year, month, 1 if day is None else day)
    days = BLANK_DAY if day is None else f"{day:02d}"
    return f"ngày {days} tháng {month:{'02d' if month < 3 else 'd'}} năm {year}"


def number_padded(n: int) -> str:
    """The số of a document: below 10 with a leading zero. ``ValueError`` below 1.

    Điểm c khoản 3 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP.
    """
    if n < 1:
        raise ValueError(f"documents are numbered from 1, not {n}")
    return f"{n:02d}"


def parse_number(text: str) -> Decimal | None:
    """The value of a number in Vietnamese writing (``1.250,5``), ``None`` for anything else.

    Dots part groups of three, the comma the decimals; so ``1.25`` is no number here, nor are ``45%`` and ``12 tỷ``:
    a unit changes the value and is the caller's to take off.
    """
    stripped = text.strip()
    if not _NUMBER.fullmatch(stripped):
        return None
    return Decimal(stripped.replace(".", "").replace(",", ".").replace("−", "-"))


def format_number(value: Decimal) -> str:
    """``value`` in Vietnamese writing, thousands in groups (``1.250,5``); ``parse_number`` gives it back.

    Decimals are printed as they stand, trailing zeros included. ``ValueError`` for NaN and infinity.
    """
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))
