"""Who issues, and under whom: the lines on the left of a document's head (khoản 2 Mục II Phần I Phụ lục I NĐ 30)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.problems import N_, Words
from generator.recognise.found import CERTAIN, LIKELY, UNSURE
from generator.recognise.lines import Line, key, starts_with, words

Names = tuple[Line, ...]
_ABOVE = ("UBND", "ỦY BAN NHÂN DÂN", "BỘ", "SỞ", "CHÍNH PHỦ", "TỔNG CỤC", "CỤC", "HỘI ĐỒNG NHÂN DÂN", "HĐND")
_NEVER_BELOW = ("UBND", "ỦY BAN NHÂN DÂN", "CHÍNH PHỦ", "HỘI ĐỒNG NHÂN DÂN", "HĐND")


def divided(lines: Sequence[Line]) -> tuple[Names, Names, float, str]:
    """The lines of the superior (none where there is none), those of the issuer, the confidence and a doubt.

    The weight of the letters decides (the issuer is bold, its superior is not: điểm b khoản 2); where it says nothing,
    the names do: an agency begins with "UBND", "SỞ", "VĂN PHÒNG" …, and the last one issues.
    """
    names = _names(lines)
    by_weight = _by_weight(lines)
    if by_weight and not _is_open(by_weight[0]):
        return *by_weight, CERTAIN, ""
    if len(names) < 2:
        return (), tuple(lines), CERTAIN, ""
    above, issuer = tuple(line for name in names[:-1] for line in name), names[-1]
    if len(names) > 2 or not _begins(above, _ABOVE):
        return above, issuer, UNSURE, _question(above, issuer)
    if _begins(issuer, _NEVER_BELOW):
        return (), tuple(lines), UNSURE, Words(N_("«{names}» là tên một cơ quan?"), names=_said(lines))
    return above, issuer, LIKELY, ""


def _by_weight(lines: Sequence[Line]) -> tuple[Names, Names] | None:
    """Lines that are not bold, then bold ones; ``None`` where the weights do not stand in this order."""
    first = next((i for i, line in enumerate(lines) if line.bold), 0)
    if not first or not all(line.bold for line in lines[first:]):
        return None
    return tuple(lines[:first]), tuple(lines[first:])


def _names(lines: Sequence[Line]) -> list[Names]:
    """The lines of each agency: a line that begins like an agency begins one, unless the line above needs it."""
    names: list[Names] = []
    for line in lines:
        if not names or (starts_with("co_quan", line.text) and not _is_open(names[-1])):
            names.append((line,))
        else:
            names[-1] = (*names[-1], line)
    return names


def _is_open(name: Names) -> bool:
    """Whether a name says nothing without the next line: "ỦY BAN NHÂN DÂN", "VĂN PHÒNG"."""
    said = _said(name)
    return key(said) in {key(word) for word in words("chua_tron")} or said.endswith((",", "-", "–"))


def _begins(name: Names, known: Sequence[str]) -> bool:
    said = key(_said(name))
    return any(said.startswith(f"{key(word)} ") or said == key(word) for word in known)


def _said(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _question(above: Names, issuer: Names) -> str:
    return Words(
        N_("«{issuer}» là cơ quan ban hành, «{above}» là cơ quan chủ quản?"), issuer=_said(issuer), above=_said(above)
    )
