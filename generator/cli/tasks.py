"""The commands ``tasks export`` and ``tasks import``: what they read, write and print."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.cli.files import refuse_name
from generator.cli.language import _
from generator.importers.kinds import Format, kind_of
from generator.importers.package import read_package, refuse_declarations
from generator.importers.plan.agency_cells import AgencyCells
from generator.intake import read_source, write_plan
from generator.load import LoadedPlan, load_plan, located, parse_plan, profile_beside
from generator.load.edit import edit_plan
from generator.pipeline import read_bytes, validate, write_whole
from generator.problems import Problem, ProblemsError, errors, joined, problem
from generator.sheet import Sheet, read_tasks, write_tasks
from generator.tasklist import Merge, columns, merge, proof, task_list

NOT_WRITTEN = ("I093", "I095", "I096", "I097", "I101", "I102", "I104", "I106")
"""Problems of words in the sheet that did not go into the plan."""


def export(plan: Path, out: Path, force: bool) -> int:
    """Write the tasks of a plan as a sheet; how many rows. Raises ``ProblemsError``.

    A sheet that stands there already is replaced only when nobody has edited it (G003), or with ``force``.
    """
    refuse_name(out, ".xlsx")
    tasks = task_list(load_plan(plan).document)
    if os.path.lexists(out) and not force:
        _refuse_edited(out)
    write_whole(out, write_tasks(tasks.title, tasks.columns, tasks.rows, tasks.lists))
    return len(tasks.rows)


def _refuse_edited(out: Path) -> None:
    data = read_bytes(out)
    try:
        untouched = _sheet(data).is_untouched()
    except ProblemsError:
        raise ProblemsError([problem("G004", place=str(out))]) from None
    if not untouched:
        raise ProblemsError([problem("G003", place=str(out))])


@dataclass(frozen=True)
class Taken:
    """What a sheet changes in a plan: the new text of the plan, what was merged, and everything found."""

    text: str
    merged: Merge
    rows: int
    findings: tuple[Problem, ...]


def take(file: Path, plan: Path) -> Taken:
    """Bring an edited sheet together with its plan; nothing is written.

    Raises ``ProblemsError``: what cannot be read, and changes that would put an error into the plan.
    """
    loaded = load_plan(plan)
    try:
        data = read_source(file)
        kind = kind_of(data, str(file))
        sheet = _sheet(data)
        merged = merge(sheet, loaded.document, AgencyCells(loaded.document), str(plan))
    except ProblemsError as error:
        raise ProblemsError(_of_file(file, error.problems)) from None
    text, again = _edited(plan, loaded, merged)
    found = _of_file(file, [*kind.found, *merged.problems, *proof(merged, again.document)])
    arisen = _arisen(loaded, again)
    if errors(arisen):
        raise ProblemsError([*found, *arisen])
    return Taken(text, merged, len(sheet.rows), (*found, *arisen))


def _sheet(data: bytes) -> Sheet:
    """The tasks of a sheet, looked over as any file from elsewhere. Raises ``ProblemsError``."""
    if kind_of(data).format is not Format.XLSX:
        raise ProblemsError([problem("I091")])
    refuse_declarations(read_package(data))
    return read_tasks(data, columns())


def _edited(plan: Path, loaded: LoadedPlan, merged: Merge) -> tuple[str, LoadedPlan]:
    """The text of the plan with the changes, and the plan that it is now. Raises ``ProblemsError``."""
    try:
        text = edit_plan(read_bytes(plan).decode("utf-8"), merged.changes)
    except ProblemsError as error:
        raise ProblemsError(located(error.problems, loaded.source)) from None
    return text, parse_plan(text, str(plan), profile=profile_beside(plan))


def _arisen(before: LoadedPlan, after: LoadedPlan) -> list[Problem]:
    """What is to be said of the plan now that was not before."""
    known = {(p.code, p.message()) for p in validate(before)}
    return [p for p in validate(after) if (p.code, p.message()) not in known]


def _of_file(file: Path, found: Sequence[Problem]) -> list[Problem]:
    return [p.at(joined([str(file), p.place], ": ") if p.place else str(file)) for p in found]


def write(taken: Taken, plan: Path, out: Path | None, force: bool) -> None:
    """Write the plan in its place, or to another file. Raises ``ProblemsError``."""
    if out is not None and not _is_same(out, plan):
        refuse_name(out, ".yaml", ".yml")
        write_plan(out, taken.text, force=force)
    elif taken.merged.changes:
        write_whole(plan, taken.text.encode("utf-8"))


def _is_same(out: Path, plan: Path) -> bool:
    try:
        return os.path.samefile(out, plan)
    except OSError:
        return False


def print_changes(taken: Taken) -> None:
    """Every cell that changed, old and new, every task added; the counts."""
    merged = taken.merged
    for own in merged.taken:
        click.echo(f"{own.id} · {own.head}: «{_on_one_line(own.old)}» → «{_on_one_line(own.new)}»")
    for id, content in merged.added.items():
        click.echo(_("{id} · nhiệm vụ mới: {content}").format(id=id, content=content))
    codes = [p.code for p in taken.findings]
    said = _("{rows} hàng; {cells} ô đã ghi, {added} nhiệm vụ thêm, {missing} nhiệm vụ không còn hàng, {left} chỗ chưa "
             "ghi.")  # fmt: skip
    left = sum(code in NOT_WRITTEN for code in codes)
    cells, added, missing = len(merged.taken), len(merged.added), codes.count("I094")
    click.echo(said.format(rows=taken.rows, cells=cells, added=added, missing=missing, left=left))


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ⏎ ")
