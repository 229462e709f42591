"""The files that commands make or read besides documents: schema, skeletons, templates to check, pictures."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator import norm
from generator.check import form_profile
from generator.convert import check_vietnamese_font, page_png, to_pdf
from generator.pipeline import name_problems, read_bytes, write_whole
from generator.problems import Problem, ProblemsError, joined, problem
from generator.resources import read_text
from generator.template import check_template, compile_template, missing_fields, used_fields


def write_text(out: Path, text: str, *suffixes: str) -> None:
    """Write a text file whole. Raises ``ProblemsError``."""
    refuse_name(out, *suffixes)
    write_whole(out, text.encode("utf-8"))


def refuse_name(out: Path, *suffixes: str) -> None:
    """Raise ``ProblemsError`` for another ending than these: a picture must not take the place of a document."""
    found = name_problems(out)
    if out.suffix.lower() not in suffixes:
        found.append(problem("G008", place=str(out), suffix=out.suffix, expected=" / ".join(suffixes)))
    if found:
        raise ProblemsError(found)


def skeleton(kind: str) -> str:
    """A commented plan of a type: its own skeleton, or that of its template with the type filled in."""
    template = norm.document_types()[kind].template
    text = read_text(f"khung/{template}.yaml")
    return text.replace("loai: LOAI", f"loai: {kind}")


def write_new(kind: str, out: Path, force: bool) -> None:
    """Write a skeleton. Raises ``ProblemsError`` when the file is there already."""
    if os.path.lexists(out) and not force:
        raise ProblemsError([problem("G004", place=str(out))])
    write_text(out, skeleton(kind), ".yaml", ".yml")


def template_problems(file: Path) -> list[Problem]:
    """Every fault of a template file: its tags first, then its formats."""
    data = read_bytes(file)
    found = check_template(data)
    if not found:
        found = [*missing_fields(data), *form_profile(compile_template(data, file.name).parts).problems]
    return _of_file(file, found)


def template_fields(file: Path) -> list[tuple[str, str]]:
    """The tags that a template uses and what they mean. Raises ``ProblemsError`` when its tags are at fault."""
    data = read_bytes(file)
    if found := check_template(data):
        raise ProblemsError(_of_file(file, found))
    return used_fields(data)


def _of_file(file: Path, found: Iterable[Problem]) -> list[Problem]:
    return [p.at(joined([str(file), p.place], ": ") if p.place else str(file)) for p in found]


def draw_page(file: Path, page: int, target: Path, dpi: int) -> None:
    """Draw one page of a document. Raises ``ProblemsError``."""
    refuse_name(target, ".png")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = to_pdf([file], Path(folder))[0]
        check_vietnamese_font(made)
        page_png(made, page, target, dpi=dpi)
