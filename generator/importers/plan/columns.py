"""Lines that Word breaks by itself in the original, broken for a column of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator import norm
from generator.metrics import width_pt
from generator.recognise.lines import starts_with

MM_PER_PT = 25.4 / 72
_UNPARTED = re.compile(r"\b(?:[ỦU][YỶ] BAN|HỘI ĐỒNG) NHÂN DÂN\b|\bCHỦ TỊCH\b|\S+")


def issuer_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of an issuer's name, those wider than the left column of the head parted evenly between words."""
    return tuple(part for line in lines for part in _parted(line))


def _parted(line: str) -> Iterator[str]:
    words = _UNPARTED.findall(line)
    if len(words) < 2 or _width_mm(line) <= norm.layout_mm("bang_dau_trang")["trai"]:
        yield line
        return
    ways = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    one_name = [way for way in ways if not starts_with("co_quan", way[1])]  # a line that begins an agency is another's
    for part in min(one_name or ways, key=lambda parts: max(map(_width_mm, parts))):
        yield from _parted(part)


def _width_mm(line: str) -> float:
    return width_pt(line, norm.size_pt("cq", "A"), bold=True) * MM_PER_PT
