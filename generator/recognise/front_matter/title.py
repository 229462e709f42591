"""Type, subject, addressees and issuing title: what stands between the head and the content of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator import norm
from generator.problems import N_, Words
from generator.recognise.found import CERTAIN, LIKELY, UNSURE
from generator.recognise.front_matter.letterhead import after_to
from generator.recognise.lines import Line, is_capital, is_structure, starts_with
from generator.vntext import fold

LETTER = "cong-van"
DECISION = "quyet-dinh"
MOST_LINES = 8
LONGEST = 250
LONGEST_ADDRESSEE = 160
SHORT = 60
NAME_WORDS = 8

_ATTACHED = re.compile(r"\(\s*(?:được )?(?:ban hành )?kèm theo\b", re.IGNORECASE)
_DECIDES = re.compile(r"quyết (?:định|nghị)\s*:")
_DASH = re.compile(r"^[-–—+•*]\s*")
_SEPARATOR = re.compile(r";\s*(?:[-–—+•*]\s*)?")
_ENDS = (".", ":", ";", "!", "?")


@dataclass(frozen=True)
class Taken:
    """Texts read from some lines; ``end`` is the number of the first line not read."""

    texts: tuple[str, ...]
    lines: tuple[Line, ...]
    end: int
    confidence: float = CERTAIN
    doubt: str = ""


@dataclass(frozen=True)
class TypeLine:
    """A line that names the type: its id, or the printed name of an own form; what else the line says."""

    type: str
    rest: str = ""
    confidence: float = CERTAIN
    doubt: str = ""


def type_line(line: Line) -> TypeLine | None:
    """The type that a line names, in capitals or with spaced letters; ``None`` when it names none of Điều 7."""
    said = line.key.rstrip(" .")
    if _DECIDES.match(said):
        return None
    for id, name in sorted(((id, t.name) for id, t in norm.document_types().items()), key=lambda x: -len(x[1])):
        if _bare(said.rstrip(" :")) == _bare(fold(name)):
            sure = line.is_capital
            return TypeLine(id, "", CERTAIN if sure else LIKELY, "" if sure else _is_type(line.text))
        begun = said.startswith(f"{fold(name)} ")
        words = line.text.split(" ")
        taken = len(name.split())
        if begun and is_capital(" ".join(words[:taken])):
            return _with_subject(id, line, " ".join(words[taken:]).lstrip(":- "))
    return None


def _with_subject(id: str, line: Line, rest: str) -> TypeLine:
    if is_capital(rest):
        return TypeLine(id, rest, LIKELY, Words(N_("«{line}» là tên loại và trích yếu?"), line=line.text))
    return TypeLine(id, rest)


def _bare(text: str) -> str:
    """The letters without spaces: "K Ế  H O Ạ C H" is "KẾ HOẠCH"."""
    return "".join(text.split())


def _is_type(text: str) -> str:
    return Words(N_("«{line}» là tên loại văn bản?"), line=text)


def own_form(line: Line) -> TypeLine | None:
    """A line in capitals that may name an office's own form ("PHIẾU TRÌNH"), always with a doubt."""
    few = len(line.text.split()) <= NAME_WORDS
    if not line.is_capital or not few or is_structure(line.text) or line.text.endswith(_ENDS):
        return None
    return TypeLine(line.text, "", UNSURE, _is_type(line.text))


def subject(lines: Sequence[Line], start: int, first: str, formatted: bool) -> Taken:
    """The lines of a subject from line ``start``; ``first`` is what stood on the line of the type."""
    begin = _skip_blank(lines, start) if not first else start
    end, confidence, doubt = _subject_end(lines, begin, bool(first), formatted)
    taken = [line for line in lines[begin:end] if line.text]
    texts = [first] if first else []
    return Taken((*texts, *(line.text for line in taken)), tuple(lines[begin:end]), end, confidence, doubt)


def _skip_blank(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and not lines[at].text and not lines[at].is_rule:
        at += 1
    return at


def _subject_end(lines: Sequence[Line], begin: int, begun: bool, formatted: bool) -> tuple[int, float, str]:
    at_rule = _before_rule(lines, begin)
    if at_rule is not None:
        return at_rule, CERTAIN, ""
    if begin >= len(lines) or not _may_open(lines[begin], begun):
        return begin, CERTAIN, ""
    if formatted and (lines[begin].bold or lines[begin].align == "center"):
        return _by_format(lines, begin), CERTAIN, ""
    return _by_words(lines, begin)


def _before_rule(lines: Sequence[Line], begin: int) -> int | None:
    """The end of a subject that stands above a rule; ``None`` where no rule closes it."""
    spaced = _is_spaced(lines[begin : begin + 2 * MOST_LINES])
    for at in range(begin, min(len(lines), begin + 2 * MOST_LINES)):
        line = lines[at]
        if line.is_rule or _ATTACHED.match(line.text):
            return _without_blank(lines, begin, at)
        if not line.text:
            if not spaced and not (at + 1 < len(lines) and lines[at + 1].is_rule):
                return None
        elif not _may_open(line, False) or (line.text.endswith(_ENDS) and not _is_ruled(lines, at)):
            return None
    return None


def _is_ruled(lines: Sequence[Line], at: int) -> bool:
    """Whether a rule is drawn under a line, or under the empty line below it."""
    return any(line.is_rule for line in lines[at + 1 : at + 3])


def _without_blank(lines: Sequence[Line], begin: int, end: int) -> int:
    while end > begin and not lines[end - 1].text:
        end -= 1
    return end


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether every paragraph is followed by an empty one, as in some text dumps."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.at != b.at]
    return len(pairs) > 2 and not any(a.text and b.text for a, b in pairs)


def _may_open(line: Line, begun: bool) -> bool:
    """Whether a line may belong to a subject at all."""
    if not line.text or line.framed or is_structure(line.text) or len(line.text) > LONGEST:
        return False
    if after_to(line) is not None or _DECIDES.match(line.key) or _ATTACHED.match(line.text):
        return False
    begins = line.text[0].isupper() and starts_with("mo_dau", line.text)
    return not begins or not (begun or line.key.startswith(fold("Căn cứ ")))


def _by_format(lines: Sequence[Line], begin: int) -> int:
    """The end of the lines that look like the first: as bold, on the same axis."""
    first, at = lines[begin], begin + 1
    while at < len(lines) and _may_open(lines[at], False) and at - begin < MOST_LINES:
        line = lines[at]
        if line.bold != first.bold or {line.align, first.align, ""} != {first.align, ""}:
            break
        if line.is_capital and not first.is_capital:
            break
        if not first.bold and starts_with("mo_dau", line.text):
            break
        at += 1
    return at


def _by_words(lines: Sequence[Line], begin: int) -> tuple[int, float, str]:
    """The end of a subject without format: a line goes on with it unless a sentence or an empty line parts them."""
    spaced = _is_spaced(lines[begin : begin + 2 * MOST_LINES])
    end, unsure = begin + 1, ""
    for at in range(begin + 1, min(len(lines), begin + 2 * MOST_LINES)):
        line = lines[at]
        if not line.text and spaced:
            continue
        if not _may_open(line, True) or lines[end - 1].text.endswith(_ENDS) or line.text.endswith(_ENDS):
            break
        if not line.text[0].islower():
            if len(line.text) > LONGEST_ADDRESSEE or spaced or (line.is_capital and not lines[begin].is_capital):
                break
            unsure = unsure or line.text
        end = at + 1
    doubt = Words(N_("«{line}» còn thuộc trích yếu?"), line=unsure) if unsure else ""
    return end, LIKELY if unsure else CERTAIN, doubt


def attached(lines: Sequence[Line], start: int) -> Taken | None:
    """The line "(Kèm theo …)" at or after empty lines from ``start``; it may go over several lines."""
    begin = _skip_blank(lines, start)
    if begin >= len(lines) or lines[begin].framed or not _ATTACHED.match(lines[begin].text):
        return None
    end = begin + 1
    while ")" not in lines[end - 1].text and end < len(lines) and lines[end].text and end - begin < MOST_LINES:
        end += 1
    return Taken((" ".join(line.text for line in lines[begin:end]),), tuple(lines[begin:end]), end)


def addressees(lines: Sequence[Line], start: int) -> Taken | None:
    """Those to whom a document is sent, from a line that begins with "Kính gửi"; the lines may be those of a frame."""
    first = after_to(lines[start]) if start < len(lines) else None
    if first is None:
        return None
    items, doubt, end = ([first] if first else []), "", start + 1
    for at in range(start + 1, len(lines)):
        joined = _added(items, lines, at, framed=lines[start].framed)
        if joined is None:
            break
        items, asked = joined
        doubt, end = doubt or asked, at + 1 if lines[at].text else end
    texts = tuple(name for item in items for name in _split(item))
    return Taken(texts, tuple(lines[start:end]), end, LIKELY if doubt else CERTAIN, doubt)


def _added(items: list[str], lines: Sequence[Line], at: int, framed: bool) -> tuple[list[str], str] | None:
    """The addressees with one more line; ``None`` when the line is none of theirs. With them, a doubt."""
    line = lines[at]
    if (line.block != lines[at - 1].block) if framed else line.framed:
        return None
    if not line.text:
        return (items, "") if framed or not items or _dashed_next(lines, at) else None
    if _DASH.match(line.text):
        return [*items, line.text], ""
    if not items or items[-1].endswith(";"):
        may = framed or not (is_structure(line.text) or starts_with("mo_dau", line.text) or line.text.endswith(":"))
        return ([*items, line.text], _if_long(line)) if may else None
    return _continued(items, line, framed or _stands_alone(lines, at))


def _if_long(line: Line) -> str:
    return Words(N_("«{line}» là nơi được kính gửi?"), line=line.text) if len(line.text) > LONGEST_ADDRESSEE else ""


def _continued(items: list[str], line: Line, may_join: bool) -> tuple[list[str], str] | None:
    joined = [*items[:-1], f"{items[-1]} {line.text}"]
    if line.text.startswith("(") and line.text.endswith(")"):
        return joined, Words(N_("«{line}» còn thuộc phần kính gửi?"), line=line.text)
    if items[-1].endswith(_ENDS):
        return None
    if line.text[0].islower() or items[-1].endswith(","):
        return joined, ""
    asked = Words(N_("«{line}» còn thuộc phần kính gửi?"), line=line.text)
    return (joined, asked) if may_join else None


def _dashed_next(lines: Sequence[Line], at: int) -> bool:
    after = _skip_blank(lines, at)
    return after < len(lines) and not lines[after].framed and bool(_DASH.match(lines[after].text))


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line is followed by an empty one and is neither a sentence nor a heading."""
    line = lines[at]
    short = len(line.text) <= SHORT and not line.text.endswith(_ENDS)
    alone = at + 1 < len(lines) and not lines[at + 1].text
    return short and alone and not is_structure(line.text) and not starts_with("mo_dau", line.text)


def _split(item: str) -> Iterator[str]:
    for name in _SEPARATOR.split(_DASH.sub("", item, count=1)):
        bare = name.strip(" ;.")
        if bare:
            yield bare


def issuing_title(lines: Sequence[Line], start: int) -> Taken | None:
    """The line in capitals above the bases of a decision: whose power it is (Mẫu 1.2 Phụ lục III NĐ 30)."""
    end = start
    while end < len(lines) and end - start < 3 and _is_title(lines[end]):
        end += 1
    taken = tuple(lines[start:end])
    return Taken((" ".join(line.text for line in taken),), taken, end) if taken else None


def _is_title(line: Line) -> bool:
    said = line.is_capital and not line.framed and not is_structure(line.text)
    return said and not _DECIDES.match(line.key) and type_line(line) is None
