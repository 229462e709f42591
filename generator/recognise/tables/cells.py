"""The text of a cell as it is written down: its lines, with inline marks."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.flow import Cell, Para
from generator.inline import Run, written

_MARKED = re.compile(r"[*^\[\\\t]")


def printed(cell: Cell, *, plain_look: bool = False, in_head: bool = False) -> str:
    """The text of a cell, ``\\n`` between lines, labels included, formats as inline marks.

    ``plain_look``: a format that all of its letters share is the look of the table, not a mark. ``in_head``: so is all
    that is bold, since a head is printed bold.
    """
    paras = [para for para in cell.paras if para.words or any(run.footnote for run in para.runs)]
    if all(map(_is_plain, paras)):
        text = "\n".join(para.text for para in paras)
    else:
        no_bold, no_italic = _shared(paras) if plain_look or in_head else (False, False)
        dropped = (no_bold or in_head, no_italic)
        runs = [run for para in paras for run in (Run("\n"), *_runs(para, *dropped))]
        text = written(runs).replace("\t", " ")
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _is_plain(para: Para) -> bool:
    """Whether a paragraph is its letters and nothing else; most are."""
    return not para.label and all(run == Run(run.text) and not _MARKED.search(run.text) for run in para.runs)


def _shared(paras: list[Para]) -> tuple[bool, bool]:
    """Whether every letter is bold, is italic."""
    said = [para for para in paras if para.text.strip()]
    return all(para.bold for para in said), all(para.italic for para in said)


def _runs(para: Para, no_bold: bool, no_italic: bool) -> list[Run]:
    """The runs of a paragraph with its label; its lines are written together with those of the whole cell, so that a
    mark which goes on over a line break is the same however the lines were made."""
    runs = [replace(run, bold=run.bold and not no_bold, italic=run.italic and not no_italic) for run in para.runs]
    return [Run(f"{para.label} "), *runs] if para.label else runs
