"""What a person should look at in a table of tasks: heads without a place, gaps in the count, groups of two levels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.flow import Grid
from generator.problems import N_, Words
from generator.recognise.tables.cells import printed
from generator.recognise.tables.free_tables import numbers_doubt
from generator.recognise.tables.heads import Heads, bare
from generator.recognise.tables.row_codes import Code, breaks
from generator.recognise.tables.tree import GROUP_JOIN, Group, Node, Tree
from generator.vntext import fold, roman

MAX_TOLD = 6  # departures from the count that a doubt names
NO_HEAD = N_("bảng không có tiêu đề cột; ý nghĩa các cột được đoán từ nội dung. Có đúng là bảng nhiệm vụ không?")
NO_PLACE = N_("cột «{head}» không có chỗ trong danh sách nhiệm vụ; chữ của cột được ghi vào ghi chú. Có đúng không?")
TWO_NUMBERS = N_("bảng có hai cột số thứ tự («{heads}»); cột có nhiều số hơn được dùng để xếp việc con. Có đúng không?")
SUBMITTED = N_("cột thời gian có tiêu đề «{head}». Đây có phải thời hạn hoàn thành không?")
NOT_COUNTED = N_("số thứ tự không liên tục: {breaks}. Có thiếu hoặc trùng hàng nào không?")
RENUMBERED = N_("số thứ tự «{old}» khi in lại sẽ là «{new}». Có cần giữ cách đánh số cũ không?")
GROUPS_RENUMBERED = N_("nhóm «{old}» khi in lại sẽ mang số «{new}». Có đúng không?")
TWO_LEVELS = N_("bảng chia nhóm nhiều tầng; tên các tầng được ghép lại, ví dụ «{label}». Có đúng không?")
EMPTY_GROUP = N_("nhóm «{label}» không có nhiệm vụ nào, được để riêng. Có thiếu hàng không?")
GROUP_TWICE = N_("nhóm «{label}» xuất hiện ở hai chỗ; khi in lại sẽ gộp làm một. Có đúng không?")
NO_NUMBERS = N_("cột số thứ tự để trống; khi in lại các hàng sẽ được đánh số. Có đúng không?")
TITLE = N_("dòng «{text}» đứng trên tiêu đề bảng, được để riêng. Đây có phải tên của bảng không?")


def head_doubts(grid: Grid, heads: Heads, made: Tree) -> Iterator[str]:
    """Questions about the head: missing, titles over it, columns without a place, two number columns."""
    if not any(heads.names):
        yield NO_HEAD
    yield from (Words(TITLE, text=text) for text in titles(grid, heads))
    for i, (key, name) in enumerate(zip(heads.keys, heads.names, strict=True)):
        if not key and (name or any(node.texts[i] for node in made.walk())):
            yield Words(NO_PLACE, head=_one_line(name) or f"{i + 1}")
        if key == "thoi_gian" and bare("thời gian trình") in bare(name):
            yield Words(SUBMITTED, head=_one_line(name))
    numbers = [_one_line(name) for key, name in zip(heads.keys, heads.names, strict=True) if key == "tt"]
    if len(numbers) > 1:
        yield Words(TWO_NUMBERS, heads="», «".join(numbers))
    if numbers and any(heads.names) and not any(node.row.number for node in made.walk()):
        yield NO_NUMBERS
    if heads.numbers is not None:
        yield from numbers_doubt(grid.rows[heads.numbers])


def titles(grid: Grid, heads: Heads) -> Iterator[str]:
    """The texts that stand over the head."""
    for row in grid.rows[: heads.first]:
        yield from (printed(cell) for cell in row if cell.text)


def group_doubts(made: Tree) -> Iterator[str]:
    """Questions about the groups: levels put together, groups without tasks, in two places, numbered otherwise."""
    nested = next((group.path for group in made.groups if group.path != group.label), "")
    if nested:
        yield Words(TWO_LEVELS, label=nested)
    empty = unused_groups(made)
    yield from (Words(EMPTY_GROUP, label=group.label) for group in empty)
    runs = [fold(label) for label, _ in groupby(node.group for node in made.tasks) if label]
    yield from (Words(GROUP_TWICE, label=label) for label in dict.fromkeys(runs) if runs.count(label) > 1)
    shown = [group for group in made.groups if any(node.group == group.path for node in made.tasks)]
    for count, group in enumerate(shown, 1):
        told = re.sub(r"[\W_]", "", group.row.number)
        if told != roman(count):
            yield Words(GROUPS_RENUMBERED, old=f"{group.row.number} {group.label}".strip(), new=roman(count))
            return


def unused_groups(made: Tree) -> list[Group]:
    """The groups whose words no task carries."""
    used = {node.group for node in made.tasks}
    return [g for g in made.groups if not any(u == g.path or u.startswith(g.path + GROUP_JOIN) for u in used)]


def numbering(made: Tree) -> str:
    """Whether the tasks are counted through the whole table (``lien_tuc``) or anew in each group (``theo_nhom``)."""
    return "theo_nhom" if len(_anew_breaks(made)) < len(_through_breaks(made)) else "lien_tuc"


def _through_breaks(made: Tree) -> list[tuple[str, str]]:
    return breaks([node.row.code for node in made.tasks])


def _anew_breaks(made: Tree) -> list[tuple[str, str]]:
    runs = groupby(made.tasks, key=lambda node: node.group)
    return [found for _, run in runs for found in breaks([node.row.code for node in run])]


def number_doubts(made: Tree) -> Iterator[str]:
    """Questions about the numbers: gaps and repeats, numbers that will be printed otherwise, none at all."""
    found = min(_through_breaks(made), _anew_breaks(made), key=len)
    found += [one for node in made.walk() for one in breaks([child.row.code for child in node.children])]
    if found:
        told = [f"«{before}» → «{after}»" if before else f"«{after}»" for before, after in found]
        yield Words(NOT_COUNTED, breaks=", ".join(told[:MAX_TOLD]) + (", …" if len(told) > MAX_TOLD else ""))
    yield from _renumbered(made.tasks, ())


def _renumbered(nodes: Sequence[Node], above: tuple[int, ...]) -> Iterator[str]:
    """The first number that is of another form than the one that will be printed."""
    for count, node in enumerate(nodes, 1):
        code: Code = node.row.code
        path = (*above, count)
        if code.kind and (code.kind != "1" or len(code.path) != len(path)):
            yield Words(RENUMBERED, old=node.row.number, new=".".join(map(str, path)))
            return
        found = next(_renumbered(node.children, path), None)
        if found:
            yield found
            return


def _one_line(text: str) -> str:
    return " ".join(text.split())
