"""Rows ⇄ .xlsx (layer 1): sheets that people edit in Excel, and what stands in them when they come back.

A sheet carries, hidden, what every cell said when it was written, so that reading tells a cell that somebody changed
from one that has changed elsewhere since. Bytes in, bytes out; the same rows give the same bytes. ``layout`` says what
a kind of sheet is, ``writing`` and ``reading`` know every kind, ``tasks`` and ``decisions`` are the two there are.
"""

from generator.sheet.decisions import DECISIONS, read_decisions, write_decisions
from generator.sheet.layout import HEAD_ROW, LISTS, LONGEST_CELL, MARKS, SNAPSHOT, Column, Row
from generator.sheet.reading import Sheet, SheetRow
from generator.sheet.tasks import TASKS, read_tasks, write_tasks

__all__ = [
    "DECISIONS", "HEAD_ROW", "LISTS", "LONGEST_CELL", "MARKS", "SNAPSHOT", "TASKS", "Column", "Row", "Sheet",
    "SheetRow", "read_decisions", "read_tasks", "write_decisions", "write_tasks",
]  # fmt: skip
