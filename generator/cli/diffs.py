"""The command ``diff``: which plans it reads, in which format it tells what changed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.check import stale
from generator.cli.files import refuse_name, write_text
from generator.cli.language import _
from generator.diff import Difference, as_html, as_json, as_text, compare
from generator.load import LoadedPlan, load_plan, located
from generator.pipeline import validate
from generator.problems import Problem, ProblemsError, errors

FORMATS = ("text", "json", "html")
SUFFIXES = {"text": ".txt", "json": ".json", "html": ".html"}


def chosen(format: str | None, out: Path | None) -> str:
    """The format asked for, else the one that the name of the file means, else text.

    Raises ``ProblemsError`` for a file of another ending.
    """
    by_suffix = {suffix: name for name, suffix in SUFFIXES.items()}
    found = format or by_suffix.get(out.suffix.lower() if out else "", "text")
    if out is not None:
        refuse_name(out, *(SUFFIXES[found],) if format else by_suffix)
    return found


def read(old: Path, new: Path) -> tuple[LoadedPlan, LoadedPlan]:
    """Both plans. Raises ``ProblemsError`` with the errors of either: such a plan has no printed form to compare."""
    plans: list[LoadedPlan] = []
    found: list[Problem] = []
    for path in (old, new):
        try:
            plan = load_plan(path)
            found += errors(validate(plan))
            plans.append(plan)
        except ProblemsError as error:
            found += error.problems
    if found:
        raise ProblemsError(found)
    return plans[0], plans[1]


def differences(old: LoadedPlan, new: LoadedPlan) -> Difference:
    """What changed from one plan to the other."""
    return compare(old.document, new.document)


def left_over(old: LoadedPlan, new: LoadedPlan) -> list[Problem]:
    """What the newer plan seems to have kept from the older one by mistake, with places."""
    return located(stale(new.document, old.document), new.source)


def tell(difference: Difference, format: str, out: Path | None) -> None:
    """Print what changed, or write it to a file and print its name. Raises ``ProblemsError``."""
    tellers = {"json": as_json, "html": as_html}
    text = tellers[format](difference) if format in tellers else as_text(difference, _)
    if out is None:
        _print(text, format)
        return
    write_text(out, text, SUFFIXES[format])
    click.echo(str(out))


def _print(text: str, format: str) -> None:
    """Print what changed; JSON and HTML that go into a file or to another program are UTF-8, as they say themselves."""
    as_bytes = format != "text" and not sys.stdout.isatty()
    click.echo(text.encode("utf-8") if as_bytes else text, nl=False)
