"""The body rows of a table of tasks: what each of them is, a task, a group, the rest of the row above, or no task."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from generator.flow import Cell, Grid
from generator.problems import N_, Words
from generator.recognise.tables.cells import printed
from generator.recognise.tables.heads import Heads, is_numbers_row, is_same_head, says
from generator.recognise.tables.row_codes import NO_CODE, Code, read_code, split_leading

RowKind = Literal["task", "group", "rest", "aside", "empty"]
PLAIN_LOOK = frozenset({"tt", "chu_tri", "phoi_hop", "theo_doi", "thoi_gian", "nhom", "linh_vuc", "kinh_phi"})
ONE_LINE = frozenset({"nhom", "linh_vuc", "kinh_phi"})
MANY_STRAY = 2  # filled cells beside its label that make a row with a group's number a task
_MARKS = re.compile(r"[*^\\]+")
_ENDED = (".", ";", ":", "!", "?", "…")

REST_UNSURE = N_("hàng sau không có số thứ tự, được nối vào hàng này. Có đúng là một hàng bị ngắt không?")
NO_NUMBER = N_("hàng này không có số thứ tự. Có đúng là một nhiệm vụ riêng không?")
STRAY = N_("hàng nhóm «{label}» có thêm chữ «{text}» ở ô khác. Chữ này thuộc về đâu?")
TOTAL = N_("hàng «{text}» không phải nhiệm vụ, được để riêng. Có cần giữ không?")
IN_TABLE, IN_ROW = N_("{table}, hàng {row}"), N_("hàng {row}")
ACROSS = N_("ô «{text}» gộp qua nhiều cột. Có dùng cho cả các cột bên phải không?")


@dataclass(frozen=True)
class BodyRow:
    """A row of the body, by column.

    ``texts``: what is written, number columns left empty; ``labels``: the same without the format that all letters of a
    cell share. ``number`` of the column that builds the tree, ``beside`` of the other one. ``above``: columns merged
    with the row above. ``across``: the first columns of cells that reach over others. ``wide``: one cell takes (nearly)
    the whole row. ``bold``: every letter is.
    """

    number: str
    beside: str
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    above: frozenset[int]
    across: tuple[int, ...]
    wide: bool
    bold: bool
    code: Code
    place: str

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """The columns with a text."""
        return tuple(i for i, text in enumerate(self.texts) if text)

    @property
    def words(self) -> str:
        """All it says, on one line."""
        told = (self.number, self.beside, *self.texts)
        return " | ".join(" ".join(text.split()) for text in told if text)


@dataclass(frozen=True)
class Line:
    """A row and what it is. ``label`` is the column of a group's name; ``doubts`` are questions about it."""

    kind: RowKind
    row: BodyRow
    label: int = 0
    doubts: tuple[str, ...] = ()


def body_rows(grid: Grid, heads: Heads) -> list[BodyRow]:
    """The rows under a head, without heads and column numbers that page breaks repeat."""
    numbers = [i for i, key in enumerate(heads.keys) if key == "tt"]
    kept = [i for i in range(heads.body, len(grid.rows)) if not is_repeated(grid, i, heads.first, heads.body)]
    tree = _tree_column(grid, kept, numbers)
    rows: list[BodyRow] = []
    letter = NO_CODE
    for i in kept:
        row = _body_row(grid, i, heads.keys, tree, letter)
        letter = row.code if row.code.kind in ("a", "i", "A", "I") else letter
        rows.append(row)
    return rows


def is_repeated(grid: Grid, at: int, first: int, body: int) -> bool:
    """Whether a row of the body is a row of the head (``first`` to ``body``) once more."""
    if any(is_same_head(grid, at, row) for row in range(first, body)):
        return True
    has_numbers = is_numbers_row(grid.rows[body - 1]) and body - 1 > first
    return not has_numbers and at == body and is_numbers_row(grid.rows[at])


def _tree_column(grid: Grid, rows: Sequence[int], numbers: Sequence[int]) -> int | None:
    """Of two number columns the one that numbers more rows; it builds the tree."""
    filled = {column: sum(bool(grid.rows[i][column].text) for i in rows) for column in numbers}
    return max(numbers, key=lambda column: (filled[column], column)) if numbers else None


def _body_row(grid: Grid, at: int, keys: Sequence[str], tree: int | None, letter: Code) -> BodyRow:
    cells = grid.rows[at]
    texts = [_text(cell, key) for cell, key in zip(cells, keys, strict=True)]
    labels = [printed(cell, plain_look=True) if "*" in text else text for cell, text in zip(cells, texts, strict=True)]
    number, beside = _numbers(texts, keys, tree)
    for i, key in enumerate(keys):
        texts[i], labels[i] = ("", "") if key == "tt" else (texts[i], labels[i])
    reach = _reach(cells)
    start = max(reach, key=lambda i: reach[i], default=0)
    wide = reach.get(start, 1) >= max(2, len(cells) - 2) and sum(bool(cell.text) for cell in cells) <= 2
    if number and tree is not None and reach.get(tree, 1) > 1 and read_code(number) is None:
        target = next((i for i, key in enumerate(keys) if key != "tt"), tree)
        number, texts[target] = split_leading(number)
        number, beside = (number, beside) if number else (beside, "")
        labels[target] = texts[target]
    elif wide and not number and labels[start]:
        number, labels[start] = split_leading(labels[start])
        texts[start] = labels[start] if number else texts[start]
    above = frozenset(i for i, cell in enumerate(cells) if cell.merged == "above")
    return BodyRow(
        number, beside, tuple(texts), tuple(labels), above, tuple(i for i in reach if texts[i]), wide, _is_bold(cells),
        _code(number, letter), _place(grid, at),
    )  # fmt: skip


def _numbers(texts: Sequence[str], keys: Sequence[str], tree: int | None) -> tuple[str, str]:
    """The number of a row and what stands in its other number columns; where the one that builds the tree is empty, the
    finest of the others numbers the row ("TT 2, Stt 2, Chi tiết" above "a)").
    """
    said = [(i, " ".join(texts[i].split())) for i, key in enumerate(keys) if key == "tt"]
    number = next((told for i, told in said if i == tree), "")
    others = [told for i, told in said if i != tree and told]
    if not number and others:
        number = others.pop()
    return number, " ".join(others)


def _text(cell: Cell, key: str) -> str:
    text = printed(cell, plain_look=key in PLAIN_LOOK)
    return " ".join(text.split("\n")) if key in ONE_LINE else text


def _reach(cells: Sequence[Cell]) -> dict[int, int]:
    """How many columns each cell takes, of those that take several."""
    found: dict[int, int] = {}
    at = 0
    for i, cell in enumerate(cells):
        if i and cell.merged == "left":
            found[at] = i - at + 1
        else:
            at = i
    return found


def _is_bold(cells: Sequence[Cell]) -> bool:
    paras = [para for cell in cells for para in cell.paras if para.text.strip()]
    return bool(paras) and all(para.bold for para in paras)


def _code(number: str, letter: Code) -> Code:
    return read_code(_MARKS.sub("", number) or number, letter) or Code("", (), number)


def _place(grid: Grid, at: int) -> str:
    """Where a row stands: the place of its first paragraph, else its number in the table."""
    places = (para.place for cell in grid.rows[at] for para in cell.paras if para.place)
    counted = Words(IN_TABLE, table=grid.place, row=at + 1) if grid.place else Words(IN_ROW, row=at + 1)
    return next(places, counted)


def lines(rows: Sequence[BodyRow], content: int) -> list[Line]:
    """What each row is; ``content`` is the column of the content."""
    found = _Lines(rows, content)
    made = [found.line(i) for i in range(len(rows))]
    if not any(line.kind == "task" for line in made):
        made = [replace(line, kind="task") if line.kind == "group" and line.row.code.kind else line for line in made]
    return list(_with_owners(made))


def _with_owners(found: Sequence[Line]) -> Iterator[Line]:
    """The rest of a row needs a row: the first one, or one under a group's name, is a task of its own."""
    owner = ""
    for line in found:
        if line.kind == "rest" and not (owner == "task" or (owner == "group" and not line.doubts)):
            line = replace(line, kind="task", doubts=(NO_NUMBER,))
        owner = line.kind if line.kind in ("task", "group") else owner
        yield line


class _Lines:
    """What the rows of one table say about each of them."""

    def __init__(self, rows: Sequence[BodyRow], content: int) -> None:
        self.rows, self.content = rows, content
        self.numbered = any(row.code.kind and not row.code.is_group and not row.wide for row in rows)
        self.bold_tells = any(not row.bold for row in rows if row.filled)
        self.task_kinds = {kind for kind in ("A", "I") if self._are_tasks(kind)}

    def _are_tasks(self, kind: str) -> bool:
        """Whether rows with letters or Roman numerals are tasks themselves: most say who does them and when."""
        own = [row for row in self.rows if row.code.kind == kind]
        return sum(len(row.filled) > MANY_STRAY for row in own) * 2 > len(own)

    def line(self, at: int) -> Line:
        row = self.rows[at]
        if not row.number and not row.beside and not row.filled:
            return Line("empty", row)
        if self._is_aside(row):
            return Line("aside", row, doubts=(Words(TOTAL, text=row.words),))
        if self._is_group(at):
            return self._group(row)
        if row.number or row.beside or not self.numbered:
            return self._task(row)
        return self._unnumbered(row)

    def _label(self, row: BodyRow) -> int:
        """The column of a group's name."""
        return self.content if row.texts[self.content] or not row.filled else row.filled[0]

    def _is_aside(self, row: BodyRow) -> bool:
        said = row.texts[row.filled[0]] if row.filled else row.number
        if row.code.kind:
            return False
        said = _MARKS.sub("", row.number or said)
        return says(said, "hang_cong") or (len(row.filled) <= 1 and says(said, "hang_ghi_chu"))

    def _is_group(self, at: int) -> bool:
        row = self.rows[at]
        stray = len(row.filled) - 1
        if row.code.is_group:
            return row.code.kind not in self.task_kinds and 0 <= stray < MANY_STRAY
        if stray:
            return False
        if row.code.kind == "1":
            return row.wide and self._counts_anew(at)
        if row.number or row.beside:
            return False
        return row.wide or (row.bold and self.bold_tells and self.numbered and bool(row.texts[self.content]))

    def _counts_anew(self, at: int) -> bool:
        """Whether the row after one over the whole table has a number of the same level: the count begins again."""
        own = self.rows[at].code
        after = next((row.code for row in self.rows[at + 1 :] if row.code.kind), NO_CODE)
        return after.kind == "1" and len(after.path) == len(own.path) and after.path[-1] == 1

    def _group(self, row: BodyRow) -> Line:
        label = self._label(row)
        stray = [row.texts[i] for i in row.filled if i != label]
        doubts = tuple(Words(STRAY, label=_shown(row.texts[label]), text=_shown(text)) for text in stray)
        return Line("group", row, label, doubts)

    def _task(self, row: BodyRow) -> Line:
        doubts = tuple(Words(ACROSS, text=_shown(row.texts[i])) for i in row.across if i != self.content)
        unnumbered = not (self.numbered or row.number or row.beside)
        if unnumbered and row.filled and not row.texts[self.content] and self.content not in row.above:
            return Line("rest", row, doubts=() if _goes_on(row) else (REST_UNSURE,))
        return Line("task", row, doubts=doubts)

    def _unnumbered(self, row: BodyRow) -> Line:
        """A row without a number where the others have one: cut off by a page break, or a task of its own."""
        if any(begins_inside(row.texts[i]) for i in row.filled):
            return Line("rest", row, doubts=() if _goes_on(row) else (REST_UNSURE,))
        own_content = bool(row.texts[self.content])
        if own_content and len(row.filled) > 1:
            return Line("task", row, doubts=(NO_NUMBER,))
        return Line("rest", row, doubts=(REST_UNSURE,))


def _goes_on(row: BodyRow) -> bool:
    """Whether every text begins in the middle of a sentence."""
    return bool(row.filled) and all(begins_inside(row.texts[i]) for i in row.filled)


def begins_inside(text: str) -> bool:
    """Whether a text begins in the middle of a sentence: with a small letter that is no letter of a list."""
    said = _MARKS.sub("", text)
    return said[:1].islower() and not re.match(r"[a-zđ][.)]", said)


def rejoined(first: str, rest: str) -> str:
    """Two parts of a text that was cut: on one line in the middle of a sentence, else on two."""
    if not first or not rest:
        return first or rest
    return f"{first} {rest}" if begins_inside(rest) and not first.endswith(_ENDED) else f"{first}\n{rest}"


def _shown(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())
