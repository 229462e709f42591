"""A person's decisions brought to the rows of a programme that may have changed since they were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.draft.rows import Row
from generator.match import similarity
from generator.model import Decision
from generator.model.decisions import OPEN, VERDICT_WORDS
from generator.problems import N_, Problem, Words, problem
from generator.vntext import fold

ALIKE = 0.5
"""From which likeness on a row is taken for one whose words were changed; the decision about it is asked again."""
SHOWN = 60
CHANGED = N_("chương trình đã sửa hàng này; trước đây đã quyết «{verdict}» cho «{text}»; nay quyết thế nào?")


@dataclass(frozen=True)
class Placed:
    """The decisions by the numbers of the rows that they are about now, and what a person must see."""

    decisions: dict[str, Decision]
    problems: tuple[Problem, ...]


def placed(persons: Sequence[Decision], rows: Sequence[Row], file: str) -> Placed:
    """Every decision of a person where it belongs: by the words of its row, or by its number where it has no words.

    Problems: A052 (a number that no row has), A053 (the programme has no such row any more), A057 (by number alone).
    """
    found: dict[str, Decision] = {}
    problems: list[Problem] = []
    for own in persons:
        row, told = _home(own, [row for row in rows if row.number not in found], len(rows))
        if row is not None:
            found[row.number] = _moved(own, row)
        problems += [p.at(file) for p in told]
    return Placed(found, tuple(problems))


def _home(own: Decision, rows: Sequence[Row], count: int) -> tuple[Row | None, list[Problem]]:
    same_number = next((row for row in rows if row.number == own.row), None)
    if not own.source_text:
        if same_number is None:
            return None, [problem("A052", row=own.row, count=count)]
        return same_number, [problem("A057", row=own.row, text=short(same_number.text))]
    equal = [row for row in rows if fold(row.text) == fold(own.source_text)]
    if equal:
        return (same_number if same_number in equal else equal[0]), []
    near = max(rows, key=lambda row: similarity(row.text, own.source_text), default=None)
    if near is None or similarity(near.text, own.source_text) < ALIKE:
        return None, [problem("A053", row=own.row, theirs=short(own.source_text))]
    return near, []


def _moved(own: Decision, row: Row) -> Decision:
    """A decision as one about this row; where its words were changed it is asked again."""
    update: dict[str, object] = {}
    if own.row != row.number:
        update["row"] = row.number
        update["tasks"] = tuple(id for id in own.tasks if id != task_id(own.row))
    if own.source_text and fold(own.source_text) != fold(row.text) and own.verdict != OPEN:
        words = Words(VERDICT_WORDS[own.verdict])
        question = Words(CHANGED, verdict=words, text=short(own.source_text))
        update |= {"verdict": OPEN, "question": question, "candidates": (own.verdict,)}
    return own.model_copy(update=update) if update else own


def task_id(number: str) -> str:
    """The id of a task that is made of the row of this number."""
    return "viec-" + "-".join(part.zfill(2) for part in number.split("."))


def short(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
