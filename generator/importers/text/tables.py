"""Tables in plain text: rows with tabs, as a web page or Word leaves them on the clipboard, and pipe tables.

A row that was broken over lines is put together again: what has no number of its own goes on with the cell above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.flow import Cell, Grid, Para
from generator.problems import N_, Words
from generator.vntext import fold

_ROW_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]+[.)]?|[a-zđ][.)]|[A-ZĐ][.)]?)\s*")
_FIRST_HEADS = {"tt", "stt", "số tt", "số thứ tự", "thứ tự", "thứ tự các bước", "no", "no."}
_HEAD_BLOCKS = ("cộng hòa xã hội chủ nghĩa", "đảng cộng sản việt nam", "nơi nhận", "kính gửi")
_TELLING = 12  # rows that tell whether this is a table
_GAP = 6  # lines without a tab between two rows of one table, at most
_GROUP = re.compile(r"(?:[IVXLC]+|[A-ZĐ])[.)]?\s+\S")
_QUOTED = re.compile(r'(?:(?<=\t)"((?:[^"\t]|"")*)"(?=\t|\n|\Z))|(?:(?:(?<=\n)|\A)"((?:[^"\t]|"")*)"(?=\t))')
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
LINE_IN_CELL = "\v"
"""Stands for a line break inside a quoted cell until the cell is made."""

MakePara = Callable[[str, str], Para]
"""(text, place) → paragraph."""


@dataclass(frozen=True)
class Numbered:
    """A line of the file: its number from 1 and its letters, white space at its ends kept."""

    number: int
    text: str

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return Words(N_("dòng {number}"), number=self.number)


def unquoted(text: str) -> str:
    """Cells that a spreadsheet quoted because they hold a line break or a quote, as one line each.

    A text that merely begins and ends with quotes keeps them.
    """

    def bare(found: re.Match[str]) -> str:
        inner: str = found[1] if found[1] is not None else found[2]
        if "\n" not in inner and '""' not in inner:
            return found[0]
        return inner.replace('""', '"').replace("\n", LINE_IN_CELL)

    return _QUOTED.sub(bare, text) if "\t" in text and '"' in text else text


# --- tabs


def tab_region(lines: Sequence[Numbered], at: int) -> int:
    """The end of the table of tabs that begins with line ``at``; ``at`` itself when none does."""
    if "\t" not in lines[at].text.strip(" "):
        return at
    rows, end, gap, width = [at], at + 1, 0, _width(lines[at].text)
    for i in range(at + 1, len(lines)):
        text = lines[i].text
        if "\t" in text.strip(" "):
            if i > rows[-1] + 1 and _begins_table(text, width):
                break
            rows.append(i)
            end, gap = i + 1, 0
            if len(rows) == _TELLING and not _is_table([lines[row].text for row in rows]):
                return at
        elif text.strip():
            gap += 1
            if gap > _GAP or _ends_table(text):
                break
    end = _with_tail(lines, end)
    return end if _is_table([lines[i].text for i in rows]) else at


def _width(text: str) -> int:
    return len(_cells(text))


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip(" ").split("\t")]


def _begins_table(text: str, width: int) -> bool:
    """The head of another table after some text."""
    return fold(_cells(text)[0]) in _FIRST_HEADS or _width(text) > width


def _ends_table(text: str) -> bool:
    return bool(re.match(r"\s*(?:Nơi nhận|Phụ lục|PHỤ LỤC|Biểu (?:mẫu )?\d|BIỂU|Ghi chú:)", text))


def _with_tail(lines: Sequence[Numbered], end: int) -> int:
    """The lines right below the last row that go on with its last cell: in small letters, no blank line between."""
    while end < len(lines) and lines[end].text.strip()[:1].islower():
        end += 1
    return end


def _is_table(rows: Sequence[str]) -> bool:
    """Whether lines with tabs are rows: three columns, or two under a head that is none of a document's head."""
    cells = [_cells(row) for row in rows]
    if len(rows) < 2 or any(fold(cell).startswith(_HEAD_BLOCKS) for row in cells[:3] for cell in row):
        return False
    width = max(map(len, cells))
    if fold(cells[0][0]) in _FIRST_HEADS:
        return width > 1
    if width > 2:
        return sum(1 for row in cells if len(row) > 2) >= 2
    labels = sum(1 for row in cells if _ROW_NUMBER.fullmatch(row[0]) or row[0] in ("", "-", "+", "–", "•", "*"))
    return len(rows) > 2 and not labels


def tab_grid(lines: Sequence[Numbered], para: MakePara) -> Grid:
    """The rows of a region, put together over the lines."""
    written = [line for line in lines if line.text.strip()]
    width = max(_width(line.text) for line in written)
    rows: list[list[list[tuple[str, str]]]] = []
    for line in written:
        cells = _cells(line.text)
        if len(cells) == 1 and rows and _is_group(cells[0]):
            rows.append([[(cells[0], line.place)]])
        elif rows and not _begins_row(cells, width, len(rows[-1])):
            _go_on(rows[-1], cells, line.place)
        else:
            rows.append([[(cell, line.place)] for cell in cells])
    return Grid(rows=tuple(_row(row, width, para) for row in rows), place=lines[0].place)


def _is_group(text: str) -> bool:
    """A row of one cell: "I. NHÓM NHIỆM VỤ" between others."""
    return bool(_GROUP.match(text)) and text.upper() == text


def _begins_row(cells: Sequence[str], width: int, above: int) -> bool:
    """A whole row, one with a number, or what cannot go on with the row above because that is full."""
    if len(cells) == 1:
        return False
    if len(cells) == width or _ROW_NUMBER.fullmatch(cells[0]):
        return True
    return above + len(cells) - 1 > width


def _go_on(row: list[list[tuple[str, str]]], cells: Sequence[str], place: str) -> None:
    if cells[0]:
        row[-1].append((cells[0], place))
    row.extend([(cell, place)] for cell in cells[1:])


def _row(row: Sequence[Sequence[tuple[str, str]]], width: int, para: MakePara) -> tuple[Cell, ...]:
    cells = [cell(pieces, para) for pieces in row[:width]]
    merged = len(row) == 1 < width
    cells += [Cell(merged="left") if merged else Cell() for _ in range(width - len(cells))]
    return tuple(cells)


def cell(pieces: Sequence[tuple[str, str]], para: MakePara) -> Cell:
    """A cell of (text, place) pieces, a paragraph for each line."""
    lines = [(line.strip(), place) for text, place in pieces for line in re.split(r"[\n\v]", text)]
    return Cell(blocks=tuple(para(line, place) for line, place in lines if line))


def fixed_grid(lines: Sequence[Numbered], para: MakePara) -> Grid:
    """A file that is a table as a whole: every line a row; rows that say nothing are left out."""
    written = [line for line in lines if line.text.strip()]
    width = max(_width(line.text) for line in written)
    rows = [[[(text, line.place)] for text in [*_cells(line.text), *[""] * (width - _width(line.text))]]
            for line in written]  # fmt: skip
    return Grid(rows=tuple(tuple(cell(pieces, para) for pieces in row) for row in rows), place=written[0].place)


# --- pipes


def pipe_region(lines: Sequence[Numbered], at: int) -> int:
    """The end of the pipe table whose head is line ``at``; ``at`` itself when none begins there."""
    if at + 1 >= len(lines) or "|" not in lines[at].text or not _is_rule(lines[at + 1].text):
        return at
    end = at + 2
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    return end


def _is_rule(text: str) -> bool:
    return "|" in text and bool(_PIPE_RULE.fullmatch(text))


def pipe_grid(lines: Sequence[Numbered], para: MakePara) -> Grid:
    """The grid of a region; the line of dashes is a mark, not a row."""
    kept = [(line, _pipe_cells(line.text)) for i, line in enumerate(lines) if i != 1]
    width = max(len(cells) for _, cells in kept)
    rows = (
        tuple(cell([(text, line.place)], para) for text in [*cells, *[""] * (width - len(cells))])
        for line, cells in kept
    )
    return Grid(rows=tuple(rows), heads=1, place=lines[0].place)


def _pipe_cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [_BREAK.sub("\n", piece).replace("\\|", "|").strip() for piece in _PIPE.split(inner)]


def split_tables(lines: Sequence[Numbered]) -> Iterator[tuple[str, Sequence[Numbered]]]:
    """The lines as ("text" | "tabs" | "pipes", lines), in order."""
    at, start = 0, 0
    while at < len(lines):
        kind, end = "pipes", pipe_region(lines, at)
        if end == at:
            kind, end = "tabs", tab_region(lines, at)
        if end == at:
            at += 1
            continue
        if start < at:
            yield "text", lines[start:at]
        yield kind, lines[at:end]
        at = start = end
    if start < len(lines):
        yield "text", lines[start:]
