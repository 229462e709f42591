"""Edits of a plan file: what is asked for changes, every other byte stays."""

from __future__ import annotations

import difflib
import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.tokens import CommentToken

from any_documents import DOCUMENTS, HOSTILE
from generator.load import parse_plan
from generator.load.dump import dump
from generator.load.edit import Add, Change, Set, edit_plan
from generator.model import AgencyCell, Document, Task
from generator.problems import ProblemsError
from rich_documents import rich_document

PLANS = sorted((Path(__file__).resolve().parent.parent / "plans").glob("*.yaml"))
HEAD = """\
loai: ke-hoach
trang_thai: du_thao
thoi_diem: 2026-11-20
co_quan_ban_hanh: Sở A
tham_quyen: tap_the
trich_yeu: Việc B
nguoi_ky: {chuc_vu: Giám đốc}
"""


def tasks_of(text: str) -> tuple[Task, ...]:
    return parse_plan(text, "a.yaml").document.tasks


def edited(tasks: str, *changes: Change) -> str:
    """What stands for the tasks after these changes to them; the head of the file is untouched."""
    out = edit_plan(HEAD + tasks, changes)
    assert out.startswith(HEAD)
    return out.removeprefix(HEAD)


def task_set(key: str, value: Any, index: int = 0) -> Set:
    return Set(("nhiem_vu", index, key), value)


# --- one key ----------------------------------------------------------------------------------------------------------

BLOCK = """\
nhiem_vu:
  # trước việc một
  - id: a      # mã
    noi_dung: Việc một,
      hai dòng
    chu_tri: so-y-te   # hỏi lại
    phoi_hop: [so-a, "Sở B, C",
      so-d]
    thoi_gian: 'Quý I'

    # cuối việc một
  - noi_dung: >-  # gấp
      Việc hai
      dài


    con:
    - noi_dung: Con
  - noi_dung: |
      Việc ba
      # không phải chú thích
"""


@pytest.mark.parametrize(("change", "old", "new"), [
    (task_set("thoi_gian", "Quý II"), "'Quý I'", "Quý II"),
    (task_set("thoi_gian", "Quý II: a"), "'Quý I'", '"Quý II: a"'),
    (task_set("thoi_gian", None), "'Quý I'", "null"),
    (task_set("chu_tri", "so-x"), "so-y-te", "so-x"),
    (task_set("chu_tri", AgencyCell(names=("so-x", "so-y"))), "so-y-te", "[so-x, so-y]"),
    (task_set("chu_tri", AgencyCell(printed="Sở X", names=("so-x",))), " so-y-te   # hỏi lại",
     "   # hỏi lại\n      ghi: Sở X\n      la: so-x"),
    (task_set("noi_dung", "Một"), "Việc một,\n      hai dòng", "Một"),
    (task_set("noi_dung", "Một\nhai"), "Việc một,\n      hai dòng", "|-\n      Một\n      hai"),
    (task_set("phoi_hop", AgencyCell(names=("so-x",))), '[so-a, "Sở B, C",\n      so-d]', "so-x"),
    (task_set("id", "b"), "id: a ", "id: b "),
    (task_set("noi_dung", "Ba", 2), "|\n      Việc ba\n      # không phải chú thích", "Ba"),
    (Set(("nhiem_vu", 1, "con", 0, "noi_dung"), "Con: một"), "Con", '"Con: một"'),
])  # fmt: skip
def test_a_value_is_replaced_in_its_place(change: Set, old: str, new: str) -> None:
    assert edited(BLOCK, change) == BLOCK.replace(old, new)


def test_the_comment_of_a_block_text_goes_above_it() -> None:
    old = "  - noi_dung: >-  # gấp\n      Việc hai\n      dài\n"
    assert edited(BLOCK, task_set("noi_dung", "Hai", 1)) == BLOCK.replace(old, "  # gấp\n  - noi_dung: Hai\n")


def test_a_new_key_stands_in_the_order_of_the_model() -> None:
    out = edited(BLOCK, task_set("linh_vuc", "Y tế"), task_set("san_pham", "Báo cáo"), task_set("nhom", "Một"))
    assert out == BLOCK.replace("# mã\n", "# mã\n    nhom: Một\n    linh_vuc: Y tế\n").replace(
        "'Quý I'\n", "'Quý I'\n    san_pham: Báo cáo\n")  # fmt: skip


def test_a_key_before_all_others_takes_their_place_after_the_dash() -> None:
    assert edited(BLOCK, task_set("id", "c", 2)) == BLOCK.replace("  - noi_dung: |\n", "  - id: c\n    noi_dung: |\n")


def test_comments_within_a_value_go_above_it() -> None:
    tasks = "nhiem_vu:\n  - noi_dung: A\n    chu_tri:  # ai?\n      # cũ\n      - so-a\n      - so-b # thôi\n"
    out = edited(tasks, task_set("chu_tri", "so-c"))
    assert out == ("nhiem_vu:\n  - noi_dung: A\n    # ai?\n    # cũ\n    chu_tri: so-c # thôi\n")


def test_what_stands_within_braces_stays_on_its_line() -> None:
    tasks = "nhiem_vu: [{noi_dung: A, chu_tri: so-a, phoi_hop: }, {noi_dung: B}]  # hết\n"
    changes = (
        task_set("chu_tri", AgencyCell(printed="Sở A, B", names=("so-a", "so-b"))), task_set("phoi_hop", "so-c"),
        task_set("thoi_gian", "Quý I\nvà II"), task_set("id", "b", 1), Add(("nhiem_vu",), Task(content="C")),
    )  # fmt: skip
    assert edited(tasks, *changes) == (
        'nhiem_vu: [{noi_dung: A, chu_tri: {ghi: "Sở A, B", la: [so-a, so-b]}, phoi_hop: so-c, '
        'thoi_gian: "Quý I\\nvà II"}, {id: b, noi_dung: B}, {noi_dung: C}]  # hết\n'
    )


# --- items ------------------------------------------------------------------------------------------------------------


def test_an_item_stands_after_the_one_named_or_at_the_end() -> None:
    new = Task(content="Mới", lead=AgencyCell(names=("so-x",)))
    lines = "  - noi_dung: Mới\n    chu_tri: so-x\n"
    out = edited(BLOCK, Add(("nhiem_vu",), new, after=0))
    assert out == BLOCK.replace("    thoi_gian: 'Quý I'\n", f"    thoi_gian: 'Quý I'\n{lines}")
    assert edited(BLOCK, Add(("nhiem_vu",), new)) == BLOCK + lines
    inside = edited(BLOCK, Add(("nhiem_vu", 1, "con"), new), Add(("nhiem_vu", 1, "con"), Task(content="Nữa")))
    assert inside == BLOCK.replace("    - noi_dung: Con\n", "    - noi_dung: Con\n    - noi_dung: Mới\n"
                                   "      chu_tri: so-x\n    - noi_dung: Nữa\n")  # fmt: skip


@pytest.mark.parametrize("empty", ["", "nhiem_vu: []\n", "nhiem_vu:\n", "nhiem_vu: null # chưa có\n"])
def test_a_list_that_is_not_there_is_made(empty: str) -> None:
    out = edit_plan(HEAD + empty, [Add(("nhiem_vu",), Task(content="A")), Add(("nhiem_vu",), Task(content="B"))])
    assert [task.content for task in tasks_of(out)] == ["A", "B"]
    assert ("# chưa có" in out) == ("#" in empty)


def test_a_file_without_a_last_line_break_and_one_of_windows() -> None:
    tasks = "nhiem_vu:\n  - noi_dung: A\n    thoi_gian: Quý I"
    changes = task_set("thoi_gian", "Quý II"), task_set("san_pham", "B"), Add(("nhiem_vu",), Task(content="C"))
    after = "nhiem_vu:\n  - noi_dung: A\n    thoi_gian: Quý II\n    san_pham: B\n  - noi_dung: C"
    assert edited(tasks, *changes) == after
    windows = "\ufeff" + (HEAD + tasks).replace("\n", "\r\n")
    assert edit_plan(windows, changes) == "\ufeff" + (HEAD + after).replace("\n", "\r\n")


def test_nothing_asked_nothing_changed() -> None:
    for plan in PLANS:
        text = plan.read_text(encoding="utf-8")
        assert edit_plan(text, []) == text


@pytest.mark.parametrize("change", [
    Set(("nhiem_vu", 9, "thoi_gian"), "A"), Set(("khong_co", "b"), "A"), Set(("nhiem_vu", 0), "A"),
    Set(("trich_yeu", "a"), "A"), Set(("nhiem_vu", 0, "noi_dung", "x"), "A"),
])  # fmt: skip
def test_a_place_that_is_not_there_is_refused(change: Set) -> None:
    with pytest.raises(ProblemsError) as error:
        edit_plan(HEAD + BLOCK, [change])
    assert [p.code for p in error.value.problems] == ["I090"]


def test_a_place_written_in_a_way_that_cannot_be_edited_is_refused() -> None:
    tasks = "nhiem_vu:\n  - noi_dung: A\n    ? chu_tri\n    : so-a\n"
    assert tasks_of(HEAD + tasks)[0].lead.names == ("so-a",)
    with pytest.raises(ProblemsError) as error:
        edit_plan(HEAD + tasks, [task_set("chu_tri", "so-b")])
    assert [p.code for p in error.value.problems] == ["I090"]


# --- laws -------------------------------------------------------------------------------------------------------------


def comments(text: str) -> list[str]:
    """The comments of a file as another library's scanner sees them."""
    found = []
    for token in YAML().scan(io.StringIO(text)):
        for own in token.comment or ():
            found += [c for c in (own if isinstance(own, list) else [own]) if isinstance(c, CommentToken)]
    return sorted({line.strip() for c in found for line in c.value.splitlines() if line.strip()})


SPOTS = ("noi_dung", "chu_tri", "phoi_hop", "thoi_gian", "san_pham", "linh_vuc", "ghi_chu", "id")
LONGEST_VALUE = 8  # lines: no value of the examples takes more
VALUES = st.sampled_from(["Sở Y tế", "Một câu dài: " * 20, "a\nb", "# không", *HOSTILE[:40]])


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
@settings(max_examples=25)
@given(data=st.data())
def test_edits_of_the_example_plans_keep_comments_and_other_lines(plan: Path, data: st.DataObject) -> None:
    text = plan.read_text(encoding="utf-8")
    count = len(re.findall(r"^  - id: ", text[text.find("\nnhiem_vu:") :].partition("\nphu_luc:")[0], re.MULTILINE))
    if not count:
        pytest.skip("no list of tasks")
    places = st.tuples(st.integers(0, count - 1), st.sampled_from(SPOTS[:-1]))
    picked = data.draw(st.dictionaries(places, VALUES, min_size=1, max_size=5))
    out = edit_plan(text, [Set(("nhiem_vu", *place), value) for place, value in picked.items()])
    assert comments(out) == comments(text)
    before, after = text.splitlines(), out.splitlines()
    gone = [line for line in difflib.ndiff(before, after) if line.startswith("- ")]
    assert len(gone) <= LONGEST_VALUE * len(picked)


@settings(max_examples=150)
@given(DOCUMENTS, st.data())
def test_an_edit_says_what_was_asked_and_nothing_else(own: Document, data: st.DataObject) -> None:
    text = dump(own)
    if not own.tasks:
        return
    index = data.draw(st.integers(0, len(own.tasks) - 1))
    words = data.draw(VALUES).strip()
    out = edit_plan(text, [Set(("nhiem_vu", index, "ghi_chu"), words), Add(("nhiem_vu",), Task(content="Mới"), index)])
    again = parse_plan(out, "a.yaml").document
    tasks = list(own.tasks)
    tasks[index] = tasks[index].model_copy(update={"note": words})
    tasks.insert(index + 1, Task(content="Mới"))
    assert again == own.model_copy(update={"tasks": tuple(tasks)})


def test_a_rich_plan_takes_many_edits_at_once() -> None:
    own = rich_document("ke-hoach")
    changes: list[Change] = [Set(("nhiem_vu", i, "thoi_gian"), f"Quý {i}") for i in range(len(own.tasks))]
    changes += [Set(("nhiem_vu", 1, "con", i, "chu_tri"), "so-a") for i in range(2)]
    changes.append(Add(("nhiem_vu", 1, "con"), Task(content="Ba"), after=0))
    again = parse_plan(edit_plan(dump(own), changes), "a").document
    assert [task.time for task in again.tasks] == ["Quý 0", "Quý 1", "Quý 2"]
    assert [task.content for task in again.tasks[1].children] == ["Lớp thứ nhất", "Ba", "Lớp thứ hai"]
