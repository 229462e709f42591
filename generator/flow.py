"""What a document prints, whatever file it came in: paragraphs and grids, in order (layer 0).

Readers of formats make it, recognition reads it; neither knows the other. Nothing is tidied here but what every reader
must do anyway: letters are in NFC, a soft line break is ``\\n`` and a tab ``\\t`` inside a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.inline import Run
from generator.problems import Problem

Align = Literal["", "left", "center", "right", "both"]
Merged = Literal["", "left", "above"]


@dataclass(frozen=True)
class Para:
    """A paragraph. ``label`` is the number that Word makes itself ("1.", "a)", "-"), not part of ``runs``.

    ``align`` and the formats of the runs are as they are seen (styles resolved); they mean nothing where the flow is
    not ``formatted``. ``new_page``: it begins a page or a section. ``rule``: a line is drawn in it. ``place`` says
    where a person finds it: "đoạn 12", "trang 3", "dòng 17", "trang tính «A», hàng 4".
    """

    runs: tuple[Run, ...] = ()
    label: str = ""
    align: Align = ""
    new_page: bool = False
    landscape: bool = False
    rule: bool = False
    place: str = ""

    @property
    def text(self) -> str:
        """The letters, without the label and footnote marks."""
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """Label and letters, as read aloud: one line, single spaces."""
        return " ".join(f"{self.label} {self.text}".split())

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        written = [run for run in self.runs if run.text.strip()]
        return bool(written) and all(run.bold for run in written)

    @property
    def italic(self) -> bool:
        """Whether every letter is italic."""
        written = [run for run in self.runs if run.text.strip()]
        return bool(written) and all(run.italic for run in written)


@dataclass(frozen=True)
class Cell:
    """A place of a grid; ``merged`` says that it belongs to the cell on its left or above it, and is then empty."""

    blocks: tuple[Para | Grid, ...] = ()
    merged: Merged = ""

    @property
    def paras(self) -> tuple[Para, ...]:
        """Its paragraphs, those of grids inside it included."""
        return tuple(paras_of(self.blocks))

    @property
    def text(self) -> str:
        """Its letters, labels included, a line for each paragraph that says something."""
        lines = (f"{para.label} {para.text}".strip() for para in self.paras)
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Grid:
    """A table: every row has a cell for every column; ``heads`` counts the first rows marked to repeat on each page."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    bordered: bool = True
    new_page: bool = False
    landscape: bool = False
    place: str = ""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def paras(self) -> tuple[Para, ...]:
        """The paragraphs of all its cells, row by row."""
        return tuple(para for row in self.rows for cell in row for para in cell.paras)


Block = Para | Grid


@dataclass(frozen=True)
class Remark:
    """What somebody left in the margin or in tracked changes: a comment, an insertion, a deletion, a move.

    ``date`` is as written in the file (ISO), ``""`` when it says none; ``place`` is that of the paragraph.
    """

    kind: Literal["comment", "insertion", "deletion"]
    author: str
    date: str
    place: str
    text: str


@dataclass(frozen=True)
class Flow:
    """A document as it is read.

    ``formatted``: the file says what is bold, italic, centred. ``footnotes``: texts by the keys that runs carry.
    ``beside``: what stands outside the text proper (page headers and footers), without page numbers. ``removed``:
    what was taken out because it is certainly no text of the document (page numbers, stamps), each with its place.
    ``found``: what the reader has to say, located.
    """

    blocks: tuple[Block, ...]
    formatted: bool = True
    footnotes: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    beside: tuple[Para, ...] = ()
    removed: tuple[Para, ...] = ()
    found: tuple[Problem, ...] = ()


def paras_of(blocks: tuple[Block, ...]) -> Iterator[Para]:
    """Every paragraph of some blocks, those in cells included, in order."""
    for block in blocks:
        if isinstance(block, Para):
            yield block
        else:
            yield from block.paras


def plain_para(text: str, place: str = "") -> Para:
    """A paragraph of a file that knows no formats."""
    return Para(runs=(Run(text),) if text else (), place=place)
