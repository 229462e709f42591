"""Any table that is not one of tasks: its head, its rows, its blank rows, its computed total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.flow import Cell, Grid
from generator.model import Table, Total
from generator.problems import N_, Words
from generator.recognise.found import CERTAIN, LIKELY, UNSURE, Found
from generator.recognise.tables.cells import printed
from generator.recognise.tables.heads import column_names, head_end, is_numbers_row, is_same_head, says, starts_with
from generator.vntext import format_number, parse_number

MAX_HEAD = 120  # letters
Row = tuple[str | None, ...]

NO_HEAD = N_("bảng không có hàng tiêu đề rõ ràng; hàng đầu được dùng làm tiêu đề. Có đúng không?")
MERGED = N_("bảng có ô gộp ({places}); chữ được để ở ô đầu. Có cần chép sang các ô kia không?")
BLANK = N_("bảng không có chữ nào. Đây có phải biểu mẫu để trống không?")
TITLE = N_("dòng «{text}» đứng trên tiêu đề bảng, được để làm một hàng. Đây có phải tên của bảng không?")
NUMBERS = N_("hàng số cột in là {printed}; khi in lại sẽ là (1), (2)… Có đúng không?")


def free_table(grid: Grid) -> Found[Table]:
    """The table as heads and rows, texts with inline marks; nothing in it is left out."""
    if not any(cell.text for row in grid.rows for cell in row):
        return Found(Table(header=("",) * max(grid.width, 1), blank_rows=max(len(grid.rows) - 1, 0)), (grid,),
                     UNSURE, BLANK)  # fmt: skip
    first, end, told = _head(grid)
    header = column_names(grid, first, end)
    body = end
    numbers = body < len(grid.rows) and is_numbers_row(grid.rows[body])
    doubts: list[str] = [] if told else [NO_HEAD]
    if numbers:
        doubts += numbers_doubt(grid.rows[body])
        body += 1
    above = [row for row in grid.rows[:first] if any(cell.text for cell in row)]
    doubts += [Words(TITLE, text=_said(row)) for row in above]
    kept = [*above, *(row for i, row in enumerate(grid.rows[body:], body) if not _is_repeated(grid, i, first, end))]
    rows, blank, total = _parts([tuple(printed(cell) or None for cell in row) for row in kept], kept)
    doubts += _merged_doubt(kept, total is not None)
    table = Table(header=header, rows=rows, blank_rows=blank, total=total, column_numbers=bool(numbers))
    return Found(table, (grid,), CERTAIN if not doubts else LIKELY if told else UNSURE, together(doubts))


def together(doubts: Sequence[str]) -> str:
    """Several questions as one text."""
    first, *rest = dict.fromkeys(doubts) if doubts else ("",)
    for doubt in rest:
        first = Words(N_("{first} {second}"), first=first, second=doubt)
    return first


def numbers_doubt(row: Sequence[Cell]) -> list[str]:
    """The question about a row of column numbers that will be printed otherwise than it stands."""
    told = [" ".join(cell.text.split()) for cell in row]
    if told == [f"({i})" for i in range(1, len(row) + 1)]:
        return []
    return [Words(NUMBERS, printed=", ".join(f"«{text}»" for text in told))]


def _head(grid: Grid) -> tuple[int, int, bool]:
    """The rows of the head (first, end), and whether it is told by the file or its look."""
    first = next((i for i, row in enumerate(grid.rows) if sum(bool(cell.text) for cell in row) > 1), 0)
    if first and not all(_is_whole_width(row) for row in grid.rows[:first]):
        first = 0
    end = head_end(grid, first)
    if grid.heads > first:
        end = max(end, min(grid.heads, len(grid.rows)))
        return first, end - (end - first > 1 and is_numbers_row(grid.rows[end - 1])), True
    row, after = grid.rows[first], grid.rows[end : end + 1]
    told = bool(after) and (is_numbers_row(after[0]) or _is_head_look(row, grid.rows[end:]))
    return first, end, told


def _is_whole_width(row: Sequence[Cell]) -> bool:
    return not any(cell.text for cell in row[1:]) and (len(row) == 1 or any(cell.merged == "left" for cell in row))


def _is_head_look(row: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row looks like a head: short words in every cell, no figures, and bold or numbered below."""
    said = [cell for cell in row if cell.merged != "left"]
    if not all(cell.text and len(cell.text) <= MAX_HEAD and not _is_figure(cell.text) for cell in said):
        return False
    bold = all(para.bold for cell in said for para in cell.paras if para.text.strip())
    others = [para for other in below for cell in other for para in cell.paras if para.text.strip()]
    return (bold and not (others and all(para.bold for para in others))) or _starts_count(row, below)


def _starts_count(row: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first column names a count ("TT") or begins one under words."""
    first = [other[0].text.strip(" .") for other in below if other[0].text]
    return not _is_figure(row[0].text) and first[:1] in (["1"], ["01"])


def _is_figure(text: str) -> bool:
    return parse_number(text.strip(" .%")) is not None


def _is_repeated(grid: Grid, at: int, first: int, end: int) -> bool:
    return any(is_same_head(grid, at, row) for row in range(first, end)) and any(c.text for c in grid.rows[at])


def _parts(rows: list[Row], cells: Sequence[Sequence[Cell]]) -> tuple[tuple[Row, ...], int, Total | None]:
    """The rows that say something, the blank rows after them, the total under these."""
    last = tuple(printed(cell, plain_look=True) or None for cell in cells[-1]) if rows else ()
    total = _total(rows[:-1], last, cells[-1]) if len(rows) > 1 else None
    kept = rows[:-1] if total else rows
    filled = max((i for i, row in enumerate(kept, 1) if any(row)), default=0)
    return tuple(kept[:filled]), len(kept) - filled, total


def _total(above: Sequence[Row], row: Row, last: Sequence[Cell]) -> Total | None:
    """The total that the last row is: its label, and sums of columns, exactly those of the rows above."""
    sums = [_sum([other[i] for other in above]) for i in range(len(row))]
    added = [i for i, text in enumerate(row) if text and sums[i] is not None and text == sums[i]]
    others = [i for i, text in enumerate(row) if text and i not in added]
    if not added or len(others) != 1:
        return None
    if whole := _total_in_label(row, sums, added):
        return whole
    label, first = others[0], added[0]
    free = next((i for i in range(len(row)) if i not in added), 0)
    spread = all(last[i].merged == "left" for i in range(1, first))
    said = row[label] or ""
    named = starts_with(said, "hang_cong") or says(said, "hang_cong")
    if not named or label != free or not spread:
        return None
    return Total(label=said, columns=tuple(i + 1 for i in added))


def _total_in_label(
    row: Row, sums: Sequence[str | None], added: Sequence[int]
) -> Total | None:
    """The total whose label stands before the first sum: "Tổng cộng: 12", every column being added up."""
    label, colon, figure = (row[0] or "").rpartition(": ")
    whole = colon and figure == sums[0] and list(added) == list(range(1, len(row)))
    return Total(label=label, columns=tuple(range(1, len(row) + 1))) if whole else None


def _sum(texts: Sequence[str | None]) -> str | None:
    """The printed sum of a column, ``None`` when it holds anything but figures."""
    figures = [parse_number(text) for text in texts if text]
    if not figures or None in figures:
        return None
    return format_number(sum((figure or Decimal(0) for figure in figures), start=Decimal(0)))


def _merged_doubt(rows: Sequence[Sequence[Cell]], has_total: bool) -> list[str]:
    places = [
        f"{i}.{j}"
        for i, row in enumerate(rows[: len(rows) - has_total], 1)
        for j, cell in enumerate(row, 1)
        if cell.merged
    ]
    told = ", ".join(places[:5]) + (", …" if len(places) > 5 else "")
    return [Words(MERGED, places=told)] if places else []


def _said(row: Sequence[Cell]) -> str:
    return " ".join(" ".join(cell.text for cell in row).split())
