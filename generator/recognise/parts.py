"""What follows the signature: annexes with or without a label, and whole documents that are attached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator import norm
from generator.flow import Block, Grid, Para
from generator.vntext import fold

TITLE_LINES = 8  # the longest title seen has six
LONGEST_TITLE_LINE = 200
_LABEL = re.compile(
    r"(?P<label>(?:phụ lục|biểu mẫu|mẫu biểu|biểu|mẫu)(?: số)?(?: (?:[IVXLC]+|[0-9]+[A-Za-z]?|[A-Z])(?![\w/]))?)"
    r"\s*[.:–-]?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ATTACHED = re.compile(r"\(\s*(?:được )?(?:ban hành )?kèm theo\b.*", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"[\s_–—*=.-]*")
_LEAST_CAPITALS = 4


@dataclass(frozen=True)
class Part:
    """An annex (``type`` empty) or an attached document (``type``: a type of Điều 7 by its id).

    ``label`` is as printed ("Phụ lục II", "Biểu 01"), empty where there is none; ``title`` its lines; ``attached_line``
    the line "(Kèm theo …)". ``blocks`` are its content, ``head`` what stands above it. ``doubt``: a question.
    """

    label: str
    title: tuple[str, ...]
    type: str
    attached_line: str
    blocks: tuple[Block, ...]
    head: tuple[Block, ...]
    doubt: str = ""

    @property
    def landscape(self) -> bool:
        """Whether it is printed across: most of its content is."""
        across = [block.landscape for block in self.blocks if isinstance(block, Grid) or block.text.strip()]
        return sum(across) * 2 > len(across)


@dataclass(frozen=True)
class _Head:
    """The head of a part: the blocks from ``start`` to ``end`` (excluded)."""

    start: int
    end: int
    label: str
    title: tuple[str, ...]
    attached_line: str


def parts(blocks: Sequence[Block], *, after_signature: bool = True) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The blocks before the first annex or attached document, and these.

    Behind the signature (``after_signature``) a title and a line "(Kèm theo …)" are enough; elsewhere a label that
    stands alone is asked for, since a body may speak of annexes too.
    """
    heads = _heads(blocks, after_signature)
    if not heads:
        return tuple(blocks), ()
    ends = [*(head.start for head in heads[1:]), len(blocks)]
    made = [_part(blocks, head, end) for head, end in zip(heads, ends, strict=True)]
    return tuple(blocks[: heads[0].start]), tuple(made)


def lone_tables(blocks: Sequence[Block]) -> Part | None:
    """A list that comes without any document around it: some lines of title, then nothing but tables."""
    said = [block for block in blocks if not is_rule(block)]
    first = next((i for i, block in enumerate(said) if isinstance(block, Grid)), None)
    if first is None or first > TITLE_LINES or any(isinstance(block, Para) for block in said[first:]):
        return None
    above = [block for block in said[:first] if isinstance(block, Para)]
    if any(para.label or para.text.rstrip().endswith((".", ";", ":")) for para in above):
        return None
    title = tuple(line for para in above for line in _lines(para.text))
    return Part("", title, "", "", tuple(said[first:]), tuple(above))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def is_rule(block: Block) -> bool:
    """Whether a paragraph prints nothing but a line, or nothing at all."""
    return isinstance(block, Para) and not block.label and _RULE.fullmatch(block.text) is not None


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals."""
    return text == text.upper() and sum(letter.isalpha() for letter in text) >= _LEAST_CAPITALS


def _heads(blocks: Sequence[Block], after_signature: bool) -> list[_Head]:
    found: list[_Head] = []
    at = 0
    while at < len(blocks):
        head = _labelled(blocks, at)
        if head is None and after_signature:
            head = _titled(blocks, at, found[-1].end if found else 0)
        if head is not None:
            found.append(_with_form_above(blocks, head))
        at = max(at + 1, head.end if head else 0)
    return [head for head, following in pairwise([*found, None]) if head and not _is_empty(blocks, head, following)]


def _is_empty(blocks: Sequence[Block], head: _Head, following: _Head | None) -> bool:
    """Whether nothing stands below a head: a word like "Phụ lục" at the foot of a page is none."""
    below = blocks[head.end : following.start if following else len(blocks)]
    return not head.title and not head.attached_line and all(map(is_rule, below))


def _labelled(blocks: Sequence[Block], at: int) -> _Head | None:
    """A head that opens with a label: "PHỤ LỤC II", "Biểu 01: …"."""
    para = blocks[at]
    match = _LABEL.fullmatch(" ".join(para.text.split("\n")).strip()) if isinstance(para, Para) else None
    if match is None or not isinstance(para, Para) or not _stands_alone(para, match):
        return None
    lines = [*_lines_after(para.text, match["label"])]
    end, title, attached = _title(blocks, at + 1, lines)
    return _Head(at, end, " ".join(match["label"].split()), title, attached)


def _stands_alone(para: Para, match: re.Match[str]) -> bool:
    """Whether a label heads its annex and is not the beginning of a sentence about it."""
    rest = match["rest"].strip()
    if rest.endswith((";", ",", "./.")) or para.label or rest.startswith(("(", ")")):
        return False
    shown = para.bold or para.align == "center" or is_capitals(para.text) or not rest
    return shown and (not rest or is_capitals(rest) or rest[0].isupper() or match["label"][-1].isdigit())


def _lines_after(text: str, label: str) -> list[str]:
    """The lines of a paragraph behind its label."""
    length, seen = len("".join(label.split())), 0
    for at, letter in enumerate(text):
        seen += not letter.isspace()
        if seen == length:
            rest = text[at + 1 :]
            lines = (" ".join(line.split()) for line in rest.lstrip(" .:–-\t").split("\n"))
            return [line for line in lines if line]
    return []


def _title(blocks: Sequence[Block], at: int, lines: list[str]) -> tuple[int, tuple[str, ...], str]:
    """Where the content of a labelled annex begins, the lines of its title, its line "(Kèm theo …)"."""
    title, end = list(lines), at
    for i in range(at, min(at + 2 * TITLE_LINES, len(blocks))):
        para = blocks[i]
        if not isinstance(para, Para) or _labelled_para(para):
            break
        text = " ".join(para.text.split())
        if _ATTACHED.fullmatch(text):
            end, line = _attached_line(blocks, i)
            return end, tuple(title), line
        if is_rule(para):
            continue
        if not (_is_title(para, title) or _is_above_attached_line(blocks, i)):
            break
        title += _lines(para.text)
        end = i + 1
    return end, tuple(title), ""


def _is_above_attached_line(blocks: Sequence[Block], at: int) -> bool:
    """Whether a paragraph under a label belongs to the title however it looks: "(Kèm theo …)" follows the title."""
    for block in blocks[at : at + TITLE_LINES]:
        if not isinstance(block, Para) or block.label:
            return False
        text = " ".join(block.text.split())
        if _ATTACHED.fullmatch(text):
            return True
        if _labelled_para(block) or len(text) > LONGEST_TITLE_LINE or text.endswith((".", ";", ":")):
            return False
    return False


def _labelled_para(para: Para) -> bool:
    match = _LABEL.fullmatch(" ".join(para.text.split("\n")).strip())
    return match is not None and _stands_alone(para, match)


def _is_title(para: Para, above: Sequence[str]) -> bool:
    """Whether a paragraph goes on with the title of an annex: capitals, or bold and in the middle."""
    if para.label or len(above) >= TITLE_LINES:
        return False
    return is_capitals(para.text) or (para.bold and para.align == "center") or (not above and para.align == "center")


def _attached_line(blocks: Sequence[Block], at: int) -> tuple[int, str]:
    """The end of a line "(Kèm theo …" that may go on in the next paragraphs until its bracket closes, and its words."""
    text, end = "", at
    while end < len(blocks) and end < at + 4:
        para = blocks[end]
        if not isinstance(para, Para):
            break
        text, end = f"{text} {' '.join(para.text.split())}".strip(), end + 1
        if text.endswith((")", ").")):
            break
    else:
        return at + 1, " ".join(getattr(blocks[at], "text", "").split())
    return end, text


def _titled(blocks: Sequence[Block], at: int, after: int) -> _Head | None:
    """A head without a label: some lines of title, then "(Kèm theo …)"."""
    para = blocks[at]
    if not isinstance(para, Para) or not _ATTACHED.fullmatch(" ".join(para.text.split())):
        return None
    start = at
    while start > after and at - start < TITLE_LINES:
        above = blocks[start - 1]
        if not isinstance(above, Para) or (is_rule(above) and start < at) or above.text.rstrip().endswith((".", ";")):
            break
        start -= 1
    shown = tuple(line for block in blocks[start:at] if isinstance(block, Para) for line in _lines(block.text))
    end, attached = _attached_line(blocks, at)
    return _Head(start, end, "", shown, attached) if shown else None


def _part(blocks: Sequence[Block], head: _Head, end: int) -> Part:
    content = tuple(blocks[head.end : end])
    while content and is_rule(content[0]):
        content = content[1:]
    type_id, title = ("", head.title) if head.label else _type_of(head.title)
    return Part(head.label, title, type_id, head.attached_line, content, tuple(blocks[head.start : head.end]))


def _with_form_above(blocks: Sequence[Block], head: _Head) -> _Head:
    """The head with the national title that a decision repeats above what it issues (Mẫu 1.3)."""
    at = head.start - 1
    while at >= 0 and is_rule(blocks[at]):
        at -= 1
    above = blocks[at] if at >= 0 else None
    repeated = isinstance(above, Grid) and "độc lập" in fold(" ".join(para.text for para in above.paras))
    return replace(head, start=at) if repeated else head


def _type_of(title: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The type that a title in capitals opens with, and the rest of the title."""
    first = title[0] if title else ""
    names = sorted(norm.document_types().items(), key=lambda item: -len(item[1].name))
    for id, known in names:
        words = len(known.name.split())
        opening = " ".join(first.split()[:words])
        if fold(opening) == fold(known.name) and is_capitals(opening):
            rest = " ".join(first.split()[words:])
            return (id, (*([rest] if rest else []), *title[1:])) if rest or title[1:] else ("", title)
    return "", title
