"""The example plans as finished documents, and a reader of .docx files that shares nothing with ``generator``.

The reader is zipfile and lxml alone, so that a test which compares words does not see them through the renderer's eyes.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from generator.load import load_plan
from generator.pipeline import Press, make

ROOT = Path(__file__).resolve().parent.parent
PLANS = tuple(sorted(path.stem for path in (ROOT / "plans").glob("*.yaml")))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PRESS = Press()


@cache
def example(name: str) -> bytes:
    """The document that ``plans/<name>.yaml`` makes."""
    return make(load_plan(ROOT / "plans" / f"{name}.yaml"), PRESS).data


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(data: bytes, part: str = "word/document.xml") -> etree._Element:
    """The root element of one part."""
    return etree.fromstring(parts(data)[part])


def text_of(element: etree._Element) -> str:
    """The letters of a paragraph, a cell, …: a tab or a line break reads as a space, paragraphs as lines."""
    out = []
    for node in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p"):
        if node.tag == f"{W}p":
            out.append("\n" if out else "")
        else:
            out.append((node.text or "") if node.tag == f"{W}t" else " ")
    return "".join(out)


def lines(data: bytes) -> list[str]:
    """The paragraphs of the main part in reading order, those of tables included, empty ones left out."""
    found = (text_of(paragraph).strip() for paragraph in tree(data).iter(f"{W}p"))
    return [line for line in found if line]


def rows(table: etree._Element) -> list[list[str]]:
    """The cells of a table as text, row by row."""
    return [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


def data_tables(root: etree._Element) -> list[etree._Element]:
    """The tables that show data (they have a table style); the frames that only place paragraphs have none."""
    return [table for table in root.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblStyle") is not None]
