"""Footnotes of a page of a PDF: small letters at its foot that begin with the number of a raised mark above them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from generator.importers.pdf.lines import Row
from generator.inline import Run

_SMALL = 0.88  # of the size of the text
_NUMBER = re.compile(r"(\d{1,3})\s+(?=\S)")


def split_notes(rows: Sequence[Row], size: float) -> tuple[list[Row], dict[str, tuple[Run, ...]]]:
    """The rows of a page without its footnotes, and these by their numbers. ``size`` is that of the text, in points."""
    start = len(rows)
    while start and rows[start - 1].size <= _SMALL * size:
        start -= 1
    above = {mark for row in rows[:start] for mark in marks(row.runs)}
    above |= {mark for row in rows[start:] for mark in marks(row.runs[1:])}
    while start < len(rows) and not _note(rows[start].runs, above)[0]:
        start += 1
    notes: dict[str, tuple[Run, ...]] = {}
    last = ""
    for row in rows[start:]:
        number, own = _note(row.runs, above - notes.keys())
        if number:
            notes[number] = own
        else:
            notes[last] = (*notes[last], Run(" "), *own)
        last = number or last
    return list(rows[:start]), notes


def _note(runs: Sequence[Run], marked: Collection[str]) -> tuple[str, tuple[Run, ...]]:
    """The number that a note begins with, raised or not, and its text; no number when it is none of the marks."""
    first = runs[0]
    if first.superscript and first.text.strip() in marked and len(runs) > 1:
        return first.text.strip(), (replace(runs[1], text=runs[1].text.lstrip()), *runs[2:])
    found = _NUMBER.match(first.text)
    if found and found[1] in marked:
        return found[1], (replace(first, text=first.text[found.end() :]), *runs[1:])
    return "", tuple(runs)


def marks(runs: Iterable[Run]) -> list[str]:
    """The raised numbers of some runs."""
    return [run.text.strip() for run in runs if run.superscript and run.text.strip().isdigit()]


def with_marks(runs: Iterable[Run], keys: Mapping[str, str]) -> tuple[Run, ...]:
    """Runs whose raised numbers are footnote marks where ``keys`` has them (number → key of the note)."""
    return tuple(
        Run(footnote=keys[run.text.strip()]) if run.superscript and run.text.strip() in keys else run for run in runs
    )
