"""How wide a text is when printed in Times New Roman, without the font (layer 0).

Widths are sums of the advances of Tinos, a font made to the metrics of Times New Roman; ``bench/build_metrics.py``
wrote the table. Kerning is not counted (Word sets none unless asked). Lengths are in points, 1/72 inch.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache

from generator.resources import read_text
from generator.vntext import nfc

UNITS_PER_EM = 2048
"""The unit of the table's advances."""

_BREAKS = re.compile(r"(?<=[–—])(?=.)|(?<=\w-)(?=[^\W\d])")  # after a dash; after a hyphen, not in 2026-2030
_SLACK = 1e-6  # rounding of float sums must not push out a word that fits exactly


@cache
def _advances(bold: bool, italic: bool) -> dict[str, int]:
    """Advance of each known character in one face, in units of the em."""
    lines = (line for line in read_text("metrics/times.csv").splitlines() if not line.startswith("#"))
    face = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold_italic"}
    return {chr(int(row["code"], 16)): int(row[face[bold, italic]]) for row in csv.DictReader(lines)}


def _advance(char: str, table: dict[str, int]) -> int:
    """Advance of one character; marks that stayed loose after NFC and invisible format characters take no room."""
    known = table.get(char)
    if known is None:
        return 0 if unicodedata.category(char) in ("Mn", "Cf") else table["m"]
    return known


def width_pt(text: str, size_pt: float, bold: bool = False, italic: bool = False) -> float:
    """Width in points of ``text`` on one line, at ``size_pt``.

    A character the table does not know (a tab, a letter of another script) counts as wide as ``m``.
    """
    table = _advances(bold, italic)
    return sum(_advance(char, table) for char in nfc(text)) * size_pt / UNITS_PER_EM


def longest_word_pt(text: str, size_pt: float, bold: bool = False) -> float:
    """Width in points of the widest piece no line break can part, thus of the narrowest column; 0 for no words."""
    pieces = (piece for word in text.replace("\n", " ").split(" ") for piece in _BREAKS.split(word))
    return max((width_pt(piece, size_pt, bold) for piece in pieces), default=0.0)


def wrap_lines(text: str, size_pt: float, width_pt: float, bold: bool = False, italic: bool = False) -> int:
    """Number of lines ``text`` takes in a column ``width_pt`` points wide, each line filled as far as it goes.

    Lines break at spaces (not at no-break spaces), after dashes and hyphens, and at ``\\n``; a piece wider than the
    column is cut between letters. An empty text takes one line. ``ValueError`` unless size and width are above zero.
    """
    if size_pt <= 0 or width_pt <= 0:
        raise ValueError(f"no text of {size_pt} pt fits a width of {width_pt} pt")
    table = _advances(bold, italic)
    room = (width_pt + _SLACK) * UNITS_PER_EM / size_pt
    return sum(_lines_of(line, room, table) for line in nfc(text).split("\n"))


def _lines_of(line: str, room: float, table: dict[str, int]) -> int:
    """Lines taken by a text without ``\\n``; spaces at the end of a line hang over its edge."""
    lines, used = 1, 0
    for piece in (piece for word in re.findall(" +|[^ ]+", line) for piece in _BREAKS.split(word)):
        advances = [_advance(char, table) for char in piece]
        if piece.startswith(" "):
            used += sum(advances)
            continue
        if used and used + sum(advances) > room:
            lines, used = lines + 1, 0
        breaks, used = _cut(advances, used, room)
        lines += breaks
    return lines


def _cut(advances: list[int], used: int, room: float) -> tuple[int, int]:
    """Set one piece where ``used`` units are taken: the line breaks inside it, and what its last line then takes."""
    breaks = 0
    for advance in advances:
        if used and used + advance > room:
            breaks, used = breaks + 1, 0
        used += advance
    return breaks, used
