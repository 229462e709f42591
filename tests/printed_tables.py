"""Tables as the annex prints them, seen as a reader of files sees them; and the tasks of a table made a plan again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders import document
from generator import flow
from generator.agencies import Naming
from generator.annex import Grid, task_grid
from generator.inline import parse
from generator.model import TableOptions, entries
from generator.recognise.tables.task_tables import TaskRow, TaskTable


def printed_grid(options: dict[str, Any], tasks: list[dict[str, Any]]) -> Grid:
    """The table that a plan with these tasks prints, all of them in the annex."""
    made = document(nam="2027", nhiem_vu=tasks)
    return task_grid(TableOptions.model_validate(options, by_alias=True), entries(made), Naming(made), made.year)


def as_read(made: Grid) -> flow.Grid:
    """A printed table as it is read from a file: heads and group rows bold, merged cells empty."""
    rows = []
    for row in made.rows:
        bold = row.kind in ("head", "group", "total")
        cells: list[flow.Cell] = []
        for cell in row.cells:
            text = "" if cell.merge == "continue" else cell.text
            runs = tuple(replace(run, bold=run.bold or bold) for run in parse(text)) if text else ()
            cells.append(flow.Cell((flow.Para(runs),) if runs else (), "above" if cell.merge == "continue" else ""))
            cells += [flow.Cell((), "left")] * (cell.span - 1)
        rows.append(tuple(cells))
    return flow.Grid(tuple(rows), heads=1, place="bảng 1")


def options_of(table: TaskTable) -> dict[str, Any]:
    """The options by which a plan prints a recognised table."""
    return {
        "cot": list(table.columns), "ten_cot": dict(table.names), "tt": table.numbering, "gop": list(table.merge),
        "dong_so_cot": table.column_numbers, "nhom_theo": table.group_key or None,
    }  # fmt: skip


def tasks_of(table: TaskTable) -> list[dict[str, Any]]:
    """The keys of the tasks of a recognised table, agencies as printed."""
    return [_task(row, table.group_key) for row in table.rows]


def _task(row: TaskRow, group_key: str) -> dict[str, Any]:
    agencies = {key: {"ghi": row.cells[key]} for key in ("chu_tri", "phoi_hop", "theo_doi") if key in row.cells}
    others = {key: text for key, text in row.cells.items() if key not in agencies}
    group = {group_key: row.group} if group_key and row.group else {}
    below = {"con": [_task(child, "") for child in row.children]} if row.children else {}
    return {"noi_dung": "…"} | others | agencies | group | below


def printed_again(table: TaskTable) -> Grid:
    """The table that the tasks of a recognised one print."""
    return printed_grid(options_of(table), tasks_of(table))
