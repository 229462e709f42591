"""Documents taken in, printed and taken in again, as an office would do with ``import`` and ``render``."""

from __future__ import annotations

from pathlib import Path

from examples import PRESS
from generator.agencies import Naming
from generator.intake import Intake, take_in
from generator.load import parse_plan
from generator.model import Document
from generator.pipeline import make
from generator.problems import Problem, errors


def taken(data: bytes, name: str, as_type: str | None = None) -> Intake:
    """The import of some bytes as a file of this name."""
    return take_in(data, name, "plan.yaml", as_type)


def taken_file(path: Path) -> Intake:
    """The import of a file."""
    return taken(path.read_bytes(), path.name)


def rendered(text: str) -> bytes:
    """The document that a plan file prints."""
    return make(parse_plan(text, "plan.yaml"), PRESS).data


def printed_content(document: Document) -> Document:
    """A plan without what is never printed: the passages that an import could not place."""
    return document.model_copy(update={"unplaced": ()})


def read_twice(first: Intake) -> tuple[Document, Document]:
    """What was imported, and what is imported of the document that it prints."""
    second = taken(rendered(first.text), "again.docx")
    return printed_content(first.imported.document), printed_content(second.imported.document)


def faults(found: tuple[Problem, ...]) -> list[str]:
    """The codes and messages of errors."""
    return [f"{problem.code} {problem.message()}" for problem in errors(found)]


def cells(document: Document) -> list[tuple[str, str, str, str]]:
    """Content, lead, support and time of each task as printed."""
    naming = Naming(document)
    return [(t.content, naming.cell(t.lead), naming.cell(t.support), t.time) for t in document.tasks]
