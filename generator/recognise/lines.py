"""The lines of a document's head and feet, and who claims which paragraph (see ``generator.recognise.head``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter

import yaml

from generator.flow import Block, Grid, Para, plain_para
from generator.recognise.tables.heads import find_heads
from generator.resources import read_text
from generator.vntext import fold

WIDE = re.compile(r"\t\s*| {3,}\s*")
"""A gap that stands between two columns of a text dump."""

_RULE = re.compile(r"[\s_–—―─=.*~-]*")
_RULE_SIGNS = 3
_MARKDOWN = re.compile(r"^\s*#{1,6}\s+|\*\*|__(?=[^\W_])|(?<=[^\W_])__")
_ITALIC = re.compile(r"\s*([*_])(?=\w)(.*\w)\1\s*")
_STRUCTURE = re.compile(
    r"(?:[IVXLC]+|[A-ZĐ]|\d+(?:\.\d+)*)[.)]\s|[a-zđ]\)\s|(?:phần|chương|mục|tiểu mục|điều) (?:thứ|[IVXLC\d])|phụ lục",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A line as printed: ``text`` with single spaces, ``raw`` with its gaps, both without marks of Markdown.

    ``at`` counts the paragraph among those read, ``block`` the top-level block, ``column`` and ``columns`` tell its
    place in a grid (0 of 1 outside one; ``framed``: inside). ``drawn``: its paragraph is a drawn line.
    """

    text: str
    raw: str = ""
    at: int = 0
    block: int = 0
    bold: bool = False
    align: str = ""
    column: int = 0
    columns: int = 1
    drawn: bool = False
    framed: bool = False

    @property
    def is_rule(self) -> bool:
        """Whether it only draws: signs in a row, or a line without letters."""
        return self.drawn or is_rule(self.raw)

    @property
    def key(self) -> str:
        """For comparison: folded, Ð (the letter of another alphabet) read as Đ."""
        return key(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it has letters and all of them are capitals."""
        return is_capital(self.text)


def key(text: str) -> str:
    """The text folded for comparison; Ð (U+00D0) counts as Đ."""
    return fold(text.replace("Ð", "Đ").replace("ð", "đ"))


def is_capital(text: str) -> bool:
    """Whether a text has letters and all of them are capitals."""
    return any(map(str.isalpha, text)) and text == text.upper()


def is_rule(text: str) -> bool:
    """Whether a text is a line drawn with signs: "_____", "-------"."""
    return bool(_RULE.fullmatch(text)) and len("".join(text.split())) >= _RULE_SIGNS


def is_structure(text: str) -> bool:
    """Whether a text begins like a part of the content: "I. ", "1. ", "a) ", "Điều 1", "Chương I", "Phụ lục"."""
    return bool(_STRUCTURE.match(text))


def unmarked(text: str) -> str:
    """The text without the marks that Markdown puts around headings, bold words and italic lines; a rule stays one."""
    if is_rule(text):
        return text
    bare = _MARKDOWN.sub("", text)
    italic = _ITALIC.fullmatch(bare)
    return italic[2] if italic else bare


def tidy(text: str) -> str:
    """The text in single spaces."""
    return " ".join(text.split())


@cache
def words(kind: str) -> tuple[str, ...]:
    """A list of ``data/recognise/the-thuc.yaml`` in its usual writing."""
    data = yaml.load(read_text("recognise/the-thuc.yaml"), Loader=yaml.BaseLoader)
    return tuple(data[kind])


@cache
def _starts(kind: str) -> re.Pattern[str]:
    known = sorted(map(fold, words(kind)), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, known))})(?![\\w,])")


def starts_with(kind: str, text: str) -> bool:
    """Whether a text begins with one of the words of a list, as whole words and not before a comma."""
    return bool(_starts(kind).match(key(text)))


def usual(text: str, *kinds: str) -> str:
    """A title in its usual writing where a list has it in the same letters, else in capitals, as it is printed."""
    capitals = text.upper()
    return next((word for kind in kinds for word in words(kind) if word.upper() == capitals), capitals)


class Claims:
    """Which component each paragraph of some blocks belongs to: one at most."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.lines: list[Line] = []
        self.grids = frozenset(number for number, block in enumerate(blocks) if isinstance(block, Grid))
        self._paras: list[tuple[int, Para]] = []
        self._taken: set[int] = set()
        self._unread: list[Line] = []
        for number, block in enumerate(blocks):
            for para, column, columns in _placed(block):
                lines = _lines(para, len(self._paras), number, column, columns)
                self.lines += [replace(line, framed=number in self.grids) for line in lines]
                self._paras.append((number, para))

    def claim(self, lines: Iterable[Line]) -> tuple[Para, ...]:
        """The paragraphs of some lines that nobody has claimed yet; they are claimed now."""
        mine = [at for at in dict.fromkeys(line.at for line in lines) if at not in self._taken]
        self._taken.update(mine)
        return tuple(self._paras[at][1] for at in mine)

    def is_claimed(self, line: Line) -> bool:
        """Whether the paragraph of a line belongs to a component."""
        return line.at in self._taken

    def leave(self, line: Line) -> None:
        """A line that nobody understands; where its paragraph is claimed it is kept as a paragraph of its own."""
        self._unread.append(line)

    def rest(self, start: int, end: int) -> tuple[tuple[Para, ...], tuple[Para, ...]]:
        """What nobody claimed in blocks ``start`` to ``end``: blank paragraphs, and what says something."""
        free = [
            (at, para)
            for at, (block, para) in enumerate(self._paras)
            if at not in self._taken and start <= block < end
        ]
        lost = [
            (line.at, plain_para(line.text, self._paras[line.at][1].place))
            for line in self._unread
            if line.at in self._taken and line.text
        ]
        said = sorted([*((at, para) for at, para in free if para.words), *lost], key=itemgetter(0))
        return tuple(para for _, para in free if not para.words), tuple(para for _, para in said)


def _placed(block: Block) -> Iterator[tuple[Para, int, int]]:
    """The paragraphs of a block with their columns: of a grid column by column, as an eye reads a frame."""
    if isinstance(block, Para):
        yield block, 0, 1
        return
    for column in range(block.width):
        for row in block.rows:
            for para in row[column].paras if column < len(row) else ():
                yield para, column, block.width


def _lines(para: Para, at: int, block: int, column: int, columns: int) -> Iterator[Line]:
    """The lines of a paragraph; a blank one gives one blank line."""
    for number, (raw, bold) in enumerate(_cut(para)):
        raw = unmarked(raw if number or not para.label else f"{para.label} {raw}")
        yield Line(tidy(raw), raw, at, block, bold, para.align, column, columns, para.rule and not para.words)


def _cut(para: Para) -> list[tuple[str, bool]]:
    """The printed lines of a paragraph, each with whether all its letters are bold."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for run in para.runs:
        first, *others = run.text.split("\n")
        lines[-1].append((first, run.bold))
        lines += [[(other, run.bold)] for other in others]
    return [("".join(text for text, _ in line), _all_bold(line)) for line in lines]


def _all_bold(pieces: Sequence[tuple[str, bool]]) -> bool:
    said = [bold for text, bold in pieces if text.strip()]
    return bool(said) and all(said)


def is_frame(block: Block, rows: int, columns: int) -> bool:
    """Whether a block is a grid no larger than a frame of the head or feet, and no table of tasks."""
    if not isinstance(block, Grid) or len(block.rows) > rows or block.width > columns:
        return False
    return find_heads(block) is None
