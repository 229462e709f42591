"""Which tasks a table shows, and under which group rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.agencies import Naming
from generator.model import Entry, TableOptions
from generator.timeline import Timeline, parse
from generator.vntext import fold, roman

_QUARTER = re.compile(r"(?:quý\s*)?", re.IGNORECASE)
Group = tuple[str | None, list[Entry]]


def grouped(options: TableOptions, entries: Sequence[Entry], naming: Naming, year: int | None) -> list[Group]:
    """Groups in printed order: the tasks without a group first and without a row of their own (label ``None``).

    The first group always is the one without label, empty or not, so that group rows count from I.
    """
    shown = [e for e in entries if _passes(e, options, naming, year)]
    if options.group_by is None:
        return [(None, shown)]
    labels = {id(e): group_label(e, options.group_by, naming, year) for e in shown}
    order = list(dict.fromkeys(label for label in labels.values() if label))
    if options.group_by == "quy":
        first = {label: next(e for e in shown if labels[id(e)] == label) for label in order}
        order.sort(key=lambda label: parse(first[label].task.time, year).sort_key())
    groups: list[Group] = [(None, [e for e in shown if not labels[id(e)]])]
    return groups + [(label, [e for e in shown if labels[id(e)] == label]) for label in order]


def group_label(entry: Entry, key: str, naming: Naming, year: int | None) -> str:
    """The words of the group row that a task belongs under; empty when the task does not say."""
    if key == "chu_tri":
        return naming.cell(entry.task.lead)
    if key == "quy":
        return quarter_label(parse(entry.task.time, year), year)
    return entry.task.field if key == "linh_vuc" else entry.task.group


def quarter_label(time: Timeline, year: int | None) -> str:
    """"Quý II", "Quý I - IV", "Thường xuyên", or the printed words when they name no quarter.

    A document of no single ``year`` (``giai_doan``) names the year too: "Quý II/2027".
    """
    if not time.quarters:
        return "Thường xuyên" if time.recurring else time.raw
    first, last = roman(min(time.quarters)), roman(max(time.quarters))
    of_year = f"/{time.start.year}" if year is None and time.start else ""
    return f"Quý {first}{of_year}" if first == last else f"Quý {first} - {last}{of_year}"


def _passes(entry: Entry, options: TableOptions, naming: Naming, year: int | None) -> bool:
    return all(_matches(entry, key, wanted, naming, year) for key, wanted in options.filter.items())


def _matches(entry: Entry, key: str, wanted: Sequence[str], naming: Naming, year: int | None) -> bool:
    task = entry.task
    if key in ("chu_tri", "phoi_hop"):
        cell = task.lead if key == "chu_tri" else task.support
        have = {fold(naming.name(name)) for name in cell.names}
        return any(fold(naming.name(name)) in have for name in wanted)
    if key == "quy":
        touched = parse(task.time, year).quarters
        return any(parse(_QUARTER.sub("Quý ", w, count=1), year).quarters & touched for w in wanted)
    return fold(task.field if key == "linh_vuc" else task.group) in {fold(w) for w in wanted}
