"""The file of decisions about the rows of a programme: its text ⇄ a sheet of decisions.

``parse_decisions(dump_decisions(sheet), name) == sheet``, but for texts that no such file can give (see ``dump``).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.compose import Unusable, compose
from generator.load.dump import comment_lines, entry_lines, item_lines, tree_of
from generator.load.places import Mark, Node, in_order
from generator.load.tidy import tidy
from generator.load.validate import validated
from generator.model.decisions import OPEN, VERDICT_WORDS, Decision, DecisionSheet
from generator.problems import Problem, ProblemsError, errors, problem

_ROWS, _NUMBER = str(DecisionSheet.model_fields["decisions"].alias), str(Decision.model_fields["row"].alias)
_HEADER = """\
# Bảng quyết định: mỗi hàng của chương trình cấp trên thành gì trong kế hoạch của đơn vị.
# Cách quyết: sửa quyet_dinh, chu_tri, phoi_hop hoặc noi_dung_moi của hàng, rồi chạy lại lệnh draft với --decisions và
# tệp này. Đồng ý mà không cần sửa gì: thêm dòng nguoi_quyet: true. Hàng người đã quyết thì công cụ không đổi nữa.
# quyet_dinh là một trong:
#   giu            nhiệm vụ vào kế hoạch, giữ nguyên lời
#   sua            nhiệm vụ vào kế hoạch bằng lời ở noi_dung_moi
#   de_nghi        nhiệm vụ vào kế hoạch; cơ quan chủ trì không thuộc quyền giao việc, chỉ đề nghị được
#   bo_trung_uong  việc của cơ quan Trung ương, không vào kế hoạch
#   khong_ap_dung  không liên quan đến đơn vị, không vào kế hoạch
#   can_nguoi      chưa quyết được, chờ người quyết
# Dòng «dau» là dấu của công cụ: không sửa, không chép sang hàng khác."""


# --- text → sheet -----------------------------------------------------------------------------------------------------


def parse_decisions(text: str, name: str, *, head: DecisionSheet | None = None) -> DecisionSheet:
    """The decisions written in ``text``; ``name`` is printed as its file.

    Whatever ``head`` says of programme, unit, year and date counts where the file leaves it out. Raises
    ``ProblemsError`` with all problems, located as ``file:line:column`` and sorted; A030 for a row decided twice.
    """
    found: list[Problem] = []
    try:
        root = compose(text, name, found)
    except Unusable as error:
        raise ProblemsError(in_order([*found, error.problem])) from None
    if head is not None:
        _fill(root, head)
    tidy(root, DecisionSheet, found)
    sheet = validated(DecisionSheet, root, found)
    found += _twins(root)
    if sheet is None or errors(found):
        raise ProblemsError(in_order(found))
    return sheet


def _fill(root: Node, head: DecisionSheet) -> None:
    """Give the file the keys of the head that it leaves out."""
    assert isinstance(root.value, dict)
    for key, value in tree_of(head).items():
        if key != _ROWS and ((own := root.child(key)) is None or own[1].value is None):
            root.value[key] = root.mark, Node(root.mark, str(value))


def _twins(root: Node) -> Iterator[Problem]:
    """Rows of the programme that were decided before in the same file."""
    seen: dict[str, Mark] = {}
    for row in _row_nodes(root):
        number = row.child(_NUMBER)
        if number is None or not isinstance(number[1].value, str):
            continue
        mark = number[1].mark
        first = seen.setdefault(number[1].value, mark)
        if first is not mark:
            yield problem("A030", place=str(mark), row=number[1].value, line=first.line)


def _row_nodes(root: Node) -> list[Node]:
    """The rows of a file; a single one may stand without its list."""
    rows = root.child(_ROWS)
    if rows is None:
        return []
    return rows[1].value if isinstance(rows[1].value, list) else [rows[1]]


# --- sheet → text -----------------------------------------------------------------------------------------------------


def dump_decisions(sheet: DecisionSheet) -> str:
    """The file of these decisions, with how to decide in its first lines; each open row has its question above it."""
    lines = [_HEADER, *_still_open(sheet)]
    for key, value in tree_of(sheet).items():
        if key != _ROWS:
            lines += entry_lines(key, value, 0)
    rows = ["\n".join([*_question(decision), *item_lines(decision, 2)]) for decision in sheet.decisions]
    lines += ["", f"{_ROWS}:", "\n\n".join(rows)] if rows else [f"{_ROWS}: []"]
    return "\n".join(lines) + "\n"


def _still_open(sheet: DecisionSheet) -> list[str]:
    """Which rows wait for a person."""
    rows = [decision.row for decision in sheet.decisions if decision.verdict == OPEN]
    return comment_lines(f"Còn {len(rows)} hàng chờ quyết, tt: {', '.join(rows)}.", 0) if rows else []


def _question(decision: Decision) -> list[str]:
    """What an open row asks, as a comment above it, with the answers to choose from."""
    if decision.verdict != OPEN:
        return []
    asked = decision.question or "hàng này đưa vào kế hoạch thế nào?"
    choice = f" Có thể chọn: {'; '.join(decision.candidates)}." if decision.candidates else ""
    verdict = decision.proposed
    proposed = f" Công cụ đề xuất: {verdict} ({VERDICT_WORDS[verdict]})." if verdict else ""
    return comment_lines(f"HỎI: {asked}{choice}{proposed}", 2)
