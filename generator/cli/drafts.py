"""The command ``draft``: what it reads, the plan and the sheets of decisions that it writes, what it says."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from generator.cli.files import refuse_name
from generator.cli.language import _
from generator.decisionlist import from_xlsx, to_xlsx
from generator.diff import Difference
from generator.diff.found import TaskPair
from generator.drafting import Draft, Order, desk, draft, head_of, is_untouched, table_of
from generator.importers.kinds import Format, kind_of
from generator.importers.package import read_package, refuse_declarations
from generator.importers.plan.agency_cells import AgencyCells
from generator.intake import read_source
from generator.load import load_plan
from generator.load.decisions import dump_decisions, parse_decisions
from generator.model import DecisionSheet
from generator.model.decisions import VERDICT_WORDS
from generator.pipeline import Press, name_problems, read_bytes, write_whole
from generator.problems import N_, Problem, ProblemsError, errors, joined, problem, shown

SHEET, WORKBOOK, TABLE = ".quyet-dinh.yaml", ".quyet-dinh.xlsx", ".doi-chieu.docx"
TOLD = {"moi": N_("mới"), "bo": N_("không còn"), "giao_lai": N_("giao lại"), "doi_thoi_gian": N_("đổi thời gian")}
LONGEST_TITLE = 70


@dataclass(frozen=True)
class Places:
    """Where everything is written: the plan, and beside it the decisions (YAML, Excel) and the table for Word."""

    plan: Path

    @property
    def sheet(self) -> Path:
        """The decisions as YAML."""
        return self.plan.with_name(self.plan.stem + SHEET)

    @property
    def workbook(self) -> Path:
        """The decisions as a sheet to tick."""
        return self.plan.with_name(self.plan.stem + WORKBOOK)

    @property
    def table(self) -> Path:
        """The table that goes with the submission."""
        return self.plan.with_name(self.plan.stem + TABLE)


@dataclass(frozen=True)
class Request:
    """The options of the command."""

    programme: Path
    unit: str
    year: int
    on: date
    out: Path
    last: Path | None
    decisions: Path | None
    profile: Path | None
    force: bool


@dataclass(frozen=True)
class Taken:
    """A draft with the files it makes, and what was found while the decisions were read."""

    draft: Draft
    files: tuple[tuple[Path, bytes], ...]
    found: tuple[Problem, ...]


def take(request: Request) -> Taken:
    """Read everything, draft, and make the files; nothing is written. Raises ``ProblemsError``."""
    refuse_name(request.out, ".yaml", ".yml")
    places = Places(request.out)
    _refuse_inputs(request, places)
    order, found = _order(request)
    if errors(found):
        raise ProblemsError(found)
    made = draft(order)
    files = (
        (places.plan, made.text.encode("utf-8")),
        (places.sheet, dump_decisions(made.sheet).encode("utf-8")),
        (places.workbook, to_xlsx(made.sheet, made.plan.document)),
        (places.table, table_of(made, order, Press())),
    )
    if not request.force:
        _refuse_work(request, places, order, made.sheet)
    return Taken(made, files, tuple(found))


def write(taken: Taken) -> None:
    """Write every file, each whole. Raises ``ProblemsError``."""
    if refused := [p for path, _data in taken.files for p in name_problems(path)]:
        raise ProblemsError(refused)
    for path, data in taken.files:
        write_whole(path, data)
        click.echo(str(path))


def _refuse_inputs(request: Request, places: Places) -> None:
    """A usage error where a file that is read would be written; sheets of decisions are read to be written again."""
    written = (places.plan, places.sheet, places.workbook, places.table)
    read = (request.programme, request.last, request.profile)
    clash = [path for path in written for own in read if _is_same(path, own)]
    clash += [places.plan] if _is_same(places.plan, request.decisions) else []
    if clash:
        raise click.UsageError(_("«{file}» là tệp đầu vào: chọn tên khác sau -o").format(file=clash[0]))


def _order(request: Request) -> tuple[Order, list[Problem]]:
    last = load_plan(request.last) if request.last else None
    order = Order(
        load_plan(request.programme), str(request.programme), request.unit, request.year, request.on, request.out,
        last, request.last, profile=request.profile,
    )  # fmt: skip
    if request.decisions is None:
        return order, []
    sheet, found = read_decisions(request.decisions, order)
    return replace(order, sheet=sheet, sheet_name=str(request.decisions)), found


def read_decisions(file: Path, order: Order) -> tuple[DecisionSheet, list[Problem]]:
    """The decisions in a YAML or an Excel file, and what a person must see. Raises ``ProblemsError``."""
    try:
        data = read_source(file)
        if kind_of(data, str(file)).format is not Format.XLSX:
            return parse_decisions(data.decode("utf-8-sig"), str(file), head=head_of(order)), []
        refuse_declarations(read_package(data))
        own = desk(order)
        back = from_xlsx(data, own, AgencyCells(own))
    except UnicodeDecodeError:
        raise ProblemsError([problem("D014", place=str(file))]) from None
    except ProblemsError as error:
        raise ProblemsError(_of_file(file, error.problems)) from None
    return back.sheet, _of_file(file, back.problems)


def _of_file(file: Path, found: tuple[Problem, ...]) -> list[Problem]:
    """Problems with the file before their place, where that does not name it already."""
    return [p if p.place.startswith(str(file)) else p.at(joined([str(file), p.place], ": ") if p.place else str(file))
            for p in found]  # fmt: skip


# --- somebody's work is not lost --------------------------------------------------------------------------------------


def _refuse_work(request: Request, places: Places, order: Order, sheet: DecisionSheet) -> None:
    """Raise ``ProblemsError`` where a file that stands there holds work which the new one has not."""
    found = _of_plan(places.plan)
    for path in (places.sheet, places.workbook):
        if os.path.lexists(path) and not _is_same(path, request.decisions):
            found += _of_decisions(path, order, sheet)
    if found:
        raise ProblemsError(found)


def _of_plan(path: Path) -> list[Problem]:
    if not os.path.lexists(path):
        return []
    text = read_bytes(path).decode("utf-8", "replace")
    return [] if is_untouched(text) else [problem("G003", place=str(path))]


def _of_decisions(path: Path, order: Order, sheet: DecisionSheet) -> list[Problem]:
    try:
        there, _found = read_decisions(path, order)
    except ProblemsError:
        return [problem("G004", place=str(path))]
    new = {own.row: own for own in sheet.decisions}
    lost = [row for row, own in there.persons().items() if row not in new or own.own_seal() != new[row].own_seal()]
    return [problem("A056", place=str(path), count=len(lost), rows=", ".join(lost))] if lost else []


def _is_same(path: Path, other: Path | None) -> bool:
    try:
        return other is not None and os.path.samefile(path, other)
    except OSError:
        return False


# --- what is said -----------------------------------------------------------------------------------------------------


def print_summary(taken: Taken) -> None:
    """Rows in, decisions out, by verdict; what is new, gone, re-assigned, re-timed against last year."""
    made = taken.draft
    counts = Counter(own.verdict for own in made.sheet.decisions)
    told = ", ".join(f"{counts[own]} {_(word)}" for own, word in VERDICT_WORDS.items() if counts[own])
    said = _("Chương trình {rows} hàng = {decisions} quyết định: {told}.")
    click.echo(said.format(rows=made.rows, decisions=len(made.sheet.decisions), told=told))
    tasks = made.plan.document.tasks
    open_tasks = sum(task.undecided for task in tasks)
    click.echo(_("Kế hoạch: {tasks} nhiệm vụ, {open} chờ quyết định.").format(tasks=len(tasks), open=open_tasks))
    if made.difference is not None:
        click.echo("\n".join(_differences(made.difference)))


def _differences(difference: Difference) -> Iterator[str]:
    pairs = [pair for pair in difference.tasks if set(pair.kinds) & TOLD.keys()]
    counts = Counter[str](kind for pair in pairs for kind in pair.kinds if kind in TOLD)
    told = ", ".join(f"{counts[kind]} {_(word)}" for kind, word in TOLD.items() if counts[kind])
    yield _("So với kế hoạch năm trước: {told}.").format(told=told or _("không đổi"))
    yield from (_line(pair) for pair in pairs)


def _line(pair: TaskPair) -> str:
    row = pair.new or pair.old
    assert row is not None
    title = row.cells.get("noi_dung", "")
    title = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + "…"
    kinds = ", ".join(_(word) for kind, word in TOLD.items() if kind in pair.kinds)
    changed = "; ".join(f"{own.old} → {own.new}" for own in pair.changes if own.field in ("chu_tri", "thoi_gian"))
    return f"- {kinds}: «{shown(title, _)}»" + (f": {changed}" if changed else "")
