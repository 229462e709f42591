"""The text of a finished document with its structure kept as marks, in one pass: what a proof reads.

The marks are noncharacters of Unicode (U+FDD0 …): no office text holds them. A proof needs no tree, and expat without
element handlers costs a third of building one.
"""

from __future__ import annotations

import re

from generator.word.xml import printed_text

PARAGRAPH, ROW, TABLE, END_TABLE, NOTE, RULE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
"""End of a paragraph, end of a row, start and end of a table, a footnote mark, a drawing."""

_PLACES = ((b"</w:p>", PARAGRAPH), (b"</w:tr>", ROW), (b"<w:tbl>", TABLE), (b"</w:tbl>", END_TABLE))
_RARE = (
    (b"footnoteReference ", b"<w:footnoteReference ", NOTE), (b":drawing>", b"<w:drawing>", RULE),
    (b":br/>", b"<w:br/>", "\n"),
)  # fmt: skip
_UNPRINTED = re.compile(
    rb"<(w:instrText|w:delText|w:delInstrText|wp:posOffset|wp:align|wp14:\w+)(?: [^>]*)?>[^<]*</\1>"
)
_LAID_OUT = re.compile(rb">[ \t\r]*\n\s*<")
_NOTE_NUMBER = re.compile(rb'<w:footnoteReference w:id="(-?\d+)"')
_NOTE = re.compile(rb'<w:footnote(?: w:type="\w+")? w:id="(-?\d+)"(?: [^>]*)?>(.*?)</w:footnote>', re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")


def is_plain(data: bytes) -> bool:
    """Whether all character data of a part is printed: no field codes, no places of drawings, no indented XML."""
    return not (_UNPRINTED.search(data) or data.count(b">\n") > 1)


def reading_text(data: bytes, *, plain: bool = False) -> str:
    """The printed text of a part with the marks of this module in it. Raises ``XmlError`` when it is not well formed.

    ``plain`` says that the part is known to hold nothing but printed text (``is_plain`` of its template).
    """
    if not plain:
        data = _LAID_OUT.sub(b"><", _UNPRINTED.sub(b"", data))
    for found, mark in _PLACES:
        data = (mark.encode() + found).join(data.split(found))
    for sign, found, mark in _RARE:
        if sign in data:
            data = data.replace(found, mark.encode() + found)
    return printed_text(data)


def note_numbers(data: bytes) -> list[str]:
    """The numbers of the footnote marks of a main part, in order."""
    return [number.decode() for number in _NOTE_NUMBER.findall(data)] if b"footnoteReference" in data else []


def note_texts(data: bytes) -> dict[str, str]:
    """The footnotes of their part by number. Raises ``XmlError`` when the part is not well formed."""
    printed_text(data)
    found = _NOTE.findall(data)
    return {number.decode(): printed_text(b"<t>" + _TAG.sub(b"", xml) + b"</t>").strip() for number, xml in found}
