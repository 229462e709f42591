"""How problems are printed: ``place CODE severity: message``, then the remedy and the law."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NoReturn, TypeVar

import click

from generator.cli.language import _
from generator.problems import N_, Problem, ProblemsError, Severity, shown

T = TypeVar("T")

NAMES = {Severity.ERROR: N_("lỗi"), Severity.WARNING: N_("cảnh báo"), Severity.NOTE: N_("lưu ý")}
COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
OK, PROBLEMS, USAGE = 0, 1, 2
# bad input to the command itself, not a fault of a plan
_BAD_INPUT = (*range(1, 14), 17, 18, 19, 27, 29, 34, 35, *range(41, 49), 91, 92)
UNREADABLE = {"G001", "D014", *(f"I{number:03}" for number in _BAD_INPUT)}


def print_briefly(problems: Iterable[Problem], codes: str = "", most: int = 3) -> bool:
    """Print problems; of warnings and notes whose codes begin with ``codes`` the first ``most`` of a code, and how many
    more there are: a table of a thousand rows gives some a thousand times. Whether any was left out.
    """
    found = list(problems)
    counts = Counter(p.code for p in found if p.code.startswith(codes) and p.severity is not Severity.ERROR)
    seen = Counter[str]()
    for problem in found:
        is_one_of_many = counts[problem.code] > most and problem.severity is not Severity.ERROR
        seen[problem.code] += is_one_of_many
        if not is_one_of_many or seen[problem.code] <= most:
            print_problems([problem])
        if is_one_of_many and seen[problem.code] == most:
            left = counts[problem.code] - most
            click.echo(_("… và {count} chỗ nữa cùng mã {code}").format(count=left, code=problem.code), err=True)
    return any(count > most for count in counts.values())


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, in the order given."""
    for problem in problems:
        name = click.style(_(NAMES[problem.severity]), fg=COLORS[problem.severity])
        place = f"{shown(problem.place, _)} " if problem.place else ""
        click.echo(f"{place}{problem.code} {name}: {problem.message(_)}", err=True)
        if problem.hint(_):
            click.echo(f"    → {problem.hint(_)}", err=True)
        if problem.kind.basis:
            click.echo(f"    ({_(problem.kind.basis)})", err=True)


def exit_code(problems: Iterable[Problem], strict: bool) -> int:
    """2 when the input cannot be read at all, 1 when an error stands (``strict``: a warning too), else 0."""
    found = list(problems)
    if any(p.code in UNREADABLE for p in found):
        return USAGE
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(p.severity in bad for p in found) else OK


class Step(logging.Formatter):
    """The steps of a document's path in the user's language."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its pattern translated."""
        record.msg = _(str(record.msg))
        return super().format(record)


def guarded(work: Callable[[], T]) -> T:
    """Do the work; print its problems and exit when it cannot go on."""
    try:
        return work()
    except ProblemsError as error:
        print_problems(error.problems)
        finish(exit_code(error.problems, strict=False) or PROBLEMS)


def finish(code: int) -> NoReturn:
    """End the process with a code."""
    sys.exit(code)
