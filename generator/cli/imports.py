"""The command ``import``: what it reads, writes and prints."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from generator.cli.files import refuse_name, write_text
from generator.cli.language import _
from generator.importers.kinds import MAX_BYTES, refuse_size
from generator.intake import Intake, read_source, report, take_in, write_plan
from generator.problems import N_, ProblemsError, shown

STANDARD_INPUT = Path("-")
ROWS = N_(
    "Bảng nhiệm vụ: {rows} hàng = {tasks} nhiệm vụ + {groups} hàng nhóm + {rest} hàng nối vào hàng trên + "
    "{empty} hàng trống + {aside} để riêng; {doubtful} nhiệm vụ cần xem lại."
)
NO_ROWS = N_("Không thấy bảng nhiệm vụ nào.")
KINDS = {"comment": N_("ý kiến"), "insertion": N_("thêm"), "deletion": N_("xóa")}


def take(file: Path, out: Path | None, kind: str | None) -> Intake:
    """Read and import a file, or pasted text for ``-``. Raises ``ProblemsError``."""
    if out is not None:
        refuse_name(out, ".yaml", ".yml")
    name = str(file) if file != STANDARD_INPUT else "stdin.txt"
    try:
        data = read_source(file) if file != STANDARD_INPUT else _standard_input()
        return take_in(data, name, str(out or Path(name).with_suffix(".yaml").name), kind)
    except ProblemsError as error:
        raise ProblemsError([p if p.place else p.at(str(file)) for p in error.problems]) from None


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    refuse_size(len(data))
    return data


def write(taken: Intake, file: Path, out: Path | None, report_file: Path | None, force: bool) -> None:
    """Write or print the plan, and the report when one is asked for. Raises ``ProblemsError``."""
    if report_file is not None:
        refuse_name(report_file, ".json")
    if out is None:
        _print_plan(taken.text)
    else:
        write_plan(out, taken.text, force=force)
        click.echo(str(out))
    if report_file is not None:
        write_text(report_file, report(taken, str(file)), ".json")


def _print_plan(text: str) -> None:
    """Print a plan; what goes into a file or to another program is UTF-8 as every plan file, whatever the console is.

    A console of another alphabet would take the marks off its letters.
    """
    click.echo(text if sys.stdout.isatty() else text.encode("utf-8"), nl=False)


def print_summary(taken: Intake) -> None:
    """Counts in and out, comments and tracked changes, to standard error."""
    for remark in taken.remarks:
        kind = _(KINDS[remark.kind])
        who = " ".join(part for part in (remark.author, remark.date) if part)
        click.echo(f"{shown(remark.place, _)}: {', '.join(filter(None, (kind, who)))}: {remark.text}", err=True)
    account = taken.imported.account
    questions = sum(map(len, taken.imported.notes.values()))
    click.echo(_(ROWS if account.rows else NO_ROWS).format(**asdict(account)), err=True)
    click.echo(
        _("Đoạn chưa phân loại: {unplaced}. Câu hỏi trong tệp: {questions}. Chỗ đã bỏ: {removed}.").format(
            unplaced=account.unplaced, questions=questions, removed=len(taken.removed)
        ),
        err=True,
    )
