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
