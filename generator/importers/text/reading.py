"""Plain text, Markdown, tables of tabs, what was pasted → what is printed (step 1 of a document's path)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.flow import Block, Flow, Grid, Para
from generator.importers.text.repair import Line, Measure, paragraphs, sweep
from generator.importers.text.tables import (
    LINE_IN_CELL,
    Numbered,
    fixed_grid,
    pipe_grid,
    split_tables,
    tab_grid,
    unquoted,
)  # fmt: skip
from generator.inline import Run
from generator.letters import LetterWatch
from generator.problems import Problem

_SOURCE = re.compile(r"(?:URL|Nguồn|Source)\s*:\s*https?://\S.*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)|\*(?!\*))+?)(?<=\S)\*\*")
_ITALIC_LINE = re.compile(r"\*(?=[^\s*])([^*]+)(?<=[^\s*])\*")
_ESCAPED = re.compile(r"\\([*_.\-()#+!>\[\]~])")
_NEW_LINES = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")
_BOLD_ON, _BOLD_OFF = "\ue0f0", "\ue0f1"  # private letters, so that a bold stretch may reach over lines


def read_text_flow(text: str) -> Flow:
    """What a text prints. Places are lines of the text ("dòng 17"), counted from 1.

    Lines that a program broke at the margin are joined where that is certain, page numbers and stamps are taken out,
    rows of tables put together. Marks of Markdown (headings, bold) become formats, though a text as a whole has none.
    """
    text = unquoted(_NEW_LINES.sub("\n", text).removeprefix("\ufeff"))
    reader = _Reader()
    lines, removed = _without_source(_numbered(_marked(text)))
    items = _swept(reader.items(lines))
    return reader.flow(items.kept, (*removed, *map(_para, items.removed)))


def read_tsv_flow(text: str) -> Flow:
    """A file of tab-separated values: one table, whatever its rows look like. An empty text has no blocks."""
    text = unquoted(_NEW_LINES.sub("\n", text).removeprefix("\ufeff"))
    reader = _Reader()
    lines = [line for line in _numbered(text) if line.text.strip()]
    blocks: tuple[Block, ...] = (fixed_grid(lines, reader.para),) if lines else ()
    return Flow(blocks=blocks, formatted=False, found=reader.letters.problems())


@dataclass
class _Swept:
    kept: list[Line | Grid]
    removed: tuple[Line, ...]


def _swept(items: Sequence[Line | Grid]) -> _Swept:
    """The items without the lines that are no text."""
    _, removed = sweep([item for item in items if isinstance(item, Line)])
    gone = set(map(id, removed))
    return _Swept([item for item in items if id(item) not in gone], removed)


def _numbered(text: str) -> list[Numbered]:
    return [Numbered(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def _without_source(lines: Sequence[Numbered]) -> tuple[Sequence[Numbered], tuple[Para, ...]]:
    """The lines without the address that a web dump writes first."""
    if lines and _SOURCE.fullmatch(lines[0].text):
        return lines[1:], (Para((Run(lines[0].text.strip()),), place=lines[0].place),)
    return lines, ()


def _marked(text: str) -> str:
    """Bold marks as one private letter at each end; escapes of Markdown undone where the text is Markdown."""
    text = re.sub(f"[{_BOLD_ON}{_BOLD_OFF}]", "", text)
    marked = _BOLD.sub(rf"{_BOLD_ON}\1{_BOLD_OFF}", text)
    is_markdown = marked != text or bool(re.search(r"^#{1,6} \S", text, re.MULTILINE))
    return _ESCAPED.sub(r"\1", marked) if is_markdown else marked


@dataclass
class _Reader:
    """Makes lines and grids, watching their letters; whether a bold stretch is open at the end of a line."""

    letters: LetterWatch = field(default_factory=LetterWatch)
    bold: bool = False
    found: list[Problem] = field(default_factory=list)

    def items(self, lines: Sequence[Numbered]) -> list[Line | Grid]:
        """Lines and tables, in order."""
        made: list[Line | Grid] = []
        page, gap = 1, False
        for kind, part in split_tables(lines):
            if kind != "text":
                page += sum(line.text.count("\f") for line in part)
                made.append((pipe_grid if kind == "pipes" else tab_grid)(part, self.para))
                gap = True
                continue
            for one in part:
                page += one.text.count("\f")
                line = self._line(one, page, gap)
                gap = line is None
                if line is not None:
                    made.append(line)
        return made

    def _line(self, one: Numbered, page: int, gap: bool) -> Line | None:
        text = one.text.replace("\f", "")
        runs = self._runs(text, one.place)
        if not "".join(run.text for run in runs).strip():
            return None
        return Line(runs, one.place, page, gap, len(text) - len(text.lstrip()))

    def para(self, text: str, place: str) -> Para:
        """A paragraph of a cell."""
        self.bold = False
        return Para(self._runs(text.replace(LINE_IN_CELL, "\n"), place), place=place)

    def _runs(self, text: str, place: str) -> tuple[Run, ...]:
        """The runs of a line, white space at its ends taken off, marks of Markdown as formats."""
        text = text.strip().replace("\f", "")
        bare = _HEADING.sub("", text)
        heading, bare = bare != text, bare.rstrip("#").rstrip() if bare != text else bare
        italic = _ITALIC_LINE.fullmatch(bare)
        pieces = re.split(f"([{_BOLD_ON}{_BOLD_OFF}])", italic[1] if italic else bare)
        runs = []
        for piece in pieces:
            if piece in (_BOLD_ON, _BOLD_OFF):
                self.bold = piece == _BOLD_ON
            elif piece:
                runs.append(Run(piece, bold=self.bold or heading, italic=bool(italic)))
        return self.letters.runs(runs, place)

    def flow(self, items: Sequence[Line | Grid], removed: tuple[Para, ...]) -> Flow:
        """The flow of what was read."""
        measure = Measure.of([item for item in items if isinstance(item, Line)])
        blocks = tuple(self._blocks(items, measure))
        found = (*self.found, *self.letters.problems())
        return Flow(blocks=blocks, formatted=False, removed=removed, found=found)

    def _blocks(self, items: Iterable[Line | Grid], measure: Measure) -> Iterable[Block]:
        held: list[Line] = []
        for item in [*items, None]:
            if isinstance(item, Line):
                held.append(item)
                continue
            joined, found = paragraphs(held, measure)
            self.found += found
            yield from _with_pages(joined)
            held = []
            if item is not None:
                yield item


def _with_pages(lines: Sequence[Line]) -> Iterable[Para]:
    page = lines[0].page if lines else 1
    for line in lines:
        yield _para(line, new_page=line.page != page)
        page = line.page


def _para(line: Line, *, new_page: bool = False) -> Para:
    return Para(line.runs, new_page=new_page, place=line.place)
